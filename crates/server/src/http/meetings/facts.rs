//! `/api/meetings/{m}/papers/{p}/facts`: what is known about a paper's file.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MeetingId, PaperId},
    rules::Rules,
};
use serde::{Deserialize, Serialize};
use store::studies::StudyState;
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    error::{ApiError, Problem},
    facts::Facts,
    http::extract::{Path, Query},
    identity::Identity,
    reading::Reading,
};

/// Which version; by default the shown one.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Version {
    /// SHA-256 of the version.
    pub(super) hash: Option<String>,
}

/// What is known about a file.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactsView {
    /// The version.
    hash: String,
    /// "pdf", "docx", …
    kind: String,
    /// Bytes.
    size: u64,
    /// Pages; 0 where they cannot be counted.
    pages: u32,
    /// Where its study stands: waiting, working, done or failed.
    #[schema(value_type = String)]
    state: StudyState,
    /// text, copy, pictures, signatures or recognise, while it is studied.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// How far the step is.
    done: u32,
    /// 0 where nobody can say.
    total: u32,
    /// The copy tablets read.
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<CopyView>,
    /// Why there is none: too_slow, text_differs, …
    #[serde(skip_serializing_if = "Option::is_none")]
    no_copy: Option<String>,
    /// Where each page's text came from, in the order of the pages: extracted, mended, fallback, office, recognised or none.
    sources: Vec<String>,
    /// What people should know.
    warnings: Vec<WarningView>,
    /// What the reading copy has not.
    removed: Vec<RemovedView>,
    /// Images made smaller in the reading copy.
    images: u32,
    /// Its digital signatures; absent where they were not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    signatures: Option<Vec<SignatureView>>,
    /// What its first page says it is; for those who may change the paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<ProposalView>,
    /// Programs this machine lacks: libreoffice, tesseract.
    missing: Vec<String>,
    /// An office file that could not be made a PDF.
    unconvertible: bool,
    /// The PDF made of an office file mixes fonts within words.
    poor_fonts: bool,
    /// Whether the original may be taken away.
    original: bool,
}

/// A reading copy.
#[derive(Debug, Serialize, ToSchema)]
pub struct CopyView {
    /// SHA-256.
    hash: String,
    /// Bytes.
    size: u64,
}

/// Something people should know about a file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct WarningView {
    /// Stable code.
    code: String,
    /// The pages it is true of; empty where it is true of the file.
    #[serde(default)]
    pages: Vec<u32>,
}

/// Something the reading copy has not.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RemovedView {
    /// Stable code.
    kind: String,
    /// How many of it.
    count: u32,
}

/// A digital signature.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct SignatureView {
    /// Who signed.
    signer: String,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    /// Who vouches for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// Why, in the signer's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Where, in the signer's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed_at: Option<DateTime<Utc>>,
    /// Whether somebody else vouches for the time.
    #[serde(default)]
    timestamped: bool,
    /// What it is for.
    #[serde(default)]
    purpose: String,
    /// whole: nothing was added after it; part: something was.
    covers: String,
    /// Pages the file had when it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pages: Option<u32>,
    /// What was added afterwards.
    #[serde(default)]
    added: Vec<String>,
    /// valid, altered, unknown_issuer or unreadable.
    state: String,
    /// What else is to be said.
    #[serde(default)]
    remarks: Vec<String>,
    /// Where it is seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    visible: Option<VisibleView>,
}

/// Where a signature is seen.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct VisibleView {
    /// Page, from 1.
    page: u32,
    /// Rectangle on the page, in points.
    rect: Vec<f32>,
}

/// What a paper says it is.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ProposalView {
    /// Code of its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    type_code: Option<String>,
    /// Number and symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    /// The date it bears (YYYY-MM-DD).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issued_on: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Code of the classification stamped on it, as `/api/filing` lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    classification: Option<String>,
}

/// A part of the facts as the wire has it: the same fields under the same names.
pub(super) fn as_view<T: for<'de> Deserialize<'de>>(part: impl Serialize) -> Option<T> {
    serde_json::to_value(part).ok().and_then(|value| serde_json::from_value(value).ok())
}

fn proposal(facts: &Facts, rules: &Rules) -> Option<ProposalView> {
    let mut view: ProposalView = as_view(facts.proposal.as_ref()?)?;
    view.classification = view.classification.and_then(|stamp| Some(rules.stamped(&stamp)?.code.clone()));
    Some(view)
}

/// What is known about a paper's file.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/facts", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Version),
    responses((status = 200, body = FactsView), (status = 404, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(version): Query<Version>,
) -> Result<Json<FactsView>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let study = reading.study(&app).await?;
    let facts = study.as_ref().map(|study| Facts::from_json(&study.facts)).unwrap_or_default();
    let desk = domain::decide::authorise(&reading.state, domain::permission::Action::SeeDesk, &identity.actor).is_ok();
    let copy = match study.as_ref().and_then(|study| study.reading_hash.as_deref()) {
        Some(hash) => app.store.kept_file(hash).await?,
        None => None,
    };
    let pages = app.store.pages(&reading.version.hash).await?;
    Ok(Json(FactsView {
        hash: reading.version.hash.clone(),
        kind: reading.version.kind.clone(),
        size: reading.version.size,
        pages: reading.version.pages,
        state: study.as_ref().map_or(StudyState::Waiting, |study| study.state),
        step: study.as_ref().filter(|study| study.state == StudyState::Working).and_then(|study| study.progress.step.clone()),
        done: study.as_ref().map_or(0, |study| study.progress.done),
        total: study.as_ref().map_or(0, |study| study.progress.total),
        reading: copy.map(|copy| CopyView { hash: copy.hash, size: copy.size }),
        no_copy: facts.no_copy.and_then(as_view),
        sources: pages.into_iter().map(|page| page.source).collect(),
        warnings: as_view(&facts.warnings).unwrap_or_default(),
        removed: as_view(&facts.removed).unwrap_or_default(),
        images: facts.images,
        signatures: facts.signatures.as_ref().and_then(as_view),
        proposal: if desk { proposal(&facts, &app.rules) } else { None },
        missing: as_view(&facts.missing).unwrap_or_default(),
        unconvertible: facts.unconvertible,
        poor_fonts: facts.poor_fonts,
        original: reading.original,
    }))
}
