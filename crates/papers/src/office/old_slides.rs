//! PowerPoint files before 2007: slides found through the file's table of records ([MS-PPT] 2.1).

use std::{collections::HashMap, io::Cursor};

use super::{Block, Unusable, flow::Flow, old_word::stream};

/// Deepest nesting of records; shapes in groups in slides have ten.
const DEPTH: usize = 64;
/// Most edits the table may be spread over.
const EDITS: usize = 10_000;

const DOCUMENT: u16 = 0x03E8;
const SLIDE_PERSIST: u16 = 0x03F3;
const SLIDE_LIST: u16 = 0x0FF0;
const TEXT_UTF16: u16 = 0x0FA0;
const TEXT_LATIN: u16 = 0x0FA8;
const USER_EDIT: u16 = 0x0FF5;
const PERSIST_TABLE: u16 = 0x1772;
/// What `Current User` says of a file with a password.
const LOCKED: u32 = 0xF3D1_C4DF;

/// A presentation, slide by slide: titles and bullets, then what stands in other boxes.
pub fn ppt(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_damaged| Unusable::Damaged)?;
    let user = stream(&mut file, "/Current User")?;
    let records = stream(&mut file, "/PowerPoint Document")?;
    if number(&user, 12)? == LOCKED {
        return Err(Unusable::Encrypted);
    }
    slides(&records, offset(&user, 16)?)
}

/// The slides of the main stream, by the edit that was last.
pub fn slides(records: &[u8], last_edit: usize) -> Result<Vec<Block>, Unusable> {
    let (places, document) = table(records, last_edit)?;
    let document = Record::at(records, *places.get(&document).ok_or(Unusable::Damaged)?).filter(|record| record.kind == DOCUMENT);
    let list = document.ok_or(Unusable::Damaged)?.children().find(|record| record.kind == SLIDE_LIST && record.instance == 0);
    let mut found: Vec<(Option<usize>, Flow)> = Vec::new();
    for record in list.into_iter().flat_map(|list| list.children()) {
        if record.kind == SLIDE_PERSIST {
            found.push((places.get(&number(record.body, 0)?).copied(), Flow::default()));
        } else if let Some((_, flow)) = found.last_mut() {
            record.read(flow);
        }
    }
    let mut blocks = Vec::new();
    for (place, mut flow) in found {
        if let Some(slide) = place.and_then(|place| Record::at(records, place)) {
            slide.read_within(&mut flow, 0)?;
        }
        blocks.push(Block { name: None, text: flow.finish()? });
    }
    Ok(blocks)
}

/// Where each object lies that the last edit knows, and which is the document.
fn table(records: &[u8], last_edit: usize) -> Result<(HashMap<u32, usize>, u32), Unusable> {
    let mut places = HashMap::new();
    let mut document = None;
    let mut at = last_edit;
    for _ in 0..EDITS {
        let edit = Record::at(records, at).filter(|record| record.kind == USER_EDIT).ok_or(Unusable::Damaged)?;
        document = document.or(Some(number(edit.body, 16)?));
        let table = Record::at(records, offset(edit.body, 12)?).filter(|record| record.kind == PERSIST_TABLE).ok_or(Unusable::Damaged)?;
        let mut entry = 0;
        while entry + 4 <= table.body.len() {
            let head = number(table.body, entry)?;
            for (index, id) in (head & 0xF_FFFF..).take(usize::try_from(head >> 20).unwrap_or_default()).enumerate() {
                // Newer edits come first and are the ones that count.
                places.entry(id).or_insert(offset(table.body, entry + 4 + index * 4)?);
            }
            entry += 4 + 4 * usize::try_from(head >> 20).unwrap_or_default();
        }
        let before = offset(edit.body, 8)?;
        // Each edit lies behind the one before it; a chain that turns round is broken there.
        if before == 0 || before >= at {
            return document.map(|document| (places, document)).ok_or(Unusable::Damaged);
        }
        at = before;
    }
    Err(Unusable::TooCostly)
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Unusable> {
    let found = bytes.get(at..at.saturating_add(4)).and_then(|found| found.try_into().ok());
    found.map(u32::from_le_bytes).ok_or(Unusable::Damaged)
}

fn offset(bytes: &[u8], at: usize) -> Result<usize, Unusable> {
    usize::try_from(number(bytes, at)?).map_err(|_large| Unusable::Damaged)
}

/// One record: eight bytes of head, then its body.
struct Record<'a> {
    kind: u16,
    instance: u16,
    container: bool,
    body: &'a [u8],
}

impl<'a> Record<'a> {
    fn at(bytes: &'a [u8], at: usize) -> Option<Self> {
        let head: [u8; 8] = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
        let [first, second, third, fourth, length @ ..] = head;
        let version = u16::from_le_bytes([first, second]);
        let length = usize::try_from(u32::from_le_bytes(length)).ok()?;
        let start = at + 8;
        // A record cut off by the end of the file is read as far as it goes.
        let body = bytes.get(start..start.saturating_add(length).min(bytes.len()))?;
        Some(Self { kind: u16::from_le_bytes([third, fourth]), instance: version >> 4, container: version & 0xF == 0xF, body })
    }

    fn children(&self) -> impl Iterator<Item = Record<'a>> + use<'a> {
        let body = self.body;
        let mut at = 0;
        std::iter::from_fn(move || {
            let record = Record::at(body, at)?;
            at += 8 + record.body.len();
            Some(record)
        })
    }

    /// Reads the text of this one record.
    fn read(&self, flow: &mut Flow) {
        if flow.is_too_long() {
            return;
        }
        let text: String = match self.kind {
            TEXT_UTF16 => {
                let units = self.body.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
                char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            TEXT_LATIN => self.body.iter().map(|byte| char::from(*byte)).collect(),
            _ => return,
        };
        for line in text.split(['\r', '\u{B}']) {
            // A bare star stands for a number that is made when the slide is shown.
            if line != "*" {
                flow.text(line);
                flow.end_line();
            }
        }
    }

    /// Reads everything within.
    fn read_within(&self, flow: &mut Flow, depth: usize) -> Result<(), Unusable> {
        if depth > DEPTH {
            return Err(Unusable::TooCostly);
        }
        for child in self.children() {
            if child.container {
                child.read_within(flow, depth + 1)?;
            } else if child.kind == 0xF00D {
                // A box's text lies in a record that does not call itself a container.
                child.children().for_each(|text| text.read(flow));
            } else {
                child.read(flow);
            }
        }
        Ok(())
    }
}
