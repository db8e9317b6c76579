//! The rows a journal implies: the calendar of meetings and who is in which.

use chrono::{DateTime, Utc};
use domain::{
    attendee::AttendeeRole,
    event::Event,
    ids::{MeetingId, PersonId},
    state::{MeetingState, Phase},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{OnConflict, Query},
};

use crate::{
    Store, StoreError,
    entity::{attendee, meeting},
};

/// A line of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// Which meeting.
    pub meeting_id: MeetingId,
    /// Code of its kind.
    pub kind: String,
    /// Vietnamese name of its kind.
    pub kind_name: String,
    /// English name of its kind.
    pub kind_name_en: String,
    /// Title.
    pub title: String,
    /// Room.
    pub room: String,
    /// Planned start.
    pub starts_at: DateTime<Utc>,
    /// Planned end.
    pub ends_at: DateTime<Utc>,
    /// Phase.
    pub phase: Phase,
    /// Name and post of the chair.
    pub chair: Option<(String, String)>,
    /// Numbered matters.
    pub items: u32,
    /// Papers.
    pub papers: u32,
    /// Attendees.
    pub attendees: u32,
    /// Of those, present.
    pub present: u32,
    /// The role of the person asked for.
    pub my_role: Option<AttendeeRole>,
}

/// Whose calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Every meeting, drafts too.
    Everybody,
    /// Published meetings this person is in.
    Person(PersonId),
    /// Published meetings, for a wall.
    Wall,
}

