//! The child process: our own binary, called with one hidden word, that carries out one step on one file.
//!
//! In: the [`Step`] as one line of JSON, then the file's bytes to the end of standard input. Out, on standard output: any
//! number of [`Line`]s of JSON; a `bytes` line is followed by that many raw bytes. Nothing else passes between the two.
//!
//! A new step is a variant of [`Step`], what it answers a variant of [`Answer`], its limits a line in [`Step::limits`], and an
//! arm in [`carry_out`].

use std::{
    io::{self, BufRead, Read, Write},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    examine::{Examination, examine},
    kind::Unusable,
};

/// The word our binary is called with to be the child.
pub const WORD: &str = "papers-worker";

/// What is to be done with a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Say what the file is. Answers [`Answer::Examined`].
    Examine {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
    },
}

/// Most a step may use. It is stopped at any of them, and the file is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes, of each process.
    pub memory: u64,
    /// Seconds, by the clock and of processor time.
    pub seconds: u64,
    /// Largest file it may write, in bytes, into a folder of its own that is removed afterwards. None: it gets no folder, and
    /// can neither write nor open a file.
    pub scratch: Option<u64>,
}

impl Step {
    /// What it may use.
    pub fn limits(&self) -> Limits {
        match self {
            Self::Examine { .. } => Limits { memory: 2 << 30, seconds: 30, scratch: None },
        }
    }

    /// Whether somebody stands and waits for it. Such steps have places of their own, so that a study of a thousand pages
    /// does not hold them up.
    pub fn is_awaited(&self) -> bool {
        match self {
            Self::Examine { .. } => true,
        }
    }

    /// What it is called in logs: never what it holds.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Examine { .. } => "examine",
        }
    }

    /// Reads the order the child begins with.
    pub fn read(input: &mut impl BufRead) -> io::Result<Self> {
        let mut line = Vec::new();
        input.take(64 * 1024).read_until(b'\n', &mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// What a step found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// What the file is.
    Examined(Examination),
    /// The step came to nothing, and no other try will do better.
    Unusable(Unusable),
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Done so far.
    pub done: u32,
    /// All there is to do.
    pub total: u32,
}

/// A line the child says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// How far it has come.
    Progress(Progress),
    /// Something it found out.
    Answer(Answer),
    /// So many raw bytes follow.
    Bytes(u64),
    /// It is done; most memory any of its processes held, in bytes.
    Done {
        /// Zero where the system does not tell.
        peak_memory: u64,
    },
}

/// Where a step says what it found.
pub struct Out<W> {
    output: W,
    told: Option<Progress>,
}

impl<W: Write> Out<W> {
    /// Speaks on `output`.
    pub fn new(output: W) -> Self {
        Self { output, told: None }
    }

    /// Says something that was found out.
    pub fn answer(&mut self, answer: Answer) -> io::Result<()> {
        self.line(&Line::Answer(answer))
    }

    /// Says how far the step has come; as often as one likes, only news is sent.
    pub fn progress(&mut self, done: u32, total: u32) -> io::Result<()> {
        let percent = |progress: Progress| u64::from(progress.done) * 100 / u64::from(progress.total.max(1));
        let now = Progress { done, total };
        if self.told.is_some_and(|before| before.total == total && percent(before) == percent(now)) {
            return Ok(());
        }
        self.told = Some(now);
        self.line(&Line::Progress(now))
    }

    /// Hands over bytes: a picture, a copy.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line(&Line::Bytes(bytes.len() as u64))?;
        self.output.write_all(bytes)?;
        self.output.flush()
    }

    /// The last word.
    pub fn done(&mut self, peak_memory: u64) -> io::Result<()> {
        self.line(&Line::Done { peak_memory })
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.output.write_all(&bytes)?;
        self.output.flush()
    }
}

/// Reads the file and carries the step out on it. An error is one of the pipes, never of the file.
pub fn carry_out(step: Step, mut input: impl Read, out: &mut Out<impl Write>) -> io::Result<()> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let bytes = Arc::new(bytes);
    match step {
        Step::Examine { password } => match examine(&bytes, password.as_deref()) {
            Ok(examination) => out.answer(Answer::Examined(examination)),
            Err(unusable) => out.answer(Answer::Unusable(unusable)),
        },
    }
}
