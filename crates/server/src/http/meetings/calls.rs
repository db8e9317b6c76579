//! `/api/meetings/{m}/calls`: asking for water, paper, a technician or the secretary, from one's own seat.

use axum::{Json, extract::State};
use domain::{
    attendee::Attendee,
    call::{CallKind, CallState},
    decide::authorise,
    ids::{AttendeeId, CallId, MeetingId},
    permission::Action,
    refusal::{Refusal, Thing},
};
use serde::Deserialize;
use store::calls::Call;
use utoipa::ToSchema;

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::{
        calls::{CallView, Calls},
        extract::{self, Idempotency, Path},
    },
    identity::Identity,
};

/// What is needed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCall {
    /// For what.
    kind: CallKind,
}

/// Whoever asks, as the meeting has them.
async fn place(app: &App, meeting_id: MeetingId, identity: &Identity) -> Result<(AttendeeId, Attendee), ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    authorise(&state, Action::CallService, &identity.actor)?;
    let place = identity.actor.person_id.and_then(|person| state.attendee_of(person)).map(|(id, attendee)| (id, attendee.clone()));
    place.ok_or_else(|| Refusal::NotFound(Thing::Attendee).into())
}

/// Asks for service. Asked again, the call that is open stands: nobody brings two glasses for two taps. Sent again under its
/// `Idempotency-Key`, as by a tablet that lost the answer, it is the same call, also where it is over by now.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/calls", tag = "calls", params(("meeting_id" = MeetingId, Path)), request_body = NewCall,
    responses((status = 200, body = CallView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn call(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(NewCall { kind }): extract::Json<NewCall>,
) -> Result<Json<CallView>, ApiError> {
    let (attendee_id, attendee) = place(&app, meeting_id, &identity).await?;
    let place = attendee.place;
    let call = Call {
        call_id: key.map_or_else(clock::new_id, |key| CallId(key.0)),
        meeting_id,
        attendee_id,
        name: place.person.name,
        post: place.person.post,
        seat: place.seat,
        kind,
        state: CallState::Waiting,
        called_at: clock::now(),
        received_at: None,
    };
    let stands = app.store.call(&call).await?;
    app.rooms.called(meeting_id).await;
    Ok(Json(CallView::of(stands, None)))
}

/// What one still waits for.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/calls", tag = "calls", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = Calls), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn mine(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>) -> Result<Json<Calls>, ApiError> {
    let (attendee_id, _) = place(&app, meeting_id, &identity).await?;
    let calls = app.store.calls_of(meeting_id, attendee_id).await?;
    Ok(Json(Calls { now: clock::now(), calls: calls.into_iter().map(|call| CallView::of(call, None)).collect() }))
}

/// Needs it no longer.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/calls/{call_id}", tag = "calls",
    params(("meeting_id" = MeetingId, Path), ("call_id" = CallId, Path)),
    responses((status = 200, body = CallView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, call_id)): Path<(MeetingId, CallId)>,
) -> Result<Json<CallView>, ApiError> {
    let (attendee_id, _) = place(&app, meeting_id, &identity).await?;
    let gone = || ApiError::from(Refusal::NotFound(Thing::Call));
    let own = |call: &Call| (call.meeting_id, call.attendee_id) == (meeting_id, attendee_id);
    let call = app.store.call_by_id(call_id).await?.filter(own).ok_or_else(gone)?;
    let call = app.store.settle_call(&call, CallState::Withdrawn, clock::now()).await?.ok_or_else(gone)?;
    app.rooms.called(meeting_id).await;
    Ok(Json(CallView::of(call, None)))
}
