//! One virtual tablet: follows the live channel as the real one does, and keeps nothing but the picture.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use futures::StreamExt;
use serde_json::Value;
use tokio::{sync::watch, task::JoinHandle};
use tokio_tungstenite::{
    client_async_with_config,
    tungstenite::{
        Message,
        client::IntoClientRequest,
        http::{HeaderValue, header},
        protocol::WebSocketConfig,
    },
};

use crate::{
    house::{House, HouseError},
    picture::{Album, Picture},
};

/// What a tablet holds.
#[derive(Debug, Default, Clone)]
pub struct Held {
    /// Epoch of its picture.
    pub epoch: String,
    /// Seq of its picture.
    pub seq: u64,
    /// The picture.
    pub view: Picture,
    /// What concerns this tablet's person only.
    pub mine: Value,
    /// Whether that has come over this connection.
    pub greeted: bool,
    /// Notices received, oldest first.
    pub notices: Vec<Value>,
    /// What whoever leads a paper showed last; nothing is kept of what was before.
    pub led: Option<Value>,
    /// How often they showed something.
    pub shown: u32,
    /// Snapshots received.
    pub snapshots: u32,
    /// When each seq arrived.
    pub arrivals: Vec<(u64, Instant)>,
    /// Bytes of all frames.
    pub bytes: usize,
    /// Code the server closed with, once it did.
    pub closed: Option<u16>,
}

impl Held {
    /// Takes one frame in, exactly as the browser does: a view replaces, a patch merges.
    pub fn take(&mut self, text: &str) {
        let Ok(mut frame) = serde_json::from_str::<Value>(text) else { return };
        let view = frame.get_mut("view").map(Value::take);
        let snapshot = view.is_some();
        if let Some(view) = view {
            self.view = view.into();
        }
        if let Some(patch) = frame.get("patch") {
            self.view.merge(patch);
        }
        self.note(text, &frame, snapshot);
    }

    /// The same where others receive the same frames: what leads to the same picture is read once.
    fn take_with(&mut self, album: &Album, text: &str) {
        match album.read(&self.view, text) {
            Some(read) => {
                self.view = read.picture;
                self.note(text, &read.frame, read.snapshot);
            }
            None => self.take(text),
        }
    }

    /// Everything a frame says beside the picture.
    fn note(&mut self, text: &str, frame: &Value, snapshot: bool) {
        self.bytes += text.len();
        if let Some(epoch) = frame.get("epoch").and_then(Value::as_str) {
            epoch.clone_into(&mut self.epoch);
        }
        if snapshot {
            self.snapshots += 1;
            self.greeted = false;
        }
        if let Some(led) = frame.get("lead") {
            self.led = Some(led.clone());
            self.shown += 1;
        }
        if let Some(mine) = frame.get("mine") {
            self.mine = mine.clone();
            self.greeted = true;
        }
        // What led on from a snapshot to now was told to those who were here.
        if self.greeted
            && let Some(notices) = frame.get("notices").and_then(Value::as_array)
        {
            self.notices.extend(notices.iter().cloned());
        }
        if let Some(seq) = frame.get("seq").and_then(Value::as_u64) {
            self.seq = seq;
            self.arrivals.push((seq, Instant::now()));
        }
    }
}

/// A tablet in a room. Dropping it leaves.
#[derive(Debug)]
pub struct Tablet {
    held: Arc<Mutex<Held>>,
    seq: watch::Receiver<u64>,
    task: JoinHandle<()>,
}

impl Drop for Tablet {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Tablet {
    /// Opens the live channel of a meeting with a session token and waits for the first picture.
    pub async fn join(house: &House, meeting_id: &str, token: &str, door: &str) -> Result<Self, HouseError> {
        Self::join_with(house, meeting_id, token, &format!("door={door}")).await
    }

    /// The same with any query: `door=room&epoch=…&since=…` resumes. `held` stays empty until a snapshot comes.
    pub async fn join_with(house: &House, meeting_id: &str, token: &str, query: &str) -> Result<Self, HouseError> {
        let held = Held { view: house.album().blank(), ..Held::default() };
        Self::resume(house, meeting_id, token, query, held).await
    }

    /// Comes back with a picture held before.
    pub async fn resume(house: &House, meeting_id: &str, token: &str, query: &str, held: Held) -> Result<Self, HouseError> {
        let house = house.with_token(token);
        let mut request = house.live_url(meeting_id, query).into_client_request().map_err(Box::new)?;
        if let Some(cookie) = house.cookie().and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
            request.headers_mut().insert(header::COOKIE, cookie);
        }
        let config = WebSocketConfig::default().read_buffer_size(8 * 1024);
        let wire = house.connect().await?;
        let (mut socket, _answer) = client_async_with_config(request, wire, Some(config)).await.map_err(Box::new)?;
        let album = house.album().clone();
        let held = Arc::new(Mutex::new(Held { greeted: false, ..held }));
        let (told, seq) = watch::channel(0);
        let kept = held.clone();
        #[expect(clippy::disallowed_methods, reason = "a virtual tablet lives exactly as long as its handle, which aborts it")]
        let task = tokio::spawn(async move {
            while let Some(message) = socket.next().await {
                let mut held = lock(&kept);
                match message {
                    Ok(Message::Text(text)) => held.take_with(&album, &text),
                    Ok(Message::Close(frame)) => held.closed = Some(frame.map_or(1005, |frame| frame.code.into())),
                    Ok(_) => continue,
                    Err(_) => break,
                }
                // What concerns this tablet alone ends the opening: before it, the picture may still be catching up.
                if held.greeted {
                    told.send_replace(held.seq);
                }
            }
            let mut held = lock(&kept);
            held.closed.get_or_insert(1006);
        });
        let mut tablet = Self { held, seq, task };
        // The sender is gone only when the server hung up before its first word: the picture then stays empty.
        let _hung_up = tablet.seq.changed().await;
        Ok(tablet)
    }

    /// When the tablet had everything up to `seq`; none if that took longer than `patience`.
    pub async fn reached(&self, seq: u64, patience: Duration) -> Option<Instant> {
        let mut watching = self.seq.clone();
        tokio::time::timeout(patience, watching.wait_for(|held| *held >= seq)).await.ok()?.ok()?;
        lock(&self.held).arrivals.iter().find(|(held, _)| *held >= seq).map(|(_, at)| *at)
    }

    /// Waits until the server closes the channel; the code, or none if it did not within `patience`.
    pub async fn closed(&self, patience: Duration) -> Option<u16> {
        let mut watching = self.seq.clone();
        let gone = async { while watching.changed().await.is_ok() {} };
        tokio::time::timeout(patience, gone).await.ok()?;
        lock(&self.held).closed
    }

    /// The picture, built from frames alone.
    pub fn picture(&self) -> Picture {
        lock(&self.held).view.clone()
    }

    /// Everything it holds.
    pub fn held(&self) -> Held {
        lock(&self.held).clone()
    }
}

fn lock(held: &Mutex<Held>) -> MutexGuard<'_, Held> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
