//! The agenda: an ordered list of matters and breaks, each with its clock.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AttendeeId, PaperId},
    person::PersonCard,
};

/// What a line of the agenda is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgendaItemKind {
    /// A numbered matter.
    Matter,
    /// A break: has time, but no number and no papers.
    Break,
}

/// Who may be present at an item, beside the guests named for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// Everyone invited to the whole meeting.
    All,
    /// Chair, secretary and members only.
    Members,
}

/// Where an item stands in the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgendaItemState {
    /// Still to come.
    Pending,
    /// Being dealt with now.
    Current,
    /// Left behind by a step forward or by the end of the session.
    Done,
}

/// What the secretariat writes of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItemContent {
    /// Matter or break.
    pub kind: AgendaItemKind,
    /// Full title.
    pub title: String,
    /// Title for narrow places.
    pub short_title: String,
    /// Who presents it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presenter: Option<PersonCard>,
    /// Planned length in minutes, 1 to 1,440.
    pub planned_minutes: u32,
    /// Who may be present.
    pub admission: Admission,
    /// Attendees admitted by name: guests of this item, and invited people where only members are admitted.
    pub guests: BTreeSet<AttendeeId>,
}

/// An item with its papers and its clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// What the secretariat wrote.
    pub content: AgendaItemContent,
    /// Its papers, in order; withdrawn ones are gone.
    pub papers: Vec<PaperId>,
    /// Time spent in finished stretches, in milliseconds.
    pub spent_ms: u64,
    /// Start of the stretch that runs now.
    pub running_since: Option<DateTime<Utc>>,
    /// When it was left as done.
    pub done_at: Option<DateTime<Utc>>,
    /// Journal seq of the last edit of its content.
    pub revision: u64,
}

impl AgendaItem {
    pub(crate) fn start_clock(&mut self, at: DateTime<Utc>) {
        self.running_since.get_or_insert(at);
    }

    pub(crate) fn stop_clock(&mut self, at: DateTime<Utc>) {
        if let Some(since) = self.running_since.take() {
            self.spent_ms += u64::try_from((at - since).num_milliseconds()).unwrap_or(0);
        }
    }
}
