//! `kill -9` in the middle of a session: nothing acknowledged is lost, and tablets come back to the right picture.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rehearsal::{house::House, tablet::Tablet};
use reqwest::Method;
use serde_json::{Value, json};
use server::demo::PASSWORD;

use crate::support::{Kind, PATIENCE, Place, on_both};

on_both!(nothing_acknowledged_is_lost);

/// How often the server is killed.
const KILLS: usize = 6;

/// The program itself, as an office runs it.
struct Program {
    child: Child,
    url: String,
}

impl Program {
    async fn start(place: &Place, port: u16) -> Self {
        let child = Command::new(binary())
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .args(["--data".as_ref(), place.folder.path().as_os_str()])
            .args(["--database", &place.url])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let program = Self { child, url: format!("http://127.0.0.1:{port}") };
        let deadline = Instant::now() + PATIENCE;
        while House::at(&program.url).expect("an address").get("house").await.is_err() {
            assert!(Instant::now() < deadline, "the program does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        program
    }

    fn kill(mut self) {
        self.child.kill().expect("kill -9");
        self.child.wait().expect("its end");
    }
}

/// The program beside the test, as `cargo build` leaves it.
fn binary() -> PathBuf {
    let here = std::env::current_exe().expect("the test");
    let folder = here.parent().and_then(Path::parent).expect("the target folder");
    let binary = folder.join("nghisu");
    assert!(binary.is_file(), "build the program first: cargo build");
    binary
}

async fn nothing_acknowledged_is_lost(kind: Kind) {
    let place = Place::new(kind).await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port();
    let mut program = Program::start(&place, port).await;
    let mut desk = House::at(&program.url).expect("an address");
    desk.sign_in("thuky", PASSWORD).await.expect("signing in");
    let mut member = House::at(&program.url).expect("an address");
    member.sign_in("ha.ntm", PASSWORD).await.expect("signing in");
    let token = member.cookie().and_then(|cookie| cookie.split_once('=').map(|(_, token)| token.to_owned())).expect("a token");
    let meeting = desk.get("meetings").await.expect("the calendar")["meetings"][0]["meeting_id"].as_str().expect("an id").to_owned();

    let mut acknowledged: Vec<(String, Value)> = Vec::new();
    for kill in 0..KILLS {
        let tablet = Tablet::join(&member, &meeting, &token, "room").await.expect("the live channel");
        // Acts pour in until the server dies; each carries its own key.
        let pouring = async {
            let mut answered = Vec::new();
            for number in 0.. {
                let key = uuid::Uuid::new_v4().to_string();
                let body = json!({ "kind": "matter", "title": format!("Lần {kill}, số {number}"), "planned_minutes": 5 });
                let request = desk.request(Method::POST, &format!("meetings/{meeting}/agenda")).header("idempotency-key", &key).json(&body);
                match desk.send(request).await {
                    Ok(receipt) => answered.push((key, receipt)),
                    // The agenda is bounded; make room and go on.
                    Err(rehearsal::house::HouseError::Refused { .. }) => break,
                    Err(_killed) => break,
                }
            }
            answered
        };
        let killing = async {
            tokio::time::sleep(Duration::from_millis(37 + 61 * u64::try_from(kill).unwrap_or(0) % 100)).await;
            program.kill();
        };
        let (answered, ()) = futures::future::join(pouring, killing).await;
        acknowledged.extend(answered);
        let held = tablet.held();
        program = Program::start(&place, port).await;

        // The session still stands, the tablet comes back with what it holds, and agrees with the server.
        let query = format!("door=room&epoch={}&since={}", held.epoch, held.seq);
        let back = Tablet::resume(&member, &meeting, &token, &query, held).await.expect("the live channel");
        assert_eq!(back.picture(), member.picture(&meeting, "room").await.expect("the view"));
    }
    assert!(!acknowledged.is_empty());
    let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
    assert_eq!(journal["verified"], true);
    let added =
        journal["events"].as_array().expect("events").iter().filter_map(|event| event["body"]["item_id"].as_str()).collect::<Vec<_>>();
    for (key, receipt) in &acknowledged {
        let id = receipt["id"].as_str().expect("an id");
        assert_eq!(added.iter().filter(|known| **known == id).count(), 1, "{id} was acknowledged and must be in the journal once");
        // Asked again after the crash, the same intention gets the same answer.
        let body = json!({ "kind": "matter", "title": "Hỏi lại", "planned_minutes": 5 });
        let again = desk.request(Method::POST, &format!("meetings/{meeting}/agenda")).header("idempotency-key", key).json(&body);
        assert_eq!(desk.send(again).await.expect("the first answer"), *receipt);
    }
    program.kill();
}
