//! Views: what one audience may see of a meeting. Maps keyed by id plus order lists, no nulls, so that merge patches are exact.

mod floor;
mod motion;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use strum::IntoEnumIterator;
use utoipa::ToSchema;

pub use floor::{FloorView, SpeakerView};
pub use motion::{BallotView, MotionView, VoteView, votes};

use crate::{
    agenda::{Admission, AgendaItem, AgendaItemContent, AgendaItemKind},
    attendee::{Attendee, AttendeeRole},
    audience::Audience,
    ids::{AgendaItemId, AttendeeId, MeetingId, PaperId, PersonId},
    paper::{PDF, Paper},
    permission::{Action, Hat, may},
    person::PersonCard,
    rules::Classification,
    state::{MeetingState, Phase},
};

/// A meeting as one audience sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingView {
    /// Which meeting.
    pub meeting_id: MeetingId,
    /// To be sent back when editing the meeting itself.
    pub revision: u64,
    /// Title.
    pub title: String,
    /// Code of the kind.
    pub kind: String,
    /// Vietnamese name of the kind.
    pub kind_name: String,
    /// English name of the kind.
    pub kind_name_en: String,
    /// Where.
    pub room: String,
    /// Planned start.
    pub starts_at: DateTime<Utc>,
    /// Planned end.
    pub ends_at: DateTime<Utc>,
    /// Phase.
    pub phase: Phase,
    /// In what capacity this audience looks.
    pub audience: Hat,
    /// What this audience may do now.
    pub can: BTreeSet<Action>,
    /// The agenda, as far as this audience may see it.
    pub agenda: AgendaView,
    /// The people, as far as this audience may see them.
    pub attendees: AttendeesView,
    /// Papers this audience may read.
    pub papers: BTreeMap<PaperId, PaperView>,
    /// Who leads through a paper.
    pub lead: LeadView,
    /// Who speaks and who waits to; absent where nobody does, and for those who do not attend the current item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<FloorView>,
    /// The newest vote on the current item; absent where it has none, and for those who do not attend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motion: Option<MotionView>,
    /// Session times.
    pub session: SessionView,
    /// Attendance.
    pub attendance: AttendanceView,
}

/// The agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgendaView {
    /// Order of the items below.
    pub order: Vec<AgendaItemId>,
    /// Items by id.
    pub items: BTreeMap<AgendaItemId, AgendaItemView>,
    /// The item being dealt with, if this audience may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<AgendaItemId>,
    /// How many numbered matters the whole agenda has; absent for guests, who do not see the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u32>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AgendaItemView {
    /// Its number; breaks have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Matter or break.
    pub kind: AgendaItemKind,
    /// Full title.
    pub title: String,
    /// Title for narrow places.
    pub short_title: String,
    /// Presenter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presenter: Option<PersonCard>,
    /// Planned minutes.
    pub planned_minutes: u32,
    /// Planned start.
    pub planned_start: DateTime<Utc>,
    /// Who may be present.
    pub admission: Admission,
    /// Admitted by name; filled only for the secretariat.
    pub guests: BTreeSet<AttendeeId>,
    /// Milliseconds spent in finished stretches.
    pub spent_ms: u64,
    /// Start of the running stretch: elapsed = `spent_ms` + (now − `running_since`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_since: Option<DateTime<Utc>>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
    /// Papers in order.
    pub papers: Vec<PaperId>,
    /// To be sent back when editing the item.
    pub revision: u64,
}

/// The people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttendeesView {
    /// Protocol order.
    pub order: Vec<AttendeeId>,
    /// By id.
    pub people: BTreeMap<AttendeeId, AttendeeView>,
}

/// One attendee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttendeeView {
    /// Who in the directory; filled only for the secretariat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    /// "Ông" or "Bà".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific: Option<String>,
    /// Name.
    pub name: String,
    /// Post in full.
    pub post: String,
    /// Unit.
    pub unit: String,
    /// Role in this meeting.
    pub role: AttendeeRole,
    /// Whether they vote.
    pub votes: bool,
    /// Seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// Protocol order.
    pub protocol_order: u32,
    /// Whether they are present.
    pub present: bool,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present_at: Option<DateTime<Utc>>,
    /// To be sent back when editing the place.
    pub revision: u64,
}

