//! Calls for service: kept until they are seen to, forgotten some days later.

use chrono::{DateTime, Utc};
use domain::{
    call::{CallKind, CallState},
    ids::{AttendeeId, CallId, MeetingId},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Store, StoreError,
    backend::{Ring, begin_write, ring},
    entity::{meeting, service_call},
};

/// Somebody asking for service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Id.
    pub call_id: CallId,
    /// In which meeting.
    pub meeting_id: MeetingId,
    /// Who.
    pub attendee_id: AttendeeId,
    /// Their name, as they were called then.
    pub name: String,
    /// Their post.
    pub post: String,
    /// Where they sat.
    pub seat: Option<String>,
    /// For what.
    pub kind: CallKind,
    /// Where it stands.
    pub state: CallState,
    /// Since when they wait.
    pub called_at: DateTime<Utc>,
    /// When the desk saw it.
    pub received_at: Option<DateTime<Utc>>,
}

fn read(row: service_call::Model) -> Result<Call, StoreError> {
    let corrupt = |why: &str| StoreError::Corrupt { table: "service_call", row: row.id.to_string(), why: why.to_owned() };
    Ok(Call {
        kind: row.kind.parse().map_err(|_unknown| corrupt("unknown kind"))?,
        state: row.state.parse().map_err(|_unknown| corrupt("unknown state"))?,
        call_id: row.id.into(),
        meeting_id: row.meeting_id.into(),
        attendee_id: row.attendee_id.into(),
        name: row.name,
        post: row.post,
        seat: row.seat,
        called_at: row.called_at,
        received_at: row.received_at,
    })
}

impl Store {
    /// Keeps a new call; where one of its kind is open already, that one stands and is answered.
    pub async fn call(&self, call: &Call) -> Result<Call, StoreError> {
        let (kind, state): (&str, &str) = (call.kind.into(), call.state.into());
        let row = service_call::ActiveModel {
            id: Set(call.call_id.0),
            meeting_id: Set(call.meeting_id.0),
            attendee_id: Set(call.attendee_id.0),
            name: Set(call.name.clone()),
            post: Set(call.post.clone()),
            seat: Set(call.seat.clone()),
            kind: Set(kind.to_owned()),
            state: Set(state.to_owned()),
            called_at: Set(call.called_at),
            received_at: Set(None),
            ended_at: Set(None),
        };
        let writing = begin_write(&self.writer).await?;
        service_call::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(&writing).await?;
        let stands = service_call::Entity::find()
            .filter(service_call::Column::MeetingId.eq(call.meeting_id.0))
            .filter(service_call::Column::AttendeeId.eq(call.attendee_id.0))
            .filter(service_call::Column::Kind.eq(kind))
            .filter(service_call::Column::EndedAt.is_null())
            .one(&writing)
            .await?;
        ring(&writing, Ring::Called(call.meeting_id)).await?;
        writing.commit().await?;
        // Ended by somebody else between the two: it was here, and what was asked for has been seen to.
        stands.map_or_else(|| Ok(call.clone()), read)
    }

    /// What an attendee still waits for, the oldest first.
    pub async fn calls_of(&self, meeting_id: MeetingId, attendee_id: AttendeeId) -> Result<Vec<Call>, StoreError> {
        let rows = service_call::Entity::find()
            .filter(service_call::Column::MeetingId.eq(meeting_id.0))
            .filter(service_call::Column::AttendeeId.eq(attendee_id.0))
            .filter(service_call::Column::EndedAt.is_null())
            .order_by_asc(service_call::Column::CalledAt)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Everything anybody waits for since `since`, the oldest first, with the meeting's title.
    pub async fn open_calls(&self, since: DateTime<Utc>) -> Result<Vec<(Call, String)>, StoreError> {
        let rows = service_call::Entity::find()
            .filter(service_call::Column::EndedAt.is_null())
            .filter(service_call::Column::CalledAt.gte(since))
            .order_by_asc(service_call::Column::CalledAt)
            .all(&self.db)
            .await?;
        let meetings = rows.iter().map(|row| row.meeting_id);
        let meetings = meeting::Entity::find().filter(meeting::Column::Id.is_in(meetings)).all(&self.db).await?;
        let titled = |row: service_call::Model| {
            let title = meetings.iter().find(|meeting| meeting.id == row.meeting_id).map(|meeting| meeting.title.clone());
            Ok((read(row)?, title.unwrap_or_default()))
        };
        rows.into_iter().map(titled).collect()
    }

    /// A call.
    pub async fn call_by_id(&self, call_id: CallId) -> Result<Option<Call>, StoreError> {
        service_call::Entity::find_by_id(call_id.0).one(&self.db).await?.map(read).transpose()
    }

    /// Takes a call to `state` where it has not gone past it; the call as it is then, none where it is over or never was.
    pub async fn settle_call(&self, call: &Call, state: CallState, at: DateTime<Utc>) -> Result<Option<Call>, StoreError> {
        let before = state.comes_after().iter().map(|state| <&str>::from(*state));
        let name: &str = state.into();
        let column = if state.is_open() { service_call::Column::ReceivedAt } else { service_call::Column::EndedAt };
        let writing = begin_write(&self.writer).await?;
        let settled = service_call::Entity::update_many()
            .col_expr(service_call::Column::State, Expr::value(name))
            .col_expr(column, Expr::value(at))
            .filter(service_call::Column::Id.eq(call.call_id.0))
            .filter(service_call::Column::State.is_in(before))
            .exec(&writing)
            .await?;
        let row = service_call::Entity::find_by_id(call.call_id.0).one(&writing).await?;
        if settled.rows_affected > 0 {
            ring(&writing, Ring::Called(call.meeting_id)).await?;
        }
        writing.commit().await?;
        let now = row.map(read).transpose()?;
        Ok(now.filter(|now| now.state == state))
    }

    /// Forgets calls from before `before`.
    pub async fn forget_calls(&self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let gone = service_call::Entity::delete_many().filter(service_call::Column::CalledAt.lt(before)).exec(&self.writer).await?;
        Ok(gone.rows_affected)
    }
}
