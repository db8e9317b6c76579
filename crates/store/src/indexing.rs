//! Keeping the index of search in step: names in the transaction that changes them, pages in the background, page by page.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::Datelike;
use domain::{ids::MeetingId, query::Facet, tokens::Entry};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict, Query},
};
use uuid::Uuid;

use crate::{
    Store, StoreError,
    backend::{
        begin_write,
        index::{self, names_id, page_id},
    },
    entity::{indexed, page, paper, search_word},
};

/// Pages put into the index in one transaction: others who write wait this long and no longer.
const PAGES_AT_ONCE: u64 = 64;
/// Papers taken into the index in one transaction.
const PAPERS_AT_ONCE: u64 = 100;
/// Most words the beginning of one is completed to.
const COMPLETIONS: u64 = 100;

/// The words this process knows to be kept.
#[derive(Clone, Default)]
pub(crate) struct Words(Arc<Mutex<HashSet<String>>>);

impl Words {
    fn unknown<'entry>(&self, entries: impl Iterator<Item = &'entry (i64, Entry)>) -> BTreeSet<String> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let letters = entries.flat_map(|(_, entry)| entry.letters());
        letters.filter(|word| !known.contains(*word)).map(str::to_owned).collect()
    }

    fn learn(&self, words: BTreeSet<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(words);
    }
}

