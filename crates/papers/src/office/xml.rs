//! Reading XML tag by tag, with a limit on how deep it goes; what every walk through an office file's part needs.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::Unusable;

/// Deepest nesting; a table within a table within a text box has a hundred.
const DEPTH: usize = 1_000;

/// What is found on the way.
pub enum Found<'a> {
    /// A tag opens; one that closes at once is followed by its `Close`.
    Open(&'a str, &'a BytesStart<'a>),
    /// A tag closes.
    Close(&'a str),
    /// Text between tags.
    Text(&'a str),
}

/// Whether to go into what just opened.
#[derive(PartialEq, Eq)]
pub enum Go {
    /// Go on.
    In,
    /// Leave it out, with everything in it; its `Close` is not told.
    Past,
}

/// Walks through a part. Tags are told by their local names. Elements that stay open at the end are closed.
pub fn walk(xml: &str, mut visit: impl FnMut(Found<'_>) -> Go) -> Result<(), Unusable> {
    let mut reader = Reader::from_str(xml);
    let settings = reader.config_mut();
    settings.check_end_names = false;
    settings.allow_dangling_amp = true;
    settings.allow_unmatched_ends = true;
    let mut depth = 0_usize;
    let mut past: Option<usize> = None;
    loop {
        match reader.read_event().map_err(|_damaged| Unusable::Damaged)? {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(Unusable::TooCostly);
                }
                if past.is_none() && visit(Found::Open(tag.local_name().as_ref(), &tag)) == Go::Past {
                    past = Some(depth);
                }
            }
            Event::Empty(tag) if past.is_none() => {
                let name = tag.local_name();
                if visit(Found::Open(name.as_ref(), &tag)) == Go::In {
                    visit(Found::Close(name.as_ref()));
                }
            }
            Event::End(tag) => {
                match past {
                    Some(from) if from == depth => past = None,
                    Some(_) => {}
                    None => drop(visit(Found::Close(tag.local_name().as_ref()))),
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if past.is_none() => drop(visit(Found::Text(&text))),
            Event::CData(text) if past.is_none() => drop(visit(Found::Text(&text))),
            Event::GeneralRef(reference) if past.is_none() => {
                let sign = reference.resolve_char_ref().ok().flatten().map(String::from);
                if let Some(text) = sign.as_deref().or_else(|| resolve_predefined_entity(&reference)) {
                    visit(Found::Text(text));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its local name.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).map_or_else(|_bare| found.value.to_string(), std::borrow::Cow::into_owned))
}