/// One paper; `hash` names the shown version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperView {
    /// Its item.
    pub item_id: AgendaItemId,
    /// Title.
    pub title: String,
    /// Number and symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Submitting unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Code of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_code: Option<String>,
    /// The date it bears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// How far it may go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<Classification>,
    /// What the file is when it is no PDF: "docx", "xlsx", …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// File name for a download.
    pub file_name: String,
    /// SHA-256 of the shown version.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Pages; 0 where they cannot be counted.
    pub pages: u32,
    /// The page of the whole pack its first page is, the same for everybody; absent where its pages cannot be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack_page: Option<u32>,
    /// 1 for the first version.
    pub version: u32,
    /// When the shown version came.
    pub updated_at: DateTime<Utc>,
    /// To be sent back when editing the paper.
    pub revision: u64,
}

/// Who leads everybody through a paper, as far as this audience may know. A wall knows nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct LeadView {
    /// The presenter of the current item, where they are on the list: they may lead, beside those who run the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presenter: Option<AttendeeId>,
    /// What is led now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<LedView>,
    /// Who asks for the lead, and for which paper; only papers this audience may read.
    pub asked: BTreeMap<AttendeeId, PaperId>,
}

/// A paper being led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LedView {
    /// Tells this lead from every other: what the leader shows names it.
    pub number: u64,
    /// Who leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee_id: Option<AttendeeId>,
    /// Through which paper; absent for those who may not read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_id: Option<PaperId>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Session times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SessionView {
    /// Begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<DateTime<Utc>>,
    /// Paused since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_at: Option<DateTime<Utc>>,
    /// Ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
}

/// Who is here. Guests of single items are not expected to the whole meeting and are not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct AttendanceView {
    /// People expected for the whole meeting.
    pub expected: u32,
    /// Of those, present.
    pub present: u32,
    /// The quorum, where the kind of meeting has one; absent for guests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<QuorumView>,
}

/// The quorum: numerator, base and threshold together, with their source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuorumView {
    /// Voting members present.
    pub present: u32,
    /// Needed.
    pub needed: u32,
    /// All voting members.
    pub members: u32,
    /// Whether there are enough.
    pub reached: bool,
    /// Where the rule is from.
    pub source: String,
}

/// What `audience` may see of the meeting. Cost grows with items + attendees + papers.
pub fn view(state: &MeetingState, audience: &Audience) -> MeetingView {
    let sight = Sight::of(state, audience);
    let order = sight.attendees_in_order();
    MeetingView {
        agenda: AgendaView {
            order: sight.agenda_order(),
            items: sight.items().map(|(id, item)| (id, sight.item(id, item))).collect(),
            ..sight.agenda()
        },
        attendees: AttendeesView { order, people: sight.attendees().map(|(id, attendee)| (id, sight.person(attendee))).collect() },
        papers: sight.papers().filter_map(|(id, paper)| Some((id, sight.paper(id, paper)?))).collect(),
        attendance: sight.attendance(),
        ..sight.meeting()
    }
}

/// Where an item stands in the agenda, as its view has it.
#[derive(PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    planned_start: DateTime<Utc>,
}

/// Where a paper stands in the pack, as its view has it.
#[derive(PartialEq, Eq, Serialize)]
pub(crate) struct PackPlace {
    #[serde(skip_serializing_if = "Option::is_none")]
    pack_page: Option<u32>,
}

/// One audience's eyes on one state: which parts of it they may see. Views and differences between views are made of this.
pub(crate) struct Sight<'a> {
    pub(crate) state: &'a MeetingState,
    audience: &'a Audience,
    numbers: BTreeMap<AgendaItemId, u32>,
    starts: BTreeMap<AgendaItemId, DateTime<Utc>>,
    /// Counted when the first paper is looked at: most changes are of no paper.
    pack: OnceCell<BTreeMap<PaperId, u32>>,
}

impl<'a> Sight<'a> {
    pub(crate) fn of(state: &'a MeetingState, audience: &'a Audience) -> Self {
        Self { state, audience, numbers: state.numbers(), starts: state.planned_starts(), pack: OnceCell::new() }
    }

    /// Whether this audience sees every attendee, whatever the agenda.
    pub(crate) fn sees_everybody(&self) -> bool {
        matches!(self.audience.hat, Hat::Secretariat | Hat::Chair | Hat::Secretary | Hat::Member | Hat::Invited)
    }

