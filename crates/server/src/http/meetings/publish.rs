//! `/api/meetings/{m}/publish`: attendees see the meeting from now on.

use axum::extract::State;
use domain::{command::Command, ids::MeetingId};

use super::{ActReceipt, Acted, act};
use crate::{
    app::App,
    error::Problem,
    http::extract::{Idempotency, Path},
    identity::Identity,
};

/// Publishes a draft.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/publish", tag = "meetings", params(("meeting_id" = MeetingId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn publish(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::PublishMeeting, &identity, key).await
}
