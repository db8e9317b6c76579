//! The text of a PDF, page by page: read by `pdf-extract` from a file put right before, checked against a second reader, and
//! taken from that one where the first fails.
//!
//! The second reader comes first, since it is quick, survives nearly everything, and knows where words stand: each page is
//! told as it finds it, and told again where the first reader has a better text. Whoever listens so has every page even
//! where the first reader takes the process down.

mod extracted;
mod glyphs;
mod layout;
mod mend;
mod usable;

use std::{
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::Instant,
};

use hayro_syntax::Pdf;
use kurbo::Rect;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{examine::open, kind::Unusable, legacy::from_legacy};
use extracted::Extraction;
use glyphs::{Reader, Seen};
use usable::Sense;

/// Where a page's text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The file, as it is.
    Extracted,
    /// The file, put right before it was read.
    Mended,
    /// The file, by the second reader.
    Fallback,
    /// The office file the page was converted from.
    Office,
    /// Recognised from the page's picture: it may hold mistakes.
    Recognised,
    /// Nowhere: there is none that can be used.
    None,
}

/// A word where it stands on its page as shown, in points from the top left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// What it says, NFC.
    pub text: String,
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Word {
    fn new(text: String, area: Rect) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a tenth of a point is finer than a pixel")]
        let round = |value: f64| ((value * 10.0).round() / 10.0) as f32;
        Self { text, x: round(area.x0), y: round(area.y0), w: round(area.width()), h: round(area.height()) }
    }
}

/// A page's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    /// Its number, from 1.
    pub number: u32,
    /// Where the text came from.
    pub source: Source,
    /// The text: NFC, lines ended by `\n`, in the order the page draws it; then what lies over the page.
    pub text: String,
    /// Width of the page as shown, in points.
    pub width: f32,
    /// Height of the page as shown, in points.
    pub height: f32,
    /// Whether there is something to read on the page that its text does not say: it should be recognised from its picture.
    pub recognise: bool,
    /// Its words.
    pub words: Vec<Word>,
}

/// Something about a file that people should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What.
    pub code: WarningCode,
    /// The pages it is true of; empty where it is true of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
}

/// What people should know about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum WarningCode {
    /// Two readers find different numbers of pages: some may be missing.
    PageCountDiffers,
    /// The file's table of contents is broken. It can be read, but other programs may fail.
    BrokenTable,
    /// These pages are in an encoding older than Unicode; their text was converted.
    LegacyEncoding,
    /// These pages would unpack to more than any page, and were left out.
    CostlyPages,
    /// These pages have letters whose meaning the file does not say.
    UnknownLetters,
    /// These pages have no text that can be used.
    NoText,
    /// Reading took more than is allowed, and was stopped: what was found until then is kept.
    Stopped,
}

/// What is told while a file is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// A page.
    Page(PageText),
    /// A better text of a page told before.
    Better {
        /// Its number, from 1.
        number: u32,
        /// Where the text came from.
        source: Source,
        /// The text.
        text: String,
    },
    /// Something people should know.
    Warning(Warning),
}

/// Everything told of a file, put together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The pages, in order.
    pub pages: Vec<PageText>,
    /// What people should know.
    pub warnings: Vec<Warning>,
}

impl Text {
    /// Puts together what was told; `whole` is whether the reader came to its end.
    pub fn gather(told: impl IntoIterator<Item = Told>, whole: bool) -> Self {
        let mut gathered = Self::default();
        for told in told {
            match told {
                Told::Page(page) => gathered.pages.push(page),
                Told::Better { number, source, text } => {
                    if let Some(page) = gathered.pages.iter_mut().find(|page| page.number == number) {
                        (page.source, page.text) = (source, text);
                    }
                }
                Told::Warning(warning) => gathered.warnings.push(warning),
            }
        }
        if !whole {
            gathered.warnings.push(Warning { code: WarningCode::Stopped, pages: Vec::new() });
        }
        let none: Vec<u32> =
            gathered.pages.iter().filter(|page| page.source == Source::None && page.recognise).map(|page| page.number).collect();
        if !none.is_empty() {
            gathered.warnings.push(Warning { code: WarningCode::NoText, pages: none });
        }
        gathered
    }
}

/// Fewer letters than this on a page with a picture are a stamp or a page number, not its text.
const FEW_LETTERS: usize = 60;
/// Below this share of words that make sense a text is rubbish.
const SENSE: f64 = 0.55;

