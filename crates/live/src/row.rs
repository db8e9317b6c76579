//! A row: up to 64 tablets of one audience, written one after the other by one task, with the same bytes.
//!
//! Sending is nearly all that following a room costs, so it is done where nothing else is in the way: no queue and no
//! task is woken for a tablet. A tablet that does not take its bytes leaves the row and is driven by its own task
//! (seat.rs) until it has caught up; nobody waits for it.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::audience::Audience;
use tokio::{sync::Notify, time::Instant};

use crate::{
    channel::HEARTBEAT,
    frame::{Frame, Piece},
    room::{Room, Seen},
    seat::{Offer, Seat},
};

/// Between two writes to the same tablets, at least: forty pictures a second are more than anybody sees, and a room in
/// which a thousand people check in must leave the others their turn.
const PACE: Duration = Duration::from_millis(25);
/// Those who have left are looked for this often at most; writing and the heartbeat find them too.
const SWEEP: Duration = Duration::from_millis(100);
/// Tablets of one row: few enough that others get their turn between two rows, and that several cores share a large room.
const SEATS: usize = 64;

/// A row's end that others hold: who is new, and the bell.
pub(crate) struct Row {
    pub(crate) deflate: bool,
    joining: Mutex<Vec<Placed>>,
    taken: AtomicUsize,
    pub(crate) bell: Notify,
}

/// A tablet that has everything up to `seq`.
pub(crate) struct Placed {
    pub(crate) seq: u64,
    pub(crate) seat: Arc<Seat>,
}

/// What a row finds when it asks its room.
pub(crate) enum Chunk {
    /// Everything after the seq asked about, up to this one.
    Pieces(u64, Vec<Piece>),
    /// The ring has moved past it: the tablet needs a snapshot.
    Lost,
    /// Rights changed meanwhile: whoever may not see this must go first.
    RightsMoved,
}

impl Row {
    pub(crate) fn new(deflate: bool) -> Self {
        Self { deflate, joining: Mutex::default(), taken: AtomicUsize::new(0), bell: Notify::new() }
    }

    pub(crate) fn has_room(&self) -> bool {
        self.len() < SEATS
    }

    /// Takes a tablet in. Called under the room's lock.
    pub(crate) fn take(self: &Arc<Self>, placed: Placed) {
        placed.seat.sits_in(self);
        self.taken.fetch_add(1, Ordering::Relaxed);
        // The row need not be rung: it looks who has joined before it writes again.
        self.joining.lock().unwrap_or_else(PoisonError::into_inner).push(placed);
    }

