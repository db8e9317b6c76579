//! `/api/meetings/{m}/attendance`: who is here.

use axum::extract::State;
use domain::{
    command::Command,
    ids::{AttendeeId, MeetingId},
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

/// Says "I am here".
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/attendance", tag = "attendance", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn check_in(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::CheckIn, &identity, key).await
}

/// Here or not.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Whether they are here.
    present: bool,
}

/// Says that somebody else is here, or is not.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/attendance/{attendee_id}", tag = "attendance",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)), request_body = Attendance,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn mark(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
    extract::Json(attendance): extract::Json<Attendance>,
) -> Acted {
    act(&app, meeting_id, Command::MarkAttendance { attendee_id, present: attendance.present }, &identity, key).await
}
