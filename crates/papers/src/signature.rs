//! Digital signatures of a PDF: who signed what and when, whether it is still what was signed, and who vouches for the signer.
//!
//! Nothing is asked of the network: whether a certificate was revoked is not known here.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

mod asn1;
mod certificate;
mod changes;
mod crypto;

mod find;
mod message;
mod roots;

pub use roots::Roots;

use crate::picture;

/// A signature found in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// Person or body the certificate names; what the file itself says where there is no certificate; may be empty.
    pub signer: String,
    /// Organisation the certificate names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Who issued the certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// Reason given by the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Place given by the signer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// When it was signed: by the time stamp if it is `timestamped`, else as the signer's own clock said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_at: Option<DateTime<Utc>>,
    /// Whether a time stamp whose issuer reaches a configured root vouches for the time.
    pub timestamped: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// Whether it covers the file as it is now.
    pub covers: Covers,
    /// Pages of the file as it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// What was added to the file after this signature.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Added>,
    /// The verdict.
    pub state: State,
    /// What the verdict does not say and a reader should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// Where it is seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Visible>,
}

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Somebody approves what is in the file.
    Approval,
    /// The author says what may still be changed.
    Certification,
    /// A time stamp of the whole file.
    Timestamp,
}

/// How much of the file a signature covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covers {
    /// All of it, to the last byte.
    Whole,
    /// The file as it was when it was signed; something was added since.
    Part,
}

/// The verdict on a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing was changed since, and the certificate's issuers reach a configured root.
    Valid,
    /// The signed bytes, or what the pages show, were changed after signing.
    Altered,
    /// Nothing was changed since, but no configured root vouches for the certificate.
    UnknownIssuer,
    /// The signature cannot be read, or is of a kind that is not known here.
    Unreadable,
}

/// Something added to a file after it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Added {
    /// Another signature.
    Signature,
    /// A time stamp of the whole file.
    Timestamp,
    /// Certificates and their state, so that the signature can be verified later.
    ValidationData,
    /// A form was filled in.
    Form,
    /// A remark that hides nothing: a note or a link.
    Note,
    /// Something drawn over a page, which was not forbidden if the signature is not `altered`.
    Drawing,
    /// What the pages themselves show, or which pages there are.
    Content,
    /// It could not be found out.
    Unknown,
}

/// What a reader should know besides the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// The certificate, or one of its issuers', was not valid at the time of signing.
    OutOfTime,
    /// It rests on SHA-1, which can be forged at some expense.
    WeakDigest,
}

/// Where a signature is seen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Visible {
    /// Page, from 1.
    pub page: u32,
    /// Left, top, width and height in points, from the top left of the page as it is shown.
    pub rect: [f32; 4],
}

/// Why a file's signatures cannot be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unsearchable {
    /// A password is needed, or another than the given one.
    #[error("the file needs a password")]
    NeedsPassword,
    /// The file cannot be read as a PDF.
    #[error("the file cannot be read as a PDF")]
    Unreadable,
}

/// Finds the signatures of a PDF, in the order they were made, and verifies them against `roots`.
///
/// May use time and memory out of proportion on hostile input: run it in a child process.
pub fn signatures(bytes: &Arc<Vec<u8>>, password: Option<&str>, roots: &Roots) -> Result<Vec<Signature>, Unsearchable> {
    let (pdf, _) = picture::open(bytes, password).map_err(|error| match error {
        picture::Undrawable::NeedsPassword => Unsearchable::NeedsPassword,
        _ => Unsearchable::Unreadable,
    })?;
    let found = catch_unwind(AssertUnwindSafe(|| find::find(&pdf))).map_err(|_| Unsearchable::Unreadable)?;
    let vouchers = catch_unwind(AssertUnwindSafe(|| find::certificates(&pdf))).unwrap_or_default();
    let judge = Judge { bytes, password, pdf: &pdf, roots, vouchers: &vouchers };
    Ok(found.into_iter().map(|found| judge.judge(found)).collect())
}

/// What every verdict on one file needs.
struct Judge<'a> {
    bytes: &'a [u8],
    password: Option<&'a str>,
    pdf: &'a hayro_syntax::Pdf,
    roots: &'a Roots,
    /// Certificates lying in the file beside the signatures.
    vouchers: &'a [Vec<u8>],
}

