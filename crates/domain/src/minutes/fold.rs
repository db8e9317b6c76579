//! Reading a journal once for its minutes: beside the state, what the state forgets (who was there and when, who spoke, what went).

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Attended, Chairing, Chapter, Counted, MinutedPaper, Minutes, NotReached, PaperChange, Spoken, Stretch, Vote, Voted, Voter, quorum,
};
use crate::{
    agenda::{AgendaItemContent, AgendaItemKind},
    attendee::{AttendeePlace, AttendeeRole},
    event::{Event, Recorded},
    floor::Speech,
    ids::{AgendaItemId, AttendeeId, MotionId, PaperId},
    motion::receipt,
    person::PersonCard,
    state::{MeetingState, Phase},
    view::QuorumView,
};

/// What is taken back within this time was a slip of the hand: a step of the agenda taken back undone, a mark of presence.
const SLIP: TimeDelta = TimeDelta::minutes(1);

/// A journal read so far.
pub(super) struct Record {
    state: MeetingState,
    at: DateTime<Utc>,
    chairs: Vec<Chairing>,
    quorum_at_opening: Option<QuorumView>,
    /// Everybody who was ever marked present.
    stays: BTreeMap<AttendeeId, Vec<Stretch>>,
    /// Who left the list, as they last stood on it.
    left: BTreeMap<AttendeeId, AttendeePlace>,
    /// Items in the order in which they were first taken up.
    taken_up: Vec<AgendaItemId>,
    dealt: BTreeMap<AgendaItemId, Dealt>,
    /// Items taken off the agenda, as they last stood on it.
    off: BTreeMap<AgendaItemId, AgendaItemContent>,
    changes: BTreeMap<PaperId, Vec<(DateTime<Utc>, PaperChange)>>,
    withdrawn: Vec<(AgendaItemId, MinutedPaper)>,
    counted: BTreeMap<MotionId, Counted>,
}

/// What happened while an item was the current one.
#[derive(Default)]
struct Dealt {
    stretches: Vec<Stretch>,
    pauses: Vec<Stretch>,
    speeches: Vec<Spoken>,
}

impl Record {
    pub(super) fn begin(state: MeetingState) -> Self {
        Self {
            at: state.starts_at,
            state,
            chairs: Vec::new(),
            quorum_at_opening: None,
            stays: BTreeMap::new(),
            left: BTreeMap::new(),
            taken_up: Vec::new(),
            dealt: BTreeMap::new(),
            off: BTreeMap::new(),
            changes: BTreeMap::new(),
            withdrawn: Vec::new(),
            counted: BTreeMap::new(),
        }
    }

    /// Takes the next event in.
    pub(super) fn take(&mut self, recorded: &Recorded) {
        let at = recorded.at;
        self.at = at;
        let runs = matches!(self.state.phase, Phase::Open | Phase::Paused);
        if runs {
            self.see_off(at, &recorded.event);
        }
        if let Event::AttendeeRemoved { attendee_id } = &recorded.event
            && let Some(attendee) = self.state.attendees.get(attendee_id)
        {
            self.left.insert(*attendee_id, attendee.place.clone());
        }
        let (item, speech) = (self.state.current, self.state.floor.speech);
        self.state.apply(recorded);
        self.note_presence(at, &recorded.event);
        self.note_floor(at, item, speech, &recorded.event);
        self.note_item(at, item);
        self.note_session(at, &recorded.event);
    }

    /// Keeps what is about to go, or to come, during the session.
    fn see_off(&mut self, at: DateTime<Utc>, event: &Event) {
        match event {
            Event::PaperAttached { paper_id, .. } => self.changes.entry(*paper_id).or_default().push((at, PaperChange::Attached)),
            Event::PaperReplaced { paper_id, .. } => self.changes.entry(*paper_id).or_default().push((at, PaperChange::Replaced)),
            Event::PaperWithdrawn { paper_id } => {
                self.changes.entry(*paper_id).or_default().push((at, PaperChange::Withdrawn));
                if let Some(paper) = self.state.papers.get(paper_id) {
                    let item_id = paper.item_id;
                    let gone = self.paper(*paper_id, None);
                    self.withdrawn.extend(gone.map(|gone| (item_id, gone)));
                }
            }
            Event::AgendaItemRemoved { item_id } => {
                if let Some(item) = self.state.items.get(item_id).filter(|_| self.dealt.contains_key(item_id)) {
                    let (content, papers) = (item.content.clone(), item.papers.clone());
                    let gone: Vec<_> = papers.iter().filter_map(|id| self.paper(*id, None)).map(|gone| (*item_id, gone)).collect();
                    self.withdrawn.extend(gone);
                    self.off.insert(*item_id, content);
                }
            }
            _ => {}
        }
    }

