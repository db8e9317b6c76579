//! The first reader: `pdf-extract`, page by page, on a file put right before. What it cannot read it panics on; a page is
//! then left to the second reader and the next one begun.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use kurbo::Affine;
use pdf_extract::{Document, LoadOptions, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform, output_doc};

use super::{
    layout::{Layout, Letter},
    mend,
};

/// Pages handed over at a time. `pdf-extract` makes a list of all pages before it reads the first: one by one, a file of
/// many pages would take time by their square.
const BATCH: usize = 64;

/// A file `pdf-extract` can read.
pub struct Extraction {
    document: Document,
    pages: Vec<ObjectId>,
    /// Whether anything was put right that changes its text.
    pub mended: bool,
    /// Whether its table of contents is broken.
    pub broken: bool,
}

impl Extraction {
    /// Opens a file; none where `pdf-extract`'s own reader and a better one both fail. `pages` is how many there should be.
    pub fn open(bytes: &[u8], password: Option<&str>, pages: usize) -> Option<Self> {
        let straight = Document::load_mem(bytes).ok().and_then(|document| readable(document, password));
        let straight = straight.or_else(|| {
            Document::load_mem_with_options(bytes, LoadOptions::with_password(password?)).ok().filter(|document| !locked(document))
        });
        let (mut document, anew) = match straight {
            Some(document) if document.page_iter().take(pages + 1).count() == pages => (document, None),
            other => match (rewritten(bytes, password), other) {
                (Some((document, anew)), _) => (document, Some(anew)),
                (None, other) => (other?, None),
            },
        };
        mend::pictures(&mut document);
        let mended = mend::widths(&mut document) || anew.is_some();
        let pages: Vec<ObjectId> = document.page_iter().collect();
        for page in &pages {
            mend::page(&mut document, *page);
        }
        Some(Self { document, pages, mended, broken: anew == Some(Anew::Broken) })
    }

    /// How many pages this reader finds.
    pub fn count(&self) -> usize {
        self.pages.len()
    }

    /// Reads every page, in order: its number from 0, and its text, or none where it could not be read.
    /// It stops at `until`: whatever is left is left to the second reader.
    pub fn read<E>(mut self, until: Instant, mut page: impl FnMut(usize, Option<String>) -> Result<(), E>) -> Result<(), E> {
        let Some(root) = self.root() else {
            return (0..self.pages.len()).try_for_each(|number| page(number, None));
        };
        let mut next = 0;
        while next < self.pages.len() && Instant::now() < until {
            let readable = self.pages.iter().skip(next).take(BATCH).take_while(|id| mend::is_readable(&self.document, **id)).count();
            if readable == 0 {
                page(next, None)?;
                next += 1;
                continue;
            }
            let batch: Vec<Object> = self.pages.iter().skip(next).take(readable).map(|id| Object::Reference(*id)).collect();
            if let Ok(tree) = self.document.get_dictionary_mut(root) {
                tree.set("Kids", batch);
            }
            let mut recorder = Recorder::default();
            let whole = catch_unwind(AssertUnwindSafe(|| output_doc(&self.document, &mut recorder).is_ok())).unwrap_or(false);
            let failed = !whole && recorder.done.len() < readable;
            // A reader that finds fewer pages in its own list than were put there would never come to an end.
            let (count, done) = (recorder.done.len(), recorder.done);
            for text in done {
                page(next, Some(text))?;
                next += 1;
            }
            if failed || count == 0 {
                page(next, None)?;
                next += 1;
            }
        }
        Ok(())
    }

    /// The top of the tree of pages.
    fn root(&self) -> Option<ObjectId> {
        self.document.catalog().ok()?.get(b"Pages").ok()?.as_reference().ok()
    }
}

/// Whether a loaded file is still encrypted.
fn locked(document: &Document) -> bool {
    document.is_encrypted() && document.encryption_state.is_none()
}

/// A loaded file without its encryption; none where that fails.
fn readable(mut document: Document, password: Option<&str>) -> Option<Document> {
    if locked(&document) {
        let open = |document: &mut Document, word: &str| catch_unwind(AssertUnwindSafe(|| document.decrypt(word).is_ok())).unwrap_or(false);
        let opened = open(&mut document, "") || password.is_some_and(|password| open(&mut document, password));
        return opened.then_some(document);
    }
    Some(document)
}

/// Why a file was written anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Anew {
    /// It is encrypted in a way only the other reader knows.
    Locked,
    /// It is broken.
    Broken,
}

/// The file as it is once written anew.
fn rewritten(bytes: &[u8], password: Option<&str>) -> Option<(Document, Anew)> {
    let (anew, why) = written_anew(bytes, password)?;
    Some((Document::load_mem(&anew).ok()?, why))
}

/// The file without encryption and with a whole table of contents, written by a reader that forgives more.
pub fn rescued(bytes: &[u8], password: Option<&str>) -> Option<Vec<u8>> {
    written_anew(bytes, password).map(|(anew, _)| anew)
}

fn written_anew(bytes: &[u8], password: Option<&str>) -> Option<(Vec<u8>, Anew)> {
    let (mut document, unlocked) = match (lopdf::Document::load_mem(bytes), password) {
        (Ok(document), _) if !document.is_encrypted() => (document, false),
        (_, Some(password)) => (lopdf::Document::load_mem_with_options(bytes, lopdf::LoadOptions::with_password(password)).ok()?, true),
        (other, None) => (other.ok().filter(|document| document.encryption_state.is_some())?, true),
    };
    let locked = document.trailer.remove(b"Encrypt").is_some() || document.encryption_state.is_some() || unlocked;
    let why = if locked { Anew::Locked } else { Anew::Broken };
    document.encryption_state = None;
    let mut anew = Vec::with_capacity(bytes.len());
    document.save_to(&mut anew).ok()?;
    Some((anew, why))
}

/// Takes the text down page by page.
#[derive(Default)]
struct Recorder {
    layout: Layout,
    done: Vec<String>,
}

impl OutputDev for Recorder {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        self.layout = Layout::default();
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        self.done.push(std::mem::take(&mut self.layout).finish().0);
        Ok(())
    }

    fn output_character(&mut self, place: &Transform, width: f64, spacing: f64, size: f64, text: &str) -> Result<(), OutputError> {
        let place = Affine::new([place.m11, place.m12, place.m21, place.m22, place.m31, place.m32]) * Affine::scale(size);
        let apart = if size > 0.0 { spacing.max(0.0) / size } else { 0.0 };
        self.layout.letter(&Letter { text, place, width }, apart);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
