//! Studying files: what is found out about a paper, what tablets are given to read, and what changed between versions.

use std::time::Duration;

use rehearsal::house::House;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Kind, Place, Served, draft, on_both, outcome, pdf, samples, text, upload};

on_both!(
    a_paper_is_read_by_its_copy,
    changed_pages_are_marked_for_whoever_read_the_earlier_version,
    hostile_papers_are_cleaned,
    a_study_goes_on_after_a_restart
);

async fn studying(kind: Kind) -> Served {
    Served::start_at(Place { studies: 1, ..Place::new(kind).await }).await
}

/// What is known of a paper, once its study is over.
async fn studied(house: &House, meeting: &str, paper: &str) -> Value {
    for _ in 0..3000 {
        let facts = house.get(&format!("meetings/{meeting}/papers/{paper}/facts")).await.expect("the facts");
        if ["done", "failed"].contains(&text(&facts, "state").as_str()) {
            return facts;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the study does not come to its end");
}

/// A published meeting with a chair and a member, and its item.
async fn published(served: &Served, desk: &House) -> (String, String) {
    let (meeting, item) = draft(desk).await;
    let mut places = Vec::new();
    for (login, role) in [("chutich", "chair"), ("ha.ntm", "member")] {
        let account = served.app.store.account_by_login(login).await.expect("the store").expect("the account");
        places.push(json!({ "person_id": account.person_id, "role": role }));
    }
    desk.json(Method::POST, &format!("meetings/{meeting}/attendees"), &json!({ "attendees": places })).await.expect("attendees");
    desk.act(&meeting, "publish", "{}").await.expect("publishing");
    (meeting, item)
}

async fn a_paper_is_read_by_its_copy(kind: Kind) {
    let Some(folder) = samples() else { return };
    let served = studying(kind).await;
    let desk = served.as_login("thuky").await;
    let member = served.as_login("ha.ntm").await;
    let (meeting, item) = published(&served, &desk).await;
    let bytes = std::fs::read(folder.join("made/lo_times.pdf")).expect("a sample");
    let paper = text(&desk.send(upload(&desk, &meeting, &item, "thư.pdf", bytes.clone())).await.expect("a paper"), "id");
    let facts = studied(&desk, &meeting, &paper).await;
    assert_eq!((&facts["state"], &facts["sources"]), (&json!("done"), &json!(["extracted", "extracted"])), "{facts}");
    assert_eq!(facts["signatures"], json!([]), "{facts}");
    assert!(facts["proposal"].get("symbol").is_some(), "the first page says what it is: {facts}");
    let opening = member.get(&format!("meetings/{meeting}/papers/{paper}/opening")).await.expect("the opening");
    assert_eq!((&opening["pages"], &opening["page_sizes"].as_array().map(Vec::len)), (&json!(2), &Some(2)));
    let path = |hash: &Value| format!("meetings/{meeting}/papers/{paper}/files/{}", hash.as_str().expect("a hash"));
    let copy = member.get_request(&path(&opening["hash"])).send().await.expect("an answer");
    assert_eq!(copy.status(), 200);
    assert!(copy.bytes().await.expect("bytes").starts_with(b"%PDF-"));
    // The original is for the chair and the secretariat, byte for byte.
    assert_eq!(outcome(&member, member.get_request(&path(&opening["version"]))).await, (403, "reading_copy_only".into()));
    for login in ["thuky", "chutich"] {
        let house = served.as_login(login).await;
        let original = house.get_request(&path(&opening["version"])).send().await.expect("an answer");
        assert_eq!(original.bytes().await.expect("bytes"), bytes, "{login}");
    }
    for width in [160, 1600] {
        let picture = member.get_request(&format!("meetings/{meeting}/papers/{paper}/pages/2/picture?width={width}"));
        let picture = picture.send().await.expect("an answer");
        assert_eq!((picture.status().as_u16(), &picture.headers()["content-type"]), (200, &"image/webp".parse().expect("a value")));
        let bytes = picture.bytes().await.expect("bytes");
        assert!(bytes.starts_with(b"RIFF") && bytes[8..12] == *b"WEBP");
    }
    assert_eq!(outcome(&member, member.get_request(&format!("meetings/{meeting}/papers/{paper}/pages/3/picture"))).await.0, 404);
    let page = member.get(&format!("meetings/{meeting}/papers/{paper}/pages/1")).await.expect("the page");
    assert!(text(&page, "text").contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "{page}");
    assert!(page["words"].as_array().is_some_and(|words| words.len() > 50), "{page}");
    // Searched without marks it is found where it stands, as a phrase before word by word; what is not there is not found.
    let search = async |q: &str| member.get(&format!("meetings/{meeting}/papers/{paper}/search?q={q}")).await.expect("what is found");
    let found = search("chu%20nghia%20viet").await;
    let place = &found["places"][0];
    assert_eq!((&place["page"], &found["complete"]), (&json!(1), &json!(true)), "{found}");
    assert!(text(&place["snippet"], "text").contains("CHỦ NGHĨA VIỆT NAM"), "{found}");
    let [x, y, width, height]: [f64; 4] = serde_json::from_value(place["rectangles"][0].clone()).expect("a rectangle");
    let words = page["words"].as_array().expect("words");
    let first = words.iter().position(|word| word["text"] == "CHỦ").expect("the first word");
    let [left, top, end, wide] =
        [(first, "x"), (first, "y"), (first + 2, "x"), (first + 2, "w")].map(|(at, side)| words[at][side].as_f64().expect("a place"));
    assert!((x - left).abs() < 1.0 && (y - top).abs() < 2.0 && (x + width - end - wide).abs() < 1.0 && height > 6.0, "{found} {words:?}");
    assert!(search("nam%20viet%20hoa%20cong").await["places"].as_array().is_some_and(|places| places.len() > 3));
    for nothing in ["khongcochunao", "%3F%3F", "\"nam%20viet%20hoa\""] {
        assert_eq!(search(nothing).await["places"], json!([]), "{nothing}");
    }
    // A paper classified so is shown with its reader's name.
    let revision = desk.picture(&meeting, "desk").await.expect("the view")["papers"][&paper]["revision"].clone();
    let edit = |body: Value| desk.request(Method::PATCH, &format!("meetings/{meeting}/papers/{paper}")).json(&body);
    assert_eq!(
        outcome(&desk, edit(json!({ "revision": revision, "classification": "toi_mat" }))).await,
        (422, "class_not_accepted".into())
    );
    desk.send(edit(json!({ "revision": revision, "classification": "noi_bo", "issued_on": "2026-11-12" }))).await.expect("an edit");
    let opening = member.get(&format!("meetings/{meeting}/papers/{paper}/opening")).await.expect("the opening");
    let watermark = text(&opening, "watermark");
    let me = text(&member.get("session").await.expect("the session"), "name");
    assert!(["Lưu hành nội bộ", &me, "máy chưa ghép"].iter().all(|part| watermark.contains(part)), "{opening}");
    // Withdrawn it is gone, pictures and text too.
    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/papers/{paper}"))).await.expect("withdrawing");
    for gone in ["opening", "facts", "versions", "pages/1", "pages/1/picture", "search?q=nam"] {
        assert_eq!(outcome(&member, member.get_request(&format!("meetings/{meeting}/papers/{paper}/{gone}"))).await.0, 404, "{gone}");
    }
}

async fn changed_pages_are_marked_for_whoever_read_the_earlier_version(kind: Kind) {
    let served = studying(kind).await;
    let desk = served.as_login("thuky").await;
    let member = served.as_login("ha.ntm").await;
    let (meeting, item) = published(&served, &desk).await;
    let letter = |third: &str| lettered(&["First page of the paper, as it was.", "Second page, with nothing new.", third]);
    let paper = text(&desk.send(upload(&desk, &meeting, &item, "a.pdf", letter("Third page: 120 houses."))).await.expect("a paper"), "id");
    studied(&desk, &meeting, &paper).await;
    let path = format!("meetings/{meeting}/papers/{paper}");
    let first = text(&member.get(&format!("{path}/opening")).await.expect("the opening"), "version");
    member.send(member.request(Method::PUT, &format!("{path}/reading")).json(&json!({ "hash": first }))).await.expect("noting");
    let replace = desk.request(Method::PUT, &format!("{path}/file")).query(&[("name", "b.pdf")]).body(letter("Third page: 134 houses."));
    desk.send(replace).await.expect("a new version");
    studied(&desk, &meeting, &paper).await;
    let opening = member.get(&format!("{path}/opening")).await.expect("the opening");
    assert_eq!(opening["changed_pages"], json!([3]));
    assert_eq!(desk.get(&format!("{path}/opening")).await.expect("the opening")["changed_pages"], json!([]), "it read nothing before");
    let second = text(&opening, "version");
    let compared = desk.get(&format!("{path}/comparison?from={first}&to={second}")).await.expect("the comparison");
    let kinds: Vec<String> = compared["pages"].as_array().expect("pages").iter().map(|page| text(page, "kind")).collect();
    assert_eq!(kinds, ["same", "same", "changed"]);
    let runs = compared["pages"][2]["runs"].as_array().expect("runs");
    let said = |kind: &str| runs.iter().filter(|run| run["kind"] == kind).map(|run| text(run, "text")).collect::<String>();
    assert!(said("removed").contains("120") && said("added").contains("134"), "{compared}");
    member.send(member.request(Method::PUT, &format!("{path}/reading")).json(&json!({ "hash": second }))).await.expect("noting");
    assert_eq!(member.get(&format!("{path}/opening")).await.expect("the opening")["changed_pages"], json!([]));
    let versions = desk.get(&format!("{path}/versions")).await.expect("the versions");
    assert_eq!(versions["versions"].as_array().map(Vec::len), Some(2));
}

async fn hostile_papers_are_cleaned(kind: Kind) {
    let Some(folder) = samples() else { return };
    let served = studying(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let bytes = std::fs::read(folder.join("made/js_openaction_launch.pdf")).expect("a sample");
    let paper = text(&desk.send(upload(&desk, &meeting, &item, "a.pdf", bytes)).await.expect("a paper"), "id");
    let facts = studied(&desk, &meeting, &paper).await;
    let removed: Vec<String> = facts["removed"].as_array().expect("a list").iter().map(|removed| text(removed, "kind")).collect();
    assert!(removed.iter().any(|kind| kind == "script") && removed.iter().any(|kind| kind == "launch"), "{facts}");
    let hash = text(&facts["reading"], "hash");
    let copy = desk.get_request(&format!("meetings/{meeting}/papers/{paper}/files/{hash}")).send().await.expect("an answer");
    let copy = copy.bytes().await.expect("bytes");
    for word in ["/JavaScript", "/Launch", "/OpenAction"] {
        assert!(!copy.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
    }
    // One that cannot be read costs a child at most; the next is studied all the same.
    for file in ["made/flate_bomb_double_3GiB.pdf", "made/parent_loop_no_mediabox.pdf", "made/form_xobject_loop.pdf"] {
        let bytes = std::fs::read(folder.join(file)).expect("a sample");
        if let Ok(answer) = desk.send(upload(&desk, &meeting, &item, file, bytes)).await {
            let facts = studied(&desk, &meeting, &text(&answer, "id")).await;
            assert_eq!(facts["state"], "done", "{file}: {facts}");
        }
    }
    assert_eq!(outcome(&desk, desk.get_request("house")).await.0, 200);
}

async fn a_study_goes_on_after_a_restart(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let paper = text(&desk.send(upload(&desk, &meeting, &item, "a.pdf", pdf(2, "studied later"))).await.expect("a paper"), "id");
    let facts = desk.get(&format!("meetings/{meeting}/papers/{paper}/facts")).await.expect("the facts");
    assert_eq!(facts["state"], "waiting");
    // A node died in the middle of it: its lease is over, and whoever is there goes on.
    let past = server::clock::now() - chrono::TimeDelta::hours(1);
    while served.app.store.claim_study(past).await.expect("the store").is_some() {}
    let place = served.stop().await;
    let served = Served::start_at(Place { studies: 2, ..place }).await;
    let desk = served.as_login("thuky").await;
    assert_eq!(studied(&desk, &meeting, &paper).await["state"], "done");
}

/// A PDF with a line of text on each page.
fn lettered(lines: &[&str]) -> Vec<u8> {
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), String::new()];
    objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned());
    let mut kids = String::new();
    for line in lines {
        let content = format!("BT /F1 14 Tf 72 720 Td ({line}) Tj ET");
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        let at = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {at} 0 R >>"
        ));
        kids.push_str(&format!("{} 0 R ", objects.len()));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", lines.len());
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let xref = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1));
    for offset in offsets {
        out.push_str(&format!("{offset:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}
