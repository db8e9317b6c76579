//! Everything that is kept: rows and journals in SQLite or PostgreSQL, files in a folder or a bucket.
//!
//! One query layer for both databases; what differs between them is in [`backend`]. No rule is decided here.

pub mod accounts;
pub mod backend;
pub mod calendar;
pub mod calls;
mod entity;
pub mod files;
pub mod hand;
mod indexing;
pub mod intakes;
pub mod jobs;
pub mod journal;
pub mod papers;
pub mod people;
pub mod remarks;
pub mod search;
pub mod studies;
pub mod upkeep;
mod vault;

use std::sync::Arc;

use domain::ids::MeetingId;
use files::Files;
use sea_orm::DatabaseConnection;

/// The kept side of a house. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// What reads.
    pub(crate) db: DatabaseConnection,
    /// What writes, transaction or not.
    pub(crate) writer: DatabaseConnection,
    pub(crate) words: indexing::Words,
    /// The bytes of papers.
    pub files: Arc<Files>,
}

/// What can go wrong with keeping things. None of it is the fault of who asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("the database did not carry out a statement")]
    Database(#[from] sea_orm::DbErr),
    /// The file store refused or could not be reached.
    #[error("the file store did not carry out a request")]
    Files(#[from] object_store::Error),
    /// The bytes of a file are not the ones it is named by.
    #[error("the file {hash} holds other bytes, whose hash is {found}")]
    Altered {
        /// Its name: the hash it was kept under.
        hash: String,
        /// The hash of what is there.
        found: String,
    },
    /// A row does not read as what it must be: somebody else wrote to the database.
    #[error("{table} row {row} cannot be read: {why}")]
    Corrupt {
        /// Table.
        table: &'static str,
        /// Which row.
        row: String,
        /// What is wrong with it.
        why: String,
    },
}

impl Store {
    /// Connects to `url` (`sqlite:…` or `postgres:…`), brings the schema up to date, and keeps `files` beside it.
    pub async fn open(url: &str, files: Files) -> Result<Self, StoreError> {
        let backend::Connections { reader, writer } = backend::connect(url).await?;
        backend::migrate(&writer).await?;
        Ok(Self { db: reader, writer, words: indexing::Words::default(), files: Arc::new(files) })
    }

    /// Listens for what other nodes on the same database write.
    pub async fn doorbell(&self) -> Result<backend::Doorbell, StoreError> {
        backend::Doorbell::listen(&self.db).await
    }

    /// Tells other nodes what whoever leads a paper shows: `by` is this start of this node.
    pub async fn show_abroad(&self, meeting_id: MeetingId, by: &str, what: String) -> Result<(), StoreError> {
        Ok(backend::ring(&self.db, backend::Ring::Shown { meeting_id, by: by.to_owned(), what }).await?)
    }

    /// Whether other nodes may be working on the same database.
    pub fn is_shared(&self) -> bool {
        !backend::is_alone(&self.db)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.db.ping().await?)
    }
}
