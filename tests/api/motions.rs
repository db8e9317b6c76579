//! Votes over HTTP: putting a question, voting once, closing, what was counted; who sees what, and what each refusal says.

use rehearsal::house::House;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{Kind, PATIENCE, Served, on_both, outcome, text};

on_both!(a_vote_is_put_cast_and_counted, a_thousand_retries_are_one_ballot);

/// The session of today at its second item, with its chair; the item's id.
async fn at_work(served: &Served) -> (String, String, House) {
    let meeting = served.session_of_today().await;
    let chair = served.as_login("chutich").await;
    chair.act(&meeting, "session/open", "{}").await.expect("opening");
    chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the second item");
    let item = text(&chair.picture(&meeting, "room").await.expect("the view")["agenda"], "current");
    (meeting, item, chair)
}

fn put(house: &House, meeting: &str, item: &str) -> RequestBuilder {
    let motion = json!({ "item_id": item, "question": "Trình HĐND tỉnh dự thảo Nghị quyết", "minutes": 2 });
    house.request(Method::POST, &format!("meetings/{meeting}/motions")).json(&motion)
}
fn cast(house: &House, meeting: &str, motion: &str, choice: &str) -> RequestBuilder {
    house.request(Method::PUT, &format!("meetings/{meeting}/motions/{motion}/ballot")).json(&json!({ "choice": choice }))
}
fn close(house: &House, meeting: &str, motion: &str) -> RequestBuilder {
    house.request(Method::POST, &format!("meetings/{meeting}/motions/{motion}/close"))
}
async fn motion_of(house: &House, meeting: &str) -> Value {
    house.picture(meeting, "room").await.expect("the view")["motion"].clone()
}

async fn a_vote_is_put_cast_and_counted(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, item, chair) = at_work(&served).await;
    let [ha, dat, guest, wall] = [
        served.as_login("ha.ntm").await,
        served.as_login("dat.vt").await,
        served.as_login("nghia.hs").await,
        served.as_login("manhinh").await,
    ];
    // Nobody who votes has come yet; only those who run the meeting put a question.
    assert_eq!(outcome(&chair, put(&chair, &meeting, &item)).await, (409, "nobody_to_vote".into()));
    for house in [&chair, &ha] {
        house.act(&meeting, "attendance", "{}").await.expect("checking in");
    }
    assert_eq!(outcome(&ha, put(&ha, &meeting, &item)).await, (403, "not_allowed".into()));
    let empty = json!({ "item_id": item, "question": "  " });
    let blank = chair.request(Method::POST, &format!("meetings/{meeting}/motions")).json(&empty);
    assert_eq!(outcome(&chair, blank).await, (422, "empty".into()));
    let motion = text(&chair.send(put(&chair, &meeting, &item)).await.expect("putting"), "id");
    assert_eq!(outcome(&chair, put(&chair, &meeting, &item)).await, (409, "vote_in_progress".into()));
    let next = chair.request(Method::POST, &format!("meetings/{meeting}/session/advance")).json(&json!({ "to": "next" }));
    assert_eq!(outcome(&chair, next).await, (409, "vote_in_progress".into()));

    // Every tablet and the wall are told; who is not at the item is not.
    let told = motion_of(&ha, &meeting).await;
    assert_eq!((&told["motion_id"], &told["cast"], told.get("tally")), (&json!(motion), &json!(0), None));
    assert!(told["due_at"].is_string());
    assert_eq!(wall.picture(&meeting, "wall").await.expect("the wall")["motion"]["question"], "Trình HĐND tỉnh dự thảo Nghị quyết");
    assert_eq!(motion_of(&guest, &meeting).await, Value::Null);
    assert_eq!(outcome(&guest, cast(&guest, &meeting, &motion, "for")).await, (403, "not_allowed".into()));
    assert_eq!(outcome(&dat, cast(&dat, &meeting, &motion, "for")).await, (409, "not_here_to_vote".into()));

    let own = format!("meetings/{meeting}/motions/{motion}/ballot");
    assert_eq!(ha.get(&own).await.expect("one's own"), json!({}));
    let ballot = ha.send(cast(&ha, &meeting, &motion, "against")).await.expect("voting");
    assert_eq!(ballot["ballot"]["choice"], "against");
    assert_eq!(text(&ballot["ballot"], "receipt").len(), 9);
    assert_eq!(ha.get(&own).await.expect("one's own"), ballot);
    assert_eq!(ha.send(cast(&ha, &meeting, &motion, "against")).await.expect("the same again"), ballot);
    assert_eq!(outcome(&ha, cast(&ha, &meeting, &motion, "for")).await, (409, "ballot_cast".into()));
    chair.send(cast(&chair, &meeting, &motion, "for")).await.expect("the chair's");
    // Those who run the meeting see who has voted, nobody sees what.
    assert_eq!(motion_of(&chair, &meeting).await["voted"].as_object().map(serde_json::Map::len), Some(2));
    assert_eq!(motion_of(&ha, &meeting).await["voted"], json!({}));
    assert_eq!(ha.get(&format!("meetings/{meeting}/motions")).await.expect("the votes"), json!({ "votes": [] }));

    assert_eq!(outcome(&ha, close(&ha, &meeting, &motion)).await, (403, "not_allowed".into()));
    chair.send(close(&chair, &meeting, &motion)).await.expect("closing");
    assert_eq!(outcome(&ha, cast(&ha, &meeting, &motion, "for")).await, (409, "ballot_cast".into()));
    dat.act(&meeting, "attendance", "{}").await.expect("checking in");
    assert_eq!(outcome(&dat, cast(&dat, &meeting, &motion, "for")).await, (409, "motion_closed".into()));
    let tally = motion_of(&dat, &meeting).await["tally"].clone();
    let part = |name: &str| tally[name].as_u64().expect("a number");
    assert_eq!((part("for"), part("against"), part("abstain")), (1, 1, 0));
    assert_eq!(part("for") + part("against") + part("abstain") + part("silent") + part("absent"), part("members"));
    assert_eq!(
        (&tally["majority"]["carried"], part("members") / 2 + 1),
        (&json!(false), tally["majority"]["needed"].as_u64().expect("needed"))
    );
    let votes = dat.get(&format!("meetings/{meeting}/motions")).await.expect("the votes");
    let shown: Vec<_> = votes["votes"][0]["ballots"].as_array().expect("ballots").iter().map(|one| &one["receipt"]).collect();
    assert!(shown.contains(&&ballot["ballot"]["receipt"]), "one's own receipt stands beside one's name");
    assert_eq!(guest.get(&format!("meetings/{meeting}/motions")).await.expect("the votes"), json!({ "votes": [] }));
    // The result stands beside the item for as long as the meeting is there, and whenever it comes back.
    chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the next item");
    assert_eq!(motion_of(&dat, &meeting).await, Value::Null);
    chair.act(&meeting, "session/advance", r#"{"to":"back"}"#).await.expect("back");
    assert_eq!(motion_of(&dat, &meeting).await["tally"], tally);
}

