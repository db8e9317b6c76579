//! What somebody may read of a paper: which version, which bytes, and what is known about them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    audience::{Audience, Door, hats},
    ids::{MeetingId, PaperId},
    paper::{FileRef, PDF},
    permission::{Action, may},
    refusal::{Refusal, Thing},
    state::MeetingState,
    view::readable_file,
};
use papers::kind::Kind;
use store::studies::{KeptFile, Study};

use crate::{app::App, error::ApiError, identity::Identity};

/// The copies of files that have one. A copy is made once, so what is remembered stays true; asked of the database, it would
/// be asked at every range of every tablet.
#[derive(Debug, Default)]
pub struct Copies(Mutex<HashMap<String, Arc<KeptFile>>>);

/// Most copies remembered; then it begins anew.
const REMEMBERED: usize = 10_000;

impl Copies {
    /// The reading copy of a file, where there is one.
    pub async fn of(&self, app: &App, hash: &str) -> Result<Option<Arc<KeptFile>>, ApiError> {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash) {
            return Ok(Some(known.clone()));
        }
        let Some(copy) = app.store.study(hash).await?.and_then(|study| study.reading_hash) else { return Ok(None) };
        let Some(kept) = app.store.kept_file(&copy).await? else { return Ok(None) };
        let kept = Arc::new(kept);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(hash.to_owned(), kept.clone());
        Ok(Some(kept))
    }
}

/// A version of a paper somebody may read.
pub struct Reading {
    /// The meeting.
    pub state: Arc<MeetingState>,
    /// The paper.
    pub paper_id: PaperId,
    /// The version.
    pub version: FileRef,
    /// Whether the original, as it came, may be taken away.
    pub original: bool,
}

impl Reading {
    /// The version of a paper with this content, or the shown one, if this person may read it through any door.
    pub async fn of(
        app: &App,
        identity: &Identity,
        meeting_id: MeetingId,
        paper_id: PaperId,
        hash: Option<&str>,
    ) -> Result<Self, ApiError> {
        let state = app.rooms.open(meeting_id).await?.room.state();
        let shown = state.papers.get(&paper_id).and_then(|paper| paper.versions.last()).map(|version| version.file.hash.clone());
        let wanted = hash.map(str::to_owned).or(shown).ok_or(Refusal::NotFound(Thing::Paper))?;
        let version = readable(&state, identity, paper_id, &wanted).cloned().ok_or(Refusal::NotFound(Thing::Paper))?;
        let original = may_have_original(&state, identity);
        Ok(Self { state, paper_id, version, original })
    }

    /// What is known of it.
    pub async fn study(&self, app: &App) -> Result<Option<Study>, ApiError> {
        Ok(app.store.study(&self.version.hash).await?)
    }
}

/// A file of a paper, whichever it is: a version as it came, or a version's reading copy.
pub async fn file(app: &App, state: &MeetingState, identity: &Identity, paper_id: PaperId, hash: &str) -> Result<FileRef, ApiError> {
    if let Some(version) = readable(state, identity, paper_id, hash) {
        // Where there is a cleaned copy, the original is for those who may take it away.
        if may_have_original(state, identity) || app.copies.of(app, hash).await?.is_none() {
            return Ok(version.clone());
        }
        return Err(superseded());
    }
    let versions = state.papers.get(&paper_id).map(|paper| paper.versions.as_slice()).unwrap_or_default();
    for version in versions.iter().map(|version| &version.file).rev() {
        if readable(state, identity, paper_id, &version.hash).is_none() {
            break;
        }
        if let Some(copy) = app.copies.of(app, &version.hash).await?.filter(|copy| copy.hash == hash) {
            return Ok(FileRef {
                hash: copy.hash.clone(),
                name: as_pdf(&version.name),
                size: copy.size,
                pages: copy.pages,
                kind: PDF.to_owned(),
            });
        }
    }
    Err(Refusal::NotFound(Thing::Paper).into())
}

/// The media type of a file, by its content.
pub fn media_type(file: &FileRef) -> &'static str {
    const NONE: &str = "application/octet-stream";
    serde_json::from_value::<Kind>(file.kind.clone().into()).map_or(NONE, Kind::media_type)
}

/// The name of a file made a PDF.
pub fn as_pdf(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.eq_ignore_ascii_case(PDF) => format!("{stem}.{PDF}"),
        _ => name.to_owned(),
    }
}

/// The file, if it is readable through any door this person has.
pub fn readable<'a>(state: &'a MeetingState, identity: &Identity, paper_id: PaperId, hash: &str) -> Option<&'a FileRef> {
    [Door::Room, Door::Desk]
        .into_iter()
        .filter_map(|door| Audience::of(state, &identity.actor, door))
        .find_map(|audience| readable_file(state, &audience, paper_id, hash))
}

fn may_have_original(state: &MeetingState, identity: &Identity) -> bool {
    hats(state, &identity.actor).into_iter().any(|hat| may(hat, Action::DownloadOriginal, state.phase))
}

fn superseded() -> ApiError {
    ApiError::new(
        axum::http::StatusCode::FORBIDDEN,
        "reading_copy_only",
        "Tài liệu này đã có bản đọc. Mời mở lại tài liệu; bản gốc chỉ dành cho chủ trì và bộ phận thư ký.",
        "This paper has a reading copy now. Open the paper again; the original is for the chair and the secretariat.",
    )
}
