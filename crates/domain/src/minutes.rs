//! Minutes: what a journal says of a session, in the order in which minutes tell it. Nothing is in them that is not in the journal;
//! what the journal does not know (what was said, what was concluded) is left to whoever keeps the minutes.

mod fold;

use chrono::{DateTime, Utc};

use crate::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    audience::Audience,
    event::Recorded,
    ids::{AgendaItemId, AttendeeId, MeetingId, MotionId, PaperId},
    motion::{Choice, Tally},
    permission::Hat,
    person::PersonCard,
    state::MeetingState,
    view::{QuorumView, Sight},
};

/// What the journal says of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// Seq of the last event told.
    pub seq: u64,
    /// The meeting's title.
    pub title: String,
    /// Where.
    pub room: String,
    /// When it was to begin.
    pub starts_at: DateTime<Utc>,
    /// When it really began.
    pub opened_at: DateTime<Utc>,
    /// When it ended; none while it goes on.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who was in the chair, one after the other.
    pub chairs: Vec<Chairing>,
    /// Who keeps the record, in protocol order.
    pub secretaries: Vec<PersonCard>,
    /// Everybody on the list, and whoever was there and left the list later, in protocol order.
    pub attendees: Vec<Attended>,
    /// The quorum when the session began, where the kind of meeting has one.
    pub quorum_at_opening: Option<QuorumView>,
    /// The quorum at the end, or now.
    pub quorum: Option<QuorumView>,
    /// What was dealt with, in the order in which it was.
    pub course: Vec<Chapter>,
    /// Matters of the agenda that were not.
    pub not_reached: Vec<NotReached>,
}

/// Somebody in the chair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chairing {
    /// Who.
    pub person: PersonCard,
    /// Since when, where it was not from the beginning.
    pub since: Option<DateTime<Utc>>,
}

/// A stretch of time within the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when; none where it goes on.
    pub until: Option<DateTime<Utc>>,
}

/// A person's attendance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    /// Who.
    pub attendee_id: AttendeeId,
    /// As they are called.
    pub person: PersonCard,
    /// Role in this meeting.
    pub role: AttendeeRole,
    /// Whether they vote.
    pub votes: bool,
    /// When they were there: from the beginning of the session where `from` is its beginning; until its end where `until` is none.
    /// Empty: they were absent.
    pub stays: Vec<Stretch>,
}

/// An item as it was dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Which item.
    pub item_id: AgendaItemId,
    /// Its number; none for a break, and for an item taken off the agenda since.
    pub number: Option<u32>,
    /// Matter or break.
    pub kind: AgendaItemKind,
    /// Title.
    pub title: String,
    /// Who was to present it.
    pub presenter: Option<PersonCard>,
    /// Who may be present.
    pub admission: Admission,
    /// Whether it was taken off the agenda after it had been dealt with.
    pub taken_off: bool,
    /// When it was dealt with.
    pub stretches: Vec<Stretch>,
    /// When the session was paused meanwhile.
    pub pauses: Vec<Stretch>,
    /// Those admitted to it by name who were there.
    pub guests: Vec<PersonCard>,
    /// Its papers, in order; then those withdrawn during the session.
    pub papers: Vec<MinutedPaper>,
    /// Who spoke, one after the other.
    pub speeches: Vec<Spoken>,
    /// What was put to the vote, in the order in which it was.
    pub motions: Vec<Voted>,
}

/// A paper of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinutedPaper {
    /// Which paper.
    pub paper_id: PaperId,
    /// Title.
    pub title: String,
    /// Number and symbol.
    pub symbol: Option<String>,
    /// Its version: 1 for the first.
    pub version: usize,
    /// Its first and last page in the pack, numbered as tablets and the printed pack number them; none where it has no such pages, or is
    /// withdrawn.
    pub pages: Option<(u32, u32)>,
    /// What happened to it during the session.
    pub changes: Vec<(DateTime<Utc>, PaperChange)>,
}

/// What can happen to a paper during a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperChange {
    /// It came.
    Attached,
    /// Another version took its place.
    Replaced,
    /// It left every tablet.
    Withdrawn,
}

/// Somebody had the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// Who.
    pub attendee_id: AttendeeId,
    /// As they are called.
    pub person: PersonCard,
    /// From when until when.
    pub when: Stretch,
    /// Milliseconds of that without the session's pauses; counted to the last event told where they still speak.
    pub spent_ms: u64,
}

/// A question put to the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voted {
    /// Which.
    pub motion_id: MotionId,
    /// The question.
    pub question: String,
    /// When it was put.
    pub put_at: DateTime<Utc>,
    /// What came of it; none while ballots are taken.
    pub counted: Option<Counted>,
}

/// What was counted when a vote was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// When.
    pub closed_at: DateTime<Utc>,
    /// The numbers.
    pub tally: Tally,
    /// Everybody who had a vote then, in protocol order: as many of each as the numbers say.
    pub votes: Vec<Voter>,
}

/// Somebody who had a vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voter {
    /// Who.
    pub person: PersonCard,
    /// What they did with it.
    pub vote: Vote,
    /// What they were shown when their ballot was taken, to be compared with this.
    pub receipt: Option<String>,
}

/// What somebody who has a vote did with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    /// They cast it.
    Cast(Choice),
    /// They were there, and did not.
    Silent,
    /// They were not there.
    Absent,
}

/// A matter that was not dealt with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReached {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
}

impl Minutes {
    /// What a journal says; none where it holds no session that has begun. Time grows with the journal's length and, once, with the
    /// list, the agenda and the papers; memory with what is told.
    pub fn of<'a>(meeting_id: MeetingId, journal: impl IntoIterator<Item = &'a Recorded>) -> Option<Self> {
        let mut journal = journal.into_iter();
        let mut record = fold::Record::begin(MeetingState::begin(meeting_id, journal.next()?)?);
        for recorded in journal {
            record.take(recorded);
        }
        record.told()
    }

    /// Whether they may still change: the session goes on.
    pub fn goes_on(&self) -> bool {
        self.closed_at.is_none()
    }
}

/// The quorum as the secretariat sees it in this state.
fn quorum(state: &MeetingState) -> Option<QuorumView> {
    Sight::of(state, &Audience { hat: Hat::Secretariat, admitted: std::collections::BTreeSet::new() }).attendance().quorum
}
