//! Files from outside: examining one ends, whatever it holds, and says either how many pages or why not.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use papers::{examine::examine, kind::Unusable};

/// Larger ones find nothing more and take longer.
const LARGEST: usize = 64 * 1024;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.len() > LARGEST {
        return Corpus::Reject;
    }
    match examine(&std::sync::Arc::new(bytes.to_vec()), None) {
        Ok(examination) => assert!(examination.pages != Some(0)),
        Err(unusable) => assert_eq!(unusable == Unusable::Empty, bytes.is_empty()),
    }
    Corpus::Keep
});
