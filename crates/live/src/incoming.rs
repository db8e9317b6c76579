//! What a tablet sends up its socket: read strictly, kept only while a frame is incomplete.

use std::{borrow::Cow, io::Read};

use flate2::read::DeflateDecoder;
use tungstenite::protocol::frame::{
    FrameHeader,
    coding::{Control, Data, OpCode},
};

use crate::frame::FLUSH_TAIL;

/// Tablets send signs of life and where their reader is, nothing longer.
const LARGEST_MESSAGE: usize = 4096;

/// Bytes that have come and do not make a whole frame yet, and where a fragmented message stands.
#[derive(Debug, Default)]
pub(crate) struct Incoming {
    rest: Vec<u8>,
    /// Length of the text message begun and not yet finished.
    begun: Option<usize>,
    deflate: bool,
}

/// Something a tablet said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// To be answered with the same bytes.
    Ping(Vec<u8>),
    /// It goes.
    Close,
    /// A text in one frame.
    Text(Text),
    /// An answer to a ping, or a piece of a longer text, which nobody has a use for: it is there.
    Alive,
}

/// A text, as it came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text {
    payload: Vec<u8>,
    deflated: bool,
}

impl Text {
    /// What it says.
    pub(crate) fn read(&self) -> Result<Cow<'_, str>, Broken> {
        if !self.deflated {
            return std::str::from_utf8(&self.payload).map(Cow::Borrowed).map_err(|_no_text| NO_TEXT);
        }
        // What a sync flush ends in is left out on the wire (RFC 7692, section 7.2.2).
        let whole = self.payload.chain(&FLUSH_TAIL[..]);
        let mut text = Vec::new();
        let most = u64::try_from(LARGEST_MESSAGE).unwrap_or(u64::MAX) + 1;
        // It has no end mark: whatever could be read is the message.
        let _no_end = DeflateDecoder::new(whole).take(most).read_to_end(&mut text);
        if text.len() > LARGEST_MESSAGE {
            return Err((TOO_LARGE, "message too large"));
        }
        String::from_utf8(text).map(Cow::Owned).map_err(|_no_text| NO_TEXT)
    }
}

