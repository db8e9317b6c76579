//! Runs of acts: at a steady pace with the whole room waiting for each, or in an open loop where nothing waits.

use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::time::MissedTickBehavior;

use super::{
    act::{Answer, Line},
    crowd::Crowd,
    process::crowd_cpu,
    stage::{Acts, Limit, Pair, Room, Stage},
};

/// Longest one change may take to reach everybody before it counts as missed.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// Longest the answers of an open loop may be waited for after its end.
const ANSWERING: Duration = Duration::from_secs(120);
/// Pause before a processor clock is read: a thread's time is entered when it leaves the core.
const SETTLE: Duration = Duration::from_millis(50);

/// What a run of acts came to.
#[derive(Debug, Default)]
pub struct Played {
    /// From each act to the last tablet, less the commit, in milliseconds.
    pub last_ms: Vec<f64>,
    /// From each act to its acknowledgement, in milliseconds, the commit included.
    pub acknowledged_ms: Vec<f64>,
    /// What the server says its commits took, in milliseconds.
    pub commit_ms: Vec<f64>,
    /// Processor time.
    pub cpu: Duration,
    /// Processor time of the crowd itself.
    pub crowd_cpu: Duration,
    /// Frames that arrived.
    pub frames: u64,
    /// Acts.
    pub acts: usize,
    /// Acts that did not reach everybody in time.
    pub missed: usize,
}

impl Played {
    /// Processor time a frame that arrived, in microseconds.
    pub fn cpu_per_frame(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.frames as f64
    }

    /// The crowd's own processor time a frame, in microseconds.
    pub fn crowd_per_frame(&self) -> f64 {
        self.crowd_cpu.as_secs_f64() * 1e6 / self.frames as f64
    }

    /// Processor time an act, in microseconds.
    pub fn cpu_per_act(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e6 / self.acts as f64
    }

    fn note(&mut self, sent: Instant, commit_ms: f64, last: Option<Instant>) {
        self.acts += 1;
        match last {
            Some(last) => self.last_ms.push(ms(last.saturating_duration_since(sent)) - commit_ms),
            None => self.missed += 1,
        }
    }
}

/// Milliseconds.
pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Carries acts out at a steady pace, each waited for by the whole crowd, where there is one.
pub async fn play(stage: &Stage, acts: &mut Acts, crowd: Option<&Crowd>, count: usize, every: Duration) -> anyhow::Result<Played> {
    let mut played = Played::default();
    tokio::time::sleep(SETTLE).await;
    let (cpu, coarse, crowd_before) = (stage.process.cpu(), stage.process.coarse_cpu(), crowd_cpu());
    let frames = crowd.map_or(0, |crowd| crowd.board.frames.get());
    let mut pace = tokio::time::interval(every);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for _ in 0..count {
        pace.tick().await;
        let (sent, answer) = acts.act().await?;
        let seq = answer.seq()?;
        let commit_ms = answer.commit_ms.unwrap_or_default();
        played.acknowledged_ms.push(ms(answer.at - sent));
        played.commit_ms.push(commit_ms);
        let last = match crowd {
            Some(crowd) => crowd.board.reached(seq, PATIENCE).await,
            None => Some(answer.at),
        };
        played.note(sent, commit_ms, last);
    }
    tokio::time::sleep(SETTLE).await;
    played.cpu = stage.process.cpu().saturating_sub(cpu);
    played.crowd_cpu = crowd_cpu().saturating_sub(crowd_before);
    let coarse = stage.process.coarse_cpu().saturating_sub(coarse);
    if coarse > played.cpu.mul_f64(1.2) + Duration::from_millis(100) {
        // Threads that ended took their clocks with them: the coarse one still has them.
        played.cpu = coarse;
    }
    played.frames = crowd.map_or(0, |crowd| crowd.board.frames.get()) - frames;
    Ok(played)
}

