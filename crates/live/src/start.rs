//! What everybody begins with: where they stand, and the first frames they get.

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{audience::Audience, state::MeetingState};
use serde_json::json;

use crate::{channel::Snapshot, frame::Frame, viewer::Viewer};

/// Where somebody begins: everything they need, taken in one step so that no change can fall between.
pub(crate) struct Start {
    pub(crate) audience: Audience,
    pub(crate) epoch: String,
    /// What they have once they have what is here.
    pub(crate) seq: u64,
    pub(crate) rights: u64,
    pub(crate) state: Arc<MeetingState>,
    pub(crate) first: First,
    /// What leads on from there to `seq`.
    pub(crate) frames: Vec<Frame>,
    /// What whoever leads a paper shows now, and its count.
    pub(crate) led: Option<(u64, Frame)>,
}

/// What is sent first.
pub(crate) enum First {
    /// A whole picture.
    Snapshot(Arc<Snapshot>),
    /// Nothing: what was held up to this seq is still good.
    Resumed(u64),
}

/// The first frames of somebody who joins. A snapshot and what leads on from it are the same for their whole audience, and
/// what concerns them alone follows; who resumes is greeted first, and then gets what they missed.
pub(crate) fn opening(start: &Start, viewer: &Viewer, deflate: bool) -> Vec<Frame> {
    let (mine, now) = (json!(viewer.mine(&start.state)), now());
    let missed = start.frames.iter().cloned();
    let led = start.led.iter().map(|(_, frame)| frame.clone());
    match &start.first {
        First::Snapshot(snapshot) => {
            let personal = Frame::new(&format!("{{\"mine\":{mine},\"now\":\"{now}\"}}"), false);
            std::iter::once(snapshot.frame(deflate).clone()).chain(missed).chain([personal]).chain(led).collect()
        }
        First::Resumed(since) => {
            let epoch = &start.epoch;
            let greeting = format!("{{\"epoch\":\"{epoch}\",\"seq\":{since},\"resumed\":true,\"mine\":{mine},\"now\":\"{now}\"}}");
            std::iter::once(Frame::new(&greeting, false)).chain(missed).chain(led).collect()
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
