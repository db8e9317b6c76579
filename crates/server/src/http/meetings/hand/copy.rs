//! `/api/meetings/{m}/papers/{p}/hand/copy`: the paper as a PDF with one's own hand on it, to keep.

use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::ids::{MeetingId, PaperId};
use futures::{Stream, stream};
use papers::{
    ink::{Mark, Unmarkable},
    kind::Kind,
    worker::{Answer, Step},
};
use serde_json::json;

use super::log_of;
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::{
        extract::{Path, Query},
        file,
        meetings::{facts, opening},
    },
    identity::Identity,
    reading::{Reading, as_pdf},
    worker::{Failure, Heard, Work},
};

/// My annotated copy. Made anew each time by a child process and sent while it comes; a paper whose classification asks for a
/// watermark carries it burned in.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/hand/copy", tag = "hand",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), facts::Version),
    responses((status = 200, description = "The PDF, to be saved", content_type = "application/pdf"), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(version): Query<facts::Version>,
) -> Result<Response, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let copy = app.copies.of(&app, &reading.version.hash).await?;
    let (hash, size) = match &copy {
        Some(copy) => (copy.hash.clone(), copy.size),
        None if reading.version.kind == Kind::Pdf.ending() => (reading.version.hash.clone(), reading.version.size),
        None => return Err(unwritable()),
    };
    let written = app.store.whole_hand(&log_of(&identity, &reading)).await?;
    // The same fields under the same names: what a mark is for the wire it is for the child.
    let marks: Vec<Mark> = serde_json::from_value(json!(written)).map_err(|_| ApiError::internal())?;
    let step = Step::Annotate { marks, author: identity.actor.name.clone(), watermark: opening::watermark(&reading, &identity) };
    let bytes = app.store.files.read(&hash, 0..size).await?;
    let mut work = Work::begin(&step, bytes).await.map_err(failed)?;
    let length = loop {
        match work.next().await.map_err(failed)? {
            Some(Heard::Bytes(length)) => break length,
            Some(Heard::Answer(Answer::NotAnnotated(Unmarkable::NeedsPassword | Unmarkable::Unreadable) | Answer::Unusable(_))) | None => {
                return Err(unwritable());
            }
            Some(Heard::Progress(_) | Heard::Answer(_) | Heard::Piece(_)) => {}
        }
    };
    let name = as_pdf(&reading.version.name);
    let name = format!("{} - ghi chú.pdf", name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(&name));
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, file::disposition(&name, true)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(pieces(work))).into_response())
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

fn failed(failure: Failure) -> ApiError {
    match failure {
        Failure::File { .. } => unwritable(),
        Failure::Machine(_) => {
            tracing::error!(error = &failure as &dyn std::error::Error, "an annotated copy could not be made");
            ApiError::internal()
        }
    }
}

fn unwritable() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no_annotated_copy",
        "Tệp này không ghi thêm nét vào được nên chưa có bản có ghi chú. Ghi chú vẫn còn nguyên trên hệ thống.",
        "Nothing can be written into this file, so there is no annotated copy. Your notes are still kept here.",
    )
}
