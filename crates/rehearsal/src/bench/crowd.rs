//! Virtual tablets so light that thousands fit in one thread: they note what arrives and when, and a few of them keep
//! every frame so that their pictures can be compared with the server's.

use std::{
    cell::{Cell, Ref, RefCell},
    collections::BTreeSet,
    future::poll_fn,
    io,
    net::SocketAddr,
    pin::Pin,
    rc::Rc,
    sync::Arc,
    task::{Poll, ready},
    time::{Duration, Instant},
};

use anyhow::bail;
use tokio::{
    io::ReadBuf,
    net::{TcpSocket, TcpStream},
    sync::{Notify, OwnedSemaphorePermit, Semaphore},
    task::JoinHandle,
};

use super::{
    board::Board,
    tls::{Encrypted, Trust},
    wire::{Frame, Reader, Said, Stream, Upgraded, upgrade},
};
use crate::{
    house::{House, HouseError},
    tablet::Held,
};

/// Tablets of a crowd whose pictures are compared.
pub const SAMPLES: usize = 20;
/// Longest a whole crowd may take to join.
const JOINING: Duration = Duration::from_secs(180);
/// Attempts of one tablet to connect.
const ATTEMPTS: u32 = 4;
/// Bytes read at once; one buffer serves the whole thread.
const READ: usize = 64 * 1024;

thread_local! {
    static SCRATCH: RefCell<Vec<u8>> = RefCell::new(vec![0; READ]);
}

/// What a crowd connects to.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where.
    pub address: SocketAddr,
    /// Path and query of the channel.
    pub path: String,
    /// Whether tablets offer permessage-deflate.
    pub deflate: bool,
    /// Bytes a tablet's own system may hold for it unread; as many as it likes where none is said.
    pub receive_buffer: Option<u32>,
    /// How to encrypt; plain where it is not said.
    pub trust: Option<Trust>,
}

/// A tablet's line. Told apart once a connection and not once a read: plain tablets cost what they did without the other.
enum Way {
    Plain(TcpStream),
    Encrypted(Encrypted),
}

/// One tablet.
#[derive(Debug)]
pub struct Tablet {
    board: Rc<Board>,
    /// Its session token.
    pub token: String,
    now: RefCell<Now>,
    stalled: Cell<bool>,
    wake: Notify,
}

/// Where a tablet stands.
#[derive(Debug, Default)]
pub struct Now {
    /// Highest seq it holds.
    pub seq: u64,
    /// Epoch of its picture.
    pub epoch: String,
    /// Frames of text it received.
    pub frames: u64,
    /// Bytes it received, frame headers included.
    pub bytes: u64,
    /// Wire size of each text frame, for the few that keep everything.
    pub sizes: Vec<u64>,
    /// When its last handshake was answered.
    pub connected: Option<Instant>,
    /// When it first held `wanted`, and after how many frames in all.
    pub current: Option<(Instant, u64)>,
    /// The seq it is waiting for.
    pub wanted: u64,
    /// Whether its last joining was a resume.
    pub resumed: bool,
    /// Whether the server compresses for it.
    pub deflate: bool,
    fresh: bool,
    permit: Option<OwnedSemaphorePermit>,
    texts: Option<Vec<String>>,
    held: Held,
}

