//! A room: one meeting's state, one channel an audience, and the doors to them.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use domain::{audience::Audience, event::Recorded, ids::PaperId, permission::Hat, state::MeetingState};
use tokio::sync::{Semaphore, SemaphorePermit, watch};

use crate::{
    channel::Channel,
    frame::Frame,
    lead::{Abroad, Leading},
    row::{Chunk, Placed, Row},
    seat::Seat,
    start::{First, Start},
    viewer::Viewer,
};

/// A channel nobody has listened to for this long is closed; who comes back later gets a snapshot.
const IDLE_CHANNEL: Duration = Duration::from_secs(300);

/// What a returning tablet holds already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// The epoch it was given.
    pub epoch: String,
    /// The last seq it has.
    pub since: u64,
}

/// One meeting, live on this node.
pub struct Room {
    boot: String,
    inner: Mutex<Inner>,
    /// Counts changes that may move somebody to another audience. Moved on under the lock; read without it.
    rights: AtomicU64,
    /// As many rows write at a time as there are cores.
    lanes: Semaphore,
    /// What whoever leads shows.
    pub(crate) leading: Leading,
    /// Counts calls for service: whoever cares asks what has become of theirs.
    calls: AtomicU64,
    /// Where other nodes hear of it.
    pub(crate) abroad: Option<Abroad>,
}

struct Inner {
    state: Arc<MeetingState>,
    channels: HashMap<Audience, (Channel, Instant)>,
}

/// What has been shown beside the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) led: u64,
    pub(crate) calls: u64,
}

/// What somebody finds who looks again.
pub(crate) enum Look {
    /// Frames that lead up to `seq`.
    Frames { seq: u64, frames: Vec<(u64, Frame)>, rights: u64 },
    /// They fell too far behind, or belong to another audience now.
    Restart(Box<Start>),
    /// They have no business here any more.
    NoAudience,
}

/// The bells of a change, to be rung once whoever made it has been answered.
#[must_use]
#[derive(Default)]
pub struct Bells(Vec<Arc<Row>>);

impl Bells {
    /// Sends the rows off to write.
    pub fn ring(self) {
        for row in self.0 {
            row.bell.notify_one();
        }
    }
}

impl Room {
    /// A room with the state a journal adds up to. `boot` names this start of this node; `abroad` are the other nodes.
    pub fn new(boot: &str, state: Arc<MeetingState>, abroad: Option<Abroad>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            boot: boot.to_owned(),
            inner: Mutex::new(Inner { state, channels: HashMap::new() }),
            rights: AtomicU64::new(0),
            lanes: Semaphore::new(cores),
            leading: Leading::default(),
            calls: AtomicU64::new(0),
            abroad,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic while holding the lock cannot leave half a frame behind: every change below is a single step.
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The state now.
    pub fn state(&self) -> Arc<MeetingState> {
        self.lock().state.clone()
    }

    /// A row's turn to write; in the order in which rows ask.
    pub(crate) async fn lane(&self) -> Option<SemaphorePermit<'_>> {
        // The semaphore is never closed.
        self.lanes.acquire().await.ok()
    }

    pub(crate) fn rights(&self) -> u64 {
        self.rights.load(Ordering::Acquire)
    }

    /// Takes committed events in and makes every audience's frame. Called in journal order only.
    ///
    /// Cost: one difference and one serialisation an audience, however many tablets.
    pub fn publish(&self, after: Arc<MeetingState>, events: &[Recorded]) -> Bells {
        let mut inner = self.lock();
        let inner = &mut *inner;
        let before = std::mem::replace(&mut inner.state, after.clone());
        let moved = events.iter().any(|recorded| recorded.event.may_move_audiences());
        if moved {
            self.rights.fetch_add(1, Ordering::Release);
        }
        let now = Instant::now();
        inner.channels.retain(|_, (channel, used)| {
            if channel.is_used() {
                *used = now;
            }
            now.duration_since(*used) < IDLE_CHANNEL
        });
        let mut bells = Vec::new();
        for (audience, (channel, _)) in &mut inner.channels {
            if channel.advance(&before, &after, events, audience) || moved {
                bells.extend(channel.rows.iter().cloned());
                channel.bell.send_modify(|rings| *rings += 1);
            }
        }
        Bells(bells)
    }

