//! Refusals: what was refused, why, and what to do next, in the reader's language.
#![expect(missing_docs, reason = "fields carry the glossary's names; the variants say what they mean")]

use serde::{Deserialize, Serialize};

use crate::{permission::Action, state::Phase};

/// The languages people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Vietnamese, the first one.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// What an `Accept-Language` header asks for: English only where it comes before Vietnamese.
    pub fn preferred(header: Option<&str>) -> Self {
        header
            .into_iter()
            .flat_map(|header| header.split(','))
            .map(|part| part.trim_start().to_ascii_lowercase())
            .find_map(|part| {
                if part.starts_with("vi") {
                    Some(Self::Vi)
                } else if part.starts_with("en") {
                    Some(Self::En)
                } else {
                    None
                }
            })
            .unwrap_or_default()
    }

    /// Picks the text of this language.
    pub fn pick<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// Which part of what was sent is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Field {
    /// Title of a meeting, item or paper.
    Title,
    /// Short title of an item.
    ShortTitle,
    /// Room.
    Room,
    /// Seat.
    Seat,
    /// Number and symbol.
    Symbol,
    /// Submitting unit.
    Unit,
    /// Type of a paper.
    PaperType,
    /// Name of a tablet.
    DeviceName,
    /// Minutes.
    PlannedMinutes,
    /// What is searched for.
    Query,
    /// The question put to the vote.
    Question,
}

impl Field {
    fn label(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Title => ("Tên", "The title"),
            Self::ShortTitle => ("Tên ngắn", "The short title"),
            Self::Room => ("Phòng họp", "The room"),
            Self::Seat => ("Chỗ ngồi", "The seat"),
            Self::Symbol => ("Số, ký hiệu", "The number and symbol"),
            Self::Unit => ("Nơi nộp", "The submitting unit"),
            Self::PaperType => ("Loại văn bản", "The type of paper"),
            Self::DeviceName => ("Tên máy", "The device name"),
            Self::PlannedMinutes => ("Thời lượng", "The planned time"),
            Self::Query => ("Nội dung tìm", "What is searched for"),
            Self::Question => ("Nội dung biểu quyết", "The question"),
        };
        language.pick(vi, en)
    }
}

/// What a thing that was not found is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A meeting.
    Meeting,
    /// An agenda item.
    AgendaItem,
    /// An attendee.
    Attendee,
    /// A paper.
    Paper,
    /// A question put to the vote.
    Motion,
    /// A person of the directory.
    Person,
    /// A kind of meeting.
    MeetingKind,
    /// A classification.
    Classification,
    /// An upload.
    Intake,
    /// A remark on a paper.
    Remark,
    /// A call for service that is still open.
    Call,
}

/// Why a command was refused. [`Refusal::code`] is stable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It does not exist, or not for this person.
    NotFound(Thing),
    /// This person may never do this here.
    NotAllowed(Action),
    /// This person may do this, but not in this phase.
    WrongPhase(Action, Phase),
    /// A text was empty.
    Empty { field: Field },
    /// A text was too long.
    TooLong { field: Field, length: usize, max: usize },
    /// A text had control or direction characters.
    Unreadable { field: Field },
    /// Minutes out of range.
    MinutesOutOfRange { minutes: u32 },
    /// A new thing came with the id of one that is there.
    IdTaken,
    /// Somebody else changed it since it was read.
    EditedMeanwhile,
    /// The person is already on the list.
    AlreadyAttending { name: String },
    /// A second chair.
    ChairTaken { name: String },
    /// A meeting cannot be published without this.
    NotReady { chair: bool, agenda: bool },
    /// A published meeting keeps its chair (`true`) or its last item (`false`).
    StillNeeded { chair: bool },
    /// A session needs an agenda.
    EmptyAgenda,
    /// There is no item after or before the current one.
    NoFurtherItem { forward: bool },
    /// The item is already the current one.
    AlreadyCurrent,
    /// The item being dealt with cannot be taken away.
    ItemInProgress,
    /// Only guests and invited people are admitted by name.
    AdmittedAnyway { name: String },
    /// A break has no papers and no guests.
    BreakHasNone,
    /// The very same file is already the shown version.
    SameFile,
    /// The same bytes are already a paper of this item.
    DuplicatePaper { title: String },
    /// This house takes no papers of this classification.
    ClassNotAccepted { name: String, name_en: String },
    /// A meeting has this many already.
    TooMany { max: usize },
    /// Only those who run the meeting and the presenter of the current item lead through a paper.
    NotPresenting,
    /// Somebody else leads.
    LedByAnother { name: String },
    /// The floor was asked for to speak to an item the meeting has left, or not reached.
    ItemNoLongerCurrent,
    /// Nobody speaks in a break.
    NoFloorInBreak,
    /// The chair speaks without being given the floor.
    ChairHasFloor { name: String },
    /// The person is not admitted to the current item.
    NotAtItem { name: String },
    /// The person has not checked in.
    NotCheckedIn { name: String },
    /// Only the speaker and those who run the meeting end a speech.
    SpeechOfAnother { name: String },
    /// A question is put on the item being dealt with, and on no other.
    NotBeforeTheMeeting,
    /// Nobody present votes.
    NobodyToVote,
    /// A vote is open: it is closed before anything else begins.
    VoteInProgress,
    /// The vote was closed before the ballot came.
    MotionClosed,
    /// The person has voted otherwise: a ballot is cast once.
    BallotCast,
    /// The person does not vote in this meeting.
    HasNoVote { name: String },
    /// The person has not checked in.
    NotHereToVote { name: String },
}

