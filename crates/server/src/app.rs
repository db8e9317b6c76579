//! What every handler may ask for: built once at start.

use std::{net::IpAddr, num::NonZeroU32, ops::Deref, sync::Arc};

use domain::{rules::Rules, view::Mine};
use governor::{DefaultKeyedRateLimiter, Quota};
use papers::signature::Roots;
use store::{Store, people::House};

use crate::{
    act::Rooms,
    encryption::{Encryption, Ports},
    jobs::Jobs,
    reading::Copies,
    rehearsals::Rehearsals,
    sign_ins::SignIns,
};

/// The running program. Cheap to clone: every layer of every request does.
#[derive(Clone)]
pub struct App(Arc<Parts>);

impl From<Parts> for App {
    fn from(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What the program consists of.
pub struct Parts {
    /// What is kept.
    pub store: Store,
    /// Meetings live on this node.
    pub rooms: Arc<Rooms>,
    /// Who is signed in.
    pub sign_ins: Arc<SignIns>,
    /// Rules of the house.
    pub rules: Arc<Rules>,
    /// The house.
    pub house: Arc<House>,
    /// Sign-in attempts.
    pub attempts: Arc<Attempts>,
    /// Wakes those who work in the background.
    pub jobs: Jobs,
    /// Reading copies of files.
    pub copies: Copies,
    /// Whose signatures are trusted.
    pub roots: Arc<Roots>,
    /// Files studied at a time.
    pub studies: usize,
    /// Sign-ins of running rehearsals.
    pub rehearsals: Arc<Rehearsals>,
    /// How connections are encrypted.
    pub encryption: Encryption,
    /// Where it listens.
    pub ports: Ports,
    /// Turns true when the program stops: open channels then tell their tablets to come back.
    pub closing: tokio::sync::watch::Sender<bool>,
}

/// How often somebody may try to sign in: by account, and by address. In memory: a restart forgives.
pub struct Attempts {
    by_login: DefaultKeyedRateLimiter<String>,
    by_address: DefaultKeyedRateLimiter<IpAddr>,
}

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            // Ten tries at once, then one every six seconds: a person who mistypes never notices, a guesser gets nowhere.
            by_login: governor::RateLimiter::keyed(Quota::per_minute(number(10))),
            // A whole room behind one address signs in at the same minute.
            by_address: governor::RateLimiter::keyed(Quota::per_minute(number(120))),
        }
    }
}

impl Attempts {
    /// Counts an attempt; false where there were too many.
    pub fn allow(&self, login: &str, address: IpAddr) -> bool {
        let login = self.by_login.check_key(&login.to_owned()).is_ok();
        let address = self.by_address.check_key(&address).is_ok();
        if self.by_login.len() > 10_000 || self.by_address.len() > 10_000 {
            self.by_login.retain_recent();
            self.by_address.retain_recent();
        }
        login && address
    }
}

/// A picture for one person, as GET answers it.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Snapshot {
    /// Seq of the last event in it.
    pub seq: u64,
    /// The server's clock.
    pub now: chrono::DateTime<chrono::Utc>,
    /// What concerns this person only.
    pub mine: Mine,
    /// What their audience may see.
    pub view: domain::view::MeetingView,
}
