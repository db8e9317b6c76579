//! `/api/rehearsals` and `/api/house/rehearsal`: throw-away meetings in which an office tries its room, joined from outside or
//! played by the house itself. They are in nobody's calendar and leave nothing.

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{HeaderMap, StatusCode, header},
};
use domain::{ids::MeetingId, permission::HouseAction, refusal::Language};
use serde::Deserialize;
use utoipa::ToSchema;

use super::extract::{self, Path};
use crate::{
    app::App,
    error::{ApiError, Problem},
    house_rehearsal::{self, RehearsalStanding},
    identity::Identity,
    rehearsals::{self, Rehearsal},
};

/// Most tablets of one rehearsal.
const TABLETS: u32 = 5_000;
/// Most tablets the house plays by itself: they and the server share one machine.
const OWN_TABLETS: u32 = 1_000;
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

fn tablets_within(tablets: u32, most: u32) -> Result<(), ApiError> {
    if (1..=most).contains(&tablets) {
        return Ok(());
    }
    let (thousands, rest) = (most / 1_000, most % 1_000);
    let (vi, en) = (format!("{thousands}.{rest:03}"), format!("{thousands},{rest:03}"));
    Err(ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "tablets_out_of_range",
        format!("Số máy diễn tập {tablets} không hợp lệ. Mời chọn từ 1 đến {vi}."),
        format!("{tablets} tablets cannot be rehearsed. Choose 1 to {en}."),
    ))
}

/// Begins a rehearsal.
#[utoipa::path(post, path = "/api/rehearsals", tag = "rehearsals", request_body = NewRehearsal,
    responses((status = 201, body = Rehearsal), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn begin(
    State(app): State<App>,
    _rehearser: Rehearser,
    extract::Json(new): extract::Json<NewRehearsal>,
) -> Result<(StatusCode, Json<Rehearsal>), ApiError> {
    tablets_within(new.tablets, TABLETS)?;
    let items = new.items.unwrap_or(ITEMS);
    if !(1..=MOST_ITEMS).contains(&items) {
        return Err(ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "items_out_of_range",
            format!("Số mục diễn tập {items} không hợp lệ. Mời chọn từ 1 đến {MOST_ITEMS}."),
            format!("{items} items cannot be rehearsed. Choose 1 to {MOST_ITEMS}."),
        ));
    }
    Ok((StatusCode::CREATED, Json(rehearsals::begin(&app, new.tablets, items).await?)))
}

/// Ends a rehearsal and throws its meeting away.
#[utoipa::path(delete, path = "/api/rehearsals/{meeting_id}", tag = "rehearsals", params(("meeting_id" = MeetingId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end(State(app): State<App>, _rehearser: Rehearser, Path(meeting_id): Path<MeetingId>) -> Result<StatusCode, ApiError> {
    if rehearsals::end(&app, meeting_id).await? { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::no_such_address()) }
}

/// What the house tries by itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHouseRehearsal {
    /// Virtual tablets, 1 to 1,000.
    tablets: u32,
}

/// Begins the rehearsal the house plays by itself, with virtual tablets on the server's own machine. One runs at a time.
#[utoipa::path(post, path = "/api/house/rehearsal", tag = "rehearsals", request_body = NewHouseRehearsal,
    responses((status = 202, body = RehearsalStanding), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn begin_own(
    State(app): State<App>,
    identity: Identity,
    headers: HeaderMap,
    extract::Json(new): extract::Json<NewHouseRehearsal>,
) -> Result<(StatusCode, Json<RehearsalStanding>), ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    tablets_within(new.tablets, OWN_TABLETS)?;
    house_rehearsal::begin(&app, new.tablets)?;
    Ok((StatusCode::ACCEPTED, Json(app.rehearsals.house.standing(language(&headers)))))
}

/// How far it is, and what the last one found out.
#[utoipa::path(get, path = "/api/house/rehearsal", tag = "rehearsals",
    responses((status = 200, body = RehearsalStanding), (status = 403, body = Problem)))]
pub async fn own(State(app): State<App>, identity: Identity, headers: HeaderMap) -> Result<Json<RehearsalStanding>, ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    Ok(Json(app.rehearsals.house.standing(language(&headers))))
}

/// Stops it, and answers once its meeting is gone; forgets what the last one found out.
#[utoipa::path(delete, path = "/api/house/rehearsal", tag = "rehearsals", responses((status = 204), (status = 403, body = Problem)))]
pub async fn end_own(State(app): State<App>, identity: Identity) -> Result<StatusCode, ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    app.rehearsals.house.end().await;
    Ok(StatusCode::NO_CONTENT)
}

fn language(headers: &HeaderMap) -> Language {
    Language::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}
