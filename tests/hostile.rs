//! What nobody should send and somebody will: malformed frames, floods, other sites, sign-ins that are over. Each is refused
//! or closed with its code, and everybody else goes on.

use std::time::Duration;

use domain::ids::AccountId;
use rehearsal::{
    house::House,
    tablet::{Held, Tablet},
};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    dice::{Dice, number},
    support::{Kind, PATIENCE, Served, on_both, outcome, run},
};

on_both!(malformed_frames_close_one_socket_with_their_code, an_expired_sign_in_closes_its_socket, compressed_or_not_the_picture_is_one);

/// A socket of bare bytes, through the handshake.
pub struct Bare {
    stream: TcpStream,
    /// What the server agreed to.
    pub answer: String,
    /// What has come and was not read yet.
    rest: Vec<u8>,
}

/// A frame of the server: its first byte and its payload.
pub type Frame = (u8, Vec<u8>);

impl Bare {
    /// Asks for the live channel with more lines in the request; the answer may be a refusal.
    pub async fn ask(served: &Served, house: &House, meeting: &str, lines: &str) -> Self {
        let address = served.url.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let cookie = house.cookie().map_or(String::new(), |cookie| format!("Cookie: {cookie}\r\n"));
        let request = format!(
            "GET /api/meetings/{meeting}/live?door=room HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{cookie}{lines}\r\n"
        );
        stream.write_all(request.as_bytes()).await.expect("a request");
        let mut rest = Vec::new();
        let end = loop {
            if let Some(end) = rest.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            assert!(more(&mut stream, &mut rest).await, "an answer");
        };
        let left = rest.split_off(end);
        Self { stream, answer: String::from_utf8_lossy(&rest).to_lowercase(), rest: left }
    }

    /// The next frame; none where the connection has ended.
    pub async fn frame(&mut self) -> Option<Frame> {
        loop {
            if let Some((frame, used)) = split(&self.rest) {
                self.rest.drain(..used);
                return Some(frame);
            }
            if !more(&mut self.stream, &mut self.rest).await {
                return None;
            }
        }
    }

    /// Reads on until the server closes; the code it says.
    pub async fn closed(&mut self) -> Option<u16> {
        while let Some((first, payload)) = self.frame().await {
            if first & 0x0f == 8 {
                return payload.get(..2).and_then(|code| code.try_into().ok()).map(u16::from_be_bytes);
            }
        }
        None
    }

    /// Sends bytes as they are; the server may have hung up.
    pub async fn send(&mut self, bytes: &[u8]) -> bool {
        self.stream.write_all(bytes).await.is_ok()
    }
}

async fn more(stream: &mut TcpStream, rest: &mut Vec<u8>) -> bool {
    let mut buffer = [0; 16 * 1024];
    match tokio::time::timeout(PATIENCE, stream.read(&mut buffer)).await.expect("the server answers") {
        Ok(read) if read > 0 => {
            rest.extend_from_slice(&buffer[..read]);
            true
        }
        _ => false,
    }
}

/// The first whole frame of what has come, and how long it is.
fn split(bytes: &[u8]) -> Option<(Frame, usize)> {
    let (start, length) = match *bytes.get(1)? {
        126 => (4, usize::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?),
        short => (2, usize::from(short)),
    };
    Some(((bytes[0], bytes.get(start..start + length)?.to_vec()), start + length))
}

/// A frame as a client must send it.
pub fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [7, 77, 177, 17];
    let mut out = vec![first];
    match payload.len() {
        short @ 0..=125 => out.push(0x80 | u8::try_from(short).expect("short")),
        middle @ 126..=65_535 => {
            out.push(0x80 | 126);
            out.extend(u16::try_from(middle).expect("middle").to_be_bytes());
        }
        long => {
            out.push(0x80 | 127);
            out.extend((long as u64).to_be_bytes());
        }
    }
    out.extend(mask);
    out.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    out
}

