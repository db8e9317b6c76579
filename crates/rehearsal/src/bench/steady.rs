//! Scenario: acts at a steady pace in one room. How long until the last tablet has one, and what a frame costs.

use std::time::Duration;

use super::{
    crowd::Crowd,
    outcome::{Cell, Outcome, median, spread},
    play::{Played, frame_size, play, play_limit},
    say,
    stage::{Limit, Options, Stage},
};
use crate::report::Percentiles;

/// Tablets in the room.
const SIZES: [usize; 3] = [200, 1000, 4000];
/// Items on the agenda: moving the last one changes some 4 KB.
const ITEMS: usize = 30;
/// Pace of the acts.
pub const EVERY: Duration = Duration::from_millis(50);

const COLUMNS: [&str; 17] = [
    "tablets",
    "people",
    "frame B",
    "limit last p50 ms",
    "limit last p99 ms",
    "last p50 ms",
    "last p99 ms",
    "last p50 ÷ limit",
    "last p99 ÷ limit",
    "commit p50 ms",
    "limit µs/frame",
    "µs/frame",
    "µs/frame ÷ limit",
    "crowd's own µs/frame",
    "µs/act, nobody there",
    "µs/act, one tablet",
    "pictures exact",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let about = format!(
        "An item is moved every {} ms for {} s, so that every clock time changes; limit and house in turn, {} rounds. \"Last\" runs from the \
         request to the last tablet, less the commit's own time. Ratios are medians of paired rounds [lowest–highest].",
        EVERY.as_millis(),
        options.span.as_secs(),
        options.rounds
    );
    let mut outcome = Outcome::new("steady", about, &COLUMNS);
    let stage = Stage::start(options).await?;
    let mut limit = Limit::start().await?;
    for tablets in options.tablets.map_or(SIZES.to_vec(), |tablets| vec![tablets]) {
        one_size(options, &stage, &mut limit, tablets, &mut outcome).await?;
    }
    Ok(outcome)
}

/// The rounds of one size.
#[derive(Default)]
struct Rounds {
    limit: Vec<Played>,
    house: Vec<Played>,
}

impl Rounds {
    fn ratios(&self, of: impl Fn(&Played) -> f64) -> Vec<f64> {
        self.house.iter().zip(&self.limit).map(|(house, limit)| of(house) / of(limit)).collect()
    }
}

fn pooled(rounds: &[Played], of: impl Fn(&Played) -> &Vec<f64>) -> Percentiles {
    Percentiles::of(&rounds.iter().flat_map(|played| of(played).iter().copied()).collect::<Vec<_>>())
}

async fn one_size(options: &Options, stage: &Stage, limit: &mut Limit, tablets: usize, outcome: &mut Outcome) -> anyhow::Result<()> {
    let people = options.people.unwrap_or(tablets);
    let count = usize::try_from(options.span.as_millis() / EVERY.as_millis())?;
    say(format_args!("steady: {tablets} tablets, {people} people: preparing"));
    let room = stage.room(people, ITEMS).await?;
    let mut acts = stage.acts(stage.moves(&room)?).await?;
    let nobody = play(stage, &mut acts, None, count, EVERY).await?;
    let bytes = frame_size(stage, &room, &mut acts).await?;
    let alone = stage.crowd(&room, 1).await?;
    let one = play(stage, &mut acts, Some(&alone), count, EVERY).await?;
    drop(alone);
    let everybody = stage.crowd(&room, tablets).await?;
    let beside = limit.crowd(tablets, everybody.opening()).await?;
    let mut rounds = Rounds::default();
    for round in 0..options.rounds {
        // Who begins changes with the round: what drifts within a pair does not favour one of them.
        for house in [round % 2 == 0, round % 2 != 0] {
            if house {
                rounds.house.push(play(stage, &mut acts, Some(&everybody), count, EVERY).await?);
            } else {
                stage.process.hold()?;
                let played = play_limit(limit, &beside, bytes, count, EVERY).await;
                stage.process.release()?;
                rounds.limit.push(played?);
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
        let last = rounds.ratios(|played| median(&played.last_ms)).pop().unwrap_or(f64::NAN);
        let cpu = rounds.ratios(Played::cpu_per_frame).pop().unwrap_or(f64::NAN);
        say(format_args!("steady: {tablets} tablets, round {}: last ÷ limit {last:.2}, µs/frame ÷ limit {cpu:.2}", round + 1));
    }
    let (compared, exact) = everybody.compare(&stage.house, &room.meeting_id).await?;
    let row = row(tablets, people, bytes, &rounds, [&nobody, &one], format!("{exact} of {compared}"));
    outcome.rows.push(row);
    judge(outcome, tablets, &rounds, &everybody, compared - exact);
    drop(everybody);
    stage.end(&room).await
}

fn row(tablets: usize, people: usize, bytes: usize, rounds: &Rounds, own: [&Played; 2], exact: String) -> Vec<Cell> {
    let (limit, house) = (pooled(&rounds.limit, |played| &played.last_ms), pooled(&rounds.house, |played| &played.last_ms));
    let per_frame = |rounds: &[Played]| median(&rounds.iter().map(Played::cpu_per_frame).collect::<Vec<_>>());
    let [nobody, one] = own;
    vec![
        tablets.into(),
        people.into(),
        bytes.into(),
        limit.p50.into(),
        limit.p99.into(),
        house.p50.into(),
        house.p99.into(),
        spread(&rounds.ratios(|played| median(&played.last_ms))).into(),
        (house.p99 / limit.p99).into(),
        pooled(&rounds.house, |played| &played.commit_ms).p50.into(),
        per_frame(&rounds.limit).into(),
        per_frame(&rounds.house).into(),
        spread(&rounds.ratios(Played::cpu_per_frame)).into(),
        median(&rounds.limit.iter().map(Played::crowd_per_frame).collect::<Vec<_>>()).into(),
        nobody.cpu_per_act().into(),
        one.cpu_per_act().into(),
        exact.into(),
    ]
}

fn judge(outcome: &mut Outcome, tablets: usize, rounds: &Rounds, crowd: &Crowd, inexact: usize) {
    let last = median(&rounds.ratios(|played| median(&played.last_ms)));
    let cpu = median(&rounds.ratios(Played::cpu_per_frame));
    let (last_target, cpu_target) = match tablets {
        ..=200 => (1.5, None),
        201..=1000 => (1.25, Some(1.25)),
        _ => (1.2, Some(1.1)),
    };
    outcome.judge(format!("last of {tablets} tablets, p50 ÷ limit"), last, last_target);
    if let Some(target) = cpu_target {
        outcome.judge(format!("processor time a frame, {tablets} tablets ÷ limit"), cpu, target);
    }
    let missed: usize = rounds.house.iter().map(|played| played.missed).sum();
    let wrong = missed + inexact + crowd.board.disconnects.get() as usize;
    outcome.judge(format!("changes missed, pictures wrong or lines lost, {tablets} tablets"), wrong as f64, 0.0);
    if rounds.house.iter().flat_map(|played| &played.commit_ms).all(|ms| *ms == 0.0) {
        let acknowledged = pooled(&rounds.house, |played| &played.acknowledged_ms).p50;
        let note = format!(
            "{tablets} tablets: the answers say nothing of the commit's time, so it is inside \"last\" (acknowledged p50 {acknowledged:.2} ms)."
        );
        outcome.notes.push(note);
    }
}