/// Reads a PDF. The first reader stops at `until`; the second does not, since what it reads is all there is. `tell` hears what is found and `progress` how many pages of how many are done; an error is theirs.
pub fn read<E>(
    bytes: &Arc<Vec<u8>>,
    password: Option<&str>,
    until: Instant,
    mut tell: impl FnMut(Told) -> Result<(), E>,
    mut progress: impl FnMut(usize, usize) -> Result<(), E>,
) -> Result<Result<(), Unusable>, E> {
    let (bytes, pdf) = match open(bytes, password) {
        Ok((pdf, _)) => (Arc::clone(bytes), pdf),
        Err(Unusable::Damaged) => match rescued(bytes, password) {
            Some(rescued) => rescued,
            None => return Ok(Err(Unusable::Damaged)),
        },
        Err(reason) => return Ok(Err(reason)),
    };
    let bytes = &bytes;
    let glances = look(&pdf, &mut tell, &mut progress)?;
    let count = glances.len();
    drop(pdf);
    // Its reader may panic already when it opens a file.
    let opened = catch_unwind(AssertUnwindSafe(|| Extraction::open(bytes, password, count)));
    let Some(extraction) = opened.unwrap_or_default() else {
        tell(Told::Warning(Warning { code: WarningCode::BrokenTable, pages: Vec::new() }))?;
        return Ok(Ok(()));
    };
    if extraction.broken {
        tell(Told::Warning(Warning { code: WarningCode::BrokenTable, pages: Vec::new() }))?;
    }
    if extraction.count() != count {
        // Pages of one reader cannot be matched to those of the other.
        tell(Told::Warning(Warning { code: WarningCode::PageCountDiffers, pages: Vec::new() }))?;
        return Ok(Ok(()));
    }
    let source = if extraction.mended { Source::Mended } else { Source::Extracted };
    extraction.read(until, |index, text| {
        progress(count + index + 1, count * 2)?;
        let (Some(glance), Some(text)) = (glances.get(index), text) else { return Ok(()) };
        match glance.better(&text) {
            Some(text) => tell(Told::Better { number: glance.number, source, text }),
            None => Ok(()),
        }
    })?;
    Ok(Ok(()))
}

/// What can be read of a file that cannot be opened: one cut off, with its table at the end.
fn rescued(bytes: &[u8], password: Option<&str>) -> Option<(Arc<Vec<u8>>, Pdf)> {
    let anew = catch_unwind(AssertUnwindSafe(|| extracted::rescued(bytes, password))).unwrap_or_default();
    let anew = Arc::new(anew?);
    let (pdf, _) = open(&anew, None).ok()?;
    (!pdf.pages().is_empty()).then_some((anew, pdf))
}

