//! What becomes of a hand: carried over to a new version, listed, and taken along as a PDF.

use lopdf::{Document, Object};
use reqwest::{Method, header};
use serde_json::{Value, json};
use store::studies::Page;
use uuid::Uuid;

use super::hand::{Paper, note, stroke};
use crate::support::{Kind, Served, on_both, outcome, pdf, text};

on_both!(carried_over_where_pages_match, marked_pages_are_listed, an_annotated_copy);

fn page(number: u32, words: &str) -> Page {
    Page { number, source: "extracted".into(), text: words.into(), width: 595.0, height: 842.0, words: None }
}

async fn carried_over_where_pages_match(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let old = Paper::published(&served, &desk, pdf(3, "một")).await;
    let member = served.as_login("ha.ntm").await;
    old.write(&member, &[stroke(1, 1), note(2, 1, "Giữ nguyên"), stroke(3, 2), stroke(4, 3), stroke(5, 1)]).await;
    old.write(&member, &[json!({ "id": Uuid::from_u128(6), "page": 1, "kind": "erase", "target": Uuid::from_u128(5) })]).await;

    let replace = desk.request(Method::PUT, &old.at("file")).query(&[("name", "bản 2.pdf")]).body(pdf(4, "hai"));
    desk.send(replace).await.expect("a new version");
    let view = desk.picture(&old.meeting, "desk").await.expect("the view");
    let new = Paper {
        hash: text(&view["papers"][&old.paper], "hash"),
        meeting: old.meeting.clone(),
        item: old.item.clone(),
        paper: old.paper.clone(),
    };
    let first = "Điều chỉnh giảm vốn của các dự án chậm giải ngân trong năm ngân sách hiện hành của tỉnh";
    let second = "Giữ nguyên tổng mức vốn đã được giao theo nghị quyết trước đây của Hội đồng nhân dân";
    let keep = async |paper: &Paper, pages: &[Page]| served.app.store.keep_pages(&paper.hash, pages).await.expect("the pages");
    keep(&old, &[page(1, first), page(2, second), page(3, "")]).await;
    let other = "Giao Ủy ban nhân dân tổ chức thực hiện và báo cáo kết quả tại kỳ họp thường lệ cuối năm";
    keep(&new, &[page(1, other), page(2, first), page(3, &second.replace("tổng mức", "một nửa")), page(4, "")]).await;

    // The old version's notes stay readable, and the new one tells of them.
    assert_eq!(old.read(&member, 0).await["ops"].as_array().map(Vec::len), Some(4));
    let others = json!([{ "hash": old.hash, "version": 1, "pages": 3, "carried": false }]);
    assert_eq!(new.read(&member, 0).await["others"], others);
    // Nobody else has anything to carry.
    let secretary = json!({ "from": old.hash, "to": new.hash });
    let nothing = desk.json(Method::POST, &old.at("hand/carry"), &secretary).await.expect("nothing");
    assert_eq!(nothing, json!({ "pages": [], "left": [], "head": 0 }));

    let carry = async || member.json(Method::POST, &old.at("hand/carry"), &json!({ "from": old.hash, "to": new.hash })).await;
    assert_eq!(carry().await.expect("carried"), json!({ "pages": [2], "left": [2, 3], "head": 2 }));
    assert_eq!(carry().await.expect("carried"), json!({ "pages": [2], "left": [2, 3], "head": 2 }));
    let carried = new.read(&member, 0).await;
    let marks: Vec<(&Value, &Value)> = carried["ops"].as_array().expect("operations").iter().map(|op| (&op["page"], &op["kind"])).collect();
    assert_eq!(marks, [(&json!(2), &json!("stroke")), (&json!(2), &json!("note"))]);
    assert_eq!(carried["others"][0]["carried"], true);
    assert_eq!(old.read(&member, 0).await["ops"].as_array().map(Vec::len), Some(4));
    // What was carried and then erased does not come back.
    let erased = json!({ "id": Uuid::from_u128(9), "page": 2, "kind": "erase", "target": carried["ops"][0]["id"] });
    new.write(&member, &[erased]).await;
    carry().await.expect("carried");
    assert_eq!(new.read(&member, 0).await["ops"].as_array().map(Vec::len), Some(1));
}

