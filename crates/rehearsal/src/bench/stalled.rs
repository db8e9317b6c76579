//! Scenario: a tenth of the room stops reading while large frames come fast. Nobody else may notice, the server may not
//! grow, and who wakes up must soon be current.

use std::time::Duration;

use super::{
    crowd::{Crowd, Target},
    outcome::{Outcome, median, spread},
    play::{PATIENCE, frame_size, ms, open_loop},
    process::kernel_tcp_memory,
    say,
    stage::{Options, Pair, Room, Stage},
};
use crate::report::Percentiles;

const TABLETS: usize = 100;
/// Most items a meeting may have: moving the last one changes nearly 32 KB.
const ITEMS: usize = 200;
const EVERY: Duration = Duration::from_millis(10);
/// The frames that are aimed at, in bytes. Ours are smaller, and more of them find room in a tablet's own system.
const FRAME: f64 = 32.0 * 1024.0;
/// The receive buffer a tablet asks for; Linux holds twice that for it unread. What lies there the server cannot take back: a
/// buffer that grows with its traffic would hold hundreds of frames, and would be all that is measured.
const RECEIVE_BUFFER: u32 = 64 * 1024;
/// Twice the span of the other scenarios: buffers need time to fill.
const LONGER: u32 = 2;

const COLUMNS: [&str; 11] = [
    "round",
    "one in ten",
    "acts",
    "others last p50 ms",
    "others last p99 ms",
    "RSS before MiB",
    "RSS growth MiB",
    "kernel TCP growth MiB",
    "frames until current p50",
    "frames until current max",
    "current after ms",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let tablets = options.tablets.unwrap_or(TABLETS).max(10);
    let span = options.span * LONGER;
    say(format_args!("stalled: {tablets} tablets: preparing"));
    let stage = Stage::start(options).await?;
    let room = stage.room(options.people.unwrap_or(tablets), ITEMS).await?;
    let mut pair = stage.moves(&room)?;
    let bytes = frame_size(&stage, &room, &mut stage.acts(pair.clone()).await?).await?;
    let about = format!(
        "{tablets} tablets; {} acts a second change {bytes} B each, for {} s. In every second run one tablet in ten does not read; its own \
         system holds {} KiB for it, twice the buffer it is asked for. \
         \"Others last\" runs from the request to the last tablet that reads, less the commit.",
        1000 / EVERY.as_millis(),
        span.as_secs(),
        2 * RECEIVE_BUFFER / 1024
    );
    let mut outcome = Outcome::new("stalled", about, &COLUMNS);
    let count = usize::try_from(span.as_millis() / EVERY.as_millis())?;
    let tokens: Vec<String> = room.tokens.iter().cycle().take(tablets).cloned().collect();
    let (slow, others) = tokens.split_at(tablets / 10);
    let target = stage.target(&room, false);
    let small = Target { receive_buffer: Some(RECEIVE_BUFFER), ..target.clone() };
    let hall = Hall {
        slow: stage.crowd_at(&room, small, slow.to_vec()).await?,
        others: stage.crowd_at(&room, target, others.to_vec()).await?,
        stage,
        room,
    };
    say(format_args!("stalled: frames of {bytes} B, warming up"));
    hall.run(&mut pair, false, count / 4).await?;
    let mut runs = Vec::new();
    for round in 1..=options.rounds {
        for stalled in [round % 2 == 0, round % 2 != 0] {
            let run = hall.run(&mut pair, stalled, count).await?;
            run.tell(round, stalled, &mut outcome);
            runs.push((stalled, run));
        }
    }
    let mut wrong = hall.others.board.disconnects.get() as usize;
    for crowd in [&hall.slow, &hall.others] {
        let (compared, exact) = crowd.compare(&hall.stage.house, &hall.room.meeting_id).await?;
        wrong += compared - exact;
    }
    judge(&runs, bytes, wrong, &mut outcome);
    Ok(outcome)
}