/// In the order of the alphabet: two nodes that meet the same new words do not wait for each other in a circle.
async fn keep_words(db: &impl ConnectionTrait, words: &BTreeSet<String>) -> Result<(), DbErr> {
    let words: Vec<_> = words.iter().map(|word| search_word::ActiveModel { word: Set(word.clone()) }).collect();
    for some in words.chunks(1_000) {
        search_word::Entity::insert_many(some.to_vec())
            .on_conflict(OnConflict::column(search_word::Column::Word).do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// What every entry of a paper belongs to, as tokens.
fn facets(row: &paper::Model) -> BTreeSet<String> {
    // The date it bears, or else when it came.
    let year = row.issued_on.map_or_else(|| row.updated_at.year(), |date| date.year());
    let mut facets = vec![Facet::Meeting(MeetingId(row.meeting_id)).token(), Facet::Year(year).token()];
    facets.extend(row.type_code.as_deref().map(|code| Facet::Type(code).token()));
    facets.extend(row.unit.as_deref().map(|unit| Facet::Unit(unit).token()));
    facets.into_iter().collect()
}

fn joined(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    texts.into_iter().map(|text| text.as_ref().to_owned()).collect::<Vec<_>>().join("\n")
}

fn with_facets<'text>(texts: impl IntoIterator<Item = &'text str>, facets: &str) -> Entry {
    let mut entry = Entry::of(texts);
    entry.others.extend(facets.lines().map(str::to_owned));
    entry
}

/// Takes a paper's row as it is now into the index: its names at once, its pages in the background.
pub(crate) async fn note(db: &impl ConnectionTrait, row: &paper::Model) -> Result<(), DbErr> {
    let names = joined([Some(&row.title), row.symbol.as_ref(), row.unit.as_ref()].into_iter().flatten());
    let facets = joined(facets(row));
    let known = indexed::Entity::find().filter(indexed::Column::PaperId.eq(row.paper_id)).one(db).await?;
    let number = match known {
        // Another version is another text, and stands among the newest.
        Some(known) if known.hash != row.hash => {
            leave(db, &known).await?;
            None
        }
        Some(known) if known.names == names && known.facets == facets => return Ok(()),
        Some(known) => Some((known.number, known.facets == facets)),
        None => None,
    };
    let entry = with_facets(names.lines(), &facets);
    let number = match number {
        Some((number, same_facets)) => {
            index::remove(db, names_id(number)..names_id(number) + 1).await?;
            let mut update = indexed::Entity::update_many()
                .col_expr(indexed::Column::Names, Expr::value(names))
                .col_expr(indexed::Column::Facets, Expr::value(facets))
                .filter(indexed::Column::Number.eq(number));
            if !same_facets {
                update = update.col_expr(indexed::Column::NextPage, Expr::value(1));
            }
            update.exec(db).await?;
            number
        }
        None => {
            let new = indexed::ActiveModel {
                number: NotSet,
                paper_id: Set(row.paper_id),
                meeting_id: Set(row.meeting_id),
                hash: Set(row.hash.clone()),
                names: Set(names),
                facets: Set(facets),
                next_page: Set(Some(1)),
            };
            indexed::Entity::insert(new).exec(db).await?.last_insert_id
        }
    };
    let entries = [(names_id(number), entry)];
    keep_words(db, &entries.iter().flat_map(|(_, entry)| entry.letters()).map(str::to_owned).collect()).await?;
    index::put(db, &entries).await
}

/// Takes papers out of the index, with everything that was found in them.
pub(crate) async fn forget(db: &impl ConnectionTrait, papers: &[Uuid]) -> Result<(), DbErr> {
    let rows = indexed::Entity::find().filter(indexed::Column::PaperId.is_in(papers.iter().copied())).all(db).await?;
    for row in rows {
        leave(db, &row).await?;
    }
    Ok(())
}

async fn leave(db: &impl ConnectionTrait, row: &indexed::Model) -> Result<(), DbErr> {
    indexed::Entity::delete_by_id(row.number).exec(db).await?;
    index::remove_paper(db, row.number).await
}

/// Pages of a file have been written, none before `first`: they go into the index again, in the background.
pub(crate) async fn pages_changed(db: &impl ConnectionTrait, hash: &str, first: i32) -> Result<(), DbErr> {
    use indexed::Column as C;
    indexed::Entity::update_many()
        .col_expr(C::NextPage, Expr::value(first))
        .filter(C::Hash.eq(hash))
        .filter(C::NextPage.is_null().or(C::NextPage.gt(first)))
        .exec(db)
        .await?;
    Ok(())
}

/// Pages of one paper on their way into the index.
struct Round {
    /// The paper, as it was when its pages were read.
    row: indexed::Model,
    first: i32,
    /// The last page, where others follow.
    last: Option<i32>,
    /// Their ids rise.
    entries: Vec<(i64, Entry)>,
}

impl Round {
    async fn write(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        use indexed::Column as C;
        let number = self.row.number;
        let moved = indexed::Entity::update_many()
            .col_expr(C::NextPage, Expr::value(self.last.map(|last| last + 1)))
            .filter(C::Number.eq(number))
            .filter(C::NextPage.eq(self.first))
            .filter(C::Facets.eq(&self.row.facets))
            .exec(db)
            .await?;
        // Whatever changed it meanwhile wins: this round was for nothing, and the next reads what is there now.
        if moved.rows_affected == 0 {
            return Ok(());
        }
        index::remove(db, page_id(number, self.last.unwrap_or(index::LAST_PAGE))..page_id(number, self.first) + 1).await?;
        index::put(db, &self.entries).await
    }
}

impl Store {
    /// Takes papers that were there before the index was into it, some at a time. False where there are none.
    pub async fn index_some_papers(&self) -> Result<bool, StoreError> {
        let known = Query::select().column(indexed::Column::PaperId).from(indexed::Entity).to_owned();
        let rows = paper::Entity::find()
            .filter(paper::Column::PaperId.not_in_subquery(known))
            .order_by_asc(paper::Column::UpdatedAt)
            .order_by_asc(paper::Column::PaperId)
            .limit(PAPERS_AT_ONCE)
            .all(&self.db)
            .await?;
        if rows.is_empty() {
            return Ok(false);
        }
        let transaction = begin_write(&self.writer).await?;
        for row in &rows {
            note(&transaction, row).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Puts some pages that are not in the index yet into it, the newest papers' first. False where none are waiting.
    pub async fn index_some_pages(&self) -> Result<bool, StoreError> {
        let waiting = indexed::Entity::find()
            .filter(indexed::Column::NextPage.is_not_null())
            .order_by_desc(indexed::Column::Number)
            .limit(PAPERS_AT_ONCE)
            .all(&self.db)
            .await?;
        let mut rounds = Vec::new();
        let mut room = PAGES_AT_ONCE;
        for row in waiting {
            if room == 0 {
                break;
            }
            if let Some(round) = self.read_round(row, room).await? {
                room = room.saturating_sub(round.entries.len() as u64);
                rounds.push(round);
            }
        }
        if rounds.is_empty() {
            return Ok(false);
        }
        let new_words = self.words.unknown(rounds.iter().flat_map(|round| &round.entries));
        let transaction = begin_write(&self.writer).await?;
        keep_words(&transaction, &new_words).await?;
        // FTS5 takes rising ids, and they rise with the papers' numbers.
        for round in rounds.iter().rev() {
            round.write(&transaction).await?;
        }
        transaction.commit().await?;
        self.words.learn(new_words);
        Ok(true)
    }

    /// The next pages of a paper, at most `most`, as entries.
    async fn read_round(&self, row: indexed::Model, most: u64) -> Result<Option<Round>, StoreError> {
        let Some(first) = row.next_page else { return Ok(None) };
        let pages: Vec<(i32, String)> = page::Entity::find()
            .select_only()
            .columns([page::Column::Number, page::Column::Text])
            .filter(page::Column::Hash.eq(&row.hash))
            .filter(page::Column::Number.between(first, index::LAST_PAGE))
            .order_by_asc(page::Column::Number)
            .limit(most)
            .into_tuple()
            .all(&self.db)
            .await?;
        let last = pages.last().map(|(number, _)| *number).filter(|_| pages.len() as u64 >= most);
        // Ids fall as pages rise.
        let entries = pages.iter().rev().map(|(number, text)| (page_id(row.number, *number), with_facets([text.as_str()], &row.facets)));
        Ok(Some(Round { first, last, entries: entries.collect(), row }))
    }

    /// Words of the index that begin so, the shortest first.
    pub(crate) async fn completions(&self, beginning: &str) -> Result<Vec<String>, StoreError> {
        let words = search_word::Entity::find()
            .filter(search_word::Column::Word.gte(beginning))
            // Words are of a to z: this is behind all of them.
            .filter(search_word::Column::Word.lt(format!("{beginning}{{")))
            .order_by_asc(Expr::cust("length(word)"))
            .order_by_asc(search_word::Column::Word)
            .limit(COMPLETIONS)
            .all(&self.db)
            .await?;
        Ok(words.into_iter().map(|row| row.word).collect())
    }
}
