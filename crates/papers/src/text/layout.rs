//! From placed letters to lines and words, in the order the page draws them: both readers of PDF text end here, so that a
//! word is a word whichever of them found it.

use kurbo::{Affine, Point, Rect, Vec2};

use super::Word;

/// Empty space before a letter that parts two words, in sizes of the letter. Word spaces are 0.2 and more even in justified
/// text; the space between letters that are pulled apart is taken off before.
const SPACE: f64 = 0.15;
/// A baseline that much higher or lower, in sizes, is another line; what is raised within a line is less.
const LINE: f64 = 0.5;
/// How far letters reach above and below their baseline, in sizes.
const ASCENT: f64 = 0.92;
const DESCENT: f64 = 0.22;
/// Most text a page can have, in bytes, and most words: a page made to have more is no page anybody reads.
const MOST_TEXT: usize = 1 << 20;
const MOST_WORDS: usize = 50_000;

/// A letter where it stands.
pub struct Letter<'t> {
    /// What it says; several characters for a ligature, and nothing that can be known for U+FFFD.
    pub text: &'t str,
    /// From a space in which the letter stands at the origin on a baseline along x, one unit large, to the page.
    pub place: Affine,
    /// How far it reaches along the baseline, in sizes.
    pub width: f64,
}

/// Text taking shape.
#[derive(Default)]
pub struct Layout {
    text: String,
    words: Vec<Word>,
    word: Option<(String, Rect)>,
    /// Where the last letter ended.
    end: Option<Point>,
    spaced: bool,
    letters: usize,
    unknown: usize,
}

impl Layout {
    /// The next letter in drawing order; `apart` is the space the page puts between all letters here, in sizes.
    pub fn letter(&mut self, letter: &Letter<'_>, apart: f64) {
        if self.text.len() > MOST_TEXT {
            return;
        }
        let along = letter.place * Vec2Of(1.0, 0.0);
        let size = (letter.place * Vec2Of(0.0, 1.0)).hypot();
        if !size.is_finite() || size <= 0.0 || !letter.width.is_finite() {
            return;
        }
        let direction = if along.hypot() > 0.0 { along / along.hypot() } else { Vec2::new(1.0, 0.0) };
        let origin = letter.place * Point::ZERO;
        if let Some(end) = self.end {
            let (gap, drop) = ((origin - end).dot(direction) / size, (origin - end).cross(direction).abs() / size);
            if drop > LINE {
                self.break_line();
            } else if gap - apart > SPACE || gap < -1.0 {
                self.end_word();
            }
        }
        let end = origin + along * letter.width.max(0.0);
        self.end = Some(end);
        if letter.text.chars().all(|sign| sign.is_whitespace() || sign == '\u{a0}') {
            return self.end_word();
        }
        self.letters += 1;
        self.unknown += usize::from(letter.text == "\u{fffd}");
        let up = letter.place * Vec2Of(0.0, 1.0);
        let corners = [origin + up * ASCENT, origin - up * DESCENT, end + up * ASCENT, end - up * DESCENT];
        let area = corners.iter().skip(1).fold(Rect::from_points(corners[0], corners[0]), |area, corner| area.union_pt(*corner));
        if self.spaced && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.spaced = false;
        self.text.push_str(letter.text);
        match &mut self.word {
            Some((text, around)) => {
                text.push_str(letter.text);
                *around = around.union(area);
            }
            None => self.word = Some((letter.text.to_owned(), area)),
        }
    }

    /// Whatever comes next stands on a line of its own.
    pub fn break_line(&mut self) {
        self.end_word();
        self.end = None;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn end_word(&mut self) {
        self.spaced = true;
        if let Some((text, area)) = self.word.take().filter(|_room| self.words.len() < MOST_WORDS) {
            self.words.push(Word::new(text, area));
        }
    }

    /// Letters so far, spaces aside.
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// Those of them nobody can know, in the way the file is made.
    pub fn unknown(&self) -> usize {
        self.unknown
    }

    /// Text and words.
    pub fn finish(mut self) -> (String, Vec<Word>) {
        self.end_word();
        (self.text, self.words)
    }
}

/// A direction rather than a place: what an affine map does to it leaves its translation out.
struct Vec2Of(f64, f64);

impl std::ops::Mul<Vec2Of> for Affine {
    type Output = Vec2;

    fn mul(self, Vec2Of(x, y): Vec2Of) -> Vec2 {
        let [a, b, c, d, ..] = self.as_coeffs();
        Vec2::new(a * x + c * y, b * x + d * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters half a size wide at `x`, on the line `y`, in size 10.
    fn write(layout: &mut Layout, text: &str, x: f64, y: f64) {
        for (number, sign) in text.chars().enumerate() {
            let place = Affine::new([10.0, 0.0, 0.0, -10.0, x + 5.0 * f64::from(u32::try_from(number).unwrap()), y]);
            layout.letter(&Letter { text: &sign.to_string(), place, width: 0.5 }, 0.0);
        }
    }

    #[test]
    fn gaps_part_words_and_drops_part_lines() {
        let mut layout = Layout::default();
        write(&mut layout, "Số", 100.0, 50.0);
        write(&mut layout, "12", 113.0, 50.0);
        write(&mut layout, "a", 123.5, 50.0);
        write(&mut layout, "2", 128.5, 46.5);
        write(&mut layout, "Hà Nội", 100.0, 64.0);
        let (text, words) = layout.finish();
        assert_eq!(text, "Số 12a2\nHà Nội");
        let boxes: Vec<_> = words.iter().map(|word| (word.text.as_str(), word.x, word.w)).collect();
        assert_eq!(boxes, [("Số", 100.0, 10.0), ("12a2", 113.0, 20.5), ("Hà", 100.0, 10.0), ("Nội", 115.0, 15.0)]);
        assert!((words[0].y - 40.8).abs() < 0.1 && (words[0].h - 11.4).abs() < 0.1, "{:?}", words[0]);
    }

    #[test]
    fn text_may_run_up_the_page() {
        let mut layout = Layout::default();
        for (number, sign) in "dọc".chars().enumerate() {
            let place = Affine::new([0.0, -10.0, -10.0, 0.0, 300.0, 500.0 - 5.0 * f64::from(u32::try_from(number).unwrap())]);
            layout.letter(&Letter { text: &sign.to_string(), place, width: 0.5 }, 0.0);
        }
        let (text, words) = layout.finish();
        assert_eq!(text, "dọc");
        assert_eq!((words.len(), words[0].h), (1, 15.0));
    }
}
