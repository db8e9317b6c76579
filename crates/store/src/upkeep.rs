//! Looking after kept files: those nobody needs are marked when that begins and deleted thirty days later, never earlier; those
//! that are kept are read again and held against their names.
//!
//! A file is needed while a version of a paper is it, an upload on its way is it, or it is the reading copy of a file that is
//! kept. Rows say so, so one statement finds out. Whoever keeps a file anew takes its mark away in the same statement that notes
//! it ([`Store::keep_file`]) before its bytes are put where they belong; whoever deletes one takes its row away in the
//! transaction in which its bytes go, and only if the mark still stands and is old. So a file that is uploaded again in that very
//! moment is either not deleted, or put there anew.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{MeetingId, PaperId};
use futures::TryStreamExt;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query},
};
use sha2::{Digest, Sha256};

use crate::{
    Store, StoreError,
    backend::begin_write,
    entity::{file, page, paper, paper_version, study},
    papers::PaperPlace,
};

/// How long a file that nobody needs stays.
pub const GRACE: TimeDelta = TimeDelta::days(30);
/// Files deleted in one sweep at most, so that nobody waits long for the writer's turn: the others come the next day.
const AT_ONCE: u64 = 10_000;

/// What a sweep did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files that are needed again.
    pub needed: u64,
    /// Files that are not needed from now on.
    pub marked: u64,
    /// Files deleted.
    pub deleted: u64,
}

/// What reading a kept file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// Its bytes are what its name says.
    Sound,
    /// It is not there.
    Missing,
    /// Its bytes have another hash.
    Altered {
        /// Which.
        found: String,
    },
}

/// Whether the row of `file` at hand is needed.
const NEEDED: &str = "(EXISTS (SELECT 1 FROM paper_version WHERE paper_version.hash = file.hash) \
    OR EXISTS (SELECT 1 FROM paper WHERE paper.hash = file.hash) \
    OR EXISTS (SELECT 1 FROM intake WHERE intake.hash = file.hash AND intake.state NOT IN ('done', 'refused', 'cancelled')) \
    OR EXISTS (SELECT 1 FROM study JOIN file AS original ON original.hash = study.hash WHERE study.reading_hash = file.hash))";

fn needed() -> Expr {
    Expr::cust(NEEDED)
}

impl Store {
    /// Marks what is not needed any more, takes marks away from what is needed again, and deletes what has not been needed for
    /// [`GRACE`]. `now` is the time; a sweep twice does no harm, nor do two nodes at once.
    pub async fn sweep_files(&self, now: DateTime<Utc>) -> Result<Swept, StoreError> {
        let mark = |since: Option<DateTime<Utc>>| file::Entity::update_many().col_expr(file::Column::UnneededSince, Expr::value(since));
        let writing = begin_write(&self.writer).await?;
        let again = mark(None).filter(file::Column::UnneededSince.is_not_null()).filter(needed()).exec(&writing).await?;
        let marked = mark(Some(now)).filter(file::Column::UnneededSince.is_null()).filter(needed().not()).exec(&writing).await?;
        writing.commit().await?;
        let mut swept = Swept { needed: again.rows_affected, marked: marked.rows_affected, deleted: 0 };
        let old: Vec<String> = file::Entity::find()
            .select_only()
            .column(file::Column::Hash)
            .filter(over(now))
            .order_by_asc(file::Column::UnneededSince)
            .limit(AT_ONCE)
            .into_tuple()
            .all(&self.db)
            .await?;
        for hash in old {
            swept.deleted += u64::from(self.delete_file(&hash, now).await?);
        }
        Ok(swept)
    }

    /// Deletes a file if it still may be. Its bytes go before the row's end is committed: whoever notes it anew waits for that,
    /// and then finds no bytes that could vanish under them.
    async fn delete_file(&self, hash: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let writing = begin_write(&self.writer).await?;
        let mine = file::Entity::delete_many().filter(file::Column::Hash.eq(hash)).filter(over(now)).exec(&writing).await?;
        if mine.rows_affected == 0 {
            writing.rollback().await?;
            return Ok(false);
        }
        study::Entity::delete_many().filter(study::Column::Hash.eq(hash)).exec(&writing).await?;
        page::Entity::delete_many().filter(page::Column::Hash.eq(hash)).exec(&writing).await?;
        self.files.forget_pictures(hash).await?;
        self.files.delete_kept(hash).await?;
        writing.commit().await?;
        Ok(true)
    }

    /// Reads a kept file and holds it against its name.
    pub async fn check_file(&self, hash: &str) -> Result<Held, StoreError> {
        let Some(size) = self.files.size(hash).await? else { return Ok(Held::Missing) };
        let mut bytes = self.files.read(hash, 0..size).await?;
        let mut hasher = Sha256::new();
        while let Some(some) = bytes.try_next().await? {
            hasher.update(&some);
        }
        let found = hex::encode(hasher.finalize());
        Ok(if found == hash { Held::Sound } else { Held::Altered { found } })
    }

    /// The papers a file belongs to, as any of their versions or as the reading copy of one, by title.
    pub async fn papers_of(&self, hash: &str) -> Result<Vec<PaperPlace>, StoreError> {
        let originals =
            Query::select().column(study::Column::Hash).from(study::Entity).and_where(study::Column::ReadingHash.eq(hash)).to_owned();
        let versions = Query::select()
            .column(paper_version::Column::PaperId)
            .from(paper_version::Entity)
            .and_where(paper_version::Column::Hash.eq(hash).or(paper_version::Column::Hash.in_subquery(originals)))
            .to_owned();
        let rows = paper::Entity::find()
            .filter(paper::Column::PaperId.in_subquery(versions))
            .order_by_asc(paper::Column::Title)
            .order_by_asc(paper::Column::PaperId)
            .all(&self.db)
            .await?;
        let place =
            |row: paper::Model| PaperPlace { paper_id: PaperId(row.paper_id), meeting_id: MeetingId(row.meeting_id), title: row.title };
        Ok(rows.into_iter().map(place).collect())
    }

    /// How many files are kept, and how many bytes they have together.
    pub async fn files_in_all(&self) -> Result<(u64, u64), StoreError> {
        let sizes: Vec<i64> = file::Entity::find().select_only().column(file::Column::Size).into_tuple().all(&self.db).await?;
        Ok((sizes.len() as u64, sizes.iter().map(|size| size.unsigned_abs()).sum()))
    }

    /// Every kept file, for whoever wants to look at all of them: hash and bytes, by hash, after `hash`.
    pub async fn files_after(&self, hash: &str, limit: u64) -> Result<Vec<(String, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = file::Entity::find()
            .select_only()
            .columns([file::Column::Hash, file::Column::Size])
            .filter(file::Column::Hash.gt(hash))
            .order_by_asc(file::Column::Hash)
            .limit(limit)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|(hash, size)| (hash, size.unsigned_abs())).collect())
    }
}

/// Not needed for longer than [`GRACE`].
fn over(now: DateTime<Utc>) -> Condition {
    Condition::all().add(file::Column::UnneededSince.lte(now - GRACE)).add(needed().not())
}
