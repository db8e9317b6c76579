//! Finding papers and pages: the same hits in the same order on both databases, and only what the searcher may read.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{
    ids::{AgendaItemId, MeetingId, PaperId, PersonId},
    query::{Facet, Need, Query},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect};

use crate::{
    Store, StoreError,
    backend::index::{self, read_id},
    entity::{attendee, indexed, meeting, page, paper},
};

/// Hits are counted up to this many, and no more can be turned to: who finds more must say more.
pub const MOST_HITS: usize = 1_000;
/// Hits of one answer.
pub const HITS_AT_ONCE: usize = 20;
/// In more meetings than this a person finds nearly everything: asking for each by name would cost more than it saves.
const MOST_MEETINGS: u64 = 1_000;

/// Who searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Searcher {
    /// Somebody who may read every paper, drafts' too.
    Everything,
    /// Somebody who may read what they are an audience of.
    Person(PersonId),
}

/// Where to look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Only papers of this year.
    pub year: Option<i32>,
    /// Only papers of this type, by its code.
    pub type_code: Option<String>,
    /// Only papers of this unit, by its whole name, with or without marks.
    pub unit: Option<String>,
    /// Only papers of this meeting.
    pub meeting_id: Option<MeetingId>,
}

impl Filters {
    fn needs(&self) -> Vec<Need> {
        let mut facets = Vec::new();
        facets.extend(self.meeting_id.map(Facet::Meeting));
        facets.extend(self.year.map(Facet::Year));
        facets.extend(self.type_code.as_deref().map(Facet::Type));
        facets.extend(self.unit.as_deref().map(Facet::Unit));
        facets.into_iter().map(|facet| Need::Token(facet.token())).collect()
    }
}

/// A paper or a page that holds what was searched for.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where it stands in the index: what comes after it is asked for by this.
    pub place: i64,
    /// Which paper.
    pub paper_id: PaperId,
    /// Of which meeting.
    pub meeting_id: MeetingId,
    /// The meeting's title.
    pub meeting_title: String,
    /// Of which item.
    pub item_id: AgendaItemId,
    /// The paper's title.
    pub title: String,
    /// Number and symbol.
    pub symbol: Option<String>,
    /// Code of its type.
    pub type_code: Option<String>,
    /// The unit that submitted it.
    pub unit: Option<String>,
    /// The date it bears.
    pub issued_on: Option<NaiveDate>,
    /// The page; none where it was found by its names.
    pub page: Option<u32>,
    /// What holds it: the page's text, or the paper's names.
    pub text: String,
    /// The page's words and where they stand, as the study left them.
    pub words: Option<Vec<u8>>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// Those asked for, in order.
    pub hits: Vec<Hit>,
    /// How many there are in all, at most [`MOST_HITS`].
    pub total: usize,
    /// Whether there are more than [`MOST_HITS`].
    pub more: bool,
    /// Whether more hits come after these.
    pub continues: bool,
}

impl Store {
    /// What `query` finds, the best first: exact marks before others, names before pages, the newest paper, its first page.
    /// `after` is the place of the last hit of the answer before. Cost does not grow with how common a word is.
    pub async fn search(&self, query: &Query, searcher: Searcher, filters: &Filters, after: Option<i64>) -> Result<Found, StoreError> {
        if query.is_empty() {
            return Ok(Found::default());
        }
        let mut bounds = filters.needs();
        let mut bounded = filters.meeting_id.is_some();
        let person = match searcher {
            Searcher::Everything => None,
            Searcher::Person(person) => {
                let meetings = self.meetings_read_by(person).await?;
                if meetings.is_empty() {
                    return Ok(Found::default());
                }
                if meetings.len() as u64 <= MOST_MEETINGS {
                    bounded = true;
                    bounds.push(Need::Any(meetings.into_iter().map(|id| Need::Token(Facet::Meeting(id).token())).collect()));
                }
                Some(person.0)
            }
        };
        let mut places: Vec<i64> = Vec::new();
        let mut seen = HashSet::new();
        let within = |need: Need| Need::All(bounds.iter().cloned().chain([need]).collect());
        let mut take = |found: Vec<i64>, places: &mut Vec<i64>| places.extend(found.into_iter().filter(|id| seen.insert(*id)));
        if let Some(exact) = query.exact() {
            take(index::find(&self.db, &within(exact), person, bounded, MOST_HITS + 1).await?, &mut places);
        }
        if places.len() <= MOST_HITS {
            let most = MOST_HITS + 1 + places.len();
            take(index::find(&self.db, &within(query.need()), person, bounded, most).await?, &mut places);
        }
        if let Some(beginning) = query.beginning().filter(|_| places.len() < HITS_AT_ONCE) {
            let words = self.completions(beginning).await?;
            if words.iter().any(|word| word != beginning) {
                take(
                    index::find(&self.db, &within(query.begun(&words)), person, bounded, MOST_HITS + 1 + places.len()).await?,
                    &mut places,
                );
            }
        }
        if let Some(parts) = query.in_parts().filter(|_| places.is_empty()) {
            take(index::find(&self.db, &within(parts), person, bounded, MOST_HITS + 1).await?, &mut places);
        }
        let (total, more) = (places.len().min(MOST_HITS), places.len() > MOST_HITS);
        places.truncate(MOST_HITS);
        let start = after.map_or(0, |after| places.iter().position(|place| *place == after).map_or(places.len(), |place| place + 1));
        let shown: Vec<i64> = places.iter().skip(start).take(HITS_AT_ONCE).copied().collect();
        let continues = start + shown.len() < places.len();
        Ok(Found { hits: self.hits(&shown).await?, total, more, continues })
    }

