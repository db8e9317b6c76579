//! Scenario: what a connected tablet costs in the server's memory, at rest and while the room is busy.

use std::time::Duration;

use super::{
    outcome::Outcome,
    play::{Played, frame_size, play, play_limit},
    process::kernel_tcp_memory,
    say,
    stage::{Limit, Options, Stage},
    steady::EVERY,
    tls::{Certificate, NO_OPENSSL},
};

const TABLETS: usize = 4000;
/// A connected tablet costs what it costs however long the list of people is; joining costs a picture of all of them.
const PEOPLE: usize = 300;
const ITEMS: usize = 30;
/// How long a room that has just joined is left alone.
const REST: Duration = Duration::from_secs(2);

const COLUMNS: [&str; 8] = [
    "who",
    "tablets",
    "people",
    "RSS before MiB",
    "at rest KiB/tablet",
    "under load KiB/tablet",
    "peak of joining KiB/tablet",
    "kernel TCP KiB/tablet",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let tablets = options.tablets.unwrap_or(TABLETS);
    let people = options.people.unwrap_or(PEOPLE);
    let about = format!(
        "Resident memory of a fresh server with {tablets} tablets less that with one, a tablet: {} s after all have joined, and the highest \
         while acts change some 4 KB {} times a second. Kernel memory for TCP is both ends'.",
        REST.as_secs(),
        1000 / EVERY.as_millis()
    );
    let mut outcome = Outcome::new("memory", about, &COLUMNS);
    let count = usize::try_from(options.span.as_millis() / EVERY.as_millis())?;
    let plain = one_house("house", options, None, [tablets, people, count], &mut outcome).await?;
    outcome.judge(format!("memory at rest, KiB a tablet of {tablets}"), plain.shares.share(plain.shares.rest), 6.0);
    outcome.judge(format!("memory under load, KiB a tablet of {tablets}"), plain.shares.share(plain.shares.load), 8.0);
    match Certificate::make(&options.out)? {
        Some(certificate) => {
            one_house("house over TLS", options, Some(&certificate), [tablets, people, count], &mut outcome).await?;
        }
        None => outcome.notes.push(NO_OPENSSL.to_owned()),
    }
    let Seen { opening, bytes, .. } = plain;
    say(format_args!("memory: the limit"));
    let mut limit = Limit::start().await?;
    let one = limit.crowd(1, opening).await?;
    let mut raw = Shares::before(tablets, limit.process.memory());
    let crowd = limit.crowd(tablets, opening).await?;
    tokio::time::sleep(REST).await;
    (raw.rest, raw.kernel, raw.joined) = (limit.process.memory(), kernel_tcp_memory(), limit.process.memory());
    let watch = limit.process.watch_memory();
    let played = play_limit(&mut limit, &crowd, bytes, count, EVERY).await?;
    raw.load = watch.peak();
    drop(one);
    raw.row("limit", 0, &played, &mut outcome);
    Ok(outcome)
}

/// What was seen of a house.
struct Seen {
    shares: Shares,
    opening: usize,
    bytes: usize,
}

/// A fresh house with so many tablets and people, while so many acts are carried out.
async fn one_house(
    who: &str,
    options: &Options,
    certificate: Option<&Certificate>,
    [tablets, people, count]: [usize; 3],
    outcome: &mut Outcome,
) -> anyhow::Result<Seen> {
    say(format_args!("memory: {who}, {tablets} tablets: preparing"));
    let stage = Stage::start_over(options, certificate).await?;
    let room = stage.room(people, ITEMS).await?;
    let mut acts = stage.acts(stage.moves(&room)?).await?;
    let bytes = frame_size(&stage, &room, &mut acts).await?;
    let one = stage.crowd(&room, 1).await?;
    let mut shares = Shares::before(tablets, stage.process.memory());
    let joining = stage.process.watch_memory();
    let crowd = stage.crowd(&room, tablets).await?;
    shares.joined = joining.peak();
    drop(joining);
    tokio::time::sleep(REST).await;
    (shares.rest, shares.kernel) = (stage.process.memory(), kernel_tcp_memory());
    let watch = stage.process.watch_memory();
    let played = play(&stage, &mut acts, Some(&crowd), count, EVERY).await?;
    shares.load = watch.peak();
    let (compared, exact) = crowd.compare(&stage.house, &room.meeting_id).await?;
    shares.row(who, people, &played, outcome);
    outcome.notes.push(format!("{who}: {exact} of {compared} pictures compared were exact."));
    Ok(Seen { shares, opening: one.opening(), bytes })
}

/// Memory at several moments, in bytes.
struct Shares {
    tablets: usize,
    before: f64,
    kernel_before: f64,
    joined: f64,
    rest: f64,
    load: f64,
    kernel: f64,
}

impl Shares {
    fn before(tablets: usize, before: f64) -> Self {
        Self { tablets, before, kernel_before: kernel_tcp_memory(), joined: before, rest: before, load: before, kernel: 0.0 }
    }

    /// KiB a tablet above what there was before.
    fn share(&self, memory: f64) -> f64 {
        (memory - self.before) / self.tablets as f64 / 1024.0
    }

    fn row(&self, who: &str, people: usize, played: &Played, outcome: &mut Outcome) {
        outcome.rows.push(vec![
            who.into(),
            self.tablets.into(),
            people.into(),
            (self.before / 1024.0 / 1024.0).into(),
            self.share(self.rest).into(),
            self.share(self.load).into(),
            self.share(self.joined).into(),
            ((self.kernel - self.kernel_before) / self.tablets as f64 / 1024.0).into(),
        ]);
        if played.missed > 0 {
            outcome.notes.push(format!("{who}: {} acts did not reach everybody in time.", played.missed));
        }
    }
}