    pub(crate) fn begin(&self, viewer: &Viewer, resume: Option<&Resume>) -> Option<Start> {
        self.begin_locked(&mut self.lock(), viewer, resume)
    }

    fn begin_locked(&self, inner: &mut Inner, viewer: &Viewer, resume: Option<&Resume>) -> Option<Start> {
        let audience = viewer.audience(&inner.state)?;
        let epoch = self.epoch(&audience);
        let state = inner.state.clone();
        let channel = inner.channel(&audience);
        let (first, since) = match resume {
            Some(resume) if resume.epoch == epoch && resume.since <= state.seq && channel.leads_from(resume.since) => {
                (First::Resumed(resume.since), resume.since)
            }
            _ => {
                let snapshot = channel.snapshot(&state, &audience, &epoch);
                let since = snapshot.seq;
                (First::Snapshot(snapshot), since)
            }
        };
        let frames = channel.after(since).map(|(_, frame)| frame.clone()).collect();
        let led = self.led(&state, &audience);
        Some(Start { epoch, seq: state.seq, rights: self.rights(), state, first, frames, led, audience })
    }

    /// Continues for somebody who has everything up to `since` as `audience`, judged at `rights`.
    pub(crate) fn look(&self, viewer: &Viewer, audience: &Audience, rights: u64, since: u64) -> Look {
        self.look_locked(&mut self.lock(), viewer, audience, rights, since)
    }

    fn look_locked(&self, inner: &mut Inner, viewer: &Viewer, audience: &Audience, rights: u64, since: u64) -> Look {
        if rights == self.rights() || viewer.audience(&inner.state).as_ref() == Some(audience) {
            let seq = inner.state.seq;
            let channel = inner.channel(audience);
            if channel.leads_from(since) {
                return Look::Frames { seq, frames: channel.after(since).cloned().collect(), rights: self.rights() };
            }
        }
        self.begin_locked(inner, viewer, None).map_or(Look::NoAudience, |start| Look::Restart(Box::new(start)))
    }

    /// The same, and where there is nothing more to send, a place in a row: from then on the row writes.
    pub(crate) fn settle(self: &Arc<Self>, seat: &Arc<Seat>, audience: &Audience, rights: u64, since: u64) -> Option<Look> {
        let mut inner = self.lock();
        match self.look_locked(&mut inner, &seat.viewer, audience, rights, since) {
            Look::Frames { seq, frames, .. } if frames.is_empty() => {
                let channel = inner.channel(audience);
                channel.deflate |= seat.deflate;
                let free = channel.rows.iter().find(|row| row.deflate == seat.deflate && row.has_room());
                let row = free.cloned().unwrap_or_else(|| {
                    let row = Arc::new(Row::new(seat.deflate));
                    channel.rows.push(row.clone());
                    serve(row.clone().serve(self.clone(), audience.clone(), self.rights()));
                    row
                });
                row.take(Placed { seq, seat: seat.clone() });
                None
            }
            look => Some(look),
        }
    }

    /// What a row writes to those who have everything up to `since`.
    pub(crate) fn chunk(&self, audience: &Audience, deflate: bool, since: u64, rights: u64) -> Chunk {
        let mut inner = self.lock();
        if self.rights() != rights {
            return Chunk::RightsMoved;
        }
        let seq = inner.state.seq;
        let channel = inner.channel(audience);
        if channel.holds(since) { Chunk::Pieces(seq, channel.pieces_after(since, deflate)) } else { Chunk::Lost }
    }

