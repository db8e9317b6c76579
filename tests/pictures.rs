//! The picture test: for every act and every audience, the old picture and the frames received make the new picture;
//! and nobody's frames hold what they may not see.

use std::{collections::BTreeSet, time::Duration};

use domain::event::Event;
use rehearsal::{house::House, tablet::Tablet};
use reqwest::Method;
use serde_json::{Value, json};
use strum::VariantNames;

use crate::{
    poller::Poller,
    support::{Kind, PATIENCE, Served, on_both, pdf, text, upload},
};

on_both!(every_act_reaches_every_audience);

/// Somebody who looks on, and the truth they are compared with.
struct Onlooker {
    who: &'static str,
    door: &'static str,
    house: House,
    tablet: Tablet,
    /// The same beside it, by long polls.
    poller: Poller,
    forbidden: Vec<String>,
}

impl Onlooker {
    /// Waits until the pictures built from frames are what the server shows, and looks for what must not be there.
    async fn agrees(&self, meeting: &str, act: &str) {
        let deadline = std::time::Instant::now() + PATIENCE;
        for way in ["socket", "polls"] {
            let held = || if way == "socket" { self.tablet.held() } else { self.poller.held() };
            loop {
                let truth = self.house.picture(meeting, self.door).await.expect("the view");
                let view = held().view;
                if view == truth {
                    break;
                }
                assert!(std::time::Instant::now() < deadline, "{} by {way} after {act}:\n{view}\nshould be\n{truth}", self.who);
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
            let held = held();
            assert_eq!(held.closed, None, "{} by {way} after {act}", self.who);
            let everything = format!("{} {}", held.view, Value::from(held.notices));
            for secret in &self.forbidden {
                assert!(!everything.contains(secret), "{} sees {secret} by {way} after {act}", self.who);
            }
            assert!(!held.view.to_string().contains("null"), "a null in the picture of {} by {way} after {act}", self.who);
        }
    }
}

async fn every_act_reaches_every_audience(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, chair) = (served.as_login("thuky").await, served.as_login("chutich").await);
    let meeting = served.session_of_today().await;
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    let items: Vec<String> =
        view["agenda"]["order"].as_array().expect("items").iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let item = |number: usize| items[number - 1].clone();
    let title = |number: usize| text(&view["agenda"]["items"][&items[number - 1]], "title");
    let guest_item = items
        .iter()
        .find(|id| view["agenda"]["items"][*id]["guests"].as_array().is_some_and(|guests| !guests.is_empty()))
        .expect("a guest")
        .clone();
    let closed_item = items.iter().find(|id| view["agenda"]["items"][*id]["admission"] == "members").expect("a members' item").clone();

    // What a guest must never see: every other item, its papers, and everybody's name but the chair's and the presenters'.
    let mut guest_forbidden = Vec::new();
    for id in items.iter().filter(|id| **id != guest_item) {
        guest_forbidden.push(id.clone());
        guest_forbidden.push(text(&view["agenda"]["items"][id], "title"));
    }
    for (id, paper) in view["papers"].as_object().expect("papers") {
        if paper["item_id"] != guest_item.as_str() {
            guest_forbidden.extend([id.clone(), text(paper, "title"), text(paper, "hash")]);
        }
    }
    let closed_forbidden: Vec<String> = vec![closed_item.clone(), text(&view["agenda"]["items"][&closed_item], "title")];

    let mut onlookers = Vec::new();
    for (who, login, door, forbidden) in [
        ("secretariat", "thuky", "desk", vec![]),
        ("chair", "chutich", "room", vec![]),
        ("secretary", "tram.vtn", "room", vec![]),
        ("member", "ha.ntm", "room", vec![]),
        ("invited", "hien.tt", "room", closed_forbidden),
        ("guest", "nghia.hs", "room", guest_forbidden),
        ("wall", "manhinh", "wall", vec![]),
    ] {
        let house = served.as_login(login).await;
        let poller = Poller::follow(&house, &meeting, door);
        onlookers.push(Onlooker { who, door, house, tablet: served.tablet(login, &meeting, door).await, poller, forbidden });
    }
    let agree = async |act: &str| {
        for onlooker in &onlookers {
            onlooker.agrees(&meeting, act).await;
        }
    };
    agree("joining").await;

    let path = |rest: &str| format!("meetings/{meeting}/{rest}");
    let revision =
        async |pointer: &str| desk.picture(&meeting, "desk").await.expect("the view").pointer(pointer).cloned().unwrap_or_default();
    let post =
        async |rest: &str, body: Value| desk.json(Method::POST, &path(rest), &body).await.unwrap_or_else(|error| panic!("{rest}: {error}"));

