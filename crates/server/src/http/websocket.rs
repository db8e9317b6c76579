//! Turning a request into a socket: the WebSocket handshake (RFC 6455, section 4.2), and permessage-deflate (RFC 7692)
//! without keeping a window for anybody.

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use hyper::upgrade::OnUpgrade;
use hyper_util::{rt::TokioIo, server::conn::auto::upgrade::downcast};
use live::{Hold, Wire};
use tungstenite::handshake::derive_accept_key;

use crate::{error::ApiError, listener::Peer, tasks};

/// Compression as this house agrees to it: each message on its own, in both directions.
const AGREED: &str = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

/// What a request for a WebSocket asks, and is answered.
pub struct Handshake {
    accept: String,
    /// Whether compression was offered in a way that is agreed to.
    pub deflate: bool,
}

impl Handshake {
    /// Reads the headers of a GET request; none where they do not ask for a WebSocket.
    pub fn asked(headers: &HeaderMap) -> Option<Self> {
        let asks = lists(headers, &header::CONNECTION, "upgrade")
            && lists(headers, &header::UPGRADE, "websocket")
            && headers.get(header::SEC_WEBSOCKET_VERSION).is_some_and(|version| version == "13");
        let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|key| asks && key.len() == 24)?;
        let accept = derive_accept_key(key.as_bytes());
        let deflate = headers.get_all(header::SEC_WEBSOCKET_EXTENSIONS).iter().any(offers_deflate);
        Some(Self { accept, deflate })
    }

    fn headers(&self) -> impl Iterator<Item = (HeaderName, &str)> {
        [(header::CONNECTION, "upgrade"), (header::UPGRADE, "websocket"), (header::SEC_WEBSOCKET_ACCEPT, self.accept.as_str())]
            .into_iter()
            .chain(self.deflate.then_some((header::SEC_WEBSOCKET_EXTENSIONS, AGREED)))
    }

    /// The answer as it goes over the wire.
    pub fn answer(&self) -> Bytes {
        let mut answer = "HTTP/1.1 101 Switching Protocols\r\n".to_owned();
        for (name, value) in self.headers() {
            answer.extend([name.as_str(), ": ", value, "\r\n"]);
        }
        answer.push_str("\r\n");
        answer.into()
    }
}

/// A request that wants to become a WebSocket.
pub struct Upgrade {
    on: OnUpgrade,
    hold: Option<Hold>,
    /// What it asks.
    pub handshake: Handshake,
}

impl<S: Send + Sync> FromRequestParts<S> for Upgrade {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        read(parts).ok_or_else(|| {
            ApiError::new(
                StatusCode::UPGRADE_REQUIRED,
                "websocket_only",
                "Địa chỉ này chỉ dùng cho kênh trực tiếp. Mời mở cuộc họp trên trình duyệt.",
                "This address serves the live channel only. Open the meeting in a browser.",
            )
        })
    }
}

fn read(parts: &mut Parts) -> Option<Upgrade> {
    let handshake = Handshake::asked(&parts.headers).filter(|_| parts.method == Method::GET)?;
    let hold = parts.extensions.get::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer.hold.clone());
    let on = parts.extensions.remove::<OnUpgrade>()?;
    Some(Upgrade { on, hold, handshake })
}

fn lists(headers: &HeaderMap, name: &HeaderName, word: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(word))
}

/// Whether one of the offers asks for nothing this house cannot keep: a smaller window of ours is such a thing.
fn offers_deflate(value: &HeaderValue) -> bool {
    value.to_str().unwrap_or_default().split(',').any(|offer| {
        let mut words = offer.split(';').map(str::trim);
        let fits = |word: &str| {
            let name = word.split('=').next().unwrap_or_default().trim();
            matches!(name, "server_no_context_takeover" | "client_no_context_takeover" | "client_max_window_bits")
        };
        words.next() == Some("permessage-deflate") && words.all(fits)
    })
}

impl Upgrade {
    /// Answers 101, together with the first frames, and hands the connection, with what had already come over it, to `follow`.
    pub fn answer<F, Fut>(self, follow: F) -> Response
    where
        F: FnOnce(Wire, Bytes) -> Fut + Send + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let on = self.on;
        if let Some(hold) = self.hold {
            hold.back();
        }
        tasks::spawn_one_of_many(async move {
            // Whoever went before the answer reached them will come again.
            let Ok(upgraded) = on.await else { return };
            let Ok(parts) = downcast::<TokioIo<Wire>>(upgraded) else { return };
            follow(parts.io.into_inner(), parts.read_buf).await;
        });
        let values = self.handshake.headers();
        let headers: HeaderMap = values.filter_map(|(name, value)| Some((name, HeaderValue::from_str(value).ok()?))).collect();
        (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_is_agreed_to_where_it_can_be_kept() {
        for (offer, agreed) in [
            ("permessage-deflate; client_max_window_bits", true),
            ("permessage-deflate", true),
            ("x-webkit-deflate-frame, permessage-deflate; client_no_context_takeover", true),
            ("permessage-deflate; server_max_window_bits=10", false),
            ("permessage-deflate; server_max_window_bits=10, permessage-deflate", true),
            ("permessage-bzip2", false),
        ] {
            assert_eq!(offers_deflate(&HeaderValue::from_static(offer)), agreed, "{offer}");
        }
    }
}
