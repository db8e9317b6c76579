//! Random plans: acts by several people at one node or two, retries, people who lose and gain access, tablets that drop and
//! come back, restarts; the seed is printed and replays the plan. Every picture ends as the server's, whoever has lost access
//! is out, the nodes agree, and the journal adds up to it. `make faults` runs many and longer ones (faults/plans.rs).

use std::time::{Duration, Instant};

use rehearsal::{
    house::{House, HouseError},
    tablet::{Held, Tablet},
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    dice::Dice,
    program::EVERYBODY,
    support::{Kind, PATIENCE, Place, Served, on_both, text},
};

on_both!(random_plans);

/// Steps of a plan that everybody waits for.
const STEPS: usize = 80;
/// Who looks on beside one of each audience.
const BESIDE: [(&str, &str); 2] = [("tram.vtn", "room"), ("dat.vt", "room")];

async fn random_plans(kind: Kind) {
    plan(kind, STEPS).await;
}

/// Runs a plan of so many steps.
pub async fn plan(kind: Kind, steps: usize) {
    let mut plan = Plan::begin(kind).await;
    for step in 0..steps {
        match plan.dice.roll(48) {
            0..6 => plan.leave_or_return().await,
            6 => plan.sign_out().await,
            7 => plan.restart().await,
            _ => plan.act(step).await,
        }
    }
    for seat in 0..plan.seats.len() {
        plan.come(seat).await;
    }
    plan.settle("in the end").await;
    plan.restart_node(0).await;
    println!("{kind:?}: {steps} steps, {:?}", plan.counts);
}

#[derive(Debug, Default)]
struct Counts {
    acts: usize,
    refused: usize,
    restarts: usize,
    /// Tablets shown the door.
    out: usize,
}

struct Seat {
    login: &'static str,
    door: &'static str,
    token: String,
    node: usize,
    held: Held,
    tablet: Option<Tablet>,
}

impl Seat {
    /// Puts the tablet aside with what it holds.
    fn put_aside(&mut self) {
        if let Some(tablet) = self.tablet.take() {
            self.held = tablet.held();
        }
    }
}

struct Plan {
    dice: Dice,
    nodes: Vec<Served>,
    /// The nodes as a client finds them.
    doors: Vec<House>,
    meeting: String,
    /// Everybody who looks on, once at every node.
    seats: Vec<Seat>,
    /// Those in the room who have an account: login, person, and a token to act with.
    people: Vec<(&'static str, String, String)>,
    desk: String,
    counts: Counts,
}

/// What somebody does, and where they ask for it.
struct Deed {
    node: usize,
    token: String,
    key: String,
    method: Method,
    path: String,
    body: Value,
    /// Where they ask again, as if the answer had not come.
    again: Option<usize>,
}

impl Plan {
    async fn begin(kind: Kind) -> Self {
        let dice = Dice::new();
        let place = Place::new(kind).await;
        let beside = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => Some(Place { folder: tempfile::tempdir().expect("a scratch folder"), url: place.url.clone(), studies: 0 }),
        };
        let mut nodes = vec![Served::start_at(place).await];
        if let Some(beside) = beside {
            nodes.push(Served::start_at(beside).await);
        }
        let (mut seats, mut people, mut desk) = (Vec::new(), Vec::new(), String::new());
        for (login, door) in EVERYBODY.into_iter().chain(BESIDE) {
            let account = nodes[0].app.store.account_by_login(login).await.expect("the store").expect("the account");
            for node in 0..nodes.len() {
                let token = nodes[0].token_of(&account).await;
                seats.push(Seat { login, door, token, node, held: Held::default(), tablet: None });
            }
            let token = nodes[0].token_of(&account).await;
            match (door, account.person_id) {
                ("desk", _) => desk = token,
                ("room", Some(person)) => people.push((login, person.to_string(), token)),
                _ => {}
            }
        }
        let meeting = nodes[0].session_of_today().await;
        let doors = nodes.iter().map(Served::anybody).collect();
        Self { dice, nodes, doors, meeting, seats, people, desk, counts: Counts::default() }
    }

    /// What the server shows at a node: a snapshot.
    async fn shown(&self, node: usize, token: &str, door: &str) -> Result<Value, HouseError> {
        self.doors[node].with_token(token).get(&format!("meetings/{}?door={door}", self.meeting)).await
    }

    async fn desk_view(&self, node: usize) -> Value {
        self.shown(node, &self.desk, "desk").await.expect("the desk's view")["view"].take()
    }

