//! `/api/meetings/{m}/papers`: attaching, replacing, renaming and withdrawing papers.

use axum::{Json, body::Body, extract::State, http::StatusCode};
use chrono::NaiveDate;
use domain::{
    command::{Command, PaperChange},
    ids::{AgendaItemId, MeetingId, PaperId},
    refusal::{Refusal, Thing},
    rules::Rules,
};
use papers::kind::Unusable;
use serde::Deserialize;
use store::intakes::{Intake, IntakeState, Outcome, Wishes};
use utoipa::{IntoParams, ToSchema};

use super::{
    ActReceipt, Acted, act,
    intakes::{self, Place, UPLOAD_LIMIT},
};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Idempotency, Path, Query},
    identity::Identity,
    intake,
};

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

/// Attaches a file to an item, in one request. The body is the file itself, up to 200 MB; it is streamed and examined before
/// anybody sees it. `…/intakes` does the same in pieces that survive a cut.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/papers", tag = "papers", params(("meeting_id" = MeetingId, Path), Attaching),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn attach(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(attaching): Query<Attaching>,
    Idempotency(key): Idempotency,
    body: Body,
) -> Result<Json<ActReceipt>, ApiError> {
    let Attaching { item, name, title, symbol, unit } = attaching;
    let wishes = Wishes { title, symbol, unit, key: key.map(|key| key.to_string()) };
    whole(&app, meeting_id, &identity, Place { item_id: Some(item), replaces: None }, &name, wishes, body).await.map(Json)
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
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn replace(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(replacing): Query<Replacing>,
    Idempotency(key): Idempotency,
    body: Body,
) -> Result<Json<ActReceipt>, ApiError> {
    let wishes = Wishes { key: key.map(|key| key.to_string()), ..Wishes::default() };
    whole(&app, meeting_id, &identity, Place { item_id: None, replaces: Some(paper_id) }, &replacing.name, wishes, body).await.map(Json)
}

/// Takes a whole file in and waits until it is a paper. A file that cannot be one leaves nothing behind.
pub async fn whole(
    app: &App,
    meeting_id: MeetingId,
    identity: &Identity,
    place: Place,
    name: &str,
    wishes: Wishes,
    body: Body,
) -> Result<ActReceipt, ApiError> {
    let intake = intakes::announce(app, meeting_id, identity, place, name, UPLOAD_LIMIT, wishes).await?;
    let outcome = carried_out(app, intake.clone(), body).await;
    if !matches!(outcome, Ok(Outcome { state: IntakeState::Waiting, .. })) {
        app.store.files.discard(&intake.intake_id.to_string()).await?;
        app.store.put_away_intake(intake.intake_id).await?;
    }
    match outcome? {
        Outcome { state: IntakeState::NeedsPassword, .. } => Err(intake::refused(Unusable::Encrypted)),
        Outcome { problem: Some(why), .. } => Err(intake::answer(why)),
        Outcome { paper_id: Some(paper_id), .. } => {
            let state = app.rooms.open(meeting_id).await?.room.state();
            let seq = state.papers.get(&paper_id).map_or(state.seq, |paper| paper.revision);
            Ok(ActReceipt { seq, id: place.replaces.is_none().then_some(paper_id.0) })
        }
        Outcome { .. } => Err(ApiError::internal()),
    }
}

async fn carried_out(app: &App, mut intake: Intake, body: Body) -> Result<Outcome, ApiError> {
    intakes::append(app, &intake, 0, body).await?;
    let arrived = app.store.files.assemble(&intake.intake_id.to_string()).await?;
    app.store.intake_arrived(intake.intake_id, &arrived, IntakeState::Working, clock::now()).await?;
    (intake.hash, intake.size) = (Some(arrived.hash), arrived.size);
    intakes::in_task(app, intake, None).await
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
