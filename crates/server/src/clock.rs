//! The one clock: times and time-ordered ids come from here and nowhere else.

use chrono::{DateTime, SubsecRound, Utc};
use uuid::Uuid;

/// Now, to the millisecond: what the journal keeps and what tablets are told is the same instant.
#[expect(clippy::disallowed_methods, reason = "this is the one home of the clock")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(3)
}

/// A fresh time-ordered id.
#[expect(clippy::disallowed_methods, reason = "this is the one home of fresh ids")]
pub fn new_id<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}
