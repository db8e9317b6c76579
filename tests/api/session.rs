//! Signing in and out: cookies, wrong passwords, limits, other sites.

use reqwest::{Method, header};
use serde_json::json;
use server::demo::PASSWORD;

use crate::support::{Kind, Served, on_both, outcome, text};

on_both!(signs_in_and_out, refuses_other_sites);

async fn signs_in_and_out(kind: Kind) {
    let served = Served::start(kind).await;
    let mut house = served.anybody();
    assert_eq!(outcome(&house, house.request(Method::GET, "session")).await, (401, "signed_out".into()));

    let answer =
        house.request(Method::POST, "session").json(&json!({ "login": " ThuKy ", "password": PASSWORD })).send().await.expect("an answer");
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    for part in ["__Host-nghisu=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");

    house.sign_in("thuky", PASSWORD).await.expect("the right password");
    let session = house.get("session").await.expect("a session");
    assert_eq!(text(&session, "house_role"), "secretariat");
    house.send(house.request(Method::DELETE, "session")).await.expect("signing out");
    assert_eq!(outcome(&house, house.get_request("session")).await.0, 401);

    // An unknown login and a wrong password look alike.
    let wrong = |login: &str| json!({ "login": login, "password": "sai mật khẩu" });
    let unknown = served.anybody();
    let first = outcome(&unknown, unknown.request(Method::POST, "session").json(&wrong("khongco"))).await;
    let second = outcome(&unknown, unknown.request(Method::POST, "session").json(&wrong("chutich"))).await;
    assert_eq!(first, (401, "wrong_password".into()));
    assert_eq!(first, second);

    // Guessing one account is slowed down; others are not disturbed.
    let mut last = (0, String::new());
    for _ in 0..12 {
        last = outcome(&unknown, unknown.request(Method::POST, "session").json(&wrong("chutich"))).await;
    }
    assert_eq!(last, (429, "too_many_attempts".into()));
    served.anybody().sign_in("ha.ntm", PASSWORD).await.expect("somebody else");
}

async fn refuses_other_sites(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let new = json!({ "kind": "hoi_nghi", "title": "Hội nghị", "room": "Hội trường", "starts_at": "2026-11-24T01:00:00Z" });
    let create = || desk.request(Method::POST, "meetings").json(&new);
    for (name, value) in
        [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example"), ("origin", "null")]
    {
        assert_eq!(outcome(&desk, create().header(name, value)).await, (403, "cross_site".into()), "{name}: {value}");
    }
    assert_eq!(outcome(&desk, create().header("sec-fetch-site", "same-origin").header("origin", &served.url)).await.0, 200);
    // A socket is opened by a GET, so its origin counts too.
    let live = desk
        .request(Method::GET, "meetings/x/live")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("origin", "https://evil.example");
    assert_eq!(outcome(&desk, live).await, (403, "cross_site".into()));
}
