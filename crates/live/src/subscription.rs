//! One place in a room for those who poll: a cursor into their audience's frames. And what everybody begins with.

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use domain::audience::Audience;
use serde_json::json;
use tokio::{sync::watch, time::Instant};

use crate::{
    frame::Frame,
    room::{First, Look, Resume, Room, Start},
    row::HEARTBEAT,
    seat::End,
    viewer::Viewer,
};

/// A place in a room. Dropping it leaves the room.
pub struct Subscription {
    room: Arc<Room>,
    viewer: Viewer,
    audience: Audience,
    bell: watch::Receiver<u64>,
    rights: u64,
    seq: u64,
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
        let Start { audience, seq, rights, .. } = start;
        let bell = room.bell(&audience);
        Some(Self { room, viewer, audience, bell, rights, seq, first, behind })
    }

    /// Whether there is something to hand out beyond a bare greeting: a snapshot, or frames that were missed.
    pub fn is_behind(&self) -> bool {
        self.behind
    }

    /// The next frames, all that has gathered; waits where there are none. A heartbeat after [`HEARTBEAT`] of silence.
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Result<Vec<Frame>, End> {
        if let Some(first) = self.first.take() {
            return Ok(first);
        }
        let silent_at = Instant::now() + HEARTBEAT;
        loop {
            match self.room.look(&self.viewer, &self.audience, self.rights, self.seq) {
                Look::NoAudience => return Err(End::Removed),
                Look::Restart(start) => {
                    let frames = opening(&start, &self.viewer, false);
                    let Start { audience, rights, seq, .. } = *start;
                    self.bell = self.room.bell(&audience);
                    (self.audience, self.rights, self.seq) = (audience, rights, seq);
                    return Ok(frames);
                }
                Look::Frames { seq, frames, rights } => {
                    (self.rights, self.seq) = (rights, seq);
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

/// The first frames of somebody who joins. A snapshot and what leads on from it are the same for their whole audience, and
/// what concerns them alone follows; who resumes is greeted first, and then gets what they missed.
pub(crate) fn opening(start: &Start, viewer: &Viewer, deflate: bool) -> Vec<Frame> {
    let (mine, now) = (json!(viewer.mine(&start.state)), now());
    let missed = start.frames.iter().cloned();
    match &start.first {
        First::Snapshot(snapshot) => {
            let personal = Frame::new(&format!("{{\"mine\":{mine},\"now\":\"{now}\"}}"), false);
            std::iter::once(snapshot.frame(deflate).clone()).chain(missed).chain([personal]).collect()
        }
        First::Resumed(since) => {
            let epoch = &start.epoch;
            let greeting = format!("{{\"epoch\":\"{epoch}\",\"seq\":{since},\"resumed\":true,\"mine\":{mine},\"now\":\"{now}\"}}");
            std::iter::once(Frame::new(&greeting, false)).chain(missed).collect()
        }
    }
}

fn now() -> String {
    now_utc().to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[expect(clippy::disallowed_methods, reason = "a frame tells tablets the server's clock at the moment it is written")]
fn now_utc() -> DateTime<Utc> {
    Utc::now()
}
