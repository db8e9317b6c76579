//! Scenario: a whole house opens the same paper at once, beside nginx with the same file.

use std::{
    cell::{Cell as Counter, RefCell},
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};
use futures::future::try_join_all;
use reqwest::Method;
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{
    outcome::{Cell, Outcome, median, spread},
    play::ms,
    process::{Process, crowd_cpu},
    say,
    stage::{Options, Room, Stage},
    wire::find,
};
use crate::report::Percentiles;

const TABLETS: usize = 500;
/// Bytes of the paper.
const PAPER: usize = 20_000_000;
/// Bytes pdf.js asks for at a time, as our reader sets it.
const PART: usize = 128 * 1024;
/// Parts a tablet reads before its first pages are shown.
const PARTS: usize = 32;
/// Longest the paper and the demonstration's papers may take to be studied.
const STUDIES: Duration = Duration::from_secs(180);
/// Bytes a tablet takes from its socket at a time.
const SIP: usize = 256 * 1024;

const COLUMNS: [&str; 10] = [
    "who",
    "asks for",
    "round",
    "MB/s",
    "first part p50 ms",
    "first part last ms",
    "all done s",
    "processor ms/GB",
    "memory before MB",
    "memory peak MB",
];

/// Runs it.
pub async fn run(options: &Options) -> anyhow::Result<Outcome> {
    let tablets = options.tablets.unwrap_or(TABLETS);
    let about = format!(
        "{tablets} tablets open the same paper of {} MB at once, each on a connection of its own: its first {PARTS} parts of {} KiB one after \
         the other, as pdf.js asks for them, then all of it in one answer. nginx (sendfile, one worker, a line in its log a request) \
         serves the very same file from the house's folder, on the same core, to the same crowd, in turn. The house checks at every \
         request who asks and whether they may read the paper.",
        PAPER / 1_000_000,
        PART / 1024,
    );
    let mut outcome = Outcome::new("herd", about, &COLUMNS);
    say(format_args!("herd: {tablets} tablets: preparing"));
    let stage = Stage::start_studying(options).await?;
    let room = stage.room(options.people.unwrap_or(tablets), 1).await?;
    let paper = Paper::attach(&stage, &room).await?;
    let nginx = match Nginx::start(&stage.data().join(paper.place())) {
        Ok(nginx) => nginx,
        Err(missing) => {
            outcome.notes.push(format!("Left out: {missing}."));
            return Ok(outcome);
        }
    };
    let house = Served { name: "house", address: stage.address, path: paper.path(&room), process: &stage.process };
    let beside = Served { name: "nginx", address: nginx.address, path: "/paper.pdf".into(), process: &nginx.process };
    let tokens: Vec<&str> = room.tokens.iter().map(String::as_str).cycle().take(tablets).collect();
    let (mut ratios, mut costs) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
    let (mut grown, mut share) = (0_f64, 0_f64);
    for round in 1..=options.rounds {
        for (kind, asks) in [Asks::Parts, Asks::Whole].into_iter().enumerate() {
            let theirs = beside.opened(&tokens, asks).await?;
            let ours = house.opened(&tokens, asks).await?;
            say(format_args!("herd: round {round}: {}: {:.0} MB/s, nginx {:.0}", asks.words(), ours.speed(), theirs.speed()));
            ratios[kind].push(theirs.speed() / ours.speed());
            costs[kind].push(ours.cost() / theirs.cost());
            grown = grown.max(ours.memory_peak - ours.memory_before);
            share = share.max(theirs.crowd.as_secs_f64() / theirs.took.as_secs_f64());
            outcome.rows.extend([theirs.row(&beside, asks, round), ours.row(&house, asks, round)]);
        }
    }
    for (asks, (ratios, costs)) in [Asks::Parts, Asks::Whole].into_iter().zip(ratios.iter().zip(&costs)) {
        outcome.notes.push(format!(
            "{}: nginx ÷ house {}; the house's processor time a byte ÷ nginx's {}.",
            asks.words(),
            spread(ratios),
            spread(costs)
        ));
        outcome.judge(format!("herd: nginx's throughput ÷ the house's, {}", asks.words()), median(ratios), 1.25);
    }
    outcome.notes.push(format!(
        "The crowd was busy {:.0} % of the time while nginx served: at 100 % it is the crowd that is measured.",
        share * 100.0
    ));
    let each = grown / tablets as f64 / 1024.0;
    outcome.notes.push(format!("The house's memory grew by {:.1} MB at most: {each:.0} KiB a tablet.", grown / 1e6));
    outcome.judge("herd: KiB of memory a tablet that reads", each, 512.0);
    Ok(outcome)
}

/// How a tablet asks.
#[derive(Debug, Clone, Copy)]
enum Asks {
    Parts,
    Whole,
}

impl Asks {
    fn words(self) -> &'static str {
        match self {
            Self::Parts => "parts of 128 KiB",
            Self::Whole => "the whole",
        }
    }

    /// Its requests: the ranges it asks for, one after the other.
    fn ranges(self) -> Vec<Option<(usize, usize)>> {
        match self {
            Self::Parts => (0..PARTS).map(|part| Some((part * PART, (part + 1) * PART))).collect(),
            Self::Whole => vec![None],
        }
    }
}

