//! Every address called as every role: a change of rights, or an address without a row, shows here.

use std::collections::BTreeSet;

use domain::person::HouseRole;
use rehearsal::house::House;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Kind, Served, draft, on_both, outcome, pdf, text};

on_both!(every_address_as_every_role);

/// A published meeting with one attendee of each role, and what is in it.
struct Meeting {
    id: String,
    item: String,
    paper: String,
    hash: String,
    attendee: String,
    device: String,
    somebody: String,
}

const ATTENDEES: [(&str, &str); 5] =
    [("chutich", "chair"), ("tram.vtn", "secretary"), ("ha.ntm", "member"), ("hien.tt", "invited"), ("nghia.hs", "guest")];

async fn published(served: &Served, desk: &House) -> Meeting {
    let (id, item) = draft(desk).await;
    let mut places = Vec::new();
    for (login, role) in ATTENDEES {
        let account = served.app.store.account_by_login(login).await.expect("the store").expect("the account");
        places.push(json!({ "person_id": account.person_id, "role": role }));
    }
    desk.json(Method::POST, &format!("meetings/{id}/attendees"), &json!({ "attendees": places })).await.expect("attendees");
    let paper = text(&desk.send(crate::support::upload(desk, &id, &item, "a.pdf", pdf(1, &id))).await.expect("a paper"), "id");
    desk.act(&id, "publish", "{}").await.expect("publishing");
    let view = desk.picture(&id, "desk").await.expect("the view");
    let person =
        served.app.store.account_by_login("khai.pd").await.expect("the store").and_then(|account| account.person_id).expect("a person");
    Meeting {
        hash: text(&view["papers"][&paper], "hash"),
        attendee: view["attendees"]["order"][2].as_str().expect("an attendee").to_owned(),
        device: uuid::Uuid::nil().to_string(),
        somebody: person.to_string(),
        id,
        item,
        paper,
    }
}

