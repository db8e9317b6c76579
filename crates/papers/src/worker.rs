//! The child process: our own binary, called with one hidden word, that carries out one step on one file.
//!
//! In: the [`Step`] as one line of JSON, then the file's bytes to the end of standard input. Out, on standard output: any
//! number of [`Line`]s of JSON; a `bytes` line is followed by that many raw bytes. Nothing else passes between the two.
//!
//! A new step is a variant of [`Step`], what it answers a variant of [`Answer`], its limits a line in [`Step::limits`], and an
//! arm in [`carry_out`].

use std::{
    io::{self, BufRead, Read, Write},
    ops::RangeInclusive,
    sync::Arc,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{
    convert::{self, Conversion},
    copy::{self, Copy, Reason, Removed},
    examine::{Examination, examine, open},
    ink::{self, Mark, Unmarkable},
    kind::{Unusable, kind},
    missing::Missing,
    office::{self, Block},
    pack::{self, Bound, Pack, Unbindable},
    picture::{self, Picture, Undrawable},
    recognise::{self, Tesseract},
    signature::{self, Roots, Signature, Unsearchable},
    text::{self, PageText, Told},
};

mod limits;

pub use limits::Limits;

/// The word our binary is called with to be the child.
pub const WORD: &str = "papers-worker";

/// Longest order, in bytes: roots are part of it, and everything somebody wrote on a paper.
const LONGEST_ORDER: u64 = 64 << 20;
/// How long images are made smaller in a reading copy. What is left by then stays as it is.
const IMAGES: Duration = Duration::from_secs(10);
/// How long a step takes on more pages before it ends with what it has, or without.
const ENOUGH: Duration = Duration::from_secs(22);

/// What is to be done with a file.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Say what the file is. Answers [`Answer::Examined`].
    Examine {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
    },
    /// Read the text of a PDF. Answers [`Answer::Text`], any number of times: [`text::Text::gather`] puts them together, also
    /// where the step did not come to its end.
    Text {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
    },
    /// Draw one page of a PDF. Answers [`Answer::Picture`], and the picture follows as bytes; or [`Answer::NoPicture`].
    Picture {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
        /// Page, from 1.
        page: u32,
        /// Pixels across: see [`picture::WIDTHS`].
        width: u32,
        /// A line written over it.
        #[serde(default)]
        watermark: Option<String>,
    },
    /// Draw pages of a PDF small, one after the other, as far as the time allows. Answers for each as [`Step::Picture`] does;
    /// pages for which there was no time are not answered.
    Strip {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
        /// First page, from 1.
        first: u32,
        /// Last page.
        last: u32,
        /// Pixels across.
        width: u32,
    },
    /// Make the reading copy of a PDF. Answers [`Answer::Copied`], and the copy follows as bytes; or [`Answer::NoCopy`].
    Copy {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
    },
    /// Write somebody's marks into a PDF. Answers [`Answer::Annotated`], and the PDF follows as bytes; or [`Answer::NotAnnotated`].
    Annotate {
        /// What they put where.
        marks: Vec<Mark>,
        /// Who they are.
        author: String,
        /// A line written over every page.
        #[serde(default)]
        watermark: Option<String>,
    },
    /// Bind a meeting's papers into one PDF; the file is those of all parts, one after the other. Answers [`Answer::Bound`], and the
    /// PDF follows as bytes; or [`Answer::Unusable`].
    Bind(Pack),
    /// Find the signatures of a PDF and verify them. Answers [`Answer::Signatures`].
    Signatures {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
        /// Whom the office trusts.
        roots: Roots,
    },
    /// Make an office file a PDF. Answers [`Answer::Converted`], and the PDF follows as bytes; or [`Answer::Missing`].
    Convert,
    /// Read the text of an office file. Answers [`Answer::Office`].
    Office,
    /// Recognise a page of a PDF from its picture. Answers [`Answer::Recognised`], [`Answer::NoPicture`] or
    /// [`Answer::Missing`].
    Recognise {
        /// Tried on a file that has one.
        #[serde(default)]
        password: Option<String>,
        /// Page, from 1.
        page: u32,
    },
}

impl Step {
    /// Reads the order the child begins with.
    pub fn read(input: &mut impl BufRead) -> io::Result<Self> {
        let mut line = Vec::new();
        input.take(LONGEST_ORDER).read_until(b'\n', &mut line)?;
        Ok(serde_json::from_slice(&line)?)
    }
}

