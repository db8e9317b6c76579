//! What was voted, as minutes tell it: the question, the numbers that add up to all members, what it takes; in an annex, every name.

use domain::{
    minutes::{Counted, Minutes, Stretch, Vote, Voted, Voter},
    motion::{Choice, Tally},
};
use papers::official::{Annex, Block, Level, Run};

use super::{people::addressed, time::Times};

/// The ways of voting and of not voting, in the order in which they are counted.
const VOTES: [(&str, Vote); 5] = [
    ("tán thành", Vote::Cast(Choice::For)),
    ("không tán thành", Vote::Cast(Choice::Against)),
    ("không có ý kiến", Vote::Cast(Choice::Abstain)),
    ("có mặt nhưng không biểu quyết", Vote::Silent),
    ("vắng mặt", Vote::Absent),
];

/// "“Thông qua Tờ trình …” (từ 9 giờ 10 đến 9 giờ 12): tán thành 14, …; cần ít nhất 11 phiếu tán thành (Điều 117): được thông qua"
pub(super) fn told(voted: &Voted, times: &Times) -> String {
    let question = &voted.question;
    let Some(counted) = &voted.counted else {
        return format!("“{question}” (từ {}): đang biểu quyết khi lập dự thảo", times.at(voted.put_at));
    };
    let when = times.stretch(&Stretch { from: voted.put_at, until: Some(counted.closed_at) });
    let tally = &counted.tally;
    let numbers: Vec<String> = VOTES.iter().map(|(name, vote)| format!("{name} {}", number(tally, *vote))).collect();
    format!("“{question}” ({when}): {}; tổng số {} thành viên có quyền biểu quyết{}", numbers.join(", "), tally.members, verdict(tally))
}

fn number(tally: &Tally, vote: Vote) -> u32 {
    match vote {
        Vote::Cast(Choice::For) => tally.in_favour,
        Vote::Cast(Choice::Against) => tally.against,
        Vote::Cast(Choice::Abstain) => tally.abstain,
        Vote::Silent => tally.silent,
        Vote::Absent => tally.absent,
    }
}

/// Nothing where the kind of meeting has no rule: then there are numbers and no verdict.
fn verdict(tally: &Tally) -> String {
    let Some(majority) = &tally.majority else { return String::new() };
    let result = match (majority.carried, majority.by_chair) {
        (true, true) => "đúng một nửa tán thành, theo biểu quyết của chủ trì, được thông qua",
        (true, false) => "được thông qua",
        (false, _) => "không được thông qua",
    };
    format!("; cần ít nhất {} phiếu tán thành ({}): {result}", majority.needed, majority.source)
}

/// Who voted what, by name: all votes were open. None where nothing was counted.
pub(super) fn annex(minutes: &Minutes, times: &Times) -> Option<Annex> {
    let note = "Sau họ và tên là mã phiếu mà người biểu quyết đã nhận, để đối chiếu.";
    let mut body = vec![Block::Paragraph(vec![Run::italic(note)])];
    for chapter in &minutes.course {
        for (voted, counted) in chapter.motions.iter().filter_map(|voted| Some((voted, voted.counted.as_ref()?))) {
            let item = chapter.number.map(|number| format!("Nội dung {number}. ")).unwrap_or_default();
            body.push(Block::Heading(Level::Part, format!("{item}“{}” (kết thúc lúc {})", voted.question, times.at(counted.closed_at))));
            body.extend(names(counted));
        }
    }
    (body.len() > 1).then(|| Annex { title: "Danh sách biểu quyết".to_owned(), body })
}

fn names(counted: &Counted) -> impl Iterator<Item = Block> {
    VOTES.into_iter().filter_map(|(name, vote)| {
        let named = |voter: &Voter| match &voter.receipt {
            Some(receipt) => format!("{} ({receipt})", addressed(&voter.person)),
            None => addressed(&voter.person),
        };
        let names: Vec<String> = counted.votes.iter().filter(|voter| voter.vote == vote).map(named).collect();
        let label = Run::bold(format!("{} ({}): ", capitalised(name), names.len()));
        (!names.is_empty()).then(|| Block::Paragraph(vec![label, Run::plain(format!("{}.", names.join("; ")))]))
    })
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
