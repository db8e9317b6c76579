//! What people write on papers: a log of operations for each writer and each version, read by its writer alone.
//!
//! A log only grows. An operation counts once however often it is sent: its id is its writer's. What an erasing operation names
//! is marked in passing, so that nobody who reads the log anew is sent strokes that are gone.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::{
    hand::{HandColour, HandKind, HandOp, MAX_LOG},
    ids::{AccountId, MeetingId, PaperId},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    backend::begin_write,
    entity::{hand_log, hand_op},
};

/// Operations read at once.
const MOST_OPS: u64 = 500;
/// Bytes of strokes after which an answer ends.
const ENOUGH: usize = 1 << 20;

/// Whose log of which version.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HandLog {
    /// The writer.
    pub account_id: AccountId,
    /// The paper.
    pub paper_id: PaperId,
    /// SHA-256 of the version.
    pub hash: String,
}

/// Why operations were not kept.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There are too many already.
    #[error("the log is full")]
    Full,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The last number of the log.
    pub head: u64,
    /// The number of each operation, in the order in which they came.
    pub numbers: Vec<u64>,
}

/// Part of a log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// Operations with their numbers, in order. Those taken away since are left out.
    pub ops: Vec<(u64, HandOp)>,
    /// Up to which number this part goes.
    pub head: u64,
    /// Whether there is more behind it.
    pub more: bool,
}

/// A page somebody has written on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedPage {
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// The paper.
    pub paper_id: PaperId,
    /// SHA-256 of the version.
    pub hash: String,
    /// From 1.
    pub page: u32,
    /// What is on it, and how many of each.
    pub kinds: BTreeMap<String, u32>,
    /// Its notes, the oldest first.
    pub notes: Vec<String>,
}

/// One of a writer's logs of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogState {
    /// SHA-256 of the version.
    pub hash: String,
    /// Pages with something on them.
    pub pages: u32,
    /// The version it was carried over to last.
    pub carried_to: Option<String>,
}

/// The part of an operation nobody asks for by itself.
#[derive(Default, Serialize, Deserialize)]
struct Shape {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    colour: Option<HandColour>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    width: Option<f32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    points: Vec<f32>,
}

fn row(log: &HandLog, number: i64, op: &HandOp) -> hand_op::ActiveModel {
    let shape = Shape { colour: op.colour, width: op.width, points: op.points.clone() };
    let kind: &str = op.kind.into();
    hand_op::ActiveModel {
        account_id: Set(log.account_id.0),
        paper_id: Set(log.paper_id.0),
        hash: Set(log.hash.clone()),
        number: Set(number),
        id: Set(op.id),
        page: Set(i32::try_from(op.page).unwrap_or(i32::MAX)),
        kind: Set(kind.to_owned()),
        target: Set(op.target),
        text: Set(op.text.clone()),
        shape: Set(serde_json::to_string(&shape).unwrap_or_default()),
        erased: Set(false),
    }
}

fn read(row: hand_op::Model) -> Result<HandOp, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "hand_op", row: row.id.to_string(), why };
    let kind: HandKind = row.kind.parse().map_err(|_| corrupt(format!("kind {}", row.kind)))?;
    let shape: Shape = serde_json::from_str(&row.shape).map_err(|error| corrupt(error.to_string()))?;
    Ok(HandOp {
        id: row.id,
        page: row.page.unsigned_abs(),
        kind,
        colour: shape.colour,
        width: shape.width,
        points: shape.points,
        text: row.text,
        target: row.target,
    })
}

fn of(log: &HandLog) -> Condition {
    Condition::all()
        .add(hand_op::Column::AccountId.eq(log.account_id.0))
        .add(hand_op::Column::PaperId.eq(log.paper_id.0))
        .add(hand_op::Column::Hash.eq(&log.hash))
}

fn head_of(log: &HandLog) -> Condition {
    Condition::all()
        .add(hand_log::Column::AccountId.eq(log.account_id.0))
        .add(hand_log::Column::PaperId.eq(log.paper_id.0))
        .add(hand_log::Column::Hash.eq(&log.hash))
}

impl Store {
    /// Adds operations to a log, each once: those whose id is in it already only get their number told again. All or none.
    pub async fn write_hand(
        &self,
        meeting_id: MeetingId,
        log: &HandLog,
        ops: &[HandOp],
        now: DateTime<Utc>,
    ) -> Result<Written, WriteError> {
        let writing = begin_write(&self.writer).await.map_err(StoreError::from)?;
        match append(&writing, meeting_id, log, ops, now).await {
            Ok(Some(written)) => {
                writing.commit().await.map_err(StoreError::from)?;
                Ok(written)
            }
            Ok(None) => {
                writing.rollback().await.map_err(StoreError::from)?;
                Err(WriteError::Full)
            }
            Err(error) => {
                writing.rollback().await.map_err(StoreError::from)?;
                Err(WriteError::Store(error.into()))
            }
        }
    }

