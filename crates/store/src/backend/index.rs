//! The index of search: FTS5 in SQLite, a tsvector under GIN in PostgreSQL. Both hold the domain's tokens and answer alike.

use std::collections::BTreeMap;

use domain::{
    query::Need,
    tokens::{Entry, GAP},
};
use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, Statement, Value};
use uuid::Uuid;

/// Entries are found in the order of their ids, the highest first: names before pages, the newest paper before older ones,
/// the first page before the next.
const NAMES: i64 = 1 << 62;
/// Bits of a page's number in an id.
const PAGE_BITS: u32 = 16;
/// The highest page that is indexed.
pub(crate) const LAST_PAGE: i32 = (1 << PAGE_BITS) - 1;

/// The id of the entry of a paper's names.
pub(crate) fn names_id(number: i32) -> i64 {
    NAMES + i64::from(number)
}

/// The id of the entry of a page.
pub(crate) fn page_id(number: i32, page: i32) -> i64 {
    (i64::from(number) << PAGE_BITS) + i64::from(LAST_PAGE - page)
}

/// Which paper an entry is of, by its number, and which page; no page for its names.
pub(crate) fn read_id(id: i64) -> (i32, Option<i32>) {
    // Numbers and pages came from 32 bits.
    let narrow = |wide: i64| i32::try_from(wide).unwrap_or(i32::MAX);
    if id >= NAMES { (narrow(id - NAMES), None) } else { (narrow(id >> PAGE_BITS), Some(LAST_PAGE - narrow(id & i64::from(LAST_PAGE)))) }
}

fn is_postgres(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() == DatabaseBackend::Postgres
}

fn statement(db: &impl ConnectionTrait, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql, values)
}

/// Puts entries in. None of their ids may be there. Cheapest where ids rise.
pub(crate) async fn put(db: &impl ConnectionTrait, entries: &[(i64, Entry)]) -> Result<(), DbErr> {
    for some in entries.chunks(50) {
        let mut values: Vec<Value> = Vec::with_capacity(some.len() * 2);
        let mut places = Vec::with_capacity(some.len());
        for (row, (id, entry)) in some.iter().enumerate() {
            let (first, second) = (2 * row + 1, 2 * row + 2);
            if is_postgres(db) {
                places.push(format!("(${first}, ${second}::text::tsvector)"));
                values.extend([(*id).into(), vector(*id, entry).into()]);
            } else {
                places.push("(?, ?)".to_owned());
                values.extend([(*id).into(), line(entry).into()]);
            }
        }
        let id = if is_postgres(db) { "id" } else { "rowid" };
        db.execute_raw(statement(db, format!("INSERT INTO search_index ({id}, tokens) VALUES {}", places.join(", ")), values)).await?;
    }
    Ok(())
}

/// Takes out the entries with these ids, from the first to before the last.
pub(crate) async fn remove(db: &impl ConnectionTrait, ids: std::ops::Range<i64>) -> Result<(), DbErr> {
    let sql = if is_postgres(db) {
        "DELETE FROM search_index WHERE id >= $1 AND id < $2"
    } else {
        "DELETE FROM search_index WHERE rowid >= ? AND rowid < ?"
    };
    db.execute_raw(statement(db, sql, [ids.start.into(), ids.end.into()])).await?;
    Ok(())
}

/// Takes out everything of a paper.
pub(crate) async fn remove_paper(db: &impl ConnectionTrait, number: i32) -> Result<(), DbErr> {
    remove(db, names_id(number)..names_id(number) + 1).await?;
    remove(db, page_id(number, LAST_PAGE)..page_id(number, 0) + 1).await
}

/// An entry as FTS5 reads it. What has no order stands behind a gap each, so that no phrase goes through it.
fn line(entry: &Entry) -> String {
    let mut line = entry.words.join(" ");
    for word in &entry.unordered {
        line.extend([" ", GAP, " ", word]);
    }
    line.extend([" ", GAP]);
    for other in &entry.others {
        line.extend([" ", other]);
    }
    line
}

/// An entry as PostgreSQL reads it, with the shelf it stands on.
fn vector(id: i64, entry: &Entry) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, word) in entry.words.iter().enumerate() {
        if word != GAP {
            places.entry(word).or_default().push(place + 1);
        }
    }
    let mut vector = String::new();
    for (word, places) in places {
        let places: Vec<String> = places.iter().map(usize::to_string).collect();
        vector.push_str(&format!("'{word}':{} ", places.join(",")));
    }
    for other in entry.unordered.iter().chain(&entry.others) {
        vector.push_str(&format!("'{other}' "));
    }
    let (number, page) = read_id(id);
    let shelves = if page.is_some() { &PAGES } else { &TITLES };
    vector.push_str(&format!("'{}'", shelves.token(number >> shelves.bits)));
    vector
}

