//! What is put right in a file before `pdf-extract` reads it: without this it reads words apart, recurses without end, or
//! unpacks more than there is memory.

use std::collections::HashSet;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

/// Most widths a font's table may have once its ranges are written out.
const MOST_WIDTHS: usize = 70_000;
/// Most drawings within drawings a page may come to.
const MOST_FORMS: usize = 2_000;
/// How deep drawings may lie in one another.
const DEEPEST: usize = 24;
/// What a page may unpack to, in bytes.
const LARGEST: u64 = 32 << 20;
/// How far up a page's tree is looked.
const HIGHEST: usize = 64;

/// Writes out the ranges of `/W` tables, which `pdf-extract` 0.12 reads wrongly: it takes no width from them, so that every
/// letter seems to end where it begins and a space to follow. True if there was any.
pub fn widths(document: &mut Document) -> bool {
    let fonts: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| object.as_dict().is_ok_and(|font| font.has(b"CIDSystemInfo") && font.has(b"W")))
        .map(|(id, _)| *id)
        .collect();
    let mut mended = false;
    for id in fonts {
        let Some(table) = document.objects.get(&id).and_then(|font| font.as_dict().ok()?.get_deref(b"W", document).ok()?.as_array().ok())
        else {
            continue;
        };
        let (written, ranges) = written_out(document, table);
        if let Some(font) = document.objects.get_mut(&id).and_then(|font| font.as_dict_mut().ok()) {
            font.set("W", written);
            mended |= ranges;
        }
    }
    mended
}

/// The same table without ranges, and whether it had any.
fn written_out(document: &Document, table: &[Object]) -> (Vec<Object>, bool) {
    let deref = |object: &Object| document.dereference(object).map(|(_, object)| object.clone()).ok();
    let (mut out, mut ranges, mut room, mut at) = (Vec::new(), false, MOST_WIDTHS, 0);
    while let (Some(first), Some(next)) = (table.get(at).and_then(deref), table.get(at + 1).and_then(deref)) {
        let Some(first) = whole(&first) else { break };
        if let Object::Array(widths) = next {
            room = room.saturating_sub(widths.len());
            if room == 0 {
                break;
            }
            out.extend([Object::Integer(first), Object::Array(widths.iter().filter_map(deref).filter(is_number).collect())]);
            at += 2;
            continue;
        }
        let (Some(last), Some(width)) = (whole(&next), table.get(at + 2).and_then(deref).filter(is_number)) else { break };
        ranges = true;
        let count = usize::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0).min(room);
        room -= count;
        if count > 0 {
            out.extend([Object::Integer(first), Object::Array(vec![width; count])]);
        }
        at += 3;
    }
    (out, ranges)
}

fn is_number(object: &Object) -> bool {
    matches!(object, Object::Integer(_) | Object::Real(_))
}

#[expect(clippy::cast_possible_truncation, reason = "a number of a glyph; others are refused by their size")]
fn whole(object: &Object) -> Option<i64> {
    match object {
        Object::Integer(number) => Some(*number),
        Object::Real(number) if (0.0..70_000.0).contains(number) => Some(*number as i64),
        _ => None,
    }
    .filter(|number| (0..70_000).contains(number))
}

/// Empties pictures: they are no text, and `pdf-extract` unpacks each and reads it as if it were.
pub fn pictures(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image")
        {
            *stream = Stream::new(Dictionary::from_iter([("Subtype", Object::from("Image"))]), Vec::new());
        }
    }
}

/// Gives a page what it should have: an area, and ancestors that end.
pub fn page(document: &mut Document, id: ObjectId) {
    let mut seen = HashSet::from([id]);
    let (mut at, mut has_area, mut circle) = (id, false, false);
    while let Some(node) = document.objects.get(&at).and_then(|node| node.as_dict().ok()) {
        has_area |= node
            .get_deref(b"MediaBox", document)
            .and_then(Object::as_array)
            .is_ok_and(|area| area.len() == 4 && area.iter().all(|side| document.dereference(side).is_ok_and(|(_, side)| is_number(side))));
        let Ok(parent) = node.get(b"Parent").and_then(Object::as_reference) else { break };
        if !seen.insert(parent) || seen.len() > HIGHEST {
            circle = true;
            break;
        }
        at = parent;
    }
    let Some(page) = document.objects.get_mut(&id).and_then(|page| page.as_dict_mut().ok()) else { return };
    if circle {
        page.remove(b"Parent");
    }
    if circle || !has_area {
        page.set("MediaBox", [0, 0, 595, 842].map(Object::Integer).to_vec());
    }
}

/// Whether a page can be read by recursion: its drawings do not hold themselves, are not endlessly many, and unpack to what
/// there is room for.
pub fn is_readable(document: &Document, id: ObjectId) -> bool {
    let mut walk = Walk { document, forms: 0, room: LARGEST, path: Vec::new(), weighed: HashSet::new() };
    let contents = document.get_page_contents(id);
    contents.into_iter().all(|part| walk.weigh(part)) && resources(document, id).is_none_or(|resources| walk.enter(resources))
}

