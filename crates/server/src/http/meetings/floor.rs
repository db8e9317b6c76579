//! `/api/meetings/{m}/floor`: who speaks to the item being dealt with, and who has asked to.

use axum::extract::State;
use domain::{
    command::Command,
    ids::{AgendaItemId, AttendeeId, MeetingId},
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{ActReceipt, Acted, act};
use crate::{
    app::App,
    error::Problem,
    http::extract::{self, Idempotency, Path},
    identity::Identity,
};

/// What somebody wants to speak to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpeechRequest {
    /// The item they had before them: refused where the meeting has gone on.
    item_id: AgendaItemId,
}

/// Asks to speak to the current item. Whoever has asked already keeps their place.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/floor/request", tag = "floor", params(("meeting_id" = MeetingId, Path)), request_body = SpeechRequest,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn ask(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(SpeechRequest { item_id }): extract::Json<SpeechRequest>,
) -> Acted {
    act(&app, meeting_id, Command::AskForFloor { item_id }, &identity, key).await
}

/// Asks no longer.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/floor/request", tag = "floor", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::WithdrawFloor, &identity, key).await
}

/// Takes somebody out of the queue. They are told, and may ask again.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/floor/request/{attendee_id}", tag = "floor",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn decline(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::DeclineSpeech { attendee_id }, &identity, key).await
}

/// Gives the floor to somebody present, whether they asked or not; whoever had it has spoken.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/floor/speaker/{attendee_id}", tag = "floor",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn give(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::GiveFloor { attendee_id }, &identity, key).await
}

/// Says that somebody has spoken: the speaker, the chair, or the secretary of the meeting. Whoever speaks meanwhile goes on.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/floor/speaker/{attendee_id}", tag = "floor",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn end(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::EndSpeech { attendee_id }, &identity, key).await
}
