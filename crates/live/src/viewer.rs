//! Who looks at a meeting, and through which door.

use domain::{
    audience::{Audience, Door},
    ids::AttendeeId,
    person::Actor,
    state::MeetingState,
    view::Mine,
};

/// Who looks, and how.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Who they are.
    pub actor: Actor,
    /// Through which door.
    pub door: Door,
}

impl Viewer {
    pub(crate) fn audience(&self, state: &MeetingState) -> Option<Audience> {
        Audience::of(state, &self.actor, self.door)
    }

    /// Whether what this viewer shows is what `leader` shows: the same person, at a tablet.
    pub(crate) fn is_led_by(&self, state: &MeetingState, leader: AttendeeId) -> bool {
        self.door == Door::Room && self.actor.person_id.and_then(|person| state.places.get(&person)) == Some(&leader)
    }

    pub(crate) fn mine(&self, state: &MeetingState) -> Mine {
        let attendee_id = self.actor.person_id.and_then(|person| state.attendee_of(person)).map(|(id, _)| id);
        Mine { attendee_id, person_id: self.actor.person_id }
    }
}
