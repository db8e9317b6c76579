//! The program `nghisu`: reads the command line and hands over.

use std::process::ExitCode;

use clap::Parser;
use server::commands::{Cli, run};

fn main() -> anyhow::Result<ExitCode> {
    // The child that examines files must not start threads or read configuration: it is decided before anything else.
    if std::env::args_os().nth(1).is_some_and(|word| word == papers::worker::WORD) {
        return server::worker::be_worker().map(|()| ExitCode::SUCCESS);
    }
    run(Cli::parse())
}
