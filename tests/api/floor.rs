//! The floor over HTTP: asking in turn, being given it, having spoken; who sees it, and what each refusal says.

use rehearsal::house::House;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{Kind, PATIENCE, Served, on_both, outcome, text};

on_both!(the_floor_goes_round, somebody_is_taken_out_of_the_queue, the_next_item_begins_with_nobody_waiting);

/// The session of today at its second item, with its chair.
async fn at_work(served: &Served) -> (String, String, House) {
    let meeting = served.session_of_today().await;
    let chair = served.as_login("chutich").await;
    chair.act(&meeting, "session/open", "{}").await.expect("opening");
    chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the second item");
    let item = text(&chair.picture(&meeting, "room").await.expect("the view")["agenda"], "current");
    (meeting, item, chair)
}

/// Somebody of the room who has checked in, and their place.
async fn here(served: &Served, login: &str, meeting: &str) -> (House, String) {
    let house = served.as_login(login).await;
    house.act(meeting, "attendance", "{}").await.expect("checking in");
    let tablet = served.tablet(login, meeting, "room").await;
    (house, text(&tablet.held().mine, "attendee_id"))
}

fn ask(house: &House, meeting: &str, item: &str) -> RequestBuilder {
    house.request(Method::PUT, &format!("meetings/{meeting}/floor/request")).json(&json!({ "item_id": item }))
}
fn withdraw(house: &House, meeting: &str) -> RequestBuilder {
    house.request(Method::DELETE, &format!("meetings/{meeting}/floor/request"))
}
fn give(house: &House, meeting: &str, to: &str) -> RequestBuilder {
    house.request(Method::PUT, &format!("meetings/{meeting}/floor/speaker/{to}"))
}
fn end(house: &House, meeting: &str, whose: &str) -> RequestBuilder {
    house.request(Method::DELETE, &format!("meetings/{meeting}/floor/speaker/{whose}"))
}

/// Who waits, in their turn.
fn queue(view: &Value) -> Vec<String> {
    let mut waiting: Vec<(u64, String)> = view["floor"]["waiting"]
        .as_object()
        .map(|waiting| waiting.iter().map(|(id, asked)| (asked.as_u64().expect("a number"), id.clone())).collect())
        .unwrap_or_default();
    waiting.sort();
    waiting.into_iter().map(|(_, id)| id).collect()
}

