//! The limit everything is compared with: one thread, one loop, one pre-built frame, one `send` a socket. It holds no
//! meeting, checks nobody and stores nothing; what it takes is what the kernel takes.

use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    os::fd::{AsFd, OwnedFd},
};

use rustix::{
    buffer::spare_capacity,
    event::{PollFd, PollFlags, Timespec, epoll, poll},
    net::listen,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::wire::{find, text_frame};

const LISTENER: u64 = u64::MAX;
const LIFELINE: u64 = u64::MAX - 1;
/// A socket that takes nothing for this long is dropped, so that the loop always ends.
const STUCK: Timespec = Timespec { tv_sec: 5, tv_nsec: 0 };
/// A connection that begins with this gives orders.
pub const CONTROL: &[u8] = b"control\n";

struct Seat {
    stream: TcpStream,
    inbox: Vec<u8>,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    New,
    Tablet,
    Control,
}

struct Limit {
    epoll: OwnedFd,
    listener: TcpListener,
    seats: Vec<Option<Seat>>,
    free: Vec<usize>,
}

/// Serves until standard input closes, which is when whoever started it is gone.
///
/// Orders come as lines `publish <seq> <bytes>` on a connection that begins with [`CONTROL`].
pub fn serve(listener: TcpListener) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    // The library's own queue of 128 would drop most of a crowd that comes at once.
    listen(&listener, 4096)?;
    let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
    epoll::add(&epoll, &listener, epoll::EventData::new_u64(LISTENER), epoll::EventFlags::IN)?;
    let lifeline = io::stdin();
    epoll::add(&epoll, &lifeline, epoll::EventData::new_u64(LIFELINE), epoll::EventFlags::IN)?;
    let mut limit = Limit { epoll, listener, seats: Vec::new(), free: Vec::new() };
    let mut events = Vec::with_capacity(1024);
    loop {
        events.clear();
        epoll::wait(&limit.epoll, spare_capacity(&mut events), None)?;
        for event in &events {
            match event.data.u64() {
                LISTENER => limit.accept()?,
                LIFELINE => return Ok(()),
                seat => limit.read(usize::try_from(seat).unwrap_or(usize::MAX)),
            }
        }
    }
}

impl Limit {
    fn accept(&mut self) -> io::Result<()> {
        loop {
            let stream = match self.listener.accept() {
                Ok((stream, _)) => stream,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            };
            stream.set_nonblocking(true)?;
            stream.set_nodelay(true)?;
            let place = self.free.pop().unwrap_or(self.seats.len());
            epoll::add(&self.epoll, &stream, epoll::EventData::new_u64(place as u64), epoll::EventFlags::IN)?;
            let seat = Some(Seat { stream, inbox: Vec::new(), role: Role::New });
            match self.seats.get_mut(place) {
                Some(empty) => *empty = seat,
                None => self.seats.push(seat),
            }
        }
    }

    fn read(&mut self, place: usize) {
        let mut bytes = [0; 4096];
        let Some(Some(seat)) = self.seats.get_mut(place) else { return };
        let orders = match seat.stream.read(&mut bytes) {
            Ok(0) => None,
            Ok(count) => seat.take(bytes.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
            Err(_gone) => None,
        };
        match orders {
            Some(orders) => orders.into_iter().for_each(|(seq, size)| self.publish(seq, size)),
            // Closing the descriptor takes it out of epoll as well.
            None => self.leave(place),
        }
    }

    fn leave(&mut self, place: usize) {
        if let Some(seat) = self.seats.get_mut(place) {
            *seat = None;
            self.free.push(place);
        }
    }

    fn publish(&mut self, seq: u64, size: usize) {
        let frame = text_frame(&padded(&format!("{{\"seq\":{seq},"), size));
        let mut gone = Vec::new();
        for (place, seat) in self.seats.iter().enumerate() {
            if let Some(Seat { stream, role: Role::Tablet, .. }) = seat
                && send(stream, &frame).is_err()
            {
                gone.push(place);
            }
        }
        gone.into_iter().for_each(|place| self.leave(place));
    }
}

impl Seat {
    /// Takes what came; the orders in it, or none where the connection is over.
    fn take(&mut self, bytes: &[u8]) -> Option<Vec<(u64, usize)>> {
        if self.role == Role::Tablet {
            return Some(Vec::new());
        }
        self.inbox.extend_from_slice(bytes);
        if self.role == Role::New {
            if self.inbox.starts_with(CONTROL) {
                self.role = Role::Control;
                self.inbox.drain(..CONTROL.len());
            } else if find(&self.inbox, b"\r\n\r\n").is_some() {
                self.role = Role::Tablet;
                let greeting = greeting(&self.inbox)?;
                self.inbox = Vec::new();
                return send(&self.stream, &greeting).ok().map(|()| Vec::new());
            } else {
                return Some(Vec::new());
            }
        }
        let complete = self.inbox.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let lines: Vec<u8> = self.inbox.drain(..complete).collect();
        Some(String::from_utf8_lossy(&lines).lines().filter_map(order).collect())
    }
}

fn order(line: &str) -> Option<(u64, usize)> {
    let (seq, size) = line.strip_prefix("publish ")?.split_once(' ')?;
    Some((seq.parse().ok()?, size.parse().ok()?))
}

/// The answer to a handshake and the first frame, in one piece. The frame is as long as the path's `opening` says: what a
/// connection carried first decides how its receiver acknowledges from then on, and a house begins with a whole picture.
fn greeting(request: &[u8]) -> Option<Vec<u8>> {
    let head = String::from_utf8_lossy(request);
    let key = head.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"))?;
    let accept = derive_accept_key(key.1.trim().as_bytes());
    let mut answer =
        format!("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n")
            .into_bytes();
    let opening = head.split_once("opening=")?.1.split([' ', '&']).next()?.parse().ok()?;
    answer.extend(text_frame(&padded(r#"{"epoch":"raw","seq":0,"view":{},"#, opening)));
    Some(answer)
}

/// A frame of `size` bytes of text that begins like this.
fn padded(begin: &str, size: usize) -> Vec<u8> {
    let mut text = format!("{begin}\"pad\":\"").into_bytes();
    text.resize(size.saturating_sub(2).max(text.len()), b'x');
    text.extend_from_slice(b"\"}");
    text
}

/// One `send`; more only where the socket was full, which a crowd that reads does not let happen.
fn send(mut stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match stream.write(bytes) {
            Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                let mut waiting = [PollFd::from_borrowed_fd(stream.as_fd(), PollFlags::OUT)];
                if poll(&mut waiting, Some(&STUCK))? == 0 {
                    return Err(io::ErrorKind::TimedOut.into());
                }
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
