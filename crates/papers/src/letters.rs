//! Text as the outlines of its letters, for what the house itself writes on pages: it needs no font in the file.

use hayro::kurbo::{BezPath, PathEl, Point};
use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use unicode_normalization::UnicodeNormalization;

/// Most letters of one line.
const LONGEST: usize = 120;

/// The outline of one line, its axis running downwards, and its length; none when nothing of it can be drawn. Letters that the font
/// lacks are left out.
pub(crate) fn outline(font: &[u8], text: &str, size: f64) -> Option<(BezPath, f64)> {
    let font = FontRef::new(font).ok()?;
    let size = dots(size);
    let (charmap, glyphs) = (font.charmap(), font.outline_glyphs());
    let metrics = font.glyph_metrics(size, LocationRef::default());
    let mut pen = Pen { path: BezPath::new(), x: 0.0 };
    for letter in text.nfc().take(LONGEST) {
        let Some(glyph) = charmap.map(letter) else { continue };
        if let Some(outline) = glyphs.get(glyph) {
            outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen).ok()?;
        }
        pen.x += f64::from(metrics.advance_width(glyph).unwrap_or(0.0));
    }
    (!pen.path.is_empty()).then_some((pen.path, pen.x))
}

/// Breaks a text between words into lines no longer than `width`. A word that is longer stands alone.
pub(crate) fn wrap(font: &[u8], text: &str, size: f64, width: f64) -> Vec<String> {
    let Ok(font) = FontRef::new(font) else { return Vec::new() };
    let (charmap, metrics) = (font.charmap(), font.glyph_metrics(dots(size), LocationRef::default()));
    let advance = |glyph: GlyphId| f64::from(metrics.advance_width(glyph).unwrap_or(0.0));
    let length = |text: &str| -> f64 { text.nfc().filter_map(|letter| charmap.map(letter)).map(advance).sum() };
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if length(line) + length(" ") + length(word) <= width && line.chars().count() + word.chars().count() < LONGEST => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn dots(size: f64) -> Size {
    #[expect(clippy::cast_possible_truncation, reason = "some tens of points")]
    Size::new(size as f32)
}

/// Path operators of an outline, filled.
pub(crate) fn operators(line: &BezPath) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    let mut at = Point::ZERO;
    for element in line.elements() {
        // Writing to a string cannot fail.
        let _written = match *element {
            PathEl::MoveTo(to) => writeln!(out, "{:.2} {:.2} m", to.x, to.y),
            PathEl::LineTo(to) => writeln!(out, "{:.2} {:.2} l", to.x, to.y),
            PathEl::QuadTo(control, to) => {
                let (one, two) = (at.lerp(control, 2.0 / 3.0), to.lerp(control, 2.0 / 3.0));
                writeln!(out, "{:.2} {:.2} {:.2} {:.2} {:.2} {:.2} c", one.x, one.y, two.x, two.y, to.x, to.y)
            }
            PathEl::CurveTo(one, two, to) => {
                writeln!(out, "{:.2} {:.2} {:.2} {:.2} {:.2} {:.2} c", one.x, one.y, two.x, two.y, to.x, to.y)
            }
            PathEl::ClosePath => writeln!(out, "h"),
        };
        at = element.end_point().unwrap_or(at);
    }
    out.push_str("f\n");
    out
}

/// Collects outlines one beside the other, turned from the font's upward axis to the picture's downward one.
struct Pen {
    path: BezPath,
    x: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(self.x + f64::from(x), -f64::from(y))
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(cx, cy), self.at(x, y));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(ax, ay), self.at(bx, by), self.at(x, y));
    }
    fn close(&mut self) {
        self.path.close_path();
    }
}
