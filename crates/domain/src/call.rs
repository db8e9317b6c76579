//! Asking for service: water, paper, a technician, the secretary. No part of the meeting's record (docs/adr/0040): whoever reads
//! the journal in ten years need not learn who was thirsty.

use serde::{Deserialize, Serialize};

/// What is asked for.
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
pub enum CallKind {
    /// Something to drink.
    Water,
    /// Paper and pen.
    Paper,
    /// The tablet, the microphone, the network.
    Technician,
    /// Somebody to talk to.
    Secretary,
}

/// Where a call stands.
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
pub enum CallState {
    /// Nobody has seen it yet.
    Waiting,
    /// The desk has seen it: somebody is coming.
    Received,
    /// It was seen to.
    Done,
    /// Whoever asked needs it no longer.
    Withdrawn,
}

impl CallState {
    /// Whether somebody still waits.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Received)
    }

    /// The states from which this one is come to: a call goes forward only, and ends once.
    pub fn comes_after(self) -> &'static [Self] {
        match self {
            Self::Waiting => &[],
            Self::Received => &[Self::Waiting],
            Self::Done | Self::Withdrawn => &[Self::Waiting, Self::Received],
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn a_call_goes_forward_and_ends_once() {
        for state in CallState::iter() {
            assert!(state.comes_after().iter().all(|before| before.is_open() && *before != state), "{state:?}");
            let ends = CallState::iter().any(|next| next.comes_after().contains(&state));
            assert_eq!(ends, state.is_open(), "{state:?}");
        }
    }
}
