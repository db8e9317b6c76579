//! Who asks: the session cookie read, checked against the store, and turned into an actor.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, SessionId},
    permission::{HouseAction, may_in_house},
    person::Actor,
};

use crate::{app::App, clock, error::ApiError, secrets};

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
    /// What they type to sign in.
    pub login: String,
    /// Who they are to a meeting.
    pub actor: Actor,
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

impl<S> FromRequestParts<S> for Identity
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let app = App::from_ref(state);
        let token = cookie(&parts.headers, SESSION_COOKIE).ok_or_else(ApiError::signed_out)?;
        let token_hash = secrets::hash_token(token);
        if let Some(identity) = app.rehearsals.identity(&token_hash) {
            return Ok(identity);
        }
        let (session, account) = app.store.session(&token_hash, clock::now()).await?.ok_or_else(ApiError::signed_out)?;
        Ok(Self {
            session_id: session.session_id,
            account_id: account.account_id,
            login: account.login,
            actor: Actor { house_role: account.house_role, person_id: account.person_id, name: account.name },
            expires_at: session.expires_at,
        })
    }
}
