//! Rich text: one text of words and control words, in whatever code page it names.

use rtf_parser_tt::RtfDocument;

use super::{Block, Unusable};

/// A text, then its notes, headers and footers; cells of a row are separated by tabs.
pub fn rtf(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let document = RtfDocument::from_bytes(bytes).map_err(|_unreadable| Unusable::Damaged)?;
    Ok(vec![Block { name: None, text: document.get_text() }])
}
