//! Scenario: a thousand acts demanded within one second, in one room of a thousand tablets. Nobody can send a million
//! frames in that second; what counts is that everybody soon has the right picture.

use std::time::{Duration, Instant};

use super::{
    crowd::Crowd,
    outcome::{Outcome, median},
    play::{PATIENCE, ms, open_loop},
    say,
    stage::{Limit, Options, Pair, Room, Stage},
};
use crate::report::Percentiles;

const TABLETS: usize = 1000;
const ACTS: usize = 1000;
const EVERY: Duration = Duration::from_millis(1);
const ITEMS: usize = 30;
/// Connections the acts come over.
const LINES: usize = 100;
/// Longest the room may take to come to rest.
const CONVERGING: Duration = Duration::from_secs(60);

const COLUMNS: [&str; 13] = [
    "who",
    "round",
    "acts",
    "refused",
    "acknowledged p50 ms",
    "acknowledged p99 ms",
    "all acknowledged after s",
    "last tablet after last acknowledgement ms",
    "act to last tablet p50 ms",
    "act to last tablet p99 ms",
    "frames a tablet",
    "lost or cut off",
    "peak RSS MiB",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let tablets = options.tablets.unwrap_or(TABLETS);
    let about = format!(
        "{ACTS} acts in one second (agenda on and back) over {LINES} connections, in a room of {tablets} tablets. The limit's row is what \
         one send a frame would take."
    );
    let mut outcome = Outcome::new("burst", about, &COLUMNS);
    let stage = Stage::start(options).await?;
    say(format_args!("burst: {tablets} tablets: preparing"));
    let room = stage.room(options.people.unwrap_or(tablets), ITEMS).await?;
    let mut pair = stage.advances(&room).await?;
    let crowd = stage.crowd(&room, tablets).await?;
    let (mut after, mut lost) = (Vec::new(), 0);
    for round in 0..options.rounds {
        let (behind, missing) = one_round(&stage, &room, &mut pair, &crowd, round + 1, &mut outcome).await?;
        after.push(behind);
        lost += missing;
    }
    let (compared, exact) = crowd.compare(&stage.house, &room.meeting_id).await?;
    outcome.notes.push(format!("{exact} of {compared} pictures compared were exact."));
    let opening = crowd.opening();
    drop(crowd);
    stage.process.hold()?;
    beside(tablets, opening, &mut outcome).await?;
    stage.process.release()?;
    let wrong = lost + compared - exact;
    outcome.judge(format!("burst: last of {tablets} tablets after the last acknowledgement, ms"), median(&after), 50.0);
    outcome.judge("burst: tablets lost, cut off or with a wrong picture", wrong as f64, 0.0);
    Ok(outcome)
}

/// One burst: how long after its last acknowledgement the last tablet had everything, and how many tablets never had.
async fn one_round(
    stage: &Stage,
    room: &Room,
    pair: &mut Pair,
    crowd: &Crowd,
    round: usize,
    outcome: &mut Outcome,
) -> anyhow::Result<(f64, usize)> {
    let before = stage.seq(room).await?;
    crowd.board.start_after(before);
    let (frames, cut) = (crowd.board.frames.get(), crowd.board.disconnects.get());
    let memory = stage.process.watch_memory();
    let started = Instant::now();
    let acts = open_loop(stage, pair, LINES, ACTS, EVERY).await?;
    let end = acts.iter().filter_map(|act| act.seq()).max().unwrap_or(before);
    let last = crowd.board.reached(end, CONVERGING).await;
    // Which is earlier says something too: a frame may overtake the acknowledgement of its act.
    let acknowledged = acts.iter().map(|act| act.answer.at).max().unwrap_or(started);
    let behind =
        last.map_or(f64::NAN, |last| ms(last.saturating_duration_since(acknowledged)) - ms(acknowledged.saturating_duration_since(last)));
    let acknowledgements = Percentiles::of(&acts.iter().map(|act| act.acknowledged_ms()).collect::<Vec<_>>());
    let reached = acts.iter().filter_map(|act| Some(ms(crowd.board.everybody_at(act.seq()?)? - act.sent)));
    let reached = Percentiles::of(&reached.collect::<Vec<_>>());
    let lost = crowd.tablets.len() - crowd.board.holding(end) as usize + (crowd.board.disconnects.get() - cut) as usize;
    outcome.rows.push(vec![
        "house".into(),
        round.into(),
        acts.len().into(),
        acts.iter().filter(|act| act.seq().is_none()).count().into(),
        acknowledgements.p50.into(),
        acknowledgements.p99.into(),
        (acknowledged - started).as_secs_f64().into(),
        behind.into(),
        reached.p50.into(),
        reached.p99.into(),
        ((crowd.board.frames.get() - frames) as f64 / crowd.tablets.len() as f64).into(),
        lost.into(),
        (memory.peak() / 1024.0 / 1024.0).into(),
    ]);
    say(format_args!("burst: round {round}: last tablet {behind:.1} ms after the last acknowledgement, {lost} lost"));
    Ok((behind, lost))
}

/// The same number of frames from the limit.
async fn beside(tablets: usize, opening: usize, outcome: &mut Outcome) -> anyhow::Result<()> {
    say(format_args!("burst: the limit"));
    let mut limit = Limit::start().await?;
    let crowd = limit.crowd(tablets, opening).await?;
    let frames = crowd.board.frames.get();
    let memory = limit.process.watch_memory();
    let mut sent = Vec::with_capacity(ACTS);
    let start = tokio::time::Instant::now();
    for number in 0..ACTS {
        tokio::time::sleep_until(start + EVERY * u32::try_from(number)?).await;
        sent.push(limit.publish(400).await?);
    }
    let (ordered, end) = sent.last().copied().unwrap_or((start.into_std(), 0));
    let last = crowd.board.reached(end, CONVERGING + PATIENCE).await;
    let reached = sent.iter().filter_map(|(at, seq)| Some(ms(crowd.board.everybody_at(*seq)? - *at)));
    let reached = Percentiles::of(&reached.collect::<Vec<_>>());
    outcome.rows.push(vec![
        "limit".into(),
        1usize.into(),
        ACTS.into(),
        0usize.into(),
        "".into(),
        "".into(),
        "".into(),
        last.map_or(f64::NAN, |last| ms(last - ordered)).into(),
        reached.p50.into(),
        reached.p99.into(),
        ((crowd.board.frames.get() - frames) as f64 / tablets as f64).into(),
        (tablets - crowd.board.holding(end) as usize).into(),
        (memory.peak() / 1024.0 / 1024.0).into(),
    ]);
    Ok(())
}