/// The same with the limit.
pub async fn play_limit(limit: &mut Limit, crowd: &Crowd, bytes: usize, count: usize, every: Duration) -> anyhow::Result<Played> {
    let mut played = Played::default();
    tokio::time::sleep(SETTLE).await;
    let (cpu, frames, crowd_before) = (limit.process.cpu(), crowd.board.frames.get(), crowd_cpu());
    let mut pace = tokio::time::interval(every);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for _ in 0..count {
        pace.tick().await;
        let (sent, seq) = limit.publish(bytes).await?;
        played.note(sent, 0.0, crowd.board.reached(seq, PATIENCE).await);
    }
    tokio::time::sleep(SETTLE).await;
    played.cpu = limit.process.cpu().saturating_sub(cpu);
    played.crowd_cpu = crowd_cpu().saturating_sub(crowd_before);
    played.frames = crowd.board.frames.get() - frames;
    Ok(played)
}

/// The size of the text of a room's large or small frame, in bytes: the median of a few that one tablet receives.
pub async fn frame_size(stage: &Stage, room: &Room, acts: &mut Acts) -> anyhow::Result<usize> {
    let mut crowd = Crowd::new(stage.target(room, false), room.tokens.first().cloned(), 1);
    crowd.join(1).await?;
    tokio::time::sleep(SETTLE).await;
    let before = crowd.tablets.first().map_or(0, |tablet| tablet.now().sizes.len());
    play(stage, acts, Some(&crowd), 6, Duration::from_millis(20)).await?;
    let tablet = crowd.tablets.first().context("no tablet")?.now();
    let mut sizes = tablet.sizes.get(before..).unwrap_or_default().to_vec();
    sizes.sort_unstable();
    let wire = sizes.get(sizes.len() / 2).copied().context("an act made no frame")?;
    // Less the frame's own header.
    Ok(usize::try_from(wire)?.saturating_sub(if wire > 65_545 { 10 } else { 4 }))
}

/// What came of one request of an open loop.
#[derive(Debug)]
pub struct Outcome {
    /// When it was sent.
    pub sent: Instant,
    /// What was answered.
    pub answer: Answer,
}

impl Outcome {
    /// Its seq; none where it was refused.
    pub fn seq(&self) -> Option<u64> {
        self.answer.seq().ok()
    }

    /// From sending to acknowledgement, in milliseconds.
    pub fn acknowledged_ms(&self) -> f64 {
        ms(self.answer.at.saturating_duration_since(self.sent))
    }
}

/// Sends `count` acts, one `every` so long whatever becomes of those before, spread over `lines` connections.
pub async fn open_loop(stage: &Stage, pair: &mut Pair, lines: usize, count: usize, every: Duration) -> anyhow::Result<Vec<Outcome>> {
    let mut asking = Vec::with_capacity(lines);
    let mut reading = Vec::with_capacity(lines);
    for number in 0..lines {
        let mut line = Line::open(stage.address).await?;
        asking.push((line.asking, Vec::new()));
        let expected = (number..count).step_by(lines).count();
        reading.push(tokio::task::spawn_local(async move {
            let mut answers = Vec::with_capacity(expected);
            for _ in 0..expected {
                answers.push(line.answers.next().await?);
            }
            anyhow::Ok(answers)
        }));
    }
    let start = tokio::time::Instant::now();
    for number in 0..count {
        tokio::time::sleep_until(start + every * u32::try_from(number)?).await;
        let (line, sent) = asking.get_mut(number % lines).context("no line")?;
        sent.push(Instant::now());
        line.send(pair.turn()).await?;
    }
    let mut outcomes = Vec::with_capacity(count);
    for (reading, (_line, sent)) in reading.into_iter().zip(asking) {
        let answers = tokio::time::timeout(ANSWERING, reading).await.context("acts were not answered")???;
        outcomes.extend(sent.into_iter().zip(answers).map(|(sent, answer)| Outcome { sent, answer }));
    }
    Ok(outcomes)
}
