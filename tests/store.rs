//! The store on both databases: one schema, one order of rows, nothing half-written.

use bytes::Bytes;
use domain::{
    event::{Event, Recorded},
    ids::MeetingId,
    rules::MeetingKind,
    state::MeetingState,
};
use futures::stream;
use store::{
    Store,
    files::{ArrivalError, Files},
    journal::{Act, AppendError, Head},
};

use crate::support::{Kind, Place, on_both};

on_both!(appends_only_to_the_head, opens_twice, files_arrive_whole_or_not_at_all);

fn files(place: &Place) -> Files {
    Files::in_folder(&place.folder.path().join("objects")).expect("a folder")
}

async fn open(place: &Place) -> Store {
    Store::open(&place.url, files(place)).await.expect("the store")
}

fn created() -> Event {
    let meeting_kind =
        MeetingKind { code: "hoi_nghi".into(), name: "Hội nghị".into(), name_en: "Conference".into(), quorum: None, majority: None };
    Event::MeetingCreated { meeting_kind, title: "Hội nghị".into(), room: "Hội trường".into(), starts_at: server::clock::now() }
}

fn act(events: Vec<Event>, key: Option<&str>) -> Act {
    Act {
        at: server::clock::now(),
        actor_id: server::clock::new_id(),
        actor: "Thư ký".into(),
        idempotency_key: key.map(str::to_owned),
        events,
    }
}

async fn appends_only_to_the_head(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let meeting_id: MeetingId = server::clock::new_id();
    let first = act(vec![created()], None);
    let recorded = Recorded { seq: 1, at: first.at, actor: first.actor.clone(), event: created() };
    let mut state = MeetingState::begin(meeting_id, &recorded).expect("a state");
    let head =
        store.append(meeting_id, &Head::empty(meeting_id), std::slice::from_ref(&first), &state, false).await.expect("the first row");
    assert_eq!(head.seq, 1);
    // Another node that has not read this row yet: refused whole, whatever it brings.
    let late = act(vec![Event::MeetingPublished, Event::SessionOpened], Some("key"));
    let refused = store.append(meeting_id, &Head::empty(meeting_id), std::slice::from_ref(&late), &state, false).await;
    assert!(matches!(refused, Err(AppendError::Conflict)), "{refused:?}");
    for (seq, event) in [(2, Event::MeetingPublished), (3, Event::SessionOpened)] {
        state.apply(&Recorded { seq, event, ..recorded.clone() });
    }
    let next = store.append(meeting_id, &head, &[late], &state, false).await.expect("two rows");
    assert_eq!(next.seq, 3);
    let (rows, read) = store.journal_after(meeting_id, 0).await.expect("the journal");
    assert_eq!(rows.iter().map(|row| row.event.kind()).collect::<Vec<_>>(), ["meeting_created", "meeting_published", "session_opened"]);
    assert_eq!(read.as_ref(), Some(&next));
    assert_eq!(store.verify(meeting_id).await.expect("the chain"), Ok(next));
    let receipts = store.receipts(meeting_id, &["key".into(), "other".into()]).await.expect("receipts");
    assert_eq!(receipts.into_iter().map(|(key, receipt)| (key, receipt.seq)).collect::<Vec<_>>(), [("key".to_owned(), 3)]);
}

async fn opens_twice(kind: Kind) {
    let place = Place::new(kind).await;
    // Two nodes start at the same moment on an empty database, then a third on the finished one.
    let (first, second) = futures::future::join(Store::open(&place.url, files(&place)), async {
        if matches!(kind, Kind::Postgres) { Some(Store::open(&place.url, files(&place)).await) } else { None }
    })
    .await;
    first.expect("the first node");
    second.transpose().expect("the second node");
    assert_eq!(open(&place).await.house().await.expect("the house"), None);
}

async fn files_arrive_whole_or_not_at_all(kind: Kind) {
    let place = Place::new(kind).await;
    let store = open(&place).await;
    let pieces = |pieces: Vec<Result<Bytes, &'static str>>| stream::iter(pieces);
    let large = || Bytes::from(vec![7_u8; 700_000]);
    let whole = || pieces(vec![Ok(large()), Ok(large()), Ok(large())]);
    let arrived = store.files.arrive("a", 3_000_000, whole()).await.expect("an arrival");
    assert_eq!(arrived.size, 2_100_000);
    let hash = arrived.hash.clone();
    store.files.keep(&arrived).await.expect("keeping");
    let again = store.files.arrive("b", 3_000_000, whole()).await.expect("an arrival");
    assert_eq!(again.hash, hash);
    store.files.keep(&again).await.expect("keeping the same");
    assert!(store.files.has(&hash).await);

    let cut = store.files.arrive("c", 3_000_000, pieces(vec![Ok(large()), Err("gone")])).await;
    assert!(matches!(cut, Err(ArrivalError::Sender("gone"))));
    let large = store.files.arrive("d", 1_000_000, whole()).await;
    assert!(matches!(large, Err(ArrivalError::TooLarge { max: 1_000_000 })));
    assert_eq!(store.files.sweep(|_| false).await.expect("sweeping"), 0, "nothing of a failed arrival stays");
}
