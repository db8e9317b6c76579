//! TCVN3 (TCVN 5712:1993, VN3): one sign a letter; capitals with tones exist only by a second font, .VnTimeH.

use super::{Evidence, convert_lines};
use crate::syllable::is_syllable;

/// What is drawn in the place of the signs U+00A1 to U+00FE.
#[rustfmt::skip]
const LETTERS: [char; 94] = [
         'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', '_',
    '_', '_', '_', '_', '_', 'à', 'ả', 'ã', 'á', 'ạ', '_', 'ằ', 'ẳ', 'ẵ', 'ắ', '_',
    '_', '_', '_', '_', '_', '_', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', '_', 'ẻ', 'ẽ',
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', '_', '_', '_', 'ĩ', 'í', 'ị', 'ò',
    '_', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù',
    '_', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ',
];

/// The sign of `ư`; PDF names it a hyphen, so many readers answer `-` instead.
const HORNED_U: char = '\u{AD}';

/// The text in Unicode when it is written in TCVN3, `None` when it is not. Hand the text over as it was read: soft hyphens
/// (U+00AD) are letters here. Capitals typed in .VnTimeH come out as capitals where a plain letter of the word or its
/// neighbours shows it; a word like `ñy`, all of it signs, stays small.
#[must_use]
pub fn from_tcvn3(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let text = signs(text);
    let text = if text.contains(HORNED_U) { text } else { convert_lines(&text, with_horns) };
    let evidence = Evidence::of(&text, is_letter, letters);
    let clear = evidence.is_clear() && evidence.signs >= 2 && evidence.signs * 8 >= evidence.marked;
    clear.then(|| convert_lines(&text, line_in_unicode))
}

/// The text with each sign at its own code: fonts marked as symbols have theirs in the private use area, and some readers
/// answer a look-alike.
fn signs(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '\u{F021}'..='\u{F0FF}' => char::from_u32(u32::from(sign) - 0xF000).unwrap_or(sign),
            'μ' => 'µ',
            '∙' | '⋅' => '·',
            other => other,
        })
        .collect()
}

/// The letter drawn for a sign.
fn letter(sign: char) -> Option<char> {
    let place = u32::from(sign).checked_sub(0xA1)?;
    LETTERS.get(usize::try_from(place).ok()?).copied().filter(|letter| *letter != '_')
}

fn is_letter(sign: char) -> bool {
    sign.is_alphabetic() || letter(sign).is_some()
}

/// A word in Unicode, in the case its signs have.
fn letters(word: &str) -> String {
    word.chars().map(|sign| letter(sign).unwrap_or(sign)).collect()
}

/// A line with every `-` that must be `ư` made its sign again: those that make a syllable of what stands around them.
fn with_horns(line: &str) -> String {
    let mut mended = String::with_capacity(line.len());
    for piece in line.split_inclusive(|sign| !is_letter(sign) && sign != '-') {
        let end = piece.char_indices().next_back().filter(|(_, sign)| !is_letter(*sign) && *sign != '-');
        let (run, rest) = piece.split_at(end.map_or(piece.len(), |(at, _)| at));
        let mut parts = run.split('-');
        let mut word = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let joined = format!("{word}{HORNED_U}{part}");
            if (!word.is_empty() || !part.is_empty()) && is_syllable(&letters(&joined)) {
                word = joined;
            } else {
                mended.push_str(&word);
                mended.push('-');
                part.clone_into(&mut word);
            }
        }
        mended.push_str(&word);
        mended.push_str(rest);
    }
    mended
}

/// What a word's signs say about its case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Capitals, in a font that has no other.
    Capitals,
    /// As its signs have it.
    Plain,
    /// Nothing: `Tê` may be "Tờ" and "TỜ".
    Unclear,
    /// Nothing, and it does not matter: an abbreviation.
    Abbreviation,
}

impl Case {
    fn of(word: &str) -> Self {
        let small = word.chars().filter(char::is_ascii_lowercase).count();
        let capitals = word.chars().filter(|sign| sign.is_ascii_uppercase() || ('¡'..='§').contains(sign)).count();
        let signs = word.chars().count() - small - capitals;
        match (small, capitals, signs) {
            (1.., _, _) => Self::Plain,
            (0, 3.., 0) if is_syllable(&letters(word)) => Self::Capitals,
            (0, _, 0) => Self::Abbreviation,
            (0, 2.., _) => Self::Capitals,
            (0, 1, _) if !word.starts_with(|first: char| first.is_ascii_uppercase() || ('¡'..='§').contains(&first)) => Self::Capitals,
            _ => Self::Unclear,
        }
    }
}

/// A line in Unicode.
fn line_in_unicode(line: &str) -> String {
    let pieces: Vec<&str> = pieces(line).collect();
    let cases: Vec<Case> =
        pieces.iter().map(|piece| if piece.starts_with(is_letter) { Case::of(piece) } else { Case::Abbreviation }).collect();
    let telling = |case: &&Case| matches!(case, Case::Capitals | Case::Plain);
    let mut before = None;
    let mut converted = String::with_capacity(line.len() * 2);
    for (at, (piece, case)) in pieces.iter().zip(&cases).enumerate() {
        let after = || cases.iter().skip(at + 1).find(telling).copied();
        let capitals = match case {
            Case::Capitals => true,
            Case::Unclear => {
                let around = [before, after()];
                around.contains(&Some(Case::Capitals)) && !around.contains(&Some(Case::Plain))
            }
            Case::Plain | Case::Abbreviation => false,
        };
        if telling(&case) {
            before = Some(*case);
        }
        if !piece.starts_with(is_letter) || is_ornament(&pieces, at) {
            converted.push_str(piece);
        } else if capitals {
            converted.extend(letters(piece).chars().flat_map(char::to_uppercase));
        } else {
            converted.push_str(&letters(piece));
        }
    }
    converted
}

