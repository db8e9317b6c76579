//! `/api/house` and `/api/meeting-kinds`: what is known before anybody signs in, and the house's data.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use domain::{
    permission::HouseAction,
    rules::{Classification, PaperType},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    identity::Identity,
};

/// The house.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseView {
    /// Vietnamese name.
    name: String,
    /// English name.
    name_en: String,
    /// Version of the program.
    version: &'static str,
    /// Whether this is the demonstration house, whose people are fictional.
    demo: bool,
    /// The server's clock.
    now: DateTime<Utc>,
}

/// The house, for everybody.
#[utoipa::path(get, path = "/api/house", tag = "house", responses((status = 200, body = HouseView)))]
pub async fn get(State(app): State<App>) -> Json<HouseView> {
    let house = &app.house;
    Json(HouseView {
        name: house.name.clone(),
        name_en: house.name_en.clone(),
        version: env!("CARGO_PKG_VERSION"),
        demo: house.demo,
        now: clock::now(),
    })
}

/// A kind of meeting to choose from.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingKindView {
    /// Code.
    code: String,
    /// Vietnamese name.
    name: String,
    /// English name.
    name_en: String,
}

/// Kinds of meeting.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingKinds {
    /// In the order they are offered.
    kinds: Vec<MeetingKindView>,
}

/// The kinds of meeting the house's rules know.
#[utoipa::path(get, path = "/api/meeting-kinds", tag = "house",
    responses((status = 200, body = MeetingKinds), (status = 403, body = Problem)))]
pub async fn meeting_kinds(State(app): State<App>, identity: Identity) -> Result<Json<MeetingKinds>, ApiError> {
    identity.must(HouseAction::ReadDirectory)?;
    let kinds = app.rules.kinds.iter();
    let kinds = kinds.map(|kind| MeetingKindView { code: kind.code.clone(), name: kind.name.clone(), name_en: kind.name_en.clone() });
    Ok(Json(MeetingKinds { kinds: kinds.collect() }))
}

/// How papers can be filed.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilingChoices {
    /// Types of paper, in the order they are offered.
    types: Vec<PaperType>,
    /// Classifications, the least restrictive first. One this house does not accept is refused.
    classifications: Vec<Classification>,
}

/// The types of paper and the classifications the house's rules know, for whoever is signed in: filing by them, and searching.
#[utoipa::path(get, path = "/api/filing", tag = "house",
    responses((status = 200, body = FilingChoices), (status = 401, body = Problem)))]
pub async fn filing(State(app): State<App>, _identity: Identity) -> Result<Json<FilingChoices>, ApiError> {
    Ok(Json(FilingChoices { types: app.rules.paper_types.clone(), classifications: app.rules.classifications.clone() }))
}
