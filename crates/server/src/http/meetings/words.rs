//! `/api/meetings/{m}/papers/{p}/words`: the words of all pages with their places, for a tablet that keeps the paper.

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::ids::{MeetingId, PaperId};
use futures::stream;
use serde::Serialize;
use store::{StoreError, studies::Page};

use super::facts::Version;
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract::{Path, Query},
    identity::Identity,
    reading::Reading,
};

/// Pages read and sent at a time: what a paper of any length takes of the server's memory.
const AT_A_TIME: u32 = 16;
/// The words of a page are left out where they take more, deflated: drawings that were read as letters.
const MOST_PACKED: usize = 1 << 20;

/// What stands before the words of a page.
#[derive(Serialize)]
struct Head<'page> {
    number: u32,
    source: &'page str,
    text: &'page str,
    width: f32,
    height: f32,
    /// Bytes of its words, deflated.
    packed: usize,
}

/// The words of all pages, page by page, as they are kept: for each page four bytes (big-endian) with the length of what comes
/// next, then in JSON its number, source, text, width, height and `packed`, then so many bytes of raw DEFLATE: its words, a JSON
/// list of `{text, x, y, w, h}` as `…/pages/{page}` has them. Pages that are not studied yet are left out.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/words", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Version),
    responses((status = 200, description = "The words", content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub async fn words(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(version): Query<Version>,
) -> Result<Response, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let (hash, last) = (reading.version.hash, reading.version.pages);
    let parts = stream::try_unfold(1, move |first| {
        let (app, hash) = (app.clone(), hash.clone());
        async move {
            if first > last {
                return Ok::<_, StoreError>(None);
            }
            let numbers: Vec<u32> = (first..=last.min(first + AT_A_TIME - 1)).collect();
            let pages = app.store.pages_with_words(&hash, &numbers).await?;
            Ok(Some((framed(&pages), first + AT_A_TIME)))
        }
    });
    // In no browser's cache, as the paper itself.
    let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, Body::from_stream(parts)).into_response())
}

fn framed(pages: &[Page]) -> Bytes {
    let mut framed = Vec::new();
    for page in pages {
        let packed = page.words.as_deref().filter(|words| words.len() <= MOST_PACKED).unwrap_or_default();
        let head = Head {
            number: page.number,
            source: &page.source,
            text: &page.text,
            width: page.width,
            height: page.height,
            packed: packed.len(),
        };
        // A page whose text cannot be written does not exist; its length never comes near the bound.
        let head = serde_json::to_vec(&head).unwrap_or_default();
        framed.extend(u32::try_from(head.len()).unwrap_or_default().to_be_bytes());
        framed.extend(head);
        framed.extend(packed);
    }
    framed.into()
}

#[cfg(test)]
mod tests {
    use papers::text::Word;

    use super::*;
    use crate::study;

    #[test]
    fn each_page_is_told_with_its_words_as_they_are_kept() {
        let word = Word { text: "Đất".to_owned(), x: 1.5, y: 2.0, w: 3.0, h: 4.0 };
        let page =
            |number, words| Page { number, source: "text".to_owned(), text: "Đất đai".to_owned(), width: 595.0, height: 842.0, words };
        let pages = [page(1, Some(study::pack(std::slice::from_ref(&word)))), page(2, None), page(3, Some(vec![0; MOST_PACKED + 1]))];
        let framed = framed(&pages);
        let mut rest = framed.as_ref();
        let mut told = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let (head, after) = after.split_at(u32::from_be_bytes(*length) as usize);
            let head: serde_json::Value = serde_json::from_slice(head).expect("a head");
            let (packed, after) = after.split_at(usize::try_from(head["packed"].as_u64().expect("a length")).expect("a length"));
            told.push((head["number"].as_u64(), head["text"].as_str().map(str::to_owned), study::unpack(packed)));
            rest = after;
        }
        let text = Some("Đất đai".to_owned());
        assert_eq!(told, [(Some(1), text.clone(), vec![word]), (Some(2), text.clone(), vec![]), (Some(3), text, vec![])]);
    }
}