    fn note_presence(&mut self, at: DateTime<Utc>, event: &Event) {
        let id = match event {
            Event::AttendeeCheckedIn { attendee_id }
            | Event::AttendeeCheckedOut { attendee_id }
            | Event::AttendeeRemoved { attendee_id } => *attendee_id,
            _ => return,
        };
        let present = self.state.attendees.get(&id).is_some_and(|attendee| attendee.present_at.is_some());
        let stays = self.stays.entry(id).or_default();
        let open = stays.last_mut().filter(|stay| stay.until.is_none());
        match (present, open) {
            (true, None) => stays.push(Stretch { from: at, until: None }),
            (false, Some(stay)) => stay.until = Some(at),
            (true, Some(_)) | (false, None) => {}
        }
    }

    /// `before`: who spoke until this event, to `item`.
    fn note_floor(&mut self, at: DateTime<Utc>, item: Option<AgendaItemId>, before: Option<Speech>, event: &Event) {
        let now = self.state.floor.speech;
        let given = matches!(event, Event::FloorGiven { .. });
        let same = before.map(|speech| speech.attendee_id) == now.map(|speech| speech.attendee_id);
        if same && !given {
            return;
        }
        if let (Some(mut speech), Some(dealt)) = (before, item.and_then(|item| self.dealt.get_mut(&item)))
            && let Some(spoken) = dealt.speeches.last_mut()
        {
            speech.stop_clock(at);
            spoken.when.until = Some(at);
            spoken.spent_ms = speech.spent_ms;
        }
        if let (Some(speech), Some(item)) = (now, self.state.current)
            && let Some(attendee) = self.state.attendees.get(&speech.attendee_id)
        {
            let person = attendee.place.person.clone();
            let when = Stretch { from: at, until: None };
            let spoken = Spoken { attendee_id: speech.attendee_id, person, when, spent_ms: 0 };
            self.dealt.entry(item).or_default().speeches.push(spoken);
        }
    }

    fn note_item(&mut self, at: DateTime<Utc>, before: Option<AgendaItemId>) {
        let now = self.state.current;
        if before == now {
            return;
        }
        if let Some(before) = before {
            let done = self.state.items.get(&before).is_some_and(|item| item.done_at.is_some());
            let voted = !self.state.motions_of(before).is_empty();
            if let Some(dealt) = self.dealt.get_mut(&before) {
                dealt.leave(at, done, voted);
            }
        }
        if let Some(now) = now {
            if !self.taken_up.contains(&now) {
                self.taken_up.push(now);
            }
            self.dealt.entry(now).or_default().stretches.push(Stretch { from: at, until: None });
        }
    }

    fn note_session(&mut self, at: DateTime<Utc>, event: &Event) {
        match event {
            Event::SessionOpened => {
                self.quorum_at_opening = quorum(&self.state);
                self.note_chair(None);
            }
            Event::SessionPaused => {
                if let Some(dealt) = self.state.current.and_then(|item| self.dealt.get_mut(&item)) {
                    dealt.pauses.push(Stretch { from: at, until: None });
                }
            }
            Event::SessionResumed | Event::SessionClosed => {
                for dealt in self.dealt.values_mut() {
                    end(&mut dealt.pauses, at);
                }
            }
            Event::MotionClosed { motion_id, .. } => {
                let counted = self.counted(*motion_id);
                self.counted.extend(counted.map(|counted| (*motion_id, counted)));
            }
            Event::AttendeesAdded { .. } | Event::AttendeeEdited { .. } | Event::AttendeeRemoved { .. }
                if self.state.opened_at.is_some() =>
            {
                self.note_chair(Some(at));
            }
            _ => {}
        }
    }

    fn note_chair(&mut self, since: Option<DateTime<Utc>>) {
        let Some(chair) = self.state.attendees.values().find(|attendee| attendee.place.role == AttendeeRole::Chair) else { return };
        let person = &chair.place.person;
        match self.chairs.last_mut().filter(|last| last.person.person_id == person.person_id) {
            Some(same) => same.person.clone_from(person),
            None => self.chairs.push(Chairing { person: person.clone(), since }),
        }
    }

