//! Identifiers: one newtype a thing, so that a person's id can never be handed over as a paper's.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

id_type!(
    /// A planned meeting.
    MeetingId,
    /// One matter or break on a meeting's agenda.
    AgendaItemId,
    /// A person's place in one meeting.
    AttendeeId,
    /// A question put to the vote.
    MotionId,
    /// A paper of an agenda item, through all its versions.
    PaperId,
    /// An upload on its way to becoming a paper.
    IntakeId,
    /// A person of the directory.
    PersonId,
    /// A unit of the house.
    OrgUnitId,
    /// Who may sign in.
    AccountId,
    /// A tablet paired to one account.
    DeviceId,
    /// An invitation for one tablet to become a device.
    PairingId,
    /// One sign-in on one browser.
    SessionId,
    /// Somebody in the room asking for service.
    CallId,
    /// One intention of one person, kept over retries.
    IdempotencyKey,
);
