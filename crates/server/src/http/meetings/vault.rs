//! `/api/meetings/{m}/vault`: the key under which a paired tablet keeps the papers of a meeting, to be read without network.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    audience::{Audience, Door},
    ids::{DeviceId, MeetingId},
    refusal::{Refusal, Thing},
    state::{MeetingState, Phase},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::extract::Path,
    identity::Identity,
    secrets,
};

/// What a tablet keeps papers with.
#[derive(Serialize, ToSchema)]
pub struct VaultKey {
    /// 256 bits, hex.
    key: String,
    /// When the tablet erases everything, whether or not it hears from the server.
    keep_until: DateTime<Utc>,
    /// The server's clock.
    now: DateTime<Utc>,
}

/// The key of this tablet for this meeting: the same as long as the meeting goes on and nobody signs out. Only for whoever may
/// read the meeting, signed in on a paired tablet.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/vault", tag = "papers", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = VaultKey), (status = 403, body = Problem), (status = 404, body = Problem), (status = 410, body = Problem)))]
pub async fn open(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>) -> Result<Json<VaultKey>, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let device = tablet(&state, &identity)?;
    if state.phase == Phase::Closed {
        app.store.erase_vault_keys(meeting_id).await?;
        return Err(ApiError::new(
            StatusCode::GONE,
            "meeting_over",
            "Phiên họp đã kết thúc nên máy không giữ tài liệu nữa. Mời mở tài liệu khi có mạng.",
            "The meeting is over, so devices keep its papers no longer. Open the papers while there is a network.",
        ));
    }
    let now = clock::now();
    let key = app.store.vault_key(device, meeting_id, &secrets::new_key(), now).await?;
    let keep_until = state.planned_end().max(now) + TimeDelta::hours(i64::from(app.rules.offline.hours));
    Ok(Json(VaultKey { key, keep_until, now }))
}

/// Erases the key of this tablet for this meeting: what it kept cannot be read any more.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/vault", tag = "papers", params(("meeting_id" = MeetingId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn erase(State(app): State<App>, identity: Identity, Path(meeting_id): Path<MeetingId>) -> Result<StatusCode, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let device = tablet(&state, &identity)?;
    app.store.erase_vault_key(device, meeting_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The paired tablet of somebody who may read the meeting.
fn tablet(state: &MeetingState, identity: &Identity) -> Result<DeviceId, ApiError> {
    Audience::of(state, &identity.actor, Door::Room).ok_or(Refusal::NotFound(Thing::Meeting))?;
    identity.device_id.ok_or_else(|| {
        ApiError::new(
            StatusCode::FORBIDDEN,
            "not_a_paired_device",
            "Chỉ máy đã ghép mới giữ được tài liệu. Mời nhờ bộ phận thư ký ghép máy này.",
            "Only a paired device may keep papers. Ask the secretariat to pair this one.",
        )
    })
}
