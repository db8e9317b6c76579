//! Who asks, and the cookies that say so.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, DeviceId, SessionId},
    permission::{HouseAction, may_in_house},
    person::Actor,
};

use crate::error::ApiError;

/// Name of the session cookie. `__Host-`: only this very origin can set it, and only over a secure connection.
pub const SESSION_COOKIE: &str = "__Host-nghisu";
/// Name of a paired tablet's cookie.
pub const DEVICE_COOKIE: &str = "__Host-nghisu-device";

/// Somebody signed in.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The sign-in.
    pub session_id: SessionId,
    /// The account.
    pub account_id: AccountId,
    /// The paired tablet they are signed in on, if on one.
    pub device_id: Option<DeviceId>,
    /// What they type to sign in.
    pub login: String,
    /// Who they are to a meeting.
    pub actor: Actor,
    /// What the paired tablet they signed in on is called.
    pub device: Option<String>,
    /// When the sign-in ends by itself.
    pub expires_at: DateTime<Utc>,
}

impl Identity {
    /// Refuses unless the house role allows `action`.
    pub fn must(&self, action: HouseAction) -> Result<(), ApiError> {
        if may_in_house(self.actor.house_role, action) { Ok(()) } else { Err(ApiError::not_allowed()) }
    }
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A `Set-Cookie` value; `seconds` 0 takes the cookie away.
pub fn set_cookie(name: &str, value: &str, seconds: i64) -> String {
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}")
}
