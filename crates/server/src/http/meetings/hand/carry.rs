//! `/api/meetings/{m}/papers/{p}/hand/carry`: what was written on one version, carried over to another where pages match.

use std::collections::{BTreeSet, HashMap};

use axum::{Json, extract::State};
use domain::{
    hand::HandOp,
    ids::{MeetingId, PaperId},
};
use papers::compare::PageChange;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{hand::HandLog, studies::Page};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{log_of, unwritten};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem},
    http::{
        extract::{self, Path},
        meetings::versions,
    },
    identity::Identity,
    reading::Reading,
};

/// Pages whose sizes differ by no more than this, in points, are of one size.
const SAME_SIZE: f32 = 2.0;

/// From which version to which.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// SHA-256 of the version written on.
    from: String,
    /// SHA-256 of the version to write on.
    to: String,
}

/// What was carried over.
#[derive(Debug, Serialize, ToSchema)]
pub struct Carried {
    /// Pages of the new version that have the notes now.
    pages: Vec<u32>,
    /// Pages of the old version whose notes stay behind: no page of the new version has the same words, or there are none to
    /// tell by.
    left: Vec<u32>,
    /// The last number of the new version's log.
    head: u64,
}

/// Copies notes to another version, for pages with the same words and size. Done twice it does nothing more; the old version
/// keeps everything.
#[utoipa::path(post, path = "/api/meetings/{meeting_id}/papers/{paper_id}/hand/carry", tag = "hand", request_body = Carry,
    params(("meeting_id" = MeetingId, Path), ("paper_id" = PaperId, Path)),
    responses((status = 200, body = Carried), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn carry(
    State(app): State<App>,
    identity: Identity,
    Path((meeting_id, paper_id)): Path<(MeetingId, PaperId)>,
    extract::Json(asked): extract::Json<Carry>,
) -> Result<Json<Carried>, ApiError> {
    let from = Reading::of(&app, &identity, meeting_id, paper_id, Some(&asked.from)).await?;
    let to = Reading::of(&app, &identity, meeting_id, paper_id, Some(&asked.to)).await?;
    let (old, new) = (log_of(&identity, &from), log_of(&identity, &to));
    let written = app.store.whole_hand(&old).await?;
    let matching = matching(&app, &from, &to).await?;
    let (mut pages, mut left, mut ops) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for op in written {
        match matching.get(&op.page) {
            Some(page) => {
                pages.insert(*page);
                ops.push(HandOp { id: derived(op.id, &new), page: *page, ..op });
            }
            None => _ = left.insert(op.page),
        }
    }
    let written = app.store.write_hand(meeting_id, &new, &ops, clock::now()).await.map_err(unwritten)?;
    app.store.note_carried(&old, &new.hash).await?;
    Ok(Json(Carried { pages: pages.into_iter().collect(), left: left.into_iter().collect(), head: written.head }))
}

/// The same id whenever the same operation is carried to the same version: carried twice it is kept once.
fn derived(id: Uuid, to: &HandLog) -> Uuid {
    let digest = Sha256::new().chain_update(id.as_bytes()).chain_update(to.hash.as_bytes()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Which page of the new version each page of the old one is.
async fn matching(app: &App, from: &Reading, to: &Reading) -> Result<HashMap<u32, u32>, ApiError> {
    let old = app.store.pages(&from.version.hash).await?;
    let new = app.store.pages(&to.version.hash).await?;
    let texts = |pages: &[Page]| pages.iter().map(|page| page.text.clone()).collect();
    let compared = versions::compared(texts(&old), texts(&new)).await?;
    let same = compared.into_iter().filter(|page| page.kind == PageChange::Same).filter_map(|page| page.from.zip(page.to));
    let by_number = |pages: Vec<Page>| pages.into_iter().map(|page| (page.number, page)).collect::<HashMap<u32, Page>>();
    let (old, new) = (by_number(old), by_number(new));
    let told = same.filter(|(from, to)| {
        let (Some(old), Some(new)) = (old.get(from), new.get(to)) else { return false };
        let size = (old.width - new.width).abs() <= SAME_SIZE && (old.height - new.height).abs() <= SAME_SIZE;
        // Of pages without words nobody can say that they are the same.
        size && !old.text.trim().is_empty()
    });
    Ok(told.collect())
}