    /// The operations of a log after `since`, as many as make a reasonable answer.
    pub async fn read_hand(&self, log: &HandLog, since: u64) -> Result<Part, StoreError> {
        let mut wanted = of(log).add(hand_op::Column::Number.gt(i64::try_from(since).unwrap_or(i64::MAX)));
        wanted = wanted.add(hand_op::Column::Erased.eq(false));
        if since == 0 {
            // Whoever has nothing has nothing to take away.
            wanted = wanted.add(hand_op::Column::Kind.ne(<&str>::from(HandKind::Erase)));
        }
        // Read before the operations: one that is written in between is found by the next question.
        let head = hand_log::Entity::find().filter(head_of(log)).one(&self.db).await?.map_or(0, |row| row.head.unsigned_abs());
        let rows = hand_op::Entity::find().filter(wanted).order_by_asc(hand_op::Column::Number).limit(MOST_OPS + 1).all(&self.db).await?;
        let mut part = Part { head, ..Part::default() };
        let mut size = 0;
        for row in rows {
            if part.ops.len() as u64 >= MOST_OPS || size > ENOUGH {
                part.more = true;
                break;
            }
            size += row.shape.len() + row.text.as_ref().map_or(0, String::len);
            part.ops.push((row.number.unsigned_abs(), read(row)?));
        }
        let last = part.ops.last().map_or(0, |(number, _)| *number);
        part.head = if part.more { last } else { Ord::max(part.head, Ord::max(last, since)) };
        Ok(part)
    }

    /// Everything of a log that was not taken away, on one page or on all.
    pub async fn whole_hand(&self, log: &HandLog) -> Result<Vec<HandOp>, StoreError> {
        let wanted = of(log).add(hand_op::Column::Erased.eq(false)).add(hand_op::Column::Kind.ne(<&str>::from(HandKind::Erase)));
        let rows = hand_op::Entity::find().filter(wanted).order_by_asc(hand_op::Column::Number).all(&self.db).await?;
        rows.into_iter().map(read).collect()
    }

    /// The logs a writer has of a paper, whatever the version.
    pub async fn hand_logs(&self, account_id: AccountId, paper_id: PaperId) -> Result<Vec<LogState>, StoreError> {
        let mine = hand_log::Column::AccountId.eq(account_id.0).and(hand_log::Column::PaperId.eq(paper_id.0));
        let logs = hand_log::Entity::find().filter(mine).order_by_asc(hand_log::Column::WrittenAt).all(&self.db).await?;
        let pages: Vec<(String, i32)> = hand_op::Entity::find()
            .select_only()
            .columns([hand_op::Column::Hash, hand_op::Column::Page])
            .distinct()
            .filter(hand_op::Column::AccountId.eq(account_id.0))
            .filter(hand_op::Column::PaperId.eq(paper_id.0))
            .filter(hand_op::Column::Erased.eq(false))
            .filter(hand_op::Column::Kind.ne(<&str>::from(HandKind::Erase)))
            .into_tuple()
            .all(&self.db)
            .await?;
        let mut count: HashMap<String, u32> = HashMap::new();
        for (hash, _) in pages {
            *count.entry(hash).or_default() += 1;
        }
        let state = |log: hand_log::Model| LogState {
            pages: count.get(&log.hash).copied().unwrap_or(0),
            hash: log.hash,
            carried_to: log.carried_to,
        };
        Ok(logs.into_iter().map(state).collect())
    }

