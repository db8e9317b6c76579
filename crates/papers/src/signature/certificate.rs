//! A certificate: whose key it is, who says so, and from when to when.

use chrono::{DateTime, Utc};
use der::asn1::ObjectIdentifier;

use super::{
    asn1::{BIT_STRING, BOOLEAN, INTEGER, OCTET_STRING, SEQUENCE, Value, Values, read},
    crypto::{Algorithm, Key},
};

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const KEY_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.14");

/// A certificate, read in place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Certificate<'a> {
    /// All of it: certificates are the same when their bytes are.
    pub(super) whole: &'a [u8],
    /// What the issuer signed.
    signed: &'a [u8],
    algorithm: Algorithm<'a>,
    signature: &'a [u8],
    /// Serial number, as an ASN.1 value.
    pub(super) serial: &'a [u8],
    /// Name of the issuer, as an ASN.1 value.
    pub(super) issuer: Value<'a>,
    subject: Value<'a>,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    /// The public key.
    pub(super) key: Key<'a>,
    extensions: Values<'a>,
}

impl<'a> Certificate<'a> {
    /// Reads a certificate in DER.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let whole = read(bytes, SEQUENCE)?;
        let mut parts = whole.values();
        let signed = parts.tagged(SEQUENCE)?;
        let algorithm = Algorithm::read(parts.tagged(SEQUENCE)?)?;
        let signature = bits(parts.tagged(BIT_STRING)?)?;
        let mut fields = signed.values();
        let _version = fields.tagged(0xA0);
        let serial = fields.tagged(INTEGER)?.whole;
        let _algorithm_again = fields.tagged(SEQUENCE)?;
        let issuer = fields.tagged(SEQUENCE)?;
        let mut validity = fields.tagged(SEQUENCE)?.values();
        let (from, until) = (validity.next()?.time()?, validity.next()?.time()?);
        let subject = fields.tagged(SEQUENCE)?;
        let key = Key::read(fields.tagged(SEQUENCE)?)?;
        let extensions = fields.find(|field| field.tag == 0xA3).and_then(|field| field.values().tagged(SEQUENCE));
        let extensions = extensions.map_or(Values(&[]), |extensions| extensions.values());
        Some(Self { whole: whole.whole, signed: signed.whole, algorithm, signature, serial, issuer, subject, from, until, key, extensions })
    }

    /// The person or body it names.
    pub(super) fn name(&self) -> Option<String> {
        attribute(self.subject, COMMON_NAME)
    }

    /// The organisation it names.
    pub(super) fn organisation(&self) -> Option<String> {
        attribute(self.subject, ORGANISATION).or_else(|| attribute(self.subject, UNIT))
    }

    /// The name of its issuer.
    pub(super) fn issuer_name(&self) -> Option<String> {
        attribute(self.issuer, COMMON_NAME).or_else(|| attribute(self.issuer, ORGANISATION))
    }

    /// Whether it is valid at that time.
    pub(super) fn holds(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && at <= self.until
    }

    /// Whether it says that it is issued by `issuer`, which may be false.
    pub(super) fn names(&self, issuer: &Certificate<'_>) -> bool {
        self.issuer.whole == issuer.subject.whole
    }

    /// Whether `issuer` may issue certificates and issued this one.
    pub(super) fn issued_by(&self, issuer: &Certificate<'_>) -> bool {
        self.names(issuer) && issuer.issues() && issuer.key.verify(&self.algorithm, None, &[self.signed], self.signature) == Some(true)
    }

    /// The identifier of its key that messages name it by.
    pub(super) fn key_identifier(&self) -> Option<&'a [u8]> {
        read(self.extension(KEY_IDENTIFIER)?, OCTET_STRING).map(|identifier| identifier.content)
    }

    /// Whether it may issue certificates.
    fn issues(&self) -> bool {
        let Some(constraints) = self.extension(BASIC_CONSTRAINTS) else {
            // The first version of certificates has no extensions and cannot say it.
            return self.extensions.0.is_empty();
        };
        let authority = read(constraints, SEQUENCE).and_then(|constraints| constraints.values().tagged(BOOLEAN));
        let usage = self.extension(KEY_USAGE).and_then(|usage| read(usage, BIT_STRING)).and_then(|usage| usage.content.get(1).copied());
        authority.is_some_and(|authority| authority.content != [0]) && usage.is_none_or(|usage| usage & 0x04 != 0)
    }

    fn extension(&self, oid: ObjectIdentifier) -> Option<&'a [u8]> {
        self.extensions.into_iter().find_map(|extension| {
            let mut parts = extension.values();
            (parts.next()?.oid()? == oid).then_some(())?;
            parts.find(|part| part.tag == OCTET_STRING).map(|value| value.content)
        })
    }
}

/// The bits of a bit string of whole bytes.
pub(super) fn bits(value: Value<'_>) -> Option<&[u8]> {
    value.content.split_first().filter(|(unused, _)| **unused == 0).map(|(_, bits)| bits)
}

/// An attribute of a name.
fn attribute(name: Value<'_>, oid: ObjectIdentifier) -> Option<String> {
    name.values().flat_map(|set| set.values()).find_map(|attribute| {
        let mut parts = attribute.values();
        (parts.next()?.oid()? == oid).then_some(())?;
        parts.next()?.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    })
}
