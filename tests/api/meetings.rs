//! A meeting from draft to the end of its session, over HTTP.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Kind, Served, draft, on_both, outcome, person, text};

on_both!(from_draft_to_closed, the_same_intention_acts_once, the_journal_is_sealed);

async fn from_draft_to_closed(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let chair = served.as_login("chutich").await;
    let (meeting, first) = draft(&desk).await;
    let path = format!("meetings/{meeting}");

    // A draft is the secretariat's alone, and is not published without a chair.
    assert_eq!(outcome(&chair, chair.get_request(&path)).await, (404, "not_found".into()));
    assert_eq!(outcome(&desk, desk.request(Method::POST, &format!("{path}/publish"))).await, (409, "not_ready".into()));
    let chair_person = person(&desk, "Trần Quang Vĩnh").await;
    let add = json!({ "attendees": [{ "person_id": chair_person, "role": "chair" }] });
    desk.json(Method::POST, &format!("{path}/attendees"), &add).await.expect("a chair");
    assert_eq!(
        outcome(&desk, desk.request(Method::POST, &format!("{path}/attendees")).json(&add)).await,
        (409, "already_attending".into())
    );
    let second = json!({ "kind": "break", "title": "Nghỉ giải lao", "planned_minutes": 15 });
    desk.json(Method::POST, &format!("{path}/agenda"), &second).await.expect("a break");
    assert_eq!(outcome(&chair, chair.get_request(&path)).await.0, 404);
    assert_eq!(outcome(&chair, chair.request(Method::POST, &format!("{path}/session/open"))).await.0, 404);
    desk.act(&meeting, "publish", "{}").await.expect("publishing");
    assert_eq!(outcome(&desk, desk.request(Method::POST, &format!("{path}/publish"))).await, (409, "wrong_phase".into()));

    // The chair runs it; the secretariat may not.
    assert_eq!(outcome(&desk, desk.request(Method::POST, &format!("{path}/session/open"))).await, (403, "not_allowed".into()));
    chair.act(&meeting, "attendance", "{}").await.expect("checking in");
    chair.act(&meeting, "session/open", "{}").await.expect("opening");
    let view = chair.picture(&meeting, "room").await.expect("the view");
    assert_eq!(view["phase"], "open");
    assert_eq!(view["agenda"]["current"], first.as_str());
    assert_eq!(view["attendance"]["present"], 1);
    assert!(view["agenda"]["items"][&first]["running_since"].is_string());
    let advance = |to: &str| chair.request(Method::POST, &format!("{path}/session/advance")).json(&json!({ "to": to }));
    assert_eq!(outcome(&chair, advance("back")).await, (409, "no_further_item".into()));
    assert_eq!(outcome(&chair, advance("next")).await.0, 200);
    assert_eq!(outcome(&chair, advance("next")).await, (409, "no_further_item".into()));
    chair.act(&meeting, "session/pause", "{}").await.expect("pausing");
    assert_eq!(outcome(&chair, advance("back")).await, (409, "wrong_phase".into()));
    chair.act(&meeting, "session/resume", "{}").await.expect("resuming");
    assert_eq!(outcome(&chair, advance(&first)).await.0, 200);
    assert_eq!(outcome(&chair, advance(&first)).await, (409, "already_current".into()));
    assert_eq!(outcome(&desk, desk.request(Method::DELETE, &format!("{path}/agenda/{first}"))).await, (409, "item_in_progress".into()));
    chair.act(&meeting, "session/close", "{}").await.expect("closing");
    assert_eq!(outcome(&chair, advance("next")).await, (409, "wrong_phase".into()));
    assert_eq!(outcome(&desk, desk.request(Method::DELETE, &format!("{path}/agenda/{first}"))).await, (409, "wrong_phase".into()));
    let view = chair.picture(&meeting, "room").await.expect("the view");
    assert_eq!(view["phase"], "closed");
    assert_eq!(view["agenda"].get("current"), None);
    assert_eq!(view["can"], json!(["see_room", "see_wall", "download_original", "draft_minutes"]));
}

async fn the_same_intention_acts_once(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, _) = draft(&desk).await;
    let item = json!({ "kind": "matter", "title": "Chỉ một lần", "planned_minutes": 5 });
    let add = |key: &str| desk.request(Method::POST, &format!("meetings/{meeting}/agenda")).header("idempotency-key", key).json(&item);
    let key = uuid::Uuid::new_v4().to_string();
    // Ten at once, as a tablet on a bad network would send them; then one more after all are answered.
    let answers = futures::future::join_all((0..10).map(|_| desk.send(add(&key)))).await;
    let answers: Vec<Value> = answers.into_iter().map(|answer| answer.expect("an answer")).collect();
    let late = desk.send(add(&key)).await.expect("an answer");
    assert!(answers.iter().all(|answer| *answer == late), "{answers:?}");
    // Another intention, and the same key of another account, are others.
    let other = desk.send(add(&uuid::Uuid::new_v4().to_string())).await.expect("an answer");
    assert_ne!(other["id"], late["id"]);
    let colleague = served.as_login("thuky2").await;
    let theirs = colleague
        .send(colleague.request(Method::POST, &format!("meetings/{meeting}/agenda")).header("idempotency-key", &key).json(&item))
        .await;
    assert_ne!(theirs.expect("an answer")["id"], late["id"]);
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    assert_eq!(view["agenda"]["order"].as_array().map(Vec::len), Some(4));
    assert_eq!(outcome(&desk, add("không phải uuid")).await, (400, "unreadable_request".into()));
}

async fn the_journal_is_sealed(kind: Kind) {
    use sea_orm::ConnectionTrait;
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let meeting = served.session_of_today().await;
    let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
    assert_eq!(journal["verified"], true);
    let seqs: Vec<u64> = journal["events"].as_array().expect("events").iter().filter_map(|event| event["seq"].as_u64()).collect();
    assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>());

    // Somebody with the database in hand rewrites a title.
    let db = sea_orm::Database::connect(&served.place.url).await.expect("the database");
    let forged = "UPDATE event SET body = replace(body, 'Phòng họp số 1', 'Phòng họp số 9') WHERE seq = 1 AND body LIKE '%Phòng họp số 1%'";
    assert_eq!(db.execute_unprepared(forged).await.expect("a forgery").rows_affected(), 1);
    let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
    assert_eq!((&journal["verified"], &journal["broken_at"]), (&json!(false), &json!(1)));
    assert_eq!(text(&journal["events"][0], "kind"), "meeting_created");
}
