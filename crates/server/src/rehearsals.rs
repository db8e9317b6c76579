//! The rehearsals running on this node and the sign-ins of their virtual attendees, in memory only.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use domain::ids::MeetingId;

use crate::identity::Identity;

/// The running rehearsals of this node and their sign-ins, in memory only.
#[derive(Default)]
pub struct Rehearsals {
    running: Mutex<HashMap<MeetingId, Running>>,
}

/// One rehearsal.
pub struct Running {
    /// When it is forgotten.
    pub until: DateTime<Utc>,
    /// Who takes part, by the hash of their token.
    pub sign_ins: HashMap<String, Identity>,
}

impl Rehearsals {
    /// The rehearsals, by their meeting.
    pub fn lock(&self) -> MutexGuard<'_, HashMap<MeetingId, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The virtual attendee with this token.
    pub fn identity(&self, token_hash: &str) -> Option<Identity> {
        self.lock().values().find_map(|running| running.sign_ins.get(token_hash)).cloned()
    }

    /// Takes out those whose time is over.
    pub fn over(&self, now: DateTime<Utc>) -> Vec<MeetingId> {
        let mut running = self.lock();
        let over: Vec<_> = running.iter().filter(|(_, one)| one.until < now).map(|(id, _)| *id).collect();
        for id in &over {
            running.remove(id);
        }
        over
    }
}
