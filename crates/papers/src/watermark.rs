//! The watermark: a line of text written over a picture again and again, slanting, so that no part goes without it.

use hayro::kurbo::{Affine, BezPath, Shape};
use hayro::vello_cpu::{RenderContext, color::AlphaColor};

use crate::{fonts, letters};

pub(crate) mod burn;

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
    Some(Pattern { path: letters::operators(&line), area: [area.x0, area.y0, area.x1, area.y1], places })
}

/// One line, and where it stands: axes run downwards.
fn laid(text: &str, width: f64, height: f64) -> Option<(BezPath, Vec<Affine>)> {
    let size = (width / LINES_ACROSS).max(7.0);
    let (line, length) = letters::outline(fonts::WATERMARK, text, size)?;
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
