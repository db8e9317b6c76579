//! Our own binary, for work that is done in a child process.

use std::{io, path::PathBuf};

/// The program to start; in tests the running program is the test, and the binary lies beside it.
pub fn program() -> io::Result<PathBuf> {
    let current = std::env::current_exe()?;
    if current.file_name().is_some_and(|name| name == "nghisu") {
        return Ok(current);
    }
    let beside = current.parent().map(|folder| if folder.ends_with("deps") { folder.parent().unwrap_or(folder) } else { folder });
    Ok(beside.map(|folder| folder.join("nghisu")).filter(|program| program.is_file()).unwrap_or(current))
}