/// Ids of entries that hold `need`, the highest first, at most `limit`; only of papers this person may read, where one is
/// given. `bounded` says that `need` names the meetings, so that there are few such entries, however common the words.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    need: &Need,
    person: Option<Uuid>,
    bounded: bool,
    limit: usize,
) -> Result<Vec<i64>, DbErr> {
    if is_postgres(db) { find_on_shelves(db, need, person, bounded, limit).await } else { find_in_order(db, need, person, limit).await }
}

/// Which papers a person may read: decided in the domain, written down with the journal. `number` says which paper an entry is
/// of. OFFSET keeps PostgreSQL from joining all papers there are to the few that were found.
fn readable(person: &str, number: &str) -> String {
    format!(
        " WHERE EXISTS (SELECT 1 FROM indexed JOIN attendee ON attendee.meeting_id = indexed.meeting_id \
         JOIN paper_audience ON paper_audience.paper_id = indexed.paper_id AND paper_audience.audience = attendee.audience \
         WHERE indexed.number = {number} AND attendee.person_id = {person} LIMIT 1 OFFSET 0)"
    )
}

/// FTS5 goes through its lists in the order of ids and stops where enough is found.
async fn find_in_order(db: &impl ConnectionTrait, need: &Need, person: Option<Uuid>, limit: usize) -> Result<Vec<i64>, DbErr> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![fts5(need).into(), limit.into()];
    values.extend(person.map(Value::from));
    let rights = person.map_or_else(String::new, |_| {
        let number = format!("CASE WHEN s.rowid >= {NAMES} THEN s.rowid - {NAMES} ELSE s.rowid >> {PAGE_BITS} END");
        readable("?3", &number)
    });
    let sql = format!(
        "SELECT group_concat(id) FROM (SELECT s.rowid AS id FROM search_index AS s{rights} {} s.search_index MATCH ?1 \
         ORDER BY s.rowid DESC LIMIT ?2)",
        if person.is_some() { "AND" } else { "WHERE" }
    );
    ids(db, statement(db, sql, values)).await
}

/// Reads what a statement answers in one row of text: a thousand rows would take longer than finding them.
async fn ids(db: &impl ConnectionTrait, statement: Statement) -> Result<Vec<i64>, DbErr> {
    let row = db.query_one_raw(statement).await?;
    let joined: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    let mut ids: Vec<i64> = joined.unwrap_or_default().split(',').filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable_by(|one, other| other.cmp(one));
    Ok(ids)
}

/// GIN knows no order: it would collect every page that holds a common word. So entries stand on shelves of a hundred papers
/// or a thousand names, each shelf a token, and the newest shelves are searched first, until enough is found.
struct Shelves {
    name: &'static str,
    /// Papers of a shelf, as a power of two.
    bits: u32,
    /// The id of the first entry of a paper.
    first: fn(i32) -> i64,
}

const TITLES: Shelves = Shelves { name: "#n", bits: 10, first: names_id };
const PAGES: Shelves = Shelves { name: "#p", bits: 7, first: |number| i64::from(number) << PAGE_BITS };

impl Shelves {
    fn token(&self, shelf: i32) -> String {
        format!("{}{shelf}", self.name)
    }
}

/// Most shelves asked for by name in one query; all others are asked for by the range of their ids.
const NAMED_SHELVES: i32 = 64;

