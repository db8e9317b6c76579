//! Two nodes on one PostgreSQL: acts at both, tablets on both, one order, no gap; whatever is killed or starts anew.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use rehearsal::house::{House, HouseError};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::{
    dice::Dice,
    program::{Onlooker, Program, port, session_of_today, signed_in},
    support::{Kind, PATIENCE, Place, Served, run},
};

#[test]
fn two_nodes_show_one_meeting() {
    run(async {
        let place = Place::new(Kind::Postgres).await;
        let beside = Place { folder: tempfile::tempdir().expect("a scratch folder"), url: place.url.clone(), studies: 0 };
        let first = Served::start_at(place).await;
        let second = Served::start_at(beside).await;
        let meeting = first.session_of_today().await;
        let here = first.tablet("ha.ntm", &meeting, "room").await;
        let there = second.tablet("ha.ntm", &meeting, "room").await;
        let (desk_here, desk_there) = (first.as_login("thuky").await, second.as_login("thuky2").await);
        let add = |number: usize| json!({ "kind": "matter", "title": format!("Bổ sung {number}"), "planned_minutes": 5 });
        let path = format!("meetings/{meeting}/agenda");
        // Both nodes act at once: each decision is made on what the other wrote before.
        let mut seqs = Vec::new();
        for number in 0..20 {
            let (one, other) = (add(number * 2), add(number * 2 + 1));
            let (left, right) =
                futures::future::join(desk_here.json(Method::POST, &path, &one), desk_there.json(Method::POST, &path, &other)).await;
            seqs.extend([left, right].map(|receipt| receipt.expect("an item")["seq"].as_u64().expect("a seq")));
        }
        let last = seqs.iter().copied().max().expect("a seq");
        seqs.sort_unstable();
        seqs.dedup();
        assert_eq!(seqs.len(), 40, "every act has a seq of its own");
        here.reached(last, PATIENCE).await.expect("the first node's tablet follows");
        there.reached(last, PATIENCE).await.expect("the second node's tablet follows");
        assert_eq!(here.picture(), there.picture());
        let view: Value = desk_there.picture(&meeting, "desk").await.expect("the view");
        assert_eq!(view["agenda"]["order"].as_array().map(Vec::len), Some(48));
        // One node goes; the other carries on with everything.
        let _place = first.stop().await;
        let seq = desk_there.json(Method::POST, &path, &add(99)).await.expect("an item")["seq"].as_u64().expect("a seq");
        there.reached(seq, PATIENCE).await.expect("the tablet follows");
        assert_eq!(desk_there.get(&format!("meetings/{meeting}/journal")).await.expect("the journal")["verified"], true);
    });
}

/// A PostgreSQL of this test's own, which it may stop and start without disturbing others.
pub struct Database {
    child: Child,
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    pub url: String,
}

impl Database {
    pub fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/postgres.sh");
        // The shell inside carries out what it is told line by line; when its input ends, the server goes.
        let inside =
            r#"echo "$NGHISU_TEST_POSTGRES"; while read -r order; do $NGHISU_TEST_POSTGRES_CTL $order >/dev/null 2>&1; echo "$?"; done"#;
        let mut child = Command::new(script)
            .args(["bash", "-c", inside])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server of its own");
        let orders = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("its answers"));
        let mut database = Self { child, orders, answers, url: String::new() };
        database.url = database.answer();
        database
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        line.trim().to_owned()
    }

    /// Tells the server's control program something, and waits until it is done.
    pub fn order(&mut self, order: &str) {
        writeln!(self.orders.as_mut().expect("a shell"), "{order}").expect("a shell");
        assert_eq!(self.answer(), "0", "{order}");
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.orders = None;
        let _gone_already = self.child.wait();
    }
}

