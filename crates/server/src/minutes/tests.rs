//! The words of minutes, sentence by sentence, for sessions of every shape.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use domain::{
    agenda::{Admission, AgendaItemContent, AgendaItemKind},
    attendee::{AttendeePlace, AttendeeRole},
    event::{Event, Recorded},
    ids::{AttendeeId, MeetingId},
    minutes::{Attended, Chairing, Chapter, Counted, MinutedPaper, Minutes, NotReached, PaperChange, Spoken, Stretch, Vote, Voted, Voter},
    motion::{Choice, Majority, Tally},
    paper::{FileRef, Filing},
    person::PersonCard,
    rules::MeetingKind,
    view::QuorumView,
};
use papers::{
    kind::Kind,
    office,
    official::{Block, Official},
};
use uuid::Uuid;

use super::drafted;

/// A moment of 26 November 2026 by the house's clock.
fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 26, hour - 7, minute, 0).single().expect("a moment")
}

fn stretch(from: (u32, u32), until: Option<(u32, u32)>) -> Stretch {
    Stretch { from: at(from.0, from.1), until: until.map(|(hour, minute)| at(hour, minute)) }
}

fn person(number: u128, name: &str, post: &str) -> PersonCard {
    PersonCard {
        person_id: Uuid::from_u128(number).into(),
        honorific: Some("Ông".to_owned()),
        name: name.to_owned(),
        post: post.to_owned(),
        unit: "UBND tỉnh".to_owned(),
    }
}

fn attended(number: u128, role: AttendeeRole, stays: Vec<Stretch>) -> Attended {
    let person = person(number, &format!("Người {number}"), &format!("Giám đốc Sở {number}"));
    Attended { attendee_id: AttendeeId(Uuid::from_u128(number)), person, role, votes: role != AttendeeRole::Guest, stays }
}

fn chapter(number: Option<u32>) -> Chapter {
    Chapter {
        item_id: Uuid::from_u128(u128::from(number.unwrap_or(0))).into(),
        number,
        kind: AgendaItemKind::Matter,
        title: "Bảng giá đất năm 2027".to_owned(),
        presenter: None,
        admission: Admission::All,
        taken_off: number.is_none(),
        stretches: vec![stretch((8, 5), Some((9, 0)))],
        pauses: Vec::new(),
        guests: Vec::new(),
        papers: Vec::new(),
        speeches: Vec::new(),
        motions: Vec::new(),
    }
}

fn quorum(present: u32) -> Option<QuorumView> {
    Some(QuorumView { present, needed: 4, members: 5, reached: present >= 4, source: "Điều 114".to_owned() })
}

/// A session from 8 giờ 02 to 11 giờ 27 with nobody and nothing in it.
fn minutes() -> Minutes {
    Minutes {
        seq: 123,
        title: "Phiên họp thường kỳ tháng 11".to_owned(),
        room: "Phòng họp số 1".to_owned(),
        starts_at: at(8, 0),
        opened_at: at(8, 2),
        closed_at: Some(at(11, 27)),
        chairs: vec![Chairing { person: person(1, "Trần Quang Vĩnh", "Chủ tịch UBND tỉnh"), since: None }],
        secretaries: vec![person(2, "Võ Ngọc Trâm", "Phó Chánh Văn phòng")],
        attendees: Vec::new(),
        quorum_at_opening: None,
        quorum: None,
        course: Vec::new(),
        not_reached: Vec::new(),
    }
}

/// What stands in the body, a line a paragraph; what is to be filled in ends with an arrow.
fn lines(official: &Official) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &official.body {
        match block {
            Block::Heading(_, text) => lines.push(text.clone()),
            Block::Paragraph(runs) => lines.push(runs.iter().map(|run| run.text.as_str()).collect()),
            Block::Blank(runs, _) => lines.push(runs.iter().map(|run| run.text.as_str()).collect::<String>() + "→"),
            Block::Table(..) => lines.push("(bảng)".to_owned()),
        }
    }
    lines
}

fn said(minutes: &Minutes) -> Vec<String> {
    lines(&drafted(minutes, "Ủy ban nhân dân tỉnh Lam Giang", None))
}

