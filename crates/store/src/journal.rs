//! The journal: ordered, gapless, hash-chained rows; audit trail, outbox and recovery log at once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    event::{Event, Recorded},
    ids::{AccountId, MeetingId},
    journal::{genesis, seal},
    state::MeetingState,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    backend::{Ring, begin_write, is_conflict, ring},
    calendar,
    entity::event,
    papers,
};

/// What an act is answered with: the seq its last event has, and the id of what it made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Seq of the act's last event.
    pub seq: u64,
    /// What was created, if anything.
    pub created: Option<Uuid>,
}

/// The events of one act, decided but not yet kept.
#[derive(Debug, Clone)]
pub struct Act {
    /// When it was decided.
    pub at: DateTime<Utc>,
    /// Which account did it.
    pub actor_id: AccountId,
    /// How the journal names them.
    pub actor: String,
    /// The intention it carries out, kept over retries; unique to the account.
    pub idempotency_key: Option<String>,
    /// What happened.
    pub events: Vec<Event>,
}

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Another node wrote first: read the journal forward and decide again.
    #[error("the meeting's journal has moved on")]
    Conflict,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The end of a journal, to which the next row is chained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Seq of the last row; 0 for a journal not begun.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
}

impl Head {
    /// Before the first row.
    pub fn empty(meeting_id: MeetingId) -> Self {
        Self { seq: 0, hash: genesis(meeting_id) }
    }
}

/// Where a journal's chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The first row that does not fit.
    pub seq: u64,
}

impl Store {
    /// Appends the events of `acts` after `head`, with the rows they imply, in one transaction. `after` is the state they
    /// lead to. Nothing is kept unless everything is. Returns the new head.
    ///
    /// Cost: one commit however many acts; rows grow with events, and with attendees where the list changed.
    pub async fn append(
        &self,
        meeting_id: MeetingId,
        head: &Head,
        acts: &[Act],
        after: &MeetingState,
        rehearsal: bool,
    ) -> Result<Head, AppendError> {
        let mut rows = Vec::new();
        let mut head = head.clone();
        for act in acts {
            for event in &act.events {
                head = push_row(&mut rows, meeting_id, &head, act, event)?;
            }
        }
        let list_changed = acts.iter().flat_map(|act| &act.events).any(calendar::changes_attendees);
        let transaction = begin_write(&self.writer).await.map_err(StoreError::from)?;
        let kept = async {
            calendar::keep(&transaction, after, rehearsal, list_changed).await?;
            if !rehearsal && acts.iter().flat_map(|act| &act.events).any(Event::changes_reading) {
                papers::keep(&transaction, after).await?;
            }
            // SQLite takes at most 32,766 parameters a statement; ten columns a row.
            for chunk in rows.chunks(1_000) {
                event::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
            }
            ring(&transaction, Ring::Reached(meeting_id, head.seq)).await
        };
        match kept.await {
            Ok(()) => transaction.commit().await.map_err(conflict_or)?,
            Err(error) => {
                transaction.rollback().await.map_err(StoreError::from)?;
                return Err(conflict_or(error));
            }
        }
        Ok(head)
    }

    /// The events after `seq`, oldest first, and the head they lead to; none where the meeting has no such journal.
    pub async fn journal_after(&self, meeting_id: MeetingId, seq: u64) -> Result<(Vec<Recorded>, Option<Head>), StoreError> {
        let rows = event::Entity::find()
            .filter(event::Column::MeetingId.eq(meeting_id.0))
            .filter(event::Column::Seq.gt(i64::try_from(seq).unwrap_or(i64::MAX)))
            .order_by_asc(event::Column::Seq)
            .all(&self.db)
            .await?;
        let head = rows.last().map(|row| Head { seq: row.seq.unsigned_abs(), hash: row.hash.clone() });
        Ok((rows.into_iter().map(read_row).collect::<Result<_, _>>()?, head))
    }

