//! What somebody wants to happen: imperative, with everything a decision needs already looked up.
#![expect(missing_docs, reason = "fields carry the glossary's names; the variants say what they mean")]

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    ids::{AgendaItemId, AttendeeId, MotionId, PaperId},
    motion::Choice,
    paper::{FileRef, Filing},
    permission::Action,
    person::PersonCard,
    rules::{Classification, MeetingKind},
};

/// Where the chair wants the agenda to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// The item after the current one.
    Next,
    /// The item before the current one.
    Back,
    /// Any item.
    Item(AgendaItemId),
}

/// A new agenda item as asked for; text is not yet checked.
#[derive(Debug, Clone)]
pub struct NewAgendaItem {
    /// Matter or break.
    pub kind: AgendaItemKind,
    /// Full title.
    pub title: String,
    /// Short title; made from the title when absent.
    pub short_title: Option<String>,
    /// Presenter.
    pub presenter: Option<PersonCard>,
    /// Minutes.
    pub planned_minutes: u32,
    /// Who may be present.
    pub admission: Admission,
    /// Admitted by name.
    pub guests: BTreeSet<AttendeeId>,
}

/// Changes of an item; absent means "as it is".
#[derive(Debug, Clone, Default)]
pub struct AgendaItemChange {
    /// Full title.
    pub title: Option<String>,
    /// Short title; empty makes one from the title.
    pub short_title: Option<String>,
    /// `Some(None)` takes the presenter away.
    pub presenter: Option<Option<PersonCard>>,
    /// Minutes.
    pub planned_minutes: Option<u32>,
    /// Who may be present.
    pub admission: Option<Admission>,
    /// Admitted by name.
    pub guests: Option<BTreeSet<AttendeeId>>,
}

/// A person to put on the list.
#[derive(Debug, Clone)]
pub struct NewAttendee {
    /// The id their place will have.
    pub attendee_id: AttendeeId,
    /// Who.
    pub person: PersonCard,
    /// Role in this meeting.
    pub role: AttendeeRole,
    /// Whether they vote; by default chair and members do.
    pub votes: Option<bool>,
    /// Seat.
    pub seat: Option<String>,
    /// Protocol order, from the directory.
    pub protocol_order: u32,
}

/// Changes of an attendee's place; absent means "as it is".
#[derive(Debug, Clone, Default)]
pub struct AttendeeChange {
    /// Role.
    pub role: Option<AttendeeRole>,
    /// Vote.
    pub votes: Option<bool>,
    /// Seat; empty takes it away.
    pub seat: Option<String>,
    /// Protocol order.
    pub protocol_order: Option<u32>,
}

/// Changes of a paper; absent means "as it is".
#[derive(Debug, Clone, Default)]
pub struct PaperChange {
    /// Title.
    pub title: Option<String>,
    /// Number and symbol; empty takes it away.
    pub symbol: Option<String>,
    /// Submitting unit; empty takes it away.
    pub unit: Option<String>,
    /// Code of the type; empty takes it away.
    pub type_code: Option<String>,
    /// `Some(None)` takes the date away.
    pub issued_on: Option<Option<NaiveDate>>,
    /// `Some(None)` takes the classification away.
    pub classification: Option<Option<Classification>>,
    /// Another item.
    pub item_id: Option<AgendaItemId>,
}