async fn marked_pages_are_listed(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let member = served.as_login("ha.ntm").await;
    let one = Paper::published(&served, &desk, pdf(3, "một")).await;
    let two = Paper::published(&served, &desk, pdf(2, "hai")).await;
    let long = "dài ".repeat(60);
    one.write(&member, &[stroke(1, 3), stroke(2, 3), note(3, 3, &long), note(4, 3, "sau"), stroke(5, 1)]).await;
    one.write(&member, &[json!({ "id": Uuid::from_u128(6), "page": 1, "kind": "erase", "target": Uuid::from_u128(5) })]).await;
    two.write(&member, &[json!({ "id": Uuid::from_u128(7), "page": 2, "kind": "bookmark" })]).await;

    let listed = member.get(&format!("meetings/{}/hand", one.meeting)).await.expect("the list");
    let pages = listed["pages"].as_array().expect("pages");
    assert_eq!(pages.len(), 1);
    assert_eq!((&pages[0]["page"], &pages[0]["version"], &pages[0]["current"]), (&json!(3), &json!(1), &json!(true)));
    assert_eq!(pages[0]["kinds"], json!({ "stroke": 2, "note": 2 }));
    assert_eq!(text(&pages[0], "snippet").chars().count(), 120);
    let all = member.get("hand").await.expect("the list");
    let found: Vec<(String, Value)> =
        all["pages"].as_array().expect("pages").iter().map(|page| (text(page, "paper_id"), page["page"].clone())).collect();
    assert_eq!(found, [(two.paper.clone(), json!(2)), (one.paper.clone(), json!(3))]);

    // Others have lists of their own, and a withdrawn paper is in none.
    assert_eq!(desk.get("hand").await.expect("the list")["pages"], json!([]));
    desk.send(desk.request(Method::DELETE, &format!("meetings/{}/papers/{}", two.meeting, two.paper))).await.expect("withdrawing");
    assert_eq!(member.get("hand").await.expect("the list")["pages"].as_array().map(Vec::len), Some(1));
    let stranger = served.as_login("dat.vt").await;
    assert_eq!(outcome(&stranger, stranger.get_request(&format!("meetings/{}/hand", one.meeting))).await, (404, "not_found".into()));
}

async fn an_annotated_copy(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "copy")).await;
    let member = served.as_login("ha.ntm").await;
    paper.write(&member, &[stroke(1, 1), note(2, 3, "Hỏi lại mục 2"), stroke(3, 2)]).await;
    paper.write(&member, &[json!({ "id": Uuid::from_u128(6), "page": 2, "kind": "erase", "target": Uuid::from_u128(3) })]).await;
    let answer = member.get_request(&paper.at(&format!("hand/copy?hash={}", paper.hash))).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/pdf");
    let disposition = answer.headers()[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned();
    assert!(disposition.starts_with("attachment; filename=\"To trinh - ghi chu.pdf\""), "{disposition}");
    assert!(disposition.ends_with("filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20-%20ghi%20ch%C3%BA.pdf"), "{disposition}");
    let length = answer.headers()[header::CONTENT_LENGTH].to_str().expect("text").parse::<usize>().expect("a number");
    let bytes = answer.bytes().await.expect("bytes");
    assert_eq!(bytes.len(), length);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let kinds: Vec<Vec<String>> = document
        .page_iter()
        .map(|page| {
            let annotations = document.get_page_annotations(page).unwrap_or_default();
            let kind = |one: &&lopdf::Dictionary| {
                String::from_utf8_lossy(one.get(b"Subtype").and_then(Object::as_name).expect("a kind")).into_owned()
            };
            annotations.iter().map(kind).collect()
        })
        .collect();
    assert_eq!(kinds, [vec!["Ink".to_owned()], vec![], vec!["Text".to_owned()]]);
    // Each reader's copy has their own hand on it, and nobody else's.
    let other = desk.get_request(&paper.at("hand/copy")).send().await.expect("an answer").bytes().await.expect("bytes");
    let document = Document::load_mem(&other).expect("a PDF");
    assert!(document.page_iter().all(|page| document.get_page_annotations(page).is_ok_and(|found| found.is_empty())));
    let guest = served.as_login("nghia.hs").await;
    assert_eq!(outcome(&guest, guest.get_request(&paper.at("hand/copy"))).await, (404, "not_found".into()));
}
