//! A frame: one JSON text, framed once for every socket it goes to, and compressed once where that pays.

use std::iter::Peekable;

use bytes::{BufMut, Bytes, BytesMut};
use flate2::{Compress, Compression, FlushCompress};

/// From this length on a text is worth compressing: below it, the tablet's radio gains nothing.
const WORTH_COMPRESSING: usize = 1024;
/// What a sync flush ends in, and permessage-deflate leaves out (RFC 7692, section 7.2.1).
pub(crate) const FLUSH_TAIL: [u8; 4] = [0x00, 0x00, 0xff, 0xff];
/// A frame longer than this is written by itself: the system, which takes what it is given in one go, must not hold several
/// for a tablet that does not read.
const ALONE: usize = 16 * 1024;

/// One JSON text as it goes to everybody it is for. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Frame {
    plain: Bytes,
    text_at: usize,
    deflated: Option<Bytes>,
}

impl Frame {
    /// A frame of `text`; `compressed` also makes the form for sockets that take permessage-deflate, if that pays.
    pub(crate) fn new(text: &str, compressed: bool) -> Self {
        let plain = framed(0x81, text.as_bytes());
        let text_at = plain.len() - text.len();
        let worth = compressed && text.len() >= WORTH_COMPRESSING;
        // RSV1 marks a compressed message.
        let deflated = worth.then(|| framed(0x81 | 0x40, &deflate(text.as_bytes())));
        Self { plain, text_at, deflated }
    }

    /// The JSON text.
    pub fn text(&self) -> &str {
        // It was made of a string.
        self.plain.get(self.text_at..).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
    }

    /// The bytes of the whole WebSocket frame.
    pub(crate) fn bytes(&self, deflate: bool) -> &Bytes {
        self.deflated.as_ref().filter(|_| deflate).unwrap_or(&self.plain)
    }

    /// Length of the whole WebSocket frame, uncompressed.
    pub(crate) fn length(&self) -> usize {
        self.plain.len()
    }

    /// Memory it takes.
    pub(crate) fn weight(&self) -> usize {
        self.plain.len() + self.deflated.as_ref().map_or(0, Bytes::len)
    }
}

/// Whole frames that are written in one go, and where each of them ends: what was not begun need not be finished.
#[derive(Debug)]
pub(crate) struct Piece {
    bytes: Bytes,
    /// The end of each frame, and the seq whoever has it is at.
    ends: Vec<(usize, u64)>,
}

impl Piece {
    /// One frame by itself.
    pub(crate) fn alone(seq: u64, bytes: Bytes) -> Self {
        Self { ends: vec![(bytes.len(), seq)], bytes }
    }

    /// The next of a run of frames: a long one as it is, shared with everybody, short ones together. None at the end.
    pub(crate) fn next<'a>(frames: &mut Peekable<impl Iterator<Item = &'a (u64, Frame)>>, deflate: bool) -> Option<Self> {
        let (seq, first) = frames.next()?;
        let mut piece = Self::alone(*seq, first.bytes(deflate).clone());
        if piece.bytes.len() > ALONE {
            return Some(piece);
        }
        let mut together: Option<BytesMut> = None;
        while let Some((seq, frame)) = frames.next_if(|(_, frame)| frame.bytes(deflate).len() <= ALONE) {
            let together = together.get_or_insert_with(|| BytesMut::from(&piece.bytes[..]));
            together.extend_from_slice(frame.bytes(deflate));
            piece.ends.push((together.len(), *seq));
        }
        if let Some(together) = together {
            piece.bytes = together.freeze();
        }
        Some(piece)
    }

    pub(crate) fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Where whoever has all of it is.
    pub(crate) fn seq(&self) -> u64 {
        self.ends.last().map_or(0, |(_, seq)| *seq)
    }

    /// What is left of the frame in which the first `taken` bytes end, and where whoever has that too is.
    pub(crate) fn begun(&self, taken: usize) -> (Bytes, u64) {
        let frame = self.ends.iter().find(|(end, _)| *end >= taken);
        let (end, seq) = frame.copied().unwrap_or_else(|| (self.bytes.len(), self.seq()));
        (self.bytes.slice(taken..end), seq)
    }
}

