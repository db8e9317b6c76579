//! Building an agenda, alone and two at once.

use reqwest::Method;
use serde_json::json;

use crate::support::{Kind, Served, draft, on_both, outcome, text};

on_both!(edits_moves_and_clock_times, two_secretaries_at_one_item);

async fn edits_moves_and_clock_times(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, first) = draft(&desk).await;
    let path = format!("meetings/{meeting}/agenda");
    let add = async |title: &str| {
        let item = json!({ "kind": "matter", "title": title, "planned_minutes": 30 });
        text(&desk.json(Method::POST, &path, &item).await.expect("an item"), "id")
    };
    let (second, third) = (add("Nội dung thứ hai").await, add("Nội dung thứ ba").await);
    desk.json(Method::POST, &format!("{path}/{third}/move"), &json!({ "before": first })).await.expect("moving");
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    assert_eq!(view["agenda"]["order"], json!([third, first, second]));
    assert_eq!(view["agenda"]["items"][&third]["planned_start"], "2026-11-24T01:00:00Z");
    assert_eq!(view["agenda"]["items"][&first]["planned_start"], "2026-11-24T01:30:00Z");
    assert_eq!(view["agenda"]["items"][&second]["number"], 3);
    assert_eq!(view["ends_at"], "2026-11-24T02:20:00Z");
    // Moving to where it stands is no change: nothing is recorded.
    let seq = desk.json(Method::POST, &format!("{path}/{second}/move"), &json!({})).await.expect("moving")["seq"].clone();
    assert_eq!(desk.json(Method::POST, &format!("{path}/{second}/move"), &json!({})).await.expect("moving")["seq"], seq);

    let revision = view["agenda"]["items"][&third]["revision"].clone();
    desk.json(Method::PATCH, &format!("{path}/{third}"), &json!({ "revision": revision, "planned_minutes": 45 })).await.expect("editing");
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    assert_eq!(view["agenda"]["items"][&first]["planned_start"], "2026-11-24T01:45:00Z");
    desk.send(desk.request(Method::DELETE, &format!("{path}/{second}"))).await.expect("removing");
    assert_eq!(outcome(&desk, desk.request(Method::DELETE, &format!("{path}/{second}"))).await, (404, "not_found".into()));
}

async fn two_secretaries_at_one_item(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, colleague) = (served.as_login("thuky").await, served.as_login("thuky2").await);
    let (meeting, item) = draft(&desk).await;
    let path = format!("meetings/{meeting}/agenda/{item}");
    let revision = desk.picture(&meeting, "desk").await.expect("the view")["agenda"]["items"][&item]["revision"].clone();
    let edit = |house: &rehearsal::house::House, title: &str| {
        house.request(Method::PATCH, &path).json(&json!({ "revision": revision, "title": title }))
    };
    colleague.send(edit(&colleague, "Bản của người nhanh hơn")).await.expect("the first edit");
    let refused = desk.send(edit(&desk, "Bản của người chậm hơn")).await;
    let Err(rehearsal::house::HouseError::Refused { status, code, problem, .. }) = refused else { panic!("{refused:?}") };
    assert_eq!((status.as_u16(), code.as_str()), (409, "edited_meanwhile"));
    assert_eq!(problem["current"]["title"], "Bản của người nhanh hơn");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("Người khác vừa sửa")));
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["agenda"]["items"][&item]["title"], "Bản của người nhanh hơn");
}
