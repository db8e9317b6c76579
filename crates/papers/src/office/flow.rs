//! Paragraphs and tables on their way to becoming lines of text.

use super::Unusable;

/// Most text of one file, in bytes: fifty times a book.
const LONGEST: usize = 64 << 20;

/// Text as it is read. Cells of a row stand side by side, line by line, separated by tabs, as on paper: so the two columns
/// at an official paper's head stay two columns.
#[derive(Default)]
pub struct Flow {
    open: Vec<Place>,
    /// Lines outside any table.
    lines: Vec<String>,
    /// The paragraph being read.
    paragraph: String,
    length: usize,
}

/// What is open.
enum Place {
    Row(Vec<Vec<String>>),
    Cell(Vec<String>),
    /// A text box within a paragraph: its own lines, and the paragraph it interrupts.
    Aside(Vec<String>, String),
}

impl Flow {
    pub fn text(&mut self, text: &str) {
        self.paragraph.push_str(text);
    }

    /// A line within a paragraph ends; so does a paragraph.
    pub fn end_line(&mut self) {
        let line = std::mem::take(&mut self.paragraph);
        self.push(line);
    }

    /// What was read and belongs to no paragraph becomes one.
    fn settle(&mut self) {
        if !self.paragraph.trim().is_empty() {
            self.end_line();
        }
        self.paragraph.clear();
    }

    pub fn open_row(&mut self) {
        self.settle();
        self.open.push(Place::Row(Vec::new()));
    }

    pub fn close_row(&mut self) {
        self.settle();
        while let Some(place) = self.open.pop() {
            match place {
                Place::Row(cells) => return self.push_row(&cells),
                other => self.abandon(other),
            }
        }
    }

    pub fn open_cell(&mut self) {
        self.settle();
        self.open.push(Place::Cell(Vec::new()));
    }

    pub fn close_cell(&mut self) {
        self.settle();
        if let Some(place) = self.open.pop() {
            match (place, self.open.last_mut()) {
                (Place::Cell(lines), Some(Place::Row(cells))) => cells.push(lines),
                (other, _) => self.abandon(other),
            }
        }
    }

    pub fn open_aside(&mut self) {
        let interrupted = std::mem::take(&mut self.paragraph);
        self.open.push(Place::Aside(Vec::new(), interrupted));
    }

    pub fn close_aside(&mut self) {
        self.settle();
        if let Some(place) = self.open.pop() {
            self.abandon(place);
        }
    }

    /// Closes a place by putting its lines where it stood.
    fn abandon(&mut self, place: Place) {
        match place {
            Place::Row(cells) => self.push_row(&cells),
            Place::Cell(lines) => lines.into_iter().for_each(|line| self.push(line)),
            Place::Aside(lines, interrupted) => {
                lines.into_iter().for_each(|line| self.push(line));
                self.paragraph = interrupted;
            }
        }
    }

    fn push_row(&mut self, cells: &[Vec<String>]) {
        let height = cells.iter().map(Vec::len).max().unwrap_or_default();
        for at in 0..height {
            let line = cells.iter().map(|cell| cell.get(at).map_or("", String::as_str)).collect::<Vec<_>>().join("\t");
            self.push(line);
        }
    }

    fn push(&mut self, line: String) {
        self.length += line.len() + 1;
        match self.open.iter_mut().rev().find(|place| !matches!(place, Place::Row(_))) {
            Some(Place::Cell(lines) | Place::Aside(lines, _)) => lines.push(line),
            Some(Place::Row(_)) | None => self.lines.push(line),
        }
    }

    /// Whether there is more text than any honest file has.
    pub const fn is_too_long(&self) -> bool {
        self.length + self.paragraph.len() > LONGEST
    }

    /// The text: no spaces at ends of lines, no two empty lines together.
    pub fn finish(mut self) -> Result<String, Unusable> {
        self.settle();
        while let Some(place) = self.open.pop() {
            self.abandon(place);
            self.settle();
        }
        if self.is_too_long() {
            return Err(Unusable::TooCostly);
        }
        let mut text = String::with_capacity(self.length);
        let mut empty = 2;
        for line in &self.lines {
            let line = line.trim_end();
            empty = if line.trim().is_empty() { empty + 1 } else { 0 };
            if empty < 2 {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.truncate(text.trim_end().len());
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_side_by_side() {
        let mut flow = Flow::default();
        flow.text("before");
        flow.open_row();
        flow.open_cell();
        flow.text("UBND TỈNH");
        flow.end_line();
        flow.text("SỞ TÀI CHÍNH");
        flow.close_cell();
        flow.open_cell();
        flow.text("CỘNG HÒA");
        flow.end_line();
        flow.close_cell();
        flow.open_cell();
        flow.close_cell();
        flow.close_row();
        flow.text("after ");
        assert_eq!(flow.finish().expect("short"), "before\nUBND TỈNH\tCỘNG HÒA\nSỞ TÀI CHÍNH\nafter");
    }

    #[test]
    fn a_text_box_does_not_cut_its_paragraph() {
        let mut flow = Flow::default();
        flow.text("one ");
        flow.open_aside();
        flow.text("boxed");
        flow.end_line();
        flow.close_aside();
        flow.text("two");
        flow.end_line();
        assert_eq!(flow.finish().expect("short"), "boxed\none two");
    }

    #[test]
    fn what_is_left_open_is_kept() {
        let mut flow = Flow::default();
        flow.close_cell();
        flow.close_row();
        flow.open_cell();
        flow.text("stray");
        flow.open_row();
        flow.open_row();
        flow.open_cell();
        flow.open_aside();
        flow.text("deep");
        assert_eq!(flow.finish().expect("short"), "stray\ndeep");
    }
}
