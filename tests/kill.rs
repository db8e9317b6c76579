//! `kill -9` in the middle of a busy session: nothing acknowledged is lost or done twice, the chain holds, and every
//! tablet comes back to the right picture. `make faults` runs it 200 times (faults/kills.rs). And a restart as it should be:
//! whatever was begun is answered, and tablets are told.

use std::collections::VecDeque;

use rehearsal::house::{House, HouseError};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::{
    dice::Dice,
    program::{Program, everybody, port, session_of_today, signed_in},
    support::{Kind, PATIENCE, Place, on_both, text},
};

on_both!(nothing_acknowledged_is_lost, a_restart_refuses_nothing_that_was_begun);

async fn nothing_acknowledged_is_lost(kind: Kind) {
    ended(kind, Ending::Kill, 6).await;
}

async fn a_restart_refuses_nothing_that_was_begun(kind: Kind) {
    ended(kind, Ending::Stop, 4).await;
}

/// How the program ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `kill -9`.
    Kill,
    /// As it is asked to.
    Stop,
}

/// Somebody who acts without a pause until the server dies under them.
struct Writer {
    house: House,
    does: Does,
    dice: Dice,
    /// What they made and may take away again, oldest first.
    made: VecDeque<String>,
    /// What they were told is done: the key, the seq, and what was made.
    acknowledged: Vec<(String, Value)>,
    /// Asked and not answered: asked again after the restart.
    open: Option<(String, Method, String, Value)>,
    number: usize,
}

#[derive(Clone)]
enum Does {
    Agenda,
    Seat { attendee: String },
    Attendance { attendee: String },
}

impl Writer {
    fn next(&mut self, revision: &Value) -> (Method, String, Value) {
        self.number += 1;
        match &self.does {
            Does::Agenda if self.made.len() >= 12 => {
                let oldest = self.made.pop_front().unwrap_or_default();
                (Method::DELETE, format!("agenda/{oldest}"), Value::Null)
            }
            Does::Agenda => {
                let new = json!({ "kind": "matter", "title": format!("Bổ sung {}", self.dice.key()), "planned_minutes": 5 });
                (Method::POST, "agenda".into(), new)
            }
            Does::Seat { attendee } => {
                let edit = json!({ "revision": revision, "seat": format!("A{}", self.number) });
                (Method::PATCH, format!("attendees/{attendee}"), edit)
            }
            Does::Attendance { attendee } => {
                (Method::POST, format!("attendance/{attendee}"), json!({ "present": !self.number.is_multiple_of(2) }))
            }
        }
    }

    /// What the next edit must name: only an edit needs it.
    async fn revision(&self, meeting: &str) -> Result<Value, HouseError> {
        let Does::Seat { attendee } = &self.does else { return Ok(Value::Null) };
        let view = self.house.picture(meeting, "desk").await?;
        Ok(view["attendees"]["people"][attendee]["revision"].clone())
    }

    /// Asks for one thing; false once the server is gone.
    async fn ask(&mut self, meeting: &str) -> bool {
        let (key, method, path, body) = match self.open.take() {
            Some(open) => open,
            None => {
                let Ok(revision) = self.revision(meeting).await else { return false };
                let (method, path, body) = self.next(&revision);
                (self.dice.key(), method, path, body)
            }
        };
        let request = self.house.request(method.clone(), &format!("meetings/{meeting}/{path}")).header("idempotency-key", &key).json(&body);
        match self.house.send(request).await {
            Ok(receipt) => {
                if let (Does::Agenda, Some(id)) = (&self.does, receipt["id"].as_str()) {
                    self.made.push_back(id.to_owned());
                }
                self.acknowledged.push((key, receipt));
                true
            }
            Err(HouseError::Refused { problem, .. }) => panic!("{method} {path} {body}: {problem}"),
            Err(_killed) => {
                self.open = Some((key, method, path, body));
                false
            }
        }
    }
}

