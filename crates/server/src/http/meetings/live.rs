//! `/api/meetings/{m}/live`: the live channel, over a WebSocket or, where a proxy breaks those, by long polls.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::{
    audience::Door,
    ids::MeetingId,
    refusal::{Refusal, Thing},
};
use live::{End, Frame, Guest, Resume, Room, Subscription, Viewer, Wire, sessions::SignedIn};
use serde::Deserialize;
use tokio::sync::watch;
use utoipa::IntoParams;

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::{
        extract::{Path, Query},
        websocket::Upgrade,
    },
    identity::Identity,
};

/// The channel's address, as it is logged.
pub const ROUTE: &str = "/api/meetings/{meeting_id}/live";

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

async fn enter(app: &App, meeting_id: MeetingId, identity: &Identity, channel: &Channel) -> Result<(Arc<Room>, Viewer), ApiError> {
    let room = app.rooms.open(meeting_id).await?.room;
    Ok((room, Viewer { actor: identity.actor.clone(), door: channel.door.unwrap_or(Door::Room) }))
}

fn nowhere() -> ApiError {
    Refusal::NotFound(Thing::Meeting).into()
}

/// The live channel: a snapshot or what was missed, then every change (docs/LIVE.md).
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/live", tag = "live", params(("meeting_id" = MeetingId, Path), Channel),
    responses((status = 101, description = "A WebSocket of text frames"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 426, body = Problem)))]
pub async fn upgrade(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(channel): Query<Channel>,
    upgrade: Upgrade,
) -> Result<Response, ApiError> {
    let admitted = admit(&app, &identity, meeting_id, &channel).await?;
    let deflate = upgrade.handshake.deflate;
    Ok(upgrade.answer(async move |wire, leftover| admitted.follow(wire, leftover, deflate).await))
}

/// Somebody who may follow a meeting.
pub struct Admitted {
    guest: Guest,
    ended: SignedIn,
    expires_at: DateTime<Utc>,
    closing: watch::Receiver<bool>,
}

/// Lets somebody who is signed in into a meeting's live channel.
pub async fn admit(app: &App, identity: &Identity, meeting_id: MeetingId, channel: &Channel) -> Result<Admitted, ApiError> {
    // Watched from the first: a sign-in that ends while the meeting is being opened is not missed.
    let (ended, expires_at) = (app.sign_ins.watch(identity.session_id), identity.expires_at);
    let (room, viewer) = enter(app, meeting_id, identity, channel).await?;
    let guest = Guest::admit(room, viewer, channel.resume().as_ref()).ok_or_else(nowhere)?;
    Ok(Admitted { guest, ended, expires_at, closing: app.closing.subscribe() })
}

impl Admitted {
    /// Follows over `wire` until the tablet goes, or must. `leftover` came after its request.
    pub async fn follow(self, wire: Wire, leftover: Bytes, deflate: bool) {
        let Self { guest, ended, expires_at, closing } = self;
        let until = async move {
            tokio::select! {
                () = signed_out(ended, expires_at) => End::SignedOut,
                () = told_to_stop(closing) => End::Restarting,
            }
        };
        let end = guest.follow(wire, leftover, deflate, until).await;
        tracing::debug!(?end, "a live channel ended");
    }
}

/// Waits until the sign-in has ended or expired.
async fn signed_out(ended: SignedIn, expires_at: DateTime<Utc>) {
    let left = (expires_at - clock::now()).to_std().unwrap_or_default();
    tokio::select! {
        () = ended.over() => {}
        () = tokio::time::sleep(left) => {}
    }
}

async fn told_to_stop(mut closing: watch::Receiver<bool>) {
    if closing.wait_for(|closing| *closing).await.is_err() {
        // Nobody is left who could say so.
        std::future::pending::<()>().await;
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
    let (ended, expires_at) = (app.sign_ins.watch(identity.session_id), identity.expires_at);
    let (room, viewer) = enter(&app, meeting_id, &identity, &channel).await?;
    let mut subscription = Subscription::join(room, viewer, channel.resume().as_ref()).ok_or_else(nowhere)?;
    let mut frames = subscription.next().await.unwrap_or_default();
    if !subscription.is_behind() {
        tokio::select! {
            more = subscription.next() => frames.extend(more.map_err(|_removed| nowhere())?),
            () = told_to_stop(app.closing.subscribe()) => {}
            () = signed_out(ended, expires_at) => return Err(ApiError::signed_out()),
        }
    }
    let body = format!("{{\"frames\":[{}]}}", frames.iter().map(Frame::text).collect::<Vec<&str>>().join(","));
    Ok(([("content-type", "application/json")], body).into_response())
}
