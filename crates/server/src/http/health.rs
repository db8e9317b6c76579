//! For whoever watches the program: is it alive, can it work.

use axum::{extract::State, http::StatusCode};

use crate::app::App;

/// Alive: the program answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// Ready: the database answers too.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
