//! Folding one event into the state. Total: an event that no longer fits (it cannot happen through `decide`) changes nothing.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    agenda::AgendaItem,
    attendee::Attendee,
    event::{Event, Recorded},
    floor::{Floor, Speech},
    ids::{AgendaItemId, AttendeeId, MotionId, PaperId},
    motion::{Ballot, Motion},
    paper::{Paper, Version},
    state::{Lead, MeetingState, Phase, Shared},
};

impl MeetingState {
    /// Takes the next event of the journal in.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Recorded { seq, at, event, .. } = recorded;
        let (seq, at) = (*seq, *at);
        self.seq = seq;
        self.take(seq, at, event);
        self.settle_lead();
        self.settle_floor();
    }

    fn take(&mut self, seq: u64, at: DateTime<Utc>, event: &Event) {
        match event {
            Event::MeetingCreated { .. } => {}
            Event::MeetingEdited { meeting_kind, title, room, starts_at } => {
                self.kind = meeting_kind.clone();
                self.title.clone_from(title);
                self.room.clone_from(room);
                self.starts_at = *starts_at;
                self.revision = seq;
            }
            Event::MeetingPublished => self.phase = Phase::Published,

            Event::AgendaItemAdded { item_id, item } => {
                self.agenda.push(*item_id);
                let item = AgendaItem {
                    content: item.clone(),
                    papers: Vec::new(),
                    spent_ms: 0,
                    running_since: None,
                    done_at: None,
                    revision: seq,
                };
                own(&mut self.items).insert(*item_id, Arc::new(item));
            }
            Event::AgendaItemEdited { item_id, item } => {
                if let Some(known) = self.item_mut(item_id) {
                    known.content = item.clone();
                    known.revision = seq;
                }
            }
            Event::AgendaItemMoved { item_id, before } => self.move_item(*item_id, *before),
            Event::AgendaItemRemoved { item_id } => {
                self.agenda.retain(|id| id != item_id);
                own(&mut self.items).remove(item_id);
                own(&mut self.papers).retain(|_, paper| paper.item_id != *item_id);
            }

            Event::AttendeesAdded { attendees } => {
                let (list, places) = (own(&mut self.attendees), Arc::make_mut(&mut self.places));
                for (id, place) in attendees {
                    places.insert(place.person.person_id, *id);
                    list.insert(*id, Arc::new(Attendee { place: place.clone(), present_at: None, revision: seq }));
                }
            }
            Event::AttendeeEdited { attendee_id, place } => {
                if let Some(known) = self.attendee_mut(attendee_id) {
                    known.place = place.clone();
                    known.revision = seq;
                }
            }
            Event::AttendeeRemoved { attendee_id } => {
                if let Some(attendee) = own(&mut self.attendees).remove(attendee_id) {
                    Arc::make_mut(&mut self.places).remove(&attendee.place.person.person_id);
                }
                for item in own(&mut self.items).values_mut().filter(|item| item.content.guests.contains(attendee_id)) {
                    Arc::make_mut(item).content.guests.remove(attendee_id);
                }
            }
            Event::AttendeeCheckedIn { attendee_id } => {
                if let Some(known) = self.attendee_mut(attendee_id) {
                    known.present_at = Some(at);
                }
            }
            Event::AttendeeCheckedOut { attendee_id } => {
                if let Some(known) = self.attendee_mut(attendee_id) {
                    known.present_at = None;
                }
            }

            Event::PaperAttached { paper_id, item_id, title, symbol, filing, file } => {
                if let Some(item) = self.item_mut(item_id) {
                    item.papers.push(*paper_id);
                    let paper = Paper {
                        item_id: *item_id,
                        title: title.clone(),
                        symbol: symbol.clone(),
                        filing: filing.clone(),
                        versions: vec![Version { file: file.clone(), at }],
                        updated_at: at,
                        revision: seq,
                    };
                    own(&mut self.papers).insert(*paper_id, Arc::new(paper));
                }
            }
            Event::PaperEdited { paper_id, item_id, title, symbol, filing } => {
                let Some(former) = self.papers.get(paper_id).map(|paper| paper.item_id) else { return };
                if former != *item_id {
                    if let Some(from) = self.item_mut(&former) {
                        from.papers.retain(|id| id != paper_id);
                    }
                    if let Some(to) = self.item_mut(item_id) {
                        to.papers.push(*paper_id);
                    }
                }
                if let Some(paper) = self.paper_mut(paper_id) {
                    paper.item_id = *item_id;
                    paper.title.clone_from(title);
                    paper.symbol.clone_from(symbol);
                    if let Some(filing) = filing {
                        paper.filing.clone_from(filing);
                    }
                    paper.revision = seq;
                }
            }
            Event::PaperReplaced { paper_id, file } => {
                if let Some(paper) = self.paper_mut(paper_id) {
                    paper.versions.push(Version { file: file.clone(), at });
                    paper.updated_at = at;
                    paper.revision = seq;
                }
            }
            Event::PaperWithdrawn { paper_id } => {
                if let Some(paper) = own(&mut self.papers).remove(paper_id)
                    && let Some(item) = self.item_mut(&paper.item_id)
                {
                    item.papers.retain(|id| id != paper_id);
                }
            }

            Event::SessionOpened => {
                self.phase = Phase::Open;
                self.opened_at = Some(at);
            }
            Event::AgendaAdvanced { from, to, from_done } => {
                if let Some(item) = from.and_then(|id| self.item_mut(&id)) {
                    item.stop_clock(at);
                    item.done_at = from_done.then_some(at);
                }
                if let Some(item) = self.item_mut(to) {
                    item.done_at = None;
                    item.start_clock(at);
                }
                self.current = Some(*to);
                // What was led belonged to the item left behind.
                self.lead = None;
                self.lead_asked.clear();
                // So did what was to be said to it.
                self.floor = Floor::default();
                // What was voted on an item stands beside it whenever the meeting is there.
                self.motion = self.motions_of(*to).last().map(|(id, _)| *id);
            }
            Event::SessionPaused => {
                self.phase = Phase::Paused;
                self.paused_at = Some(at);
                if let Some(item) = self.current_mut() {
                    item.stop_clock(at);
                }
                if let Some(speech) = &mut self.floor.speech {
                    speech.stop_clock(at);
                }
            }
            Event::SessionResumed => {
                self.phase = Phase::Open;
                self.paused_at = None;
                if let Some(item) = self.current_mut() {
                    item.start_clock(at);
                }
                if let Some(speech) = &mut self.floor.speech {
                    speech.start_clock(at);
                }
            }
            Event::SessionClosed => {
                if let Some(item) = self.current_mut() {
                    item.stop_clock(at);
                    item.done_at = Some(at);
                }
                self.current = None;
                self.motion = None;
                self.phase = Phase::Closed;
                self.paused_at = None;
                self.closed_at = Some(at);
            }

            Event::PaperLed { attendee_id, paper_id } => {
                self.lead = Some(Lead { attendee_id: *attendee_id, paper_id: *paper_id, since: at, number: seq });
                self.lead_asked.remove(attendee_id);
            }
            Event::LeadEnded => self.lead = None,
            Event::LeadAsked { attendee_id, paper_id } => {
                self.lead_asked.insert(*attendee_id, *paper_id);
            }
            Event::LeadDeclined { attendee_id } => {
                self.lead_asked.remove(attendee_id);
            }

            Event::SpeechAsked { attendee_id } => {
                self.floor.waiting.entry(*attendee_id).or_insert(seq);
                self.floor.declined.remove(attendee_id);
            }
            Event::SpeechWithdrawn { attendee_id } => {
                self.floor.waiting.remove(attendee_id);
            }
            Event::SpeechDeclined { attendee_id } => {
                self.floor.waiting.remove(attendee_id);
                self.floor.declined.insert(*attendee_id, seq);
            }
            Event::FloorGiven { attendee_id } => {
                self.floor.waiting.remove(attendee_id);
                self.floor.declined.remove(attendee_id);
                self.floor.speech = Some(Speech::begin(*attendee_id, at));
            }
            Event::SpeechEnded { attendee_id } => {
                self.floor.speech = self.floor.speech.filter(|speech| speech.attendee_id != *attendee_id);
            }

            Event::MotionPut { motion_id, item_id, question, limit_minutes } => {
                let motion = Motion {
                    item_id: *item_id,
                    question: question.clone(),
                    put_at: at,
                    put: seq,
                    due_at: limit_minutes.map(|minutes| at + TimeDelta::minutes(minutes.into())),
                    ballots: BTreeMap::new(),
                    result: None,
                };
                own(&mut self.motions).insert(*motion_id, Arc::new(motion));
                self.motion = Some(*motion_id);
            }
            Event::BallotCast { motion_id, attendee_id, choice } => {
                if let Some(motion) = self.motion_mut(motion_id).filter(|motion| motion.is_open()) {
                    motion.ballots.entry(*attendee_id).or_insert(Ballot { choice: *choice, at });
                }
            }
            Event::MotionClosed { motion_id, tally } => {
                if let Some(motion) = self.motion_mut(motion_id).filter(|motion| motion.is_open()) {
                    motion.result = Some((at, tally.clone()));
                }
            }
        }
    }

    fn current_mut(&mut self) -> Option<&mut AgendaItem> {
        self.current.and_then(|id| self.item_mut(&id))
    }

    fn item_mut(&mut self, id: &AgendaItemId) -> Option<&mut AgendaItem> {
        own(&mut self.items).get_mut(id).map(Arc::make_mut)
    }

    fn attendee_mut(&mut self, id: &AttendeeId) -> Option<&mut Attendee> {
        own(&mut self.attendees).get_mut(id).map(Arc::make_mut)
    }

    fn motion_mut(&mut self, id: &MotionId) -> Option<&mut Motion> {
        own(&mut self.motions).get_mut(id).map(Arc::make_mut)
    }

    fn paper_mut(&mut self, id: &PaperId) -> Option<&mut Paper> {
        own(&mut self.papers).get_mut(id).map(Arc::make_mut)
    }

    fn move_item(&mut self, item_id: AgendaItemId, before: Option<AgendaItemId>) {
        if !self.agenda.contains(&item_id) || before == Some(item_id) {
            return;
        }
        self.agenda.retain(|id| *id != item_id);
        let place = before.and_then(|before| self.agenda.iter().position(|id| *id == before)).unwrap_or(self.agenda.len());
        self.agenda.insert(place, item_id);
    }
}

/// The map as this state's own: copied where another state shares it, its values not.
fn own<K: Ord + Clone, V>(shared: &mut Shared<K, V>) -> &mut BTreeMap<K, Arc<V>> {
    Arc::make_mut(shared)
}
