//! A seat: one tablet's socket in a room.
//!
//! Mostly a tablet sits in a row, which writes to it, and its own task only listens. While it catches up (at first, and
//! when it did not take its bytes in time) its own task writes to it, at its own pace, and holds nobody up.

use std::{
    future::{Future, poll_fn},
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use bytes::{Buf, Bytes, BytesMut};
use domain::audience::Audience;
use tokio::sync::Notify;

use crate::{
    frame::{Frame, Piece, framed},
    incoming::{Incoming, Said},
    line::{Line, Wire},
    room::{Look, Resume, Room},
    row::Row,
    start::{Start, opening},
    viewer::Viewer,
};

/// A tablet that takes no byte for this long is cut off; it comes back by itself and resumes.
const STUCK: Duration = Duration::from_secs(15);
/// Up to this length frames are copied together rather than sent one by one.
const SMALL: usize = 1024;
/// Read at a time, into the stack: tablets say little.
const READ: usize = 1024;

/// Why a tablet's socket is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The tablet said that it goes.
    Left,
    /// Its connection ended without a word.
    Lost,
    /// It took nothing for 15 seconds.
    Stuck,
    /// The viewer may no longer see the meeting.
    Removed,
    /// The sign-in has ended.
    SignedOut,
    /// The program stops and is expected back.
    Restarting,
    /// It sent what nobody may send: a code of RFC 6455 and why.
    Broken(u16, &'static str),
}

impl End {
    /// The close code and reason the tablet is told; none where nobody is left to be told.
    fn told(self) -> Option<(u16, &'static str)> {
        match self {
            Self::Left => Some((1000, "")),
            Self::Lost | Self::Stuck => None,
            Self::Removed => Some((4403, "removed")),
            Self::SignedOut => Some((4401, "signed out")),
            Self::Restarting => Some((1012, "restarting")),
            Self::Broken(code, reason) => Some((code, reason)),
        }
    }
}

/// What became of bytes offered to a tablet.
pub(crate) enum Offer {
    /// The system has them all.
    Taken,
    /// It has some: the seat keeps the rest of the frame begun, and then has everything up to this seq.
    Begun(u64),
    /// It has none.
    Refused,
    /// It will have no more: the connection has failed.
    Broken,
    /// The tablet has left.
    Gone,
}

/// One tablet's socket.
pub(crate) struct Seat {
    pub(crate) viewer: Viewer,
    pub(crate) deflate: bool,
    line: Line,
    /// What is begun and not yet taken: nothing else may be written before it.
    owed: Mutex<Owed>,
    /// Wakes the seat's own task: it is to write, not the row.
    handed_back: Notify,
}

#[derive(Default)]
struct Owed {
    gone: bool,
    rest: Bytes,
    /// Where the row left it.
    since: Option<u64>,
    /// The row it sits in, to be told when it goes.
    row: Option<Arc<Row>>,
}

impl Seat {
    fn owed(&self) -> MutexGuard<'_, Owed> {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.owed().gone
    }

    /// Remembers the row it is about to sit in.
    pub(crate) fn sits_in(&self, row: &Arc<Row>) {
        self.owed().row = Some(row.clone());
    }

    /// Writes whole frames, without waiting.
    pub(crate) fn offer(&self, piece: &Piece) -> Offer {
        let mut owed = self.owed();
        if owed.gone {
            return Offer::Gone;
        }
        if !owed.rest.is_empty() {
            return Offer::Refused;
        }
        match self.line.try_send(piece.bytes()) {
            Ok(taken) if taken == piece.bytes().len() && self.line.is_clear() => Offer::Taken,
            Ok(taken) => {
                let (rest, seq) = piece.begun(taken);
                owed.rest = rest;
                Offer::Begun(seq)
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Offer::Refused,
            Err(_failed) => Offer::Broken,
        }
    }

    /// Gives the seat to its own task, which has everything up to `since`. Always false: it stays in no row.
    pub(crate) fn hand_back(&self, since: u64) -> bool {
        self.owed().since = Some(since);
        self.handed_back.notify_one();
        false
    }

    /// Writes `pieces` after what is owed, and waits until the system has them. Pieces are shared, never copied: a thousand
    /// tablets that join hold one snapshot.
    async fn deliver(&self, pieces: Vec<Bytes>) -> Result<(), End> {
        self.settle_debts().await?;
        for piece in pieces {
            self.owed().rest = piece;
            self.settle_debts().await?;
        }
        Ok(())
    }

    /// Writes as much of what was missed as the system takes, and waits until it takes more: what is new is looked at again
    /// then. Answers where the tablet is.
    async fn write(&self, piece: &Piece, since: u64) -> Result<u64, End> {
        self.settle_debts().await?;
        match self.offer(piece) {
            Offer::Taken => Ok(piece.seq()),
            Offer::Begun(seq) => {
                self.settle_debts().await?;
                self.writable().await?;
                Ok(seq)
            }
            Offer::Refused => self.writable().await.map(|()| since),
            Offer::Broken | Offer::Gone => Err(End::Lost),
        }
    }

    /// Waits until nothing is owed. The patience is for each step: a long queue on a slow line is no reason to give up, a
    /// line that takes nothing is.
    async fn settle_debts(&self) -> Result<(), End> {
        loop {
            let step = poll_fn(|cx| {
                let mut owed = self.owed();
                match self.line.poll_send(cx, &owed.rest) {
                    Poll::Ready(Ok(taken)) => {
                        let done = owed.rest.is_empty();
                        owed.rest.advance(taken);
                        Poll::Ready(Ok(done))
                    }
                    Poll::Ready(Err(_gone)) => Poll::Ready(Err(End::Lost)),
                    Poll::Pending => Poll::Pending,
                }
            });
            if in_time(step).await? {
                return Ok(());
            }
        }
    }

    async fn writable(&self) -> Result<(), End> {
        in_time(async { self.line.writable().await.map_err(|_gone| End::Lost) }).await
    }

    /// Listens for what the tablet says until it goes.
    async fn listen(&self, room: &Arc<Room>, leftover: Bytes) -> End {
        let mut incoming = Incoming::new(self.deflate);
        let mut early = Some(leftover);
        poll_fn(|cx| {
            if let Some(early) = early.take()
                && let Err(end) = self.heard(room, &mut incoming, &early)
            {
                return Poll::Ready(end);
            }
            let mut buffer = [0; READ];
            // A flood is read in turns: others are served between them.
            for _ in 0..16 {
                match self.line.poll_read(cx, &mut buffer) {
                    Poll::Ready(Ok(0) | Err(_)) => return Poll::Ready(End::Lost),
                    Poll::Ready(Ok(read)) => {
                        if let Err(end) = self.heard(room, &mut incoming, buffer.get(..read).unwrap_or_default()) {
                            return Poll::Ready(end);
                        }
                    }
                    Poll::Pending => return Poll::Pending,
                }
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await
    }

    fn heard(&self, room: &Arc<Room>, incoming: &mut Incoming, bytes: &[u8]) -> Result<(), End> {
        let (mut ping, mut text, mut closed) = (None, None, false);
        let heard = incoming.take(bytes, |said| match said {
            // Only the last of several needs an answer (RFC 6455, section 5.5.3).
            Said::Ping(payload) => ping = Some(payload),
            Said::Close => closed = true,
            // Only the newest of several counts: nothing is said over the socket that the next word does not replace.
            Said::Text(said) => text = Some(said),
            Said::Alive => {}
        });
        heard.map_err(|(code, reason)| End::Broken(code, reason))?;
        if closed {
            return Err(End::Left);
        }
        if let Some(text) = text {
            room.said(&self.viewer, &text).map_err(|(code, reason)| End::Broken(code, reason))?;
        }
        // Where the tablet does not even take what it is owed, it can do without a pong.
        if let Some(payload) = ping
            && let Offer::Begun(_) = self.offer(&Piece::alone(0, framed(0x8a, &payload)))
        {
            self.handed_back.notify_one();
        }
        Ok(())
    }

    /// Tells the tablet why, as far as it listens, and ends the connection.
    fn close(&self, end: End) {
        if let Some((code, reason)) = end.told() {
            let payload = [&code.to_be_bytes(), reason.as_bytes()].concat();
            let _last_word = self.offer(&Piece::alone(0, framed(0x88, &payload)));
        }
        if end != End::Lost {
            self.line.hang_up();
        }
        let mut owed = self.owed();
        owed.gone = true;
        if let Some(row) = owed.row.take() {
            row.bell.notify_one();
        }
    }
}

/// Waits for a step of a line, not longer than [`STUCK`].
async fn in_time<T>(step: impl Future<Output = Result<T, End>>) -> Result<T, End> {
    tokio::time::timeout(STUCK, step).await.unwrap_or(Err(End::Stuck))
}

/// A tablet that may look at a meeting, about to be seated.
pub struct Guest {
    room: Arc<Room>,
    viewer: Viewer,
    start: Box<Start>,
}

impl Guest {
    /// Lets somebody in at the place they left, or with a snapshot. None where they may not see the meeting.
    pub fn admit(room: Arc<Room>, viewer: Viewer, resume: Option<&Resume>) -> Option<Self> {
        let start = Box::new(room.begin(&viewer, resume)?);
        Some(Self { room, viewer, start })
    }

    /// Follows the room over `wire` until the tablet goes, its right to look does, or `until` is over. `leftover` came with
    /// the request; `deflate` says whether permessage-deflate was agreed on.
    pub async fn follow(self, wire: Wire, leftover: Bytes, deflate: bool, until: impl Future<Output = End>) -> End {
        let Self { room, viewer, start } = self;
        let (line, held) = Line::new(wire);
        let seat = Arc::new(Seat { viewer, deflate, line, owed: Mutex::default(), handed_back: Notify::new() });
        let end = tokio::select! {
            end = seat.listen(&room, leftover) => end,
            end = drive(&seat, &room, start, held) => end,
            end = until => end,
        };
        seat.close(end);
        end
    }
}

/// Writes to the tablet whenever no row does.
async fn drive(seat: &Arc<Seat>, room: &Arc<Room>, start: Box<Start>, held: Bytes) -> End {
    let end = async {
        let mut at = catch_up(seat, *start, held).await?;
        loop {
            match room.settle(seat, &at.audience, at.rights, at.seq) {
                // In a row: nothing to do until it gives the seat back.
                None => at.seq = handed_back(seat).await?,
                Some(Look::Frames { seq, frames, rights }) => {
                    at.rights = rights;
                    at.seq = match Piece::next(&mut frames.iter().peekable(), seat.deflate) {
                        Some(piece) => seat.write(&piece, at.seq).await?,
                        None => seq,
                    };
                }
                Some(Look::Restart(start)) => at = catch_up(seat, *start, Bytes::new()).await?,
                Some(Look::NoAudience) => return Err::<std::convert::Infallible, _>(End::Removed),
            }
        }
    };
    match end.await {
        Ok(never) => match never {},
        Err(end) => end,
    }
}

/// Where a tablet stands.
struct At {
    audience: Audience,
    rights: u64,
    seq: u64,
}

async fn catch_up(seat: &Seat, start: Start, held: Bytes) -> Result<At, End> {
    let pieces = pieces(held, &opening(&start, &seat.viewer, seat.deflate), seat.deflate);
    let Start { audience, rights, seq, .. } = start;
    seat.deliver(pieces).await?;
    Ok(At { audience, rights, seq })
}

/// Waits until the row gives the seat back, and until the tablet takes something again. Answers what it has then.
async fn handed_back(seat: &Seat) -> Result<u64, End> {
    loop {
        seat.handed_back.notified().await;
        seat.settle_debts().await?;
        let since = seat.owed().since.take();
        if let Some(since) = since {
            // Only now is it looked what is new: a tablet that wakes gets what is true now, not what was.
            seat.writable().await?;
            return Ok(since);
        }
    }
}

/// The frames as they are written, after what was held back: small ones together in one piece, large ones as they are, shared with everybody.
fn pieces(held: Bytes, frames: &[Frame], deflate: bool) -> Vec<Bytes> {
    let mut pieces = Vec::new();
    let mut small = BytesMut::from(held);
    for bytes in frames.iter().map(|frame| frame.bytes(deflate)) {
        if bytes.len() <= SMALL {
            small.extend_from_slice(bytes);
            continue;
        }
        if !small.is_empty() {
            pieces.push(small.split().freeze());
        }
        pieces.push(bytes.clone());
    }
    if !small.is_empty() {
        pieces.push(small.freeze());
    }
    pieces
}