    /// How many tablets it has.
    pub(crate) fn len(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    /// Serves the row until nobody is left in it. `rights` is how often rights had changed when it was opened.
    pub(crate) async fn serve(self: Arc<Self>, room: Arc<Room>, audience: Audience, mut rights: u64) {
        let mut placed: Vec<Placed> = Vec::new();
        let mut silent_at = Instant::now() + HEARTBEAT;
        let (mut swept_at, mut next_at) = (Instant::now(), Instant::now());
        let mut seen = Seen::default();
        loop {
            let silent = tokio::time::timeout_at(silent_at, self.bell.notified()).await.is_err();
            // A change that comes alone is shown at once; of many, what gathers.
            tokio::time::sleep_until(next_at).await;
            // One row a core at a time: a large room that changes often must not stand between another room and its turn.
            let lane = room.lane().await;
            placed.append(&mut self.joining.lock().unwrap_or_else(PoisonError::into_inner));
            let before = placed.len();
            let mut wrote = loop {
                let now = room.rights();
                if now != rights {
                    let state = room.state();
                    placed.retain(|one| one.seat.viewer.audience(&state).as_ref() == Some(&audience) || one.seat.hand_back(one.seq));
                    rights = now;
                }
                if let Some(wrote) = self.pass(&room, &audience, rights, &mut placed) {
                    break wrote;
                }
            };
            for frame in room.beside(&audience, rights, &mut seen) {
                wrote |= Self::show(&frame, &mut placed);
            }
            drop(lane);
            if silent && !wrote {
                self.beat(&mut placed);
            } else if !wrote && swept_at.elapsed() >= SWEEP {
                // Rung for nothing to write: somebody has left. Where a whole room leaves, one look is enough.
                placed.retain(|one| !one.seat.is_gone());
                swept_at = Instant::now();
            }
            if silent || wrote {
                silent_at = Instant::now() + HEARTBEAT;
                next_at = Instant::now() + PACE;
            }
            self.taken.fetch_sub(before - placed.len(), Ordering::Relaxed);
            if placed.is_empty() && room.close_row(&audience, &self) {
                return;
            }
        }
    }

    /// Writes what has gathered to everybody; whether there was anything. None where rights moved in the middle: begin again.
    fn pass(&self, room: &Room, audience: &Audience, rights: u64, placed: &mut Vec<Placed>) -> Option<bool> {
        // Nearly always one: all who are here have the same.
        let mut chunks: Vec<(u64, u64, Vec<Piece>)> = Vec::with_capacity(1);
        let (mut wrote, mut moved) = (false, false);
        placed.retain_mut(|one| {
            if moved {
                return true;
            }
            let since = one.seq;
            let known = chunks.iter().find(|(from, ..)| *from == since);
            let (to, pieces) = match known {
                Some((_, to, pieces)) => (*to, pieces),
                None => match room.chunk(audience, self.deflate, since, rights) {
                    Chunk::Pieces(to, pieces) => {
                        chunks.push((since, to, pieces));
                        match chunks.last() {
                            Some((_, to, pieces)) => (*to, pieces),
                            None => return true,
                        }
                    }
                    Chunk::Lost => return one.seat.hand_back(since),
                    Chunk::RightsMoved => {
                        moved = true;
                        return true;
                    }
                },
            };
            for piece in pieces {
                wrote = true;
                match one.seat.offer(piece) {
                    Offer::Taken => one.seq = piece.seq(),
                    Offer::Begun(seq) => return one.seat.hand_back(seq),
                    // An error shows again, and ends the seat, when its own task writes.
                    Offer::Refused | Offer::Broken => return one.seat.hand_back(one.seq),
                    Offer::Gone => return false,
                }
            }
            one.seq = to;
            true
        });
        (!moved).then_some(wrote)
    }

    /// Shows what is no part of the picture, to those who take it at once: the others get what is newest when they do. Whether
    /// there was anybody.
    fn show(frame: &Frame, placed: &mut Vec<Placed>) -> bool {
        let mut piece: Option<Piece> = None;
        let mut shown = false;
        placed.retain(|one| {
            let piece = match &mut piece {
                Some(known) if known.seq() == one.seq => known,
                other => other.insert(Piece::alone(one.seq, frame.bytes(false).clone())),
            };
            match one.seat.offer(piece) {
                Offer::Taken => {
                    shown = true;
                    true
                }
                Offer::Refused => true,
                Offer::Begun(seq) => one.seat.hand_back(seq),
                Offer::Broken => one.seat.hand_back(one.seq),
                Offer::Gone => false,
            }
        });
        shown
    }

    /// Says that the room is there, and where it stands.
    fn beat(&self, placed: &mut Vec<Placed>) {
        let mut beat: Option<Piece> = None;
        placed.retain(|one| {
            if beat.as_ref().is_none_or(|beat| beat.seq() != one.seq) {
                let frame = Frame::new(&format!("{{\"seq\":{}}}", one.seq), false);
                beat = Some(Piece::alone(one.seq, frame.bytes(false).clone()));
            }
            match beat.as_ref().map(|beat| one.seat.offer(beat)) {
                None | Some(Offer::Taken) => true,
                Some(Offer::Gone) => false,
                Some(Offer::Begun(_) | Offer::Refused | Offer::Broken) => one.seat.hand_back(one.seq),
            }
        });
    }
}
