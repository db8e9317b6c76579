//! Who may do what, when: the one place where rights are decided. Denied unless a line here says otherwise.

use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use crate::{attendee::AttendeeRole, person::HouseRole, state::Phase};

/// In what capacity somebody acts or looks at one meeting.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Hat {
    /// Prepares the meeting at the desk.
    Secretariat,
    /// Attendee: chair.
    Chair,
    /// Attendee: secretary of the meeting.
    Secretary,
    /// Attendee: member.
    Member,
    /// Attendee: invited to the whole meeting.
    Invited,
    /// Attendee: admitted to single items.
    Guest,
    /// The display everybody in the room can read.
    Wall,
}

impl From<AttendeeRole> for Hat {
    fn from(role: AttendeeRole) -> Self {
        match role {
            AttendeeRole::Chair => Self::Chair,
            AttendeeRole::Secretary => Self::Secretary,
            AttendeeRole::Member => Self::Member,
            AttendeeRole::Invited => Self::Invited,
            AttendeeRole::Guest => Self::Guest,
        }
    }
}

/// What can be asked of one meeting.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Action {
    /// See everything about the meeting, drafts included, and preview as any attendee.
    SeeDesk,
    /// See what one's own audience may see.
    SeeRoom,
    /// See what a wall may show.
    SeeWall,
    /// Read the journal.
    ReadJournal,
    /// Change title, kind, room, time.
    EditMeeting,
    /// Let attendees see the meeting.
    PublishMeeting,
    /// Add, change, move, remove agenda items.
    EditAgenda,
    /// Add, change, remove attendees.
    EditAttendees,
    /// Attach, replace, rename, withdraw papers.
    AttachPaper,
    /// Take away the original file, as it came; everybody else reads the cleaned copy.
    DownloadOriginal,
    /// Begin the session.
    OpenSession,
    /// Move to another item.
    AdvanceAgenda,
    /// Stop the clock.
    PauseSession,
    /// Go on after a pause.
    ResumeSession,
    /// End the session.
    CloseSession,
    /// Say that one is present.
    CheckIn,
    /// Say that somebody else is, or is not, present.
    MarkAttendance,
    /// Lead everybody through a paper: the chair, the secretary of the meeting, and whoever presents the current item.
    LeadPaper,
    /// Give the lead to a presenter, take it from whoever has it, or refuse it.
    GrantLead,
    /// Ask to speak, and ask no longer.
    AskForFloor,
    /// Take somebody out of the queue.
    DeclineSpeech,
    /// Let somebody speak.
    GiveFloor,
    /// Say that somebody has spoken: the speaker, the chair, the secretary of the meeting.
    EndSpeech,
    /// Put a question to the vote.
    PutMotion,
    /// Vote: chair, secretary of the meeting, members and invited people, where the list says that they vote.
    CastBallot,
    /// End the vote, and have it counted.
    CloseMotion,
    /// Ask for water, paper, a technician, the secretary.
    CallService,
    /// Take away the draft of the minutes, drawn from the journal.
    DraftMinutes,
}

/// Whether somebody under `hat` may do `action` while the meeting is in `phase`.
pub fn may(hat: Hat, action: Action, phase: Phase) -> bool {
    use Action as A;
    use Hat as H;
    use Phase as P;
    match (action, hat, phase) {
        (A::SeeDesk | A::ReadJournal, H::Secretariat, _) => true,
        (A::SeeRoom, H::Chair | H::Secretary | H::Member | H::Invited | H::Guest, P::Published | P::Open | P::Paused | P::Closed) => true,
        (A::SeeWall, H::Wall | H::Secretariat | H::Chair | H::Secretary, P::Published | P::Open | P::Paused | P::Closed) => true,

        (
            A::EditMeeting | A::EditAgenda | A::EditAttendees | A::AttachPaper,
            H::Secretariat,
            P::Draft | P::Published | P::Open | P::Paused,
        ) => true,
        (A::PublishMeeting, H::Secretariat, P::Draft) => true,
        (A::DownloadOriginal, H::Secretariat, _) => true,
        (A::DownloadOriginal, H::Chair | H::Secretary, P::Published | P::Open | P::Paused | P::Closed) => true,

        (A::OpenSession, H::Chair | H::Secretary, P::Published) => true,
        (A::AdvanceAgenda | A::PauseSession, H::Chair | H::Secretary, P::Open) => true,
        (A::ResumeSession, H::Chair | H::Secretary, P::Paused) => true,
        (A::CloseSession, H::Chair | H::Secretary, P::Open | P::Paused) => true,

        (A::CheckIn, H::Chair | H::Secretary | H::Member | H::Invited | H::Guest, P::Published | P::Open | P::Paused) => true,
        (A::CallService, H::Chair | H::Secretary | H::Member | H::Invited | H::Guest, P::Published | P::Open | P::Paused) => true,
        (A::MarkAttendance, H::Secretariat | H::Secretary, P::Published | P::Open | P::Paused) => true,

        // Of these, only the presenter of the current item: `decide` looks.
        (A::LeadPaper, H::Chair | H::Secretary | H::Member | H::Invited | H::Guest, P::Open | P::Paused) => true,
        (A::GrantLead, H::Chair | H::Secretary, P::Open | P::Paused) => true,

        // The chair speaks without asking. In a pause people may ask, and nobody is given the floor.
        (A::AskForFloor, H::Secretary | H::Member | H::Invited | H::Guest, P::Open | P::Paused) => true,
        (A::DeclineSpeech, H::Chair | H::Secretary, P::Open | P::Paused) => true,
        (A::GiveFloor, H::Chair | H::Secretary, P::Open) => true,
        // Of these, only the speaker beside those who run the meeting: `decide` looks.
        (A::EndSpeech, H::Chair | H::Secretary | H::Member | H::Invited | H::Guest, P::Open | P::Paused) => true,

        (A::PutMotion | A::CloseMotion, H::Chair | H::Secretary, P::Open) => true,
        // Of these, only whoever votes in this meeting and is here: `decide` looks.
        (A::CastBallot, H::Chair | H::Secretary | H::Member | H::Invited, P::Open) => true,

        // Drawn from all of the journal, closed items included: for those who see all of it, once there is a session to tell of.
        (A::DraftMinutes, H::Secretariat | H::Chair | H::Secretary, P::Open | P::Paused | P::Closed) => true,

        (
            A::SeeDesk
            | A::SeeRoom
            | A::SeeWall
            | A::ReadJournal
            | A::EditMeeting
            | A::EditAgenda
            | A::EditAttendees
            | A::AttachPaper
            | A::DownloadOriginal
            | A::PublishMeeting
            | A::OpenSession
            | A::AdvanceAgenda
            | A::PauseSession
            | A::ResumeSession
            | A::CloseSession
            | A::CheckIn
            | A::MarkAttendance
            | A::LeadPaper
            | A::GrantLead
            | A::AskForFloor
            | A::DeclineSpeech
            | A::GiveFloor
            | A::EndSpeech
            | A::PutMotion
            | A::CastBallot
            | A::CloseMotion
            | A::CallService
            | A::DraftMinutes,
            H::Secretariat | H::Chair | H::Secretary | H::Member | H::Invited | H::Guest | H::Wall,
            P::Draft | P::Published | P::Open | P::Paused | P::Closed,
        ) => false,
    }
}

