//! Acts: decide, append, apply, publish. The only way a meeting ever changes.
//!
//! Each meeting live on this node has one worker that takes what has gathered, decides it in order, commits it as one
//! transaction, and only then shows it: wire order is journal order, and nothing is acknowledged that is not durable.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    command::Command,
    decide::decide,
    event::{Event, Recorded},
    ids::{AccountId, IdempotencyKey, MeetingId},
    person::Actor,
    refusal::{Refusal, Thing},
    state::MeetingState,
};
use live::{
    Bells, Room,
    lead::{Abroad, Sight},
};
use store::{
    Store, StoreError,
    journal::{Act, AppendError, Head, Receipt},
};
use tokio::sync::{Mutex, OnceCell, mpsc, oneshot};

use crate::{clock, error::ApiError, tasks};

/// Acts that may wait for one meeting before senders wait too.
const WAITING: usize = 4_096;
/// Most acts committed together: bounds how long the first of them waits.
const TOGETHER: usize = 256;
/// Times a decision is made again because another node was quicker.
const AGAIN: usize = 20;

/// What may wait to be shown at other nodes; beyond it, it is shown there a little later.
const SHOWN: usize = 256;

/// After this long a journal that could not be read is read again.
const READ_AGAIN: Duration = Duration::from_secs(1);

/// The meetings live on this node.
pub struct Rooms {
    store: Store,
    boot: String,
    /// Takes what is shown here to other nodes; none where there are none.
    abroad: Option<Abroad>,
    open: Mutex<HashMap<MeetingId, Arc<OnceCell<Handle>>>>,
}

/// A meeting live on this node.
#[derive(Clone)]
pub struct Handle {
    /// Its pictures.
    pub room: Arc<Room>,
    words: mpsc::Sender<Word>,
}

/// What a meeting's worker is told.
enum Word {
    /// Somebody wants something done.
    Act(Box<Request>),
    /// The journal has reached this seq: take in what other nodes wrote.
    ReadForward(u64),
}

struct Request {
    command: Command,
    actor: Actor,
    account_id: AccountId,
    key: Option<String>,
    answer: oneshot::Sender<Result<Done, ApiError>>,
}

impl Rooms {
    /// No meeting is live yet. `boot` names this start of this node.
    pub fn new(store: Store, boot: String) -> Self {
        let abroad = store.is_shared().then(|| {
            let (abroad, shown) = mpsc::channel(SHOWN);
            tasks::spawn("abroad", carry(store.clone(), boot.clone(), shown));
            abroad
        });
        Self { store, boot, abroad, open: Mutex::new(HashMap::new()) }
    }

    /// The meeting, made live from its journal if it is not.
    pub async fn open(&self, meeting_id: MeetingId) -> Result<Handle, ApiError> {
        let cell = self.open.lock().await.entry(meeting_id).or_default().clone();
        let handle = cell.get_or_try_init(|| self.wake(meeting_id)).await;
        match handle {
            Ok(handle) if !handle.words.is_closed() => Ok(handle.clone()),
            // A worker that died is forgotten: the next request reads the journal again.
            Ok(_) => {
                self.forget(meeting_id).await;
                Err(ApiError::internal())
            }
            Err(error) => {
                self.forget(meeting_id).await;
                Err(error)
            }
        }
    }

    async fn wake(&self, meeting_id: MeetingId) -> Result<Handle, ApiError> {
        let rehearsal = self.store.is_rehearsal(meeting_id).await?.ok_or(Refusal::NotFound(Thing::Meeting))?;
        let (journal, head) = self.store.journal_after(meeting_id, 0).await?;
        let state = MeetingState::replay(meeting_id, &journal).ok_or(Refusal::NotFound(Thing::Meeting))?;
        let head = head.ok_or(Refusal::NotFound(Thing::Meeting))?;
        Ok(self.start(Arc::new(state), head, rehearsal))
    }

    fn start(&self, state: Arc<MeetingState>, head: Head, rehearsal: bool) -> Handle {
        let meeting_id = state.meeting_id;
        let room = Arc::new(Room::new(&self.boot, state, self.abroad.clone()));
        let (words, heard) = mpsc::channel(WAITING);
        let worker = Worker { store: self.store.clone(), meeting_id, room: room.clone(), head, rehearsal };
        tasks::spawn("meeting", worker.run(heard));
        Handle { room, words }
    }