/// Somebody adds an item, and somebody else's tablet has it.
async fn goes_on(desk: &House, meeting: &str, witness: &Tablet, why: &str) {
    let body = json!({ "kind": "break", "title": "Nghỉ", "planned_minutes": 5 });
    let receipt = desk.json(Method::POST, &format!("meetings/{meeting}/agenda"), &body).await.expect("an item");
    witness.reached(receipt["seq"].as_u64().expect("a seq"), PATIENCE).await.unwrap_or_else(|| panic!("others are disturbed by {why}"));
}

async fn malformed_frames_close_one_socket_with_their_code(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let witness = served.tablet("ha.ntm", &meeting, "room").await;
    let sender = served.as_login("dat.vt").await;
    for (what, bytes, code) in [
        ("an unmasked frame", vec![0x81, 0x01, b'x'], 1002),
        ("a reserved bit", masked(0xa1, b"x"), 1002),
        ("a reserved opcode", masked(0x83, b"x"), 1002),
        ("a reserved control frame", masked(0x8b, b"x"), 1002),
        ("compression nobody agreed to", masked(0xc1, b"x"), 1002),
        ("the middle of no message", masked(0x80, b"x"), 1002),
        ("two messages at once", [masked(0x01, b"x"), masked(0x01, b"x")].concat(), 1002),
        ("a ping in pieces", masked(0x09, b"x"), 1002),
        ("a long ping", masked(0x89, &[0; 126]), 1002),
        ("a binary message", masked(0x82, &[0, 1, 2]), 1003),
        ("a megabyte", masked(0x81, &[b'x'; 1 << 20]), 1009),
        ("a megabyte of binary", masked(0x82, &[0; 1 << 20]), 1003),
        ("a megabyte in pieces", [masked(0x01, &[b'x'; 4000]), masked(0x80, &[b'x'; 1 << 20])].concat(), 1009),
        ("a length of 2^64", vec![0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], 1009),
    ] {
        let mut socket = Bare::ask(&served, &sender, &meeting, "").await;
        assert!(socket.answer.starts_with("http/1.1 101"), "{}", socket.answer);
        // Where it is long, the server may have closed before it is all sent.
        let all = socket.send(&bytes).await;
        let closed = socket.closed().await;
        // A close frame can be lost where more is sent than the server reads: the connection is reset.
        assert!(closed == Some(code) || (closed.is_none() && bytes.len() > 65_536), "{what}: {closed:?}, sent: {all}");
        goes_on(&desk, &meeting, &witness, what).await;
    }
    // Another site's page may not open it, however the browser says so.
    for line in ["Origin: https://elsewhere.example\r\n", "Sec-Fetch-Site: cross-site\r\n", "Origin: null\r\n"] {
        let refused = Bare::ask(&served, &sender, &meeting, line).await;
        assert!(refused.answer.starts_with("http/1.1 403"), "{line}: {}", refused.answer);
    }
    let own = Bare::ask(&served, &sender, &meeting, &format!("Origin: {}\r\n", served.url)).await;
    assert!(own.answer.starts_with("http/1.1 101"), "{}", own.answer);
    let nobody = Bare::ask(&served, &served.anybody(), &meeting, "").await;
    assert!(nobody.answer.starts_with("http/1.1 401"), "{}", nobody.answer);
}

