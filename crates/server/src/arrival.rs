//! A connection's first request. Whoever comes for the live channel and may is let in right here, past the layers that every
//! other request crosses: a thousand tablets come back at once. Everybody else goes on to those layers as if nothing had been
//! read, and whoever may not come in is told so there.

use std::{future::poll_fn, pin::Pin, time::Instant};

use axum::{extract::Query, http::Uri};
use bytes::Bytes;
use domain::ids::MeetingId;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use live::Wire;
use tokio::io::{AsyncRead, ReadBuf};

use crate::{
    app::App,
    clock,
    http::{
        extract, guard,
        meetings::live::{self as channel, Channel},
        websocket::Handshake,
    },
};

/// Read at once; a request for the live channel fits. What comes in pieces goes the long way.
const READ: usize = 4096;
/// Header fields of a request that is met here.
const FIELDS: usize = 48;

/// Who has come.
pub enum Arrival {
    /// A tablet, which follows its meeting until this is over.
    Live(Pin<Box<dyn Future<Output = ()> + Send>>),
    /// Somebody for HTTP.
    Other(Wire),
    /// Nobody any more.
    Gone,
}

/// Waits for the first request on `wire`.
pub async fn meet(app: &App, mut wire: Wire) -> Arrival {
    let read = poll_fn(|cx| {
        let mut room = [0; READ];
        let mut buffer = ReadBuf::new(&mut room);
        Pin::new(&mut wire).poll_read(cx, &mut buffer).map_ok(|()| Bytes::copy_from_slice(buffer.filled()))
    });
    let Ok(bytes) = read.await else { return Arrival::Gone };
    let started = Instant::now();
    if let Some(request) = request(&bytes)
        && guard::is_same_site(&request.headers)
        && let Ok(identity) = extract::signed_in(app, &request.headers).await
        && let Ok(admitted) = channel::admit(app, &identity, request.meeting_id, &request.channel).await
    {
        guard::log(clock::new_id(), &Method::GET, channel::ROUTE, StatusCode::SWITCHING_PROTOCOLS, started);
        wire.begin_with(&request.handshake.answer());
        let leftover = bytes.slice(request.length..);
        return Arrival::Live(Box::pin(admitted.follow(wire, leftover, request.handshake.deflate)));
    }
    wire.give_back(bytes);
    Arrival::Other(wire)
}

/// A request for a meeting's live channel.
struct Request {
    meeting_id: MeetingId,
    channel: Channel,
    headers: HeaderMap,
    handshake: Handshake,
    /// Bytes it took.
    length: usize,
}

/// Reads a whole request for the live channel; none where it is anything else, or anything about it is unusual.
fn request(bytes: &[u8]) -> Option<Request> {
    // Most other requests are told by their first bytes.
    if !bytes.starts_with(b"GET /api/meetings/") {
        return None;
    }
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let mut head = httparse::Request::new(&mut fields);
    let httparse::Status::Complete(length) = head.parse(bytes).ok()? else { return None };
    let uri: Uri = head.path.filter(|_| head.version == Some(1))?.parse().ok()?;
    let meeting_id = uri.path().strip_prefix("/api/meetings/")?.strip_suffix("/live")?.parse().ok()?;
    let Query(channel) = Query::try_from_uri(&uri).ok()?;
    let mut headers = HeaderMap::with_capacity(head.headers.len());
    for field in head.headers.iter() {
        headers.append(HeaderName::from_bytes(field.name.as_bytes()).ok()?, HeaderValue::from_bytes(field.value).ok()?);
    }
    if headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING) {
        return None;
    }
    let handshake = Handshake::asked(&headers)?;
    Some(Request { meeting_id, channel, headers, handshake, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01a20182-7151-715d-befc-02f909657f20";

    fn asking(first: &str, more: &str) -> String {
        format!(
            "{first} HTTP/1.1\r\nHost: here\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
        )
    }

    #[test]
    fn a_request_for_the_live_channel_is_read_and_no_other() {
        let live = format!("GET /api/meetings/{ID}/live?door=room&epoch=a.b&since=7");
        let whole = asking(&live, "Cookie: a=b\r\nCookie: c=d\r\n");
        let read = request(format!("{whole}more").as_bytes()).expect("a request");
        assert_eq!((read.length, read.meeting_id.to_string().as_str()), (whole.len(), ID));
        assert_eq!(read.headers.get_all("cookie").iter().count(), 2);
        let answer = String::from_utf8(read.handshake.answer().to_vec()).expect("text");
        assert!(answer.starts_with("HTTP/1.1 101 ") && answer.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n") && answer.ends_with("\r\n\r\n"));
        for cut in 0..whole.len() {
            assert!(request(&whole.as_bytes()[..cut]).is_none(), "cut at {cut}");
        }
        for other in [
            asking(&live.replace("GET", "POST"), ""),
            asking(&format!("GET /api/meetings/{ID}/live/poll?door=room"), ""),
            asking("GET /api/meetings/1/live?door=room", ""),
            asking(&format!("GET /api/meetings/{ID}/live?door=cellar"), ""),
            asking(&live, "Content-Length: 3\r\n"),
            whole.replace("HTTP/1.1", "HTTP/1.0"),
            whole.replace("websocket", "h2c"),
        ] {
            assert!(request(other.as_bytes()).is_none(), "{other}");
        }
    }
}
