//! What was added to a file after it was signed, found by comparing the pages as they were signed with the pages as they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Rect},
    page::Page,
    xref::XRef,
};
use sha2_next::{Digest, Sha256};

use super::{
    Added,
    find::{self, Bytes, Fields},
    message::Format,
};

/// A digest of an object and all it refers to.
type Print = [u8; 32];

/// How deep objects may lie in one another to be compared. Deeper ones count as changed.
const DEEPEST: u32 = 100;

/// What is in `now` that was not in `signed`, each once.
pub(super) fn between(signed: &Pdf, now: &Pdf) -> Vec<Added> {
    let (mut before, mut after) = (Prints::new(signed), Prints::new(now));
    let mut added = BTreeSet::new();
    if signed.pages().len() != now.pages().len() {
        added.insert(Added::Content);
    }
    for (old, new) in signed.pages().iter().zip(now.pages().iter()) {
        if before.page(old) != after.page(new) {
            added.insert(Added::Content);
        }
        compare(&before.annotations(old), &after.annotations(new), &mut added);
    }
    // Which layers are shown.
    if before.catalog(b"OCProperties") != after.catalog(b"OCProperties") {
        added.insert(Added::Content);
    }
    if before.catalog(b"DSS") != after.catalog(b"DSS") {
        added.insert(Added::ValidationData);
    }
    let count = |pdf: &Pdf, stamps: bool| find::find(pdf).iter().filter(|found| (found.format() == Format::Timestamp) == stamps).count();
    if count(now, false) > count(signed, false) {
        added.insert(Added::Signature);
    }
    if count(now, true) > count(signed, true) {
        added.insert(Added::Timestamp);
    }
    if before.too_deep || after.too_deep {
        added.insert(Added::Unknown);
    }
    added.into_iter().collect()
}

/// What an annotation is, as far as it matters here.
#[derive(PartialEq, Eq)]
struct Annotation {
    print: Print,
    kind: Kind,
    place: Option<[u64; 4]>,
}

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    /// A field for a signature, and the bytes its signature covers.
    Signature(Option<Bytes>),
    /// Another field of a form.
    Field,
    /// Hides nothing: a note, its window, or a link.
    Note,
    /// Anything else is drawn over the page.
    Drawing,
}

fn compare(old: &BTreeMap<Key, Annotation>, new: &BTreeMap<Key, Annotation>, added: &mut BTreeSet<Added>) {
    for (key, after) in new {
        let what = match (old.get(key), &after.kind) {
            (Some(before), _) if before == after => continue,
            // An empty field was signed: counted by its signature.
            (Some(Annotation { kind: Kind::Signature(None), .. }) | None, Kind::Signature(Some(_))) => Added::Signature,
            (None, Kind::Signature(None)) => Added::Form,
            (Some(before), Kind::Field) if before.kind == Kind::Field && before.place == after.place => Added::Form,
            (Some(before), Kind::Note) if before.kind == Kind::Note => Added::Note,
            (None, Kind::Note) => Added::Note,
            _ => Added::Drawing,
        };
        // A time stamp of the whole file is in a field too, but is told by its own name.
        if what != Added::Signature {
            added.insert(what);
        }
    }
    for (key, before) in old {
        if !new.contains_key(key) {
            added.insert(if before.kind == Kind::Note { Added::Note } else { Added::Drawing });
        }
    }
}

/// How an annotation is recognised in another revision: by its object's number, or by what it is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(u32, i32),
    Print(Print),
}

/// The digests of one revision's objects.
struct Prints<'a> {
    xref: &'a XRef,
    fields: Fields,
    /// None while it is being made: an object that leads back to itself.
    known: HashMap<(u32, i32), Option<Print>>,
    too_deep: bool,
}

impl<'a> Prints<'a> {
    fn new(pdf: &'a Pdf) -> Self {
        Self { xref: pdf.xref(), fields: find::fields(pdf), known: HashMap::new(), too_deep: false }
    }

    /// An entry of the catalog.
    fn catalog(&mut self, key: &[u8]) -> Option<Print> {
        let object = self.xref.get::<Dict<'a>>(self.xref.root_id())?.get::<Object<'a>>(key)?;
        Some(self.object(&object, 0))
    }

