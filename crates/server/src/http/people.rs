//! `/api/people`, `/api/units`: the directory.

use axum::{Json, extract::State};
use domain::{
    ids::{OrgUnitId, PersonId},
    permission::HouseAction,
    person::PersonCard,
    refusal::{Refusal, Thing},
};
use serde::Serialize;
use store::people;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::{ApiError, Problem},
    identity::Identity,
};

/// A person of the directory.
#[derive(Debug, Serialize, ToSchema)]
pub struct Person {
    /// Id.
    person_id: PersonId,
    /// "Ông" or "Bà".
    #[serde(skip_serializing_if = "Option::is_none")]
    honorific: Option<String>,
    /// Name.
    name: String,
    /// The post shown.
    post: String,
    /// All posts.
    posts: Vec<String>,
    /// Unit.
    unit: String,
    /// Unit's id.
    unit_id: OrgUnitId,
    /// Protocol order.
    protocol_order: u32,
}

/// The people.
#[derive(Debug, Serialize, ToSchema)]
pub struct People {
    /// In protocol order.
    people: Vec<Person>,
}

/// The directory's people.
#[utoipa::path(get, path = "/api/people", tag = "directory", responses((status = 200, body = People), (status = 403, body = Problem)))]
pub async fn people(State(app): State<App>, identity: Identity) -> Result<Json<People>, ApiError> {
    identity.must(HouseAction::ReadDirectory)?;
    let people = app.store.people().await?.into_iter().map(|(person, unit)| Person {
        person_id: person.person_id,
        honorific: person.honorific,
        name: person.name,
        post: person.posts.first().cloned().unwrap_or_default(),
        posts: person.posts,
        unit,
        unit_id: person.org_unit_id,
        protocol_order: person.protocol_order,
    });
    Ok(Json(People { people: people.collect() }))
}

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unit {
    /// Id.
    unit_id: OrgUnitId,
    /// Name.
    name: String,
    /// Abbreviation.
    short_name: String,
    /// Protocol order.
    protocol_order: u32,
}

/// The units.
#[derive(Debug, Serialize, ToSchema)]
pub struct Units {
    /// In protocol order.
    units: Vec<Unit>,
}

/// The directory's units.
#[utoipa::path(get, path = "/api/units", tag = "directory", responses((status = 200, body = Units), (status = 403, body = Problem)))]
pub async fn units(State(app): State<App>, identity: Identity) -> Result<Json<Units>, ApiError> {
    identity.must(HouseAction::ReadDirectory)?;
    let units = app.store.units().await?.into_iter().map(|unit| Unit {
        unit_id: unit.org_unit_id,
        name: unit.name,
        short_name: unit.short_name,
        protocol_order: unit.protocol_order,
    });
    Ok(Json(Units { units: units.collect() }))
}

/// The person with this id as the directory knows them, or a refusal.
pub async fn known(app: &App, ids: &[PersonId]) -> Result<Vec<(people::Person, String)>, ApiError> {
    let found = app.store.people_by_id(ids).await?;
    let mut wanted = ids.to_vec();
    wanted.sort();
    wanted.dedup();
    if found.len() == wanted.len() { Ok(found) } else { Err(Refusal::NotFound(Thing::Person).into()) }
}

/// One person's card, or a refusal.
pub async fn card(app: &App, id: PersonId) -> Result<PersonCard, ApiError> {
    let found = known(app, &[id]).await?;
    let (person, unit) = found.first().ok_or(Refusal::NotFound(Thing::Person))?;
    Ok(person.card(unit))
}
