//! The words of a version, each with its page; numbers at a page's head and foot left out.

use std::{
    borrow::Cow,
    hash::{DefaultHasher, Hash, Hasher},
};

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A word.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// In NFC.
    pub text: Cow<'a, str>,
    /// Its page, from 0.
    pub page: usize,
    /// Whether it is the first of a line.
    pub begins_line: bool,
}

/// All words in order.
pub fn words<'a>(pages: &[&'a str]) -> Vec<Word<'a>> {
    let mut found = Vec::new();
    for (page, text) in pages.iter().enumerate() {
        let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.last().is_some_and(|line| is_page_number(line)) {
            lines.pop();
        }
        let start = usize::from(lines.first().is_some_and(|line| is_page_number(line)));
        for line in lines.get(start..).unwrap_or_default() {
            found.extend(line.split_whitespace().enumerate().map(|(at, word)| Word { text: composed(word), page, begins_line: at == 0 }));
        }
    }
    found
}

fn composed(word: &str) -> Cow<'_, str> {
    if is_nfc_quick(word.chars()) == IsNormalized::Yes { Cow::Borrowed(word) } else { Cow::Owned(word.nfc().collect()) }
}

/// "12", "- 12 -", "12/27", "Trang 12", "Trang 12/27".
fn is_page_number(line: &str) -> bool {
    let line = line.trim();
    let line = line.strip_prefix("Trang").or_else(|| line.strip_prefix("Page")).unwrap_or(line);
    let line = line.trim_matches(|sign: char| matches!(sign, '-' | '–' | ' '));
    line.len() <= 11
        && line.starts_with(|first: char| first.is_ascii_digit())
        && line.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '/' | ' '))
}

/// Two words that follow each other, as a number.
pub fn pair(words: &[Word<'_>]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.iter().for_each(|word| word.text.hash(&mut hasher));
    hasher.finish()
}
