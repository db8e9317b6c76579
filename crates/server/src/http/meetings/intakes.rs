//! `/api/meetings/{m}/intakes`: files on their way to becoming papers; sent in pieces, resumed after a cut, watched, cancelled.

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    command::Command,
    decide::decide,
    ids::{AgendaItemId, IntakeId, MeetingId, PaperId},
    paper::{FileRef, Filing, PDF},
    permission::Action,
    refusal::{Refusal, Thing},
    text,
};
use serde::{Deserialize, Serialize};
use store::{
    files::ArrivalError,
    intakes::{Intake, IntakeState, Wishes},
    jobs::Progress,
};
use tokio::sync::oneshot;
use utoipa::ToSchema;

use super::authorised;
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Path},
    identity::Identity,
    intake,
    jobs::LIVING,
    tasks,
};

/// Largest upload, in bytes.
pub const UPLOAD_LIMIT: u64 = 200 * 1024 * 1024;
/// How long an upload that is over stays listed.
const LISTED: TimeDelta = TimeDelta::hours(12);

/// A file to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIntake {
    /// The item it becomes a paper of; or
    item_id: Option<AgendaItemId>,
    /// the paper it is a new version of.
    paper_id: Option<PaperId>,
    /// The file's name.
    name: String,
    /// Bytes.
    size: u64,
    /// Title; by default the name without its ending.
    title: Option<String>,
    /// Number and symbol.
    symbol: Option<String>,
    /// Unit that submits it; by default the presenter's.
    unit: Option<String>,
}

/// Where bytes stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct Received {
    /// Which upload.
    intake_id: IntakeId,
    /// Bytes that are here: where the next one belongs.
    received: u64,
    /// Where it stands.
    #[schema(value_type = String)]
    state: IntakeState,
}

/// A file on its way.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntakeView {
    /// Which.
    intake_id: IntakeId,
    /// The item it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    item_id: Option<AgendaItemId>,
    /// The paper it replaces, or became.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper_id: Option<PaperId>,
    /// The file's name.
    name: String,
    /// Bytes in all.
    size: u64,
    /// Bytes that are here.
    received: u64,
    /// SHA-256, once all are here.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    /// receiving, waiting, working, needs_password, done, refused, failed or cancelled.
    #[schema(value_type = String)]
    state: IntakeState,
    /// examine, convert, study or attach, while it is worked on.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// How far the step is.
    done: u32,
    /// 0 where nobody can say.
    total: u32,
    /// How often it was begun.
    attempts: u32,
    /// Why it is not done, or the password was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<IntakeProblem>,
    /// A paper that has the same bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    duplicate_of: Option<Duplicate>,
    /// Begun.
    created_at: DateTime<Utc>,
    /// Last change.
    updated_at: DateTime<Utc>,
}

/// Why an upload did not become a paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct IntakeProblem {
    /// Stable code.
    code: String,
    /// In the reader's language: show it as it is.
    detail: String,
}

/// A paper with the same bytes.
#[derive(Debug, Serialize, ToSchema)]
pub struct Duplicate {
    /// Which.
    paper_id: PaperId,
    /// In which meeting.
    meeting_id: MeetingId,
    /// Its title.
    title: String,
}

/// The uploads of a meeting.
#[derive(Debug, Serialize, ToSchema)]
pub struct Intakes {
    /// Oldest first; those that ended are listed for twelve hours.
    intakes: Vec<IntakeView>,
}

/// A password, used once and never kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Password {
    /// It.
    password: String,
}

/// Announces a file. Its bytes follow by `PATCH …/bytes`.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/intakes", tag = "papers", params(("meeting_id" = MeetingId, Path)), request_body = NewIntake,
    responses((status = 201, body = Received), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    extract::Json(new): extract::Json<NewIntake>,
) -> Result<(StatusCode, Json<Received>), ApiError> {
    let wishes = Wishes { title: new.title, symbol: new.symbol, unit: new.unit, key: None };
    let place = Place { item_id: new.item_id, replaces: new.paper_id };
    let intake = announce(&app, meeting_id, &identity, place, &new.name, new.size, wishes).await?;
    let received = Received { intake_id: intake.intake_id, received: 0, state: intake.state };
    Ok((StatusCode::CREATED, Json(received)))
}

