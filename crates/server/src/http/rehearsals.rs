//! `/api/rehearsals`: throw-away meetings in which an office tries its room. They are in nobody's calendar and leave nothing.

use std::collections::{BTreeSet, HashMap};

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::StatusCode,
};
use chrono::TimeDelta;
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    command::{Command, NewAgendaItem, NewAttendee},
    decide,
    ids::{AccountId, MeetingId},
    permission::HouseAction,
    person::{Actor, HouseRole, PersonCard},
    rules::MeetingKind,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::extract::{self, Path};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    identity::Identity,
    rehearsals::Running,
    secrets,
};

/// Most tablets of one rehearsal.
const TABLETS: u32 = 5_000;
/// Most rehearsals at a time.
const AT_ONCE: usize = 64;
/// A rehearsal nobody ended is forgotten after this.
const LASTS: TimeDelta = TimeDelta::hours(1);
/// Items on its agenda, where nothing is said.
const ITEMS: u32 = 12;
/// Most items on its agenda.
const MOST_ITEMS: u32 = 100;

/// What is tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRehearsal {
    /// Virtual tablets, 1 to 5,000.
    tablets: u32,
    /// Items on its agenda, 1 to 100; 12 where nothing is said.
    items: Option<u32>,
}

/// A rehearsal to join: each token is one attendee's session cookie.
#[derive(Serialize, ToSchema)]
pub struct Rehearsal {
    /// The throw-away meeting.
    meeting_id: MeetingId,
    /// The chair's token.
    chair_token: String,
    /// The members' tokens, one a tablet.
    tablet_tokens: Vec<String>,
}

/// Who may rehearse: whoever prepares meetings or looks after the house; on the demonstration house, everybody.
pub struct Rehearser;

impl FromRequestParts<App> for Rehearser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, app: &App) -> Result<Self, ApiError> {
        if !app.house.demo {
            Identity::from_request_parts(parts, app).await?.must(HouseAction::ManageDevices)?;
        }
        Ok(Self)
    }
}

/// Begins a rehearsal.
#[utoipa::path(post, path = "/api/rehearsals", tag = "rehearsals", request_body = NewRehearsal,
    responses((status = 201, body = Rehearsal), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    State(app): State<App>,
    _rehearser: Rehearser,
    extract::Json(new): extract::Json<NewRehearsal>,
) -> Result<(StatusCode, Json<Rehearsal>), ApiError> {
    if !(1..=TABLETS).contains(&new.tablets) {
        return Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "tablets_out_of_range",
            format!("Số máy diễn tập {} không hợp lệ. Mời chọn từ 1 đến {TABLETS}.", new.tablets),
            format!("{} tablets cannot be rehearsed. Choose 1 to {TABLETS}.", new.tablets),
        ));
    }
    let items = new.items.unwrap_or(ITEMS);
    if !(1..=MOST_ITEMS).contains(&items) {
        return Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "items_out_of_range",
            format!("Số mục diễn tập {items} không hợp lệ. Mời chọn từ 1 đến {MOST_ITEMS}."),
            format!("{items} items cannot be rehearsed. Choose 1 to {MOST_ITEMS}."),
        ));
    }
    let now = clock::now();
    for meeting_id in app.rehearsals.over(now) {
        throw_away(&app, meeting_id).await?;
    }
    if app.rehearsals.lock().len() >= AT_ONCE {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "rehearsals_full",
            "Đang có nhiều buổi diễn tập cùng lúc. Mời chờ một buổi kết thúc rồi thử lại.",
            "Several rehearsals are running. Wait until one ends and try again.",
        ));
    }
    let (meeting_id, people) = prepare(&app, new.tablets, items).await?;
    let until = now + LASTS;
    let mut sign_ins = HashMap::new();
    let mut tokens = Vec::with_capacity(people.len());
    for person in people {
        let token = secrets::new_token();
        let actor = Actor { house_role: HouseRole::Person, person_id: Some(person.person_id), name: person.name };
        let identity =
            Identity { session_id: clock::new_id(), account_id: clock::new_id(), login: String::new(), actor, expires_at: until };
        sign_ins.insert(secrets::hash_token(&token), identity);
        tokens.push(token);
    }
    app.rehearsals.lock().insert(meeting_id, Running { until, sign_ins });
    let chair_token = tokens.remove(0);
    Ok((StatusCode::CREATED, Json(Rehearsal { meeting_id, chair_token, tablet_tokens: tokens })))
}

/// Ends a rehearsal and throws its meeting away.
#[utoipa::path(delete, path = "/api/rehearsals/{meeting_id}", tag = "rehearsals", params(("meeting_id" = MeetingId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end(State(app): State<App>, _rehearser: Rehearser, Path(meeting_id): Path<MeetingId>) -> Result<StatusCode, ApiError> {
    let known = app.rehearsals.lock().remove(&meeting_id).is_some();
    if !known {
        return Err(ApiError::no_such_address());
    }
    throw_away(&app, meeting_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn throw_away(app: &App, meeting_id: MeetingId) -> Result<(), ApiError> {
    app.rooms.forget(meeting_id).await;
    Ok(app.store.remove_rehearsal(meeting_id).await?)
}

/// A published meeting of a chair and `tablets` members who exist in no directory.
async fn prepare(app: &App, tablets: u32, items: u32) -> Result<(MeetingId, Vec<PersonCard>), ApiError> {
    let desk = Actor { house_role: HouseRole::Secretariat, person_id: None, name: "Diễn tập".to_owned() };
    let account_id: AccountId = clock::new_id();
    let kind = MeetingKind { code: "dien_tap".to_owned(), name: "Diễn tập".to_owned(), name_en: "Rehearsal".to_owned(), quorum: None };
    let event = decide::create(&kind, "Diễn tập phòng họp", "Phòng diễn tập", clock::now(), &desk)?;
    let (meeting_id, _) = app.rooms.create(event, &desk, account_id, true).await?;
    let people: Vec<PersonCard> = (0..=tablets)
        .map(|number| PersonCard {
            person_id: clock::new_id(),
            honorific: None,
            name: if number == 0 { "Chủ trì diễn tập".to_owned() } else { format!("Máy diễn tập {number}") },
            post: "Diễn tập".to_owned(),
            unit: "Diễn tập".to_owned(),
        })
        .collect();
    let attendees = people
        .iter()
        .zip(0..)
        .map(|(person, number)| NewAttendee {
            attendee_id: clock::new_id(),
            person: person.clone(),
            role: if number == 0 { AttendeeRole::Chair } else { AttendeeRole::Member },
            votes: None,
            seat: None,
            protocol_order: number,
        })
        .collect();
    let mut commands = vec![Command::AddAttendees { attendees }];
    commands.extend((1..=items).map(|number| Command::AddAgendaItem {
        item_id: clock::new_id::<Uuid>().into(),
        item: NewAgendaItem {
            kind: AgendaItemKind::Matter,
            title: format!("Nội dung diễn tập số {number}"),
            short_title: None,
            presenter: None,
            planned_minutes: 5,
            admission: Admission::All,
            guests: BTreeSet::new(),
        },
    }));
    commands.push(Command::PublishMeeting);
    for command in commands {
        app.rooms.act(meeting_id, command, desk.clone(), account_id, None).await?;
    }
    Ok((meeting_id, people))
}
