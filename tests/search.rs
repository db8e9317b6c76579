//! Search on both databases: what is found, in which order, and by whom.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    agenda::{Admission, AgendaItemContent, AgendaItemKind},
    attendee::{AttendeePlace, AttendeeRole},
    event::{Event, Recorded},
    ids::{AgendaItemId, AttendeeId, MeetingId, PaperId, PersonId},
    paper::{FileRef, Filing},
    person::PersonCard,
    query::Query,
    rules::MeetingKind,
    state::MeetingState,
};
use reqwest::Method;
use serde_json::{Value, json};
use store::{
    Store,
    journal::{Act, Head},
    search::{Filters, Found, Searcher},
    studies::Page,
};

use crate::support::{Kind, Place, Served, draft, on_both, outcome, pdf, text, upload};

on_both!(
    words_numbers_and_phrases_are_found,
    exact_marks_come_first_then_names_then_the_newest,
    filters_narrow_what_is_found,
    only_readable_papers_are_found_and_counted,
    the_index_follows_what_happens_to_a_paper,
    counting_ends_at_a_thousand,
    search_over_http,
);

/// A meeting's journal, written to as the server does.
struct Desk {
    store: Store,
    state: MeetingState,
    head: Head,
}

impl Desk {
    async fn meeting(store: &Store, title: &str) -> Self {
        let kind =
            MeetingKind {
                code: "hoi_nghi".into(), name: "Hội nghị".into(), name_en: "Conference".into(), quorum: None, majority: None
            };
        let created = Event::MeetingCreated { meeting_kind: kind, title: title.into(), room: "Phòng số 1".into(), starts_at: at(0) };
        let meeting_id: MeetingId = server::clock::new_id();
        let first = Recorded { seq: 1, at: at(0), actor: "Thư ký".into(), event: created.clone() };
        let state = MeetingState::begin(meeting_id, &first).expect("a state");
        let head = store.append(meeting_id, &Head::empty(meeting_id), &[act(vec![created])], &state, false).await.expect("a meeting");
        Self { store: store.clone(), state, head }
    }

    async fn act(&mut self, event: Event) {
        let seq = self.state.seq + 1;
        self.state.apply(&Recorded { seq, at: at(seq), actor: "Thư ký".into(), event: event.clone() });
        self.head = self.store.append(self.state.meeting_id, &self.head, &[act(vec![event])], &self.state, false).await.expect("a row");
    }

    async fn item(&mut self, admission: Admission, guests: &[AttendeeId]) -> AgendaItemId {
        let item_id = server::clock::new_id();
        self.act(Event::AgendaItemAdded { item_id, item: item(admission, guests) }).await;
        item_id
    }

    async fn attendee(&mut self, role: AttendeeRole) -> (AttendeeId, PersonId) {
        let (attendee_id, person_id) = (server::clock::new_id(), server::clock::new_id());
        let person =
            PersonCard { person_id, honorific: None, name: "Ai đó".into(), post: "Chuyên viên".into(), unit: "Văn phòng".into() };
        let place = AttendeePlace { person, role, votes: false, seat: None, protocol_order: 1 };
        self.act(Event::AttendeesAdded { attendees: BTreeMap::from([(attendee_id, place)]) }).await;
        (attendee_id, person_id)
    }

    /// A paper whose pages hold these texts.
    async fn paper(&mut self, item_id: AgendaItemId, title: &str, symbol: Option<&str>, filing: Filing, pages: &[&str]) -> PaperId {
        let paper_id = server::clock::new_id();
        let file = self.file(pages).await;
        self.act(Event::PaperAttached { paper_id, item_id, title: title.into(), symbol: symbol.map(str::to_owned), filing, file }).await;
        self.index().await;
        paper_id
    }

    async fn file(&self, pages: &[&str]) -> FileRef {
        let hash = format!("{:064x}", server::clock::new_id::<PaperId>().0.as_u128());
        let page = |(number, text): (u32, &&str)| Page {
            number,
            source: "extracted".into(),
            text: (*text).to_owned(),
            width: 595.0,
            height: 842.0,
            words: None,
        };
        let pages: Vec<Page> = (1..).zip(pages).map(page).collect();
        self.store.keep_pages(&hash, &pages).await.expect("pages");
        FileRef { hash, name: "a.pdf".into(), size: 1, pages: u32::try_from(pages.len()).expect("few"), kind: "pdf".into() }
    }

    async fn index(&self) {
        while self.store.index_some_pages().await.expect("indexing") {}
    }
}

