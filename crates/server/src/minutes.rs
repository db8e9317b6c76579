//! The minutes of a session as an official paper (Decree 30/2020/NĐ-CP, form 1.10): the words around what the journal says. Always in
//! Vietnamese. What the journal does not know is left as dots: nothing here is made up.

mod course;
mod people;
mod time;
mod votes;

#[cfg(test)]
mod tests;

use domain::minutes::Minutes;
use papers::official::{Block, Level, Official, Run, Signature};

use time::Times;

/// The draft, drawn up by a house of this name. `broken` is the first row of the journal that is no longer sealed by the one before, where
/// there is one: then the draft says so above everything else. Cost grows with what the minutes tell.
pub fn drafted(minutes: &Minutes, house: &str, broken: Option<u64>) -> Official {
    let times = Times::of(minutes.opened_at);
    let votes = votes::annex(minutes, &times);
    let both = votes.is_some() && people::are_many(minutes);
    let [list_of_people, list_of_votes] = if both { ["Phụ lục I", "Phụ lục II"] } else { ["Phụ lục"; 2] };
    let people = people::told(minutes, &times, list_of_people);
    let mut body = Vec::new();
    if let Some(row) = broken {
        let warning = format!("Nhật ký phiên họp không còn nguyên vẹn từ dòng {row}. Đề nghị kiểm tra trước khi sử dụng dự thảo này.");
        body.push(Block::Paragraph(vec![Run::bold(warning)]));
    }
    if minutes.goes_on() {
        body.push(Block::Paragraph(vec![Run::italic("Dự thảo này được lập khi cuộc họp chưa kết thúc.")]));
    }
    body.push(labelled("Thời gian bắt đầu: ", &format!("{}, {}.", times.hour(minutes.opened_at), times.date(minutes.opened_at))));
    body.push(labelled("Địa điểm: ", &sentence(&minutes.room)));
    body.extend(people.body);
    body.push(Block::Heading(Level::Part, "Nội dung (theo diễn biến cuộc họp):".to_owned()));
    body.extend(course::told(minutes, &times, list_of_votes));
    body.push(to_fill_in("Kết luận chung của chủ trì: ", 2));
    body.push(Block::Paragraph(vec![Run::plain(format!("Cuộc họp kết thúc vào {}./.", times.end(minutes.closed_at)))]));
    let last = |names: Vec<&str>| names.last().map(|name| (*name).to_owned()).unwrap_or_default();
    Official {
        agency: house.to_owned(),
        code: "BB".to_owned(),
        type_name: "Biên bản".to_owned(),
        subject: minutes.title.clone(),
        mark: Some("DỰ THẢO".to_owned()),
        body,
        signatures: vec![
            Signature {
                capacity: "Thư ký".to_owned(),
                // Where several keep the record, one of them signs: which one, they know.
                name: match minutes.secretaries.as_slice() {
                    [one] => one.name.clone(),
                    _ => String::new(),
                },
            },
            Signature {
                capacity: "Chủ trì".to_owned(),
                name: last(minutes.chairs.iter().map(|chair| chair.person.name.as_str()).collect()),
            },
        ],
        recipients: vec!["……;".to_owned(), "Lưu: VT, Hồ sơ.".to_owned()],
        annexes: people.annex.into_iter().chain(votes).collect(),
        source: format!("Lập từ nhật ký phiên họp, đến sự kiện số {}.", minutes.seq),
    }
}

/// A label and what it is.
fn labelled(label: &str, text: &str) -> Block {
    Block::Paragraph(vec![Run::bold(label), Run::plain(text)])
}

/// A label, and dots after it.
fn to_fill_in(label: &str, lines: u8) -> Block {
    Block::Blank(vec![Run::bold(label)], lines)
}

/// With a full stop, unless it ends with one.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// Lines of a list: semicolons between them, a full stop after the last.
fn listed(lines: Vec<String>) -> impl Iterator<Item = Block> {
    let last = lines.len().saturating_sub(1);
    lines.into_iter().enumerate().map(move |(number, line)| {
        let end = if number == last { '.' } else { ';' };
        Block::Paragraph(vec![Run::plain(format!("- {line}{end}"))])
    })
}
