//! The own hand: what somebody may write on a page of a paper, for their eyes only. It is no part of any meeting's journal.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

/// Longest text of a note, in characters.
pub const MAX_NOTE: usize = 4_000;
/// Most points of one stroke: some twenty seconds of a pen that never rests. A longer one goes on as another.
pub const MAX_POINTS: usize = 5_000;
/// Numbers a point consists of: x, y, pressure, milliseconds since the point before.
pub const PER_POINT: usize = 4;
/// Most operations sent at once.
pub const MAX_BATCH: usize = 200;
/// Most operations kept for one version of one paper.
pub const MAX_LOG: u64 = 20_000;
/// Widest stroke, in points of the page.
pub const MAX_WIDTH: f32 = 60.0;
/// The largest page a PDF may have, in points: nothing lies farther out.
const FARTHEST: f32 = 14_400.0;
/// The last page that can be named where a paper's pages are not counted yet.
const LAST_PAGE: u32 = 100_000;

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema, strum::EnumString, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum HandKind {
    /// A stroke of the pen.
    Stroke,
    /// A stroke of the highlighter: seen under the text.
    Highlight,
    /// Words at a place.
    Note,
    /// The page is marked.
    Bookmark,
    /// Something written before is taken away.
    Erase,
}

/// The colours of the pen, then those of the highlighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandColour {
    /// Pen.
    Black,
    /// Pen.
    Blue,
    /// Pen.
    Red,
    /// Highlighter.
    Yellow,
    /// Highlighter.
    Green,
    /// Highlighter.
    Pink,
}

/// One thing done by hand on one page. Never changed: another operation takes it away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOp {
    /// Made by whoever writes, so that what is sent twice is kept once.
    pub id: Uuid,
    /// Page, from 1.
    pub page: u32,
    /// What it does.
    pub kind: HandKind,
    /// Of a stroke or highlight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<HandColour>,
    /// Of a stroke or highlight, in points of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<f32>,
    /// Of a stroke or highlight: x, y, pressure from 0 to 1, milliseconds since the point before, and so on. Of a note: x, y.
    /// In points from the top left of the page as the file shows it, whichever way the reader has turned it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<f32>,
    /// Of a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What is taken away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Uuid>,
}

/// Why an operation is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandFault {
    /// The paper has no such page.
    #[error("no such page")]
    NoSuchPage,
    /// It lacks what its kind needs, or has what its kind has not.
    #[error("the parts do not fit the kind")]
    WrongParts,
    /// A number is none, or too large.
    #[error("a number is out of range")]
    OutOfRange,
    /// Too many points.
    #[error("too many points")]
    TooManyPoints,
    /// A note says nothing.
    #[error("an empty note")]
    EmptyNote,
    /// A note says too much.
    #[error("a note of {0} characters")]
    LongNote(usize),
}

impl HandOp {
    /// The operation as it is kept: its text NFC and trimmed, everything within bounds. `pages` is 0 where nobody has counted.
    pub fn checked(mut self, pages: u32) -> Result<Self, HandFault> {
        let last = if pages == 0 { LAST_PAGE } else { pages };
        if self.page == 0 || self.page > last {
            return Err(HandFault::NoSuchPage);
        }
        let is_stroke = matches!(self.kind, HandKind::Stroke | HandKind::Highlight);
        let (inked, written, aimed) = (self.colour.is_some() && self.width.is_some(), self.text.is_some(), self.target.is_some());
        let bare = self.colour.is_none() && self.width.is_none();
        let fits = match self.kind {
            HandKind::Stroke | HandKind::Highlight => {
                inked && !written && !aimed && !self.points.is_empty() && self.points.len().is_multiple_of(PER_POINT)
            }
            HandKind::Note => bare && written && !aimed && self.points.len() == 2,
            HandKind::Bookmark => bare && !written && !aimed && self.points.is_empty(),
            HandKind::Erase => bare && !written && aimed && self.points.is_empty(),
        };
        if !fits {
            return Err(HandFault::WrongParts);
        }
        if self.points.len() > MAX_POINTS * PER_POINT {
            return Err(HandFault::TooManyPoints);
        }
        let width = self.width.unwrap_or(1.0);
        if self.points.iter().any(|number| !number.is_finite() || number.abs() > FARTHEST) || !(0.1..=MAX_WIDTH).contains(&width) {
            return Err(HandFault::OutOfRange);
        }
        if is_stroke && self.points.chunks(PER_POINT).any(|point| point.get(2..).is_none_or(|rest| !within(rest))) {
            return Err(HandFault::OutOfRange);
        }
        if let Some(text) = self.text.take() {
            self.text = Some(note(&text)?);
        }
        Ok(self)
    }
}

