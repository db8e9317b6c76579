//! Official papers: what one consists of, in the layout of Decree 30/2020/NĐ-CP (Annex I), as a Word file that people edit, print
//! and sign. What it says is its author's; how it looks is decided here and nowhere else.

mod docx;
mod parts;

#[cfg(test)]
mod tests;

/// An official paper to be drawn up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Official {
    /// Who draws it up, as they are called; written in capitals.
    pub agency: String,
    /// Abbreviation of its type ("BB"). The number before it and the agency's symbol after it are left to be filled in.
    pub code: String,
    /// Its type ("Biên bản"); written in capitals.
    pub type_name: String,
    /// What it is about (trích yếu).
    pub subject: String,
    /// A mark that it is not final ("DỰ THẢO"), one word to be struck out by whoever makes it so.
    pub mark: Option<String>,
    /// What it says.
    pub body: Vec<Block>,
    /// Who signs, from left to right.
    pub signatures: Vec<Signature>,
    /// Who gets it, a line each.
    pub recipients: Vec<String>,
    /// What is joined to it; each begins a page of its own and has its own page numbers.
    pub annexes: Vec<Annex>,
    /// Where it was drawn from: stands among the file's properties.
    pub source: String,
}

/// A piece of an official paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line of its own above what follows.
    Heading(Level, String),
    /// A justified paragraph.
    Paragraph(Vec<Run>),
    /// The same, and after its last word dots to the margin, then so many lines of dots: to be filled in by hand or machine.
    Blank(Vec<Run>, u8),
    /// Rows under heads.
    Table(Vec<Column>, Vec<Vec<String>>),
}

/// How high a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Of a part of the paper.
    Part,
    /// Of a matter within a part.
    Matter,
    /// Of a group of lines within a matter.
    Group,
}

/// Letters of one face.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// What they say.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl Run {
    /// Upright letters.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Bold letters.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, italic: false }
    }

    /// Italic letters.
    pub fn italic(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: true }
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Its share of the width, against the other columns' shares.
    pub share: u32,
    /// Whether its cells are centred; else they begin at the left.
    pub centred: bool,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// As what ("Thư ký"); written in capitals.
    pub capacity: String,
    /// Name; empty where it is not known.
    pub name: String,
}

/// What is joined to a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annex {
    /// What it holds; written in capitals.
    pub title: String,
    /// Its content.
    pub body: Vec<Block>,
}

impl Official {
    /// The Word file. The same paper gives the same bytes. Time and memory grow with the length of what it says.
    pub fn docx(&self) -> Vec<u8> {
        parts::packed(&docx::document(self), &docx::properties(self))
    }
}
