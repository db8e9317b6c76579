//! What a tablet sends up its socket, in any pieces: never a panic, and the same is heard wherever the bytes are cut.
#![no_main]

use libfuzzer_sys::fuzz_target;

// Private to their crate, and to stay so: they are read in from where they stand.
#[expect(dead_code, reason = "only how a frame ends is needed")]
#[path = "../../crates/live/src/frame.rs"]
mod frame;
#[path = "../../crates/live/src/incoming.rs"]
mod incoming;

use incoming::{Broken, Incoming, Said};

/// What is heard until somebody goes or is shut out: nothing is read after that.
fn heard<'a>(deflate: bool, pieces: impl Iterator<Item = &'a [u8]>) -> (Vec<Said>, Result<(), Broken>) {
    let (mut incoming, mut said) = (Incoming::new(deflate), Vec::new());
    for piece in pieces {
        let taken = incoming.take(piece, |one| said.push(one));
        if taken.is_err() || said.last() == Some(&Said::Close) {
            return (said, taken);
        }
    }
    (said, Ok(()))
}

fuzz_target!(|input: (bool, Vec<u8>, Vec<u8>)| {
    let (deflate, cuts, bytes) = input;
    let whole = heard(deflate, std::iter::once(&*bytes));
    for text in whole.0.iter().filter_map(|said| if let Said::Text(text) = said { Some(text) } else { None }) {
        if let Ok(read) = text.read() {
            assert!(read.len() <= 4096 || !deflate, "a text longer than any may be");
        }
    }
    assert_eq!(heard(deflate, bytes.chunks(1)), whole, "byte by byte");
    let (mut rest, mut pieces) = (&*bytes, Vec::new());
    for cut in &cuts {
        let (piece, left) = rest.split_at(rest.len().min((*cut).into()));
        pieces.push(piece);
        rest = left;
    }
    pieces.push(rest);
    assert_eq!(heard(deflate, pieces.into_iter()), whole, "cut at {cuts:?}");
});
