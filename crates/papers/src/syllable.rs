//! Tells Vietnamese syllables from other letters, by how they are spelt: the yardstick for "is this text readable?".

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

/// Longest first, so that "ngh" is not taken for "n".
const INITIALS: [&str; 28] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "r", "s", "t",
    "v", "x", "p", "",
];

/// Every rhyme of written Vietnamese without its tone.
static RHYMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "a ac ach ai am an ang anh ao ap at au ay \
     ăc ăm ăn ăng ăp ăt \
     âc âm ân âng âp ât âu ây \
     e ec em en eng eo ep et \
     ê êch êm ên ênh êp êt êu \
     i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
     o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
     ô ôc ôi ôm ôn ông ôp ôt \
     ơ ơi ơm ơn ơp ơt \
     u ua uc ui um un ung up ut uân uâng uât uây uê uêch uêu uênh uơ uôc uôi uôm uôn uông uôt uy uya uych uyên uyêt uyn uynh uyt uyu \
     ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu \
     y yêm yên yêng yêt yêu ynh ych yn yt"
        .split_whitespace()
        .collect()
});

const ACUTE: char = '\u{301}';
const DOT_BELOW: char = '\u{323}';
const TONES: [char; 5] = ['\u{300}', ACUTE, '\u{303}', '\u{309}', DOT_BELOW];

/// Whether `word` is spelt as one Vietnamese syllable, in either case, composed or not, with the tone on either vowel.
/// A word without any mark may be one too ("ban"): ask only about words that tell.
#[must_use]
pub fn is_syllable(word: &str) -> bool {
    // The longest ones, "nghiêng" and "nghuyễn" decomposed, have ten characters.
    if word.is_empty() || word.chars().nth(12).is_some() {
        return false;
    }
    let mut tone = None;
    let mut toneless = String::with_capacity(word.len());
    for part in word.nfd().flat_map(char::to_lowercase) {
        if TONES.contains(&part) {
            if tone.replace(part).is_some() {
                return false;
            }
        } else {
            toneless.push(part);
        }
    }
    let toneless: String = toneless.nfc().collect();
    INITIALS.iter().any(|initial| toneless.strip_prefix(initial).is_some_and(|rhyme| fits(initial, rhyme, tone)))
}

/// Whether this rhyme may follow this initial, and carry this tone.
fn fits(initial: &str, rhyme: &str, tone: Option<char>) -> bool {
    let Some(first) = rhyme.chars().next() else { return false };
    // Other rhymes with y first stand alone, as in "yên", or after "qu".
    let front = matches!(first, 'e' | 'ê' | 'i') || rhyme == "y";
    let follows = match initial {
        "" => true,
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front && first != 'y',
        "g" => (!front && first != 'y') || first == 'i',
        "gi" => first != 'i' && first != 'y',
        "qu" => !matches!(first, 'u' | 'ư'),
        _ => first != 'y' || (front && matches!(initial, "h" | "l" | "m" | "s" | "t" | "v")),
    };
    let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    follows && RHYMES.contains(rhyme) && (!stopped || matches!(tone, Some(ACUTE | DOT_BELOW)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_syllables_are_known() {
        for word in "Nghị quyết của Ủy ban nhân dân tỉnh về việc điều chỉnh kế hoạch đầu tư công trung hạn giai đoạn giếng gì giấy giữ quý \
                     quốc khuỷu ngoằn nghiêng yêu ương ưu ở hoà hòa thuỷ thủy PHƯỜNG Đặng kỹ lý mỹ thuở ướp rượu khoẻ xoong quyển quỳnh"
            .split_whitespace()
        {
            assert!(is_syllable(word), "{word}");
            let apart: String = word.nfd().collect();
            assert!(is_syllable(&apart), "{word} taken apart");
        }
    }

    #[test]
    fn other_words_are_not() {
        for word in "für über schön daß été naïve año KÝnh göi C¸c ®ång chÝ côt các̀ ngỉ cỉ kà gỡf zà wà fà ỏỏ nhiêuu strasse \
                     Ngườiiiiiiiiiiiiii"
            .split_whitespace()
        {
            assert!(!is_syllable(word), "{word}");
        }
        assert!(!is_syllable(""));
    }
}