/// The paper, as the house keeps it.
struct Paper {
    paper_id: String,
    hash: String,
}

impl Paper {
    async fn attach(stage: &Stage, room: &Room) -> anyhow::Result<Self> {
        let item = room.items.first().context("an empty agenda")?;
        let upload = stage
            .house
            .request(Method::POST, &format!("meetings/{}/papers", room.meeting_id))
            .query(&[("item", item.as_str()), ("name", "Báo cáo 20 MB.pdf")])
            .body(pdf(PAPER));
        let receipt = stage.house.send(upload).await?;
        let paper_id = receipt.get("id").and_then(serde_json::Value::as_str).context("no paper came of the upload")?.to_owned();
        // What tablets read is the reading copy. The demonstration's papers are studied before it, one after the other.
        let until = Instant::now() + STUDIES;
        loop {
            let opening = stage.house.get(&format!("meetings/{}/papers/{paper_id}/opening", room.meeting_id)).await?;
            let said = |name: &str| opening.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
            let size = opening.get("size").and_then(serde_json::Value::as_u64).unwrap_or_default();
            if said("state") == "done" {
                ensure!(size >= PAPER as u64, "the reading copy has {size} bytes");
                return Ok(Self { hash: said("hash"), paper_id });
            }
            ensure!(Instant::now() < until, "the paper's study does not end: it is {}", said("state"));
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    }

    fn path(&self, room: &Room) -> String {
        format!("/api/meetings/{}/papers/{}/files/{}", room.meeting_id, self.paper_id, self.hash)
    }

    /// Where it lies in the data folder.
    fn place(&self) -> PathBuf {
        ["objects", "files", self.hash.get(..2).unwrap_or_default(), &self.hash].iter().collect()
    }
}

/// A PDF of a little more than `size` bytes: one page that is a picture, too coarse to be made smaller in the reading copy.
fn pdf(size: usize) -> Vec<u8> {
    let side = size.isqrt() + 1;
    // 200 dots an inch.
    let points = side * 72 / 200 + 10;
    let mut noise = 0x2545_f491_4f6c_dd1d_u64;
    let scan: Vec<u8> = std::iter::repeat_with(|| {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        noise.to_le_bytes()
    })
    .flatten()
    .take(side * side)
    .collect();
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let drawn = format!("{points} 0 0 {points} 0 0 cm /Scan Do");
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {points} {points}] /Contents 5 0 R /Resources << /XObject << /Scan 4 0 R >> >> >>"
    );
    let image = format!("/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray /BitsPerComponent 8");
    let objects: [(&str, Option<&[u8]>); 5] = [
        ("<< /Type /Catalog /Pages 2 0 R >>", None),
        ("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", None),
        (&page, None),
        (&image, Some(&scan)),
        ("", Some(drawn.as_bytes())),
    ];
    for (number, (dictionary, stream)) in objects.into_iter().enumerate() {
        places.push(file.len());
        let body = match stream {
            None => dictionary.to_owned(),
            Some(stream) => format!("<< {dictionary} /Length {} >>\nstream\n", stream.len()),
        };
        file.extend_from_slice(format!("{} 0 obj\n{body}", number + 1).as_bytes());
        if let Some(stream) = stream {
            file.extend_from_slice(stream);
            file.extend_from_slice(b"\nendstream");
        }
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    let lines: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let trailer = format!("xref\n0 6\n0000000000 65535 f \n{lines}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.extend_from_slice(trailer.as_bytes());
    file
}

/// nginx on the house's core.
struct Nginx {
    process: Process,
    address: SocketAddr,
    _folder: TempDir,
}

impl Nginx {
    fn start(file: &Path) -> anyhow::Result<Self> {
        let file = fs::canonicalize(file).context("the house keeps the paper elsewhere")?;
        let folder = tempfile::tempdir()?;
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        // One process, as the house is one: its processor time is nginx's.
        let settings = format!(
            "daemon off; master_process off; worker_rlimit_nofile 8192; pid nginx.pid; error_log error.log;\n\
             events {{ worker_connections 4096; }}\n\
             http {{ access_log access.log; sendfile on; tcp_nopush on; tcp_nodelay on; default_type application/pdf;\n\
             client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n\
             server {{ listen {address} backlog=4096; location = /paper.pdf {{ alias {}; }} }} }}\n",
            file.display()
        );
        let config = folder.path().join("nginx.conf");
        fs::write(&config, settings)?;
        let mut command = Command::new("nginx");
        command.arg("-p").arg(folder.path()).arg("-c").arg(&config).arg("-e").arg(folder.path().join("error.log"));
        let process = Process::start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))
            .context("there is no nginx to measure beside: install Debian's nginx-light")?;
        Ok(Self { process, address, _folder: folder })
    }
}

/// Who serves the paper.
struct Served<'a> {
    name: &'static str,
    address: SocketAddr,
    path: String,
    process: &'a Process,
}

