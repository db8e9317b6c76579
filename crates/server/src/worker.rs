//! The supervisor of the children that read files from outside: every step on a file is carried out by our own binary, in a
//! process of its own, with limits; whatever a file does, it does to that process alone.
//!
//! ```text
//! let found = worker::run(&step, source, |progress| …).await?;      // everything at once
//!
//! let mut work = worker::Work::begin(&step, source).await?;         // or as it comes, for what is too large to hold
//! while let Some(heard) = work.next().await? { … }
//! ```
//!
//! `source` is the file as a stream of pieces, as `store::files` gives it. The limits are the step's own
//! (`papers::worker::Step::limits`). Dropping the future, or the `Work`, kills the child with everything it started; its
//! scratch folder is removed. A [`Failure::File`] is for good: the same bytes will fail again. A [`Failure::Machine`] is not:
//! try later.
//!
//! [`be_worker`] is the child's side.

mod confine;
pub mod scratch;

use std::{error::Error, process::Stdio, time::Duration};

use bytes::Bytes;
use futures::{FutureExt, Stream, StreamExt, future::Fuse};
use papers::{
    kind::Unusable,
    worker::{Answer, Line, Progress, Step, WORD},
};
use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    process::{Child, ChildStdin, ChildStdout},
    sync::{Semaphore, SemaphorePermit, oneshot},
    time::Instant,
};

pub use self::confine::{be_worker, no_network};
use crate::{child, tasks};

/// Children at a time that nobody waits for: each may use a core and much memory.
static STUDYING: Semaphore = Semaphore::const_new(2);
/// Children at a time that somebody waits for.
static AWAITED: Semaphore = Semaphore::const_new(2);
/// Longest line a child may say, in bytes: more than a page's words take.
const LONGEST_LINE: usize = 16 << 20;
/// Most [`run`] holds of one child's answers, in bytes.
const MOST: usize = 256 << 20;
/// Largest piece of raw bytes handed on at once.
const PIECE: usize = 64 << 10;
/// How often a child's memory is looked at: one that is killed cannot say what it had.
const LOOK: Duration = Duration::from_millis(100);

/// Why a step did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file is at fault, and will be again.
    #[error("{reason}")]
    File {
        /// What is wrong with it.
        reason: Unusable,
        /// What was found before.
        found: Box<Found>,
    },
    /// This machine, or the store, is at fault: another try may do better.
    #[error("a step could not be carried out: {0}")]
    Machine(Box<dyn Error + Send + Sync>),
}

/// What a step used.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spent {
    /// By the clock, from the child's start.
    pub time: Duration,
    /// Most memory a process of it held, in bytes; zero where the system does not tell.
    pub peak_memory: u64,
}

/// Everything a step said.
#[derive(Debug, Default)]
pub struct Found {
    /// Its answers, in order.
    pub answers: Vec<Answer>,
    /// What it handed over as raw bytes, in order.
    pub bytes: Vec<Vec<u8>>,
    /// What it used.
    pub spent: Spent,
}

/// Something a child says.
#[derive(Debug)]
pub enum Heard {
    /// How far it has come.
    Progress(Progress),
    /// Something it found out.
    Answer(Answer),
    /// So many raw bytes follow, as [`Heard::Piece`]s.
    Bytes(u64),
    /// Some of them.
    Piece(Bytes),
}

/// Carries a step out on a file and gathers what it says, at most 256 MiB of it; `hear` is told how far it has come.
pub async fn run<E: Into<Box<dyn Error + Send + Sync>> + Send + 'static>(
    step: &Step,
    source: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    mut hear: impl FnMut(Progress),
) -> Result<Found, Failure> {
    let mut work = Work::begin(step, source).await?;
    let mut found = Found::default();
    let mut held = 0;
    let reason = loop {
        match work.next().await {
            Ok(Some(Heard::Progress(progress))) => hear(progress),
            Ok(Some(Heard::Answer(Answer::Unusable(reason)))) => break Some(reason),
            Ok(Some(Heard::Answer(answer))) => found.answers.push(answer),
            Ok(Some(Heard::Bytes(_))) => found.bytes.push(Vec::new()),
            Ok(Some(Heard::Piece(piece))) => found.bytes.last_mut().into_iter().for_each(|bytes| bytes.extend_from_slice(&piece)),
            Ok(None) => break None,
            Err(Failure::File { reason, .. }) => break Some(reason),
            Err(machine) => return Err(machine),
        }
        held += std::mem::take(&mut work.heard);
        if held > MOST {
            break Some(Unusable::TooCostly);
        }
    };
    found.spent = work.spent();
    match reason {
        None => Ok(found),
        Some(reason) => Err(Failure::File { reason, found: Box::new(found) }),
    }
}

