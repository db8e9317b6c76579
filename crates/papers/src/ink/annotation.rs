//! One mark as an annotation with an appearance of its own: viewers show exactly this, and invent nothing.

use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::{Colour, Mark, MarkKind, outline::outline};
use crate::sheet::Sheet;

/// A note's sign, in points across.
const NOTE: f64 = 20.0;
/// A bookmark's ribbon: from the right edge, width, height, and how deep it is cut.
const RIBBON: [f64; 4] = [24.0, 18.0, 34.0, 8.0];
/// Printed, and not to be moved by accident.
const FLAGS: i64 = 4 | 128;
/// A highlight no higher than this many of its widths lies along a line.
const LEVEL: f64 = 2.2;

/// A path in the file's axes, and the box around it.
struct Drawn {
    path: String,
    area: [f64; 4],
}

impl Drawn {
    fn new() -> Self {
        Self { path: String::new(), area: [f64::MAX, f64::MAX, f64::MIN, f64::MIN] }
    }

    fn see(&mut self, [x, y]: [f64; 2]) {
        let [left, bottom, right, top] = self.area;
        self.area = [left.min(x), bottom.min(y), right.max(x), top.max(y)];
    }

    /// Straight lines through points of the page as it is shown.
    fn polygon(sheet: &Sheet, points: &[[f64; 2]]) -> Self {
        let mut drawn = Self::new();
        for (at, point) in points.iter().enumerate() {
            let [x, y] = sheet.place(*point);
            drawn.see([x, y]);
            drawn.say(format_args!("{x:.2} {y:.2} {}\n", if at == 0 { "m" } else { "l" }));
        }
        drawn.path.push_str("h f\n");
        drawn
    }

    /// Corners rounded off as the browser does it: each is a control point, and the curve goes through the middles.
    fn rounded(sheet: &Sheet, corners: &[[f64; 2]]) -> Self {
        let mut drawn = Self::new();
        let placed: Vec<[f64; 2]> = corners.iter().map(|corner| sheet.place(*corner)).collect();
        let at = |index: usize| placed.get(index % placed.len().max(1)).copied().unwrap_or_default();
        let middle = |a: [f64; 2], b: [f64; 2]| [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
        let mut from = middle(at(0), at(1));
        drawn.see(from);
        drawn.say(format_args!("{:.2} {:.2} m\n", from[0], from[1]));
        for index in 1..=placed.len() {
            let (control, to) = (at(index), middle(at(index), at(index + 1)));
            // A curve with one control point, as one with two.
            let third = |end: [f64; 2]| [end[0] + (control[0] - end[0]) * 2.0 / 3.0, end[1] + (control[1] - end[1]) * 2.0 / 3.0];
            let (one, two) = (third(from), third(to));
            drawn.see(control);
            drawn.see(to);
            drawn.say(format_args!("{:.2} {:.2} {:.2} {:.2} {:.2} {:.2} c\n", one[0], one[1], two[0], two[1], to[0], to[1]));
            from = to;
        }
        drawn.path.push_str("h f\n");
        drawn
    }

    fn say(&mut self, words: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _written = self.path.write_fmt(words);
    }

    fn rect(&self) -> Object {
        numbers(&self.area)
    }
}

/// Makes the annotation of a mark; none where there is nothing to draw.
pub(super) fn of(document: &mut Document, page: ObjectId, sheet: &Sheet, mark: &Mark, author: &str) -> Option<ObjectId> {
    let (subtype, colour, drawn, multiply, more) = match mark.kind {
        MarkKind::Stroke | MarkKind::Highlight => inked(sheet, mark)?,
        MarkKind::Note => note(sheet, mark)?,
        MarkKind::Bookmark => ribbon(sheet),
    };
    let appearance = appearance(document, &drawn, multiply);
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => subtype,
        "P" => page,
        "Rect" => drawn.rect(),
        "F" => FLAGS,
        "C" => numbers(&rgb(colour)),
        "T" => text(author),
        "AP" => dictionary! { "N" => appearance },
    };
    for (key, value) in more.iter() {
        annotation.set(key.clone(), value.clone());
    }
    Some(document.add_object(annotation))
}