    let added = text(&post("agenda", json!({ "kind": "matter", "title": "Nội dung bổ sung đột xuất", "planned_minutes": 12 })).await, "id");
    agree("adding an item").await;
    post(&format!("agenda/{added}/move"), json!({ "before": item(2) })).await;
    agree("moving an item").await;
    let edit = json!({ "revision": revision(&format!("/agenda/items/{added}/revision")).await, "title": "Nội dung đã sửa", "planned_minutes": 20 });
    desk.json(Method::PATCH, &path(&format!("agenda/{added}")), &edit).await.expect("editing an item");
    agree("editing an item").await;
    let edit = json!({ "revision": revision("/revision").await, "room": "Phòng họp số 3" });
    desk.json(Method::PATCH, &path("").replace(&format!("{meeting}/"), &meeting), &edit).await.expect("editing the meeting");
    agree("editing the meeting").await;

    let paper = text(&desk.send(upload(&desk, &meeting, &added, "muộn.pdf", pdf(2, "late"))).await.expect("a late paper"), "id");
    agree("attaching a paper").await;
    let edit =
        json!({ "revision": revision(&format!("/papers/{paper}/revision")).await, "title": "Tài liệu bổ sung", "item_id": guest_item });
    desk.json(Method::PATCH, &path(&format!("papers/{paper}")), &edit).await.expect("moving a paper");
    agree("moving a paper to the guest's item").await;
    let replace = desk.request(Method::PUT, &path(&format!("papers/{paper}/file"))).query(&[("name", "muộn 2.pdf")]).body(pdf(3, "later"));
    desk.send(replace).await.expect("replacing");
    agree("replacing a paper").await;
    desk.send(desk.request(Method::DELETE, &path(&format!("papers/{paper}")))).await.expect("withdrawing");
    agree("withdrawing a paper").await;

    let newcomer = served.app.store.people().await.expect("people");
    let here: BTreeSet<String> =
        view["attendees"]["people"].as_object().expect("people").values().map(|person| text(person, "person_id")).collect();
    let newcomer = newcomer.iter().map(|(person, _)| person.person_id.to_string()).find(|id| !here.contains(id)).expect("somebody else");
    let attendee = text(&post("attendees", json!({ "attendees": [{ "person_id": newcomer, "role": "invited" }] })).await, "id");
    agree("adding an attendee").await;
    let edit = json!({ "revision": revision(&format!("/attendees/people/{attendee}/revision")).await, "role": "member", "votes": true, "seat": "Z9" });
    desk.json(Method::PATCH, &path(&format!("attendees/{attendee}")), &edit).await.expect("editing an attendee");
    agree("editing an attendee").await;
    post(&format!("attendance/{attendee}"), json!({ "present": true })).await;
    agree("marking present").await;
    post(&format!("attendance/{attendee}"), json!({ "present": false })).await;
    agree("marking absent").await;
    desk.send(desk.request(Method::DELETE, &path(&format!("attendees/{attendee}")))).await.expect("removing an attendee");
    agree("removing an attendee").await;

