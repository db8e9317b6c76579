//! One tablet's place in a room: a cursor into its audience's frames.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, SecondsFormat, Utc};
use domain::audience::Audience;
use serde_json::json;
use tokio::{sync::watch, time::Instant};

use crate::{
    channel::Frame,
    room::{First, Look, Resume, Room, Start},
    viewer::Viewer,
};

/// After this long without a frame the room says that it is still there, and where it stands.
pub const HEARTBEAT: Duration = Duration::from_secs(10);

/// Why a subscription is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The viewer may no longer see the meeting.
    Removed,
}

/// A place in a room. Dropping it leaves the room.
pub struct Subscription {
    room: Arc<Room>,
    viewer: Viewer,
    audience: Audience,
    bell: watch::Receiver<u64>,
    rights: u64,
    seq: u64,
    /// Frames to hand out before waiting: the first snapshot or what was missed.
    first: Option<(Vec<Frame>, bool)>,
    /// When the tablet must hear something at the latest: moved on only by what is handed out.
    heartbeat: Instant,
}

impl Subscription {
    /// Lets somebody in at the place they left, or with a snapshot. None where they may not see the meeting.
    pub fn join(room: Arc<Room>, viewer: Viewer, resume: Option<Resume>) -> Option<Self> {
        let start = room.begin(&viewer, resume.as_ref())?;
        let first = Some(opening(&start, &viewer));
        let Start { audience, seq, bell, rights, .. } = start;
        Some(Self { room, viewer, audience, bell, rights, seq, first, heartbeat: Instant::now() + HEARTBEAT })
    }

    /// Whether there is something to hand out beyond a bare greeting: a snapshot, or frames that were missed.
    pub fn is_behind(&self) -> bool {
        self.first.as_ref().is_some_and(|(_, behind)| *behind)
    }

    /// The next frames, all that has gathered; waits where there are none. A heartbeat after [`HEARTBEAT`] of silence.
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Result<Vec<Frame>, End> {
        let frames = self.wait().await?;
        self.heartbeat = Instant::now() + HEARTBEAT;
        Ok(frames)
    }

    async fn wait(&mut self) -> Result<Vec<Frame>, End> {
        if let Some((first, _)) = self.first.take() {
            return Ok(first);
        }
        loop {
            match tokio::time::timeout_at(self.heartbeat, self.bell.changed()).await {
                Err(_silent) => return Ok(vec![Arc::from(format!("{{\"seq\":{}}}", self.seq))]),
                // The channel was closed for idleness: the look below opens a new one, and its bell is taken here.
                Ok(Err(_closed)) => self.bell = self.room.bell(&self.audience),
                Ok(Ok(())) => {}
            }
            match self.room.look(&self.viewer, &self.audience, self.rights, self.seq) {
                Look::NoAudience => return Err(End::Removed),
                Look::Restart(start) => {
                    let (frames, _) = opening(&start, &self.viewer);
                    let Start { audience, seq, bell, rights, .. } = start;
                    (self.audience, self.bell, self.rights, self.seq) = (audience, bell, rights, seq);
                    return Ok(frames);
                }
                Look::Frames { seq, frames, rights } => {
                    (self.rights, self.seq) = (rights, seq);
                    if !frames.is_empty() {
                        return Ok(frames);
                    }
                }
            }
        }
    }
}

/// The first frames of a subscription, and whether they hold more than a greeting. The picture is spliced in as text:
/// it is serialised once for all who join.
fn opening(start: &Start, viewer: &Viewer) -> (Vec<Frame>, bool) {
    let mine = json!(viewer.mine(&start.state));
    let (epoch, now) = (json!(start.epoch), now());
    match &start.first {
        First::Snapshot(picture) => {
            let seq = start.seq;
            let frame = format!("{{\"epoch\":{epoch},\"seq\":{seq},\"now\":\"{now}\",\"mine\":{mine},\"view\":{picture}}}");
            (vec![Arc::from(frame)], true)
        }
        First::Missed(since, frames) => {
            let hello = format!("{{\"epoch\":{epoch},\"seq\":{since},\"now\":\"{now}\",\"mine\":{mine},\"resumed\":true}}");
            (std::iter::once(Arc::from(hello)).chain(frames.iter().cloned()).collect(), !frames.is_empty())
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
