//! Somebody who follows by long polls, as where a proxy breaks sockets.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rehearsal::{
    house::{House, HouseError},
    tablet::Held,
};

/// Polls until dropped or refused.
pub struct Poller {
    held: Arc<Mutex<Held>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Poller {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Poller {
    /// Follows a meeting through a door from now on.
    pub fn follow(house: &House, meeting: &str, door: &str) -> Self {
        let held = Arc::new(Mutex::new(Held::default()));
        let (house, path) = (house.clone(), format!("meetings/{meeting}/live/poll?door={door}"));
        let kept = held.clone();
        let task = tokio::runtime::Handle::current().spawn(async move {
            loop {
                let Held { epoch, seq, .. } = lock(&kept).clone();
                let path = if epoch.is_empty() { path.clone() } else { format!("{path}&epoch={epoch}&since={seq}") };
                match house.get(&path).await {
                    Ok(answer) => {
                        // All of an answer at once, as a screen shows it.
                        let mut held = lock(&kept);
                        for frame in answer["frames"].as_array().expect("frames") {
                            held.take(&frame.to_string());
                        }
                    }
                    Err(HouseError::Refused { status, .. }) => {
                        lock(&kept).closed = Some(status.as_u16());
                        return;
                    }
                    Err(_gone) => return,
                }
            }
        });
        Self { held, task }
    }

    /// Everything it holds; `closed` is the status it was refused with.
    pub fn held(&self) -> Held {
        lock(&self.held).clone()
    }
}

fn lock(held: &Mutex<Held>) -> MutexGuard<'_, Held> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
