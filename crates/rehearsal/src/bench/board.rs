//! Where a crowd writes down what has arrived: for each seq how many tablets hold it and when the last of them got it.

use std::{
    cell::{Cell, RefCell},
    time::{Duration, Instant},
};

use tokio::sync::Notify;

/// Most seqs one board follows.
const SPAN: u64 = 200_000;

/// One room's board.
#[derive(Debug, Default)]
pub struct Board {
    marks: RefCell<Marks>,
    /// Tablets that must hold a seq for it to have reached everybody.
    everybody: Cell<u32>,
    /// Frames of text received.
    pub frames: Cell<u64>,
    /// Bytes received, frame headers included.
    pub bytes: Cell<u64>,
    /// Attempts to connect that had to be repeated.
    pub retries: Cell<u32>,
    /// Channels that ended though nobody here ended them.
    pub disconnects: Cell<u32>,
    /// Tablets that hold a first frame since they last joined.
    pub joined: Cell<u32>,
    /// Bytes of the first frames.
    pub opening: Cell<u64>,
    /// Why the last attempt or channel failed.
    pub trouble: RefCell<Option<String>>,
    news: Notify,
}

#[derive(Debug, Default)]
struct Marks {
    base: u64,
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    reached: u32,
    last: Option<Instant>,
}

impl Board {
    /// A board for `tablets` tablets.
    pub fn of(tablets: usize) -> Self {
        let board = Self::default();
        board.everybody.set(u32::try_from(tablets).unwrap_or(u32::MAX));
        board
    }

    /// Forgets what was at or before `seq`.
    pub fn start_after(&self, seq: u64) {
        *self.marks.borrow_mut() = Marks { base: seq, marks: Vec::new() };
    }

    /// A tablet that held everything up to `from` now holds everything up to `to`.
    pub fn arrive(&self, from: u64, to: u64, at: Instant) {
        let Marks { base, marks } = &mut *self.marks.borrow_mut();
        if to <= *base || to - *base > SPAN {
            return;
        }
        let index = |seq: u64| usize::try_from(seq.saturating_sub(*base)).unwrap_or(usize::MAX);
        if marks.len() < index(to) {
            marks.resize(index(to), Mark::default());
        }
        let mut complete = false;
        for mark in marks.iter_mut().take(index(to)).skip(index(from)) {
            mark.reached += 1;
            mark.last = Some(at);
            complete |= mark.reached == self.everybody.get();
        }
        if complete {
            self.news.notify_waiters();
        }
    }

    /// A tablet has its first frame, of so many bytes.
    pub fn join(&self, wire: u64) {
        self.opening.set(self.opening.get() + wire);
        self.joined.set(self.joined.get() + 1);
        self.news.notify_waiters();
    }

    /// Notes why something failed.
    pub fn blame(&self, why: String) {
        *self.trouble.borrow_mut() = Some(why);
    }

    /// When the last tablet got `seq`; none while some tablet lacks it.
    pub fn everybody_at(&self, seq: u64) -> Option<Instant> {
        let marks = self.marks.borrow();
        let index = usize::try_from(seq.checked_sub(marks.base + 1)?).ok()?;
        marks.marks.get(index).filter(|mark| mark.reached >= self.everybody.get())?.last
    }

    /// How many tablets hold `seq`.
    pub fn holding(&self, seq: u64) -> u32 {
        let marks = self.marks.borrow();
        let index = seq.checked_sub(marks.base + 1).and_then(|index| usize::try_from(index).ok());
        index.and_then(|index| marks.marks.get(index)).map_or(0, |mark| mark.reached)
    }

    /// Waits until everybody holds `seq`, for `patience` at most.
    pub async fn reached(&self, seq: u64, patience: Duration) -> Option<Instant> {
        self.until(patience, || self.everybody_at(seq)).await
    }

    /// Waits until `tablets` tablets have joined, for `patience` at most.
    pub async fn all_joined(&self, tablets: usize, patience: Duration) -> bool {
        self.until(patience, || (self.joined.get() as usize >= tablets).then_some(())).await.is_some()
    }

    async fn until<T>(&self, patience: Duration, found: impl Fn() -> Option<T>) -> Option<T> {
        let waiting = async {
            loop {
                // Registered before looking: what arrives in between is not missed.
                let news = self.news.notified();
                if let Some(found) = found() {
                    return found;
                }
                news.await;
            }
        };
        tokio::time::timeout(patience, waiting).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seq_has_reached_everybody_when_the_last_tablet_has_it_or_a_later_one() {
        let board = Board::of(2);
        board.start_after(10);
        let (first, second) = (Instant::now(), Instant::now() + Duration::from_millis(1));
        board.arrive(10, 11, first);
        assert_eq!((board.everybody_at(11), board.holding(11)), (None, 1));
        board.arrive(0, 13, second);
        assert_eq!(board.everybody_at(11), Some(second));
        assert_eq!(board.everybody_at(13), None);
        board.arrive(11, 13, second);
        assert_eq!((board.everybody_at(13), board.everybody_at(10), board.everybody_at(14)), (Some(second), None, None));
    }
}