    async fn leave_or_return(&mut self) {
        let (seat, node) = (self.dice.roll(self.seats.len()), self.dice.roll(self.nodes.len()));
        if self.seats[seat].tablet.is_some() {
            self.seats[seat].put_aside();
        } else {
            self.seats[seat].node = node;
            self.come(seat).await;
        }
    }

    /// Looks again with what is held. Whoever may not just now stays away.
    async fn come(&mut self, seat: usize) {
        let seat = &mut self.seats[seat];
        if seat.tablet.is_some() {
            return;
        }
        let query = format!("door={}&epoch={}&since={}", seat.door, seat.held.epoch, seat.held.seq);
        let held = Held { closed: None, ..seat.held.clone() };
        seat.tablet = Tablet::resume(&self.doors[seat.node], &self.meeting, &seat.token, &query, held).await.ok();
    }

    /// Signs somebody out, at any node: their tablet is out wherever it is. They sign in again.
    async fn sign_out(&mut self) {
        let (seat, node) = (self.dice.roll(self.seats.len()), self.dice.roll(self.nodes.len()));
        let seat = &mut self.seats[seat];
        let leaving = self.doors[node].with_token(&seat.token);
        leaving.sign_out().await.expect("signing out");
        if let Some(tablet) = &seat.tablet {
            let code = tablet.closed(PATIENCE).await;
            assert!(matches!(code, Some(4401 | 4403)), "{}: {code:?} after signing out", seat.login);
            self.counts.out += 1;
        }
        seat.put_aside();
        let account = self.nodes[0].app.store.account_by_login(seat.login).await.expect("the store").expect("the account");
        seat.token = self.nodes[0].token_of(&account).await;
    }

    async fn restart(&mut self) {
        let node = self.dice.roll(self.nodes.len());
        // Some go before; the others are told to come back.
        for seat in &mut self.seats {
            if self.dice.roll(2) == 0 && seat.node == node {
                seat.put_aside();
            }
        }
        self.restart_node(node).await;
    }

    async fn restart_node(&mut self, node: usize) {
        let before = self.agreed().await;
        let place = self.nodes.remove(node).stop().await;
        for seat in self.seats.iter_mut().filter(|seat| seat.node == node) {
            if let Some(tablet) = &seat.tablet {
                let code = tablet.closed(PATIENCE).await;
                assert!(matches!(code, Some(1012 | 4403)), "{}: {code:?} when the server stopped", seat.login);
            }
            seat.put_aside();
        }
        self.nodes.insert(node, Served::start_at(place).await);
        self.doors[node] = self.nodes[node].anybody();
        self.counts.restarts += 1;
        assert_eq!(self.agreed().await, before, "the journal adds up to the state");
        for seat in 0..self.seats.len() {
            if self.seats[seat].node == node {
                self.come(seat).await;
            }
        }
        self.settle("after a restart").await;
    }

