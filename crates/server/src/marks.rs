//! Where on a page what is searched for stands.

use domain::query::Query;
use papers::text::Word;

/// Where on the page what is searched for stands, place by place: one rectangle a run of words on a line.
pub fn places(query: &Query, words: &[Word]) -> Vec<Vec<[f32; 4]>> {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(words.len());
    let mut place = 0;
    for word in words {
        starts.push(place);
        text.push_str(&word.text);
        text.push(' ');
        place += word.text.chars().count() + 1;
    }
    let mut places = Vec::new();
    for (start, length) in query.highlights(&text) {
        let first = starts.partition_point(|at| *at <= start).saturating_sub(1);
        let end = starts.partition_point(|at| *at < start + length);
        let mut rectangles: Vec<[f32; 4]> = Vec::new();
        let mut run: Option<[f32; 4]> = None;
        for word in words.get(first..end).unwrap_or_default() {
            run = match run {
                Some([x, y, _, h]) if (word.y - y).abs() < h / 2.0 && word.x >= x => {
                    Some([x, y.min(word.y), word.x + word.w - x, h.max(word.h)])
                }
                other => {
                    rectangles.extend(other);
                    Some([word.x, word.y, word.w, word.h])
                }
            };
        }
        rectangles.extend(run);
        if !rectangles.is_empty() {
            places.push(rectangles);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_cover_the_words_meant_line_by_line() {
        let word = |text: &str, x, y| Word { text: text.to_owned(), x, y, w: 30.0, h: 12.0 };
        let words = [
            word("Nghị", 10.0, 20.0),
            word("quyết", 45.0, 20.5),
            word("số", 80.0, 20.0),
            word("39-NQ/TW,", 10.0, 40.0),
            word("Nghị", 50.0, 40.0),
        ];
        let found = |typed: &str| places(&Query::read(typed).expect("a query"), &words);
        assert_eq!(found("\"nghi quyet\""), [[[10.0, 20.0, 65.0, 12.0]]]);
        assert_eq!(found("\"quyết số 39\""), [[[45.0, 20.0, 65.0, 12.0], [10.0, 40.0, 30.0, 12.0]]]);
        assert_eq!(found("39-nq/tw"), [[[10.0, 40.0, 30.0, 12.0]]]);
        assert_eq!(found("nghị").len(), 2);
        assert_eq!(found("không"), [[[0.0; 4]; 0]; 0]);
    }
}
