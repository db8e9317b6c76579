//! Leading through a paper: who sees what the leader shows, how often, and who may not show anything.

use std::time::{Duration, Instant};

use futures::{SinkExt, StreamExt};
use rehearsal::{house::House, tablet::Tablet};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{WebSocketStream, tungstenite::Message};

use crate::{
    live::bare,
    support::{Kind, PATIENCE, Place, Served, on_both, outcome, run, text},
};

on_both!(one_leads_and_readers_see_it, only_the_newest_counts, who_does_not_lead_shows_nothing);

/// The session of today at its second item, which ha.ntm presents, and the item's first paper.
async fn at_work(served: &Served) -> (String, String, House) {
    let meeting = served.session_of_today().await;
    let chair = served.as_login("chutich").await;
    chair.act(&meeting, "session/open", "{}").await.expect("opening");
    chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the second item");
    let view = chair.picture(&meeting, "room").await.expect("the view");
    let item = text(&view["agenda"], "current");
    let paper = view["agenda"]["items"][&item]["papers"][0].as_str().expect("a paper").to_owned();
    (meeting, paper, chair)
}

async fn lead(house: &House, meeting: &str, paper: &str) -> u64 {
    let receipt = house.json(Method::PUT, &format!("meetings/{meeting}/lead"), &json!({ "paper_id": paper })).await.expect("the lead");
    receipt["seq"].as_u64().expect("a seq")
}

fn sight(number: u64, page: u32, y: f64) -> Message {
    let sight = json!({ "lead": { "number": number, "page": page, "x": 0.0, "y": y, "width": 1.0, "height": 0.5 } });
    Message::Text(sight.to_string().into())
}

type Socket = WebSocketStream<TcpStream>;

/// Waits until what is led on a tablet is this.
async fn sees(tablet: &Tablet, what: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        if let Some(led) = tablet.held().led.filter(|led| what(led)) {
            return led;
        }
        assert!(began.elapsed() < PATIENCE, "what is led was not seen; last: {:?}", tablet.held().led);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Reads a socket to its end and answers the code it was closed with.
async fn close_code(socket: &mut Socket) -> Option<u16> {
    let closed = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
                None | Some(Err(_)) => return None,
                Some(Ok(_)) => {}
            }
        }
    };
    tokio::time::timeout(PATIENCE, closed).await.expect("the server hangs up")
}