/// What can be asked of the house, apart from any meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum HouseAction {
    /// Create a meeting.
    CreateMeeting,
    /// See every meeting in the calendar.
    SeeAllMeetings,
    /// Read people, units and kinds of meeting.
    ReadDirectory,
    /// Pair, list and revoke tablets.
    ManageDevices,
    /// See who in any room asks for service, and see to it.
    AnswerCalls,
}

/// Whether an account of `role` may do `action`.
pub fn may_in_house(role: HouseRole, action: HouseAction) -> bool {
    use HouseAction as A;
    use HouseRole as R;
    match (action, role) {
        (A::CreateMeeting | A::SeeAllMeetings | A::ReadDirectory | A::AnswerCalls, R::Secretariat) => true,
        (A::ManageDevices | A::ReadDirectory, R::Administrator) | (A::ManageDevices, R::Secretariat) => true,
        (A::CreateMeeting | A::SeeAllMeetings | A::AnswerCalls, R::Administrator) => false,
        (A::CreateMeeting | A::SeeAllMeetings | A::ReadDirectory | A::ManageDevices | A::AnswerCalls, R::Display | R::Person) => false,
    }
}

/// Where somebody may go in the web app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, utoipa::ToSchema, strum::EnumIter, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[schema(as = DoorName)]
pub enum HouseDoor {
    /// The secretariat's desk.
    Desk,
    /// An attendee's tablet.
    Room,
    /// The chair's console.
    Chair,
    /// The wall.
    Wall,
}

/// The doors offered to an account of `role`, which belongs to somebody of the directory or not. What is behind a door, and
/// whether a meeting is theirs to chair, each meeting decides.
pub fn doors(role: HouseRole, is_person: bool) -> Vec<HouseDoor> {
    let offered = |door: &HouseDoor| match door {
        HouseDoor::Desk => may_in_house(role, HouseAction::ManageDevices),
        HouseDoor::Room | HouseDoor::Chair => is_person,
        HouseDoor::Wall => matches!(role, HouseRole::Display | HouseRole::Secretariat),
    };
    HouseDoor::iter().filter(offered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table a non-engineer can read; a change of rights shows as a change of this file.
    #[test]
    fn table() {
        let mut table = String::from("who may do what in a meeting, by phase (. = no)\n");
        for action in Action::iter() {
            let name: &str = action.into();
            table.push_str(&format!("\n{name}\n"));
            for hat in Hat::iter() {
                let phases: Vec<&str> = Phase::iter().map(|phase| if may(hat, action, phase) { phase.into() } else { "." }).collect();
                if phases.iter().any(|phase| *phase != ".") {
                    let hat: &str = hat.into();
                    table.push_str(&format!("  {hat:<12} {}\n", phases.join(" ")));
                }
            }
        }
        table.push_str("\nwho may do what in the house\n");
        for action in HouseAction::iter() {
            let roles: Vec<&str> = HouseRole::iter().filter(|role| may_in_house(*role, action)).map(Into::into).collect();
            let name: &str = action.into();
            table.push_str(&format!("  {name:<16} {}\n", roles.join(", ")));
        }
        table.push_str("\ndoors offered (to somebody of the directory / to others)\n");
        for role in [HouseRole::Secretariat, HouseRole::Administrator, HouseRole::Display, HouseRole::Person] {
            let names = |is_person| doors(role, is_person).into_iter().map(Into::into).collect::<Vec<&str>>().join(", ");
            table.push_str(&format!("  {role:<16?} {} / {}\n", names(true), names(false)));
        }
        insta::assert_snapshot!(table);
    }
}