fn at(second: u64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_764_000_000 + i64::try_from(second).expect("few"), 0).expect("a time")
}

fn act(events: Vec<Event>) -> Act {
    Act { at: at(0), actor_id: server::clock::new_id(), actor: "Thư ký".into(), idempotency_key: None, events }
}

fn item(admission: Admission, guests: &[AttendeeId]) -> AgendaItemContent {
    AgendaItemContent {
        kind: AgendaItemKind::Matter,
        title: "Nội dung".into(),
        short_title: "Nội dung".into(),
        presenter: None,
        planned_minutes: 10,
        admission,
        guests: guests.iter().copied().collect::<BTreeSet<_>>(),
    }
}

async fn open(place: &Place) -> Store {
    Store::open(&place.url, store::files::Files::in_folder(&place.folder.path().join("objects")).expect("a folder"))
        .await
        .expect("the store")
}

async fn find(store: &Store, typed: &str, searcher: Searcher, filters: &Filters) -> Found {
    store.search(&Query::read(typed).expect("a query"), searcher, filters, None).await.expect("an answer")
}

/// What is found by somebody who may read everything, as "title/page".
async fn hits(store: &Store, typed: &str) -> Vec<String> {
    let found = find(store, typed, Searcher::Everything, &Filters::default()).await;
    assert_eq!(found.total, found.hits.len(), "{typed}");
    found.hits.iter().map(|hit| hit.page.map_or_else(|| hit.title.clone(), |page| format!("{}/{page}", hit.title))).collect()
}

async fn words_numbers_and_phrases_are_found(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let mut desk = Desk::meeting(&store, "Phiên họp").await;
    let item = desk.item(Admission::All, &[]).await;
    let pages = [
        "Căn cứ Nghị quyết số 39-NQ/TW của Bộ Chính trị;\nNghi\u{323} đi\u{323}nh 12/2026/NĐ-CP",
        "Nghị định 112/2026/NĐ-CP và 12/2026/NĐ-CPX; số 12 năm 2026 của NĐ và CP",
        "đầu tư công, công tư đầu; tuổi trẻ Thanh Hoá",
        "",
    ];
    desk.paper(item, "Tờ trình", Some("218/TTr-STC"), Filing::default(), &pages).await;

    assert_eq!(hits(&store, "nghi quyet 39").await, ["Tờ trình/1"]);
    assert_eq!(hits(&store, "NGHỊ QUYẾT 39").await, ["Tờ trình/1"]);
    assert_eq!(hits(&store, "12/2026/nd-cp").await, ["Tờ trình/1"], "a number is one token");
    assert_eq!(hits(&store, "12/2026/NĐ-CP").await, ["Tờ trình/1"]);
    assert_eq!(hits(&store, "39-nq/tw").await, ["Tờ trình/1"]);
    assert_eq!(hits(&store, "218/ttr-stc").await, ["Tờ trình"], "found by its names, on no page");
    assert_eq!(hits(&store, "\"đầu tư công\"").await, ["Tờ trình/3"]);
    assert_eq!(hits(&store, "\"tu dau cong\"").await, [""; 0]);
    assert_eq!(hits(&store, "\"số 39-NQ/TW của\"").await, ["Tờ trình/1"]);
    assert_eq!(hits(&store, "thanh hóa").await, ["Tờ trình/3"], "a tone counts wherever it stands");
    assert_eq!(hits(&store, "dau tu cong tuo").await, ["Tờ trình/3"], "the last word may be a beginning");
    assert_eq!(hits(&store, "quye").await, ["Tờ trình/1"]);
    assert_eq!(hits(&store, "nq 3").await, [""; 0], "a number is never a beginning");
    assert_eq!(hits(&store, "39-nq").await, ["Tờ trình/1"], "what nobody wrote so is looked for in parts");
    for nothing in ["", "???", "không-có-đâu", "\"\"", "' OR 1=1 --", "NEAR(a b)", "a:b & !c | d"] {
        assert_eq!(hits(&store, nothing).await, [""; 0], "{nothing}");
    }
}

