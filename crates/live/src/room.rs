//! A room: one meeting's state, one channel an audience, and the doors to them.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use domain::{
    audience::Audience,
    event::{Event, Recorded},
    state::MeetingState,
};
use tokio::sync::watch;

use crate::{
    channel::{Channel, Frame},
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
}

struct Inner {
    state: Arc<MeetingState>,
    /// Counts changes that may move somebody to another audience.
    rights: u64,
    channels: HashMap<Audience, (Channel, Instant)>,
}

/// Where a subscription starts: everything it needs, taken in one step so that no change can fall between.
pub(crate) struct Start {
    pub(crate) audience: Audience,
    pub(crate) epoch: String,
    pub(crate) seq: u64,
    pub(crate) bell: watch::Receiver<u64>,
    pub(crate) rights: u64,
    pub(crate) state: Arc<MeetingState>,
    pub(crate) first: First,
}

/// What is sent first.
pub(crate) enum First {
    /// A whole picture.
    Snapshot(Arc<str>),
    /// What was missed after this seq.
    Missed(u64, Vec<Frame>),
}

/// What a subscription finds when it looks again.
pub(crate) enum Look {
    /// Frames that lead up to `seq`.
    Frames { seq: u64, frames: Vec<Frame>, rights: u64 },
    /// It fell too far behind, or belongs to another audience now.
    Restart(Start),
    /// The viewer has no business here any more.
    NoAudience,
}

impl Room {
    /// A room with the state a journal adds up to. `boot` names this start of this node.
    pub fn new(boot: &str, state: Arc<MeetingState>) -> Self {
        Self { boot: boot.to_owned(), inner: Mutex::new(Inner { state, rights: 0, channels: HashMap::new() }) }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // A panic while holding the lock cannot leave half a frame behind: every change below is a single step.
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The state now.
    pub fn state(&self) -> Arc<MeetingState> {
        self.lock().state.clone()
    }

    /// Takes committed events in and tells every audience what changed for it. Called in journal order only.
    ///
    /// Cost: one view, one difference and one serialisation an audience, however many tablets.
    pub fn publish(&self, after: Arc<MeetingState>, events: &[Recorded]) {
        let mut inner = self.lock();
        let inner = &mut *inner;
        let before = std::mem::replace(&mut inner.state, after.clone());
        let moved = events.iter().any(|recorded| may_move_audiences(&recorded.event));
        inner.rights += u64::from(moved);
        let now = Instant::now();
        inner.channels.retain(|_, (channel, used)| {
            if channel.bell.receiver_count() > 0 {
                *used = now;
            }
            now.duration_since(*used) < IDLE_CHANNEL
        });
        for (audience, (channel, _)) in &mut inner.channels {
            channel.advance(&before, &after, events, audience);
            channel.bell.send_modify(|rings| *rings += 1);
        }
    }

    pub(crate) fn begin(&self, viewer: &Viewer, resume: Option<&Resume>) -> Option<Start> {
        self.begin_locked(&mut self.lock(), viewer, resume)
    }

    fn begin_locked(&self, inner: &mut Inner, viewer: &Viewer, resume: Option<&Resume>) -> Option<Start> {
        let audience = viewer.audience(&inner.state)?;
        let epoch = self.epoch(&audience);
        let (rights, state) = (inner.rights, inner.state.clone());
        let channel = inner.channel(&audience);
        let first = match resume {
            Some(resume) if resume.epoch == epoch && resume.since <= state.seq && channel.holds(resume.since) => {
                First::Missed(resume.since, channel.after(resume.since))
            }
            _ => First::Snapshot(channel.picture_text()),
        };
        Some(Start { epoch, seq: state.seq, bell: channel.bell.subscribe(), rights, state, first, audience })
    }

    /// Continues a subscription that has everything up to `since` as `audience`, judged at `rights`.
    pub(crate) fn look(&self, viewer: &Viewer, audience: &Audience, rights: u64, since: u64) -> Look {
        let mut inner = self.lock();
        if rights == inner.rights || viewer.audience(&inner.state).as_ref() == Some(audience) {
            let (seq, rights) = (inner.state.seq, inner.rights);
            let channel = inner.channel(audience);
            if channel.holds(since) {
                return Look::Frames { seq, frames: channel.after(since), rights };
            }
        }
        self.begin_locked(&mut inner, viewer, None).map_or(Look::NoAudience, Look::Restart)
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
        self.lock().channels.values().map(|(channel, _)| channel.bell.receiver_count()).sum()
    }
}

impl Inner {
    fn channel(&mut self, audience: &Audience) -> &mut Channel {
        let state = &self.state;
        let (channel, used) = self.channels.entry(audience.clone()).or_insert_with(|| (Channel::open(state, audience), Instant::now()));
        *used = Instant::now();
        channel
    }
}

/// Whether an event may change who belongs to which audience, or whether they may look at all.
fn may_move_audiences(event: &Event) -> bool {
    match event {
        Event::MeetingPublished
        | Event::AgendaItemAdded { .. }
        | Event::AgendaItemEdited { .. }
        | Event::AgendaItemRemoved { .. }
        | Event::AttendeesAdded { .. }
        | Event::AttendeeEdited { .. }
        | Event::AttendeeRemoved { .. } => true,
        Event::MeetingCreated { .. }
        | Event::MeetingEdited { .. }
        | Event::AgendaItemMoved { .. }
        | Event::PaperAttached { .. }
        | Event::PaperEdited { .. }
        | Event::PaperReplaced { .. }
        | Event::PaperWithdrawn { .. }
        | Event::SessionOpened
        | Event::AgendaAdvanced { .. }
        | Event::SessionPaused
        | Event::SessionResumed
        | Event::SessionClosed
        | Event::AttendeeCheckedIn { .. }
        | Event::AttendeeCheckedOut { .. } => false,
    }
}
