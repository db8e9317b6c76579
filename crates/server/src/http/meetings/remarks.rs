//! `/api/meetings/{m}/papers/{p}/remarks`: what readers share on purpose with the drafting unit or the secretariat.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use domain::{
    decide::authorise,
    hand::{HandKind, HandOp},
    ids::{MeetingId, PaperId},
    permission::Action,
    refusal::{Refusal, Thing},
    text::line,
};
use serde::{Deserialize, Serialize};
use store::remarks::{Remark, SentTo};
use utoipa::ToSchema;
use uuid::Uuid;

use super::hand::fault;
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{self, Path},
    identity::Identity,
    reading::Reading,
};

/// Most remarks on one paper by one person.
const MOST: usize = 200;

/// To whom a remark goes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemarkTo {
    /// People of the unit that submitted the paper, who may read it.
    Drafter,
    /// The secretariat.
    Secretariat,
}

/// A remark to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRemark {
    /// Made by whoever sends it: sent twice it is kept once.
    id: Uuid,
    /// SHA-256 of the version.
    hash: String,
    /// From 1.
    page: u32,
    /// Left, top, width, height, in points of the page as it is shown.
    area: [f32; 4],
    /// What it says, 1 to 4,000 characters.
    text: String,
    /// To whom.
    to: RemarkTo,
}

/// A remark.
#[derive(Debug, Serialize, ToSchema)]
pub struct RemarkView {
    /// Which.
    id: Uuid,
    /// SHA-256 of the version it is about.
    hash: String,
    /// From 1; none where that version is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    /// From 1.
    page: u32,
    /// Left, top, width, height, in points of the page as it is shown.
    area: [f32; 4],
    /// What it says.
    text: String,
    /// Who sent it.
    author: String,
    /// Whether it is one's own: only its author withdraws it.
    own: bool,
    /// To whom.
    to: RemarkTo,
    /// The unit, where it went to the drafter.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// When.
    sent_at: DateTime<Utc>,
    /// When it was marked as read.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_at: Option<DateTime<Utc>>,
    /// By whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_by: Option<String>,
}

/// The remarks one may see on a paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct Remarks {
    /// One's own and those sent to one, the oldest first.
    remarks: Vec<RemarkView>,
    /// The unit a remark to the drafter would go to; absent where the paper names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    drafter: Option<String>,
}

/// Whom remarks reach: of the drafting unit, or of the secretariat.
struct Reader {
    secretariat: bool,
    unit: Option<[String; 2]>,
}

impl Reader {
    async fn of(app: &App, identity: &Identity, reading: &Reading) -> Result<Self, ApiError> {
        let secretariat = authorise(&reading.state, Action::SeeDesk, &identity.actor).is_ok();
        let unit = match identity.actor.person_id {
            Some(person) => app.store.unit_names(person).await?,
            None => None,
        };
        Ok(Self { secretariat, unit })
    }

    fn receives(&self, remark: &Remark) -> bool {
        match remark.sent_to {
            SentTo::Secretariat => self.secretariat,
            SentTo::Drafter => remark.unit.as_deref().is_some_and(|unit| self.unit.iter().flatten().any(|name| same(name, unit))),
        }
    }
}

/// Names are typed by hand: capitals and spaces make no other unit.
fn same(one: &str, other: &str) -> bool {
    line(one).to_lowercase() == line(other).to_lowercase()
}

fn drafter(reading: &Reading) -> Option<String> {
    reading.state.papers.get(&reading.paper_id).and_then(|paper| paper.filing.unit.clone())
}

fn view(remark: Remark, identity: &Identity, reading: &Reading) -> RemarkView {
    let versions = reading.state.papers.get(&reading.paper_id).map(|paper| paper.versions.as_slice()).unwrap_or_default();
    let version = (1..).zip(versions).find_map(|(number, version)| (version.file.hash == remark.hash).then_some(number));
    let (read_at, read_by) = remark.read.unzip();
    RemarkView {
        id: remark.id,
        hash: remark.hash,
        version,
        page: remark.page,
        area: remark.area,
        text: remark.text,
        author: remark.author,
        own: remark.account_id == identity.account_id,
        to: match remark.sent_to {
            SentTo::Drafter => RemarkTo::Drafter,
            SentTo::Secretariat => RemarkTo::Secretariat,
        },
        unit: remark.unit,
        sent_at: remark.sent_at,
        read_at,
        read_by,
    }
}

