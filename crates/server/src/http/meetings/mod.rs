//! `/api/meetings`: the calendar, a meeting as one may see it, creating and editing it.

pub mod agenda;
pub mod attendance;
pub mod attendees;
pub mod calls;
pub mod facts;
pub mod files;
pub mod find;
pub mod floor;
pub mod hand;
pub mod intakes;
pub mod journal;
pub mod lead;
pub mod live;
pub mod minutes;
pub mod motions;
pub mod opening;
pub mod pack;
pub mod pages;
pub mod papers;
pub mod publish;
pub mod remarks;
pub mod session;
pub mod vault;
pub mod versions;
pub mod words;

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    attendee::AttendeeRole,
    audience::{Audience, Door},
    command::Command,
    decide::{authorise, create as decide_creation},
    ids::{AttendeeId, IdempotencyKey, MeetingId},
    permission::{Action, HouseAction, may_in_house},
    person::HouseRole,
    refusal::{Refusal, Thing},
    state::{MeetingState, Phase},
    view::{Mine, view},
};
use serde::{Deserialize, Serialize};
use store::calendar::{MeetingRow, Whose};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::extract::{self, Idempotency, Path, Query};
use crate::{
    act::Done,
    app::{App, Snapshot},
    clock,
    error::{ApiError, Problem},
    identity::Identity,
};

/// What every act is answered with.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActReceipt {
    /// Seq of the act's last event in the meeting's journal.
    pub seq: u64,
    /// What was created, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
}

/// An act's answer; the header says how long the commit took, as `Server-Timing` does for any browser.
pub type Acted = Result<([(header::HeaderName, String); 1], Json<ActReceipt>), ApiError>;

/// Carries a command out for somebody. On a clash of edits the answer holds what is there now.
pub async fn act(app: &App, meeting_id: MeetingId, command: Command, identity: &Identity, key: Option<IdempotencyKey>) -> Acted {
    let edited = edited(&command);
    match app.rooms.act(meeting_id, command, identity.actor.clone(), identity.account_id, key).await {
        Ok(Done { receipt, commit }) => {
            let timing = format!("commit;dur={:.3}", commit.as_secs_f64() * 1000.0);
            let receipt = ActReceipt { seq: receipt.seq, id: receipt.created };
            Ok(([(header::HeaderName::from_static("server-timing"), timing)], Json(receipt)))
        }
        Err(error) if error.code() == Refusal::EditedMeanwhile.code() => {
            let state = app.rooms.open(meeting_id).await?.room.state();
            let desk = Audience::of(&state, &identity.actor, Door::Desk).map(|audience| view(&state, &audience));
            let desk = serde_json::to_value(desk).unwrap_or_default();
            Err(error.with_current(edited.and_then(|pointer| desk.pointer(&pointer).cloned())))
        }
        Err(error) => Err(error),
    }
}

/// Where in the desk's view stands what a command edits.
fn edited(command: &Command) -> Option<String> {
    match command {
        Command::EditMeeting { .. } => Some(String::new()),
        Command::EditAgendaItem { item_id, .. } => Some(format!("/agenda/items/{item_id}")),
        Command::EditAttendee { attendee_id, .. } => Some(format!("/attendees/people/{attendee_id}")),
        Command::EditPaper { paper_id, .. } => Some(format!("/papers/{paper_id}")),
        _ => None,
    }
}

/// The state of a meeting `identity` may do `action` in.
pub async fn authorised(
    app: &App,
    meeting_id: MeetingId,
    action: Action,
    identity: &Identity,
) -> Result<std::sync::Arc<MeetingState>, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    authorise(&state, action, &identity.actor)?;
    Ok(state)
}

/// A line of the calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingSummary {
    /// Which meeting.
    meeting_id: MeetingId,
    /// Title.
    title: String,
    /// Code of the kind.
    kind: String,
    /// Vietnamese name of the kind.
    kind_name: String,
    /// English name of the kind.
    kind_name_en: String,
    /// Room.
    room: String,
    /// Planned start.
    starts_at: DateTime<Utc>,
    /// Planned end.
    ends_at: DateTime<Utc>,
    /// Phase.
    phase: Phase,
    /// The chair.
    #[serde(skip_serializing_if = "Option::is_none")]
    chair: Option<ChairName>,
    /// Papers in all; for the secretariat only.
    #[serde(skip_serializing_if = "Option::is_none")]
    papers: Option<u32>,
    /// Numbered matters; for the secretariat only.
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<u32>,
    /// People on the list; for the secretariat only.
    #[serde(skip_serializing_if = "Option::is_none")]
    attendees: Option<u32>,
    /// Of those, present; for the secretariat only.
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<u32>,
    /// The role of whoever asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    my_role: Option<AttendeeRole>,
}

/// Who chairs.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChairName {
    /// Name.
    name: String,
    /// Post.
    post: String,
}

/// The calendar.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meetings {
    /// Earliest first.
    meetings: Vec<MeetingSummary>,
}

/// Which days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Days {
    /// First day (YYYY-MM-DD, in the house's time zone); default 30 days ago.
    from: Option<NaiveDate>,
    /// Last day, included; default 60 days ahead.
    to: Option<NaiveDate>,
    /// `mine` lists the meetings one is in even where one may see them all.
    whose: Option<String>,
}

