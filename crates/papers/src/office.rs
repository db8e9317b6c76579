//! Text straight from files of office programs, without the program: at once, and where none is installed.
//!
//! Every size a sender chooses has a limit, and damaged files end in an [`Unusable`]; even so, run it in a child process.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{
    kind::{Kind, Unusable},
    legacy::from_legacy,
};

mod flow;
mod old_slides;
mod old_word;
mod open_document;
mod open_xml;
mod package;
mod rich_text;
mod sheets;
mod xml;

#[cfg(test)]
mod tests;

/// Most text that is answered of one file, in bytes: some 2,500 pages.
const LONGEST: usize = 8 << 20;

/// A part of a file that has its own page: a slide, a sheet, or all of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What a sheet is called.
    pub name: Option<String>,
    /// Its text in reading order, in NFC; cells of a table's row are separated by tabs.
    pub text: String,
}

/// The text of a file of this kind; none for a PDF, which has pages instead. Of a table
/// without end only the first 8 MiB are read. Costs time in proportion to the file's inflated
/// size, which is at most half a gibibyte.
pub fn text(kind: Kind, bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    // calamine asserts what a damaged sheet does not hold.
    let mut blocks = std::panic::catch_unwind(|| blocks(kind, bytes)).unwrap_or(Err(Unusable::Damaged))?;
    let mut left = LONGEST;
    for block in &mut blocks {
        let text = from_legacy(&block.text).unwrap_or_else(|| std::mem::take(&mut block.text));
        block.text = text.nfc().collect();
        block.text.truncate(block.text.floor_char_boundary(left));
        left -= block.text.len();
    }
    Ok(blocks)
}

fn blocks(kind: Kind, bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    match kind {
        Kind::Pdf => Ok(Vec::new()),
        Kind::Docx => open_xml::docx(bytes),
        Kind::Pptx => open_xml::pptx(bytes),
        Kind::Xlsx => sheets::xlsx(bytes),
        Kind::Xls => sheets::xls(bytes),
        Kind::Doc => old_word::doc(bytes),
        Kind::Ppt => old_slides::ppt(bytes),
        Kind::Rtf => rich_text::rtf(bytes),
        Kind::Odt => open_document::odt(bytes),
        Kind::Ods => open_document::ods(bytes),
        Kind::Odp => open_document::odp(bytes),
    }
}
