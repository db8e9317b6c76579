//! `/api/meetings/{m}/papers/{p}/…`: what is known about a paper's file, and what a reader needs to open it.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MeetingId, PaperId},
    refusal::{Refusal, Thing},
};
use papers::{
    compare::{self, PageChange},
    kind::Kind,
    worker::{Answer, Step},
};
use serde::{Deserialize, Serialize};
use store::studies::{Page, Study, StudyState};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    facts::Facts,
    http::extract::{self, Path, Query},
    identity::Identity,
    reading::Reading,
    study,
    worker::{self, Failure},
};

/// Which version; by default the shown one.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Version {
    /// SHA-256 of the version.
    hash: Option<String>,
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
fn as_view<T: for<'de> Deserialize<'de>>(part: impl Serialize) -> Option<T> {
    serde_json::to_value(part).ok().and_then(|value| serde_json::from_value(value).ok())
}

fn proposal(facts: &Facts) -> Option<ProposalView> {
    let mut view: ProposalView = as_view(facts.proposal.as_ref()?)?;
    let code = match view.classification.as_deref() {
        Some("confidential") => Some("mat"),
        Some("secret") => Some("toi_mat"),
        Some("top_secret") => Some("tuyet_mat"),
        _ => None,
    };
    view.classification = code.map(str::to_owned);
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
        proposal: if desk { proposal(&facts) } else { None },
        missing: as_view(&facts.missing).unwrap_or_default(),
        unconvertible: facts.unconvertible,
        poor_fonts: facts.poor_fonts,
        original: reading.original,
    }))
}

/// What a reader needs to open a paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opening {
    /// The version.
    version: String,
    /// What to fetch from `…/files/{hash}`: the reading copy, or the original while there is none. Absent where the paper has
    /// no pages to show.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// Bytes of that.
    size: u64,
    /// "pdf", "docx", …: what the version is.
    kind: String,
    /// Pages.
    pages: u32,
    /// Width and height of each page as shown, in points; empty until they are known.
    page_sizes: Vec<[f32; 2]>,
    /// Where its study stands.
    #[schema(value_type = String)]
    state: StudyState,
    /// Pages that differ from the version this person read last.
    changed_pages: Vec<u32>,
    /// Pages whose text was recognised from a picture.
    recognised_pages: Vec<u32>,
    /// A line to lay over every page.
    #[serde(skip_serializing_if = "Option::is_none")]
    watermark: Option<String>,
    /// Whether the original may be taken away.
    original: bool,
}

/// What a reader needs to open a paper: which bytes, the pages' sizes, and what changed since last time.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/opening", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Version),
    responses((status = 200, body = Opening), (status = 404, body = Problem)))]
pub async fn opening(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(version): Query<Version>,
) -> Result<Json<Opening>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let study = reading.study(&app).await?;
    let pages = app.store.pages(&reading.version.hash).await?;
    let copy = app.copies.of(&app, &reading.version.hash).await?;
    let is_pdf = reading.version.kind == Kind::Pdf.ending();
    let (hash, size) = match &copy {
        Some(copy) => (Some(copy.hash.clone()), copy.size),
        None => (is_pdf.then(|| reading.version.hash.clone()), reading.version.size),
    };
    Ok(Json(Opening {
        hash,
        size,
        kind: reading.version.kind.clone(),
        pages: reading.version.pages,
        page_sizes: pages.iter().filter(|page| page.width > 0.0).map(|page| [page.width, page.height]).collect(),
        state: study.as_ref().map_or(StudyState::Waiting, |study| study.state),
        changed_pages: changed(&app, &identity, &reading, &pages).await?,
        recognised_pages: pages.iter().filter(|page| page.source == "recognised").map(|page| page.number).collect(),
        watermark: watermark(&reading, &identity),
        original: reading.original,
        version: reading.version.hash,
    }))
}

/// What is laid over pages of a paper whose classification asks for it: who reads, and when.
fn watermark(reading: &Reading, identity: &Identity) -> Option<String> {
    let class = reading.state.papers.get(&reading.paper_id)?.filing.classification.as_ref().filter(|class| class.watermark)?;
    let now = clock::house_time(clock::now()).format("%d/%m/%Y %H:%M");
    Some(format!("{} · {} · {now}", class.name, identity.actor.name))
}

