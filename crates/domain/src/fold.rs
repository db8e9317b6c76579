//! Folding: what search takes as the same. Marks and case come off, đ becomes d, and every character stays one character.

use unicode_normalization::{UnicodeNormalization, char::decompose_canonical};

/// One character without marks and in lower case. `đ` has no decomposition in Unicode and is folded by hand.
pub fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    match character {
        'đ' | 'Đ' => 'd',
        _ => {
            let mut base = None;
            decompose_canonical(character, |part| {
                base.get_or_insert(part);
            });
            let base = base.unwrap_or(character);
            base.to_lowercase().next().unwrap_or(base)
        }
    }
}

/// The text without marks and in lower case. As many characters as its NFC form, so that places in one are places in the other.
pub fn fold(text: &str) -> String {
    text.nfc().map(fold_char).collect()
}

/// The five tones. The other marks (ă â ê ô ơ ư đ) make letters of their own.
fn is_tone(character: char) -> bool {
    matches!(character, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// A word as it was written, apart from its case and from where its tone stands: hòa and hoà, Ủy and Uỷ are the same.
/// None for a word without any mark, which is its own folded form. `word` must be NFC.
pub fn marked(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let mut letters = String::with_capacity(word.len());
    let mut tones = String::new();
    for part in word.nfd() {
        if is_tone(part) { tones.push(part) } else { letters.extend(part.to_lowercase()) }
    }
    // The tone stands after the word's last letter, wherever it was typed.
    let mut marked: String = letters.nfc().collect();
    marked.push_str(&tones);
    (marked != fold(word)).then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same table as frontend/src/features/people/fold.test.ts reads.
    #[test]
    fn folds_as_the_browser_does() {
        let table: Vec<(String, String)> = serde_json::from_str(include_str!("../tests/fold.json")).expect("pairs");
        for (text, folded) in table {
            assert_eq!(fold(&text), folded, "{text}");
        }
    }

    #[test]
    fn tones_count_wherever_they_stand() {
        for (old, new) in [("hòa", "hoà"), ("Thúy", "thuý"), ("Ủy", "uỷ"), ("Hóa", "HOÁ"), ("qúy", "quý"), ("khỏe", "khoẻ")]
        {
            assert_eq!(marked(old), marked(new), "{old} {new}");
        }
        for (one, other) in [("hòa", "hoa"), ("hòa", "hóa"), ("đa", "da"), ("hoá", "hoắ"), ("lan", "lăn")] {
            assert_ne!(marked(one), marked(other), "{one} {other}");
        }
        assert_eq!(marked("NGHI"), None);
        assert_eq!(marked("39"), None);
    }
}