/// One's own remarks on a paper, and those sent to one.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/remarks", tag = "hand",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 200, body = Remarks), (status = 404, body = Problem)))]
pub async fn list(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
) -> Result<Json<Remarks>, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, None).await?;
    let reader = Reader::of(&app, &identity, &reading).await?;
    let seen = |remark: &Remark| remark.account_id == identity.account_id || reader.receives(remark);
    let remarks = app.store.remarks(paper_id).await?.into_iter().filter(seen);
    Ok(Json(Remarks { remarks: remarks.map(|remark| view(remark, &identity, &reading)).collect(), drafter: drafter(&reading) }))
}

/// Shares a remark. It is a copy: what becomes of the note it was made of changes nothing.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/papers/{paper_id}/remarks", tag = "hand", request_body = NewRemark,
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn share(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    extract::Json(new): extract::Json<NewRemark>,
) -> Result<StatusCode, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, Some(&new.hash)).await?;
    // A remark is a note that somebody else reads: the same bounds.
    let [left, top, width, height] = new.area;
    let note = HandOp {
        id: new.id,
        page: new.page,
        kind: HandKind::Note,
        colour: None,
        width: None,
        points: vec![left, top],
        text: Some(new.text),
        target: None,
    };
    let note = note.checked(reading.version.pages).map_err(fault)?;
    if ![width, height].iter().all(|side| (0.0..=14_400.0).contains(side)) {
        return Err(ApiError::unreadable("area"));
    }
    let (sent_to, unit) = match new.to {
        RemarkTo::Secretariat => (SentTo::Secretariat, None),
        RemarkTo::Drafter => (SentTo::Drafter, Some(drafter(&reading).ok_or_else(no_drafter)?)),
    };
    let own = app.store.remarks(paper_id).await?.iter().filter(|remark| remark.account_id == identity.account_id).count();
    if own >= MOST {
        return Err(Refusal::TooMany { max: MOST }.into());
    }
    let remark = Remark {
        id: note.id,
        meeting_id,
        paper_id,
        hash: reading.version.hash,
        account_id: identity.account_id,
        author: identity.actor.name.clone(),
        page: note.page,
        area: new.area,
        text: note.text.unwrap_or_default(),
        sent_to,
        unit,
        sent_at: clock::now(),
        read: None,
    };
    app.store.add_remark(&remark).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Marks a remark sent to one as read.
#[utoipa::path(put, path = "/api/meetings/{meeting_id}/papers/{paper_id}/remarks/{remark_id}/read", tag = "hand",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("remark_id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn read(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, remark_id)): Path<(MeetingId, PaperId, Uuid)>,
) -> Result<StatusCode, ApiError> {
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, None).await?;
    let reader = Reader::of(&app, &identity, &reading).await?;
    let remarks = app.store.remarks(paper_id).await?;
    if !remarks.iter().any(|remark| remark.id == remark_id && reader.receives(remark)) {
        return Err(Refusal::NotFound(Thing::Remark).into());
    }
    app.store.mark_remark_read(remark_id, &identity.actor.name, clock::now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes one's own remark back, read or not.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/papers/{paper_id}/remarks/{remark_id}", tag = "hand",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), ("remark_id" = Uuid, Path)),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn withdraw(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id, remark_id)): Path<(MeetingId, PaperId, Uuid)>,
) -> Result<StatusCode, ApiError> {
    Reading::of(&app, &identity, meeting_id, paper_id, None).await?;
    if app.store.withdraw_remark(remark_id, identity.account_id).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Refusal::NotFound(Thing::Remark).into())
}

fn no_drafter() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no_drafter",
        "Tài liệu chưa ghi nơi nộp nên chưa gửi được cho đơn vị soạn thảo. Mời gửi cho bộ phận thư ký.",
        "The paper names no unit that submitted it, so a remark cannot be sent there. Send it to the secretariat.",
    )
}