    /// A vote that has just been closed, with the names of all who had one.
    fn counted(&self, motion_id: MotionId) -> Option<Counted> {
        let motion = self.state.motions.get(&motion_id)?;
        let (closed_at, tally) = motion.result.clone()?;
        let order = self.state.attendees_in_order();
        let voters = order.iter().filter_map(|id| Some((id, self.state.attendees.get(id)?))).filter(|(_, voter)| voter.place.votes);
        let votes = voters.map(|(id, voter)| {
            let vote = match (motion.ballots.get(id), voter.present_at) {
                (Some(ballot), _) => Vote::Cast(ballot.choice),
                (None, Some(_)) => Vote::Silent,
                (None, None) => Vote::Absent,
            };
            let receipt = motion.ballots.get(id).map(|ballot| receipt(motion_id, *id, ballot));
            Voter { person: voter.place.person.clone(), vote, receipt }
        });
        Some(Counted { closed_at, tally, votes: votes.collect() })
    }

    /// A paper as it stands, from this page of the pack.
    fn paper(&self, paper_id: PaperId, begins: Option<u32>) -> Option<MinutedPaper> {
        let paper = self.state.papers.get(&paper_id)?;
        let pages = paper.versions.last().map_or(0, |shown| shown.file.pages);
        Some(MinutedPaper {
            paper_id,
            title: paper.title.clone(),
            symbol: paper.symbol.clone(),
            version: paper.versions.len(),
            pages: begins.map(|first| (first, first.saturating_add(pages.saturating_sub(1)))),
            changes: self.changes.get(&paper_id).cloned().unwrap_or_default(),
        })
    }

    /// What the journal says, now that all of it is read.
    pub(super) fn told(mut self) -> Option<Minutes> {
        let opened_at = self.state.opened_at?;
        // Whoever still speaks has spoken until the last event told.
        if let (Some(mut speech), Some(dealt)) = (self.state.floor.speech, self.state.current.and_then(|item| self.dealt.get_mut(&item)))
            && let Some(spoken) = dealt.speeches.last_mut()
        {
            speech.stop_clock(self.at);
            spoken.spent_ms = speech.spent_ms;
        }
        let attendees = self.attendees(opened_at);
        let course: Vec<Chapter> = self.course(&attendees);
        let numbers = self.state.numbers();
        let reached = |id: &AgendaItemId| course.iter().any(|chapter| chapter.item_id == *id);
        let not_reached = self
            .state
            .agenda
            .iter()
            .filter(|id| !reached(id))
            .filter_map(|id| Some(NotReached { number: *numbers.get(id)?, title: self.state.items.get(id)?.content.title.clone() }));
        Some(Minutes {
            seq: self.state.seq,
            title: self.state.title.clone(),
            room: self.state.room.clone(),
            starts_at: self.state.starts_at,
            opened_at,
            closed_at: self.state.closed_at,
            secretaries: self.in_role(AttendeeRole::Secretary),
            quorum: quorum(&self.state),
            not_reached: not_reached.collect(),
            chairs: std::mem::take(&mut self.chairs),
            quorum_at_opening: self.quorum_at_opening.take(),
            attendees,
            course,
        })
    }

    fn in_role(&self, role: AttendeeRole) -> Vec<PersonCard> {
        let order = self.state.attendees_in_order();
        let places = order.iter().filter_map(|id| self.state.attendees.get(id)).map(|attendee| &attendee.place);
        places.filter(|place| place.role == role).map(|place| place.person.clone()).collect()
    }

    fn attendees(&self, opened_at: DateTime<Utc>) -> Vec<Attended> {
        let mut people: Vec<(AttendeeId, &AttendeePlace)> = Vec::new();
        let mut stays = self.stays.clone();
        for (id, place) in &self.left {
            match self.state.places.get(&place.person.person_id) {
                // Whoever left the list and is on it again is one person still.
                Some(again) => {
                    let before = stays.remove(id).unwrap_or_default();
                    stays.entry(*again).or_default().splice(0..0, before);
                }
                None => people.push((*id, place)),
            }
        }
        // Who is no longer on the list and was not there is no part of the meeting.
        people.retain(|(id, _)| stays.get(id).is_some_and(|stays| !within(stays, opened_at).is_empty()));
        people.extend(self.state.attendees.iter().map(|(id, attendee)| (*id, &attendee.place)));
        people.sort_by_key(|(id, place)| (place.protocol_order, *id));
        let told = people.into_iter().map(|(attendee_id, place)| Attended {
            attendee_id,
            person: place.person.clone(),
            role: place.role,
            votes: place.votes,
            stays: within(stays.get(&attendee_id).map(Vec::as_slice).unwrap_or_default(), opened_at),
        });
        told.collect()
    }

