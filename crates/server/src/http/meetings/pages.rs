//! `/api/meetings/{m}/papers/{p}/pages/{n}`: a page as a picture, and its text with the places of its words.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    ids::{MeetingId, PaperId},
    refusal::{Refusal, Thing},
};
use papers::{
    kind::Kind,
    worker::{Answer, Step},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    facts::{Version, as_view},
    opening::watermark,
};
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract::{Path, Query},
    identity::Identity,
    reading::Reading,
    study,
    worker::{self, Failure},
};

/// How large a picture is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PictureWanted {
    /// Pixels across: 160, 800 or 1600.
    width: Option<u32>,
    /// SHA-256 of the version; by default the shown one.
    hash: Option<String>,
}

/// A page as a picture (WebP). Drawn once and kept; with a watermark it is drawn for each reader.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/pages/{page}/picture", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("page" = u32, Path), PictureWanted),
    responses((status = 200, description = "The picture", content_type = "image/webp"), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn picture(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, page)): Path<(MeetingId, PaperId, u32)>,
    Query(wanted): Query<PictureWanted>,
) -> Result<Response, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, wanted.hash.as_deref()).await?;
    // A few widths, so that what is kept stays little: the next one that is large enough.
    let wanted_width = wanted.width.unwrap_or(study::LARGE);
    let width = [study::SMALL, 800].into_iter().find(|width| *width >= wanted_width).unwrap_or(study::LARGE);
    if page == 0 || page > reading.version.pages {
        return Err(Refusal::NotFound(Thing::Paper).into());
    }
    let hash = &reading.version.hash;
    let watermark = watermark(&reading, &identity);
    let known = match &watermark {
        None => app.store.files.picture(hash, page, width).await?,
        Some(_) => None,
    };
    let picture = match known {
        Some(picture) => picture,
        None => {
            let picture = draw(&app, &reading, page, width, watermark.clone()).await?;
            if watermark.is_none() {
                app.store.files.keep_picture(hash, page, width, picture.clone()).await?;
            }
            picture
        }
    };
    // In no browser's cache: it would lie on the tablet's disk as it is, and outlive the meeting.
    Ok(([(header::CONTENT_TYPE, "image/webp"), (header::CACHE_CONTROL, "no-store")], picture).into_response())
}

async fn draw(app: &App, reading: &Reading, page: u32, width: u32, watermark: Option<String>) -> Result<bytes::Bytes, ApiError> {
    let copy = app.copies.of(app, &reading.version.hash).await?;
    let (hash, size) = match &copy {
        Some(copy) => (copy.hash.as_str(), copy.size),
        None if reading.version.kind == Kind::Pdf.ending() => (reading.version.hash.as_str(), reading.version.size),
        None => return Err(undrawable()),
    };
    let bytes = app.store.files.read(hash, 0..size).await?;
    let step = Step::Picture { password: None, page, width, watermark };
    match worker::run(&step, bytes, |_progress| {}).await {
        Ok(found) => match (found.answers.into_iter().next(), found.bytes.into_iter().next()) {
            (Some(Answer::Picture { .. }), Some(picture)) => Ok(picture.into()),
            _ => Err(undrawable()),
        },
        Err(Failure::File { .. }) => Err(undrawable()),
        Err(failure @ Failure::Machine(_)) => {
            tracing::error!(error = &failure as &dyn std::error::Error, "a page could not be drawn");
            Err(ApiError::internal())
        }
    }
}

fn undrawable() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no_picture",
        "Trang này không vẽ thành ảnh được. Mời xem bản PDF, hoặc tải bản gốc.",
        "This page cannot be drawn as a picture. Read the PDF, or download the original.",
    )
}

/// The text of all pages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Texts {
    /// The version.
    hash: String,
    /// Page by page, from the first; empty where a page has none.
    pages: Vec<String>,
}

/// The text of a paper, page by page: what a tablet searches without network.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/text", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Version),
    responses((status = 200, body = Texts), (status = 404, body = Problem)))]
pub async fn texts(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(version): Query<Version>,
) -> Result<Json<Texts>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let hash = reading.version.hash;
    let pages = app.store.pages(&hash).await?.into_iter().map(|page| page.text).collect();
    Ok(Json(Texts { hash, pages }))
}

/// The text of a page.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageView {
    /// From 1.
    number: u32,
    /// Where its text is from.
    source: String,
    /// Its text.
    text: String,
    /// Width as shown, in points.
    width: f32,
    /// Height as shown, in points.
    height: f32,
    /// Where its words stand.
    words: Vec<WordView>,
}

/// A word on a page, in points from the top left.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct WordView {
    /// What it says.
    text: String,
    /// Left edge.
    x: f32,
    /// Top edge.
    y: f32,
    /// Width.
    w: f32,
    /// Height.
    h: f32,
}

/// A page's text and where its words stand: for selecting and marking on a picture.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/pages/{page}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("page" = u32, Path), Version),
    responses((status = 200, body = PageView), (status = 404, body = Problem)))]
pub async fn page(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, page)): Path<(MeetingId, PaperId, u32)>,
    Query(version): Query<Version>,
) -> Result<Json<PageView>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let page = app.store.page(&reading.version.hash, page).await?.ok_or(Refusal::NotFound(Thing::Paper))?;
    let words = page.words.as_deref().map(study::unpack).unwrap_or_default();
    Ok(Json(PageView {
        number: page.number,
        source: page.source,
        text: page.text,
        width: page.width,
        height: page.height,
        words: as_view(&words).unwrap_or_default(),
    }))
}