fn judge(runs: &[(bool, Run)], bytes: usize, wrong: usize, outcome: &mut Outcome) {
    let all = |stalled: bool, of: fn(&Run) -> f64| -> Vec<f64> {
        runs.iter().filter(|(which, _)| *which == stalled).map(|(_, run)| of(run)).collect()
    };
    let ratio =
        |of: fn(&Run) -> f64| -> Vec<f64> { all(true, of).iter().zip(all(false, of)).map(|(with, without)| with / without).collect() };
    let p99 = ratio(|run| run.last.p99);
    outcome.notes.push(format!("With stalled tablets ÷ without: p50 {}, p99 {}.", spread(&ratio(|run| run.last.p50)), spread(&p99)));
    let growth = median(&all(true, |run| run.growth)) - median(&all(false, |run| run.growth)).max(0.0);
    outcome.judge("stalled: p99 of those who read ÷ without stalled ones", median(&p99), 1.1);
    outcome.judge("stalled: server memory, MiB more than without", growth, 2.0);
    let most = all(true, |run| run.frames.max).into_iter().fold(0.0, f64::max);
    outcome.judge("stalled: frames of 32 KB until current, most", most * bytes as f64 / FRAME, 6.0);
    outcome.judge("stalled: wrong pictures, and readers cut off", wrong as f64, 0.0);
}

/// The room with its two kinds of tablets.
struct Hall {
    slow: Crowd,
    others: Crowd,
    stage: Stage,
    room: Room,
}

/// One run.
struct Run {
    acts: usize,
    last: Percentiles,
    before: f64,
    growth: f64,
    kernel: f64,
    frames: Percentiles,
    current: f64,
}

const MIB: f64 = 1024.0 * 1024.0;

impl Hall {
    async fn run(&self, pair: &mut Pair, stalled: bool, count: usize) -> anyhow::Result<Run> {
        let start = self.stage.seq(&self.room).await?;
        self.slow.board.start_after(start);
        self.others.board.start_after(start);
        let (before, kernel) = (self.stage.process.memory(), kernel_tcp_memory());
        let memory = self.stage.process.watch_memory();
        self.slow.tablets.iter().for_each(|tablet| tablet.stall(stalled));
        // One connection keeps the order, in which the second act takes the first back.
        let acts = open_loop(&self.stage, pair, 1, count, EVERY).await?;
        let end = acts.iter().filter_map(|act| act.seq()).max().unwrap_or(start);
        self.others.board.reached(end, PATIENCE).await;
        let (growth, kernel) = ((memory.peak() - before) / MIB, (kernel_tcp_memory() - kernel) / MIB);
        let (frames, current) = self.wake(end).await;
        let last = acts.iter().filter_map(|act| {
            let at = self.others.board.everybody_at(act.seq()?)?;
            Some(ms(at - act.sent) - act.answer.commit_ms.unwrap_or_default())
        });
        let last = Percentiles::of(&last.collect::<Vec<_>>());
        Ok(Run { acts: acts.len(), last, before: before / MIB, growth, kernel, frames, current })
    }

    /// Lets the slow ones read again: frames each needs until it holds `seq`, and milliseconds until the last does.
    async fn wake(&self, seq: u64) -> (Percentiles, f64) {
        let woken = std::time::Instant::now();
        let seen: Vec<u64> = self.slow.tablets.iter().map(|tablet| tablet.now().frames).collect();
        for tablet in &self.slow.tablets {
            tablet.want(seq);
            tablet.stall(false);
        }
        let last = self.slow.board.reached(seq, PATIENCE * 2).await;
        let needed = self
            .slow
            .tablets
            .iter()
            .zip(seen)
            .map(|(tablet, seen)| tablet.now().current.map_or(f64::INFINITY, |(_, frames)| frames.saturating_sub(seen) as f64));
        let needed = Percentiles::of(&needed.collect::<Vec<_>>());
        (needed, last.map_or(f64::INFINITY, |last| ms(last.saturating_duration_since(woken))))
    }
}

impl Run {
    fn tell(&self, round: usize, stalled: bool, outcome: &mut Outcome) {
        let how = if stalled { "does not read" } else { "reads" };
        say(format_args!(
            "stalled: round {round}, one in ten {how}: others' p99 {:.1} ms, {} frames until current",
            self.last.p99, self.frames.max
        ));
        outcome.rows.push(vec![
            round.into(),
            how.into(),
            self.acts.into(),
            self.last.p50.into(),
            self.last.p99.into(),
            self.before.into(),
            self.growth.into(),
            self.kernel.into(),
            self.frames.p50.into(),
            self.frames.max.into(),
            self.current.into(),
        ]);
    }
}
