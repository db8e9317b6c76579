//! Virtual tablets over real sockets: the test client, the load tool, and `nghisu rehearse` for an office that wants to
//! try its room the day before.

#[cfg(target_os = "linux")]
pub mod bench;
pub mod house;
pub mod report;
pub mod tablet;

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

use house::{House, HouseError, Rehearsal};
use report::Report;
use tablet::Tablet;

/// What is tried.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where the house is served.
    pub url: String,
    /// How many tablets.
    pub tablets: u32,
    /// How often the agenda moves.
    pub advances: u32,
    /// Login and password, where the house asks for them.
    pub sign_in: Option<(String, String)>,
}

/// Longest a tablet may need for one change before it counts as not having followed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Plays a throw-away session with virtual tablets and reports how they followed. `progress` draws a bar on a terminal.
pub async fn rehearse(plan: &Plan, progress: bool) -> Result<Report, HouseError> {
    let mut house = House::at(&plan.url)?;
    if let Some((login, password)) = &plan.sign_in {
        house.sign_in(login, password).await?;
    }
    let rehearsal = house.begin_rehearsal(plan.tablets).await?;
    let played = play(plan, &house, &rehearsal, progress).await;
    // Whatever happened, the throw-away meeting goes.
    let ended = house.end_rehearsal(&rehearsal.meeting_id).await;
    let report = played?;
    ended.map(|()| report)
}

async fn play(plan: &Plan, house: &House, rehearsal: &Rehearsal, progress: bool) -> Result<Report, HouseError> {
    let meeting_id = &rehearsal.meeting_id;
    let started = Instant::now();
    let mut tablets = Vec::with_capacity(rehearsal.tablet_tokens.len());
    for batch in rehearsal.tablet_tokens.chunks(64) {
        let joining = batch.iter().map(|token| Tablet::join(house, meeting_id, token, "room"));
        for joined in futures::future::join_all(joining).await {
            tablets.push(joined?);
        }
        bar(progress, "tablets", tablets.len(), rehearsal.tablet_tokens.len());
    }
    let mut report = Report::new(plan.tablets, started.elapsed());
    let chair = house.with_token(&rehearsal.chair_token);
    let moves =
        std::iter::once(("session/open", "{}")).chain(std::iter::repeat_n(("session/advance", r#"{"to":"next"}"#), plan.advances as usize));
    for (number, (act, body)) in moves.enumerate() {
        let asked = Instant::now();
        let seq = chair.act(meeting_id, act, body).await?;
        let answered = asked.elapsed();
        let arrivals = futures::future::join_all(tablets.iter().map(|tablet| tablet.reached(seq, PATIENCE))).await;
        let waits: Vec<Option<Duration>> = arrivals.into_iter().map(|arrival| arrival.map(|at| at.duration_since(asked))).collect();
        report.note(answered, &waits);
        bar(progress, "changes", number + 1, plan.advances as usize + 1);
    }
    // The last word: every tablet's picture, built from frames alone, against what the server would show it now.
    if let Some(token) = rehearsal.tablet_tokens.first() {
        let truth = house.with_token(token).picture(meeting_id, "room").await?;
        report.compare(tablets.iter().map(|tablet| tablet.picture() == truth));
    }
    Ok(report)
}

fn bar(draw: bool, what: &str, done: usize, all: usize) {
    let mut terminal = std::io::stderr();
    if draw && terminal.is_terminal() {
        let filled = done * 30 / all.max(1);
        let _no_terminal = write!(terminal, "\r{what:<8} [{:<30}] {done}/{all}  ", "#".repeat(filled));
        if done == all {
            let _no_terminal = writeln!(terminal);
        }
    }
}
