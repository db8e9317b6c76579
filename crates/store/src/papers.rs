//! The rows journals imply about papers: which there are, their versions, and who may read them, for whoever asks across
//! meetings. Who may read what is decided in the domain (`Readership`) and only written down here.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    audience::Readership,
    ids::{AccountId, MeetingId, PaperId},
    paper::Paper,
    state::MeetingState,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{
    Store, StoreError,
    entity::{attendee, last_reading, paper, paper_audience, paper_version},
    indexing,
};

fn row(meeting_id: MeetingId, paper_id: PaperId, paper: &Paper) -> Option<paper::Model> {
    let shown = &paper.versions.last()?.file;
    Some(paper::Model {
        paper_id: paper_id.0,
        meeting_id: meeting_id.0,
        item_id: paper.item_id.0,
        hash: shown.hash.clone(),
        title: paper.title.clone(),
        symbol: paper.symbol.clone(),
        unit: paper.filing.unit.clone(),
        type_code: paper.filing.type_code.clone(),
        issued_on: paper.filing.issued_on,
        classification: paper.filing.classification.as_ref().map(|class| class.code.clone()),
        version: i32::try_from(paper.versions.len()).unwrap_or(i32::MAX),
        updated_at: paper.updated_at,
    })
}

/// Writes what `state` implies: only rows that differ from what is kept. Cost grows with the meeting's papers and attendees.
pub(crate) async fn keep(db: &impl ConnectionTrait, state: &MeetingState) -> Result<(), DbErr> {
    let kept: BTreeMap<_, _> = paper::Entity::find()
        .filter(paper::Column::MeetingId.eq(state.meeting_id.0))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.paper_id, row))
        .collect();
    let gone: Vec<_> = kept.keys().filter(|id| !state.papers.contains_key(&PaperId(**id))).copied().collect();
    if !gone.is_empty() {
        indexing::forget(db, &gone).await?;
        paper::Entity::delete_many().filter(paper::Column::PaperId.is_in(gone)).exec(db).await?;
    }
    for (id, paper) in &*state.papers {
        let Some(wanted) = row(state.meeting_id, *id, paper) else { continue };
        let known = kept.get(&id.0);
        if known != Some(&wanted) {
            let versions = known.map_or(0, |known| known.version.unsigned_abs() as usize);
            write(
                db,
                wanted,
                &paper.versions.iter().map(|version| version.file.hash.as_str()).skip(versions).collect::<Vec<_>>(),
                versions,
            )
            .await?;
        }
    }
    keep_readers(db, state).await
}