/// The request of a row, asked by `house`.
fn request(house: &House, method: &Method, path: &str, m: &Meeting) -> reqwest::RequestBuilder {
    let filled = path
        .trim_start_matches("/api/")
        .replace("{meeting_id}", &m.id)
        .replace("{item_id}", &m.item)
        .replace("{paper_id}", &m.paper)
        .replace("{attendee_id}", &m.attendee)
        .replace("{hash}", &m.hash)
        .replace("{intake_id}", &m.device)
        .replace("{page}", "1")
        .replace("{remark_id}", &m.device)
        .replace("{device_id}", &m.device)
        .replace("{call_id}", &m.device)
        .replace("{motion_id}", &m.device)
        .replace("{pairing_id}", &m.device);
    let request = house.request(method.clone(), &filled);
    let body: Option<Value> = match (method.as_str(), path) {
        ("POST", "/api/session") => Some(json!({ "login": "khongco", "password": "x" })),
        ("POST", "/api/session/pin") => Some(json!({ "pin": "000000" })),
        ("POST", "/api/pairings") => Some(json!({ "person_id": m.somebody })),
        ("POST", "/api/pairings/claim") => Some(json!({ "code": "x", "pin": "260719", "device_name": "x" })),
        ("POST", "/api/rehearsals" | "/api/house/rehearsal") => Some(json!({ "tablets": 0 })),
        ("POST", "/api/meetings") => Some(json!({ "kind": "hoi_nghi", "title": "A", "room": "B", "starts_at": "2026-11-24T01:00:00Z" })),
        ("PATCH", "/api/meetings/{meeting_id}") => Some(json!({ "revision": 1, "room": "C" })),
        ("POST", "/api/meetings/{meeting_id}/agenda") => Some(json!({ "kind": "matter", "title": "A", "planned_minutes": 5 })),
        ("PATCH", "/api/meetings/{meeting_id}/agenda/{item_id}") => Some(json!({ "revision": 2, "title": "B" })),
        ("POST", "/api/meetings/{meeting_id}/agenda/{item_id}/move") => Some(json!({})),
        ("POST", "/api/meetings/{meeting_id}/attendees") => Some(json!({ "attendees": [{ "person_id": m.somebody, "role": "member" }] })),
        ("PATCH", "/api/meetings/{meeting_id}/attendees/{attendee_id}") => Some(json!({ "revision": 3, "seat": "A1" })),
        ("POST", "/api/meetings/{meeting_id}/attendance/{attendee_id}") => Some(json!({ "present": true })),
        ("POST", "/api/meetings/{meeting_id}/calls") => Some(json!({ "kind": "water" })),
        ("PUT", "/api/calls/{call_id}") => Some(json!({ "state": "received" })),
        ("PUT", "/api/meetings/{meeting_id}/lead") => Some(json!({ "paper_id": m.paper })),
        ("PUT", "/api/meetings/{meeting_id}/floor/request") => Some(json!({ "item_id": m.item })),
        ("POST", "/api/meetings/{meeting_id}/motions") => Some(json!({ "item_id": m.item, "question": "A" })),
        ("PUT", "/api/meetings/{meeting_id}/motions/{motion_id}/ballot") => Some(json!({ "choice": "for" })),
        ("POST", "/api/meetings/{meeting_id}/session/advance") => Some(json!({ "to": "next" })),
        ("POST", "/api/meetings/{meeting_id}/intakes") => Some(json!({ "item_id": m.item, "name": "d.pdf", "size": 10 })),
        ("POST", "/api/meetings/{meeting_id}/intakes/{intake_id}/password") => Some(json!({ "password": "x" })),
        ("PUT", "/api/meetings/{meeting_id}/papers/{paper_id}/reading") => Some(json!({ "hash": m.hash })),
        ("POST", "/api/meetings/{meeting_id}/papers/{paper_id}/hand") => {
            Some(json!({ "hash": m.hash, "ops": [{ "id": uuid::Uuid::from_u128(7), "page": 1, "kind": "bookmark" }] }))
        }
        ("POST", "/api/meetings/{meeting_id}/papers/{paper_id}/remarks") => Some(json!({
            "id": uuid::Uuid::from_u128(8), "hash": m.hash, "page": 1, "area": [0, 0, 9, 9], "text": "a", "to": "secretariat"
        })),
        ("POST", "/api/meetings/{meeting_id}/papers/{paper_id}/hand/carry") => Some(json!({ "from": m.hash, "to": m.hash })),
        ("PATCH", "/api/meetings/{meeting_id}/papers/{paper_id}") => Some(json!({ "revision": 4, "title": "B" })),
        _ => None,
    };
    match (method.as_str(), path, body) {
        ("POST", "/api/meetings/{meeting_id}/papers", _) => {
            request.query(&[("item", m.item.as_str()), ("name", "b.pdf")]).body(pdf(2, &m.id))
        }
        ("GET", "/api/meetings/{meeting_id}/papers/{paper_id}/comparison", _) => {
            request.query(&[("from", m.hash.as_str()), ("to", m.hash.as_str())])
        }
        ("PUT", "/api/meetings/{meeting_id}/papers/{paper_id}/file", _) => request.query(&[("name", "c.pdf")]).body(pdf(3, &m.id)),
        ("GET", "/api/search" | "/api/meetings/{meeting_id}/papers/{paper_id}/search", _) => request.query(&[("q", "a")]),
        (_, _, Some(body)) => request.json(&body),
        _ => request,
    }
}

async fn every_address_as_every_role(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    served.add_account("nguoila", HouseRole::Person).await;
    let outsider = served.as_login("nguoila").await;
    let mut roles: Vec<(&str, House)> = vec![("nobody", served.anybody()), ("outsider", outsider)];
    for (role, login) in [
        ("display", "manhinh"),
        ("guest", "nghia.hs"),
        ("invited", "hien.tt"),
        ("member", "ha.ntm"),
        ("secretary", "tram.vtn"),
        ("chair", "chutich"),
        ("administrator", "quantri"),
        ("secretariat", "thuky2"),
    ] {
        roles.push((role, served.as_login(login).await));
    }
    let document = server::http::openapi();
    let mut table = String::from("who gets which answer in a published meeting (in this order, on one meeting an address)\n");
    let mut rows = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            rows.insert((path.clone(), method.to_uppercase()));
        }
    }
    assert!(rows.len() > 35, "{}", rows.len());
    for (path, method) in rows {
        // Signing out ends the very session the next rows need; it is tested by itself.
        if (method.as_str(), path.as_str()) == ("DELETE", "/api/session") {
            continue;
        }
        let meeting = published(&served, &desk).await;
        let method: Method = method.parse().expect("a method");
        table.push_str(&format!("\n{method} {path}\n"));
        for (role, house) in &roles {
            let (status, code) = outcome(house, request(house, &method, &path, &meeting)).await;
            assert!(status < 500, "{method} {path} as {role}: {status} {code}");
            table.push_str(&format!("  {role:<14} {status} {code}\n"));
        }
    }
    let table: String = table.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false }, { insta::assert_snapshot!("permissions", table) });
}
