//! Reading copies: making one ends, and what is made is a PDF of as many pages without anything that acts.
#![no_main]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use libfuzzer_sys::{Corpus, fuzz_target};
use papers::{copy::reading_copy, examine::examine};

/// Larger ones find nothing more and take longer.
const LARGEST: usize = 64 * 1024;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.len() > LARGEST {
        return Corpus::Reject;
    }
    let until = Instant::now() + Duration::from_secs(5);
    if let Ok(copy) = reading_copy(&Arc::new(bytes.to_vec()), None, until, until) {
        let copied = examine(&Arc::new(copy.bytes), None);
        assert_eq!(copied.ok().and_then(|examination| examination.pages), Some(copy.pages));
    }
    Corpus::Keep
});
