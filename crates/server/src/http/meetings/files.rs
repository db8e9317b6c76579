//! `/api/meetings/{m}/papers/{p}/files/{hash}`: the bytes of a paper, whole or in ranges.

use std::ops::Range;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    ids::{MeetingId, PaperId},
    paper::FileRef,
};

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract::Path,
    identity::Identity,
    reading,
};

/// A version of a paper, named by its content: it never changes, so whoever has it once need not ask again.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/files/{hash}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("hash" = String, Path)),
    responses((status = 200, description = "The file", content_type = "application/pdf"), (status = 206, description = "The range asked for"),
        (status = 304, description = "Unchanged"), (status = 404, body = Problem), (status = 416, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, hash)): Path<(MeetingId, PaperId, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let file = &reading::file(&app, &state, &identity, paper_id, &hash).await?;
    let etag = format!("\"{}\"", file.hash);
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());

    let mut response =
        if text(header::IF_NONE_MATCH).is_some_and(|known| known.split(',').any(|known| known.trim() == etag || known.trim() == "*")) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            // A range of another version must not be mixed with what the reader has: then the whole file is sent.
            let same = text(header::IF_RANGE).is_none_or(|known| known == etag);
            match text(header::RANGE).filter(|_| same).map_or(Ranged::Whole, |range| parse_range(range, file.size)) {
                Ranged::Whole => stream(&app, file, 0..file.size, StatusCode::OK).await?,
                Ranged::Part(range) => {
                    let content_range = format!("bytes {}-{}/{}", range.start, range.end - 1, file.size);
                    let mut response = stream(&app, file, range, StatusCode::PARTIAL_CONTENT).await?;
                    insert(response.headers_mut(), header::CONTENT_RANGE, &content_range);
                    response
                }
                Ranged::Outside => {
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
            }
        };
    let headers = response.headers_mut();
    insert(headers, header::ETAG, &etag);
    insert(headers, header::ACCEPT_RANGES, "bytes");
    // Private: a shared cache between tablet and house must never hold a paper; checked again at every use, since the
    // right to read may have gone.
    insert(headers, header::CACHE_CONTROL, "private, no-cache");
    insert(headers, header::CONTENT_DISPOSITION, &disposition(&file.name));
    Ok(response)
}

async fn stream(app: &App, file: &FileRef, range: Range<u64>, status: StatusCode) -> Result<Response, ApiError> {
    let length = range.end - range.start;
    let body = Body::from_stream(app.store.files.read(&file.hash, range).await?);
    let mut response = (status, body).into_response();
    insert(response.headers_mut(), header::CONTENT_TYPE, reading::media_type(file));
    insert(response.headers_mut(), header::CONTENT_LENGTH, &length.to_string());
    Ok(response)
}

fn insert(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
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
    let Some((first, last)) = header.strip_prefix("bytes=").filter(|spec| !spec.contains(',')).and_then(|spec| spec.split_once('-')) else {
        return Ranged::Whole;
    };
    match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(first), Ok(last)) if first > last => Ranged::Whole,
        (Ok(first), _) if first >= size => Ranged::Outside,
        (Ok(first), Ok(last)) => Ranged::Part(first..last.saturating_add(1).min(size)),
        (Ok(first), Err(_)) if last.trim().is_empty() => Ranged::Part(first..size),
        (Err(_), Ok(0)) if first.trim().is_empty() => Ranged::Outside,
        (Err(_), Ok(suffix)) if first.trim().is_empty() => Ranged::Part(size.saturating_sub(suffix)..size),
        _ => Ranged::Whole,
    }
}

/// RFC 6266: a plain name for old programs, the Vietnamese one in UTF-8 beside it.
fn disposition(name: &str) -> String {
    use std::fmt::Write;
    let plain: String = name
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() || "._- ".contains(character) { character } else { '_' })
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
    format!("inline; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let cases = [
            ("bytes=0-9", Ranged::Part(0..10)),
            ("bytes=90-", Ranged::Part(90..100)),
            ("bytes=90-1000", Ranged::Part(90..100)),
            ("bytes=-10", Ranged::Part(90..100)),
            ("bytes=-1000", Ranged::Part(0..100)),
            ("bytes=-0", Ranged::Outside),
            ("bytes=100-", Ranged::Outside),
            ("bytes=9-0", Ranged::Whole),
            ("bytes=0-1,5-6", Ranged::Whole),
            ("bytes=a-b", Ranged::Whole),
            ("bytes=-", Ranged::Whole),
            ("items=0-1", Ranged::Whole),
            ("bytes=0-18446744073709551615", Ranged::Part(0..100)),
        ];
        for (header, expected) in cases {
            assert_eq!(parse_range(header, 100), expected, "{header}");
        }
    }

    #[test]
    fn vietnamese_names() {
        assert_eq!(
            disposition("Tờ trình 218.pdf"),
            "inline; filename=\"T_ tr_nh 218.pdf\"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20218.pdf"
        );
    }
}
