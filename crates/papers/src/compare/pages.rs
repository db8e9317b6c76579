//! What became of each page, put together from stretches of words.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    ComparedPage, PageChange, Run, RunChange,
    flow::{Stretch, Stretches, between},
    words::{Word, pair},
};

/// How much of the shorter of two pages must be the same for one to be the other moved, in percent.
const ALIKE: usize = 60;

/// A page of the new version being put together.
#[derive(Default, Clone)]
struct NewPage {
    /// Its words, and those of the old version that were in their place: by their places in their versions.
    pieces: Vec<(RunChange, usize)>,
    /// Words it shares with each page of the old version.
    shared: HashMap<usize, usize>,
    words: Range<usize>,
}

/// A page of the old version.
#[derive(Default, Clone)]
struct OldPage {
    words: Range<usize>,
    /// How many of its words are still there.
    kept: usize,
    /// The new page before which it was, if it is gone.
    place: usize,
    /// The new page it is, if it moved as a whole.
    moved: Option<usize>,
}

impl OldPage {
    /// A page that is gone as a whole is told as such, and not as so many words gone from another.
    fn is_gone(&self) -> bool {
        self.kept == 0 && self.moved.is_none() && !self.words.is_empty()
    }
}

/// Both versions' pages.
pub struct Pages<'a> {
    before: &'a [Word<'a>],
    after: &'a [Word<'a>],
    old: Vec<OldPage>,
    new: Vec<NewPage>,
}

