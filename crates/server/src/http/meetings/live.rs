//! `/api/meetings/{m}/live`: the live channel, over a WebSocket or, where a proxy breaks those, by long polls.

use std::time::Duration;

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    audience::Door,
    ids::MeetingId,
    refusal::{Refusal, Thing},
};
use futures::{SinkExt, StreamExt};
use live::{Frame, Resume, Subscription, Viewer};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::{Path, Query},
    identity::Identity,
};

/// A tablet that takes no byte for this long is cut off; it comes back by itself and resumes.
const STUCK: Duration = Duration::from_secs(15);
/// tungstenite touches its whole read buffer at once: its default would cost 128 KiB a tablet (docs/LIVE.md).
const READ_BUFFER: usize = 1024;
/// What has gathered goes to the system in pieces of about this size: many frames, one write.
const WRITE_BUFFER: usize = 16 * 1024;
/// Tablets send nothing but control frames yet.
const LARGEST_MESSAGE: usize = 4096;

/// Close codes of our own.
mod close {
    /// The sign-in has ended.
    pub const SIGNED_OUT: u16 = 4401;
    /// No longer in this meeting.
    pub const REMOVED: u16 = 4403;
    /// The program stops and is expected back.
    pub const RESTARTING: u16 = 1012;
    /// Something was sent that is not understood.
    pub const UNSUPPORTED: u16 = 1003;
}

/// How to look, and what is already known.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Channel {
    /// Through which door; default `room`.
    #[param(inline)]
    door: Option<Door>,
    /// Epoch of what one holds.
    epoch: Option<String>,
    /// Seq of what one holds.
    since: Option<u64>,
}

impl Channel {
    fn resume(&self) -> Option<Resume> {
        Some(Resume { epoch: self.epoch.clone()?, since: self.since? })
    }
}

async fn subscribe(app: &App, meeting_id: MeetingId, identity: &Identity, channel: &Channel) -> Result<Subscription, ApiError> {
    let room = app.rooms.open(meeting_id).await?.room;
    let viewer = Viewer { actor: identity.actor.clone(), door: channel.door.unwrap_or(Door::Room) };
    Ok(Subscription::join(room, viewer, channel.resume()).ok_or(Refusal::NotFound(Thing::Meeting))?)
}

/// The live channel: a snapshot or what was missed, then every change (docs/LIVE.md).
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/live", tag = "live", params(("meeting_id" = MeetingId, Path), Channel),
    responses((status = 101, description = "A WebSocket of text frames"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 426, body = Problem)))]
pub async fn upgrade(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(channel): Query<Channel>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    let upgrade = upgrade.map_err(|_plain| {
        ApiError::new(
            StatusCode::UPGRADE_REQUIRED,
            "websocket_only",
            "Địa chỉ này chỉ dùng cho kênh trực tiếp. Mời mở cuộc họp trên trình duyệt.",
            "This address serves the live channel only. Open the meeting in a browser.",
        )
    })?;
    let subscription = subscribe(&app, meeting_id, &identity, &channel).await?;
    let ended = app.sessions.watch(identity.session_id);
    let closing = app.closing.subscribe();
    let left = (identity.expires_at - clock::now()).to_std().unwrap_or_default();
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(LARGEST_MESSAGE)
        .max_frame_size(LARGEST_MESSAGE);
    Ok(upgrade.on_upgrade(async move |socket| {
        let (code, reason) = follow(socket, subscription, ended, closing, left).await;
        tracing::debug!(code, reason, "a live channel ended");
    }))
}

/// Follows a room on a socket until one of them ends. Returns the close code and reason.
async fn follow(
    socket: WebSocket,
    mut subscription: Subscription,
    ended: std::sync::Arc<tokio::sync::Notify>,
    mut closing: tokio::sync::watch::Receiver<bool>,
    left: Duration,
) -> (u16, &'static str) {
    let (mut sink, mut stream) = socket.split();
    let mut ended = std::pin::pin!(ended.notified_owned());
    // Registered before anything is sent: an end between two frames is not missed.
    ended.as_mut().enable();
    let mut expiry = std::pin::pin!(tokio::time::sleep(left));
    let (code, reason) = loop {
        tokio::select! {
            frames = subscription.next() => match frames {
                Ok(frames) => match send(&mut sink, frames).await {
                    Ok(()) => {}
                    Err(reason) => return (1006, reason),
                },
                Err(live::End::Removed) => break (close::REMOVED, "removed"),
            },
            message = stream.next() => match message {
                // Pings are answered by the library; a text is a sign of life and says nothing yet.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Text(_))) => {}
                Some(Ok(Message::Binary(_))) => break (close::UNSUPPORTED, "binary"),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return (1000, "left"),
            },
            () = ended.as_mut() => break (close::SIGNED_OUT, "signed out"),
            () = told_to_stop(&mut closing) => break (close::RESTARTING, "restarting"),
            () = expiry.as_mut() => break (close::SIGNED_OUT, "expired"),
        }
    };
    let frame = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
    let _gone = tokio::time::timeout(STUCK, sink.send(frame)).await;
    (code, reason)
}

async fn told_to_stop(closing: &mut tokio::sync::watch::Receiver<bool>) {
    if closing.wait_for(|closing| *closing).await.is_err() {
        // Nobody is left who could say so.
        std::future::pending::<()>().await;
    }
}

/// Writes everything that has gathered, then flushes once. The patience is for each step: a long queue on a slow line is
/// no reason to give up, a line that takes nothing is.
async fn send(sink: &mut (impl SinkExt<Message, Error = axum::Error> + Unpin), frames: Vec<Frame>) -> Result<(), &'static str> {
    for frame in frames {
        in_time(sink.feed(Message::Text((*frame).into()))).await?;
    }
    in_time(sink.flush()).await
}

async fn in_time(step: impl Future<Output = Result<(), axum::Error>>) -> Result<(), &'static str> {
    match tokio::time::timeout(STUCK, step).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_gone)) => Err("gone"),
        Err(_stuck) => Err("stuck"),
    }
}

/// The same frames by long poll: waits until there are some; after 10 s of silence a heartbeat.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/live/poll", tag = "live", params(("meeting_id" = MeetingId, Path), Channel),
    responses((status = 200, description = "`{\"frames\": [...]}`: the frames of the socket", content_type = "application/json"), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn poll(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(channel): Query<Channel>,
) -> Result<Response, ApiError> {
    let mut subscription = subscribe(&app, meeting_id, &identity, &channel).await?;
    let behind = subscription.is_behind();
    let mut frames = subscription.next().await.unwrap_or_default();
    if !behind {
        let ended = app.sessions.watch(identity.session_id);
        let mut closing = app.closing.subscribe();
        tokio::select! {
            more = subscription.next() => match more {
                Ok(more) => frames.extend(more),
                Err(live::End::Removed) => return Err(Refusal::NotFound(Thing::Meeting).into()),
            },
            () = told_to_stop(&mut closing) => {}
            () = ended.notified() => return Err(ApiError::signed_out()),
        }
    }
    let body = format!("{{\"frames\":[{}]}}", frames.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(","));
    Ok(([("content-type", "application/json")], body).into_response())
}
