//! Files that are made from the code are as the code makes them now.

use std::path::Path;

/// `make generate` writes it; the web app's types are made from it.
#[test]
fn openapi_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/openapi.json");
    let committed = std::fs::read_to_string(path).expect("docs/openapi.json");
    let made = serde_json::to_string_pretty(&server::http::openapi()).expect("JSON");
    assert!(committed.trim_end() == made.trim_end(), "docs/openapi.json is stale: run `make generate` and commit what changed");
}
