//! Virtual tablets over real sockets: the test client, the load tool, and `nghisu rehearse` for an office that wants to
//! try its room the day before.

#[cfg(target_os = "linux")]
pub mod bench;
pub mod command;
pub mod house;
mod line;
pub mod picture;
pub mod report;
pub mod tablet;
pub mod trouble;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use futures::StreamExt;
use house::{House, HouseError, Rehearsal};
use report::Report;
use serde::Serialize;
use tablet::Tablet;

/// What is tried.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where the house is served.
    pub url: String,
    /// Certificates to trust beside the system's.
    pub ca: Option<PathBuf>,
    /// How many tablets.
    pub tablets: u32,
    /// How often the agenda moves.
    pub advances: u32,
    /// Login and password, where the house asks for them.
    pub sign_in: Option<(String, String)>,
}

/// How far a rehearsal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What is going on.
    pub step: Step,
    /// How much of it is done.
    pub done: u32,
    /// How much there is.
    pub of: u32,
}

/// A part of a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Tablets join.
    Joining,
    /// The chair changes something, and the tablets follow.
    Changing,
}

/// Longest a tablet may need for one change before it counts as not having followed.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest a tablet may need to join before it counts as not having joined.
const JOINING: Duration = Duration::from_secs(30);
/// Tablets that join at the same time, as in a room where people sit down.
const AT_ONCE: usize = 64;

/// Plays a throw-away session with virtual tablets and reports how they followed. `hear` is told how far it is. When `stop`
/// comes it ends early. Whatever happens, the throw-away meeting goes.
pub async fn rehearse(plan: &Plan, hear: impl Fn(Progress), stop: impl Future<Output = ()>) -> Result<Report, HouseError> {
    tokio::pin!(stop);
    let mut house = House::trusting(&plan.url, plan.ca.as_deref())?;
    if let Some((login, password)) = &plan.sign_in {
        tokio::select! {
            signed_in = house.sign_in(login, password) => signed_in?,
            () = &mut stop => return Err(HouseError::Stopped),
        }
    }
    // Not cut short: the house would be left with a meeting whose name nobody knows.
    let begun = house.begin_rehearsal(plan.tablets, plan.advances.saturating_add(1)).await;
    let ended = match begun {
        Ok(rehearsal) => {
            let played = follow(&house, &rehearsal, plan.advances, hear, stop).await;
            let ended = house.end_rehearsal(&rehearsal.meeting_id).await;
            match (played, ended) {
                (Err(HouseError::Stopped), Err(_)) => Err(HouseError::LeftBehind),
                (Ok(_), Err(error)) => Err(error),
                (played, _) => played,
            }
        }
        Err(error) => Err(error),
    };
    if plan.sign_in.is_some() {
        // It ends by itself later, where the house cannot be told.
        let _not_now = house.sign_out().await;
    }
    ended
}

/// Plays the session of a rehearsal somebody else has begun and will end.
pub async fn follow(
    house: &House,
    rehearsal: &Rehearsal,
    advances: u32,
    hear: impl Fn(Progress),
    stop: impl Future<Output = ()>,
) -> Result<Report, HouseError> {
    tokio::select! {
        played = play(house, rehearsal, advances, hear) => played,
        () = stop => Err(HouseError::Stopped),
    }
}

async fn play(house: &House, rehearsal: &Rehearsal, advances: u32, hear: impl Fn(Progress)) -> Result<Report, HouseError> {
    let meeting_id = &rehearsal.meeting_id;
    let all = number(rehearsal.tablet_tokens.len());
    let started = Instant::now();
    let mut tablets = Vec::with_capacity(rehearsal.tablet_tokens.len());
    let mut failure = None;
    let joining = rehearsal.tablet_tokens.iter().map(|token| join(house, meeting_id, token));
    let mut joining = futures::stream::iter(joining).buffer_unordered(AT_ONCE);
    hear(Progress { step: Step::Joining, done: 0, of: all });
    while let Some(joined) = joining.next().await {
        match joined {
            Ok(tablet) => tablets.push(tablet),
            Err(error) => failure = Some(error),
        }
        hear(Progress { step: Step::Joining, done: number(tablets.len()), of: all });
    }
    // Some that stay outside are a finding; all of them are a house that cannot be reached.
    if let Some(error) = failure
        && (tablets.is_empty() || trouble::out_of_files(&error))
    {
        return Err(error);
    }
    let mut report = Report::new(all, number(tablets.len()), started.elapsed());
    let chair = house.with_token(&rehearsal.chair_token);
    let opening = std::iter::once(("session/open", "{}"));
    let moves = opening.chain(std::iter::repeat_n(("session/advance", r#"{"to":"next"}"#), advances as usize));
    hear(Progress { step: Step::Changing, done: 0, of: advances + 1 });
    for (done, (act, body)) in (1..).zip(moves) {
        let asked = Instant::now();
        let seq = chair.act(meeting_id, act, body).await?;
        let answered = asked.elapsed();
        let arrivals = futures::future::join_all(tablets.iter().map(|tablet| tablet.reached(seq, PATIENCE))).await;
        let waits: Vec<Option<Duration>> = arrivals.into_iter().map(|arrival| arrival.map(|at| at.duration_since(asked))).collect();
        report.note(answered, &waits);
        hear(Progress { step: Step::Changing, done, of: advances + 1 });
    }
    // The last word: every tablet's picture, built from frames alone, against what the server would show it now.
    let truth = match rehearsal.tablet_tokens.first() {
        Some(token) => house.with_token(token).picture(meeting_id, "room").await?,
        None => serde_json::Value::Null,
    };
    report.conclude(tablets.iter().map(|tablet| tablet.picture() == truth));
    Ok(report)
}

async fn join(house: &House, meeting_id: &str, token: &str) -> Result<Tablet, HouseError> {
    let joined = tokio::time::timeout(JOINING, Tablet::join(house, meeting_id, token, "room")).await;
    let tablet = joined.map_err(|_late| HouseError::Silent)??;
    if tablet.picture().is_null() { Err(HouseError::Silent) } else { Ok(tablet) }
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
