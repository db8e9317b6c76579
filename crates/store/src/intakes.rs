//! Uploads on their way to becoming papers: durable, so that a crash loses none and nobody uploads twice.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AccountId, AgendaItemId, IntakeId, MeetingId, PaperId};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    entity::intake,
    files::Arrived,
    jobs::{LEASE, Progress},
};

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum IntakeState {
    /// Bytes are still to come.
    Receiving,
    /// All bytes are here; nobody works on it yet.
    Waiting,
    /// Being worked on.
    Working,
    /// The file opens with a password only.
    NeedsPassword,
    /// It became a paper, or the new version of one.
    Done,
    /// The file cannot become a paper; `problem` says why.
    Refused,
    /// Something of ours went wrong, too often; it can be tried again.
    Failed,
    /// Somebody took it back.
    Cancelled,
}

impl IntakeState {
    /// Whether nothing more happens by itself.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Refused | Self::Failed | Self::Cancelled)
    }
}

/// Why an upload did not become a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// HTTP status whoever waits for it is answered with.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// What the sender said about the paper to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Title; by default made from the file's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Number and symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// Submitting unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The key the sender's own request had: it, sent again, is answered with the same paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// One upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Id; also the name its bytes arrive under.
    pub intake_id: IntakeId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The item the paper is for; none where it replaces one.
    pub item_id: Option<AgendaItemId>,
    /// The paper it is a new version of.
    pub replaces: Option<PaperId>,
    /// Whose.
    pub account_id: AccountId,
    /// The file's name.
    pub name: String,
    /// Bytes in all.
    pub size: u64,
    /// What was said about it.
    pub wishes: Wishes,
    /// SHA-256, once all bytes are here.
    pub hash: Option<String>,
    /// Where it stands.
    pub state: IntakeState,
    /// What is being done, and how far.
    pub progress: Progress,
    /// How often somebody began working on it.
    pub attempts: u32,
    /// Why it ended otherwise than hoped.
    pub problem: Option<Why>,
    /// What it became.
    pub paper_id: Option<PaperId>,
    /// Begun.
    pub created_at: DateTime<Utc>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
}

/// Something a working intake turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The state it ends or waits in.
    pub state: IntakeState,
    /// Why, where it is not done.
    pub problem: Option<Why>,
    /// What it became.
    pub paper_id: Option<PaperId>,
}

