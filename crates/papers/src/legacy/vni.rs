//! VNI-Windows: a plain letter followed by a sign for its marks (`Coäng hoøa`), and a few letters with signs of their own.

use unicode_normalization::UnicodeNormalization;

use super::{Evidence, convert_lines};

/// The text in Unicode when it is written for VNI's fonts, `None` when it is not.
#[must_use]
pub fn from_vni(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let evidence = Evidence::of(text, char::is_alphabetic, letters);
    // These signs are letters of other languages too, so more of them are asked for than of TCVN3's.
    (evidence.is_clear() && evidence.distinct >= 5).then(|| convert_lines(text, letters))
}

/// The marks a sign stands for after this letter.
fn marks(letter: char, sign: char) -> Option<&'static str> {
    let letter = letter.to_lowercase().next()?;
    let marks = match sign.to_lowercase().next()? {
        'ø' => "\u{300}",
        'ù' => "\u{301}",
        'û' => "\u{309}",
        'õ' => "\u{303}",
        'ï' => "\u{323}",
        'â' => "\u{302}",
        'à' => "\u{302}\u{300}",
        'á' => "\u{302}\u{301}",
        'å' => "\u{302}\u{309}",
        'ã' => "\u{302}\u{303}",
        'ä' => "\u{302}\u{323}",
        'ê' => "\u{306}",
        'è' => "\u{306}\u{300}",
        'é' => "\u{306}\u{301}",
        'ú' => "\u{306}\u{309}",
        'ü' => "\u{306}\u{303}",
        'ë' => "\u{306}\u{323}",
        _ => return None,
    };
    let fits = match marks.chars().next() {
        Some('\u{306}') => letter == 'a',
        Some('\u{302}') => matches!(letter, 'a' | 'e' | 'o'),
        _ => matches!(letter, 'a' | 'e' | 'o' | 'u' | 'y' | 'ô' | 'ö'),
    };
    fits.then_some(marks)
}

/// The letter a sign stands for by itself.
fn alone(sign: char) -> char {
    match sign {
        'ô' => 'ơ',
        'Ô' => 'Ơ',
        'ö' => 'ư',
        'Ö' => 'Ư',
        'æ' => 'ỉ',
        'Æ' => 'Ỉ',
        'ó' => 'ĩ',
        'Ó' => 'Ĩ',
        'ò' => 'ị',
        'Ò' => 'Ị',
        'î' => 'ỵ',
        'Î' => 'Ỵ',
        'ñ' => 'đ',
        'Ñ' => 'Đ',
        other => other,
    }
}

/// Words in Unicode.
fn letters(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() * 2);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        apart.push(alone(sign));
        if let Some(marks) = signs.peek().and_then(|next| marks(sign, *next)) {
            apart.push_str(marks);
            signs.next();
        }
    }
    apart.nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::legacy::tests::{HONEST, sentence};

    /// Any letter by trying them all.
    fn to_vni(text: &str) -> String {
        let signs = "øùûõïâàáåãäêèéúüë";
        let singles = "ôöæóòîñÔÖÆÓÒÎÑ";
        let word = |letter: char| {
            let one = |base: char| (letters(&base.to_string()) == letter.to_string()).then(|| base.to_string());
            let two = |base: char, sign: char| {
                let pair = if base.is_uppercase() { format!("{base}{}", sign.to_uppercase()) } else { format!("{base}{sign}") };
                (letters(&pair) == letter.to_string()).then_some(pair)
            };
            let bases = || "aeouyôöAEOUYÔÖ".chars();
            singles.chars().find_map(one).or_else(|| bases().find_map(|base| signs.chars().find_map(|sign| two(base, sign))))
        };
        text.chars().map(|letter| word(letter).unwrap_or_else(|| letter.to_string())).collect()
    }

    #[test]
    fn a_letter_is_read() {
        let page = "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM\nÑoäc laäp - Töï do - Haïnh phuùc\nKính göûi: Uûy ban nhaân daân caùc tænh, naêm 2004";
        let read = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKính gửi: Ủy ban nhân dân các tỉnh, năm 2004";
        assert_eq!(from_vni(page).as_deref(), Some(read));
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in HONEST {
            assert_eq!(from_vni(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn there_and_back_is_the_same(text in sentence()) {
            let read = from_vni(&to_vni(&text));
            prop_assert_eq!(read.as_deref(), Some(text.as_str()));
        }

        #[test]
        fn capitals_come_back(text in sentence()) {
            let capitals = text.to_uppercase();
            let read = from_vni(&to_vni(&capitals));
            prop_assert_eq!(read, Some(capitals));
        }

        #[test]
        fn unicode_is_never_touched(text in sentence()) {
            prop_assert_eq!(from_vni(&text), None);
        }
    }
}
