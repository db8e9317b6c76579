//! Who is signed in, remembered on this node, so that a room of tablets that comes back at once asks the store nothing.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{ids::SessionId, person::Actor};
use live::{Sessions, sessions::SignedIn};
use store::{Store, StoreError};

use crate::{clock, identity::Identity};

/// Sign-ins remembered at most; beyond it all are asked for again.
const REMEMBERED: usize = 20_000;

/// The sign-ins this node has met, and the connections they hold open. A sign-in that ends anywhere is forgotten here:
/// this node's ends directly, another node's through the doorbell.
pub struct SignIns {
    store: Store,
    /// By the hash of the token.
    known: Mutex<HashMap<String, Identity>>,
    /// Counts endings: what was read from the store before one is not remembered after it.
    endings: AtomicU64,
    open: Sessions,
}

impl SignIns {
    /// Nobody is known yet.
    pub fn new(store: Store) -> Self {
        Self { store, known: Mutex::default(), endings: AtomicU64::new(0), open: Sessions::default() }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Identity>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whoever is signed in with this token.
    pub async fn identity(&self, token_hash: &str) -> Result<Option<Identity>, StoreError> {
        let now = clock::now();
        if let Some(known) = self.known().get(token_hash) {
            return Ok(Some(known.clone()).filter(|known| known.expires_at > now));
        }
        let endings = self.endings.load(Ordering::Acquire);
        let Some((session, account)) = self.store.session(token_hash, now).await? else { return Ok(None) };
        let device = match session.device_id {
            Some(id) => self.store.device(id).await?.map(|device| device.name),
            None => None,
        };
        let identity = Identity {
            session_id: session.session_id,
            account_id: account.account_id,
            device_id: session.device_id,
            login: account.login,
            actor: Actor { house_role: account.house_role, person_id: account.person_id, name: account.name },
            device,
            expires_at: session.expires_at,
        };
        let mut known = self.known();
        if self.endings.load(Ordering::Acquire) == endings {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(token_hash.to_owned(), identity.clone());
        }
        Ok(Some(identity))
    }

    /// Something to wait on for the end of a sign-in.
    pub fn watch(&self, session: SessionId) -> SignedIn {
        self.open.watch(session)
    }

    /// Forgets a sign-in that has ended, and ends its connections.
    pub fn end(&self, session: SessionId) {
        {
            let mut known = self.known();
            self.endings.fetch_add(1, Ordering::Release);
            known.retain(|_, identity| identity.session_id != session);
        }
        self.open.end(session);
    }

    /// Asks the store about everybody again: endings may have been missed.
    pub async fn ask_again(&self) -> Result<(), StoreError> {
        {
            let mut known = self.known();
            self.endings.fetch_add(1, Ordering::Release);
            known.clear();
        }
        let open = self.open.open();
        let still = self.store.still_signed_in(&open, clock::now()).await?;
        for session in open.into_iter().filter(|session| !still.contains(session)) {
            self.open.end(session);
        }
        Ok(())
    }
}
