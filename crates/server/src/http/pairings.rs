//! `/api/pairings`: inviting a tablet by QR code at the desk, and taking the invitation on the tablet.

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    ids::{PairingId, PersonId},
    permission::HouseAction,
    refusal::Field,
    text,
};
use qrcode::{QrCode, render::svg};
use serde::{Deserialize, Serialize};
use store::accounts::{Device, Pairing};
use utoipa::ToSchema;

use super::{
    extract::{self, Path},
    session, trust,
};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    identity::{self, DEVICE_COOKIE, Identity},
    listener::Peer,
    secrets,
};

/// An invitation is for the tablet held beside the desk: minutes, not hours.
const LASTS: TimeDelta = TimeDelta::minutes(5);
/// A pairing outlives sessions: until revoked, or a year unused in the browser's cookie store.
const DEVICE_LASTS: TimeDelta = TimeDelta::days(365);

/// For whom.
#[derive(Deserialize, ToSchema)]
pub struct NewPairing {
    /// The person who will hold the tablet.
    person_id: PersonId,
}

/// An invitation, shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = Pairing)]
pub struct PairingView {
    /// Id, to ask what became of it.
    pairing_id: PairingId,
    /// The secret in the address.
    code: String,
    /// What the tablet opens.
    url: String,
    /// The address as a QR code, SVG.
    qr_svg: String,
    /// Valid until.
    expires_at: DateTime<Utc>,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairingState {
    /// Nobody took it yet.
    Waiting,
    /// A tablet is paired.
    Claimed,
    /// Too late.
    Expired,
}

/// What became of an invitation.
#[derive(Debug, Serialize, ToSchema)]
pub struct PairingStatus {
    /// State.
    state: PairingState,
}

/// Taking an invitation.
#[derive(Deserialize, ToSchema)]
pub struct Claim {
    /// The secret from the address.
    code: String,
    /// Six digits its user chose.
    pin: String,
    /// What to call the tablet.
    device_name: String,
}

/// Invites one tablet.
#[utoipa::path(post, path = "/api/pairings", tag = "devices", request_body = NewPairing,
    responses((status = 201, body = PairingView), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(app): State<App>,
    identity: Identity,
    headers: HeaderMap,
    extract::Json(new): extract::Json<NewPairing>,
) -> Result<impl IntoResponse, ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    let account = app.store.account_of_person(new.person_id).await?.ok_or_else(|| {
        ApiError::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "no_account",
            "Người này chưa có tài khoản nên chưa ghép máy được. Mời nhờ quản trị tạo tài khoản trước.",
            "This person has no account, so no device can be paired. Ask the administrator to create one first.",
        )
    })?;
    let code = secrets::new_token();
    let pairing =
        Pairing { pairing_id: clock::new_id(), account_id: account.account_id, expires_at: clock::now() + LASTS, device_id: None };
    app.store.add_pairing(&pairing, &secrets::hash_token(&code)).await?;
    let url = address(&app, &headers, &code);
    let qr_svg =
        QrCode::new(url.as_bytes()).map_err(|_too_long| ApiError::internal())?.render::<svg::Color<'_>>().min_dimensions(320, 320).build();
    Ok((StatusCode::CREATED, Json(PairingView { pairing_id: pairing.pairing_id, code, url, qr_svg, expires_at: pairing.expires_at })))
}

/// What the tablet opens. The code stands behind '#': browsers never send that part, so it is in no log.
///
/// Where the house makes its certificates itself, a new tablet does not trust it yet and would be warned: it begins at the page
/// over plain HTTP, which goes on at once where the tablet trusts the house already.
fn address(app: &App, headers: &HeaderMap, code: &str) -> String {
    if app.encryption.house().is_some() {
        let plain = trust::origin("http", &trust::host_for_tablets(app, headers), app.ports.plain());
        return format!("{plain}/trust#{code}");
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = match headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).and_then(|origin| origin.split_once("://")) {
        Some(("https", _)) => "https",
        _ => "http",
    };
    format!("{scheme}://{host}/pair#{code}")
}