#[test]
fn a_session_from_beginning_to_end() {
    let mut told = minutes();
    let all_along = || vec![stretch((8, 2), None)];
    told.attendees = vec![
        attended(1, AttendeeRole::Chair, all_along()),
        attended(3, AttendeeRole::Member, vec![stretch((8, 2), Some((9, 0))), stretch((9, 30), None)]),
        attended(4, AttendeeRole::Member, Vec::new()),
        attended(2, AttendeeRole::Secretary, all_along()),
        attended(5, AttendeeRole::Guest, vec![stretch((8, 40), Some((9, 10)))]),
    ];
    (told.quorum_at_opening, told.quorum) = (quorum(3), quorum(4));
    let spoken = |number, from, until, spent_ms| Spoken {
        attendee_id: AttendeeId(Uuid::from_u128(number)),
        person: person(number, &format!("Người {number}"), "Giám đốc Sở Y tế"),
        when: stretch(from, Some(until)),
        spent_ms,
    };
    let paper = |version, pages, changes| MinutedPaper {
        paper_id: Uuid::nil().into(),
        title: "Tờ trình Bảng giá đất".to_owned(),
        symbol: Some("331/TTr-SNNMT".to_owned()),
        version,
        pages,
        changes,
    };
    let first = Chapter {
        presenter: Some(person(3, "Cao Văn Thước", "Giám đốc Sở Nông nghiệp và Môi trường")),
        admission: Admission::Members,
        guests: vec![person(5, "Hồ Sỹ Nghĩa", "Chủ tịch UBND xã Thượng Lam")],
        pauses: vec![stretch((8, 30), Some((8, 40)))],
        papers: vec![
            paper(2, Some((12, 57)), vec![(at(8, 20), PaperChange::Replaced)]),
            paper(1, Some((58, 58)), Vec::new()),
            paper(1, None, vec![(at(8, 10), PaperChange::Attached), (at(8, 50), PaperChange::Withdrawn)]),
        ],
        speeches: vec![spoken(3, (8, 12), (8, 17), 300_000), spoken(4, (8, 25), (8, 45), 600_000)],
        ..chapter(Some(1))
    };
    let rest = Chapter {
        kind: AgendaItemKind::Break,
        title: "Nghỉ giải lao".to_owned(),
        stretches: vec![stretch((9, 0), Some((9, 15)))],
        ..chapter(None)
    };
    told.course = vec![first, rest, Chapter { stretches: vec![stretch((9, 15), Some((9, 15)))], ..chapter(Some(3)) }];
    told.not_reached = vec![NotReached { number: 2, title: "Nông thôn mới".to_owned() }];
    assert_eq!(
        said(&told),
        [
            "Thời gian bắt đầu: 8 giờ 02, ngày 26 tháng 11 năm 2026.",
            "Địa điểm: Phòng họp số 1.",
            "Thành phần tham dự: có mặt 3 trên 4 người dự cả cuộc họp (kể cả thư ký), vắng mặt 1 người; khách mời theo nội dung có mặt 1 trên 1 người.",
            "Thành viên có mặt (2 người):",
            "- Ông Người 1, Giám đốc Sở 1;",
            "- Ông Người 3, Giám đốc Sở 3 (có mặt đến 9 giờ 00, từ 9 giờ 30).",
            "Thành viên vắng mặt (1 người):",
            "- Ông Người 4, Giám đốc Sở 4; lý do, dự thay: →",
            "Khách mời theo nội dung có mặt (1 người):",
            "- Ông Người 5, Giám đốc Sở 5 (có mặt từ 8 giờ 40 đến 9 giờ 10).",
            "Thành viên có quyền biểu quyết có mặt: 3/5 khi khai mạc, 4/5 khi kết thúc; cần ít nhất 4/5 (Điều 114): \
             khi khai mạc chưa đủ, khi kết thúc đủ số thành viên theo quy định.",
            "Chủ trì: Ông Trần Quang Vĩnh, Chủ tịch UBND tỉnh.",
            "Thư ký: Ông Võ Ngọc Trâm, Phó Chánh Văn phòng.",
            "Nội dung (theo diễn biến cuộc họp):",
            "Nội dung 1. Bảng giá đất năm 2027",
            "Thời gian: từ 8 giờ 05 đến 9 giờ 00; tạm nghỉ từ 8 giờ 30 đến 8 giờ 40.",
            "Phạm vi dự: chủ trì, thư ký, thành viên và người được mời riêng.",
            "Người được mời dự nội dung này có mặt: Ông Hồ Sỹ Nghĩa, Chủ tịch UBND xã Thượng Lam.",
            "Người trình bày: Ông Cao Văn Thước, Giám đốc Sở Nông nghiệp và Môi trường.",
            "Tài liệu:",
            "- Tờ trình Bảng giá đất (số 331/TTr-SNNMT, bản thứ 2), trang 12–57 của bộ tài liệu, thay bằng bản mới lúc 8 giờ 20;",
            "- Tờ trình Bảng giá đất (số 331/TTr-SNNMT), trang 58 của bộ tài liệu;",
            "- Tờ trình Bảng giá đất (số 331/TTr-SNNMT), bổ sung lúc 8 giờ 10, rút lúc 8 giờ 50.",
            "Ý kiến phát biểu:",
            "- Ông Người 3, Giám đốc Sở Y tế (từ 8 giờ 12 đến 8 giờ 17): →",
            "- Ông Người 4, Giám đốc Sở Y tế (từ 8 giờ 25 đến 8 giờ 45, không kể tạm nghỉ là 10 phút): →",
            "Kết luận của chủ trì: →",
            "Nghỉ giải lao: từ 9 giờ 00 đến 9 giờ 15.",
            "Nội dung 3. Bảng giá đất năm 2027",
            "Thời gian: lúc 9 giờ 15.",
            "Ý kiến phát biểu: →",
            "Kết luận của chủ trì: →",
            "Nội dung trong chương trình chưa bàn:",
            "- Nội dung 2: Nông thôn mới.",
            "Kết luận chung của chủ trì: →",
            "Cuộc họp kết thúc vào 11 giờ 27, ngày 26 tháng 11 năm 2026./.",
        ]
    );
}