/// Pages of the shown version that differ from the one this person read last; none for who reads it for the first time.
async fn changed(app: &App, identity: &Identity, reading: &Reading, pages: &[Page]) -> Result<Vec<u32>, ApiError> {
    let Some(read) = app.store.last_reading(identity.account_id, reading.paper_id).await? else { return Ok(Vec::new()) };
    let versions = reading.state.papers.get(&reading.paper_id).map(|paper| paper.versions.as_slice()).unwrap_or_default();
    if read == reading.version.hash || pages.is_empty() || !versions.iter().any(|version| version.hash == read) {
        return Ok(Vec::new());
    }
    let old = app.store.pages(&read).await?;
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let new: Vec<String> = pages.iter().map(|page| page.text.clone()).collect();
    let compared = compared(old.into_iter().map(|page| page.text).collect(), new).await?;
    let differs = |page: &compare::ComparedPage| matches!(page.kind, PageChange::Changed | PageChange::Added);
    Ok(compared.iter().filter(|page| differs(page)).filter_map(|page| page.to).collect())
}

/// Compares two versions away from where requests are answered: two of 2,000 pages take a second.
async fn compared(old: Vec<String>, new: Vec<String>) -> Result<Vec<compare::ComparedPage>, ApiError> {
    let work = move || {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
        compare::compare(&old, &new)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())
}

/// Which version was read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Read {
    /// SHA-256 of the version.
    hash: String,
}

/// Notes that this person has read this version: from now on changes count from here.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/papers/{paper_id}/reading", tag = "papers", request_body = Read,
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn read(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    extract::Json(read): extract::Json<Read>,
) -> Result<StatusCode, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, Some(&read.hash)).await?;
    app.store.note_reading(identity.account_id, paper_id, &reading.version.hash).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A paper's versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Versions {
    /// Oldest first; the last one is shown.
    versions: Vec<VersionView>,
}

/// One version.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionView {
    /// From 1.
    version: u32,
    /// SHA-256.
    hash: String,
    /// The name it came with.
    name: String,
    /// Bytes.
    size: u64,
    /// Pages.
    pages: u32,
    /// "pdf", "docx", …
    kind: String,
}

/// The versions of a paper.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/versions", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 200, body = Versions), (status = 404, body = Problem)))]
pub async fn versions(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
) -> Result<Json<Versions>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, None).await?;
    let versions = reading.state.papers.get(&paper_id).map(|paper| paper.versions.clone()).unwrap_or_default();
    let versions = (1..).zip(versions).map(|(version, file)| VersionView {
        version,
        hash: file.hash,
        name: file.name,
        size: file.size,
        pages: file.pages,
        kind: file.kind,
    });
    Ok(Json(Versions { versions: versions.collect() }))
}

/// Which two versions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// SHA-256 of the earlier one.
    from: String,
    /// SHA-256 of the later one.
    to: String,
}

/// What changed between two versions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Comparison {
    /// Page by page, in the order of the later version; removed ones where they stood.
    pages: Vec<ComparedPageView>,
}

/// A page of either version, or of both.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct ComparedPageView {
    /// Page of the earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<u32>,
    /// Page of the later version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<u32>,
    /// same, changed, added or removed.
    kind: String,
    /// Its text in pieces.
    runs: Vec<RunView>,
}

/// A piece of text.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct RunView {
    /// same, removed or added.
    kind: String,
    /// It.
    text: String,
}

/// What changed between two versions of a paper, by their text.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/comparison", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Between),
    responses((status = 200, body = Comparison), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn comparison(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(between): Query<Between>,
) -> Result<Json<Comparison>, ApiError> {
    let from = Reading::of(&app, &identity, meeting_id, paper_id, Some(&between.from)).await?;
    let to = Reading::of(&app, &identity, meeting_id, paper_id, Some(&between.to)).await?;
    let text = async |reading: &Reading| -> Result<Vec<String>, ApiError> {
        let read = |study: &Study| Facts::from_json(&study.facts).has("text");
        if !reading.study(&app).await?.as_ref().is_some_and(read) {
            return Err(not_studied());
        }
        Ok(app.store.pages(&reading.version.hash).await?.into_iter().map(|page| page.text).collect())
    };
    let pages = compared(text(&from).await?, text(&to).await?).await?;
    Ok(Json(Comparison { pages: as_view(&pages).unwrap_or_default() }))
}

fn not_studied() -> ApiError {
    ApiError::new(
        StatusCode::CONFLICT,
        "not_studied_yet",
        "Nội dung tài liệu chưa được đọc xong nên chưa so sánh được. Mời thử lại sau ít phút.",
        "The paper's text has not been read yet, so it cannot be compared. Try again in a few minutes.",
    )
}

/// How large a picture is wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PictureWanted {
    /// Pixels across: 160, 800 or 1600.
    width: Option<u32>,
    /// SHA-256 of the version; by default the shown one.
    hash: Option<String>,
}

