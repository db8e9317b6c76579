//! Looking after files: what is needed is never deleted, what is not is deleted after thirty days and never earlier, and what has
//! gone bad is found. The clock is handed in.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    event::{Event, Recorded},
    ids::MeetingId,
    rules::MeetingKind,
    state::MeetingState,
};
use futures::stream;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, Value};
use sha2::{Digest, Sha256};
use store::{
    Store,
    files::Files,
    journal::{Act, Head},
    studies::KeptFile,
    upkeep::{GRACE, Held, Swept},
};
use uuid::Uuid;

use crate::{
    dice::Dice,
    support::{Kind, Place, on_both},
};

on_both!(unneeded_files_go_after_thirty_days, needed_files_stay, uploads_win_against_the_sweep, files_gone_bad_are_found);

/// A store with a meeting in it, and a second way into its database.
struct Kept {
    store: Store,
    db: DatabaseConnection,
    meeting: Uuid,
    begun: DateTime<Utc>,
}

impl Kept {
    async fn at(place: &Place) -> Self {
        let files = Files::in_folder(&place.folder.path().join("objects")).expect("a folder");
        let store = Store::open(&place.url, files).await.expect("the store");
        let meeting_id: MeetingId = server::clock::new_id();
        let begun = server::clock::now();
        let kind =
            MeetingKind {
                code: "hoi_nghi".into(), name: "Hội nghị".into(), name_en: "Conference".into(), quorum: None, majority: None
            };
        let event =
            Event::MeetingCreated { meeting_kind: kind, title: "Hội nghị".into(), room: "Hội trường".into(), starts_at: begun };
        let act = Act {
            at: begun,
            actor_id: server::clock::new_id(),
            actor: "Thư ký".into(),
            idempotency_key: None,
            events: vec![event.clone()],
        };
        let state = MeetingState::begin(meeting_id, &Recorded { seq: 1, at: begun, actor: act.actor.clone(), event }).expect("a state");
        store.append(meeting_id, &Head::empty(meeting_id), &[act], &state, false).await.expect("the first row");
        let db = sea_orm::Database::connect(&place.url).await.expect("the database");
        Self { store, db, meeting: meeting_id.0, begun }
    }

    async fn run(&self, sql: &str, values: Vec<Value>) {
        let statement = Statement::from_sql_and_values(self.db.get_database_backend(), sql, values);
        self.db.execute_raw(statement).await.expect("a statement");
    }

    /// Uploads a content as everybody does.
    async fn upload(&self, number: usize, name: &str, now: DateTime<Utc>) {
        let bytes = stream::iter([Ok::<_, std::io::Error>(content(number))]);
        let arrived = self.store.files.arrive(name, 1_000, bytes).await.expect("an arrival");
        let kept = KeptFile { hash: arrived.hash.clone(), size: arrived.size, pages: 1, kind: "pdf".into() };
        self.store.keep_file(&kept, now).await.expect("noting");
        self.store.files.keep(&arrived).await.expect("keeping");
    }

    /// A paper of which this content is a version, though not the last one.
    async fn attach(&self, number: usize) -> Uuid {
        let paper = server::clock::new_id::<Uuid>();
        let sql = "INSERT INTO paper (paper_id, meeting_id, item_id, hash, title, version, updated_at) VALUES ($1, $2, $3, $4, $5, 2, $6)";
        let newest = "f".repeat(64);
        self.run(sql, vec![paper.into(), self.meeting.into(), paper.into(), newest.into(), title(number).into(), self.begun.into()]).await;
        let sql = "INSERT INTO paper_version (paper_id, version, hash) VALUES ($1, 1, $2)";
        self.run(sql, vec![paper.into(), hash(number).into()]).await;
        paper
    }

    async fn withdraw(&self, paper: Uuid) {
        self.run("DELETE FROM paper WHERE paper_id = $1", vec![paper.into()]).await;
    }

    /// An upload on its way.
    async fn intake(&self, number: usize) -> Uuid {
        let intake = server::clock::new_id::<Uuid>();
        let sql = "INSERT INTO intake (id, meeting_id, account_id, name, size, wishes, hash, state, done, total, attempts, created_at, \
                   updated_at) VALUES ($1, $2, $3, 'x.pdf', 1, '{}', $4, 'working', 0, 0, 1, $5, $6)";
        let values = vec![intake.into(), self.meeting.into(), intake.into(), hash(number).into(), self.begun.into(), self.begun.into()];
        self.run(sql, values).await;
        intake
    }