    /// The meeting without its agenda, its people and its papers.
    pub(crate) fn meeting(&self) -> MeetingView {
        let (state, audience) = (self.state, self.audience);
        MeetingView {
            meeting_id: state.meeting_id,
            revision: state.revision,
            title: state.title.clone(),
            kind: state.kind.code.clone(),
            kind_name: state.kind.name.clone(),
            kind_name_en: state.kind.name_en.clone(),
            room: state.room.clone(),
            starts_at: state.starts_at,
            ends_at: state.planned_end(),
            phase: state.phase,
            audience: audience.hat,
            can: Action::iter().filter(|action| may(audience.hat, *action, state.phase)).collect(),
            agenda: AgendaView::default(),
            attendees: AttendeesView::default(),
            papers: BTreeMap::new(),
            lead: self.lead(),
            floor: self.floor(),
            motion: self.motion(),
            session: SessionView { opened_at: state.opened_at, paused_at: state.paused_at, closed_at: state.closed_at },
            attendance: AttendanceView::default(),
        }
    }

    fn lead(&self) -> LeadView {
        let (state, audience) = (self.state, self.audience);
        if audience.hat == Hat::Wall {
            return LeadView::default();
        }
        let reads = |paper: &PaperId| state.is_read_by(audience, *paper);
        // A presenter of a seen item is seen (see `attendees`), and so is the chair; of others nothing is said.
        let met = |id: &AttendeeId| self.sees_everybody() || self.attendees().any(|(seen, _)| seen == *id);
        let current = self.agenda().current.and_then(|current| state.items.get(&current));
        let presenter = current.and_then(|item| item.content.presenter.as_ref());
        LeadView {
            presenter: presenter.and_then(|presenter| state.places.get(&presenter.person_id)).copied(),
            now: state.lead.map(|lead| LedView {
                number: lead.number,
                attendee_id: Some(lead.attendee_id).filter(met),
                paper_id: Some(lead.paper_id).filter(reads),
                since: lead.since,
            }),
            asked: state.lead_asked.iter().filter(|(id, paper)| reads(paper) && met(id)).map(|(id, paper)| (*id, *paper)).collect(),
        }
    }

    /// The agenda without its items.
    pub(crate) fn agenda(&self) -> AgendaView {
        AgendaView {
            current: self.state.current.filter(|current| self.state.items.get(current).is_some_and(|item| self.sees(*current, item))),
            total: (self.audience.hat != Hat::Guest).then(|| u32::try_from(self.numbers.len()).unwrap_or(u32::MAX)),
            ..AgendaView::default()
        }
    }

    fn sees(&self, id: AgendaItemId, item: &AgendaItem) -> bool {
        self.audience.sees(id, item.content.admission) || (self.audience.hat == Hat::Wall && self.state.current == Some(id))
    }

    /// Order of the items seen.
    pub(crate) fn agenda_order(&self) -> Vec<AgendaItemId> {
        let seen = |id: &&AgendaItemId| self.state.items.get(id).is_some_and(|item| self.sees(**id, item));
        self.state.agenda.iter().filter(seen).copied().collect()
    }

    /// The items seen, by id.
    pub(crate) fn items(&self) -> impl Iterator<Item = (AgendaItemId, &'a AgendaItem)> {
        self.state.items.iter().map(|(id, item)| (*id, &**item)).filter(|(id, item)| self.sees(*id, item))
    }

    /// What an item's view is made of beside the item itself.
    pub(crate) fn place(&self, id: AgendaItemId) -> Place {
        Place { number: self.numbers.get(&id).copied(), planned_start: self.starts.get(&id).copied().unwrap_or(self.state.starts_at) }
    }

    pub(crate) fn item(&self, id: AgendaItemId, item: &AgendaItem) -> AgendaItemView {
        let content = &item.content;
        let Place { number, planned_start } = self.place(id);
        AgendaItemView {
            number,
            kind: content.kind,
            title: content.title.clone(),
            short_title: content.short_title.clone(),
            presenter: content.presenter.clone(),
            planned_minutes: content.planned_minutes,
            planned_start,
            admission: content.admission,
            guests: if self.audience.hat == Hat::Secretariat { content.guests.clone() } else { BTreeSet::new() },
            spent_ms: item.spent_ms,
            running_since: item.running_since,
            done_at: item.done_at,
            papers: if self.audience.hat == Hat::Wall { Vec::new() } else { item.papers.clone() },
            revision: item.revision,
        }
    }

    /// The attendees seen, by id.
    pub(crate) fn attendees(&self) -> impl Iterator<Item = (AttendeeId, &'a Attendee)> {
        let everybody = self.sees_everybody();
        // A guest meets the chair, the presenters of their items and the others admitted to them.
        let mine: Vec<&AgendaItemContent> =
            if self.audience.hat == Hat::Guest { self.items().map(|(_, item)| &item.content).collect() } else { Vec::new() };
        let met = move |id: &AttendeeId, attendee: &Attendee| {
            let presents = |item: &AgendaItemContent| {
                item.presenter.as_ref().is_some_and(|presenter| presenter.person_id == attendee.place.person.person_id)
            };
            attendee.place.role == AttendeeRole::Chair || mine.iter().any(|item| item.guests.contains(id) || presents(item))
        };
        self.state.attendees.iter().map(|(id, attendee)| (*id, &**attendee)).filter(move |(id, attendee)| everybody || met(id, attendee))
    }

