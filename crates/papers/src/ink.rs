//! A paper with somebody's own hand on it: their strokes, highlights, notes and bookmarks as annotations every viewer shows and
//! prints, each with its own appearance; and the watermark, where there is one, in the pages themselves.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions};
use serde::{Deserialize, Serialize};

mod annotation;
mod outline;

use crate::{
    sheet::{self, Sheet},
    watermark::burn::Water,
};

/// Most bytes a stream of the file's structure may unpack to.
const MOST_UNPACKED: usize = 128 << 20;

/// What somebody put on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Page, from 1.
    pub page: u32,
    /// What it is.
    pub kind: MarkKind,
    /// Of a stroke or highlight.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// Of a stroke or highlight, in points.
    #[serde(default)]
    pub width: Option<f32>,
    /// Of a stroke or highlight x, y, pressure, milliseconds; of a note x, y. From the top left of the page as it is shown.
    #[serde(default)]
    pub points: Vec<f32>,
    /// Of a note.
    #[serde(default)]
    pub text: Option<String>,
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// Of the pen.
    Stroke,
    /// Of the highlighter.
    Highlight,
    /// Words.
    Note,
    /// The page itself.
    Bookmark,
}

/// The colours tablets offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are colours")]
pub enum Colour {
    Black,
    Blue,
    Red,
    Yellow,
    Green,
    Pink,
}

impl Colour {
    /// Red, green and blue, as the tablets' style sheet has them (frontend/src/styles/tokens.css).
    fn rgb(self) -> [u8; 3] {
        match self {
            Self::Black => [0x16, 0x20, 0x2b],
            Self::Blue => [0x0b, 0x4f, 0x8a],
            Self::Red => [0xb3, 0x13, 0x1a],
            Self::Yellow => [0xff, 0xe8, 0x73],
            Self::Green => [0xb9, 0xef, 0xb4],
            Self::Pink => [0xff, 0xc4, 0xde],
        }
    }
}

/// Why there is no annotated copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unmarkable {
    /// The file needs a password.
    #[error("the file needs a password")]
    NeedsPassword,
    /// The file cannot be read, or not be written again.
    #[error("the file cannot be read")]
    Unreadable,
}

/// Writes marks into a PDF. Those of pages it has not are left out. Needs some three times the file's size in memory, and on
/// hostile input time and memory out of proportion: run it in a child process.
pub fn annotated(bytes: &[u8], marks: &[Mark], author: &str, watermark: Option<&str>) -> Result<Vec<u8>, Unmarkable> {
    catch_unwind(AssertUnwindSafe(|| write(bytes, marks, author, watermark))).unwrap_or(Err(Unmarkable::Unreadable))
}

fn write(bytes: &[u8], marks: &[Mark], author: &str, watermark: Option<&str>) -> Result<Vec<u8>, Unmarkable> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Unmarkable::NeedsPassword,
        _ => Unmarkable::Unreadable,
    })?;
    if document.is_encrypted() {
        return Err(Unmarkable::NeedsPassword);
    }
    let pages = document.get_pages();
    let mut water = watermark.map(Water::new);
    for (number, id) in pages {
        let sheet = Sheet::of(&document, id);
        if let Some(water) = &mut water {
            water.burn(&mut document, id, &sheet).map_err(|_| Unmarkable::Unreadable)?;
        }
        let on_page = marks.iter().filter(|mark| mark.page == number);
        let made: Vec<_> = on_page.filter_map(|mark| annotation::of(&mut document, id, &sheet, mark, author)).collect();
        if !made.is_empty() {
            sheet::add_annotations(&mut document, id, made).map_err(|_| Unmarkable::Unreadable)?;
        }
    }
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    document.save_modern(&mut out).map_err(|_| Unmarkable::Unreadable)?;
    Ok(out)
}

#[cfg(test)]
mod tests;
