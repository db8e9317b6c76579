//! What a rehearsal found out: a verdict for people, figures for engineers and programs.

use std::{fmt, time::Duration};

use serde::Serialize;

/// Slower than this, in milliseconds, somebody in the room would look up and wait.
const SLOW: f64 = 2_000.0;
/// Where the bands of [`Report::bands`] end, in milliseconds.
const BANDS: [u32; 6] = [50, 100, 200, 500, 1_000, 2_000];

/// What a secretary wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every tablet followed every change, and nobody had to wait.
    Ready,
    /// Every tablet followed every change, some after a wait people notice.
    Slow,
    /// Some tablet missed a change.
    Missed,
}

/// Tablets whose slowest change took about as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Band {
    /// At most so many milliseconds; none for those slower than all bands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub up_to_ms: Option<u32>,
    /// How many.
    pub tablets: u32,
}

/// The outcome of a rehearsal.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// Tablets asked for.
    pub tablets: u32,
    /// Tablets that could join.
    pub joined: u32,
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
    /// The tablets that had every change, by the slowest of theirs.
    pub bands: Vec<Band>,
    #[serde(skip)]
    slowest_by: Vec<Option<f64>>,
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
    pub(crate) fn new(tablets: u32, joined: u32, took: Duration) -> Self {
        Self {
            verdict: Verdict::Missed,
            tablets,
            joined,
            joined_ms: ms(took),
            changes: 0,
            followed: 0,
            missed: 0,
            exact: 0,
            change_ms: Percentiles::default(),
            acknowledged_ms: Percentiles::default(),
            bands: Vec::new(),
            slowest_by: vec![None; joined as usize],
            missed_by: vec![0; tablets as usize],
            waits: Vec::new(),
            acknowledgements: Vec::new(),
        }
    }

    /// One change: how long its acknowledgement took, and each tablet that joined. Those that did not have missed it.
    pub(crate) fn note(&mut self, acknowledged: Duration, waits: &[Option<Duration>]) {
        self.changes += 1;
        self.acknowledgements.push(ms(acknowledged));
        for (tablet, missed) in self.missed_by.iter_mut().enumerate() {
            match waits.get(tablet).copied().flatten().map(ms) {
                Some(wait) => {
                    self.waits.push(wait);
                    if let Some(slowest) = self.slowest_by.get_mut(tablet) {
                        *slowest = Some(slowest.map_or(wait, |before| before.max(wait)));
                    }
                }
                None => *missed += 1,
            }
        }
    }

    /// Whether each tablet's picture is the server's; then everything is known.
    pub(crate) fn conclude(&mut self, exact: impl Iterator<Item = bool>) {
        self.exact = count(exact.filter(|exact| *exact));
        self.missed = self.missed_by.iter().sum();
        self.followed = count(self.missed_by.iter().filter(|missed| **missed == 0));
        self.change_ms = Percentiles::of(&self.waits);
        self.acknowledged_ms = Percentiles::of(&self.acknowledgements);
        let all = self.missed_by.iter().zip(&self.slowest_by);
        let slowest: Vec<f64> = all.filter(|(missed, _)| **missed == 0).filter_map(|(_, slowest)| *slowest).collect();
        let mut below = 0;
        let ends = BANDS.iter().map(|end| Some(*end)).chain([None]);
        self.bands = ends
            .map(|up_to_ms| {
                let so_far = count(slowest.iter().filter(|slowest| up_to_ms.is_none_or(|end| **slowest <= f64::from(end))));
                let tablets = so_far - below;
                below = so_far;
                Band { up_to_ms, tablets }
            })
            .collect();
        self.verdict = match (self.missed == 0 && self.followed == self.tablets && self.exact == self.tablets, self.change_ms.max > SLOW) {
            (false, _) => Verdict::Missed,
            (true, true) => Verdict::Slow,
            (true, false) => Verdict::Ready,
        };
    }

    /// Whether every tablet followed every change to the right picture.
    pub fn passed(&self) -> bool {
        self.verdict != Verdict::Missed
    }

    /// The verdict in words: Vietnamese, then English.
    fn sentences(&self) -> (String, String) {
        let Self { tablets, joined, followed, exact, .. } = self;
        let slowest = format!("{:.2}", (self.change_ms.max / 1000.0).max(0.01));
        let comma = slowest.replace('.', ",");
        match self.verdict {
            Verdict::Ready => (
                format!("{followed} trong {tablets} máy theo kịp mọi thay đổi; chậm nhất {comma} giây. Phòng họp sẵn sàng."),
                format!("{followed} of {tablets} tablets followed every change; slowest {slowest} s. This room is ready."),
            ),
            Verdict::Slow => (
                format!(
                    "{followed} trong {tablets} máy theo kịp mọi thay đổi, nhưng có máy phải chờ {comma} giây. Mời xem máy chủ và mạng có \
                     đang bận việc khác không rồi diễn tập lại."
                ),
                format!(
                    "{followed} of {tablets} tablets followed every change, but some waited {slowest} s. See whether the server or the \
                     network is busy with something else, then rehearse again."
                ),
            ),
            Verdict::Missed if joined < tablets => (
                format!("Chỉ {joined} trong {tablets} máy vào được phòng họp. Mời kiểm tra mạng Wi-Fi và máy chủ rồi diễn tập lại."),
                format!("Only {joined} of {tablets} tablets could join. Check the Wi-Fi and the server, then rehearse again."),
            ),
            Verdict::Missed if followed < tablets => (
                format!("Chỉ {followed} trong {tablets} máy theo kịp mọi thay đổi. Mời kiểm tra mạng Wi-Fi và máy chủ rồi diễn tập lại."),
                format!("Only {followed} of {tablets} tablets followed every change. Check the Wi-Fi and the server, then rehearse again."),
            ),
            Verdict::Missed => (
                format!(
                    "Chỉ {exact} trong {tablets} máy hiện đúng nội dung của máy chủ. Mời báo bộ phận kỹ thuật kèm các số liệu dưới đây."
                ),
                format!("Only {exact} of {tablets} tablets show what the server shows. Tell the technicians, with the figures below."),
            ),
        }
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (vi, en) = self.sentences();
        writeln!(f, "{vi}\n{en}\n")?;
        writeln!(f, "  {} of {} tablets joined in {:.0} ms", self.joined, self.tablets, self.joined_ms)?;
        writeln!(f, "  {} changes, {} missed, {} of {} pictures exact", self.changes, self.missed, self.exact, self.tablets)?;
        let figures = |f: &mut fmt::Formatter<'_>, name: &str, of: Percentiles| {
            writeln!(f, "  {name:<34} p50 {:>7.2}  p95 {:>7.2}  p99 {:>7.2}  max {:>7.2} ms", of.p50, of.p95, of.p99, of.max)
        };
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

    fn played(tablets: u32, waits: &[Option<u64>]) -> Report {
        let mut report = Report::new(tablets, u32::try_from(waits.len()).expect("few"), Duration::ZERO);
        let waits: Vec<_> = waits.iter().map(|wait| wait.map(Duration::from_millis)).collect();
        report.note(Duration::ZERO, &waits);
        report.conclude(waits.iter().map(Option::is_some));
        report
    }

    #[test]
    fn a_missed_change_is_a_failed_rehearsal() {
        let report = played(2, &[Some(3), None]);
        assert!(!report.passed());
        assert_eq!((report.followed, report.missed), (1, 1));
        assert!(report.to_string().contains("Only 1 of 2 tablets followed"), "{report}");
    }

    #[test]
    fn a_tablet_that_could_not_join_has_missed_everything() {
        let report = played(3, &[Some(3), Some(4)]);
        assert_eq!((report.verdict, report.joined, report.followed, report.missed), (Verdict::Missed, 2, 2, 1));
        assert!(report.to_string().contains("Only 2 of 3 tablets could join"), "{report}");
    }

    #[test]
    fn a_room_that_follows_at_once_is_ready_and_one_that_waits_is_slow() {
        let ready = played(3, &[Some(3), Some(81), Some(50)]);
        assert_eq!(ready.verdict, Verdict::Ready);
        let filled: Vec<_> = ready.bands.iter().filter(|band| band.tablets > 0).map(|band| (band.up_to_ms, band.tablets)).collect();
        assert_eq!(filled, [(Some(50), 2), (Some(100), 1)]);
        assert!(ready.to_string().contains("3 trong 3 máy theo kịp mọi thay đổi; chậm nhất 0,08 giây. Phòng họp sẵn sàng."), "{ready}");
        let slow = played(2, &[Some(3), Some(4_000)]);
        assert!(slow.passed() && slow.verdict == Verdict::Slow);
        assert_eq!(slow.bands.last(), Some(&Band { up_to_ms: None, tablets: 1 }));
    }
}
