//! Uploads in pieces: resumed after a cut, watched, cancelled, opened with a password, taken up again after a restart.

use std::time::Duration;

use rehearsal::house::House;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Kind, Served, draft, on_both, outcome, pdf, samples, text};

on_both!(
    an_upload_goes_on_after_a_cut,
    a_restart_loses_no_upload,
    what_would_be_refused_is_refused_before_the_first_byte,
    a_bad_file_says_why_and_can_be_put_away,
    the_same_bytes_are_recognised,
    a_cancelled_upload_leaves_nothing,
    a_locked_file_asks_for_its_password_once
);

async fn announce(desk: &House, meeting: &str, item: &str, name: &str, size: usize) -> String {
    let new = json!({ "item_id": item, "name": name, "size": size });
    text(&desk.json(Method::POST, &format!("meetings/{meeting}/intakes"), &new).await.expect("an intake"), "intake_id")
}

fn bytes(desk: &House, meeting: &str, intake: &str, offset: usize, bytes: &[u8]) -> reqwest::RequestBuilder {
    desk.request(Method::PATCH, &format!("meetings/{meeting}/intakes/{intake}/bytes")).header("upload-offset", offset).body(bytes.to_vec())
}

/// The upload, once it has come to rest.
async fn at_rest(desk: &House, meeting: &str, intake: &str) -> Value {
    for _ in 0..600 {
        let view = desk.get(&format!("meetings/{meeting}/intakes/{intake}")).await.expect("the intake");
        if !["receiving", "waiting", "working"].contains(&text(&view, "state").as_str()) {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the upload does not come to rest");
}

async fn an_upload_goes_on_after_a_cut(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let whole = pdf(4, "in pieces");
    let intake = announce(&desk, &meeting, &item, "Tờ trình_218.pdf", whole.len()).await;
    let (first, second) = whole.split_at(whole.len() / 3);
    let answer = desk.send(bytes(&desk, &meeting, &intake, 0, first)).await.expect("the first piece");
    assert_eq!((&answer["received"], &answer["state"]), (&json!(first.len()), &json!("receiving")));
    // A piece that does not follow is refused, and says where the next one belongs.
    assert_eq!(outcome(&desk, bytes(&desk, &meeting, &intake, first.len() + 5, second)).await, (409, "upload_elsewhere".into()));
    assert_eq!(outcome(&desk, bytes(&desk, &meeting, &intake, 0, first)).await, (409, "upload_elsewhere".into()));
    let view = desk.get(&format!("meetings/{meeting}/intakes/{intake}")).await.expect("the intake");
    assert_eq!(view["received"], json!(first.len()));
    // More than was announced is not taken.
    let too_much = [second, b"more"].concat();
    assert_eq!(outcome(&desk, bytes(&desk, &meeting, &intake, first.len(), &too_much)).await, (413, "file_too_large".into()));
    let received =
        desk.get(&format!("meetings/{meeting}/intakes/{intake}")).await.expect("the intake")["received"].as_u64().expect("a number");
    let rest = &whole[usize::try_from(received).expect("a place")..];
    desk.send(bytes(&desk, &meeting, &intake, whole.len() - rest.len(), rest)).await.expect("the rest");
    let view = at_rest(&desk, &meeting, &intake).await;
    assert_eq!(view["state"], "done", "{view}");
    let paper = text(&view, "paper_id");
    let shown = desk.picture(&meeting, "desk").await.expect("the view")["papers"][&paper].clone();
    assert_eq!((&shown["title"], &shown["pages"]), (&json!("Tờ trình 218"), &json!(4)));
    let file = format!("meetings/{meeting}/papers/{paper}/files/{}", text(&shown, "hash"));
    assert_eq!(desk.get_request(&file).send().await.expect("an answer").bytes().await.expect("bytes"), whole);
    // It replaces a paper the same way.
    let next = pdf(5, "next");
    let new = json!({ "paper_id": paper, "name": "bản 2.pdf", "size": next.len() });
    let intake = text(&desk.json(Method::POST, &format!("meetings/{meeting}/intakes"), &new).await.expect("an intake"), "intake_id");
    desk.send(bytes(&desk, &meeting, &intake, 0, &next)).await.expect("all of it");
    assert_eq!(at_rest(&desk, &meeting, &intake).await["state"], "done");
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["papers"][&paper]["version"], 2);
}

async fn a_restart_loses_no_upload(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let whole = pdf(3, "restart");
    let intake = announce(&desk, &meeting, &item, "a.pdf", whole.len()).await;
    desk.send(bytes(&desk, &meeting, &intake, 0, &whole[..100])).await.expect("the first piece");
    let served = Served::start_at(served.stop().await).await;
    let desk = served.as_login("thuky").await;
    let view = desk.get(&format!("meetings/{meeting}/intakes/{intake}")).await.expect("the intake");
    assert_eq!((&view["state"], &view["received"]), (&json!("receiving"), &json!(100)));
    desk.send(bytes(&desk, &meeting, &intake, 100, &whole[100..])).await.expect("the rest");
    assert_eq!(at_rest(&desk, &meeting, &intake).await["state"], "done");
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["papers"].as_object().expect("papers").len(), 1);
}

