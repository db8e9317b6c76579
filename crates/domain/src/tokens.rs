//! Tokens: the words and numbers of a text as search knows them, the same for both databases and for what is typed.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::fold::{fold_char, marked};

/// Longest token, in characters. Longer runs are no words: pictures of text, keys, broken encodings.
pub const LONGEST: usize = 64;

/// Stands for a place where no phrase goes on: between a title and a symbol.
pub const GAP: &str = "~";

/// A run of letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it begins, in characters of the NFC text.
    pub start: usize,
    /// How many characters of the NFC text it has.
    pub length: usize,
    /// Folded, at most [`LONGEST`] characters.
    pub folded: String,
    /// As it was written ([`marked`]), where that differs.
    pub marked: Option<String>,
}

/// Words joined by `/`, `-` or `.` without a space, as in `12/2026/NĐ-CP`: one token beside its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compound {
    /// Folded, with its joints; dashes of all lengths are one.
    pub folded: String,
    /// Which words it is made of, at least two.
    pub words: Range<usize>,
}

/// Everything search knows of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    /// In the order of the text.
    pub words: Vec<Word>,
    /// In the order of the text, not overlapping.
    pub compounds: Vec<Compound>,
}

/// What joins two words into a compound.
fn joint(character: char) -> Option<char> {
    match character {
        '/' | '.' | '-' => Some(character),
        '\u{2010}'..='\u{2014}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

/// Reads the tokens of `text`, composed first.
pub fn tokenise(text: &str) -> Tokens {
    let mut reader = Reader::default();
    for character in text.nfc() {
        reader.take(character);
    }
    reader.end_word();
    reader.end_compound();
    reader.tokens
}

#[derive(Default)]
struct Reader {
    tokens: Tokens,
    /// Characters taken so far.
    place: usize,
    /// The word being read.
    word: String,
    /// Its length in characters.
    length: usize,
    /// The joint just read, where a word stands right before it.
    joint: Option<char>,
    /// The compound being read, and its first word.
    compound: Option<(String, usize)>,
}

impl Reader {
    fn take(&mut self, character: char) {
        // A mark that does not compose belongs to the word it stands in, and begins none.
        let within = if is_combining_mark(character) { self.length > 0 } else { character.is_alphanumeric() };
        if within {
            self.word.push(character);
            self.length += 1;
        } else {
            let after_word = self.length > 0;
            self.end_word();
            self.joint = joint(character).filter(|_| after_word);
            if self.joint.is_none() {
                self.end_compound();
            }
        }
        self.place += 1;
    }

    fn end_word(&mut self) {
        if self.length == 0 {
            return;
        }
        let written = std::mem::take(&mut self.word);
        // What does not compose with its letter is no letter of its own.
        let folded: String = written.chars().filter(|part| !is_combining_mark(*part)).map(fold_char).take(LONGEST).collect();
        let marked = marked(&written).map(|marked| marked.chars().take(LONGEST).collect());
        let number = self.tokens.words.len();
        match (self.joint.take(), &mut self.compound) {
            (Some(joint), Some((compound, _))) => {
                compound.push(joint);
                compound.push_str(&folded);
            }
            _ => {
                self.end_compound();
                self.compound = Some((folded.clone(), number));
            }
        }
        self.tokens.words.push(Word { start: self.place - self.length, length: self.length, folded, marked });
        self.length = 0;
    }

    fn end_compound(&mut self) {
        if let Some((folded, first)) = self.compound.take() {
            let words = first..self.tokens.words.len();
            if words.len() > 1 && folded.chars().count() <= LONGEST {
                self.tokens.compounds.push(Compound { folded, words });
            }
        }
    }
}

/// What the index keeps of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Folded words in their order, with [`GAP`]s.
    pub words: Vec<String>,
    /// Folded words of a text too long to keep the order of them all; none of them is in `words`.
    pub unordered: BTreeSet<String>,
    /// Words as they were written, compounds, and what the entry belongs to: there or not there.
    pub others: BTreeSet<String>,
}

impl Entry {
    /// Places one word may have: PostgreSQL keeps no more, and search must be the same everywhere.
    const SAME_WORD: usize = 250;
    /// Words kept in their order, for the same reason.
    const ORDERED: usize = 16_000;

    /// The entry of texts that stand beside each other.
    pub fn of<'text>(texts: impl IntoIterator<Item = &'text str>) -> Self {
        let mut entry = Self::default();
        let mut times = HashMap::<String, usize>::new();
        let mut ordered = true;
        for text in texts {
            let tokens = tokenise(text);
            if !entry.words.is_empty() && !tokens.words.is_empty() {
                entry.words.push(GAP.to_owned());
            }
            for word in tokens.words {
                let times = times.entry(word.folded.clone()).or_default();
                *times += 1;
                // Longer than any page: its end is found by its words, not by its phrases.
                ordered &= *times <= Self::SAME_WORD && entry.words.len() < Self::ORDERED;
                if ordered {
                    entry.words.push(word.folded);
                } else {
                    entry.unordered.insert(word.folded);
                }
                entry.others.extend(word.marked);
            }
            entry.others.extend(tokens.compounds.into_iter().map(|compound| compound.folded));
        }
        for word in &entry.words {
            entry.unordered.remove(word);
        }
        entry
    }

    /// The words made of letters alone, each once: what a beginning can be completed to.
    pub fn letters(&self) -> BTreeSet<&str> {
        self.words.iter().chain(&self.unordered).map(String::as_str).filter(|word| is_letters(word)).collect()
    }
}

