//! The live channel: resuming, losing rights on an open socket, slow readers, long polls, malformed frames.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use rehearsal::tablet::Tablet;
use reqwest::Method;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest, http::HeaderValue};

use crate::support::{Kind, PATIENCE, Served, draft, on_both, outcome, text};

on_both!(
    resumes_where_it_left,
    rights_end_on_open_sockets,
    long_polls_show_the_same,
    a_slow_reader_gets_one_snapshot,
    nonsense_closes_one_socket_only,
    tells_tablets_to_come_back
);

async fn resumes_where_it_left(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let account = served.app.store.account_by_login("ha.ntm").await.expect("the store").expect("the account");
    let token = served.token_of(&account).await;
    let tablet = Tablet::join(&served.anybody(), &meeting, &token, "room").await.expect("the live channel");
    let held = tablet.held();
    drop(tablet);
    let add = |title: String| json!({ "kind": "matter", "title": title, "planned_minutes": 5 });
    let mut seq = 0;
    for number in 0..20 {
        seq = desk.json(Method::POST, &format!("meetings/{meeting}/agenda"), &add(format!("Bổ sung {number}"))).await.expect("an item")["seq"].as_u64().expect("a seq");
    }
    let query = format!("door=room&epoch={}&since={}", held.epoch, held.seq);
    let back = Tablet::resume(&served.anybody(), &meeting, &token, &query, held.clone()).await.expect("the live channel");
    back.reached(seq, PATIENCE).await.expect("what was missed");
    let after = back.held();
    assert_eq!(after.snapshots, 1, "the missed frames were enough");
    assert_eq!(after.view, served.anybody().with_token(&token).picture(&meeting, "room").await.expect("the view"));

    // An epoch of another start, another audience, or a seq that never was: a snapshot.
    for query in [
        "door=room&epoch=other.1&since=3".to_owned(),
        format!("door=room&epoch={}&since=999999", held.epoch),
        "door=room&epoch=x".to_owned(),
    ] {
        let fresh = Tablet::join_with(&served.anybody(), &meeting, &token, &query).await.expect("the live channel");
        assert_eq!(fresh.held().snapshots, 1, "{query}");
    }
}

async fn rights_end_on_open_sockets(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let member = served.tablet("ha.ntm", &meeting, "room").await;
    let leaving = served.as_login("dat.vt").await;
    let signed_out = {
        let token = leaving.cookie().and_then(|cookie| cookie.split_once('=').map(|(_, token)| token.to_owned())).expect("a token");
        Tablet::join(&served.anybody(), &meeting, &token, "room").await.expect("the live channel")
    };
    let attendee = text(&member.held().mine, "attendee_id");
    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/attendees/{attendee}"))).await.expect("removing");
    let removed = std::time::Instant::now();
    assert_eq!(member.closed(PATIENCE).await, Some(4403));
    assert!(removed.elapsed() < PATIENCE);
    let house = served.as_login("ha.ntm").await;
    assert_eq!(outcome(&house, house.get_request(&format!("meetings/{meeting}"))).await, (404, "not_found".into()));

    leaving.send(leaving.request(Method::DELETE, "session")).await.expect("signing out");
    assert_eq!(signed_out.closed(PATIENCE).await, Some(4401));
    // Somebody who was never in it does not learn that it exists.
    let (draft, _) = draft(&desk).await;
    assert!(Tablet::join(&served.anybody(), &draft, "no token", "room").await.is_err());
}

async fn long_polls_show_the_same(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let guest = served.as_login("nghia.hs").await;
    let poll = |query: String| guest.get_request(&format!("meetings/{meeting}/live/poll?door=room{query}"));
    let mut held = rehearsal::tablet::Held::default();
    let take = |held: &mut rehearsal::tablet::Held, answer: Value| {
        for frame in answer["frames"].as_array().expect("frames") {
            held.take(&frame.to_string());
        }
    };
    take(&mut held, guest.send(poll(String::new())).await.expect("a snapshot"));
    assert_eq!(held.view, guest.picture(&meeting, "room").await.expect("the view"));
    let waiting = guest.send(poll(format!("&epoch={}&since={}", held.epoch, held.seq)));
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    let edit = json!({ "revision": view["revision"], "room": "Phòng họp số 5" });
    let path = format!("meetings/{meeting}");
    let change = desk.json(Method::PATCH, &path, &edit);
    let (answer, changed) = futures::future::join(waiting, change).await;
    changed.expect("the change");
    take(&mut held, answer.expect("what changed"));
    assert_eq!(held.view["room"], "Phòng họp số 5");
    assert_eq!(held.view, guest.picture(&meeting, "room").await.expect("the view"));
    assert_eq!(held.snapshots, 1);
}

