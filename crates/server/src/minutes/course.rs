//! What was dealt with, item by item in the order in which it was: when, by whom, on which pages of the pack, who spoke, what was voted.

use domain::{
    agenda::{Admission, AgendaItemKind},
    minutes::{Chapter, MinutedPaper, Minutes, PaperChange, Spoken},
};
use papers::official::{Block, Level, Run};

use super::{labelled, listed, people::called, sentence, time::Times, to_fill_in, votes};

/// The course of the session, and what of the agenda was not reached. `list` is the annex that says who voted what.
pub(super) fn told(minutes: &Minutes, times: &Times, list: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = minutes.course.iter().flat_map(|chapter| item(chapter, times, list)).collect();
    if !minutes.not_reached.is_empty() {
        let heading =
            if minutes.goes_on() { "Nội dung chưa bàn khi lập dự thảo:" } else { "Nội dung trong chương trình chưa bàn:" };
        blocks.push(Block::Heading(Level::Matter, heading.to_owned()));
        blocks.extend(listed(minutes.not_reached.iter().map(|matter| format!("Nội dung {}: {}", matter.number, matter.title)).collect()));
    }
    blocks
}

fn item(chapter: &Chapter, times: &Times, list: &str) -> Vec<Block> {
    let when = when(chapter, times);
    if chapter.kind == AgendaItemKind::Break {
        return vec![Block::Paragraph(vec![Run::italic(format!("{}: {when}.", chapter.title))])];
    }
    let heading = match chapter.number {
        Some(number) => format!("Nội dung {number}. {}", chapter.title),
        None => format!("{} (đã rút khỏi chương trình sau khi bàn)", chapter.title),
    };
    let mut blocks = vec![Block::Heading(Level::Matter, heading), labelled("Thời gian: ", &format!("{when}."))];
    if chapter.admission == Admission::Members {
        let who = "chủ trì, thư ký, thành viên và người được mời riêng.";
        blocks.push(labelled("Phạm vi dự: ", who));
    }
    if !chapter.guests.is_empty() {
        let guests: Vec<String> = chapter.guests.iter().map(called).collect();
        blocks.push(labelled("Người được mời dự nội dung này có mặt: ", &format!("{}.", guests.join("; "))));
    }
    if let Some(presenter) = &chapter.presenter {
        blocks.push(labelled("Người trình bày: ", &sentence(&called(presenter))));
    }
    if !chapter.papers.is_empty() {
        blocks.push(Block::Heading(Level::Group, "Tài liệu:".to_owned()));
        blocks.extend(listed(chapter.papers.iter().map(|paper| named(paper, times)).collect()));
    }
    if chapter.speeches.is_empty() {
        blocks.push(to_fill_in("Ý kiến phát biểu: ", 0));
    } else {
        blocks.push(Block::Heading(Level::Group, "Ý kiến phát biểu:".to_owned()));
        blocks.extend(chapter.speeches.iter().map(|spoken| Block::Blank(vec![Run::plain(said(spoken, times))], 0)));
    }
    if !chapter.motions.is_empty() {
        let named = chapter.motions.iter().any(|voted| voted.counted.is_some());
        let list = if named { format!(" (danh sách tại {list} kèm theo)") } else { String::new() };
        blocks.push(Block::Heading(Level::Group, format!("Biểu quyết{list}:")));
        blocks.extend(listed(chapter.motions.iter().map(|voted| votes::told(voted, times)).collect()));
    }
    blocks.push(to_fill_in("Kết luận của chủ trì: ", 1));
    blocks
}

fn when(chapter: &Chapter, times: &Times) -> String {
    let stretches: Vec<String> = chapter.stretches.iter().map(|stretch| times.stretch(stretch)).collect();
    let pauses: Vec<String> = chapter.pauses.iter().map(|pause| times.stretch(pause)).collect();
    let pauses = if pauses.is_empty() { String::new() } else { format!("; tạm nghỉ {}", pauses.join(", ")) };
    stretches.join(", ") + &pauses
}

/// "Tờ trình … (số 218/TTr-STC), trang 12–57 của bộ tài liệu"
fn named(paper: &MinutedPaper, times: &Times) -> String {
    let mut text = paper.title.clone();
    let symbol = paper.symbol.as_ref().map(|symbol| format!("số {symbol}"));
    let version = (paper.version > 1).then(|| format!("bản thứ {}", paper.version));
    let known: Vec<String> = symbol.into_iter().chain(version).collect();
    if !known.is_empty() {
        text.push_str(&format!(" ({})", known.join(", ")));
    }
    match paper.pages {
        Some((first, last)) if first == last => text.push_str(&format!(", trang {first} của bộ tài liệu")),
        Some((first, last)) => text.push_str(&format!(", trang {first}–{last} của bộ tài liệu")),
        None => {}
    }
    for (at, change) in &paper.changes {
        let what = match change {
            PaperChange::Attached => "bổ sung",
            PaperChange::Replaced => "thay bằng bản mới",
            PaperChange::Withdrawn => "rút",
        };
        text.push_str(&format!(", {what} lúc {}", times.at(*at)));
    }
    text
}

/// "- Bà Nguyễn Thị B, Giám đốc Sở Y tế (từ 8 giờ 12 đến 8 giờ 17): "
fn said(spoken: &Spoken, times: &Times) -> String {
    let mut when = times.stretch(&spoken.when);
    let paused = spoken.when.until.map_or(0, |until| (until - spoken.when.from).num_milliseconds() - spoken.spent_ms.cast_signed());
    if paused >= 60_000 {
        let minutes = (spoken.spent_ms + 30_000) / 60_000;
        when.push_str(&format!(", không kể tạm nghỉ là {minutes} phút"));
    }
    format!("- {} ({when}): ", called(&spoken.person))
}