impl Tablet {
    /// Where it stands now.
    pub fn now(&self) -> Ref<'_, Now> {
        self.now.borrow()
    }

    /// Waits for `seq` from now on.
    pub fn want(&self, seq: u64) {
        let mut now = self.now.borrow_mut();
        now.wanted = seq;
        let held = now.seq >= seq && !now.fresh;
        now.current = held.then(|| (Instant::now(), now.frames));
    }

    /// Stops or goes on reading its socket.
    pub fn stall(&self, stalled: bool) {
        self.stalled.set(stalled);
        self.wake.notify_one();
    }

    fn note(&self, frame: &Frame<'_>, at: Instant) {
        if frame.opcode != 1 {
            if frame.opcode == 8 {
                self.board.blame("closed by the server".to_owned());
            }
            return;
        }
        let mut now = self.now.borrow_mut();
        now.frames += 1;
        now.bytes += frame.wire;
        self.board.frames.set(self.board.frames.get() + 1);
        self.board.bytes.set(self.board.bytes.get() + frame.wire);
        if now.texts.is_some() {
            now.sizes.push(frame.wire);
            let text = String::from_utf8_lossy(frame.whole).into_owned();
            now.texts.get_or_insert_default().push(text);
        }
        if std::mem::take(&mut now.fresh) {
            now.permit = None;
            self.board.join(frame.wire);
        }
        let seq = match frame.said() {
            Said::Opening { epoch, seq, resumed } => {
                epoch.clone_into(&mut now.epoch);
                now.resumed = resumed;
                seq
            }
            Said::At(seq) => seq,
            Said::Other => return,
        };
        if now.current.is_none() && seq >= now.wanted {
            now.current = Some((at, now.frames));
        }
        if seq > now.seq {
            self.board.arrive(now.seq, seq, at);
            now.seq = seq;
        }
    }

    async fn follow(self: Rc<Self>, target: Target, turns: Arc<Semaphore>) {
        let permit = turns.acquire_owned().await.ok();
        self.now.borrow_mut().permit = permit;
        for attempt in 0..ATTEMPTS {
            match self.connect(&target).await {
                Ok((way, rest)) => {
                    let why = match way {
                        Way::Plain(stream) => self.read(stream, &rest).await,
                        Way::Encrypted(stream) => self.read(stream, &rest).await,
                    };
                    self.board.blame(why.to_string());
                    self.board.disconnects.set(self.board.disconnects.get() + 1);
                    return;
                }
                Err(error) => {
                    self.board.blame(error.to_string());
                    self.board.retries.set(self.board.retries.get() + 1);
                    tokio::time::sleep(Duration::from_millis(20 << attempt)).await;
                }
            }
        }
    }

    async fn connect(&self, target: &Target) -> io::Result<(Way, Vec<u8>)> {
        let socket = TcpSocket::new_v4()?;
        if let Some(bytes) = target.receive_buffer {
            socket.set_recv_buffer_size(bytes)?;
        }
        let mut stream = socket.connect(target.address).await?;
        stream.set_nodelay(true)?;
        match &target.trust {
            None => {
                let rest = self.open(&mut stream, target).await?;
                Ok((Way::Plain(stream), rest))
            }
            Some(trust) => {
                let mut stream = trust.encrypt(stream).await?;
                let rest = self.open(&mut stream, target).await?;
                Ok((Way::Encrypted(stream), rest))
            }
        }
    }

    /// Opens the channel on `stream`; what came with the answer.
    async fn open(&self, stream: &mut impl Stream, target: &Target) -> io::Result<Vec<u8>> {
        let path = self.place(&target.path);
        let Upgraded { rest, deflate } = upgrade(stream, &target.address.to_string(), &path, &self.token, target.deflate).await?;
        let mut now = self.now.borrow_mut();
        now.connected = Some(Instant::now());
        now.deflate = deflate;
        Ok(rest)
    }

    /// The channel's path, with what is held where something is.
    fn place(&self, path: &str) -> String {
        let now = self.now.borrow();
        if now.epoch.is_empty() { path.to_owned() } else { format!("{path}&epoch={}&since={}", now.epoch, now.seq) }
    }

    /// Reads until the line ends, which is always an error: tablets leave by being dropped.
    async fn read(&self, mut stream: impl Stream, rest: &[u8]) -> io::Error {
        let mut reader = Reader::new(self.now.borrow().texts.is_some());
        reader.feed(rest, &mut |frame| self.note(frame, Instant::now()));
        loop {
            while self.stalled.get() {
                self.wake.notified().await;
            }
            let read = poll_fn(|context| {
                SCRATCH.with_borrow_mut(|scratch| {
                    let mut buffer = ReadBuf::new(scratch);
                    ready!(Pin::new(&mut stream).poll_read(context, &mut buffer))?;
                    let at = Instant::now();
                    reader.feed(buffer.filled(), &mut |frame| self.note(frame, at));
                    Poll::Ready(Ok::<_, io::Error>(buffer.filled().len()))
                })
            });
            match read.await {
                Ok(0) => return io::ErrorKind::UnexpectedEof.into(),
                Ok(_) => {}
                Err(error) => return error,
            }
        }
    }
}