    /// Waits until every node has everything, and sees that the journal holds. What the desk sees then, and at which seq.
    async fn agreed(&self) -> (Value, Value) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut all = Vec::new();
            for node in 0..self.nodes.len() {
                let mut shown = self.shown(node, &self.desk, "desk").await.expect("the desk's view");
                all.push((shown["seq"].take(), shown["view"].take()));
            }
            let journal = self.doors[0].with_token(&self.desk).get(&format!("meetings/{}/journal", self.meeting)).await;
            let journal = journal.expect("the journal");
            assert_eq!(journal["verified"], true);
            let written = journal["events"].as_array().and_then(|events| events.last()).map(|event| event["seq"].clone());
            let first = all.swap_remove(0);
            if written.as_ref() == Some(&first.0) && all.iter().all(|other| *other == first) {
                return first;
            }
            assert!(Instant::now() < deadline, "{written:?} was written, and the nodes show\n{first:?}\n{all:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until every open tablet shows what the server does, and whoever may see nothing is out.
    async fn settle(&mut self, when: &str) {
        self.agreed().await;
        for seat in 0..self.seats.len() {
            let deadline = Instant::now() + PATIENCE;
            loop {
                let Seat { login, door, token, node, tablet, .. } = &self.seats[seat];
                let Some(held) = tablet.as_ref().map(Tablet::held) else { break };
                let truth = match self.shown(*node, token, door).await {
                    Ok(shown) => Some(shown),
                    Err(HouseError::Refused { status, .. }) if status == 404 => None,
                    Err(error) => panic!("{login} {when}: {error}"),
                };
                match (&truth, held.closed) {
                    (Some(truth), None) if held.view == truth["view"] && held.mine == truth["mine"] => break,
                    (None, Some(4403)) => {
                        self.counts.out += 1;
                        self.seats[seat].put_aside();
                        break;
                    }
                    // Removed, and added again since.
                    (Some(_), Some(4403)) => {
                        self.counts.out += 1;
                        self.seats[seat].put_aside();
                        self.come(seat).await;
                        assert!(self.seats[seat].tablet.is_some(), "{} may look {when}", self.seats[seat].login);
                    }
                    (_, Some(code)) => panic!("{login} {when}: closed with {code}"),
                    _ => assert!(
                        Instant::now() < deadline,
                        "{login} {when}:\n{}\n{}\nshould be\n{}",
                        held.view,
                        held.mine,
                        truth.unwrap_or_default()
                    ),
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }

    /// One random act, or two at once. Refusals are part of life.
    async fn act(&mut self, step: usize) {
        let mut deeds = Vec::new();
        for _ in 0..=usize::from(self.dice.roll(4) == 0) {
            deeds.push(self.deed(step).await);
        }
        let alone = deeds.len() == 1;
        for acknowledged in futures::future::join_all(deeds.iter().map(|deed| self.carry_out(deed, alone))).await {
            self.counts.acts += usize::from(acknowledged);
            self.counts.refused += usize::from(!acknowledged);
        }
    }

    async fn carry_out(&self, deed: &Deed, alone: bool) -> bool {
        let ask = async |node: usize| {
            let house = self.doors[node].with_token(&deed.token);
            let request = house.request(deed.method.clone(), &format!("meetings/{}/{}", self.meeting, deed.path));
            house.send(request.header("idempotency-key", &deed.key).json(&deed.body)).await
        };
        let receipt = match ask(deed.node).await {
            Ok(receipt) => receipt,
            Err(HouseError::Refused { status, .. }) if status.is_client_error() => return false,
            Err(error) => panic!("{} {}: {error}", deed.method, deed.path),
        };
        if let Some(again) = deed.again {
            // An act that changed nothing leaves no trace to be answered from; all others are answered alike.
            match ask(again).await {
                Ok(second) => assert!(second["seq"].as_u64() >= receipt["seq"].as_u64(), "{second} after {receipt}"),
                Err(error) => assert!(!alone, "{} {}: {error} after {receipt}", deed.method, deed.path),
            }
        }
        true
    }

    async fn deed(&mut self, step: usize) -> Deed {
        let (node, key) = (self.dice.roll(self.nodes.len()), self.dice.key());
        let again = (self.dice.roll(4) == 0).then_some(self.dice.roll(self.nodes.len()));
        let view = self.desk_view(node).await;
        let (token, method, path, body) = match self.dice.roll(5) {
            0 => self.chairing(&view),
            1 => Self::speaking(&mut self.dice, &self.people, &view),
            _ => Self::preparing(&mut self.dice, &self.people, &self.desk, &view, step),
        };
        Deed { node, token, key, method, path, body, again }
    }

    /// What whoever is in the chair does.
    fn chairing(&mut self, view: &Value) -> (String, Method, String, Value) {
        let chair = view["attendees"]["people"].as_object().expect("people").values().find(|person| person["role"] == "chair");
        let chair = chair.map(|person| text(person, "person_id"));
        let token = self.people.iter().find(|(_, person, _)| Some(person) == chair.as_ref()).map(|(_, _, token)| token.clone());
        let item = some(&view["agenda"]["order"], &mut self.dice);
        let speaker = some(&view["attendees"]["order"], &mut self.dice);
        let motion = vote_on(view);
        let (method, path, body) = match self.dice.roll(15) {
            0 => (Method::POST, "session/open".into(), json!({})),
            1 => (Method::POST, "session/pause".into(), json!({})),
            2 | 3 => (Method::POST, "session/resume".into(), json!({})),
            4 => (Method::POST, "session/advance".into(), json!({ "to": "back" })),
            5 => (Method::POST, "session/advance".into(), json!({ "to": item })),
            6 | 7 => (Method::PUT, format!("floor/speaker/{speaker}"), json!({})),
            8 => (Method::DELETE, format!("floor/speaker/{speaker}"), json!({})),
            9 => (Method::POST, "motions".into(), json!({ "item_id": view["agenda"]["current"], "question": "Thông qua" })),
            10 | 11 => (Method::POST, format!("motions/{motion}/close"), json!({})),
            12 => (Method::DELETE, format!("floor/request/{speaker}"), json!({})),
            _ => (Method::POST, "session/advance".into(), json!({ "to": "next" })),
        };
        (token.expect("one of those who look on is in the chair"), method, path, body)
    }

    /// What somebody with something to say does: they come, ask, ask no longer, have spoken.
    fn speaking(dice: &mut Dice, people: &[(&str, String, String)], view: &Value) -> (String, Method, String, Value) {
        let token = people[dice.roll(people.len())].2.clone();
        let ballot = format!("motions/{}/ballot", vote_on(view));
        let (method, path, body) = match dice.roll(9) {
            0 => (Method::POST, "attendance".into(), json!({})),
            1 => (Method::DELETE, "floor/request".into(), json!({})),
            2 => (Method::DELETE, format!("floor/speaker/{}", some(&view["attendees"]["order"], dice)), json!({})),
            3 => (Method::PUT, ballot, json!({ "choice": "against" })),
            4 | 5 => (Method::PUT, ballot, json!({ "choice": "for" })),
            _ => (Method::PUT, "floor/request".into(), json!({ "item_id": view["agenda"]["current"] })),
        };
        (token, method, path, body)
    }

    /// What the secretariat does.
    fn preparing(
        dice: &mut Dice,
        people: &[(&str, String, String)],
        desk: &str,
        view: &Value,
        step: usize,
    ) -> (String, Method, String, Value) {
        let attendees = &view["attendees"];
        let item = some(&view["agenda"]["order"], dice);
        let attendee = some(&attendees["order"], dice);
        let person = &people[dice.roll(people.len())].1;
        let known = attendees["people"].as_object().expect("people").iter().find(|(_, known)| known["person_id"] == **person);
        // Whoever is not on the list just now has no place to be changed: that is refused.
        let place = known.map_or("00000000-0000-0000-0000-000000000000", |(id, _)| id);
        let role = ["chair", "secretary", "member", "invited", "guest", "guest"][dice.roll(6)];
        let revision = |kind: &Value, id: &str| kind[id]["revision"].as_u64().unwrap_or_default();
        let (method, path, body) = match dice.roll(16) {
            0 => {
                let new = json!({ "kind": "matter", "title": format!("Bước {step}"), "planned_minutes": 1 + dice.roll(60) });
                (Method::POST, "agenda".into(), new)
            }
            1 => (Method::POST, format!("agenda/{item}/move"), json!({ "before": some(&view["agenda"]["order"], dice) })),
            2 => (Method::DELETE, format!("agenda/{item}"), json!({})),
            3 => {
                let edit = json!({ "revision": revision(&attendees["people"], &attendee), "seat": format!("S{step}") });
                (Method::PATCH, format!("attendees/{attendee}"), edit)
            }
            4..7 => {
                // One roll, however many there are: a node that lags must not change what is rolled after.
                let mut chance = dice.next();
                let role = |id: &Value| attendees["people"][id.as_str().unwrap_or_default()]["role"].as_str();
                let mut named = attendees["order"].as_array().expect("a list").clone();
                named.retain(|id| matches!(role(id), Some("guest" | "invited")));
                named.retain(|_| {
                    chance = chance.rotate_right(2);
                    chance.is_multiple_of(4)
                });
                let admission = if dice.roll(2) == 0 { "all" } else { "members" };
                let edit = json!({ "revision": revision(&view["agenda"]["items"], &item), "admission": admission, "guests": named });
                (Method::PATCH, format!("agenda/{item}"), edit)
            }
            7..9 => {
                let edit = json!({ "revision": revision(&attendees["people"], place), "role": role });
                (Method::PATCH, format!("attendees/{place}"), edit)
            }
            9..11 => (Method::DELETE, format!("attendees/{place}"), json!({})),
            11..13 => (Method::POST, "attendees".into(), json!({ "attendees": [{ "person_id": person, "role": role }] })),
            _ => (Method::POST, format!("attendance/{attendee}"), json!({ "present": dice.roll(3) > 0 })),
        };
        (desk.to_owned(), method, path, body)
    }
}

/// One of a list of ids.
/// The vote there is, or none there ever was.
fn vote_on(view: &Value) -> &str {
    view["motion"]["motion_id"].as_str().unwrap_or("00000000-0000-0000-0000-000000000000")
}

fn some(list: &Value, dice: &mut Dice) -> String {
    let list = list.as_array().expect("a list");
    list.get(dice.roll(list.len())).and_then(Value::as_str).unwrap_or_default().to_owned()
}