/// Where a file goes: to an item, or in place of a paper's present version.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The item.
    pub item_id: Option<AgendaItemId>,
    /// The paper.
    pub replaces: Option<PaperId>,
}

/// Notes an upload, if what it shall become would be allowed.
pub async fn announce(
    app: &App,
    meeting_id: MeetingId,
    identity: &Identity,
    place: Place,
    name: &str,
    size: u64,
    wishes: Wishes,
) -> Result<Intake, ApiError> {
    let state = authorised(app, meeting_id, Action::AttachPaper, identity).await?;
    if size > UPLOAD_LIMIT {
        return Err(too_large());
    }
    // Whatever would be refused when all bytes are here is refused before the first one.
    let intake_id: IntakeId = clock::new_id();
    let file = FileRef { hash: intake_id.to_string(), name: text::file_name(name), size, pages: 0, kind: PDF.to_owned() };
    let command = match place {
        Place { replaces: Some(paper_id), .. } => Command::ReplacePaper { paper_id, file },
        Place { item_id: Some(item_id), .. } => {
            let title = wishes.title.clone().filter(|title| !text::line(title).is_empty()).unwrap_or_else(|| file.name.clone());
            let filing = Filing { unit: wishes.unit.clone(), ..Filing::default() };
            Command::AttachPaper { paper_id: PaperId(intake_id.0), item_id, title, symbol: wishes.symbol.clone(), filing, file }
        }
        Place { .. } => return Err(Refusal::NotFound(Thing::AgendaItem).into()),
    };
    decide(&state, &command, &identity.actor)?;
    let now = clock::now();
    let intake = Intake {
        intake_id,
        meeting_id,
        item_id: place.item_id.filter(|_| place.replaces.is_none()),
        replaces: place.replaces,
        account_id: identity.account_id,
        name: text::file_name(name),
        size,
        wishes,
        hash: None,
        state: IntakeState::Receiving,
        progress: Progress::default(),
        attempts: 0,
        problem: None,
        paper_id: None,
        created_at: now,
        updated_at: now,
    };
    app.store.begin_intake(&intake).await?;
    Ok(intake)
}

/// The intake, if it is one of this meeting's and this person's to deal with.
async fn known(app: &App, meeting_id: MeetingId, intake_id: IntakeId, identity: &Identity) -> Result<Intake, ApiError> {
    authorised(app, meeting_id, Action::AttachPaper, identity).await?;
    let intake = app.store.intake(intake_id).await?.filter(|intake| intake.meeting_id == meeting_id);
    Ok(intake.ok_or(Refusal::NotFound(Thing::Intake))?)
}

/// Sends bytes from `Upload-Offset` on. After a cut, ask where the upload stands and go on from there.
#[utoipa::path(patch, path = "/api/meetings/{meeting_id}/intakes/{intake_id}/bytes", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("intake_id" = IntakeId, Path), ("Upload-Offset" = u64, Header, description = "Where these bytes belong")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Received), (status = 400, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem)))]
pub async fn send(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, intake_id)): Path<(MeetingId, IntakeId)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Received>, ApiError> {
    let intake = known(&app, meeting_id, intake_id, &identity).await?;
    let offset = headers.get("upload-offset").and_then(|value| value.to_str().ok()).and_then(|value| value.parse().ok());
    let offset = offset.ok_or_else(|| ApiError::unreadable("Upload-Offset"))?;
    if intake.state != IntakeState::Receiving {
        return Err(elsewhere(intake.size));
    }
    let received = append(&app, &intake, offset, body).await?;
    let state = if received == intake.size {
        arrived(&app, &intake).await?
    } else {
        // Others who look see that it is still coming.
        app.store.move_intake(intake_id, &[IntakeState::Receiving], IntakeState::Receiving, clock::now()).await?;
        intake.state
    };
    Ok(Json(Received { intake_id, received, state }))
}

