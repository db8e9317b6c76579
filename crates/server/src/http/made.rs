//! A PDF that a child process makes for one person, sent while it comes and kept nowhere.

use std::error::Error;

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, stream};
use papers::worker::{Answer, Step};

use super::file;
use crate::worker::{Failure, Heard, Work};

/// Answers with what the step makes of the source, to be saved as `name`; none where it makes nothing of it.
pub async fn pdf<E: Into<Box<dyn Error + Send + Sync>> + Send + 'static>(
    step: &Step,
    source: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    name: &str,
) -> Result<Option<Response>, Failure> {
    let mut work = Work::begin(step, source).await?;
    let length = loop {
        match work.next().await? {
            Some(Heard::Bytes(length)) => break length,
            Some(Heard::Answer(Answer::NotAnnotated(_) | Answer::Unusable(_))) | None => return Ok(None),
            Some(Heard::Progress(_) | Heard::Answer(_) | Heard::Piece(_)) => {}
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, file::disposition(name, true)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok(Some((headers, Body::from_stream(pieces(work))).into_response()))
}

/// The rest of what the child hands over. One that dies half-way breaks the answer off, so that no browser takes it for whole.
fn pieces(work: Work) -> impl Stream<Item = Result<Bytes, Failure>> {
    stream::try_unfold(work, async |mut work| {
        loop {
            match work.next().await {
                Ok(Some(Heard::Piece(piece))) => return Ok(Some((piece, work))),
                Ok(Some(Heard::Progress(_) | Heard::Answer(_) | Heard::Bytes(_))) => {}
                Ok(None) => return Ok(None),
                Err(failure) => return Err(failure),
            }
        }
    })
}
