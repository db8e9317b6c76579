//! What whoever leads a paper shows: the part of a page that those who follow see whole, and a pointer.
//!
//! Only the newest counts: nothing is kept of what was before, nothing queues for anybody, and what a tablet does not take at
//! once it does without. Every second it is shown again, for whoever missed it.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{
    ids::{MeetingId, PaperId},
    state::Lead,
};
use serde::{Deserialize, Serialize};
use tokio::{
    sync::{Notify, mpsc},
    time::Instant,
};

use crate::{
    frame::Frame,
    incoming::{Broken, Text},
    room::Room,
    viewer::Viewer,
};

/// The rectangle moves at most this often: ten times a second.
const RECTANGLE: Duration = Duration::from_millis(100);
/// The pointer moves at most this often: thirty times a second.
const POINTER: Duration = Duration::from_millis(33);
/// At least this often it is shown again.
const KEYFRAME: Duration = Duration::from_secs(1);
/// A leader says where they are every second; after this silence nothing is repeated any more.
const SILENT: Duration = Duration::from_secs(5);
/// No paper has more pages.
const PAGES: u32 = 100_000;
/// How many pages one screen reaches over, at most.
const REACH: f64 = 64.0;

const MALFORMED: Broken = (1007, "malformed message");

/// A part of a paper, as everybody who follows sees it: fractions of the page it begins on. A height that reaches beyond the
/// page's end counts one more for every page that follows.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sight {
    /// Which lead this belongs to.
    pub number: u64,
    /// From 1.
    pub page: u32,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What is pointed at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// From 1.
    pub page: u32,
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// What a leader says; members that are not known mean nothing.
#[derive(Deserialize)]
struct Saying {
    lead: Option<Sight>,
}

impl Sight {
    fn is_sound(&self) -> bool {
        let page = |page: u32| (1..=PAGES).contains(&page);
        let part = |value: f64| (0.0..=1.0).contains(&value);
        let size = |value: f64, most: f64| value > 0.0 && value <= most;
        let point = self.point.is_none_or(|point| page(point.page) && part(point.x) && part(point.y));
        page(self.page) && part(self.x) && part(self.y) && size(self.width, 1.0) && size(self.height, REACH) && point
    }

    fn same_rectangle(&self, other: &Self) -> bool {
        Self { point: None, ..*self } == Self { point: None, ..*other }
    }
}

/// Takes what is shown to other nodes; whatever finds no room there is left out.
pub type Abroad = mpsc::Sender<(MeetingId, Sight)>;

/// What is led in a room.
#[derive(Default)]
pub(crate) struct Leading {
    newest: Mutex<Newest>,
    /// Counts what was shown. Moved on under the lock; read without it.
    count: AtomicU64,
    news: Notify,
}

#[derive(Default)]
struct Newest {
    said: Option<Said>,
    shown: Option<Shown>,
    /// Somebody shows it.
    showing: bool,
}

/// What was said last.
struct Said {
    sight: Sight,
    at: Instant,
    here: bool,
}

struct Shown {
    frame: Frame,
    number: u64,
    paper_id: PaperId,
}

/// How far the showing is.
struct Pace {
    sight: Option<Sight>,
    at: Instant,
    rectangle_at: Instant,
    polls_at: Instant,
    abroad: Option<(Sight, Instant)>,
}

impl Leading {
    fn lock(&self) -> MutexGuard<'_, Newest> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often something was shown.
    pub(crate) fn count(&self) -> u64 {
        self.count.load(Ordering::Acquire)
    }

    /// What is shown of `lead` now, and its count.
    pub(crate) fn shown(&self, lead: Lead) -> Option<(u64, Frame)> {
        let newest = self.lock();
        let shown = newest.shown.as_ref().filter(|shown| (shown.number, shown.paper_id) == (lead.number, lead.paper_id))?;
        Some((self.count(), shown.frame.clone()))
    }
}

impl Room {
    /// A tablet said something. Nothing anybody but the leader says is looked at.
    pub(crate) fn said(self: &Arc<Self>, viewer: &Viewer, text: &Text) -> Result<(), Broken> {
        let state = self.state();
        let Some(lead) = state.lead.filter(|lead| viewer.is_led_by(&state, lead.attendee_id)) else { return Ok(()) };
        let text = text.read()?;
        let Saying { lead: Some(sight) } = serde_json::from_str(&text).map_err(|_unreadable| MALFORMED)? else { return Ok(()) };
        if !sight.is_sound() {
            return Err(MALFORMED);
        }
        // What is said of a lead that is over was said too late.
        if sight.number == lead.number {
            self.show(sight, true);
        }
        Ok(())
    }

