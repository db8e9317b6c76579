//! The program itself, as an office runs it: a process that can be killed.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rehearsal::{house::House, tablet::Held, tablet::Tablet};
use serde_json::Value;

use crate::support::{PATIENCE, Place};

/// A running program. Dropping it kills it.
pub struct Program {
    child: Child,
    pub url: String,
}

impl Program {
    /// Starts it on what is in `place`, and waits until it answers.
    pub async fn start(place: &Place, port: u16) -> Self {
        let child = Command::new(binary())
            .args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}")])
            .args(["--data".as_ref(), place.folder.path().as_os_str()])
            .args(["--database", &place.url])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut program = Self { child, url: format!("http://127.0.0.1:{port}") };
        let deadline = Instant::now() + PATIENCE;
        while House::at(&program.url).expect("an address").get("house").await.is_err() {
            assert!(Instant::now() < deadline, "the program does not answer");
            assert!(program.is_running(), "the program has ended");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        program
    }

    /// Whether it has not ended by itself.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_none())
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stops it as a service manager does, and waits until it has gone.
    pub async fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.id().to_string()]).status().expect("kill");
        assert!(told.success());
        let deadline = Instant::now() + PATIENCE;
        let ended = loop {
            if let Some(ended) = self.child.try_wait().expect("its end") {
                break ended;
            }
            assert!(Instant::now() < deadline, "the program does not stop");
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        assert!(ended.success(), "{ended}");
    }

    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("kill -9");
        self.child.wait().expect("its end");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone_already = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// A port nobody uses just now.
pub fn port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port").port()
}

/// The program beside the test, as `cargo build` leaves it.
fn binary() -> PathBuf {
    let here = std::env::current_exe().expect("the test");
    let folder = here.parent().and_then(Path::parent).expect("the target folder");
    let binary = folder.join("nghisu");
    assert!(binary.is_file(), "build the program first: cargo build");
    binary
}

/// Somebody who looks on, wherever the house is served just now, and keeps what they hold when it goes.
pub struct Onlooker {
    pub login: &'static str,
    pub door: &'static str,
    pub house: House,
    pub held: Held,
    tablet: Option<Tablet>,
}

impl Onlooker {
    /// Signed in, and not yet looking.
    pub fn new(login: &'static str, door: &'static str, house: House) -> Self {
        Self { login, door, house, held: Held::default(), tablet: None }
    }

    /// Puts the tablet aside with what it holds.
    pub fn put_aside(&mut self) {
        if let Some(tablet) = self.tablet.take() {
            self.held = tablet.held();
        }
    }

    /// Looks again with what is held, at `url`, however often the line fails until then.
    pub async fn look(&mut self, url: &str, meeting: &str) {
        self.put_aside();
        let house = House::at(url).expect("an address");
        self.house = house.with_token(self.house.token().expect("a token"));
        let token = self.house.token().expect("a token").to_owned();
        let query = format!("door={}&epoch={}&since={}", self.door, self.held.epoch, self.held.seq);
        let held = Held { closed: None, ..self.held.clone() };
        self.tablet = Some(Tablet::resume(&house, meeting, &token, &query, held).await.expect("the live channel"));
    }

    /// Whether it is looking, and nobody has hung up.
    pub fn is_looking(&self) -> bool {
        self.tablet.as_ref().is_some_and(|tablet| tablet.held().closed.is_none())
    }

    /// The tablet in use.
    pub fn tablet(&self) -> &Tablet {
        self.tablet.as_ref().expect("a tablet")
    }

    /// Waits until the picture, built from frames alone, is the server's.
    pub async fn agrees(&self, meeting: &str, when: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let truth: Value = self.house.picture(meeting, self.door).await.expect("the view");
            let picture = self.tablet().picture();
            if picture == truth {
                return;
            }
            assert!(Instant::now() < deadline, "{} {when}:\n{picture}\nshould be\n{truth}", self.login);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Those who look on in the demonstration's session, one of each audience.
pub const EVERYBODY: [(&str, &str); 6] =
    [("thuky", "desk"), ("chutich", "room"), ("ha.ntm", "room"), ("hien.tt", "room"), ("nghia.hs", "room"), ("manhinh", "wall")];

/// One of each audience, signed in.
pub async fn everybody(url: &str) -> Vec<Onlooker> {
    let mut onlookers = Vec::new();
    for (login, door) in EVERYBODY {
        onlookers.push(Onlooker::new(login, door, signed_in(url, login).await));
    }
    onlookers
}

/// Somebody of the demonstration house, signed in by password.
pub async fn signed_in(url: &str, login: &str) -> House {
    let mut house = House::at(url).expect("an address");
    house.sign_in(login, server::demo::PASSWORD).await.expect("signing in");
    house
}

/// The session prepared for today.
pub async fn session_of_today(desk: &House) -> String {
    crate::support::text(&desk.get("meetings").await.expect("the calendar")["meetings"][0], "meeting_id")
}
