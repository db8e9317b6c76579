//! Where the signatures of a file are: their dictionaries, the bytes they cover, and the fields that show them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use hayro_interpret::util::{RectExt, TransformExt};
use hayro_syntax::{
    Pdf,
    object::{Array, Dict, Name, Number, Object, Rect, Stream, String as Text},
    page::Page,
};

use super::{Added, Purpose, Visible, message::Format};

/// Most signatures that are looked at.
const MOST: usize = 100;
/// Most certificates that are taken from the file's store of them.
const MOST_CERTIFICATES: usize = 100;

/// `ByteRange` as it stands in a file: from, length, from, length. Another count of numbers is not understood.
pub(super) type Bytes = Vec<i64>;

/// A signature's dictionary.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    bytes: Bytes,
    format: Format,
    /// What it allows to be changed, 1 (nothing) to 3 (remarks too), where it certifies.
    allowed: Option<i64>,
    pub(super) name: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) location: Option<String>,
    pub(super) signed_at: Option<DateTime<Utc>>,
    pub(super) visible: Option<Visible>,
}

/// The bytes a signature is over.
pub(super) struct Range<'a> {
    pub(super) signed: [&'a [u8]; 2],
    /// The message in between.
    pub(super) contents: Vec<u8>,
    /// Where the file ended when it was signed.
    pub(super) end: usize,
    /// Whether it still ends there.
    pub(super) whole: bool,
}

impl Found {
    pub(super) fn format(&self) -> Format {
        self.format
    }

    pub(super) fn purpose(&self) -> Purpose {
        match (self.format, self.allowed) {
            (Format::Timestamp, _) => Purpose::Timestamp,
            (_, Some(_)) => Purpose::Certification,
            (_, None) => Purpose::Approval,
        }
    }

    /// Whether this may be added to the file without the signature being broken.
    pub(super) fn allows(&self, added: Added) -> bool {
        match added {
            Added::Timestamp | Added::ValidationData => true,
            Added::Signature | Added::Form => self.allowed != Some(1),
            Added::Note => self.allowed.is_none_or(|allowed| allowed >= 3),
            Added::Drawing => self.allowed.is_some_and(|allowed| allowed >= 3),
            Added::Content | Added::Unknown => false,
        }
    }

    /// The bytes it is over: the file from its first byte, without the message itself. None when it leaves out anything else.
    pub(super) fn range<'a>(&self, bytes: &'a [u8]) -> Option<Range<'a>> {
        let &[start, before, after, rest] = self.bytes.as_slice() else { return None };
        let (before, after, rest) = (usize::try_from(before).ok()?, usize::try_from(after).ok()?, usize::try_from(rest).ok()?);
        let end = after.checked_add(rest)?;
        let signed = [bytes.get(..before)?, bytes.get(after..end)?];
        let contents = hex(bytes.get(before..after)?)?;
        let tail = bytes.get(end..)?;
        let whole = tail.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
        (start == 0).then_some(Range { signed, contents, end, whole })
    }
}

/// A string in hexadecimal, with or without its brackets.
fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b"<").unwrap_or(text);
    let text = text.strip_suffix(b">").unwrap_or(text);
    let digits = text.iter().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| char::from(*byte).to_digit(16));
    let digits = digits.collect::<Option<Vec<_>>>()?;
    digits
        .chunks(2)
        .map(|pair| match *pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            [high] => u8::try_from(high * 16).ok(),
            _ => None,
        })
        .collect()
}

/// The signatures of a file, in the order they were made.
pub(super) fn find(pdf: &Pdf) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        let signature = read(&dict).or_else(|| read(&dict.get::<Dict<'_>>(b"V")?));
        if let Some(signature) = signature
            && found.iter().all(|other| other.bytes != signature.bytes)
            && found.len() < MOST
        {
            found.push(signature);
        }
    }
    let end = |signature: &Found| signature.bytes.iter().rev().take(2).fold(0_i64, |end, number| end.saturating_add(*number));
    found.sort_by_key(end);
    let fields = fields(pdf);
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        for widget in page.raw().get::<Array<'_>>(b"Annots").into_iter().flat_map(|annotations| annotations.iter::<Dict<'_>>()) {
            let Some(Some(bytes)) = signed(&widget, &fields) else { continue };
            if let Some(signature) = found.iter_mut().find(|signature| signature.bytes == bytes) {
                signature.visible = signature.visible.or_else(|| visible(page, number, &widget));
            }
        }
    }
    found
}

