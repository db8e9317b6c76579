//! `/api/search`: papers and pages by what stands in them, and only those the searcher may read.

use axum::{Json, extract::State};
use chrono::NaiveDate;
use domain::{
    ids::{AgendaItemId, MeetingId, PaperId},
    permission::{HouseAction, may_in_house},
    query::{self, Query},
    refusal::{Field, Refusal},
};
use serde::{Deserialize, Serialize};
use store::search::{Filters, Searcher};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract,
    identity::Identity,
    marks, study,
};

/// Longest snippet, in characters.
const SNIPPET: usize = 240;

/// What is searched for, and where.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// Words, numbers with their symbols, and phrases between quotation marks; at most 200 characters. Marks may be left out.
    q: String,
    /// Only papers of this year: of the date they bear, or else of the day they came.
    year: Option<i32>,
    /// Only papers of this type, by its code.
    #[serde(rename = "type")]
    type_code: Option<String>,
    /// Only papers of this unit, by its name.
    unit: Option<String>,
    /// Only papers of this meeting.
    meeting: Option<MeetingId>,
    /// What `next` of the answer before said.
    after: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchFound)]
pub struct Found {
    /// Exact marks before others, names before pages, the newest paper first, its first page first.
    hits: Vec<Hit>,
    /// How many there are in all, at most 1,000.
    total: usize,
    /// Whether there are more than 1,000.
    more: bool,
    /// Asks for the hits after these, as `after`; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A paper found by its names, or a page by its text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchHit)]
pub struct Hit {
    /// Which paper.
    paper_id: PaperId,
    /// Of which meeting.
    meeting_id: MeetingId,
    /// The meeting's title.
    meeting_title: String,
    /// Of which item.
    item_id: AgendaItemId,
    /// The paper's title.
    title: String,
    /// Number and symbol.
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    /// Code of its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    type_code: Option<String>,
    /// The unit that submitted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// The date it bears.
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<NaiveDate>,
    /// The page; absent where the paper was found by its names.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    /// A piece of the page, or the paper's names.
    snippet: Snippet,
    /// Where on the page it stands: x, y, width, height in points from the top left. Empty where that is not known.
    rectangles: Vec<[f32; 4]>,
}

/// A piece of text with what was searched for in it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchSnippet)]
pub struct Snippet {
    /// One line.
    text: String,
    /// What to highlight: start and length, in characters (code points).
    marks: Vec<[usize; 2]>,
}

impl From<query::Snippet> for Snippet {
    fn from(snippet: query::Snippet) -> Self {
        Self { text: snippet.text, marks: snippet.marks.into_iter().map(|(start, length)| [start, length]).collect() }
    }
}

/// Searches names and pages. Somebody who may read nothing finds nothing; so does a query without a word.
#[utoipa::path(get, path = "/api/search", tag = "search", params(Search),
    responses((status = 200, body = Found), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn search(
    State(app): State<App>,
    identity: Identity,
    extract::Query(search): extract::Query<Search>,
) -> Result<Json<Found>, ApiError> {
    let query = Query::read(&search.q)?;
    for filter in [&search.type_code, &search.unit].into_iter().flatten() {
        let length = filter.chars().count();
        if length > query::MAX_QUERY {
            return Err(Refusal::TooLong { field: Field::Query, length, max: query::MAX_QUERY }.into());
        }
    }
    let after = search.after.map(|after| after.parse::<i64>()).transpose().map_err(|_| ApiError::unreadable("after"))?;
    let Some(searcher) = searcher(&identity) else {
        return Ok(Json(Found { hits: Vec::new(), total: 0, more: false, next: None }));
    };
    let filters = Filters { year: search.year, type_code: search.type_code, unit: search.unit, meeting_id: search.meeting };
    let found = app.store.search(&query, searcher, &filters, after).await?;
    let next = found.hits.last().map(|hit| hit.place.to_string()).filter(|_| found.continues);
    let hits = found.hits.into_iter().map(|hit| shown(&query, hit)).collect();
    Ok(Json(Found { hits, total: found.total, more: found.more, next }))
}

/// Whose eyes somebody searches with; none for those who read no papers: walls, and accounts of nobody in the directory.
fn searcher(identity: &Identity) -> Option<Searcher> {
    if may_in_house(identity.actor.house_role, HouseAction::SeeAllMeetings) {
        return Some(Searcher::Everything);
    }
    identity.actor.person_id.map(Searcher::Person)
}

fn shown(query: &Query, hit: store::search::Hit) -> Hit {
    let rectangles = hit.words.as_deref().map(|packed| marks::places(query, &study::unpack(packed)).concat()).unwrap_or_default();
    Hit {
        paper_id: hit.paper_id,
        meeting_id: hit.meeting_id,
        meeting_title: hit.meeting_title,
        item_id: hit.item_id,
        title: hit.title,
        symbol: hit.symbol,
        type_code: hit.type_code,
        unit: hit.unit,
        issued_on: hit.issued_on,
        page: hit.page,
        snippet: query.snippet(&hit.text, SNIPPET).into(),
        rectangles,
    }
}
