//! The web app, compiled into the program: hashed files for ever, the shell always fresh.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

use crate::error::ApiError;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../frontend/dist"]
#[allow_missing = true]
struct Files;

/// Serves a file of the web app; any address without a file ending is a screen, and gets the shell.
pub async fn serve(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    if path.starts_with("api/") {
        return ApiError::no_such_address().into_response();
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let name = if is_file { path } else { "index.html" };
    file(name, request.headers()).unwrap_or_else(|| ApiError::no_such_address().into_response())
}

fn file(name: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Files::get(name)?;
    let accepts = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let compressed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts.contains(coding))
        .find_map(|(coding, ending)| Files::get(&format!("{name}{ending}")).map(|file| (coding, file)));
    let etag = format!("\"{}\"", hex::encode(plain.metadata.sha256_hash()));
    let fresh = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let unchanged = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mime = plain.metadata.mimetype().to_owned();
    let mut response = match (unchanged, compressed) {
        (true, _) => StatusCode::NOT_MODIFIED.into_response(),
        (false, Some((coding, file))) => ([(header::CONTENT_ENCODING, coding)], file.data).into_response(),
        (false, None) => plain.data.into_response(),
    };
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_str(&mime).ok()?);
    set.insert(header::ETAG, HeaderValue::from_str(&etag).ok()?);
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static(fresh));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Some(response)
}