async fn writers(url: &str, meeting: &str, dice: &mut Dice) -> Vec<Writer> {
    let desk = signed_in(url, "thuky").await;
    let view = desk.picture(meeting, "desk").await.expect("the view");
    let attendee = |number: usize| text(&json!({ "id": view["attendees"]["order"][number] }), "id");
    let other = signed_in(url, "thuky2").await;
    let tasks = [
        (&desk, Does::Agenda),
        (&other, Does::Agenda),
        (&desk, Does::Seat { attendee: attendee(3) }),
        (&other, Does::Seat { attendee: attendee(4) }),
        (&desk, Does::Attendance { attendee: attendee(5) }),
    ];
    tasks
        .map(|(house, does)| Writer {
            house: house.clone(),
            does,
            dice: dice.split(),
            made: VecDeque::new(),
            acknowledged: Vec::new(),
            open: None,
            number: 0,
        })
        .into()
}

/// Ends the program `times` times under five people who act and six who look on.
pub async fn ended(kind: Kind, how: Ending, times: usize) {
    let mut dice = Dice::new();
    let place = Place::new(kind).await;
    let port = port();
    let mut program = Program::start(&place, port).await;
    let desk = signed_in(&program.url, "thuky").await;
    let meeting = session_of_today(&desk).await;
    let mut writers = writers(&program.url, &meeting, &mut dice).await;
    let mut onlookers = everybody(&program.url).await;
    for onlooker in &mut onlookers {
        onlooker.look(&program.url, &meeting).await;
    }
    let mut retried = 0;
    for time in 0..times {
        let pouring = futures::future::join_all(writers.iter_mut().map(async |writer| while writer.ask(&meeting).await {}));
        let wait = dice.wait(250);
        let killing = async {
            tokio::time::sleep(wait).await;
            match how {
                Ending::Kill => program.kill(),
                Ending::Stop => program.stop().await,
            }
        };
        futures::future::join(pouring, killing).await;
        if how == Ending::Stop {
            // Nothing was done that nobody was told of, and everybody who looked on knows that it will be back.
            let told: usize = writers.iter().map(|writer| writer.acknowledged.len()).sum();
            assert_eq!(keys(&place, &meeting).await.len(), told, "stop {time}");
            for onlooker in &mut onlookers {
                assert_eq!(onlooker.tablet().closed(PATIENCE).await, Some(1012), "{} at stop {time}", onlooker.login);
            }
        }
        program = Program::start(&place, port).await;
        // Whoever was not answered asks again with the same key: it may have been done, and is done once.
        for writer in writers.iter_mut().filter(|writer| writer.open.is_some()) {
            assert!(writer.ask(&meeting).await, "the program is back");
            retried += 1;
        }
        for onlooker in &mut onlookers {
            onlooker.look(&program.url, &meeting).await;
            onlooker.agrees(&meeting, &format!("after ending {time}")).await;
        }
    }
    let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
    assert_eq!(journal["verified"], true);
    program.kill();

    let mut acts = 0;
    let rows = keys(&place, &meeting).await;
    for writer in &writers {
        acts += writer.acknowledged.len();
        for (key, receipt) in &writer.acknowledged {
            let found: Vec<_> = rows.iter().filter(|(_, known)| known.ends_with(key.as_str())).collect();
            assert_eq!(found.len(), 1, "{key} was acknowledged and must be in the journal once");
            assert_eq!(receipt["seq"].as_i64(), Some(found[0].0), "{key} was acknowledged with its place");
        }
    }
    assert!(acts > 0);
    let rows = rows.len();
    println!("{kind:?}: {times} endings, {acts} acts acknowledged, {retried} asked again, {rows} rows with a key, none lost, none twice");
    assert_eq!(rows, acts, "every act with a key was acknowledged in the end");
}

/// Every row of a journal that carries a key: its seq and the key. Every act of this test makes one row; the papers of the
/// demonstration carry the keys of their uploads.
async fn keys(place: &Place, meeting: &str) -> Vec<(i64, String)> {
    let meeting: uuid::Uuid = meeting.parse().expect("an id");
    let db = sea_orm::Database::connect(&place.url).await.expect("the database");
    let sql = "SELECT seq, idempotency_key FROM event WHERE meeting_id = $1 AND idempotency_key IS NOT NULL AND kind <> 'paper_attached' ORDER BY seq";
    let statement = sea_orm::Statement::from_sql_and_values(db.get_database_backend(), sql, [meeting.into()]);
    let rows = db.query_all_raw(statement).await.expect("the journal");
    rows.iter().map(|row| (row.try_get("", "seq").expect("a seq"), row.try_get("", "idempotency_key").expect("a key"))).collect()
}