/// What a step found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// What the file is.
    Examined(Examination),
    /// Some of its text.
    Text(Told),
    /// A page was drawn; its WebP follows as bytes.
    Picture {
        /// Page, from 1.
        page: u32,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// A page cannot be drawn.
    NoPicture {
        /// Page, from 1.
        page: u32,
        /// Why.
        reason: Undrawable,
    },
    /// The reading copy was made, and shows what the original shows; its PDF follows as bytes.
    Copied {
        /// Pages.
        pages: u32,
        /// What was taken out.
        removed: Vec<Removed>,
        /// Images made smaller.
        images: u32,
    },
    /// There is no reading copy: the original is to be served.
    NoCopy(Reason),
    /// The marks are in the file, which follows as bytes.
    Annotated,
    /// The marks cannot be put into the file.
    NotAnnotated(Unmarkable),
    /// The pack is bound but for these of its parts, whose files cannot be read; its PDF follows as bytes.
    Bound {
        /// Their places among the parts.
        unusable: Vec<usize>,
    },
    /// The signatures, in the order they were made.
    Signatures(Vec<Signature>),
    /// The office file is a PDF now, which follows as bytes.
    Converted(Conversion),
    /// The parts of an office file.
    Office(Vec<Block>),
    /// A page was recognised; its text is none where there is nothing to read.
    Recognised(PageText),
    /// This machine lacks a program; once it is installed another try will do better.
    Missing(Missing),
    /// The step came to nothing, and no other try will do better.
    Unusable(Unusable),
}

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Done so far.
    pub done: u32,
    /// All there is to do.
    pub total: u32,
}

/// A line the child says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// How far it has come.
    Progress(Progress),
    /// Something it found out.
    Answer(Answer),
    /// So many raw bytes follow.
    Bytes(u64),
    /// It is done; most memory any of its processes held, in bytes.
    Done {
        /// Zero where the system does not tell.
        peak_memory: u64,
    },
}

/// Where a step says what it found.
pub struct Out<W> {
    output: W,
    told: Option<Progress>,
}

impl<W: Write> Out<W> {
    /// Speaks on `output`.
    pub fn new(output: W) -> Self {
        Self { output, told: None }
    }

    /// Says something that was found out.
    pub fn answer(&mut self, answer: Answer) -> io::Result<()> {
        self.line(&Line::Answer(answer))
    }

    /// Says how far the step has come; as often as one likes, only news is sent.
    pub fn progress(&mut self, done: u32, total: u32) -> io::Result<()> {
        let percent = |progress: Progress| u64::from(progress.done) * 100 / u64::from(progress.total.max(1));
        let now = Progress { done, total };
        if self.told.is_some_and(|before| before.total == total && percent(before) == percent(now)) {
            return Ok(());
        }
        self.told = Some(now);
        self.line(&Line::Progress(now))
    }

    /// Hands over bytes: a picture, a copy.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line(&Line::Bytes(bytes.len() as u64))?;
        self.output.write_all(bytes)?;
        self.output.flush()
    }

    /// The last word.
    pub fn done(&mut self, peak_memory: u64) -> io::Result<()> {
        self.line(&Line::Done { peak_memory })
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.output.write_all(&bytes)?;
        self.output.flush()
    }
}