/// Tablets of one room.
#[derive(Debug)]
pub struct Crowd {
    /// What has arrived.
    pub board: Rc<Board>,
    /// The tablets.
    pub tablets: Vec<Rc<Tablet>>,
    target: Target,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Crowd {
    /// Tablets with these tokens, not yet connected; `samples` of them keep every frame.
    pub fn new(target: Target, tokens: impl IntoIterator<Item = String>, samples: usize) -> Self {
        let tokens: Vec<String> = tokens.into_iter().collect();
        let board = Rc::new(Board::of(tokens.len()));
        let samples = samples.min(tokens.len());
        let sampled: BTreeSet<usize> = (0..samples).map(|sample| sample * tokens.len() / samples.max(1)).collect();
        let tablet = |(number, token)| {
            let texts = sampled.contains(&number).then(Vec::new);
            let now = RefCell::new(Now { texts, ..Now::default() });
            Rc::new(Tablet { board: board.clone(), token, now, stalled: Cell::new(false), wake: Notify::new() })
        };
        let tablets = tokens.into_iter().enumerate().map(tablet).collect();
        Self { board: board.clone(), tablets, target, tasks: Vec::new() }
    }

    /// Connects everybody, at most `at_once` at a time, and waits until each has its first frame. Who holds a picture
    /// says so, as a tablet that comes back does.
    pub async fn join(&mut self, at_once: usize) -> anyhow::Result<()> {
        self.board.joined.set(0);
        self.board.opening.set(0);
        let turns = Arc::new(Semaphore::new(at_once));
        for tablet in &self.tablets {
            {
                let mut now = tablet.now.borrow_mut();
                (now.fresh, now.current) = (true, None);
            }
            let following = tablet.clone().follow(self.target.clone(), turns.clone());
            self.tasks.push(tokio::task::spawn_local(following));
        }
        if !self.board.all_joined(self.tablets.len(), JOINING).await {
            let trouble = self.board.trouble.borrow().clone().unwrap_or_default();
            bail!("only {} of {} tablets joined ({trouble})", self.board.joined.get(), self.tablets.len());
        }
        Ok(())
    }

    /// Bytes of the first frame a tablet received on joining.
    pub fn opening(&self) -> usize {
        usize::try_from(self.board.opening.get()).unwrap_or(usize::MAX) / self.tablets.len().max(1)
    }

    /// Cuts every line at once.
    pub async fn cut(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
        for task in self.tasks.drain(..) {
            let _aborted = task.await;
        }
    }

    /// Merges what the sampled tablets kept and compares each with what the server shows it now: how many were
    /// compared, and how many were exact.
    pub async fn compare(&self, house: &House, meeting_id: &str) -> Result<(usize, usize), HouseError> {
        let (mut compared, mut exact) = (0, 0);
        for tablet in &self.tablets {
            let held = tablet.now.borrow_mut().merge();
            if let Some(held) = held {
                let truth = house.with_token(&tablet.token).picture(meeting_id, "room").await?;
                compared += 1;
                exact += usize::from(held.view == truth);
            }
        }
        Ok((compared, exact))
    }
}

impl Now {
    /// Takes in what was kept, as a real tablet does at once; none where nothing is kept.
    fn merge(&mut self) -> Option<Held> {
        for text in self.texts.as_mut()?.drain(..) {
            self.held.take(&text);
        }
        self.held.arrivals.clear();
        self.held.notices.clear();
        Some(self.held.clone())
    }
}