    async fn settle(&self, intake: Uuid) {
        self.run("UPDATE intake SET state = 'done' WHERE id = $1", vec![intake.into()]).await;
    }

    async fn has(&self, number: usize) -> bool {
        self.store.files.has(&hash(number)).await
    }

    async fn sweep(&self, now: DateTime<Utc>) -> Swept {
        self.store.sweep_files(now).await.expect("a sweep")
    }
}

fn content(number: usize) -> Bytes {
    Bytes::from(format!("content {number}"))
}

fn hash(number: usize) -> String {
    hex::encode(Sha256::digest(content(number)))
}

fn title(number: usize) -> String {
    format!("Tờ trình {number}")
}

async fn unneeded_files_go_after_thirty_days(kind: Kind) {
    let place = Place::new(kind).await;
    let kept = Kept::at(&place).await;
    let (begun, second) = (kept.begun, TimeDelta::seconds(1));
    kept.upload(1, "a", begun).await;
    kept.upload(2, "b", begun).await;
    let paper = kept.attach(1).await;
    assert_eq!(kept.sweep(begun).await, Swept { needed: 0, marked: 1, deleted: 0 });
    assert_eq!(kept.sweep(begun + GRACE - second).await.deleted, 0, "never earlier");
    assert!(kept.has(2).await);
    assert_eq!(kept.sweep(begun + GRACE).await.deleted, 1);
    assert!(kept.has(1).await && !kept.has(2).await);
    assert_eq!(kept.store.kept_file(&hash(2)).await.expect("the row"), None);

    // The thirty days begin when it stops being needed, not when it came.
    kept.withdraw(paper).await;
    let withdrawn = begun + GRACE * 3;
    assert_eq!(kept.sweep(withdrawn).await.marked, 1);
    assert_eq!(kept.sweep(withdrawn + GRACE - second).await.deleted, 0);
    // Uploaded again in the last second: they begin anew.
    kept.upload(1, "c", withdrawn + GRACE - second).await;
    assert_eq!(kept.sweep(withdrawn + GRACE).await, Swept { needed: 0, marked: 1, deleted: 0 });
    // Needed again: the mark goes.
    kept.attach(1).await;
    assert_eq!(kept.sweep(withdrawn + GRACE * 3).await, Swept { needed: 1, marked: 0, deleted: 0 });
    assert!(kept.has(1).await);

    // A reading copy lives as long as what it is a copy of.
    kept.upload(3, "d", begun).await;
    kept.store.ask_for_study(&hash(1), "pdf", begun).await.expect("a study");
    kept.store.keep_facts(&hash(1), "{}", Some(&hash(3))).await.expect("facts");
    assert_eq!(kept.sweep(withdrawn + GRACE * 9).await, Swept::default());
    assert_eq!(kept.store.papers_of(&hash(3)).await.expect("papers").len(), 1, "its paper is the original's");
}

