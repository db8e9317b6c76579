//! The floor: who speaks to the item being dealt with, for how long, and who has asked to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::ids::AttendeeId;

/// Somebody has the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speech {
    /// Who.
    pub attendee_id: AttendeeId,
    /// Time spoken before the last pause, in milliseconds.
    pub spent_ms: u64,
    /// Start of the stretch that runs now; none while the session is paused.
    pub running_since: Option<DateTime<Utc>>,
}

impl Speech {
    pub(crate) fn begin(attendee_id: AttendeeId, at: DateTime<Utc>) -> Self {
        Self { attendee_id, spent_ms: 0, running_since: Some(at) }
    }

    pub(crate) fn start_clock(&mut self, at: DateTime<Utc>) {
        self.running_since.get_or_insert(at);
    }

    pub(crate) fn stop_clock(&mut self, at: DateTime<Utc>) {
        if let Some(since) = self.running_since.take() {
            self.spent_ms += u64::try_from((at - since).num_milliseconds()).unwrap_or(0);
        }
    }
}

/// Who speaks and who waits, for the current item alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Floor {
    /// Who speaks.
    pub speech: Option<Speech>,
    /// Who has asked to speak, with the seq of their asking: whoever asked before others speaks before them.
    pub waiting: BTreeMap<AttendeeId, u64>,
    /// Who had asked and was taken out of the queue, with the seq of that, until they ask again.
    pub declined: BTreeMap<AttendeeId, u64>,
}

impl Floor {
    /// Whether nothing is to be said of it to anybody.
    pub fn is_empty(&self) -> bool {
        self.is_free() && self.declined.is_empty()
    }

    /// Whether nobody speaks and nobody waits.
    pub fn is_free(&self) -> bool {
        self.speech.is_none() && self.waiting.is_empty()
    }

    /// Who waits, in the order of their asking.
    pub fn queue(&self) -> Vec<AttendeeId> {
        let mut queue: Vec<_> = self.waiting.iter().map(|(id, asked)| (*asked, *id)).collect();
        queue.sort_unstable();
        queue.into_iter().map(|(_, id)| id).collect()
    }

    /// Who has the floor.
    pub fn speaker(&self) -> Option<AttendeeId> {
        self.speech.map(|speech| speech.attendee_id)
    }
}
