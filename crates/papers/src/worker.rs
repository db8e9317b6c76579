//! The child process: our own binary, called with one hidden word, reading a file on standard input and answering one
//! line of JSON on standard output.

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};

use crate::inspect::{Inspection, Unusable, inspect};

/// The word our binary is called with to be the child.
pub const WORD: &str = "papers-worker";

/// What the child answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The file can be used.
    Usable(Inspection),
    /// It cannot.
    Unusable(Unusable),
}

/// The child's whole life: read everything, examine it, answer.
pub fn run(mut input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let answer = match inspect(bytes) {
        Ok(inspection) => Answer::Usable(inspection),
        Err(unusable) => Answer::Unusable(unusable),
    };
    serde_json::to_writer(&mut output, &answer)?;
    output.flush()
}
