//! The HTTP interface: one file an address, thin handlers, one router.

pub mod assets;
pub mod devices;
pub mod extract;
pub mod guard;
pub mod health;
pub mod house;
pub mod meetings;
pub mod pairings;
pub mod people;
pub mod rehearsals;
pub mod session;

use axum::{Router, extract::DefaultBodyLimit, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, error};

/// Largest JSON body, in bytes. Uploads stream past this limit under their own.
const JSON_LIMIT: usize = 256 * 1024;

#[derive(OpenApi)]
#[openapi(
    info(title = "Nghị Sự", description = "The meeting room without paper.", license(name = "Apache-2.0", identifier = "Apache-2.0")),
    servers((url = "/")),
    components(schemas(error::Problem))
)]
struct Document;

fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(house::get))
        .routes(routes!(session::get, session::sign_in, session::sign_out))
        .routes(routes!(session::sign_in_by_pin))
        .routes(routes!(devices::mine))
        .routes(routes!(devices::list))
        .routes(routes!(devices::revoke))
        .routes(routes!(pairings::create))
        .routes(routes!(pairings::get))
        .routes(routes!(pairings::claim))
        .routes(routes!(people::people))
        .routes(routes!(people::units))
        .routes(routes!(house::meeting_kinds))
        .routes(routes!(meetings::list, meetings::create))
        .routes(routes!(meetings::get, meetings::edit))
        .routes(routes!(meetings::publish::publish))
        .routes(routes!(meetings::journal::get))
        .routes(routes!(meetings::live::upgrade))
        .routes(routes!(meetings::live::poll))
        .routes(routes!(meetings::agenda::add))
        .routes(routes!(meetings::agenda::edit, meetings::agenda::remove))
        .routes(routes!(meetings::agenda::move_item))
        .routes(routes!(meetings::attendees::add))
        .routes(routes!(meetings::attendees::edit, meetings::attendees::remove))
        .routes(routes!(meetings::attendance::check_in))
        .routes(routes!(meetings::attendance::mark))
        .routes(routes!(meetings::session::open))
        .routes(routes!(meetings::session::advance))
        .routes(routes!(meetings::session::pause))
        .routes(routes!(meetings::session::resume))
        .routes(routes!(meetings::session::close))
        .routes(routes!(meetings::papers::attach))
        .routes(routes!(meetings::papers::edit, meetings::papers::withdraw))
        .routes(routes!(meetings::papers::replace))
        .routes(routes!(meetings::files::get))
        .routes(routes!(rehearsals::begin))
        .routes(routes!(rehearsals::end))
}

/// The OpenAPI document, as committed in docs/openapi.json.
pub fn openapi() -> utoipa::openapi::OpenApi {
    api().split_for_parts().1
}

/// Everything the program answers.
pub fn router(app: App) -> Router {
    let (api, document) = api().split_for_parts();
    let document = serde_json::to_string_pretty(&document).unwrap_or_default();
    api.route("/api/openapi.json", axum::routing::get(async || ([("content-type", "application/json")], document)))
        .route("/healthz", axum::routing::get(health::alive))
        .route("/readyz", axum::routing::get(health::ready))
        .fallback(assets::serve)
        .method_not_allowed_fallback(async || error::ApiError::no_such_address())
        .layer(DefaultBodyLimit::max(JSON_LIMIT))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn(guard::same_site))
        .layer(middleware::from_fn(guard::headers))
        .layer(middleware::from_fn(error::in_readers_language))
        .layer(middleware::from_fn(guard::log))
        .with_state(app)
}
