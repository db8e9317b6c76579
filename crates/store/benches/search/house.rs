//! Building the house that is searched: rows written in bulk, the index as the program builds it.

use std::{path::Path, time::Instant};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::ids::PersonId;
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement, TransactionTrait, Value};
use store::Store;
use uuid::Uuid;

use crate::text::{Dice, Language, TYPES, UNITS};

/// Somebody who is in thirty meetings.
pub const MEMBER: PersonId = PersonId(Uuid::from_u128(1));
/// Papers of a meeting.
const PAPERS: u32 = 33;
/// Most pages of a paper; eight on average.
const PAGES: usize = 26;
/// Papers that come after the index was built.
const GROWTH: u32 = 200;

/// A house with its index.
pub struct House {
    /// As the program sees it.
    pub store: Store,
}

/// Rows on their way into a table.
struct Rows {
    into: &'static str,
    columns: usize,
    values: Vec<Value>,
}

impl Rows {
    fn new(into: &'static str) -> Self {
        Self { into, columns: into.matches(',').count() + 1, values: Vec::new() }
    }

    fn push(&mut self, row: impl IntoIterator<Item = Value>) {
        self.values.extend(row);
    }

    async fn flush(&mut self, db: &impl ConnectionTrait) -> anyhow::Result<()> {
        if self.values.is_empty() {
            return Ok(());
        }
        let postgres = db.get_database_backend() == DatabaseBackend::Postgres;
        let place = |number: usize| if postgres { format!("${}", number + 1) } else { "?".to_owned() };
        let rows: Vec<String> = (0..self.values.len() / self.columns)
            .map(|row| format!("({})", (0..self.columns).map(|column| place(row * self.columns + column)).collect::<Vec<_>>().join(", ")))
            .collect();
        let sql = format!("INSERT INTO {} VALUES {}", self.into, rows.join(", "));
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, std::mem::take(&mut self.values))).await?;
        Ok(())
    }
}

fn id(kind: u8, number: u32) -> Uuid {
    Uuid::from_u128((u128::from(kind) << 64) | u128::from(number))
}

fn day(paper: u32, of: u32) -> DateTime<Utc> {
    let start = DateTime::from_timestamp(1_609_459_200, 0).unwrap_or_default();
    start + TimeDelta::days(i64::from(paper) * 2_150 / i64::from(of.max(1)))
}

impl House {
    /// The house an earlier run built.
    pub async fn open(url: &str, objects: &Path) -> anyhow::Result<Self> {
        Ok(Self { store: Store::open(url, store::files::Files::in_folder(objects)?).await? })
    }

    /// Fills an empty database and says how long its index took, and how large it is.
    pub async fn build(url: &str, objects: &Path, papers: u32) -> anyhow::Result<Self> {
        let store = Store::open(url, store::files::Files::in_folder(objects)?).await?;
        let db = Database::connect(url).await?;
        if db.get_database_backend() == DatabaseBackend::Sqlite {
            db.execute_unprepared("PRAGMA synchronous = OFF").await?;
        }
        let began = Instant::now();
        let pages = fill(&db, 0..papers, papers).await?;
        println!("{papers} papers, {pages} pages written in {:.0} s: {}", began.elapsed().as_secs_f64(), sizes(&db).await?);
        let postgres = db.get_database_backend() == DatabaseBackend::Postgres;
        if postgres {
            // Built at once, an index takes a fraction of the time; afterwards it is kept in step as ever.
            db.execute_unprepared("DROP INDEX search_index_tokens").await?;
        }
        let began = Instant::now();
        index(&store).await?;
        let entered = began.elapsed().as_secs_f64();
        if postgres {
            db.execute_unprepared("SET maintenance_work_mem = '512MB'").await?;
            db.execute_unprepared("CREATE INDEX search_index_tokens ON search_index USING gin (tokens) WITH (fastupdate = off)").await?;
            db.execute_unprepared("VACUUM ANALYZE").await?;
        }
        println!("Index built in {:.0} s ({entered:.0} s of it the entries): {}", began.elapsed().as_secs_f64(), sizes(&db).await?);
        let grown = fill(&db, papers..papers + GROWTH, papers).await?;
        let began = Instant::now();
        index(&store).await?;
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "{GROWTH} papers with {grown} pages more: {:.1} ms a page, {}\n",
            seconds * 1_000.0 / f64::from(grown.max(1)),
            sizes(&db).await?
        );
        db.close().await?;
        Ok(Self { store })
    }
}

async fn index(store: &Store) -> anyhow::Result<()> {
    while store.index_some_papers().await? || store.index_some_pages().await? {}
    Ok(())
}