async fn one_leads_and_readers_see_it(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, paper, chair) = at_work(&served).await;
    let member = served.tablet("dat.vt", &meeting, "room").await;
    let guest = served.tablet("nghia.hs", &meeting, "room").await;
    let mut socket = bare(&served, "chutich", &meeting, 65_536).await;
    let number = lead(&chair, &meeting, &paper).await;
    member.reached(number, PATIENCE).await.expect("the lead");
    guest.reached(number, PATIENCE).await.expect("the lead");
    let now = member.picture()["lead"]["now"].clone();
    assert_eq!((&now["number"], &now["paper_id"]), (&json!(number), &json!(paper)));
    // A guest of another item learns that something is led, and by whom, not what.
    let now = guest.picture()["lead"]["now"].clone();
    assert_eq!((now.get("paper_id"), now["attendee_id"].is_string()), (None, true));

    socket.send(sight(number, 4, 0.25)).await.expect("a sight");
    let led = sees(&member, |led| led["page"] == 4).await;
    assert_eq!((&led["number"], &led["y"], &led["height"]), (&json!(number), &json!(0.25), &json!(0.5)));
    // Whoever joins sees it at once, and it is shown again every second, for whoever missed it.
    let late = served.tablet("khai.pd", &meeting, "room").await;
    sees(&late, |led| led["page"] == 4).await;
    let before = member.held().shown;
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert!((1..=4).contains(&(member.held().shown - before)), "{} shown again", member.held().shown - before);
    assert_eq!(guest.held().shown, 0, "a guest was shown a page they may not read");
    // By long poll, too.
    let house = served.as_login("bach.nx").await;
    let polled = house.get(&format!("meetings/{meeting}/live/poll?door=room")).await.expect("a poll");
    assert!(polled["frames"].as_array().expect("frames").iter().any(|frame| frame["lead"]["page"] == 4), "{polled}");

    // The presenter asks, is refused, and is then given the lead: the chair's tablet shows nothing any more.
    let presenter = served.as_login("ha.ntm").await;
    let seq = lead(&presenter, &meeting, &paper).await;
    member.reached(seq, PATIENCE).await.expect("the request");
    let asking = member.picture()["lead"]["asked"].as_object().and_then(|asked| asked.keys().next().cloned()).expect("a request");
    assert_eq!(member.picture()["lead"]["now"]["number"], number);
    let asked = format!("meetings/{meeting}/lead/asked/{asking}");
    chair.send(chair.request(Method::DELETE, &asked)).await.expect("declining");
    lead(&presenter, &meeting, &paper).await;
    let give = json!({ "paper_id": paper, "attendee_id": asking });
    let given = chair.json(Method::PUT, &format!("meetings/{meeting}/lead"), &give).await.expect("giving")["seq"].as_u64().expect("a seq");
    member.reached(given, PATIENCE).await.expect("the new lead");
    let mut theirs = bare(&served, "ha.ntm", &meeting, 65_536).await;
    socket.send(sight(number, 9, 0.0)).await.expect("a sight");
    socket.send(sight(given, 9, 0.0)).await.expect("a sight");
    theirs.send(sight(given, 5, 0.0)).await.expect("a sight");
    sees(&member, |led| led["page"] == 5).await;
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    assert_eq!(member.held().led.expect("a sight")["page"], 5);

    // Over: nothing is shown, and the next item begins with nobody leading.
    presenter.send(presenter.request(Method::DELETE, &format!("meetings/{meeting}/lead"))).await.expect("ending");
    let (shown, _) = (member.held().shown, theirs.send(sight(given, 6, 0.0)).await.expect("a sight"));
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    assert_eq!((member.held().shown, member.picture()["lead"].get("now")), (shown, None));
    let joined = served.tablet("diep.ht", &meeting, "room").await;
    assert!(joined.held().led.is_none(), "what is over was shown");
}

