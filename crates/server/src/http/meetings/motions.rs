//! `/api/meetings/{m}/motions`: questions put to the vote, ballots, and what was counted.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use domain::{
    audience::{Audience, Door},
    command::Command,
    ids::{AgendaItemId, MeetingId, MotionId},
    motion::{Choice, receipt},
    refusal::{Refusal, Thing},
    state::MeetingState,
    view::{VoteView, votes},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ActReceipt, Acted, act};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Idempotency, Path},
    identity::Identity,
};

/// What is put to the vote.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMotion {
    /// The item being dealt with: refused where the meeting has gone on.
    item_id: AgendaItemId,
    /// The question, up to 250 characters.
    question: String,
    /// The time announced for it; nothing ends by itself when it is over.
    #[serde(default)]
    minutes: Option<u32>,
}

/// Puts a question to the vote, on the current item. One vote at a time.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/motions", tag = "motions", params(("meeting_id" = MeetingId, Path)), request_body = NewMotion,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn put(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(NewMotion { item_id, question, minutes }): extract::Json<NewMotion>,
) -> Acted {
    act(&app, meeting_id, Command::PutMotion { motion_id: clock::new_id(), item_id, question, minutes }, &identity, key).await
}

/// Ends the vote and counts it. What is counted stands: a mistake is mended by putting the question again.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/motions/{motion_id}/close", tag = "motions",
    params(("meeting_id" = MeetingId, Path), ("motion_id" = MotionId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn close(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, motion_id)): Path<(MeetingId, MotionId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::CloseMotion { motion_id }, &identity, key).await
}

/// A vote.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBallot {
    /// What one chooses.
    choice: Choice,
}

/// One's own ballot, as the journal has it.
#[derive(Serialize, ToSchema)]
pub struct OwnBallot {
    /// Absent where one has not voted.
    #[serde(skip_serializing_if = "Option::is_none")]
    ballot: Option<CastBallot>,
}

/// A ballot that counts.
#[derive(Serialize, ToSchema)]
pub struct CastBallot {
    /// What one chose.
    choice: Choice,
    /// When the journal took it.
    at: DateTime<Utc>,
    /// Eight signs, which the minutes show beside the ballot.
    receipt: String,
}

/// Votes, once: the same again is answered alike, another choice is refused. What is answered is in the journal.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/motions/{motion_id}/ballot", tag = "motions",
    params(("meeting_id" = MeetingId, Path), ("motion_id" = MotionId, Path)), request_body = NewBallot,
    responses((status = 200, body = OwnBallot), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn cast(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, motion_id)): Path<(MeetingId, MotionId)>,
    Idempotency(key): Idempotency,
    extract::Json(NewBallot { choice }): extract::Json<NewBallot>,
) -> Result<Json<OwnBallot>, ApiError> {
    app.rooms.act(meeting_id, Command::CastBallot { motion_id, choice }, identity.actor.clone(), identity.account_id, key).await?;
    own(State(app), identity, Path((meeting_id, motion_id))).await
}

/// How one has voted.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/motions/{motion_id}/ballot", tag = "motions",
    params(("meeting_id" = MeetingId, Path), ("motion_id" = MotionId, Path)),
    responses((status = 200, body = OwnBallot), (status = 404, body = Problem)))]
pub async fn own(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, motion_id)): Path<(MeetingId, MotionId)>,
) -> Result<Json<OwnBallot>, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let audience = Audience::of(&state, &identity.actor, Door::Room).ok_or(Refusal::NotFound(Thing::Meeting))?;
    let sees = |item_id: AgendaItemId| state.items.get(&item_id).is_some_and(|item| audience.sees(item_id, item.content.admission));
    let motion = state.motions.get(&motion_id).filter(|motion| sees(motion.item_id)).ok_or(Refusal::NotFound(Thing::Motion))?;
    let attendee = identity.actor.person_id.and_then(|person| state.attendee_of(person)).map(|(id, _)| id);
    let ballot = attendee.and_then(|id| Some((id, motion.ballots.get(&id)?)));
    let shown = ballot.map(|(id, ballot)| CastBallot { choice: ballot.choice, at: ballot.at, receipt: receipt(motion_id, id, ballot) });
    Ok(Json(OwnBallot { ballot: shown }))
}

/// What was counted.
#[derive(Serialize, ToSchema)]
pub struct Votes {
    /// In the order the questions were put.
    votes: Vec<VoteView>,
}

/// The votes that are counted, and who chose what: all were open.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/motions", tag = "motions", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = Votes), (status = 404, body = Problem)))]
pub async fn counted(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>) -> Result<Json<Votes>, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let audience = reader(&state, &identity).ok_or(Refusal::NotFound(Thing::Meeting))?;
    Ok(Json(Votes { votes: votes(&state, &audience) }))
}

/// At the desk, or from one's seat.
fn reader(state: &MeetingState, identity: &Identity) -> Option<Audience> {
    [Door::Desk, Door::Room].into_iter().find_map(|door| Audience::of(state, &identity.actor, door))
}
