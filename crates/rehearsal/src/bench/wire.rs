//! WebSocket as the crowd needs it: a handshake by hand, and frames read past rather than kept. A tablet that costs the
//! measuring side next to nothing leaves the time that is measured to the server.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The example key of RFC 6455: the crowd has no secrets, and its answer is known beforehand.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
/// What a server must answer to [`KEY`].
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
/// Bytes looked at where a frame begins: an epoch, a seq and the word `resumed` fit.
const START: usize = 160;
/// Bytes looked at where a frame ends, for servers that write their members in alphabetical order.
const END: usize = 40;
/// The longest answer to a handshake.
const LONGEST_HEAD: usize = 8 * 1024;

/// A stream that can be a tablet's line: TCP, or TLS over it.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + 'static {}

impl<S: AsyncRead + AsyncWrite + Unpin + 'static> Stream for S {}

/// An opened channel.
#[derive(Debug)]
pub struct Upgraded {
    /// What came after the answer's head already.
    pub rest: Vec<u8>,
    /// Whether the server will compress.
    pub deflate: bool,
}

/// Asks for a WebSocket on `stream`. An answer other than 101 is an error that quotes its first line.
pub async fn upgrade(stream: &mut impl Stream, host: &str, path: &str, token: &str, deflate: bool) -> io::Result<Upgraded> {
    let extension = if deflate { "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" } else { "" };
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: {KEY}\r\n{extension}Cookie: __Host-nghisu={token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    stream.flush().await?;
    let mut got = Vec::with_capacity(1024);
    let end = loop {
        if stream.read_buf(&mut got).await? == 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "hung up in the handshake"));
        }
        if let Some(end) = find(&got, b"\r\n\r\n") {
            break end + 4;
        }
        if got.len() > LONGEST_HEAD {
            return Err(io::Error::other("an endless answer to the handshake"));
        }
    };
    let rest = got.split_off(end);
    let head = String::from_utf8_lossy(&got);
    if !head.starts_with("HTTP/1.1 101") || !head.contains(ACCEPT) {
        return Err(io::Error::other(head.lines().next().unwrap_or_default().to_owned()));
    }
    let deflate = head.to_ascii_lowercase().contains("permessage-deflate");
    Ok(Upgraded { rest, deflate })
}

/// One frame, read past.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// 1 text, 8 close, 9 ping.
    pub opcode: u8,
    /// Whether its payload is compressed.
    pub compressed: bool,
    /// Bytes on the wire, header and all.
    pub wire: u64,
    /// How it begins.
    pub start: &'a [u8],
    /// How it ends.
    pub end: &'a [u8],
    /// All of it, where it is kept.
    pub whole: &'a [u8],
}

/// What a text frame says about where its sender stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A snapshot, or the greeting after a resume.
    Opening {
        /// Epoch.
        epoch: &'a str,
        /// Seq.
        seq: u64,
        /// Whether the picture held before is still good.
        resumed: bool,
    },
    /// A change or a heartbeat.
    At(u64),
    /// Neither: what concerns one person, or a compressed frame.
    Other,
}

impl<'a> Frame<'a> {
    /// Reads the seq without parsing the JSON: at the start or, in older servers, at the end.
    pub fn said(&self) -> Said<'a> {
        if self.compressed {
            return Said::Other;
        }
        if let Some(rest) = self.start.strip_prefix(b"{\"epoch\":\"") {
            let epoch = rest.split(|byte| *byte == b'"').next().and_then(|epoch| std::str::from_utf8(epoch).ok());
            let seq = find(rest, b"\"seq\":").and_then(|at| number(rest.get(at + 6..)?));
            let resumed = find(rest, b"\"resumed\":true").is_some() || find(self.end, b"\"resumed\":true").is_some();
            return match (epoch, seq) {
                (Some(epoch), Some(seq)) => Said::Opening { epoch, seq, resumed },
                _ => Said::Other,
            };
        }
        let first = self.start.strip_prefix(b"{\"seq\":");
        let last = || self.end.windows(6).rposition(|part| part == b"\"seq\":").and_then(|at| self.end.get(at + 6..));
        first.or_else(last).and_then(number).map_or(Said::Other, Said::At)
    }
}

fn number(text: &[u8]) -> Option<u64> {
    let text = text.trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(text.get(..digits)?).ok()?.parse().ok()
}

/// Where `needle` first stands in `hay`.
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|part| part == needle)
}

/// Cuts a stream of bytes into frames, keeping of each only how it begins and ends.
#[derive(Debug, Default)]
pub struct Reader {
    keep: bool,
    head: Vec<u8>,
    /// Payload still to come; none between frames.
    left: Option<u64>,
    opcode: u8,
    compressed: bool,
    wire: u64,
    start: Vec<u8>,
    end: Vec<u8>,
    whole: Vec<u8>,
}

impl Reader {
    /// A reader that hands out whole frames where `keep` says so.
    pub fn new(keep: bool) -> Self {
        Self { keep, ..Self::default() }
    }

