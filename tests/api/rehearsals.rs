//! Trying a room: the rehearsal the house plays by itself, and the command from outside, over HTTPS as well.

use std::{path::Path, process::Command, time::Instant};

use rehearsal::{Plan, Progress, Step, house::House, report::Verdict, trouble::Trouble};
use reqwest::Method;
use serde_json::{Value, json};
use server::{listener, listener::Listener, serve};
use tokio::{net::TcpListener, sync::oneshot};

use crate::support::{Kind, PATIENCE, Place, Served, draft, on_both, outcome, text};

on_both!(
    the_house_rehearses_by_itself,
    a_rehearsal_is_stopped_and_leaves_nothing,
    only_who_looks_after_tablets_may_let_the_house_rehearse,
    a_rehearsal_over_https,
    a_stopped_command_throws_its_meeting_away,
);

const OWN: &str = "house/rehearsal";

async fn begin(house: &House, tablets: u32) -> (u16, String) {
    outcome(house, house.request(Method::POST, OWN).json(&json!({ "tablets": tablets }))).await
}

/// Asks until `wanted` holds.
async fn until(house: &House, wanted: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + 3 * PATIENCE;
    loop {
        let standing = house.get(OWN).await.expect("the standing");
        if wanted(&standing) {
            return standing;
        }
        assert!(Instant::now() < deadline, "{standing}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn meetings(served: &Served) -> usize {
    served.app.store.meeting_ids().await.expect("the store").len()
}

async fn the_house_rehearses_by_itself(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let today = served.session_of_today().await;
    let before = (meetings(&served).await, served.app.store.verify(today.parse().expect("an id")).await.expect("the journal"));
    assert_eq!(desk.get(OWN).await.expect("the standing"), json!({ "state": "idle", "tablets": 0, "done": 0, "of": 0 }));

    assert_eq!(begin(&desk, 12).await.0, 200);
    assert_eq!(begin(&desk, 12).await, (409, "rehearsal_running".into()));
    let done = until(&desk, |standing| standing["state"] == "done" || standing["state"] == "failed").await;
    let report = &done["report"];
    assert_eq!(done["state"], "done", "{done}");
    for figure in ["tablets", "joined", "followed", "exact"] {
        assert_eq!(report[figure], 12, "{figure} in {report}");
    }
    assert_eq!((&report["missed"], &report["changes"]), (&json!(0), &json!(11)));
    assert!(report["verdict"] == "ready" || report["verdict"] == "slow", "{report}");
    let in_bands: u64 = report["bands"].as_array().expect("bands").iter().filter_map(|band| band["tablets"].as_u64()).sum();
    assert_eq!(in_bands, 12);
    assert!(text(&done, "started_at") < text(&done, "ended_at"));

    // No real meeting was touched, and nothing is left.
    assert_eq!(before, (meetings(&served).await, served.app.store.verify(today.parse().expect("an id")).await.expect("the journal")));
    assert!(served.app.rehearsals.lock().is_empty());
    // The result stays until it is taken away, and another may begin over it.
    assert_eq!(desk.get(OWN).await.expect("the standing")["state"], "done");
    desk.send(desk.request(Method::DELETE, OWN)).await.expect("forgetting");
    assert_eq!(desk.get(OWN).await.expect("the standing")["state"], "idle");
}

async fn a_rehearsal_is_stopped_and_leaves_nothing(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("quantri").await;
    let before = meetings(&served).await;
    assert_eq!(begin(&desk, 300).await.0, 200);
    until(&desk, |standing| standing["state"] == "joining" && standing["done"] != 0).await;
    desk.send(desk.request(Method::DELETE, OWN)).await.expect("stopping");
    assert_eq!(desk.get(OWN).await.expect("the standing")["state"], "idle");
    assert_eq!(meetings(&served).await, before);
    assert!(served.app.rehearsals.lock().is_empty());
    // Stopping what is stopped already changes nothing, and the next may begin at once.
    desk.send(desk.request(Method::DELETE, OWN)).await.expect("stopping");
    assert_eq!(begin(&desk, 2).await.0, 200);
    until(&desk, |standing| standing["state"] == "done").await;
}

async fn only_who_looks_after_tablets_may_let_the_house_rehearse(kind: Kind) {
    let served = Served::start(kind).await;
    assert_eq!(begin(&served.anybody(), 2).await, (401, "signed_out".into()));
    for login in ["chutich", "tram.vtn", "ha.ntm", "nghia.hs", "manhinh"] {
        let house = served.as_login(login).await;
        assert_eq!(begin(&house, 2).await, (403, "not_allowed".into()), "{login}");
        assert_eq!(outcome(&house, house.get_request(OWN)).await.0, 403, "{login}");
        assert_eq!(outcome(&house, house.request(Method::DELETE, OWN)).await.0, 403, "{login}");
    }
    let desk = served.as_login("thuky").await;
    for tablets in [0, 1_001] {
        assert_eq!(begin(&desk, tablets).await, (422, "tablets_out_of_range".into()));
    }
    let unknown = desk.request(Method::POST, OWN).json(&json!({ "tablets": 2, "meeting_id": "x" }));
    assert_eq!(outcome(&desk, unknown).await, (400, "unreadable_request".into()));
}

/// A certificate for localhost that is trusted by nobody.
fn certificate(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "certificate.pem"])
        .current_dir(folder)
        .output()
        .expect("openssl, which tests/install.sh installs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn plan(url: &str, tablets: u32) -> Plan {
    Plan { url: url.to_owned(), ca: None, tablets, advances: 3, sign_in: None }
}

async fn a_rehearsal_over_https(kind: Kind) {
    let place = Place::new(kind).await;
    let folder = place.folder.path();
    certificate(folder);
    let file = folder.join("certificate.pem");
    let app = serve::open(&place.config()).await.expect("the house opens");
    let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = tcp.local_addr().expect("an address").port();
    let acceptor = listener::acceptor(&file, &folder.join("key.pem")).expect("a certificate and its key");
    let (stop, stopped) = oneshot::channel::<()>();
    let served = app.clone();
    #[expect(clippy::disallowed_methods, reason = "the server under test")]
    let task = tokio::spawn(async move {
        let stopped = async {
            let _dropped = stopped.await;
        };
        serve::listen(Listener::new(tcp, Some(acceptor), &served).expect("a listener"), served, stopped).await.expect("serving");
    });
    let url = format!("https://localhost:{port}");
    let trusting = Plan { ca: Some(file.clone()), ..plan(&url, 20) };

    let report = rehearsal::rehearse(&trusting, |_| (), std::future::pending()).await.expect("a rehearsal");
    assert_eq!((report.joined, report.followed, report.exact, report.changes), (20, 20, 20, 4));
    assert!(report.verdict != Verdict::Missed);
    // The same with a password, as outside the demonstration house.
    let password = server::demo::PASSWORD.to_owned();
    let known = Plan { sign_in: Some(("thuky".to_owned(), password)), ..trusting.clone() };
    rehearsal::rehearse(&known, |_| (), std::future::pending()).await.expect("a rehearsal");

    // And each way it can go wrong is told apart.
    let elsewhere = format!("https://127.0.0.1:{port}");
    let wrong_password = Plan { sign_in: Some(("thuky".to_owned(), "x".to_owned())), ..trusting.clone() };
    for (plan, code) in [
        (plan(&url, 1), "certificate_untrusted"),
        (Plan { url: elsewhere, ..trusting.clone() }, "certificate_other_name"),
        (plan(&format!("http://localhost:{port}"), 1), "another_program"),
        (plan("https://localhost:1", 1), "no_answer"),
        (plan("localhost", 1), "wrong_address"),
        (Plan { ca: Some(folder.join("key.pem")), ..trusting.clone() }, "no_certificate"),
        (wrong_password, "wrong_password"),
    ] {
        let error = rehearsal::rehearse(&plan, |_| (), std::future::pending()).await.expect_err(code);
        assert_eq!(Trouble::of(&error, &plan.url).code, code, "{error:?}");
    }
    assert!(app.rehearsals.lock().is_empty());
    let _gone = stop.send(());
    let _cut = tokio::time::timeout(PATIENCE, task).await;
}

async fn a_stopped_command_throws_its_meeting_away(kind: Kind) {
    let served = Served::start(kind).await;
    draft(&served.as_login("thuky").await).await;
    let before = meetings(&served).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let stop = std::cell::Cell::new(Some(stop));
    // As somebody would who sees the tablets follow and has seen enough.
    let hear = |progress: Progress| {
        if progress.step == Step::Changing
            && let Some(stop) = stop.take()
        {
            let _over = stop.send(());
        }
    };
    let stopped = async {
        let _sent = stopped.await;
    };
    let error = rehearsal::rehearse(&plan(&served.url, 30), hear, stopped).await.expect_err("it was stopped");
    assert_eq!(Trouble::of(&error, &served.url).code, "stopped");
    assert_eq!(meetings(&served).await, before);
    assert!(served.app.rehearsals.lock().is_empty());
}
