//! The roots an office trusts: certificates in a folder, in PEM or DER.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Reach, certificate::Certificate};

/// Most signatures of issuers that are verified to find one way to a root.
const MOST_STEPS: u32 = 64;
/// Most certificates between a signer and a root.
const LONGEST: u32 = 8;

/// The certificates of the configured roots. In JSON each is a text of hexadecimal digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Roots(Vec<Vec<u8>>);

impl From<Vec<String>> for Roots {
    fn from(digits: Vec<String>) -> Self {
        Self(digits.iter().filter_map(|digits| hex::decode(digits).ok()).collect())
    }
}

impl From<Roots> for Vec<String> {
    fn from(roots: Roots) -> Self {
        roots.0.iter().map(hex::encode).collect()
    }
}

impl Roots {
    /// Adds the certificates of one file, PEM (one or several) or DER. Answers how many it has; 0 means that it is none.
    pub fn add(&mut self, file: &[u8]) -> usize {
        const BEGIN: &str = "-----BEGIN";
        let before = self.0.len();
        match std::str::from_utf8(file) {
            Ok(text) if text.contains(BEGIN) => {
                // Files in PEM may say something in words before each certificate.
                let starts = text.match_indices(BEGIN).map(|(at, _)| at);
                let blocks = starts.filter_map(|at| text.get(at..)).filter_map(|block| {
                    let end = block.find("-----END")?;
                    let line = end + block.get(end..)?.find(['\r', '\n']).unwrap_or(block.len() - end);
                    block.get(..line)
                });
                for block in blocks {
                    if let Ok((_, certificate)) = der::pem::decode_vec(block.trim().as_bytes()) {
                        self.add_one(certificate);
                    }
                }
            }
            _ => self.add_one(file.to_vec()),
        }
        self.0.len() - before
    }

    fn add_one(&mut self, certificate: Vec<u8>) {
        if Certificate::read(&certificate).is_some() {
            self.0.push(certificate);
        }
    }

    /// How many roots there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none, so that no signature can be `valid`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How far the issuers of a signer's certificate lead, over the certificates in `pool`. Where a time is known, every
    /// certificate on the way, the root's apart, must have been valid then.
    pub(super) fn reach(&self, signer: &Certificate<'_>, pool: &[Certificate<'_>], at: Option<DateTime<Utc>>) -> Reach {
        let roots: Vec<_> = self.0.iter().filter_map(|bytes| Certificate::read(bytes)).collect();
        let mut way = Way { roots: &roots, pool, at, steps: MOST_STEPS };
        if way.leads(signer, LONGEST) {
            return Reach::Root;
        }
        way = Way { at: None, steps: MOST_STEPS, ..way };
        if at.is_some() && way.leads(signer, LONGEST) { Reach::OutOfTime } else { Reach::Nowhere }
    }
}

/// Looking for a way from a certificate to a root.
struct Way<'a> {
    roots: &'a [Certificate<'a>],
    pool: &'a [Certificate<'a>],
    at: Option<DateTime<Utc>>,
    steps: u32,
}

impl Way<'_> {
    fn leads(&mut self, certificate: &Certificate<'_>, left: u32) -> bool {
        if self.roots.iter().any(|root| root.whole == certificate.whole) {
            return true;
        }
        if self.at.is_some_and(|at| !certificate.holds(at)) {
            return false;
        }
        let Some(left) = left.checked_sub(1) else { return false };
        let roots = self.roots;
        if roots.iter().any(|root| self.issued(certificate, root)) {
            return true;
        }
        let pool = self.pool;
        pool.iter().any(|issuer| issuer.whole != certificate.whole && self.issued(certificate, issuer) && self.leads(issuer, left))
    }

    fn issued(&mut self, certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> bool {
        if !certificate.names(issuer) {
            return false;
        }
        let Some(steps) = self.steps.checked_sub(1) else { return false };
        self.steps = steps;
        certificate.issued_by(issuer)
    }
}
