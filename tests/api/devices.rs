//! Tablets: invited at the desk, paired once, unlocked by PIN, locked after wrong ones, taken back.

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::support::{Kind, PATIENCE, Served, on_both, outcome, person, text};

on_both!(a_tablet_is_paired_and_taken_back);

/// The value of a cookie an answer sets.
fn cookie(answer: &reqwest::Response, name: &str) -> String {
    let values = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let found = values.filter_map(|value| value.split(';').next()?.split_once('=')).find(|(key, _)| *key == name);
    found.map(|(_, value)| value.to_owned()).unwrap_or_else(|| panic!("no cookie {name}"))
}

async fn a_tablet_is_paired_and_taken_back(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let whose = person(&desk, "Nguyễn Thị Minh Hà").await;
    let pairing = desk.json(Method::POST, "pairings", &json!({ "person_id": whose })).await.expect("an invitation");
    assert!(text(&pairing, "url").contains("/pair#"));
    assert!(text(&pairing, "qr_svg").contains("<svg"));
    let status = format!("pairings/{}", text(&pairing, "pairing_id"));
    assert_eq!(desk.get(&status).await.expect("a status")["state"], "waiting");

    let tablet = served.anybody();
    let claim = |pin: &str| json!({ "code": text(&pairing, "code"), "pin": pin, "device_name": "Máy số 7" });
    assert_eq!(
        outcome(&tablet, tablet.request(Method::POST, "pairings/claim").json(&claim("123456"))).await,
        (422, "pin_too_simple".into())
    );
    let answer = tablet.request(Method::POST, "pairings/claim").json(&claim("260719")).send().await.expect("an answer");
    assert!(answer.status().is_success());
    let device = cookie(&answer, "__Host-nghisu-device");
    let session = cookie(&answer, "__Host-nghisu");
    assert_eq!(desk.get(&status).await.expect("a status")["state"], "claimed");
    assert_eq!(outcome(&tablet, tablet.request(Method::POST, "pairings/claim").json(&claim("260719"))).await, (410, "pairing_over".into()));

    // The tablet knows its person, and opens with the PIN.
    let with_device = |request: reqwest::RequestBuilder| request.header(header::COOKIE, format!("__Host-nghisu-device={device}"));
    let mine = tablet.send(with_device(tablet.request(Method::GET, "device"))).await.expect("the device");
    assert_eq!(mine["person"]["name"], "Nguyễn Thị Minh Hà");
    let pin = |pin: &str| with_device(tablet.request(Method::POST, "session/pin")).json(&json!({ "pin": pin }));
    assert_eq!(outcome(&tablet, pin("260719")).await.0, 200);

    // What is read on it bears its name, where the paper's class asks for that.
    let meeting = served.session_of_today().await;
    let papers = desk.picture(&meeting, "desk").await.expect("the view")["papers"].clone();
    let (paper, shown) = papers.as_object().and_then(|papers| papers.iter().next()).expect("a paper");
    let class = json!({ "revision": shown["revision"], "classification": "noi_bo", "issued_on": "2026-11-12" });
    desk.send(desk.request(Method::PATCH, &format!("meetings/{meeting}/papers/{paper}")).json(&class)).await.expect("an edit");
    let opening = tablet.with_token(&session).get(&format!("meetings/{meeting}/papers/{paper}/opening")).await.expect("the opening");
    assert!(text(&opening, "watermark").contains("Nguyễn Thị Minh Hà · Máy số 7 · "), "{opening}");

    // Five wrong PINs lock it, and then the right one does not help either.
    for _ in 0..4 {
        assert_eq!(outcome(&tablet, pin("000001")).await, (401, "wrong_pin".into()));
    }
    assert_eq!(outcome(&tablet, pin("000001")).await, (423, "device_locked".into()));
    assert_eq!(outcome(&tablet, pin("260719")).await, (423, "device_locked".into()));

    // Taking it back ends its sign-in at once, on an open channel too.
    let open = rehearsal::tablet::Tablet::join(&tablet, &meeting, &session, "room").await.expect("the live channel");
    let devices = desk.get("devices").await.expect("the devices");
    let id = text(&devices["devices"][0], "device_id");
    assert_eq!(devices["devices"][0]["locked"], Value::Bool(true));
    desk.send(desk.request(Method::DELETE, &format!("devices/{id}"))).await.expect("revoking");
    assert_eq!(open.closed(PATIENCE).await, Some(4401));
    assert_eq!(outcome(&tablet, tablet.with_token(&session).get_request("session")).await.0, 401);
    assert_eq!(outcome(&tablet, with_device(tablet.request(Method::GET, "device"))).await, (404, "not_paired".into()));
}
