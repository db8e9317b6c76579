//! Two versions' words side by side: where they are the same, and where they are not.

use std::{collections::HashMap, hash::Hash, ops::Range};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::words::Word;

/// Most words between two fixed points that are compared one by one; longer stretches without anything in common are replaced
/// as a whole.
const CLOSELY: usize = 1_000;
/// Fewer words in a row than this may be the same by chance.
const FEW: usize = 8;

/// A stretch of words: both, when it is the same in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    pub old: Range<usize>,
    pub new: Range<usize>,
    pub same: bool,
}

/// The two versions as stretches that are the same, and stretches that are not.
pub fn flow(before: &[Word<'_>], after: &[Word<'_>]) -> Vec<Stretch> {
    let (old, new) = (sentences(before), sentences(after));
    let text = |words: &'_ [Word<'_>], sentence: &Range<usize>| -> Vec<String> {
        words[sentence.clone()].iter().map(|word| word.text.to_string()).collect()
    };
    let old_texts: Vec<Vec<String>> = old.iter().map(|sentence| text(before, sentence)).collect();
    let new_texts: Vec<Vec<String>> = new.iter().map(|sentence| text(after, sentence)).collect();
    let mut stretches = Stretches::default();
    for (from, to) in anchors(&old_texts, &new_texts) {
        between(before, after, old[from].start, new[to].start, &mut stretches);
        stretches.same(old[from].len());
    }
    between(before, after, before.len(), after.len(), &mut stretches);
    stretches.without_chance(before, after)
}