impl Judge<'_> {
    fn judge(&self, found: find::Found) -> Signature {
        let mut signature = Signature {
            signer: found.name.clone().unwrap_or_default(),
            organisation: None,
            issuer: None,
            reason: found.reason.clone(),
            location: found.location.clone(),
            signed_at: found.signed_at,
            timestamped: false,
            purpose: found.purpose(),
            covers: Covers::Part,
            pages: None,
            added: Vec::new(),
            state: State::Unreadable,
            remarks: Vec::new(),
            visible: found.visible,
        };
        let Some(range) = found.range(self.bytes) else { return signature };
        signature.covers = if range.whole { Covers::Whole } else { Covers::Part };
        // A library that trips over a key or a number makes one signature unreadable, not all.
        let verified = catch_unwind(AssertUnwindSafe(|| self.verify(&found, &range, &mut signature)));
        let Some(trusted) = verified.unwrap_or(None) else { return signature };
        if signature.state != State::Altered && !self.unchanged_since(&found, &range, &mut signature) {
            signature.state = State::Altered;
        }
        if signature.state != State::Altered {
            signature.state = if trusted { State::Valid } else { State::UnknownIssuer };
        }
        signature
    }

    /// Verifies the signature itself, and says whether a root vouches for it. None when it cannot be read.
    fn verify(&self, found: &find::Found, range: &find::Range<'_>, signature: &mut Signature) -> Option<bool> {
        let bytes = asn1::definite(&range.contents)?;
        let message = message::Message::read(&bytes)?;
        let verified = message.verify(found.format(), &range.signed, self.vouchers)?;
        let signer = verified.signer;
        signature.signer = signer.name().or(found.name.clone()).unwrap_or_default();
        signature.organisation = signer.organisation();
        signature.issuer = signer.issuer_name();
        if verified.weak {
            signature.remarks.push(Remark::WeakDigest);
        }
        let pool = message.certificates();
        let mut stamp = None;
        if let Some(time) = verified.stamp.filter(|stamp| stamp.whole) {
            stamp = Some(time.at);
            signature.timestamped = self.reach(&time.signer, &pool, Some(time.at)) == Reach::Root;
        }
        signature.signed_at = stamp.filter(|_| signature.timestamped).or(verified.signed_at).or(found.signed_at).or(stamp);
        if !verified.whole {
            signature.state = State::Altered;
        }
        let reach = self.reach(&signer, &pool, signature.signed_at);
        if reach == Reach::OutOfTime {
            signature.remarks.push(Remark::OutOfTime);
        }
        if signature.purpose == Purpose::Timestamp {
            signature.timestamped = verified.whole && reach == Reach::Root;
        }
        Some(reach == Reach::Root)
    }

    fn reach(&self, signer: &certificate::Certificate<'_>, pool: &[certificate::Certificate<'_>], at: Option<DateTime<Utc>>) -> Reach {
        let mut pool = pool.to_vec();
        pool.extend(self.vouchers.iter().filter_map(|bytes| certificate::Certificate::read(bytes)));
        self.roots.reach(signer, &pool, at)
    }

    /// Notes what was added after signing, and says whether the pages still show what was signed.
    fn unchanged_since(&self, found: &find::Found, range: &find::Range<'_>, signature: &mut Signature) -> bool {
        if range.whole {
            signature.pages = u32::try_from(self.pdf.pages().len()).ok();
            return true;
        }
        let signed = self.bytes.get(..range.end).and_then(|bytes| picture::open(&Arc::new(bytes.to_vec()), self.password).ok());
        let changes = signed.as_ref().and_then(|(signed, _)| {
            signature.pages = u32::try_from(signed.pages().len()).ok();
            catch_unwind(AssertUnwindSafe(|| changes::between(signed, self.pdf))).ok()
        });
        signature.added = changes.unwrap_or_else(|| vec![Added::Unknown]);
        signature.added.iter().all(|added| found.allows(*added))
    }
}

/// How far a certificate's issuers lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// To a configured root.
    Root,
    /// To a configured root, but not at the time of signing.
    OutOfTime,
    /// To none.
    Nowhere,
}
