//! `/api/meetings/{m}/papers`: attaching, replacing, renaming and withdrawing papers.

use axum::{body::Body, extract::State, http::StatusCode};
use chrono::NaiveDate;
use domain::{
    command::{Command, PaperChange},
    decide::decide,
    ids::{AgendaItemId, IdempotencyKey, MeetingId, PaperId},
    paper::{FileRef, Filing, PDF},
    permission::Action,
    refusal::{Refusal, Thing},
    rules::Rules,
    text,
};
use serde::Deserialize;
use store::{
    files::{ArrivalError, Arrived},
    studies::KeptFile,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{ActReceipt, Acted, act, authorised};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Idempotency, Path, Query},
    identity::Identity,
    intake,
};

/// Largest upload, in bytes.
const UPLOAD_LIMIT: u64 = 200 * 1024 * 1024;

/// What is attached.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Attaching {
    /// The item it belongs to.
    item: AgendaItemId,
    /// The file's name.
    name: String,
    /// Title; by default the name without its ending.
    title: Option<String>,
    /// Number and symbol.
    symbol: Option<String>,
    /// Unit that submits it; by default the presenter's.
    unit: Option<String>,
}

/// Attaches a PDF to an item. The body is the file itself, up to 200 MB; it is streamed and examined before anybody sees it.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/papers", tag = "papers", params(("meeting_id" = MeetingId, Path), Attaching),
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn attach(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(attaching): Query<Attaching>,
    Idempotency(key): Idempotency,
    body: Body,
) -> Acted {
    let state = authorised(&app, meeting_id, Action::AttachPaper, &identity).await?;
    let item = state.items.get(&attaching.item).ok_or(Refusal::NotFound(Thing::AgendaItem))?;
    let unit = attaching.unit.or_else(|| item.content.presenter.as_ref().map(|presenter| presenter.unit.clone()));
    let arrival = take_in(&app, &attaching.name, body).await?;
    let file = arrival.file.clone();
    let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).replace('_', " ");
    let title = attaching.title.filter(|title| !text::line(title).is_empty()).unwrap_or(stem);
    let filing = Filing { unit, ..Filing::default() };
    let command =
        Command::AttachPaper { paper_id: clock::new_id(), item_id: attaching.item, title, symbol: attaching.symbol, filing, file };
    keep_and_act(&app, meeting_id, arrival, command, &identity, key).await
}

/// The file's name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Replacing {
    /// The file's name.
    name: String,
}

/// Replaces a paper's file by a new version. Whoever is reading the old one may finish.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/papers/{paper_id}/file", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Replacing),
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn replace(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(replacing): Query<Replacing>,
    Idempotency(key): Idempotency,
    body: Body,
) -> Acted {
    let state = authorised(&app, meeting_id, Action::AttachPaper, &identity).await?;
    if !state.papers.contains_key(&paper_id) {
        return Err(Refusal::NotFound(Thing::Paper).into());
    }
    let arrival = take_in(&app, &replacing.name, body).await?;
    let command = Command::ReplacePaper { paper_id, file: arrival.file.clone() };
    keep_and_act(&app, meeting_id, arrival, command, &identity, key).await
}

/// Changes of a paper; absent means "as it is".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperEdit {
    /// The paper's `revision` as last seen.
    revision: u64,
    /// Title.
    title: Option<String>,
    /// Number and symbol; empty takes it away.
    symbol: Option<String>,
    /// Submitting unit; empty takes it away.
    unit: Option<String>,
    /// Code of the type; empty takes it away.
    type_code: Option<String>,
    /// The date it bears (YYYY-MM-DD); empty takes it away.
    issued_on: Option<String>,
    /// Code of the classification; empty takes it away.
    classification: Option<String>,
    /// Another item.
    item_id: Option<AgendaItemId>,
}

impl PaperEdit {
    fn change(self, rules: &Rules) -> Result<PaperChange, ApiError> {
        let issued_on = match self.issued_on.as_deref().map(str::trim) {
            None => None,
            Some("") => Some(None),
            Some(date) => Some(Some(date.parse::<NaiveDate>().map_err(|_| no_date())?)),
        };
        let classification = match self.classification.as_deref() {
            None => None,
            Some("") => Some(None),
            Some(code) => Some(Some(rules.classification(code).cloned().ok_or(Refusal::NotFound(Thing::Classification))?)),
        };
        Ok(PaperChange {
            title: self.title,
            symbol: self.symbol,
            unit: self.unit,
            type_code: self.type_code,
            issued_on,
            classification,
            item_id: self.item_id,
        })
    }
}

