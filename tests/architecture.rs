//! The house's own rules, checked on the source: arrows between crates, first lines, nothing left half done.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every arrow between our crates, and the outside crates each may use, as docs/ARCHITECTURE.md says.
#[test]
fn arrows_between_crates() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("nghisu-domain", &[] as &[&str]),
        ("nghisu-migrations", &[]),
        ("nghisu-store", &["nghisu-domain", "nghisu-migrations"]),
        ("nghisu-live", &["nghisu-domain"]),
        ("nghisu-papers", &[]),
        ("nghisu-rehearsal", &["nghisu-domain"]),
        ("nghisu", &["nghisu-domain", "nghisu-store", "nghisu-live", "nghisu-papers", "nghisu-rehearsal"]),
    ]);
    let only_in: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("axum", &["nghisu"] as &[&str]),
        ("sea-orm", &["nghisu-store"]),
        ("sea-orm-migration", &["nghisu-migrations"]),
        ("object_store", &["nghisu-store"]),
        ("tokio-tungstenite", &["nghisu-rehearsal"]),
    ]);
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(cargo).args(["metadata", "--format-version=1", "--no-deps"]).current_dir(root()).output().expect("cargo metadata");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        if name == "nghisu-tests" {
            continue;
        }
        let allowed = allowed.get(name).unwrap_or_else(|| panic!("{name} is a new crate: say here what it may depend on"));
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let to = dependency["name"].as_str().expect("a name");
            if ours.contains(to) {
                assert!(allowed.contains(&to), "{name} must not depend on {to}");
            }
            if let Some(homes) = only_in.get(to) {
                assert!(homes.contains(&name), "{to} belongs in {homes:?}, not in {name}");
            }
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && !["target", "node_modules", "dist", "demo", "snapshots"].iter().any(|skipped| name == *skipped) {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ["rs", "ts", "tsx", "css"].iter().any(|wanted| ending == *wanted)) {
            found.push(path);
        }
    }
}

/// A newcomer reads the first line of a file to know why it exists.
#[test]
fn every_file_says_what_it_is_for() {
    let mut files = Vec::new();
    for folder in ["crates", "migrations", "tests", "frontend/src", "frontend/e2e"] {
        let folder = root().join(folder);
        if folder.is_dir() {
            sources(&folder, &mut files);
        }
    }
    assert!(files.len() > 50, "only {} files were found", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("text");
        let first = text.lines().next().unwrap_or_default();
        // Generated files say so in their own first comment.
        assert!(first.starts_with("//") || first.starts_with("/*"), "{}: the first line says nothing: {first}", file.display());
        for unfinished in ["TODO", "FIXME", "console.log", concat!("un", "implemented!"), concat!("db", "g!(")] {
            let here = file.file_name().is_some_and(|name| name == "architecture.rs");
            assert!(here || !text.contains(unfinished), "{}: {unfinished}", file.display());
        }
    }
}