async fn only_the_newest_counts(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, paper, chair) = at_work(&served).await;
    let quick = served.tablet("dat.vt", &meeting, "room").await;
    let mut slow = bare(&served, "khai.pd", &meeting, 2_048).await;
    let mut socket = bare(&served, "chutich", &meeting, 65_536).await;
    let number = lead(&chair, &meeting, &paper).await;
    // Far more often than anybody is to be shown it, and for so long that a queue would show.
    let (began, mut pages) = (Instant::now(), Vec::new());
    let mut page = 0;
    while began.elapsed() < Duration::from_secs(6) {
        page += 1;
        socket.send(sight(number, page, 0.0)).await.expect("a sight");
        if let Some(seen) = quick.held().led.and_then(|led| led["page"].as_u64())
            && pages.last() != Some(&seen)
        {
            pages.push(seen);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let took = began.elapsed().as_secs_f64();
    sees(&quick, |led| led["page"] == page).await;
    assert!(page > 300 && pages.len() > 10, "{page} sent, {} shown", pages.len());
    let most = took * 10.0 + 3.0;
    assert!(f64::from(quick.held().shown) <= most, "{} shown in {took} s", quick.held().shown);
    // The slow one, which has read nothing all that time, reads what its own system holds, and then the newest; nothing queued.
    let (mut read, mut last) = (0, 0);
    let until = async {
        while last != u64::from(page) {
            if let Some(Ok(Message::Text(frame))) = slow.next().await
                && let Some(seen) = serde_json::from_str::<Value>(&frame).expect("JSON")["lead"]["page"].as_u64()
            {
                (read, last) = (read + 1, seen);
            }
        }
    };
    tokio::time::timeout(PATIENCE, until).await.expect("the newest");
    assert!(read > 0);
    // A page that is not one closes the leader's socket, and only theirs.
    socket.send(sight(number, 0, 0.0)).await.expect("nonsense");
    assert_eq!(close_code(&mut socket).await, Some(1007));
    let mut again = bare(&served, "chutich", &meeting, 65_536).await;
    again.send(Message::Text("{ no JSON".into())).await.expect("nonsense");
    assert_eq!(close_code(&mut again).await, Some(1007));
    let mut back = bare(&served, "chutich", &meeting, 65_536).await;
    back.send(Message::Text("{\"other\":1}".into())).await.expect("a word of another version");
    back.send(sight(number, 3, 0.5)).await.expect("a sight");
    sees(&quick, |led| led["page"] == 3).await;
}

async fn who_does_not_lead_shows_nothing(kind: Kind) {
    let served = Served::start(kind).await;
    let (meeting, paper, chair) = at_work(&served).await;
    let witness = served.tablet("dat.vt", &meeting, "room").await;
    let member = served.as_login("khai.pd").await;
    let path = format!("meetings/{meeting}/lead");
    let ask = |house: &House| house.request(Method::PUT, &path).json(&json!({ "paper_id": paper }));
    assert_eq!(outcome(&member, ask(&member)).await, (403, "not_presenting".into()));
    let number = lead(&chair, &meeting, &paper).await;
    assert_eq!(outcome(&member, member.request(Method::DELETE, &path)).await, (409, "led_by_another".into()));
    let mut stranger = bare(&served, "khai.pd", &meeting, 65_536).await;
    stranger.send(sight(number, 7, 0.0)).await.expect("a sight");
    stranger.send(Message::Text("nothing anybody looks at".into())).await.expect("a text");
    let mut leader = bare(&served, "chutich", &meeting, 65_536).await;
    leader.send(sight(number, 2, 0.0)).await.expect("a sight");
    sees(&witness, |led| led["page"] == 2).await;
    // The lead lasts through a restart: it is written down. What was shown is said again by whoever leads.
    let place = served.stop().await;
    let served = Served::start_at(place).await;
    let witness = served.tablet("dat.vt", &meeting, "room").await;
    assert_eq!(witness.picture()["lead"]["now"]["number"], number);
    let mut leader = bare(&served, "chutich", &meeting, 65_536).await;
    leader.send(sight(number, 8, 0.0)).await.expect("a sight");
    sees(&witness, |led| led["page"] == 8).await;
}

#[test]
fn two_nodes_follow_one_leader() {
    run(async {
        let place = Place::new(Kind::Postgres).await;
        let beside = Place { folder: tempfile::tempdir().expect("a scratch folder"), url: place.url.clone(), studies: 0 };
        let first = Served::start_at(place).await;
        let second = Served::start_at(beside).await;
        let (meeting, paper, chair) = at_work(&first).await;
        let there = second.tablet("dat.vt", &meeting, "room").await;
        let mut socket = bare(&first, "chutich", &meeting, 65_536).await;
        let number = lead(&chair, &meeting, &paper).await;
        there.reached(number, PATIENCE).await.expect("the lead");
        for page in 1..=40 {
            socket.send(sight(number, page, 0.0)).await.expect("a sight");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        sees(&there, |led| led["page"] == 40).await;
        // The leader's tablet comes back at the other node.
        drop(socket);
        let here = first.tablet("khai.pd", &meeting, "room").await;
        let mut socket = bare(&second, "chutich", &meeting, 65_536).await;
        socket.send(sight(number, 11, 0.5)).await.expect("a sight");
        sees(&here, |led| led["page"] == 11).await;
        sees(&there, |led| led["page"] == 11).await;
    });
}
