//! Whatever a page holds: folding and tokens keep every place, and how a text was composed makes no difference.

use domain::{
    fold::fold,
    query::Query,
    tokens::{Entry, tokenise},
};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Texts as pages have them: Vietnamese in both forms, numbers and symbols, marks and signs astray.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec!["nghị", "QUYẾT", "số", "39-NQ/TW", "12/2026/NĐ-CP", "hòa", "hoà", "Ủy", "đất", " ", "\n", ", ", "-", "/", "."])
            .prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[a-zđêươ0-9\u{300}\u{301}\u{323}\u{302}\u{31b} /.-]{0,12}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn one_character_in_is_one_character_out(text in text()) {
        let composed: String = text.nfc().collect();
        prop_assert_eq!(fold(&text).chars().count(), composed.chars().count());
    }

    #[test]
    fn composed_or_not_is_the_same(text in text()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(fold(&composed), fold(&decomposed));
        prop_assert_eq!(tokenise(&composed), tokenise(&decomposed));
        prop_assert_eq!(Entry::of([composed.as_str()]), Entry::of([decomposed.as_str()]));
        prop_assert_eq!(Query::read(&composed).ok().map(|query| query.need()), Query::read(&composed.nfd().collect::<String>().nfc().collect::<String>()).ok().map(|query| query.need()));
    }

    #[test]
    fn a_word_is_found_again_where_it_stands(text in text()) {
        let composed: Vec<char> = text.nfc().collect();
        for word in tokenise(&text).words {
            let written: String = composed[word.start..word.start + word.length].iter().collect();
            let again = tokenise(&written).words;
            prop_assert_eq!(again.len(), 1, "{}", written);
            prop_assert_eq!(&again[0].folded, &word.folded);
            prop_assert_eq!(&again[0].marked, &word.marked);
        }
    }

    #[test]
    fn a_token_never_looks_like_syntax(text in text()) {
        let entry = Entry::of([text.as_str()]);
        for token in entry.words.iter().chain(&entry.unordered).chain(&entry.others) {
            prop_assert!(!token.is_empty());
            prop_assert!(!token.contains(|sign: char| sign.is_whitespace() || sign.is_control() || "'\"\\:&|!<>()*#".contains(sign)), "{}", token);
        }
    }

    #[test]
    fn highlights_and_snippets_stay_within_the_text(text in text(), query in text(), longest in 20_usize..200) {
        let composed: String = text.nfc().collect();
        let characters = composed.chars().count();
        let Ok(query) = Query::read(&query) else { return Ok(()) };
        let mut end = 0;
        for (start, length) in query.highlights(&composed) {
            prop_assert!(start >= end && length > 0 && start + length <= characters);
            end = start + length;
        }
        let snippet = query.snippet(&composed, longest);
        let shown = snippet.text.chars().count();
        prop_assert!(shown <= longest.max(characters.min(longest)));
        prop_assert!(snippet.marks.iter().all(|(start, length)| start + length <= shown));
    }
}