fn no_date() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no_date",
        "Ngày ban hành không đọc được. Mời nhập theo dạng năm-tháng-ngày, ví dụ 2026-11-26.",
        "The date cannot be read. Give it as year-month-day, for example 2026-11-26.",
    )
}

/// Changes title, symbol, filing or item of a paper.
#[utoipa::path(patch, path = "/api/meetings/{meeting_id}/papers/{paper_id}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)), request_body = PaperEdit,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Idempotency(key): Idempotency,
    extract::Json(edit): extract::Json<PaperEdit>,
) -> Acted {
    let revision = edit.revision;
    let command = Command::EditPaper { paper_id, revision, change: edit.change(&app.rules)? };
    act(&app, meeting_id, command, &identity, key).await
}

/// Withdraws a paper: it leaves every tablet.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/papers/{paper_id}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn withdraw(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::WithdrawPaper { paper_id }, &identity, key).await
}

/// A file that arrived and was found usable, not yet kept.
struct Arrival {
    arrived: Arrived,
    file: FileRef,
}

/// Streams a file in and examines it. A file that cannot be used leaves nothing behind.
async fn take_in(app: &App, name: &str, body: Body) -> Result<Arrival, ApiError> {
    let files = &app.store.files;
    let place: Uuid = clock::new_id();
    let arrived = files.arrive(&place.to_string(), UPLOAD_LIMIT, body.into_data_stream()).await.map_err(|error| match error {
        ArrivalError::TooLarge { .. } => ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "file_too_large",
            "Tệp lớn hơn 200 MB nên không nhận. Mời chia nhỏ hoặc giảm dung lượng ảnh rồi tải lại.",
            "The file is larger than 200 MB and was not taken. Split it or shrink its pictures and upload it again.",
        ),
        // One request is its upload's only sender: to stand elsewhere, it must have been cut.
        ArrivalError::Sender(_) | ArrivalError::Elsewhere { .. } => ApiError::new(
            StatusCode::BAD_REQUEST,
            "upload_cut",
            "Đường truyền bị ngắt khi đang tải tệp. Chưa lưu gì; mời tải lại.",
            "The connection broke during the upload. Nothing was kept; upload it again.",
        ),
        ArrivalError::Store(error) => error.into(),
    })?;
    let inspected = match app.store.kept_file(&arrived.hash).await? {
        Some(kept) => Ok(kept.pages),
        None => intake::inspect(files, &arrived).await.map(|examination| examination.pages.unwrap_or(0)),
    };
    match inspected {
        Ok(pages) => {
            let file = FileRef { hash: arrived.hash.clone(), name: text::file_name(name), size: arrived.size, pages, kind: PDF.to_owned() };
            Ok(Arrival { arrived, file })
        }
        Err(error) => {
            files.discard(&arrived.id).await?;
            Err(error)
        }
    }
}

/// Keeps an arrived file and carries the act out that shows it; an act that would be refused keeps nothing.
async fn keep_and_act(
    app: &App,
    meeting_id: MeetingId,
    arrival: Arrival,
    command: Command,
    identity: &Identity,
    key: Option<IdempotencyKey>,
) -> Acted {
    let state = app.rooms.open(meeting_id).await?.room.state();
    if decide(&state, &command, &identity.actor).is_ok() {
        keep(app, arrival).await?;
        return act(app, meeting_id, command, identity, key).await;
    }
    // Refused now; but a retry of what was carried out before is still answered from the journal.
    let outcome = act(app, meeting_id, command, identity, key).await;
    match &outcome {
        Ok(_) => {
            keep(app, arrival).await?;
        }
        Err(_) => app.store.files.discard(&arrival.arrived.id).await?,
    }
    outcome
}

async fn keep(app: &App, arrival: Arrival) -> Result<FileRef, ApiError> {
    let Arrival { arrived, file } = arrival;
    app.store.files.keep(&arrived).await?;
    let kept = KeptFile { hash: file.hash.clone(), size: file.size, pages: file.pages, kind: file.kind.clone() };
    app.store.keep_file(&kept, clock::now()).await?;
    Ok(file)
}

/// Keeps a file that comes with the program (the demonstration's papers), examined like any other.
pub async fn take_in_bytes(app: &App, name: &str, bytes: Vec<u8>) -> Result<FileRef, ApiError> {
    let arrival = take_in(app, name, Body::from(bytes)).await?;
    keep(app, arrival).await
}