impl Refusal {
    /// The stable code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "not_found",
            Self::NotAllowed(_) => "not_allowed",
            Self::WrongPhase(..) => "wrong_phase",
            Self::Empty { .. } => "empty",
            Self::TooLong { .. } => "too_long",
            Self::Unreadable { .. } => "unreadable",
            Self::MinutesOutOfRange { .. } => "minutes_out_of_range",
            Self::IdTaken => "id_taken",
            Self::EditedMeanwhile => "edited_meanwhile",
            Self::AlreadyAttending { .. } => "already_attending",
            Self::ChairTaken { .. } => "chair_taken",
            Self::NotReady { .. } => "not_ready",
            Self::StillNeeded { .. } => "still_needed",
            Self::EmptyAgenda => "empty_agenda",
            Self::NoFurtherItem { .. } => "no_further_item",
            Self::AlreadyCurrent => "already_current",
            Self::ItemInProgress => "item_in_progress",
            Self::AdmittedAnyway { .. } => "admitted_anyway",
            Self::BreakHasNone => "break_has_none",
            Self::SameFile => "same_file",
            Self::DuplicatePaper { .. } => "duplicate_paper",
            Self::ClassNotAccepted { .. } => "class_not_accepted",
            Self::TooMany { .. } => "too_many",
            Self::NotPresenting => "not_presenting",
            Self::LedByAnother { .. } => "led_by_another",
            Self::ItemNoLongerCurrent => "item_no_longer_current",
            Self::NoFloorInBreak => "no_floor_in_break",
            Self::ChairHasFloor { .. } => "chair_has_floor",
            Self::NotAtItem { .. } => "not_at_item",
            Self::NotCheckedIn { .. } => "not_checked_in",
            Self::SpeechOfAnother { .. } => "speech_of_another",
            Self::NotBeforeTheMeeting => "not_before_the_meeting",
            Self::NobodyToVote => "nobody_to_vote",
            Self::VoteInProgress => "vote_in_progress",
            Self::MotionClosed => "motion_closed",
            Self::BallotCast => "ballot_cast",
            Self::HasNoVote { .. } => "has_no_vote",
            Self::NotHereToVote { .. } => "not_here_to_vote",
        }
    }

    /// The field meant, where there is one.
    pub fn field(&self) -> Option<Field> {
        match self {
            Self::Empty { field } | Self::TooLong { field, .. } | Self::Unreadable { field } => Some(*field),
            Self::MinutesOutOfRange { .. } => Some(Field::PlannedMinutes),
            _ => None,
        }
    }

    /// A sentence for the person: what, why, what next.
    pub fn message(&self, language: Language) -> String {
        let pick = |vi: &str, en: &str| language.pick(vi.to_owned(), en.to_owned());
        match self {
            Self::NotFound(thing) => {
                let (vi, en) = match thing {
                    Thing::Meeting => ("cuộc họp", "meeting"),
                    Thing::AgendaItem => ("nội dung", "agenda item"),
                    Thing::Attendee => ("đại biểu", "attendee"),
                    Thing::Paper => ("tài liệu", "paper"),
                    Thing::Motion => ("nội dung biểu quyết", "vote"),
                    Thing::Classification => ("mức độ mật", "classification"),
                    Thing::Call => ("yêu cầu phục vụ còn chờ", "open call for service"),
                    Thing::Intake => ("tệp đang nhận", "upload"),
                    Thing::Remark => ("ý kiến", "remark"),
                    Thing::Person => ("người này trong danh bạ", "person in the directory"),
                    Thing::MeetingKind => ("loại cuộc họp này", "kind of meeting"),
                };
                language.pick(
                    format!("Không tìm thấy {vi}. Có thể đã được gỡ bỏ; mời tải lại danh sách."),
                    format!("There is no such {en}. It may have been removed; reload the list."),
                )
            }
            Self::NotAllowed(Action::AskForFloor) => pick(
                "Chỉ đại biểu dự họp mới đăng ký phát biểu; chủ trì phát biểu không cần đăng ký.",
                "Only those who attend the meeting ask to speak; the chair speaks without asking.",
            ),
            Self::NotAllowed(Action::DeclineSpeech) => pick(
                "Chỉ chủ trì và thư ký phiên họp mới đưa đại biểu ra khỏi danh sách đăng ký phát biểu. Mời đề nghị chủ trì.",
                "Only the chair and the secretary of the meeting take somebody out of the queue. Ask the chair.",
            ),
            Self::NotAllowed(Action::GiveFloor) => pick(
                "Chỉ chủ trì và thư ký phiên họp mới mời phát biểu. Mời đề nghị chủ trì.",
                "Only the chair and the secretary of the meeting give the floor. Ask the chair.",
            ),
            Self::NotAllowed(Action::PutMotion | Action::CloseMotion) => pick(
                "Chỉ chủ trì và thư ký phiên họp mới mở và kết thúc biểu quyết. Mời đề nghị chủ trì.",
                "Only the chair and the secretary of the meeting open and close a vote. Ask the chair.",
            ),
            Self::NotAllowed(_) => pick(
                "Tài khoản này không có quyền làm việc đó trong cuộc họp. Mời liên hệ bộ phận thư ký.",
                "This account may not do that in this meeting. Please ask the secretariat.",
            ),
            Self::WrongPhase(action, phase) => wrong_phase(*action, *phase, language),
            Self::Empty { field } => {
                let label = field.label(language);
                language
                    .pick(format!("{label} đang để trống. Mời nhập rồi lưu lại."), format!("{label} is empty. Fill it in and save again."))
            }
            Self::TooLong { field, length, max } => {
                let label = field.label(language);
                language.pick(
                    format!("{label} dài {length} ký tự, tối đa {max}. Mời rút gọn rồi lưu lại."),
                    format!("{label} has {length} characters, at most {max}. Shorten it and save again."),
                )
            }
            Self::Unreadable { field } => {
                let label = field.label(language);
                language.pick(
                    format!("{label} có ký tự điều khiển không hiển thị được. Mời gõ lại thay vì dán."),
                    format!("{label} holds control characters that cannot be shown. Type it instead of pasting."),
                )
            }
            Self::MinutesOutOfRange { minutes } => language.pick(
                format!("Thời lượng {minutes} phút không hợp lệ. Mời nhập từ 1 đến 1.440 phút."),
                format!("{minutes} minutes cannot be planned. Enter 1 to 1,440 minutes."),
            ),
            Self::IdTaken => pick(
                "Mục này đã được ghi nhận trước đó nên không thêm lần nữa. Mời tải lại trang.",
                "This has been recorded before and was not added again. Reload the page.",
            ),
            Self::EditedMeanwhile => pick(
                "Người khác vừa sửa mục này. Chưa lưu gì; mời xem bản mới rồi quyết định giữ bản nào.",
                "Somebody else has just changed this. Nothing was saved; look at the new text and decide which to keep.",
            ),
            Self::AlreadyAttending { name } => {
                language.pick(format!("{name} đã có trong thành phần dự họp."), format!("{name} is already on the attendee list."))
            }
            Self::ChairTaken { name } => language.pick(
                format!("Cuộc họp đã có chủ trì là {name}. Mời thêm người mới là thành viên rồi đổi thành chủ trì."),
                format!("{name} already chairs this meeting. Add the new person as a member, then make them the chair."),
            ),
            Self::NotReady { chair, agenda } => {
                let mut missing = Vec::new();
                if *chair {
                    missing.push(language.pick("chủ trì", "a chair"));
                }
                if *agenda {
                    missing.push(language.pick("nội dung chương trình", "an agenda"));
                }
                language.pick(
                    format!("Chưa phát hành được vì còn thiếu {}. Mời bổ sung rồi phát hành lại.", missing.join(" và ")),
                    format!("The meeting cannot be published without {}. Add what is missing and publish again.", missing.join(" and ")),
                )
            }
            Self::StillNeeded { chair: true } => pick(
                "Cuộc họp đã phát hành phải có chủ trì. Mời đổi vai trò chủ trì cho người khác trước.",
                "A published meeting must have a chair. Make somebody else the chair first.",
            ),
            Self::StillNeeded { chair: false } => pick(
                "Cuộc họp đã phát hành phải còn ít nhất một nội dung. Mời thêm nội dung khác trước khi gỡ.",
                "A published meeting must keep at least one item. Add another before removing this one.",
            ),
            Self::EmptyAgenda => pick(
                "Chương trình chưa có nội dung nào. Mời bộ phận thư ký bổ sung trước khi khai mạc.",
                "The agenda is empty. Ask the secretariat to add items before opening.",
            ),
            Self::NoFurtherItem { forward: true } => pick(
                "Đây là nội dung cuối cùng. Mời kết thúc phiên họp hoặc chọn một nội dung khác.",
                "This is the last item. Close the session or choose another item.",
            ),
            Self::NoFurtherItem { forward: false } => {
                pick("Đây là nội dung đầu tiên, không có nội dung trước.", "This is the first item; there is none before it.")
            }
            Self::AlreadyCurrent => pick("Phiên họp đang ở nội dung này.", "The session is at this item already."),
            Self::ItemInProgress => pick(
                "Nội dung này đang được bàn nên chưa gỡ được. Mời chuyển sang nội dung khác trước.",
                "This item is being dealt with and cannot be removed now. Move to another item first.",
            ),
            Self::AdmittedAnyway { name } => language.pick(
                format!("{name} dự cả phiên nên không cần mời riêng theo nội dung."),
                format!("{name} attends the whole meeting and needs no admission by item."),
            ),
            Self::BreakHasNone => pick(
                "Giờ giải lao không có tài liệu hay khách mời. Mời chọn một nội dung khác.",
                "A break has no papers and no guests. Choose another item.",
            ),
            Self::SameFile => pick(
                "Tệp này giống hệt bản đang dùng nên không thay. Mời chọn đúng bản mới.",
                "This file is identical to the version in use, so nothing was replaced. Choose the new version.",
            ),
            Self::DuplicatePaper { title } => language.pick(
                format!("Tệp này đã có trong nội dung với tên “{title}”. Không thêm lần nữa."),
                format!("This file is already a paper of the item, named “{title}”. It was not added again."),
            ),
            Self::ClassNotAccepted { name, name_en } => language.pick(
                format!("Hệ thống này không được tiếp nhận tài liệu mức “{name}”. Chưa lưu gì; mời chuyển bằng đường công văn mật."),
                format!("This house must not take papers classified “{name_en}”. Nothing was kept; send it the way such papers go."),
            ),
            Self::NotPresenting => pick(
                "Chỉ chủ trì, thư ký phiên họp và người trình bày nội dung đang bàn mới dẫn tài liệu được. Mời đề nghị chủ trì.",
                "Only the chair, the secretary of the meeting and the presenter of the current item lead a paper. Ask the chair.",
            ),
            Self::LedByAnother { name } => language.pick(
                format!("{name} đang dẫn tài liệu. Chỉ người đang dẫn hoặc chủ trì mới dừng được; mời đề nghị chủ trì."),
                format!("{name} is leading. Only they or the chair can end it; ask the chair."),
            ),
            Self::ItemNoLongerCurrent => pick(
                "Cuộc họp không còn ở nội dung này nên chưa đăng ký phát biểu. Mời xem nội dung đang bàn rồi đăng ký lại.",
                "The meeting is no longer at this item, so you were not put down to speak. See what is being discussed and ask again.",
            ),
            Self::NoFloorInBreak => pick(
                "Đang giờ giải lao nên chưa mời hay đăng ký phát biểu được. Mời chờ đến nội dung tiếp theo.",
                "This is a break: nobody speaks or asks to. Wait for the next item.",
            ),
            Self::ChairHasFloor { name } => language.pick(
                format!("{name} đang chủ trì, phát biểu không cần mời. Mời chọn đại biểu khác."),
                format!("{name} is in the chair and speaks without being given the floor. Choose somebody else."),
            ),
            Self::NotAtItem { name } => language.pick(
                format!("{name} không dự nội dung đang bàn nên chưa phát biểu ở nội dung này được. Mời chờ đến nội dung có mời."),
                format!("{name} does not attend the current item and cannot speak to it. Wait for an item they are admitted to."),
            ),
            Self::NotCheckedIn { name } => language.pick(
                format!("{name} chưa điểm danh nên chưa phát biểu được. Mời điểm danh rồi làm lại."),
                format!("{name} has not checked in and cannot speak yet. Check in, then try again."),
            ),
            Self::SpeechOfAnother { name } => language.pick(
                format!("Chỉ {name}, chủ trì hoặc thư ký phiên họp mới kết thúc lượt phát biểu này. Mời đề nghị chủ trì."),
                format!("Only {name}, the chair or the secretary of the meeting can end this speech. Ask the chair."),
            ),
            Self::NotBeforeTheMeeting => pick(
                "Chỉ biểu quyết nội dung đang bàn. Chưa mở biểu quyết; mời chuyển đến nội dung đó trước.",
                "Only the item being dealt with is voted on. No vote was opened; move to that item first.",
            ),
            Self::NobodyToVote => pick(
                "Chưa có thành viên nào có quyền biểu quyết điểm danh. Mời các đồng chí điểm danh rồi mở biểu quyết.",
                "Nobody who votes has checked in. Ask them to check in, then open the vote.",
            ),
            Self::VoteInProgress => pick(
                "Đang biểu quyết. Mời kết thúc biểu quyết trước rồi làm tiếp.",
                "A vote is in progress. Close the vote first, then go on.",
            ),
            Self::MotionClosed => pick(
                "Biểu quyết đã kết thúc trước khi phiếu đến nên phiếu không được tính. Mời báo thư ký phiên họp.",
                "The vote was closed before this ballot came, so it was not counted. Tell the secretary of the meeting.",
            ),
            Self::BallotCast => pick(
                "Đồng chí đã bỏ phiếu; phiếu đã ghi không thay đổi được. Nếu có nhầm lẫn, mời báo chủ trì để biểu quyết lại.",
                "You have voted; a recorded ballot is not changed. If it was a mistake, ask the chair to put the question again.",
            ),
            Self::HasNoVote { name } => language.pick(
                format!("{name} không có quyền biểu quyết trong cuộc họp này. Nếu chưa đúng, mời báo bộ phận thư ký."),
                format!("{name} does not vote in this meeting. If that is not right, tell the secretariat."),
            ),
            Self::NotHereToVote { name } => language.pick(
                format!("{name} chưa điểm danh nên chưa biểu quyết được. Mời điểm danh rồi gửi lại phiếu."),
                format!("{name} has not checked in and cannot vote yet. Check in, then send the ballot again."),
            ),
            Self::TooMany { max } => language
                .pick(format!("Cuộc họp chỉ chứa được tối đa {max} mục loại này."), format!("A meeting holds at most {max} of these.")),
        }
    }
}