    /// Closes an empty row; false where somebody has joined it meanwhile.
    pub(crate) fn close_row(&self, audience: &Audience, row: &Arc<Row>) -> bool {
        let mut inner = self.lock();
        if row.len() > 0 {
            return false;
        }
        if let Some((channel, _)) = inner.channels.get_mut(audience) {
            channel.rows.retain(|one| !Arc::ptr_eq(one, row));
        }
        true
    }

    /// Somebody asks for service, or has been seen to.
    pub fn called(&self) {
        self.calls.fetch_add(1, Ordering::Release);
        let inner = self.lock();
        for (channel, _) in inner.channels.values() {
            for row in &channel.rows {
                row.bell.notify_one();
            }
            channel.bell.send_modify(|rings| *rings += 1);
        }
    }

    /// How often somebody called, or was seen to.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Acquire)
    }

    /// What is new for `audience` beside the picture, judged at `rights`.
    pub(crate) fn beside(&self, audience: &Audience, rights: u64, seen: &mut Seen) -> Vec<Frame> {
        let now = Seen { led: self.leading.count(), calls: self.calls.load(Ordering::Acquire) };
        if now == *seen {
            return Vec::new();
        }
        let mut frames = Vec::new();
        if now.calls != seen.calls {
            seen.calls = now.calls;
            if audience.hat != Hat::Wall {
                frames.push(Frame::new(&format!("{{\"calls\":{}}}", now.calls), false));
            }
        }
        if let Some((count, frame)) = self.led_at(audience, rights).filter(|(count, _)| *count != seen.led) {
            seen.led = count;
            frames.push(frame);
        }
        frames
    }

    /// What whoever leads shows to `audience` now, and its count.
    fn led(&self, state: &MeetingState, audience: &Audience) -> Option<(u64, Frame)> {
        let lead = state.lead.filter(|lead| state.is_read_by(audience, lead.paper_id))?;
        self.leading.shown(lead)
    }

    /// The same, for those judged at `rights`.
    pub(crate) fn led_at(&self, audience: &Audience, rights: u64) -> Option<(u64, Frame)> {
        // Under the lock, rights stand still.
        let inner = self.lock();
        if self.rights() == rights { self.led(&inner.state, audience) } else { None }
    }

    /// Sends off the rows of those who read a paper, and with `polls` those who poll.
    pub(crate) fn ring_readers(&self, paper_id: PaperId, polls: bool) {
        let inner = self.lock();
        for (audience, (channel, _)) in &inner.channels {
            if !inner.state.is_read_by(audience, paper_id) {
                continue;
            }
            for row in &channel.rows {
                row.bell.notify_one();
            }
            if polls {
                channel.bell.send_modify(|rings| *rings += 1);
            }
        }
    }

    pub(crate) fn bell(&self, audience: &Audience) -> watch::Receiver<u64> {
        self.lock().channel(audience).bell.subscribe()
    }

    /// Names a run of frames: this start of this node, and the audience they were made for.
    fn epoch(&self, audience: &Audience) -> String {
        let mut hasher = DefaultHasher::new();
        audience.hash(&mut hasher);
        format!("{}.{:x}", self.boot, hasher.finish())
    }

    /// How many tablets are listening. A figure for operators.
    pub fn listeners(&self) -> usize {
        let inner = self.lock();
        let channels = inner.channels.values().map(|(channel, _)| channel);
        channels.map(|channel| channel.bell.receiver_count() + channel.rows.iter().map(|row| row.len()).sum::<usize>()).sum()
    }
}

#[expect(clippy::disallowed_methods, reason = "a row's task lives as long as somebody sits in it, and cannot fail")]
fn serve(row: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(row);
}

impl Inner {
    fn channel(&mut self, audience: &Audience) -> &mut Channel {
        let state = &self.state;
        let (channel, used) = self.channels.entry(audience.clone()).or_insert_with(|| (Channel::open(state), Instant::now()));
        *used = Instant::now();
        channel
    }
}