    /// The leader is at another node and showed this there.
    pub fn shown_abroad(self: &Arc<Self>, sight: Sight) {
        let known = self.state().lead.is_some_and(|lead| lead.number == sight.number);
        if known && sight.is_sound() {
            self.show(sight, false);
        }
    }

    fn show(self: &Arc<Self>, sight: Sight, here: bool) {
        let mut newest = self.leading.lock();
        newest.said = Some(Said { sight, at: Instant::now(), here });
        if std::mem::replace(&mut newest.showing, true) {
            self.leading.news.notify_one();
        } else {
            spawn(self.clone().keep_showing());
        }
    }

    /// Shows what is said, as often as is good for those who look, until the leader falls silent or leads no longer.
    async fn keep_showing(self: Arc<Self>) {
        let long_ago = Instant::now().checked_sub(KEYFRAME).unwrap_or_else(Instant::now);
        let mut pace = Pace { sight: None, at: long_ago, rectangle_at: long_ago, polls_at: long_ago, abroad: None };
        while let Some(wait) = self.show_once(&mut pace) {
            tokio::time::sleep(POINTER).await;
            let _news_or_time = tokio::time::timeout(wait.saturating_sub(POINTER), self.leading.news.notified()).await;
        }
    }

    /// Shows the newest, if it is time; answers how long to wait where nothing new is said. None where nobody leads.
    fn show_once(&self, pace: &mut Pace) -> Option<Duration> {
        let state = self.state();
        let mut newest = self.leading.lock();
        let said = newest.said.as_ref().filter(|said| said.at.elapsed() < SILENT);
        let led = said.and_then(|said| Some((said.sight, said.here, state.lead.filter(|lead| lead.number == said.sight.number)?)));
        let Some((said, here, lead)) = led else {
            newest.showing = false;
            return None;
        };
        let now = Instant::now();
        let moved = pace.sight.is_none_or(|shown| !shown.same_rectangle(&said));
        // Another lead begins at once.
        let before = pace.sight.filter(|shown| moved && shown.number == said.number && pace.rectangle_at.elapsed() < RECTANGLE);
        let waits = before.is_some();
        let sight = before.map_or(said, |shown| Sight { point: said.point, ..shown });
        let mut wait = if waits { RECTANGLE.saturating_sub(pace.rectangle_at.elapsed()) } else { KEYFRAME };
        if moved && !waits {
            pace.rectangle_at = now;
        }
        if here && let Some(abroad) = &self.abroad {
            let due = |(told, at): (Sight, Instant)| at.elapsed() >= if told == said { KEYFRAME } else { RECTANGLE };
            if pace.abroad.is_none_or(due) {
                // No room there: it is shown again soon.
                let _left_out = abroad.try_send((state.meeting_id, said));
                pace.abroad = Some((said, now));
            } else if pace.abroad.is_some_and(|(told, _)| told != said) {
                wait = wait.min(RECTANGLE);
            }
        }
        if pace.sight != Some(sight) || pace.at.elapsed() >= KEYFRAME {
            (pace.sight, pace.at) = (Some(sight), now);
            let count = self.leading.count() + 1;
            // A sight is plain numbers: it always serialises.
            let mut value = serde_json::to_value(sight).unwrap_or_default();
            value["count"] = count.into();
            let frame = Frame::new(&format!("{{\"lead\":{value}}}"), false);
            newest.shown = Some(Shown { frame, number: lead.number, paper_id: lead.paper_id });
            self.leading.count.store(count, Ordering::Release);
            drop(newest);
            // Whoever polls would ask thirty times a second.
            let polls = pace.polls_at.elapsed() >= KEYFRAME;
            if polls {
                pace.polls_at = now;
            }
            self.ring_readers(lead.paper_id, polls);
        }
        Some(wait)
    }
}

#[expect(clippy::disallowed_methods, reason = "the showing lives as long as somebody leads, and cannot fail")]
fn spawn(showing: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(showing);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_part_of_a_paper_is_shown() {
        let sight = Sight { number: 1, page: 3, x: 0.0, y: 0.25, width: 1.0, height: 1.5, point: None };
        assert!(sight.is_sound());
        for wrong in [
            Sight { page: 0, ..sight },
            Sight { page: PAGES + 1, ..sight },
            Sight { x: -0.1, ..sight },
            Sight { y: f64::NAN, ..sight },
            Sight { width: 0.0, ..sight },
            Sight { width: 1.1, ..sight },
            Sight { height: f64::INFINITY, ..sight },
            Sight { point: Some(Point { page: 1, x: 0.5, y: 2.0 }), ..sight },
        ] {
            assert!(!wrong.is_sound(), "{wrong:?}");
        }
    }
}