async fn what_would_be_refused_is_refused_before_the_first_byte(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let path = format!("meetings/{meeting}/intakes");
    let ask = |body: Value| desk.request(Method::POST, &path).json(&body);
    let nowhere = uuid::Uuid::nil();
    for (body, refused) in [
        (json!({ "name": "a.pdf", "size": 5 }), (404, "not_found")),
        (json!({ "item_id": nowhere, "name": "a.pdf", "size": 5 }), (404, "not_found")),
        (json!({ "paper_id": nowhere, "name": "a.pdf", "size": 5 }), (404, "not_found")),
        (json!({ "item_id": item, "name": "a.pdf", "size": 201 * 1024 * 1024 }), (413, "file_too_large")),
        (json!({ "item_id": item, "name": "a.pdf", "size": 5, "title": "x".repeat(300) }), (422, "too_long")),
        (json!({ "item_id": item, "name": "a.pdf", "size": -1 }), (400, "unreadable_request")),
    ] {
        assert_eq!(outcome(&desk, ask(body.clone())).await, (refused.0, refused.1.into()), "{body}");
    }
    let member = served.as_login("ha.ntm").await;
    let body = json!({ "item_id": item, "name": "a.pdf", "size": 5 });
    assert_eq!(outcome(&member, member.request(Method::POST, &path).json(&body)).await, (404, "not_found".into()));
    assert_eq!(desk.get(&path).await.expect("the list")["intakes"], json!([]));
}

async fn a_bad_file_says_why_and_can_be_put_away(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let bad = b"<!doctype html><title>not a paper</title>";
    let intake = announce(&desk, &meeting, &item, "trang.pdf", bad.len()).await;
    desk.send(bytes(&desk, &meeting, &intake, 0, bad)).await.expect("bytes");
    let view = at_rest(&desk, &meeting, &intake).await;
    assert_eq!((&view["state"], &view["problem"]["code"]), (&json!("refused"), &json!("not_a_paper")));
    assert!(text(&view["problem"], "detail").contains("Mời"), "what to do is said: {view}");
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["papers"], json!({}));
    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/intakes/{intake}"))).await.expect("putting it away");
    assert_eq!(desk.get(&format!("meetings/{meeting}/intakes")).await.expect("the list")["intakes"], json!([]));
    let left = std::fs::read_dir(served.place.folder.path().join("objects/arriving")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing of it stays");
}

