//! The own hand over HTTP: kept once, read by its writer alone, and kept where the paper is lost.

use rehearsal::house::House;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Kind, Served, draft, on_both, outcome, pdf, text, upload};

on_both!(kept_once_in_order, nobody_elses, lost_with_the_paper_and_kept, limits_in_words, two_tablets_at_once);

/// A published meeting with a paper of three pages, which Ms Hà may read.
pub struct Paper {
    pub meeting: String,
    pub item: String,
    pub paper: String,
    pub hash: String,
}

impl Paper {
    pub async fn published(served: &Served, desk: &House, bytes: Vec<u8>) -> Self {
        let (meeting, item) = draft(desk).await;
        let mut places = Vec::new();
        for (login, role) in [("chutich", "chair"), ("ha.ntm", "member"), ("nghia.hs", "guest")] {
            let account = served.app.store.account_by_login(login).await.expect("the store").expect("the account");
            places.push(json!({ "person_id": account.person_id, "role": role }));
        }
        desk.json(Method::POST, &format!("meetings/{meeting}/attendees"), &json!({ "attendees": places })).await.expect("attendees");
        let paper = text(&desk.send(upload(desk, &meeting, &item, "Tờ trình.pdf", bytes)).await.expect("a paper"), "id");
        desk.act(&meeting, "publish", "{}").await.expect("publishing");
        let view = desk.picture(&meeting, "desk").await.expect("the view");
        Self { hash: text(&view["papers"][&paper], "hash"), meeting, item, paper }
    }

    pub fn at(&self, rest: &str) -> String {
        format!("meetings/{}/papers/{}/{rest}", self.meeting, self.paper)
    }

    pub async fn write(&self, house: &House, ops: &[Value]) -> Value {
        house.json(Method::POST, &self.at("hand"), &json!({ "hash": self.hash, "ops": ops })).await.expect("kept")
    }

    pub async fn read(&self, house: &House, since: u64) -> Value {
        house.get(&self.at(&format!("hand?hash={}&since={since}", self.hash))).await.expect("the hand")
    }
}

pub fn stroke(id: u128, page: u32) -> Value {
    let points = [100.0, 100.0, 0.5, 0.0, 160.25, 120.5, 0.75, 8.0];
    json!({ "id": Uuid::from_u128(id), "page": page, "kind": "stroke", "colour": "blue", "width": 1.8, "points": points })
}

pub fn note(id: u128, page: u32, words: &str) -> Value {
    json!({ "id": Uuid::from_u128(id), "page": page, "kind": "note", "points": [300.0, 200.0], "text": words })
}

fn erase(id: u128, page: u32, target: u128) -> Value {
    json!({ "id": Uuid::from_u128(id), "page": page, "kind": "erase", "target": Uuid::from_u128(target) })
}

fn ids(answer: &Value) -> Vec<u128> {
    let id = |op: &Value| text(op, "id").parse::<Uuid>().expect("an id").as_u128();
    answer["ops"].as_array().expect("operations").iter().map(id).collect()
}

async fn kept_once_in_order(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "hand")).await;
    let member = served.as_login("ha.ntm").await;
    assert_eq!(paper.read(&member, 0).await, json!({ "hash": paper.hash, "ops": [], "head": 0, "more": false, "others": [] }));

    let first = paper.write(&member, &[stroke(1, 1), note(2, 3, " Ho\u{309}i la\u{323}i ")]).await;
    assert_eq!(first, json!({ "head": 2, "numbers": [1, 2] }));
    // The answer was lost on the way, and more was written meanwhile.
    assert_eq!(
        paper.write(&member, &[stroke(1, 1), note(2, 3, "khác"), stroke(3, 2), stroke(3, 2)]).await,
        json!({ "head": 3, "numbers": [1, 2, 3, 3] })
    );
    let all = paper.read(&member, 0).await;
    assert_eq!((ids(&all), &all["head"]), (vec![1, 2, 3], &json!(3)));
    assert_eq!(all["ops"][0]["points"], json!([100.0, 100.0, 0.5, 0.0, 160.25, 120.5, 0.75, 8.0]));
    assert_eq!(all["ops"][1]["text"], "Hỏi lại");

    // Whoever has the stroke is told that it is gone; whoever has nothing is not told of it at all.
    paper.write(&member, &[erase(4, 1, 1)]).await;
    assert_eq!(ids(&paper.read(&member, 3).await), [4]);
    assert_eq!(ids(&paper.read(&member, 0).await), [2, 3]);
    assert_eq!(paper.read(&member, 0).await["head"], 4);
    assert_eq!(ids(&paper.read(&member, 4).await), Vec::<u128>::new());

    // A log of more than one answer comes in order and whole.
    for batch in 0..7 {
        let ops: Vec<Value> = (0..100).map(|number| stroke(1_000 + batch * 100 + number, 1)).collect();
        paper.write(&member, &ops).await;
    }
    let mut found = Vec::new();
    let mut since = 0;
    loop {
        let part = paper.read(&member, since).await;
        found.extend(ids(&part));
        since = part["head"].as_u64().expect("a number");
        if part["more"] == false {
            break;
        }
    }
    assert_eq!(found, [2, 3].into_iter().chain(1_000..1_700).collect::<Vec<u128>>());
}

