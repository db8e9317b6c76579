//! Telling open connections that the sign-in behind them has ended.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use domain::ids::SessionId;
use tokio::sync::Notify;

/// The sign-ins that hold connections open on this node.
#[derive(Default)]
pub struct Sessions {
    open: Mutex<HashMap<SessionId, Weak<Notify>>>,
}

impl Sessions {
    /// Something to wait on for the end of `session`; shared by all its connections.
    pub fn watch(&self, session: SessionId) -> Arc<Notify> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ended) = open.get(&session).and_then(Weak::upgrade) {
            return ended;
        }
        // Entries of connections long gone are swept here, so the map never outgrows what is open by more than twice.
        if open.len() > 64 && open.len().is_power_of_two() {
            open.retain(|_, ended| ended.strong_count() > 0);
        }
        let ended = Arc::new(Notify::new());
        open.insert(session, Arc::downgrade(&ended));
        ended
    }

    /// Ends every connection of `session` on this node.
    pub fn end(&self, session: SessionId) {
        let ended = self.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
        if let Some(ended) = ended.and_then(|ended| ended.upgrade()) {
            ended.notify_waiters();
        }
    }
}
