//! The state of one meeting: everything its journal adds up to.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    agenda::{AgendaItem, AgendaItemKind, AgendaItemState},
    attendee::Attendee,
    event::{Event, Recorded},
    floor::Floor,
    ids::{AgendaItemId, AttendeeId, MeetingId, MotionId, PaperId, PersonId},
    motion::Motion,
    paper::Paper,
    rules::MeetingKind,
};

/// Where a meeting stands in its life.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Phase {
    /// Only the secretariat sees it.
    Draft,
    /// Attendees see it; not begun.
    Published,
    /// In session.
    Open,
    /// In session, clock standing.
    Paused,
    /// Over.
    Closed,
}

/// Somebody leads everybody through a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// Who.
    pub attendee_id: AttendeeId,
    /// Through which paper.
    pub paper_id: PaperId,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Seq of the event it began with: tells this lead from every other.
    pub number: u64,
}

/// A map that two states share until one of them changes it, and whose values they share even then: a change costs what
/// changed, and what did not change is found by its address alone.
pub type Shared<K, V> = Arc<BTreeMap<K, Arc<V>>>;

/// One meeting as its journal tells it. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingState {
    /// Which meeting.
    pub meeting_id: MeetingId,
    /// Seq of the last event applied.
    pub seq: u64,
    /// Its kind and the rules that came with it.
    pub kind: MeetingKind,
    /// Title.
    pub title: String,
    /// Where.
    pub room: String,
    /// Planned start.
    pub starts_at: DateTime<Utc>,
    /// Phase.
    pub phase: Phase,
    /// Seq of the last change of title, kind, room or time.
    pub revision: u64,
    /// Agenda order.
    pub agenda: Vec<AgendaItemId>,
    /// Agenda items.
    pub items: Shared<AgendaItemId, AgendaItem>,
    /// The item being dealt with.
    pub current: Option<AgendaItemId>,
    /// The list.
    pub attendees: Shared<AttendeeId, Attendee>,
    /// Where each person of the list stands in it.
    pub places: Arc<BTreeMap<PersonId, AttendeeId>>,
    /// Papers not withdrawn.
    pub papers: Shared<PaperId, Paper>,
    /// Who leads everybody through a paper.
    pub lead: Option<Lead>,
    /// Presenters who ask for the lead, and for which paper.
    pub lead_asked: BTreeMap<AttendeeId, PaperId>,
    /// Who speaks to the current item, and who has asked to.
    pub floor: Floor,
    /// Every question put to the vote.
    pub motions: Shared<MotionId, Motion>,
    /// The newest one of the current item.
    pub motion: Option<MotionId>,
    /// When the session began.
    pub opened_at: Option<DateTime<Utc>>,
    /// Since when it is paused.
    pub paused_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
}

impl MeetingState {
    /// The state after the first event; none where the journal does not begin with a creation.
    pub fn begin(meeting_id: MeetingId, first: &Recorded) -> Option<Self> {
        let Event::MeetingCreated { meeting_kind, title, room, starts_at } = &first.event else {
            return None;
        };
        Some(Self {
            meeting_id,
            seq: first.seq,
            kind: meeting_kind.clone(),
            title: title.clone(),
            room: room.clone(),
            starts_at: *starts_at,
            phase: Phase::Draft,
            revision: first.seq,
            agenda: Vec::new(),
            items: Shared::default(),
            current: None,
            attendees: Shared::default(),
            places: Arc::default(),
            papers: Shared::default(),
            lead: None,
            lead_asked: BTreeMap::new(),
            floor: Floor::default(),
            motions: Shared::default(),
            motion: None,
            opened_at: None,
            paused_at: None,
            closed_at: None,
        })
    }

    /// The state a whole journal adds up to.
    pub fn replay<'a>(meeting_id: MeetingId, journal: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut journal = journal.into_iter();
        let mut state = Self::begin(meeting_id, journal.next()?)?;
        for recorded in journal {
            state.apply(recorded);
        }
        Some(state)
    }

    /// The place of a person in this meeting.
    pub fn attendee_of(&self, person: PersonId) -> Option<(AttendeeId, &Attendee)> {
        let id = *self.places.get(&person)?;
        self.attendees.get(&id).map(|attendee| (id, &**attendee))
    }

    /// The newest vote on the current item, open or counted.
    pub fn motion(&self) -> Option<(MotionId, &Motion)> {
        let id = self.motion?;
        self.motions.get(&id).map(|motion| (id, &**motion))
    }

    /// The votes on an item, in the order they were put.
    pub fn motions_of(&self, item_id: AgendaItemId) -> Vec<(MotionId, &Motion)> {
        let mut motions: Vec<_> =
            self.motions.iter().filter(|(_, motion)| motion.item_id == item_id).map(|(id, motion)| (*id, &**motion)).collect();
        motions.sort_by_key(|(_, motion)| motion.put);
        motions
    }

    /// Attendees in the order they are listed: protocol order, then id (the order they were added).
    pub fn attendees_in_order(&self) -> Vec<AttendeeId> {
        let mut ids: Vec<_> = self.attendees.keys().copied().collect();
        ids.sort_by_key(|id| (self.attendees.get(id).map_or(u32::MAX, |attendee| attendee.place.protocol_order), *id));
        ids
    }

    /// Where an item stands.
    pub fn item_state(&self, id: AgendaItemId, item: &AgendaItem) -> AgendaItemState {
        if self.current == Some(id) {
            AgendaItemState::Current
        } else if item.done_at.is_some() {
            AgendaItemState::Done
        } else {
            AgendaItemState::Pending
        }
    }

    /// Numbers of the matters, in order; breaks have none.
    pub fn numbers(&self) -> BTreeMap<AgendaItemId, u32> {
        self.agenda
            .iter()
            .filter(|id| self.items.get(id).is_some_and(|item| item.content.kind == AgendaItemKind::Matter))
            .zip(1..)
            .map(|(id, number)| (*id, number))
            .collect()
    }

    /// The page of the whole pack each paper begins on, from 1: every paper's shown version, in the order of the agenda and of
    /// each item. It is one numbering for everybody, whatever part of the pack they may read; a paper whose pages cannot be
    /// counted has none and moves no other.
    pub fn pack_pages(&self) -> BTreeMap<PaperId, u32> {
        let mut next = 1_u32;
        let mut begins = BTreeMap::new();
        for id in self.agenda.iter().filter_map(|id| self.items.get(id)).flat_map(|item| &item.papers) {
            let pages = self.papers.get(id).and_then(|paper| paper.versions.last()).map_or(0, |shown| shown.file.pages);
            if pages > 0 {
                begins.insert(*id, next);
                next = next.saturating_add(pages);
            }
        }
        begins
    }

    /// Planned start of each item, from the meeting's start and the lengths before it.
    pub fn planned_starts(&self) -> BTreeMap<AgendaItemId, DateTime<Utc>> {
        let mut at = self.starts_at;
        let mut starts = BTreeMap::new();
        for id in &self.agenda {
            starts.insert(*id, at);
            at += self
                .items
                .get(id)
                .map_or_else(chrono::TimeDelta::zero, |item| chrono::TimeDelta::minutes(item.content.planned_minutes.into()));
        }
        starts
    }

    /// Planned end of the meeting.
    pub fn planned_end(&self) -> DateTime<Utc> {
        let minutes: i64 = self.items.values().map(|item| i64::from(item.content.planned_minutes)).sum();
        self.starts_at + chrono::TimeDelta::minutes(minutes)
    }
}
