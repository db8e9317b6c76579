//! What acts, reaches out or hides is taken out of a file's objects. What is shown stays.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::RemovedKind;

/// What was removed so far.
type Removed = BTreeMap<RemovedKind, u32>;

/// Takes everything out of the document that a reading copy must not have, and counts it.
pub(crate) fn clean(document: &mut Document, removed: &mut Removed) {
    without_opening(document, removed);
    for object in document.objects.values_mut() {
        clean_object(object, removed);
    }
    if document.trailer.remove(b"Info").is_some() {
        count(removed, RemovedKind::Metadata);
    }
    for key in [b"Prev".as_slice(), b"XRefStm", b"AuthCode"] {
        document.trailer.remove(key);
    }
}

/// Takes away what would happen on opening. Going to a page is harmless, and as useless on a tablet that keeps its own place in
/// the paper: not counted.
fn without_opening(document: &mut Document, removed: &mut Removed) {
    let opening = document.catalog().and_then(|catalog| catalog.get_deref(b"OpenAction", document)).cloned();
    if let Ok(Object::Dictionary(action)) = &opening
        && !matches!(action.get(b"S").and_then(Object::as_name), Ok(b"GoTo"))
    {
        count(removed, RemovedKind::AutomaticAction);
    }
    // An action of its own is counted where it stands, one within the catalog here.
    if let Ok(catalog) = document.catalog_mut()
        && let Some(mut opening) = catalog.remove(b"OpenAction")
    {
        clean_object(&mut opening, removed);
    }
}

fn count(removed: &mut Removed, kind: RemovedKind) {
    let count = removed.entry(kind).or_insert(0);
    *count = count.saturating_add(1);
}

fn clean_object(object: &mut Object, removed: &mut Removed) {
    match object {
        Object::Array(items) => items.iter_mut().for_each(|item| clean_object(item, removed)),
        Object::Dictionary(entries) => clean_entries(entries, removed),
        Object::Stream(stream) => {
            // A stream whose data lies in another file.
            if stream.dict.remove(b"F").is_some() {
                stream.dict.remove(b"FFilter");
                stream.dict.remove(b"FDecodeParms");
                count(removed, RemovedKind::OtherFile);
            }
            clean_entries(&mut stream.dict, removed);
        }
        _ => {}
    }
}

fn clean_entries(entries: &mut Dictionary, removed: &mut Removed) {
    if let Some(kind) = action(entries) {
        // Emptied where it stands, an action does nothing, whatever refers to it.
        let next = entries.remove(b"Next");
        *entries = Dictionary::new();
        count(removed, kind);
        if let Some(mut next) = next {
            clean_object(&mut next, removed);
        }
        return;
    }
    still_media(entries, removed);
    without_signature(entries, removed);
    for (key, kind) in REMOVED_KEYS {
        let Some(mut value) = entries.remove(key).filter(says_something) else { continue };
        if let Some(kind) = kind {
            count(removed, *kind);
        }
        // What it holds itself is counted too; what it refers to is counted where it stands.
        clean_object(&mut value, removed);
    }
    entries.iter_mut().for_each(|(_, value)| clean_object(value, removed));
}

fn says_something(value: &Object) -> bool {
    match value {
        Object::Null => false,
        Object::Dictionary(entries) => !entries.is_empty(),
        Object::Array(items) => !items.is_empty(),
        _ => true,
    }
}

/// Entries that no reading copy has, wherever they stand, and what their removal counts as. Those without a kind are counted
/// by what they led to, or are of no interest.
const REMOVED_KEYS: &[(&[u8], Option<RemovedKind>)] = &[
    (b"AA", Some(RemovedKind::AutomaticAction)),
    (b"JavaScript", None),
    (b"JS", None),
    (b"EmbeddedFiles", None),
    (b"EF", Some(RemovedKind::EmbeddedFile)),
    (b"RF", None),
    (b"AF", None),
    (b"Collection", None),
    (b"XFA", Some(RemovedKind::Xfa)),
    (b"NeedsRendering", None),
    (b"Metadata", Some(RemovedKind::Metadata)),
    (b"PieceInfo", Some(RemovedKind::Metadata)),
    (b"RichMediaContent", None),
    (b"RichMediaSettings", None),
    (b"RichMediaExecute", None),
    (b"Renditions", None),
    (b"3DD", None),
    (b"OPI", None),
    (b"Thumb", None),
    (b"Perms", None),
    (b"DSS", None),
    (b"Legal", None),
    (b"SigFlags", None),
    (b"Extensions", None),
    (b"SpiderInfo", None),
    (b"URI", None),
];

/// What an action does that a reading copy must not do; none for what is no action or a harmless one.
fn action(entries: &Dictionary) -> Option<RemovedKind> {
    let kind = match entries.get(b"S").and_then(Object::as_name).ok()? {
        b"JavaScript" => RemovedKind::Script,
        b"Launch" => RemovedKind::Launch,
        b"SubmitForm" | b"ImportData" | b"ResetForm" => RemovedKind::FormAction,
        b"GoToE" | b"GoToR" | b"Thread" => RemovedKind::OtherFile,
        b"GoToDp" | b"Hide" | b"Named" if entries.has(b"JS") => RemovedKind::Script,
        b"URI" => RemovedKind::ExternalLink,
        b"Sound" | b"Movie" | b"Rendition" | b"RichMediaExecute" | b"GoTo3DView" => RemovedKind::Multimedia,
        _ => return None,
    };
    // An element of the document's structure is named by the same key.
    let structure = entries.has_type(b"StructElem") || (entries.has(b"P") && entries.has(b"K"));
    (!structure).then_some(kind)
}

/// Turns an annotation that plays or holds a file into a still stamp with the same appearance.
fn still_media(entries: &mut Dictionary, removed: &mut Removed) {
    let media = match entries.get(b"Subtype").and_then(Object::as_name) {
        Ok(b"FileAttachment") => false,
        Ok(b"RichMedia" | b"Screen" | b"Movie" | b"Sound" | b"3D") if entries.has(b"Rect") => true,
        _ => return,
    };
    entries.set("Subtype", Object::Name(b"Stamp".to_vec()));
    for key in [b"FS".as_slice(), b"Movie", b"Sound", b"A", b"AA", b"3DV", b"3DA", b"3DI"] {
        if let Some(mut value) = entries.remove(key) {
            clean_object(&mut value, removed);
        }
    }
    if media {
        count(removed, RemovedKind::Multimedia);
    }
}

/// Takes the signature out of its field: its appearance stays, and no viewer says that it is broken.
fn without_signature(entries: &mut Dictionary, removed: &mut Removed) {
    if matches!(entries.get(b"FT").and_then(Object::as_name), Ok(b"Sig")) && entries.remove(b"V").is_some() {
        entries.remove(b"Lock");
        entries.remove(b"SV");
        count(removed, RemovedKind::Signature);
    }
}
