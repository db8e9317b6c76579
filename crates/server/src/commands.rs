//! The command line: what the program can be told to do.

use std::{io::IsTerminal, process::ExitCode};

use anyhow::Context;
use clap::{Parser, Subcommand};
use store::{Store, upkeep::Held};

use crate::{
    config::{Config, Given},
    founding::{self, HouseFile},
    http, inspect, serve,
};

/// Nghị Sự: the meeting room without paper.
#[derive(Debug, Parser)]
#[command(name = "nghisu", version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: CliCommand,
}

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Serve the house: desk, tablets, chair and wall on one address
    Serve(Given),
    /// Set up a house that is not the demonstration, from a file that names its units, people and accounts
    Found {
        #[command(flatten)]
        given: Given,
        /// The house as JSON, like crates/server/demo/house.json; every account's first password is read from standard input
        #[arg(long, value_name = "FILE")]
        house: std::path::PathBuf,
    },
    /// Check the journal of every meeting: is each row sealed by the one before?
    Verify {
        #[command(flatten)]
        given: Given,
        /// Read every stored file too: are its bytes the ones it is named by?
        #[arg(long)]
        papers: bool,
    },
    /// Try a room: virtual tablets follow a throw-away session over real sockets
    Rehearse(rehearsal::command::Given),
    /// Look at papers outside a house
    #[command(subcommand)]
    Papers(inspect::PapersCommand),
    /// Print the OpenAPI document
    Openapi,
}

/// Does what the command line says. An answer nobody hoped for is no error of the program, so it has an exit status of its own.
#[expect(clippy::print_stdout, reason = "answers of commands go to the terminal")]
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match cli.command {
        CliCommand::Serve(given) => {
            log();
            open_many_files();
            let config = Config::read(&given)?;
            runtime.block_on(serve::serve(&config))?;
        }
        CliCommand::Found { given, house } => {
            let config = Config::read(&given)?;
            runtime.block_on(found(&config, &house))?;
        }
        CliCommand::Verify { given, papers } => {
            let config = Config::read(&given)?;
            runtime.block_on(verify(&config, papers))?;
        }
        CliCommand::Rehearse(given) => {
            open_many_files();
            return runtime.block_on(rehearsal::command::run(given, serve::stop_signal()));
        }
        CliCommand::Papers(command) => return runtime.block_on(inspect::run(command)),
        CliCommand::Openapi => {
            println!("{}", serde_json::to_string_pretty(&http::openapi())?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Every tablet is an open file, and many systems begin with a limit of 1,024: asks for as many as this user may have.
fn open_many_files() {
    let _as_it_is = rlimit::increase_nofile_limit(u64::MAX);
}

/// Structured logs on standard error, one JSON line each.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("NGHISU_LOG").unwrap_or_else(|_unset| "info,sqlx=warn".into());
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
}

async fn open_store(config: &Config) -> anyhow::Result<Store> {
    Store::open(&config.database_url(), config.files()?).await.context("the database cannot be opened")
}

#[expect(clippy::print_stdout, reason = "answers of commands go to the terminal")]
async fn found(config: &Config, file: &std::path::Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("the file {} cannot be read", file.display()))?;
    let file: HouseFile = serde_json::from_str(&text).with_context(|| format!("the file {} does not describe a house", file.display()))?;
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(password.chars().count() >= 10, "the password has fewer than 10 characters: write a longer one on standard input");
    std::fs::create_dir_all(&config.data)?;
    let store = open_store(config).await?;
    anyhow::ensure!(store.house().await?.is_none(), "this database already holds a house: choose another with --database or --data");
    founding::found(&store, &file, password, false).await?;
    println!(
        "The house \"{}\" is set up: {} people, {} accounts. Start it with: nghisu serve",
        file.name,
        file.people.len(),
        file.accounts.len()
    );
    Ok(())
}

#[expect(clippy::print_stdout, reason = "answers of commands go to the terminal")]
async fn verify(config: &Config, papers: bool) -> anyhow::Result<()> {
    // Opening a database that is not there would make one, and find nothing wrong with it.
    if config.database.is_none() {
        anyhow::ensure!(
            config.data.join("nghisu.sqlite").is_file(),
            "there is no house in {}: name its folder with --data",
            config.data.display()
        );
    }
    let store = open_store(config).await?;
    let mut broken = 0_u32;
    for meeting_id in store.meeting_ids().await? {
        match store.verify(meeting_id).await? {
            Ok(head) => println!("{meeting_id}  {} rows  {}", head.seq, head.hash),
            Err(at) => {
                broken += 1;
                println!("{meeting_id}  BROKEN at row {}", at.seq);
            }
        }
    }
    let lost = if papers { verify_files(&store).await? } else { 0 };
    anyhow::ensure!(broken == 0, "{broken} journals were changed outside the program: restore them from a backup");
    anyhow::ensure!(lost == 0, "{lost} stored files are missing or were changed outside the program: restore them from a backup");
    Ok(())
}

/// Reads every stored file, says which are not what they should be and whose papers they are, and how many.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "answers of commands go to the terminal, how far they are beside them")]
async fn verify_files(store: &Store) -> anyhow::Result<u32> {
    let (files, bytes) = store.files_in_all().await?;
    let (mut read, mut done, mut lost) = (0_u64, 0_u64, 0_u32);
    let mut last = String::new();
    loop {
        let some = store.files_after(&last, 500).await?;
        let Some((end, _)) = some.last() else { break };
        last.clone_from(end);
        for (hash, size) in some {
            let wrong = match store.check_file(&hash).await? {
                Held::Sound => None,
                Held::Missing => Some("MISSING".to_owned()),
                Held::Altered { found } => Some(format!("ALTERED, now {found}")),
            };
            if let Some(wrong) = wrong {
                lost += 1;
                println!("{hash}  {wrong}");
                for paper in store.papers_of(&hash).await? {
                    println!("    {}  (meeting {}, paper {})", paper.title, paper.meeting_id, paper.paper_id);
                }
            }
            (done, read) = (done + 1, read + size);
            if std::io::stderr().is_terminal() {
                eprint!("\r{done} of {files} files, {} of {} MB", read / 1_000_000, bytes / 1_000_000);
            }
        }
    }
    if std::io::stderr().is_terminal() {
        eprintln!();
    }
    println!("{done} files, {read} bytes, {lost} missing or altered");
    Ok(lost)
}
