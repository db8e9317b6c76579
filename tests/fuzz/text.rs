//! Text from outside, whatever it is: what is kept is NFC, within its bounds, and taken in again stays as it is.
#![no_main]

use domain::{
    refusal::Field,
    text::{MAX_LINE, MAX_SHORT_TITLE, MAX_TITLE, Title, file_name, line, optional_line, short_line, short_title},
};
use libfuzzer_sys::fuzz_target;
use unicode_normalization::is_nfc;

fn holds(kept: &str, again: &str, most: usize) {
    assert!(is_nfc(kept), "{kept:?}");
    assert_eq!(kept, again, "a second pass");
    assert!(kept.chars().count() <= most, "{kept:?}");
}

fuzz_target!(|raw: &str| {
    let kept = line(raw);
    holds(&kept, &line(&kept), usize::MAX);
    let name = file_name(raw);
    holds(&name, &file_name(&name), 200);
    assert!(!name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']), "{name:?}");
    if let Ok(title) = Title::new(raw, Field::Title) {
        holds(title.as_str(), Title::new(title.as_str(), Field::Title).expect("a title").as_str(), MAX_TITLE);
        let short = title.shortened();
        holds(&short, &short_title(&short).expect("a short title"), MAX_SHORT_TITLE);
    }
    if let Ok(short) = short_title(raw) {
        holds(&short, &short_title(&short).expect("a short title"), MAX_SHORT_TITLE);
    }
    if let Ok(short) = short_line(raw, Field::Room) {
        holds(&short, &short_line(&short, Field::Room).expect("a line"), MAX_LINE);
        assert_eq!(optional_line(raw, Field::Room), Ok(Some(short)));
    }
});
