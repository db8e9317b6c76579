//! `/api/meetings/{m}/papers/{p}/versions` and `…/comparison`: a paper's versions, and what changed between two.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MeetingId, PaperId},
    paper::Version,
};
use papers::compare;
use serde::{Deserialize, Serialize};
use store::studies::Study;
use utoipa::{IntoParams, ToSchema};

use super::facts::as_view;
use crate::{
    app::App,
    error::{ApiError, Problem},
    facts::Facts,
    http::extract::{Path, Query},
    identity::Identity,
    reading::Reading,
};

/// A paper's versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Versions {
    /// Oldest first; the last one is shown.
    versions: Vec<VersionView>,
}

/// One version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionView {
    /// From 1.
    version: u32,
    /// SHA-256.
    hash: String,
    /// The name it came with.
    name: String,
    /// Bytes.
    size: u64,
    /// Pages.
    pages: u32,
    /// "pdf", "docx", …
    kind: String,
    /// Since when it is shown.
    at: DateTime<Utc>,
}

/// The versions of a paper.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/versions", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 200, body = Versions), (status = 404, body = Problem)))]
pub async fn versions(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
) -> Result<Json<Versions>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, None).await?;
    let versions = reading.state.papers.get(&paper_id).map(|paper| paper.versions.clone()).unwrap_or_default();
    let versions = (1..).zip(versions).map(|(version, Version { file, at })| VersionView {
        at,
        version,
        hash: file.hash,
        name: file.name,
        size: file.size,
        pages: file.pages,
        kind: file.kind,
    });
    Ok(Json(Versions { versions: versions.collect() }))
}

/// Which two versions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// SHA-256 of the earlier one.
    from: String,
    /// SHA-256 of the later one.
    to: String,
}

/// What changed between two versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// Page by page, in the order of the later version; removed ones where they stood.
    pages: Vec<ComparedPageView>,
}

/// A page of either version, or of both.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ComparedPageView {
    /// Page of the earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<u32>,
    /// Page of the later version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<u32>,
    /// same, changed, added or removed.
    kind: String,
    /// Its text in pieces.
    runs: Vec<RunView>,
}

/// A piece of text.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RunView {
    /// same, removed or added.
    kind: String,
    /// It.
    text: String,
}

/// What changed between two versions of a paper, by their text.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/comparison", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Between),
    responses((status = 200, body = Comparison), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn comparison(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(between): Query<Between>,
) -> Result<Json<Comparison>, ApiError> {
    let from = Reading::of(&app, &identity, meeting_id, paper_id, Some(&between.from)).await?;
    let to = Reading::of(&app, &identity, meeting_id, paper_id, Some(&between.to)).await?;
    let text = async |reading: &Reading| -> Result<Vec<String>, ApiError> {
        let read = |study: &Study| Facts::from_json(&study.facts).has("text");
        if !reading.study(&app).await?.as_ref().is_some_and(read) {
            return Err(not_studied());
        }
        Ok(app.store.pages(&reading.version.hash).await?.into_iter().map(|page| page.text).collect())
    };
    let pages = compared(text(&from).await?, text(&to).await?).await?;
    Ok(Json(Comparison { pages: as_view(&pages).unwrap_or_default() }))
}

/// Compares two versions away from where requests are answered: two of 2,000 pages take a second.
pub(super) async fn compared(old: Vec<String>, new: Vec<String>) -> Result<Vec<compare::ComparedPage>, ApiError> {
    let work = move || {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        compare::compare(&old, &new)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())
}

fn not_studied() -> ApiError {
    ApiError::new(
        StatusCode::CONFLICT,
        "not_studied_yet",
        "Nội dung tài liệu chưa được đọc xong nên chưa so sánh được. Mời thử lại sau ít phút.",
        "The paper's text has not been read yet, so it cannot be compared. Try again in a few minutes.",
    )
}
