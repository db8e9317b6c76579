//! One audience of one room: the frames that were made for it, a snapshot to begin with, and who is listening.

use std::{
    collections::VecDeque,
    sync::{Arc, OnceLock},
    time::Duration,
};

use domain::{audience::Audience, difference::difference, event::Recorded, notice, state::MeetingState, view};
use serde_json::json;
use tokio::sync::watch;

use crate::{
    frame::{Frame, Piece},
    row::Row,
};

/// After this long without a frame the room says that it is still there, and where it stands.
pub const HEARTBEAT: Duration = Duration::from_secs(10);
/// Frames kept for tablets that come back, whichever limit is reached first.
const RING_FRAMES: usize = 512;
const RING_BYTES: usize = 256 * 1024;
/// A snapshot is used again while the frames that lead on from it are less than this part of it, or than this many bytes.
const SNAPSHOT_SHARE: usize = 4;
const SNAPSHOT_SLACK: usize = 4096;
/// From this many bytes on, what was missed is left out for a snapshot that is shorter. Not before: notices go with it.
const LONG: usize = 32 * 1024;

/// The frames of one audience, oldest first.
pub(crate) struct Channel {
    ring: VecDeque<(u64, Frame)>,
    ring_bytes: usize,
    /// Every frame after this seq is in the ring.
    floor: u64,
    snapshot: Option<Arc<Snapshot>>,
    /// Whether a socket here takes permessage-deflate: then frames are made in both forms.
    pub(crate) deflate: bool,
    /// The sockets, by rows.
    pub(crate) rows: Vec<Arc<Row>>,
    /// Tells long polls to look; the value only counts changes.
    pub(crate) bell: watch::Sender<u64>,
}

/// A whole picture, written out once for everybody who begins with it.
pub(crate) struct Snapshot {
    pub(crate) seq: u64,
    text: String,
    plain: OnceLock<Frame>,
    deflated: OnceLock<Frame>,
}

impl Snapshot {
    /// Its frame. Framing and compressing are done by whoever needs them first, outside the room's lock.
    pub(crate) fn frame(&self, deflate: bool) -> &Frame {
        let form = if deflate { &self.deflated } else { &self.plain };
        form.get_or_init(|| Frame::new(&self.text, deflate))
    }
}

impl Channel {
    pub(crate) fn open(state: &MeetingState) -> Self {
        Self {
            ring: VecDeque::new(),
            ring_bytes: 0,
            floor: state.seq,
            snapshot: None,
            deflate: false,
            rows: Vec::new(),
            bell: watch::Sender::new(0),
        }
    }

    /// Takes a change in: what this audience sees of it becomes one frame. Answers whether there was anything to see.
    pub(crate) fn advance(&mut self, before: &MeetingState, after: &MeetingState, events: &[Recorded], audience: &Audience) -> bool {
        let patch = difference(before, after, audience);
        let notices: Vec<_> = events.iter().filter_map(|recorded| notice::notice(&recorded.event, before, after, audience)).collect();
        if patch.is_none() && notices.is_empty() {
            return false;
        }
        // Written by hand so that the seq comes first: whoever only counts frames need not read them.
        let mut text = format!("{{\"seq\":{}", after.seq);
        if let Some(patch) = patch {
            text += &format!(",\"patch\":{patch}");
        }
        if !notices.is_empty() {
            text += &format!(",\"notices\":{}", json!(notices));
        }
        text.push('}');
        self.push(after.seq, Frame::new(&text, self.deflate));
        true
    }

    fn push(&mut self, seq: u64, frame: Frame) {
        self.ring_bytes += frame.weight();
        self.ring.push_back((seq, frame));
        while self.ring.len() > RING_FRAMES || self.ring_bytes > RING_BYTES {
            let Some((seq, frame)) = self.ring.pop_front() else { break };
            self.ring_bytes -= frame.weight();
            self.floor = seq;
        }
    }

    pub(crate) fn holds(&self, since: u64) -> bool {
        since >= self.floor
    }

    /// Everything after `since`; call only where [`Channel::holds`] it.
    pub(crate) fn after(&self, since: u64) -> impl Iterator<Item = &(u64, Frame)> {
        let start = self.ring.partition_point(|(seq, _)| *seq <= since);
        self.ring.range(start..)
    }

    /// Whether whoever has everything up to `since` goes on from there: the ring has what they missed, and a snapshot would
    /// not bring them to now with much less.
    pub(crate) fn leads_from(&self, since: u64) -> bool {
        let missed = || self.length_after(since);
        self.holds(since) && self.snapshot.as_ref().is_none_or(|known| missed() <= LONG.max(known.text.len()))
    }

    fn length_after(&self, since: u64) -> usize {
        self.after(since).map(|(_, frame)| frame.length()).sum()
    }

    /// The same, as it is written: mostly one piece, and the very bytes of the frame where there is only one.
    pub(crate) fn pieces_after(&self, since: u64, deflate: bool) -> Vec<Piece> {
        let mut frames = self.after(since).peekable();
        std::iter::from_fn(|| Piece::next(&mut frames, deflate)).collect()
    }

    /// A snapshot to begin with; [`Channel::after`] its seq leads on to now. Made anew only when the way on from the last
    /// one has become long: a thousand tablets that join while changes go on cost a few snapshots, not a thousand.
    pub(crate) fn snapshot(&mut self, state: &MeetingState, audience: &Audience, epoch: &str) -> Arc<Snapshot> {
        if let Some(known) = self.snapshot.as_ref().filter(|known| self.leads_on(known)) {
            return known.clone();
        }
        // A view is plain data with string keys: it always serialises.
        let view = serde_json::to_string(&view::view(state, audience)).unwrap_or_default();
        let seq = state.seq;
        let text = format!("{{\"epoch\":\"{epoch}\",\"seq\":{seq},\"view\":{view}}}");
        let snapshot = Arc::new(Snapshot { seq, text, plain: OnceLock::new(), deflated: OnceLock::new() });
        self.snapshot.insert(snapshot).clone()
    }

    fn leads_on(&self, known: &Snapshot) -> bool {
        let slack = SNAPSHOT_SLACK.max(known.text.len() / SNAPSHOT_SHARE);
        self.holds(known.seq) && self.length_after(known.seq) <= slack
    }

    /// Whether anybody listens.
    pub(crate) fn is_used(&self) -> bool {
        !self.rows.is_empty() || self.bell.receiver_count() > 0
    }
}
