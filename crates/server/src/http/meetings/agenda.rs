//! `/api/meetings/{m}/agenda`: adding, editing, moving and removing items.

use std::collections::BTreeSet;

use axum::extract::State;
use domain::{
    agenda::{Admission, AgendaItemKind},
    command::{AgendaItemChange, Command, NewAgendaItem},
    ids::{AgendaItemId, AttendeeId, MeetingId, PersonId},
    permission::Action,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{ActReceipt, Acted, act, authorised};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::{
        extract::{self, Idempotency, Path},
        people,
    },
    identity::Identity,
};

/// An item to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItemNew {
    /// Matter or break.
    kind: AgendaItemKind,
    /// Full title.
    title: String,
    /// Title for narrow places, at most 28 characters; made from the title when absent.
    short_title: Option<String>,
    /// Minutes.
    planned_minutes: u32,
    /// Who presents.
    presenter_id: Option<PersonId>,
    /// Who may be present; default all.
    admission: Option<Admission>,
    /// Admitted by name.
    #[serde(default)]
    guests: BTreeSet<AttendeeId>,
}

/// Adds an item at the end.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/agenda", tag = "agenda", params(("meeting_id" = MeetingId, Path)), request_body = AgendaItemNew,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(new): extract::Json<AgendaItemNew>,
) -> Acted {
    authorised(&app, meeting_id, Action::EditAgenda, &identity).await?;
    let presenter = match new.presenter_id {
        Some(id) => Some(people::card(&app, id).await?),
        None => None,
    };
    let item = NewAgendaItem {
        kind: new.kind,
        title: new.title,
        short_title: new.short_title,
        presenter,
        planned_minutes: new.planned_minutes,
        admission: new.admission.unwrap_or(Admission::All),
        guests: new.guests,
    };
    act(&app, meeting_id, Command::AddAgendaItem { item_id: clock::new_id(), item }, &identity, key).await
}

/// Changes of an item; absent means "as it is".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItemEdit {
    /// The item's `revision` as last seen.
    revision: u64,
    /// Full title.
    title: Option<String>,
    /// Short title; empty makes one from the title.
    short_title: Option<String>,
    /// Minutes.
    planned_minutes: Option<u32>,
    /// Who presents; empty takes the presenter away.
    presenter_id: Option<String>,
    /// Who may be present.
    admission: Option<Admission>,
    /// Admitted by name.
    guests: Option<BTreeSet<AttendeeId>>,
}

/// Changes an item. Refused where somebody else changed it since: the problem's `current` holds the item as it is.
#[utoipa::path(patch, path = "/api/meetings/{meeting_id}/agenda/{item_id}", tag = "agenda",
    params(("meeting_id" = MeetingId, Path), ("item_id" = AgendaItemId, Path)), request_body = AgendaItemEdit,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, item_id)): Path<(MeetingId, AgendaItemId)>,
    Idempotency(key): Idempotency,
    extract::Json(edit): extract::Json<AgendaItemEdit>,
) -> Acted {
    authorised(&app, meeting_id, Action::EditAgenda, &identity).await?;
    let presenter = match edit.presenter_id.as_deref() {
        None => None,
        Some("") => Some(None),
        Some(id) => Some(Some(people::card(&app, id.parse().map_err(|_| ApiError::unreadable("presenter_id"))?).await?)),
    };
    let change = AgendaItemChange {
        title: edit.title,
        short_title: edit.short_title,
        presenter,
        planned_minutes: edit.planned_minutes,
        admission: edit.admission,
        guests: edit.guests,
    };
    act(&app, meeting_id, Command::EditAgendaItem { item_id, revision: edit.revision, change }, &identity, key).await
}

/// Where to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItemMove {
    /// Before which item; absent means to the end.
    before: Option<AgendaItemId>,
}

/// Moves an item.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/agenda/{item_id}/move", tag = "agenda",
    params(("meeting_id" = MeetingId, Path), ("item_id" = AgendaItemId, Path)), request_body = AgendaItemMove,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn move_item(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, item_id)): Path<(MeetingId, AgendaItemId)>,
    Idempotency(key): Idempotency,
    extract::Json(to): extract::Json<AgendaItemMove>,
) -> Acted {
    act(&app, meeting_id, Command::MoveAgendaItem { item_id, before: to.before }, &identity, key).await
}

/// Removes an item with its papers.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/agenda/{item_id}", tag = "agenda",
    params(("meeting_id" = MeetingId, Path), ("item_id" = AgendaItemId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, item_id)): Path<(MeetingId, AgendaItemId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::RemoveAgendaItem { item_id }, &identity, key).await
}