#[test]
fn what_is_not_known_is_left_to_be_filled_in() {
    let mut told = minutes();
    told.closed_at = None;
    told.secretaries.clear();
    told.course = vec![chapter(None)];
    told.chairs.push(Chairing { person: person(6, "Phạm Đình Khải", "Phó Chủ tịch UBND tỉnh"), since: Some(at(10, 0)) });
    let official = drafted(&told, "UBND tỉnh", None);
    let lines = lines(&official);
    for expected in [
        "Dự thảo này được lập khi cuộc họp chưa kết thúc.",
        "Thư ký: →",
        "Chủ trì: Ông Trần Quang Vĩnh, Chủ tịch UBND tỉnh; Ông Phạm Đình Khải, Phó Chủ tịch UBND tỉnh (từ 10 giờ 00).",
        "Bảng giá đất năm 2027 (đã rút khỏi chương trình sau khi bàn)",
        "Cuộc họp kết thúc vào …… giờ ……, ngày …… tháng …… năm ……./.",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected} in {lines:#?}");
    }
    // A journal that somebody has tampered with is told as it stands, with a warning first.
    let warned = self::lines(&drafted(&told, "UBND tỉnh", Some(17)));
    assert_eq!(warned[0], "Nhật ký phiên họp không còn nguyên vẹn từ dòng 17. Đề nghị kiểm tra trước khi sử dụng dự thảo này.");
    assert_eq!(warned[1..], lines);
    // Who sits in the chair at the end signs.
    let names: Vec<&str> = official.signatures.iter().map(|signature| signature.name.as_str()).collect();
    assert_eq!(names, ["", "Phạm Đình Khải"]);
}

fn voted(tally: Option<Tally>) -> Voted {
    let voter = |number, name, vote, receipt: Option<&str>| Voter {
        person: person(number, name, "Giám đốc"),
        vote,
        receipt: receipt.map(str::to_owned),
    };
    let votes = vec![
        voter(1, "Trần Quang Vĩnh", Vote::Cast(Choice::For), Some("7K2M 9QXR")),
        voter(3, "Cao Văn Thước", Vote::Cast(Choice::For), Some("0A1B 2C3D")),
        voter(4, "Vi Văn Thuận", Vote::Silent, None),
        voter(5, "Vũ Tiến Đạt", Vote::Absent, None),
    ];
    Voted {
        motion_id: Uuid::from_u128(9).into(),
        question: "Thông qua dự thảo Nghị quyết".to_owned(),
        put_at: at(8, 40),
        counted: tally.map(|tally| Counted { closed_at: at(8, 42), tally, votes }),
    }
}

fn tally(carried: bool, by_chair: bool) -> Tally {
    let majority = Some(Majority { needed: 3, carried, by_chair, source: "Điều 117".to_owned() });
    Tally { members: 4, in_favour: 2, against: 0, abstain: 0, silent: 1, absent: 1, majority }
}

