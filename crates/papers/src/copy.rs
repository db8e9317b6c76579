//! The reading copy: the same pages, cleaned of everything that acts, reaches out or hides, and saved so that the first page
//! arrives after a few kilobytes. Kept only when it shows what the original shows.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use serde::{Deserialize, Serialize};

pub(crate) mod cleaning;
mod images;
mod sketch;

use crate::picture;

/// Most bytes a stream of the file's structure may unpack to.
const MOST_UNPACKED: usize = 128 << 20;

/// A reading copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Pages, as many as the original has.
    pub pages: u32,
    /// What the original has and the copy has not, each kind once.
    pub removed: Vec<Removed>,
    /// Images made smaller.
    pub images: u32,
}

/// Something taken out, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// What.
    pub kind: RemovedKind,
    /// How many of it, at least 1.
    pub count: u32,
}

/// What is taken out of a reading copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemovedKind {
    /// JavaScript.
    Script,
    /// An order to start a program or open a file of the reader's machine.
    Launch,
    /// Something that would happen by itself, when the file or a page is opened or a field is touched.
    AutomaticAction,
    /// An order to send a form away, or to fill it from a file.
    FormAction,
    /// A file inside the file.
    EmbeddedFile,
    /// A link into another file.
    OtherFile,
    /// A link to the network.
    ExternalLink,
    /// Sound, video, 3D or Flash.
    Multimedia,
    /// A form in Adobe's own language (XFA).
    Xfa,
    /// Title, author, history and private data of programs.
    Metadata,
    /// A digital signature: the copy is another file, so it cannot carry one. The original keeps it.
    Signature,
    /// Encryption.
    Encryption,
}

/// Why a file has no reading copy, so that the original is to be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A password is needed, or another than the given one.
    #[error("the file needs a password")]
    NeedsPassword,
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// The copy would have another number of pages.
    #[error("the copy would have another number of pages")]
    PagesDiffer,
    /// A page of the copy would have another size.
    #[error("a page of the copy would have another size")]
    SizesDiffer,
    /// A page of the copy would have another text.
    #[error("a page of the copy would have another text")]
    TextDiffers,
    /// A page of the copy would have other images or lines.
    #[error("a page of the copy would look otherwise")]
    LooksDiffer,
    /// Making and checking it takes more time than there is.
    #[error("there was not enough time")]
    TooSlow,
}

/// Makes the reading copy of a PDF. Images are made smaller until `images_until`; those left by then stay as they are.
/// Checking the copy against the original is given up at `until`.
///
/// Needs some four times the file's size in memory, and on hostile input time and memory out of proportion: run it in a child
/// process.
pub fn reading_copy(bytes: &Arc<Vec<u8>>, password: Option<&str>, images_until: Instant, until: Instant) -> Result<Copy, Reason> {
    let (original, locked) = picture::open(bytes, password).map_err(|error| match error {
        picture::Undrawable::NeedsPassword => Reason::NeedsPassword,
        _ => Reason::Unreadable,
    })?;
    let password = password.filter(|_| locked);
    let made = catch_unwind(AssertUnwindSafe(|| make(&original, password, images_until)));
    let mut copy = made.unwrap_or(Err(Reason::Unreadable))?;
    let bytes = Arc::new(std::mem::take(&mut copy.bytes));
    let checked = catch_unwind(AssertUnwindSafe(|| check(&original, &bytes, until)));
    copy.pages = checked.unwrap_or(Err(Reason::Unreadable))?;
    copy.bytes = Arc::unwrap_or_clone(bytes);
    Ok(copy)
}

fn make(original: &Pdf, password: Option<&str>, images_until: Instant) -> Result<Copy, Reason> {
    let options =
        LoadOptions { password: password.map(str::to_owned), max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let bytes: &[u8] = original.data().as_ref();
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Reason::NeedsPassword,
        _ => Reason::Unreadable,
    })?;
    if document.is_encrypted() {
        return Err(Reason::NeedsPassword);
    }
    let mut removed = BTreeMap::new();
    if document.was_encrypted() {
        removed.insert(RemovedKind::Encryption, 1);
    }
    // Both libraries know an object by its number in the original.
    let images = images::reduce(&mut document, original, images_until);
    // First without what is not reached, which is not to be counted; then without what only the removed led to.
    put_in_order(&mut document)?;
    cleaning::clean(&mut document, &mut removed);
    put_in_order(&mut document)?;
    let mut copy = Vec::with_capacity(bytes.len());
    document.save_modern(&mut copy).map_err(|_| Reason::Unreadable)?;
    let removed = removed.into_iter().map(|(kind, count)| Removed { kind, count }).collect();
    Ok(Copy { bytes: copy, pages: 0, removed, images })
}

/// Numbers objects anew in the order they are reached from the trailer, and drops what is not reached.
///
/// The catalog and the page tree come first, so the dictionaries a viewer wants before it shows anything lie side by side
/// in the same few object streams.
pub(crate) fn put_in_order(document: &mut Document) -> Result<(), Reason> {
    let order = document.traverse_objects(|_| {});
    let mut numbers: BTreeMap<ObjectId, ObjectId> = BTreeMap::new();
    for id in order {
        if document.objects.contains_key(&id) && !numbers.contains_key(&id) {
            let number = u32::try_from(numbers.len() + 1).map_err(|_| Reason::Unreadable)?;
            numbers.insert(id, (number, 0));
        }
    }
    let mut objects = std::mem::take(&mut document.objects);
    for (old, new) in &numbers {
        if let Some(mut object) = objects.remove(old) {
            renumber(&mut object, &numbers);
            document.objects.insert(*new, object);
        }
    }
    let mut trailer = Object::Dictionary(std::mem::take(&mut document.trailer));
    renumber(&mut trailer, &numbers);
    if let Object::Dictionary(trailer) = trailer {
        document.trailer = trailer;
    }
    document.max_id = u32::try_from(numbers.len()).map_err(|_| Reason::Unreadable)?;
    Ok(())
}

/// Turns every reference within an object to its new number, and those that lead nowhere to null.
fn renumber(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => match numbers.get(id) {
            Some(new) => *id = *new,
            None => *object = Object::Null,
        },
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        Object::Dictionary(entries) => renumber_entries(entries, numbers),
        Object::Stream(stream) => renumber_entries(&mut stream.dict, numbers),
        _ => {}
    }
}

fn renumber_entries(entries: &mut Dictionary, numbers: &BTreeMap<ObjectId, ObjectId>) {
    entries.iter_mut().for_each(|(_, value)| renumber(value, numbers));
}

/// Compares the copy with the original page by page, as a second library reads them, and answers the number of pages.
fn check(original: &Pdf, copy: &Arc<Vec<u8>>, until: Instant) -> Result<u32, Reason> {
    let (copy, _) = picture::open(copy, None).map_err(|_| Reason::Unreadable)?;
    if original.pages().len() != copy.pages().len() {
        return Err(Reason::PagesDiffer);
    }
    let (mut of_original, mut of_copy) = (sketch::Sketcher::default(), sketch::Sketcher::default());
    for (before, after) in original.pages().iter().zip(copy.pages().iter()) {
        if Instant::now() >= until {
            return Err(Reason::TooSlow);
        }
        let (before, after) = (of_original.sketch(before), of_copy.sketch(after));
        if before.size != after.size {
            return Err(Reason::SizesDiffer);
        }
        if before.text != after.text {
            return Err(Reason::TextDiffers);
        }
        if before.shapes != after.shapes {
            return Err(Reason::LooksDiffer);
        }
    }
    u32::try_from(original.pages().len()).map_err(|_| Reason::Unreadable)
}
