//! Who speaks: whoever attends the item asks in their turn, those who run the meeting give the floor.

use super::attendee;
use crate::{
    agenda::AgendaItemKind,
    attendee::{Attendee, AttendeeRole},
    audience::Audience,
    event::Event,
    ids::{AgendaItemId, AttendeeId},
    person::Actor,
    refusal::{Refusal, Thing},
    state::MeetingState,
};

/// Somebody asks to speak to an item. Who waits or speaks already has what they ask for.
pub(super) fn ask(state: &MeetingState, item_id: AgendaItemId, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let attendee_id = place(state, actor)?;
    if state.current != Some(item_id) {
        return Err(Refusal::ItemNoLongerCurrent);
    }
    can_speak(state, attendee_id, attendee(state, attendee_id)?)?;
    let known = state.floor.waiting.contains_key(&attendee_id) || state.floor.speaker() == Some(attendee_id);
    Ok(if known { Vec::new() } else { vec![Event::SpeechAsked { attendee_id }] })
}

/// Somebody asks no longer.
pub(super) fn withdraw(state: &MeetingState, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let attendee_id = place(state, actor)?;
    Ok(state.floor.waiting.get(&attendee_id).map(|_| Event::SpeechWithdrawn { attendee_id }).into_iter().collect())
}

/// `attendee_id` waits no longer; whoever does not wait has nothing to be taken from.
pub(super) fn decline(state: &MeetingState, attendee_id: AttendeeId) -> Result<Vec<Event>, Refusal> {
    attendee(state, attendee_id)?;
    Ok(state.floor.waiting.get(&attendee_id).map(|_| Event::SpeechDeclined { attendee_id }).into_iter().collect())
}

/// `attendee_id` has the floor from now on, whoever had it; also somebody who did not ask.
pub(super) fn give(state: &MeetingState, attendee_id: AttendeeId) -> Result<Vec<Event>, Refusal> {
    can_speak(state, attendee_id, attendee(state, attendee_id)?)?;
    let already = state.floor.speaker() == Some(attendee_id);
    Ok(if already { Vec::new() } else { vec![Event::FloorGiven { attendee_id }] })
}

/// The speech of `attendee_id` is over: they say so, or those who run the meeting do.
pub(super) fn end(state: &MeetingState, attendee_id: AttendeeId, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let who = place(state, actor)?;
    let speaker = attendee(state, attendee_id)?;
    if who != attendee_id && !state.runs(who) {
        return Err(Refusal::SpeechOfAnother { name: speaker.place.person.name.clone() });
    }
    let speaks = state.floor.speaker() == Some(attendee_id);
    Ok(if speaks { vec![Event::SpeechEnded { attendee_id }] } else { Vec::new() })
}

fn place(state: &MeetingState, actor: &Actor) -> Result<AttendeeId, Refusal> {
    actor.person_id.and_then(|person| state.attendee_of(person)).map(|(id, _)| id).ok_or(Refusal::NotFound(Thing::Attendee))
}

fn can_speak(state: &MeetingState, attendee_id: AttendeeId, speaker: &Attendee) -> Result<(), Refusal> {
    let name = || speaker.place.person.name.clone();
    let current = state.current.and_then(|current| Some((current, state.items.get(&current)?)));
    let (item_id, item) = current.ok_or(Refusal::NotFound(Thing::AgendaItem))?;
    if item.content.kind == AgendaItemKind::Break {
        return Err(Refusal::NoFloorInBreak);
    }
    if speaker.place.role == AttendeeRole::Chair {
        return Err(Refusal::ChairHasFloor { name: name() });
    }
    let attends = Audience::of_attendee(state, attendee_id).is_some_and(|audience| audience.sees(item_id, item.content.admission));
    if !attends {
        return Err(Refusal::NotAtItem { name: name() });
    }
    if speaker.present_at.is_none() { Err(Refusal::NotCheckedIn { name: name() }) } else { Ok(()) }
}

impl MeetingState {
    /// Takes out of the queue, and off the floor, whoever could not be given it any more: who has left the list, the room or the
    /// item, or sits in the chair. What waits for an item ends with it where the agenda moves.
    pub(crate) fn settle_floor(&mut self) {
        if self.floor.is_empty() {
            return;
        }
        let mut floor = std::mem::take(&mut self.floor);
        let stands = |id: AttendeeId| self.attendees.get(&id).is_some_and(|attendee| can_speak(self, id, attendee).is_ok());
        floor.speech = floor.speech.filter(|speech| stands(speech.attendee_id));
        floor.waiting.retain(|id, _| stands(*id));
        floor.declined.retain(|id, _| stands(*id));
        self.floor = floor;
    }
}
