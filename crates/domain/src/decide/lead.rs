//! Who leads everybody through a paper: one at a time, and the chair decides between two.

use super::attendee;
use crate::{
    attendee::AttendeeRole,
    audience::Audience,
    event::Event,
    ids::{AttendeeId, PaperId},
    permission::Hat,
    person::Actor,
    refusal::{Refusal, Thing},
    state::{MeetingState, Phase},
};

/// Somebody wants to lead. Those who run the meeting take the lead from whoever has it; a presenter who finds it taken asks.
pub(super) fn take(state: &MeetingState, paper_id: PaperId, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let attendee_id = place(state, actor)?;
    let free = state.lead.is_none_or(|lead| lead.attendee_id == attendee_id) || state.runs(attendee_id);
    if free {
        return give(state, paper_id, attendee_id);
    }
    can_lead(state, paper_id, attendee_id)?;
    if state.lead_asked.get(&attendee_id) == Some(&paper_id) {
        Ok(Vec::new())
    } else {
        Ok(vec![Event::LeadAsked { attendee_id, paper_id }])
    }
}

/// `attendee_id` leads from now on.
pub(super) fn give(state: &MeetingState, paper_id: PaperId, attendee_id: AttendeeId) -> Result<Vec<Event>, Refusal> {
    attendee(state, attendee_id)?;
    can_lead(state, paper_id, attendee_id)?;
    let already = state.lead.is_some_and(|lead| (lead.attendee_id, lead.paper_id) == (attendee_id, paper_id));
    if already { Ok(Vec::new()) } else { Ok(vec![Event::PaperLed { attendee_id, paper_id }]) }
}

/// Who leads leads no longer, who asks asks no longer; those who run the meeting end anybody's lead.
pub(super) fn end(state: &MeetingState, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    let attendee_id = place(state, actor)?;
    match state.lead {
        Some(lead) if lead.attendee_id == attendee_id || state.runs(attendee_id) => Ok(vec![Event::LeadEnded]),
        _ if state.lead_asked.contains_key(&attendee_id) => Ok(decline(state, attendee_id)),
        Some(lead) => {
            let name = state.attendees.get(&lead.attendee_id).map(|leader| leader.place.person.name.clone()).unwrap_or_default();
            Err(Refusal::LedByAnother { name })
        }
        None => Ok(Vec::new()),
    }
}

/// Whoever asked is not given the lead.
pub(super) fn decline(state: &MeetingState, attendee_id: AttendeeId) -> Vec<Event> {
    state.lead_asked.get(&attendee_id).map(|_| Event::LeadDeclined { attendee_id }).into_iter().collect()
}

fn place(state: &MeetingState, actor: &Actor) -> Result<AttendeeId, Refusal> {
    actor.person_id.and_then(|person| state.attendee_of(person)).map(|(id, _)| id).ok_or(Refusal::NotFound(Thing::Attendee))
}

fn can_lead(state: &MeetingState, paper_id: PaperId, attendee_id: AttendeeId) -> Result<(), Refusal> {
    if !state.may_lead(attendee_id) {
        return Err(Refusal::NotPresenting);
    }
    if !state.reads(attendee_id, paper_id) {
        return Err(Refusal::NotFound(Thing::Paper));
    }
    Ok(())
}

impl MeetingState {
    /// Whether an attendee runs the meeting: the chair, or the secretary for them.
    pub(super) fn runs(&self, attendee_id: AttendeeId) -> bool {
        let role = self.attendees.get(&attendee_id).map(|attendee| attendee.place.role);
        matches!(role, Some(AttendeeRole::Chair | AttendeeRole::Secretary))
    }

    /// Whether an attendee may lead now: those who run the meeting, and the presenter of the current item.
    fn may_lead(&self, attendee_id: AttendeeId) -> bool {
        let current = self.current.and_then(|current| self.items.get(&current));
        let presenter = current.and_then(|item| item.content.presenter.as_ref());
        let presents = presenter.is_some_and(|presenter| self.places.get(&presenter.person_id) == Some(&attendee_id));
        self.runs(attendee_id) || presents
    }

    fn reads(&self, attendee_id: AttendeeId, paper_id: PaperId) -> bool {
        Audience::of_attendee(self, attendee_id).is_some_and(|audience| self.is_read_by(&audience, paper_id))
    }

    /// Whether an audience may read a paper; a wall reads none.
    pub fn is_read_by(&self, audience: &Audience, paper_id: PaperId) -> bool {
        let item_id = self.papers.get(&paper_id).map(|paper| paper.item_id);
        let item = item_id.and_then(|item_id| Some((item_id, self.items.get(&item_id)?)));
        audience.hat != Hat::Wall && item.is_some_and(|(item_id, item)| audience.sees(item_id, item.content.admission))
    }

    /// Ends a lead, and forgets who asks for one, where what it stands on is gone: the paper, the right, the session.
    pub(crate) fn settle_lead(&mut self) {
        if self.lead.is_none() && self.lead_asked.is_empty() {
            return;
        }
        let runs = matches!(self.phase, Phase::Open | Phase::Paused);
        let stands = |state: &Self, attendee_id, paper_id| runs && state.may_lead(attendee_id) && state.reads(attendee_id, paper_id);
        self.lead = self.lead.filter(|lead| stands(self, lead.attendee_id, lead.paper_id));
        let mut asked = std::mem::take(&mut self.lead_asked);
        asked.retain(|attendee_id, paper_id| stands(self, *attendee_id, *paper_id));
        self.lead_asked = asked;
    }
}
