//! What is known about a file's content: worked out once for the same bytes, kept page by page.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    backend::begin_write,
    entity::{file, page, study},
    indexing,
    jobs::{LEASE, Progress},
};

/// Where a study stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StudyState {
    /// Nobody works on it yet.
    Waiting,
    /// Being worked on.
    Working,
    /// Everything that can be known is.
    Done,
    /// It was begun too often without coming to an end.
    Failed,
}

/// A study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Study {
    /// The file.
    pub hash: String,
    /// What it is.
    pub kind: String,
    /// Where the study stands.
    pub state: StudyState,
    /// What is being done, and how far.
    pub progress: Progress,
    /// How often somebody began.
    pub attempts: u32,
    /// What was found so far, as whoever studies it writes it: JSON.
    pub facts: String,
    /// The copy tablets read, once there is one.
    pub reading_hash: Option<String>,
}

/// A page of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Where its text is from.
    pub source: String,
    /// Its text, NFC.
    pub text: String,
    /// Width as shown, in points.
    pub width: f32,
    /// Height as shown, in points.
    pub height: f32,
    /// Where its words stand, as whoever studies it packs them.
    pub words: Option<Vec<u8>>,
}

/// A kept file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// SHA-256.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Pages; 0 where they cannot be counted.
    pub pages: u32,
    /// What it is.
    pub kind: String,
}

fn read(row: study::Model) -> Result<Study, StoreError> {
    Ok(Study {
        state: row.state.parse().map_err(|_| StoreError::Corrupt {
            table: "study",
            row: row.hash.clone(),
            why: format!("state {}", row.state),
        })?,
        hash: row.hash,
        kind: row.kind,
        progress: Progress { step: row.step, done: row.done.unsigned_abs(), total: row.total.unsigned_abs() },
        attempts: row.attempts.unsigned_abs(),
        facts: row.facts,
        reading_hash: row.reading_hash,
    })
}

