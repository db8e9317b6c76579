//! The draft of the minutes over HTTP: who may take it and when, and that what it says is what the room saw.

use lopdf::Document;
use papers::{kind::Kind as FileKind, office};
use rehearsal::house::House;
use reqwest::{Method, header};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::{Kind, Served, on_both, outcome, text};

on_both!(the_draft_tells_the_session, there_is_none_before_the_session_and_none_for_members);

/// What the minutes say, as anybody's office program reads them.
async fn minutes(house: &House, meeting: &str) -> String {
    let asked = house.get_request(&format!("meetings/{meeting}/minutes")).header(header::ACCEPT_LANGUAGE, "en");
    let answer = asked.send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let told = |name: header::HeaderName| answer.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(told(header::CONTENT_TYPE), "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    assert_eq!(told(header::CACHE_CONTROL), "no-store");
    let name = told(header::CONTENT_DISPOSITION);
    assert!(name.starts_with("attachment; filename=\"Phien hop UBND tinh thuong ky thang "), "{name}");
    assert!(name.ends_with("%20-%20d%E1%BB%B1%20th%E1%BA%A3o%20bi%C3%AAn%20b%E1%BA%A3n.docx"), "{name}");
    let bytes = answer.bytes().await.expect("bytes");
    office::text(FileKind::Docx, &bytes).expect("a Word file").remove(0).text
}

/// Somebody of today's session who has checked in, and their place.
async fn here(served: &Served, login: &str, meeting: &str) -> String {
    served.as_login(login).await.act(meeting, "attendance", "{}").await.expect("checking in");
    text(&served.tablet(login, meeting, "room").await.held().mine, "attendee_id")
}

async fn the_draft_tells_the_session(kind: Kind) {
    let served = Served::start(kind).await;
    let meeting = served.session_of_today().await;
    let (desk, chair) = (served.as_login("thuky").await, served.as_login("chutich").await);
    let before = desk.picture(&meeting, "desk").await.expect("the view");
    assert!(!before["can"].as_array().expect("rights").contains(&json!("draft_minutes")));
    here(&served, "chutich", &meeting).await;
    chair.act(&meeting, "session/open", "{}").await.expect("opening");
    chair.act(&meeting, "session/advance", r#"{"to":"next"}"#).await.expect("the second item");
    let ha = here(&served, "ha.ntm", &meeting).await;
    here(&served, "nghia.hs", &meeting).await;
    let floor = |whom: &str| format!("meetings/{meeting}/floor/speaker/{whom}");
    chair.send(chair.request(Method::PUT, &floor(&ha))).await.expect("giving the floor");
    let (item, question) = (desk.picture(&meeting, "desk").await.expect("the view")["agenda"]["order"][1].clone(), "Thông qua báo cáo");
    let motion = json!({ "item_id": item, "question": question });
    let motion = text(&chair.json(Method::POST, &format!("meetings/{meeting}/motions"), &motion).await.expect("a vote"), "id");
    let voter = served.as_login("ha.ntm").await;
    let address = format!("meetings/{meeting}/motions/{motion}/ballot");
    let ballot = voter.json(Method::PUT, &address, &json!({ "choice": "against" })).await.expect("a ballot");
    let receipt = text(&ballot["ballot"], "receipt");
    chair.act(&meeting, &format!("motions/{motion}/close"), "{}").await.expect("counting");
    chair.act(&meeting, "session/pause", "{}").await.expect("pausing");
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    assert!(view["can"].as_array().expect("rights").contains(&json!("draft_minutes")));

    let running = minutes(&desk, &meeting).await;
    assert!(running.contains("Dự thảo này được lập khi cuộc họp chưa kết thúc."), "{running}");
    assert!(running.contains("Cuộc họp kết thúc vào …… giờ"), "{running}");

    chair.act(&meeting, "session/resume", "{}").await.expect("resuming");
    chair.send(chair.request(Method::DELETE, &floor(&ha))).await.expect("ending the speech");
    // A paper withdrawn while the meeting sits moves the pages of all that follow, here as on every tablet.
    let items = view["agenda"]["order"].as_array().expect("items").clone();
    let of = |item: &Value| view["agenda"]["items"][item.as_str().expect("an id")].clone();
    let gone = of(&items[0])["papers"][0].as_str().expect("a paper").to_owned();
    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/papers/{gone}"))).await.expect("withdrawing");
    let to = json!({ "to": items[3] }).to_string();
    chair.act(&meeting, "session/advance", &to).await.expect("the fourth item");
    chair.act(&meeting, "session/close", "{}").await.expect("closing");

    let told = minutes(&chair, &meeting).await;
    assert_eq!(told, minutes(&served.as_login("tram.vtn").await, &meeting).await, "the same for whoever may take it");
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    let title = text(&view, "title");
    let honoured = |name: &str| {
        let people = view["attendees"]["people"].as_object().expect("people").values();
        let person = people.clone().find(|person| person["name"] == name).expect("a person");
        format!("{} {name}, {}", text(person, "honorific"), text(person, "post"))
    };
    for expected in [
        "ỦY BAN NHÂN DÂN\t",
        "TỈNH LAM GIANG\t",
        "BIÊN BẢN",
        title.as_str(),
        "có mặt 2 trên 29 người dự cả cuộc họp (kể cả thư ký), vắng mặt 27 người; khách mời theo nội dung có mặt 1 trên 1 người.",
        "1/21 khi khai mạc, 2/21 khi kết thúc; cần ít nhất 14/21 (Luật Tổ chức chính quyền địa phương 2015, Điều 114)",
        &format!("Chủ trì: {}.", honoured("Trần Quang Vĩnh")),
        &format!("Thư ký: {}", honoured("Võ Thị Ngọc Trâm")),
        &format!("- {} (", honoured("Nguyễn Thị Minh Hà")),
        "; tạm nghỉ ",
        "): tán thành 0, không tán thành 1, không có ý kiến 0, có mặt nhưng không biểu quyết 1, vắng mặt 19; \
         tổng số 21 thành viên có quyền biểu quyết; cần ít nhất 11 phiếu tán thành (Luật Tổ chức chính quyền địa phương 2015, Điều 117): \
         không được thông qua",
        &format!("Không tán thành (1): {} ({receipt}).", honoured("Nguyễn Thị Minh Hà").split(',').next().unwrap_or_default()),
        "Kết luận của chủ trì:",
        "THƯ KÝ\tCHỦ TRÌ",
        "Nơi nhận:",
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    assert!(!told.contains("chưa kết thúc"), "{told}");

    // In the order in which they were dealt with; then what was not.
    let number = |item: &Value| text(&of(item), "title");
    let dealt: Vec<String> = [0, 1, 3].iter().map(|at| format!("Nội dung {}. {}", at + 1, number(&items[*at]))).collect();
    let places: Vec<Option<usize>> = dealt.iter().map(|heading| told.find(heading.as_str())).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{dealt:?} in {told}");
    let rest = told.find("Nội dung trong chương trình chưa bàn:").expect("what was not dealt with");
    assert!(told[rest..].contains(&format!("- Nội dung 3: {}", number(&items[2]))), "{told}");

    the_pages_are_those_of_view_and_print(&desk, &meeting, &view, &told).await;
    let withdrawn = text(&before["papers"][&gone], "title");
    assert!(told.contains(&format!("- {withdrawn} (số 46/CTr-UBND), rút lúc ")), "{told}");
}

/// Each paper of what was dealt with: its pages in the minutes, in the view, and in the printed pack.
async fn the_pages_are_those_of_view_and_print(desk: &House, meeting: &str, view: &Value, told: &str) {
    let print = desk.get_request(&format!("meetings/{meeting}/pack")).send().await.expect("an answer").bytes().await.expect("bytes");
    let print = Document::load_mem(&print).expect("a PDF");
    let printed = print.get_toc().expect("an outline").toc;
    let papers = view["papers"].as_object().expect("papers");
    let pages = |paper: &Value| (paper["pack_page"].as_u64().unwrap_or(0), paper["pages"].as_u64().unwrap_or(0));
    let all: u64 = papers.values().map(|paper| pages(paper).1).sum();
    let contents = print.get_pages().len() as u64 - all;
    let mut compared = 0;
    for item in [1, 3].map(|at| view["agenda"]["order"][at].as_str().expect("an item")) {
        for id in view["agenda"]["items"][item]["papers"].as_array().expect("papers") {
            let paper = &papers[id.as_str().expect("an id")];
            let ((first, count), title) = (pages(paper), text(paper, "title"));
            let range = if count == 1 { format!("{first}") } else { format!("{first}–{}", first + count - 1) };
            let line = format!("- {title} (số {}), trang {range} của bộ tài liệu", text(paper, "symbol"));
            assert!(told.contains(&line), "{line} in {told}");
            let outlined = printed.iter().find(|entry| entry.title == title).expect("an entry");
            assert_eq!(outlined.page as u64 - contents, first, "{title}");
            compared += 1;
        }
    }
    assert_eq!(compared, 5);
}

async fn there_is_none_before_the_session_and_none_for_members(kind: Kind) {
    let served = Served::start(kind).await;
    let meeting = served.session_of_today().await;
    let address = format!("meetings/{meeting}/minutes");
    let desk = served.as_login("thuky").await;
    assert_eq!(outcome(&desk, desk.get_request(&address)).await, (409, "wrong_phase".into()));
    let chair = served.as_login("chutich").await;
    assert_eq!(outcome(&chair, chair.get_request(&address)).await, (409, "wrong_phase".into()));
    let why = chair.get_request(&address).header(header::ACCEPT_LANGUAGE, "vi").send().await.expect("an answer");
    let why: Value = why.json().await.expect("a problem");
    assert_eq!(why["detail"], "Phiên họp chưa khai mạc. Mời chủ trì khai mạc trước.");
    chair.act(&meeting, "session/open", "{}").await.expect("opening");
    assert!(!minutes(&chair, &meeting).await.contains("không còn nguyên vẹn"));
    // Somebody with the database in hand rewrites a place: the draft warns whoever would sign it.
    let db = sea_orm::Database::connect(&served.place.url).await.expect("the database");
    let forged = "UPDATE event SET body = replace(body, 'Phòng họp số 1', 'Phòng họp số 9') WHERE seq = 1 AND body LIKE '%Phòng họp số 1%'";
    assert_eq!(db.execute_unprepared(forged).await.expect("a forgery").rows_affected(), 1);
    let told = minutes(&chair, &meeting).await;
    assert!(told.contains("Nhật ký phiên họp không còn nguyên vẹn từ dòng 1.") && told.contains("Phòng họp số 9"), "{told}");
    for (login, expected) in [
        ("thuky", (200, "")),
        ("chutich", (200, "")),
        ("tram.vtn", (200, "")),
        ("ha.ntm", (403, "not_allowed")),
        ("hien.tt", (403, "not_allowed")),
        ("nghia.hs", (403, "not_allowed")),
        ("manhinh", (403, "not_allowed")),
        ("quantri", (404, "not_found")),
    ] {
        let house = served.as_login(login).await;
        let answer = house.get_request(&address).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let code = if status == 200 { String::new() } else { text(&answer.json::<Value>().await.expect("a problem"), "code") };
        assert_eq!((status, code.as_str()), expected, "{login}");
    }
}
