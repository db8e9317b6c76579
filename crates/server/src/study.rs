//! Working out everything about a file: its pages' text and words, the copy tablets read, small pictures, signatures, and the
//! text of scans. Each step keeps what it found before the next begins, so that a study goes on where a crash left it.

use std::error::Error;

use futures::FutureExt;
use papers::{
    kind::Kind,
    missing::{Missing, missing},
    proposal::propose,
    signature::Roots,
    text::{Source, Text, Word},
    worker::{Answer, Step},
};
use store::studies::{Page, Study};

use crate::{
    app::App,
    clock,
    facts::Facts,
    intake,
    jobs::{self, Teller},
    worker::{self, Failure, Found},
};

/// Why a study did not come to its end; another try may do better.
pub type StudyError = Box<dyn Error + Send + Sync>;

/// Small pictures made at once; others are drawn when somebody looks.
const STRIP: u32 = 24;
/// Pixels across of a small picture.
pub const SMALL: u32 = 160;
/// Pixels across of the picture shown until a page is drawn.
pub const LARGE: u32 = 1600;

/// Studies a file to its end.
pub async fn work(app: &App, study: Study, password: Option<String>) -> Result<(), StudyError> {
    let hash = study.hash.clone();
    let (teller, watched) = jobs::watched();
    let report = |progress| {
        let hash = hash.clone();
        async move { app.store.study_progress(&hash, &progress, clock::now()).await.map(|()| true) }.boxed()
    };
    jobs::reporting(watched, Under { app, study, password, teller }.all(), report).await?.unwrap_or(Ok(()))
}

/// Studies a locked file while its password is at hand.
pub async fn with_password(app: &App, hash: &str, password: String) -> Result<(), StudyError> {
    let study = app.store.study(hash).await?.ok_or("no study was begun")?;
    work(app, study, Some(password)).await?;
    Ok(app.store.settle_study(hash, store::studies::StudyState::Done).await?)
}

/// A study under way.
struct Under<'a> {
    app: &'a App,
    study: Study,
    password: Option<String>,
    teller: Teller,
}

