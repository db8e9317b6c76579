//! What every scenario plays on: a fresh demonstration house, rehearsal meetings in it, and the limit beside it.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{
    act::{Answer, Line, request},
    crowd::{Crowd, SAMPLES, Target},
    limit::CONTROL,
    process::Process,
    tls::{Certificate, Trust},
};
use crate::house::{House, HouseError, Rehearsal};

/// Longest a house may take to come up.
const STARTING: Duration = Duration::from_secs(60);
/// Tablets that join at the same time where joining is not what is measured.
const JOINING_AT_ONCE: usize = 64;

/// How to measure.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program to measure.
    pub server: PathBuf,
    /// Times everything is repeated, limit and house in turn.
    pub rounds: usize,
    /// How long one run of acts lasts.
    pub span: Duration,
    /// Tablets, where they are to be others than the scenario's own.
    pub tablets: Option<usize>,
    /// People on the meeting's list, where they are to be others than its tablets.
    pub people: Option<usize>,
    /// Folder for data and results.
    pub out: PathBuf,
}

/// A house under measurement.
#[derive(Debug)]
pub struct Stage {
    /// Its program.
    pub process: Process,
    /// Where it listens.
    pub address: SocketAddr,
    /// The house, seen by its secretary.
    pub house: House,
    trust: Option<Trust>,
    data: TempDir,
}

/// A rehearsal meeting.
#[derive(Debug)]
pub struct Room {
    /// Which.
    pub meeting_id: String,
    /// The chair's token.
    pub chair: String,
    /// The members' tokens.
    pub tokens: Vec<String>,
    /// Its agenda, in order.
    pub items: Vec<String>,
}

impl Stage {
    /// Starts a house with nobody in it and signs its secretary in. It studies no papers: the demonstration's would be studied on the
    /// very core that is measured.
    pub async fn start(options: &Options) -> anyhow::Result<Self> {
        Self::begin(options, None, 0).await
    }

    /// The same over TLS where a certificate is given.
    pub async fn start_over(options: &Options, certificate: Option<&Certificate>) -> anyhow::Result<Self> {
        Self::begin(options, certificate, 0).await
    }

    /// A house that studies papers.
    pub async fn start_studying(options: &Options) -> anyhow::Result<Self> {
        Self::begin(options, None, 1).await
    }

