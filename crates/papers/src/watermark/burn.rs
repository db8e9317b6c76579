//! The watermark in the pages themselves: after everything a page draws, so that no viewer leaves it out.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Result, dictionary};

use super::pattern;
use crate::sheet::{Sheet, add_resources, add_stream};

/// How strongly it is seen; the picture of a page has the same (watermark.rs).
const STRENGTH: f32 = 0.25;

/// A watermark and what was made of it for each size of page.
pub(crate) struct Water<'a> {
    words: &'a str,
    made: HashMap<[u64; 2], Option<Made>>,
}

#[derive(Clone)]
struct Made {
    line: ObjectId,
    look: ObjectId,
    drawn: String,
}

impl<'a> Water<'a> {
    pub(crate) fn new(words: &'a str) -> Self {
        Self { words, made: HashMap::new() }
    }

    /// Writes it over a whole page, again and again.
    pub(crate) fn burn(&mut self, document: &mut Document, page: ObjectId, sheet: &Sheet) -> Result<()> {
        let size = sheet.size();
        let made = self.made.entry(size.map(f64::to_bits)).or_insert_with(|| make(document, self.words, size)).clone();
        let Some(made) = made else { return Ok(()) };
        add_resources(document, page, &[("XObject", "HouseWords", made.line), ("ExtGState", "HouseWater", made.look)])?;
        // What the page draws may leave the axes turned: it is put between two brackets of its own.
        let open = add_stream(document, Dictionary::new(), "q\n".to_owned());
        let over = format!("\nQ\nq\n{}{}Q\n", sheet.upright(), made.drawn);
        let close = add_stream(document, Dictionary::new(), over);
        let inner = document.get_page_contents(page).into_iter().map(Object::Reference);
        let contents: Vec<Object> = [Object::Reference(open)].into_iter().chain(inner).chain([Object::Reference(close)]).collect();
        document.get_dictionary_mut(page)?.set("Contents", Object::Array(contents));
        Ok(())
    }
}

fn make(document: &mut Document, words: &str, [width, height]: [f64; 2]) -> Option<Made> {
    let pattern = pattern(words, width, height)?;
    let area: Vec<Object> = pattern.area.into_iter().map(real).collect();
    let line = add_stream(document, dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => area }, pattern.path);
    let look = document.add_object(dictionary! { "Type" => "ExtGState", "ca" => STRENGTH });
    let mut drawn = String::from("/HouseWater gs\n0.43 0.43 0.43 rg\n");
    for [a, b, c, d, e, f] in pattern.places {
        drawn.push_str(&format!("q {a:.4} {b:.4} {c:.4} {d:.4} {e:.2} {f:.2} cm /HouseWords Do Q\n"));
    }
    Some(Made { line, look, drawn })
}

fn real(value: f64) -> Object {
    #[expect(clippy::cast_possible_truncation, reason = "some hundreds of points")]
    Object::Real(value as f32)
}
