//! `nghisu papers inspect`: every intake step on files outside any house, under the limits they have inside one, for an office
//! that wonders why a paper looks wrong.

mod report;

use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use bytes::Bytes;
use clap::{Args, Subcommand};
use futures::{
    StreamExt,
    stream::{self, BoxStream},
};
use papers::{
    kind::Unusable,
    text::{Text, Warning, WarningCode},
    worker::{Answer, Progress, Step},
};
use tokio_util::io::ReaderStream;

use self::report::{Copied, OfficeText, Page, Report, StepReport};
use crate::worker::{self, Failure, Found};

/// Width of the picture made of the first page, in pixels: what tablets show first.
const PICTURE: u32 = 800;

/// What can be done with papers outside a house.
#[derive(Debug, Subcommand)]
pub enum PapersCommand {
    /// Say what the program makes of files: type, pages, where each page's text comes from, warnings, signatures, what is removed
    Inspect(Given),
}

/// What to inspect, and how to say it.
#[derive(Debug, Args)]
pub struct Given {
    /// The files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print one JSON object a file, a line each
    #[arg(long)]
    json: bool,
    /// Print the pages' text too
    #[arg(long)]
    text: bool,
    /// A file whose first line is the password of those files that have one
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// Inspects the files one after the other. Whatever is found in them the command has done its work; it fails where one could
/// not be opened.
pub async fn run(PapersCommand::Inspect(given): PapersCommand) -> anyhow::Result<ExitCode> {
    let password = match &given.password_file {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| format!("the password file {} cannot be read", file.display()))?;
            text.lines().next().map(str::to_owned)
        }
        None => None,
    };
    let mut unopened = 0;
    for (number, file) in (1..).zip(&given.files) {
        let bar = Bar { file: number, files: given.files.len() };
        let inspected = Inspection::of(file, password.as_deref(), bar).await;
        bar.clear();
        match inspected {
            Ok(mut report) => {
                if !given.text {
                    report.without_text();
                }
                print(&if given.json { format!("{}\n", serde_json::to_string(&report)?) } else { report.to_string() });
            }
            Err(error) => {
                unopened += 1;
                let _no_terminal = writeln!(std::io::stderr(), "{}: không mở được tệp / cannot be opened: {error}", file.display());
            }
        }
    }
    Ok(if unopened == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One file on its way through the steps.
struct Inspection<'a> {
    file: &'a Path,
    /// The PDF an office file was converted to: the steps after that are done on it.
    converted: Option<Bytes>,
    password: Option<String>,
    bar: Bar,
    report: Report,
}

impl<'a> Inspection<'a> {
    async fn of(file: &'a Path, password: Option<&str>, bar: Bar) -> std::io::Result<Report> {
        let about = tokio::fs::File::open(file).await?.metadata().await?;
        if about.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        let report = Report::new(&file.display().to_string(), about.len());
        let mut inspection = Inspection { file, converted: None, password: password.map(str::to_owned), bar, report };
        inspection.examine().await?;
        Ok(inspection.report.summed())
    }

