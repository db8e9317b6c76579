//! What somebody searches for: read into terms, turned into what the index must hold, and found again in a text.

use std::collections::BTreeSet;

use crate::{
    fold::fold,
    ids::MeetingId,
    refusal::{Field, Refusal},
    text::line,
    tokens::{Tokens, Word, is_letters, tokenise},
};

/// Longest query, in characters.
pub const MAX_QUERY: usize = 200;

/// What phrases stand between.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// What an entry of the index must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// This token.
    Token(String),
    /// These words, one right after the other.
    Phrase(Vec<String>),
    /// Everything of this.
    All(Vec<Need>),
    /// At least one of these; none at all where there are none.
    Any(Vec<Need>),
}

impl Need {
    /// These words in their order.
    fn phrase(mut words: Vec<String>) -> Self {
        match words.len() {
            1 => Self::Token(words.remove(0)),
            _ => Self::Phrase(words),
        }
    }

    /// Whether words must stand in their order somewhere in it.
    pub fn is_phrased(&self) -> bool {
        match self {
            Self::Token(_) => false,
            Self::Phrase(_) => true,
            Self::All(needs) | Self::Any(needs) => needs.iter().any(Self::is_phrased),
        }
    }
}

/// What entries are filtered by: each is a token of the entry beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet<'text> {
    /// Papers of this meeting.
    Meeting(MeetingId),
    /// Papers of this year.
    Year(i32),
    /// Papers of this type, by its code.
    Type(&'text str),
    /// Papers of this unit, by its name with or without marks.
    Unit(&'text str),
}

impl Facet<'_> {
    /// The token. No word looks like one.
    pub fn token(self) -> String {
        match self {
            Self::Meeting(meeting_id) => format!("#m{}", meeting_id.0.simple()),
            Self::Year(year) => format!("#y{year}"),
            Self::Type(code) => format!("#t{}", joined(code)),
            Self::Unit(unit) => format!("#u{}", joined(unit)),
        }
    }
}

/// A name as one token.
fn joined(name: &str) -> String {
    fold(&line(name)).chars().map(|character| if character.is_alphanumeric() { character } else { '_' }).take(250).collect()
}

/// One thing that must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Word(Word),
    /// Between quotation marks; with the compounds in it.
    Phrase(Vec<Word>, Vec<String>),
    /// A compound and its parts.
    Number(String, Vec<Word>),
}

impl Term {
    fn words(&self) -> &[Word] {
        match self {
            Self::Word(word) => std::slice::from_ref(word),
            Self::Phrase(words, _) | Self::Number(_, words) => words,
        }
    }

    /// Whether both ask for the same, wherever they were typed.
    fn same(&self, other: &Self) -> bool {
        whole(self) == whole(other) && self.words().iter().map(|word| &word.marked).eq(other.words().iter().map(|word| &word.marked))
    }
}

fn folded(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.folded.clone()).collect()
}

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

impl Query {
    /// Reads what was typed. Refused only for its length: what holds no word finds nothing.
    pub fn read(raw: &str) -> Result<Self, Refusal> {
        let length = raw.chars().count();
        if length > MAX_QUERY {
            return Err(Refusal::TooLong { field: Field::Query, length, max: MAX_QUERY });
        }
        let mut terms: Vec<Term> = Vec::new();
        for (part, text) in raw.split(QUOTES).enumerate() {
            let tokens = tokenise(text);
            let read = if part % 2 == 1 { quoted(tokens) } else { unquoted(tokens) };
            for term in read {
                if !terms.iter().any(|other| other.same(&term)) {
                    terms.push(term);
                }
            }
        }
        Ok(Self { terms })
    }

