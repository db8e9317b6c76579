//! A served house for a test: the program itself in this process, on a port of its own, on either database.

use std::{future::Future, path::PathBuf, time::Duration};

use domain::person::HouseRole;
use rehearsal::{house::House, tablet::Tablet};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::{
    app::App,
    config::{Config, S3},
    demo::PASSWORD,
    listener::Listener,
    serve,
};
use store::accounts::Account;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use uuid::Uuid;

/// Longest anything is waited for. Only a failing test waits this long.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Which database a test runs on.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// Runs one body as two tests, one a database.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                crate::support::run(super::$name(crate::support::Kind::Sqlite));
            }
            #[test]
            fn postgres() {
                crate::support::run(super::$name(crate::support::Kind::Postgres));
            }
        }
    )+};
}
pub(crate) use on_both;

/// Runs a test's body on the runtime the program uses.
pub fn run(body: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(body);
}

/// A fresh, empty database and the folder beside it.
pub struct Place {
    pub folder: TempDir,
    pub url: String,
    /// Files studied at a time; none where a test does not ask: the demonstration's papers would be studied in every one.
    pub studies: usize,
}

impl Place {
    pub async fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let url = match kind {
            Kind::Sqlite => format!("sqlite:{}", folder.path().join("nghisu.sqlite").display()),
            Kind::Postgres => {
                let server = std::env::var_os("NGHISU_TEST_POSTGRES").expect("run through tests/postgres.sh, as `make test` does");
                let server = server.into_string().expect("an address");
                let name = format!("t{}", Uuid::new_v4().simple());
                let db = sea_orm::Database::connect(&server).await.expect("PostgreSQL");
                db.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database");
                db.close().await.expect("closing");
                server.rsplit_once('/').map(|(base, _)| format!("{base}/{name}")).expect("an address with a database")
            }
        };
        Self { folder, url, studies: 0 }
    }

    pub fn config(&self) -> Config {
        Config {
            listen: ([127, 0, 0, 1], 0).into(),
            data: self.folder.path().to_owned(),
            database: Some(self.url.clone()),
            files: None,
            s3: S3::default(),
            rules: None,
            tls_certificate: None,
            tls_key: None,
            tls: None,
            tls_name: Vec::new(),
            http: None,
            roots: None,
            studies: self.studies,
            demo: true,
        }
    }
}

