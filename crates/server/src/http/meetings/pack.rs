//! `/api/meetings/{m}/pack`: the papers of a meeting, or of one item, as one PDF to be printed, its pages numbered as on tablets.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{
    ids::{AgendaItemId, MeetingId, PaperId},
    permission::Action,
    refusal::{Language, Refusal, Thing},
    state::MeetingState,
};
use papers::{
    kind::Kind,
    pack::{Pack, Part, Words},
    worker::Step,
};
use serde::Deserialize;

use super::{authorised, opening};
use crate::{
    app::App,
    clock,
    error::{ApiError, Problem, readers_language},
    http::{
        extract::{Path, Query},
        made,
    },
    identity::Identity,
    reading::Reading,
    worker::Failure,
};

/// Most bytes of papers that are bound at once: some three times as many are held while they are.
const MOST: u64 = 200 << 20;

/// Which part of the pack.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// Papers of this item alone; they bear the same page numbers as in the whole pack.
    item_id: Option<AgendaItemId>,
}

/// The pack to be printed. Made anew each time by a child process and sent while it comes. What its classification keeps off tablets is
/// named in the contents and not in the pack; what asks for a watermark carries it.
#[utoipa::path(get, path = "/api/meetings/{meeting_id}/pack", tag = "papers", params(("meeting_id" = MeetingId, Path), Wanted),
    responses((status = 200, description = "The PDF, to be saved", content_type = "application/pdf"), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn get(
    State(app): State<App>,
    identity: Identity,
    Path(meeting_id): Path<MeetingId>,
    Query(Wanted { item_id }): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let state = authorised(&app, meeting_id, Action::DownloadOriginal, &identity).await?;
    if item_id.is_some_and(|id| !state.items.contains_key(&id)) {
        return Err(Refusal::NotFound(Thing::AgendaItem).into());
    }
    let language = readers_language(&headers);
    let (parts, files) = parts(&app, &identity, &state, meeting_id, item_id, language).await?;
    let size: u64 = files.iter().map(|(_, size)| size).sum();
    if size > MOST {
        return Err(too_large());
    }
    let source = app.store.files.read_together(files);
    let name = format!("{} - {}.pdf", state.title, language.pick("bộ tài liệu", "pack"));
    let step = Step::Bind(Pack { title: state.title.clone(), under: vec![when_and_where(&state)], words: words(language), parts });
    made::pdf(&step, source, &name).await.map_err(failed)?.ok_or_else(unbindable)
}

/// The papers in their order, and the files of those that have one to be printed: which, and how long.
async fn parts(
    app: &App,
    identity: &Identity,
    state: &MeetingState,
    meeting_id: MeetingId,
    only: Option<AgendaItemId>,
    language: Language,
) -> Result<(Vec<Part>, Vec<(String, u64)>), ApiError> {
    let begins = state.pack_pages();
    let numbers = state.numbers();
    let (mut parts, mut files) = (Vec::new(), Vec::new());
    for item_id in &state.agenda {
        let Some(item) = state.items.get(item_id) else { continue };
        if only.is_some_and(|only| only != *item_id) {
            continue;
        }
        // A break has no number, and no papers.
        let number = numbers.get(item_id).map(|number| format!("{} {number}. ", language.pick("Mục", "Item"))).unwrap_or_default();
        let mut title = Some(format!("{number}{}", item.content.title));
        for paper_id in &item.papers {
            let Some(paper) = state.papers.get(paper_id) else { continue };
            let mut part = Part { item: title.take(), title: paper.title.clone(), first: begins.get(paper_id).copied(), ..Part::default() };
            let class = paper.filing.classification.as_ref();
            if let Some(class) = class.filter(|class| !class.keep) {
                let class = language.pick(&class.name, &class.name_en);
                part.note =
                    Some(language.pick(format!("{class}: không in trong bộ tài liệu"), format!("{class}: not in the printed pack")));
            } else {
                match printable(app, identity, meeting_id, *paper_id).await? {
                    Some((file, watermark)) => {
                        (part.size, part.watermark) = (Some(file.1), watermark);
                        files.push(file);
                    }
                    None => part.note = Some(language.pick("Tệp này không có trang để in", "This file has no pages to print").to_owned()),
                }
            }
            parts.push(part);
        }
    }
    Ok((parts, files))
}

/// The PDF of a paper, and the line that is to lie over it: the reading copy, or the original where it is one.
async fn printable(
    app: &App,
    identity: &Identity,
    meeting_id: MeetingId,
    paper_id: PaperId,
) -> Result<Option<((String, u64), Option<String>)>, ApiError> {
    let reading = Reading::of(app, identity, meeting_id, paper_id, None).await?;
    let copy = app.copies.of(app, &reading.version.hash).await?;
    let file = match &copy {
        Some(copy) => (copy.hash.clone(), copy.size),
        None if reading.version.kind == Kind::Pdf.ending() => (reading.version.hash.clone(), reading.version.size),
        None => return Ok(None),
    };
    Ok(Some((file, opening::watermark(&reading, identity))))
}

fn when_and_where(state: &MeetingState) -> String {
    format!("{} – {}", clock::house_time(state.starts_at).format("%H:%M, %d/%m/%Y"), state.room)
}

fn words(language: Language) -> Words {
    let pick = |vi: &str, en: &str| language.pick(vi, en).to_owned();
    Words {
        contents: pick("Mục lục", "Contents"),
        page: [pick("Trang ", "Page "), pick(" của bộ tài liệu", " of the pack")],
        unusable: pick("Không đọc được tệp nên không có trong bản in", "The file cannot be read and is not in this print"),
    }
}

fn failed(failure: Failure) -> ApiError {
    match failure {
        Failure::File { .. } => unbindable(),
        Failure::Machine(_) => {
            tracing::error!(error = &failure as &dyn std::error::Error, "a pack could not be bound");
            ApiError::internal()
        }
    }
}

fn too_large() -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "pack_too_large",
        "Bộ tài liệu lớn hơn 200 MB nên không ghép thành một tệp được. Mời in theo từng mục.",
        "The pack is larger than 200 MB and cannot be made one file. Print it item by item.",
    )
}

fn unbindable() -> ApiError {
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "no_pack",
        "Không ghép được bộ tài liệu thành một tệp. Mời in theo từng mục, hoặc tải từng tài liệu.",
        "The pack cannot be made one file. Print it item by item, or download the papers one by one.",
    )
}