async fn the_same_bytes_are_recognised(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let (other, other_item) = draft(&desk).await;
    let whole = pdf(2, "twice");
    for (meeting, item) in [(&meeting, &item), (&other, &other_item)] {
        let intake = announce(&desk, meeting, item, "a.pdf", whole.len()).await;
        desk.send(bytes(&desk, meeting, &intake, 0, &whole)).await.expect("bytes");
        let view = at_rest(&desk, meeting, &intake).await;
        assert_eq!(view["state"], "done", "{view}");
        if *meeting == other {
            assert_eq!(view["duplicate_of"]["title"], "a", "{view}");
        } else {
            assert_eq!(view.get("duplicate_of"), None);
        }
    }
    // To the same item it is not added twice.
    let intake = announce(&desk, &meeting, &item, "b.pdf", whole.len()).await;
    desk.send(bytes(&desk, &meeting, &intake, 0, &whole)).await.expect("bytes");
    let view = at_rest(&desk, &meeting, &intake).await;
    assert_eq!((&view["state"], &view["problem"]["code"]), (&json!("refused"), &json!("duplicate_paper")));
}

async fn a_cancelled_upload_leaves_nothing(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let whole = pdf(2, "cancelled");
    let intake = announce(&desk, &meeting, &item, "a.pdf", whole.len()).await;
    desk.send(bytes(&desk, &meeting, &intake, 0, &whole[..50])).await.expect("the first piece");
    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/intakes/{intake}"))).await.expect("cancelling");
    assert_eq!(outcome(&desk, bytes(&desk, &meeting, &intake, 50, &whole[50..])).await, (404, "not_found".into()));
    let left = std::fs::read_dir(served.place.folder.path().join("objects/arriving")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
}

async fn a_locked_file_asks_for_its_password_once(kind: Kind) {
    let Some(folder) = samples() else { return };
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let locked = std::fs::read(folder.join("made/enc_aes256_user_matkhau.pdf")).expect("a sample");
    let intake = announce(&desk, &meeting, &item, "mật khẩu.pdf", locked.len()).await;
    desk.send(bytes(&desk, &meeting, &intake, 0, &locked)).await.expect("bytes");
    assert_eq!(at_rest(&desk, &meeting, &intake).await["state"], "needs_password");
    let open = |password: &str| {
        desk.request(Method::POST, &format!("meetings/{meeting}/intakes/{intake}/password")).json(&json!({ "password": password }))
    };
    let wrong = desk.send(open("sai")).await.expect("an answer");
    assert_eq!((&wrong["state"], &wrong["problem"]["code"]), (&json!("needs_password"), &json!("wrong_password")));
    let right = desk.send(open("matkhau")).await.expect("an answer");
    assert_eq!(right["state"], "done", "{right}");
    assert_eq!(outcome(&desk, open("matkhau")).await, (409, "no_password_needed".into()));
    // What tablets read needs no password; what came is kept byte for byte; the password is nowhere.
    let paper = text(&right, "paper_id");
    let opening = desk.get(&format!("meetings/{meeting}/papers/{paper}/opening")).await.expect("the opening");
    assert_ne!(opening["hash"], opening["version"], "{opening}");
    let fetch = async |hash: &Value| {
        let path = format!("meetings/{meeting}/papers/{paper}/files/{}", hash.as_str().expect("a hash"));
        desk.get_request(&path).send().await.expect("an answer").bytes().await.expect("bytes")
    };
    assert_eq!(fetch(&opening["version"]).await, locked);
    let copy = fetch(&opening["hash"]).await;
    assert!(copy.starts_with(b"%PDF-") && !copy.windows(8).any(|window| window == b"/Encrypt"));
    let page = desk.get(&format!("meetings/{meeting}/papers/{paper}/pages/1")).await.expect("the page");
    assert!(text(&page, "text").contains("CỘNG HÒA"), "{page}");
    let view = served.app.store.intake(intake.parse().expect("an id")).await.expect("the store").expect("the intake");
    assert!(!format!("{view:?}").contains("matkhau"));
}