async fn write(db: &impl ConnectionTrait, wanted: paper::Model, new_versions: &[&str], before: usize) -> Result<(), DbErr> {
    use paper::Column as C;
    let paper_id = wanted.paper_id;
    indexing::note(db, &wanted).await?;
    let all = [C::ItemId, C::Hash, C::Title, C::Symbol, C::Unit, C::TypeCode, C::IssuedOn, C::Classification, C::Version, C::UpdatedAt];
    let row: paper::ActiveModel = paper::ActiveModel {
        paper_id: Set(wanted.paper_id),
        meeting_id: Set(wanted.meeting_id),
        item_id: Set(wanted.item_id),
        hash: Set(wanted.hash),
        title: Set(wanted.title),
        symbol: Set(wanted.symbol),
        unit: Set(wanted.unit),
        type_code: Set(wanted.type_code),
        issued_on: Set(wanted.issued_on),
        classification: Set(wanted.classification),
        version: Set(wanted.version),
        updated_at: Set(wanted.updated_at),
    };
    paper::Entity::insert(row)
        .on_conflict(OnConflict::column(C::PaperId).update_columns(all).to_owned())
        .exec_without_returning(db)
        .await?;
    let rows = new_versions.iter().zip(before + 1..).map(|(hash, version)| paper_version::ActiveModel {
        paper_id: Set(paper_id),
        version: Set(i32::try_from(version).unwrap_or(i32::MAX)),
        hash: Set((*hash).to_owned()),
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        paper_version::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

async fn keep_readers(db: &impl ConnectionTrait, state: &MeetingState) -> Result<(), DbErr> {
    let readership = Readership::of(state);
    // One statement an audience: there are few, however many people.
    let mut audiences: BTreeMap<Option<&str>, Vec<uuid::Uuid>> = BTreeMap::new();
    for id in state.attendees.keys() {
        audiences.entry(readership.attendees.get(id).map(String::as_str)).or_default().push(id.0);
    }
    for (audience, ids) in audiences {
        for some in ids.chunks(1_000) {
            attendee::Entity::update_many()
                .col_expr(attendee::Column::Audience, Expr::value(audience.map(str::to_owned)))
                .filter(attendee::Column::Id.is_in(some.iter().copied()))
                .exec(db)
                .await?;
        }
    }
    let of_meeting = state.papers.keys().map(|id| id.0).collect::<Vec<_>>();
    let mut known: BTreeSet<(uuid::Uuid, String)> = BTreeSet::new();
    for some in of_meeting.chunks(1_000) {
        let rows = paper_audience::Entity::find().filter(paper_audience::Column::PaperId.is_in(some.iter().copied())).all(db).await?;
        known.extend(rows.into_iter().map(|row| (row.paper_id, row.audience)));
    }
    let wanted: BTreeSet<(uuid::Uuid, String)> = readership
        .papers
        .into_iter()
        .flat_map(|(paper, audiences)| audiences.into_iter().map(move |audience| (paper.0, audience)))
        .collect();
    for (paper_id, audience) in known.difference(&wanted) {
        paper_audience::Entity::delete_by_id((*paper_id, audience.clone())).exec(db).await?;
    }
    let new: Vec<_> = wanted
        .difference(&known)
        .map(|(paper_id, audience)| paper_audience::ActiveModel { paper_id: Set(*paper_id), audience: Set(audience.clone()) })
        .collect();
    for some in new.chunks(1_000) {
        paper_audience::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// A paper's place, wherever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperPlace {
    /// Which paper.
    pub paper_id: PaperId,
    /// In which meeting.
    pub meeting_id: MeetingId,
    /// Its title.
    pub title: String,
}

impl Store {
    /// Papers of any meeting whose shown version is this file, at most ten, the latest first.
    pub async fn papers_with(&self, hash: &str) -> Result<Vec<PaperPlace>, StoreError> {
        use sea_orm::QueryOrder;
        let rows = paper::Entity::find()
            .filter(paper::Column::Hash.eq(hash))
            .order_by_desc(paper::Column::UpdatedAt)
            .limit(10)
            .all(&self.db)
            .await?;
        let place =
            |row: paper::Model| PaperPlace { paper_id: PaperId(row.paper_id), meeting_id: MeetingId(row.meeting_id), title: row.title };
        Ok(rows.into_iter().map(place).collect())
    }

    /// The version of a paper this account read last, where it read any.
    pub async fn last_reading(&self, account_id: AccountId, paper_id: PaperId) -> Result<Option<String>, StoreError> {
        Ok(last_reading::Entity::find_by_id((account_id.0, paper_id.0)).one(&self.db).await?.map(|row| row.hash))
    }

    /// Notes that this account has read this version of a paper.
    pub async fn note_reading(&self, account_id: AccountId, paper_id: PaperId, hash: &str) -> Result<(), StoreError> {
        let row = last_reading::ActiveModel { account_id: Set(account_id.0), paper_id: Set(paper_id.0), hash: Set(hash.to_owned()) };
        last_reading::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([last_reading::Column::AccountId, last_reading::Column::PaperId])
                    .update_column(last_reading::Column::Hash)
                    .to_owned(),
            )
            .exec_without_returning(&self.writer)
            .await?;
        Ok(())
    }
}