/// A flood is answered or closed, and others do not wait for it.
pub async fn flooded(pings: usize) {
    let served = Served::start(Kind::Sqlite).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let witness = served.tablet("ha.ntm", &meeting, "room").await;
    let mut socket = Bare::ask(&served, &served.as_login("dat.vt").await, &meeting, "").await;
    let burst = masked(0x89, b"12345678").repeat(500);
    let (mut reading, mut writing) = socket.stream.split();
    let flooding = async {
        for _ in 0..pings / 500 {
            writing.write_all(&burst).await.expect("the server takes pings");
        }
        // The last word, answered after all of them.
        writing.write_all(&masked(0x89, b"the last")).await.expect("the last ping");
    };
    let mut answers = socket.rest.split_off(0);
    let reading = async {
        let mut last = false;
        let mut buffer = [0; 16 * 1024];
        while !last {
            let read = tokio::time::timeout(PATIENCE, reading.read(&mut buffer)).await.expect("an answer").expect("an answer");
            assert!(read > 0, "the server hung up");
            answers.extend_from_slice(&buffer[..read]);
            let mut used = 0;
            while let Some(((first, payload), length)) = split(&answers[used..]) {
                last |= first == 0x8a && payload == b"the last";
                used += length;
            }
            answers.drain(..used);
        }
    };
    let acting = async {
        for _ in 0..20 {
            goes_on(&desk, &meeting, &witness, "a flood of pings").await;
        }
    };
    let started = std::time::Instant::now();
    let acting = async {
        acting.await;
        started.elapsed()
    };
    let ((), (), beside) = futures::future::join3(flooding, reading, acting).await;
    println!("{pings} pings in {:.1?}; 20 acts beside them took {beside:.1?}", started.elapsed());
}

#[test]
fn a_flood_of_pings_disturbs_nobody() {
    run(flooded(20_000));
}

#[test]
#[ignore = "takes a while: make faults"]
fn a_million_pings_disturb_nobody() {
    run(flooded(number("NGHISU_PINGS", 1_000_000)));
}

/// Bytes by chance: whatever comes of them, others go on.
#[test]
fn bytes_by_chance_disturb_nobody() {
    run(async {
        let mut dice = Dice::new();
        let served = Served::start(Kind::Sqlite).await;
        let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
        let witness = served.tablet("ha.ntm", &meeting, "room").await;
        let sender = served.as_login("dat.vt").await;
        for _ in 0..60 {
            let mut socket = Bare::ask(&served, &sender, &meeting, "").await;
            let mut bytes: Vec<u8> = (0..1 + dice.roll(300)).map(|_| u8::try_from(dice.roll(256)).expect("a byte")).collect();
            if dice.roll(2) == 0 {
                // A header that holds, so that it is not refused at the first byte.
                bytes = masked([0x81, 0x01, 0x80, 0x89, 0x8a, 0x88][dice.roll(6)], &bytes);
                let cut = dice.roll(bytes.len());
                bytes.truncate(cut);
            }
            socket.send(&bytes).await;
        }
        goes_on(&desk, &meeting, &witness, "bytes by chance").await;
    });
}

async fn token_for(served: &Served, account_id: AccountId, seconds: i64) -> House {
    let token = server::secrets::new_token();
    let now = server::clock::now();
    let session = store::accounts::Session {
        session_id: server::clock::new_id(),
        account_id,
        device_id: None,
        token_hash: server::secrets::hash_token(&token),
        created_at: now,
        expires_at: now + chrono::TimeDelta::seconds(seconds),
    };
    served.app.store.begin_session(&session).await.expect("a session");
    served.anybody().with_token(&token)
}

async fn an_expired_sign_in_closes_its_socket(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let witness = served.tablet("ha.ntm", &meeting, "room").await;
    let account = served.app.store.account_by_login("dat.vt").await.expect("the store").expect("the account").account_id;
    let house = token_for(&served, account, 1).await;
    let tablet = Tablet::join(&served.anybody(), &meeting, house.token().expect("a token"), "room").await.expect("the live channel");
    let first = house.get(&format!("meetings/{meeting}/live/poll?door=room")).await.expect("a snapshot");
    let query = format!("epoch={}&since={}", first["frames"][0]["epoch"].as_str().expect("an epoch"), first["frames"][0]["seq"]);
    let poll = format!("meetings/{meeting}/live/poll?door=room&{query}");
    let (closed, polled) = futures::future::join(tablet.closed(PATIENCE), outcome(&house, house.get_request(&poll))).await;
    assert_eq!(closed, Some(4401));
    assert_eq!(polled, (401, "signed_out".into()), "a poll that waits ends with the sign-in too");
    assert_eq!(outcome(&house, house.get_request(&poll)).await.0, 401);
    assert!(Tablet::join(&served.anybody(), &meeting, house.token().expect("a token"), "room").await.is_err());
    goes_on(&desk, &meeting, &witness, "a sign-in that is over").await;
}

