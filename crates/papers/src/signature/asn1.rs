//! ASN.1, as far as signatures need it: values one after the other, kept byte for byte because signatures are over their
//! bytes; and BER with lengths that are not told in advance turned into DER.
//!
//! Libraries that read whole certificates and messages refuse what Vietnamese certification authorities and signing programs
//! do not write quite as the standards say, and write it anew instead of keeping it: see docs/adr.

use chrono::{DateTime, NaiveDateTime, Utc};
use der::asn1::ObjectIdentifier;

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value<'a> {
    /// The first byte of its tag, which tells all tags apart that occur here.
    pub(super) tag: u8,
    /// What is in it.
    pub(super) content: &'a [u8],
    /// All of it.
    pub(super) whole: &'a [u8],
}

impl<'a> Value<'a> {
    /// What is in it, as values.
    pub(super) fn values(&self) -> Values<'a> {
        Values(self.content)
    }

    /// What it means as an object identifier.
    pub(super) fn oid(&self) -> Option<ObjectIdentifier> {
        if self.tag == OID { ObjectIdentifier::from_bytes(self.content).ok() } else { None }
    }

    /// What it means as a time.
    pub(super) fn time(&self) -> Option<DateTime<Utc>> {
        let text = std::str::from_utf8(self.content).ok()?.strip_suffix('Z')?;
        // A fraction of a second is allowed in time stamps and of no interest.
        let text = text.split('.').next()?;
        let text = match (self.tag, text.len()) {
            (UTC_TIME, 10 | 12) if text.get(..2)? >= "50" => format!("19{text}"),
            (UTC_TIME, 10 | 12) => format!("20{text}"),
            (GENERALIZED_TIME, 12 | 14) => text.to_owned(),
            _ => return None,
        };
        let text = if text.len() == 12 { format!("{text}00") } else { text };
        NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%S").ok().map(|time| time.and_utc())
    }

    /// What it means as text, in whichever of the many alphabets of certificates.
    pub(super) fn text(&self) -> Option<String> {
        let text = match self.tag {
            // UTF8String, NumericString, PrintableString, IA5String, VisibleString.
            0x0C | 0x12 | 0x13 | 0x16 | 0x1A => String::from_utf8_lossy(self.content).into_owned(),
            // TeletexString: Latin-1 in practice, and sometimes UTF-8.
            0x14 => match std::str::from_utf8(self.content) {
                Ok(text) => text.to_owned(),
                Err(_) => self.content.iter().map(|byte| char::from(*byte)).collect(),
            },
            // BMPString.
            0x1E => {
                let units = self.content.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_be_bytes);
                char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            _ => return None,
        };
        Some(text)
    }
}

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// Values one after the other. Ends at the first that is cut off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'a>(pub(super) &'a [u8]);

impl<'a> Values<'a> {
    /// The next value, if it has this tag.
    pub(super) fn tagged(&mut self, tag: u8) -> Option<Value<'a>> {
        let mut after = *self;
        let value = after.next().filter(|value| value.tag == tag)?;
        *self = after;
        Some(value)
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let tag_length = tag_length(self.0)?;
        let (length, length_length) = length(self.0.get(tag_length..)?)?;
        let start = tag_length + length_length;
        let end = start.checked_add(length?)?;
        let value = Value { tag: *self.0.first()?, content: self.0.get(start..end)?, whole: self.0.get(..end)? };
        self.0 = self.0.get(end..)?;
        Some(value)
    }
}

/// Reads the one value of `bytes` with this tag.
pub(super) fn read(bytes: &[u8], tag: u8) -> Option<Value<'_>> {
    Values(bytes).tagged(tag)
}

/// How deep structures may lie in one another when lengths are not told.
const DEEPEST: usize = 64;

/// The first ASN.1 value of `bytes`, with all lengths definite. What follows it is padding. None when it is cut off or none.
///
/// Parts that were definite already are kept byte for byte, since signatures are over their bytes.
pub(super) fn definite(bytes: &[u8]) -> Option<Vec<u8>> {
    value(bytes, DEEPEST).map(|(value, _, _)| value)
}