#[test]
fn votes_are_told_in_numbers_and_by_name() {
    let mut told = minutes();
    let motions = [
        Some(tally(true, false)),
        Some(tally(true, true)),
        Some(tally(false, false)),
        Some(Tally { majority: None, ..tally(false, false) }),
        None,
    ];
    told.course = vec![Chapter { motions: motions.into_iter().map(voted).collect(), ..chapter(Some(4)) }];
    let official = drafted(&told, "UBND tỉnh", None);
    let lines = lines(&official);
    let at = lines.iter().position(|line| line == "Biểu quyết (danh sách tại Phụ lục kèm theo):").expect("the votes");
    let numbers = "“Thông qua dự thảo Nghị quyết” (từ 8 giờ 40 đến 8 giờ 42): tán thành 2, không tán thành 0, không có ý kiến 0, \
                   có mặt nhưng không biểu quyết 1, vắng mặt 1; tổng số 4 thành viên có quyền biểu quyết";
    let rule = "; cần ít nhất 3 phiếu tán thành (Điều 117): ";
    assert_eq!(
        lines[at + 1..at + 7],
        [
            format!("- {numbers}{rule}được thông qua;"),
            format!("- {numbers}{rule}đúng một nửa tán thành, theo biểu quyết của chủ trì, được thông qua;"),
            format!("- {numbers}{rule}không được thông qua;"),
            format!("- {numbers};"),
            "- “Thông qua dự thảo Nghị quyết” (từ 8 giờ 40): đang biểu quyết khi lập dự thảo.".to_owned(),
            "Kết luận của chủ trì: →".to_owned(),
        ]
    );
    let text = office::text(Kind::Docx, &official.docx()).expect("text").remove(0).text;
    let annex = &text[text.find("DANH SÁCH BIỂU QUYẾT").expect("the annex")..];
    for expected in [
        "Nội dung 4. “Thông qua dự thảo Nghị quyết” (kết thúc lúc 8 giờ 42)",
        "Tán thành (2): Ông Trần Quang Vĩnh (7K2M 9QXR); Ông Cao Văn Thước (0A1B 2C3D).",
        "Có mặt nhưng không biểu quyết (1): Ông Vi Văn Thuận.",
        "Vắng mặt (1): Ông Vũ Tiến Đạt.",
    ] {
        assert_eq!(annex.matches(expected).count(), 4, "{expected} in {annex}");
    }
    assert!(!annex.contains("Không tán thành"), "nobody did");

    // With a long list of people there are two annexes, and each is named where it is meant.
    told.attendees = (1..=61).map(|number| attended(number, AttendeeRole::Member, vec![stretch((8, 2), None)])).collect();
    let text = office::text(Kind::Docx, &drafted(&told, "UBND tỉnh", None).docx()).expect("text").remove(0).text;
    assert!(text.contains("(danh sách tại Phụ lục I kèm theo).") && text.contains("Biểu quyết (danh sách tại Phụ lục II kèm theo):"));
    assert!(text.find("Phụ lục II\nDANH SÁCH BIỂU QUYẾT").is_some(), "{text}");
}

#[test]
fn another_day_is_named_and_official_dates_have_their_zeros() {
    let mut told = minutes();
    told.opened_at = Utc.with_ymd_and_hms(2026, 2, 5, 1, 5, 0).single().expect("a moment");
    told.closed_at = Utc.with_ymd_and_hms(2026, 5, 6, 17, 30, 0).single();
    let mut over_night = chapter(Some(1));
    over_night.stretches = vec![Stretch { from: told.opened_at, until: told.closed_at }];
    told.course = vec![over_night];
    let lines = said(&told);
    assert_eq!(lines[0], "Thời gian bắt đầu: 8 giờ 05, ngày 05 tháng 02 năm 2026.");
    assert!(lines.contains(&"Thời gian: từ 8 giờ 05 đến 0 giờ 30 ngày 07 tháng 5 năm 2026.".to_owned()), "{lines:#?}");
    assert_eq!(lines.last().map(String::as_str), Some("Cuộc họp kết thúc vào 0 giờ 30, ngày 07 tháng 5 năm 2026./."));
}

#[test]
fn a_long_list_of_people_is_joined_as_an_annex() {
    let mut told = minutes();
    told.attendees = (1..=300)
        .map(|number| {
            let stays = if number % 10 == 0 { Vec::new() } else { vec![stretch((8, 2), None)] };
            attended(number, if number == 1 { AttendeeRole::Chair } else { AttendeeRole::Member }, stays)
        })
        .collect();
    let official = drafted(&told, "UBND tỉnh", None);
    let counted = "Thành phần tham dự: có mặt 270 trên 300 người dự cả cuộc họp, vắng mặt 30 người (danh sách tại Phụ lục kèm theo).";
    assert!(lines(&official).iter().any(|line| line == counted) && !lines(&official).iter().any(|line| line.contains("Người 7,")));
    let text = office::text(Kind::Docx, &official.docx()).expect("text").remove(0).text;
    assert!(text.contains("300\tÔng Người 300\tGiám đốc Sở 300\tvắng mặt") && text.contains("DANH SÁCH THÀNH PHẦN THAM DỰ"));
}

