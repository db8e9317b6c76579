//! Digests and public keys: RSA (PKCS #1 v1.5 and PSS) and ECDSA on P-256 and P-384, by the RustCrypto libraries.

use der::asn1::ObjectIdentifier;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{Pss, pkcs1};
use sha1::Sha1;
use sha2_next::{Digest, Sha256, Sha384, Sha512};

use super::{
    asn1::{BIT_STRING, INTEGER, SEQUENCE, Value},
    certificate::bits,
};

const fn oid(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const MGF1: ObjectIdentifier = oid("1.2.840.113549.1.1.8");
const EC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
const P256: ObjectIdentifier = oid("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = oid("1.3.132.0.34");

/// A digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The digest an identifier names: by itself, or as part of a signature's.
    pub(super) fn of(named: ObjectIdentifier) -> Option<Self> {
        const NAMES: [(ObjectIdentifier, Hash); 13] = [
            (oid("1.3.14.3.2.26"), Hash::Sha1),
            (oid("2.16.840.1.101.3.4.2.1"), Hash::Sha256),
            (oid("2.16.840.1.101.3.4.2.2"), Hash::Sha384),
            (oid("2.16.840.1.101.3.4.2.3"), Hash::Sha512),
            (oid("1.2.840.113549.1.1.5"), Hash::Sha1),
            (oid("1.3.14.3.2.29"), Hash::Sha1),
            (oid("1.2.840.113549.1.1.11"), Hash::Sha256),
            (oid("1.2.840.113549.1.1.12"), Hash::Sha384),
            (oid("1.2.840.113549.1.1.13"), Hash::Sha512),
            (oid("1.2.840.10045.4.1"), Hash::Sha1),
            (oid("1.2.840.10045.4.3.2"), Hash::Sha256),
            (oid("1.2.840.10045.4.3.3"), Hash::Sha384),
            (oid("1.2.840.10045.4.3.4"), Hash::Sha512),
        ];
        NAMES.iter().find(|(name, _)| *name == named).map(|(_, hash)| *hash)
    }

    /// The digest of the parts one after the other.
    pub(super) fn digest(self, parts: &[&[u8]]) -> Vec<u8> {
        fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
            let mut digest = D::new();
            parts.iter().for_each(|part| digest.update(part));
            digest.finalize().to_vec()
        }
        match self {
            Self::Sha1 => of::<Sha1>(parts),
            Self::Sha256 => of::<Sha256>(parts),
            Self::Sha384 => of::<Sha384>(parts),
            Self::Sha512 => of::<Sha512>(parts),
        }
    }
}

/// An algorithm and its parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Algorithm<'a> {
    pub(super) oid: ObjectIdentifier,
    parameters: Option<Value<'a>>,
}

impl<'a> Algorithm<'a> {
    pub(super) fn read(value: Value<'a>) -> Option<Self> {
        let mut parts = value.values();
        Some(Self { oid: parts.next()?.oid()?, parameters: parts.next() })
    }

    /// The digest a signature of this algorithm is over, where it says so.
    pub(super) fn hash(&self) -> Option<Hash> {
        if self.oid == RSA_PSS { self.pss().map(|(hash, _)| hash) } else { Hash::of(self.oid) }
    }

    /// Digest and length of the salt of RSASSA-PSS.
    fn pss(&self) -> Option<(Hash, usize)> {
        let (mut hash, mut mask, mut salt) = (Hash::Sha1, Hash::Sha1, 20);
        for parameter in self.parameters.filter(|value| value.tag == SEQUENCE)?.values() {
            let value = parameter.values().next()?;
            match parameter.tag {
                0xA0 => hash = Hash::of(Self::read(value)?.oid)?,
                0xA1 => {
                    let function = Self::read(value)?;
                    (function.oid == MGF1).then_some(())?;
                    mask = Hash::of(Self::read(function.parameters?)?.oid)?;
                }
                0xA2 if value.tag == INTEGER => {
                    salt =
                        value.content.iter().try_fold(0_usize, |salt, byte| salt.checked_mul(256).map(|salt| salt + usize::from(*byte)))?
                }
                _ => {}
            }
        }
        // Nobody uses two digests, and the library cannot.
        (hash == mask).then_some((hash, salt))
    }
}

/// A public key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key<'a> {
    Rsa(&'a [u8]),
    P256(&'a [u8]),
    P384(&'a [u8]),
    /// Of a kind that is not known here.
    Other,
}

impl<'a> Key<'a> {
    /// Reads a `SubjectPublicKeyInfo`.
    pub(super) fn read(value: Value<'a>) -> Option<Self> {
        let mut parts = value.values();
        let algorithm = Algorithm::read(parts.tagged(SEQUENCE)?)?;
        let key = bits(parts.tagged(BIT_STRING)?)?;
        let curve = algorithm.parameters.and_then(|curve| curve.oid());
        Some(match algorithm.oid {
            RSA | RSA_PSS => Self::Rsa(key),
            EC_KEY if curve == Some(P256) => Self::P256(key),
            EC_KEY if curve == Some(P384) => Self::P384(key),
            _ => Self::Other,
        })
    }

    /// Whether `signature` is this key's over the parts one after the other. Where the algorithm does not name its digest,
    /// `hash` does. None when key, algorithm or digest is not known here.
    pub(super) fn verify(&self, algorithm: &Algorithm<'_>, hash: Option<Hash>, parts: &[&[u8]], signature: &[u8]) -> Option<bool> {
        let hash = algorithm.hash().or(hash)?;
        let digest = hash.digest(parts);
        match self {
            Self::Rsa(key) => {
                let key = pkcs1::RsaPublicKeyRef::try_from(*key).ok().and_then(|key| rsa::PublicKey::try_from(key).ok())?;
                let salt = if algorithm.oid == RSA_PSS { Some(algorithm.pss()?.1) } else { None };
                Some(verify_rsa(&key, hash, salt, &digest, signature))
            }
            Self::P256(key) => {
                let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
                let signature = p256::ecdsa::Signature::from_der(signature);
                Some(signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()))
            }
            Self::P384(key) => {
                let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(key).ok()?;
                let signature = p384::ecdsa::Signature::from_der(signature);
                Some(signature.is_ok_and(|signature| key.verify_prehash(&digest, &signature).is_ok()))
            }
            Self::Other => None,
        }
    }
}

fn verify_rsa(key: &rsa::PublicKey, hash: Hash, salt: Option<usize>, digest: &[u8], signature: &[u8]) -> bool {
    let verified = match (hash, salt) {
        (Hash::Sha1, None) => key.pkcs1v15_verify_prehash::<Sha1>(digest, signature),
        (Hash::Sha256, None) => key.pkcs1v15_verify_prehash::<Sha256>(digest, signature),
        (Hash::Sha384, None) => key.pkcs1v15_verify_prehash::<Sha384>(digest, signature),
        (Hash::Sha512, None) => key.pkcs1v15_verify_prehash::<Sha512>(digest, signature),
        (Hash::Sha1, Some(salt)) => key.verify(Pss::<Sha1>::new_with_salt(salt), digest, signature),
        (Hash::Sha256, Some(salt)) => key.verify(Pss::<Sha256>::new_with_salt(salt), digest, signature),
        (Hash::Sha384, Some(salt)) => key.verify(Pss::<Sha384>::new_with_salt(salt), digest, signature),
        (Hash::Sha512, Some(salt)) => key.verify(Pss::<Sha512>::new_with_salt(salt), digest, signature),
    };
    verified.is_ok()
}
