//! `/api/meetings/{m}/papers/{p}/hand`: what somebody writes on a paper, read and written by its writer alone.

pub mod carry;
pub mod copy;
pub mod pages;

use axum::{Json, extract::State, http::StatusCode};
use domain::{
    hand::{HandFault, HandOp, MAX_BATCH, MAX_LOG, MAX_NOTE, MAX_POINTS},
    ids::{AccountId, MeetingId, PaperId},
    refusal::{Refusal, Thing},
};
use serde::{Deserialize, Serialize};
use store::hand::{HandLog, WriteError};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Path, Query},
    identity::Identity,
    reading::Reading,
};

/// Which part of a log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// SHA-256 of the version; by default the shown one.
    hash: Option<String>,
    /// The `head` of the last answer; by default from the beginning.
    since: Option<u64>,
    /// Whose log it must be. A tablet that several people use says so: if somebody else has signed in meanwhile, nothing is told.
    account: Option<AccountId>,
}

/// An operation and its place in the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct NumberedOp {
    /// From 1, in the order in which operations came.
    number: u64,
    /// It.
    #[serde(flatten)]
    op: HandOp,
}

/// Part of a log.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandView {
    /// The version.
    hash: String,
    /// Operations in order. What was taken away since is left out.
    ops: Vec<NumberedOp>,
    /// Ask for what comes after this next time.
    head: u64,
    /// There is more: ask again at once.
    more: bool,
    /// Other versions of the paper this person has written on, the oldest first.
    others: Vec<OtherHand>,
}

/// Another version somebody has written on.
#[derive(Debug, Serialize, ToSchema)]
pub struct OtherHand {
    /// SHA-256 of the version.
    hash: String,
    /// From 1.
    version: u32,
    /// Pages with something on them.
    pages: u32,
    /// Whether its notes were carried over to this version.
    carried: bool,
}

/// Somebody else than the one meant is signed in: to the one meant that is as good as nobody.
fn meant(identity: &Identity, account: Option<AccountId>) -> Result<(), ApiError> {
    if account.is_some_and(|account| account != identity.account_id) { Err(ApiError::signed_out()) } else { Ok(()) }
}

/// The log of whoever asks, of the version they read.
fn log_of(identity: &Identity, reading: &Reading) -> HandLog {
    HandLog { account_id: identity.account_id, paper_id: reading.paper_id, hash: reading.version.hash.clone() }
}

/// What this person wrote on a version of a paper. Nobody else's hand is ever answered, whoever asks.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/hand", tag = "hand",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Since),
    responses((status = 200, body = HandView), (status = 404, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(asked): Query<Since>,
) -> Result<Json<HandView>, ApiError> {
    meant(&identity, asked.account)?;
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, asked.hash.as_deref()).await?;
    let part = app.store.read_hand(&log_of(&identity, &reading), asked.since.unwrap_or(0)).await?;
    let versions = reading.state.papers.get(&paper_id).map(|paper| paper.versions.as_slice()).unwrap_or_default();
    let logs = app.store.hand_logs(identity.account_id, paper_id).await?;
    let others = (1..).zip(versions).filter(|(_, version)| version.file.hash != reading.version.hash).filter_map(|(number, version)| {
        let log = logs.iter().find(|log| log.hash == version.file.hash && log.pages > 0)?;
        let carried = log.carried_to.as_deref() == Some(reading.version.hash.as_str());
        Some(OtherHand { hash: log.hash.clone(), version: number, pages: log.pages, carried })
    });
    Ok(Json(HandView {
        ops: part.ops.into_iter().map(|(number, op)| NumberedOp { number, op }).collect(),
        head: part.head,
        more: part.more,
        others: others.collect(),
        hash: reading.version.hash,
    }))
}

/// What was written.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Writing {
    /// Who wrote it. A tablet that several people use says so: if somebody else has signed in meanwhile, nothing is kept.
    #[serde(default)]
    account: Option<AccountId>,
    /// SHA-256 of the version.
    hash: String,
    /// At most 200, in the order in which they were done.
    ops: Vec<HandOp>,
}

/// What was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct HandReceipt {
    /// The last number of the log.
    head: u64,
    /// The number of each operation sent; one that was kept before has its number of then.
    numbers: Vec<u64>,
}

/// Keeps what was written: all of it or nothing, each operation once however often it is sent.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/papers/{paper_id}/hand", tag = "hand", request_body = Writing,
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 200, body = HandReceipt), (status = 404, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn write(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    extract::Json(writing): extract::Json<Writing>,
) -> Result<Json<HandReceipt>, ApiError> {
    meant(&identity, writing.account)?;
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, Some(&writing.hash)).await?;
    if writing.ops.len() > MAX_BATCH {
        return Err(too_many_at_once(writing.ops.len()));
    }
    let checked: Result<Vec<HandOp>, HandFault> = writing.ops.into_iter().map(|op| op.checked(reading.version.pages)).collect();
    let ops = checked.map_err(fault)?;
    let written = app.store.write_hand(meeting_id, &log_of(&identity, &reading), &ops, clock::now()).await.map_err(unwritten)?;
    Ok(Json(HandReceipt { head: written.head, numbers: written.numbers }))
}

fn unwritten(error: WriteError) -> ApiError {
    match error {
        WriteError::Full => ApiError::new(
            StatusCode::CONFLICT,
            "hand_full",
            format!("Bản tài liệu này đã có {MAX_LOG} nét và ghi chú nên không nhận thêm. Mời tẩy bớt, hoặc xuất bản có ghi chú của tôi."),
            format!("This version holds {MAX_LOG} strokes and notes already and takes no more. Export the annotated copy and go on there."),
        ),
        WriteError::Store(error) => error.into(),
    }
}

fn too_many_at_once(count: usize) -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_many_strokes",
        format!("Gửi {count} nét cùng lúc, tối đa {MAX_BATCH}. Chưa lưu gì; mời gửi lại thành nhiều lần."),
        format!("{count} strokes were sent at once, at most {MAX_BATCH}. Nothing was kept; send them in several goes."),
    )
}

/// Says why something written is not kept.
pub fn fault(fault: HandFault) -> ApiError {
    let (code, vi, en) = match fault {
        HandFault::NoSuchPage => return Refusal::NotFound(Thing::Paper).into(),
        HandFault::EmptyNote => (
            "empty_note",
            "Ghi chú đang để trống. Mời nhập nội dung rồi lưu lại.".to_owned(),
            "The note is empty. Write something and save it again.".to_owned(),
        ),
        HandFault::LongNote(length) => (
            "long_note",
            format!("Ghi chú dài {length} ký tự, tối đa {MAX_NOTE}. Mời rút gọn rồi lưu lại."),
            format!("The note has {length} characters, at most {MAX_NOTE}. Shorten it and save it again."),
        ),
        HandFault::TooManyPoints => (
            "long_stroke",
            format!("Một nét có hơn {MAX_POINTS} điểm nên không nhận. Mời nhấc bút rồi viết tiếp thành nét khác."),
            format!("A stroke has more than {MAX_POINTS} points. Lift the pen and go on with another stroke."),
        ),
        HandFault::WrongParts | HandFault::OutOfRange => (
            "unreadable_stroke",
            "Nét viết gửi lên không đúng khuôn dạng nên không lưu. Mời tải lại trang.".to_owned(),
            "A stroke that was sent does not have the right form and was not kept. Reload the page.".to_owned(),
        ),
    };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, vi, en)
}
