//! Reading requests: as axum does, but every failure is a problem the reader understands.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, request::Parts},
};
use bytes::BytesMut;
use domain::ids::IdempotencyKey;
use futures::StreamExt;
use serde::de::DeserializeOwned;

use crate::{
    app::App,
    error::ApiError,
    identity::{Identity, SESSION_COOKIE, cookie},
    secrets,
};

/// Largest JSON body, in bytes. Uploads stream past this limit under their own.
const LARGEST: usize = 256 * 1024;
/// Most that is read of one that is too large.
const READ_AT_MOST: usize = 32 * 1024 * 1024;

/// A JSON body.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let request = whole(request).await?;
        match axum::Json::<T>::from_request(request, state).await {
            Ok(axum::Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(ApiError::unreadable(rejection.body_text())),
        }
    }
}

/// The request with its body in memory. What is too large is read to its end all the same, within reason, and dropped: a
/// client that is hung up on while it still sends would never see why.
async fn whole(request: Request) -> Result<Request, ApiError> {
    let (parts, body) = request.into_parts();
    let mut kept = BytesMut::new();
    let mut all = 0;
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| ApiError::unreadable(error.to_string()))?;
        all += piece.len();
        if all <= LARGEST {
            kept.extend_from_slice(&piece);
        } else if all > READ_AT_MOST {
            break;
        }
    }
    if all > LARGEST {
        return Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "Dữ liệu gửi lên quá lớn. Chưa thay đổi gì; mời rút gọn rồi gửi lại.",
            "What was sent is too large. Nothing was changed; shorten it and send it again.",
        ));
    }
    Ok(Request::from_parts(parts, kept.freeze().into()))
}

/// Parts of the address. What does not even look like an id is nowhere.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(ApiError::no_such_address()),
        }
    }
}

/// The part of the address after `?`.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Query::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(value)) => Ok(Self(value)),
            Err(rejection) => Err(ApiError::unreadable(rejection.body_text())),
        }
    }
}

/// The `Idempotency-Key` header: the same intention sent again is carried out once.
pub struct Idempotency(pub Option<IdempotencyKey>);

impl<S: Send + Sync> FromRequestParts<S> for Idempotency {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        key(&parts.headers).map(Self)
    }
}

fn key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, ApiError> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().and_then(|value| value.parse().ok());
    key.map(Some).ok_or_else(|| ApiError::unreadable("Idempotency-Key"))
}

/// Whoever is signed in: the session cookie, checked at every request.
impl FromRequestParts<App> for Identity {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        signed_in(app, &parts.headers).await
    }
}

/// Whoever is signed in with the session cookie in `headers`.
pub async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Identity, ApiError> {
    let token = cookie(headers, SESSION_COOKIE).ok_or_else(ApiError::signed_out)?;
    let token_hash = secrets::hash_token(token);
    if let Some(identity) = app.rehearsals.identity(&token_hash) {
        return Ok(identity);
    }
    app.sign_ins.identity(&token_hash).await?.ok_or_else(ApiError::signed_out)
}