fn read(row: intake::Model) -> Result<Intake, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "intake", row: row.id.to_string(), why };
    Ok(Intake {
        state: row.state.parse().map_err(|_| corrupt(format!("state {}", row.state)))?,
        wishes: serde_json::from_str(&row.wishes).map_err(|error| corrupt(error.to_string()))?,
        problem: row.problem.as_deref().map(serde_json::from_str).transpose().map_err(|error| corrupt(error.to_string()))?,
        intake_id: IntakeId(row.id),
        meeting_id: MeetingId(row.meeting_id),
        item_id: row.item_id.map(AgendaItemId),
        replaces: row.replaces.map(PaperId),
        account_id: AccountId(row.account_id),
        name: row.name,
        size: row.size.unsigned_abs(),
        hash: row.hash,
        progress: Progress { step: row.step, done: row.done.unsigned_abs(), total: row.total.unsigned_abs() },
        attempts: row.attempts.unsigned_abs(),
        paper_id: row.paper_id.map(PaperId),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn word(state: IntakeState) -> &'static str {
    state.into()
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl Store {
    /// Notes a new upload.
    pub async fn begin_intake(&self, new: &Intake) -> Result<(), StoreError> {
        let row = intake::ActiveModel {
            id: Set(new.intake_id.0),
            meeting_id: Set(new.meeting_id.0),
            item_id: Set(new.item_id.map(|id| id.0)),
            replaces: Set(new.replaces.map(|id| id.0)),
            account_id: Set(new.account_id.0),
            name: Set(new.name.clone()),
            size: Set(i64::try_from(new.size).unwrap_or(i64::MAX)),
            wishes: Set(serde_json::to_string(&new.wishes).unwrap_or_default()),
            hash: Set(new.hash.clone()),
            state: Set(word(new.state).to_owned()),
            step: Set(None),
            done: Set(0),
            total: Set(0),
            attempts: Set(0),
            lease_until: Set(None),
            problem: Set(None),
            paper_id: Set(None),
            created_at: Set(new.created_at),
            updated_at: Set(new.updated_at),
        };
        intake::Entity::insert(row).exec_without_returning(&self.writer).await?;
        Ok(())
    }

    /// One upload.
    pub async fn intake(&self, intake_id: IntakeId) -> Result<Option<Intake>, StoreError> {
        intake::Entity::find_by_id(intake_id.0).one(&self.db).await?.map(read).transpose()
    }

    /// The uploads of a meeting, oldest first; what ended before `since` is left out.
    pub async fn intakes(&self, meeting_id: MeetingId, since: DateTime<Utc>) -> Result<Vec<Intake>, StoreError> {
        let over = [IntakeState::Done, IntakeState::Refused, IntakeState::Failed, IntakeState::Cancelled].map(word);
        let rows = intake::Entity::find()
            .filter(intake::Column::MeetingId.eq(meeting_id.0))
            .filter(Condition::any().add(intake::Column::State.is_not_in(over)).add(intake::Column::UpdatedAt.gte(since)))
            .order_by_asc(intake::Column::CreatedAt)
            .order_by_asc(intake::Column::Id)
            .limit(1_000)
            .all(&self.db)
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Every upload that is not over: their bytes must not be swept away.
    pub async fn living_intakes(&self) -> Result<Vec<IntakeId>, StoreError> {
        let over = [IntakeState::Done, IntakeState::Refused, IntakeState::Cancelled].map(word);
        let ids: Vec<uuid::Uuid> = intake::Entity::find()
            .select_only()
            .column(intake::Column::Id)
            .filter(intake::Column::State.is_not_in(over))
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(ids.into_iter().map(IntakeId).collect())
    }

    /// Moves an upload from one of `from` to `to`; false where it was elsewhere meanwhile.
    pub async fn move_intake(
        &self,
        intake_id: IntakeId,
        from: &[IntakeState],
        to: IntakeState,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = intake::Entity::update_many()
            .col_expr(intake::Column::State, Expr::value(word(to)))
            .col_expr(intake::Column::UpdatedAt, Expr::value(now))
            .col_expr(intake::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
            .filter(intake::Column::Id.eq(intake_id.0))
            .filter(intake::Column::State.is_in(from.iter().map(|state| word(*state))))
            .exec(&self.writer)
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// All bytes of an upload are here: it waits for somebody, or whoever says so works on it.
    pub async fn intake_arrived(
        &self,
        intake_id: IntakeId,
        arrived: &Arrived,
        to: IntakeState,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = intake::Entity::update_many()
            .col_expr(intake::Column::State, Expr::value(word(to)))
            .col_expr(intake::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
            .col_expr(intake::Column::Hash, Expr::value(arrived.hash.clone()))
            .col_expr(intake::Column::Size, Expr::value(i64::try_from(arrived.size).unwrap_or(i64::MAX)))
            .col_expr(intake::Column::UpdatedAt, Expr::value(now))
            .filter(intake::Column::Id.eq(intake_id.0))
            .filter(intake::Column::State.eq(word(IntakeState::Receiving)))
            .exec(&self.writer)
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Takes this very upload, where it is in this state; false where it was elsewhere meanwhile.
    pub async fn work_on_intake(&self, intake_id: IntakeId, from: IntakeState, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let taken = intake::Entity::update_many()
            .col_expr(intake::Column::State, Expr::value(word(IntakeState::Working)))
            .col_expr(intake::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
            .col_expr(intake::Column::Problem, Expr::value(None::<String>))
            .col_expr(intake::Column::UpdatedAt, Expr::value(now))
            .filter(intake::Column::Id.eq(intake_id.0))
            .filter(intake::Column::State.eq(word(from)))
            .exec(&self.writer)
            .await?;
        Ok(taken.rows_affected == 1)
    }

    /// Takes the oldest upload nobody works on: waiting, or left behind by a node that died. At most one node gets it.
    pub async fn claim_intake(&self, now: DateTime<Utc>) -> Result<Option<Intake>, StoreError> {
        let free = Condition::any()
            .add(intake::Column::State.eq(word(IntakeState::Waiting)))
            .add(Condition::all().add(intake::Column::State.eq(word(IntakeState::Working))).add(intake::Column::LeaseUntil.lt(now)));
        let rows = intake::Entity::find().filter(free).order_by_asc(intake::Column::CreatedAt).limit(8).all(&self.db).await?;
        for row in rows {
            let taken = intake::Entity::update_many()
                .col_expr(intake::Column::State, Expr::value(word(IntakeState::Working)))
                .col_expr(intake::Column::Attempts, Expr::col(intake::Column::Attempts).add(1))
                .col_expr(intake::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
                .col_expr(intake::Column::UpdatedAt, Expr::value(now))
                .filter(intake::Column::Id.eq(row.id))
                // Whoever else claims it meanwhile counts the attempts up.
                .filter(intake::Column::Attempts.eq(row.attempts))
                .filter(intake::Column::State.eq(row.state.clone()))
                .exec(&self.writer)
                .await?;
            if taken.rows_affected == 1 {
                return read(intake::Model { attempts: row.attempts + 1, state: word(IntakeState::Working).to_owned(), ..row }).map(Some);
            }
        }
        Ok(None)
    }

    /// Says how far the work on an upload is, and keeps it; false where it was taken back.
    pub async fn intake_progress(&self, intake_id: IntakeId, progress: &Progress, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let changed = intake::Entity::update_many()
            .col_expr(intake::Column::Step, Expr::value(progress.step.clone()))
            .col_expr(intake::Column::Done, Expr::value(number(progress.done)))
            .col_expr(intake::Column::Total, Expr::value(number(progress.total)))
            .col_expr(intake::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
            .col_expr(intake::Column::UpdatedAt, Expr::value(now))
            .filter(intake::Column::Id.eq(intake_id.0))
            .filter(intake::Column::State.eq(word(IntakeState::Working)))
            .exec(&self.writer)
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Ends the work on an upload; false where it was taken back meanwhile.
    pub async fn settle_intake(&self, intake_id: IntakeId, outcome: &Outcome, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let problem = outcome.problem.as_ref().map(|why| serde_json::to_string(why).unwrap_or_default());
        let changed = intake::Entity::update_many()
            .col_expr(intake::Column::State, Expr::value(word(outcome.state)))
            .col_expr(intake::Column::Step, Expr::value(None::<String>))
            .col_expr(intake::Column::Problem, Expr::value(problem))
            .col_expr(intake::Column::PaperId, Expr::value(outcome.paper_id.map(|id| id.0)))
            .col_expr(intake::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
            .col_expr(intake::Column::UpdatedAt, Expr::value(now))
            .filter(intake::Column::Id.eq(intake_id.0))
            .filter(intake::Column::State.eq(word(IntakeState::Working)))
            .exec(&self.writer)
            .await?;
        Ok(changed.rows_affected == 1)
    }

    /// Forgets an upload that is over.
    pub async fn put_away_intake(&self, intake_id: IntakeId) -> Result<(), StoreError> {
        intake::Entity::delete_many().filter(intake::Column::Id.eq(intake_id.0)).exec(&self.writer).await?;
        Ok(())
    }
}
