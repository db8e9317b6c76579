//! `/api/search`: papers and pages by what stands in them, and only those the searcher may read.

use axum::{Json, extract::State};
use chrono::NaiveDate;
use domain::{
    ids::{AgendaItemId, MeetingId, PaperId},
    permission::{HouseAction, may_in_house},
    query::{self, Query},
    refusal::{Field, Refusal},
};
use papers::text::Word;
use serde::{Deserialize, Serialize};
use store::search::{Filters, Searcher};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::extract,
    identity::Identity,
    study,
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
    let rectangles = hit.words.as_deref().map(|packed| rectangles(query, &study::unpack(packed))).unwrap_or_default();
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

/// Where on the page what is searched for stands: one rectangle a run of words on a line.
fn rectangles(query: &Query, words: &[Word]) -> Vec<[f32; 4]> {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(words.len());
    let mut place = 0;
    for word in words {
        starts.push(place);
        text.push_str(&word.text);
        text.push(' ');
        place += word.text.chars().count() + 1;
    }
    let mut rectangles: Vec<[f32; 4]> = Vec::new();
    for (start, length) in query.highlights(&text) {
        let first = starts.partition_point(|at| *at <= start).saturating_sub(1);
        let end = starts.partition_point(|at| *at < start + length);
        let mut run: Option<[f32; 4]> = None;
        for word in words.get(first..end).unwrap_or_default() {
            run = match run {
                Some([x, y, _, h]) if (word.y - y).abs() < h / 2.0 && word.x >= x => {
                    Some([x, y.min(word.y), word.x + word.w - x, h.max(word.h)])
                }
                other => {
                    rectangles.extend(other);
                    Some([word.x, word.y, word.w, word.h])
                }
            };
        }
        rectangles.extend(run);
    }
    rectangles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_cover_the_words_meant_line_by_line() {
        let word = |text: &str, x, y| Word { text: text.to_owned(), x, y, w: 30.0, h: 12.0 };
        let words = [
            word("Nghị", 10.0, 20.0),
            word("quyết", 45.0, 20.5),
            word("số", 80.0, 20.0),
            word("39-NQ/TW,", 10.0, 40.0),
            word("Nghị", 50.0, 40.0),
        ];
        let found = |typed: &str| rectangles(&Query::read(typed).expect("a query"), &words);
        assert_eq!(found("\"nghi quyet\""), [[10.0, 20.0, 65.0, 12.0]]);
        assert_eq!(found("\"quyết số 39\""), [[45.0, 20.0, 65.0, 12.0], [10.0, 40.0, 30.0, 12.0]]);
        assert_eq!(found("39-nq/tw"), [[10.0, 40.0, 30.0, 12.0]]);
        assert_eq!(found("nghị").len(), 2);
        assert_eq!(found("không"), [[0.0; 4]; 0]);
    }
}