async fn the_floor_goes_round(kind: Kind) {
    let served = Served::start(kind).await;
    let meeting = served.session_of_today().await;
    let ha = served.as_login("ha.ntm").await;
    let item = ha.picture(&meeting, "room").await.expect("the view")["agenda"]["order"][1].as_str().expect("an item").to_owned();
    assert_eq!(outcome(&ha, ask(&ha, &meeting, &item)).await, (409, "wrong_phase".into()));
    let (_, item, chair) = at_work(&served).await;
    assert_eq!(outcome(&ha, ask(&ha, &meeting, &item)).await, (409, "not_checked_in".into()));
    let (ha, ha_id) = here(&served, "ha.ntm", &meeting).await;
    let (dat, dat_id) = here(&served, "dat.vt", &meeting).await;
    let (secretary, secretary_id) = here(&served, "tram.vtn", &meeting).await;
    let (guest, guest_id) = here(&served, "nghia.hs", &meeting).await;
    let (khai, khai_id) = here(&served, "khai.pd", &meeting).await;

    // Asked in turn; asking twice changes nothing, and a retry of the first asking is answered as it was.
    let key = uuid::Uuid::new_v4().to_string();
    let first = ha.send(ask(&ha, &meeting, &item).header("idempotency-key", &key)).await.expect("asking");
    dat.send(ask(&dat, &meeting, &item)).await.expect("asking");
    ha.send(ask(&ha, &meeting, &item)).await.expect("asking again");
    assert_eq!(ha.send(ask(&ha, &meeting, &item).header("idempotency-key", &key)).await.expect("asking")["seq"], first["seq"]);
    secretary.send(ask(&secretary, &meeting, &item)).await.expect("asking");
    let view = khai.picture(&meeting, "room").await.expect("the view");
    assert_eq!(queue(&view), [ha_id.as_str(), &dat_id, &secretary_id]);
    assert_eq!(view["floor"].get("speaker"), None);

    // Who may not: the chair needs none, a guest of another item, whoever has another item before them.
    assert_eq!(outcome(&chair, ask(&chair, &meeting, &item)).await, (403, "not_allowed".into()));
    assert_eq!(outcome(&guest, ask(&guest, &meeting, &item)).await, (403, "not_at_item".into()));
    let other = &view["agenda"]["order"][2].as_str().expect("an item");
    assert_eq!(outcome(&khai, ask(&khai, &meeting, other)).await, (409, "item_no_longer_current".into()));
    assert_eq!(outcome(&khai, give(&khai, &meeting, &khai_id)).await, (403, "not_allowed".into()));
    let chair_id = text(&served.tablet("chutich", &meeting, "room").await.held().mine, "attendee_id");
    assert_eq!(outcome(&chair, give(&chair, &meeting, &chair_id)).await, (409, "chair_has_floor".into()));
    assert_eq!(outcome(&chair, give(&chair, &meeting, &guest_id)).await, (403, "not_at_item".into()));
    let nobody = uuid::Uuid::nil().to_string();
    assert_eq!(outcome(&chair, give(&chair, &meeting, &nobody)).await, (404, "not_found".into()));

    // Given, to whoever asked and to whoever did not; one speaks at a time.
    chair.send(give(&chair, &meeting, &dat_id)).await.expect("giving");
    let view = khai.picture(&meeting, "room").await.expect("the view");
    assert_eq!((&view["floor"]["speaker"]["attendee_id"], queue(&view)), (&json!(dat_id), vec![ha_id.clone(), secretary_id.clone()]));
    assert!(view["floor"]["speaker"]["running_since"].is_string());
    assert_eq!(outcome(&khai, end(&khai, &meeting, &dat_id)).await, (403, "speech_of_another".into()));
    secretary.send(give(&secretary, &meeting, &khai_id)).await.expect("giving");
    // The one who spoke before says so late: whoever speaks now goes on.
    dat.send(end(&dat, &meeting, &dat_id)).await.expect("ending");
    let view = dat.picture(&meeting, "room").await.expect("the view");
    assert_eq!(view["floor"]["speaker"]["attendee_id"], json!(khai_id));
    // Whoever spoke and asks again is last.
    dat.send(ask(&dat, &meeting, &item)).await.expect("asking again");
    assert_eq!(queue(&dat.picture(&meeting, "room").await.expect("the view")), [ha_id.as_str(), &secretary_id, &dat_id]);

    // The desk and the chair see the same; the wall who speaks and how many wait; a guest of another item nothing.
    let desk = served.as_login("thuky").await;
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["floor"]["waiting"].as_object().map(serde_json::Map::len), Some(3));
    let wall = served.as_login("manhinh").await.picture(&meeting, "wall").await.expect("the view");
    assert_eq!((&wall["floor"]["count"], &wall["floor"]["waiting"]), (&json!(3), &json!({})));
    assert_eq!(wall["floor"]["speaker"]["name"], view["attendees"]["people"][&khai_id]["name"]);
    assert_eq!(guest.picture(&meeting, "room").await.expect("the view").get("floor"), None);

    // In a pause the clock of the speech stands, people may ask, and nobody is given the floor.
    chair.act(&meeting, "session/pause", "{}").await.expect("pausing");
    assert_eq!(dat.picture(&meeting, "room").await.expect("the view")["floor"]["speaker"].get("running_since"), None);
    assert_eq!(outcome(&chair, give(&chair, &meeting, &ha_id)).await, (409, "wrong_phase".into()));
    dat.send(withdraw(&dat, &meeting)).await.expect("withdrawing in a pause");
    dat.send(ask(&dat, &meeting, &item)).await.expect("asking in a pause");
    chair.act(&meeting, "session/resume", "{}").await.expect("resuming");
    khai.send(end(&khai, &meeting, &khai_id)).await.expect("ending");
    ha.send(withdraw(&ha, &meeting)).await.expect("withdrawing");
    let view = dat.picture(&meeting, "room").await.expect("the view");
    assert_eq!((view["floor"].get("speaker"), queue(&view)), (None, vec![secretary_id.clone(), dat_id.clone()]));
    // Whoever leaves the room, and whoever leaves the list, leaves the queue.
    secretary.json(Method::POST, &format!("meetings/{meeting}/attendance/{dat_id}"), &json!({ "present": false })).await.expect("marking");
    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/attendees/{secretary_id}"))).await.expect("removing");
    assert_eq!(ha.picture(&meeting, "room").await.expect("the view").get("floor"), None);
}

