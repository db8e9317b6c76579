//! One place in a room for those who poll: a cursor into their audience's frames.

use std::sync::Arc;

use domain::audience::Audience;
use tokio::{sync::watch, time::Instant};

use crate::{
    channel::HEARTBEAT,
    frame::Frame,
    room::{Look, Resume, Room, Seen},
    start::{First, Start, opening},
    viewer::Viewer,
};

/// The viewer may no longer see the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed;

/// A place in a room. Dropping it leaves the room.
pub struct Subscription {
    room: Arc<Room>,
    viewer: Viewer,
    audience: Audience,
    bell: watch::Receiver<u64>,
    rights: u64,
    seq: u64,
    seen: Seen,
    /// Frames to hand out before waiting: the first snapshot or what was missed.
    first: Option<Vec<Frame>>,
    behind: bool,
}

impl Subscription {
    /// Lets somebody in at the place they left, or with a snapshot. None where they may not see the meeting.
    pub fn join(room: Arc<Room>, viewer: Viewer, resume: Option<&Resume>) -> Option<Self> {
        let start = room.begin(&viewer, resume)?;
        let first = Some(opening(&start, &viewer, false));
        let behind = matches!(start.first, First::Snapshot(_)) || !start.frames.is_empty();
        let Start { audience, seq, rights, led, .. } = start;
        let bell = room.bell(&audience);
        // Whoever comes asks by themselves what has become of their calls.
        let seen = Seen { led: led.map_or(0, |(count, _)| count), calls: room.calls() };
        Some(Self { room, viewer, audience, bell, rights, seq, seen, first, behind })
    }

    /// Whether there is something to hand out beyond a bare greeting: a snapshot, or frames that were missed.
    pub fn is_behind(&self) -> bool {
        self.behind
    }

    /// The next frames, all that has gathered; waits where there are none. A heartbeat after [`HEARTBEAT`] of silence.
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Result<Vec<Frame>, Removed> {
        if let Some(first) = self.first.take() {
            return Ok(first);
        }
        let silent_at = Instant::now() + HEARTBEAT;
        loop {
            match self.room.look(&self.viewer, &self.audience, self.rights, self.seq) {
                Look::NoAudience => return Err(Removed),
                Look::Restart(start) => {
                    let frames = opening(&start, &self.viewer, false);
                    let Start { audience, rights, seq, led, .. } = *start;
                    self.bell = self.room.bell(&audience);
                    (self.audience, self.rights, self.seq) = (audience, rights, seq);
                    self.seen.led = led.map_or(self.seen.led, |(count, _)| count);
                    return Ok(frames);
                }
                Look::Frames { seq, frames, rights } => {
                    (self.rights, self.seq) = (rights, seq);
                    let beside = self.room.beside(&self.audience, rights, &mut self.seen);
                    let frames: Vec<Frame> = frames.into_iter().map(|(_, frame)| frame).chain(beside).collect();
                    if !frames.is_empty() {
                        return Ok(frames);
                    }
                }
            }
            match tokio::time::timeout_at(silent_at, self.bell.changed()).await {
                Err(_silent) => return Ok(vec![Frame::new(&format!("{{\"seq\":{}}}", self.seq), false)]),
                // The channel was closed for idleness: looking again opens a new one, and its bell is taken here.
                Ok(Err(_closed)) => self.bell = self.room.bell(&self.audience),
                Ok(Ok(())) => {}
            }
        }
    }
}