    /// The file, or what it was converted to.
    async fn source(&self) -> std::io::Result<BoxStream<'static, std::io::Result<Bytes>>> {
        Ok(match &self.converted {
            Some(pdf) => stream::iter([Ok(pdf.clone())]).boxed(),
            None => ReaderStream::new(tokio::fs::File::open(self.file).await?).boxed(),
        })
    }

    /// Carries a step out, and notes what it took. What was found until it stopped counts too.
    async fn step(&mut self, step: Step) -> std::io::Result<Found> {
        let source = self.source().await?;
        let (bar, name) = (self.bar, step.name());
        bar.show(name, Progress { done: 0, total: 1 });
        let outcome = worker::run(&step, source, |progress| bar.show(name, progress)).await;
        let mut told = StepReport { step: name, seconds: 0.0, peak_memory: 0, failed: None, machine: None };
        let found = match outcome {
            Ok(found) => found,
            Err(Failure::File { reason, found }) => {
                told.failed = Some(reason);
                *found
            }
            Err(Failure::Machine(error)) => {
                told.machine = Some(error.to_string());
                Found::default()
            }
        };
        (told.seconds, told.peak_memory) = (found.spent.time.as_secs_f64(), found.spent.peak_memory);
        for answer in &found.answers {
            if let Answer::Missing(program) = answer
                && !self.report.missing.contains(program)
            {
                self.report.missing.push(*program);
            }
        }
        // A step for each page is one step to whoever reads this.
        match self.report.steps.last_mut().filter(|last| last.step == name) {
            Some(last) => last.add(told),
            None => self.report.steps.push(told),
        }
        Ok(found)
    }

    /// Whether the last step was stopped, or the file is at fault.
    fn failed(&self) -> Option<Unusable> {
        self.report.steps.last().and_then(|step| step.failed)
    }

    async fn examine(&mut self) -> std::io::Result<()> {
        let found = self.step(Step::Examine { password: self.password.clone() }).await?;
        self.report.refused = self.failed();
        for answer in found.answers {
            if let Answer::Examined(examination) = answer {
                self.report.kind = Some(examination.kind);
                self.report.pages = examination.pages;
                self.report.encrypted = examination.encrypted;
            }
        }
        match (self.report.kind, self.report.refused) {
            (Some(kind), _) if kind.is_office() => self.office().await,
            // What is left of a file that is cut off may still say what it was.
            (Some(_), _) | (None, Some(Unusable::Truncated)) => self.pdf().await,
            (None, _) => Ok(()),
        }
    }

    async fn office(&mut self) -> std::io::Result<()> {
        for answer in self.step(Step::Office).await?.answers {
            if let Answer::Office(blocks) = answer {
                self.report.office = Some(OfficeText::from(blocks));
            }
        }
        let mut found = self.step(Step::Convert).await?;
        let Some(Answer::Converted(conversion)) = found.answers.pop() else { return Ok(()) };
        self.report.pages = Some(conversion.pages);
        self.converted = found.bytes.pop().map(Bytes::from);
        self.pdf().await
    }

    async fn pdf(&mut self) -> std::io::Result<()> {
        self.text().await?;
        if self.report.refused.is_some() {
            return Ok(());
        }
        self.copy().await?;
        self.signatures().await?;
        self.picture().await?;
        self.recognise().await
    }

    async fn text(&mut self) -> std::io::Result<()> {
        let found = self.step(Step::Text { password: self.password.clone() }).await?;
        let told = found.answers.into_iter().filter_map(|answer| match answer {
            Answer::Text(told) => Some(told),
            _ => None,
        });
        let stopped = self.failed() == Some(Unusable::TooCostly);
        let text = Text::gather(told, !stopped);
        let costly = |warning: &Warning| warning.code == WarningCode::CostlyPages && warning.pages.len() == text.pages.len();
        if stopped && text.pages.is_empty() || text.warnings.iter().any(costly) {
            // A file of which not one page can be read with all there is: whatever else is tried takes as much.
            self.report.refused = Some(Unusable::TooCostly);
        }
        self.report.page_texts = text.pages.into_iter().map(Page::from).collect();
        self.report.warnings = text.warnings;
        Ok(())
    }

    /// Pages without usable text, read from their pictures where the program for that is installed.
    async fn recognise(&mut self) -> std::io::Result<()> {
        let pages: Vec<u32> = self.report.page_texts.iter().filter(|page| page.recognise).map(|page| page.number).collect();
        for page in pages {
            let found = self.step(Step::Recognise { password: self.password.clone(), page }).await?;
            for answer in found.answers {
                match answer {
                    Answer::Missing(_) => return Ok(()),
                    Answer::Recognised(recognised) => {
                        self.report.has_text(recognised.number);
                        if let Some(page) = self.report.page_texts.iter_mut().find(|page| page.number == recognised.number) {
                            *page = Page::from(recognised);
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    async fn copy(&mut self) -> std::io::Result<()> {
        let found = self.step(Step::Copy { password: self.password.clone() }).await?;
        let size = found.bytes.first().map_or(0, Vec::len);
        for answer in found.answers {
            match answer {
                Answer::Copied { removed, images, .. } => {
                    self.report.removed = removed;
                    self.report.copy = Some(Copied { size, images_reduced: images });
                }
                Answer::NoCopy(reason) => self.report.no_copy = Some(reason),
                _ => {}
            }
        }
        Ok(())
    }

    async fn signatures(&mut self) -> std::io::Result<()> {
        let step = Step::Signatures { password: self.password.clone(), roots: papers::signature::Roots::default() };
        for answer in self.step(step).await?.answers {
            if let Answer::Signatures(signatures) = answer {
                self.report.signatures = signatures;
            }
        }
        Ok(())
    }

    async fn picture(&mut self) -> std::io::Result<()> {
        let step = Step::Picture { password: self.password.clone(), page: 1, width: PICTURE, watermark: None };
        for answer in self.step(step).await?.answers {
            match answer {
                Answer::Picture { width, height, .. } => self.report.picture = Some([width, height]),
                Answer::NoPicture { reason, .. } => self.report.no_picture = Some(reason),
                _ => {}
            }
        }
        Ok(())
    }
}

/// Progress on standard error, where that is a terminal.
#[derive(Clone, Copy)]
struct Bar {
    file: usize,
    files: usize,
}

impl Bar {
    fn show(self, step: &str, Progress { done, total }: Progress) {
        let mut terminal = std::io::stderr();
        if terminal.is_terminal() {
            let filled = usize::try_from(u64::from(done) * 30 / u64::from(total.max(1))).unwrap_or_default();
            let _no_terminal =
                write!(terminal, "\r{}/{} {step:<12} [{:<30}] {done}/{total}\x1b[K", self.file, self.files, "#".repeat(filled));
        }
    }

    fn clear(self) {
        let mut terminal = std::io::stderr();
        if terminal.is_terminal() {
            let _no_terminal = write!(terminal, "\r\x1b[K");
        }
    }
}

fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
