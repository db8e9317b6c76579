//! What is answered in plain HTTP where the house speaks HTTPS: the page that walks a tablet through trusting it, and the way there.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tower_http::catch_panic::CatchPanicLayer;

use super::{assets, guard, house, trust};
use crate::app::App;

/// Where the page stands.
const PAGE: &str = "/trust";

/// Everything that is answered in plain HTTP. No cookie is ever read or set here.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    if app.encryption.house().is_some() {
        router = router
            .route(PAGE, get(page))
            .route("/api/trust", get(trust::get))
            .route("/api/house", get(house::get))
            .route(trust::CERTIFICATE, get(trust::certificate))
            .route(trust::PROFILE, get(trust::profile))
            .route("/assets/{*file}", get(assets::serve))
            .route("/favicon.svg", get(assets::serve));
    }
    router
        .fallback(elsewhere)
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), guard::border))
        .with_state(app)
}

/// The web app's shell, which may try one address beside its own: this house's over HTTPS.
async fn page(State(app): State<App>, headers: HeaderMap, request: Request) -> Response {
    let mut response = assets::serve(request).await;
    let csp = trust::host(&headers)
        .map(|host| trust::origin("https", &host, app.ports.encrypted()))
        .and_then(|https| HeaderValue::from_str(&guard::CSP.replace("connect-src 'self'", &format!("connect-src 'self' {https}"))).ok());
    if let Some(csp) = csp {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp);
    }
    response
}

/// Everybody else is led to HTTPS: a person whose tablet may not trust the house yet by way of the page that finds out,
/// everything else directly.
async fn elsewhere(State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let Some(host) = trust::host(&headers) else { return StatusCode::BAD_REQUEST.into_response() };
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let is_page = method == Method::GET
        && app.encryption.house().is_some()
        && headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    let (status, to) = if is_page {
        // Found, not moved for good: a browser that remembered would come here again when it need not.
        (StatusCode::FOUND, format!("{PAGE}?to={}", encoded(path)))
    } else {
        (StatusCode::PERMANENT_REDIRECT, format!("{}{path}", trust::origin("https", &host, app.ports.encrypted())))
    };
    match HeaderValue::from_str(&to) {
        Ok(to) => (status, [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// A path as the value of a query.
fn encoded(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _written = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}
