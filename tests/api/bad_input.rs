//! Bad input is normal: a clear 4xx, and nothing changes.

use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::support::{Kind, Served, draft, on_both, outcome};

on_both!(clear_refusals);

async fn clear_refusals(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let before = desk.picture(&meeting, "desk").await.expect("the view");
    let agenda = format!("meetings/{meeting}/agenda");
    let nobody = uuid::Uuid::new_v4().to_string();
    let post = |path: &str, body: Value| desk.request(Method::POST, path).json(&body);
    let matter = |title: &str, minutes: Value| json!({ "kind": "matter", "title": title, "planned_minutes": minutes });

    for (request, expected) in [
        (post(&agenda, matter(&"ấ".repeat(300), json!(5))), (422, "too_long")),
        (post(&agenda, matter(" \u{a0} ", json!(5))), (422, "empty")),
        (post(&agenda, matter("Ngược \u{202e}chữ", json!(5))), (422, "unreadable")),
        (post(&agenda, matter("Không phút", json!(0))), (422, "minutes_out_of_range")),
        (post(&agenda, matter("Âm", json!(-5))), (400, "unreadable_request")),
        (post(&agenda, matter("Chữ", json!("năm"))), (400, "unreadable_request")),
        (post(&agenda, json!({ "kind": "matter" })), (400, "unreadable_request")),
        (post(&agenda, json!({ "kind": "matter", "title": "Thừa", "planned_minutes": 5, "la": 1 })), (400, "unreadable_request")),
        (post(&agenda, json!({ "kind": "matter", "title": "Ai", "planned_minutes": 5, "presenter_id": nobody })), (422, "not_found")),
        (post(&agenda, json!({ "kind": "matter", "title": "Ai", "planned_minutes": 5, "guests": [nobody] })), (404, "not_found")),
        (desk.request(Method::POST, &agenda).body("{"), (400, "unreadable_request")),
        (
            desk.request(Method::POST, &agenda).header(header::CONTENT_TYPE, "application/json").body("[".repeat(100_000)),
            (400, "unreadable_request"),
        ),
        (
            desk.request(Method::POST, &agenda).header(header::CONTENT_TYPE, "application/json").body(" ".repeat(10_000_000)),
            (413, "body_too_large"),
        ),
        (post(&format!("{agenda}/{item}/move"), json!({ "before": nobody })), (404, "not_found")),
        (desk.request(Method::PATCH, &format!("{agenda}/{nobody}")).json(&json!({ "revision": 1 })), (404, "not_found")),
        (desk.request(Method::PATCH, &format!("{agenda}/not-an-id")).json(&json!({ "revision": 1 })), (404, "no_such_address")),
        (desk.get_request(&format!("meetings/{nobody}")), (404, "not_found")),
        (desk.get_request("meetings?from=hôm-nay"), (400, "unreadable_request")),
        (desk.get_request("nothing/here"), (404, "no_such_address")),
        (desk.request(Method::DELETE, "people"), (404, "no_such_address")),
        (
            post("meetings", json!({ "kind": "không có", "title": "A", "room": "B", "starts_at": "2026-11-24T01:00:00Z" })),
            (422, "not_found"),
        ),
        (
            post("meetings", json!({ "kind": "hoi_nghi", "title": "A", "room": "B", "starts_at": "24/11/2026" })),
            (400, "unreadable_request"),
        ),
        (post(&format!("meetings/{meeting}/session/advance"), json!({ "to": "sang một bên" })), (400, "unreadable_request")),
        (desk.get_request(&format!("meetings/{meeting}/live")), (426, "websocket_only")),
    ] {
        let (client, request) = request.build_split();
        let request = request.expect("a request");
        let what = format!("{} {}", request.method(), request.url().path());
        let request = reqwest::RequestBuilder::from_parts(client, request);
        assert_eq!(outcome(&desk, request).await, (expected.0, expected.1.to_owned()), "{what}");
    }
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view"), before);

    // The reader's language, in problem+json.
    for (language, says) in [("en-GB,en;q=0.9", "The title is empty"), ("vi", "Tên đang để trống"), ("fr", "Tên đang để trống")]
    {
        let answer = post(&agenda, matter("", json!(5))).header(header::ACCEPT_LANGUAGE, language).send().await.expect("an answer");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
        let problem: Value = answer.json().await.expect("a problem");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(says)), "{problem}");
        assert_eq!((&problem["status"], &problem["field"]), (&json!(422), &json!("title")));
    }
}