/// Everything that can be asked of an existing meeting.
#[derive(Debug, Clone)]
pub enum Command {
    /// Change the frame of the meeting. `revision` is what the person had seen.
    EditMeeting {
        revision: u64,
        meeting_kind: Option<MeetingKind>,
        title: Option<String>,
        room: Option<String>,
        starts_at: Option<DateTime<Utc>>,
    },
    /// Let the attendees see it.
    PublishMeeting,
    /// Add an item at the end.
    AddAgendaItem { item_id: AgendaItemId, item: NewAgendaItem },
    /// Change an item.
    EditAgendaItem { item_id: AgendaItemId, revision: u64, change: AgendaItemChange },
    /// Put an item before another, or last.
    MoveAgendaItem { item_id: AgendaItemId, before: Option<AgendaItemId> },
    /// Take an item off the agenda.
    RemoveAgendaItem { item_id: AgendaItemId },
    /// Put people on the list.
    AddAttendees { attendees: Vec<NewAttendee> },
    /// Change a place.
    EditAttendee { attendee_id: AttendeeId, revision: u64, change: AttendeeChange },
    /// Take a person off the list.
    RemoveAttendee { attendee_id: AttendeeId },
    /// Attach a stored file as a new paper.
    AttachPaper { paper_id: PaperId, item_id: AgendaItemId, title: String, symbol: Option<String>, filing: Filing, file: FileRef },
    /// Change title, symbol, filing or item of a paper.
    EditPaper { paper_id: PaperId, revision: u64, change: PaperChange },
    /// Show a new version.
    ReplacePaper { paper_id: PaperId, file: FileRef },
    /// Take a paper back from everyone.
    WithdrawPaper { paper_id: PaperId },
    /// Begin the session, at the first item.
    OpenSession,
    /// Move the agenda.
    AdvanceAgenda { to: Destination },
    /// Stop the clock.
    PauseSession,
    /// Go on.
    ResumeSession,
    /// End the session.
    CloseSession,
    /// "I am here."
    CheckIn,
    /// "They are here", or not.
    MarkAttendance { attendee_id: AttendeeId, present: bool },
    /// Lead everybody through a paper: oneself, or `attendee_id` where the chair gives the lead.
    LeadPaper { paper_id: PaperId, attendee_id: Option<AttendeeId> },
    /// Lead no longer, or ask for it no longer; the chair ends whoever leads.
    EndLead,
    /// Not now: the chair does not give the lead to somebody who asks for it.
    DeclineLead { attendee_id: AttendeeId },
    /// "I want to speak" to the item they had before them.
    AskForFloor { item_id: AgendaItemId },
    /// No longer.
    WithdrawFloor,
    /// Take somebody out of the queue: they asked by mistake, or are not to be heard on this.
    DeclineSpeech { attendee_id: AttendeeId },
    /// Let somebody speak.
    GiveFloor { attendee_id: AttendeeId },
    /// They have spoken.
    EndSpeech { attendee_id: AttendeeId },
    /// Put a question to the vote, on the item they had before them; `minutes` is the time announced for it.
    PutMotion { motion_id: MotionId, item_id: AgendaItemId, question: String, minutes: Option<u32> },
    /// Vote.
    CastBallot { motion_id: MotionId, choice: Choice },
    /// End the vote: count it.
    CloseMotion { motion_id: MotionId },
}

impl Command {
    /// The right this command needs.
    pub fn action(&self) -> Action {
        match self {
            Self::EditMeeting { .. } => Action::EditMeeting,
            Self::PublishMeeting => Action::PublishMeeting,
            Self::AddAgendaItem { .. } | Self::EditAgendaItem { .. } | Self::MoveAgendaItem { .. } | Self::RemoveAgendaItem { .. } => {
                Action::EditAgenda
            }
            Self::AddAttendees { .. } | Self::EditAttendee { .. } | Self::RemoveAttendee { .. } => Action::EditAttendees,
            Self::AttachPaper { .. } | Self::EditPaper { .. } | Self::ReplacePaper { .. } | Self::WithdrawPaper { .. } => {
                Action::AttachPaper
            }
            Self::OpenSession => Action::OpenSession,
            Self::AdvanceAgenda { .. } => Action::AdvanceAgenda,
            Self::PauseSession => Action::PauseSession,
            Self::ResumeSession => Action::ResumeSession,
            Self::CloseSession => Action::CloseSession,
            Self::CheckIn => Action::CheckIn,
            Self::MarkAttendance { .. } => Action::MarkAttendance,
            Self::LeadPaper { attendee_id: None, .. } | Self::EndLead => Action::LeadPaper,
            Self::LeadPaper { attendee_id: Some(_), .. } | Self::DeclineLead { .. } => Action::GrantLead,
            Self::AskForFloor { .. } | Self::WithdrawFloor => Action::AskForFloor,
            Self::DeclineSpeech { .. } => Action::DeclineSpeech,
            Self::GiveFloor { .. } => Action::GiveFloor,
            Self::EndSpeech { .. } => Action::EndSpeech,
            Self::PutMotion { .. } => Action::PutMotion,
            Self::CastBallot { .. } => Action::CastBallot,
            Self::CloseMotion { .. } => Action::CloseMotion,
        }
    }
}