/// Whether a folded word can be completed: letters only, and no longer than words are.
pub fn is_letters(word: &str) -> bool {
    (2..=20).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenise(text).words.into_iter().map(|word| word.folded).collect()
    }

    fn compounds(text: &str) -> Vec<String> {
        tokenise(text).compounds.into_iter().map(|compound| compound.folded).collect()
    }

    #[test]
    fn a_number_and_symbol_is_one_token_beside_its_parts() {
        let text = "Nghị quyết số 39-NQ/TW, Nghị định 12/2026/NĐ-CP; Tờ trình 218/TTr–STC.";
        assert_eq!(compounds(text), ["39-nq/tw", "12/2026/nd-cp", "218/ttr-stc"]);
        assert_eq!(words("12/2026/NĐ-CP"), ["12", "2026", "nd", "cp"]);
        assert_eq!(compounds("3.500.000 đồng, ngày 06/5/2026"), ["3.500.000", "06/5/2026"]);
    }

    #[test]
    fn joints_join_only_what_they_touch() {
        assert_eq!(compounds("xã - phường"), Vec::<String>::new());
        assert_eq!(compounds("Số:    /2026/NQ-HĐND"), ["2026/nq-hdnd"]);
        assert_eq!(compounds("mục 1. Tên ......... trang 5--7 a/"), Vec::<String>::new());
        assert_eq!(compounds("và/hoặc, a.b c-d"), ["va/hoac", "a.b", "c-d"]);
        let long = vec!["ab"; 40].join("-");
        assert_eq!((compounds(&long), words(&long).len()), (vec![], 40));
    }

    #[test]
    fn a_mark_that_does_not_compose_stays_in_its_word() {
        assert_eq!(words("q\u{323}ua x"), ["qua", "x"]);
        assert_eq!(words("\u{301}a"), ["a"]);
    }

    #[test]
    fn what_one_database_cannot_order_no_database_orders() {
        let long = format!("{} hết", "và ".repeat(300));
        let entry = Entry::of([long.as_str()]);
        assert_eq!((entry.words.len(), entry.unordered.contains("het"), entry.unordered.contains("va")), (250, true, false));
        let entry = Entry::of(["Tờ trình", "218/TTr-STC", ""]);
        assert_eq!(entry.words, ["to", "trinh", GAP, "218", "ttr", "stc"]);
        assert!(entry.others.contains("218/ttr-stc") && entry.others.contains("tơ\u{300}"));
        assert_eq!(entry.letters().into_iter().collect::<Vec<_>>(), ["stc", "to", "trinh", "ttr"]);
    }
}
