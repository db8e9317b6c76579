//! `nghisu rehearse`: what can be said on the command line, and what is said back: to people, or line by line to programs.

use std::{
    cell::Cell,
    io::{IsTerminal, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::{
    Plan, Progress, Step, follow,
    house::{House, HouseError, Rehearsal},
    rehearse,
    report::Report,
    trouble::Trouble,
};

/// What is tried.
#[derive(Debug, Clone, Args)]
pub struct Given {
    /// How many tablets, 1 to 5,000
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    tablets: u32,
    /// Where the house is served
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: String,
    /// Login of the secretariat or an administrator (not needed on the demonstration house); its password is read from NGHISU_PASSWORD
    #[arg(long)]
    login: Option<String>,
    /// Certificates to trust beside those the system trusts, as a PEM file: for a house whose certificate is its own
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// Times the agenda is moved, 1 to 99
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=99))]
    advances: u32,
    /// Print progress and figures as JSON, one object a line, instead of a verdict for people
    #[arg(long)]
    json: bool,
    /// Play a rehearsal that was begun already and is ended by somebody else: its tokens come over standard input, which stays
    /// open as long as it is wanted. This is how a house rehearses by itself
    #[arg(long, hide = true)]
    joined: bool,
}

/// A rehearsal that was begun already.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Begun {
    /// Where to reach the house.
    pub url: String,
    /// What to join.
    #[serde(flatten)]
    pub rehearsal: Rehearsal,
}

/// One line of `--json`.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line<'a> {
    Progress(Progress),
    Report(&'a Report),
    Failure { code: &'a str, vi: &'a str, en: &'a str },
}

/// Rehearses until `stop`; a failure unless every tablet followed every change.
pub async fn run(given: Given, stop: impl Future<Output = ()>) -> anyhow::Result<ExitCode> {
    let json = given.json;
    let told = Cell::new(None);
    let hear = |progress: Progress| match json {
        true => {
            if news(told.replace(Some(progress)), progress) {
                say(&Line::Progress(progress));
            }
        }
        false => bar(progress),
    };
    let mut url = given.url.clone();
    let outcome = if given.joined {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        let begun: Begun = serde_json::from_str(&line).context("standard input does not describe a rehearsal")?;
        url.clone_from(&begun.url);
        let house = House::at(&begun.url)?;
        follow(&house, &begun.rehearsal, given.advances, hear, abandoned(stop)).await
    } else {
        match plan(given) {
            Ok(plan) => rehearse(&plan, hear, stop).await,
            Err(error) => Err(error),
        }
    };
    match outcome {
        Ok(report) => {
            if json {
                say(&Line::Report(&report));
            } else {
                print(&report.to_string());
            }
            Ok(if report.passed() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Err(error) => {
            let Trouble { code, vi, en } = Trouble::of(&error, &url);
            if json {
                say(&Line::Failure { code, vi: &vi, en: &en });
            } else {
                let _no_terminal = writeln!(std::io::stderr(), "\n{vi}\n{en}");
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn plan(given: Given) -> Result<Plan, HouseError> {
    let sign_in = match given.login {
        Some(login) => {
            let password = std::env::var_os("NGHISU_PASSWORD").and_then(|password| password.into_string().ok());
            Some((login, password.filter(|password| !password.is_empty()).ok_or(HouseError::NoPassword)?))
        }
        None => None,
    };
    Ok(Plan { url: given.url, ca: given.ca, tablets: given.tablets, advances: given.advances, sign_in })
}

/// When `stop` comes, or whoever holds the other end of standard input is gone: even killed, it lets go of it.
async fn abandoned(stop: impl Future<Output = ()>) {
    let (gone, wait) = tokio::sync::oneshot::channel::<()>();
    // Standard input can only be read by waiting for it, so a thread of its own does; the program's end takes it along.
    std::thread::spawn(move || {
        let _end = std::io::stdin().lock().read_to_end(&mut Vec::new());
        let _over = gone.send(());
    });
    tokio::select! {
        () = stop => {}
        _gone = wait => {}
    }
}

/// Whether a reader would see a difference: a hundred lines tell as much as five thousand.
fn news(before: Option<Progress>, now: Progress) -> bool {
    let percent = |progress: Progress| u64::from(progress.done) * 100 / u64::from(progress.of.max(1));
    before.is_none_or(|before| before.step != now.step || percent(before) != percent(now))
}

fn say(line: &Line<'_>) {
    if let Ok(line) = serde_json::to_string(line) {
        print(&format!("{line}\n"));
    }
}

fn print(text: &str) {
    // A reader that has gone does not make the rehearsal fail: its meeting must still be thrown away.
    let mut out = std::io::stdout().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn bar(Progress { step, done, of }: Progress) {
    let mut terminal = std::io::stderr();
    if !terminal.is_terminal() {
        return;
    }
    let what = match step {
        Step::Joining => "Máy vào phòng  / tablets",
        Step::Changing => "Lượt chuyển mục / changes",
    };
    let filled = usize::try_from(u64::from(done) * 30 / u64::from(of.max(1))).unwrap_or_default();
    let _no_terminal = write!(terminal, "\r{what:<26} [{:<30}] {done}/{of}  ", "#".repeat(filled));
    if done == of {
        let _no_terminal = writeln!(terminal);
    }
}