/// Reads the file and carries the step out on it. An error is one of the pipes, never of the file.
pub fn carry_out(step: Step, mut input: impl Read, out: &mut Out<impl Write>) -> io::Result<()> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let bytes = Arc::new(bytes);
    match step {
        Step::Convert => convert_file(&bytes, out),
        Step::Office => match kind(&bytes).and_then(|kind| office::text(kind, &bytes)) {
            Ok(blocks) => out.answer(Answer::Office(blocks)),
            Err(unusable) => out.answer(Answer::Unusable(unusable)),
        },
        Step::Recognise { password, page } => recognise_page(&bytes, password.as_deref(), page, out),
        Step::Examine { password } => match examine(&bytes, password.as_deref()) {
            Ok(examination) => out.answer(Answer::Examined(examination)),
            Err(unusable) => out.answer(Answer::Unusable(unusable)),
        },
        Step::Text { password } => {
            let out = std::cell::RefCell::new(out);
            let tell = |told| out.borrow_mut().answer(Answer::Text(told));
            let progress = |done, total| out.borrow_mut().progress(number(done), number(total));
            match text::read(&bytes, password.as_deref(), Instant::now() + ENOUGH, tell, progress)? {
                Ok(()) => Ok(()),
                Err(unusable) => out.borrow_mut().answer(Answer::Unusable(unusable)),
            }
        }
        Step::Picture { password, page, width, watermark } => {
            hand_over(page, picture::picture(&bytes, password.as_deref(), page, width, watermark.as_deref()), out)
        }
        Step::Strip { password, first, last, width } => draw_strip(&bytes, password.as_deref(), first..=last, width, out),
        Step::Copy { password } => {
            let (images_until, until) = (Instant::now() + IMAGES, Instant::now() + ENOUGH);
            match copy::reading_copy(&bytes, password.as_deref(), images_until, until) {
                Ok(Copy { bytes, pages, removed, images }) => {
                    out.answer(Answer::Copied { pages, removed, images })?;
                    out.bytes(&bytes)
                }
                Err(reason) => out.answer(Answer::NoCopy(reason)),
            }
        }
        Step::Annotate { marks, author, watermark } => match ink::annotated(&bytes, &marks, &author, watermark.as_deref()) {
            Ok(copy) => {
                out.answer(Answer::Annotated)?;
                out.bytes(&copy)
            }
            Err(reason) => out.answer(Answer::NotAnnotated(reason)),
        },
        Step::Bind(pack) => match pack::bind(&pack, &bytes) {
            Ok(Bound { bytes, unusable }) => {
                out.answer(Answer::Bound { unusable })?;
                out.bytes(&bytes)
            }
            Err(Unbindable) => out.answer(Answer::Unusable(Unusable::Damaged)),
        },
        Step::Signatures { password, roots } => match signature::signatures(&bytes, password.as_deref(), &roots) {
            Ok(signatures) => out.answer(Answer::Signatures(signatures)),
            Err(Unsearchable::NeedsPassword) => out.answer(Answer::Unusable(Unusable::Encrypted)),
            Err(Unsearchable::Unreadable) => out.answer(Answer::Unusable(Unusable::Damaged)),
        },
    }
}

fn convert_file(bytes: &[u8], out: &mut Out<impl Write>) -> io::Result<()> {
    let Some(program) = convert::program() else { return out.answer(Answer::Missing(Missing::Libreoffice)) };
    // The step's scratch folder is where it was started.
    let folder = std::env::current_dir()?;
    let converted = match kind(bytes) {
        Ok(kind) => convert::convert(&program, &folder, kind, bytes)?,
        Err(unusable) => Err(unusable),
    };
    match converted {
        Ok((conversion, pdf)) => {
            out.answer(Answer::Converted(conversion))?;
            out.bytes(&pdf)
        }
        Err(unusable) => out.answer(Answer::Unusable(unusable)),
    }
}

fn recognise_page(bytes: &Arc<Vec<u8>>, password: Option<&str>, page: u32, out: &mut Out<impl Write>) -> io::Result<()> {
    let Some(tesseract) = Tesseract::find() else { return out.answer(Answer::Missing(Missing::Tesseract)) };
    let (pdf, _) = match open(bytes, password) {
        Ok(opened) => opened,
        Err(unusable) => return out.answer(Answer::Unusable(unusable)),
    };
    match picture::grey(&pdf, &hayro::RenderCache::new(), page, recognise::DOTS) {
        Ok((drawn, size)) => out.answer(Answer::Recognised(tesseract.recognise(&std::env::current_dir()?, page, &drawn, size)?)),
        Err(reason) => out.answer(Answer::NoPicture { page, reason }),
    }
}

/// Says that a page was drawn and hands its picture over, or says why not.
fn hand_over(page: u32, drawn: Result<Picture, Undrawable>, out: &mut Out<impl Write>) -> io::Result<()> {
    match drawn {
        Ok(Picture { bytes, width, height }) => {
            out.answer(Answer::Picture { page, width, height })?;
            out.bytes(&bytes)
        }
        Err(reason) => out.answer(Answer::NoPicture { page, reason }),
    }
}

fn draw_strip(
    bytes: &Arc<Vec<u8>>,
    password: Option<&str>,
    pages: RangeInclusive<u32>,
    width: u32,
    out: &mut Out<impl Write>,
) -> io::Result<()> {
    let (first, last) = (*pages.start(), *pages.end());
    let drawn = picture::strip(bytes, password, pages, width, Instant::now() + ENOUGH, |page, drawn| {
        hand_over(page, drawn, out)?;
        out.progress((page - first).saturating_add(1), last.saturating_sub(first).saturating_add(1))
    });
    match drawn {
        Ok(handed_over) => handed_over,
        Err(reason) => out.answer(Answer::NoPicture { page: first, reason }),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
