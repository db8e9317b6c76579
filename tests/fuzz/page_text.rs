//! Pages from outside: our part of reading them ends with composed text, one page after the other, whatever the file holds.
#![no_main]

use std::{convert::Infallible, sync::Arc, time::Instant};

use libfuzzer_sys::{Corpus, fuzz_target};
use papers::text::{Text, Told, read};
use unicode_normalization::is_nfc;

/// Larger ones find nothing more and take longer.
const LARGEST: usize = 64 * 1024;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.len() > LARGEST {
        return Corpus::Reject;
    }
    let mut told: Vec<Told> = Vec::new();
    let tell = |one| {
        told.push(one);
        Ok::<(), Infallible>(())
    };
    // Its time over at once, pdf-extract opens the file and is put right, and reads nothing: what it does there is its own.
    let Ok(outcome) = read(&Arc::new(bytes.to_vec()), None, Instant::now(), tell, |_, _| Ok(()));
    let text = Text::gather(told, true);
    assert!(outcome.is_ok() || text.pages.is_empty());
    for (number, page) in (1..).zip(&text.pages) {
        assert_eq!(page.number, number);
        assert!(is_nfc(&page.text) && page.words.iter().all(|word| is_nfc(&word.text) && !word.text.is_empty()));
        assert!(page.words.iter().all(|word| [word.x, word.y, word.w, word.h].iter().all(|side| side.is_finite())));
    }
    Corpus::Keep
});