/// What became of an invitation.
#[utoipa::path(get, path = "/api/pairings/{pairing_id}", tag = "devices", params(("pairing_id" = PairingId, Path)),
    responses((status = 200, body = PairingStatus), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get(State(app): State<App>, identity: Identity, Path(id): Path<PairingId>) -> Result<Json<PairingStatus>, ApiError> {
    identity.must(HouseAction::ManageDevices)?;
    let pairing = app.store.pairing(id).await?.ok_or_else(ApiError::no_such_address)?;
    let state = if pairing.device_id.is_some() {
        PairingState::Claimed
    } else if pairing.expires_at < clock::now() {
        PairingState::Expired
    } else {
        PairingState::Waiting
    };
    Ok(Json(PairingStatus { state }))
}

/// Takes an invitation: this browser becomes the person's tablet and is signed in.
#[utoipa::path(post, path = "/api/pairings/claim", tag = "devices", request_body = Claim,
    responses((status = 200, body = session::SessionView), (status = 410, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem)))]
pub async fn claim(
    State(app): State<App>,
    ConnectInfo(Peer { address, .. }): ConnectInfo<Peer>,
    extract::Json(claim): extract::Json<Claim>,
) -> Result<impl IntoResponse, ApiError> {
    // Counted by code: a whole room is paired in one morning, and a code of 244 bits is not guessed anyway.
    if !app.attempts.allow(&secrets::hash_token(&claim.code), address.ip()) {
        return Err(session::too_many());
    }
    let gone = || {
        ApiError::new(
            StatusCode::GONE,
            "pairing_over",
            "Mã ghép máy đã dùng hoặc hết hạn. Mời nhờ bộ phận thư ký mở mã mới.",
            "This pairing code has been used or has expired. Ask the secretariat for a new one.",
        )
    };
    let pairing = app.store.pairing_by_code(&secrets::hash_token(&claim.code)).await?.ok_or_else(gone)?;
    let now = clock::now();
    if pairing.device_id.is_some() || pairing.expires_at < now {
        return Err(gone());
    }
    let name = text::short_line(&claim.device_name, Field::DeviceName)?;
    check_pin(&claim.pin)?;
    let pin_hash = session::off_thread(move || secrets::hash_password(&claim.pin)).await?.map_err(|_argon| ApiError::internal())?;
    let token = secrets::new_token();
    let device = Device {
        device_id: clock::new_id(),
        account_id: pairing.account_id,
        name,
        token_hash: secrets::hash_token(&token),
        pin_hash,
        tries_left: session::TRIES,
        paired_at: now,
        last_seen_at: Some(now),
    };
    if !app.store.claim_pairing(pairing.pairing_id, &device).await? {
        return Err(gone());
    }
    let account = app.store.account(pairing.account_id).await?.ok_or_else(gone)?;
    let signed_in = session::begin(&app, account, Some(device.device_id)).await?;
    let cookie = identity::set_cookie(DEVICE_COOKIE, &token, DEVICE_LASTS.num_seconds());
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), signed_in))
}

/// Six digits, not all the same and not in a row.
fn check_pin(pin: &str) -> Result<(), ApiError> {
    let refuse = |code, vi: &str, en: &str| Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, vi, en));
    if pin.len() != 6 || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return refuse("pin_not_six_digits", "Mã PIN phải gồm đúng 6 chữ số.", "The PIN must be exactly six digits.");
    }
    let steps: Vec<i16> = pin.as_bytes().windows(2).filter_map(|pair| Some(i16::from(*pair.get(1)?) - i16::from(*pair.first()?))).collect();
    if [0, 1, -1].iter().any(|same| steps.iter().all(|step| step == same)) {
        return refuse(
            "pin_too_simple",
            "Mã PIN quá dễ đoán (như 111111 hay 123456). Mời chọn 6 số khác.",
            "This PIN is too easy to guess (like 111111 or 123456). Choose six other digits.",
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_pin;

    #[test]
    fn guessable_pins_are_refused() {
        for pin in ["111111", "123456", "654321", "12345", "1234567", "12a456", ""] {
            assert!(check_pin(pin).is_err(), "{pin}");
        }
        assert!(check_pin("260719").is_ok());
    }
}
