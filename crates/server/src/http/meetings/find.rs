//! `/api/meetings/{m}/papers/{p}/search`: where in a paper stands what is searched for.

use axum::{Json, extract::State};
use domain::{
    ids::{MeetingId, PaperId},
    query,
};
use serde::{Deserialize, Serialize};
use store::studies::Page;
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::{
        extract::{Path, Query},
        search::Snippet,
    },
    identity::Identity,
    marks,
    reading::Reading,
    study,
};

/// Longest snippet, in characters.
const SNIPPET: usize = 120;
/// Most places shown of one search.
const MOST: usize = 1_000;

/// What is searched for in a paper.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Sought {
    /// Words; marks may be left out. At most 200 characters.
    q: String,
    /// SHA-256 of the version; by default the shown one.
    hash: Option<String>,
}

/// What was found in a paper.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaperFound)]
pub struct Found {
    /// Where, in the order of the pages; at most 1,000.
    places: Vec<FoundPlace>,
    /// Whether there are more.
    more: bool,
    /// Whether every page's text is known: the paper may still be studied.
    complete: bool,
}

/// A place in a paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPlace {
    /// The page, from 1.
    page: u32,
    /// Where on it: x, y, width, height in points from the top left, one a line. Empty where that is not known.
    rectangles: Vec<[f32; 4]>,
    /// The words around it; only for the first place of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet>,
}

/// Searches a paper: what was typed as it stands, or else pages that hold all of its words.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/search", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Sought),
    responses((status = 200, body = Found), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn search(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(sought): Query<Sought>,
) -> Result<Json<Found>, ApiError> {
    let words = query::Query::read(&sought.q)?;
    let phrase = query::Query::read_phrase(&sought.q)?;
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, sought.hash.as_deref()).await?;
    let pages = app.store.pages(&reading.version.hash).await?;
    let complete = u32::try_from(pages.len()).is_ok_and(|known| known >= reading.version.pages);
    // A report of 2,000 pages takes a second: away from where requests are answered.
    let work = move || {
        let found = holding(&phrase, &pages);
        if found.is_empty() { (holding(&words, &pages), words) } else { (found, phrase) }
    };
    let (numbers, query) = tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())?;
    let pages = app.store.pages_with_words(&reading.version.hash, &numbers).await?;
    let work = move || places(&query, &pages);
    let mut places = tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())?;
    let more = places.len() > MOST;
    places.truncate(MOST);
    Ok(Json(Found { places, more, complete }))
}

/// The pages that hold all of what is searched for, by number; no more than are shown.
fn holding(query: &query::Query, pages: &[Page]) -> Vec<u32> {
    pages.iter().filter(|page| query.is_in(&page.text)).map(|page| page.number).take(MOST + 1).collect()
}

/// Where pages hold all of what is searched for; one more than are shown, where there are more.
fn places(query: &query::Query, pages: &[Page]) -> Vec<FoundPlace> {
    let mut places = Vec::new();
    for page in pages {
        let mut snippet = Some(query.snippet(&page.text, SNIPPET).into());
        let words = page.words.as_deref().map(study::unpack).unwrap_or_default();
        let mut marked = marks::places(query, &words);
        // The page's text holds it, its words alone do not: the page at least is known.
        if marked.is_empty() {
            marked.push(Vec::new());
        }
        places.extend(marked.into_iter().map(|rectangles| FoundPlace { page: page.number, rectangles, snippet: snippet.take() }));
        if places.len() > MOST {
            break;
        }
    }
    places
}
