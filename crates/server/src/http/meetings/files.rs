//! `/api/meetings/{m}/papers/{p}/files/{hash}`: the bytes of a paper, whole or in ranges.

use axum::{
    extract::State,
    http::{HeaderMap, Method},
    response::Response,
};
use domain::ids::{MeetingId, PaperId};
use serde::Deserialize;

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::{
        extract::{Path, Query},
        file::{self, Shown},
    },
    identity::Identity,
    reading,
};

/// How the file is wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Present, whatever it says: the file is to be saved rather than shown.
    download: Option<String>,
}

/// A version of a paper, named by its content: it never changes, so whoever has it once need not ask again.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/files/{hash}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("hash" = String, Path), Wanted),
    responses((status = 200, description = "The file", content_type = "application/pdf"), (status = 206, description = "The range asked for"),
        (status = 304, description = "Unchanged"), (status = 404, body = Problem), (status = 416, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, hash)): Path<(MeetingId, PaperId, String)>,
    Query(wanted): Query<Wanted>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let found = reading::file(&app, &state, &identity, paper_id, &hash).await?;
    let media = reading::media_type(&found);
    let shown = Shown { hash: &found.hash, size: found.size, name: &found.name, media, download: wanted.download.is_some() };
    file::answer(&app, &method, &headers, &shown).await
}