/// A conference as houses hold them: 300 people, 40 items with three papers each, some 1,500 events.
#[test]
fn a_large_conference_is_told_whole() {
    let journal = conference();
    let begun = std::time::Instant::now();
    let minutes = Minutes::of(MeetingId(Uuid::nil()), &journal).expect("minutes");
    let told = begun.elapsed();
    let official = drafted(&minutes, "Ủy ban nhân dân tỉnh Lam Giang", None);
    let bytes = official.docx();
    println!("{} events: read in {told:?}, written in {:?}, {} bytes", journal.len(), begun.elapsed() - told, bytes.len());
    let text = office::text(Kind::Docx, &bytes).expect("text").remove(0).text;
    assert_eq!(text.matches(" của bộ tài liệu").count(), 120);
    assert!(text.contains("trang 711–720 của bộ tài liệu"), "the third paper of the 24th item, ten pages each");
    assert_eq!(text.matches("Nội dung 40. ").count(), 1);
    assert_eq!(minutes.course.iter().map(|chapter| chapter.speeches.len()).sum::<usize>(), 200);
    assert!(
        text.contains("có mặt 300 trên 300 người dự cả cuộc họp, không có người vắng mặt (danh sách")
            && text.contains("300\tÔng Người 300")
    );
}

fn conference() -> Vec<Recorded> {
    let id = Uuid::from_u128;
    let (meeting_kind, room) = (
        MeetingKind { code: "k".into(), name: "Hội nghị".into(), name_en: "K".into(), quorum: None, majority: None },
        "Hội trường".to_owned(),
    );
    let title = "Hội nghị tổng kết công tác năm 2026 và triển khai nhiệm vụ năm 2027".to_owned();
    let mut journal = Vec::new();
    let mut say = |minute: i64, event: Event| {
        let seq = journal.len() as u64 + 1;
        journal.push(Recorded { seq, at: at(8, 0) + TimeDelta::minutes(minute), actor: "Thư ký".into(), event });
    };
    say(0, Event::MeetingCreated { meeting_kind, title, room, starts_at: at(8, 0) });
    let place = |number: u128| AttendeePlace {
        person: person(number, &format!("Người {number}"), "Trưởng phòng Kế hoạch – Tài chính, Ban Quản lý dự án đầu tư xây dựng tỉnh"),
        role: if number == 1 { AttendeeRole::Chair } else { AttendeeRole::Member },
        votes: true,
        seat: None,
        protocol_order: u32::try_from(number).unwrap_or(u32::MAX),
    };
    say(0, Event::AttendeesAdded { attendees: (1..=300).map(|number| (AttendeeId(id(number)), place(number))).collect() });
    for item in 1..=40 {
        let content = AgendaItemContent {
            kind: AgendaItemKind::Matter,
            title: format!("Báo cáo chuyên đề số {item} về tình hình thực hiện nhiệm vụ phát triển kinh tế – xã hội"),
            short_title: format!("Chuyên đề {item}"),
            presenter: None,
            planned_minutes: 5,
            admission: Admission::All,
            guests: BTreeSet::new(),
        };
        say(0, Event::AgendaItemAdded { item_id: id(item).into(), item: content });
        for paper in 1..=3 {
            let file = FileRef { hash: format!("{item}-{paper}"), name: "a.pdf".into(), size: 1, pages: 10, kind: "pdf".into() };
            let title = format!("Báo cáo kết quả thực hiện chuyên đề {item}, phần {paper}");
            let (paper_id, symbol) = (id(item * 10 + paper).into(), Some(format!("{item}{paper}/BC-UBND")));
            say(0, Event::PaperAttached { paper_id, item_id: id(item).into(), title, symbol, filing: Filing::default(), file });
        }
    }
    say(0, Event::MeetingPublished);
    for number in 1..=300 {
        say(0, Event::AttendeeCheckedIn { attendee_id: AttendeeId(id(number)) });
    }
    say(1, Event::SessionOpened);
    let mut from = None;
    for item in 1..=40_u32 {
        let (to, minute) = (id(u128::from(item)).into(), i64::from(item) * 6);
        say(minute, Event::AgendaAdvanced { from, to, from_done: true });
        from = Some(to);
        for speech in 1..=5_u32 {
            let attendee_id = AttendeeId(id(u128::from(item + speech * 40)));
            say(minute + i64::from(speech), Event::SpeechAsked { attendee_id });
            say(minute + i64::from(speech), Event::FloorGiven { attendee_id });
            say(minute + i64::from(speech), Event::SpeechEnded { attendee_id });
        }
    }
    say(250, Event::SessionClosed);
    journal
}
