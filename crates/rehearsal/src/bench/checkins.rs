//! Scenario: everybody says "I am here" within five seconds, each over a connection of their own, while another room
//! goes on with its meeting.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Context;
use serde_json::Value;

use super::{
    act::{Answer, Line, request},
    outcome::{Outcome, median, spread},
    play::{PATIENCE, Played, play},
    say,
    stage::{Acts, Options, Room, Stage},
    steady::EVERY,
};
use crate::report::Percentiles;

const PEOPLE: usize = 1000;
const WITHIN: Duration = Duration::from_secs(5);
const ITEMS: usize = 12;
/// Tablets of the other room.
const BESIDE: usize = 10;
/// Where the moments of check-in are drawn from.
const SEED: u64 = 2_026;

const COLUMNS: [&str; 11] = [
    "round",
    "check-ins",
    "refused",
    "lost",
    "double",
    "acknowledged p50 ms",
    "acknowledged p99 ms",
    "last tablet after the last ms",
    "frames a tablet",
    "other room's act before p50 ms",
    "other room's act meanwhile p50 ms",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let people = options.tablets.unwrap_or(PEOPLE);
    let about = format!(
        "{people} attendees check in at random moments (seed {SEED}) within {} s, each over an own connection, with all {people} tablets on \
         the live channel. Another room of {BESIDE} tablets moves its agenda {} times a second before and meanwhile.",
        WITHIN.as_secs(),
        1000 / EVERY.as_millis()
    );
    let mut outcome = Outcome::new("checkins", about, &COLUMNS);
    let stage = Stage::start(options).await?;
    let mut seen = Seen::default();
    for round in 1..=options.rounds {
        one_round(&stage, people, round, &mut seen, &mut outcome).await?;
    }
    outcome.notes.push(format!("The other room's acts meanwhile ÷ before: {}.", spread(&seen.ratios)));
    outcome.judge("check-ins: lost, double, refused or pictures wrong", seen.wrong as f64, 0.0);
    outcome.judge("check-ins: p99 acknowledged, ms", median(&seen.p99), 250.0);
    outcome.judge("check-ins: another room's acts meanwhile ÷ before", median(&seen.ratios), 2.0);
    Ok(outcome)
}

/// Over all rounds.
#[derive(Default)]
struct Seen {
    wrong: usize,
    p99: Vec<f64>,
    ratios: Vec<f64>,
}

async fn one_round(stage: &Stage, people: usize, round: usize, seen: &mut Seen, outcome: &mut Outcome) -> anyhow::Result<()> {
    say(format_args!("checkins: round {round}: preparing {people} people"));
    let room = stage.room(people, ITEMS).await?;
    let beside = stage.room(BESIDE, ITEMS).await?;
    let mut acts = stage.acts(stage.advances(&beside).await?).await?;
    let neighbours = stage.crowd(&beside, BESIDE).await?;
    let crowd = stage.crowd(&room, people).await?;
    let count = usize::try_from(WITHIN.as_millis() / EVERY.as_millis())?;
    let before = play(stage, &mut acts, Some(&neighbours), count, EVERY).await?;
    let frames = crowd.board.frames.get();
    let ((meanwhile, acts_back), all) = {
        let neighbours = &neighbours;
        let playing = async move {
            let played = play(stage, &mut acts, Some(neighbours), count, EVERY).await?;
            anyhow::Ok((played, acts))
        };
        let (played, all) = tokio::join!(playing, check_in(stage.address, &room));
        (played?, all?)
    };
    drop::<Acts>(acts_back);
    let end = all.iter().filter_map(|(_, answer)| answer.seq().ok()).max().context("no check-in was taken")?;
    let acknowledged = all.iter().map(|(_, answer)| answer.at).max().context("no check-in was answered")?;
    let last = crowd.board.reached(end, PATIENCE).await;
    let behind = last.map_or(f64::NAN, |last| last.saturating_duration_since(acknowledged).as_secs_f64() * 1e3);
    let waits: Vec<f64> = all.iter().map(|(sent, answer)| (answer.at - *sent).as_secs_f64() * 1e3).collect();
    let waits = Percentiles::of(&waits);
    let refused = all.iter().filter(|(_, answer)| answer.status != 200).count();
    let (lost, double) = journal(stage, &room, people).await?;
    let (compared, exact) = crowd.compare(&stage.house, &room.meeting_id).await?;
    seen.wrong += lost + double + refused + compared - exact + crowd.board.disconnects.get() as usize;
    seen.p99.push(waits.p99);
    let p50 = |played: &Played| median(&played.acknowledged_ms);
    seen.ratios.push(p50(&meanwhile) / p50(&before));
    say(format_args!("checkins: round {round}: p99 {:.1} ms, {lost} lost, {double} double", waits.p99));
    outcome.rows.push(vec![
        round.into(),
        all.len().into(),
        refused.into(),
        lost.into(),
        double.into(),
        waits.p50.into(),
        waits.p99.into(),
        behind.into(),
        ((crowd.board.frames.get() - frames) as f64 / people as f64).into(),
        p50(&before).into(),
        p50(&meanwhile).into(),
    ]);
    drop((crowd, neighbours));
    stage.end(&room).await?;
    stage.end(&beside).await
}

/// Everybody checks in once; when each was sent, and its answer.
async fn check_in(address: SocketAddr, room: &Room) -> anyhow::Result<Vec<(Instant, Answer)>> {
    let path = format!("/api/meetings/{}/attendance", room.meeting_id);
    let mut random = SEED;
    let start = tokio::time::Instant::now() + Duration::from_millis(100);
    let mut people = Vec::with_capacity(room.tokens.len());
    for token in &room.tokens {
        let asked = request("POST", address, &path, token, "{}");
        let mut line = Line::open(address).await?;
        // Knuth's generator: the same moments in every run.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = start + WITHIN.mul_f64((random >> 33) as f64 / f64::from(1u32 << 31));
        people.push(tokio::task::spawn_local(async move {
            tokio::time::sleep_until(at).await;
            line.ask(&asked).await
        }));
    }
    let mut all = Vec::with_capacity(people.len());
    for person in people {
        all.push(tokio::time::timeout(WITHIN + Duration::from_secs(60), person).await.context("a check-in was not answered")???);
    }
    Ok(all)
}

/// Check-ins the journal lacks, and those it holds more than once.
async fn journal(stage: &Stage, room: &Room, people: usize) -> anyhow::Result<(usize, usize)> {
    let journal = stage.house.get(&format!("meetings/{}/journal", room.meeting_id)).await?;
    let events = journal.get("events").and_then(Value::as_array).context("a journal without events")?;
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for event in events.iter().filter(|event| event.get("kind").and_then(Value::as_str) == Some("attendee_checked_in")) {
        let who = event.pointer("/body/attendee_id").and_then(Value::as_str).context("a check-in of nobody")?;
        *times.entry(who).or_default() += 1;
    }
    Ok((people.saturating_sub(times.len()), times.values().map(|times| times - 1).sum()))
}
