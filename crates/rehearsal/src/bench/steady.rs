//! Scenario: acts at a steady pace in one room, plain and over TLS. How long until the last tablet has one, and what a
//! frame costs.

use std::time::Duration;

use super::{
    crowd::Crowd,
    outcome::{Cell, Outcome, median, spread},
    play::{Played, frame_size, play, play_limit},
    process::raise_descriptors,
    say,
    stage::{Acts, Limit, Options, Room, Stage},
    tls::{Certificate, NO_OPENSSL},
};
use crate::report::Percentiles;

/// Tablets in the room.
const SIZES: [usize; 3] = [200, 1000, 4000];
/// Items on the agenda: moving the last one changes some 4 KB.
const ITEMS: usize = 30;
/// Pace of the acts.
pub const EVERY: Duration = Duration::from_millis(50);
/// Pause before a house that was held still is measured: it first does what it missed.
const AWAKENING: Duration = Duration::from_millis(200);
/// Open files besides three crowds' lines.
const SPARE: usize = 500;

const COLUMNS: [&str; 15] = [
    "who",
    "tablets",
    "people",
    "frame B",
    "last p50 ms",
    "last p99 ms",
    "last p50 ÷ limit",
    "last p99 ÷ limit",
    "commit p50 ms",
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
        "An item is moved every {} ms for {} s, so that every clock time changes; house, limit and house over TLS in turn, {} rounds. \
         \"Last\" runs from the request to the last tablet, less the commit's own time. Ratios are medians of paired rounds \
         [lowest–highest]; the limit is the same for both houses, and plain.",
        EVERY.as_millis(),
        options.span.as_secs(),
        options.rounds
    );
    let mut outcome = Outcome::new("steady", about, &COLUMNS);
    let plain = Stage::start(options).await?;
    let certificate = Certificate::make(&options.out)?;
    let encrypted = match &certificate {
        Some(certificate) => Some(Stage::start_over(options, Some(certificate)).await?),
        None => {
            outcome.notes.push(NO_OPENSSL.to_owned());
            None
        }
    };
    let mut limit = Limit::start().await?;
    for tablets in options.tablets.map_or(SIZES.to_vec(), |tablets| vec![tablets]) {
        let needed = 3 * tablets + SPARE;
        let enough = raise_descriptors() >= needed as u64;
        if encrypted.is_some() && !enough {
            outcome.notes.push(format!("{tablets} tablets were not measured over TLS: that takes {needed} open files (ulimit -n)."));
        }
        let stages = [Some(&plain), encrypted.as_ref().filter(|_| enough)];
        one_size(options, stages, &mut limit, tablets, &mut outcome).await?;
    }
    Ok(outcome)
}

/// A house with everybody in it, and its rounds.
struct Full<'a> {
    who: &'static str,
    stage: &'a Stage,
    room: Room,
    acts: Acts,
    bytes: usize,
    crowd: Crowd,
    nobody: Played,
    one: Played,
    rounds: Vec<Played>,
}

impl<'a> Full<'a> {
    async fn of(who: &'static str, stage: &'a Stage, tablets: usize, people: usize, count: usize) -> anyhow::Result<Self> {
        say(format_args!("steady: {who}, {tablets} tablets, {people} people: preparing"));
        let room = stage.room(people, ITEMS).await?;
        let mut acts = stage.acts(stage.moves(&room)?).await?;
        let nobody = play(stage, &mut acts, None, count, EVERY).await?;
        let bytes = frame_size(stage, &room, &mut acts).await?;
        let alone = stage.crowd(&room, 1).await?;
        let one = play(stage, &mut acts, Some(&alone), count, EVERY).await?;
        drop(alone);
        let crowd = stage.crowd(&room, tablets).await?;
        Ok(Self { who, stage, room, acts, bytes, crowd, nobody, one, rounds: Vec::new() })
    }

    /// One round, while every other house is held still.
    async fn round(&mut self, count: usize) -> anyhow::Result<()> {
        self.stage.process.release()?;
        tokio::time::sleep(AWAKENING).await;
        let played = play(self.stage, &mut self.acts, Some(&self.crowd), count, EVERY).await;
        self.stage.process.hold()?;
        self.rounds.push(played?);
        Ok(())
    }

    fn ratios(&self, limit: &[Played], of: impl Fn(&Played) -> f64) -> Vec<f64> {
        self.rounds.iter().zip(limit).map(|(house, limit)| of(house) / of(limit)).collect()
    }
}

fn pooled(rounds: &[Played], of: impl Fn(&Played) -> &Vec<f64>) -> Percentiles {
    Percentiles::of(&rounds.iter().flat_map(|played| of(played).iter().copied()).collect::<Vec<_>>())
}

fn middle(rounds: &[Played], of: impl Fn(&Played) -> f64) -> f64 {
    median(&rounds.iter().map(of).collect::<Vec<_>>())
}

