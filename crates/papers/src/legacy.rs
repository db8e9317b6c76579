//! Pages written before Unicode: TCVN3 (the .VnTime fonts) and VNI-Windows recognised by how they are spelt, and converted.
//!
//! Such fonts draw Vietnamese letters in the places of other signs, so an honest reader finds `KÝnh göi: C¸c ®ång chÝ`.
//! Nothing in a page says so but its spelling: it is legacy text if its marked words are Vietnamese syllables once
//! converted and are none as they stand. A line with letters that only Unicode has is never touched.

use std::collections::HashSet;

use crate::syllable::is_syllable;

mod tcvn3;
mod vni;

pub use tcvn3::from_tcvn3;
pub use vni::from_vni;

/// The text in Unicode when it is written in a legacy Vietnamese encoding; `None` when it is not, and is right as it is.
/// Costs time in proportion to the text's length.
#[must_use]
pub fn from_legacy(text: &str) -> Option<String> {
    from_tcvn3(text).or_else(|| from_vni(text))
}

/// What speaks for a text being in a legacy encoding.
struct Evidence {
    /// Distinct marked words that are syllables once converted.
    distinct: usize,
    /// Marked words.
    marked: usize,
    /// Those that are syllables once converted.
    converted: usize,
    /// Those that are syllables as they stand.
    honest: usize,
    /// Those with a sign inside that no language has in its words.
    signs: usize,
}

impl Evidence {
    /// Weighs the marked words of `text`: those with anything but plain letters, and more than one sign.
    fn of(text: &str, letter: impl Fn(char) -> bool, convert: impl Fn(&str) -> String) -> Self {
        let mut evidence = Self { distinct: 0, marked: 0, converted: 0, honest: 0, signs: 0 };
        let mut seen = HashSet::new();
        for word in text.lines().filter(|line| !is_unicode(line)).flat_map(|line| line.split(|sign| !letter(sign))) {
            if word.is_ascii() || (word.chars().count() == 1 && !word.chars().all(char::is_alphabetic)) {
                continue;
            }
            evidence.marked += 1;
            evidence.honest += usize::from(is_syllable(word));
            evidence.signs += usize::from(word.chars().any(|sign| !sign.is_alphabetic()));
            if is_syllable(&convert(word)) {
                evidence.converted += 1;
                evidence.distinct += usize::from(seen.insert(word));
            }
        }
        evidence
    }

    /// Nine in ten become Vietnamese, hardly any was: an abbreviation or a foreign name here and there is no objection.
    fn is_clear(&self) -> bool {
        self.distinct >= 3 && self.converted * 10 >= self.marked * 8 && self.honest * 2 < self.converted
    }
}

/// Whether a line has Vietnamese letters that no legacy font can stand for: it is Unicode already.
fn is_unicode(line: &str) -> bool {
    line.chars()
        .any(|letter| matches!(letter, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1EA0}'..='\u{1EF9}'))
}

/// Converts what is not Unicode already, line by line; ends of lines stay as they are.
fn convert_lines(text: &str, convert: impl Fn(&str) -> String) -> String {
    text.split_inclusive('\n').map(|line| if is_unicode(line) { line.to_owned() } else { convert(line) }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    /// What must stay as it is.
    pub(super) const HONEST: [&str; 13] = [
        "",
        "Plain English, nothing else. 5 µm ± 2, 3 × 4, © 2026 Windows® · a · b",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH\nĐộc lập - Tự do - Hạnh phúc",
        "Ngô Gia Tú, Hà Thanh Tùng, Tô Chí Toàn, Lê Quý Lân, toán, khoá, hoà, loài, ngoài, thuê, quê, xoá",
        "L'été dernier, à la fenêtre, où naïveté et hôtels côtoyaient les forêts; dès août, un Noël gâché, ça et là, tôt, dû, bâtir, même",
        "Die Größe der Straße über dem Fluß: schöne Mädchen müssen für Österreich früh aufstehen, daß Bären höhere Töne hören",
        "El año pasado, el niño comió piñas en España; ¿qué más querrá? ¡Sí! Acción, corazón, pingüino, él, tú, está, así",
        "São Paulo não é a capital; coração, avó, avô, pão, mãe, irmã, você, até, só, já, lá, à, às, há, pé, nó, chá, café",
        "Så gick räven över ån på våren; där är hår, öl, gås, två små ägg, når, då, må, få, gå, blå, år",
        "Perché la città è più bella: così, però, può, già, là, né, sì, virtù, caffè",
        "Árvíztűrő tükörfúrógép, szép, jó, nő, hó, tó, só, kő, lá, út, új, én, ő",
        "Þetta er íslenska: ég á bók, þú ert hér, það er gott, við förum út, sól, há, tá, fá, ný, bú",
        "Nghị quyết số 39-NQ/TW ngày 15 tháng 01 năm 2019",
    ];

    const INITIALS: &[&str] = &["", "b", "ch", "d", "đ", "h", "l", "m", "n", "nh", "ph", "s", "t", "th", "tr", "v", "x"];
    const RHYMES: &[&str] = &[
        "a", "ai", "am", "an", "ang", "anh", "ao", "au", "ay", "ăm", "ăn", "ăng", "âm", "ân", "âng", "âu", "ây", "e", "em", "en", "ê",
        "ên", "ênh", "êu", "i", "im", "in", "inh", "iêm", "iên", "iêu", "o", "oan", "oang", "ong", "ô", "ôi", "ôn", "ông", "ơ", "ơi", "ơn",
        "u", "ui", "ung", "uân", "uôn", "uy", "uyên", "ư", "ưa", "ưng", "ươi", "ương", "ươn",
    ];
    const TONES: &[&str] = &["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];

    /// Twelve syllables in NFC, small, as an official might write them; among them some that tell legacy from Unicode.
    pub(super) fn sentence() -> impl Strategy<Value = String> {
        let syllable = (select(INITIALS), select(RHYMES), select(TONES)).prop_map(|(initial, rhyme, tone)| {
            use unicode_normalization::UnicodeNormalization;
            // The tone stands on the last vowel with a mark, else on the first vowel.
            let vowels: Vec<usize> =
                rhyme.char_indices().filter(|(_, letter)| "aăâeêioôơuưy".contains(*letter)).map(|(at, _)| at).collect();
            let marked = vowels.iter().rev().find(|at| rhyme[**at..].starts_with(|letter| "ăâêôơư".contains(letter)));
            let at = *marked.or(vowels.first()).expect("a vowel");
            let end = at + rhyme[at..].chars().next().expect("a vowel").len_utf8();
            format!("{initial}{}{tone}{}", &rhyme[..end], &rhyme[end..]).nfc().collect::<String>()
        });
        vec(syllable, 12).prop_map(|words| format!("đồng chí {} nhân dân các tỉnh được họp về đầu tư", words.join(" ")))
    }

    #[test]
    fn either_encoding_is_found() {
        assert_eq!(from_legacy("c¸c ®ång chÝ ngµnh ®iÖn tö").as_deref(), Some("các đồng chí ngành điện tử"));
        assert_eq!(from_legacy("Ñoäc laäp Töï do Haïnh phuùc").as_deref(), Some("Độc lập Tự do Hạnh phúc"));
    }
}