fn wrong_phase(action: Action, phase: Phase, language: Language) -> String {
    let (vi, en) = match (phase, action) {
        (Phase::Draft, _) => (
            "Cuộc họp còn là dự thảo. Mời bộ phận thư ký phát hành trước.",
            "The meeting is still a draft. The secretariat must publish it first.",
        ),
        (Phase::Published, Action::PublishMeeting) => ("Cuộc họp đã được phát hành rồi.", "The meeting is already published."),
        (Phase::Published, _) => {
            ("Phiên họp chưa khai mạc. Mời chủ trì khai mạc trước.", "The session has not been opened. The chair must open it first.")
        }
        (Phase::Open, Action::ResumeSession) => ("Phiên họp đang diễn ra, không tạm nghỉ.", "The session is running, not paused."),
        (Phase::Open, _) => ("Phiên họp đang diễn ra nên không làm lại việc này.", "The session is running, so this cannot be done again."),
        (Phase::Paused, Action::PauseSession) => ("Phiên họp đang tạm nghỉ rồi.", "The session is already paused."),
        (Phase::Paused, _) => ("Phiên họp đang tạm nghỉ. Mời tiếp tục phiên họp trước.", "The session is paused. Resume it first."),
        (Phase::Closed, _) => ("Phiên họp đã kết thúc nên không thay đổi được nữa.", "The session has ended and can no longer be changed."),
    };
    language.pick(vi.to_owned(), en.to_owned())
}
