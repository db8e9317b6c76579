//! The pack to be printed: every paper once with the page numbers of the tablets, for those who may take papers away.

use lopdf::Document;
use reqwest::{Method, header};
use serde_json::json;

use super::hand::{Paper, note};
use crate::support::{Kind, Served, on_both, outcome, pdf, text, upload};

on_both!(the_pack_is_one_pdf_with_the_numbers_of_the_tablets, what_is_taken_away_bears_the_watermark);

/// The operators of each page.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    document.page_iter().map(|page| String::from_utf8(document.get_page_content(page)).expect("operators")).collect()
}

async fn the_pack_is_one_pdf_with_the_numbers_of_the_tablets(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let first = Paper::published(&served, &desk, pdf(3, "một")).await;
    let item = json!({ "kind": "matter", "title": "Nội dung thứ hai", "planned_minutes": 20 });
    let item = text(&desk.json(Method::POST, &format!("meetings/{}/agenda", first.meeting), &item).await.expect("an item"), "id");
    desk.send(upload(&desk, &first.meeting, &item, "Báo cáo.pdf", pdf(2, "hai"))).await.expect("a paper");

    let address = format!("meetings/{}/pack", first.meeting);
    let answer = desk.get_request(&address).header(header::ACCEPT_LANGUAGE, "en").send().await.expect("an answer");
    assert_eq!((answer.status().as_u16(), &answer.headers()[header::CONTENT_TYPE]), (200, &"application/pdf".parse().expect("a type")));
    let disposition = answer.headers()[header::CONTENT_DISPOSITION].to_str().expect("text").to_owned();
    assert!(disposition.starts_with("attachment; filename=\"Buoi lam viec thu - pack.pdf\""), "{disposition}");
    let length = answer.headers()[header::CONTENT_LENGTH].to_str().expect("text").parse::<usize>().expect("a number");
    let whole = answer.bytes().await.expect("bytes");
    assert_eq!(whole.len(), length);
    let document = Document::load_mem(&whole).expect("a PDF");
    assert_eq!(document.get_pages().len(), 1 + 3 + 2, "the contents, and every page");
    let outline: Vec<String> = document.get_toc().expect("an outline").toc.into_iter().map(|entry| entry.title).collect();
    assert_eq!(outline, ["Contents", "Item 1. Nội dung thứ nhất", "Tờ trình", "Item 2. Nội dung thứ hai", "Báo cáo"]);

    // One item's papers bear the same numbers as in the whole.
    let part = desk.get_request(&address).query(&[("item_id", &item)]).header(header::ACCEPT_LANGUAGE, "en");
    let part = part.send().await.expect("an answer").bytes().await.expect("bytes");
    let (whole, part) = (pages(&whole), pages(&part));
    assert_eq!(part.len(), 1 + 2);
    assert_eq!(part[1..], whole[4..]);
    assert_ne!(part[1], part[2]);

    // The chair may take papers away, a member may not, and who is not of the meeting learns nothing of it.
    let chair = served.as_login("chutich").await;
    assert_eq!(chair.get_request(&address).send().await.expect("an answer").status(), 200);
    let member = served.as_login("ha.ntm").await;
    assert_eq!(outcome(&member, member.get_request(&address)).await.0, 403);
    let stranger = served.as_login("dat.vt").await;
    assert_eq!(outcome(&stranger, stranger.get_request(&address)).await, (404, "not_found".into()));
    let nowhere = desk.get_request(&address).query(&[("item_id", uuid::Uuid::nil())]);
    assert_eq!(outcome(&desk, nowhere).await, (404, "not_found".into()));
}

async fn what_is_taken_away_bears_the_watermark(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(2, "một")).await;
    let copies = async || {
        let member = served.as_login("ha.ntm").await;
        paper.write(&member, &[note(1, 1, "Hỏi lại")]).await;
        let mut copies = Vec::new();
        for (house, address) in [(&desk, format!("meetings/{}/pack", paper.meeting)), (&member, paper.at("hand/copy"))] {
            copies.push(pages(&house.get_request(&address).send().await.expect("an answer").bytes().await.expect("bytes")));
        }
        copies
    };
    let marked = |pages: &[String]| pages.iter().filter(|page| page.contains("/HouseWords Do")).count();
    assert_eq!(copies().await.iter().map(|pages| marked(pages)).collect::<Vec<_>>(), [0, 0]);

    let shown = desk.picture(&paper.meeting, "desk").await.expect("the view")["papers"][&paper.paper].clone();
    let class = json!({ "revision": shown["revision"], "classification": "noi_bo" });
    let edit = desk.request(Method::PATCH, &format!("meetings/{}/papers/{}", paper.meeting, paper.paper)).json(&class);
    desk.send(edit).await.expect("an edit");
    assert_eq!(copies().await.iter().map(|pages| marked(pages)).collect::<Vec<_>>(), [2, 2], "every page of the paper");
}
