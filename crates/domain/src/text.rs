//! Text from outside: NFC at the border, trimmed, without control characters, and never longer than its place.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::refusal::{Field, Refusal};

/// Longest title of a meeting, agenda item or paper, in characters. Longer ones do not fit a wall at its smallest type.
pub const MAX_TITLE: usize = 250;
/// Longest short title, in characters: the agenda rail of a tablet at 384 px (screens' notes).
pub const MAX_SHORT_TITLE: usize = 28;
/// Longest room name, seat, symbol or device name, in characters.
pub const MAX_LINE: usize = 120;

/// Characters a reader does not see but that reorder or hide what they do see; refused wherever people read a line.
fn is_deceptive(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')
}

/// One line of text as it is kept: NFC, single spaces, trimmed.
pub fn line(raw: &str) -> String {
    let composed: String = raw.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bounded(raw: &str, field: Field, max: usize) -> Result<String, Refusal> {
    let text = line(raw);
    if text.is_empty() {
        return Err(Refusal::Empty { field });
    }
    let length = text.chars().count();
    if length > max {
        return Err(Refusal::TooLong { field, length, max });
    }
    if text.chars().any(is_deceptive) {
        return Err(Refusal::Unreadable { field });
    }
    Ok(text)
}

/// A title as it is shown everywhere, 1 to [`MAX_TITLE`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Title(String);

impl Title {
    /// Checks and normalises `raw`; `field` is named in a refusal.
    pub fn new(raw: &str, field: Field) -> Result<Self, Refusal> {
        bounded(raw, field, MAX_TITLE).map(Self)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first words of the title that fit the agenda rail, for an item whose secretary gave no short title.
    pub fn shortened(&self) -> String {
        if self.0.chars().count() <= MAX_SHORT_TITLE {
            return self.0.clone();
        }
        let mut short = String::new();
        for word in self.0.split(' ') {
            if short.chars().count() + word.chars().count() + 2 > MAX_SHORT_TITLE {
                break;
            }
            if !short.is_empty() {
                short.push(' ');
            }
            short.push_str(word);
        }
        if short.is_empty() {
            short = self.0.chars().take(MAX_SHORT_TITLE - 1).collect();
        }
        short.push('…');
        short
    }
}

/// A short title for the agenda rail, 1 to [`MAX_SHORT_TITLE`] characters.
pub fn short_title(raw: &str) -> Result<String, Refusal> {
    bounded(raw, Field::ShortTitle, MAX_SHORT_TITLE)
}

/// One short line: a room, a seat, a symbol, a name of a device.
pub fn short_line(raw: &str, field: Field) -> Result<String, Refusal> {
    bounded(raw, field, MAX_LINE)
}

/// A short line that may be left empty; empty means "none".
pub fn optional_line(raw: &str, field: Field) -> Result<Option<String>, Refusal> {
    if line(raw).is_empty() { Ok(None) } else { short_line(raw, field).map(Some) }
}

/// A file name safe to show and to offer for download: no path, no control characters, NFC, at most 200 characters
/// with its ending kept.
pub fn file_name(raw: &str) -> String {
    let name: String = raw.nfc().collect();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = name.chars().filter(|character| !is_deceptive(*character) && !"<>:\"|?*".contains(*character)).collect();
    let clean = line(&clean);
    // Hidden nowhere, and no space left behind where the dots were.
    let clean = clean.trim_start_matches(['.', ' ']).to_owned();
    if clean.is_empty() {
        return "tài liệu.pdf".to_owned();
    }
    if clean.chars().count() <= 200 {
        return clean;
    }
    let (stem, ending) = clean.rsplit_once('.').map_or((clean.as_str(), ""), |(stem, ending)| (stem, ending));
    let ending: String = ending.chars().take(10).collect();
    let stem: String = stem.chars().take(188).collect();
    let short = if ending.is_empty() { stem } else { format!("{stem}.{ending}") };
    // The cut may have left a space at its end.
    short.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_decomposed_vietnamese() {
        let decomposed = "Nghi\u{323} quye\u{302}\u{301}t";
        assert_eq!(line(decomposed), "Nghị quyết");
        assert_eq!(file_name("Ta\u{300}i lie\u{323}\u{302}u.pdf"), "Tài liệu.pdf");
    }

    #[test]
    fn refuses_what_does_not_fit() {
        let long = "ấ".repeat(300);
        assert_eq!(Title::new(&long, Field::Title).err(), Some(Refusal::TooLong { field: Field::Title, length: 300, max: MAX_TITLE }));
        assert_eq!(Title::new(" \n ", Field::Title).err(), Some(Refusal::Empty { field: Field::Title }));
        assert_eq!(Title::new("abc\u{202E}fdp", Field::Title).err(), Some(Refusal::Unreadable { field: Field::Title }));
    }

    #[test]
    fn shortens_at_a_word() -> Result<(), Refusal> {
        let title = Title::new("Điều chỉnh Kế hoạch đầu tư công trung hạn giai đoạn 2026–2030", Field::Title)?;
        assert!(title.shortened().chars().count() <= MAX_SHORT_TITLE);
        assert_eq!(title.shortened(), "Điều chỉnh Kế hoạch đầu tư…");
        Ok(())
    }

    #[test]
    fn file_names_lose_their_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\Giấy mời.pdf"), "Giấy mời.pdf");
        assert_eq!(file_name(""), "tài liệu.pdf");
        assert!(file_name(&format!("{}.pdf", "a".repeat(500))).ends_with(".pdf"));
        assert_eq!(file_name(". . Giấy mời.pdf"), "Giấy mời.pdf");
        let cut = file_name(&format!("{} b", "a".repeat(187)).repeat(2));
        assert_eq!(cut, file_name(&cut));
    }
}