    /// What a page shows, its annotations apart.
    fn page(&mut self, page: &Page<'a>) -> Print {
        const NOT_SHOWN: &[&[u8]] = &[
            b"Parent",
            b"Annots",
            b"B",
            b"StructParents",
            b"Tabs",
            b"Metadata",
            b"PieceInfo",
            b"LastModified",
            b"Thumb",
            b"Type",
            // Looked at below, wherever they are inherited from.
            b"Resources",
            b"MediaBox",
            b"CropBox",
            b"Rotate",
        ];
        let mut digest = Sha256::new();
        digest.update(self.dict(page.raw(), NOT_SHOWN, 0));
        for side in [page.media_box(), page.crop_box()].into_iter().flat_map(sides) {
            digest.update(side.to_be_bytes());
        }
        digest.update([page.rotation() as u8]);
        let resources = page.resources();
        for dict in [
            &resources.ext_g_states,
            &resources.fonts,
            &resources.properties,
            &resources.color_spaces,
            &resources.x_objects,
            &resources.patterns,
            &resources.shadings,
        ] {
            digest.update(self.dict(dict, &[], 0));
        }
        digest.finalize().into()
    }

    fn annotations(&mut self, page: &Page<'a>) -> BTreeMap<Key, Annotation> {
        let annotations = page.raw().get::<Array<'a>>(b"Annots");
        let annotations = annotations.into_iter().flat_map(|annotations| annotations.iter::<Dict<'a>>());
        annotations
            .map(|annotation| {
                let read = self.annotation(&annotation);
                let key = annotation.obj_id().map_or(Key::Print(read.print), |id| Key::Number(id.obj_number, id.gen_number));
                (key, read)
            })
            .collect()
    }

    fn annotation(&mut self, annotation: &Dict<'a>) -> Annotation {
        let subtype = annotation.get::<Name<'a>>(b"Subtype");
        let kind = match (subtype.as_deref(), find::signed(annotation, &self.fields)) {
            (Some(b"Widget"), Some(bytes)) => Kind::Signature(bytes),
            (Some(b"Widget"), None) => Kind::Field,
            (Some(b"Text" | b"Popup" | b"Link"), _) => Kind::Note,
            _ => Kind::Drawing,
        };
        // The value of a signed field is its signature, which is compared by what it covers.
        let value: &[u8] = if matches!(kind, Kind::Signature(_)) { b"V" } else { b"P" };
        let print = self.dict(annotation, &[value, b"P", b"Parent", b"StructParent", b"Popup", b"IRT", b"Lock", b"SV"], 0);
        Annotation { print, kind, place: annotation.get::<Rect>(b"Rect").map(sides) }
    }

    fn object(&mut self, object: &Object<'a>, depth: u32) -> Print {
        let mut digest = Sha256::new();
        match object {
            Object::Null(_) => digest.update(b"0"),
            Object::Boolean(value) => digest.update(if *value { b"t" } else { b"f" }),
            Object::Number(value) => {
                digest.update(b"n");
                digest.update(value.as_f64().to_bits().to_be_bytes());
            }
            Object::String(value) => {
                digest.update(b"s");
                digest.update(value.as_bytes());
            }
            Object::Name(value) => {
                digest.update(b"/");
                digest.update(&**value);
            }
            Object::Array(items) => {
                digest.update(b"[");
                for item in items.raw_iter() {
                    digest.update(self.referred(item, depth));
                }
            }
            Object::Dict(dict) => return self.dict(dict, &[], depth),
            Object::Stream(stream) => {
                digest.update(b"x");
                digest.update(self.dict(stream.dict(), &[b"Length"], depth));
                digest.update(stream.raw_data());
            }
        }
        digest.finalize().into()
    }

    fn dict(&mut self, dict: &Dict<'a>, without: &[&[u8]], depth: u32) -> Print {
        let mut entries: BTreeMap<Vec<u8>, Print> = BTreeMap::new();
        for (key, value) in dict.entries() {
            if !without.contains(&&*key) {
                entries.insert(key.to_vec(), self.referred(value, depth));
            }
        }
        let mut digest = Sha256::new();
        digest.update(b"<");
        for (key, value) in entries {
            digest.update(Sha256::digest(key));
            digest.update(value);
        }
        digest.finalize().into()
    }

    fn referred(&mut self, value: MaybeRef<Object<'a>>, depth: u32) -> Print {
        if depth >= DEEPEST {
            self.too_deep = true;
            return Print::default();
        }
        let reference = match value {
            MaybeRef::NotRef(object) => return self.object(&object, depth + 1),
            MaybeRef::Ref(reference) => reference,
        };
        let id = (reference.obj_number, reference.gen_number);
        if let Some(known) = self.known.get(&id) {
            return known.unwrap_or_default();
        }
        self.known.insert(id, None);
        let object = self.xref.get::<Object<'a>>(ObjectIdentifier::new(id.0, id.1));
        let print = object.map_or_else(Print::default, |object| self.object(&object, depth + 1));
        self.known.insert(id, Some(print));
        print
    }
}

fn sides(rect: Rect) -> [u64; 4] {
    [rect.x0, rect.y0, rect.x1, rect.y1].map(f64::to_bits)
}