async fn exact_marks_come_first_then_names_then_the_newest(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let mut desk = Desk::meeting(&store, "Phiên họp").await;
    let item = desk.item(Admission::All, &[]).await;
    desk.paper(item, "Một", None, Filing::default(), &["đất đai", "dát vàng"]).await;
    desk.paper(item, "Hai", None, Filing::default(), &["dắt díu", "Đất rừng"]).await;
    desk.paper(item, "Bảng giá đất", None, Filing::default(), &["không"]).await;
    desk.paper(item, "Dát mỏng", None, Filing::default(), &["không"]).await;

    let unmarked = ["Dát mỏng", "Bảng giá đất", "Hai/1", "Hai/2", "Một/1", "Một/2"];
    assert_eq!(hits(&store, "dat").await, unmarked, "names first, the newest paper first, its first page first");
    let marked = ["Bảng giá đất", "Hai/2", "Một/1", "Dát mỏng", "Hai/1", "Một/2"];
    assert_eq!(hits(&store, "đất").await, marked, "what was typed before what only looks like it");
}

async fn filters_narrow_what_is_found(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let filing = |unit: &str, code: &str, year| Filing {
        unit: Some(unit.into()),
        type_code: Some(code.into()),
        issued_on: NaiveDate::from_ymd_opt(year, 3, 1),
        classification: None,
    };
    let mut first = Desk::meeting(&store, "Phiên họp tháng 3").await;
    let item = first.item(Admission::All, &[]).await;
    let paper = first.paper(item, "Ngân sách", None, filing("Sở Tài chính", "TTr", 2025), &["ngân sách"]).await;
    let mut second = Desk::meeting(&store, "Phiên họp tháng 4").await;
    let item = second.item(Admission::All, &[]).await;
    second.paper(item, "Ngân sách xã", None, filing("Sở Tài chính và Kế hoạch", "TT", 2026), &["ngân sách"]).await;

    let of = |filters: Filters| {
        let store = store.clone();
        async move { find(&store, "ngan sach", Searcher::Everything, &filters).await.hits.into_iter().map(|hit| hit.title).collect::<Vec<_>>() }
    };
    let none = Filters::default;
    assert_eq!(of(none()).await.len(), 4);
    assert_eq!(of(Filters { year: Some(2025), ..none() }).await, ["Ngân sách", "Ngân sách"]);
    assert_eq!(of(Filters { type_code: Some("TTr".into()), ..none() }).await, ["Ngân sách", "Ngân sách"]);
    assert_eq!(of(Filters { unit: Some("so tai chinh".into()), ..none() }).await, ["Ngân sách", "Ngân sách"]);
    assert_eq!(of(Filters { meeting_id: Some(second.state.meeting_id), ..none() }).await, ["Ngân sách xã", "Ngân sách xã"]);
    assert_eq!(of(Filters { year: Some(2025), meeting_id: Some(second.state.meeting_id), ..none() }).await, [""; 0]);

    // Filed anew: found where it is now, on its pages too.
    let edited = Event::PaperEdited {
        paper_id: paper,
        item_id: first.state.papers[&paper].item_id,
        title: "Ngân sách".into(),
        symbol: None,
        filing: Some(filing("Sở Xây dựng", "BC", 2024)),
    };
    first.act(edited).await;
    first.index().await;
    assert_eq!(of(Filters { year: Some(2025), ..none() }).await, [""; 0]);
    assert_eq!(of(Filters { unit: Some("Sở Xây dựng".into()), type_code: Some("BC".into()), year: Some(2024), ..none() }).await.len(), 2);
}

async fn only_readable_papers_are_found_and_counted(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let mut desk = Desk::meeting(&store, "Phiên họp").await;
    let (_, member) = desk.attendee(AttendeeRole::Member).await;
    let (_, invited) = desk.attendee(AttendeeRole::Invited).await;
    let (guest_id, guest) = desk.attendee(AttendeeRole::Guest).await;
    let open_item = desk.item(Admission::All, &[]).await;
    let members_item = desk.item(Admission::Members, &[]).await;
    let guests_item = desk.item(Admission::All, &[guest_id]).await;
    for (item, title) in [(open_item, "Chung"), (members_item, "Nội bộ"), (guests_item, "Riêng")] {
        desk.paper(item, title, None, Filing::default(), &["dự án trọng điểm"]).await;
    }
    let mut other = Desk::meeting(&store, "Phiên họp khác").await;
    let item = other.item(Admission::All, &[]).await;
    other.paper(item, "Khác", None, Filing::default(), &["dự án trọng điểm"]).await;
    other.act(Event::MeetingPublished).await;

    let titles = async |person: PersonId| {
        let found = find(&store, "du an", Searcher::Person(person), &Filters::default()).await;
        assert_eq!((found.total, found.more), (found.hits.len(), false), "counts tell of nothing else");
        found.hits.into_iter().map(|hit| hit.title).collect::<Vec<_>>()
    };
    assert_eq!(titles(member).await, [""; 0], "a draft is nobody's but the secretariat's");
    assert_eq!(find(&store, "du an", Searcher::Everything, &Filters::default()).await.total, 4);
    desk.act(Event::MeetingPublished).await;
    assert_eq!(titles(member).await, ["Riêng", "Nội bộ", "Chung"]);
    assert_eq!(titles(invited).await, ["Riêng", "Chung"]);
    assert_eq!(titles(guest).await, ["Riêng"]);
    assert_eq!(titles(server::clock::new_id()).await, [""; 0], "somebody of no meeting");
    let in_other = Filters { meeting_id: Some(other.state.meeting_id), ..Filters::default() };
    assert_eq!(find(&store, "du an", Searcher::Person(member), &in_other).await, Found::default());

    // The desk takes the guest off the item: gone from their search at once.
    desk.act(Event::AgendaItemEdited { item_id: guests_item, item: self::item(Admission::All, &[]) }).await;
    assert_eq!(titles(guest).await, [""; 0]);
}

