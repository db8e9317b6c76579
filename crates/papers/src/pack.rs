//! The pack to be printed: a meeting's papers one after the other in one PDF, each page bearing its number in the pack, with the
//! contents in front.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
};

use lopdf::{Bookmark, Dictionary, Document, LoadOptions, Object, ObjectId, dictionary};
use serde::{Deserialize, Serialize};

use crate::{
    copy::{cleaning::clean, put_in_order},
    fonts, letters,
    sheet::{Sheet, add_resources, add_stream, inherited},
    watermark::burn::Water,
};

mod contents;

/// Most bytes a stream of a paper's structure may unpack to.
const MOST_UNPACKED: usize = 128 << 20;
/// Points: how large a page's number is written, and how far it stands from the page's right and lower edge.
const STAMP: f64 = 9.0;
const FROM_EDGE: [f64; 2] = [24.0, 14.0];
/// What a page may have from the nodes above it (ISO 32000-1, table 30).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// What is to be bound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// The meeting.
    pub title: String,
    /// Under it: when and where.
    pub under: Vec<String>,
    /// In the reader's language.
    pub words: Words,
    /// In the order of the pack.
    pub parts: Vec<Part>,
}

/// What the house itself writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Above the contents.
    pub contents: String,
    /// Before a page's number, and after it.
    pub page: [String; 2],
    /// Of a paper that cannot be put in.
    pub unusable: String,
}

/// A paper of the pack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The agenda item, where this is its first paper.
    #[serde(default)]
    pub item: Option<String>,
    /// The paper.
    pub title: String,
    /// The number of its first page in the pack; none where the paper has no numbered pages.
    #[serde(default)]
    pub first: Option<u32>,
    /// Bytes of its file; none where it is only named.
    #[serde(default)]
    pub size: Option<u64>,
    /// Why it is only named.
    #[serde(default)]
    pub note: Option<String>,
    /// A line written over each of its pages.
    #[serde(default)]
    pub watermark: Option<String>,
}

/// A bound pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Which parts' files cannot be read, and are only named in it.
    pub unusable: Vec<usize>,
}

/// Nothing could be bound: the files are not as long as they should be, or the whole cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the pack cannot be written")]
pub struct Unbindable;

/// Binds a pack. `files` are those of its parts that have one, one after the other. Pages are numbered as [`Part::first`] says,
/// whatever stands before them, so that a part of a pack bears the numbers of the whole.
///
/// Needs some three times the files' size in memory, and on hostile input time and memory out of proportion: run it in a child
/// process.
pub fn bind(pack: &Pack, files: &[u8]) -> Result<Bound, Unbindable> {
    let mut whole = Document::with_version("1.7");
    let tree = whole.new_object_id();
    let mut layers = Layers::default();
    let (mut sheets, mut unusable, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = files;
    for (at, part) in pack.parts.iter().enumerate() {
        let mut begins = None;
        if let Some(size) = part.size {
            let (file, others) = usize::try_from(size).ok().and_then(|size| rest.split_at_checked(size)).ok_or(Unbindable)?;
            rest = others;
            let taken = catch_unwind(AssertUnwindSafe(|| take(file, part, &pack.words, whole.max_id + 1))).ok().flatten();
            match taken {
                Some(Taken { document, pages }) => {
                    layers.add(&document);
                    begins = pages.first().copied();
                    whole.max_id = document.max_id;
                    whole.objects.extend(document.objects);
                    sheets.extend(pages);
                }
                None => unusable.push(at),
            }
        }
        starts.push(begins);
    }
    let contents = contents::pages(&mut whole, pack, &unusable);
    let first = contents.first().copied();
    sheets.splice(0..0, contents);
    for page in &sheets {
        whole.get_dictionary_mut(*page).map_err(|_| Unbindable)?.set("Parent", Object::Reference(tree));
    }
    let count = i64::try_from(sheets.len()).map_err(|_| Unbindable)?;
    let kids: Vec<Object> = sheets.into_iter().map(Object::Reference).collect();
    whole.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree, "PageMode" => "UseOutlines" };
    catalog.extend(&layers.catalog());
    if let Some(outline) = outline(&mut whole, pack, first, &starts) {
        catalog.set("Outlines", Object::Reference(outline));
    }
    let catalog = whole.add_object(catalog);
    whole.trailer.set("Root", Object::Reference(catalog));
    // A paper without a reading copy came as it was sent.
    clean(&mut whole, &mut BTreeMap::new());
    put_in_order(&mut whole).map_err(|_| Unbindable)?;
    let mut bytes = Vec::with_capacity(files.len() + files.len() / 8);
    whole.save_modern(&mut bytes).map_err(|_| Unbindable)?;
    Ok(Bound { bytes, unusable })
}

/// A paper ready to become part of another file.
struct Taken {
    document: Document,
    pages: Vec<ObjectId>,
}