/// A whole unmasked frame: `first` is the FIN bit, RSV1 and the opcode (RFC 6455, section 5.2).
pub(crate) fn framed(first: u8, payload: &[u8]) -> Bytes {
    let mut out = BytesMut::with_capacity(payload.len() + 10);
    out.put_u8(first);
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(short @ 0..=125), _) => out.put_u8(short),
        (_, Ok(middle)) => {
            out.put_u8(126);
            out.put_u16(middle);
        }
        _ => {
            out.put_u8(127);
            out.put_u64(payload.len() as u64);
        }
    }
    out.extend_from_slice(payload);
    out.freeze()
}

/// The message compressed on its own: no window is kept for any socket.
pub(crate) fn deflate(message: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::default(), false);
    let mut out = Vec::with_capacity(message.len() / 3 + 64);
    let mut taken = 0;
    loop {
        let rest = message.get(taken..).unwrap_or_default();
        // Memory is the only thing the compressor can lack; the vector grows below.
        let _status = compress.compress_vec(rest, &mut out, FlushCompress::Sync);
        taken = usize::try_from(compress.total_in()).unwrap_or(usize::MAX);
        if taken >= message.len() && out.len() < out.capacity() {
            break;
        }
        out.reserve(out.capacity().max(64));
    }
    let body = out.strip_suffix(&FLUSH_TAIL).map_or(out.len(), <[u8]>::len);
    out.truncate(body);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn inflate(body: &[u8]) -> String {
        let mut whole = body.to_vec();
        whole.extend_from_slice(&FLUSH_TAIL);
        let mut text = Vec::new();
        // A sync flush has no end mark: whatever could be read is the message.
        let _no_end = flate2::read::DeflateDecoder::new(&*whole).read_to_end(&mut text);
        String::from_utf8(text).expect("text")
    }

    #[test]
    fn lengths_are_written_as_the_protocol_says() {
        for (length, header) in [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
            let text = "x".repeat(length);
            let frame = Frame::new(&text, false);
            assert_eq!(frame.bytes(false).len(), length + header);
            assert_eq!(frame.text(), text);
        }
    }

    #[test]
    fn frames_are_written_together_and_long_ones_alone() {
        let frame = |seq, length| (seq, Frame::new(&"x".repeat(length), false));
        let run = [frame(3, 100), frame(4, 200), frame(7, 20_000), frame(8, 30_000), frame(9, 1)];
        let mut left = run.iter().peekable();
        let pieces: Vec<Piece> = std::iter::from_fn(|| Piece::next(&mut left, false)).collect();
        assert_eq!(pieces.iter().map(Piece::seq).collect::<Vec<_>>(), [4, 7, 8, 9]);
        let sent: Vec<u8> = pieces.iter().flat_map(|piece| piece.bytes().to_vec()).collect();
        assert_eq!(sent, run.iter().flat_map(|(_, frame)| frame.bytes(false).to_vec()).collect::<Vec<u8>>());
    }

    #[test]
    fn only_the_frame_begun_is_owed() {
        let run = [(3, Frame::new("{\"a\":1}", false)), (5, Frame::new("{\"bc\":23}", false))];
        let piece = Piece::next(&mut run.iter().peekable(), false).expect("a piece");
        let (first, all) = (run[0].1.length(), piece.bytes().len());
        for taken in 1..=all {
            let (rest, seq) = piece.begun(taken);
            let (end, at) = if taken <= first { (first, 3) } else { (all, 5) };
            assert_eq!((&rest[..], seq), (&piece.bytes()[taken..end], at), "{taken} taken");
        }
    }

    #[test]
    fn a_long_text_is_compressed_once_and_comes_back() {
        for length in [1_024_u64, 5_000, 400_000] {
            let text: String = (0..length).map(|n| char::from(b'a' + u8::try_from(n * n % 7 + n % 5).expect("a letter"))).collect();
            let frame = Frame::new(&text, true);
            let (plain, small) = (frame.bytes(false), frame.bytes(true));
            assert!(small.len() < plain.len() / 2);
            assert_eq!(small[0], 0xc1);
            let header = if small[1] < 126 {
                2
            } else if small[1] == 126 {
                4
            } else {
                10
            };
            assert_eq!(inflate(&small[header..]), text);
        }
        assert_eq!(Frame::new("short", true).bytes(true), Frame::new("short", false).bytes(false));
    }
}