/// Whether an event changes who is in the meeting, or as what.
pub(crate) fn changes_attendees(event: &Event) -> bool {
    matches!(event, Event::AttendeesAdded { .. } | Event::AttendeeEdited { .. } | Event::AttendeeRemoved { .. })
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Writes the rows `state` implies.
pub(crate) async fn keep(db: &impl ConnectionTrait, state: &MeetingState, rehearsal: bool, list_changed: bool) -> Result<(), DbErr> {
    let chair = state.attendees.values().find(|attendee| attendee.place.role == AttendeeRole::Chair).map(|attendee| &attendee.place.person);
    let phase: &str = state.phase.into();
    let row = meeting::ActiveModel {
        id: Set(state.meeting_id.0),
        seq: Set(i64::try_from(state.seq).unwrap_or(i64::MAX)),
        kind: Set(state.kind.code.clone()),
        kind_name: Set(state.kind.name.clone()),
        kind_name_en: Set(state.kind.name_en.clone()),
        title: Set(state.title.clone()),
        room: Set(state.room.clone()),
        starts_at: Set(state.starts_at),
        ends_at: Set(state.planned_end()),
        phase: Set(phase.to_owned()),
        chair_name: Set(chair.map(|chair| chair.name.clone())),
        chair_post: Set(chair.map(|chair| chair.post.clone())),
        items: Set(count(state.numbers().len())),
        papers: Set(count(state.papers.len())),
        attendees: Set(count(state.attendees.len())),
        present: Set(count(state.attendees.values().filter(|attendee| attendee.present_at.is_some()).count())),
        rehearsal: Set(rehearsal),
    };
    use meeting::Column as C;
    let update = [
        C::Seq,
        C::Kind,
        C::KindName,
        C::KindNameEn,
        C::Title,
        C::Room,
        C::StartsAt,
        C::EndsAt,
        C::Phase,
        C::ChairName,
        C::ChairPost,
        C::Items,
        C::Papers,
        C::Attendees,
        C::Present,
    ];
    meeting::Entity::insert(row)
        .on_conflict(OnConflict::column(C::Id).update_columns(update).to_owned())
        .exec_without_returning(db)
        .await?;
    if !list_changed {
        return Ok(());
    }
    attendee::Entity::delete_many().filter(attendee::Column::MeetingId.eq(state.meeting_id.0)).exec(db).await?;
    let rows: Vec<_> = state
        .attendees
        .iter()
        .map(|(id, attendee)| {
            let role: &str = attendee.place.role.into();
            attendee::ActiveModel {
                id: Set(id.0),
                meeting_id: Set(state.meeting_id.0),
                person_id: Set(attendee.place.person.person_id.0),
                role: Set(role.to_owned()),
                audience: Set(None),
            }
        })
        .collect();
    for chunk in rows.chunks(1_000) {
        attendee::Entity::insert_many(chunk.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

impl Store {
    /// Meetings that start in `[from, to)`, earliest first. Rehearsals are never listed.
    pub async fn meetings(&self, whose: Whose, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<MeetingRow>, StoreError> {
        let mut query = meeting::Entity::find()
            .filter(meeting::Column::Rehearsal.eq(false))
            .filter(meeting::Column::StartsAt.gte(from))
            .filter(meeting::Column::StartsAt.lt(to));
        if whose != Whose::Everybody {
            let draft: &str = Phase::Draft.into();
            query = query.filter(meeting::Column::Phase.ne(draft));
        }
        if let Whose::Person(person) = whose {
            let mine = Query::select()
                .column(attendee::Column::MeetingId)
                .from(attendee::Entity)
                .and_where(attendee::Column::PersonId.eq(person.0))
                .to_owned();
            query = query.filter(meeting::Column::Id.in_subquery(mine));
        }
        let rows = query.order_by_asc(meeting::Column::StartsAt).order_by_asc(meeting::Column::Id).all(&self.db).await?;
        let roles: std::collections::HashMap<uuid::Uuid, String> = match whose {
            Whose::Person(person) => attendee::Entity::find()
                .select_only()
                .columns([attendee::Column::MeetingId, attendee::Column::Role])
                .filter(attendee::Column::PersonId.eq(person.0))
                .into_tuple::<(uuid::Uuid, String)>()
                .all(&self.db)
                .await?
                .into_iter()
                .collect(),
            Whose::Everybody | Whose::Wall => Default::default(),
        };
        rows.into_iter().map(|row| read_row(row, &roles)).collect()
    }

    /// Whether a meeting is a rehearsal; none where there is no such meeting.
    pub async fn is_rehearsal(&self, meeting_id: MeetingId) -> Result<Option<bool>, StoreError> {
        Ok(meeting::Entity::find_by_id(meeting_id.0).one(&self.db).await?.map(|row| row.rehearsal))
    }

    /// Removes a rehearsal with its journal. Real meetings are never removed.
    pub async fn remove_rehearsal(&self, meeting_id: MeetingId) -> Result<(), StoreError> {
        meeting::Entity::delete_many()
            .filter(meeting::Column::Id.eq(meeting_id.0))
            .filter(meeting::Column::Rehearsal.eq(true))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Removes rehearsals a crash left behind. Returns how many.
    pub async fn remove_stale_rehearsals(&self) -> Result<u64, StoreError> {
        Ok(meeting::Entity::delete_many().filter(meeting::Column::Rehearsal.eq(true)).exec(&self.writer).await?.rows_affected)
    }
}

fn read_row(row: meeting::Model, roles: &std::collections::HashMap<uuid::Uuid, String>) -> Result<MeetingRow, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "meeting", row: row.id.to_string(), why };
    let my_role = match roles.get(&row.id) {
        Some(role) => {
            Some(serde_json::from_value(serde_json::Value::from(role.clone())).map_err(|error| corrupt(format!("role {role}: {error}")))?)
        }
        None => None,
    };
    Ok(MeetingRow {
        meeting_id: MeetingId(row.id),
        phase: row.phase.parse().map_err(|_| corrupt(format!("phase {}", row.phase)))?,
        chair: row.chair_name.clone().zip(row.chair_post.clone()),
        kind: row.kind,
        kind_name: row.kind_name,
        kind_name_en: row.kind_name_en,
        title: row.title,
        room: row.room,
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        items: row.items.unsigned_abs(),
        papers: row.papers.unsigned_abs(),
        attendees: row.attendees.unsigned_abs(),
        present: row.present.unsigned_abs(),
        my_role,
    })
}