    // Admission given and taken back, on open sockets: what comes and goes is the item, its title and its papers.
    let guest = onlookers.iter().find(|onlooker| onlooker.who == "invited").expect("the invited").tablet.held().mine["attendee_id"].clone();
    let admit = async |guests: Value| {
        let edit = json!({ "revision": revision(&format!("/agenda/items/{closed_item}/revision")).await, "guests": guests });
        desk.json(Method::PATCH, &path(&format!("agenda/{closed_item}")), &edit).await.expect("admitting");
    };
    let invited = onlookers.iter().position(|onlooker| onlooker.who == "invited").expect("the invited");
    admit(json!([guest])).await;
    let deadline = std::time::Instant::now() + PATIENCE;
    while onlookers[invited].tablet.picture()["agenda"]["items"].get(&closed_item).is_none() {
        assert!(std::time::Instant::now() < deadline, "the invited person was not admitted");
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    admit(json!([])).await;
    agree("taking an admission back").await;

    let act = async |act: &str, body: Value| {
        chair.json(Method::POST, &path(act), &body).await.unwrap_or_else(|error| panic!("{act} {body}: {error}"));
        agree(&format!("{act} {body}")).await;
    };
    act("session/open", json!({})).await;
    act("attendance", json!({})).await;
    act("session/advance", json!({ "to": "next" })).await;
    act("session/advance", json!({ "to": item(2) })).await;

    // A member presents this item: they ask for the lead the chair has, and are not given it.
    let member = onlookers.iter().find(|onlooker| onlooker.who == "member").expect("the member");
    let presenter = text(&member.tablet.held().mine, "attendee_id");
    let led = json!({ "paper_id": view["agenda"]["items"][&item(2)]["papers"][0] });
    chair.json(Method::PUT, &path("lead"), &led).await.expect("leading");
    agree("leading through a paper").await;
    member.house.json(Method::PUT, &path("lead"), &led).await.expect("asking for the lead");
    agree("asking for the lead").await;
    chair.send(chair.request(Method::DELETE, &path(&format!("lead/asked/{presenter}")))).await.expect("declining");
    agree("not giving the lead").await;
    chair.send(chair.request(Method::DELETE, &path("lead"))).await.expect("ending the lead");
    agree("ending the lead").await;

    // The member asks for the floor, thinks better of it, asks again, is taken out of the queue, asks once more, speaks and has spoken.
    let speak = async |who: &str, method: Method, rest: &str, body: Value| {
        let house = onlookers.iter().find(|onlooker| onlooker.who == who).map(|onlooker| &onlooker.house).expect("somebody");
        house.json(method.clone(), &path(rest), &body).await.unwrap_or_else(|error| panic!("{who}: {method} {rest}: {error}"));
        agree(&format!("{who}: {method} {rest}")).await;
    };
    let nothing = || json!({});
    speak("member", Method::POST, "attendance", nothing()).await;
    speak("member", Method::PUT, "floor/request", json!({ "item_id": item(2) })).await;
    speak("member", Method::DELETE, "floor/request", nothing()).await;
    speak("member", Method::PUT, "floor/request", json!({ "item_id": item(2) })).await;
    speak("chair", Method::DELETE, &format!("floor/request/{presenter}"), nothing()).await;
    speak("member", Method::PUT, "floor/request", json!({ "item_id": item(2) })).await;
    speak("chair", Method::PUT, &format!("floor/speaker/{presenter}"), nothing()).await;
    speak("member", Method::DELETE, &format!("floor/speaker/{presenter}"), nothing()).await;
    // A question is put to the vote; nobody goes on while it is open.
    let question = json!({ "item_id": item(2), "question": "Thông qua dự thảo", "minutes": 2 });
    let motion = chair.json(Method::POST, &path("motions"), &question).await.expect("putting a question");
    agree("putting a question").await;
    let motion = format!("motions/{}", text(&motion, "id"));
    speak("member", Method::PUT, &format!("{motion}/ballot"), json!({ "choice": "against" })).await;
    speak("chair", Method::PUT, &format!("{motion}/ballot"), json!({ "choice": "for" })).await;
    speak("chair", Method::POST, &format!("{motion}/close"), nothing()).await;
    // The guest speaks to their own item; a pause stops the clock of the speech, and the next item ends what waits.
    act("session/advance", json!({ "to": guest_item })).await;
    let guest = onlookers.iter().find(|onlooker| onlooker.who == "guest").map(|guest| guest.tablet.held().mine).expect("the guest");
    speak("guest", Method::POST, "attendance", nothing()).await;
    speak("guest", Method::PUT, "floor/request", json!({ "item_id": guest_item })).await;
    speak("chair", Method::PUT, &format!("floor/speaker/{}", text(&guest, "attendee_id")), nothing()).await;
    speak("member", Method::PUT, "floor/request", json!({ "item_id": guest_item })).await;
    act("session/pause", json!({})).await;
    act("session/resume", json!({})).await;
    act("session/advance", json!({ "to": item(2) })).await;

    for (what, body) in [
        ("session/advance", json!({ "to": guest_item })),
        ("session/advance", json!({ "to": "back" })),
        ("session/pause", json!({})),
        ("session/resume", json!({})),
        ("session/advance", json!({ "to": item(1) })),
        ("session/advance", json!({ "to": closed_item })),
        ("session/advance", json!({ "to": "next" })),
    ] {
        act(what, body).await;
    }
    desk.send(desk.request(Method::DELETE, &path(&format!("agenda/{added}")))).await.expect("removing an item");
    agree("removing an item").await;
    chair.act(&meeting, "session/close", "{}").await.expect("closing");
    agree("closing").await;
    assert_ne!(title(1), title(2));

    // The test itself is complete: every event there is has happened.
    let journal = desk.get(&path("journal")).await.expect("the journal");
    let happened: BTreeSet<String> = journal["events"].as_array().expect("events").iter().map(|event| text(event, "kind")).collect();
    let missing: Vec<&&str> = Event::VARIANTS.iter().filter(|kind| !happened.contains(**kind)).collect();
    assert!(missing.is_empty(), "no act of this test leads to {missing:?}");
    assert_eq!(journal["verified"], true);
}
