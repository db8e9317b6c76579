//! Word files before 2007: the pieces their text is kept in, by the table in the file's head ([MS-DOC] 2.4.1).

use std::io::{Cursor, Read};

use encoding_rs::WINDOWS_1252;

use super::{Block, Unusable, flow::Flow};

/// Largest stream, in bytes; uploads are no larger.
pub const STREAM: u64 = 200 << 20;

/// A Word file: its body, then notes, headers, footers and text boxes.
pub fn doc(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_damaged| Unusable::Damaged)?;
    let main = stream(&mut file, "/WordDocument")?;
    let table = stream(&mut file, if flag(&main, 0x0200)? { "/1Table" } else { "/0Table" });
    // The oldest have no table stream.
    text(&main, table.as_deref().unwrap_or_default())
}

/// Reads a whole stream.
pub fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Unusable> {
    let mut bytes = Vec::new();
    let stream = file.open_stream(name).map_err(|_missing| Unusable::Damaged)?;
    stream.take(STREAM).read_to_end(&mut bytes).map_err(|_damaged| Unusable::Damaged)?;
    Ok(bytes)
}

/// The text of the two streams that hold it.
pub fn text(main: &[u8], table: &[u8]) -> Result<Vec<Block>, Unusable> {
    if flag(main, 0x0100)? {
        return Err(Unusable::Encrypted);
    }
    let characters = if number16(main, 2)? < 0xC1 { before_97(main)? } else { in_pieces(main, table)? };
    let mut flow = Flow::default();
    lay_out(&characters, &mut flow);
    Ok(vec![Block { name: None, text: flow.finish()? }])
}

fn number16(bytes: &[u8], at: usize) -> Result<u16, Unusable> {
    let found = bytes.get(at..at.saturating_add(2)).and_then(|found| found.try_into().ok());
    found.map(u16::from_le_bytes).ok_or(Unusable::Damaged)
}

fn number32(bytes: &[u8], at: usize) -> Result<u32, Unusable> {
    let found = bytes.get(at..at.saturating_add(4)).and_then(|found| found.try_into().ok());
    found.map(u32::from_le_bytes).ok_or(Unusable::Damaged)
}

fn offset(bytes: &[u8], at: usize) -> Result<usize, Unusable> {
    usize::try_from(number32(bytes, at)?).map_err(|_large| Unusable::Damaged)
}

fn flag(main: &[u8], bit: u16) -> Result<bool, Unusable> {
    Ok(number16(main, 0x0A)? & bit != 0)
}

/// Word 6 and 95: one run of bytes.
fn before_97(main: &[u8]) -> Result<Vec<char>, Unusable> {
    let bytes = main.get(offset(main, 0x18)?..offset(main, 0x1C)?).ok_or(Unusable::Damaged)?;
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.chars().collect())
}

/// Word 97 to 2003: pieces of UTF-16 and of Windows-1252, in the order of the text. Body, notes, headers and boxes follow
/// each other.
fn in_pieces(main: &[u8], table: &[u8]) -> Result<Vec<char>, Unusable> {
    let at = offset(main, 0x01A2)?;
    let length = offset(main, 0x01A6)?;
    let mut rest = table.get(at..at.saturating_add(length)).ok_or(Unusable::Damaged)?;
    // Formats come before the table of pieces.
    while let [1, ..] = rest {
        rest = rest.get(3 + usize::from(number16(rest, 1)?)..).ok_or(Unusable::Damaged)?;
    }
    if rest.first() != Some(&2) {
        return Err(Unusable::Damaged);
    }
    let size = offset(rest, 1)?;
    let pieces = rest.get(5..5_usize.saturating_add(size)).ok_or(Unusable::Damaged)?;
    // n + 1 positions of four bytes, n descriptions of eight.
    let count = pieces.len().saturating_sub(4) / 12;
    let mut characters = Vec::new();
    for index in 0..count {
        let from = offset(pieces, index * 4)?;
        let to = offset(pieces, index * 4 + 4)?;
        let length = to.checked_sub(from).ok_or(Unusable::Damaged)?;
        let place = number32(pieces, (count + 1) * 4 + index * 8 + 2)?;
        let start = usize::try_from(place & 0x3FFF_FFFF).map_err(|_large| Unusable::Damaged)?;
        let bytes = |start: usize, length: usize| main.get(start..start.saturating_add(length)).ok_or(Unusable::Damaged);
        if place & 0x4000_0000 == 0 {
            let units =
                bytes(start, length.saturating_mul(2))?.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)));
            characters.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
        } else {
            characters.extend(WINDOWS_1252.decode_without_bom_handling(bytes(start / 2, length)?).0.chars());
        }
        // Pieces may lie over each other; honest ones do not say a file's text many times.
        if characters.len() > main.len() {
            return Err(Unusable::TooCostly);
        }
    }
    Ok(characters)
}

/// What is told of a field: its order, its result, or neither.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Order,
    Result,
}

/// Turns Word's control characters into lines and cells.
fn lay_out(characters: &[char], flow: &mut Flow) {
    let mut fields: Vec<Field> = Vec::new();
    let mut after_cell = false;
    for sign in characters {
        match *sign {
            '\u{13}' => fields.push(Field::Order),
            '\u{14}' => {
                if let Some(field) = fields.last_mut() {
                    *field = Field::Result;
                }
            }
            '\u{15}' => drop(fields.pop()),
            _ if fields.contains(&Field::Order) => {}
            // A cell ends; where two ends meet, a row does.
            '\u{7}' if after_cell => {
                flow.end_line();
                after_cell = false;
                continue;
            }
            '\u{7}' => {
                flow.text("\t");
                after_cell = true;
                continue;
            }
            '\r' | '\u{B}' | '\u{C}' | '\u{E}' => flow.end_line(),
            '\t' => flow.text("\t"),
            '\u{1E}' => flow.text("-"),
            '\u{A0}' => flow.text(" "),
            // Pictures, references, marks of what is drawn elsewhere.
            '\0'..='\u{1F}' => continue,
            letter => flow.text(letter.encode_utf8(&mut [0; 4])),
        }
        after_cell = false;
    }
}
