//! `/api/hand` and `/api/meetings/{m}/hand`: every page one has written on, in one meeting or in all.

use std::collections::{BTreeMap, HashMap};

use axum::{Json, extract::State};
use domain::{
    audience::{Audience, Door},
    ids::{MeetingId, PaperId},
    refusal::{Refusal, Thing},
    state::MeetingState,
};
use serde::Serialize;
use store::hand::MarkedPage;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract::Path,
    identity::Identity,
    reading::readable,
};

/// How much of a note a list shows, in characters.
const SNIPPET: usize = 120;
/// Meetings looked through for one list.
const MOST_MEETINGS: usize = 200;

/// Everything one has written, page by page.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandPages {
    /// By meeting, paper, version and page.
    pages: Vec<HandPageView>,
    /// There are notes in more meetings than were looked through.
    more: bool,
}

/// A page with something on it.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandPageView {
    /// The meeting.
    meeting_id: MeetingId,
    /// Its title.
    meeting_title: String,
    /// The paper.
    paper_id: PaperId,
    /// Its title.
    title: String,
    /// Number and symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    /// SHA-256 of the version.
    hash: String,
    /// From 1.
    version: u32,
    /// Whether it is the shown one.
    current: bool,
    /// From 1.
    page: u32,
    /// stroke, highlight, note or bookmark, and how many of each.
    kinds: BTreeMap<String, u32>,
    /// How its first note begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<String>,
}

/// The pages of a meeting one has written on. Those of papers one may not read any more are kept, and not listed.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/hand", tag = "hand", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = HandPages), (status = 404, body = Problem)))]
pub async fn of_meeting(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
) -> Result<Json<HandPages>, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let seen = [Door::Room, Door::Desk].into_iter().any(|door| Audience::of(&state, &identity.actor, door).is_some());
    if !seen {
        return Err(Refusal::NotFound(Thing::Meeting).into());
    }
    let marked = app.store.marked_pages(identity.account_id, Some(meeting_id)).await?;
    Ok(Json(HandPages { pages: views(&state, meeting_id, &identity, marked), more: false }))
}

/// The pages of all meetings one has written on.
#[utoipa::path(get, path = "/api/hand", tag = "hand", responses((status = 200, body = HandPages), (status = 401, body = Problem)))]
pub async fn of_all(State(app): State<App>, identity: Identity) -> Result<Json<HandPages>, ApiError> {
    let marked = app.store.marked_pages(identity.account_id, None).await?;
    let mut by_meeting: HashMap<MeetingId, Vec<MarkedPage>> = HashMap::new();
    for page in marked {
        by_meeting.entry(page.meeting_id).or_default().push(page);
    }
    // Ids are made in the order of time: the latest meetings first.
    let mut meetings: Vec<MeetingId> = by_meeting.keys().copied().collect();
    meetings.sort_unstable_by(|a, b| b.cmp(a));
    let more = meetings.len() > MOST_MEETINGS;
    let mut pages = Vec::new();
    for meeting_id in meetings.into_iter().take(MOST_MEETINGS) {
        let state = app.rooms.open(meeting_id).await?.room.state();
        pages.extend(views(&state, meeting_id, &identity, by_meeting.remove(&meeting_id).unwrap_or_default()));
    }
    Ok(Json(HandPages { pages, more }))
}

fn views(state: &MeetingState, meeting_id: MeetingId, identity: &Identity, marked: Vec<MarkedPage>) -> Vec<HandPageView> {
    let view = |marked: MarkedPage| {
        readable(state, identity, marked.paper_id, &marked.hash)?;
        let paper = state.papers.get(&marked.paper_id)?;
        let place = paper.versions.iter().position(|version| version.file.hash == marked.hash)?;
        Some(HandPageView {
            meeting_id,
            meeting_title: state.title.clone(),
            paper_id: marked.paper_id,
            title: paper.title.clone(),
            symbol: paper.symbol.clone(),
            hash: marked.hash,
            version: u32::try_from(place + 1).unwrap_or(u32::MAX),
            current: place + 1 == paper.versions.len(),
            page: marked.page,
            kinds: marked.kinds,
            snippet: marked.notes.first().map(|note| snippet(note)),
        })
    };
    marked.into_iter().filter_map(view).collect()
}

fn snippet(note: &str) -> String {
    let line = domain::text::line(note);
    if line.chars().count() <= SNIPPET {
        return line;
    }
    let short: String = line.chars().take(SNIPPET - 1).collect();
    format!("{}…", short.trim_end())
}
