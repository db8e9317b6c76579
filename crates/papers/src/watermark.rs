//! The watermark: a line of text written over a picture again and again, slanting, so that no part goes without it.

use hayro::kurbo::{Affine, BezPath, PathEl, Point, Shape};
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
    let Some((line, places)) = laid(text, width, height) else { return };
    let [red, green, blue, alpha] = GREY;
    context.set_paint(AlphaColor::from_rgba8(red, green, blue, alpha));
    for place in places {
        context.set_transform(place);
        context.fill_path(&line);
    }
}

/// The same for a page of a PDF, whose axis runs upwards.
pub(crate) struct Pattern {
    /// One line, as path operators.
    pub path: String,
    /// The box around it: left, bottom, right, top.
    pub area: [f64; 4],
    /// Where it stands, again and again, as operands of `cm`.
    pub places: Vec<[f64; 6]>,
}

/// The watermark of a page of this size, in points; none when nothing of it can be drawn.
pub(crate) fn pattern(text: &str, width: f64, height: f64) -> Option<Pattern> {
    let (mut line, places) = laid(text, width, height)?;
    let upward = Affine::scale_non_uniform(1.0, -1.0);
    line.apply_affine(upward);
    let area = line.bounding_box();
    let page = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, height]);
    let places = places.into_iter().map(|place| (page * place * upward).as_coeffs()).collect();
    Some(Pattern { path: operators(&line), area: [area.x0, area.y0, area.x1, area.y1], places })
}

fn operators(line: &BezPath) -> String {
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

/// One line, and where it stands: axes run downwards.
fn laid(text: &str, width: f64, height: f64) -> Option<(BezPath, Vec<Affine>)> {
    let size = (width / LINES_ACROSS).max(7.0);
    let (line, length) = outline(text, size)?;
    let mut places = Vec::new();
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
            places.push(turned * Affine::translate((column * step + shift, row * apart)));
            column += 1.0;
        }
        row += 1.0;
    }
    Some((line, places))
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