    /// Creates a meeting from its first event.
    pub async fn create(
        &self,
        event: Event,
        actor: &Actor,
        account_id: AccountId,
        rehearsal: bool,
    ) -> Result<(MeetingId, Receipt), ApiError> {
        let meeting_id: MeetingId = clock::new_id();
        let at = clock::now();
        let first = Recorded { seq: 1, at, actor: actor.name.clone(), event: event.clone() };
        let state = MeetingState::begin(meeting_id, &first).ok_or_else(ApiError::internal)?;
        let act = Act { at, actor_id: account_id, actor: actor.name.clone(), idempotency_key: None, events: vec![event] };
        let head = match self.store.append(meeting_id, &Head::empty(meeting_id), &[act], &state, rehearsal).await {
            Ok(head) => head,
            Err(AppendError::Store(error)) => return Err(error.into()),
            Err(AppendError::Conflict) => return Err(ApiError::internal()),
        };
        let handle = self.start(Arc::new(state), head, rehearsal);
        self.open.lock().await.insert(meeting_id, Arc::new(OnceCell::new_with(Some(handle))));
        Ok((meeting_id, Receipt { seq: 1, created: Some(meeting_id.0) }))
    }

    /// Carries a command out, once per `key` however often it is asked.
    pub async fn act(
        &self,
        meeting_id: MeetingId,
        command: Command,
        actor: Actor,
        account_id: AccountId,
        key: Option<IdempotencyKey>,
    ) -> Result<Done, ApiError> {
        let handle = self.open(meeting_id).await?;
        let (answer, answered) = oneshot::channel();
        let key = key.map(|key| format!("{account_id}/{key}"));
        handle
            .words
            .send(Word::Act(Box::new(Request { command, actor, account_id, key, answer })))
            .await
            .map_err(|_gone| ApiError::internal())?;
        answered.await.map_err(|_gone| ApiError::internal())?
    }

    /// Another node has taken a meeting's journal to `seq`, or, where none is named, perhaps every meeting's. Meetings
    /// that are not live here need nothing: they will be read from the journal when somebody asks.
    pub async fn reached(&self, meeting_id: Option<MeetingId>, seq: u64) {
        for handle in self.live(meeting_id).await {
            // A worker that is gone takes its meeting off this node: the next question reads the journal.
            let _gone = handle.words.send(Word::ReadForward(seq)).await;
        }
    }

    /// Somebody in this meeting asks for service, or has been seen to.
    pub async fn called(&self, meeting_id: MeetingId) {
        for handle in self.live(Some(meeting_id)).await {
            handle.room.called();
        }
    }

    /// What whoever leads a paper shows at another node.
    pub async fn shown(&self, meeting_id: MeetingId, by: &str, what: &str) {
        if by == self.boot {
            return;
        }
        let Ok(sight) = serde_json::from_str(what) else { return };
        for handle in self.live(Some(meeting_id)).await {
            handle.room.shown_abroad(sight);
        }
    }

    async fn live(&self, only: Option<MeetingId>) -> Vec<Handle> {
        let open = self.open.lock().await;
        let wanted = open.iter().filter(|(id, _)| only.is_none_or(|only| only == **id));
        wanted.filter_map(|(_, cell)| cell.get().cloned()).collect()
    }

    /// Takes a meeting off this node; its journal stays.
    pub async fn forget(&self, meeting_id: MeetingId) {
        self.open.lock().await.remove(&meeting_id);
    }
}

/// Tells other nodes what is shown at this one: of each meeting the newest, and nothing twice.
async fn carry(store: Store, boot: String, mut shown: mpsc::Receiver<(MeetingId, Sight)>) {
    let mut gathered = Vec::new();
    while shown.recv_many(&mut gathered, SHOWN).await > 0 {
        let newest: HashMap<MeetingId, Sight> = gathered.drain(..).collect();
        for (meeting_id, sight) in newest {
            let what = serde_json::to_string(&sight).unwrap_or_default();
            if let Err(error) = store.show_abroad(meeting_id, &boot, what).await {
                // It is shown again within a second.
                tracing::debug!(error = &error as &dyn std::error::Error, "other nodes were not told what is shown");
            }
        }
    }
}

struct Worker {
    store: Store,
    meeting_id: MeetingId,
    room: Arc<Room>,
    head: Head,
    rehearsal: bool,
}

/// An act that stands.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    /// What it is answered with.
    pub receipt: Receipt,
    /// How long it, and those it was committed with, took to be durable.
    pub commit: Duration,
}

/// What became of the requests of one round, before anybody is told.
struct Decided {
    after: MeetingState,
    acts: Vec<Act>,
    recorded: Vec<Recorded>,
    outcomes: Vec<Result<Receipt, Refusal>>,
}

impl Worker {
    async fn run(mut self, mut heard: mpsc::Receiver<Word>) {
        let mut words = Vec::new();
        // The journal is known to have come this far, elsewhere.
        let mut reached = 0;
        loop {
            let hearing = heard.recv_many(&mut words, TOGETHER);
            if reached > self.head.seq {
                // What could not be read is tried again, also where nobody says anything more.
                if let Ok(0) = tokio::time::timeout(READ_AGAIN, hearing).await {
                    return;
                }
            } else if hearing.await == 0 {
                return;
            }
            let mut round = Vec::new();
            for word in words.drain(..) {
                match word {
                    Word::Act(request) => round.push(*request),
                    Word::ReadForward(seq) => reached = reached.max(seq),
                }
            }
            if reached > self.head.seq {
                match self.read_forward().await {
                    Ok(()) => reached = 0,
                    Err(error) => {
                        tracing::warn!(error = &error as &dyn std::error::Error, "another node's events could not be read yet");
                    }
                }
            }
            if round.is_empty() {
                continue;
            }
            let (outcomes, bells) = self.carry_out(&round).await;
            for (request, outcome) in round.drain(..).zip(outcomes) {
                // Whoever asked may have gone; the act stands all the same.
                let _gone = request.answer.send(outcome);
            }
            // Whoever acted hears of it first: a thousand tablets take their time.
            tokio::task::yield_now().await;
            bells.ring();
        }
    }

