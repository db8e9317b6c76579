//! Decisions about papers: attaching, editing, replacing and withdrawing them.

use super::{MAX_PAPERS, matter, seen};
use crate::{
    command::PaperChange,
    event::Event,
    ids::{AgendaItemId, PaperId},
    paper::{FileRef, Filing, Paper},
    refusal::{Field, Refusal, Thing},
    rules::Classification,
    state::MeetingState,
    text::{self, Title},
};

fn known(state: &MeetingState, id: PaperId) -> Result<&Paper, Refusal> {
    state.papers.get(&id).map(|paper| &**paper).ok_or(Refusal::NotFound(Thing::Paper))
}

fn line(raw: Option<&str>, field: Field) -> Result<Option<String>, Refusal> {
    raw.map_or(Ok(None), |raw| text::optional_line(raw, field))
}

/// A house takes papers up to a limit its rules set; what is above it must not even be kept.
fn acceptable(classification: Option<&Classification>) -> Result<(), Refusal> {
    match classification {
        Some(class) if !class.accepted => Err(Refusal::ClassNotAccepted { name: class.name.clone(), name_en: class.name_en.clone() }),
        Some(_) | None => Ok(()),
    }
}

fn filing(raw: &Filing) -> Result<Filing, Refusal> {
    acceptable(raw.classification.as_ref())?;
    Ok(Filing {
        unit: line(raw.unit.as_deref(), Field::Unit)?,
        type_code: line(raw.type_code.as_deref(), Field::PaperType)?,
        issued_on: raw.issued_on,
        classification: raw.classification.clone(),
    })
}

pub(super) fn attach(
    state: &MeetingState,
    paper_id: PaperId,
    item_id: AgendaItemId,
    title: &str,
    symbol: Option<&str>,
    raw: &Filing,
    file: &FileRef,
) -> Result<Vec<Event>, Refusal> {
    if state.papers.len() >= MAX_PAPERS {
        return Err(Refusal::TooMany { max: MAX_PAPERS });
    }
    if state.papers.contains_key(&paper_id) {
        return Err(Refusal::IdTaken);
    }
    let item = matter(state, item_id)?;
    let same = |id: &PaperId| state.papers.get(id).filter(|paper| paper.versions.last().is_some_and(|shown| shown.file.hash == file.hash));
    if let Some(paper) = item.papers.iter().find_map(same) {
        return Err(Refusal::DuplicatePaper { title: paper.title.clone() });
    }
    Ok(vec![Event::PaperAttached {
        paper_id,
        item_id,
        title: Title::new(title, Field::Title)?.as_str().to_owned(),
        symbol: line(symbol, Field::Symbol)?,
        filing: filing(raw)?,
        file: file.clone(),
    }])
}

pub(super) fn edit(state: &MeetingState, paper_id: PaperId, revision: u64, change: &PaperChange) -> Result<Vec<Event>, Refusal> {
    let known = known(state, paper_id)?;
    seen(revision, known.revision)?;
    if let Some(item_id) = change.item_id {
        matter(state, item_id)?;
    }
    let item_id = change.item_id.unwrap_or(known.item_id);
    let title = match &change.title {
        Some(title) => Title::new(title, Field::Title)?.as_str().to_owned(),
        None => known.title.clone(),
    };
    let symbol = match &change.symbol {
        Some(symbol) => text::optional_line(symbol, Field::Symbol)?,
        None => known.symbol.clone(),
    };
    let wanted = Filing {
        unit: change.unit.clone().or_else(|| known.filing.unit.clone()),
        type_code: change.type_code.clone().or_else(|| known.filing.type_code.clone()),
        issued_on: change.issued_on.unwrap_or(known.filing.issued_on),
        classification: change.classification.clone().unwrap_or_else(|| known.filing.classification.clone()),
    };
    let next = filing(&wanted)?;
    if item_id == known.item_id && title == known.title && symbol == known.symbol && next == known.filing {
        return Ok(Vec::new());
    }
    let filing = (next != known.filing).then_some(next);
    Ok(vec![Event::PaperEdited { paper_id, item_id, title, symbol, filing }])
}

pub(super) fn replace(state: &MeetingState, paper_id: PaperId, file: &FileRef) -> Result<Vec<Event>, Refusal> {
    if known(state, paper_id)?.versions.last().is_some_and(|shown| shown.file.hash == file.hash) {
        return Err(Refusal::SameFile);
    }
    Ok(vec![Event::PaperReplaced { paper_id, file: file.clone() }])
}

pub(super) fn withdraw(state: &MeetingState, paper_id: PaperId) -> Result<Vec<Event>, Refusal> {
    known(state, paper_id)?;
    Ok(vec![Event::PaperWithdrawn { paper_id }])
}