    /// Meetings a person is an audience of.
    async fn meetings_read_by(&self, person: PersonId) -> Result<Vec<MeetingId>, StoreError> {
        let ids: Vec<uuid::Uuid> = attendee::Entity::find()
            .select_only()
            .column(attendee::Column::MeetingId)
            .filter(attendee::Column::PersonId.eq(person.0))
            .filter(attendee::Column::Audience.is_not_null())
            .limit(MOST_MEETINGS + 1)
            .into_tuple()
            .all(&self.db)
            .await?;
        Ok(ids.into_iter().map(MeetingId).collect())
    }

    async fn hits(&self, places: &[i64]) -> Result<Vec<Hit>, StoreError> {
        let numbers: HashSet<i32> = places.iter().map(|place| read_id(*place).0).collect();
        let papers = self.numbered(numbers).await?;
        let mut wanted = Condition::any();
        for place in places {
            if let (number, Some(page)) = read_id(*place)
                && let Some((row, _)) = papers.get(&number)
            {
                wanted = wanted.add(page::Column::Hash.eq(&row.hash).and(page::Column::Number.eq(page)));
            }
        }
        let pages: HashMap<(String, i32), page::Model> = if wanted.is_empty() {
            HashMap::new()
        } else {
            let rows = page::Entity::find().filter(wanted).all(&self.db).await?;
            rows.into_iter().map(|row| ((row.hash.clone(), row.number), row)).collect()
        };
        Ok(places.iter().filter_map(|place| hit(*place, &papers, &pages)).collect())
    }

    /// The papers with these numbers in the index, with the titles of their meetings.
    async fn numbered(&self, numbers: HashSet<i32>) -> Result<HashMap<i32, (paper::Model, String)>, StoreError> {
        let rows: Vec<(i32, uuid::Uuid)> = indexed::Entity::find()
            .select_only()
            .columns([indexed::Column::Number, indexed::Column::PaperId])
            .filter(indexed::Column::Number.is_in(numbers))
            .into_tuple()
            .all(&self.db)
            .await?;
        let papers = paper::Entity::find().filter(paper::Column::PaperId.is_in(rows.iter().map(|(_, id)| *id))).all(&self.db).await?;
        let meetings: Vec<(uuid::Uuid, String)> = meeting::Entity::find()
            .select_only()
            .columns([meeting::Column::Id, meeting::Column::Title])
            .filter(meeting::Column::Id.is_in(papers.iter().map(|row| row.meeting_id)))
            .into_tuple()
            .all(&self.db)
            .await?;
        let meetings: HashMap<_, _> = meetings.into_iter().collect();
        let mut papers: HashMap<_, _> = papers.into_iter().map(|row| (row.paper_id, row)).collect();
        let numbered = rows.into_iter().filter_map(|(number, id)| {
            let row = papers.remove(&id)?;
            let title = meetings.get(&row.meeting_id)?.clone();
            Some((number, (row, title)))
        });
        Ok(numbered.collect())
    }
}

/// None where it was taken away since it was found.
fn hit(place: i64, papers: &HashMap<i32, (paper::Model, String)>, pages: &HashMap<(String, i32), page::Model>) -> Option<Hit> {
    let (number, page_number) = read_id(place);
    let (row, meeting_title) = papers.get(&number)?.clone();
    let (text, words) = match page_number {
        Some(page) => {
            let page = pages.get(&(row.hash, page))?;
            (page.text.clone(), page.words.clone())
        }
        None => {
            let names = [Some(row.title.as_str()), row.symbol.as_deref(), row.unit.as_deref()];
            (names.into_iter().flatten().collect::<Vec<_>>().join(" · "), None)
        }
    };
    Some(Hit {
        place,
        paper_id: PaperId(row.paper_id),
        meeting_id: MeetingId(row.meeting_id),
        meeting_title,
        item_id: AgendaItemId(row.item_id),
        title: row.title,
        symbol: row.symbol,
        type_code: row.type_code,
        unit: row.unit,
        issued_on: row.issued_on,
        page: page_number.map(i32::unsigned_abs),
        text,
        words,
    })
}