/// Opens a bare socket for somebody, which the system lets hold `buffer` bytes unread.
pub async fn bare(served: &Served, login: &str, meeting: &str, buffer: u32) -> tokio_tungstenite::WebSocketStream<tokio::net::TcpStream> {
    let house = served.as_login(login).await;
    let mut request = house.live_url(meeting, "door=room").into_client_request().expect("a request");
    request.headers_mut().insert("cookie", HeaderValue::from_str(&house.cookie().expect("a cookie")).expect("a header"));
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(buffer).expect("a buffer");
    let address = served.url.trim_start_matches("http://").parse().expect("an address");
    let stream = socket.connect(address).await.expect("a connection");
    tokio_tungstenite::client_async(request, stream).await.expect("the live channel").0
}

async fn a_slow_reader_gets_one_snapshot(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let mut slow = bare(&served, "ha.ntm", &meeting, 4096).await;
    let quick = served.tablet("ha.ntm", &meeting, "room").await;
    // A long agenda, so that moving one item changes the clock times of all: frames of some 15 KB.
    let mut item = String::new();
    for number in 0..120 {
        let new = json!({ "kind": "matter", "title": format!("Nội dung {number}"), "planned_minutes": 5 });
        item = text(&desk.json(Method::POST, &format!("meetings/{meeting}/agenda"), &new).await.expect("an item"), "id");
    }
    // More than the ring holds and the system's buffers take, while the slow one reads nothing.
    let first = first_item(&quick);
    let mut seq = 0;
    for number in 0..350_u32 {
        let before = if number % 2 == 0 { json!({ "before": first }) } else { json!({}) };
        let receipt = desk.json(Method::POST, &format!("meetings/{meeting}/agenda/{item}/move"), &before).await.expect("moving");
        seq = receipt["seq"].as_u64().expect("a seq");
    }
    quick.reached(seq, PATIENCE).await.expect("the quick one was not held up");
    let truth = desk_room(&served, &meeting).await;
    let mut held = rehearsal::tablet::Held::default();
    let mut cut = false;
    while held.seq < seq {
        match tokio::time::timeout(PATIENCE, slow.next()).await.expect("the slow one is served too") {
            Some(Ok(Message::Text(frame))) => held.take(&frame),
            // It took nothing for 15 s, which a busy machine may need for the moves above: it was cut off, and comes back.
            Some(Err(_)) | None => {
                slow = bare(&served, "ha.ntm", &meeting, 65_536).await;
                cut = true;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(held.view == truth, "the slow one's picture is another");
    assert!(held.snapshots > 1 || cut, "it was spared what it missed");
}

fn first_item(tablet: &Tablet) -> String {
    tablet.picture()["agenda"]["order"][0].as_str().expect("an item").to_owned()
}

async fn desk_room(served: &Served, meeting: &str) -> Value {
    served.as_login("ha.ntm").await.picture(meeting, "room").await.expect("the view")
}

async fn nonsense_closes_one_socket_only(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let witness = served.tablet("ha.ntm", &meeting, "room").await;
    for nonsense in [Message::Binary(vec![0, 1, 2].into()), Message::Text("x".repeat(1_000_000).into())] {
        let mut socket = bare(&served, "dat.vt", &meeting, 65_536).await;
        let _cut = socket.send(nonsense).await;
        let closed = async {
            loop {
                match socket.next().await {
                    None | Some(Err(_) | Ok(Message::Close(_))) => break,
                    Some(Ok(_)) => {}
                }
            }
        };
        tokio::time::timeout(PATIENCE, closed).await.expect("the server hangs up");
    }
    // A text frame is a sign of life, and a flood of pings disturbs nobody.
    let mut socket = bare(&served, "dat.vt", &meeting, 65_536).await;
    socket.send(Message::Text("{}".into())).await.expect("a text");
    for _ in 0..5_000 {
        socket.feed(Message::Ping(Vec::new().into())).await.expect("a ping");
    }
    socket.flush().await.expect("pings");
    let seq = desk
        .json(Method::POST, &format!("meetings/{meeting}/agenda"), &json!({ "kind": "break", "title": "Nghỉ", "planned_minutes": 5 }))
        .await
        .expect("an item")["seq"]
        .as_u64()
        .expect("a seq");
    witness.reached(seq, PATIENCE).await.expect("others are not disturbed");
}

async fn tells_tablets_to_come_back(kind: Kind) {
    let served = Served::start(kind).await;
    let meeting = served.session_of_today().await;
    let tablet = served.tablet("ha.ntm", &meeting, "room").await;
    let stopping = served.stop();
    let (place, closed) = futures::future::join(stopping, tablet.closed(PATIENCE)).await;
    assert_eq!(closed, Some(1012));
    // The same house again: the session stands where it was, and the picture held before is replaced.
    let held = tablet.held();
    let again = Served::start_at(place).await;
    tokio::time::sleep(Duration::ZERO).await;
    let account = again.app.store.account_by_login("ha.ntm").await.expect("the store").expect("the account");
    let token = again.token_of(&account).await;
    let query = format!("door=room&epoch={}&since={}", held.epoch, held.seq);
    let back = Tablet::resume(&again.anybody(), &meeting, &token, &query, held.clone()).await.expect("the live channel");
    assert_eq!(back.held().snapshots, 2);
    assert_eq!(back.picture(), held.view);
}
