//! Scenario: what goes over the wire, and what compressing costs the server.

use std::time::Duration;

use super::{
    crowd::Crowd,
    outcome::Outcome,
    play::play,
    say,
    stage::{Options, Room, Stage},
};

const PEOPLE: usize = 300;
const ITEMS: usize = 40;
const ADVANCES: usize = 10;
/// Time a frame has to arrive.
const QUIET: Duration = Duration::from_millis(300);

const COLUMNS: [&str; 7] =
    ["permessage-deflate", "negotiated", "opening B", "of that the largest frame B", "advance p50 B", "advance max B", "server µs/joining"];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let people = options.people.unwrap_or(PEOPLE);
    let about = format!(
        "Bytes one tablet reads, WebSocket headers included, in a meeting of {people} people and {ITEMS} items: from joining until it is quiet, \
         and for each of {ADVANCES} steps of the agenda."
    );
    let mut outcome = Outcome::new("wire", about, &COLUMNS);
    say(format_args!("wire: {people} people, {ITEMS} items"));
    let stage = Stage::start(options).await?;
    let room = stage.room(people, ITEMS).await?;
    let mut acts = stage.acts(stage.advances(&room).await?).await?;
    let (mut advance, mut opening) = (f64::NAN, f64::NAN);
    for deflate in [false, true] {
        let mut one = Crowd::new(stage.target(&room, deflate), room.tokens.first().cloned(), 1);
        one.join(1).await?;
        tokio::time::sleep(QUIET).await;
        let joined = sizes(&one);
        play(&stage, &mut acts, None, ADVANCES, Duration::from_millis(50)).await?;
        tokio::time::sleep(QUIET).await;
        let mut steps = sizes(&one).split_off(joined.len());
        steps.sort_unstable();
        let negotiated = one.tablets.first().is_some_and(|tablet| tablet.now().deflate);
        let median = steps.get(steps.len() / 2).copied().unwrap_or_default() as f64;
        let all: u64 = joined.iter().sum();
        if !deflate {
            advance = median;
        }
        opening = all as f64;
        outcome.rows.push(vec![
            if deflate { "offered" } else { "not offered" }.into(),
            if negotiated { "yes" } else { "no" }.into(),
            opening.into(),
            (joined.iter().max().copied().unwrap_or_default() as f64).into(),
            median.into(),
            (steps.last().copied().unwrap_or_default() as f64).into(),
            joining(&stage, &room, deflate).await?.into(),
        ]);
    }
    outcome.judge("one advance on the wire, B a tablet", advance, 300.0);
    outcome.judge("a snapshot on the wire, permessage-deflate offered, B", opening, 12_000.0);
    Ok(outcome)
}

fn sizes(one: &Crowd) -> Vec<u64> {
    one.tablets.first().map(|tablet| tablet.now().sizes.clone()).unwrap_or_default()
}

/// Processor time of one joining, in microseconds: compressing once an audience does not show, once a tablet does.
async fn joining(stage: &Stage, room: &Room, deflate: bool) -> anyhow::Result<f64> {
    let mut crowd = Crowd::new(stage.target(room, deflate), room.tokens.iter().cloned(), 0);
    tokio::time::sleep(QUIET).await;
    let cpu = stage.process.cpu();
    crowd.join(16).await?;
    tokio::time::sleep(QUIET).await;
    let cpu = stage.process.cpu().saturating_sub(cpu);
    Ok(cpu.as_secs_f64() * 1e6 / crowd.tablets.len() as f64)
}