impl Under<'_> {
    async fn all(mut self) -> Result<(), StudyError> {
        let mut facts = Facts::from_json(&self.study.facts);
        let is_pdf = self.study.kind == Kind::Pdf.ending();
        if !facts.has("text") {
            self.begin("text");
            if is_pdf || self.study.reading_hash.is_some() {
                self.text(&mut facts).await?
            } else {
                self.office(&mut facts).await?
            }
            self.end("text", &mut facts).await?;
        }
        if is_pdf && !facts.has("copy") {
            self.begin("copy");
            self.copy(&mut facts).await?;
            self.end("copy", &mut facts).await?;
        }
        if (is_pdf || self.study.reading_hash.is_some()) && !facts.has("pictures") {
            self.begin("pictures");
            self.pictures().await?;
            self.end("pictures", &mut facts).await?;
        }
        if is_pdf && !facts.has("signatures") {
            self.begin("signatures");
            self.signatures(&mut facts).await?;
            self.end("signatures", &mut facts).await?;
        }
        if !facts.unread.is_empty() && !facts.has("recognise") {
            self.begin("recognise");
            self.recognise(&mut facts).await?;
            self.end("recognise", &mut facts).await?;
        }
        Ok(())
    }

    fn begin(&self, step: &str) {
        self.teller.step(step);
    }

    async fn end(&self, step: &str, facts: &mut Facts) -> Result<(), StudyError> {
        facts.steps.push(step.to_owned());
        Ok(self.app.store.keep_facts(&self.study.hash, &facts.to_json(), self.study.reading_hash.as_deref()).await?)
    }

    /// Carries a step out on the file with this hash. What a file spoils is answered as found so far, with what it was.
    async fn run(&self, step: &Step, hash: &str) -> Result<(Found, Option<Failure>), StudyError> {
        let size = self.app.store.kept_file(hash).await?.map_or(0, |kept| kept.size);
        let bytes = self.app.store.files.read(hash, 0..size).await?;
        let teller = self.teller.clone();
        match worker::run(step, bytes, move |progress| teller.tell(progress)).await {
            Ok(found) => Ok((found, None)),
            Err(Failure::File { reason, found }) => Ok((*found, Some(Failure::File { reason, found: Box::default() }))),
            Err(failure @ Failure::Machine(_)) => Err(Box::new(failure)),
        }
    }

    /// The PDF whose pages are shown: of an office file the one made of it.
    fn shown(&self) -> &str {
        if self.study.kind == Kind::Pdf.ending() {
            &self.study.hash
        } else {
            self.study.reading_hash.as_deref().unwrap_or(&self.study.hash)
        }
    }

    async fn text(&self, facts: &mut Facts) -> Result<(), StudyError> {
        let (found, failure) = self.run(&Step::Text { password: self.password.clone() }, self.shown()).await?;
        let told = found.answers.into_iter().filter_map(|answer| match answer {
            Answer::Text(told) => Some(told),
            _ => None,
        });
        let text = Text::gather(told, failure.is_none());
        facts.warnings = text.warnings;
        facts.unread = text.pages.iter().filter(|page| page.recognise).map(|page| page.number).collect();
        facts.proposal = text.pages.first().filter(|page| page.source != Source::None).map(|page| propose(&page.text));
        let pages: Vec<Page> = text
            .pages
            .into_iter()
            .map(|page| Page {
                number: page.number,
                source: word(page.source),
                text: page.text,
                width: page.width,
                height: page.height,
                words: Some(pack(&page.words)),
            })
            .collect();
        Ok(self.app.store.keep_pages(&self.study.hash, &pages).await?)
    }

    /// An office file without a PDF has no pages, but it has text: its parts count as pages, for search.
    async fn office(&self, facts: &mut Facts) -> Result<(), StudyError> {
        let (found, _failure) = self.run(&Step::Office, &self.study.hash).await?;
        let blocks = found.answers.into_iter().find_map(|answer| match answer {
            Answer::Office(blocks) => Some(blocks),
            _ => None,
        });
        let blocks = blocks.unwrap_or_default();
        facts.proposal = blocks.first().map(|block| propose(&block.text));
        let pages: Vec<Page> = (1..)
            .zip(blocks)
            .map(|(number, block)| Page { number, source: word(Source::Office), text: block.text, width: 0.0, height: 0.0, words: None })
            .collect();
        Ok(self.app.store.keep_pages(&self.study.hash, &pages).await?)
    }

    async fn copy(&mut self, facts: &mut Facts) -> Result<(), StudyError> {
        let (found, _failure) = self.run(&Step::Copy { password: self.password.clone() }, &self.study.hash).await?;
        let copy = found.bytes.into_iter().next();
        match (found.answers.into_iter().next(), copy) {
            (Some(Answer::Copied { pages, removed, images }), Some(copy)) => {
                (facts.removed, facts.images) = (removed, images);
                let kept = intake::keep_bytes(self.app, copy, pages).await.map_err(|error| error.code().to_owned())?;
                self.study.reading_hash = Some(kept.hash);
            }
            (Some(Answer::NoCopy(reason)), _) => facts.no_copy = Some(reason),
            _ => facts.no_copy = Some(papers::copy::Reason::TooSlow),
        }
        Ok(())
    }

    /// The first page large, and the first ones small: what a tablet shows before it has drawn anything.
    async fn pictures(&self) -> Result<(), StudyError> {
        // The copy is free of its password, and small.
        let (hash, password) = match &self.study.reading_hash {
            Some(copy) => (copy.as_str(), None),
            None => (self.study.hash.as_str(), self.password.clone()),
        };
        let pages = self.app.store.kept_file(hash).await?.map_or(0, |kept| kept.pages);
        let large = Step::Picture { password: password.clone(), page: 1, width: LARGE, watermark: None };
        let (found, _failure) = self.run(&large, hash).await?;
        self.keep_pictures(found, LARGE).await?;
        let strip = Step::Strip { password, first: 1, last: pages.min(STRIP), width: SMALL };
        let (found, _failure) = self.run(&strip, hash).await?;
        self.keep_pictures(found, SMALL).await
    }

    async fn keep_pictures(&self, found: Found, width: u32) -> Result<(), StudyError> {
        let drawn = found.answers.into_iter().filter_map(|answer| match answer {
            Answer::Picture { page, .. } => Some(page),
            _ => None,
        });
        for (page, picture) in drawn.zip(found.bytes) {
            self.app.store.files.keep_picture(&self.study.hash, page, width, picture.into()).await?;
        }
        Ok(())
    }

    async fn signatures(&self, facts: &mut Facts) -> Result<(), StudyError> {
        let roots: Roots = (*self.app.roots).clone();
        let (found, _failure) = self.run(&Step::Signatures { password: self.password.clone(), roots }, &self.study.hash).await?;
        facts.signatures = found.answers.into_iter().find_map(|answer| match answer {
            Answer::Signatures(signatures) => Some(signatures),
            _ => None,
        });
        Ok(())
    }

    /// Reads scans by their pictures, page by page: one that fails costs itself only.
    async fn recognise(&self, facts: &mut Facts) -> Result<(), StudyError> {
        if missing().contains(&Missing::Tesseract) {
            facts.missing.push(Missing::Tesseract);
            return Ok(());
        }
        let hash = self.study.reading_hash.clone().unwrap_or_else(|| self.study.hash.clone());
        let total = u32::try_from(facts.unread.len()).unwrap_or(u32::MAX);
        let mut left = Vec::new();
        for (done, number) in (0..).zip(&facts.unread) {
            self.teller.tell(papers::worker::Progress { done, total });
            let step = Step::Recognise { password: self.password.clone(), page: *number };
            let (found, _failure) = self.run_silent(&step, &hash).await?;
            let recognised = found.answers.into_iter().find_map(|answer| match answer {
                Answer::Recognised(recognised) => Some(recognised),
                _ => None,
            });
            let known = self.app.store.page(&self.study.hash, *number).await?;
            match (recognised, known) {
                (Some(recognised), Some(known)) if !recognised.text.is_empty() => {
                    let page =
                        Page { source: word(Source::Recognised), text: recognised.text, words: Some(pack(&recognised.words)), ..known };
                    if *number == 1 && facts.proposal.is_none() {
                        facts.proposal = Some(propose(&page.text));
                    }
                    self.app.store.keep_pages(&self.study.hash, &[page]).await?;
                }
                _ => left.push(*number),
            }
        }
        facts.unread = left;
        Ok(())
    }

    /// As [`Under::run`], but what the step says of itself is not how far the study is.
    async fn run_silent(&self, step: &Step, hash: &str) -> Result<(Found, Option<Failure>), StudyError> {
        let size = self.app.store.kept_file(hash).await?.map_or(0, |kept| kept.size);
        let bytes = self.app.store.files.read(hash, 0..size).await?;
        match worker::run(step, bytes, |_progress| {}).await {
            Ok(found) => Ok((found, None)),
            Err(Failure::File { reason, found }) => Ok((*found, Some(Failure::File { reason, found: Box::default() }))),
            Err(failure @ Failure::Machine(_)) => Err(Box::new(failure)),
        }
    }
}

/// A source as it is kept.
fn word(source: Source) -> String {
    serde_json::to_value(source).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Words as they are kept beside a page: JSON, deflated to a fifth.
pub fn pack(words: &[Word]) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    let written = serde_json::to_vec(words).map_err(std::io::Error::other).and_then(|json| packed.write_all(&json));
    // Writing to memory cannot fail.
    written.and_then(|()| packed.finish()).unwrap_or_default()
}

/// The words of a page as they were kept. At most 16 MiB of them are read.
pub fn unpack(packed: &[u8]) -> Vec<Word> {
    use std::io::Read;
    let mut json = Vec::new();
    let read = flate2::read::DeflateDecoder::new(packed).take(16 << 20).read_to_end(&mut json);
    read.ok().and_then(|_| serde_json::from_slice(&json).ok()).unwrap_or_default()
}
