//! The contents in front of a pack: items, their papers, and the page each begins on.

use lopdf::{Dictionary, Document, ObjectId, dictionary};

use super::Pack;
use crate::{fonts, letters, sheet::add_stream};

/// A4, in points, and what stays free around.
const PAGE: [f64; 2] = [595.0, 842.0];
const MARGIN: f64 = 64.0;
/// Where a paper's title begins, and where it has to end.
const INDENT: f64 = 18.0;
const NUMBERS: f64 = 48.0;

/// A line of the contents.
struct Line {
    text: String,
    font: &'static [u8],
    size: f64,
    left: f64,
    /// Free above it.
    above: f64,
    /// At the right edge.
    number: Option<String>,
}

/// As many pages as it takes; at least one. They bear no numbers: the pack's own begin after them.
pub(super) fn pages(document: &mut Document, pack: &Pack, unusable: &[usize]) -> Vec<ObjectId> {
    let (mut pages, mut drawn, mut y) = (Vec::new(), String::new(), MARGIN);
    for line in lines(pack, unusable) {
        let height = line.size * 1.4;
        if y + line.above + height > PAGE[1] - MARGIN {
            pages.push(page(document, std::mem::take(&mut drawn)));
            y = MARGIN;
        } else {
            y += line.above;
        }
        y += height;
        drawn.push_str(&written(line.font, &line.text, line.size, y, |_| line.left));
        if let Some(number) = &line.number {
            drawn.push_str(&written(line.font, number, line.size, y, |length| PAGE[0] - MARGIN - length));
        }
    }
    pages.push(page(document, drawn));
    pages
}

fn lines(pack: &Pack, unusable: &[usize]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut write = |text: &str, font, size, left: f64, above, number: Option<String>| {
        // Numbers stand beside papers alone.
        let room = PAGE[0] - MARGIN - left - if left > MARGIN { NUMBERS } else { 0.0 };
        let broken = letters::wrap(font, text, size, room);
        let last = broken.len().saturating_sub(1);
        for (at, text) in broken.into_iter().enumerate() {
            let above = if at == 0 { above } else { 0.0 };
            lines.push(Line { text, font, size, left, above, number: number.clone().filter(|_| at == last) });
        }
    };
    write(&pack.title, fonts::SERIF_BOLD, 18.0, MARGIN, 0.0, None);
    for under in &pack.under {
        write(under, fonts::SERIF, 13.0, MARGIN, 4.0, None);
    }
    write(&pack.words.contents, fonts::SERIF_BOLD, 15.0, MARGIN, 24.0, None);
    for (at, part) in pack.parts.iter().enumerate() {
        if let Some(item) = &part.item {
            write(item, fonts::SERIF_BOLD, 13.0, MARGIN, 12.0, None);
        }
        let unread = unusable.contains(&at);
        let number = part.first.filter(|_| part.size.is_some() && !unread).map(|number| number.to_string());
        write(&part.title, fonts::SERIF, 13.0, MARGIN + INDENT, 4.0, number);
        if let Some(note) = part.note.as_ref().or(unread.then_some(&pack.words.unusable)) {
            write(note, fonts::SERIF_ITALIC, 12.0, MARGIN + INDENT, 0.0, None);
        }
    }
    lines
}

fn written(font: &[u8], text: &str, size: f64, y: f64, left: impl FnOnce(f64) -> f64) -> String {
    let Some((outline, length)) = letters::outline(font, text, size) else { return String::new() };
    format!("q 1 0 0 -1 {:.2} {:.2} cm\n{}Q\n", left(length), PAGE[1] - y, letters::operators(&outline))
}

fn page(document: &mut Document, drawn: String) -> ObjectId {
    let content = add_stream(document, Dictionary::new(), drawn);
    let [width, height] = PAGE.map(|side| lopdf::Object::Real(side as f32));
    document.add_object(dictionary! {
        "Type" => "Page", "Contents" => content, "Resources" => Dictionary::new(),
        "MediaBox" => vec![0.into(), 0.into(), width, height],
    })
}