async fn a_thousand_retries_are_one_ballot(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, item, chair) = at_work(&served).await;
    let logins = ["chutich", "ha.ntm", "dat.vt", "khai.pd", "bach.nx"];
    let houses = futures::future::join_all(logins.map(|login| served.as_login(login))).await;
    for house in &houses {
        house.act(&meeting, "attendance", "{}").await.expect("checking in");
    }
    let motion = text(&chair.send(put(&chair, &meeting, &item)).await.expect("putting"), "id");
    let witness = served.tablet("diep.ht", &meeting, "room").await;
    // Everybody at once, each two hundred times, under one key and under many: a bad network, and a nervous hand.
    let key = uuid::Uuid::new_v4().to_string();
    let asks = houses.iter().flat_map(|house| {
        let (motion, meeting, key) = (&motion, &meeting, &key);
        (0..200).map(move |number| {
            let request = cast(house, meeting, motion, "for");
            house.send(if number % 2 == 0 { request.header("idempotency-key", key.clone()) } else { request })
        })
    });
    let answers = futures::future::join_all(asks).await;
    assert!(answers.iter().all(Result::is_ok));
    let seq = chair.send(close(&chair, &meeting, &motion)).await.expect("closing")["seq"].as_u64().expect("a seq");
    witness.reached(seq, PATIENCE).await.expect("the result");
    let voters = witness.picture()["motion"]["tally"]["for"].as_u64();
    let eligible = houses.len() as u64;
    assert_eq!((voters, witness.picture()["motion"]["cast"].as_u64()), (Some(eligible), Some(eligible)));
    let desk = served.as_login("thuky").await;
    let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
    let ballots = journal["events"].as_array().expect("events").iter().filter(|event| event["kind"] == "ballot_cast").count();
    assert_eq!(ballots as u64, eligible, "one row a person");
}
