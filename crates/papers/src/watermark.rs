//! The watermark: a line of text written over a picture again and again, slanting, so that no part goes without it.

use hayro::kurbo::{Affine, BezPath, Point};
use hayro::vello_cpu::{RenderContext, color::AlphaColor};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use unicode_normalization::UnicodeNormalization;

use crate::fonts;

/// Most letters of a watermark.
const LONGEST: usize = 120;
/// How many lines' heights a picture is wide.
const LINES_ACROSS: f64 = 42.0;
/// How far the lines rise, in radians.
const RISE: f64 = 0.5;
/// A grey that is seen on white and black alike and still lets small letters be read.
const GREY: [u8; 4] = [110, 110, 110, 64];

/// Writes `text` over everything drawn so far. Letters that the font lacks are left out.
pub(crate) fn write_over(context: &mut RenderContext, text: &str) {
    let (width, height) = (f64::from(context.width()), f64::from(context.height()));
    let size = (width / LINES_ACROSS).max(7.0);
    let Some((line, length)) = outline(text, size) else { return };
    let [red, green, blue, alpha] = GREY;
    context.set_paint(AlphaColor::from_rgba8(red, green, blue, alpha));
    // Every second line is moved by half a length. The lines cover the picture's diagonal, whatever its shape.
    let (step, apart) = (length + size * 4.0, size * 6.0);
    let reach = width.hypot(height) / 2.0;
    let (rows, columns) = ((reach / apart).ceil(), (reach / step).ceil() + 1.0);
    let turned = Affine::translate((width / 2.0, height / 2.0)) * Affine::rotate(-RISE);
    let mut row = -rows;
    while row <= rows {
        let shift = if row.rem_euclid(2.0) < 1.0 { 0.0 } else { step / 2.0 };
        let mut column = -columns;
        while column <= columns {
            context.set_transform(turned * Affine::translate((column * step + shift, row * apart)));
            context.fill_path(&line);
            column += 1.0;
        }
        row += 1.0;
    }
}

/// The outline of one line and its length, in pixels; none when nothing of it can be drawn.
fn outline(text: &str, size: f64) -> Option<(BezPath, f64)> {
    let font = FontRef::new(fonts::WATERMARK).ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "some tens of pixels")]
    let size = Size::new(size as f32);
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
