//! An upload becoming a paper: examined, turned into a PDF where an office program made it, kept, and attached by the same
//! act a secretary's touch would carry out.

use domain::{
    command::Command,
    ids::{IdempotencyKey, PaperId},
    paper::{FileRef, Filing},
    person::Actor,
    refusal::{Refusal, Thing},
    text,
};
use futures::FutureExt;
use papers::{
    examine::Examination,
    kind::{Kind, Unusable},
    worker::{Answer, Step},
};
use store::{
    files::Arrived,
    intakes::{Intake, IntakeState, Outcome, Why},
    jobs::ATTEMPTS,
    studies::KeptFile,
};

use crate::{
    app::App,
    clock,
    error::ApiError,
    facts::Facts,
    jobs::{self, Teller},
    study,
    worker::{self, Failure},
};

/// Why an upload does not go on.
enum Halt {
    /// The file is at fault; the same bytes would fail again.
    Refused(ApiError),
    /// The file opens with a password only; whether one was tried.
    Locked { tried: bool },
    /// We are at fault.
    Failed(ApiError),
}

impl From<ApiError> for Halt {
    fn from(error: ApiError) -> Self {
        if error.status().is_server_error() { Self::Failed(error) } else { Self::Refused(error) }
    }
}

impl From<store::StoreError> for Halt {
    fn from(error: store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Works on an upload whose bytes are all here, to its end; `password` is used and forgotten. The outcome is in its row.
pub async fn work(app: &App, intake: Intake, password: Option<String>) -> Result<Outcome, ApiError> {
    let id = intake.intake_id;
    let tried = password.is_some();
    let (teller, watched) = jobs::watched();
    let report = |progress| async move { app.store.intake_progress(id, &progress, clock::now()).await }.boxed();
    let worked = jobs::reporting(watched, carry_out(app, &intake, password, &teller), report).await?;
    let Some(worked) = worked else {
        app.store.files.discard(&id.to_string()).await?;
        return Ok(Outcome { state: IntakeState::Cancelled, problem: None, paper_id: None });
    };
    let outcome = match worked {
        Ok(paper_id) => Outcome { state: IntakeState::Done, problem: None, paper_id: Some(paper_id) },
        Err(Halt::Refused(error)) => Outcome { state: IntakeState::Refused, problem: Some(why(&error)), paper_id: None },
        Err(Halt::Locked { tried: again }) => {
            Outcome { state: IntakeState::NeedsPassword, problem: (again && tried).then(|| why(&wrong_password())), paper_id: None }
        }
        Err(Halt::Failed(error)) if intake.attempts < ATTEMPTS => {
            tracing::warn!(code = error.code(), attempts = intake.attempts, "an upload is tried again");
            Outcome { state: IntakeState::Waiting, problem: None, paper_id: None }
        }
        Err(Halt::Failed(error)) => Outcome { state: IntakeState::Failed, problem: Some(why(&error)), paper_id: None },
    };
    let stands = app.store.settle_intake(id, &outcome, clock::now()).await?;
    if outcome.state == IntakeState::Refused || !stands {
        app.store.files.discard(&id.to_string()).await?;
    }
    Ok(outcome)
}

/// What went wrong, as it is kept beside the upload.
fn why(error: &ApiError) -> Why {
    let (vi, en) = error.words();
    Why { status: error.status().as_u16(), code: error.code().to_owned(), vi: vi.to_owned(), en: en.to_owned() }
}

/// What whoever waits for an upload is answered where it did not become a paper.
pub fn answer(why: Why) -> ApiError {
    let status = axum::http::StatusCode::from_u16(why.status).unwrap_or(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    ApiError::new(status, why.code, why.vi, why.en)
}

async fn carry_out(app: &App, intake: &Intake, password: Option<String>, teller: &Teller) -> Result<PaperId, Halt> {
    let actor = actor(app, intake).await?;
    let hash = intake.hash.clone().ok_or_else(ApiError::internal)?;
    let kept = match app.store.kept_file(&hash).await? {
        // The same bytes were taken in before: what is known of them holds.
        Some(kept) if app.store.files.has(&hash).await => {
            // Noted anew before its pieces go: nobody deletes it in this moment for not having been needed.
            app.store.keep_file(&kept, clock::now()).await?;
            let arrived = Arrived { id: intake.intake_id.to_string(), hash: hash.clone(), size: intake.size };
            app.store.files.keep(&arrived).await?;
            kept
        }
        _ => take_in(app, intake, &hash, password, teller).await?,
    };
    app.store.ask_for_study(&kept.hash, &kept.kind, clock::now()).await?;
    app.jobs.study_waits();
    teller.step("attach");
    attach(app, intake, actor, kept).await
}

/// Whose upload it is: their rights are asked again when the paper is attached.
async fn actor(app: &App, intake: &Intake) -> Result<Actor, Halt> {
    let account = app.store.account(intake.account_id).await?.ok_or_else(ApiError::not_allowed)?;
    Ok(Actor { house_role: account.house_role, person_id: account.person_id, name: account.name })
}

/// Examines a file nobody has seen before, and keeps it.
async fn take_in(app: &App, intake: &Intake, hash: &str, password: Option<String>, teller: &Teller) -> Result<KeptFile, Halt> {
    let arrived = Arrived { id: intake.intake_id.to_string(), hash: hash.to_owned(), size: intake.size };
    teller.step("examine");
    let examination = examine(app, &arrived, password.clone()).await?;
    let kind = examination.kind;
    let mut kept =
        KeptFile { hash: hash.to_owned(), size: intake.size, pages: examination.pages.unwrap_or(0), kind: kind.ending().to_owned() };
    let mut reading = None;
    let mut facts = Facts::default();
    if kind.is_office() {
        teller.step("convert");
        reading = convert(app, &arrived, &mut facts, teller).await?;
        kept.pages = reading.as_ref().map_or(0, |reading| reading.pages);
    }
    app.store.keep_file(&kept, clock::now()).await?;
    app.store.files.keep(&arrived).await?;
    if kind.is_office() {
        app.store.ask_for_study(hash, &kept.kind, clock::now()).await?;
        app.store.keep_facts(hash, &facts.to_json(), reading.as_ref().map(|reading| reading.hash.as_str())).await?;
    }
    if let (true, Some(password)) = (examination.encrypted, password) {
        // Everything that needs the password is done now, while it is here: it is never written down.
        teller.step("study");
        app.store.begin_study(hash, &kept.kind, clock::now()).await?;
        study::with_password(app, hash, password).await.map_err(|error| {
            tracing::warn!(error = &*error as &dyn std::error::Error, "a locked file could not be studied");
            Halt::Failed(ApiError::internal())
        })?;
    }
    Ok(kept)
}

async fn examine(app: &App, arrived: &Arrived, password: Option<String>) -> Result<Examination, Halt> {
    let tried = password.is_some();
    let bytes = app.store.files.read_arrived(arrived).await?;
    match worker::run(&Step::Examine { password }, bytes, |_progress| {}).await {
        Ok(found) => match found.answers.into_iter().next() {
            Some(Answer::Examined(examination)) => Ok(examination),
            _ => Err(Halt::Failed(ApiError::internal())),
        },
        Err(Failure::File { reason: Unusable::Encrypted, .. }) if is_pdf(app, arrived).await? => Err(Halt::Locked { tried }),
        Err(Failure::File { reason, .. }) => Err(Halt::Refused(refused(reason))),
        Err(failure @ Failure::Machine(_)) => Err(machine(&failure)),
    }
}

/// Whether it begins as a PDF does: only such files are opened with a password here.
async fn is_pdf(app: &App, arrived: &Arrived) -> Result<bool, Halt> {
    use futures::StreamExt;
    let mut bytes = app.store.files.read_arrived(arrived).await?;
    let head = bytes.next().await.and_then(Result::ok).unwrap_or_default();
    Ok(head.get(..head.len().min(1024)).is_some_and(|head| head.windows(5).any(|window| window == b"%PDF-")))
}

/// Makes an office file a PDF that is kept beside it; none where it cannot be: such a paper can be searched and downloaded.
async fn convert(app: &App, arrived: &Arrived, facts: &mut Facts, teller: &Teller) -> Result<Option<KeptFile>, Halt> {
    let bytes = app.store.files.read_arrived(arrived).await?;
    match worker::run(&Step::Convert, bytes, |progress| teller.tell(progress)).await {
        Ok(found) => {
            let pdf = found.bytes.into_iter().next();
            match (found.answers.into_iter().next(), pdf) {
                (Some(Answer::Converted(conversion)), Some(pdf)) => {
                    facts.poor_fonts = conversion.fonts_suffice == Some(false);
                    Ok(Some(keep_bytes(app, pdf, conversion.pages).await?))
                }
                (Some(Answer::Missing(missing)), _) => {
                    facts.missing = vec![missing];
                    Ok(None)
                }
                _ => Err(Halt::Failed(ApiError::internal())),
            }
        }
        Err(Failure::File { reason: Unusable::Encrypted, .. }) => Err(Halt::Refused(locked_office())),
        // Its text may be readable all the same.
        Err(Failure::File { .. }) => {
            facts.unconvertible = true;
            Ok(None)
        }
        Err(failure @ Failure::Machine(_)) => Err(machine(&failure)),
    }
}

/// Keeps a PDF we made ourselves.
pub async fn keep_bytes(app: &App, pdf: Vec<u8>, pages: u32) -> Result<KeptFile, ApiError> {
    let name: uuid::Uuid = clock::new_id();
    let size = pdf.len() as u64;
    let bytes = futures::stream::iter([Ok::<_, std::convert::Infallible>(bytes::Bytes::from(pdf))]);
    let arrived = app.store.files.arrive(&name.to_string(), size, bytes).await.map_err(|error| match error {
        store::files::ArrivalError::Store(error) => error.into(),
        _ => ApiError::internal(),
    })?;
    let kept = KeptFile { hash: arrived.hash.clone(), size, pages, kind: Kind::Pdf.ending().to_owned() };
    app.store.keep_file(&kept, clock::now()).await?;
    app.store.files.keep(&arrived).await?;
    Ok(kept)
}

async fn attach(app: &App, intake: &Intake, actor: Actor, kept: KeptFile) -> Result<PaperId, Halt> {
    let name = text::file_name(&intake.name);
    let file = FileRef { hash: kept.hash, name: name.clone(), size: kept.size, pages: kept.pages, kind: kept.kind };
    let command = match (intake.replaces, intake.item_id) {
        (Some(paper_id), _) => Command::ReplacePaper { paper_id, file },
        (None, Some(item_id)) => {
            let state = app.rooms.open(intake.meeting_id).await?.room.state();
            let item = state.items.get(&item_id).ok_or(ApiError::from(Refusal::NotFound(Thing::AgendaItem)))?;
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace('_', " ");
            let title = intake.wishes.title.clone().filter(|title| !text::line(title).is_empty()).unwrap_or(stem);
            let presenter = item.content.presenter.as_ref();
            let unit = intake.wishes.unit.clone().or_else(|| presenter.map(|presenter| presenter.unit.clone()));
            let filing = Filing { unit, ..Filing::default() };
            Command::AttachPaper {
                paper_id: PaperId(intake.intake_id.0),
                item_id,
                title,
                symbol: intake.wishes.symbol.clone(),
                filing,
                file,
            }
        }
        (None, None) => return Err(Halt::Failed(ApiError::internal())),
    };
    // Done again after a crash it is answered from the journal.
    let key = intake.wishes.key.as_deref().and_then(|key| key.parse().ok()).unwrap_or(IdempotencyKey(intake.intake_id.0));
    let done = app.rooms.act(intake.meeting_id, command, actor, intake.account_id, Some(key)).await?;
    Ok(intake.replaces.or(done.receipt.created.map(PaperId)).unwrap_or(PaperId(intake.intake_id.0)))
}

fn machine(failure: &Failure) -> Halt {
    tracing::error!(error = failure as &dyn std::error::Error, "the papers worker could not be run");
    Halt::Failed(ApiError::internal())
}

fn unprocessable(code: &'static str, vi: &str, en: &str) -> ApiError {
    ApiError::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, code, vi, en)
}

fn wrong_password() -> ApiError {
    unprocessable(
        "wrong_password",
        "Mật khẩu không đúng nên chưa mở được tệp. Mời nhập lại, hoặc hỏi nơi gửi.",
        "The password does not open the file. Try again, or ask its sender.",
    )
}

fn locked_office() -> ApiError {
    unprocessable(
        "encrypted_office",
        "Tệp Word, Excel hoặc PowerPoint này có mật khẩu. Mời mở bằng chương trình đã soạn, bỏ mật khẩu rồi tải lại.",
        "This Word, Excel or PowerPoint file has a password. Open it in its own program, remove the password and upload it again.",
    )
}

/// Why a file is not taken, in words.
pub fn refused(unusable: Unusable) -> ApiError {
    match unusable {
        Unusable::Empty => unprocessable(
            "empty_file",
            "Tệp rỗng, không có nội dung. Mời kiểm tra lại tệp rồi tải lên lần nữa.",
            "The file is empty. Check it and upload it again.",
        ),
        Unusable::Program => unprocessable(
            "program",
            "Tệp này là một chương trình máy tính, không phải tài liệu. Không nhận; mời kiểm tra nguồn gửi.",
            "This file is a computer program, not a paper. It was not taken; check who sent it.",
        ),
        Unusable::Other => unprocessable(
            "not_a_paper",
            "Tệp này không phải PDF, Word, Excel hay PowerPoint, dù mang tên gì. Mời xuất lại thành PDF rồi tải lên.",
            "This file is no PDF, Word, Excel or PowerPoint file, whatever its name says. Export it as PDF and upload that.",
        ),
        Unusable::Truncated => unprocessable(
            "truncated_pdf",
            "Tệp PDF bị đứt đoạn, thiếu phần cuối. Mời xin lại tệp đầy đủ rồi tải lên.",
            "The PDF is cut off and its end is missing. Ask for the whole file and upload that.",
        ),
        Unusable::Encrypted => unprocessable(
            "encrypted_pdf",
            "Tệp có mật khẩu nên không mở được. Mời nhập mật khẩu ở mục Tài liệu, hoặc nhờ nơi gửi bỏ mật khẩu.",
            "The file needs a password. Give it on the papers page, or ask its sender to remove it.",
        ),
        Unusable::Damaged => unprocessable(
            "damaged_file",
            "Tệp bị hỏng, không đọc được trang nào. Mời xuất lại từ bản gốc rồi tải lên.",
            "The file is damaged and no page can be read. Export it again and upload that.",
        ),
        Unusable::TooCostly => unprocessable(
            "costly_file",
            "Tệp đòi hỏi thời gian hoặc bộ nhớ bất thường nên bị từ chối. Mời xuất lại từ bản gốc rồi tải lên.",
            "Reading this file takes abnormal time or memory, so it was refused. Export it again and upload that.",
        ),
    }
}