/// Acts without a pause at one node or, when that is gone, at another, each act until it is answered.
async fn pour(nodes: &[House], meeting: &str, mut dice: Dice, enough: &tokio::sync::watch::Receiver<bool>) -> Vec<Value> {
    let mut receipts = Vec::new();
    let mut node = 0;
    let mut made = Vec::new();
    while !*enough.borrow() {
        let key = dice.key();
        let (method, path, body) = if made.len() < 20 {
            let new = json!({ "kind": "matter", "title": format!("Bổ sung {key}"), "planned_minutes": 5 });
            (Method::POST, format!("meetings/{meeting}/agenda"), new)
        } else {
            (Method::DELETE, format!("meetings/{meeting}/agenda/{}", made.remove(0)), Value::Null)
        };
        let deadline = Instant::now() + PATIENCE;
        let receipt: Value = loop {
            let house = &nodes[node % nodes.len()];
            match house.send(house.request(method.clone(), &path).header("idempotency-key", &key).json(&body)).await {
                Ok(receipt) => break receipt,
                Err(HouseError::Refused { status, problem, .. }) if status.is_client_error() => panic!("{method} {path}: {problem}"),
                // The database or the node is away.
                Err(_) => node += 1,
            }
            assert!(Instant::now() < deadline, "{method} {path} was not answered");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        made.extend(receipt["id"].as_str().map(str::to_owned));
        receipts.push(receipt);
        tokio::time::sleep(dice.wait(20)).await;
    }
    receipts
}

#[test]
fn one_order_whatever_falls() {
    run(async {
        let mut dice = Dice::new();
        let mut database = Database::start();
        let place = || Place { folder: tempfile::tempdir().expect("a scratch folder"), url: database.url.clone(), studies: 0 };
        let (one, other) = (place(), place());
        let first = Program::start(&one, port()).await;
        let second = Program::start(&other, port()).await;
        let urls = [first.url.clone(), second.url.clone()];
        let desk = signed_in(&urls[1], "thuky").await;
        let meeting = session_of_today(&desk).await;
        let at = |node: usize, house: &House| House::at(&urls[node]).expect("an address").with_token(house.token().expect("a token"));

        let mut onlookers = Vec::new();
        for (login, door) in [("ha.ntm", "room"), ("nghia.hs", "room"), ("chutich", "room"), ("thuky2", "desk")] {
            let house = signed_in(&urls[0], login).await;
            for url in &urls {
                let mut onlooker = Onlooker::new(login, door, house.clone());
                onlooker.look(url, &meeting).await;
                onlookers.push((url.clone(), onlooker));
            }
        }
        let (enough, until) = tokio::sync::watch::channel(false);
        let (dice_one, dice_other, dice_third) = (dice.split(), dice.split(), dice.split());
        let here = [at(0, &desk), at(1, &desk)];
        let there = [at(1, &desk), at(0, &desk)];
        let pouring = futures::future::join3(
            pour(&here, &meeting, dice_one, &until),
            pour(&there, &meeting, dice_other, &until),
            pour(&here, &meeting, dice_third, &until),
        );
        let falling = async {
            let pause = async |dice: &mut Dice| tokio::time::sleep(Duration::from_millis(400) + dice.wait(400)).await;
            pause(&mut dice).await;
            // As after a power cut of the database's machine, for a moment and for longer.
            database.order("restart -m immediate");
            pause(&mut dice).await;
            database.order("stop -m immediate");
            pause(&mut dice).await;
            database.order("start -w");
            pause(&mut dice).await;
            first.kill();
            pause(&mut dice).await;
            enough.send_replace(true);
        };
        let (receipts, ()) = futures::future::join(pouring, falling).await;
        let seqs: Vec<u64> = [receipts.0, receipts.1, receipts.2].iter().flatten().filter_map(|receipt| receipt["seq"].as_u64()).collect();
        assert_eq!(seqs.iter().collect::<BTreeSet<_>>().len(), seqs.len(), "every act has a place of its own");
        println!("{} acts", seqs.len());

        // Tablets of the node that fell go to the other with what they hold; the others never had to.
        for (url, onlooker) in &mut onlookers {
            if *url == urls[0] {
                onlooker.look(&urls[1], &meeting).await;
            }
            assert!(onlooker.is_looking(), "{}", onlooker.login);
            onlooker.agrees(&meeting, "when all is over").await;
        }
        let journal = desk.get(&format!("meetings/{meeting}/journal")).await.expect("the journal");
        assert_eq!(journal["verified"], true);
        let written: Vec<u64> = journal["events"].as_array().expect("events").iter().filter_map(|event| event["seq"].as_u64()).collect();
        assert!(seqs.iter().all(|seq| written.contains(seq)), "what was acknowledged is in the journal");
    });
}

async fn sql(url: &str) -> DatabaseConnection {
    sea_orm::Database::connect(url).await.expect("the database")
}

/// What a node was not told it finds out: its doorbell was away when the bell rang, for a moment and for longer.
#[test]
fn missed_doorbells_are_made_up() {
    run(async {
        let mut database = Database::start();
        let place = || Place { folder: tempfile::tempdir().expect("a scratch folder"), url: database.url.clone(), studies: 0 };
        let first = Served::start_at(place()).await;
        let second = Served::start_at(place()).await;
        let meeting = first.session_of_today().await;
        let desk = first.as_login("thuky").await;
        let mut watching = Onlooker::new("ha.ntm", "room", second.as_login("ha.ntm").await);
        watching.look(&second.url, &meeting).await;
        let path = format!("meetings/{meeting}/agenda");
        let act = async |title: &str| {
            let body = json!({ "kind": "matter", "title": title, "planned_minutes": 5 });
            let deadline = Instant::now() + PATIENCE;
            loop {
                match desk.json(Method::POST, &path, &body).await {
                    Ok(receipt) => return receipt["seq"].as_u64().expect("a seq"),
                    Err(error) => assert!(Instant::now() < deadline, "{error}"),
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        for round in 0..3 {
            // Signed out where the bell is not heard: the row goes, and nothing rings.
            let leaving = first.as_login("dat.vt").await;
            let mut left = Onlooker::new("dat.vt", "room", leaving.clone());
            left.look(&second.url, &meeting).await;
            // Before the database goes: a doorbell that is back sooner than this would have asked too early.
            let db = sql(&database.url).await;
            let hash = server::secrets::hash_token(leaving.token().expect("a token"));
            db.execute_unprepared(&format!("DELETE FROM session WHERE token_hash = '{hash}'")).await.expect("signing out");
            let stop = |database: &mut Database, order: &str| {
                if round > 0 {
                    database.order(order);
                }
            };
            stop(&mut database, "stop -m immediate");
            if round == 2 {
                // Long enough that the doorbell has tried to come back in vain.
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
            stop(&mut database, "start -w");
            let db = sql(&database.url).await;
            let deaf = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
            if round < 2 {
                db.execute_unprepared(deaf).await.expect("deafness");
            }
            db.close().await.expect("closing");
            let seq = act(&format!("Vòng {round}")).await;
            watching.tablet().reached(seq, PATIENCE).await.unwrap_or_else(|| panic!("round {round}: what was missed is made up"));
            assert_eq!(left.tablet().closed(PATIENCE).await, Some(4401), "round {round}: who signed out is out on every node");
        }
        // And where it is heard.
        let leaving = first.as_login("dat.vt").await;
        let mut left = Onlooker::new("dat.vt", "room", leaving.clone());
        left.look(&second.url, &meeting).await;
        leaving.send(leaving.request(Method::DELETE, "session")).await.expect("signing out");
        assert_eq!(left.tablet().closed(PATIENCE).await, Some(4401));
    });
}

/// A line to the database that can go dead without a word, as when a switch between two machines forgets about it: what is
/// open stays open and carries nothing, what is opened later works.
struct Switch {
    url: String,
    forgotten: tokio::sync::watch::Sender<u32>,
    _tasks: JoinSet<()>,
}

impl Switch {
    async fn before(url: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (user, rest) = url.split_once('@').expect("a user");
        let (host, name) = rest.split_once('/').expect("a database");
        let (host, port) = (host.to_owned(), listener.local_addr().expect("an address").port());
        let forgotten = tokio::sync::watch::Sender::new(0);
        let sender = forgotten.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut lines = JoinSet::new();
            loop {
                let (mut near, _) = listener.accept().await.expect("a connection");
                let (host, mut forgotten) = (host.clone(), sender.subscribe());
                lines.spawn(async move {
                    let mut far = TcpStream::connect(host).await.expect("the database");
                    tokio::select! {
                        _over = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                        _forgotten = forgotten.changed() => std::future::pending().await,
                    }
                });
            }
        });
        Self { url: format!("{user}@127.0.0.1:{port}/{name}"), forgotten, _tasks: tasks }
    }

    /// Forgets every connection there is.
    fn forget(&self) {
        self.forgotten.send_modify(|times| *times += 1);
    }
}

/// Nobody tells a node that its doorbell's line is dead: it asks, and makes up what it did not hear.
#[test]
fn a_dead_line_to_the_database_is_noticed() {
    run(async {
        let place = Place::new(Kind::Postgres).await;
        let switch = Switch::before(&place.url).await;
        let beside = Place { folder: tempfile::tempdir().expect("a scratch folder"), url: switch.url.clone(), studies: 0 };
        let first = Served::start_at(place).await;
        let second = Served::start_at(beside).await;
        let meeting = first.session_of_today().await;
        let there = second.tablet("ha.ntm", &meeting, "room").await;
        let desk = first.as_login("thuky").await;
        switch.forget();
        let body = json!({ "kind": "matter", "title": "Bổ sung", "planned_minutes": 5 });
        let receipt = desk.json(Method::POST, &format!("meetings/{meeting}/agenda"), &body).await.expect("an item");
        let seq = receipt["seq"].as_u64().expect("a seq");
        there.reached(seq, PATIENCE * 3).await.expect("the tablet behind the dead line follows");
    });
}