/// A page's resources, its own or its ancestors'.
fn resources(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let mut at = page;
    for _ in 0..HIGHEST {
        let node = document.get_dictionary(at).ok()?;
        if let Ok(resources) = node.get_deref(b"Resources", document).and_then(Object::as_dict) {
            return Some(resources);
        }
        at = node.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

struct Walk<'d> {
    document: &'d Document,
    forms: usize,
    room: u64,
    path: Vec<ObjectId>,
    weighed: HashSet<ObjectId>,
}

impl<'d> Walk<'d> {
    fn enter(&mut self, resources: &'d Dictionary) -> bool {
        let Ok(drawings) = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict) else { return true };
        drawings.iter().filter_map(|(_, drawing)| drawing.as_reference().ok()).all(|id| self.form(id))
    }

    fn form(&mut self, id: ObjectId) -> bool {
        let Ok(form) = self.document.get_object(id).and_then(Object::as_stream) else { return true };
        if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image") {
            return true;
        }
        self.forms += 1;
        if self.forms > MOST_FORMS || self.path.len() > DEEPEST || self.path.contains(&id) || !self.weigh(id) {
            return false;
        }
        self.path.push(id);
        // A drawing without resources of its own uses those around it, and may stand among them itself: it is readable if it
        // draws nothing more.
        let readable = match form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict) {
            Ok(own) => self.enter(own),
            Err(_) => !super::unpack(&form.content, flates(form), LARGEST).windows(3).any(|window| window == b" Do"),
        };
        self.path.pop();
        readable
    }

    /// Whether what a stream unpacks to still fits.
    fn weigh(&mut self, id: ObjectId) -> bool {
        let Ok(stream) = self.document.get_object(id).and_then(Object::as_stream) else { return true };
        if self.weighed.insert(id) {
            let used = super::unpacked(&stream.content, flates(stream), self.room);
            self.room = self.room.saturating_sub(used);
        }
        self.room > 0
    }
}

/// How many layers of deflate a stream lies in.
fn flates(stream: &Stream) -> usize {
    let names: Vec<&[u8]> = match stream.dict.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name],
        Ok(Object::Array(names)) => names.iter().filter_map(|name| name.as_name().ok()).collect(),
        _ => Vec::new(),
    };
    names.into_iter().take_while(|name| *name == b"FlateDecode" || *name == b"Fl").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(objects: &[i64]) -> Vec<Object> {
        objects.iter().map(|number| Object::Integer(*number)).collect()
    }

    #[test]
    fn ranges_of_widths_are_written_out_and_never_without_end() {
        let document = Document::new();
        let mut table = numbers(&[3, 5, 500]);
        table.extend([Object::Integer(9), Object::Array(numbers(&[250, 300]))]);
        let (written, ranges) = written_out(&document, &table);
        let expected =
            [Object::Integer(3), Object::Array(numbers(&[500; 3])), Object::Integer(9), Object::Array(numbers(&[250, 300]))].to_vec();
        assert_eq!((written, ranges), (expected, true));
        let (endless, _) = written_out(&document, &numbers(&[0, 4_000_000_000, 500]));
        assert_eq!(endless, []);
        let (large, _) = written_out(&document, &numbers(&[0, 65_535, 500, 0, 65_535, 500]));
        let count: usize = large.iter().filter_map(|object| object.as_array().ok()).map(Vec::len).sum();
        assert_eq!(count, MOST_WIDTHS);
        assert_eq!(written_out(&document, &numbers(&[7])), (Vec::new(), false));
    }

    /// A page that draws forms: each is named with those it draws itself.
    fn page_of(forms: &[(u32, &[u32])]) -> (Document, ObjectId) {
        let mut document = Document::with_version("1.7");
        let drawings = |ids: &[u32]| {
            let names = ids.iter().map(|id| (format!("X{id}"), Object::Reference((*id, 0))));
            Dictionary::from_iter([("XObject", Object::Dictionary(Dictionary::from_iter(names)))])
        };
        for (id, within) in forms {
            let form = Dictionary::from_iter([("Subtype", Object::from("Form")), ("Resources", Object::Dictionary(drawings(within)))]);
            document.objects.insert((*id, 0), Object::Stream(Stream::new(form, b"q Q".to_vec())));
        }
        let page = Dictionary::from_iter([("Type", Object::from("Page")), ("Resources", Object::Dictionary(drawings(&[10])))]);
        document.objects.insert((1, 0), Object::Dictionary(page));
        (document, (1, 0))
    }

    #[test]
    fn pages_that_hold_themselves_are_not_read_by_recursion() {
        let readable = |forms: &[(u32, &[u32])]| {
            let (document, page) = page_of(forms);
            is_readable(&document, page)
        };
        assert!(readable(&[(10, &[11, 12]), (11, &[12]), (12, &[])]));
        assert!(!readable(&[(10, &[10])]));
        assert!(!readable(&[(10, &[11]), (11, &[10])]));
        // Two on every storey, each drawing both of the next: twelve storeys make four thousand.
        let storeys: Vec<(u32, [u32; 2])> = (10..36).map(|id| (id, [(id / 2) * 2 + 2, (id / 2) * 2 + 3])).collect();
        let storeys: Vec<(u32, &[u32])> = storeys.iter().map(|(id, within)| (*id, within.as_slice())).collect();
        assert!(!readable(&storeys));
    }

    #[test]
    fn a_page_gets_an_area_and_ancestors_that_end() {
        let mut document = Document::with_version("1.7");
        let node = |parent: u32| Object::Dictionary(Dictionary::from_iter([("Parent", Object::Reference((parent, 0)))]));
        document.objects.insert((1, 0), node(2));
        document.objects.insert((2, 0), node(3));
        document.objects.insert((3, 0), node(2));
        page(&mut document, (1, 0));
        let mended = document.get_dictionary((1, 0)).expect("a page");
        assert!(!mended.has(b"Parent") && mended.get(b"MediaBox").and_then(Object::as_array).is_ok_and(|area| area.len() == 4));
    }
}