/// Adds bytes in a task of its own: what came before a cut is kept although the request is gone.
pub async fn append(app: &App, intake: &Intake, offset: u64, body: Body) -> Result<u64, ApiError> {
    let (answer, answered) = oneshot::channel();
    let (files, id, size) = (app.store.files.clone(), intake.intake_id.to_string(), intake.size);
    tasks::spawn_one_of_many(async move {
        let appended = files.append(&id, offset, size, body.into_data_stream()).await;
        // Whoever sent may have gone.
        let _gone = answer.send(appended);
    });
    answered.await.map_err(|_gone| ApiError::internal())?.map_err(|error| match error {
        ArrivalError::TooLarge { .. } => too_large(),
        ArrivalError::Elsewhere { received } => elsewhere(received),
        ArrivalError::Sender(_) => ApiError::new(
            StatusCode::BAD_REQUEST,
            "upload_cut",
            "Đường truyền bị ngắt khi đang tải tệp. Phần đã nhận còn giữ; mời tải tiếp.",
            "The connection broke during the upload. What came is kept; go on from there.",
        ),
        ArrivalError::Store(error) => error.into(),
    })
}

/// All bytes are here: somebody may begin to work on it.
async fn arrived(app: &App, intake: &Intake) -> Result<IntakeState, ApiError> {
    let arrived = app.store.files.assemble(&intake.intake_id.to_string()).await?;
    app.store.intake_arrived(intake.intake_id, &arrived, IntakeState::Waiting, clock::now()).await?;
    app.jobs.intake_waits();
    Ok(IntakeState::Waiting)
}

/// The uploads of a meeting, and where each stands.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/intakes", tag = "papers", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = Intakes), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    headers: HeaderMap,
) -> Result<Json<Intakes>, ApiError> {
    authorised(&app, meeting_id, Action::AttachPaper, &identity).await?;
    let mut intakes = Vec::new();
    for intake in app.store.intakes(meeting_id, clock::now() - LISTED).await? {
        intakes.push(view(&app, intake, &headers).await?);
    }
    Ok(Json(Intakes { intakes }))
}

/// One upload, and where it stands.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/intakes/{intake_id}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("intake_id" = IntakeId, Path)),
    responses((status = 200, body = IntakeView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, intake_id)): Path<(MeetingId, IntakeId)>,
    headers: HeaderMap,
) -> Result<Json<IntakeView>, ApiError> {
    let intake = known(&app, meeting_id, intake_id, &identity).await?;
    Ok(Json(view(&app, intake, &headers).await?))
}

async fn view(app: &App, intake: Intake, headers: &HeaderMap) -> Result<IntakeView, ApiError> {
    let received = match intake.state {
        IntakeState::Receiving => app.store.files.received(&intake.intake_id.to_string()).await?,
        _ => intake.size,
    };
    let same = match &intake.hash {
        Some(hash) => app.store.papers_with(hash).await?,
        None => Vec::new(),
    };
    let mine = intake.paper_id.or(intake.replaces);
    let others = same.into_iter().filter(|place| Some(place.paper_id) != mine);
    let duplicate = others.min_by_key(|place| place.meeting_id != intake.meeting_id);
    let language = crate::error::readers_language(headers);
    Ok(IntakeView {
        intake_id: intake.intake_id,
        item_id: intake.item_id,
        paper_id: mine,
        name: intake.name,
        size: intake.size,
        received,
        hash: intake.hash,
        state: intake.state,
        step: intake.progress.step.filter(|_| intake.state == IntakeState::Working),
        done: intake.progress.done,
        total: intake.progress.total,
        attempts: intake.attempts,
        problem: intake.problem.map(|why| IntakeProblem { code: why.code, detail: language.pick(why.vi, why.en) }),
        duplicate_of: duplicate.map(|place| Duplicate { paper_id: place.paper_id, meeting_id: place.meeting_id, title: place.title }),
        created_at: intake.created_at,
        updated_at: intake.updated_at,
    })
}