async fn somebody_is_taken_out_of_the_queue(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, item, chair) = at_work(&served).await;
    let (ha, ha_id) = here(&served, "ha.ntm", &meeting).await;
    let (dat, dat_id) = here(&served, "dat.vt", &meeting).await;
    let (secretary, _) = here(&served, "tram.vtn", &meeting).await;
    let (_, guest_id) = here(&served, "nghia.hs", &meeting).await;
    for house in [&ha, &dat] {
        house.send(ask(house, &meeting, &item)).await.expect("asking");
    }
    let decline = |house: &House, whom: &str| house.request(Method::DELETE, &format!("meetings/{meeting}/floor/request/{whom}"));
    // Those who run the meeting do it, and nobody else: not even to oneself, which is withdrawing.
    assert_eq!(outcome(&dat, decline(&dat, &ha_id)).await, (403, "not_allowed".into()));
    assert_eq!(outcome(&dat, decline(&dat, &dat_id)).await, (403, "not_allowed".into()));
    let nobody = uuid::Uuid::nil().to_string();
    assert_eq!(outcome(&chair, decline(&chair, &nobody)).await, (404, "not_found".into()));
    let witness = served.tablet("ha.ntm", &meeting, "room").await;
    let key = uuid::Uuid::new_v4().to_string();
    let taken = chair.send(decline(&chair, &ha_id).header("idempotency-key", &key)).await.expect("declining");
    let seq = taken["seq"].as_u64().expect("a seq");
    witness.reached(seq, PATIENCE).await.expect("the word");
    // Their own tablet is told, and everybody sees the queue without them.
    let floor = witness.picture()["floor"].clone();
    assert_eq!((&floor["declined"][&ha_id], queue(&witness.picture())), (&json!(seq), vec![dat_id.clone()]));
    // Heard once however often it is sent; whoever waits no longer is taken from nothing.
    let again = chair.send(decline(&chair, &ha_id).header("idempotency-key", &key)).await.expect("declining");
    assert_eq!(again["seq"], json!(seq));
    for house in [&chair, &secretary] {
        house.send(decline(house, &ha_id)).await.expect("nothing to take");
        house.send(decline(house, &guest_id)).await.expect("nothing to take");
    }
    assert_eq!(ha.picture(&meeting, "room").await.expect("the view")["floor"], floor);
    let wall = served.as_login("manhinh").await.picture(&meeting, "wall").await.expect("the view");
    assert_eq!((&wall["floor"]["count"], wall["floor"].get("declined")), (&json!(1), None));
    // In a pause too, by the secretary of the meeting; and they ask again, behind whoever waits.
    chair.act(&meeting, "session/pause", "{}").await.expect("pausing");
    ha.send(ask(&ha, &meeting, &item)).await.expect("asking again");
    let view = ha.picture(&meeting, "room").await.expect("the view");
    assert_eq!((queue(&view), view["floor"].get("declined")), (vec![dat_id.clone(), ha_id.clone()], None));
    secretary.send(decline(&secretary, &dat_id)).await.expect("declining in a pause");
    let view = dat.picture(&meeting, "room").await.expect("the view");
    assert_eq!((queue(&view), view["floor"]["declined"].get(&dat_id).is_some()), (vec![ha_id], true));
    let journal = served.as_login("thuky").await.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
    let kinds: Vec<&str> = journal["events"].as_array().expect("events").iter().filter_map(|event| event["kind"].as_str()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "speech_declined").count(), 2);
}

async fn the_next_item_begins_with_nobody_waiting(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, item, chair) = at_work(&served).await;
    let mut last = 0;
    for login in ["ha.ntm", "dat.vt", "khai.pd", "bach.nx"] {
        let (house, _) = here(&served, login, &meeting).await;
        last = house.send(ask(&house, &meeting, &item)).await.expect("asking")["seq"].as_u64().expect("a seq");
    }
    let witness = served.tablet("diep.ht", &meeting, "room").await;
    witness.reached(last, PATIENCE).await.expect("the queue");
    assert_eq!(queue(&witness.picture()).len(), 4);
    // However many wait, the step to the next item says so in one word and no event.
    let moved = chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the next item");
    assert_eq!(moved, last + 1);
    witness.reached(moved, PATIENCE).await.expect("the step");
    assert_eq!(witness.picture().get("floor"), None);
    // Coming back to the item does not bring back who waited.
    chair.act(&meeting, "session/advance", r#"{"to":"back"}"#).await.expect("back");
    assert_eq!(chair.picture(&meeting, "room").await.expect("the view").get("floor"), None);
    // Late, with the item of before in hand: said, not put down.
    let late = served.as_login("ha.ntm").await;
    chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the next item");
    assert_eq!(outcome(&late, ask(&late, &meeting, &item)).await, (409, "item_no_longer_current".into()));
    late.send(withdraw(&late, &meeting)).await.expect("nothing to withdraw is no error");
}
