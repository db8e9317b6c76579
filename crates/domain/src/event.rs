//! What happened: the body of a journal row, past tense, self-contained.
#![expect(missing_docs, reason = "fields carry the glossary's names; the variants say what they mean")]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    agenda::AgendaItemContent,
    attendee::AttendeePlace,
    ids::{AgendaItemId, AttendeeId, MotionId, PaperId},
    motion::{Choice, Tally},
    paper::{FileRef, Filing},
    rules::MeetingKind,
};

/// One fact of a meeting. Names are part of the journal for ever: add, never rename.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Event {
    /// The first event of every meeting.
    MeetingCreated { meeting_kind: MeetingKind, title: String, room: String, starts_at: DateTime<Utc> },
    /// Title, kind, room or time as they are now.
    MeetingEdited { meeting_kind: MeetingKind, title: String, room: String, starts_at: DateTime<Utc> },
    /// Attendees see the meeting from now on.
    MeetingPublished,
    /// A new item stands at the end of the agenda.
    AgendaItemAdded { item_id: AgendaItemId, item: AgendaItemContent },
    /// The item's content as it is now.
    AgendaItemEdited { item_id: AgendaItemId, item: AgendaItemContent },
    /// The item stands before `before`, or last.
    AgendaItemMoved {
        item_id: AgendaItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<AgendaItemId>,
    },
    /// The item and its papers are gone.
    AgendaItemRemoved { item_id: AgendaItemId },
    /// People joined the list.
    AttendeesAdded { attendees: BTreeMap<AttendeeId, AttendeePlace> },
    /// The place as it is now.
    AttendeeEdited { attendee_id: AttendeeId, place: AttendeePlace },
    /// The person left the list and every item's guests.
    AttendeeRemoved { attendee_id: AttendeeId },
    /// A new paper.
    PaperAttached {
        paper_id: PaperId,
        item_id: AgendaItemId,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        symbol: Option<String>,
        #[serde(flatten)]
        filing: Filing,
        file: FileRef,
    },
    /// Title, symbol, filing or item of the paper as they are now; a filing that is not told is as it was.
    PaperEdited {
        paper_id: PaperId,
        item_id: AgendaItemId,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        symbol: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filing: Option<Filing>,
    },
    /// A new version is shown.
    PaperReplaced { paper_id: PaperId, file: FileRef },
    /// The paper left every tablet.
    PaperWithdrawn { paper_id: PaperId },
    /// The session began.
    SessionOpened,
    /// The chair moved the agenda. `from_done`: the item left behind counts as done (a step forward).
    AgendaAdvanced {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<AgendaItemId>,
        to: AgendaItemId,
        from_done: bool,
    },
    /// The clock stands still.
    SessionPaused,
    /// The clock runs again.
    SessionResumed,
    /// The session ended.
    SessionClosed,
    /// The person is present.
    AttendeeCheckedIn { attendee_id: AttendeeId },
    /// The person is marked as not present after all.
    AttendeeCheckedOut { attendee_id: AttendeeId },
    /// The person leads through the paper, whoever led before.
    PaperLed { attendee_id: AttendeeId, paper_id: PaperId },
    /// Nobody leads any more.
    LeadEnded,
    /// A presenter asked for the lead while somebody else had it.
    LeadAsked { attendee_id: AttendeeId, paper_id: PaperId },
    /// The chair did not give it, or the presenter asks no longer.
    LeadDeclined { attendee_id: AttendeeId },
    /// The person asked to speak to the current item, after all who asked before.
    SpeechAsked { attendee_id: AttendeeId },
    /// They asked no longer.
    SpeechWithdrawn { attendee_id: AttendeeId },
    /// They were taken out of the queue. They may ask again.
    SpeechDeclined { attendee_id: AttendeeId },
    /// The person speaks, whoever spoke before.
    FloorGiven { attendee_id: AttendeeId },
    /// They have spoken, and nobody after them yet.
    SpeechEnded { attendee_id: AttendeeId },
    /// A question is put to the vote.
    MotionPut {
        motion_id: MotionId,
        item_id: AgendaItemId,
        question: String,
        /// The time announced for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit_minutes: Option<u32>,
    },
    /// The person voted.
    BallotCast { motion_id: MotionId, attendee_id: AttendeeId, choice: Choice },
    /// Nobody votes any more, and this was counted.
    MotionClosed { motion_id: MotionId, tally: Tally },
}

