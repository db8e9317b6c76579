//! Asking for service: it reaches the desk with the seat, is received, withdrawn, kept over a restart, and is nobody else's.

use futures::StreamExt;
use rehearsal::house::House;
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    live::bare,
    support::{Kind, PATIENCE, Place, Served, on_both, outcome, run, text},
};

on_both!(a_call_reaches_the_desk_and_comes_back);

/// Waits until a socket hears that something has become of a call.
async fn rung(socket: &mut (impl futures::Stream<Item = Result<Message, tokio_tungstenite::tungstenite::Error>> + Unpin)) {
    let heard = async {
        loop {
            if let Some(Ok(Message::Text(frame))) = socket.next().await
                && serde_json::from_str::<Value>(&frame).expect("JSON")["calls"].is_u64()
            {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, heard).await.expect("the bell");
}

async fn call(house: &House, meeting: &str, kind: &str) -> Value {
    house.json(Method::POST, &format!("meetings/{meeting}/calls"), &json!({ "kind": kind })).await.expect("a call")
}

async fn open(desk: &House) -> Vec<Value> {
    desk.get("calls").await.expect("the calls")["calls"].as_array().expect("calls").clone()
}

async fn a_call_reaches_the_desk_and_comes_back(kind: Kind) {
    let served = Served::start(kind).await;
    let meeting = served.session_of_today().await;
    let (desk, member, other) = (served.as_login("thuky").await, served.as_login("ha.ntm").await, served.as_login("dat.vt").await);
    let mut tablet = bare(&served, "ha.ntm", &meeting, 65_536).await;
    let water = call(&member, &meeting, "water").await;
    rung(&mut tablet).await;
    // However often it is pressed, one glass is asked for; another wish is another call.
    assert_eq!(call(&member, &meeting, "water").await["call_id"], water["call_id"]);
    call(&member, &meeting, "technician").await;
    let seen = open(&desk).await;
    assert_eq!(seen.len(), 2);
    assert_eq!((&seen[0]["kind"], &seen[0]["seat"], &seen[0]["name"]), (&json!("water"), &json!("B3"), &json!("Nguyễn Thị Minh Hà")));
    assert!(!text(&seen[0], "meeting_title").is_empty());
    // Nobody else's: not to see, not to take back, not to answer.
    let path = format!("meetings/{meeting}/calls");
    let id = text(&water, "call_id");
    assert_eq!(other.get(&path).await.expect("calls")["calls"], json!([]));
    assert_eq!(outcome(&other, other.request(Method::DELETE, &format!("{path}/{id}"))).await, (404, "not_found".into()));
    let receive = |house: &House, state: &str| house.request(Method::PUT, &format!("calls/{id}")).json(&json!({ "state": state }));
    assert_eq!(outcome(&member, receive(&member, "received")).await, (403, "not_allowed".into()));
    assert_eq!(outcome(&desk, receive(&desk, "withdrawn")).await.0, 400);

    // Received, which the tablet hears of; a restart forgets nothing; done once.
    desk.send(receive(&desk, "received")).await.expect("receiving");
    rung(&mut tablet).await;
    assert_eq!(member.get(&path).await.expect("calls")["calls"][0]["state"], "received");
    let place = served.stop().await;
    let served = Served::start_at(place).await;
    let (desk, member) = (served.as_login("thuky").await, served.as_login("ha.ntm").await);
    assert_eq!(open(&desk).await.iter().map(|call| text(call, "state")).collect::<Vec<_>>(), ["received", "waiting"]);
    let receive = |state: &str| desk.request(Method::PUT, &format!("calls/{id}")).json(&json!({ "state": state }));
    desk.send(receive("received")).await.expect("what is so stays so");
    desk.send(receive("done")).await.expect("done");
    desk.send(receive("done")).await.expect("what is so stays so");
    assert_eq!(outcome(&desk, receive("received")).await, (404, "not_found".into()));
    let second = text(&member.get(&path).await.expect("calls")["calls"][0], "call_id");
    member.send(member.request(Method::DELETE, &format!("{path}/{second}"))).await.expect("withdrawing");
    assert!(open(&desk).await.is_empty());
    // Thirsty again.
    let again = call(&member, &meeting, "water").await;
    assert_ne!(again["call_id"], water["call_id"]);
    member.send(member.request(Method::DELETE, &format!("{path}/{}", text(&again, "call_id")))).await.expect("withdrawing");
    // Kept without network and sent twice under its key, since the first answer was lost: once, also where it is over already.
    let key = "4f9d2c1e-6a53-4b7e-9c1a-1d2e3f405162";
    let kept = || member.request(Method::POST, &path).header("idempotency-key", key).json(&json!({ "kind": "paper" }));
    member.send(kept()).await.expect("a call");
    desk.send(desk.request(Method::PUT, &format!("calls/{key}")).json(&json!({ "state": "done" }))).await.expect("done");
    member.send(kept()).await.expect("what was asked for has been seen to");
    assert!(open(&desk).await.is_empty());
    // It is no part of the record.
    let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal").to_string();
    assert!(!journal.contains("water"), "the journal tells who was thirsty");
}

#[test]
fn a_call_at_one_node_is_heard_at_the_other() {
    run(async {
        let place = Place::new(Kind::Postgres).await;
        let beside = Place { folder: tempfile::tempdir().expect("a scratch folder"), url: place.url.clone(), studies: 0 };
        let (first, second) = (Served::start_at(place).await, Served::start_at(beside).await);
        let meeting = first.session_of_today().await;
        let mut there = bare(&second, "ha.ntm", &meeting, 65_536).await;
        // Once it has its picture it listens.
        let member = first.as_login("ha.ntm").await;
        while !matches!(there.next().await, Some(Ok(Message::Text(frame))) if frame.contains("\"mine\"")) {}
        call(&member, &meeting, "secretary").await;
        rung(&mut there).await;
        assert_eq!(open(&second.as_login("thuky").await).await.len(), 1);
    });
}
