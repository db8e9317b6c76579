//! What is done with a page's text, whatever it says: converting, proposing, comparing, and reading tesseract's table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use papers::{
    compare::{PageChange, changed_pages, compare},
    legacy::from_legacy,
    proposal::propose,
    recognise,
};

fuzz_target!(|texts: (&str, &str)| {
    let (one, other) = texts;
    if let Some(converted) = from_legacy(one) {
        assert_eq!(converted.lines().count(), one.lines().count(), "lines stay lines");
    }
    let proposal = propose(one);
    assert!(proposal.title.is_none_or(|title| !title.is_empty() && title.chars().count() <= 250));
    assert!(proposal.issued_on.is_none_or(|day| day.len() == 10));
    let (_, words) = recognise::read(one, 0.24);
    assert!(words.iter().all(|word| !word.text.is_empty()));
    let pages: Vec<&str> = one.split('\u{c}').collect();
    assert!(compare(&pages, &pages).iter().all(|page| page.kind == PageChange::Same));
    let changed = compare(&pages, &[other]);
    assert!(changed_pages(&changed).all(|page| page == 1));
});