/// What lies before these two places and after the last stretch: held together by groups of words that occur once in both.
pub fn between(before: &[Word<'_>], after: &[Word<'_>], old_end: usize, new_end: usize, stretches: &mut Stretches) {
    let texts = |words: &[Word<'_>]| -> Vec<String> { words.iter().map(|word| word.text.to_string()).collect() };
    grouped(&texts(&before[stretches.old..old_end]), &texts(&after[stretches.new..new_end]), 3, stretches);
}

/// Finds groups of so many words, then single ones where that leaves too much, then compares word by word, or replaces as a
/// whole.
fn grouped(old: &[String], new: &[String], group: usize, stretches: &mut Stretches) {
    let (mut at_old, mut at_new) = (0, 0);
    let groups = |words: &'_ [String]| -> Vec<Vec<String>> { words.windows(group).map(<[String]>::to_vec).collect() };
    for (from, to) in anchors(&groups(old), &groups(new)).into_iter().chain([(old.len(), new.len())]) {
        let (old_gap, new_gap) = (&old[at_old..from], &new[at_new..to]);
        if old_gap.is_empty() || new_gap.is_empty() {
            stretches.differ(old_gap.len(), new_gap.len());
        } else if old_gap.len() + new_gap.len() <= CLOSELY {
            word_by_word(old_gap, new_gap, stretches);
        } else if group > 1 {
            grouped(old_gap, new_gap, 1, stretches);
        } else {
            stretches.differ(old_gap.len(), new_gap.len());
        }
        // Groups overlap: each stands for its first word.
        if from < old.len() {
            stretches.same(1);
        }
        (at_old, at_new) = (from + 1, to + 1);
    }
}

fn word_by_word(old: &[String], new: &[String], stretches: &mut Stretches) {
    for change in capture_diff_slices(Algorithm::Myers, old, new) {
        match change {
            DiffOp::Equal { len, .. } => stretches.same(len),
            DiffOp::Delete { old_len, .. } => stretches.differ(old_len, 0),
            DiffOp::Insert { new_len, .. } => stretches.differ(0, new_len),
            DiffOp::Replace { old_len, new_len, .. } => stretches.differ(old_len, new_len),
        }
    }
}

/// Stretches one after the other.
#[derive(Default)]
pub struct Stretches {
    pub found: Vec<Stretch>,
    old: usize,
    new: usize,
}

impl Stretches {
    fn same(&mut self, length: usize) {
        self.push(length, length, true);
    }

    fn differ(&mut self, old: usize, new: usize) {
        self.push(old, new, false);
    }

    fn push(&mut self, old: usize, new: usize, same: bool) {
        if old + new == 0 {
            return;
        }
        let (old, new) = (self.old..self.old + old, self.new..self.new + new);
        (self.old, self.new) = (old.end, new.end);
        match self.found.last_mut() {
            Some(last) if last.same == same => (last.old.end, last.new.end) = (old.end, new.end),
            _ => self.found.push(Stretch { old, new, same }),
        }
    }

    /// The same without words that are in both by chance: a few between long stretches that differ, and a few on pages that
    /// share nothing else.
    fn without_chance(self, before: &[Word<'_>], after: &[Word<'_>]) -> Vec<Stretch> {
        let mut on_old: HashMap<usize, Shared> = HashMap::new();
        let mut on_new: HashMap<usize, Shared> = HashMap::new();
        for stretch in &self.found {
            stretch.old.clone().for_each(|at| on_old.entry(before[at].page).or_default().count(stretch));
            stretch.new.clone().for_each(|at| on_new.entry(after[at].page).or_default().count(stretch));
        }
        let foreign = |pages: &HashMap<usize, Shared>, page: usize| pages.get(&page).is_some_and(Shared::is_chance);
        let differs = |place: Option<usize>| {
            let stretch = place.and_then(|place| self.found.get(place)).filter(|stretch| !stretch.same);
            stretch.map_or(0, |stretch| stretch.old.len().max(stretch.new.len()))
        };
        let mut kept = Self::default();
        for (index, stretch) in self.found.iter().enumerate() {
            let length = stretch.old.len();
            let between = differs(index.checked_sub(1)).min(differs(Some(index + 1)));
            if !stretch.same || (length * 2 < between && length <= FEW) {
                kept.differ(length, stretch.new.len());
                continue;
            }
            for (old, new) in stretch.old.clone().zip(stretch.new.clone()) {
                let by_chance = length <= FEW && (foreign(&on_old, before[old].page) || foreign(&on_new, after[new].page));
                if by_chance { kept.differ(1, 1) } else { kept.same(1) }
            }
        }
        kept.found
    }
}

/// What a page shares with the other version.
#[derive(Default)]
struct Shared {
    words: usize,
    same: usize,
    /// Whether more than a few words in a row are the same.
    in_a_row: bool,
}

impl Shared {
    fn count(&mut self, stretch: &Stretch) {
        self.words += 1;
        self.same += usize::from(stretch.same);
        self.in_a_row |= stretch.same && stretch.old.len() > FEW;
    }

    /// Two pages about anything share every fifth word.
    const fn is_chance(&self) -> bool {
        !self.in_a_row && self.same * 3 < self.words
    }
}

/// Where sentences begin and end; what has none, as a table, is one long one.
fn sentences(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        if word.text.ends_with(['.', ';', ':', '?', '!']) || at + 1 == words.len() {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    found
}

/// The longest row of things that occur once in both and in the same order: patience, as in sorting cards.
fn anchors<T: Hash + Eq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&T, (usize, usize, usize, usize)> = HashMap::new();
    for (at, thing) in old.iter().enumerate() {
        let place = places.entry(thing).or_default();
        (place.0, place.1) = (place.0 + 1, at);
    }
    for (at, thing) in new.iter().enumerate() {
        if let Some(place) = places.get_mut(thing) {
            (place.2, place.3) = (place.2 + 1, at);
        }
    }
    let mut pairs: Vec<(usize, usize)> =
        places.into_values().filter(|place| (place.0, place.2) == (1, 1)).map(|place| (place.1, place.3)).collect();
    pairs.sort_unstable();
    // piles[n] is the last of the best row of n + 1; before[i] the one that pair i follows.
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, place)) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|top| pairs[*top].1 < *place);
        before.push(pile.checked_sub(1).map(|pile| piles[pile]));
        if pile == piles.len() {
            piles.push(index);
        } else {
            piles[pile] = index;
        }
    }
    let mut row: Vec<(usize, usize)> =
        std::iter::successors(piles.last().copied(), |index| before[*index]).map(|index| pairs[index]).collect();
    row.reverse();
    row
}