    async fn begin(options: &Options, certificate: Option<&Certificate>, studies: usize) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&options.out)?;
        let data = tempfile::Builder::new().prefix("data-").tempdir_in(&options.out)?;
        // Two houses may run at the same time.
        let log = options.out.join(if certificate.is_some() { "server-tls.log" } else { "server.log" });
        let (mut process, address) = Process::house(&options.server, data.path(), &log, certificate, studies)?;
        let trust = certificate.map(|certificate| certificate.trust(address)).transpose()?;
        let ready = request("GET", address, "/readyz", "", "");
        let until = Instant::now() + STARTING;
        loop {
            if let Ok(mut line) = Line::open_over(address, trust.as_ref()).await
                && line.ask(&ready).await.is_ok_and(|(_, answer)| answer.status == 200)
            {
                break;
            }
            if !process.runs() || Instant::now() > until {
                bail!("the house does not come up: see {}", log.display());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let mut house = match certificate {
            Some(certificate) => House::trusting(&format!("https://{address}"), Some(&certificate.file()))?,
            None => House::at(&format!("http://{address}"))?,
        };
        house.sign_in("thuky", "nghisu2026").await?;
        Ok(Self { process, address, house, trust, data })
    }

    /// Its data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// A published rehearsal meeting with a chair, `people` members and `items` items.
    pub async fn room(&self, people: usize, items: usize) -> anyhow::Result<Room> {
        let asked = self.house.json(reqwest::Method::POST, "rehearsals", &json!({ "tablets": people, "items": items })).await;
        let answer = match asked {
            // Houses that do not let one choose the items say so; the missing ones are added below.
            Err(HouseError::Refused { status, .. }) if status.as_u16() == 422 || status.as_u16() == 400 => {
                self.house.json(reqwest::Method::POST, "rehearsals", &json!({ "tablets": people })).await?
            }
            asked => asked?,
        };
        let Rehearsal { meeting_id, chair_token, tablet_tokens } = serde_json::from_value(answer)?;
        let mut room = Room { meeting_id, chair: chair_token, tokens: tablet_tokens, items: Vec::new() };
        let there = self.order(&room).await?.len();
        for number in there..items {
            let new = json!({ "kind": "matter", "title": format!("Nội dung diễn tập số {}", number + 1), "planned_minutes": 5 });
            self.house.json(reqwest::Method::POST, &format!("meetings/{}/agenda", room.meeting_id), &new).await?;
        }
        room.items = self.order(&room).await?;
        Ok(room)
    }

    async fn order(&self, room: &Room) -> anyhow::Result<Vec<String>> {
        let picture = self.house.with_token(&room.chair).picture(&room.meeting_id, "room").await?;
        let order = picture.pointer("/agenda/order").and_then(Value::as_array).context("a picture without an agenda")?;
        Ok(order.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Throws a rehearsal away.
    pub async fn end(&self, room: &Room) -> anyhow::Result<()> {
        Ok(self.house.end_rehearsal(&room.meeting_id).await?)
    }

    /// The room's channel, as members see it.
    pub fn target(&self, room: &Room, deflate: bool) -> Target {
        let path = format!("/api/meetings/{}/live?door=room", room.meeting_id);
        Target { address: self.address, path, deflate, receive_buffer: None, trust: self.trust.clone() }
    }

    /// `tablets` tablets in a room, each with a member's token; where there are more tablets than members, members have
    /// several. Some keep everything, to be compared.
    pub async fn crowd(&self, room: &Room, tablets: usize) -> anyhow::Result<Crowd> {
        self.crowd_at(room, self.target(room, false), room.tokens.iter().cycle().take(tablets).cloned()).await
    }

    /// Tablets with these tokens.
    pub async fn crowd_at(&self, room: &Room, target: Target, tokens: impl IntoIterator<Item = String>) -> anyhow::Result<Crowd> {
        let mut crowd = Crowd::new(target, tokens, SAMPLES);
        crowd.board.start_after(self.seq(room).await?);
        crowd.join(JOINING_AT_ONCE).await?;
        Ok(crowd)
    }

    /// The room's seq now: everybody who joined from here on holds at least this.
    pub async fn seq(&self, room: &Room) -> anyhow::Result<u64> {
        let answer = self.house.with_token(&room.chair).get(&format!("meetings/{}?door=room", room.meeting_id)).await?;
        answer.get("seq").and_then(Value::as_u64).context("a picture without a seq")
    }

    /// A request that changes every clock time on the agenda, and the one that changes them back: a large frame.
    pub fn moves(&self, room: &Room) -> anyhow::Result<Pair> {
        let (first, last) = room.items.first().zip(room.items.last()).context("an empty agenda")?;
        let path = format!("/api/meetings/{}/agenda/{last}/move", room.meeting_id);
        let token = self.house.token().unwrap_or_default();
        let up = request("POST", self.address, &path, token, &json!({ "before": first }).to_string());
        Ok(Pair::of([up, request("POST", self.address, &path, token, "{}")]))
    }

    /// Opens the session and goes to the middle of the agenda; then a request that goes one item on and one that goes
    /// back: small frames.
    pub async fn advances(&self, room: &Room) -> anyhow::Result<Pair> {
        let chair = self.house.with_token(&room.chair);
        chair.act(&room.meeting_id, "session/open", "{}").await?;
        for _ in 0..room.items.len() / 2 {
            chair.act(&room.meeting_id, "session/advance", r#"{"to":"next"}"#).await?;
        }
        let path = format!("/api/meetings/{}/session/advance", room.meeting_id);
        let advance = |to: &str| request("POST", self.address, &path, &room.chair, &json!({ "to": to }).to_string());
        Ok(Pair::of([advance("next"), advance("back")]))
    }

    /// A connection that carries out one of two acts after the other.
    pub async fn acts(&self, pair: Pair) -> anyhow::Result<Acts> {
        Ok(Acts { line: Line::open_over(self.address, self.trust.as_ref()).await?, pair })
    }
}

/// Two requests in turn: the second takes back what the first did.
#[derive(Debug, Clone)]
pub struct Pair {
    requests: [Vec<u8>; 2],
    turn: bool,
}

impl Pair {
    fn of(requests: [Vec<u8>; 2]) -> Self {
        Self { requests, turn: false }
    }

    /// The next request.
    pub fn turn(&mut self) -> &[u8] {
        self.turn = !self.turn;
        let [first, second] = &self.requests;
        if self.turn { first } else { second }
    }
}

/// Two acts in turn, on one connection.
#[derive(Debug)]
pub struct Acts {
    line: Line,
    pair: Pair,
}

impl Acts {
    /// Carries the next act out; when it was sent, and the answer.
    pub async fn act(&mut self) -> anyhow::Result<(Instant, Answer)> {
        self.line.ask(self.pair.turn()).await
    }
}

/// The limit under measurement.
#[derive(Debug)]
pub struct Limit {
    /// Its program.
    pub process: Process,
    address: SocketAddr,
    control: TcpStream,
    seq: u64,
}

impl Limit {
    /// Starts it.
    pub async fn start() -> anyhow::Result<Self> {
        let (process, address) = Process::limit()?;
        let mut control = TcpStream::connect(address).await?;
        control.set_nodelay(true)?;
        control.write_all(CONTROL).await?;
        Ok(Self { process, address, control, seq: 0 })
    }

    /// `tablets` tablets of it, connected, with a first frame of `opening` bytes.
    pub async fn crowd(&self, tablets: usize, opening: usize) -> anyhow::Result<Crowd> {
        let path = format!("/raw?opening={opening}");
        let target = Target { address: self.address, path, deflate: false, receive_buffer: None, trust: None };
        let mut crowd = Crowd::new(target, (0..tablets).map(|_| String::new()), 0);
        crowd.board.start_after(self.seq);
        crowd.join(JOINING_AT_ONCE).await?;
        Ok(crowd)
    }

    /// Has one frame sent to everybody; when that was asked, and its seq.
    pub async fn publish(&mut self, bytes: usize) -> anyhow::Result<(Instant, u64)> {
        self.seq += 1;
        let order = format!("publish {} {bytes}\n", self.seq);
        let sent = Instant::now();
        self.control.write_all(order.as_bytes()).await?;
        Ok((sent, self.seq))
    }
}