async fn find_on_shelves(
    db: &impl ConnectionTrait,
    need: &Need,
    person: Option<Uuid>,
    bounded: bool,
    limit: usize,
) -> Result<Vec<i64>, DbErr> {
    let newest = db.query_one_raw(statement(db, "SELECT max(number) FROM indexed", [])).await?;
    let newest: i32 = newest.and_then(|row| row.try_get_by_index(0).ok()).unwrap_or_default();
    let number = format!("(CASE WHEN found.id >= {NAMES} THEN found.id - {NAMES} ELSE found.id >> {PAGE_BITS} END)");
    // MATERIALIZED: found, and then sorted.
    let asking = |id: &str| {
        format!(
            "WITH found AS MATERIALIZED (SELECT id FROM search_index WHERE tokens @@ $1::text::tsquery AND {id} >= $2 AND {id} < $3) \
             SELECT string_agg(id::text, ',') FROM (SELECT id FROM found{} ORDER BY id DESC LIMIT $4) AS best",
            person.map_or_else(String::new, |_| readable("$5", &number))
        )
    };
    // A sum is in no index: found through GIN. In the order of ids the tokens of every page of the range would be fetched from aside,
    // a cost the planner does not know of. So it may still read the whole house for a word on much of it that the newest lack.
    let (sql, by_words) = (asking("id"), asking("id + 0"));
    let (wanted, phrased) = (tsquery(need), need.is_phrased());
    if bounded {
        // GIN would go through the meetings' entries once a shelf.
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut values: Vec<Value> = vec![wanted.into(), 0_i64.into(), i64::MAX.into(), limit.into()];
        values.extend(person.map(Value::from));
        return ids(db, statement(db, sql, values)).await;
    }
    let look = async |shelves: Shelves, first: i32| -> Result<Vec<i64>, DbErr> {
        let (mut top, mut width, mut seen) = (newest >> shelves.bits, first, 0);
        let mut all = Vec::new();
        while top >= 0 && all.len() < limit {
            let bottom = (top - width + 1).max(0);
            let query = if top - bottom < NAMED_SHELVES {
                let named: Vec<String> = (bottom..=top).map(|shelf| format!("'{}'", shelves.token(shelf))).collect();
                format!("{wanted} & ({})", named.join(" | "))
            } else {
                wanted.clone()
            };
            let range = [bottom, top + 1].map(|shelf| (shelves.first)(shelf << shelves.bits));
            let left = limit - all.len();
            let mut values: Vec<Value> =
                vec![query.into(), range[0].into(), range[1].into(), i64::try_from(left).unwrap_or(i64::MAX).into()];
            values.extend(person.map(Value::from));
            // The first look at pages is at so few that reading them all is quickest where they hold common words.
            let sql = if seen > 0 && shelves.bits == PAGES.bits && !phrased { &by_words } else { &sql };
            all.extend(ids(db, statement(db, sql.clone(), values)).await?);
            seen += top - bottom + 1;
            top = bottom - 1;
            // As many shelves as will hold what is still wanted, by what was found so far. Where nothing was, the words are rare, and
            // all others are asked at once, unless a phrase must be looked for among its words: then four times as many.
            let left = i64::try_from(limit.saturating_sub(all.len())).unwrap_or(i64::MAX);
            let enough = (left * i64::from(seen) * 5 / 4)
                .checked_div(i64::try_from(all.len()).unwrap_or(i64::MAX))
                .map_or(if phrased { i64::from(width) * 4 } else { i64::MAX }, |shelves| shelves + 1);
            width = i32::try_from(enough).unwrap_or(i32::MAX).min(top + 1).max(1);
        }
        Ok(all)
    };
    // Side by side: rare words are looked for everywhere among both, and the slower of the two is all one waits for.
    let (mut all, pages) = futures::future::try_join(look(TITLES, 2), look(PAGES, 1)).await?;
    all.extend(pages);
    all.truncate(limit);
    Ok(all)
}

/// A need that nothing meets: no token looks like this.
const NOTHING: &str = "#";

fn fts5(need: &Need) -> String {
    let all = |needs: &[Need], word: &str| match needs {
        [] => format!("\"{NOTHING}\""),
        needs => format!("({})", needs.iter().map(fts5).collect::<Vec<_>>().join(word)),
    };
    match need {
        Need::Token(token) => format!("\"{token}\""),
        Need::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Need::All(needs) => all(needs, " AND "),
        Need::Any(needs) => all(needs, " OR "),
    }
}

fn tsquery(need: &Need) -> String {
    let all = |needs: &[Need], sign: &str| match needs {
        [] => format!("'{NOTHING}'"),
        needs => format!("({})", needs.iter().map(tsquery).collect::<Vec<_>>().join(sign)),
    };
    match need {
        Need::Token(token) => format!("'{token}'"),
        Need::Phrase(words) => format!("({})", words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" <-> ")),
        Need::All(needs) => all(needs, " & "),
        Need::Any(needs) => all(needs, " | "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_put_names_first_then_the_newest_paper_then_its_first_page() {
        let ordered = [names_id(9), names_id(8), page_id(9, 1), page_id(9, 2), page_id(9, LAST_PAGE), page_id(8, 1)];
        assert!(ordered.windows(2).all(|pair| pair[0] > pair[1]), "{ordered:?}");
        assert_eq!(read_id(names_id(i32::MAX)), (i32::MAX, None));
        assert_eq!([1, 2, LAST_PAGE].map(|page| read_id(page_id(7, page))), [1, 2, LAST_PAGE].map(|page| (7, Some(page))));
    }

    #[test]
    fn both_databases_are_asked_and_told_the_same() {
        let need = Need::All(vec![
            Need::Token("39-nq/tw".into()),
            Need::Phrase(vec!["dau".into(), "tu".into()]),
            Need::Any(vec![Need::Token("#y2026".into()), Need::Any(vec![])]),
        ]);
        assert_eq!(fts5(&need), r##"("39-nq/tw" AND "dau tu" AND ("#y2026" OR "#"))"##);
        assert_eq!(tsquery(&need), "('39-nq/tw' & ('dau' <-> 'tu') & ('#y2026' | '#'))");
        let entry = Entry::of(["Số 39-NQ/TW", "số"]);
        assert_eq!(line(&entry), "so 39 nq tw ~ so ~ 39-nq/tw sô\u{301}");
        assert_eq!(vector(page_id(1024, 3), &entry), "'39':2 'nq':3 'so':1,6 'tw':4 '39-nq/tw' 'sô\u{301}' '#p8'");
    }
}
