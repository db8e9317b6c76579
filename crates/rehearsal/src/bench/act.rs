//! Acts over HTTP/1.1 written by hand: nothing of a client library stands between the clock and the wire, and several
//! requests may be under way on one connection.

use std::{io, net::SocketAddr, time::Instant};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{
    tls::{Encrypted, Trust},
    wire::find,
};

/// The longest answer that is read.
const LONGEST: usize = 64 * 1024 * 1024;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Milliseconds the server says it spent on the durable commit; none where it does not say.
    pub commit_ms: Option<f64>,
    /// Body.
    pub body: Vec<u8>,
    /// When it was complete.
    pub at: Instant,
}

impl Answer {
    /// The seq of an act that was carried out; what the server said, where it was not.
    pub fn seq(&self) -> anyhow::Result<u64> {
        let text = String::from_utf8_lossy(&self.body);
        let seq = serde_json::from_slice::<serde_json::Value>(&self.body).ok().and_then(|body| body.get("seq")?.as_u64());
        seq.filter(|_| self.status == 200).with_context(|| format!("an act was answered {}: {text}", self.status))
    }
}

/// A keep-alive connection.
#[derive(Debug)]
pub struct Line {
    /// The side that asks.
    pub asking: Asking,
    /// The side that answers.
    pub answers: Answers,
}

/// Writes requests.
#[derive(Debug)]
pub enum Asking {
    /// As they are.
    Plain(OwnedWriteHalf),
    /// Over TLS.
    Encrypted(WriteHalf<Encrypted>),
}

/// Reads answers, in the order of their requests.
#[derive(Debug)]
pub struct Answers {
    stream: Reading,
    got: Vec<u8>,
}

#[derive(Debug)]
enum Reading {
    Plain(OwnedReadHalf),
    Encrypted(ReadHalf<Encrypted>),
}

impl Line {
    /// Opens a plain connection.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        Self::open_over(address, None).await
    }

    /// Opens a connection, encrypted where `trust` is given.
    pub async fn open_over(address: SocketAddr, trust: Option<&Trust>) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (stream, asking) = match trust {
            None => {
                let (reading, asking) = stream.into_split();
                (Reading::Plain(reading), Asking::Plain(asking))
            }
            Some(trust) => {
                let (reading, asking) = tokio::io::split(trust.encrypt(stream).await?);
                (Reading::Encrypted(reading), Asking::Encrypted(asking))
            }
        };
        Ok(Self { asking, answers: Answers { stream, got: Vec::with_capacity(2048) } })
    }

    /// Asks and waits; when it was sent, and the answer.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<(Instant, Answer)> {
        let sent = Instant::now();
        self.asking.send(request).await?;
        Ok((sent, self.answers.next().await?))
    }
}

impl Asking {
    /// Sends a request without waiting.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.write_all(request).await,
            Self::Encrypted(stream) => {
                stream.write_all(request).await?;
                // What is written is only encrypted until then.
                stream.flush().await
            }
        }
    }
}

impl Answers {
    /// The next answer.
    pub async fn next(&mut self) -> anyhow::Result<Answer> {
        let head_end = loop {
            if let Some(end) = find(&self.got, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(self.got.get(..head_end).unwrap_or_default()).to_ascii_lowercase();
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim);
        let status = head.get(9..12).and_then(|status| status.parse().ok()).context("an answer without a status")?;
        let length: usize = field("content-length").map_or(Ok(0), str::parse)?;
        let commit_ms = field("server-timing").and_then(|timing| {
            let (_, after) = timing.split_once("commit;dur=")?;
            after.split([',', ';']).next()?.trim().parse().ok()
        });
        while self.got.len() < head_end + length {
            self.more().await?;
        }
        let body = self.got.drain(..head_end + length).skip(head_end).collect();
        Ok(Answer { status, commit_ms, body, at: Instant::now() })
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        if self.got.len() > LONGEST {
            bail!("an endless answer");
        }
        let read = match &mut self.stream {
            Reading::Plain(stream) => stream.read_buf(&mut self.got).await?,
            Reading::Encrypted(stream) => stream.read_buf(&mut self.got).await?,
        };
        if read == 0 {
            bail!("the server hung up on a request");
        }
        Ok(())
    }
}

/// A request with a JSON body. An empty body sends none.
pub fn request(method: &str, address: SocketAddr, path: &str, token: &str, body: &str) -> Vec<u8> {
    let content = if body.is_empty() { String::new() } else { "Content-Type: application/json\r\n".to_owned() };
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nCookie: __Host-nghisu={token}\r\n{content}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
