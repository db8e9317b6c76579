//! Hours and days as official papers write them: "8 giờ 05", "ngày 06 tháng 5 năm 2026" (days under 10 and months 1 and 2 with a zero).

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use domain::minutes::Stretch;

use crate::clock::house_time;

/// Times of one session, by the house's clock: those of another day than its first say so.
pub(super) struct Times {
    day: NaiveDate,
}

impl Times {
    pub(super) fn of(opened_at: DateTime<Utc>) -> Self {
        Self { day: house_time(opened_at).date() }
    }

    /// "8 giờ 05"
    pub(super) fn hour(&self, at: DateTime<Utc>) -> String {
        let time = house_time(at).time();
        format!("{} giờ {:02}", time.hour(), time.minute())
    }

    /// "ngày 06 tháng 5 năm 2026"
    pub(super) fn date(&self, at: DateTime<Utc>) -> String {
        let day = house_time(at).date();
        let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
        format!("ngày {:02} tháng {month} năm {}", day.day(), day.year())
    }

    /// The hour, and the day where it is another.
    pub(super) fn at(&self, at: DateTime<Utc>) -> String {
        let hour = self.hour(at);
        if house_time(at).date() == self.day { hour } else { format!("{hour} {}", self.date(at)) }
    }

    /// "từ 8 giờ 05 đến 8 giờ 40"; what goes on has no end yet, and what takes less than the clock shows has one hour.
    pub(super) fn stretch(&self, stretch: &Stretch) -> String {
        let from = self.at(stretch.from);
        match stretch.until.map(|until| self.at(until)) {
            None => format!("từ {from}"),
            Some(until) if until == from => format!("lúc {from}"),
            Some(until) => format!("từ {from} đến {until}"),
        }
    }

    /// "11 giờ 27, ngày 26 tháng 11 năm 2026", or dots for it.
    pub(super) fn end(&self, at: Option<DateTime<Utc>>) -> String {
        at.map_or_else(|| "…… giờ ……, ngày …… tháng …… năm ……".to_owned(), |at| format!("{}, {}", self.hour(at), self.date(at)))
    }
}