/// The fields for signatures among the objects of a form, and what the signatures in them cover.
pub(super) type Fields = HashMap<(u32, i32), Option<Bytes>>;

/// The fields for signatures, found from the form downwards: some programs leave out the way back up.
pub(super) fn fields(pdf: &Pdf) -> Fields {
    const MOST_FIELDS: usize = 10_000;
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let form = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"AcroForm"));
    let top = form.and_then(|form| form.get::<Array<'_>>(b"Fields"));
    let mut open: Vec<(Dict<'_>, bool, Option<Bytes>)> =
        top.into_iter().flat_map(|fields| fields.iter::<Dict<'_>>()).map(|field| (field, false, None)).collect();
    let (mut fields, mut seen) = (Fields::new(), 0);
    while let Some((field, is_signature, value)) = open.pop() {
        seen += 1;
        if seen > MOST_FIELDS {
            break;
        }
        let is_signature = field.get::<Name<'_>>(b"FT").map_or(is_signature, |kind| &*kind == b"Sig");
        let value = field.get::<Dict<'_>>(b"V").and_then(|value| byte_range(&value)).or(value);
        if let Some(id) = field.obj_id().filter(|_| is_signature) {
            fields.insert((id.obj_number, id.gen_number), value.clone());
        }
        let kids = field.get::<Array<'_>>(b"Kids");
        open.extend(kids.into_iter().flat_map(|kids| kids.iter::<Dict<'_>>()).map(|kid| (kid, is_signature, value.clone())));
    }
    fields
}

/// What the signature in a field covers: none when the widget is of no field for signatures, none within when it is not signed.
pub(super) fn signed(widget: &Dict<'_>, fields: &Fields) -> Option<Option<Bytes>> {
    if let Some(known) = widget.obj_id().and_then(|id| fields.get(&(id.obj_number, id.gen_number))) {
        return Some(known.clone());
    }
    let parent = widget.get::<Dict<'_>>(b"Parent");
    let kind = widget.get::<Name<'_>>(b"FT").or_else(|| parent.as_ref()?.get::<Name<'_>>(b"FT"))?;
    let value = widget.get::<Dict<'_>>(b"V").or_else(|| parent.as_ref()?.get::<Dict<'_>>(b"V"));
    (&*kind == b"Sig").then(|| value.and_then(|value| byte_range(&value)))
}

/// The range of bytes in a signature's dictionary.
fn byte_range(dict: &Dict<'_>) -> Option<Bytes> {
    Some(dict.get::<Array<'_>>(b"ByteRange")?.iter::<Number>().take(5).map(|number| number.as_i64()).collect())
}

fn read(dict: &Dict<'_>) -> Option<Found> {
    let bytes = byte_range(dict)?;
    dict.contains_key(b"Contents").then_some(())?;
    let format = dict.get::<Name<'_>>(b"SubFilter");
    let format = match format.as_deref() {
        Some(b"adbe.pkcs7.sha1") => Format::Sha1,
        Some(b"ETSI.RFC3161") => Format::Timestamp,
        _ => Format::Detached,
    };
    let allowed = dict.get::<Array<'_>>(b"Reference").and_then(|references| {
        references.iter::<Dict<'_>>().find_map(|reference| {
            (reference.get::<Name<'_>>(b"TransformMethod").as_deref() == Some(b"DocMDP")).then_some(())?;
            Some(reference.get::<Dict<'_>>(b"TransformParams").and_then(|parameters| parameters.get::<i64>(b"P")).unwrap_or(2))
        })
    });
    let said = |key: &[u8]| {
        let text = text(dict.get::<Text<'_>>(key)?.as_bytes());
        (!text.is_empty()).then_some(text)
    };
    let signed_at = said(b"M").and_then(|date| moment(&date));
    Some(Found {
        bytes,
        format,
        allowed,
        name: said(b"Name"),
        reason: said(b"Reason"),
        location: said(b"Location"),
        signed_at,
        visible: None,
    })
}

/// A text of a PDF: UTF-16 or UTF-8 where it says so, else UTF-8 where it is, else Latin-1.
fn text(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    };
    text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\0').chars().take(500).collect()
}

/// A date of a PDF, `D:20260105093015+07'00'`.
fn moment(date: &str) -> Option<DateTime<Utc>> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let digits = date.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(date.len());
    let (time, zone) = date.split_at_checked(digits.min(14))?;
    let time = chrono::NaiveDateTime::parse_from_str(time, "%Y%m%d%H%M%S").ok()?;
    let zone: String = zone.chars().filter(|letter| *letter != '\'').collect();
    let (sign, zone) = match zone.split_at_checked(1) {
        Some(("+", zone)) => (1, zone),
        Some(("-", zone)) => (-1, zone),
        _ => return Some(time.and_utc()),
    };
    let hours: i32 = zone.get(..2)?.parse().ok()?;
    let minutes: i32 = zone.get(2..4).and_then(|minutes| minutes.parse().ok()).unwrap_or(0);
    let zone = chrono::FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))?;
    time.and_local_timezone(zone).single().map(|time| time.to_utc())
}