/// Takes permessage-deflate's messages apart as a browser does, without a library of the server's.
fn text_of((first, payload): Frame) -> Option<String> {
    match first {
        0x81 => String::from_utf8(payload).ok(),
        0xc1 => {
            let whole = [&payload[..], &[0, 0, 0xff, 0xff]].concat();
            let mut inflate = flate2::Decompress::new(false);
            let mut text = Vec::with_capacity(1 << 20);
            inflate.decompress_vec(&whole, &mut text, flate2::FlushDecompress::Sync).ok()?;
            String::from_utf8(text).ok()
        }
        _ => None,
    }
}

async fn compressed_or_not_the_picture_is_one(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let member = served.as_login("ha.ntm").await;
    let offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    let mut sockets = Vec::new();
    for lines in ["", offer, "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9\r\n"] {
        let socket = Bare::ask(&served, &member, &meeting, lines).await;
        assert_eq!(socket.answer.contains("permessage-deflate"), lines == offer, "{}", socket.answer);
        sockets.push((socket, Held::default(), 0));
    }
    let mut seq = 0;
    for number in 0..30 {
        let long = format!("Nội dung {number}: {}", "rất dài ".repeat(25));
        let body = json!({ "kind": "matter", "title": long, "planned_minutes": 5 });
        let receipt: Value = desk.json(Method::POST, &format!("meetings/{meeting}/agenda"), &body).await.expect("an item");
        seq = receipt["seq"].as_u64().expect("a seq");
    }
    let truth = member.picture(&meeting, "room").await.expect("the view");
    for (socket, held, bytes) in &mut sockets {
        while held.seq < seq || !held.greeted {
            let frame = socket.frame().await.expect("a frame");
            *bytes += frame.1.len();
            held.take(&text_of(frame).expect("a text"));
        }
        assert_eq!(held.view, truth);
    }
    assert_eq!(sockets[0].2, sockets[2].2, "an offer that cannot be kept is no offer");
    assert!(sockets[1].2 < sockets[0].2, "compression pays");
    // What is agreed goes both ways: a compressed text is a sign of life.
    let alive = masked(0xc1, &[0x02, 0x00]);
    assert!(sockets[1].0.send(&alive).await);
    assert!(sockets[1].0.send(&masked(0x89, b"there?")).await);
    assert_eq!(sockets[1].0.frame().await, Some((0x8a, b"there?".to_vec())));
}

/// A library's socket is read by nobody and closed by itself: the server forgets it.
#[test]
fn who_goes_is_forgotten() {
    run(async {
        let served = Served::start(Kind::Sqlite).await;
        let meeting = served.session_of_today().await;
        let room = served.app.rooms.open(meeting.parse().expect("an id")).await.expect("the room").room;
        let member = served.as_login("ha.ntm").await;
        for way in 0..3 {
            let mut socket = Bare::ask(&served, &member, &meeting, "").await;
            assert!(socket.frame().await.is_some());
            match way {
                0 => assert!(socket.send(&masked(0x88, &1000_u16.to_be_bytes())).await),
                1 => socket.stream.shutdown().await.expect("half closed"),
                _ => drop(socket),
            }
            let deadline = std::time::Instant::now() + PATIENCE;
            while room.listeners() > 0 {
                assert!(std::time::Instant::now() < deadline, "way {way}: the seat is still taken");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    });
}