/// Opens a locked file. The password is used for this upload now and forgotten.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/intakes/{intake_id}/password", tag = "papers", request_body = Password,
    params(("meeting_id" = MeetingId, Path), ("intake_id" = IntakeId, Path)),
    responses((status = 200, body = IntakeView), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn open(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, intake_id)): Path<(MeetingId, IntakeId)>,
    headers: HeaderMap,
    extract::Json(given): extract::Json<Password>,
) -> Result<Json<IntakeView>, ApiError> {
    let intake = known(&app, meeting_id, intake_id, &identity).await?;
    if !app.store.work_on_intake(intake_id, IntakeState::NeedsPassword, clock::now()).await? {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "no_password_needed",
            "Tệp này hiện không chờ mật khẩu. Mời xem lại trạng thái của tệp.",
            "This file is not waiting for a password. Look where it stands.",
        ));
    }
    in_task(&app, intake, Some(given.password)).await?;
    let intake = known(&app, meeting_id, intake_id, &identity).await?;
    Ok(Json(view(&app, intake, &headers).await?))
}

/// Works on an upload in a task of its own: it goes on although the request may be gone.
pub async fn in_task(app: &App, intake: Intake, password: Option<String>) -> Result<store::intakes::Outcome, ApiError> {
    let (answer, answered) = oneshot::channel();
    let app = app.clone();
    tasks::spawn("intake", async move {
        let _gone = answer.send(intake::work(&app, intake, password).await);
    });
    answered.await.map_err(|_gone| ApiError::internal())?
}

/// Tries an upload again that failed by our own fault.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/intakes/{intake_id}/retry", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("intake_id" = IntakeId, Path)),
    responses((status = 200, body = IntakeView), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn retry(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, intake_id)): Path<(MeetingId, IntakeId)>,
    headers: HeaderMap,
) -> Result<Json<IntakeView>, ApiError> {
    known(&app, meeting_id, intake_id, &identity).await?;
    app.store.move_intake(intake_id, &[IntakeState::Failed], IntakeState::Waiting, clock::now()).await?;
    app.jobs.intake_waits();
    let intake = known(&app, meeting_id, intake_id, &identity).await?;
    Ok(Json(view(&app, intake, &headers).await?))
}

/// Takes an upload back; one that is over is put away.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/intakes/{intake_id}", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("intake_id" = IntakeId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn cancel(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, intake_id)): Path<(MeetingId, IntakeId)>,
) -> Result<StatusCode, ApiError> {
    known(&app, meeting_id, intake_id, &identity).await?;
    if app.store.move_intake(intake_id, &LIVING, IntakeState::Cancelled, clock::now()).await? {
        // Where it is being worked on, whoever does it sees this within a second and throws the bytes away.
        app.store.files.discard(&intake_id.to_string()).await?;
    }
    app.store.put_away_intake(intake_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn too_large() -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "file_too_large",
        "Tệp lớn hơn 200 MB, hoặc lớn hơn dung lượng đã báo, nên không nhận. Mời chia nhỏ hoặc giảm dung lượng ảnh rồi tải lại.",
        "The file is larger than 200 MB, or than was said, and was not taken. Split it or shrink its pictures and upload it again.",
    )
}

fn elsewhere(received: u64) -> ApiError {
    ApiError::new(
        StatusCode::CONFLICT,
        "upload_elsewhere",
        format!("Tệp đã nhận được {received} byte; phần vừa gửi không nối tiếp. Mời hỏi lại vị trí rồi gửi tiếp từ đó."),
        format!("{received} bytes of the file are here; what was sent does not follow them. Ask where it stands and go on from there."),
    )
    .with_current(Some(serde_json::json!({ "received": received })))
}