/// Where a field is seen, if it is.
fn visible(page: &Page<'_>, number: u32, widget: &Dict<'_>) -> Option<Visible> {
    const HIDDEN: u32 = 1 << 1;
    const NO_VIEW: u32 = 1 << 5;
    let seen = widget.get::<u32>(b"F").unwrap_or(0) & (HIDDEN | NO_VIEW) == 0;
    let rect = widget.get::<Rect>(b"Rect").filter(|_| seen)?.to_kurbo();
    let shown = page.initial_transform(true).to_kurbo().transform_rect_bbox(rect.abs());
    #[expect(clippy::cast_possible_truncation, reason = "points of a page")]
    let rect = [shown.x0, shown.y0, shown.width(), shown.height()].map(|points| points as f32);
    (shown.width() > 1.0 && shown.height() > 1.0).then_some(Visible { page: number, rect })
}

/// The certificates a file keeps beside its signatures (`DSS`).
pub(super) fn certificates(pdf: &Pdf) -> Vec<Vec<u8>> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let store = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(b"DSS")).and_then(|store| store.get::<Array<'_>>(b"Certs"));
    let streams = store.into_iter().flat_map(|certificates| certificates.iter::<Stream<'_>>());
    streams.take(MOST_CERTIFICATES).filter_map(|stream| stream.decoded_data().ok().map(std::borrow::Cow::into_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::{hex, moment, text};

    #[test]
    fn dates_are_read_with_their_zone() {
        let at = |date: &str| moment(date).map(|at| at.to_rfc3339());
        assert_eq!(at("D:20260105093015+07'00'").as_deref(), Some("2026-01-05T02:30:15+00:00"));
        assert_eq!(at("D:20260105093015Z").as_deref(), Some("2026-01-05T09:30:15+00:00"));
        assert_eq!(at("20260105093015").as_deref(), Some("2026-01-05T09:30:15+00:00"));
        assert_eq!(at("D:2026"), None);
        assert_eq!(at("D:20260105093015+"), None);
    }

    #[test]
    fn texts_are_read_in_every_alphabet() {
        assert_eq!(text(b"\xFE\xFF\x1E\xA4"), "Ấ");
        assert_eq!(text("Ký số".as_bytes()), "Ký số");
        assert_eq!(text(b"caf\xE9"), "café");
    }

    #[test]
    fn hexadecimal_is_read_with_brackets_or_without() {
        assert_eq!(hex(b"<30 0F>"), Some(vec![0x30, 0x0F]));
        assert_eq!(hex(b"300F"), Some(vec![0x30, 0x0F]));
        assert_eq!(hex(b"<30> /Fake (0F)"), None);
    }
}
