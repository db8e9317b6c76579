//! Remarks: shared on purpose, read by those they were sent to and by nobody else, taken back by their author.

use rehearsal::house::House;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::hand::Paper;
use crate::support::{Kind, Served, on_both, outcome, pdf};

on_both!(shared_read_and_taken_back, sent_to_the_drafting_unit);

fn remark(paper: &Paper, id: u128, to: &str) -> Value {
    json!({ "id": Uuid::from_u128(id), "hash": paper.hash, "page": 2, "area": [10.0, 20.0, 30.0, 40.0], "text": " Mu\u{323}c 2 ", "to": to })
}

async fn seen(paper: &Paper, house: &House) -> Vec<Value> {
    let answer = house.get(&paper.at("remarks")).await.expect("the remarks");
    answer["remarks"].as_array().expect("remarks").clone()
}

async fn shared_read_and_taken_back(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "remarks")).await;
    let (member, chair) = (served.as_login("ha.ntm").await, served.as_login("chutich").await);
    for _ in 0..2 {
        member.json(Method::POST, &paper.at("remarks"), &remark(&paper, 1, "secretariat")).await.expect("shared");
    }
    let at_desk = seen(&paper, &desk).await;
    assert_eq!(at_desk.len(), 1);
    let one = &at_desk[0];
    assert_eq!((&one["text"], &one["page"], &one["version"], &one["own"]), (&json!("Mục 2"), &json!(2), &json!(1), &json!(false)));
    assert_eq!(one["area"], json!([10.0, 20.0, 30.0, 40.0]));
    assert_eq!(seen(&paper, &member).await[0]["own"], true);
    // The chair reads the paper, and not what was sent to the secretariat.
    assert!(seen(&paper, &chair).await.is_empty());
    let read = paper.at(&format!("remarks/{}/read", Uuid::from_u128(1)));
    for house in [&chair, &member] {
        assert_eq!(outcome(house, house.request(Method::PUT, &read)).await, (404, "not_found".into()));
    }
    desk.send(desk.request(Method::PUT, &read)).await.expect("marked");
    let told = &seen(&paper, &member).await[0];
    assert!(told["read_at"].is_string() && told["read_by"].is_string(), "{told}");

    let one = paper.at(&format!("remarks/{}", Uuid::from_u128(1)));
    for house in [&chair, &desk] {
        assert_eq!(outcome(house, house.request(Method::DELETE, &one)).await, (404, "not_found".into()));
    }
    member.send(member.request(Method::DELETE, &one)).await.expect("taken back");
    assert!(seen(&paper, &desk).await.is_empty());
    let guest = served.as_login("nghia.hs").await;
    assert_eq!(outcome(&guest, guest.get_request(&paper.at("remarks"))).await, (404, "not_found".into()));
}

async fn sent_to_the_drafting_unit(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "remarks")).await;
    let (member, chair) = (served.as_login("ha.ntm").await, served.as_login("chutich").await);
    let refused = member.request(Method::POST, &paper.at("remarks")).json(&remark(&paper, 1, "drafter"));
    assert_eq!(outcome(&member, refused).await, (422, "no_drafter".into()));
    // The chair's own unit submitted it, typed as people type.
    let account = served.app.store.account_by_login("chutich").await.expect("the store").expect("the account");
    let [unit, _] = served.app.store.unit_names(account.person_id.expect("a person")).await.expect("the store").expect("a unit");
    let view = desk.picture(&paper.meeting, "desk").await.expect("the view");
    let edit = json!({ "revision": view["papers"][&paper.paper]["revision"], "unit": format!(" {} ", unit.to_uppercase()) });
    desk.json(Method::PATCH, &format!("meetings/{}/papers/{}", paper.meeting, paper.paper), &edit).await.expect("filing");
    member.json(Method::POST, &paper.at("remarks"), &remark(&paper, 2, "drafter")).await.expect("shared");
    assert_eq!(seen(&paper, &chair).await.len(), 1);
    assert!(seen(&paper, &desk).await.is_empty());
    chair.send(chair.request(Method::PUT, &paper.at(&format!("remarks/{}/read", Uuid::from_u128(2))))).await.expect("marked");
    assert!(seen(&paper, &member).await[0]["read_by"].is_string());
}