impl<'a> Pages<'a> {
    pub fn new(old: usize, new: usize, before: &'a [Word<'a>], after: &'a [Word<'a>]) -> Self {
        Self { before, after, old: vec![OldPage::default(); old], new: vec![NewPage::default(); new] }
    }

    /// Spreads a stretch over the pages it lies on.
    pub fn take(&mut self, stretch: &Stretch) {
        // Where words are gone is where what replaces them is, or what follows, or the end.
        let place = self.after.get(stretch.new.start).or(self.after.last()).map_or(0, |word| word.page);
        for at in stretch.old.clone() {
            let page = &mut self.old[self.before[at].page];
            if page.words.is_empty() {
                (page.words, page.place) = (at..at, place);
            }
            page.words.end = at + 1;
            page.kept += usize::from(stretch.same);
            if !stretch.same
                && let Some(new) = self.new.get_mut(place)
            {
                new.pieces.push((RunChange::Removed, at));
            }
        }
        for (offset, at) in stretch.new.clone().enumerate() {
            let page = &mut self.new[self.after[at].page];
            if page.words.is_empty() {
                page.words = at..at;
            }
            page.words.end = at + 1;
            page.pieces.push((if stretch.same { RunChange::Same } else { RunChange::Added }, at));
            if stretch.same {
                *page.shared.entry(self.before[stretch.old.start + offset].page).or_default() += 1;
            }
        }
    }

    /// Pages of which nothing is left where they were, and pages of which nothing was there before, may be the same.
    pub fn find_moved(&mut self) {
        let set = |words: &[Word<'_>]| -> HashSet<u64> { words.windows(2).map(pair).collect() };
        let gone: Vec<(usize, HashSet<u64>)> = self
            .old
            .iter()
            .enumerate()
            .filter(|(_, page)| page.is_gone())
            .map(|(at, page)| (at, set(&self.before[page.words.clone()])))
            .collect();
        let mut by_pair: HashMap<u64, Vec<usize>> = HashMap::new();
        for (index, (_, pairs)) in gone.iter().enumerate() {
            pairs.iter().for_each(|pair| by_pair.entry(*pair).or_default().push(index));
        }
        for page in 0..self.new.len() {
            if !self.new[page].shared.is_empty() {
                continue;
            }
            let pairs = set(&self.after[self.new[page].words.clone()]);
            // Pairs on very many pages, as in a form, say nothing; so this stays in proportion.
            let mut common: HashMap<usize, usize> = HashMap::new();
            for index in pairs.iter().filter_map(|pair| by_pair.get(pair)).filter(|places| places.len() <= 16).flatten() {
                *common.entry(*index).or_default() += 1;
            }
            let left = common.into_iter().filter(|(index, _)| self.old[gone[*index].0].moved.is_none());
            let Some((index, count)) = left.max_by_key(|(index, count)| (*count, usize::MAX - index)) else { continue };
            if count * 100 >= gone[index].1.len().min(pairs.len()) * ALIKE {
                self.join(gone[index].0, page);
            }
        }
    }

    /// Makes two pages one: compared with each other alone.
    fn join(&mut self, old: usize, new: usize) {
        let (old_words, new_words) = (self.old[old].words.clone(), self.new[new].words.clone());
        let (before, after) = (&self.before[old_words.clone()], &self.after[new_words.clone()]);
        let mut stretches = Stretches::default();
        between(before, after, before.len(), after.len(), &mut stretches);
        // What is gone from other pages here stays to be told here.
        let pieces = &mut self.new[new].pieces;
        pieces.retain(|(kind, at)| *kind == RunChange::Removed && self.before[*at].page != old);
        for stretch in stretches.found {
            if !stretch.same {
                pieces.extend(stretch.old.map(|at| (RunChange::Removed, at + old_words.start)));
            }
            let kind = if stretch.same { RunChange::Same } else { RunChange::Added };
            pieces.extend(stretch.new.map(|at| (kind, at + new_words.start)));
        }
        self.new[new].shared = HashMap::from([(old, new_words.len())]);
        self.old[old].moved = Some(new);
    }

    pub fn told(mut self) -> Vec<ComparedPage> {
        let mut told = Vec::new();
        for place in 0..self.new.len() {
            self.tell_gone(|page| page.place == place, &mut told);
            told.push(self.tell(place));
        }
        let count = self.new.len();
        // Without any new page there is nothing they could come before.
        self.tell_gone(|_| count == 0, &mut told);
        told
    }

    fn tell_gone(&mut self, here: impl Fn(&OldPage) -> bool, told: &mut Vec<ComparedPage>) {
        for (at, page) in self.old.iter().enumerate().filter(|(_, page)| page.is_gone() && here(page)) {
            let mut runs = Vec::new();
            self.before[page.words.clone()].iter().for_each(|word| push(&mut runs, RunChange::Removed, word));
            told.push(ComparedPage { from: Some(number(at)), to: None, kind: PageChange::Removed, runs });
        }
    }

    fn tell(&mut self, place: usize) -> ComparedPage {
        let page = std::mem::take(&mut self.new[place]);
        let mut runs = Vec::new();
        for (kind, at) in page.pieces {
            let word = if kind == RunChange::Removed { &self.before[at] } else { &self.after[at] };
            let elsewhere = kind == RunChange::Removed && {
                let old = &self.old[word.page];
                old.is_gone() || old.moved.is_some_and(|moved| moved != place)
            };
            if !elsewhere {
                push(&mut runs, kind, word);
            }
        }
        let from = page.shared.iter().max_by_key(|(old, words)| (**words, usize::MAX - **old)).map(|(old, _)| number(*old));
        // A page without words, as a picture, is taken for the one in its place.
        let wordless = page.words.is_empty() && self.old.get(place).is_some_and(|old| old.words.is_empty());
        let kind = match (runs.iter().all(|run: &Run| run.kind == RunChange::Same), from) {
            (true, Some(_)) => PageChange::Same,
            (true, None) if wordless => PageChange::Same,
            (_, None) if !wordless => PageChange::Added,
            _ => PageChange::Changed,
        };
        ComparedPage { from: from.or_else(|| wordless.then(|| number(place))), to: Some(number(place)), kind, runs }
    }
}

fn number(page: usize) -> u32 {
    u32::try_from(page + 1).unwrap_or(u32::MAX)
}

/// Adds a word to the last run, or to a new one of another kind.
fn push(runs: &mut Vec<Run>, kind: RunChange, word: &Word<'_>) {
    match runs.last_mut() {
        Some(run) if run.kind == kind => {
            run.text.push(if word.begins_line { '\n' } else { ' ' });
            run.text.push_str(&word.text);
        }
        _ => runs.push(Run { kind, text: word.text.to_string() }),
    }
}
