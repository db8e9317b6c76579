//! Text of scanned pages by tesseract: which program, with which words, and reading what it answers.
//!
//! A page is drawn at 300 dots to the inch, in grey, into the step's scratch folder. What comes back says of itself that it
//! was recognised; it is never taken for what the file says.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use unicode_normalization::UnicodeNormalization;

use crate::{
    picture::Grey,
    text::{PageText, Source, Word},
};

/// Where the program is.
const PROGRAMS: [&str; 4] = ["/usr/bin/tesseract", "/usr/local/bin/tesseract", "/opt/homebrew/bin/tesseract", "/snap/bin/tesseract"];
/// Folders its models are in, or in a folder named by a version below.
const MODELS: [&str; 6] = [
    "/usr/share/tesseract-ocr",
    "/usr/share",
    "/usr/share/tesseract",
    "/usr/local/share",
    "/usr/local/share/tesseract-ocr",
    "/opt/homebrew/share",
];

/// Dots to the inch a page is drawn at; tesseract was taught at 300, and gains nothing by more.
pub const DOTS: f32 = 300.0;

/// Least confidence of a word, in percent: below it are stamps, signatures and the paper's edge.
const LEAST: f32 = 25.0;
/// Least confidence of what has no letter and no digit.
const LEAST_OF_SIGNS: f32 = 60.0;

/// Tesseract with its model of Vietnamese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tesseract {
    program: PathBuf,
    models: PathBuf,
    /// Whether it has the model that tells which way is up.
    turns: bool,
}

impl Tesseract {
    /// Where it is, if it is installed and knows Vietnamese: with another language's model it would invent words.
    #[must_use]
    pub fn find() -> Option<Self> {
        let program = PROGRAMS.iter().map(PathBuf::from).find(|program| program.is_file())?;
        let models = MODELS.iter().flat_map(|folder| {
            let versions = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path().join("tessdata"));
            std::iter::once(Path::new(folder).join("tessdata")).chain(versions.collect::<Vec<_>>())
        });
        let models = models.into_iter().find(|models| models.join("vie.traineddata").is_file())?;
        let turns = models.join("osd.traineddata").is_file();
        Some(Self { program, models, turns })
    }

    /// Recognises page `number`, drawn as `picture`, `width` and `height` points as shown, in `folder`, which is nobody else's.
    /// Takes a second or two for a page full of text. An error is this machine's fault.
    pub fn recognise(&self, folder: &Path, number: u32, picture: &Grey, [width, height]: [f32; 2]) -> io::Result<PageText> {
        let path = folder.join("page.pgm");
        let mut file = fs::File::create(&path)?;
        write!(file, "P5\n{} {}\n255\n", picture.width, picture.height)?;
        file.write_all(&picture.pixels)?;
        drop(file);
        let answer = Command::new(&self.program)
            .arg(&path)
            .args(["stdout", "-l", "vie", "--tessdata-dir"])
            .arg(&self.models)
            // Pages that lie on their side are read too where its model for that is there.
            .args(["--psm", if self.turns { "1" } else { "3" }, "--dpi", "300", "tsv"])
            .env_clear()
            // Its threads wait for each other longer than they work.
            .envs([("OMP_THREAD_LIMIT", "1"), ("LANG", "C.UTF-8")])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()?;
        let pixels = u16::try_from(picture.width).map_or(f32::from(u16::MAX), f32::from);
        let (text, words) = read(&String::from_utf8_lossy(&answer.stdout), width / pixels.max(1.0));
        let source = if text.is_empty() { Source::None } else { Source::Recognised };
        Ok(PageText { number, source, text, width, height, recognise: false, words })
    }
}

