//! Who was there, as minutes list them: in protocol order, by their place in the meeting, with the quorum and where it is from.

use domain::{
    attendee::AttendeeRole,
    minutes::{Attended, Minutes},
    person::PersonCard,
};
use papers::official::{Annex, Block, Column, Level, Run};

use super::{labelled, listed, time::Times};

/// Longest list of people within the minutes; a longer one is joined to them.
const WITHIN: usize = 60;

/// Who was there.
pub(super) struct People {
    pub(super) body: Vec<Block>,
    /// The list, where it is joined.
    pub(super) annex: Option<Annex>,
}

/// "Ông Trần Văn A, Giám đốc Sở Tài chính"
pub(super) fn called(person: &PersonCard) -> String {
    let post = if person.post.is_empty() { &person.unit } else { &person.post };
    let post = if post.is_empty() { String::new() } else { format!(", {post}") };
    addressed(person) + &post
}

/// "Ông Trần Văn A"
pub(super) fn addressed(person: &PersonCard) -> String {
    person.honorific.as_ref().map(|honorific| format!("{honorific} ")).unwrap_or_default() + &person.name
}

/// The groups people are listed in. The secretaries of the meeting have a line of their own.
const GROUPS: [(&str, &[AttendeeRole]); 3] = [
    ("Thành viên", &[AttendeeRole::Chair, AttendeeRole::Member]),
    ("Khách mời dự cả cuộc họp", &[AttendeeRole::Invited]),
    ("Khách mời theo nội dung", &[AttendeeRole::Guest]),
];

/// Whether the list is too long to stand within the minutes.
pub(super) fn are_many(minutes: &Minutes) -> bool {
    minutes.attendees.len() > WITHIN
}

/// The paragraphs of who was there, who chaired and who keeps the record.
pub(super) fn told(minutes: &Minutes, times: &Times, list: &str) -> People {
    let joined = are_many(minutes);
    let mut body = vec![labelled("Thành phần tham dự: ", &counted(minutes, joined.then_some(list)))];
    if !joined {
        body.extend(groups(minutes, times));
    }
    body.extend(quorum(minutes));
    let chairs: Vec<String> = minutes
        .chairs
        .iter()
        .map(|chair| match chair.since {
            Some(since) => format!("{} (từ {})", called(&chair.person), times.at(since)),
            None => called(&chair.person),
        })
        .collect();
    body.push(line("Chủ trì: ", &chairs.join("; ")));
    let kept = |person: &PersonCard| {
        let absent = minutes.attendees.iter().any(|attended| attended.person.person_id == person.person_id && attended.stays.is_empty());
        if absent { format!("{} (chưa điểm danh)", called(person)) } else { called(person) }
    };
    body.push(line("Thư ký: ", &minutes.secretaries.iter().map(kept).collect::<Vec<_>>().join("; ")));
    People { body, annex: joined.then(|| annex(minutes, times)) }
}

/// A label and what it is, or dots where that is not known.
fn line(label: &str, text: &str) -> Block {
    if text.is_empty() { super::to_fill_in(label, 0) } else { labelled(label, &format!("{text}.")) }
}

fn present(attended: &&Attended) -> bool {
    !attended.stays.is_empty()
}

/// Numbers that add up to the list.
fn counted(minutes: &Minutes, list: Option<&str>) -> String {
    let whole = || minutes.attendees.iter().filter(|attended| attended.role != AttendeeRole::Guest);
    let secretaries = whole().any(|attended| attended.role == AttendeeRole::Secretary);
    let (expected, here) = (whole().count(), whole().filter(present).count());
    let absent =
        if here == expected { "không có người vắng mặt".to_owned() } else { format!("vắng mặt {} người", expected - here) };
    let mut text =
        format!("có mặt {here} trên {expected} người dự cả cuộc họp{}, {absent}", if secretaries { " (kể cả thư ký)" } else { "" });
    let guests = || minutes.attendees.iter().filter(|attended| attended.role == AttendeeRole::Guest);
    if guests().next().is_some() {
        text.push_str(&format!("; khách mời theo nội dung có mặt {} trên {} người", guests().filter(present).count(), guests().count()));
    }
    let list = list.map(|list| format!(" (danh sách tại {list} kèm theo)")).unwrap_or_default();
    format!("{text}{list}.")
}

