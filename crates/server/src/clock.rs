//! The one clock: times and time-ordered ids come from here and nowhere else.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, Utc};
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

/// The house's clock is UTC+7 the whole year: Asia/Ho_Chi_Minh has no summer time.
const HOUSE_OFFSET: TimeDelta = TimeDelta::hours(7);

/// What the clocks of the house show.
pub fn house_time(at: DateTime<Utc>) -> NaiveDateTime {
    (at + HOUSE_OFFSET).naive_utc()
}

/// The day it is in the house.
pub fn house_day(at: DateTime<Utc>) -> NaiveDate {
    (at + HOUSE_OFFSET).date_naive()
}

/// When a day of the house begins.
pub fn day_start(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - HOUSE_OFFSET
}
