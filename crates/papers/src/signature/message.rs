//! The signature itself: a CMS message (RFC 5652), and the time stamp (RFC 3161) it may carry.

use chrono::{DateTime, Utc};
use der::asn1::ObjectIdentifier;

use super::{
    asn1::{self, INTEGER, OCTET_STRING, SEQUENCE, SET, Value, Values},
    certificate::Certificate,
    crypto::{Algorithm, Hash},
};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TIME_STAMP_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const TIME_STAMP_TOKEN: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// What the signature of a file is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// The signed bytes themselves.
    Detached,
    /// Their SHA-1, which the message contains.
    Sha1,
    /// A time stamp, which contains their digest.
    Timestamp,
}

/// A CMS message, read in place.
#[derive(Debug, Clone)]
pub(super) struct Message<'a> {
    content_type: ObjectIdentifier,
    content: Option<&'a [u8]>,
    certificates: Vec<Certificate<'a>>,
    signer: Signer<'a>,
}

/// Who signed a message, and how.
#[derive(Debug, Clone, Copy)]
struct Signer<'a> {
    /// `IssuerAndSerialNumber`, or the key's identifier under the tag `[0]`.
    identity: Value<'a>,
    hash: Hash,
    /// The signed attributes, with their own tag.
    attributes: Option<Value<'a>>,
    algorithm: Algorithm<'a>,
    signature: &'a [u8],
    unsigned: Option<Value<'a>>,
}

/// What came out of verifying a message.
pub(super) struct Verified<'a> {
    /// Whether the signed bytes and the message are what was signed.
    pub(super) whole: bool,
    /// The signer's certificate.
    pub(super) signer: Certificate<'a>,
    /// When it was signed, as the signer says.
    pub(super) signed_at: Option<DateTime<Utc>>,
    /// The time stamp on it.
    pub(super) stamp: Option<Stamp<'a>>,
    /// Whether it rests on SHA-1.
    pub(super) weak: bool,
}

/// A time stamp.
pub(super) struct Stamp<'a> {
    /// Whether it is a time stamp of this signature, and is what was signed.
    pub(super) whole: bool,
    /// The certificate of who stamped.
    pub(super) signer: Certificate<'a>,
    /// When.
    pub(super) at: DateTime<Utc>,
}

