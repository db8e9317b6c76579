//! What holds for every request: same site, safe headers, one log line, no panic reaching anybody.

use std::{any::Any, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tracing::Instrument;
use uuid::Uuid;

use crate::{
    app::App,
    clock,
    error::{self, ApiError},
};

/// The browser may run our own files and nothing else; no string becomes code or markup but through our one policy.
pub const CSP: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' blob: data:; \
    style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types app";

/// The border every request crosses, in and out. One layer, since each costs every request some allocations.
///
/// One line a request is logged: what was asked by its pattern (never an id, a name or a text), what came of it, how long it
/// took.
pub async fn border(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id: Uuid = clock::new_id();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let language = error::readers_language(request.headers());
    let is_api = request.uri().path().starts_with("/api/");
    let started = Instant::now();
    request.extensions_mut().insert(RequestId(id));
    let mut response = if may_pass(&request) {
        next.run(request).instrument(tracing::info_span!("request", %id)).await
    } else {
        cross_site().into_response()
    };
    error::in_language(&mut response, language);
    let status = response.status();
    log(id, &method, route.as_ref().map_or("-", MatchedPath::as_str), status, started);
    // A socket is no document.
    if status != StatusCode::SWITCHING_PROTOCOLS {
        add_headers(response.headers_mut(), is_api, id, app.encryption.is_lasting());
    }
    response
}

/// The one line a request is logged as.
pub fn log(id: Uuid, method: &Method, route: &str, status: StatusCode, started: Instant) {
    let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(target: "nghisu::request", %id, %method, route, status = status.as_u16(), ms);
}

/// Whether it comes from this very site, as far as a browser says. Programs that are no browsers send neither header and are
/// let through: they hold no cookies of somebody else.
fn may_pass(request: &Request) -> bool {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let upgrading = request.headers().contains_key(header::UPGRADE);
    (reading && !upgrading) || is_same_site(request.headers())
}

fn cross_site() -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "Yêu cầu đến từ một trang khác nên bị từ chối. Mời mở Nghị Sự trực tiếp rồi thử lại.",
        "The request came from another site and was refused. Open Nghị Sự itself and try again.",
    )
}

/// Whether a request comes from this very site, or from no browser.
pub fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site"))
        && site != "same-origin"
    {
        return false;
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

/// The headers every answer carries.
fn add_headers(headers: &mut HeaderMap, is_api: bool, id: Uuid, lasting: bool) {
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(CSP));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    headers.entry(HeaderName::from_static("cross-origin-resource-policy")).or_insert(HeaderValue::from_static("same-origin"));
    if lasting {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    if is_api && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

/// Ties log lines and an answer together.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(pub Uuid);

/// What a panic in a handler becomes. The panic hook has logged it.
pub fn panicked(_panic: Box<dyn Any + Send + 'static>) -> Response {
    ApiError::internal().into_response()
}