/// One value: rewritten, how many bytes of the input it took, and whether it had to be changed.
fn value(bytes: &[u8], depth: usize) -> Option<(Vec<u8>, usize, bool)> {
    let depth = depth.checked_sub(1)?;
    let tag_length = tag_length(bytes)?;
    let tag = bytes.get(..tag_length)?;
    let constructed = tag.first()? & 0x20 != 0;
    let (length, length_length) = length(bytes.get(tag_length..)?)?;
    let start = tag_length + length_length;
    let end = match length {
        Some(length) => start.checked_add(length)?,
        None if constructed => bytes.len(),
        None => return None,
    };
    let content = bytes.get(start..end)?;
    if !constructed {
        return Some((bytes.get(..end)?.to_vec(), end, false));
    }
    let (parts, used, changed) = values(content, length.is_none(), depth)?;
    let end = start + used;
    // Only BER cuts a string of bytes into pieces.
    let pieces = tag == [0x24];
    if !changed && !pieces && length.is_some() {
        return Some((bytes.get(..end)?.to_vec(), end, false));
    }
    let mut out = if pieces { vec![0x04] } else { tag.to_vec() };
    let content = if pieces { joined(&parts)? } else { parts.concat() };
    write_length(&mut out, content.len());
    out.extend_from_slice(&content);
    Some((out, end, true))
}

/// The values one after the other, up to the end mark where the length was not told.
fn values(bytes: &[u8], marked: bool, depth: usize) -> Option<(Vec<Vec<u8>>, usize, bool)> {
    let (mut parts, mut at, mut changed) = (Vec::new(), 0, marked);
    loop {
        let rest = bytes.get(at..)?;
        if marked && rest.starts_with(&[0, 0]) {
            return Some((parts, at + 2, changed));
        }
        if rest.is_empty() {
            return (!marked).then_some((parts, at, changed));
        }
        let (part, used, rewritten) = value(rest, depth)?;
        changed |= rewritten;
        at += used;
        parts.push(part);
    }
}

/// The contents of the pieces of a string.
fn joined(parts: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    for part in parts {
        let (length, length_length) = length(part.get(1..)?)?;
        if part.first() != Some(&0x04) {
            return None;
        }
        content.extend_from_slice(part.get(1 + length_length..1 + length_length + length?)?);
    }
    Some(content)
}

fn tag_length(bytes: &[u8]) -> Option<usize> {
    if bytes.first()? & 0x1F != 0x1F {
        return Some(1);
    }
    let more = bytes.get(1..6)?.iter().position(|byte| byte & 0x80 == 0)?;
    Some(more + 2)
}

/// A length, none where it is not told, and how many bytes it took.
fn length(bytes: &[u8]) -> Option<(Option<usize>, usize)> {
    match *bytes.first()? {
        short @ 0..=0x7F => Some((Some(usize::from(short)), 1)),
        0x80 => Some((None, 1)),
        long @ 0x81..=0x84 => {
            let count = usize::from(long & 0x7F);
            let length = bytes.get(1..=count)?.iter().fold(0_usize, |length, byte| (length << 8) | usize::from(*byte));
            Some((Some(length), count + 1))
        }
        _ => None,
    }
}

fn write_length(out: &mut Vec<u8>, length: usize) {
    if let Ok(short @ 0..=0x7F) = u8::try_from(length) {
        out.push(short);
        return;
    }
    let bytes = length.to_be_bytes();
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len() - 1);
    let bytes = bytes.get(first..).unwrap_or_default();
    out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(0));
    out.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::definite;

    #[test]
    fn definite_values_stay_as_they_are() {
        let bytes = [0x30, 0x06, 0x02, 0x01, 0x05, 0x04, 0x01, 0x07];
        assert_eq!(definite(&bytes).as_deref(), Some(&bytes[..]));
        // Padding after the value is dropped.
        assert_eq!(definite(&[&bytes[..], &[0, 0, 0]].concat()).as_deref(), Some(&bytes[..]));
    }

    #[test]
    fn lengths_not_told_are_told_and_pieces_joined() {
        let bytes = [0x30, 0x80, 0x24, 0x80, 0x04, 0x02, 1, 2, 0x04, 0x01, 3, 0, 0, 0x02, 0x01, 9, 0, 0];
        assert_eq!(definite(&bytes).as_deref(), Some(&[0x30, 0x08, 0x04, 0x03, 1, 2, 3, 0x02, 0x01, 9][..]));
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_nothing() {
        assert_eq!(definite(&[0x30, 0x05, 0x02]), None);
        assert_eq!(definite(&[0x30, 0x80, 0x02, 0x01, 0x05]), None);
        assert_eq!(definite(&[]), None);
        assert_eq!(definite(&[0x30, 0x80].repeat(1000)), None);
    }
}
