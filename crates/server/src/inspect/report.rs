//! What an inspection says: as JSON, and in words.

use std::{collections::BTreeMap, fmt};

use papers::{
    copy::{Reason, Removed},
    kind::{Kind, Unusable},
    missing::Missing,
    office::Block,
    picture::Undrawable,
    signature::Signature,
    text::{PageText, Source, Warning, WarningCode},
};
use serde::Serialize;

/// Everything found in one file.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The file as it was named.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// Its type; absent where it is none of those taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Why it is refused; absent where it is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Unusable>,
    /// Pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Whether it took a password to open.
    pub encrypted: bool,
    /// The pages' text.
    pub page_texts: Vec<Page>,
    /// What people should know.
    pub warnings: Vec<Warning>,
    /// The signatures.
    pub signatures: Vec<Signature>,
    /// What the reading copy leaves out.
    pub removed: Vec<Removed>,
    /// The reading copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<Copied>,
    /// Why there is no reading copy, and the original is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_copy: Option<Reason>,
    /// Width and height of the picture of the first page, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<[u32; 2]>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_picture: Option<Undrawable>,
    /// The text of an office file, read from the file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeText>,
    /// Programs a step needs and this machine lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
    /// Each step.
    pub steps: Vec<StepReport>,
    /// Seconds, all steps together.
    pub seconds: f64,
    /// Most memory a step held, in bytes.
    pub peak_memory: u64,
}

/// A page's text.
#[derive(Debug, Serialize)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Where the text came from.
    pub source: Source,
    /// Characters, spaces aside.
    pub characters: usize,
    /// Words whose place is known.
    pub words: usize,
    /// Whether it has to be recognised from the page's picture.
    pub recognise: bool,
    /// The text, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl From<PageText> for Page {
    fn from(page: PageText) -> Self {
        Self {
            number: page.number,
            source: page.source,
            characters: characters(&page.text),
            words: page.words.len(),
            recognise: page.recognise,
            text: Some(page.text),
        }
    }
}

/// The text of an office file.
#[derive(Debug, Serialize)]
pub struct OfficeText {
    /// Parts: the document, or a sheet, or a slide each.
    pub parts: usize,
    /// Characters, spaces aside.
    pub characters: usize,
    /// The text, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl From<Vec<Block>> for OfficeText {
    fn from(blocks: Vec<Block>) -> Self {
        let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        Self { parts: blocks.len(), characters: characters(&text), text: Some(text) }
    }
}

fn characters(text: &str) -> usize {
    text.chars().filter(|sign| !sign.is_whitespace()).count()
}

/// The reading copy.
#[derive(Debug, Serialize)]
pub struct Copied {
    /// Bytes.
    pub size: usize,
    /// Images made smaller.
    pub images_reduced: u32,
}

/// What a step took.
#[derive(Debug, Serialize)]
pub struct StepReport {
    /// Its name.
    pub step: &'static str,
    /// By the clock.
    pub seconds: f64,
    /// Most memory it held, in bytes.
    pub peak_memory: u64,
    /// Why it came to nothing, or was stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed: Option<Unusable>,
    /// Why it could not be carried out on this machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machine: Option<String>,
}

impl StepReport {
    /// The same step once more, on another page.
    pub fn add(&mut self, more: Self) {
        self.seconds += more.seconds;
        self.peak_memory = self.peak_memory.max(more.peak_memory);
        self.failed = self.failed.or(more.failed);
        self.machine = self.machine.take().or(more.machine);
    }
}

impl Report {
    /// Nothing found yet.
    pub fn new(file: &str, size: u64) -> Self {
        Self {
            file: file.to_owned(),
            size,
            kind: None,
            refused: None,
            pages: None,
            encrypted: false,
            page_texts: Vec::new(),
            warnings: Vec::new(),
            signatures: Vec::new(),
            removed: Vec::new(),
            copy: None,
            no_copy: None,
            picture: None,
            no_picture: None,
            office: None,
            missing: Vec::new(),
            steps: Vec::new(),
            seconds: 0.0,
            peak_memory: 0,
        }
    }

    /// A page that had no text has one now.
    pub fn has_text(&mut self, number: u32) {
        self.warnings.retain_mut(|warning| {
            let about_text = warning.code == WarningCode::NoText;
            warning.pages.retain(|page| !about_text || *page != number);
            !about_text || !warning.pages.is_empty()
        });
    }