/// The second reader's pass over all pages.
fn look<E>(
    pdf: &Pdf,
    tell: &mut impl FnMut(Told) -> Result<(), E>,
    progress: &mut impl FnMut(usize, usize) -> Result<(), E>,
) -> Result<Vec<Glance>, E> {
    let reader = Reader::new(pdf);
    let pages = pdf.pages();
    let mut glances = Vec::with_capacity(pages.len());
    let (mut legacy, mut costly, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for (number, page) in (1..).zip(pages.iter()) {
        let seen = reader.see(page);
        let (width, height) = page.render_dimensions();
        let (glance, page) = Glance::of(number, seen, [width, height]);
        legacy.extend(glance.legacy.then_some(number));
        costly.extend(glance.costly.then_some(number));
        unknown.extend(glance.unknown.then_some(number));
        tell(Told::Page(page))?;
        glances.push(glance);
        progress(glances.len(), pages.len() * 2)?;
    }
    for (code, pages) in [(WarningCode::LegacyEncoding, legacy), (WarningCode::CostlyPages, costly), (WarningCode::UnknownLetters, unknown)]
    {
        if !pages.is_empty() {
            tell(Told::Warning(Warning { code, pages }))?;
        }
    }
    Ok(glances)
}

/// What is kept of the second reader's page, to judge the first reader's by.
struct Glance {
    number: u32,
    letters: usize,
    sense: Sense,
    over: String,
    usable: bool,
    legacy: bool,
    costly: bool,
    unknown: bool,
}

impl Glance {
    fn of(number: u32, seen: Seen, [width, height]: [f32; 2]) -> (Self, PageText) {
        // Before it is tidied: letters of the old encodings stand where other text has invisible signs.
        let converted = from_legacy(&seen.text);
        let legacy = converted.is_some();
        let body = tidy(&converted.unwrap_or(seen.text));
        let over = over(&body, &seen.over);
        let sense = Sense::of(&body);
        let unknown = seen.unknown * 10 > seen.letters * 3;
        let rubbish = unknown || sense.share() < SENSE;
        let few = seen.letters < FEW_LETTERS && seen.picture;
        let usable = !rubbish && seen.letters > 0;
        let glance =
            Self { number, letters: seen.letters, sense, over, usable, legacy, costly: seen.costly, unknown: rubbish && seen.letters > 0 };
        let text = if usable { glance.with_over(body) } else { glance.over.clone() };
        let source = match text.is_empty() || few {
            true => Source::None,
            false => Source::Fallback,
        };
        let recognise = few || rubbish && seen.letters > 0 || seen.picture && seen.letters == 0;
        let words = if rubbish { Vec::new() } else { words(seen.words, legacy) };
        (glance, PageText { number, source, text, width, height, recognise, words })
    }

    /// The first reader's text, where it is as good as the second's or better.
    fn better(&self, text: &str) -> Option<String> {
        let body = from_legacy(text).map_or_else(|| tidy(text), |converted| tidy(&converted));
        let letters = body.chars().filter(|sign| !sign.is_whitespace()).count();
        let sense = Sense::of(&body);
        let enough = letters * 10 >= self.letters * 8;
        // Words fallen apart, or letters drawn twice, make more words than there are.
        let apart = sense.words > self.sense.words + self.sense.words / 5 + 4;
        let sound = sense.share() + 0.03 >= self.sense.share() && sense.share() >= SENSE;
        // Where the second reader finds letters it does not know, the first may still; it must then be beyond doubt.
        let trusted = self.usable || sense.words >= 12 && sense.share() > 0.8;
        (letters > 0 && enough && sound && trusted && !(apart && self.usable)).then(|| self.with_over(body))
    }

    fn with_over(&self, body: String) -> String {
        match (body.is_empty(), self.over.is_empty()) {
            (_, true) => body,
            (true, false) => self.over.clone(),
            (false, false) => format!("{body}\n{}", self.over),
        }
    }
}

/// What lies over a page and is not said by it already, a line each.
fn over(body: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|line| from_legacy(line).map_or_else(|| tidy(line), |converted| tidy(&converted)))
        .filter(|line| !line.is_empty() && !body.contains(line.as_str()))
        .collect();
    lines.join("\n")
}

/// Words as they are kept: composed, and converted where their page was.
fn words(mut words: Vec<Word>, legacy: bool) -> Vec<Word> {
    if legacy {
        let together = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        if let Some(converted) = from_legacy(&together) {
            let converted: Vec<&str> = converted.split(' ').collect();
            if converted.len() == words.len() {
                words.iter_mut().zip(converted).for_each(|(word, text)| word.text = text.to_owned());
            }
        }
    }
    words.iter_mut().for_each(|word| word.text = tidy(&word.text));
    words.retain(|word| !word.text.is_empty());
    words
}

/// Text as it is kept: NFC, without control signs and joined letters, no spaces at the ends of lines, no empty lines in a row.
fn tidy(text: &str) -> String {
    let mut composed = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' => composed.push('\n'),
            '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\t' => composed.push(' '),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            '\u{fb00}'..='\u{fb06}' => composed.extend(std::iter::once(sign).nfkc()),
            control if control.is_control() => {}
            other => composed.push(other),
        }
    }
    let composed: String = composed.nfc().collect();
    let mut out = String::with_capacity(composed.len());
    for line in composed.lines().map(str::trim) {
        if line.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many bytes come out of `flates` layers of deflate, counted up to `most`, without keeping them.
fn unpacked(bytes: &[u8], flates: usize, most: u64) -> u64 {
    std::io::copy(&mut layers(bytes, flates).take(most), &mut std::io::sink()).unwrap_or(0)
}

/// What comes out of them, up to `most` bytes.
fn unpack(bytes: &[u8], flates: usize, most: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let _as_far_as_it_goes = layers(bytes, flates).take(most).read_to_end(&mut out);
    out
}

fn layers(bytes: &[u8], flates: usize) -> Box<dyn Read + '_> {
    // More layers than anybody uses are not unpacked, and so weigh little.
    (0..flates.min(4)).fold(Box::new(bytes), |inner: Box<dyn Read + '_>, _| Box::new(flate2::read::ZlibDecoder::new(inner)))
}