async fn one_size(
    options: &Options,
    stages: [Option<&Stage>; 2],
    limit: &mut Limit,
    tablets: usize,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    let people = options.people.unwrap_or(tablets);
    let count = usize::try_from(options.span.as_millis() / EVERY.as_millis())?;
    let mut houses = Vec::new();
    for (stage, who) in stages.into_iter().zip(["house", "house over TLS"]) {
        if let Some(stage) = stage {
            houses.push(Full::of(who, stage, tablets, people, count).await?);
        }
    }
    let (opening, bytes) = houses.first().map_or((0, 0), |house| (house.crowd.opening(), house.bytes));
    let beside = limit.crowd(tablets, opening).await?;
    let mut raw = Vec::new();
    for house in &houses {
        house.stage.process.hold()?;
    }
    for round in 0..options.rounds {
        // The limit stands between the houses, next to either. Who begins changes with the round: what drifts within one
        // does not favour anybody.
        let turns = if round % 2 == 0 { [Some(0), None, Some(1)] } else { [Some(1), None, Some(0)] };
        for turn in turns {
            match turn {
                None => raw.push(play_limit(limit, &beside, bytes, count, EVERY).await?),
                Some(house) => {
                    if let Some(house) = houses.get_mut(house) {
                        house.round(count).await?;
                    }
                }
            }
        }
        for house in &houses {
            let last = house.ratios(&raw, |played| median(&played.last_ms)).pop().unwrap_or(f64::NAN);
            let cpu = house.ratios(&raw, Played::cpu_per_frame).pop().unwrap_or(f64::NAN);
            let (who, round) = (house.who, round + 1);
            say(format_args!("steady: {who}, {tablets} tablets, round {round}: last ÷ limit {last:.2}, µs/frame ÷ limit {cpu:.2}"));
        }
    }
    outcome.rows.push(limit_row(tablets, bytes, &raw));
    for house in houses {
        house.stage.process.release()?;
        let (compared, exact) = house.crowd.compare(&house.stage.house, &house.room.meeting_id).await?;
        outcome.rows.push(row(tablets, people, &raw, &house, format!("{exact} of {compared}")));
        judge(outcome, tablets, &raw, &house, compared - exact);
        drop(house.crowd);
        house.stage.end(&house.room).await?;
    }
    Ok(())
}

fn limit_row(tablets: usize, bytes: usize, raw: &[Played]) -> Vec<Cell> {
    let last = pooled(raw, |played| &played.last_ms);
    let mut row: Vec<Cell> = vec!["limit".into(), tablets.into(), "".into(), bytes.into(), last.p50.into(), last.p99.into()];
    row.extend(["", "", ""].map(Cell::from));
    row.extend([middle(raw, Played::cpu_per_frame).into(), "".into(), middle(raw, Played::crowd_per_frame).into()]);
    row.extend(["", "", ""].map(Cell::from));
    row
}

fn row(tablets: usize, people: usize, raw: &[Played], house: &Full<'_>, exact: String) -> Vec<Cell> {
    let [limit, last] = [raw, &house.rounds].map(|rounds| pooled(rounds, |played| &played.last_ms));
    vec![
        house.who.into(),
        tablets.into(),
        people.into(),
        house.bytes.into(),
        last.p50.into(),
        last.p99.into(),
        spread(&house.ratios(raw, |played| median(&played.last_ms))).into(),
        (last.p99 / limit.p99).into(),
        pooled(&house.rounds, |played| &played.commit_ms).p50.into(),
        middle(&house.rounds, Played::cpu_per_frame).into(),
        spread(&house.ratios(raw, Played::cpu_per_frame)).into(),
        middle(&house.rounds, Played::crowd_per_frame).into(),
        house.nobody.cpu_per_act().into(),
        house.one.cpu_per_act().into(),
        exact.into(),
    ]
}

fn judge(outcome: &mut Outcome, tablets: usize, raw: &[Played], house: &Full<'_>, inexact: usize) {
    let missed: usize = house.rounds.iter().map(|played| played.missed).sum();
    let wrong = (missed + inexact + house.crowd.board.disconnects.get() as usize) as f64;
    // What encrypting may cost is not aimed at: the limit does not encrypt. Arriving is.
    if house.who != "house" {
        outcome.judge(format!("changes missed, pictures wrong or lines lost, {tablets} tablets over TLS"), wrong, 0.0);
        return;
    }
    let last = median(&house.ratios(raw, |played| median(&played.last_ms)));
    let cpu = median(&house.ratios(raw, Played::cpu_per_frame));
    let (last_target, cpu_target) = match tablets {
        ..=200 => (1.5, None),
        201..=1000 => (1.25, Some(1.25)),
        _ => (1.2, Some(1.1)),
    };
    outcome.judge(format!("last of {tablets} tablets, p50 ÷ limit"), last, last_target);
    if let Some(target) = cpu_target {
        outcome.judge(format!("processor time a frame, {tablets} tablets ÷ limit"), cpu, target);
    }
    outcome.judge(format!("changes missed, pictures wrong or lines lost, {tablets} tablets"), wrong, 0.0);
    if house.rounds.iter().flat_map(|played| &played.commit_ms).all(|ms| *ms == 0.0) {
        let acknowledged = pooled(&house.rounds, |played| &played.acknowledged_ms).p50;
        let note = format!(
            "{tablets} tablets: the answers say nothing of the commit's time, so it is inside \"last\" (acknowledged p50 {acknowledged:.2} ms)."
        );
        outcome.notes.push(note);
    }
}