    pub(crate) fn person(&self, attendee: &Attendee) -> AttendeeView {
        let place = &attendee.place;
        AttendeeView {
            person_id: (self.audience.hat == Hat::Secretariat).then_some(place.person.person_id),
            honorific: place.person.honorific.clone(),
            name: place.person.name.clone(),
            post: place.person.post.clone(),
            unit: place.person.unit.clone(),
            role: place.role,
            votes: place.votes,
            seat: place.seat.clone(),
            protocol_order: place.protocol_order,
            present: attendee.present_at.is_some(),
            present_at: attendee.present_at,
            revision: attendee.revision,
        }
    }

    /// Order of the attendees seen: protocol order, then id (the order they were added).
    pub(crate) fn attendees_in_order(&self) -> Vec<AttendeeId> {
        let mut order: Vec<_> = self.attendees().map(|(id, attendee)| (attendee.place.protocol_order, id)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, id)| id).collect()
    }

    /// The papers of the items seen, by id; a wall shows none.
    pub(crate) fn papers(&self) -> impl Iterator<Item = (PaperId, &'a Paper)> {
        let wall = self.audience.hat == Hat::Wall;
        let seen = move |paper: &Paper| !wall && self.state.items.get(&paper.item_id).is_some_and(|item| self.sees(paper.item_id, item));
        self.state.papers.iter().map(|(id, paper)| (*id, &**paper)).filter(move |(_, paper)| seen(paper))
    }

    /// What a paper's view is made of beside the paper itself.
    pub(crate) fn pack_place(&self, id: PaperId) -> PackPlace {
        PackPlace { pack_page: self.pack.get_or_init(|| self.state.pack_pages()).get(&id).copied() }
    }

    /// A paper as its shown version makes it; none where it has no version yet.
    pub(crate) fn paper(&self, id: PaperId, paper: &Paper) -> Option<PaperView> {
        let shown = &paper.versions.last()?.file;
        Some(PaperView {
            item_id: paper.item_id,
            title: paper.title.clone(),
            symbol: paper.symbol.clone(),
            unit: paper.filing.unit.clone(),
            type_code: paper.filing.type_code.clone(),
            issued_on: paper.filing.issued_on,
            classification: paper.filing.classification.clone(),
            kind: (shown.kind != PDF).then(|| shown.kind.clone()),
            file_name: shown.name.clone(),
            hash: shown.hash.clone(),
            size: shown.size,
            pages: shown.pages,
            pack_page: self.pack_place(id).pack_page,
            version: u32::try_from(paper.versions.len()).unwrap_or(u32::MAX),
            updated_at: paper.updated_at,
            revision: paper.revision,
        })
    }

    pub(crate) fn attendance(&self) -> AttendanceView {
        let state = self.state;
        let expected = || state.attendees.values().filter(|attendee| attendee.place.role != AttendeeRole::Guest);
        let voting = || state.attendees.values().filter(|attendee| attendee.place.votes);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let present = |attendee: &&Arc<Attendee>| attendee.present_at.is_some();
        AttendanceView {
            expected: count(expected().count()),
            present: count(expected().filter(present).count()),
            quorum: state.kind.quorum.as_ref().filter(|_| self.audience.hat != Hat::Guest).map(|rule| {
                let members = count(voting().count());
                let here = count(voting().filter(present).count());
                let needed = rule.share.needed(members);
                QuorumView { present: here, needed, members, reached: members > 0 && here >= needed, source: rule.source.clone() }
            }),
        }
    }
}

/// What concerns one person only, sent beside their audience's view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mine {
    /// Their place in this meeting, if they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee_id: Option<AttendeeId>,
    /// Who they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
}

/// The version of a paper with this content hash, if `audience` may read the paper. Older versions stay readable as long
/// as the paper does: nobody is cut off in the middle of a page.
pub fn readable_file<'a>(state: &'a MeetingState, audience: &Audience, paper_id: PaperId, hash: &str) -> Option<&'a crate::paper::FileRef> {
    let paper = state.papers.get(&paper_id).filter(|_| state.is_read_by(audience, paper_id))?;
    paper.versions.iter().map(|version| &version.file).find(|file| file.hash == hash)
}