    fn motions_of(&self, item_id: AgendaItemId) -> Vec<Voted> {
        let voted = self.state.motions_of(item_id).into_iter().map(|(motion_id, motion)| Voted {
            motion_id,
            question: motion.question.clone(),
            put_at: motion.put_at,
            counted: self.counted.get(&motion_id).cloned(),
        });
        voted.collect()
    }

    fn course(&self, attendees: &[Attended]) -> Vec<Chapter> {
        let (numbers, begins) = (self.state.numbers(), self.state.pack_pages());
        let chapter = |item_id: &AgendaItemId| {
            let dealt = self.dealt.get(item_id).filter(|dealt| !dealt.stretches.is_empty())?;
            let item = self.state.items.get(item_id);
            let content = item.map(|item| &item.content).or_else(|| self.off.get(item_id))?;
            let papers = item.into_iter().flat_map(|item| &item.papers);
            let papers = papers.filter_map(|paper| self.paper(*paper, begins.get(paper).copied()));
            let withdrawn = self.withdrawn.iter().filter(|(of, _)| of == item_id).map(|(_, paper)| paper.clone());
            let there = |attended: &&Attended| {
                content.guests.contains(&attended.attendee_id)
                    && attended.stays.iter().any(|stay| dealt.stretches.iter().any(|stretch| meet(stay, stretch)))
            };
            let mut stretches = dealt.stretches.clone();
            join(&mut stretches);
            Some(Chapter {
                item_id: *item_id,
                number: numbers.get(item_id).copied(),
                kind: content.kind,
                title: content.title.clone(),
                presenter: content.presenter.clone().filter(|_| content.kind == AgendaItemKind::Matter),
                admission: content.admission,
                taken_off: item.is_none(),
                stretches,
                pauses: dealt.pauses.clone(),
                guests: attendees.iter().filter(there).map(|attended| attended.person.clone()).collect(),
                papers: papers.chain(withdrawn).collect(),
                speeches: dealt.speeches.clone(),
                motions: self.motions_of(*item_id),
            })
        };
        let mut course: Vec<Chapter> = self.taken_up.iter().filter_map(chapter).collect();
        // Where the first time an item was taken up was a slip, its place is that of the second.
        course.sort_by_key(|chapter| chapter.stretches.first().map(|stretch| stretch.from));
        course
    }
}

impl Dealt {
    /// The item is left: as done, or to be come back to; with something put to the vote, or nothing.
    fn leave(&mut self, at: DateTime<Utc>, done: bool, voted: bool) {
        end(&mut self.stretches, at);
        let Some(last) = self.stretches.last() else { return };
        let within = |when: &Stretch| when.from >= last.from;
        let nothing = !voted && !self.speeches.iter().any(|spoken| within(&spoken.when)) && !self.pauses.iter().any(within);
        if !done && nothing && at - last.from < SLIP {
            self.stretches.pop();
        }
    }
}

fn end(stretches: &mut [Stretch], at: DateTime<Utc>) {
    if let Some(open) = stretches.last_mut().filter(|last| last.until.is_none()) {
        open.until = Some(at);
    }
}

/// Stays as far as they fall into the session, slips aside.
fn within(stays: &[Stretch], opened_at: DateTime<Utc>) -> Vec<Stretch> {
    let in_session = stays.iter().filter(|stay| stay.until.is_none_or(|until| until > opened_at));
    let clipped = in_session.map(|stay| Stretch { from: stay.from.max(opened_at), until: stay.until });
    let mut kept: Vec<Stretch> = clipped.collect();
    join(&mut kept);
    kept.retain(|stay| stay.until.is_none_or(|until| until - stay.from >= SLIP));
    kept
}

/// Stretches with less than a slip between them are one.
fn join(stretches: &mut Vec<Stretch>) {
    let mut joined: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for stretch in stretches.drain(..) {
        match joined.last_mut() {
            Some(last) if last.until.is_some_and(|until| stretch.from - until < SLIP) => last.until = stretch.until,
            _ => joined.push(stretch),
        }
    }
    *stretches = joined;
}

fn meet(one: &Stretch, other: &Stretch) -> bool {
    one.until.is_none_or(|until| until > other.from) && other.until.is_none_or(|until| until > one.from)
}