impl<'a> Message<'a> {
    /// Reads a message in DER with one signer, as a file's signature has.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut outer = asn1::read(bytes, SEQUENCE)?.values();
        (outer.next()?.oid()? == SIGNED_DATA).then_some(())?;
        let mut data = outer.tagged(0xA0)?.values().tagged(SEQUENCE)?.values();
        let _version = data.tagged(INTEGER)?;
        let _digests = data.tagged(SET)?;
        let mut encapsulated = data.tagged(SEQUENCE)?.values();
        let content_type = encapsulated.next()?.oid()?;
        let content = encapsulated.tagged(0xA0).and_then(|content| content.values().next()).map(|content| content.content);
        let certificates = data.tagged(0xA0).map(|certificates| certificates.values());
        let certificates = certificates.into_iter().flatten().filter_map(|value| Certificate::read(value.whole)).collect();
        let _revocations = data.tagged(0xA1);
        let signer = Signer::read(data.tagged(SET)?.values().tagged(SEQUENCE)?)?;
        Some(Self { content_type, content, certificates, signer })
    }

    /// The certificates it brings.
    pub(super) fn certificates(&self) -> Vec<Certificate<'a>> {
        self.certificates.clone()
    }

    /// Verifies it as the signature of a file over `signed`. None when it cannot be verified at all: no certificate of the
    /// signer here or in `vouchers`, or an algorithm that is not known.
    pub(super) fn verify(&self, format: Format, signed: &[&[u8]], vouchers: &'a [Vec<u8>]) -> Option<Verified<'a>> {
        let signer = self.signer_certificate(vouchers)?;
        let Signer { hash, .. } = self.signer;
        let (over, mut signed_at): (&[&[u8]], _) = (&[self.content.unwrap_or_default()], None);
        let (matches, over) = match format {
            Format::Detached => (true, signed),
            Format::Sha1 => (self.content == Some(&Hash::Sha1.digest(signed)), over),
            Format::Timestamp => {
                let (hash, imprint, at) = self.stamped()?;
                signed_at = Some(at);
                (hash.digest(signed) == imprint, over)
            }
        };
        let whole = self.signer.verify(&signer, over)? && matches;
        let attributes = self.signer.attributes;
        let signed_at = signed_at.or_else(|| attribute(attributes?, SIGNING_TIME)?.time());
        let weak = hash == Hash::Sha1 || format == Format::Sha1 || self.signer.algorithm.hash() == Some(Hash::Sha1);
        Some(Verified { whole, signer, signed_at, stamp: self.stamp(vouchers), weak })
    }

    fn signer_certificate(&self, vouchers: &'a [Vec<u8>]) -> Option<Certificate<'a>> {
        let named = |certificate: &Certificate<'a>| self.signer.is(certificate);
        let brought = self.certificates.iter().copied().find(named);
        brought.or_else(|| vouchers.iter().filter_map(|bytes| Certificate::read(bytes)).find(named))
    }

    /// Digest, imprint and time of a time stamp.
    fn stamped(&self) -> Option<(Hash, &'a [u8], DateTime<Utc>)> {
        (self.content_type == TIME_STAMP_INFO).then_some(())?;
        let mut info = asn1::read(self.content?, SEQUENCE)?.values();
        let _version = info.tagged(INTEGER)?;
        let _policy = info.next()?;
        let mut imprint = info.tagged(SEQUENCE)?.values();
        let hash = Hash::of(Algorithm::read(imprint.tagged(SEQUENCE)?)?.oid)?;
        let imprint = imprint.tagged(OCTET_STRING)?.content;
        let _serial = info.tagged(INTEGER)?;
        Some((hash, imprint, info.next()?.time()?))
    }

    /// The time stamp on this signature, if it has one that can be read.
    fn stamp(&self, vouchers: &'a [Vec<u8>]) -> Option<Stamp<'a>> {
        let token = Message::read(attribute(self.signer.unsigned?, TIME_STAMP_TOKEN)?.whole)?;
        let (_, _, at) = token.stamped()?;
        let verified = token.verify(Format::Timestamp, &[self.signer.signature], vouchers)?;
        Some(Stamp { whole: verified.whole, signer: verified.signer, at })
    }
}

impl<'a> Signer<'a> {
    fn read(value: Value<'a>) -> Option<Self> {
        let mut parts = value.values();
        let _version = parts.tagged(INTEGER)?;
        let identity = parts.next()?;
        let hash = Hash::of(Algorithm::read(parts.tagged(SEQUENCE)?)?.oid)?;
        let attributes = parts.tagged(0xA0);
        let algorithm = Algorithm::read(parts.tagged(SEQUENCE)?)?;
        let signature = parts.tagged(OCTET_STRING)?.content;
        Some(Self { identity, hash, attributes, algorithm, signature, unsigned: parts.tagged(0xA1) })
    }

    /// Whether the message names this certificate.
    fn is(&self, certificate: &Certificate<'_>) -> bool {
        if self.identity.tag != SEQUENCE {
            return certificate.key_identifier() == Some(self.identity.content);
        }
        let mut named = self.identity.values();
        named.next().is_some_and(|issuer| issuer.whole == certificate.issuer.whole)
            && named.next().is_some_and(|serial| serial.whole == certificate.serial)
    }

    /// Whether the signature is over these bytes. None when key or algorithm is not known here.
    fn verify(&self, certificate: &Certificate<'_>, over: &[&[u8]]) -> Option<bool> {
        let verify = |parts: &[&[u8]]| certificate.key.verify(&self.algorithm, Some(self.hash), parts, self.signature);
        let Some(attributes) = self.attributes else { return verify(over) };
        let digest = attribute(attributes, MESSAGE_DIGEST)?.content;
        // They are signed as a set of their own, not under the tag they have in the message, and in the order of DER. Some
        // programs keep their own order.
        let rest = attributes.whole.get(1..)?;
        let mut verified = verify(&[&[SET], rest])?;
        if !verified {
            let mut sorted: Vec<&[u8]> = attributes.values().map(|attribute| attribute.whole).collect();
            sorted.sort_unstable();
            let head = attributes.whole.get(1..attributes.whole.len() - attributes.content.len())?;
            let parts: Vec<&[u8]> = [&[SET][..], head].into_iter().chain(sorted).collect();
            verified = verify(&parts)?;
        }
        Some(verified && digest == self.hash.digest(over))
    }
}

/// The first value of an attribute.
fn attribute(attributes: Value<'_>, oid: ObjectIdentifier) -> Option<Value<'_>> {
    Values(attributes.content).find_map(|attribute| {
        let mut parts = attribute.values();
        (parts.next()?.oid()? == oid).then_some(())?;
        parts.tagged(SET)?.values().next()
    })
}
