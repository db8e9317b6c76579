//! Remarks on papers: shared by their author, read by those they were sent to, withdrawn by their author.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, MeetingId, PaperId, PersonId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    entity::{org_unit, person, remark},
};

/// To whom a remark goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SentTo {
    /// People of the unit that submitted the paper.
    Drafter,
    /// The secretariat.
    Secretariat,
}

/// A remark.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// Made by its author, so that what is sent twice is kept once.
    pub id: Uuid,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The paper.
    pub paper_id: PaperId,
    /// SHA-256 of the version.
    pub hash: String,
    /// Who sent it.
    pub account_id: AccountId,
    /// What they are called.
    pub author: String,
    /// From 1.
    pub page: u32,
    /// Left, top, width, height, in points of the page as it is shown.
    pub area: [f32; 4],
    /// What it says.
    pub text: String,
    /// To whom it went.
    pub sent_to: SentTo,
    /// The unit, where it went to the drafter.
    pub unit: Option<String>,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// When it was marked as read, and by whom.
    pub read: Option<(DateTime<Utc>, String)>,
}

fn read(row: remark::Model) -> Result<Remark, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "remark", row: row.id.to_string(), why };
    let sent_to = row.sent_to.parse().map_err(|_| corrupt(format!("sent to {}", row.sent_to)))?;
    let area = serde_json::from_str(&row.area).map_err(|error| corrupt(error.to_string()))?;
    Ok(Remark {
        id: row.id,
        meeting_id: MeetingId(row.meeting_id),
        paper_id: PaperId(row.paper_id),
        hash: row.hash,
        account_id: AccountId(row.account_id),
        author: row.author,
        page: row.page.unsigned_abs(),
        area,
        text: row.text,
        sent_to,
        unit: row.unit,
        sent_at: row.sent_at,
        read: row.read_at.zip(row.read_by),
    })
}

impl Store {
    /// Keeps a remark, once.
    pub async fn add_remark(&self, new: &Remark) -> Result<(), StoreError> {
        let sent_to: &str = new.sent_to.into();
        let row = remark::ActiveModel {
            id: Set(new.id),
            meeting_id: Set(new.meeting_id.0),
            paper_id: Set(new.paper_id.0),
            hash: Set(new.hash.clone()),
            account_id: Set(new.account_id.0),
            author: Set(new.author.clone()),
            page: Set(i32::try_from(new.page).unwrap_or(i32::MAX)),
            area: Set(serde_json::to_string(&new.area).unwrap_or_default()),
            text: Set(new.text.clone()),
            sent_to: Set(sent_to.to_owned()),
            unit: Set(new.unit.clone()),
            sent_at: Set(new.sent_at),
            read_at: Set(None),
            read_by: Set(None),
        };
        remark::Entity::insert(row)
            .on_conflict(OnConflict::column(remark::Column::Id).do_nothing().to_owned())
            .exec_without_returning(&self.writer)
            .await?;
        Ok(())
    }

    /// The remarks on a paper, whoever may read them, the oldest first.
    pub async fn remarks(&self, paper_id: PaperId) -> Result<Vec<Remark>, StoreError> {
        let rows = remark::Entity::find()
            .filter(remark::Column::PaperId.eq(paper_id.0))
            .order_by_asc(remark::Column::SentAt)
            .order_by_asc(remark::Column::Id)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Marks a remark as read; the first reader stays.
    pub async fn mark_remark_read(&self, id: Uuid, reader: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        remark::Entity::update_many()
            .col_expr(remark::Column::ReadAt, Expr::value(now))
            .col_expr(remark::Column::ReadBy, Expr::value(reader))
            .filter(remark::Column::Id.eq(id))
            .filter(remark::Column::ReadAt.is_null())
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Takes a remark of this author back.
    pub async fn withdraw_remark(&self, id: Uuid, author: AccountId) -> Result<bool, StoreError> {
        let gone = remark::Entity::delete_many()
            .filter(remark::Column::Id.eq(id))
            .filter(remark::Column::AccountId.eq(author.0))
            .exec(&self.writer)
            .await?;
        Ok(gone.rows_affected > 0)
    }

    /// The names a person's unit goes by: in full, and short.
    pub async fn unit_names(&self, person_id: PersonId) -> Result<Option<[String; 2]>, StoreError> {
        let unit: Option<Uuid> =
            person::Entity::find_by_id(person_id.0).select_only().column(person::Column::OrgUnitId).into_tuple().one(&self.db).await?;
        let Some(unit) = unit else { return Ok(None) };
        Ok(org_unit::Entity::find_by_id(unit).one(&self.db).await?.map(|row| [row.name, row.short_name]))
    }
}
