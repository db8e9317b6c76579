//! A tablet that does what docs/LIVE.md asks of a client: it comes back by itself with what it holds, and notices silence.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use rehearsal::{
    house::House,
    picture::Picture,
    tablet::{Held, Tablet},
};

use crate::dice::Dice;

/// Silence after which it connects anew.
const SILENCE: Duration = Duration::from_secs(20);
/// The same after it has asked anew.
const ASKING: Duration = Duration::from_secs(5);

/// What a follower shows just now.
#[derive(Default)]
struct Shown {
    tablet: Option<Tablet>,
    held: Held,
    connected: u32,
}

/// A tablet that follows until its runtime goes.
#[derive(Clone, Default)]
pub struct Follower(Arc<Mutex<Shown>>);

impl Follower {
    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything it holds.
    pub fn held(&self) -> Held {
        let shown = self.lock();
        shown.tablet.as_ref().map_or_else(|| shown.held.clone(), Tablet::held)
    }

    pub fn picture(&self) -> Picture {
        self.held().view
    }

    /// How often it has connected.
    pub fn connected(&self) -> u32 {
        self.lock().connected
    }

    /// When everything up to `seq` was there, if it is.
    pub fn reached(&self, seq: u64) -> Option<Instant> {
        self.held().arrivals.iter().find(|(held, _)| *held >= seq).map(|(_, at)| *at)
    }

    /// Follows for ever.
    pub async fn follow(self, house: House, meeting: String, door: &'static str, mut dice: Dice) {
        let token = house.token().expect("a token").to_owned();
        let mut wait = 600;
        loop {
            let held = Held { closed: None, ..self.held() };
            let query = format!("door={door}&epoch={}&since={}", held.epoch, held.seq);
            let joined = tokio::time::timeout(ASKING, Tablet::resume(&house, &meeting, &token, &query, held)).await;
            if let Ok(Ok(tablet)) = joined {
                {
                    let mut shown = self.lock();
                    shown.tablet = Some(tablet);
                    shown.connected += 1;
                }
                wait = 600;
                self.listen().await;
                let mut shown = self.lock();
                shown.held = shown.tablet.take().map(|tablet| tablet.held()).unwrap_or_default();
            }
            tokio::time::sleep(dice.wait(wait)).await;
            wait = (wait * 2).min(2_000);
        }
    }

    /// Until the server hangs up, or nothing was heard for too long.
    async fn listen(&self) {
        loop {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let held = self.held();
            let silent = held.arrivals.last().is_none_or(|(_, at)| at.elapsed() > SILENCE);
            if held.closed.is_some() || silent {
                return;
            }
        }
    }
}
