//! `/api/device` and `/api/devices`: what this tablet is paired to; all tablets, and taking one back.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use chrono::{DateTime, Utc};
use domain::{ids::DeviceId, permission::HouseAction, person::PersonCard};
use serde::Serialize;
use utoipa::ToSchema;

use super::{extract::Path, people, session};
use crate::{
    app::App,
    error::{ApiError, Problem},
    identity::Identity,
};

/// This tablet.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyDevice {
    /// Whose.
    person: PersonCard,
    /// Its name.
    device_name: String,
    /// Wrong PINs it may still take; 0 means locked.
    tries_left: u32,
}

/// Whose tablet this is, before anybody signs in on it.
#[utoipa::path(get, path = "/api/device", tag = "devices", responses((status = 200, body = MyDevice), (status = 404, body = Problem)))]
pub async fn mine(State(app): State<App>, headers: HeaderMap) -> Result<Json<MyDevice>, ApiError> {
    let device = session::device(&app, &headers).await?;
    let account = app.store.account(device.account_id).await?.ok_or_else(ApiError::signed_out)?;
    let person = people::card(&app, account.person_id.ok_or_else(ApiError::signed_out)?).await?;
    Ok(Json(MyDevice { person, device_name: device.name, tries_left: device.tries_left }))
}

/// A paired tablet.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceView {
    /// Id.
    device_id: DeviceId,
    /// Name.
    device_name: String,
    /// Whose.
    person: PersonCard,
    /// Paired.
    paired_at: DateTime<Utc>,
    /// Last signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen_at: Option<DateTime<Utc>>,
    /// Whether too many wrong PINs locked it.
    locked: bool,
}

/// The tablets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Devices {
    /// Newest first.
    devices: Vec<DeviceView>,
}

/// All paired tablets.
#[utoipa::path(get, path = "/api/devices", tag = "devices", responses((status = 200, body = Devices), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>, identity: Identity) -> Result<Json<Devices>, ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    let cards: std::collections::HashMap<_, _> =
        app.store.people().await?.into_iter().map(|(person, unit)| (person.person_id, person.card(&unit))).collect();
    let devices = app.store.devices().await?.into_iter().filter_map(|(device, person)| {
        Some(DeviceView {
            device_id: device.device_id,
            device_name: device.name,
            person: cards.get(&person?)?.clone(),
            paired_at: device.paired_at,
            last_seen_at: device.last_seen_at,
            locked: device.tries_left == 0,
        })
    });
    Ok(Json(Devices { devices: devices.collect() }))
}

/// Takes a tablet back: its sign-ins end at once.
#[utoipa::path(delete, path = "/api/devices/{device_id}", tag = "devices", params(("device_id" = DeviceId, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
pub async fn revoke(State(app): State<App>, identity: Identity, Path(device_id): Path<DeviceId>) -> Result<StatusCode, ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    for session in app.store.remove_device(device_id).await? {
        app.sign_ins.end(session);
    }
    Ok(StatusCode::NO_CONTENT)
}