/// Pressure and time of a point.
fn within(rest: &[f32]) -> bool {
    matches!(rest, [pressure, time] if (0.0..=1.0).contains(pressure) && *time >= 0.0)
}

/// A note as it is kept: NFC, its line breaks one kind, trimmed, without other control characters.
fn note(raw: &str) -> Result<String, HandFault> {
    let plain: String = raw.replace("\r\n", "\n").nfc().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
    let text = plain.trim();
    match text.chars().count() {
        0 => Err(HandFault::EmptyNote),
        length if length > MAX_NOTE => Err(HandFault::LongNote(length)),
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(points: Vec<f32>) -> HandOp {
        HandOp {
            id: Uuid::from_u128(1),
            page: 1,
            kind: HandKind::Stroke,
            colour: Some(HandColour::Blue),
            width: Some(1.5),
            points,
            text: None,
            target: None,
        }
    }

    fn words(text: &str) -> HandOp {
        HandOp {
            kind: HandKind::Note,
            colour: None,
            width: None,
            points: vec![10.0, 20.0],
            text: Some(text.to_owned()),
            ..stroke(Vec::new())
        }
    }

    #[test]
    fn text_is_composed_and_trimmed() {
        let kept = words(" Ho\u{309}i la\u{323}i\r\nmu\u{323}c 2 \u{7}").checked(3).expect("a note");
        assert_eq!(kept.text.as_deref(), Some("Hỏi lại\nmục 2"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let good = vec![1.0, 2.0, 0.5, 0.0];
        assert!(stroke(good.clone()).checked(1).is_ok());
        let cases = [
            (HandOp { page: 0, ..stroke(good.clone()) }, HandFault::NoSuchPage),
            (HandOp { page: 4, ..stroke(good.clone()) }, HandFault::NoSuchPage),
            (stroke(Vec::new()), HandFault::WrongParts),
            (stroke(vec![1.0, 2.0, 0.5]), HandFault::WrongParts),
            (HandOp { colour: None, ..stroke(good.clone()) }, HandFault::WrongParts),
            (HandOp { text: Some("x".into()), ..stroke(good.clone()) }, HandFault::WrongParts),
            (HandOp { target: Some(Uuid::from_u128(2)), ..stroke(good.clone()) }, HandFault::WrongParts),
            (HandOp { kind: HandKind::Bookmark, ..stroke(good.clone()) }, HandFault::WrongParts),
            (HandOp { kind: HandKind::Erase, colour: None, width: None, ..stroke(Vec::new()) }, HandFault::WrongParts),
            (stroke(vec![f32::NAN, 2.0, 0.5, 0.0]), HandFault::OutOfRange),
            (stroke(vec![1.0, 2.0, 1.5, 0.0]), HandFault::OutOfRange),
            (stroke(vec![1.0, 2.0, 0.5, -1.0]), HandFault::OutOfRange),
            (stroke(vec![99_999.0, 2.0, 0.5, 0.0]), HandFault::OutOfRange),
            (HandOp { width: Some(0.0), ..stroke(good) }, HandFault::OutOfRange),
            (stroke(vec![1.0; (MAX_POINTS + 1) * PER_POINT]), HandFault::TooManyPoints),
            (words(" \n "), HandFault::EmptyNote),
            (words(&"đ".repeat(MAX_NOTE + 1)), HandFault::LongNote(MAX_NOTE + 1)),
        ];
        for (op, fault) in cases {
            assert_eq!(op.clone().checked(3), Err(fault), "{op:?}");
        }
    }

    #[test]
    fn what_is_sent_is_what_is_kept() {
        let op = stroke(vec![12.34, 56.78, 0.5, 4.0]);
        let text = serde_json::to_string(&op).expect("JSON");
        assert_eq!(
            text,
            r#"{"id":"00000000-0000-0000-0000-000000000001","page":1,"kind":"stroke","colour":"blue","width":1.5,"points":[12.34,56.78,0.5,4.0]}"#
        );
        assert_eq!(serde_json::from_str::<HandOp>(&text).expect("the same"), op);
    }
}
