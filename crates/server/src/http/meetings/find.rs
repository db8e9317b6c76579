//! `/api/meetings/{m}/papers/{p}/search`: where in a paper stands what is searched for.

use axum::{Json, extract::State};
use domain::{
    ids::{MeetingId, PaperId},
    query,
};
use serde::{Deserialize, Serialize};
use store::studies::Page;
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    error::{ApiError, Problem},
    http::{
        extract::{Path, Query},
        search::Snippet,
    },
    identity::Identity,
    marks,
    reading::Reading,
    study,
};

/// Longest snippet, in characters.
const SNIPPET: usize = 120;
/// Most places shown of one search.
const MOST: usize = 1_000;

/// What is searched for in a paper.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Sought {
    /// Words; marks may be left out. At most 200 characters.
    q: String,
    /// SHA-256 of the version; by default the shown one.
    hash: Option<String>,
}

/// What was found in a paper.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PaperFound)]
pub struct Found {
    /// Where, in the order of the pages; at most 1,000.
    places: Vec<FoundPlace>,
    /// Whether there are more.
    more: bool,
    /// Whether every page's text is known: the paper may still be studied.
    complete: bool,
}

/// A place in a paper.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundPlace {
    /// The page, from 1.
    page: u32,
    /// Where on it: x, y, width, height in points from the top left, one a line. Empty where that is not known.
    rectangles: Vec<[f32; 4]>,
    /// The words around it; only for the first place of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Snippet>,
}

/// Searches a paper: what was typed as it stands, or else pages that hold all of its words.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/papers/{paper_id}/search", tag = "papers",
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path), Sought),
    responses((status = 200, body = Found), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub async fn search(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    Query(sought): Query<Sought>,
) -> Result<Json<Found>, ApiError> {
    let words = query::Query::read(&sought.q)?;
    let phrase = query::Query::read_phrase(&sought.q)?;
    let reading = Reading::of(&app, &identity, meeting_id, paper_id, sought.hash.as_deref()).await?;
    let pages = app.store.pages(&reading.version.hash).await?;
    let complete = u32::try_from(pages.len()).is_ok_and(|known| known >= reading.version.pages);
    // A report of 2,000 pages takes a second: away from where requests are answered.
    let work = move || {
        let found = holding(&phrase, &pages);
        if found.is_empty() { (holding(&words, &pages), words) } else { (found, phrase) }
    };
    let (numbers, query) = tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())?;
    let pages = app.store.pages_with_words(&reading.version.hash, &numbers).await?;
    let work = move || places(&query, &pages);
    let mut places = tokio::task::spawn_blocking(work).await.map_err(|_panicked| ApiError::internal())?;
    let more = places.len() > MOST;
    places.truncate(MOST);
    Ok(Json(Found { places, more, complete }))
}

/// The pages that hold all of what is searched for, by number; no more than are shown.
fn holding(query: &query::Query, pages: &[Page]) -> Vec<u32> {
    pages.iter().filter(|page| query.is_in(&page.text)).map(|page| page.number).take(MOST + 1).collect()
}

/// Where pages hold all of what is searched for; one more than are shown, where there are more.
fn places(query: &query::Query, pages: &[Page]) -> Vec<FoundPlace> {
    let mut places = Vec::new();
    for page in pages {
        let mut snippet = Some(query.snippet(&page.text, SNIPPET).into());
        let words = page.words.as_deref().map(study::unpack).unwrap_or_default();
        let mut marked = marks::places(query, &words);
        // The page's text holds it, its words alone do not: the page at least is known.
        if marked.is_empty() {
            marked.push(Vec::new());
        }
        places.extend(marked.into_iter().map(|rectangles| FoundPlace { page: page.number, rectangles, snippet: snippet.take() }));
        if places.len() > MOST {
            break;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use papers::text::Word;

    use super::*;

    #[derive(Deserialize)]
    struct Known {
        pages: Vec<KnownPage>,
        cases: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct KnownPage {
        text: String,
        words: Vec<Word>,
    }

    #[derive(Deserialize)]
    struct Case {
        q: String,
        places: serde_json::Value,
        more: bool,
    }

    /// A tablet without network searches by the same rules: frontend/src/find/find.test.ts reads the same answers.
    #[test]
    fn what_is_found_is_what_a_tablet_finds() {
        let known: Known = serde_json::from_str(include_str!("found.json")).expect("the answers");
        let pages: Vec<Page> = (1..)
            .zip(known.pages)
            .map(|(number, KnownPage { text, words })| Page {
                number,
                source: "text".to_owned(),
                text,
                width: 595.0,
                height: 842.0,
                words: Some(study::pack(&words)),
            })
            .collect();
        for Case { q, places: expected, more } in known.cases {
            let (words, phrase) = (query::Query::read(&q).expect("a query"), query::Query::read_phrase(&q).expect("a query"));
            let found = holding(&phrase, &pages);
            let (numbers, query) = if found.is_empty() { (holding(&words, &pages), words) } else { (found, phrase) };
            let held: Vec<Page> = pages.iter().filter(|page| numbers.contains(&page.number)).cloned().collect();
            let mut found = places(&query, &held);
            for [x, y, w, h] in found.iter_mut().flat_map(|place| &mut place.rectangles) {
                // What a tablet reckons with twice as many digits is the same place.
                for value in [x, y, w, h] {
                    *value = (*value * 100.0).round() / 100.0;
                }
            }
            assert_eq!(rounded(&serde_json::to_value(&found).expect("places")), rounded(&expected), "{q}");
            assert!(!more, "{q}");
        }
    }

    /// With every number as it is written to two digits.
    fn rounded(value: &serde_json::Value) -> String {
        match value {
            serde_json::Value::Number(number) => format!("{:.2}", number.as_f64().unwrap_or_default()),
            serde_json::Value::Array(all) => format!("[{}]", all.iter().map(rounded).collect::<Vec<_>>().join(",")),
            serde_json::Value::Object(all) => {
                all.iter().map(|(name, value)| format!("{name}:{}", rounded(value))).collect::<Vec<_>>().join(";")
            }
            other => other.to_string(),
        }
    }
}