    /// Notes to which version a log was carried over.
    pub async fn note_carried(&self, log: &HandLog, to: &str) -> Result<(), StoreError> {
        hand_log::Entity::update_many()
            .col_expr(hand_log::Column::CarriedTo, Expr::value(to))
            .filter(head_of(log))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// The pages somebody has written on, of one meeting or of all, by paper, version and page. It knows no rights: what may
    /// still be read is for the asker to find out.
    pub async fn marked_pages(&self, account_id: AccountId, meeting_id: Option<MeetingId>) -> Result<Vec<MarkedPage>, StoreError> {
        let mut logs = hand_log::Entity::find().filter(hand_log::Column::AccountId.eq(account_id.0));
        if let Some(meeting_id) = meeting_id {
            logs = logs.filter(hand_log::Column::MeetingId.eq(meeting_id.0));
        }
        let logs: Vec<(Uuid, String, Uuid)> = logs
            .select_only()
            .columns([hand_log::Column::PaperId, hand_log::Column::Hash, hand_log::Column::MeetingId])
            .into_tuple()
            .all(&self.db)
            .await?;
        let meetings: HashMap<(Uuid, String), Uuid> = logs.into_iter().map(|(paper, hash, meeting)| ((paper, hash), meeting)).collect();
        let papers: HashSet<Uuid> = meetings.keys().map(|(paper, _)| *paper).collect();
        let papers: Vec<Uuid> = papers.into_iter().collect();
        let mut pages: BTreeMap<(Uuid, String, i32), MarkedPage> = BTreeMap::new();
        for some in papers.chunks(500) {
            use hand_op::Column as C;
            let rows: Vec<(Uuid, String, i32, String, Option<String>)> = hand_op::Entity::find()
                .select_only()
                .columns([C::PaperId, C::Hash, C::Page, C::Kind, C::Text])
                .filter(C::AccountId.eq(account_id.0))
                .filter(C::PaperId.is_in(some.iter().copied()))
                .filter(C::Erased.eq(false))
                .filter(C::Kind.ne(<&str>::from(HandKind::Erase)))
                .order_by_asc(C::Number)
                .into_tuple()
                .all(&self.db)
                .await?;
            for (paper, hash, page, kind, text) in rows {
                let Some(meeting) = meetings.get(&(paper, hash.clone())) else { continue };
                let marked = pages.entry((paper, hash.clone(), page)).or_insert_with(|| MarkedPage {
                    meeting_id: MeetingId(*meeting),
                    paper_id: PaperId(paper),
                    hash,
                    page: page.unsigned_abs(),
                    kinds: BTreeMap::new(),
                    notes: Vec::new(),
                });
                *marked.kinds.entry(kind).or_default() += 1;
                marked.notes.extend(text);
            }
        }
        Ok(pages.into_values().collect())
    }
}

/// None where the log would be too long.
async fn append(
    db: &impl ConnectionTrait,
    meeting_id: MeetingId,
    log: &HandLog,
    ops: &[HandOp],
    now: DateTime<Utc>,
) -> Result<Option<Written>, sea_orm::DbErr> {
    use hand_op::Column as C;
    let first = hand_log::ActiveModel {
        account_id: Set(log.account_id.0),
        paper_id: Set(log.paper_id.0),
        hash: Set(log.hash.clone()),
        meeting_id: Set(meeting_id.0),
        head: Set(0),
        carried_to: Set(None),
        written_at: Set(now),
    };
    let key = [hand_log::Column::AccountId, hand_log::Column::PaperId, hand_log::Column::Hash];
    hand_log::Entity::insert(first).on_conflict(OnConflict::columns(key).do_nothing().to_owned()).exec_without_returning(db).await?;
    // Whoever changes the row holds it: a second tablet of the same writer waits here and numbers on from what it finds.
    hand_log::Entity::update_many().col_expr(hand_log::Column::WrittenAt, Expr::value(now)).filter(head_of(log)).exec(db).await?;
    let head = hand_log::Entity::find().filter(head_of(log)).one(db).await?.map_or(0, |row| row.head);
    let known: Vec<(Uuid, i64)> = hand_op::Entity::find()
        .select_only()
        .columns([C::Id, C::Number])
        .filter(of(log))
        .filter(C::Id.is_in(ops.iter().map(|op| op.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut known: HashMap<Uuid, i64> = known.into_iter().collect();
    let (mut last, mut rows, mut numbers) = (head, Vec::new(), Vec::new());
    for op in ops {
        let number = *known.entry(op.id).or_insert_with(|| {
            last += 1;
            rows.push(row(log, last, op));
            last
        });
        numbers.push(number.unsigned_abs());
    }
    if last.unsigned_abs() > MAX_LOG {
        return Ok(None);
    }
    for some in rows.chunks(500) {
        hand_op::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    let erased: Vec<Uuid> = ops.iter().filter_map(|op| op.target).collect();
    if !erased.is_empty() {
        hand_op::Entity::update_many().col_expr(C::Erased, Expr::value(true)).filter(of(log)).filter(C::Id.is_in(erased)).exec(db).await?;
    }
    hand_log::Entity::update_many().col_expr(hand_log::Column::Head, Expr::value(last)).filter(head_of(log)).exec(db).await?;
    Ok(Some(Written { head: last.unsigned_abs(), numbers }))
}
