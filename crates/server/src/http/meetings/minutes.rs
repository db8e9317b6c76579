//! `/api/meetings/{m}/minutes`: the draft of the minutes as a Word file, drawn from the journal anew each time.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{ids::MeetingId, minutes::Minutes, permission::Action};

use super::authorised;
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::{extract::Path, file},
    identity::Identity,
    minutes::drafted,
};

/// What a Word file is on the wire.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The draft of the minutes, in Vietnamese whatever the reader's language: what the journal knows of the session, with dots where
/// it knows nothing, in the layout of official papers. There is one from the moment the session begins.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/minutes", tag = "meetings", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, description = "The Word file, to be saved", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn get(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>) -> Result<Response, ApiError> {
    let state = authorised(&app, meeting_id, Action::DraftMinutes, &identity).await?;
    let (journal, _) = app.store.journal_after(meeting_id, 0).await?;
    // What is added while the chain is read is no part of this draft.
    let told = journal.last().map_or(0, |row| row.seq);
    let broken = app.store.verify(meeting_id).await?.err().map(|broken| broken.seq).filter(|row| *row <= told);
    let house = app.house.name.clone();
    let work = move || Minutes::of(meeting_id, &journal).map(|minutes| drafted(&minutes, &house, broken).docx());
    let bytes = tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())?.ok_or_else(ApiError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, WORD.to_owned()),
        (header::CONTENT_DISPOSITION, file::disposition(&format!("{} - dự thảo biên bản.docx", state.title), true)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
