//! Our own binary, for work that is done in a child process.

use std::{io, path::PathBuf, process::Stdio};

use tokio::process::{Child, Command};

/// Starts our binary with `words`: nothing of our environment goes with it, we speak over pipes, and it dies when dropped.
pub fn start(words: &[&str]) -> io::Result<Child> {
    command(words)?.spawn()
}

/// The same, not yet started.
pub fn command(words: &[&str]) -> io::Result<Command> {
    let mut command = Command::new(program()?);
    command.args(words).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    Ok(command)
}

/// The program to start; in tests the running program is the test, and the binary lies beside it.
fn program() -> io::Result<PathBuf> {
    let current = std::env::current_exe()?;
    if current.file_name().is_some_and(|name| name == "nghisu") {
        return Ok(current);
    }
    let beside = current.parent().map(|folder| if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder });
    Ok(beside.map(|folder| folder.join("nghisu")).filter(|program| program.is_file()).unwrap_or(current))
}
