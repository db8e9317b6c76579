//! One audience of one room: the picture it was last sent, and the frames that led there.

use std::{collections::VecDeque, sync::Arc};

use domain::{audience::Audience, event::Recorded, merge_patch, notice, state::MeetingState, view};
use serde_json::{Value, json};
use tokio::sync::watch;

/// A frame as it goes on the wire: JSON text shared by everybody it is for.
pub type Frame = Arc<str>;

/// Frames kept for tablets that come back, whichever limit is reached first.
const RING_FRAMES: usize = 512;
const RING_BYTES: usize = 256 * 1024;

/// The frames of one audience, oldest first.
pub(crate) struct Channel {
    picture: Value,
    /// The picture as text, made at most once a change however many tablets join.
    picture_text: Option<Arc<str>>,
    ring: VecDeque<(u64, Frame)>,
    ring_bytes: usize,
    /// Every frame after this seq is in the ring.
    floor: u64,
    /// Tells subscriptions to look; the value only counts changes.
    pub(crate) bell: watch::Sender<u64>,
}

impl Channel {
    pub(crate) fn open(state: &MeetingState, audience: &Audience) -> Self {
        Self {
            picture: picture(state, audience),
            picture_text: None,
            ring: VecDeque::new(),
            ring_bytes: 0,
            floor: state.seq,
            bell: watch::Sender::new(0),
        }
    }

    /// Takes a change in: the difference of the pictures becomes one frame, serialised once for everybody here.
    pub(crate) fn advance(&mut self, before: &MeetingState, after: &MeetingState, events: &[Recorded], audience: &Audience) {
        let next = picture(after, audience);
        let patch = merge_patch::diff(&self.picture, &next);
        let notices: Vec<_> = events.iter().filter_map(|recorded| notice::notice(&recorded.event, before, after, audience)).collect();
        if patch.is_none() && notices.is_empty() {
            return;
        }
        let mut frame = json!({ "seq": after.seq });
        if let Some(patch) = patch {
            frame["patch"] = patch;
        }
        if !notices.is_empty() {
            frame["notices"] = json!(notices);
        }
        let frame: Frame = Arc::from(frame.to_string());
        self.picture = next;
        self.picture_text = None;
        self.ring_bytes += frame.len();
        self.ring.push_back((after.seq, frame));
        while self.ring.len() > RING_FRAMES || self.ring_bytes > RING_BYTES {
            let Some((seq, frame)) = self.ring.pop_front() else { break };
            self.ring_bytes -= frame.len();
            self.floor = seq;
        }
    }

    pub(crate) fn holds(&self, since: u64) -> bool {
        since >= self.floor
    }

    /// Everything after `since`; call only where [`Channel::holds`] it.
    pub(crate) fn after(&self, since: u64) -> Vec<Frame> {
        let start = self.ring.partition_point(|(seq, _)| *seq <= since);
        self.ring.range(start..).map(|(_, frame)| frame.clone()).collect()
    }

    pub(crate) fn picture_text(&mut self) -> Arc<str> {
        self.picture_text.get_or_insert_with(|| Arc::from(self.picture.to_string())).clone()
    }
}

fn picture(state: &MeetingState, audience: &Audience) -> Value {
    // A view is plain data with string keys: it always serialises.
    serde_json::to_value(view::view(state, audience)).unwrap_or_default()
}