/// Random plans of uploads, papers, intakes and sweeps, with the seed printed.
async fn needed_files_stay(kind: Kind) {
    const FILES: usize = 6;
    let mut dice = Dice::new();
    let place = Place::new(kind).await;
    let kept = Kept::at(&place).await;
    let mut now = kept.begun;
    // What needs each content, and when it was last needed or kept as far as anybody can have seen.
    let mut papers: Vec<Vec<Uuid>> = vec![Vec::new(); FILES];
    let mut intakes: Vec<Vec<Uuid>> = vec![Vec::new(); FILES];
    let mut needed_at = [None::<DateTime<Utc>>; FILES];
    let mut deleted = 0;
    for step in 0..160 {
        let number = dice.roll(FILES);
        match dice.roll(7) {
            0 => {
                kept.upload(number, &format!("{step}"), now).await;
                needed_at[number] = Some(now);
            }
            1 if needed_at[number].is_some() => papers[number].push(kept.attach(number).await),
            2 if needed_at[number].is_some() => intakes[number].push(kept.intake(number).await),
            3 => {
                if let Some(paper) = papers[number].pop() {
                    kept.withdraw(paper).await;
                }
            }
            4 => {
                if let Some(intake) = intakes[number].pop() {
                    kept.settle(intake).await;
                }
            }
            _ => now += TimeDelta::hours(i64::try_from(dice.roll(24 * 20)).expect("hours")),
        }
        for number in 0..FILES {
            if needed_at[number].is_some() && !(papers[number].is_empty() && intakes[number].is_empty()) {
                needed_at[number] = Some(now);
            }
        }
        deleted += kept.sweep(now).await.deleted;
        for number in 0..FILES {
            let Some(last) = needed_at[number] else { continue };
            if !kept.has(number).await {
                assert!(now - last >= GRACE, "step {step}: content {number} was needed {} days ago", (now - last).num_days());
                assert!(papers[number].is_empty() && intakes[number].is_empty(), "step {step}: content {number} is needed");
                needed_at[number] = None;
            }
        }
    }
    println!("{kind:?}: {deleted} deletions");
    now += GRACE;
    kept.sweep(now).await;
    kept.sweep(now + GRACE).await;
    for number in 0..FILES {
        if papers[number].is_empty() && intakes[number].is_empty() {
            assert!(!kept.has(number).await, "content {number} is not needed and stays");
        }
    }
}

/// The same content is uploaded again and again while sweeps run whose clock flies: it is there whenever it is needed.
async fn uploads_win_against_the_sweep(kind: Kind) {
    let place = Place::new(kind).await;
    let kept = Kept::at(&place).await;
    let (done, sweeps) = (std::cell::Cell::new(false), std::cell::Cell::new(0));
    let sweeping = async {
        let (mut now, mut deleted) = (kept.begun, 0);
        while !done.get() {
            now += GRACE;
            deleted += kept.sweep(now).await.deleted;
            sweeps.set(sweeps.get() + 1);
        }
        deleted
    };
    let uploading = async {
        for round in 0..40 {
            let intake = kept.intake(1).await;
            kept.upload(1, &format!("{round}"), kept.begun).await;
            assert!(kept.has(1).await, "round {round}: an upload that is alive has its file");
            let paper = kept.attach(1).await;
            kept.settle(intake).await;
            assert!(kept.has(1).await, "round {round}: a paper has its file");
            kept.withdraw(paper).await;
            // The next upload begins before, while or after the file is deleted.
            let until = sweeps.get() + round % 4;
            while sweeps.get() < until {
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
        }
        done.set(true);
    };
    let (deleted, ()) = futures::future::join(sweeping, uploading).await;
    assert!(deleted > 0, "the sweep had its chances");
    println!("{kind:?}: {deleted} deletions under 40 uploads");
}

async fn files_gone_bad_are_found(kind: Kind) {
    let place = Place::new(kind).await;
    let kept = Kept::at(&place).await;
    for number in 1..=3 {
        kept.upload(number, &format!("{number}"), kept.begun).await;
    }
    kept.attach(2).await;
    let lies = |number: usize| place.folder.path().join("objects/files").join(&hash(number)[..2]).join(hash(number));
    std::fs::write(lies(2), "content 9").expect("writing");
    std::fs::remove_file(lies(3)).expect("removing");
    let check = async |number: usize| kept.store.check_file(&hash(number)).await.expect("a check");
    assert_eq!(check(1).await, Held::Sound);
    assert_eq!(check(2).await, Held::Altered { found: hash(9) });
    assert_eq!(check(3).await, Held::Missing);
    let papers = kept.store.papers_of(&hash(2)).await.expect("papers");
    assert_eq!(papers.iter().map(|paper| paper.title.as_str()).collect::<Vec<_>>(), [title(2)]);
    let mut all: Vec<String> = kept.store.files_after("", 2).await.expect("two").into_iter().map(|(hash, _)| hash).collect();
    all.extend(kept.store.files_after(&all[1].clone(), 2).await.expect("the third").into_iter().map(|(hash, _)| hash));
    let mut expected = vec![hash(1), hash(2), hash(3)];
    expected.sort();
    assert_eq!(all, expected);
}
