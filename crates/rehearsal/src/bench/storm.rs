//! Scenario: every line of a room is cut at once, and everybody comes back at once.

use std::time::{Duration, Instant};

use super::{
    crowd::Crowd,
    outcome::{Cell, Outcome, median, spread},
    play::ms,
    process::Process,
    say,
    stage::{Limit, Options, Stage},
};
use crate::report::Percentiles;

const TABLETS: usize = 1000;
const ITEMS: usize = 30;
/// Acts that happen while everybody is away.
const MISSED: usize = 5;
/// Bytes the limit greets with: about a greeting and what was missed.
const OPENING: usize = 1_500;

const COLUMNS: [&str; 9] = [
    "who",
    "round",
    "connected p50 ms",
    "connected last ms",
    "caught up p50 ms",
    "caught up last ms",
    "resumed by since",
    "retries",
    "server ms",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let tablets = options.tablets.unwrap_or(TABLETS);
    let about = format!(
        "{tablets} tablets are cut at once, {MISSED} acts happen, and all connect at once with what they hold. The house checks each \
         sign-in; the limit checks nothing. Both are measured by the same crowd, which shares what the handshakes cost."
    );
    let mut outcome = Outcome::new("storm", about, &COLUMNS);
    say(format_args!("storm: {tablets} tablets: preparing"));
    let stage = Stage::start(options).await?;
    let room = stage.room(options.people.unwrap_or(tablets), ITEMS).await?;
    let mut acts = stage.acts(stage.advances(&room).await?).await?;
    let mut crowd = stage.crowd(&room, tablets).await?;
    let limit = Limit::start().await?;
    let mut beside = limit.crowd(tablets, OPENING).await?;
    let (mut ratios, mut retries, mut resumed) = (Vec::new(), 0, Vec::new());
    for round in 1..=options.rounds {
        stage.process.hold()?;
        beside.cut().await;
        let raw = back(&mut beside, &limit.process, 0).await;
        stage.process.release()?;
        let raw = raw?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        crowd.cut().await;
        let mut seq = 0;
        for _ in 0..MISSED {
            seq = acts.act().await?.1.seq()?;
        }
        let house = back(&mut crowd, &stage.process, seq).await?;
        say(format_args!("storm: round {round}: caught up after {:.0} ms, limit {:.0} ms", house.current.max, raw.current.max));
        ratios.push(house.current.max / raw.current.max);
        retries += house.retries;
        resumed.push(house.resumed as f64);
        outcome.rows.push(raw.row("limit", round));
        outcome.rows.push(house.row("house", round));
    }
    let (compared, exact) = crowd.compare(&stage.house, &room.meeting_id).await?;
    outcome.notes.push(format!("{exact} of {compared} pictures compared were exact. Caught up last ÷ limit: {}.", spread(&ratios)));
    outcome.judge(format!("storm: last of {tablets} tablets caught up ÷ limit"), median(&ratios), 2.0);
    outcome.judge("storm: retries and wrong pictures", retries as f64 + (compared - exact) as f64, 0.0);
    outcome.judge("storm: tablets that had to take a whole picture", tablets as f64 - median(&resumed), 0.0);
    Ok(outcome)
}

/// One return.
struct Back {
    connected: Percentiles,
    current: Percentiles,
    resumed: usize,
    retries: u32,
    cpu: Duration,
}

impl Back {
    fn row(&self, who: &str, round: usize) -> Vec<Cell> {
        vec![
            who.into(),
            round.into(),
            self.connected.p50.into(),
            self.connected.max.into(),
            self.current.p50.into(),
            self.current.max.into(),
            self.resumed.into(),
            self.retries.into(),
            ms(self.cpu).into(),
        ]
    }
}

/// Everybody connects at once and waits until they hold `seq`.
async fn back(crowd: &mut Crowd, process: &Process, seq: u64) -> anyhow::Result<Back> {
    let retries = crowd.board.retries.get();
    for tablet in &crowd.tablets {
        tablet.want(seq);
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let (cpu, started) = (process.cpu(), Instant::now());
    crowd.join(crowd.tablets.len()).await?;
    // A first frame may be a greeting with what was missed still to come.
    let until = Instant::now() + Duration::from_secs(10);
    while crowd.tablets.iter().any(|tablet| tablet.now().current.is_none()) && Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    let since = |at: Option<Instant>| at.map_or(f64::INFINITY, |at| ms(at.saturating_duration_since(started)));
    let connected: Vec<f64> = crowd.tablets.iter().map(|tablet| since(tablet.now().connected)).collect();
    let current: Vec<f64> = crowd.tablets.iter().map(|tablet| since(tablet.now().current.map(|(at, _)| at))).collect();
    Ok(Back {
        connected: Percentiles::of(&connected),
        current: Percentiles::of(&current),
        resumed: crowd.tablets.iter().filter(|tablet| tablet.now().resumed).count(),
        retries: crowd.board.retries.get() - retries,
        cpu: process.cpu().saturating_sub(cpu),
    })
}