/// Meetings in a span of days: all for the secretariat, one's own for everybody else, today's for a wall.
#[utoipa::path(get, path = "/api/meetings", tag = "meetings", params(Days), responses((status = 200, body = Meetings), (status = 401, body = Problem)))]
pub async fn list(State(app): State<App>, identity: Identity, Query(days): Query<Days>) -> Result<Json<Meetings>, ApiError> {
    let today = clock::house_day(clock::now());
    let mine = days.whose.as_deref() == Some("mine");
    let everything = !mine && may_in_house(identity.actor.house_role, HouseAction::SeeAllMeetings);
    let (whose, from, to) = match (identity.actor.house_role, identity.actor.person_id) {
        _ if everything => (Whose::Everybody, days.from, days.to),
        (HouseRole::Display, _) => (Whose::Wall, Some(today), Some(today)),
        (_, Some(person)) => (Whose::Person(person), days.from, days.to),
        (_, None) => return Ok(Json(Meetings { meetings: Vec::new() })),
    };
    let from = clock::day_start(from.unwrap_or(today - TimeDelta::days(30)));
    let to = clock::day_start(to.unwrap_or(today + TimeDelta::days(60)) + TimeDelta::days(1));
    let rows = app.store.meetings(whose, from, to).await?;
    Ok(Json(Meetings { meetings: rows.into_iter().map(|row| summary(row, everything)).collect() }))
}

fn summary(row: MeetingRow, everything: bool) -> MeetingSummary {
    let counts = |number: u32| everything.then_some(number);
    MeetingSummary {
        meeting_id: row.meeting_id,
        title: row.title,
        kind: row.kind,
        kind_name: row.kind_name,
        kind_name_en: row.kind_name_en,
        room: row.room,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        phase: row.phase,
        chair: row.chair.map(|(name, post)| ChairName { name, post }),
        papers: counts(row.papers),
        items: counts(row.items),
        attendees: counts(row.attendees),
        present: counts(row.present),
        my_role: row.my_role,
    }
}

/// A meeting to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    /// Code of the kind.
    kind: String,
    /// Title.
    title: String,
    /// Room.
    room: String,
    /// Planned start.
    starts_at: DateTime<Utc>,
}

/// What was created.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeetingCreated {
    /// Which meeting.
    meeting_id: MeetingId,
    /// Its journal's first seq.
    seq: u64,
}

/// Creates a draft.
#[utoipa::path(post, path = "/api/meetings", tag = "meetings", request_body = NewMeeting,
    responses((status = 201, body = MeetingCreated), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(app): State<App>,
    identity: Identity,
    extract::Json(new): extract::Json<NewMeeting>,
) -> Result<(StatusCode, Json<MeetingCreated>), ApiError> {
    identity.must(HouseAction::CreateMeeting)?;
    let kind = app.rules.kind(&new.kind).ok_or(Refusal::NotFound(Thing::MeetingKind))?;
    let event = decide_creation(kind, &new.title, &new.room, new.starts_at, &identity.actor)?;
    let (meeting_id, receipt) = app.rooms.create(event, &identity.actor, identity.account_id, false).await?;
    Ok((StatusCode::CREATED, Json(MeetingCreated { meeting_id, seq: receipt.seq })))
}

/// How to look.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Looking {
    /// Through which door; default `room`.
    #[param(inline)]
    door: Option<Door>,
    /// For the secretariat: exactly what this attendee would see.
    r#as: Option<AttendeeId>,
}

/// A meeting as one may see it.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}", tag = "meetings", params(("meeting_id" = MeetingId, Path), Looking),
    responses((status = 200, body = Snapshot), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(looking): Query<Looking>,
) -> Result<Json<Snapshot>, ApiError> {
    let state = app.rooms.open(meeting_id).await?.room.state();
    let (audience, mine) = match looking.r#as {
        Some(attendee_id) => {
            authorise(&state, Action::SeeDesk, &identity.actor)?;
            let person_id = state.attendees.get(&attendee_id).map(|attendee| attendee.place.person.person_id);
            (
                Audience::of_attendee(&state, attendee_id).ok_or(Refusal::NotFound(Thing::Attendee))?,
                Mine { attendee_id: Some(attendee_id), person_id },
            )
        }
        None => {
            let door = looking.door.unwrap_or(Door::Room);
            let audience = Audience::of(&state, &identity.actor, door).ok_or(Refusal::NotFound(Thing::Meeting))?;
            let attendee_id = identity.actor.person_id.and_then(|person| state.attendee_of(person)).map(|(id, _)| id);
            (audience, Mine { attendee_id, person_id: identity.actor.person_id })
        }
    };
    Ok(Json(Snapshot { seq: state.seq, now: clock::now(), mine, view: view(&state, &audience) }))
}

/// Changes of a meeting's frame.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingEdit {
    /// The meeting's `revision` as last seen.
    revision: u64,
    /// Title.
    title: Option<String>,
    /// Code of the kind.
    kind: Option<String>,
    /// Room.
    room: Option<String>,
    /// Planned start.
    starts_at: Option<DateTime<Utc>>,
}

/// Changes title, kind, room or time.
#[utoipa::path(patch, path = "/api/meetings/{meeting_id}", tag = "meetings", params(("meeting_id" = MeetingId, Path)), request_body = MeetingEdit,
    responses((status = 200, body = ActReceipt), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn edit(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Idempotency(key): Idempotency,
    extract::Json(edit): extract::Json<MeetingEdit>,
) -> Acted {
    let meeting_kind = match &edit.kind {
        Some(code) => Some(app.rules.kind(code).cloned().ok_or(Refusal::NotFound(Thing::MeetingKind))?),
        None => None,
    };
    let command =
        Command::EditMeeting { revision: edit.revision, meeting_kind, title: edit.title, room: edit.room, starts_at: edit.starts_at };
    act(&app, meeting_id, command, &identity, key).await
}
