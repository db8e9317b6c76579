//! `/api/meetings/{m}/papers/{p}/opening` and `…/reading`: what a reader needs to open a paper, and what they have read.

use axum::{Json, extract::State, http::StatusCode};
use domain::ids::{MeetingId, PaperId};
use papers::{
    compare::{ComparedPage, PageChange},
    kind::Kind,
};
use serde::{Deserialize, Serialize};
use store::studies::{Page, StudyState};
use utoipa::ToSchema;

use super::{facts::Version, versions};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Path, Query},
    identity::Identity,
    reading::Reading,
};

/// What a reader needs to open a paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opening {
    /// The version.
    version: String,
    /// What to fetch from `…/files/{hash}`: the reading copy, or the original while there is none. Absent where the paper has
    /// no pages to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// Bytes of that.
    size: u64,
    /// "pdf", "docx", …: what the version is.
    kind: String,
    /// Pages.
    pages: u32,
    /// Width and height of each page as shown, in points; empty until they are known.
    page_sizes: Vec<[f32; 2]>,
    /// Where its study stands.
    #[schema(value_type = String)]
    state: StudyState,
    /// Pages that differ from the version this person read last.
    changed_pages: Vec<u32>,
    /// Pages whose text was recognised from a picture.
    recognised_pages: Vec<u32>,
    /// Pages that are pictures, scans above all: a picture of them is drawn sooner than they are.
    picture_pages: Vec<u32>,
    /// A line to lay over every page.
    #[serde(skip_serializing_if = "Option::is_none")]
    watermark: Option<String>,
    /// Whether the original may be taken away.
    original: bool,
}

/// What a reader needs to open a paper: which bytes, the pages' sizes, and what changed since last time.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/opening", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Version),
    responses((status = 200, body = Opening), (status = 404, body = Problem)))]
pub async fn opening(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(version): Query<Version>,
) -> Result<Json<Opening>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let study = reading.study(&app).await?;
    let pages = app.store.pages(&reading.version.hash).await?;
    let copy = app.copies.of(&app, &reading.version.hash).await?;
    let is_pdf = reading.version.kind == Kind::Pdf.ending();
    let (hash, size) = match &copy {
        Some(copy) => (Some(copy.hash.clone()), copy.size),
        None => (is_pdf.then(|| reading.version.hash.clone()), reading.version.size),
    };
    Ok(Json(Opening {
        hash,
        size,
        kind: reading.version.kind.clone(),
        pages: reading.version.pages,
        page_sizes: pages.iter().filter(|page| page.width > 0.0).map(|page| [page.width, page.height]).collect(),
        state: study.as_ref().map_or(StudyState::Waiting, |study| study.state),
        changed_pages: changed(&app, &identity, &reading, &pages).await?,
        recognised_pages: numbers(&pages, &["recognised"]),
        picture_pages: numbers(&pages, &["recognised", "none"]),
        watermark: watermark(&reading, &identity),
        original: reading.original,
        version: reading.version.hash,
    }))
}

fn numbers(pages: &[Page], sources: &[&str]) -> Vec<u32> {
    pages.iter().filter(|page| sources.contains(&page.source.as_str())).map(|page| page.number).collect()
}

/// What is laid over pages of a paper whose classification asks for it: who reads, on which device, and when.
pub(super) fn watermark(reading: &Reading, identity: &Identity) -> Option<String> {
    let class = reading.state.papers.get(&reading.paper_id)?.filing.classification.as_ref().filter(|class| class.watermark)?;
    let now = clock::house_time(clock::now()).format("%d/%m/%Y %H:%M");
    let device = identity.device.as_deref().unwrap_or("máy chưa ghép");
    Some(format!("{} · {} · {device} · {now}", class.name, identity.actor.name))
}

/// Pages of the shown version that differ from the one this person read last; none for who reads it for the first time.
async fn changed(app: &App, identity: &Identity, reading: &Reading, pages: &[Page]) -> Result<Vec<u32>, ApiError> {
    let Some(read) = app.store.last_reading(identity.account_id, reading.paper_id).await? else { return Ok(Vec::new()) };
    let versions = reading.state.papers.get(&reading.paper_id).map(|paper| paper.versions.as_slice()).unwrap_or_default();
    if read == reading.version.hash || pages.is_empty() || !versions.iter().any(|version| version.file.hash == read) {
        return Ok(Vec::new());
    }
    let old = app.store.pages(&read).await?;
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let new: Vec<String> = pages.iter().map(|page| page.text.clone()).collect();
    let compared = versions::compared(old.into_iter().map(|page| page.text).collect(), new).await?;
    let differs = |page: &ComparedPage| matches!(page.kind, PageChange::Changed | PageChange::Added);
    Ok(compared.iter().filter(|page| differs(page)).filter_map(|page| page.to).collect())
}

/// Which version was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// SHA-256 of the version.
    hash: String,
}

/// Notes that this person has read this version: from now on changes count from here.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/papers/{paper_id}/reading", tag = "papers", request_body = Read,
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn read(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    extract::Json(read): extract::Json<Read>,
) -> Result<StatusCode, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, Some(&read.hash)).await?;
    app.store.note_reading(identity.account_id, paper_id, &reading.version.hash).await?;
    Ok(StatusCode::NO_CONTENT)
}