/// Reads a paper, writes on its pages, and numbers its objects from `from`. None where it cannot be read.
fn take(file: &[u8], part: &Part, words: &Words, from: u32) -> Option<Taken> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(file, options).ok()?;
    if document.is_encrypted() {
        return None;
    }
    document.renumber_objects_with(from);
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.is_empty() {
        return None;
    }
    let mut water = part.watermark.as_deref().map(Water::new);
    for (number, page) in (part.first.unwrap_or(1)..).zip(&pages) {
        let sheet = Sheet::of(&document, *page);
        for key in INHERITED {
            if let Some(found) = inherited(&document, *page, key) {
                document.get_dictionary_mut(*page).ok()?.set(key, found);
            }
        }
        if let Some(water) = &mut water {
            water.burn(&mut document, *page, &sheet).ok()?;
        }
        if part.first.is_some() {
            let [before, after] = &words.page;
            stamp(&mut document, *page, &sheet, &format!("{before}{number}{after}"))?;
        }
    }
    Some(Taken { document, pages })
}

/// Writes a line into the lower right corner of a page as it is shown, on white so that it is read on a scan too.
fn stamp(document: &mut Document, page: ObjectId, sheet: &Sheet, words: &str) -> Option<()> {
    let (outline, length) = letters::outline(fonts::PAGE_NUMBER, words, STAMP)?;
    let [width, _] = sheet.size();
    let (left, base) = (width - FROM_EDGE[0] - length, FROM_EDGE[1]);
    let (box_left, box_base, box_width, box_height) = (left - 3.0, base - 3.5, length + 6.0, STAMP + 4.0);
    let drawn = format!(
        "\nQ\nq\n{}1 g {box_left:.2} {box_base:.2} {box_width:.2} {box_height:.2} re f\n0 g 1 0 0 -1 {left:.2} {base:.2} cm\n{}Q\n",
        sheet.upright(),
        letters::operators(&outline)
    );
    // What the page draws may leave the axes turned: it is put between two brackets of its own.
    let open = add_stream(document, Dictionary::new(), "q\n".to_owned());
    let close = add_stream(document, Dictionary::new(), drawn);
    let inner = document.get_page_contents(page).into_iter().map(Object::Reference);
    let contents: Vec<Object> = [Object::Reference(open)].into_iter().chain(inner).chain([Object::Reference(close)]).collect();
    document.get_dictionary_mut(page).ok()?.set("Contents", Object::Array(contents));
    add_resources(document, page, &[]).ok()
}

/// Items with their papers, for the side of a viewer.
fn outline(document: &mut Document, pack: &Pack, contents: Option<ObjectId>, starts: &[Option<ObjectId>]) -> Option<ObjectId> {
    const BLACK: [f32; 3] = [0.0; 3];
    let contents = contents?;
    document.add_bookmark(Bookmark::new(pack.words.contents.clone(), BLACK, 0, contents), None);
    let mut item = None;
    for (at, part) in pack.parts.iter().enumerate() {
        if part.item.is_some() {
            item = None;
        }
        let Some(page) = starts.get(at).copied().flatten() else { continue };
        if item.is_none()
            && let Some(title) = pack.parts.get(..=at).and_then(|parts| parts.iter().rev().find_map(|part| part.item.clone()))
        {
            item = Some(document.add_bookmark(Bookmark::new(title, BLACK, 0, page), None));
        }
        document.add_bookmark(Bookmark::new(part.title.clone(), BLACK, 0, page), item);
    }
    document.build_outline()
}

/// What is hidden in a paper stays hidden in the pack: its optional content (ISO 32000-1, 8.11.4).
#[derive(Default)]
struct Layers {
    all: Vec<Object>,
    off: Vec<Object>,
}

impl Layers {
    fn add(&mut self, document: &Document) {
        let Ok(properties) = document.catalog().and_then(|catalog| catalog.get_deref(b"OCProperties", document)).and_then(Object::as_dict)
        else {
            return;
        };
        let list = |of: &Dictionary, key: &[u8]| of.get_deref(key, document).and_then(Object::as_array).cloned().unwrap_or_default();
        let all = list(properties, b"OCGs");
        if let Ok(usual) = properties.get_deref(b"D", document).and_then(Object::as_dict) {
            let on = list(usual, b"ON");
            let hidden = usual.get(b"BaseState").and_then(Object::as_name).is_ok_and(|state| state == b"OFF");
            self.off.extend(list(usual, b"OFF"));
            if hidden {
                self.off.extend(all.iter().filter(|layer| !on.contains(layer)).cloned());
            }
        }
        self.all.extend(all);
    }

    fn catalog(self) -> Dictionary {
        if self.all.is_empty() {
            return Dictionary::new();
        }
        dictionary! { "OCProperties" => dictionary! { "OCGs" => self.all, "D" => dictionary! { "OFF" => self.off } } }
    }
}

#[cfg(test)]
mod tests;
