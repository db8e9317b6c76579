//! `/api/meetings/{m}/journal`: what happened, in order, and whether the chain holds.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use domain::{ids::MeetingId, permission::Action};
use serde::Serialize;
use utoipa::ToSchema;

use super::authorised;
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract::Path,
    identity::Identity,
};

/// A row of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalRow {
    /// Place.
    seq: u64,
    /// When.
    at: DateTime<Utc>,
    /// Who.
    actor: String,
    /// What.
    kind: &'static str,
    /// The event itself.
    body: serde_json::Value,
}

/// The journal.
#[derive(Debug, Serialize, ToSchema)]
pub struct Journal {
    /// Oldest first.
    events: Vec<JournalRow>,
    /// Whether every row is sealed by the hash of the one before.
    verified: bool,
    /// The first row that is not, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    broken_at: Option<u64>,
}

/// The journal of a meeting, verified.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/journal", tag = "meetings", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = Journal), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>) -> Result<Json<Journal>, ApiError> {
    authorised(&app, meeting_id, Action::ReadJournal, &identity).await?;
    let (events, _) = app.store.journal_after(meeting_id, 0).await?;
    let broken_at = app.store.verify(meeting_id).await?.err().map(|broken| broken.seq);
    let events = events.into_iter().map(|row| JournalRow {
        seq: row.seq,
        at: row.at,
        actor: row.actor,
        kind: row.event.kind(),
        body: serde_json::to_value(&row.event).unwrap_or_default(),
    });
    Ok(Json(Journal { events: events.collect(), verified: broken_at.is_none(), broken_at }))
}
