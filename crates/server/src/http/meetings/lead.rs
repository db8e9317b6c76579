//! `/api/meetings/{m}/lead`: who leads everybody through a paper. What they show goes over the live channel.

use axum::extract::State;
use domain::{
    command::Command,
    ids::{AttendeeId, MeetingId, PaperId},
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

/// What to lead through.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LeadPaper {
    /// The paper.
    paper_id: PaperId,
    /// Who is to lead, where the chair gives the lead; oneself where absent.
    attendee_id: Option<AttendeeId>,
}

/// Leads everybody through a paper, or gives the lead to a presenter. A presenter who finds somebody else leading asks: the
/// view shows the chair who asks.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/lead", tag = "lead", params(("meeting_id" = MeetingId, Path)), request_body = LeadPaper,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn take(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(LeadPaper { paper_id, attendee_id }): extract::Json<LeadPaper>,
) -> Acted {
    act(&app, meeting_id, Command::LeadPaper { paper_id, attendee_id }, &identity, key).await
}

/// Ends one's own lead, or one's asking for it; the chair ends anybody's.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/lead", tag = "lead", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn end(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>, Idempotency(key): Idempotency) -> Acted {
    act(&app, meeting_id, Command::EndLead, &identity, key).await
}

/// Does not give the lead to a presenter who asks for it.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/lead/asked/{attendee_id}", tag = "lead",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn decline(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::DeclineLead { attendee_id }, &identity, key).await
}