/// A step under way. Dropping it ends it.
pub struct Work {
    name: &'static str,
    process: Process,
    output: BufReader<ChildStdout>,
    line: Vec<u8>,
    /// Raw bytes still to come.
    raw: u64,
    /// Bytes read since `run` last looked.
    heard: usize,
    done: bool,
    broken: Fuse<oneshot::Receiver<Broken>>,
    began: Instant,
    deadline: Instant,
    peak_memory: u64,
    ended: Option<Duration>,
    _place: SemaphorePermit<'static>,
}

impl Work {
    /// Waits for a place, starts the child and begins to feed it the file.
    pub async fn begin<E: Into<Box<dyn Error + Send + Sync>> + Send + 'static>(
        step: &Step,
        source: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> Result<Self, Failure> {
        let places = if step.is_awaited() { &AWAITED } else { &STUDYING };
        let place = places.acquire().await.map_err(machine)?;
        let limits = step.limits();
        let scratch = match limits.scratch {
            Some(_) => Some(scratch::folder().map_err(machine)?),
            None => None,
        };
        let mut order = serde_json::to_vec(step).map_err(machine)?;
        order.push(b'\n');
        let mut command = child::command(&[WORD]).map_err(machine)?;
        command.process_group(0).stderr(Stdio::null()).current_dir(scratch.as_ref().map_or("/".as_ref(), TempDir::path));
        let began = Instant::now();
        let mut child = command.spawn().map_err(machine)?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let process = Process { child: Some(child), scratch };
        let (Some(input), Some(output)) = (input, output) else { return Err(machine("no pipes")) };
        let (breaks, broken) = oneshot::channel();
        tasks::spawn_one_of_many(feed(input, order, source, breaks));
        Ok(Self {
            name: step.name(),
            process,
            output: BufReader::with_capacity(PIECE, output),
            line: Vec::new(),
            raw: 0,
            heard: 0,
            done: false,
            broken: broken.fuse(),
            began,
            deadline: began + Duration::from_secs(limits.seconds),
            peak_memory: 0,
            ended: None,
            _place: place,
        })
    }

    /// What the child says next; none when it is done. May be dropped and called again.
    pub async fn next(&mut self) -> Result<Option<Heard>, Failure> {
        let mut look = tokio::time::interval(LOOK);
        loop {
            tokio::select! {
                biased;
                Ok((error, _open_until_killed)) = &mut self.broken => {
                    self.process.end();
                    return Err(Failure::Machine(error));
                }
                _ = look.tick() => self.peak_memory = self.peak_memory.max(self.process.memory()),
                () = tokio::time::sleep_until(self.deadline) => return Err(self.at_fault("took too long")),
                heard = Self::read(&mut self.output, &mut self.line, &mut self.raw) => {
                    let heard = match heard.map_err(machine)? {
                        Read::Piece(piece) => Heard::Piece(piece),
                        Read::Line(line) => {
                            self.heard += line.len();
                            match serde_json::from_slice(&line) {
                                Ok(Line::Progress(progress)) => Heard::Progress(progress),
                                Ok(Line::Answer(answer)) => Heard::Answer(answer),
                                Ok(Line::Bytes(length)) => { self.raw = length; Heard::Bytes(length) }
                                Ok(Line::Done { peak_memory }) => {
                                    self.peak_memory = self.peak_memory.max(peak_memory);
                                    self.done = true;
                                    continue;
                                }
                                Err(_) => return Err(self.at_fault("said what nobody understands")),
                            }
                        }
                        Read::TooMuch => return Err(self.at_fault("said too much")),
                        Read::End => {
                            self.ended = Some(self.began.elapsed());
                            return if self.done { Ok(None) } else { Err(self.at_fault("died")) };
                        }
                    };
                    if let Heard::Piece(piece) = &heard {
                        self.heard += piece.len();
                    }
                    return Ok(Some(heard));
                }
            }
        }
    }