    /// The receipts already given for these keys.
    pub async fn receipts(&self, meeting_id: MeetingId, keys: &[String]) -> Result<BTreeMap<String, Receipt>, StoreError> {
        let mut receipts = BTreeMap::new();
        if keys.is_empty() {
            return Ok(receipts);
        }
        let rows = event::Entity::find()
            .filter(event::Column::MeetingId.eq(meeting_id.0))
            .filter(event::Column::IdempotencyKey.is_in(keys))
            .order_by_asc(event::Column::Seq)
            .all(&self.db)
            .await?;
        for row in rows {
            let Some(key) = row.idempotency_key.clone() else { continue };
            let recorded = read_row(row)?;
            let receipt: &mut Receipt = receipts.entry(key).or_insert(Receipt { seq: 0, created: None });
            receipt.seq = recorded.seq;
            receipt.created = receipt.created.or(recorded.event.created());
        }
        Ok(receipts)
    }

    /// Recomputes the chain of a meeting. Linear in its journal.
    pub async fn verify(&self, meeting_id: MeetingId) -> Result<Result<Head, Broken>, StoreError> {
        let rows =
            event::Entity::find().filter(event::Column::MeetingId.eq(meeting_id.0)).order_by_asc(event::Column::Seq).all(&self.db).await?;
        let mut head = Head::empty(meeting_id);
        for row in rows {
            let seq = row.seq.unsigned_abs();
            let hash = seal(&head.hash, head.seq + 1, row.at, &sealed_actor(row.actor_id, &row.actor), &row.kind, &row.body);
            if seq != head.seq + 1 || row.previous_hash != head.hash || row.hash != hash {
                return Ok(Err(Broken { seq }));
            }
            head = Head { seq, hash };
        }
        // Rows cut off the end leave a chain that holds: the calendar knows how long it was.
        let kept = crate::entity::meeting::Entity::find_by_id(meeting_id.0).one(&self.db).await?.map_or(0, |row| row.seq.unsigned_abs());
        Ok(if kept == head.seq { Ok(head) } else { Err(Broken { seq: head.seq + 1 }) })
    }

    /// Every meeting that has a journal.
    pub async fn meeting_ids(&self) -> Result<Vec<MeetingId>, StoreError> {
        use crate::entity::meeting;
        let ids: Vec<Uuid> = meeting::Entity::find().select_only().column(meeting::Column::Id).into_tuple().all(&self.db).await?;
        Ok(ids.into_iter().map(MeetingId).collect())
    }
}

fn conflict_or(error: sea_orm::DbErr) -> AppendError {
    if is_conflict(&error) { AppendError::Conflict } else { AppendError::Store(error.into()) }
}

/// The account's id is sealed beside the name: two people may share a name.
fn sealed_actor(id: Uuid, name: &str) -> String {
    format!("{id} {name}")
}

fn push_row(rows: &mut Vec<event::ActiveModel>, meeting_id: MeetingId, head: &Head, act: &Act, event: &Event) -> Result<Head, StoreError> {
    let seq = head.seq + 1;
    let body = serde_json::to_string(event).map_err(|error| StoreError::Corrupt {
        table: "event",
        row: format!("{meeting_id}/{seq}"),
        why: error.to_string(),
    })?;
    let hash = seal(&head.hash, seq, act.at, &sealed_actor(act.actor_id.0, &act.actor), event.kind(), &body);
    rows.push(event::ActiveModel {
        meeting_id: Set(meeting_id.0),
        seq: Set(i64::try_from(seq).unwrap_or(i64::MAX)),
        at: Set(act.at),
        actor_id: Set(act.actor_id.0),
        actor: Set(act.actor.clone()),
        kind: Set(event.kind().to_owned()),
        body: Set(body),
        idempotency_key: Set(act.idempotency_key.clone()),
        previous_hash: Set(head.hash.clone()),
        hash: Set(hash.clone()),
    });
    Ok(Head { seq, hash })
}

fn read_row(row: event::Model) -> Result<Recorded, StoreError> {
    let event = serde_json::from_str(&row.body).map_err(|error| StoreError::Corrupt {
        table: "event",
        row: format!("{}/{}", row.meeting_id, row.seq),
        why: error.to_string(),
    })?;
    Ok(Recorded { seq: row.seq.unsigned_abs(), at: row.at, actor: row.actor, event })
}