fn groups(minutes: &Minutes, times: &Times) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (group, roles) in GROUPS {
        let of = || minutes.attendees.iter().filter(|attended| roles.contains(&attended.role));
        let here: Vec<String> = of()
            .filter(present)
            .map(|attended| match noted(attended, minutes, times) {
                Some(note) => format!("{} ({note})", called(&attended.person)),
                None => called(&attended.person),
            })
            .collect();
        if !here.is_empty() {
            blocks.push(Block::Heading(Level::Group, format!("{group} có mặt ({} người):", here.len())));
            blocks.extend(listed(here));
        }
        let absent: Vec<&Attended> = of().filter(|attended| !present(attended)).collect();
        if !absent.is_empty() {
            blocks.push(Block::Heading(Level::Group, format!("{group} vắng mặt ({} người):", absent.len())));
            // Why, and who came instead, no journal says.
            blocks.extend(
                absent
                    .into_iter()
                    .map(|attended| Block::Blank(vec![Run::plain(format!("- {}; lý do, dự thay: ", called(&attended.person)))], 0)),
            );
        }
    }
    blocks
}

/// When somebody was there, where it was not all along.
fn noted(attended: &Attended, minutes: &Minutes, times: &Times) -> Option<String> {
    if matches!(attended.stays.as_slice(), [one] if one.from <= minutes.opened_at && one.until.is_none()) {
        return None;
    }
    let stays: Vec<String> = attended
        .stays
        .iter()
        .map(|stay| match stay.until {
            Some(until) if stay.from <= minutes.opened_at => format!("đến {}", times.at(until)),
            _ => times.stretch(stay),
        })
        .collect();
    Some(format!("có mặt {}", stays.join(", ")))
}

fn quorum(minutes: &Minutes) -> Option<Block> {
    let (then, now) = (minutes.quorum_at_opening.as_ref()?, minutes.quorum.as_ref()?);
    let end = if minutes.goes_on() { "khi lập dự thảo" } else { "khi kết thúc" };
    let enough = |reached: bool| if reached { "đủ" } else { "chưa đủ" };
    let verdict = if then.reached == now.reached {
        format!("{} số thành viên theo quy định", enough(now.reached))
    } else {
        format!("khi khai mạc {}, {end} {} số thành viên theo quy định", enough(then.reached), enough(now.reached))
    };
    let text = format!(
        "{}/{} khi khai mạc, {}/{} {end}; cần ít nhất {}/{} ({}): {verdict}.",
        then.present, then.members, now.present, now.members, now.needed, now.members, now.source
    );
    Some(labelled("Thành viên có quyền biểu quyết có mặt: ", &text))
}

/// The whole list as a table.
fn annex(minutes: &Minutes, times: &Times) -> Annex {
    let column = |head: &str, share, centred| Column { head: head.to_owned(), share, centred };
    let columns =
        vec![column("TT", 7, true), column("Họ và tên", 27, false), column("Chức vụ, đơn vị", 45, false), column("Ghi chú", 21, false)];
    let mut body = Vec::new();
    let groups = GROUPS.into_iter().chain([("Thư ký", &[AttendeeRole::Secretary][..])]);
    for (group, roles) in groups {
        let of: Vec<&Attended> = minutes.attendees.iter().filter(|attended| roles.contains(&attended.role)).collect();
        if of.is_empty() {
            continue;
        }
        let here = of.iter().filter(|attended| present(attended)).count();
        body.push(Block::Heading(Level::Part, format!("{group} (có mặt {here} trên {} người)", of.len())));
        let rows = of.into_iter().zip(1..).map(|(attended, number): (&Attended, u32)| {
            let person = &attended.person;
            let post = if person.post.is_empty() { &person.unit } else { &person.post };
            let note = if present(&attended) { noted(attended, minutes, times).unwrap_or_default() } else { "vắng mặt".to_owned() };
            vec![number.to_string(), addressed(person), post.clone(), note]
        });
        body.push(Block::Table(columns.clone(), rows.collect()));
    }
    Annex { title: "Danh sách thành phần tham dự".to_owned(), body }
}
