//! Telling open connections that the sign-in behind them has ended.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use domain::ids::SessionId;
use tokio::sync::watch;

/// The sign-ins that hold connections open on this node.
#[derive(Default)]
pub struct Sessions {
    open: Mutex<HashMap<SessionId, Weak<watch::Sender<bool>>>>,
}

/// A sign-in, as a connection that lives by it sees it.
pub struct SignedIn {
    ended: watch::Receiver<bool>,
    /// Kept so that the connections of one sign-in share one bell.
    _bell: Arc<watch::Sender<bool>>,
}

impl SignedIn {
    /// Waits until the sign-in is over. One that ended before it was waited for is over at once.
    pub async fn over(mut self) {
        // The sender is held here: waiting cannot fail.
        let _ended = self.ended.wait_for(|ended| *ended).await;
    }
}

impl Sessions {
    fn lock(&self) -> MutexGuard<'_, HashMap<SessionId, Weak<watch::Sender<bool>>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something to wait on for the end of `session`; shared by all its connections.
    pub fn watch(&self, session: SessionId) -> SignedIn {
        let mut open = self.lock();
        let bell = open.get(&session).and_then(Weak::upgrade).unwrap_or_else(|| {
            // Entries of connections long gone are swept here, so the map never outgrows what is open by more than twice.
            if open.len() > 64 && open.len().is_power_of_two() {
                open.retain(|_, bell| bell.strong_count() > 0);
            }
            let bell = Arc::new(watch::Sender::new(false));
            open.insert(session, Arc::downgrade(&bell));
            bell
        });
        SignedIn { ended: bell.subscribe(), _bell: bell }
    }

    /// Ends every connection of `session` on this node.
    pub fn end(&self, session: SessionId) {
        let bell = self.lock().remove(&session);
        if let Some(bell) = bell.and_then(|bell| bell.upgrade()) {
            bell.send_replace(true);
        }
    }

    /// The sign-ins with open connections.
    pub fn open(&self) -> Vec<SessionId> {
        self.lock().iter().filter(|(_, bell)| bell.strong_count() > 0).map(|(id, _)| *id).collect()
    }
}