/// A line cut into words and what stands between them.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let word = rest.starts_with(is_letter);
        let end = rest.find(|sign| is_letter(sign) != word).unwrap_or(rest.len());
        let (piece, left) = rest.split_at(end);
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Whether a lone sign is meant as itself: a bullet at the start of its line, "3 × 4", "§ 5".
fn is_ornament(pieces: &[&str], at: usize) -> bool {
    let alone = pieces.get(at).is_some_and(|piece| {
        let mut signs = piece.chars();
        signs.next().is_some_and(|sign| !sign.is_alphabetic() && sign != HORNED_U) && signs.next().is_none()
    });
    let word = |place: Option<usize>, gap: Option<usize>| {
        let found = |place: Option<usize>| place.and_then(|place| pieces.get(place));
        found(gap).is_some_and(|gap| gap.trim().is_empty()) && found(place).is_some()
    };
    alone && !(word(at.checked_sub(2), at.checked_sub(1)) && word(Some(at + 2), Some(at + 1)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::legacy::tests::{HONEST, sentence};

    fn to_tcvn3(text: &str) -> String {
        let signs: Vec<char> = ('¡'..='þ').collect();
        let sign = |letter: char| LETTERS.iter().position(|known| *known == letter && letter != '_').and_then(|at| signs.get(at)).copied();
        let small = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
        text.chars().map(|letter| sign(letter).or_else(|| sign(small(letter))).unwrap_or(letter)).collect()
    }

    #[test]
    fn sixty_seven_letters_have_a_place() {
        let letters: std::collections::BTreeSet<char> = LETTERS.into_iter().filter(|letter| *letter != '_').collect();
        assert_eq!(letters.len(), 74, "67 small letters with marks, and seven capitals");
    }

    #[test]
    fn a_letter_is_read() {
        let page = "GIÊY MêI HäP\nKÝnh göi: C¸c ®ång chÝ Gi¸m ®èc së, ban, ngµnh\nSè: 12/Q§-UBND ngµy 05 th¸ng 9\n· x· héi\n3 × 4 §iÒu 5";
        assert_eq!(
            from_tcvn3(page).as_deref(),
            Some("GIẤY MỜI HỌP\nKính gửi: Các đồng chí Giám đốc sở, ban, ngành\nSố: 12/QĐ-UBND ngày 05 tháng 9\n· xã hội\n3 × 4 Điều 5")
        );
    }

    #[test]
    fn capitals_show_by_their_neighbours() {
        let page = "ñY BAN NH¢N D¢N TØNH\nTê TR×NH\nVÒ viÖc ®Çu t\u{AD} ë huyÖn\nBé TR¦ëNG Bé T\u{AD} PH¸P\nDù ¸N ë HUYÖN";
        let read = "ỦY BAN NHÂN DÂN TỈNH\nTỜ TRÌNH\nVề việc đầu tư ở huyện\nBỘ TRƯỞNG BỘ TƯ PHÁP\nDỰ ÁN Ở HUYỆN";
        assert_eq!(from_tcvn3(page).as_deref(), Some(read));
    }

    #[test]
    fn a_hyphen_is_a_letter_only_where_it_makes_a_syllable() {
        let page = "ph-êng, Ch-¬ng tr×nh, ®Çu t- c«ng, ®-îc, -u tiªn, -íc tÝnh\n- kinh tÕ - x· héi; kinh tÕ-x· héi; Q§-UBND; e-mail";
        let read = "phường, Chương trình, đầu tư công, được, ưu tiên, ước tính\n- kinh tế - xã hội; kinh tế-xã hội; QĐ-UBND; e-mail";
        assert_eq!(from_tcvn3(page).as_deref(), Some(read));
    }

    #[test]
    fn signs_of_symbol_fonts_are_read() {
        let page: String = "c¸c ®ång chÝ ngµnh ®iÖn tö".chars().map(|sign| shifted(sign).unwrap_or(sign)).collect();
        assert_eq!(from_tcvn3(&page).as_deref(), Some("các đồng chí ngành điện tử"));
    }

    fn shifted(sign: char) -> Option<char> {
        (!sign.is_whitespace()).then(|| char::from_u32(u32::from(sign) + 0xF000)).flatten()
    }

    #[test]
    fn lines_in_unicode_on_such_a_page_stay() {
        let page = "Độc lập - Tự do\nSè ®iÖn tho¹i c¸c phßng\nNgô Văn Tú ở đây";
        assert_eq!(from_tcvn3(page).as_deref(), Some("Độc lập - Tự do\nSố điện thoại các phòng\nNgô Văn Tú ở đây"));
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in HONEST {
            assert_eq!(from_tcvn3(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn there_and_back_is_the_same(text in sentence()) {
            let read = from_tcvn3(&to_tcvn3(&text));
            prop_assert_eq!(read.as_deref(), Some(text.as_str()));
        }

        #[test]
        fn with_hyphens_for_horns_too(text in sentence()) {
            // A lone hyphen is one.
            let text = text.replace(" ư ", " ");
            let read = from_tcvn3(&to_tcvn3(&text).replace(HORNED_U, "-"));
            prop_assert_eq!(read.as_deref(), Some(text.as_str()));
        }

        #[test]
        fn capitals_come_back(text in sentence()) {
            let read = from_tcvn3(&to_tcvn3(&format!("BAN BAN {} BAN BAN", text.to_uppercase())));
            prop_assert_eq!(read, Some(format!("BAN BAN {} BAN BAN", text.to_uppercase())));
        }

        #[test]
        fn unicode_is_never_touched(text in sentence()) {
            prop_assert_eq!(from_tcvn3(&text), None);
        }
    }
}
