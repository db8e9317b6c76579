//! `/api/meetings/{m}/attendees`: who is invited, as what.

use axum::extract::State;
use domain::{
    attendee::AttendeeRole,
    command::{AttendeeChange, Command, NewAttendee},
    ids::{AttendeeId, MeetingId, PersonId},
    permission::Action,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{ActReceipt, Acted, act, authorised};
use crate::{
    app::App,
    clock,
    error::Problem,
    http::{
        extract::{self, Idempotency, Path},
        people,
    },
    identity::Identity,
};

/// A person to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendeeNew {
    /// Who.
    person_id: PersonId,
    /// As what.
    role: AttendeeRole,
    /// Whether they vote; by default chair and members do.
    votes: Option<bool>,
    /// Seat.
    seat: Option<String>,
}

/// People to invite.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendeesNew {
    /// All or none are added.
    attendees: Vec<AttendeeNew>,
}

/// Adds people from the directory.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/attendees", tag = "attendees", params(("meeting_id" = MeetingId, Path)), request_body = AttendeesNew,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn add(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(new): extract::Json<AttendeesNew>,
) -> Acted {
    authorised(&app, meeting_id, Action::EditAttendees, &identity).await?;
    let ids: Vec<PersonId> = new.attendees.iter().map(|one| one.person_id).collect();
    let known = people::known(&app, &ids).await?;
    let attendees = new.attendees.into_iter().filter_map(|one| {
        let (person, unit) = known.iter().find(|(person, _)| person.person_id == one.person_id)?;
        Some(NewAttendee {
            attendee_id: clock::new_id(),
            person: person.card(unit),
            role: one.role,
            votes: one.votes,
            seat: one.seat,
            protocol_order: person.protocol_order,
        })
    });
    act(&app, meeting_id, Command::AddAttendees { attendees: attendees.collect() }, &identity, key).await
}

/// Changes of a place; absent means "as it is".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendeeEdit {
    /// The attendee's `revision` as last seen.
    revision: u64,
    /// Role.
    role: Option<AttendeeRole>,
    /// Vote.
    votes: Option<bool>,
    /// Seat; empty takes it away.
    seat: Option<String>,
    /// Protocol order.
    protocol_order: Option<u32>,
}

/// Changes a place.
#[utoipa::path(patch, path = "/api/meetings/{meeting_id}/attendees/{attendee_id}", tag = "attendees",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)), request_body = AttendeeEdit,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
    extract::Json(edit): extract::Json<AttendeeEdit>,
) -> Acted {
    let change = AttendeeChange { role: edit.role, votes: edit.votes, seat: edit.seat, protocol_order: edit.protocol_order };
    act(&app, meeting_id, Command::EditAttendee { attendee_id, revision: edit.revision, change }, &identity, key).await
}

/// Takes a person off the list.
#[utoipa::path(delete, path = "/api/meetings/{meeting_id}/attendees/{attendee_id}", tag = "attendees",
    params(("meeting_id" = MeetingId, Path), ("attendee_id" = AttendeeId, Path)),
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn remove(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, attendee_id)): Path<(MeetingId, AttendeeId)>,
    Idempotency(key): Idempotency,
) -> Acted {
    act(&app, meeting_id, Command::RemoveAttendee { attendee_id }, &identity, key).await
}
