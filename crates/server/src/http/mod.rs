//! The HTTP interface: one file an address, thin handlers, one router.

pub mod assets;
pub mod calls;
pub mod devices;
pub mod door;
pub mod extract;
pub mod file;
pub mod guard;
pub mod health;
pub mod house;
pub mod made;
pub mod meetings;
pub mod pairings;
pub mod people;
pub mod rehearsals;
pub mod search;
pub mod session;
pub mod trust;
pub mod websocket;

use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, error};

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
        .routes(routes!(trust::get))
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
        .routes(routes!(house::filing))
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
        .routes(routes!(meetings::lead::take, meetings::lead::end))
        .routes(routes!(meetings::lead::decline))
        .routes(routes!(meetings::floor::ask, meetings::floor::withdraw))
        .routes(routes!(meetings::floor::decline))
        .routes(routes!(meetings::floor::give, meetings::floor::end))
        .routes(routes!(meetings::motions::put, meetings::motions::counted))
        .routes(routes!(meetings::motions::close))
        .routes(routes!(meetings::motions::cast, meetings::motions::own))
        .routes(routes!(meetings::calls::call, meetings::calls::mine))
        .routes(routes!(meetings::calls::withdraw))
        .routes(routes!(calls::list))
        .routes(routes!(calls::settle))
        .routes(routes!(meetings::papers::attach))
        .routes(routes!(meetings::papers::edit, meetings::papers::withdraw))
        .routes(routes!(meetings::papers::replace))
        .routes(routes!(meetings::files::get))
        .routes(routes!(meetings::vault::open, meetings::vault::erase))
        .routes(routes!(meetings::intakes::begin, meetings::intakes::list))
        .routes(routes!(meetings::intakes::get, meetings::intakes::cancel))
        .routes(routes!(meetings::intakes::send))
        .routes(routes!(meetings::intakes::open))
        .routes(routes!(meetings::intakes::retry))
        .routes(routes!(meetings::facts::get))
        .routes(routes!(meetings::opening::opening))
        .routes(routes!(meetings::opening::read))
        .routes(routes!(meetings::versions::versions))
        .routes(routes!(meetings::versions::comparison))
        .routes(routes!(meetings::pack::get))
        .routes(routes!(meetings::minutes::get))
        .routes(routes!(meetings::pages::page))
        .routes(routes!(meetings::pages::texts))
        .routes(routes!(meetings::pages::picture))
        .routes(routes!(meetings::words::words))
        .routes(routes!(meetings::hand::get, meetings::hand::write))
        .routes(routes!(meetings::hand::carry::carry))
        .routes(routes!(meetings::hand::copy::get))
        .routes(routes!(meetings::hand::pages::of_meeting))
        .routes(routes!(meetings::hand::pages::of_all))
        .routes(routes!(meetings::remarks::list, meetings::remarks::share))
        .routes(routes!(meetings::remarks::read))
        .routes(routes!(meetings::remarks::withdraw))
        .routes(routes!(meetings::find::search))
        .routes(routes!(search::search))
        .routes(routes!(rehearsals::begin))
        .routes(routes!(rehearsals::end))
        .routes(routes!(rehearsals::own, rehearsals::begin_own, rehearsals::end_own))
}

/// The OpenAPI document, as committed in docs/openapi.json.
pub fn openapi() -> serde_json::Value {
    described(api().split_for_parts().1)
}

fn described(document: utoipa::openapi::OpenApi) -> serde_json::Value {
    let mut document = serde_json::to_value(named(document)).unwrap_or_default();
    without_nulls(&mut document);
    document
}

/// What is optional is absent, never null (docs/LIVE.md): the document must not say otherwise.
fn without_nulls(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::Object(map) => {
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    map.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(choices)) = map.get_mut("oneOf") {
                choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
                if let [Value::Object(only)] = choices.as_slice() {
                    let only = only.clone();
                    map.remove("oneOf");
                    map.extend(only);
                }
            }
            map.values_mut().for_each(without_nulls);
        }
        Value::Array(values) => values.iter_mut().for_each(without_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Names every operation after its method and address: handlers are called `list` or `add` in each file, and a document
/// needs each name once.
fn named(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    for (path, item) in &mut document.paths.paths {
        let address = path.trim_start_matches("/api/").replace(['/', '-'], "_").replace(['{', '}'], "");
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{address}"));
            }
        }
    }
    document
}

/// Everything the program answers.
pub fn router(app: App) -> Router {
    let (api, document) = api().split_for_parts();
    let document = serde_json::to_string_pretty(&described(document)).unwrap_or_default();
    api.route("/api/openapi.json", axum::routing::get(async || ([("content-type", "application/json")], document)))
        .route("/healthz", axum::routing::get(health::alive))
        .route("/readyz", axum::routing::get(health::ready))
        .route(trust::CERTIFICATE, axum::routing::get(trust::certificate))
        .route(trust::PROFILE, axum::routing::get(trust::profile))
        .fallback(assets::serve)
        .method_not_allowed_fallback(async || error::ApiError::no_such_address())
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), guard::border))
        .with_state(app)
}