    /// The child's process number while it runs.
    pub fn id(&self) -> Option<u32> {
        self.process.child.as_ref().and_then(Child::id)
    }

    /// What it used so far.
    pub fn spent(&self) -> Spent {
        Spent { time: self.ended.unwrap_or_else(|| self.began.elapsed()), peak_memory: self.peak_memory }
    }

    /// Cancel safe: what was read and not yet handed on stays in `line`.
    async fn read(output: &mut BufReader<ChildStdout>, line: &mut Vec<u8>, raw: &mut u64) -> std::io::Result<Read> {
        loop {
            let ready = output.fill_buf().await?;
            if ready.is_empty() {
                return Ok(Read::End);
            }
            if *raw > 0 {
                let take = usize::try_from(*raw).unwrap_or(PIECE).min(ready.len());
                let piece = Bytes::copy_from_slice(&ready[..take]);
                output.consume(take);
                *raw -= take as u64;
                return Ok(Read::Piece(piece));
            }
            if line.len() + ready.len() > LONGEST_LINE {
                return Ok(Read::TooMuch);
            }
            let end = ready.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(ready.len(), |end| end + 1);
            line.extend_from_slice(&ready[..used]);
            output.consume(used);
            if end.is_some() {
                return Ok(Read::Line(std::mem::take(line)));
            }
        }
    }

    fn at_fault(&mut self, what: &str) -> Failure {
        let spent = self.spent();
        tracing::warn!(
            step = self.name,
            seconds = spent.time.as_secs_f64(),
            memory = spent.peak_memory,
            "the papers worker {what} on a file"
        );
        Failure::File { reason: Unusable::TooCostly, found: Box::new(Found { spent, ..Found::default() }) }
    }
}

enum Read {
    Line(Vec<u8>),
    Piece(Bytes),
    TooMuch,
    End,
}

/// Why the source broke, and the child's input: it must not close before the child is killed, or the child would take what
/// it has for the whole file.
type Broken = (Box<dyn Error + Send + Sync>, ChildStdin);

/// Writes the order and the file.
async fn feed<E: Into<Box<dyn Error + Send + Sync>>>(
    mut input: ChildStdin,
    order: Vec<u8>,
    source: impl Stream<Item = Result<Bytes, E>>,
    mut breaks: oneshot::Sender<Broken>,
) {
    let mut source = std::pin::pin!(source);
    // The child may answer and close before it has read everything.
    if input.write_all(&order).await.is_err() {
        return;
    }
    loop {
        let piece = tokio::select! {
            piece = source.next() => piece,
            () = breaks.closed() => return,
        };
        match piece {
            Some(Ok(piece)) if input.write_all(&piece).await.is_ok() => {}
            Some(Err(error)) => {
                let _nobody_listens = breaks.send((error.into(), input));
                return;
            }
            Some(Ok(_)) | None => return,
        }
    }
}

/// The child, everything it started, and its scratch folder: all gone when this is dropped.
struct Process {
    child: Option<Child>,
    scratch: Option<TempDir>,
}

impl Process {
    /// Most memory it has held so far, in bytes.
    fn memory(&self) -> u64 {
        self.child
            .as_ref()
            .and_then(Child::id)
            .and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok())
            .map_or(0, |status| confine::peak_memory(&status))
    }

    /// Kills it with everything it started.
    fn end(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        // Not yet waited for, so its number is still its own, and its group's.
        if let Some(group) = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) {
            let _gone_already = kill_process_group(group, Signal::KILL);
        }
        let scratch = self.scratch.take();
        if tokio::runtime::Handle::try_current().is_ok() {
            tasks::spawn_one_of_many(async move {
                let _killed = child.wait().await;
                drop(scratch);
            });
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn machine(error: impl Into<Box<dyn Error + Send + Sync>>) -> Failure {
    Failure::Machine(error.into())
}