    async fn carry_out(&mut self, round: &[Request]) -> (Vec<Result<Done, ApiError>>, Bells) {
        for _attempt in 0..AGAIN {
            match self.try_once(round).await {
                Ok(done) => return done,
                Err(AppendError::Conflict) => {
                    if let Err(error) = self.read_forward().await {
                        return fail_all(round, error.into());
                    }
                }
                Err(AppendError::Store(error)) => return fail_all(round, error.into()),
            }
        }
        fail_all(round, ApiError::internal())
    }

    async fn try_once(&mut self, round: &[Request]) -> Result<(Vec<Result<Done, ApiError>>, Bells), AppendError> {
        let keys: Vec<String> = round.iter().filter_map(|request| request.key.clone()).collect();
        let receipts = self.store.receipts(self.meeting_id, &keys).await?;
        // Carried out elsewhere, or here when the answer to the commit was lost: the room must know of it first.
        if receipts.values().any(|receipt| receipt.seq > self.head.seq) {
            return Err(AppendError::Conflict);
        }
        let decided = decide_round(&self.room.state(), round, receipts.into_iter().collect());
        // Writing finds out that another node was quicker; where nothing is written, somebody would be told of the past.
        if decided.acts.is_empty() && self.is_behind().await? {
            return Err(AppendError::Conflict);
        }
        let started = Instant::now();
        let mut bells = Bells::default();
        if !decided.acts.is_empty() {
            self.head = self.store.append(self.meeting_id, &self.head, &decided.acts, &decided.after, self.rehearsal).await?;
            bells = self.room.publish(Arc::new(decided.after), &decided.recorded);
        }
        let commit = started.elapsed();
        let done = |outcome: Result<Receipt, Refusal>| outcome.map(|receipt| Done { receipt, commit }).map_err(Into::into);
        Ok((decided.outcomes.into_iter().map(done).collect(), bells))
    }

    /// Whether another node has written what this one has not read.
    async fn is_behind(&self) -> Result<bool, StoreError> {
        let (journal, _head) = self.store.journal_after(self.meeting_id, self.head.seq).await?;
        Ok(!journal.is_empty())
    }

    /// Takes in what another node wrote.
    async fn read_forward(&mut self) -> Result<(), StoreError> {
        let (journal, head) = self.store.journal_after(self.meeting_id, self.head.seq).await?;
        let Some(head) = head else { return Ok(()) };
        let mut state = (*self.room.state()).clone();
        for recorded in &journal {
            state.apply(recorded);
        }
        self.room.publish(Arc::new(state), &journal).ring();
        self.head = head;
        Ok(())
    }
}

/// Decides requests one after the other, each on what the ones before it led to.
fn decide_round(before: &MeetingState, round: &[Request], mut receipts: HashMap<String, Receipt>) -> Decided {
    let mut decided = Decided { after: before.clone(), acts: Vec::new(), recorded: Vec::new(), outcomes: Vec::with_capacity(round.len()) };
    let at = clock::now();
    for request in round {
        if let Some(receipt) = request.key.as_ref().and_then(|key| receipts.get(key)) {
            decided.outcomes.push(Ok(*receipt));
            continue;
        }
        let events = match decide(&decided.after, &request.command, &request.actor) {
            Ok(events) => events,
            Err(refusal) => {
                decided.outcomes.push(Err(refusal));
                continue;
            }
        };
        for event in &events {
            let recorded = Recorded { seq: decided.after.seq + 1, at, actor: request.actor.name.clone(), event: event.clone() };
            decided.after.apply(&recorded);
            decided.recorded.push(recorded);
        }
        let receipt = Receipt { seq: decided.after.seq, created: events.iter().find_map(Event::created) };
        decided.outcomes.push(Ok(receipt));
        if events.is_empty() {
            continue;
        }
        if let Some(key) = &request.key {
            receipts.insert(key.clone(), receipt);
        }
        decided.acts.push(Act {
            at,
            actor_id: request.account_id,
            actor: request.actor.name.clone(),
            idempotency_key: request.key.clone(),
            events,
        });
    }
    decided
}

fn fail_all(round: &[Request], error: ApiError) -> (Vec<Result<Done, ApiError>>, Bells) {
    (round.iter().map(|_| Err(error.clone())).collect(), Bells::default())
}
