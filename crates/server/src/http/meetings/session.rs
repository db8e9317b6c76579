//! `/api/meetings/{m}/session`: the chair runs the session.

use axum::extract::State;
use domain::{
    command::{Command, Destination},
    ids::MeetingId,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{ActReceipt, Acted, act};
use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract::{self, Idempotency, Path},
    identity::Identity,
};

/// Where to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// `next`, `back`, or the id of an item.
    to: String,
}

/// Moves the agenda: to the next item, back to the one before, or to any.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/session/advance", tag = "session of a meeting", params(("meeting_id" = MeetingId, Path)), request_body = Advance,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn advance(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(advance): extract::Json<Advance>,
) -> Acted {
    let to = match advance.to.as_str() {
        "next" => Destination::Next,
        "back" => Destination::Back,
        id => Destination::Item(id.parse().map_err(|_| ApiError::unreadable("to"))?),
    };
    act(&app, meeting_id, Command::AdvanceAgenda { to }, &identity, key).await
}

/// Begins the session at the first item.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/session/open", tag = "session of a meeting", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn open(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>, Idempotency(key): Idempotency) -> Acted {
    act(&app, meeting_id, Command::OpenSession, &identity, key).await
}

/// Stops the clock.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/session/pause", tag = "session of a meeting", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn pause(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>, Idempotency(key): Idempotency) -> Acted {
    act(&app, meeting_id, Command::PauseSession, &identity, key).await
}

/// Goes on after a pause.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/session/resume", tag = "session of a meeting", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn resume(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>, Idempotency(key): Idempotency) -> Acted {
    act(&app, meeting_id, Command::ResumeSession, &identity, key).await
}

/// Ends the session.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/session/close", tag = "session of a meeting", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn close(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>, Idempotency(key): Idempotency) -> Acted {
    let closed = act(&app, meeting_id, Command::CloseSession, &identity, key).await?;
    // It is over: what tablets keep of it is not to be read any more, also where they never hear of it.
    app.store.erase_vault_keys(meeting_id).await?;
    Ok(closed)
}
