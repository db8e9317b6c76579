//! A person as they are shown in a meeting: written into the journal as they were called on that day.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// Name, post and unit of a person, in full. Kept in events so that a later change of post never rewrites a past meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PersonCard {
    /// Whom the directory knows under this id.
    pub person_id: PersonId,
    /// "Ông" or "Bà", used in papers and on the wall.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub honorific: Option<String>,
    /// Full name, family name first.
    pub name: String,
    /// The post shown, in full ("Giám đốc Sở Tài chính").
    pub post: String,
    /// The unit the person comes from.
    pub unit: String,
}

/// What an account is in the house, apart from any meeting.
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
pub enum HouseRole {
    /// Looks after accounts and devices; reads no papers by this role.
    Administrator,
    /// Prepares meetings at the desk.
    Secretariat,
    /// A wall display: sees what a wall may show.
    Display,
    /// Anybody else: what they may do follows from their place in each meeting.
    Person,
}

/// Who asks for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Their role in the house.
    pub house_role: HouseRole,
    /// Who they are in the directory; a display is nobody.
    pub person_id: Option<PersonId>,
    /// How the journal names them.
    pub name: String,
}
