//! What a rehearsal found out: a verdict for people, figures for engineers and programs.

use std::{fmt, time::Duration};

use serde::Serialize;

/// The outcome of a rehearsal.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Tablets asked for.
    pub tablets: u32,
    /// Milliseconds until all had joined.
    pub joined_ms: f64,
    /// Changes made.
    pub changes: u32,
    /// Tablets that had every change.
    pub followed: u32,
    /// Changes missed, over all tablets.
    pub missed: u32,
    /// Tablets whose picture, built from frames alone, is exactly what the server shows.
    pub exact: u32,
    /// From the chair's touch to a tablet having it, in milliseconds, over all tablets and changes.
    pub change_ms: Percentiles,
    /// From the chair's touch to its durable acknowledgement, in milliseconds.
    pub acknowledged_ms: Percentiles,
    #[serde(skip)]
    missed_by: Vec<u32>,
    #[serde(skip)]
    waits: Vec<f64>,
    #[serde(skip)]
    acknowledgements: Vec<f64>,
}

/// A distribution.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Percentiles {
    /// Half are at most this.
    pub p50: f64,
    /// 95 % are at most this.
    pub p95: f64,
    /// 99 % are at most this.
    pub p99: f64,
    /// The slowest.
    pub max: f64,
}

impl Percentiles {
    /// Of these values; zeros where there are none.
    pub fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |share: usize| {
            let rank = (sorted.len() * share).div_ceil(100).saturating_sub(1);
            sorted.get(rank).copied().unwrap_or_default()
        };
        Self { p50: at(50), p95: at(95), p99: at(99), max: at(100) }
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

impl Report {
    pub(crate) fn new(tablets: u32, joined: Duration) -> Self {
        Self {
            tablets,
            joined_ms: ms(joined),
            changes: 0,
            followed: 0,
            missed: 0,
            exact: 0,
            change_ms: Percentiles::default(),
            acknowledged_ms: Percentiles::default(),
            missed_by: vec![0; tablets as usize],
            waits: Vec::new(),
            acknowledgements: Vec::new(),
        }
    }

    /// One change: how long its acknowledgement took, and each tablet.
    pub(crate) fn note(&mut self, acknowledged: Duration, waits: &[Option<Duration>]) {
        self.changes += 1;
        self.acknowledgements.push(ms(acknowledged));
        for (wait, missed) in waits.iter().zip(&mut self.missed_by) {
            match wait {
                Some(wait) => self.waits.push(ms(*wait)),
                None => *missed += 1,
            }
        }
        self.missed = self.missed_by.iter().sum();
        self.followed = u32::try_from(self.missed_by.iter().filter(|missed| **missed == 0).count()).unwrap_or(u32::MAX);
        self.change_ms = Percentiles::of(&self.waits);
        self.acknowledged_ms = Percentiles::of(&self.acknowledgements);
    }

    pub(crate) fn compare(&mut self, exact: impl Iterator<Item = bool>) {
        self.exact = u32::try_from(exact.filter(|exact| *exact).count()).unwrap_or(u32::MAX);
    }

    /// Whether every tablet followed every change to the right picture.
    pub fn passed(&self) -> bool {
        self.missed == 0 && self.followed == self.tablets && self.exact == self.tablets
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (followed, tablets) = (self.followed, self.tablets);
        let slowest = self.change_ms.max / 1000.0;
        if self.passed() {
            writeln!(f, "{followed} trong {tablets} máy theo kịp mọi thay đổi; chậm nhất {slowest:.2} giây. Phòng họp sẵn sàng.")?;
            writeln!(f, "{followed} of {tablets} tablets followed every change; slowest {slowest:.2} s. This room is ready.")?;
        } else {
            writeln!(f, "Chỉ {followed} trong {tablets} máy theo kịp mọi thay đổi. Mời kiểm tra mạng Wi-Fi và máy chủ rồi diễn tập lại.")?;
            writeln!(
                f,
                "Only {followed} of {tablets} tablets followed every change. Check the Wi-Fi and the server, then rehearse again."
            )?;
        }
        let figures = |f: &mut fmt::Formatter<'_>, name: &str, of: Percentiles| {
            writeln!(f, "  {name:<34} p50 {:>7.2}  p95 {:>7.2}  p99 {:>7.2}  max {:>7.2} ms", of.p50, of.p95, of.p99, of.max)
        };
        writeln!(f)?;
        writeln!(
            f,
            "  {} changes, {} missed, {} of {} pictures exact, all joined in {:.0} ms",
            self.changes, self.missed, self.exact, self.tablets, self.joined_ms
        )?;
        figures(f, "touch to tablet", self.change_ms)?;
        figures(f, "touch to durable acknowledgement", self.acknowledged_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=200).map(f64::from).collect();
        assert_eq!(Percentiles::of(&values), Percentiles { p50: 100.0, p95: 190.0, p99: 198.0, max: 200.0 });
        assert_eq!(Percentiles::of(&[]), Percentiles::default());
    }

    #[test]
    fn a_missed_change_is_a_failed_rehearsal() {
        let mut report = Report::new(2, Duration::ZERO);
        report.note(Duration::ZERO, &[Some(Duration::ZERO), None]);
        report.compare([true, true].into_iter());
        assert!(!report.passed());
        assert_eq!((report.followed, report.missed), (1, 1));
    }
}