    /// Leaves the text itself out.
    pub fn without_text(&mut self) {
        self.page_texts.iter_mut().for_each(|page| page.text = None);
        self.office.iter_mut().for_each(|office| office.text = None);
    }

    /// With what all steps took.
    pub fn summed(mut self) -> Self {
        self.seconds = self.steps.iter().map(|step| step.seconds).sum();
        self.peak_memory = self.steps.iter().map(|step| step.peak_memory).max().unwrap_or(0);
        self
    }
}

/// A name as JSON has it.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// A row of numbers with its runs put together: `1-3, 7`.
fn pages(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    runs.iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") })
        .collect::<Vec<_>>()
        .join(", ")
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Extracted => "pdf-extract",
        Source::Mended => "pdf-extract, đã sửa / mended",
        Source::Fallback => "hayro, dự phòng / fallback",
        Source::Office => "tệp Office / office file",
        Source::Recognised => "OCR, nhận dạng / recognised",
        Source::None => "không có / none",
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.file)?;
        let kind = self.kind.map_or_else(|| "–".to_owned(), |kind| name(&kind));
        let locked = if self.encrypted { ", có mật khẩu / with a password" } else { "" };
        writeln!(out, "  loại / type          {kind}{locked}, {} B", self.size)?;
        if let Some(reason) = self.refused {
            writeln!(out, "  từ chối / refused    {}: {reason}", name(&reason))?;
        }
        if let Some(pages) = self.pages {
            writeln!(out, "  trang / pages        {pages}")?;
        }
        if let Some(office) = &self.office {
            writeln!(out, "  chữ / text           tệp Office / office file: {} phần / parts ({})", office.parts, office.characters)?;
            if let Some(text) = &office.text {
                writeln!(out, "{text}")?;
            }
        }
        self.texts(out)?;
        for program in &self.missing {
            writeln!(out, "  thiếu / missing      {}", name(program))?;
        }
        for warning in &self.warnings {
            let where_ = if warning.pages.is_empty() { String::new() } else { format!(": {}", pages(&warning.pages)) };
            writeln!(out, "  lưu ý / warning      {}{where_}", name(&warning.code))?;
        }
        self.signed(out)?;
        for removed in &self.removed {
            writeln!(out, "  đã gỡ / removed      {} × {}", removed.count, name(&removed.kind))?;
        }
        if let Some(copy) = &self.copy {
            writeln!(out, "  bản đọc / copy       {} B, {} ảnh thu nhỏ / images reduced", copy.size, copy.images_reduced)?;
        }
        if let Some(reason) = &self.no_copy {
            writeln!(out, "  bản đọc / copy       không / none: {}", name(reason))?;
        }
        if let Some([width, height]) = self.picture {
            writeln!(out, "  ảnh / picture        {width} × {height}")?;
        }
        if let Some(reason) = &self.no_picture {
            writeln!(out, "  ảnh / picture        không / none: {}", name(reason))?;
        }
        for step in &self.steps {
            let why = step.machine.clone().or_else(|| step.failed.map(|reason| name(&reason)));
            if let Some(why) = why {
                writeln!(out, "  bước / step          {}: {why}", step.step)?;
            }
        }
        writeln!(out, "  thời gian / time     {:.1} s, bộ nhớ / memory {} MiB", self.seconds, self.peak_memory >> 20)
    }
}

impl Report {
    fn texts(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sources: BTreeMap<Source, Vec<String>> = BTreeMap::new();
        for page in &self.page_texts {
            sources.entry(page.source).or_default().push(format!("{} ({})", page.number, page.characters));
        }
        for (from, pages) in sources {
            writeln!(out, "  chữ / text           {}: trang (ký tự) / page (characters) {}", source(from), pages.join(", "))?;
        }
        for page in &self.page_texts {
            if let Some(text) = &page.text {
                writeln!(out, "  ── {} ── {} ── {} ký tự / characters\n{text}", page.number, source(page.source), page.characters)?;
            }
        }
        Ok(())
    }

    fn signed(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for signature in &self.signatures {
            let when = signature.signed_at.map_or_else(|| "?".to_owned(), |at| at.to_rfc3339());
            let organisation = signature.organisation.as_deref().map_or_else(String::new, |name| format!(", {name}"));
            writeln!(
                out,
                "  chữ ký / signature   {}{organisation}; {when}; {}; {}",
                signature.signer,
                name(&signature.covers),
                name(&signature.state)
            )?;
        }
        Ok(())
    }
}
