//! `/api/session`: signing in with a password, or on a paired tablet with a PIN; signing out.

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use chrono::TimeDelta;
use domain::{
    ids::{AccountId, DeviceId},
    permission::{HouseDoor, doors},
    person::{HouseRole, PersonCard},
};
use serde::{Deserialize, Serialize};
use store::accounts::{Account, Device, Session};
use utoipa::ToSchema;

use super::{extract, people};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    identity::{self, DEVICE_COOKIE, Identity, SESSION_COOKIE},
    listener::Peer,
    secrets,
};

/// A sign-in with a password lasts a working day.
const LASTS: TimeDelta = TimeDelta::hours(14);
/// Wrong PINs a tablet may take before the secretariat must pair it anew.
pub const TRIES: u32 = 5;

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    /// The account.
    account_id: AccountId,
    /// What they typed.
    login: String,
    /// How they are named.
    name: String,
    /// Role in the house.
    house_role: HouseRole,
    /// Whether this is a paired tablet, which may keep papers.
    paired: bool,
    /// Who they are in the directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<PersonCard>,
    /// Where they may go; what they find there depends on each meeting.
    doors: Vec<HouseDoor>,
}

/// What is typed.
#[derive(Deserialize, ToSchema)]
pub struct SignIn {
    /// Login.
    login: String,
    /// Password.
    password: String,
}

/// What is typed on a paired tablet.
#[derive(Deserialize, ToSchema)]
pub struct PinSignIn {
    /// Six digits.
    pin: String,
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "session", responses((status = 200, body = SessionView), (status = 401, body = Problem)))]
pub async fn get(State(app): State<App>, identity: Identity) -> Result<Json<SessionView>, ApiError> {
    let person = match identity.actor.person_id {
        Some(id) => people::card(&app, id).await.ok(),
        None => None,
    };
    let paired = identity.device_id.is_some();
    Ok(Json(describe(identity.account_id, identity.login, identity.actor.name, identity.actor.house_role, paired, person)))
}

/// Signs in with a password.
#[utoipa::path(post, path = "/api/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = SessionView), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(app): State<App>,
    ConnectInfo(Peer { address, .. }): ConnectInfo<Peer>,
    extract::Json(typed): extract::Json<SignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let login = domain::text::line(&typed.login).to_lowercase();
    if !app.attempts.allow(&login, address.ip()) {
        return Err(too_many());
    }
    let account = app.store.account_by_login(&login).await?;
    // An unknown login takes as long as a wrong password: nobody learns which logins exist.
    let hash = account.as_ref().map_or_else(decoy, |account| account.password_hash.clone());
    let right = off_thread(move || secrets::is_password(&typed.password, &hash)).await?;
    match account.filter(|_| right) {
        Some(account) => begin(&app, account, None).await,
        None => Err(ApiError::new(
            StatusCode::UNAUTHORIZED,
            "wrong_password",
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Mời kiểm tra chữ hoa, chữ thường rồi thử lại.",
            "The login or the password is not right. Check capital letters and try again.",
        )),
    }
}

/// Signs in on a paired tablet.
#[utoipa::path(post, path = "/api/session/pin", tag = "session", request_body = PinSignIn,
    responses((status = 200, body = SessionView), (status = 401, body = Problem), (status = 423, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in_by_pin(
    State(app): State<App>,
    ConnectInfo(Peer { address, .. }): ConnectInfo<Peer>,
    headers: HeaderMap,
    extract::Json(typed): extract::Json<PinSignIn>,
) -> Result<impl IntoResponse, ApiError> {
    let device = device(&app, &headers).await?;
    if !app.attempts.allow(&device.device_id.to_string(), address.ip()) {
        return Err(too_many());
    }
    let left = app.store.take_try(device.device_id).await?;
    if left == 0 {
        return Err(locked());
    }
    let hash = device.pin_hash.clone();
    if !off_thread(move || secrets::is_password(&typed.pin, &hash)).await? {
        let left = left - 1;
        if left == 0 {
            return Err(locked());
        }
        return Err(ApiError::new(
            StatusCode::UNAUTHORIZED,
            "wrong_pin",
            format!("Mã PIN chưa đúng. Còn {left} lần thử."),
            format!("The PIN is not right. Tries left: {left}."),
        ));
    }
    app.store.unlock_device(device.device_id, TRIES, clock::now()).await?;
    let account = app.store.account(device.account_id).await?.ok_or_else(ApiError::signed_out)?;
    begin(&app, account, Some(device.device_id)).await
}

/// Signs out: the session ends on the server, and its open connections with it.
#[utoipa::path(delete, path = "/api/session", tag = "session", responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(State(app): State<App>, identity: Identity) -> Result<impl IntoResponse, ApiError> {
    app.store.end_session(identity.session_id).await?;
    app.sign_ins.end(identity.session_id);
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, identity::set_cookie(SESSION_COOKIE, "", 0))])))
}

/// The paired tablet this browser is.
pub async fn device(app: &App, headers: &HeaderMap) -> Result<Device, ApiError> {
    let unknown = || {
        ApiError::new(
            StatusCode::NOT_FOUND,
            "not_paired",
            "Máy này chưa được ghép. Mời đăng nhập bằng mật khẩu hoặc nhờ bộ phận thư ký ghép máy.",
            "This device is not paired. Sign in with a password, or ask the secretariat to pair it.",
        )
    };
    let token = identity::cookie(headers, DEVICE_COOKIE).ok_or_else(unknown)?;
    app.store.device_by_token(&secrets::hash_token(token)).await?.ok_or_else(unknown)
}

/// Begins a session and hands its cookie out.
pub async fn begin(
    app: &App,
    account: Account,
    device_id: Option<DeviceId>,
) -> Result<(AppendHeaders<[(header::HeaderName, String); 1]>, Json<SessionView>), ApiError> {
    let token = secrets::new_token();
    let now = clock::now();
    let session = Session {
        session_id: clock::new_id(),
        account_id: account.account_id,
        device_id,
        token_hash: secrets::hash_token(&token),
        created_at: now,
        expires_at: now + LASTS,
    };
    app.store.begin_session(&session).await?;
    let person = match account.person_id {
        Some(id) => people::card(app, id).await.ok(),
        None => None,
    };
    let cookie = identity::set_cookie(SESSION_COOKIE, &token, LASTS.num_seconds());
    let view = describe(account.account_id, account.login, account.name, account.house_role, session.device_id.is_some(), person);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(view)))
}

fn describe(
    account_id: AccountId,
    login: String,
    name: String,
    house_role: HouseRole,
    paired: bool,
    person: Option<PersonCard>,
) -> SessionView {
    let doors = doors(house_role, person.is_some());
    SessionView { account_id, login, name, house_role, paired, person, doors }
}

/// Runs slow hashing off the async threads.
pub async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|_panic| ApiError::internal())
}

/// A hash that no password fits, made once.
fn decoy() -> String {
    static DECOY: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    DECOY.get_or_init(|| secrets::hash_password(&secrets::new_token()).unwrap_or_default()).clone()
}

/// Too many attempts.
pub fn too_many() -> ApiError {
    ApiError::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_attempts",
        "Đã thử quá nhiều lần. Mời chờ một phút rồi thử lại.",
        "Too many attempts. Wait a minute and try again.",
    )
}

fn locked() -> ApiError {
    ApiError::new(
        StatusCode::LOCKED,
        "device_locked",
        "Máy đã khóa vì nhập sai mã PIN quá nhiều lần. Mời nhờ bộ phận thư ký ghép lại máy.",
        "This device is locked after too many wrong PINs. Ask the secretariat to pair it again.",
    )
}
