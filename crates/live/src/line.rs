//! A line: one tablet's connection, plain or encrypted, written without waiting.

use std::{
    future::poll_fn,
    io,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    net::SendFlags,
};
use socket2::SockRef;
use tokio::{
    io::{AsyncRead, AsyncWrite, Interest, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

/// Where the system holds this many bytes unsent for a tablet, it takes no more. Its default is some megabytes: a tablet that
/// stops reading would hold them all, and read them all, stale, when it wakes.
const UNSENT: u32 = 4 * 1024;
/// A tablet whose system acknowledges nothing for this long is gone: the heartbeat sees to it that there is something.
const UNACKNOWLEDGED: Duration = Duration::from_secs(20);

/// A connection as it was accepted: HTTP speaks over it until it becomes a [`Line`].
#[derive(Debug)]
pub struct Wire {
    socket: Socket,
    hold: Hold,
    held: BytesMut,
    /// Read already, and given back.
    early: Bytes,
}

#[derive(Debug)]
enum Socket {
    /// As it is.
    Plain(TcpStream),
    /// Encrypted by this program.
    Tls(Box<TlsStream<TcpStream>>),
}

/// Holds back what HTTP still has to say, so that the answer to an upgrade and the first frames go out as one: a thousand
/// tablets that come back at once cost half as many packets.
#[derive(Debug, Clone, Default)]
pub struct Hold(Arc<AtomicBool>);

impl Hold {
    /// From now on what is written waits for the first frames.
    pub fn back(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Wire {
    /// A connection as it is.
    pub fn plain(socket: TcpStream) -> Self {
        Self::new(Socket::Plain(socket))
    }

    /// A connection encrypted by this program.
    pub fn tls(tls: TlsStream<TcpStream>) -> Self {
        Self::new(Socket::Tls(Box::new(tls)))
    }

    fn new(socket: Socket) -> Self {
        Self { socket, hold: Hold::default(), held: BytesMut::new(), early: Bytes::new() }
    }

    /// What holds it back.
    pub fn hold(&self) -> Hold {
        self.hold.clone()
    }

    /// Gives back what was read from it: it is read again first.
    pub fn give_back(&mut self, bytes: Bytes) {
        self.early = bytes;
    }

    /// What is written before the first frames, together with them.
    pub fn begin_with(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
    }

    fn holds(&self) -> bool {
        self.hold.0.load(Ordering::Relaxed)
    }

    fn tcp(&self) -> &TcpStream {
        match &self.socket {
            Socket::Plain(socket) => socket,
            Socket::Tls(tls) => tls.get_ref().0,
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        if !wire.early.is_empty() {
            let count = wire.early.len().min(buffer.remaining());
            buffer.put_slice(&wire.early.split_to(count));
            return Poll::Ready(Ok(()));
        }
        match &mut wire.socket {
            Socket::Plain(socket) => Pin::new(socket).poll_read(cx, buffer),
            Socket::Tls(tls) => Pin::new(tls).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if wire.holds() {
            wire.held.extend_from_slice(bytes);
            return Poll::Ready(Ok(bytes.len()));
        }
        match &mut wire.socket {
            Socket::Plain(socket) => Pin::new(socket).poll_write(cx, bytes),
            Socket::Tls(tls) => Pin::new(tls).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().socket {
            Socket::Plain(socket) => Pin::new(socket).poll_flush(cx),
            Socket::Tls(tls) => Pin::new(tls).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.get_mut().socket {
            Socket::Plain(socket) => Pin::new(socket).poll_shutdown(cx),
            Socket::Tls(tls) => Pin::new(tls).poll_shutdown(cx),
        }
    }

    fn is_write_vectored(&self) -> bool {
        matches!(self.socket, Socket::Plain(_)) && !self.holds()
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, pieces: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        match &mut wire.socket {
            Socket::Plain(socket) if !wire.hold.0.load(Ordering::Relaxed) => Pin::new(socket).poll_write_vectored(cx, pieces),
            _ => {
                let first = pieces.iter().find(|piece| !piece.is_empty()).map_or(&[][..], |piece| piece);
                Pin::new(wire).poll_write(cx, first)
            }
        }
    }
}

/// A connection that several tasks may write to, each whole frames, and one reads.
pub(crate) enum Line {
    Plain(TcpStream),
    /// Reading and writing share the cipher's state.
    Tls(Mutex<Box<TlsStream<TcpStream>>>),
}

impl Line {
    /// The line, and what was held back for it.
    pub(crate) fn new(wire: Wire) -> (Self, Bytes) {
        let socket = SockRef::from(wire.tcp());
        // Where a system knows neither, a slow tablet costs more of its memory, and nothing else.
        #[cfg(target_os = "linux")]
        let _unknown = socket.set_tcp_notsent_lowat(UNSENT).and_then(|()| socket.set_tcp_user_timeout(Some(UNACKNOWLEDGED)));
        let line = match wire.socket {
            Socket::Plain(socket) => Self::Plain(socket),
            Socket::Tls(tls) => Self::Tls(Mutex::new(tls)),
        };
        (line, wire.held.freeze())
    }

    /// Hands over as many of `bytes` as are taken at once; `WouldBlock` where none are. On an encrypted line what was
    /// taken may still wait in the cipher ([`Line::is_clear`]); [`Line::poll_send`] with nothing pushes it out.
    pub(crate) fn try_send(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            // Straight to the system: the runtime's own bookkeeping is for those who wait, and lies in memory of its own.
            Self::Plain(socket) => send(socket, bytes),
            // Nobody waits here: whoever needs to know when there is room polls with a waker of their own.
            Self::Tls(_) => match self.poll_send(&mut Context::from_waker(Waker::noop()), bytes) {
                Poll::Ready(taken) => taken,
                Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
            },
        }
    }

    /// Whether the system has everything that was taken.
    pub(crate) fn is_clear(&self) -> bool {
        match self {
            Self::Plain(_) => true,
            Self::Tls(tls) => !lock(tls).get_ref().1.wants_write(),
        }
    }

    /// The same, waiting until at least one byte is taken; with nothing to send, until all that was taken is out.
    pub(crate) fn poll_send(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self {
            Self::Plain(_) if bytes.is_empty() => Poll::Ready(Ok(0)),
            Self::Plain(socket) => loop {
                ready!(socket.poll_write_ready(cx))?;
                match socket.try_io(Interest::WRITABLE, || send(socket, bytes)) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    taken => return Poll::Ready(taken),
                }
            },
            Self::Tls(tls) => {
                let mut tls = lock(tls);
                // What is waiting goes first: a tablet that takes nothing must not fill the cipher's memory.
                ready!(Pin::new(&mut *tls).poll_flush(cx))?;
                if bytes.is_empty() {
                    return Poll::Ready(Ok(0));
                }
                let taken = ready!(Pin::new(&mut *tls).poll_write(cx, bytes))?;
                match Pin::new(&mut *tls).poll_flush(cx) {
                    Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
                    Poll::Ready(Ok(())) | Poll::Pending => Poll::Ready(Ok(taken)),
                }
            }
        }
    }

    /// Waits until the line may take bytes again.
    pub(crate) async fn writable(&self) -> io::Result<()> {
        match self {
            Self::Plain(socket) => loop {
                socket.writable().await?;
                // The runtime may not know yet that the system took nothing: it is asked once more.
                match socket.try_io(Interest::WRITABLE, || takes_bytes(socket)) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    known => return known,
                }
            },
            Self::Tls(tls) => {
                poll_fn(|cx| {
                    let mut tls = lock(tls);
                    ready!(Pin::new(&mut *tls).poll_flush(cx))?;
                    tls.get_ref().0.poll_write_ready(cx)
                })
                .await
            }
        }
    }

    /// Reads what has come into `buffer`; 0 where the other side has finished.
    pub(crate) fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        match self {
            Self::Plain(socket) => loop {
                ready!(socket.poll_read_ready(cx))?;
                match socket.try_read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    read => return Poll::Ready(read),
                }
            },
            Self::Tls(tls) => {
                let mut buffer = ReadBuf::new(buffer);
                ready!(Pin::new(&mut *lock(tls)).poll_read(cx, &mut buffer))?;
                Poll::Ready(Ok(buffer.filled().len()))
            }
        }
    }

    /// Ends the connection at once; what the system has taken is still sent.
    pub(crate) fn hang_up(&self) {
        let socket = match self {
            Self::Plain(socket) => SockRef::from(socket).shutdown(std::net::Shutdown::Write),
            Self::Tls(tls) => {
                let mut tls = lock(tls);
                tls.get_mut().1.send_close_notify();
                let _as_far_as_it_goes = Pin::new(&mut *tls).poll_flush(&mut Context::from_waker(Waker::noop()));
                SockRef::from(tls.get_ref().0).shutdown(std::net::Shutdown::Write)
            }
        };
        // The other side may have gone first.
        let _gone = socket;
    }
}

/// Linux puts what is unsent together, without asking how much that has become, unless each write ends a record.
fn send(socket: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    Ok(rustix::net::send(socket, bytes, SendFlags::NOSIGNAL | SendFlags::DONTWAIT | SendFlags::EOR)?)
}

fn takes_bytes(socket: &TcpStream) -> io::Result<()> {
    let mut asked = [PollFd::new(socket, PollFlags::OUT)];
    poll(&mut asked, Some(&Timespec::default()))?;
    if asked.iter().all(|one| one.revents().is_empty()) { Err(io::ErrorKind::WouldBlock.into()) } else { Ok(()) }
}

fn lock(tls: &Mutex<Box<TlsStream<TcpStream>>>) -> MutexGuard<'_, Box<TlsStream<TcpStream>>> {
    tls.lock().unwrap_or_else(PoisonError::into_inner)
}
