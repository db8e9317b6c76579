//! `/api/calls`: who in any room asks for service, for those at the desk who see to it.

use axum::{Json, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    call::{CallKind, CallState},
    ids::{AttendeeId, CallId, MeetingId},
    permission::HouseAction,
    refusal::{Refusal, Thing},
};
use serde::{Deserialize, Serialize};
use store::calls::Call;
use utoipa::ToSchema;

use super::extract::{self, Path};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    identity::Identity,
};

/// Longer than this nobody waits for a glass of water: the meeting is over.
const WAITS: TimeDelta = TimeDelta::hours(12);

/// Somebody asking for service.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallView {
    call_id: CallId,
    meeting_id: MeetingId,
    attendee_id: AttendeeId,
    /// For what.
    kind: CallKind,
    /// Where it stands.
    state: CallState,
    /// Since when they wait.
    called_at: DateTime<Utc>,
    /// When the desk saw it.
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<DateTime<Utc>>,
    /// Who.
    name: String,
    /// Their post.
    post: String,
    /// Where they sit.
    #[serde(skip_serializing_if = "Option::is_none")]
    seat: Option<String>,
    /// The meeting's title; only for the desk, which looks at all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting_title: Option<String>,
}

impl CallView {
    /// A call as it is answered.
    pub fn of(call: Call, meeting_title: Option<String>) -> Self {
        let Call { call_id, meeting_id, attendee_id, name, post, seat, kind, state, called_at, received_at } = call;
        Self { call_id, meeting_id, attendee_id, kind, state, called_at, received_at, name, post, seat, meeting_title }
    }
}

/// Calls, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Calls {
    /// The server's clock: how long somebody waits is told by it.
    pub now: DateTime<Utc>,
    /// Still open.
    pub calls: Vec<CallView>,
}

/// Everybody who asks for service, in every meeting.
#[utoipa::path(get, path = "/api/calls", tag = "calls", responses((status = 200, body = Calls), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>, identity: Identity) -> Result<Json<Calls>, ApiError> {
    identity.must(HouseAction::AnswerCalls)?;
    let now = clock::now();
    let calls = app.store.open_calls(now - WAITS).await?;
    Ok(Json(Calls { now, calls: calls.into_iter().map(|(call, title)| CallView::of(call, Some(title))).collect() }))
}

/// What has become of a call.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// `received` or `done`.
    state: CallState,
}

/// Says that somebody is coming, or that it was seen to. What is so already stays so.
#[utoipa::path(put, path = "/api/calls/{call_id}", tag = "calls", params(("call_id" = CallId, Path)), request_body = Settle,
    responses((status = 200, body = CallView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn settle(
    State(app): State<App>,
    identity: Identity,
    Path(call_id): Path<CallId>,
    extract::Json(Settle { state }): extract::Json<Settle>,
) -> Result<Json<CallView>, ApiError> {
    identity.must(HouseAction::AnswerCalls)?;
    if !matches!(state, CallState::Received | CallState::Done) {
        return Err(ApiError::unreadable("state"));
    }
    let gone = || ApiError::from(Refusal::NotFound(Thing::Call));
    let call = app.store.call_by_id(call_id).await?.ok_or_else(gone)?;
    let call = app.store.settle_call(&call, state, clock::now()).await?.ok_or_else(gone)?;
    app.rooms.called(call.meeting_id).await;
    Ok(Json(CallView::of(call, None)))
}