async fn nobody_elses(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "hand")).await;
    let member = served.as_login("ha.ntm").await;
    paper.write(&member, &[stroke(1, 1), note(2, 1, "chỉ mình tôi")]).await;
    for login in ["thuky", "chutich"] {
        let other = served.as_login(login).await;
        assert_eq!(ids(&paper.read(&other, 0).await), Vec::<u128>::new(), "{login}");
        // The same id of another writer is another thing.
        assert_eq!(paper.write(&other, &[stroke(1, 2)]).await["head"], 1);
        paper.write(&other, &[erase(9, 1, 2)]).await;
    }
    assert_eq!(ids(&paper.read(&member, 0).await), [1, 2]);
    // A guest of no item reads no paper, so writes on none; the wall is nobody.
    for login in ["nghia.hs", "manhinh", "quantri"] {
        let other = served.as_login(login).await;
        let refused = (404, "not_found".to_owned());
        assert_eq!(outcome(&other, other.get_request(&paper.at("hand"))).await, refused, "{login}");
        let write = other.request(Method::POST, &paper.at("hand")).json(&json!({ "hash": paper.hash, "ops": [stroke(5, 1)] }));
        assert_eq!(outcome(&other, write).await, refused, "{login}");
    }
    // A tablet still holds what one person wrote when the next one signs in.
    let mine = served.app.store.account_by_login("ha.ntm").await.expect("the store").expect("the account").account_id;
    let signed_out = (401, "signed_out".to_owned());
    let chair = served.as_login("chutich").await;
    let late = json!({ "account": mine, "hash": paper.hash, "ops": [stroke(77, 1)] });
    assert_eq!(outcome(&chair, chair.request(Method::POST, &paper.at("hand")).json(&late)).await, signed_out);
    assert_eq!(outcome(&chair, chair.get_request(&paper.at(&format!("hand?account={mine}")))).await, signed_out);
    member.json(Method::POST, &paper.at("hand"), &late).await.expect("kept");
    // No trace of it in what others are told of the meeting.
    let journal = desk.get(&format!("meetings/{}/journal", paper.meeting)).await.expect("the journal").to_string();
    assert!(!journal.contains("chỉ mình tôi") && !journal.contains("hand"));
}

async fn lost_with_the_paper_and_kept(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "hand")).await;
    let member = served.as_login("ha.ntm").await;
    paper.write(&member, &[stroke(1, 1)]).await;
    let view = desk.picture(&paper.meeting, "desk").await.expect("the view");
    let attendees = view["attendees"]["people"].as_object().expect("people");
    let (attendee, card) = attendees.iter().find(|(_, one)| one["role"] == "member").expect("the member");
    let change = async |role: &str, revision: &Value| {
        let body = json!({ "revision": revision, "role": role });
        desk.json(Method::PATCH, &format!("meetings/{}/attendees/{attendee}", paper.meeting), &body).await.expect("a change");
    };
    change("guest", &card["revision"]).await;
    assert_eq!(outcome(&member, member.get_request(&paper.at("hand"))).await, (404, "not_found".into()));
    let view = desk.picture(&paper.meeting, "desk").await.expect("the view");
    change("member", &view["attendees"]["people"][attendee]["revision"]).await;
    assert_eq!(ids(&paper.read(&member, 0).await), [1]);
}

async fn limits_in_words(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "hand")).await;
    let member = served.as_login("ha.ntm").await;
    let many: Vec<Value> = (0..201).map(|id| json!({ "id": Uuid::from_u128(id), "page": 1, "kind": "bookmark" })).collect();
    let long = json!({ "id": Uuid::from_u128(1), "page": 1, "kind": "stroke", "colour": "red", "width": 1.0, "points": vec![1; 20_004] });
    let hex = json!({ "id": Uuid::from_u128(1), "page": 1, "kind": "stroke", "colour": "#ff0000", "width": 1.0, "points": [1, 1, 1, 1] });
    let cases = [
        (many, 413, "too_many_strokes"),
        (vec![stroke(1, 1), stroke(2, 4)], 404, "not_found"),
        (vec![stroke(1, 1), long], 422, "long_stroke"),
        (vec![note(1, 1, " ")], 422, "empty_note"),
        (vec![note(1, 1, &"ă".repeat(4_001))], 422, "long_note"),
        (vec![json!({ "id": Uuid::from_u128(1), "page": 1, "kind": "erase" })], 422, "unreadable_stroke"),
        (vec![hex], 400, "unreadable_request"),
    ];
    for (ops, status, code) in cases {
        let request = member.request(Method::POST, &paper.at("hand")).json(&json!({ "hash": paper.hash, "ops": ops }));
        assert_eq!(outcome(&member, request).await, (status, code.to_owned()));
    }
    let elsewhere = member.request(Method::POST, &paper.at("hand")).json(&json!({ "hash": "0".repeat(64), "ops": [stroke(1, 1)] }));
    assert_eq!(outcome(&member, elsewhere).await, (404, "not_found".into()));
    // Nothing of a refused batch is kept.
    assert_eq!(paper.read(&member, 0).await["head"], 0);
}

async fn two_tablets_at_once(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let paper = Paper::published(&served, &desk, pdf(3, "hand")).await;
    let member = served.as_login("ha.ntm").await;
    let send = async |first: u128| {
        let mut numbers = Vec::new();
        for batch in 0..10 {
            let answer = paper.write(&member, &[stroke(first + batch * 2, 1), stroke(first + batch * 2 + 1, 1)]).await;
            numbers.extend(answer["numbers"].as_array().expect("numbers").iter().filter_map(Value::as_u64));
        }
        numbers
    };
    let (one, other) = tokio::join!(send(1_000), send(2_000));
    let mut all: Vec<u64> = one.into_iter().chain(other).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=40).collect::<Vec<u64>>());
}