/// The demonstration house, served.
pub struct Served {
    pub app: App,
    pub url: String,
    pub place: Place,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Served {
    pub async fn start(kind: Kind) -> Self {
        Self::start_at(Place::new(kind).await).await
    }

    /// Serves what is in `place`, again if it was served before.
    pub async fn start_at(place: Place) -> Self {
        Self::start_on(place, [127, 0, 0, 1].into()).await
    }

    /// The same at an address of this machine, or of the network namespace this is called in.
    pub async fn start_on(place: Place, address: std::net::IpAddr) -> Self {
        let app = serve::open(&place.config()).await.expect("the house opens");
        let listener = TcpListener::bind((address, 0)).await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (stop, stopped) = oneshot::channel::<()>();
        let served = app.clone();
        #[expect(clippy::disallowed_methods, reason = "the server under test")]
        let task = tokio::spawn(async move {
            let stopped = async {
                let _dropped = stopped.await;
            };
            serve::listen(Listener::new(listener, None, &served).expect("a listener"), served, stopped).await.expect("serving");
        });
        Self { app, url, place, stop: Some(stop), task }
    }

    /// Stops gracefully and gives the place back.
    pub async fn stop(mut self) -> Place {
        if let Some(stop) = self.stop.take() {
            let _gone = stop.send(());
        }
        let _cut = tokio::time::timeout(PATIENCE, &mut self.task).await;
        self.task.abort();
        self.place
    }

    /// Nobody signed in.
    pub fn anybody(&self) -> House {
        House::at(&self.url).expect("an address")
    }

    /// Somebody of the demonstration house, signed in without the sign-in's rate limit in the way.
    pub async fn as_login(&self, login: &str) -> House {
        let account = self.app.store.account_by_login(login).await.expect("the store").expect("the account");
        let token = self.token_of(&account).await;
        self.anybody().with_token(&token)
    }

    pub async fn token_of(&self, account: &Account) -> String {
        let token = server::secrets::new_token();
        let now = server::clock::now();
        let session = store::accounts::Session {
            session_id: server::clock::new_id(),
            account_id: account.account_id,
            device_id: None,
            token_hash: server::secrets::hash_token(&token),
            created_at: now,
            expires_at: now + chrono::TimeDelta::hours(1),
        };
        self.app.store.begin_session(&session).await.expect("a session");
        token
    }

    /// An account beside those of the demonstration, nobody of the directory.
    pub async fn add_account(&self, login: &str, house_role: HouseRole) -> Account {
        let account = Account {
            account_id: server::clock::new_id(),
            login: login.to_owned(),
            name: login.to_owned(),
            password_hash: server::secrets::hash_password(PASSWORD).expect("a hash"),
            house_role,
            person_id: None,
        };
        self.app.store.add_accounts(std::slice::from_ref(&account)).await.expect("an account");
        account
    }

    /// The session prepared for today.
    pub async fn session_of_today(&self) -> String {
        let list = self.as_login("thuky").await.get("meetings").await.expect("the calendar");
        text(&list["meetings"][0], "meeting_id")
    }

    /// A virtual tablet of somebody, through a door.
    pub async fn tablet(&self, login: &str, meeting_id: &str, door: &str) -> Tablet {
        let house = self.as_login(login).await;
        let token = house.cookie().and_then(|cookie| cookie.split_once('=').map(|(_, token)| token.to_owned())).expect("a token");
        Tablet::join(&self.anybody(), meeting_id, &token, door).await.expect("the live channel")
    }
}

/// A string field.
pub fn text(value: &Value, field: &str) -> String {
    value.get(field).and_then(Value::as_str).unwrap_or_else(|| panic!("{field} in {value}")).to_owned()
}

/// The status and code a request is refused with, or `200`.
pub async fn outcome(house: &House, request: reqwest::RequestBuilder) -> (u16, String) {
    match house.send(request).await {
        Ok(_) => (200, String::new()),
        Err(rehearsal::house::HouseError::Refused { status, code, .. }) => (status.as_u16(), code),
        Err(error) => panic!("{error}"),
    }
}

/// A draft with a chair and one item, made by the secretary; its id and the item's.
pub async fn draft(desk: &House) -> (String, String) {
    let new = json!({ "kind": "buoi_lam_viec", "title": "Buổi làm việc thử", "room": "Phòng số 2", "starts_at": "2026-11-24T01:00:00Z" });
    let meeting = text(&desk.json(Method::POST, "meetings", &new).await.expect("a meeting"), "meeting_id");
    let item = json!({ "kind": "matter", "title": "Nội dung thứ nhất", "planned_minutes": 20 });
    let item = text(&desk.json(Method::POST, &format!("meetings/{meeting}/agenda"), &item).await.expect("an item"), "id");
    (meeting, item)
}

/// The id of a person of the directory, by name.
pub async fn person(desk: &House, name: &str) -> String {
    let people = desk.get("people").await.expect("the directory");
    let people = people["people"].as_array().expect("people").clone();
    let found = people.iter().find(|person| person["name"] == name).unwrap_or_else(|| panic!("{name}"));
    text(found, "person_id")
}

/// A small valid PDF of so many pages; `mark` makes its bytes its own.
pub fn pdf(pages: usize, mark: &str) -> Vec<u8> {
    use std::fmt::Write;
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    let mut object = |out: &mut String, body: String| {
        offsets.push(out.len());
        let number = offsets.len();
        write!(out, "{number} 0 obj\n{body}\nendobj\n").expect("writing to a string");
    };
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", page + 3)).collect();
    object(&mut out, "<< /Type /Catalog /Pages 2 0 R >>".into());
    object(&mut out, format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"));
    for _ in 0..pages {
        object(&mut out, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".into());
    }
    let xref = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1).expect("writing to a string");
    for offset in &offsets {
        writeln!(out, "{offset:010} 00000 n ").expect("writing to a string");
    }
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\n% {mark}\nstartxref\n{xref}\n%%EOF\n", offsets.len() + 1)
        .expect("writing to a string");
    out.into_bytes()
}

/// Uploads a file to an item.
pub fn upload(desk: &House, meeting: &str, item: &str, name: &str, bytes: Vec<u8>) -> reqwest::RequestBuilder {
    desk.request(Method::POST, &format!("meetings/{meeting}/papers")).query(&[("item", item), ("name", name)]).body(bytes)
}

/// The public papers kept beside the project, where they are: tests that read them say so and pass without them.
pub fn samples() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples");
    folder.is_dir().then_some(folder)
}
