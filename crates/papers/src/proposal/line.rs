//! A line of text beside its folded form, so that patterns in plain small letters find what has marks and capitals.

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

/// A line; spaces in it are single.
#[derive(Debug, Clone)]
pub struct Line {
    signs: Vec<char>,
    /// One byte a character of `signs`.
    folded: String,
}

impl Line {
    pub fn new(text: &str) -> Self {
        let signs: Vec<char> =
            text.split(|sign: char| sign.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").chars().collect();
        let folded = signs.iter().map(|sign| fold(*sign)).collect();
        Self { signs, folded }
    }

    pub fn text(&self) -> String {
        self.signs.iter().collect()
    }

    /// In small letters without marks, everything else that is not ASCII as `~`.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether there is nothing to read: rules and ornaments are nothing.
    pub fn is_blank(&self) -> bool {
        !self.signs.iter().any(|sign| sign.is_alphanumeric())
    }

    /// Whether all its letters are capitals, but for one in ten that an OCR may have got wrong.
    pub fn is_capitals(&self) -> bool {
        let small = self.signs.iter().filter(|sign| sign.is_lowercase()).count();
        let capitals = self.signs.iter().filter(|sign| sign.is_uppercase()).count();
        capitals > 1 && small * 10 <= capitals
    }

    pub fn clear(&mut self) {
        self.signs.clear();
        self.folded.clear();
    }

    /// What the pattern's groups found.
    pub fn groups(&self, pattern: Option<&Regex>) -> Option<Vec<Vec<char>>> {
        pattern?.captures(&self.folded).map(|found| self.found(&found))
    }

    /// Takes what the pattern finds out of the line.
    pub fn take(&mut self, pattern: Option<&Regex>) -> Option<Vec<Vec<char>>> {
        let captures = pattern?.captures(&self.folded)?;
        let found = self.found(&captures);
        let place = captures.get(0)?.range();
        *self = Self::new(&format!("{} {}", self.part(0..place.start), self.part(place.end..self.signs.len())));
        Some(found)
    }

    /// What stands before what the pattern found, its groups, and what stands after.
    pub fn around(&self, pattern: Option<&Regex>) -> Option<(String, Vec<Vec<char>>, String)> {
        let captures = pattern?.captures(&self.folded)?;
        let place = captures.get(0)?.range();
        let before = self.part(0..place.start).trim().to_owned();
        let after = self.part(place.end..self.signs.len()).trim().to_owned();
        Some((before, self.found(&captures), after))
    }

    fn part(&self, place: std::ops::Range<usize>) -> String {
        self.signs.get(place).unwrap_or_default().iter().collect()
    }

    fn found(&self, captures: &Captures<'_>) -> Vec<Vec<char>> {
        let part = |group: Option<regex::Match<'_>>| group.and_then(|group| self.signs.get(group.range())).unwrap_or_default().to_vec();
        captures.iter().map(part).collect()
    }
}

/// One ASCII character for any.
pub fn fold(sign: char) -> char {
    let base = std::iter::once(sign).nfd().next().unwrap_or(sign);
    match base {
        'đ' | 'Đ' => 'd',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        base if base.is_ascii() => base.to_ascii_lowercase(),
        _ => '~',
    }
}