async fn sizes(db: &DatabaseConnection) -> anyhow::Result<String> {
    let megabytes = |bytes: i64| bytes / 1_000_000;
    let number = async |sql: &str| -> anyhow::Result<i64> {
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    };
    if db.get_database_backend() == DatabaseBackend::Postgres {
        let all = number("SELECT pg_database_size(current_database())").await?;
        let entries = number("SELECT pg_table_size('search_index')").await?;
        let trees = number("SELECT pg_indexes_size('search_index')").await?;
        return Ok(format!("{} MB, of it the index {} MB entries and {} MB GIN", megabytes(all), megabytes(entries), megabytes(trees)));
    }
    let all = number("SELECT (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())").await?;
    let index = number("SELECT coalesce(sum(length(block)), 0) FROM search_index_data").await?;
    Ok(format!("{} MB, of it the index {} MB", megabytes(all), megabytes(index)))
}

/// Writes meetings and papers as journals and studies would have left them.
async fn fill(db: &DatabaseConnection, numbers: std::ops::Range<u32>, of: u32) -> anyhow::Result<u32> {
    let language = Language::new();
    let db = db.begin().await?;
    let mut meetings = Rows::new(
        "meeting (id, seq, kind, kind_name, kind_name_en, title, room, starts_at, ends_at, phase, items, papers, attendees, present, rehearsal)",
    );
    let mut attendees = Rows::new("attendee (id, meeting_id, person_id, role, audience)");
    let mut papers =
        Rows::new("paper (paper_id, meeting_id, item_id, hash, title, symbol, unit, type_code, issued_on, version, updated_at)");
    let mut readers = Rows::new("paper_audience (paper_id, audience)");
    let mut pages = Rows::new("page (hash, number, source, text, width, height)");
    let every = (of / PAPERS / 30).max(1);
    let mut written = 0;
    let end = numbers.end;
    for number in numbers {
        let mut dice = Dice::new(u64::from(number) + 100);
        let (meeting, at) = (number / PAPERS, day(number, of));
        if number % PAPERS == 0 {
            let title = format!("Phiên họp thứ {meeting}");
            let text = |text: &str| Value::from(text.to_owned());
            let row: [Value; 15] = [
                id(2, meeting).into(),
                1_i64.into(),
                text("phien_hop"),
                text("Phiên họp"),
                text("Session"),
                title.into(),
                text("Phòng số 1"),
                at.into(),
                at.into(),
                text("closed"),
                1_i32.into(),
                1_i32.into(),
                1_i32.into(),
                0_i32.into(),
                false.into(),
            ];
            meetings.push(row);
            let member = meeting % every == 0 && meeting / every < 30;
            for person in (0..25).chain(member.then_some(1_000)) {
                let who = if person == 1_000 { MEMBER.0 } else { id(3, person) };
                let row: [Value; 5] =
                    [id(4, meeting * 64 + person % 63).into(), id(2, meeting).into(), who.into(), text("member"), text("member/0")];
                attendees.push(row);
            }
        }
        let (unit, short) = UNITS.get(dice.below(UNITS.len())).copied().unwrap_or_default();
        let kind = dice.one(&TYPES);
        let symbol = format!("{}/{kind}-{short}", 1 + number % 4_000);
        let title =
            format!("{} {} {}", language.phrase(&mut dice), language.phrase(&mut dice), language.syllable(dice.rank(language.syllables())));
        let hash = format!("{number:064x}");
        let issued: NaiveDate = at.date_naive();
        let row: [Value; 11] = [
            id(5, number).into(),
            id(2, meeting).into(),
            id(6, meeting).into(),
            hash.clone().into(),
            title.clone().into(),
            symbol.clone().into(),
            unit.to_owned().into(),
            kind.to_owned().into(),
            issued.into(),
            1_i32.into(),
            at.into(),
        ];
        papers.push(row);
        readers.push([id(5, number).into(), "member/0".to_owned().into()]);
        for page in 0..=dice.rank(PAGES) as i32 {
            let header = if page == 0 { format!("{}\nSố: {symbol}\n{title}", unit.to_uppercase()) } else { format!("{}", page + 1) };
            let text = language.page(&mut dice, &header);

            let row: [Value; 6] =
                [hash.clone().into(), (page + 1).into(), "extracted".to_owned().into(), text.into(), 595_f32.into(), 842_f32.into()];
            pages.push(row);
            written += 1;
        }
        if number + 1 == end || pages.values.len() > 5_000 || attendees.values.len() > 5_000 {
            for rows in [&mut meetings, &mut attendees, &mut papers, &mut readers, &mut pages] {
                rows.flush(&db).await?;
            }
        }
    }
    db.commit().await?;
    Ok(written)
}