async fn the_index_follows_what_happens_to_a_paper(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let mut desk = Desk::meeting(&store, "Phiên họp").await;
    let item = desk.item(Admission::All, &[]).await;
    let long: Vec<String> = (1..=150).map(|page| format!("trang{page} báo cáo")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let paper = desk.paper(item, "Cũ", None, Filing::default(), &long).await;
    desk.paper(item, "Giữa", None, Filing::default(), &["báo cáo"]).await;
    assert_eq!(hits(&store, "trang150").await, ["Cũ/150"]);
    assert_eq!(find(&store, "bao cao", Searcher::Everything, &Filters::default()).await.total, 151);

    // Renamed: found by the new name at once, its pages where they were.
    desk.act(Event::PaperEdited { paper_id: paper, item_id: item, title: "Mới".into(), symbol: None, filing: None }).await;
    assert_eq!(hits(&store, "moi").await, ["Mới"]);
    assert_eq!(hits(&store, "cũ").await, [""; 0]);
    assert_eq!(hits(&store, "trang1").await, ["Mới/1"]);

    // Read again by a recognition: what it says now is found, what it said is not.
    let hash = desk.state.papers[&paper].versions[0].file.hash.clone();
    let page = Page { number: 2, source: "recognised".into(), text: "nhận dạng".into(), width: 1.0, height: 1.0, words: Some(vec![1]) };
    store.keep_pages(&hash, &[page]).await.expect("a page");
    desk.index().await;
    assert_eq!(hits(&store, "nhan dang").await, ["Mới/2"]);
    assert_eq!(hits(&store, "trang2").await, [""; 0]);
    assert_eq!(hits(&store, "trang3").await, ["Mới/3"]);

    // Replaced: only the new version, which is the newest paper now.
    let file = desk.file(&["báo cáo lần hai"]).await;
    desk.act(Event::PaperReplaced { paper_id: paper, file }).await;
    assert_eq!(hits(&store, "trang1").await, [""; 0], "the old version at once");
    desk.index().await;
    assert_eq!(hits(&store, "bao cao").await, ["Mới/1", "Giữa/1"]);

    // The same bytes as another paper are known already.
    let again = desk.state.papers[&paper].versions[1].file.clone();
    let copy = server::clock::new_id();
    let attached = Event::PaperAttached {
        paper_id: copy,
        item_id: item,
        title: "Bản sao".into(),
        symbol: None,
        filing: Filing::default(),
        file: again,
    };
    desk.act(attached).await;
    desk.index().await;
    assert_eq!(hits(&store, "lan hai").await, ["Bản sao/1", "Mới/1"]);

    // Withdrawn: gone at once, pages and names.
    desk.act(Event::PaperWithdrawn { paper_id: paper }).await;
    assert_eq!(hits(&store, "lan hai").await, ["Bản sao/1"]);
    assert_eq!(hits(&store, "moi").await, [""; 0]);
}

async fn counting_ends_at_a_thousand(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let mut desk = Desk::meeting(&store, "Phiên họp").await;
    let item = desk.item(Admission::All, &[]).await;
    let (_, member) = desk.attendee(AttendeeRole::Member).await;
    desk.act(Event::MeetingPublished).await;
    for (title, pages) in [("Một", 400), ("Hai", 590), ("Ba", 9)] {
        let texts: Vec<String> = (0..pages).map(|page| if page % 2 == 0 { "kế hoạch".to_owned() } else { "ke hoach".to_owned() }).collect();
        desk.paper(item, title, None, Filing::default(), &texts.iter().map(String::as_str).collect::<Vec<_>>()).await;
    }
    for searcher in [Searcher::Everything, Searcher::Person(member)] {
        let found = find(&store, "ke hoach", searcher, &Filters::default()).await;
        assert_eq!((found.total, found.more, found.continues, found.hits.len()), (999, false, true, 20));
    }
    desk.paper(item, "Bốn", None, Filing::default(), &["kế hoạch", "kế hoạch"]).await;
    for (typed, exact) in [("ke hoach", false), ("kế hoạch", true)] {
        let found = find(&store, typed, Searcher::Everything, &Filters::default()).await;
        assert_eq!((found.total, found.more), (1_000, true));
        assert_eq!((found.hits[0].title.as_str(), found.hits[0].page), ("Bốn", Some(1)));
        // Turning the pages shows each hit once, up to the thousandth.
        let (mut seen, mut after) = (BTreeSet::new(), None);
        let mut texts = Vec::new();
        loop {
            let query = Query::read(typed).expect("a query");
            let found = store.search(&query, Searcher::Everything, &Filters::default(), after).await.expect("an answer");
            for hit in &found.hits {
                assert!(seen.insert(hit.place), "{} twice", hit.place);
                texts.push(hit.text.clone());
            }
            after = found.hits.last().map(|hit| hit.place);
            if !found.continues {
                break;
            }
        }
        assert_eq!(seen.len(), 1_000);
        let marked = texts.iter().take_while(|text| text.as_str() == "kế hoạch").count();
        assert!(if exact { marked == 502 } else { marked < 5 }, "{marked} exact ones first");
    }
}

async fn search_over_http(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let attached = desk.send(upload(&desk, &meeting, &item, "Đề án Xuân Quỳnh số 77-XQ.pdf", pdf(1, "one"))).await.expect("a paper");
    let search = async |login: &str, pairs: &[(&str, &str)]| -> Value {
        let house = served.as_login(login).await;
        house.send(house.request(Method::GET, "search").query(pairs)).await.expect("an answer")
    };
    let found = search("thuky", &[("q", "de an xuan quynh")]).await;
    assert_eq!((&found["total"], &found["more"]), (&json!(1), &json!(false)), "{found}");
    let hit = &found["hits"][0];
    assert_eq!(text(hit, "paper_id"), text(&attached, "id"));
    assert_eq!((text(hit, "meeting_id"), text(hit, "item_id")), (meeting.clone(), item));
    assert_eq!((text(hit, "meeting_title"), text(hit, "title")), ("Buổi làm việc thử".into(), "Đề án Xuân Quỳnh số 77-XQ".into()));
    assert_eq!(hit["snippet"]["marks"], json!([[0, 2], [3, 2], [6, 4], [11, 5]]), "{hit}");
    assert_eq!((hit.get("page"), &hit["rectangles"]), (None, &json!([])));
    assert_eq!(search("thuky", &[("q", "xuan quynh"), ("meeting", &meeting)]).await["total"], 1);
    assert_eq!(search("thuky", &[("q", "xuan quynh"), ("year", "1999")]).await["total"], 0);

    let nothing = json!({ "hits": [], "total": 0, "more": false });
    for login in ["chutich", "nghia.hs", "manhinh", "quantri"] {
        assert_eq!(search(login, &[("q", "xuan quynh")]).await, nothing, "{login}");
    }
    assert_eq!(search("thuky", &[("q", "?!")]).await, nothing);

    let asked = |pairs: &[(&str, &str)]| desk.request(Method::GET, "search").query(pairs);
    assert_eq!(outcome(&desk, asked(&[("q", &"dài ".repeat(60))])).await, (422, "too_long".into()));
    for bad in [
        &[("q", "a"), ("after", "x")][..],
        &[("q", "a"), ("year", "x")],
        &[("q", "a"), ("meeting", "x")],
        &[("q", "a"), ("type", &"x".repeat(201))],
        &[],
    ] {
        let (status, code) = outcome(&desk, asked(bad)).await;
        assert!(status == 400 || status == 422, "{bad:?}: {status} {code}");
    }
    let nobody = served.anybody();
    assert_eq!(outcome(&nobody, nobody.request(Method::GET, "search").query(&[("q", "a")])).await.0, 401);
}
