//! A stored file as an answer: whole or a range, unchanged, or refused, with the headers browsers go by.

use std::ops::Range;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{app::App, error::ApiError};

/// A stored file, as it is shown to somebody who may read it.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    /// SHA-256 of its bytes.
    pub hash: &'a str,
    /// Bytes.
    pub size: u64,
    /// What it is called.
    pub name: &'a str,
    /// Media type, told from its content and never from its name.
    pub media: &'a str,
    /// Whether it is to be saved rather than shown. What is no PDF is always saved: no browser shows it, and none shall try.
    pub download: bool,
}

/// Answers with the file, as the request's method and headers ask (RFC 9110).
///
/// Several ranges in one request get the whole file with 200, which the RFC allows and every client must understand: pdf.js,
/// Safari and Chromium never ask so, and 416 would leave an old plug-in that does without its page.
pub async fn answer(app: &App, method: &Method, headers: &HeaderMap, file: &Shown<'_>) -> Result<Response, ApiError> {
    let etag = format!("\"{}\"", file.hash);
    let (status, range) = asked(method, headers, &etag, file.size);
    let mut response = match (status, range) {
        (StatusCode::RANGE_NOT_SATISFIABLE, _) => {
            let error = ApiError::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "range_outside",
                "Phần tệp yêu cầu nằm ngoài tài liệu. Mời mở lại tài liệu.",
                "The part asked for lies outside the paper. Open the paper again.",
            );
            let mut response = error.into_response();
            insert(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{}", file.size));
            return Ok(response);
        }
        (StatusCode::NOT_MODIFIED, _) => StatusCode::NOT_MODIFIED.into_response(),
        (status, range) => {
            let body = match *method {
                Method::HEAD => Body::empty(),
                _ => Body::from_stream(app.store.files.share(file.hash, file.size, range.clone()).await?),
            };
            let mut response = (status, body).into_response();
            let headers = response.headers_mut();
            insert(headers, header::CONTENT_TYPE, file.media);
            insert(headers, header::CONTENT_LENGTH, &(range.end - range.start).to_string());
            insert(headers, header::CONTENT_DISPOSITION, &disposition(file.name, file.download || file.media != "application/pdf"));
            if status == StatusCode::PARTIAL_CONTENT {
                insert(headers, header::CONTENT_RANGE, &format!("bytes {}-{}/{}", range.start, range.end - 1, file.size));
            }
            response
        }
    };
    let headers = response.headers_mut();
    insert(headers, header::ETAG, &etag);
    insert(headers, header::ACCEPT_RANGES, "bytes");
    // In no cache, not even the browser's own: there it would lie on the tablet's disk as it is, and outlive the meeting. What
    // a tablet keeps it keeps encrypted (docs/adr/0031).
    insert(headers, header::CACHE_CONTROL, "private, no-store");
    Ok(response)
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// What is to be answered: the status, and which bytes.
fn asked(method: &Method, headers: &HeaderMap, etag: &str, size: u64) -> (StatusCode, Range<u64>) {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    // A proxy that compressed an answer on its way may have weakened the tag; for "is it the same?" that is no difference.
    let known = |value: &HeaderValue| {
        let known = value.to_str().unwrap_or_default();
        known.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
    };
    if headers.get_all(header::IF_NONE_MATCH).iter().any(known) {
        return (StatusCode::NOT_MODIFIED, 0..0);
    }
    // A range of another version must not be mixed with what the reader has: then the whole file is sent. Here a weak tag,
    // or a date, promises too little.
    let same = text(header::IF_RANGE).is_none_or(|known| known.trim() == etag);
    // HEAD knows no ranges.
    match text(header::RANGE).filter(|_| same && method == Method::GET).map_or(Ranged::Whole, |range| parse_range(range, size)) {
        Ranged::Whole => (StatusCode::OK, 0..size),
        Ranged::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Ranged::Outside => (StatusCode::RANGE_NOT_SATISFIABLE, 0..0),
    }
}

/// What a `Range` header asks of a file.
#[derive(Debug, PartialEq, Eq)]
enum Ranged {
    /// No range, several ranges, or one that is not understood: RFC 9110 allows sending the whole.
    Whole,
    /// One range.
    Part(Range<u64>),
    /// Nothing of the file.
    Outside,
}

fn parse_range(header: &str, size: u64) -> Ranged {
    let one = header.split_once('=').filter(|(unit, _)| unit.eq_ignore_ascii_case("bytes"));
    let Some((first, last)) = one.and_then(|(_, set)| set.trim().split_once('-')) else { return Ranged::Whole };
    match (position(first), position(last)) {
        (Some(None), Some(None)) | (None, _) | (_, None) => Ranged::Whole,
        (Some(Some(first)), Some(Some(last))) if first > last => Ranged::Whole,
        (Some(Some(first)), _) if first >= size => Ranged::Outside,
        (Some(Some(first)), Some(last)) => Ranged::Part(first..last.map_or(size, |last| last.saturating_add(1).min(size))),
        (Some(None), Some(Some(0))) => Ranged::Outside,
        (Some(None), Some(Some(_))) if size == 0 => Ranged::Outside,
        (Some(None), Some(Some(suffix))) => Ranged::Part(size.saturating_sub(suffix)..size),
    }
}

/// A number, `Some(None)` where there is none, nothing where it is something else. One too large for us lies beyond any file.
fn position(digits: &str) -> Option<Option<u64>> {
    match digits {
        "" => Some(None),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(Some(digits.parse().unwrap_or(u64::MAX))),
        _ => None,
    }
}

/// RFC 6266: a plain name for old programs, the Vietnamese one in UTF-8 beside it.
pub fn disposition(name: &str, download: bool) -> String {
    use std::fmt::Write;
    let plain: String = name
        .nfd()
        .filter(|character| !is_combining_mark(*character))
        .map(|character| match character {
            'đ' => 'd',
            'Đ' => 'D',
            plain if plain.is_ascii_alphanumeric() || "._- ".contains(plain) => plain,
            _ => '_',
        })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _written = write!(encoded, "%{byte:02X}");
        }
    }
    let how = if download { "attachment" } else { "inline" };
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let cases = [
            ("bytes=0-9", Ranged::Part(0..10)),
            ("Bytes=0-9", Ranged::Part(0..10)),
            ("bytes=90-", Ranged::Part(90..100)),
            ("bytes=90-1000", Ranged::Part(90..100)),
            ("bytes=-10", Ranged::Part(90..100)),
            ("bytes=-1000", Ranged::Part(0..100)),
            ("bytes=-0", Ranged::Outside),
            ("bytes=100-", Ranged::Outside),
            ("bytes=100-200", Ranged::Outside),
            ("bytes=99999999999999999999-", Ranged::Outside),
            ("bytes=-99999999999999999999", Ranged::Part(0..100)),
            ("bytes=0-18446744073709551615", Ranged::Part(0..100)),
            ("bytes=0-99999999999999999999", Ranged::Part(0..100)),
            ("bytes=9-0", Ranged::Whole),
            ("bytes=0-1,5-6", Ranged::Whole),
            ("bytes=0-1, -6", Ranged::Whole),
            ("bytes=-1,-2", Ranged::Whole),
            ("bytes=a-b", Ranged::Whole),
            ("bytes=+1-2", Ranged::Whole),
            ("bytes=1- 2", Ranged::Whole),
            ("bytes=--1", Ranged::Whole),
            ("bytes=-", Ranged::Whole),
            ("bytes=", Ranged::Whole),
            ("bytes", Ranged::Whole),
            ("items=0-1", Ranged::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(parse_range(header, 100), expected, "{header}");
        }
        for (header, expected) in [("bytes=0-", Ranged::Outside), ("bytes=-5", Ranged::Outside), ("bytes=5", Ranged::Whole)] {
            assert_eq!(parse_range(header, 0), expected, "{header} of nothing");
        }
    }

    #[test]
    fn vietnamese_names() {
        assert_eq!(
            disposition("Tờ trình số 218 – Đợt 1.pdf", false),
            "inline; filename=\"To trinh so 218 _ Dot 1.pdf\"; \
             filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20s%E1%BB%91%20218%20%E2%80%93%20%C4%90%E1%BB%A3t%201.pdf"
        );
        assert_eq!(disposition("a\"b\\c\r\n.pdf", true), "attachment; filename=\"a_b_c__.pdf\"; filename*=UTF-8''a%22b%5Cc%0D%0A.pdf");
    }
}