/// What one opening came to.
struct Opened {
    bytes: u64,
    took: Duration,
    first: Percentiles,
    cpu: Duration,
    crowd: Duration,
    memory_before: f64,
    memory_peak: f64,
}

impl Opened {
    fn speed(&self) -> f64 {
        self.bytes as f64 / 1e6 / self.took.as_secs_f64()
    }

    fn cost(&self) -> f64 {
        ms(self.cpu) / (self.bytes as f64 / 1e9)
    }

    fn row(&self, served: &Served, asks: Asks, round: usize) -> Vec<Cell> {
        vec![
            served.name.into(),
            asks.words().into(),
            round.into(),
            self.speed().into(),
            self.first.p50.into(),
            self.first.max.into(),
            self.took.as_secs_f64().into(),
            self.cost().into(),
            (self.memory_before / 1e6).into(),
            (self.memory_peak / 1e6).into(),
        ]
    }
}

impl Served<'_> {
    /// Everybody connects, and then asks at once.
    async fn opened(&self, tokens: &[&str], asks: Asks) -> anyhow::Result<Opened> {
        let memory_before = self.process.memory();
        let watch = self.process.watch_memory();
        let mut tablets = Vec::new();
        for token in tokens {
            tablets.push(Tablet { stream: self.connect().await?, token });
        }
        let sip = RefCell::new(vec![0; SIP]);
        let bytes = Counter::new(0);
        let (cpu, crowd, started) = (self.process.cpu(), crowd_cpu(), Instant::now());
        let reading = tablets.iter_mut().map(async |tablet| {
            let mut first = None;
            for range in asks.ranges() {
                let request = self.request(tablet.token, range);
                let answered = tablet.ask(&request, &sip, &mut first).await?;
                bytes.set(bytes.get() + answered);
            }
            anyhow::Ok(ms(first.context("nothing came")?.saturating_duration_since(started)))
        });
        let first = try_join_all(reading).await.with_context(|| format!("{} serving {}", self.name, asks.words()))?;
        let took = started.elapsed();
        let expected: usize = asks.ranges().iter().map(|range| range.map_or(PAPER, |(from, upto)| upto - from)).sum();
        ensure!(bytes.get() >= (expected * tokens.len()) as u64, "{} sent {} bytes", self.name, bytes.get());
        Ok(Opened {
            bytes: bytes.get(),
            took,
            first: Percentiles::of(&first),
            cpu: self.process.cpu().saturating_sub(cpu),
            crowd: crowd_cpu().saturating_sub(crowd),
            memory_before,
            memory_peak: watch.peak(),
        })
    }

    /// nginx may still be starting.
    async fn connect(&self) -> anyhow::Result<TcpStream> {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            match TcpStream::connect(self.address).await {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    return Ok(stream);
                }
                Err(error) if Instant::now() > until => return Err(error).with_context(|| format!("{} takes no connection", self.name)),
                Err(_starting) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    fn request(&self, token: &str, range: Option<(usize, usize)>) -> Vec<u8> {
        let range = range.map_or_else(String::new, |(from, upto)| format!("Range: bytes={from}-{}\r\n", upto - 1));
        format!("GET {} HTTP/1.1\r\nHost: {}\r\nCookie: __Host-nghisu={token}\r\n{range}\r\n", self.path, self.address).into_bytes()
    }
}

/// A tablet that reads and throws away what it read.
struct Tablet<'a> {
    stream: TcpStream,
    token: &'a str,
}

impl Tablet<'_> {
    /// Asks for something and reads the answer to its end; how many bytes it had. `first` is when the first answer was complete,
    /// or its first [`PART`] bytes were there.
    async fn ask(&mut self, request: &[u8], sip: &RefCell<Vec<u8>>, first: &mut Option<Instant>) -> anyhow::Result<u64> {
        self.stream.write_all(request).await?;
        let mut head: Vec<u8> = Vec::new();
        let mut body: Option<(usize, usize)> = None;
        loop {
            self.stream.readable().await?;
            let mut sip = sip.borrow_mut();
            let read = match self.stream.try_read(&mut sip) {
                Ok(0) => bail!("the server hung up"),
                Ok(read) => read,
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => continue,
                Err(error) => return Err(error.into()),
            };
            let (mut got, length) = match body {
                Some((got, length)) => (got + read, length),
                None => {
                    head.extend_from_slice(sip.get(..read).unwrap_or_default());
                    let Some(end) = find(&head, b"\r\n\r\n") else { continue };
                    (head.len() - end - 4, length_of(head.get(..end).unwrap_or_default())?)
                }
            };
            got = got.min(length);
            if first.is_none() && (got >= PART || got == length) {
                *first = Some(Instant::now());
            }
            if got == length {
                return Ok(length as u64);
            }
            body = Some((got, length));
        }
    }
}

/// How long a good answer says it is.
fn length_of(head: &[u8]) -> anyhow::Result<usize> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let status = head.get(9..12).unwrap_or_default();
    ensure!(status == "200" || status == "206", "an answer {status}");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")).context("an answer without a length")?;
    Ok(length.trim().parse()?)
}