/// Reads the table tesseract answers: lines of text, and words with their places, `points` to a pixel.
#[must_use]
pub fn read(table: &str, points: f32) -> (String, Vec<Word>) {
    let mut text = String::new();
    let mut words = Vec::new();
    let mut line = None;
    for row in table.lines() {
        let mut cells = row.splitn(12, '\t');
        let mut numbers = [0.0_f32; 11];
        let whole = numbers.iter_mut().all(|number| {
            cells.next().and_then(|cell| cell.parse().ok()).is_some_and(|read: f32| {
                *number = read;
                read.is_finite()
            })
        });
        let [level, _, block, paragraph, in_paragraph, _, left, top, width, height, confidence] = numbers;
        let word = cells.next().unwrap_or_default().trim();
        let least = if word.contains(char::is_alphanumeric) { LEAST } else { LEAST_OF_SIGNS };
        // The head of the table is no row; levels above the word's are blocks and lines.
        if !whole || level != 5.0 || word.is_empty() || confidence < least {
            continue;
        }
        let here = (block.to_bits(), paragraph.to_bits(), in_paragraph.to_bits());
        if let Some(before) = line.replace(here) {
            text.push(if before == here { ' ' } else { '\n' });
        }
        let word: String = word.nfc().collect();
        text.push_str(&word);
        words.push(Word { text: word, x: left * points, y: top * points, w: width * points, h: height * points });
    }
    (text, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                         1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n\
                         5\t1\t1\t1\t1\t1\t300\t600\t150\t50\t96.5\tỦY\n\
                         5\t1\t1\t1\t1\t2\t500\t600\t100\t50\t96\tBAN\n\
                         5\t1\t1\t1\t2\t1\t300\t700\t100\t50\t91\to\u{302}\u{309}ng\n\
                         5\t1\t1\t1\t2\t2\t420\t700\t100\t50\t12\tstamp\n\
                         5\t1\t1\t1\t2\t3\t420\t700\t100\t50\t40\t~\n\
                         5\t1\t2\t1\t1\t1\t300\t900\t100\t50\t91\thai\tcột\n\
                         5\t1\t2\t1\t1\tx\t300\t900\t100\t50\t91\tbent\n\
                         5\t1\t2\t1\t1\t2\t300\tinf\t100\t50\t91\tbent\n";

    #[test]
    fn a_table_becomes_lines_and_places() {
        let (text, words) = read(TABLE, 72.0 / 300.0);
        assert_eq!(text, "ỦY BAN\nổng\nhai\tcột");
        assert_eq!(words[0], Word { text: "ỦY".into(), x: 72.0, y: 144.0, w: 36.0, h: 12.0 });
        assert_eq!(words.len(), 4);
    }

    fn file(name: &str) -> Vec<u8> {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)).expect("a file of the tests")
    }

    fn scan() -> (Grey, [f32; 2]) {
        let (pdf, _) = crate::examine::open(&std::sync::Arc::new(file("scan.pdf")), None).expect("a PDF");
        crate::picture::grey(&pdf, &hayro::RenderCache::new(), 1, DOTS).expect("a page")
    }

    /// The page turned by a quarter, clockwise.
    fn turned(page: &Grey) -> Grey {
        let (width, height) = (page.width as usize, page.height as usize);
        let pixels = (0..width * height).map(|at| page.pixels[(height - 1 - at % height) * width + at / height]).collect();
        Grey { pixels, width: page.height, height: page.width }
    }

    #[test]
    fn a_scan_is_recognised_where_tesseract_is() {
        let Some(tesseract) = Tesseract::find() else { return eprintln!("left out: tesseract is not installed") };
        let truth = String::from_utf8(file("scan.txt")).expect("text");
        let known: std::collections::HashSet<&str> = truth.split_whitespace().collect();
        let (page, [width, height]) = scan();
        let folder = tempfile::tempdir().expect("a folder");
        for (page, size) in [(page.clone(), [width, height]), (turned(&page), [height, width])] {
            let read = tesseract.recognise(folder.path(), 1, &page, size).expect("a machine");
            assert_eq!(read.source, Source::Recognised);
            let right = read.words.iter().filter(|word| known.contains(word.text.as_str())).count();
            assert!(read.words.len() > 200 && right * 100 > read.words.len() * 95, "{right} of {}: {}", read.words.len(), read.text);
            assert!(read.words.iter().all(|word| word.x >= 0.0 && word.x + word.w <= size[0] && word.y + word.h <= size[1]));
            assert_eq!(crate::proposal::propose(&read.text).symbol.as_deref(), Some("127/GM-VP"));
        }
    }

    #[test]
    fn an_empty_page_has_no_text() {
        let Some(tesseract) = Tesseract::find() else { return eprintln!("left out: tesseract is not installed") };
        let folder = tempfile::tempdir().expect("a folder");
        let empty = Grey { pixels: vec![255; 600 * 800], width: 600, height: 800 };
        let read = tesseract.recognise(folder.path(), 3, &empty, [144.0, 192.0]).expect("a machine");
        assert_eq!((read.number, read.source, read.text.as_str()), (3, Source::None, ""));
    }
}
