//! The only place that knows which database it is: connection settings, write transactions, and what counts as a conflict.

pub(crate) mod index;

use std::{sync::Arc, time::Duration};

use domain::ids::{MeetingId, SessionId};
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, SqlErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{
        self, Executor,
        postgres::{PgListener, PgPoolOptions},
    },
};

use crate::StoreError;

/// Where a house is read, and where it is written.
pub(crate) struct Connections {
    pub(crate) reader: DatabaseConnection,
    /// SQLite lets one write at a time and has the others try again after a nap: under load the one who naps is the one who
    /// waits, a sign-in for as long as papers are studied. So a house on SQLite writes over one connection, in the order in
    /// which writers came, and its readers cannot write at all. A writer that waits for itself waits in vain: whoever holds a
    /// transaction writes through it.
    pub(crate) writer: DatabaseConnection,
}

/// Connects with the settings each database needs for durable, concurrent work.
pub(crate) async fn connect(url: &str) -> Result<Connections, DbErr> {
    if !url.starts_with("sqlite") {
        let both = Database::connect(postgres(url)).await?;
        return Ok(Connections { reader: both.clone(), writer: both });
    }
    // The writer comes first: it makes the database.
    let writer = Database::connect(sqlite(url, false)).await?;
    Ok(Connections { reader: Database::connect(sqlite(url, true)).await?, writer })
}

fn common(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // Asking first whether a connection still answers is for networks: in SQLite it is a walk to another thread and back for nothing.
    options.sqlx_logging(false).test_before_acquire(false);
    options
}

fn sqlite(url: &str, reads: bool) -> ConnectOptions {
    let mut options = common(url);
    // The only writer may have many before it: each is done within milliseconds.
    let (connections, patience) = if reads { (8, 10) } else { (1, 60) };
    options.max_connections(connections).acquire_timeout(Duration::from_secs(patience));
    // WAL lets readers go on while one writes; FULL makes an acknowledged commit survive a power cut. Another program may write
    // too, `nghisu found` or `verify` beside a running house: for those there is the nap.
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("query_only", if reads { "ON" } else { "OFF" })
    });
    // After some errors, a full disk first of all, SQLite has ended the transaction by itself. The driver's rollback then
    // fails, it still counts one transaction as open, and the next would only seem to commit: such a connection is closed.
    options.map_sqlx_sqlite_before_acquire(|connection, _| {
        let open = sqlx::Connection::is_in_transaction(connection);
        Box::pin(async move { Ok(!open) })
    });
    options
}

fn postgres(url: &str) -> ConnectOptions {
    let mut options = common(url);
    options.max_connections(20).acquire_timeout(Duration::from_secs(10));
    // Plans are made for the values at hand: a common word and a rare one are searched for in different ways. Compiling a plan
    // takes longer than any statement of ours.
    options.map_sqlx_postgres_opts(|postgres| postgres.options([("plan_cache_mode", "force_custom_plan"), ("jit", "off")]));
    // Asked by the driver, it would wait for an answer as long as the system does: hours, where the other machine went without a word.
    options.map_sqlx_postgres_before_acquire(|connection, _| {
        Box::pin(async move { in_time(sqlx::Connection::ping(connection)).await.map(|()| true) })
    });
    options
}

/// A database that says nothing for this long to a question that is no work is not there.
const ANSWERS: Duration = Duration::from_secs(3);

async fn in_time<T>(answer: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    let late = |_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
    tokio::time::timeout(ANSWERS, answer).await.map_err(late)?
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

/// Whether this node is the only one that can be: SQLite is no database for several.
pub(crate) fn is_alone(db: &DatabaseConnection) -> bool {
    db.get_database_backend() == DatabaseBackend::Sqlite
}

/// A transaction that will write. SQLite takes the write lock at once (`BEGIN IMMEDIATE`), so that it can never fail
/// half-way for having read first.
pub(crate) async fn begin_write(writer: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let immediate = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() };
    writer.begin_with_options(immediate).await
}

/// Tells other nodes, once this transaction commits. SQLite has one node only.
pub(crate) async fn ring(db: &impl ConnectionTrait, word: Ring) -> Result<(), DbErr> {
    if db.get_database_backend() == DatabaseBackend::Postgres {
        let word = match word {
            Ring::Reached(meeting_id, seq) => format!("{meeting_id} {seq}"),
            Ring::SignedOut(session_id) => format!("{session_id} {SIGNED_OUT}"),
            Ring::Called(meeting_id) => format!("{meeting_id} {CALLED}"),
            Ring::Shown { meeting_id, by, what } => format!("{meeting_id} {SHOWN}{by} {what}"),
            Ring::Missed => return Ok(()),
        };
        db.execute_raw(Statement::from_sql_and_values(DatabaseBackend::Postgres, "SELECT pg_notify($1, $2)", [BELL.into(), word.into()]))
            .await?;
    }
    Ok(())
}

