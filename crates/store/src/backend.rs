//! The only place that knows which database it is: connection settings, write transactions, and what counts as a conflict.

use std::time::Duration;

use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, SqlErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// Connects with the settings each database needs for durable, concurrent work.
pub(crate) async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).acquire_timeout(Duration::from_secs(10)).max_connections(if url.starts_with("sqlite") { 8 } else { 20 });
    // WAL lets readers go on while one writes; FULL makes an acknowledged commit survive a power cut.
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
    });
    Database::connect(options).await
}

/// Brings the schema up to date. On PostgreSQL only one of several starting nodes does it at a time.
pub(crate) async fn migrate(db: &DatabaseConnection) -> Result<(), DbErr> {
    /// Any constant of our own: the advisory lock of this program's migrations.
    const LOCK: i64 = 0x6e67_6869_7375;
    match db.get_database_backend() {
        DatabaseBackend::Postgres => {
            let lock = db.begin().await?;
            lock.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
            Migrator::up(db, None).await?;
            lock.commit().await
        }
        _ => Migrator::up(db, None).await,
    }
}

/// A transaction that will write. SQLite takes the write lock at once (`BEGIN IMMEDIATE`), so that it can never fail
/// half-way for having read first.
pub(crate) async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() })
        .await
}

/// Whether another writer was first: the row exists already, or PostgreSQL could not serialise.
pub(crate) fn is_conflict(error: &DbErr) -> bool {
    if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return true;
    }
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "40001" || code == "40P01")
        }
        _ => false,
    }
}
