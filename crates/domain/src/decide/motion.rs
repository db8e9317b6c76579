//! Voting: those who run the meeting put a question and close it, whoever votes casts one ballot, once.

use super::{attendee, item, matter, minutes};
use crate::{
    attendee::AttendeeRole,
    event::Event,
    ids::{AgendaItemId, MotionId},
    motion::{Choice, Motion},
    person::Actor,
    refusal::{Field, Refusal, Thing},
    state::MeetingState,
    text::Title,
};

/// A question is put on the current item; the room is given `limit` minutes for it, where any are named.
pub(super) fn put(
    state: &MeetingState,
    motion_id: MotionId,
    item_id: AgendaItemId,
    question: &str,
    limit: Option<u32>,
) -> Result<Vec<Event>, Refusal> {
    if state.motions.contains_key(&motion_id) {
        return Err(Refusal::IdTaken);
    }
    if state.current != Some(item_id) {
        item(state, item_id)?;
        return Err(Refusal::NotBeforeTheMeeting);
    }
    matter(state, item_id)?;
    nothing_open(state)?;
    if state.motions.len() >= super::MAX_MOTIONS {
        return Err(Refusal::TooMany { max: super::MAX_MOTIONS });
    }
    if !state.attendees.values().any(|attendee| attendee.place.votes && attendee.present_at.is_some()) {
        return Err(Refusal::NobodyToVote);
    }
    let question = Title::new(question, Field::Question)?.as_str().to_owned();
    let limit_minutes = limit.map(minutes).transpose()?;
    // Where the room votes, nobody speaks: who had the floor has spoken.
    let ended = state.floor.speaker().map(|attendee_id| Event::SpeechEnded { attendee_id });
    Ok(ended.into_iter().chain([Event::MotionPut { motion_id, item_id, question, limit_minutes }]).collect())
}

/// Somebody votes. The same choice again is so already; another is refused: a ballot is cast once.
pub(super) fn cast(state: &MeetingState, motion_id: MotionId, choice: Choice, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let motion = known(state, motion_id)?;
    let (attendee_id, _) = actor.person_id.and_then(|person| state.attendee_of(person)).ok_or(Refusal::NotFound(Thing::Attendee))?;
    let voter = attendee(state, attendee_id)?;
    let name = || voter.place.person.name.clone();
    match motion.ballots.get(&attendee_id) {
        Some(cast) if cast.choice == choice => return Ok(Vec::new()),
        Some(_) => return Err(Refusal::BallotCast),
        None => {}
    }
    if !motion.is_open() {
        return Err(Refusal::MotionClosed);
    }
    if !voter.place.votes || voter.place.role == AttendeeRole::Guest {
        return Err(Refusal::HasNoVote { name: name() });
    }
    if voter.present_at.is_none() {
        return Err(Refusal::NotHereToVote { name: name() });
    }
    Ok(vec![Event::BallotCast { motion_id, attendee_id, choice }])
}

/// Nobody votes any more: what there is is counted, and stands.
pub(super) fn close(state: &MeetingState, motion_id: MotionId) -> Result<Vec<Event>, Refusal> {
    let motion = known(state, motion_id)?;
    if !motion.is_open() {
        return Ok(Vec::new());
    }
    Ok(vec![Event::MotionClosed { motion_id, tally: motion.count(state) }])
}

/// Refuses to leave a vote behind, or to begin another beside it.
pub(super) fn nothing_open(state: &MeetingState) -> Result<(), Refusal> {
    if state.motion().is_some_and(|(_, motion)| motion.is_open()) { Err(Refusal::VoteInProgress) } else { Ok(()) }
}

fn known(state: &MeetingState, motion_id: MotionId) -> Result<&Motion, Refusal> {
    state.motions.get(&motion_id).map(|motion| &**motion).ok_or(Refusal::NotFound(Thing::Motion))
}