/// Why a socket is closed: code and reason, as they go into the close frame.
pub(crate) type Broken = (u16, &'static str);

const PROTOCOL: u16 = 1002;
const UNSUPPORTED: u16 = 1003;
const TOO_LARGE: u16 = 1009;
const NO_TEXT: Broken = (1007, "no text");

impl Incoming {
    pub(crate) fn new(deflate: bool) -> Self {
        Self { deflate, ..Self::default() }
    }

    /// Takes bytes in and answers what they say, in order.
    pub(crate) fn take(&mut self, bytes: &[u8], mut said: impl FnMut(Said)) -> Result<(), Broken> {
        if self.rest.is_empty() {
            let used = self.read(bytes, &mut said)?;
            self.rest.extend_from_slice(bytes.get(used..).unwrap_or_default());
        } else {
            let mut held = std::mem::take(&mut self.rest);
            held.extend_from_slice(bytes);
            let used = self.read(&held, &mut said)?;
            // An empty vector holds no memory: a quiet socket costs none.
            self.rest = if used == held.len() { Vec::new() } else { held.split_off(used) };
        }
        Ok(())
    }

    fn read(&mut self, bytes: &[u8], said: &mut impl FnMut(Said)) -> Result<usize, Broken> {
        let mut used = 0;
        while let Some(left) = bytes.get(used..).filter(|left| !left.is_empty()) {
            let mut cursor = std::io::Cursor::new(left);
            let Some((header, length)) = FrameHeader::parse(&mut cursor).map_err(|_malformed| (PROTOCOL, "malformed frame"))? else {
                break;
            };
            let length = usize::try_from(length).map_err(|_huge| (TOO_LARGE, "message too large"))?;
            self.allow(&header, length)?;
            let start = usize::try_from(cursor.position()).unwrap_or(usize::MAX);
            let Some(payload) = left.get(start..).and_then(|from| from.get(..length)) else { break };
            match header.opcode {
                OpCode::Control(Control::Ping) => said(Said::Ping(unmasked(payload, header.mask))),
                OpCode::Control(Control::Close) => {
                    said(Said::Close);
                    return Ok(bytes.len());
                }
                OpCode::Data(Data::Text) if header.is_final => {
                    said(Said::Text(Text { payload: unmasked(payload, header.mask), deflated: header.rsv1 }));
                }
                _ => said(Said::Alive),
            }
            if let OpCode::Data(_) = header.opcode {
                self.begun = (!header.is_final).then(|| self.begun.unwrap_or(0) + length);
            }
            used += start + length;
        }
        Ok(used)
    }

    /// Refuses what RFC 6455 forbids a client, and what this house has no use for.
    fn allow(&self, header: &FrameHeader, length: usize) -> Result<(), Broken> {
        if header.mask.is_none() || header.rsv2 || header.rsv3 {
            return Err((PROTOCOL, "unmasked or reserved"));
        }
        match header.opcode {
            OpCode::Control(Control::Reserved(_)) | OpCode::Data(Data::Reserved(_)) => Err((PROTOCOL, "reserved opcode")),
            OpCode::Control(_) if !header.is_final || length > 125 || header.rsv1 => Err((PROTOCOL, "bad control frame")),
            OpCode::Control(_) => Ok(()),
            OpCode::Data(Data::Binary) => Err((UNSUPPORTED, "binary")),
            OpCode::Data(kind) => {
                let goes_on = matches!(kind, Data::Continue);
                if goes_on != self.begun.is_some() || (header.rsv1 && (goes_on || !self.deflate)) {
                    return Err((PROTOCOL, "out of turn"));
                }
                if self.begun.unwrap_or(0).saturating_add(length) > LARGEST_MESSAGE {
                    return Err((TOO_LARGE, "message too large"));
                }
                Ok(())
            }
        }
    }
}

fn unmasked(payload: &[u8], mask: Option<[u8; 4]>) -> Vec<u8> {
    payload.iter().zip(mask.unwrap_or_default().iter().cycle()).map(|(byte, mask)| byte ^ mask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        let mask = [1, 2, 3, 4];
        let mut out = vec![first];
        if payload.len() < 126 {
            out.push(0x80 | u8::try_from(payload.len()).expect("short"));
        } else {
            out.push(0x80 | 126);
            out.extend(u16::try_from(payload.len()).expect("middle").to_be_bytes());
        }
        out.extend(mask);
        out.extend(unmasked(payload, Some(mask)));
        out
    }

    fn all(pieces: &[&[u8]]) -> Result<Vec<Said>, Broken> {
        let (mut incoming, mut said) = (Incoming::new(false), Vec::new());
        for piece in pieces {
            incoming.take(piece, |one| said.push(one))?;
        }
        Ok(said)
    }

    #[test]
    fn frames_are_found_however_they_are_cut() {
        let bytes =
            [masked(0x89, b"hello"), masked(0x81, &[b'x'; 300]), masked(0x01, b"a"), masked(0x80, b"b"), masked(0x88, &[])].concat();
        let whole = all(&[&bytes]).expect("frames");
        let text = Said::Text(Text { payload: vec![b'x'; 300], deflated: false });
        assert_eq!(whole, [Said::Ping(b"hello".to_vec()), text, Said::Alive, Said::Alive, Said::Close]);
        for cut in 0..bytes.len() {
            let (left, right) = bytes.split_at(cut);
            assert_eq!(all(&[left, right]).expect("frames"), whole, "cut at {cut}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(all(&single).expect("frames"), whole);
    }

    #[test]
    fn what_a_tablet_must_not_send_is_refused() {
        for (bytes, code) in [
            (vec![0x81, 0x01, b'x'], PROTOCOL),
            (masked(0x82, b"x"), UNSUPPORTED),
            (masked(0x83, b"x"), PROTOCOL),
            (masked(0xc1, b"x"), PROTOCOL),
            (masked(0x80, b"x"), PROTOCOL),
            (masked(0x09, b"x"), PROTOCOL),
            (masked(0x89, &[0; 126]), PROTOCOL),
            (masked(0x81, &[b'x'; LARGEST_MESSAGE + 1]), TOO_LARGE),
            ([masked(0x01, &[b'x'; 4000]), masked(0x80, &[b'x'; 200])].concat(), TOO_LARGE),
            (vec![0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], TOO_LARGE),
        ] {
            assert_eq!(all(&[&bytes]).map_err(|(code, _)| code), Err(code), "{:x?}", &bytes[..2]);
        }
    }

    #[test]
    fn a_compressed_text_is_read_up_to_its_limit() {
        let said = |length: usize| {
            let text = "{\"lead\":{}}".to_owned() + &" ".repeat(length);
            let payload = crate::frame::deflate(text.as_bytes());
            assert!(payload.len() < LARGEST_MESSAGE);
            (Text { payload, deflated: true }.read().map(Cow::into_owned), text)
        };
        let (read, text) = said(4000);
        assert_eq!(read, Ok(text));
        assert_eq!(said(100_000).0, Err((TOO_LARGE, "message too large")));
        assert_eq!(Text { payload: vec![0xff], deflated: false }.read(), Err(NO_TEXT));
    }
}
