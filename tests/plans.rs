//! Random plans: acts by several people, retries, tablets that drop and come back, restarts; the seed is printed and
//! replays exactly. At the end every picture is the server's, and the journal adds up to it.

use rehearsal::tablet::{Held, Tablet};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dice::Dice,
    support::{Kind, PATIENCE, Served, on_both, text},
};

on_both!(random_plans);

/// Steps of a plan.
const STEPS: usize = 120;

struct Seat {
    login: &'static str,
    door: &'static str,
    token: String,
    held: Held,
    tablet: Option<Tablet>,
}

async fn random_plans(kind: Kind) {
    let mut dice = Dice::new();
    let mut served = Served::start(kind).await;
    let meeting = served.session_of_today().await;
    let mut seats = Vec::new();
    for (login, door) in
        [("thuky", "desk"), ("chutich", "room"), ("ha.ntm", "room"), ("hien.tt", "room"), ("nghia.hs", "room"), ("manhinh", "wall")]
    {
        let account = served.app.store.account_by_login(login).await.expect("the store").expect("the account");
        seats.push(Seat { login, door, token: served.token_of(&account).await, held: Held::default(), tablet: None });
    }
    for step in 0..STEPS {
        match dice.roll(12) {
            0 => {
                let seat = dice.roll(seats.len());
                leave_or_return(&served, &meeting, &mut seats[seat]).await;
            }
            1 if dice.roll(10) == 0 => {
                for seat in &mut seats {
                    if let Some(tablet) = seat.tablet.take() {
                        seat.held = tablet.held();
                    }
                }
                served = Served::start_at(served.stop().await).await;
            }
            _ => act(&served, &meeting, &mut dice, step).await,
        }
    }
    for seat in &mut seats {
        if seat.tablet.is_none() {
            leave_or_return(&served, &meeting, seat).await;
        }
        let house = served.anybody().with_token(&seat.token);
        let truth = house.picture(&meeting, seat.door).await.expect("the view");
        let tablet = seat.tablet.as_ref().expect("a tablet");
        let deadline = std::time::Instant::now() + PATIENCE;
        while tablet.picture() != truth {
            assert!(std::time::Instant::now() < deadline, "{}: {}\nshould be\n{truth}", seat.login, tablet.picture());
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
    let desk = served.as_login("thuky").await;
    let before = desk.picture(&meeting, "desk").await.expect("the view");
    assert_eq!(desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal")["verified"], true);
    let again = Served::start_at(served.stop().await).await;
    assert_eq!(
        again.as_login("thuky").await.picture(&meeting, "desk").await.expect("the view"),
        before,
        "the journal adds up to the state"
    );
}

async fn leave_or_return(served: &Served, meeting: &str, seat: &mut Seat) {
    if let Some(tablet) = seat.tablet.take() {
        seat.held = tablet.held();
        return;
    }
    let query = format!("door={}&epoch={}&since={}", seat.door, seat.held.epoch, seat.held.seq);
    let held = Held { closed: None, ..std::mem::take(&mut seat.held) };
    seat.tablet = Some(Tablet::resume(&served.anybody(), meeting, &seat.token, &query, held).await.expect("the live channel"));
}

/// One random act by whoever does such things, sent twice now and then. Refusals are part of life.
async fn act(served: &Served, meeting: &str, dice: &mut Dice, step: usize) {
    let login = if dice.roll(2) == 0 { "thuky" } else { "chutich" };
    let house = served.as_login(login).await;
    let desk = served.as_login("thuky").await;
    let view = desk.picture(meeting, "desk").await.expect("the view");
    let some = |list: &Value, dice: &mut Dice| {
        let list = list.as_array().expect("a list");
        list.get(dice.roll(list.len().max(1))).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let item = some(&view["agenda"]["order"], dice);
    let attendee = some(&view["attendees"]["order"], dice);
    let (method, path, body) = match (login, dice.roll(8)) {
        ("thuky", 0) => (
            Method::POST,
            "agenda".into(),
            json!({ "kind": "matter", "title": format!("Bước {step}"), "planned_minutes": 1 + dice.roll(60) }),
        ),
        ("thuky", 1) => (Method::POST, format!("agenda/{item}/move"), json!({ "before": some(&view["agenda"]["order"], dice) })),
        ("thuky", 2) => (Method::DELETE, format!("agenda/{item}"), json!({})),
        ("thuky", 3) => (
            Method::PATCH,
            format!("attendees/{attendee}"),
            json!({ "revision": view["attendees"]["people"][&attendee]["revision"], "seat": format!("S{step}") }),
        ),
        ("thuky", 4) => {
            let guests: Vec<Value> = view["attendees"]["people"]
                .as_object()
                .expect("people")
                .iter()
                .filter(|(_, person)| person["role"] == "guest" || person["role"] == "invited")
                .map(|(id, _)| json!(id))
                .collect();
            let guest = guests.get(dice.roll(guests.len().max(1))).cloned();
            let admission = if dice.roll(2) == 0 { "all" } else { "members" };
            (
                Method::PATCH,
                format!("agenda/{item}"),
                json!({ "revision": view["agenda"]["items"][&item]["revision"], "admission": admission, "guests": guest.into_iter().collect::<Vec<_>>() }),
            )
        }
        ("thuky", _) => (Method::POST, format!("attendance/{attendee}"), json!({ "present": dice.roll(3) > 0 })),
        (_, 0) => (Method::POST, "session/open".into(), json!({})),
        (_, 1) => (Method::POST, "session/pause".into(), json!({})),
        (_, 2) => (Method::POST, "session/resume".into(), json!({})),
        (_, 3) => (Method::POST, "session/advance".into(), json!({ "to": "back" })),
        (_, 4) => (Method::POST, "session/advance".into(), json!({ "to": item })),
        (_, _) => (Method::POST, "session/advance".into(), json!({ "to": "next" })),
    };
    let key = uuid::Uuid::new_v4().to_string();
    let request = || house.request(method.clone(), &format!("meetings/{meeting}/{path}")).header("idempotency-key", &key).json(&body);
    let first = house.send(request()).await;
    if dice.roll(4) == 0
        && let Ok(receipt) = first
    {
        let again = house.send(request()).await.expect("the first answer again");
        // An act that changed nothing leaves no trace to be answered from; all others are answered alike.
        assert!(again["seq"].as_u64() >= receipt["seq"].as_u64(), "{}", text(&again, "seq"));
    }
}
