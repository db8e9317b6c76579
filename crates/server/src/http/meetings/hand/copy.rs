//! `/api/meetings/{m}/papers/{p}/hand/copy`: the paper as a PDF with one's own hand on it, to keep.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::ids::{MeetingId, PaperId};
use papers::{ink::Mark, kind::Kind, worker::Step};
use serde_json::json;

use super::log_of;
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::{
        extract::{Path, Query},
        made,
        meetings::{facts, opening},
    },
    identity::Identity,
    reading::{Reading, as_pdf},
    worker::Failure,
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
    let name = as_pdf(&reading.version.name);
    let name = format!("{} - ghi chú.pdf", name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(&name));
    made::pdf(&step, bytes, &name).await.map_err(failed)?.ok_or_else(unwritable)
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
