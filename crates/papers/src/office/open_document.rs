//! OpenDocument: texts, spreadsheets and presentations share their words for paragraphs and tables.

use super::{
    Block, Unusable,
    flow::Flow,
    package::Package,
    xml::{Found, Go, attribute, walk},
};

/// Spaces one tag may stand for; more are a mistake or an attack.
const SPACES: usize = 64;

/// A text: its body, then notes, headers and footers, each once.
pub fn odt(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let mut package = Package::open(bytes)?;
    let content = content(&mut package)?;
    let mut reading = Reading::default();
    reading.read(&content, &[])?;
    if let Some(styles) = package.part("styles.xml")? {
        let mut margins = Reading::default();
        margins.read(&styles, &["header", "footer", "header-left", "footer-left", "header-first", "footer-first"])?;
        let mut seen = std::collections::HashSet::new();
        for line in margins.finish()?.iter().flat_map(|block| block.text.lines()) {
            if seen.insert(line.to_owned()) {
                reading.notes.text(line);
                reading.notes.end_line();
            }
        }
    }
    let text = reading.finish()?.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n");
    Ok(vec![Block { name: None, text }])
}

/// A spreadsheet, sheet by sheet: cells as they are shown.
pub fn ods(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    parts(bytes, "table")
}

/// A presentation, slide by slide, without the speaker's notes.
pub fn odp(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    parts(bytes, "page")
}

fn parts(bytes: &[u8], part: &'static str) -> Result<Vec<Block>, Unusable> {
    let mut package = Package::open(bytes)?;
    let content = content(&mut package)?;
    let mut reading = Reading { part: Some(part), ..Reading::default() };
    reading.read(&content, &[])?;
    let mut blocks = reading.finish()?;
    // What comes before the first sheet or slide is none.
    if blocks.first().is_some_and(|first| first.text.is_empty() && first.name.is_none()) {
        blocks.remove(0);
    }
    Ok(blocks)
}

/// The main part, unless it is locked.
fn content(package: &mut Package<'_>) -> Result<String, Unusable> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    let mut locked = false;
    walk(&manifest, |found| {
        locked |= matches!(found, Found::Open("encryption-data", _));
        Go::In
    })?;
    if locked { Err(Unusable::Encrypted) } else { package.needed("content.xml") }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    /// The tag that begins a block of its own, where the file has such.
    part: Option<&'static str>,
    blocks: Vec<Block>,
    name: Option<String>,
    flow: Flow,
    /// Notes, for the end.
    notes: Flow,
}

impl Reading {
    /// Reads a part; `only` within these tags, when any are given.
    fn read(&mut self, xml: &str, only: &[&str]) -> Result<(), Unusable> {
        let mut paragraphs = 0_usize;
        let mut within = usize::from(only.is_empty());
        let mut parts = 0_usize;
        let mut notes = 0_usize;
        let mut failed = None;
        walk(xml, |found| {
            if failed.is_some() {
                return Go::Past;
            }
            let flow = if notes > 0 { &mut self.notes } else { &mut self.flow };
            match found {
                Found::Open(name, tag) => {
                    within += usize::from(only.contains(&name));
                    match name {
                        "tracked-changes" | "annotation" | "note-citation" | "ruby-text" | "notes" | "forms" | "title" | "desc" => {
                            return Go::Past;
                        }
                        // A header's styles are named like the header itself.
                        "p" | "h" if within > 0 => paragraphs += 1,
                        "s" if paragraphs > 0 => {
                            let count = attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                            flow.text(&" ".repeat(SPACES.min(count)));
                        }
                        "tab" if paragraphs > 0 => flow.text("\t"),
                        "line-break" if paragraphs > 0 => flow.end_line(),
                        "note" => notes += 1,
                        "text-box" => flow.open_aside(),
                        "table-row" if within > 0 => flow.open_row(),
                        "table-cell" | "covered-table-cell" if within > 0 => flow.open_cell(),
                        _ => {}
                    }
                    if self.part == Some(name) {
                        parts += 1;
                        if parts == 1 {
                            failed = self.end_block().err();
                            self.name = attribute(tag, "name").filter(|_| name == "table");
                        }
                    }
                }
                Found::Close(name) => {
                    match name {
                        "p" | "h" if within > 0 => {
                            paragraphs = paragraphs.saturating_sub(1);
                            flow.end_line();
                        }
                        "note" => notes = notes.saturating_sub(1),
                        "text-box" => flow.close_aside(),
                        "table-row" if within > 0 => flow.close_row(),
                        "table-cell" | "covered-table-cell" if within > 0 => flow.close_cell(),
                        _ => {}
                    }
                    parts = parts.saturating_sub(usize::from(self.part == Some(name)));
                    within = within.saturating_sub(usize::from(only.contains(&name)));
                }
                Found::Text(text) if paragraphs > 0 && !flow.is_too_long() => flow.text(&folded(text)),
                Found::Text(_) => {}
            }
            Go::In
        })?;
        failed.map_or(Ok(()), Err)
    }

    fn end_block(&mut self) -> Result<(), Unusable> {
        let text = std::mem::take(&mut self.flow).finish()?;
        self.blocks.push(Block { name: self.name.take(), text });
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Block>, Unusable> {
        self.end_block()?;
        let notes = self.notes.finish()?;
        if !notes.is_empty() {
            self.blocks.push(Block { name: None, text: notes });
        }
        Ok(self.blocks)
    }
}

/// White space as it counts in OpenDocument: any run of it is one space.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in text.chars() {
        let space = matches!(sign, ' ' | '\t' | '\r' | '\n');
        if !space {
            folded.push(sign);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}
