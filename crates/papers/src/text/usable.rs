//! Whether a text can be read: what a file without a table of its letters yields looks like text and is none.

use crate::syllable::is_syllable;

/// Words there must be before anything is said of them.
const ENOUGH: usize = 12;

/// How much of a text makes sense.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sense {
    /// Words with a letter in them.
    pub words: usize,
    /// Those of them that could be Vietnamese or another language in Latin letters.
    pub sound: usize,
}

impl Sense {
    /// Looks at every word.
    pub fn of(text: &str) -> Self {
        let mut sense = Self { words: 0, sound: 0 };
        for word in text.split(|sign: char| !sign.is_alphanumeric() && !is_odd(sign)) {
            if word.is_empty() || word.chars().all(char::is_numeric) {
                continue;
            }
            sense.words += 1;
            sense.sound += usize::from(is_sound(word));
        }
        sense
    }

    /// The share that makes sense; 1 where there is too little to say.
    pub fn share(self) -> f64 {
        if self.words < ENOUGH {
            return 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
        let share = self.sound as f64 / self.words as f64;
        share
    }
}

/// Signs that stand in no text, and in rubbish often.
fn is_odd(sign: char) -> bool {
    sign == '\u{fffd}' || sign.is_control() && !sign.is_whitespace() || ('\u{e000}'..='\u{f8ff}').contains(&sign)
}

/// A Vietnamese syllable; or a word with vowels and no run of consonants nobody can say; or an abbreviation, a symbol.
fn is_sound(word: &str) -> bool {
    if word.chars().any(is_odd) {
        return false;
    }
    let count = word.chars().count();
    if count == 1 {
        return word.chars().all(char::is_alphabetic);
    }
    if is_syllable(word) {
        return true;
    }
    if word.chars().any(|sign| sign.is_alphabetic() && !sign.is_ascii() && !is_vietnamese(sign)) {
        // Other scripts are read as they are; mixed with Latin letters they are not.
        return word.chars().all(|sign| !sign.is_ascii_alphabetic()) && word.chars().all(|sign| sign as u32 >= 0x370);
    }
    let capitals = word.chars().all(|sign| sign.is_uppercase() || sign.is_numeric());
    if capitals && count <= 10 || word.chars().any(char::is_numeric) {
        return true;
    }
    // Capitals inside a word, and vowels missing, are what shifted alphabets look like.
    let inner_capital = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    !inner_capital && count <= 25 && word.chars().any(is_vowel) && longest_without_vowel(word) <= 5
}

fn is_vietnamese(sign: char) -> bool {
    use unicode_normalization::UnicodeNormalization;
    matches!(sign, 'đ' | 'Đ') || sign.nfd().next().is_some_and(|base| base.is_ascii_alphabetic())
}

fn is_vowel(sign: char) -> bool {
    use unicode_normalization::UnicodeNormalization;
    sign.nfd().next().is_some_and(|base| matches!(base.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

fn longest_without_vowel(word: &str) -> usize {
    word.split(is_vowel).map(|run| run.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_makes_sense_and_rubbish_does_not() {
        let honest = [
            "Thực hiện Chương trình công tác năm 2026, Văn phòng Ủy ban nhân dân tỉnh trân trọng kính mời các đồng chí dự phiên họp",
            "The committee shall consider the report on public investment and the schedule of meetings for the second half of the year",
            "QCVN 32:2026/BXD quy chuẩn kỹ thuật quốc gia về đường sắt đô thị loại hình Metro, TCVN 5687, ISO 9001, DIN EN 50126",
        ];
        for text in honest {
            assert!(Sense::of(text).share() > 0.85, "{text}: {:?}", Sense::of(text));
        }
        let rubbish = [
            "7KӵF KLӋQ &KѭѫQJ WUuQK F{QJ WiF QăP 9ăQ SKzQJ ӫ\u{1} EDQ QKkQ GkQ WӍQK WUkQ WUӑQJ NtQK PӡL FiF ÿӗQJ FKt Gӵ SKLrQ KӑS",
            "\u{fffd}\u{fffd} \u{fffd}\u{fffd}\u{fffd} \u{fffd}a \u{fffd} \u{fffd}\u{fffd} \u{fffd}\u{fffd} \u{fffd} \u{fffd}\u{fffd}\u{fffd} \u{fffd}\u{fffd} \u{fffd} \u{fffd}\u{fffd} \u{fffd} \u{fffd} \u{fffd} \u{fffd}",
        ];
        for text in rubbish {
            assert!(Sense::of(text).share() < 0.5, "{text}: {:?}", Sense::of(text));
        }
        assert_eq!(Sense::of("12 345 678").share(), 1.0);
    }
}
