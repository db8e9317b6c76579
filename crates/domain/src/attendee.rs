//! Attendees: a person's place in one meeting, never derived from their post.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::person::PersonCard;

/// The role a person has in this meeting.
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
pub enum AttendeeRole {
    /// Chủ trì: moves the agenda.
    Chair,
    /// Thư ký phiên họp: keeps the record and may run the session for the chair.
    Secretary,
    /// Thành viên.
    Member,
    /// Khách mời dự cả phiên.
    Invited,
    /// Mời theo nội dung: present only at the items that name them.
    Guest,
}

/// A person's place, as the secretariat entered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendeePlace {
    /// Who, as they were called when added.
    pub person: PersonCard,
    /// Role in this meeting.
    pub role: AttendeeRole,
    /// Whether they vote (and count for the quorum).
    pub votes: bool,
    /// Seat label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// Protocol order; lower comes first.
    pub protocol_order: u32,
}

/// An attendee with what happened to them in the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// What the secretariat entered.
    pub place: AttendeePlace,
    /// When they checked in, if they are present.
    pub present_at: Option<DateTime<Utc>>,
    /// Journal seq of the last edit of the place.
    pub revision: u64,
}
