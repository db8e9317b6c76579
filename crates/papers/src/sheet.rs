//! A page's own axes: from points as it is shown to the axes its file is written in, and what hangs on the page.

use lopdf::{Dictionary, Document, Object, ObjectId, Result, Stream};

/// How a page lies in its file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sheet {
    /// Left, bottom, right, top of what is shown, in the file's axes.
    area: [f64; 4],
    /// Clockwise: 0, 90, 180 or 270.
    turn: i64,
    /// Points a unit of the file is.
    unit: f64,
}

const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];
/// Deepest page tree that is followed upwards.
const DEEPEST: usize = 64;

impl Sheet {
    pub(crate) fn of(document: &Document, page: ObjectId) -> Self {
        let media = inherited(document, page, b"MediaBox").and_then(|found| rectangle(document, &found)).unwrap_or(A4);
        let crop = inherited(document, page, b"CropBox").and_then(|found| rectangle(document, &found));
        let area = crop.and_then(|crop| common(media, crop)).unwrap_or(media);
        let turn = inherited(document, page, b"Rotate").and_then(|found| found.as_i64().ok()).unwrap_or(0).rem_euclid(360) / 90 * 90;
        let unit = document.get_dictionary(page).and_then(|page| page.get(b"UserUnit")).and_then(Object::as_float).unwrap_or(1.0);
        let unit = if unit > 0.0 { f64::from(unit) } else { 1.0 };
        Self { area, turn, unit }
    }

    /// Width and height as shown, in points.
    pub(crate) fn size(&self) -> [f64; 2] {
        let [left, bottom, right, top] = self.area;
        let (width, height) = ((right - left) * self.unit, (top - bottom) * self.unit);
        if self.turn % 180 == 0 { [width, height] } else { [height, width] }
    }

    /// A point of the page as it is shown, in the file's axes.
    pub(crate) fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [left, bottom, right, top] = self.area;
        let (x, y) = (x / self.unit, y / self.unit);
        match self.turn {
            90 => [left + y, bottom + x],
            180 => [right - x, bottom + y],
            270 => [right - y, top - x],
            _ => [left + x, top - y],
        }
    }

    /// The same for a length.
    pub(crate) fn shrink(&self, length: f64) -> f64 {
        length / self.unit
    }

    /// `cm` that turns the axes of the page as it is shown, its origin at the bottom left, into the file's.
    pub(crate) fn upright(&self) -> String {
        let [_, height] = self.size();
        let origin = self.place([0.0, height]);
        let (right, up) = (self.place([1.0, height]), self.place([0.0, height - 1.0]));
        format!(
            "{:.5} {:.5} {:.5} {:.5} {:.3} {:.3} cm\n",
            right[0] - origin[0],
            right[1] - origin[1],
            up[0] - origin[0],
            up[1] - origin[1],
            origin[0],
            origin[1]
        )
    }
}

fn common([a, b, c, d]: [f64; 4], [e, f, g, h]: [f64; 4]) -> Option<[f64; 4]> {
    let area = [a.max(e), b.max(f), c.min(g), d.min(h)];
    (area[2] - area[0] > 0.0 && area[3] - area[1] > 0.0).then_some(area)
}

/// What a page has, or the nodes of the page tree above it.
pub(crate) fn inherited(document: &Document, page: ObjectId, key: &[u8]) -> Option<Object> {
    let mut node = page;
    for _ in 0..DEEPEST {
        let entries = document.get_dictionary(node).ok()?;
        if let Ok(found) = entries.get_deref(key, document) {
            return Some(found.clone());
        }
        node = entries.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = object
        .as_array()
        .ok()?
        .iter()
        .filter_map(|number| document.dereference(number).ok().and_then(|(_, number)| number.as_float().ok()).map(f64::from))
        .collect();
    let [a, b, c, d] = numbers[..] else { return None };
    let area = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (area[2] - area[0] > 0.0 && area[3] - area[1] > 0.0).then_some(area)
}

/// Hangs annotations on a page, after those it has.
pub(crate) fn add_annotations(document: &mut Document, page: ObjectId, made: Vec<ObjectId>) -> Result<()> {
    let before = document.get_dictionary(page)?.get_deref(b"Annots", document).and_then(Object::as_array).cloned().unwrap_or_default();
    let all: Vec<Object> = before.into_iter().chain(made.into_iter().map(Object::Reference)).collect();
    document.get_dictionary_mut(page)?.set("Annots", Object::Array(all));
    Ok(())
}

/// Gives a page resources of its own, with entries of a category added to those it has or inherits.
pub(crate) fn add_resources(document: &mut Document, page: ObjectId, added: &[(&str, &str, ObjectId)]) -> Result<()> {
    let mut resources = match inherited(document, page, b"Resources") {
        Some(Object::Dictionary(found)) => found,
        _ => Dictionary::new(),
    };
    for (category, name, id) in added {
        let mut entries = resources.get_deref(category.as_bytes(), document).and_then(Object::as_dict).cloned().unwrap_or_default();
        entries.set(*name, Object::Reference(*id));
        resources.set(*category, Object::Dictionary(entries));
    }
    document.get_dictionary_mut(page)?.set("Resources", Object::Dictionary(resources));
    Ok(())
}

/// A stream of operators, compressed.
pub(crate) fn add_stream(document: &mut Document, entries: Dictionary, content: String) -> ObjectId {
    let mut stream = Stream::new(entries, content.into_bytes());
    // Where it cannot be made smaller it stays as it is.
    let _larger = stream.compress();
    document.add_object(stream)
}