impl Event {
    /// The stable name kept beside the body.
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// The id of what this event brought into being, answered to whoever asked for it.
    pub fn created(&self) -> Option<Uuid> {
        match self {
            Self::AgendaItemAdded { item_id, .. } => Some(item_id.0),
            Self::PaperAttached { paper_id, .. } => Some(paper_id.0),
            Self::MotionPut { motion_id, .. } => Some(motion_id.0),
            Self::AttendeesAdded { attendees } if attendees.len() == 1 => attendees.keys().next().map(|id| id.0),
            _ => None,
        }
    }

    /// Whether it changes which papers there are, what they are called, or who may read them.
    pub fn changes_reading(&self) -> bool {
        match self {
            Self::MeetingPublished
            | Self::AgendaItemEdited { .. }
            | Self::AgendaItemRemoved { .. }
            | Self::AttendeesAdded { .. }
            | Self::AttendeeEdited { .. }
            | Self::AttendeeRemoved { .. }
            | Self::PaperAttached { .. }
            | Self::PaperEdited { .. }
            | Self::PaperReplaced { .. }
            | Self::PaperWithdrawn { .. } => true,
            Self::MeetingCreated { .. }
            | Self::MeetingEdited { .. }
            | Self::AgendaItemAdded { .. }
            | Self::AgendaItemMoved { .. }
            | Self::SessionOpened
            | Self::AgendaAdvanced { .. }
            | Self::SessionPaused
            | Self::SessionResumed
            | Self::SessionClosed
            | Self::AttendeeCheckedIn { .. }
            | Self::AttendeeCheckedOut { .. }
            | Self::PaperLed { .. }
            | Self::LeadEnded
            | Self::LeadAsked { .. }
            | Self::LeadDeclined { .. }
            | Self::SpeechAsked { .. }
            | Self::SpeechWithdrawn { .. }
            | Self::SpeechDeclined { .. }
            | Self::FloorGiven { .. }
            | Self::SpeechEnded { .. }
            | Self::MotionPut { .. }
            | Self::BallotCast { .. }
            | Self::MotionClosed { .. } => false,
        }
    }

    /// Whether it may change who belongs to which audience, or whether they may look at all.
    pub fn may_move_audiences(&self) -> bool {
        match self {
            Self::MeetingPublished
            | Self::AgendaItemAdded { .. }
            | Self::AgendaItemEdited { .. }
            | Self::AgendaItemRemoved { .. }
            | Self::AttendeesAdded { .. }
            | Self::AttendeeEdited { .. }
            | Self::AttendeeRemoved { .. } => true,
            Self::MeetingCreated { .. }
            | Self::MeetingEdited { .. }
            | Self::AgendaItemMoved { .. }
            | Self::PaperAttached { .. }
            | Self::PaperEdited { .. }
            | Self::PaperReplaced { .. }
            | Self::PaperWithdrawn { .. }
            | Self::SessionOpened
            | Self::AgendaAdvanced { .. }
            | Self::SessionPaused
            | Self::SessionResumed
            | Self::SessionClosed
            | Self::AttendeeCheckedIn { .. }
            | Self::AttendeeCheckedOut { .. }
            | Self::PaperLed { .. }
            | Self::LeadEnded
            | Self::LeadAsked { .. }
            | Self::LeadDeclined { .. }
            | Self::SpeechAsked { .. }
            | Self::SpeechWithdrawn { .. }
            | Self::SpeechDeclined { .. }
            | Self::FloorGiven { .. }
            | Self::SpeechEnded { .. }
            | Self::MotionPut { .. }
            | Self::BallotCast { .. }
            | Self::MotionClosed { .. } => false,
        }
    }
}

/// An event with its place in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Place in the meeting's journal, from 1, without gaps.
    pub seq: u64,
    /// When it was decided, to the millisecond.
    pub at: DateTime<Utc>,
    /// Who did it, as the journal names them.
    pub actor: String,
    /// What happened.
    pub event: Event,
}