    /// Reads what was typed as one phrase, whatever quotation marks stand in it.
    pub fn read_phrase(raw: &str) -> Result<Self, Refusal> {
        let bare: String = raw.chars().map(|character| if QUOTES.contains(&character) { ' ' } else { character }).collect();
        let mut query = Self::read(&bare)?;
        query.terms = quoted(tokenise(&bare));
        Ok(query)
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Every term, marks aside.
    pub fn need(&self) -> Need {
        Need::All(self.terms.iter().map(whole).collect())
    }

    /// Every term with the marks it was typed with; none where none were. A word typed without marks stands for all.
    pub fn exact(&self) -> Option<Need> {
        let marked: BTreeSet<&String> = self.terms.iter().flat_map(Term::words).filter_map(|word| word.marked.as_ref()).collect();
        if marked.is_empty() {
            return None;
        }
        let marked = marked.into_iter().map(|marked| Need::Token(marked.clone()));
        Some(Need::All(self.terms.iter().map(whole).chain(marked).collect()))
    }

    /// The last word, where it may be the beginning of one: letters, two or more, not between quotation marks.
    pub fn beginning(&self) -> Option<&str> {
        match self.terms.last()? {
            Term::Word(word) if is_letters(&word.folded) => Some(&word.folded),
            _ => None,
        }
    }

    /// Every term, the last one being any of `words`.
    pub fn begun(&self, words: &[String]) -> Need {
        let last = Need::Any(words.iter().cloned().map(Need::Token).collect());
        Need::All(self.terms.iter().take(self.terms.len().saturating_sub(1)).map(whole).chain([last]).collect())
    }

    /// Every term, numbers by their parts in their order: for `39-nq`, which nobody wrote, and `12/2026/nd`. None where there
    /// is no number.
    pub fn in_parts(&self) -> Option<Need> {
        self.terms.iter().any(|term| matches!(term, Term::Number(..))).then(|| {
            let parts = self.terms.iter().map(|term| match term {
                Term::Number(_, words) => Need::phrase(folded(words)),
                term => whole(term),
            });
            Need::All(parts.collect())
        })
    }

    /// Where `text` holds what is searched for, as (term, first word, last word), in the order of the text.
    fn places(&self, tokens: &Tokens) -> Vec<(usize, usize, usize)> {
        let mut places = Vec::new();
        for (number, term) in self.terms.iter().enumerate() {
            let wanted = term.words();
            let starts = |same: &dyn Fn(&Word, &Word) -> bool| -> Vec<usize> {
                let windows = tokens.words.windows(wanted.len()).enumerate();
                windows.filter(|(_, window)| window.iter().zip(wanted).all(|(a, b)| same(a, b))).map(|(start, _)| start).collect()
            };
            // With the marks that were typed, where the text has it so anywhere; else without.
            let mut found =
                starts(&|there, wanted| there.folded == wanted.folded && (wanted.marked.is_none() || there.marked == wanted.marked));
            if found.is_empty() {
                found = starts(&|there, wanted| there.folded == wanted.folded);
            }
            let last = number + 1 == self.terms.len();
            if let Some(beginning) = self.beginning().filter(|_| last && found.is_empty()) {
                found = starts(&|there, _| there.folded.starts_with(beginning));
            }
            places.extend(found.into_iter().map(|start| (number, start, start + wanted.len() - 1)));
        }
        places.sort_by_key(|(_, start, end)| (*start, *end));
        places
    }

    /// Whether `text` holds everything searched for; the last word may be the beginning of one. Nothing is in no text.
    pub fn is_in(&self, text: &str) -> bool {
        let found: BTreeSet<usize> = self.places(&tokenise(text)).into_iter().map(|(term, _, _)| term).collect();
        !self.is_empty() && found.len() == self.terms.len()
    }

    /// What to highlight in `text`: (start, length) in characters of its NFC form, in order, not overlapping.
    pub fn highlights(&self, text: &str) -> Vec<(usize, usize)> {
        let tokens = tokenise(text);
        spans(&tokens, &self.places(&tokens))
    }

    /// The piece of `text` (NFC) that shows most of what is searched for, at most `longest` characters, and what to highlight
    /// in it.
    pub fn snippet(&self, text: &str, longest: usize) -> Snippet {
        let tokens = tokenise(text);
        let places = self.places(&tokens);
        let at = |word: usize| tokens.words.get(word).map_or(0, |word| word.start);
        let end = |word: usize| tokens.words.get(word).map_or(0, |word| word.start + word.length);
        let room = longest - longest / 4;
        // The place from which most different terms follow within the snippet; the first of equals.
        let mut best = (0, 0);
        for (index, (_, first, _)) in places.iter().enumerate() {
            let near = places.iter().skip(index).take_while(|(_, _, last)| end(*last) <= at(*first) + room);
            let terms: BTreeSet<usize> = near.map(|(term, _, _)| *term).collect();
            if terms.len() > best.0 {
                best = (terms.len(), at(*first));
            }
        }
        let wanted = best.1.saturating_sub(longest / 4);
        // From the beginning of a word to the end of one.
        let start =
            if wanted == 0 { 0 } else { tokens.words.iter().map(|word| word.start).find(|start| *start >= wanted).unwrap_or(wanted) };
        let characters = text.chars().count();
        let stop = if start + longest >= characters {
            characters
        } else {
            let ends = tokens.words.iter().map(|word| word.start + word.length);
            ends.rev().find(|end| (start + 1..=start + longest).contains(end)).unwrap_or(start + longest)
        };
        let shown = text.chars().skip(start).take(stop - start).map(|character| if character.is_whitespace() { ' ' } else { character });
        let marks = spans(&tokens, &places).into_iter().filter(|(at, length)| *at >= start && at + length <= stop);
        Snippet { text: shown.collect(), marks: marks.map(|(at, length)| (at - start, length)).collect() }
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// One line; as many characters as the piece has.
    pub text: String,
    /// What to highlight: (start, length) in characters.
    pub marks: Vec<(usize, usize)>,
}

fn spans(tokens: &Tokens, places: &[(usize, usize, usize)]) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (_, first, last) in places {
        let (Some(first), Some(last)) = (tokens.words.get(*first), tokens.words.get(*last)) else { continue };
        let (start, end) = (first.start, last.start + last.length);
        match spans.last_mut() {
            Some((at, length)) if start < *at + *length => *length = (*length).max(end - *at),
            _ => spans.push((start, end - start)),
        }
    }
    spans
}

fn whole(term: &Term) -> Need {
    match term {
        Term::Word(word) => Need::Token(word.folded.clone()),
        Term::Number(compound, _) => Need::Token(compound.clone()),
        Term::Phrase(words, compounds) => {
            let mut needs = vec![Need::phrase(folded(words))];
            needs.extend(compounds.iter().cloned().map(Need::Token));
            if needs.len() == 1 { needs.remove(0) } else { Need::All(needs) }
        }
    }
}

fn quoted(tokens: Tokens) -> Vec<Term> {
    let compounds = tokens.compounds.into_iter().map(|compound| compound.folded).collect();
    if tokens.words.is_empty() { Vec::new() } else { vec![Term::Phrase(tokens.words, compounds)] }
}

fn unquoted(tokens: Tokens) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut compounds = tokens.compounds.into_iter().peekable();
    for (number, word) in tokens.words.into_iter().enumerate() {
        while compounds.next_if(|compound| compound.words.end <= number).is_some() {}
        match compounds.peek() {
            Some(compound) if compound.words.start == number => terms.push(Term::Number(compound.folded.clone(), vec![word])),
            Some(compound) if compound.words.contains(&number) => {
                if let Some(Term::Number(_, words)) = terms.last_mut() {
                    words.push(word);
                }
            }
            _ => terms.push(Term::Word(word)),
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Query {
        Query::read(raw).expect("a query")
    }

    fn token(word: &str) -> Need {
        Need::Token(word.to_owned())
    }

    fn phrase(words: &[&str]) -> Need {
        Need::Phrase(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn reads_words_numbers_and_phrases() {
        assert_eq!(read("nghi quyet 39").need(), Need::All(vec![token("nghi"), token("quyet"), token("39")]));
        assert_eq!(read("12/2026/NĐ-CP").need(), Need::All(vec![token("12/2026/nd-cp")]));
        assert_eq!(read("“đầu tư công” 39").need(), Need::All(vec![phrase(&["dau", "tu", "cong"]), token("39")]));
        let inside = read("\"số 39-NQ/TW\"").need();
        assert_eq!(inside, Need::All(vec![Need::All(vec![phrase(&["so", "39", "nq", "tw"]), token("39-nq/tw")])]));
        assert_eq!(read("\"một").need(), Need::All(vec![token("mot")]));
        assert_eq!(read("đất đất").need(), Need::All(vec![token("dat")]));
    }

    #[test]
    fn what_holds_no_word_is_empty_and_what_is_too_long_is_refused() {
        for raw in ["", "  ", "???", "\"\"", "- / .", "'*:^()"] {
            assert!(read(raw).is_empty(), "{raw}");
        }
        assert_eq!(Query::read(&"ă".repeat(201)), Err(Refusal::TooLong { field: Field::Query, length: 201, max: MAX_QUERY }));
    }

    #[test]
    fn a_text_holds_all_words_or_the_whole_phrase() {
        let text = "Kế hoạch đầu tư công năm 2026";
        assert!(read("cong ke hoach").is_in(text) && read("dau tu con").is_in(text));
        assert!(!read("ke hoach nha").is_in(text) && !read("").is_in(text));
        let phrase = |raw| Query::read_phrase(raw).expect("a query");
        assert!(phrase("đau tu").is_in(text) && phrase("\"hoach dau\" tu").is_in(text));
        assert!(!phrase("cong ke hoach").is_in(text));
        assert_eq!(phrase("đầu tư công").highlights(text), [(9, 11)]);
    }

    #[test]
    fn marks_typed_are_asked_for_first() {
        assert_eq!(read("nghi quyet 39").exact(), None);
        let exact = read("nghị quyet").exact();
        assert_eq!(exact, Some(Need::All(vec![token("nghi"), token("quyet"), token("nghi\u{323}")])));
        assert_eq!(read("Hòa").exact(), read("HOÀ").exact());
    }

    #[test]
    fn the_last_word_may_be_a_beginning_and_a_number_its_parts() {
        assert_eq!(read("nghi quye").beginning(), Some("quye"));
        for none in ["nghi 3", "nghi q", "\"nghi quye\"", "nghi 39-nq"] {
            assert_eq!(read(none).beginning(), None, "{none}");
        }
        let begun = read("nghi quye").begun(&["quyen".into(), "quyet".into()]);
        assert_eq!(begun, Need::All(vec![token("nghi"), Need::Any(vec![token("quyen"), token("quyet")])]));
        assert_eq!(read("so 39-nq").in_parts(), Some(Need::All(vec![token("so"), phrase(&["39", "nq"])])));
        assert_eq!(read("so 39").in_parts(), None);
    }

    #[test]
    fn facets_are_no_words() {
        assert_eq!(Facet::Unit("Sở  Tài chính").token(), "#uso_tai_chinh");
        assert_eq!(Facet::Unit("so tai chinh").token(), "#uso_tai_chinh");
        assert_eq!((Facet::Year(2026).token(), Facet::Type("TTr").token()), ("#y2026".to_owned(), "#tttr".to_owned()));
        assert!(tokenise("#y2026").words.iter().all(|word| word.folded != "#y2026"));
    }

    fn marked(text: &str, spans: &[(usize, usize)]) -> Vec<String> {
        spans.iter().map(|(start, length)| text.chars().skip(*start).take(*length).collect()).collect()
    }

    #[test]
    fn highlights_what_was_meant() {
        let text = "Nghị quyết số 39-NQ/TW; nghỉ ngơi, 39 quyết định";
        assert_eq!(marked(text, &read("nghi quyet 39").highlights(text)), ["Nghị", "quyết", "39", "nghỉ", "39", "quyết"]);
        assert_eq!(marked(text, &read("nghị").highlights(text)), ["Nghị"]);
        assert_eq!(marked(text, &read("nghĩ").highlights(text)), ["Nghị", "nghỉ"]);
        assert_eq!(marked(text, &read("39-nq/tw").highlights(text)), ["39-NQ/TW"]);
        assert_eq!(marked(text, &read("\"quyết định\"").highlights(text)), ["quyết định"]);
        assert_eq!(marked(text, &read("nghi quye").highlights(text)), ["Nghị", "quyết", "nghỉ", "quyết"]);
    }

    #[test]
    fn a_snippet_shows_where_most_is_found() {
        let text =
            format!("{} quyết {} Nghị quyết số 39-NQ/TW về\ncông nghiệp {}", "mở đầu ".repeat(60), "giữa ".repeat(80), "cuối ".repeat(80));
        let snippet = read("nghi quyet 39").snippet(&text, 120);
        assert!(snippet.text.chars().count() <= 120, "{}", snippet.text);
        assert_eq!(marked(&snippet.text, &snippet.marks), ["Nghị", "quyết", "39"]);
        assert!(!snippet.text.contains('\n') && snippet.text.starts_with("giữa"), "{}", snippet.text);
        let short = read("tờ").snippet("Tờ trình", 120);
        assert_eq!((short.text.as_str(), short.marks), ("Tờ trình", vec![(0, 2)]));
        assert_eq!(read("không").snippet("", 120), Snippet { text: String::new(), marks: vec![] });
    }
}