fn word(state: StudyState) -> &'static str {
    state.into()
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl Store {
    /// Notes a file before it is kept ([`crate::files::Files::keep`]), so that the same bytes are never examined twice. One that
    /// was about to be deleted, since nobody needed it, stays.
    pub async fn keep_file(&self, kept: &KeptFile, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = file::ActiveModel {
            hash: Set(kept.hash.clone()),
            size: Set(i64::try_from(kept.size).unwrap_or(i64::MAX)),
            pages: Set(number(kept.pages)),
            stored_at: Set(now),
            kind: Set(kept.kind.clone()),
            unneeded_since: Set(None),
        };
        file::Entity::insert(row)
            .on_conflict(OnConflict::column(file::Column::Hash).update_column(file::Column::UnneededSince).to_owned())
            .exec_without_returning(&self.writer)
            .await?;
        Ok(())
    }

    /// A file noted before.
    pub async fn kept_file(&self, hash: &str) -> Result<Option<KeptFile>, StoreError> {
        let row = file::Entity::find_by_id(hash.to_owned()).one(&self.db).await?;
        let read =
            |row: file::Model| KeptFile { hash: row.hash, size: row.size.unsigned_abs(), pages: row.pages.unsigned_abs(), kind: row.kind };
        Ok(row.map(read))
    }

    /// Asks for a study of a file; one that was asked for before stays as it is.
    pub async fn ask_for_study(&self, hash: &str, kind: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        let row = study::ActiveModel {
            hash: Set(hash.to_owned()),
            kind: Set(kind.to_owned()),
            state: Set(word(StudyState::Waiting).to_owned()),
            step: Set(None),
            done: Set(0),
            total: Set(0),
            attempts: Set(0),
            lease_until: Set(None),
            facts: Set("{}".to_owned()),
            reading_hash: Set(None),
            asked_at: Set(now),
        };
        study::Entity::insert(row)
            .on_conflict(OnConflict::column(study::Column::Hash).do_nothing().to_owned())
            .exec_without_returning(&self.writer)
            .await?;
        Ok(())
    }

    /// Begins a study here and now, where nobody did before: whoever looks for work leaves it alone.
    pub async fn begin_study(&self, hash: &str, kind: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.ask_for_study(hash, kind, now).await?;
        study::Entity::update_many()
            .col_expr(study::Column::State, Expr::value(word(StudyState::Working)))
            .col_expr(study::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
            .filter(study::Column::Hash.eq(hash))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// What is known about a file.
    pub async fn study(&self, hash: &str) -> Result<Option<Study>, StoreError> {
        study::Entity::find_by_id(hash.to_owned()).one(&self.db).await?.map(read).transpose()
    }

    /// Takes the oldest study nobody works on. At most one node gets it.
    pub async fn claim_study(&self, now: DateTime<Utc>) -> Result<Option<Study>, StoreError> {
        let free = Condition::any()
            .add(study::Column::State.eq(word(StudyState::Waiting)))
            .add(Condition::all().add(study::Column::State.eq(word(StudyState::Working))).add(study::Column::LeaseUntil.lt(now)));
        let rows = study::Entity::find().filter(free).order_by_asc(study::Column::AskedAt).limit(8).all(&self.db).await?;
        for row in rows {
            let taken = study::Entity::update_many()
                .col_expr(study::Column::State, Expr::value(word(StudyState::Working)))
                .col_expr(study::Column::Attempts, Expr::col(study::Column::Attempts).add(1))
                .col_expr(study::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
                .filter(study::Column::Hash.eq(row.hash.clone()))
                .filter(study::Column::Attempts.eq(row.attempts))
                .filter(study::Column::State.eq(row.state.clone()))
                .exec(&self.writer)
                .await?;
            if taken.rows_affected == 1 {
                return read(study::Model { attempts: row.attempts + 1, state: word(StudyState::Working).to_owned(), ..row }).map(Some);
            }
        }
        Ok(None)
    }

    /// Says how far a study is, and keeps it.
    pub async fn study_progress(&self, hash: &str, progress: &Progress, now: DateTime<Utc>) -> Result<(), StoreError> {
        study::Entity::update_many()
            .col_expr(study::Column::Step, Expr::value(progress.step.clone()))
            .col_expr(study::Column::Done, Expr::value(number(progress.done)))
            .col_expr(study::Column::Total, Expr::value(number(progress.total)))
            .col_expr(study::Column::LeaseUntil, Expr::value(now + TimeDelta::seconds(LEASE)))
            .filter(study::Column::Hash.eq(hash))
            .filter(study::Column::State.eq(word(StudyState::Working)))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Keeps what a step found: facts, and the copy to read where there is one now.
    pub async fn keep_facts(&self, hash: &str, facts: &str, reading_hash: Option<&str>) -> Result<(), StoreError> {
        study::Entity::update_many()
            .col_expr(study::Column::Facts, Expr::value(facts))
            .col_expr(study::Column::ReadingHash, Expr::value(reading_hash.map(str::to_owned)))
            .filter(study::Column::Hash.eq(hash))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Ends a study, or puts it back for somebody to try again.
    pub async fn settle_study(&self, hash: &str, state: StudyState) -> Result<(), StoreError> {
        study::Entity::update_many()
            .col_expr(study::Column::State, Expr::value(word(state)))
            .col_expr(study::Column::Step, Expr::value(None::<String>))
            .col_expr(study::Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
            .filter(study::Column::Hash.eq(hash))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Lets a study that is over begin anew: something it lacked is there now.
    pub async fn study_again(&self, hash: &str) -> Result<(), StoreError> {
        study::Entity::update_many()
            .col_expr(study::Column::State, Expr::value(word(StudyState::Waiting)))
            .col_expr(study::Column::Attempts, Expr::value(0))
            .filter(study::Column::Hash.eq(hash))
            .filter(study::Column::State.is_in([word(StudyState::Done), word(StudyState::Failed)]))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Writes pages of a file over what is known of them, all or none.
    pub async fn keep_pages(&self, hash: &str, pages: &[Page]) -> Result<(), StoreError> {
        let transaction = begin_write(&self.writer).await?;
        use page::Column as C;
        for some in pages.chunks(500) {
            let rows = some.iter().map(|page| page::ActiveModel {
                hash: Set(hash.to_owned()),
                number: Set(number(page.number)),
                source: Set(page.source.clone()),
                text: Set(page.text.clone()),
                width: Set(page.width),
                height: Set(page.height),
                words: Set(page.words.clone()),
            });
            let kept = page::Entity::insert_many(rows)
                .on_conflict(
                    OnConflict::columns([C::Hash, C::Number])
                        .update_columns([C::Source, C::Text, C::Width, C::Height, C::Words])
                        .to_owned(),
                )
                .exec_without_returning(&transaction)
                .await;
            if let Err(error) = kept {
                transaction.rollback().await?;
                return Err(error.into());
            }
        }
        if let Some(first) = pages.iter().map(|page| number(page.number)).min() {
            indexing::pages_changed(&transaction, hash, first).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The pages of a file, in order, without their words.
    pub async fn pages(&self, hash: &str) -> Result<Vec<Page>, StoreError> {
        use page::Column as C;
        let rows: Vec<(i32, String, String, f32, f32)> = page::Entity::find()
            .select_only()
            .columns([C::Number, C::Source, C::Text, C::Width, C::Height])
            .filter(C::Hash.eq(hash))
            .order_by_asc(C::Number)
            .into_tuple()
            .all(&self.db)
            .await?;
        let page = |(page, source, text, width, height): (i32, String, String, f32, f32)| Page {
            number: page.unsigned_abs(),
            source,
            text,
            width,
            height,
            words: None,
        };
        Ok(rows.into_iter().map(page).collect())
    }

    /// These pages with their words, by number.
    pub async fn pages_with_words(&self, hash: &str, numbers: &[u32]) -> Result<Vec<Page>, StoreError> {
        let rows = page::Entity::find()
            .filter(page::Column::Hash.eq(hash))
            .filter(page::Column::Number.is_in(numbers.iter().map(|page| number(*page))))
            .order_by_asc(page::Column::Number)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(with_words).collect())
    }

    /// One page with its words.
    pub async fn page(&self, hash: &str, page_number: u32) -> Result<Option<Page>, StoreError> {
        let row = page::Entity::find_by_id((hash.to_owned(), number(page_number))).one(&self.db).await?;
        Ok(row.map(with_words))
    }
}

fn with_words(row: page::Model) -> Page {
    Page { number: row.number.unsigned_abs(), source: row.source, text: row.text, width: row.width, height: row.height, words: row.words }
}