/// The channel nodes ring each other on.
const BELL: &str = "nghisu";
/// The bell is asked whether it still hangs when it has been silent for this long.
const QUIET: Duration = Duration::from_secs(10);
/// Stands where a seq stands otherwise.
const SIGNED_OUT: &str = "signed_out";

/// Stands where a seq stands otherwise.
const CALLED: &str = "called";
/// Begins what is shown.
const SHOWN: &str = "shown ";

/// What another node said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ring {
    /// A meeting's journal reached this seq.
    Reached(MeetingId, u64),
    /// A sign-in has ended.
    SignedOut(SessionId),
    /// In this meeting somebody asks for service, or has been seen to.
    Called(MeetingId),
    /// Whoever leads a paper shows this. Nothing is kept of it, and whoever misses it is shown it again.
    Shown {
        /// Where.
        meeting_id: MeetingId,
        /// Which start of which node says so: a node hears itself too.
        by: String,
        /// What is shown, in a few hundred bytes.
        what: String,
    },
    /// Rings may have been missed: look at everything.
    Missed,
}

/// The ear of this node.
pub struct Doorbell {
    /// None on SQLite.
    ear: Option<(sqlx::PgPool, PgListener)>,
}

impl Doorbell {
    pub(crate) async fn listen(db: &DatabaseConnection) -> Result<Self, StoreError> {
        let ear = match db.get_database_backend() {
            DatabaseBackend::Postgres => {
                let pool = db.get_postgres_connection_pool().clone();
                let listener = listener(&pool).await.map_err(to_db_err)?;
                Some((pool, listener))
            }
            _ => None,
        };
        Ok(Self { ear })
    }

    /// The next ring; for ever silent on SQLite. After a lost connection it listens again and says [`Ring::Missed`].
    pub async fn next(&mut self) -> Ring {
        let Some((pool, ear)) = &mut self.ear else { return std::future::pending().await };
        loop {
            // Silence may mean that nobody rang, or that the line is dead and nobody has said so. To listen once more changes
            // nothing, and is answered.
            let Ok(came) = tokio::time::timeout(QUIET, ear.try_recv()).await else {
                if in_time(ear.execute(sqlx::AssertSqlSafe(format!("LISTEN {BELL}")))).await.is_err() {
                    *ear = listen_anew(pool).await;
                    return Ring::Missed;
                }
                continue;
            };
            match came {
                Ok(Some(word)) => {
                    if let Some(ring) = heard(word.payload()) {
                        return ring;
                    }
                }
                Ok(None) => return Ring::Missed,
                // The database is away. Left alone, this listener would come back one day and not say that it was gone.
                Err(_) => {
                    *ear = listen_anew(pool).await;
                    return Ring::Missed;
                }
            }
        }
    }
}

/// Asks for a listener until there is one, without wearing the database out.
async fn listen_anew(pool: &sqlx::PgPool) -> PgListener {
    loop {
        tokio::time::sleep(Duration::from_millis(500)).await;
        if let Ok(listener) = listener(pool).await {
            return listener;
        }
    }
}

/// A listener on a connection of its own: those that lie idle in the pool may be as dead as the one it replaces.
async fn listener(pool: &sqlx::PgPool) -> Result<PgListener, sqlx::Error> {
    let own = PgPoolOptions::new().max_connections(1).acquire_timeout(ANSWERS);
    in_time(async {
        let own = own.connect_with(pool.connect_options().as_ref().clone()).await?;
        let mut listener = PgListener::connect_with(&own).await?;
        listener.listen(BELL).await?;
        Ok(listener)
    })
    .await
}

fn heard(word: &str) -> Option<Ring> {
    let (id, what) = word.split_once(' ')?;
    if what == SIGNED_OUT {
        return id.parse().ok().map(Ring::SignedOut);
    }
    if what == CALLED {
        return id.parse().ok().map(Ring::Called);
    }
    if let Some(shown) = what.strip_prefix(SHOWN) {
        let (by, what) = shown.split_once(' ')?;
        return Some(Ring::Shown { meeting_id: id.parse().ok()?, by: by.to_owned(), what: what.to_owned() });
    }
    Some(Ring::Reached(id.parse().ok()?, what.parse().ok()?))
}

fn to_db_err(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
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