    /// Takes bytes as they came; `met` sees each frame that is complete.
    pub fn feed(&mut self, mut bytes: &[u8], met: &mut impl FnMut(&Frame<'_>)) {
        while !bytes.is_empty() {
            let Some(left) = self.left else {
                bytes = self.take_head(bytes);
                if self.left == Some(0) {
                    self.hand_out(&[], met);
                }
                continue;
            };
            let take = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
            let (piece, more) = bytes.split_at(take);
            bytes = more;
            self.left = Some(left - take as u64);
            if self.left == Some(0) {
                self.hand_out(piece, met);
            } else {
                self.gather(piece);
            }
        }
    }

    /// Takes what belongs to a header; knows the payload's length once it is complete. Servers do not mask.
    fn take_head<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        for (taken, byte) in bytes.iter().enumerate() {
            self.head.push(*byte);
            let left = match *self.head.as_slice() {
                [_, short] if short & 0x7f < 126 => u64::from(short & 0x7f),
                [_, code, high, low] if code & 0x7f == 126 => u64::from(u16::from_be_bytes([high, low])),
                [_, _, a, b, c, d, e, f, g, h] => u64::from_be_bytes([a, b, c, d, e, f, g, h]),
                _ => continue,
            };
            let first = self.head.first().copied().unwrap_or_default();
            (self.opcode, self.compressed) = (first & 0x0f, first & 0x40 != 0);
            self.wire = self.head.len() as u64 + left;
            self.left = Some(left);
            self.head.clear();
            return bytes.get(taken + 1..).unwrap_or_default();
        }
        &[]
    }

    /// Remembers of a payload in pieces what [`Frame`] shows.
    fn gather(&mut self, piece: &[u8]) {
        let room = START.saturating_sub(self.start.len()).min(piece.len());
        self.start.extend(piece.iter().take(room));
        let tail = piece.get(piece.len().saturating_sub(END)..).unwrap_or_default();
        self.end.extend_from_slice(tail);
        let surplus = self.end.len().saturating_sub(END);
        self.end.drain(..surplus);
        if self.keep {
            self.whole.extend_from_slice(piece);
        }
    }

    fn hand_out(&mut self, last: &[u8], met: &mut impl FnMut(&Frame<'_>)) {
        let (opcode, compressed, wire) = (self.opcode, self.compressed, self.wire);
        if self.start.is_empty() {
            // The usual case: the payload came in one piece and nothing needs copying.
            let start = last.get(..START).unwrap_or(last);
            let end = last.get(last.len().saturating_sub(END)..).unwrap_or_default();
            met(&Frame { opcode, compressed, wire, start, end, whole: last });
        } else {
            self.gather(last);
            met(&Frame { opcode, compressed, wire, start: &self.start, end: &self.end, whole: &self.whole });
        }
        self.left = None;
        self.start.clear();
        self.end.clear();
        self.whole = Vec::new();
    }
}

/// An unmasked text frame, as a server writes it.
pub fn text_frame(text: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x81];
    match (u8::try_from(text.len()), u16::try_from(text.len())) {
        (Ok(short), _) if short < 126 => frame.push(short),
        (_, Ok(length)) => {
            frame.push(126);
            frame.extend_from_slice(&length.to_be_bytes());
        }
        _ => {
            frame.push(127);
            frame.extend_from_slice(&(text.len() as u64).to_be_bytes());
        }
    }
    frame.extend_from_slice(text);
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let mut reader = Reader::default();
        let mut out = String::new();
        reader.feed(&text_frame(text.as_bytes()), &mut |frame| out = format!("{:?}", frame.said()));
        out
    }

    #[test]
    fn frames_say_where_they_stand() {
        assert_eq!(said(r#"{"seq":12,"patch":{"seq":4}}"#), "At(12)");
        assert_eq!(said(r#"{"notices":[],"patch":{"seq":4},"seq":26}"#), "At(26)");
        assert_eq!(said(r#"{"epoch":"a.b","seq":7,"view":{}}"#), r#"Opening { epoch: "a.b", seq: 7, resumed: false }"#);
        assert_eq!(said(r#"{"epoch":"a","seq":7,"now":"x","resumed":true}"#), r#"Opening { epoch: "a", seq: 7, resumed: true }"#);
        assert_eq!(said(r#"{"mine":{},"now":"2026"}"#), "Other");
    }

    #[test]
    fn cuts_do_not_matter() {
        let texts = [
            "{}".to_owned(),
            format!("{{\"seq\":1,\"pad\":\"{}\"}}", "x".repeat(300)),
            format!("{{\"pad\":\"{}\",\"seq\":2}}", "y".repeat(70_000)),
        ];
        let stream: Vec<u8> = texts.iter().flat_map(|text| text_frame(text.as_bytes())).collect();
        for step in [1, 2, 3, 7, 150, 4096, stream.len()] {
            let mut reader = Reader::new(true);
            let mut met = Vec::new();
            for piece in stream.chunks(step) {
                reader.feed(piece, &mut |frame| met.push((String::from_utf8_lossy(frame.whole).into_owned(), frame.said() == Said::Other)));
            }
            let wanted: Vec<_> = texts.iter().cloned().zip([true, false, false]).collect();
            assert_eq!(met, wanted, "in steps of {step}");
        }
    }
}