type Parts = (&'static str, Colour, Drawn, bool, Dictionary);

fn inked(sheet: &Sheet, mark: &Mark) -> Option<Parts> {
    let (colour, width) = (mark.colour?, f64::from(mark.width?));
    let light = mark.kind == MarkKind::Highlight;
    let corners = outline(&mark.points, width, !light);
    if corners.len() < 3 || corners.iter().flatten().any(|number| !number.is_finite()) {
        return None;
    }
    let mut drawn = Drawn::rounded(sheet, &corners);
    let [red, green, blue] = rgb(colour);
    drawn.path.insert_str(0, &format!("{red:.3} {green:.3} {blue:.3} rg\n"));
    let heights = mark.points.chunks_exact(4).filter_map(|point| point.get(1));
    let (low, high) = heights.fold((f32::MAX, f32::MIN), |(low, high), y| (low.min(*y), high.max(*y)));
    if light && f64::from(high - low) + width <= width * LEVEL {
        let [left, bottom, right, top] = drawn.area;
        let quad = numbers(&[left, top, right, top, left, bottom, right, bottom]);
        return Some(("Highlight", colour, drawn, true, dictionary! { "QuadPoints" => quad }));
    }
    let line: Vec<f64> = mark.points.chunks_exact(4).flat_map(|point| sheet.place([f64::from(point[0]), f64::from(point[1])])).collect();
    let more = dictionary! {
        "InkList" => vec![numbers(&line)],
        "BS" => dictionary! { "Type" => "Border", "W" => number(sheet.shrink(width)) },
    };
    Some(("Ink", colour, drawn, light, more))
}

fn note(sheet: &Sheet, mark: &Mark) -> Option<Parts> {
    let [x, y] = mark.points.first_chunk::<2>().map(|[x, y]| [f64::from(*x), f64::from(*y)])?;
    let half = NOTE / 2.0;
    let square = |inset: f64| {
        let side = half - inset;
        Drawn::polygon(sheet, &[[x - side, y - side], [x + side, y - side], [x + side, y + side], [x - side, y + side]])
    };
    let (outer, inner) = (square(0.0), square(1.5));
    let mut path = format!("0.043 0.310 0.541 rg\n{}1 0.910 0.451 rg\n{}0.043 0.310 0.541 rg\n", outer.path, inner.path);
    for line in [-4.5, 0.0, 4.5] {
        let stroke = [[x - 5.5, y + line - 0.9], [x + 5.5, y + line - 0.9], [x + 5.5, y + line + 0.9], [x - 5.5, y + line + 0.9]];
        path.push_str(&Drawn::polygon(sheet, &stroke).path);
    }
    let more = dictionary! { "Contents" => text(mark.text.as_deref()?), "Name" => "Comment", "Open" => false };
    Some(("Text", Colour::Yellow, Drawn { path, area: outer.area }, false, more))
}

fn ribbon(sheet: &Sheet) -> Parts {
    let [width, _] = sheet.size();
    let [inset, across, down, cut] = RIBBON;
    let (right, left) = (width - inset, width - inset - across);
    let points = [[left, 0.0], [right, 0.0], [right, down], [f64::midpoint(left, right), down - cut], [left, down]];
    let mut drawn = Drawn::polygon(sheet, &points);
    let [red, green, blue] = rgb(Colour::Red);
    drawn.path.insert_str(0, &format!("{red:.3} {green:.3} {blue:.3} rg\n"));
    ("Stamp", Colour::Red, drawn, false, dictionary! { "Name" => "Bookmark" })
}

/// A form drawn in the file's own axes: its box is the annotation's rectangle, so nothing is moved or stretched.
fn appearance(document: &mut Document, drawn: &Drawn, multiply: bool) -> ObjectId {
    let mut form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => drawn.rect() };
    let mut path = drawn.path.clone();
    if multiply {
        form.set("Resources", dictionary! { "ExtGState" => dictionary! { "Under" => dictionary! { "BM" => "Multiply" } } });
        path.insert_str(0, "/Under gs\n");
    }
    let mut stream = Stream::new(form, path.into_bytes());
    // Where it cannot be made smaller it stays as it is.
    let _larger = stream.compress();
    document.add_object(stream)
}

fn rgb(colour: Colour) -> [f64; 3] {
    colour.rgb().map(|part| f64::from(part) / 255.0)
}

fn number(value: f64) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "PDF numbers are no finer")]
    Object::Real(value as f32)
}

fn numbers(values: &[f64]) -> Object {
    Object::Array(values.iter().map(|value| number(*value)).collect())
}

/// Text as PDF has it: UTF-16 with its mark in front.
fn text(words: &str) -> Object {
    let units = words.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xfe, 0xff].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}