/// A page as a picture (WebP). Drawn once and kept; with a watermark it is drawn for each reader.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/pages/{page}/picture", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("page" = u32, Path), PictureWanted),
    responses((status = 200, description = "The picture", content_type = "image/webp"), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn picture(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, page)): Path<(MeetingId, PaperId, u32)>,
    Query(wanted): Query<PictureWanted>,
) -> Result<Response, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, wanted.hash.as_deref()).await?;
    // A few widths, so that what is kept stays little: the next one that is large enough.
    let wanted_width = wanted.width.unwrap_or(study::LARGE);
    let width = [study::SMALL, 800].into_iter().find(|width| *width >= wanted_width).unwrap_or(study::LARGE);
    if page == 0 || page > reading.version.pages {
        return Err(Refusal::NotFound(Thing::Paper).into());
    }
    let hash = &reading.version.hash;
    let watermark = watermark(&reading, &identity);
    let known = match &watermark {
        None => app.store.files.picture(hash, page, width).await?,
        Some(_) => None,
    };
    let picture = match known {
        Some(picture) => picture,
        None => {
            let picture = draw(&app, &reading, page, width, watermark.clone()).await?;
            if watermark.is_none() {
                app.store.files.keep_picture(hash, page, width, picture.clone()).await?;
            }
            picture
        }
    };
    let cache = if watermark.is_some() { "no-store" } else { "private, max-age=3600" };
    Ok(([(header::CONTENT_TYPE, "image/webp"), (header::CACHE_CONTROL, cache)], picture).into_response())
}

async fn draw(app: &App, reading: &Reading, page: u32, width: u32, watermark: Option<String>) -> Result<bytes::Bytes, ApiError> {
    let copy = app.copies.of(app, &reading.version.hash).await?;
    let (hash, size) = match &copy {
        Some(copy) => (copy.hash.as_str(), copy.size),
        None if reading.version.kind == Kind::Pdf.ending() => (reading.version.hash.as_str(), reading.version.size),
        None => return Err(undrawable()),
    };
    let bytes = app.store.files.read(hash, 0..size).await?;
    let step = Step::Picture { password: None, page, width, watermark };
    match worker::run(&step, bytes, |_progress| {}).await {
        Ok(found) => match (found.answers.into_iter().next(), found.bytes.into_iter().next()) {
            (Some(Answer::Picture { .. }), Some(picture)) => Ok(picture.into()),
            _ => Err(undrawable()),
        },
        Err(Failure::File { .. }) => Err(undrawable()),
        Err(failure @ Failure::Machine(_)) => {
            tracing::error!(error = &failure as &dyn std::error::Error, "a page could not be drawn");
            Err(ApiError::internal())
        }
    }
}

fn undrawable() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no_picture",
        "Trang này không vẽ thành ảnh được. Mời xem bản PDF, hoặc tải bản gốc.",
        "This page cannot be drawn as a picture. Read the PDF, or download the original.",
    )
}

/// The text of a page.
#[derive(Debug, Serialize, ToSchema)]
pub struct PageView {
    /// From 1.
    number: u32,
    /// Where its text is from.
    source: String,
    /// Its text.
    text: String,
    /// Width as shown, in points.
    width: f32,
    /// Height as shown, in points.
    height: f32,
    /// Where its words stand.
    words: Vec<WordView>,
}

/// A word on a page, in points from the top left.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct WordView {
    /// What it says.
    text: String,
    /// Left edge.
    x: f32,
    /// Top edge.
    y: f32,
    /// Width.
    w: f32,
    /// Height.
    h: f32,
}

/// A page's text and where its words stand: for selecting and marking on a picture.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/pages/{page}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("page" = u32, Path), Version),
    responses((status = 200, body = PageView), (status = 404, body = Problem)))]
pub async fn page(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, page)): Path<(MeetingId, PaperId, u32)>,
    Query(version): Query<Version>,
) -> Result<Json<PageView>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, version.hash.as_deref()).await?;
    let page = app.store.page(&reading.version.hash, page).await?.ok_or(Refusal::NotFound(Thing::Paper))?;
    let words = page.words.as_deref().map(study::unpack).unwrap_or_default();
    Ok(Json(PageView {
        number: page.number,
        source: page.source,
        text: page.text,
        width: page.width,
        height: page.height,
        words: as_view(&words).unwrap_or_default(),
    }))
}
