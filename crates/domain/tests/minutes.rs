//! Minutes drawn from journals made by real decisions: who was there, what was dealt with and when, which pages, who spoke.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    audience::Audience,
    command::{AttendeeChange, Command, Destination, NewAgendaItem, NewAttendee},
    decide::{create, decide},
    event::Recorded,
    ids::{AgendaItemId, MeetingId, PaperId},
    minutes::{Chapter, MinutedPaper, Minutes, PaperChange, Stretch, Vote},
    motion::Choice,
    paper::{FileRef, Filing},
    permission::Hat,
    person::{Actor, HouseRole, PersonCard},
    rules::{Fraction, MajorityRule, MeetingKind, QuorumRule},
    state::MeetingState,
    view::{view, votes},
};
use proptest::prelude::*;
use uuid::Uuid;

const CHAIR: u8 = 1;
const SECRETARY: u8 = 2;
const GUEST: u8 = 7;

fn id<T: From<Uuid>>(number: u8) -> T {
    T::from(Uuid::from_u128(u128::from(number)))
}

fn desk() -> Actor {
    Actor { house_role: HouseRole::Secretariat, person_id: None, name: "Văn thư".into() }
}

fn who(number: u8) -> Actor {
    Actor { house_role: HouseRole::Person, person_id: Some(id(number)), name: format!("Người {number}") }
}

fn card(number: u8) -> PersonCard {
    PersonCard {
        person_id: id(number),
        honorific: Some("Bà".into()),
        name: format!("Người {number}"),
        post: format!("Giám đốc Sở {number}"),
        unit: format!("Sở {number}"),
    }
}

fn place(number: u8, role: AttendeeRole) -> NewAttendee {
    // The higher the number, the earlier in protocol order; the chair is first all the same.
    let protocol_order = if number == CHAIR { 0 } else { 100 - u32::from(number) };
    NewAttendee { attendee_id: id(number), person: card(number), role, votes: None, seat: None, protocol_order }
}

fn file(pages: u32, mark: &str) -> FileRef {
    FileRef { hash: mark.to_owned(), name: format!("{mark}.pdf"), size: 9, pages, kind: "pdf".into() }
}

/// A meeting and its whole journal; the clock is in seconds from its planned start.
struct Meeting {
    state: MeetingState,
    journal: Vec<Recorded>,
    at: DateTime<Utc>,
}

impl Meeting {
    /// Published: the chair, a secretary, members 3 to 6, a guest of the second item; three matters, a break after the first.
    fn published() -> Self {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let quorum = QuorumRule { share: Fraction { numerator: 2, denominator: 3 }, source: "Điều 114".into() };
        let share = Fraction { numerator: 1, denominator: 2 };
        let majority = MajorityRule { more_than: share, tie_follows_chair: true, source: "Điều 117".into() };
        let kind = MeetingKind { code: "k".into(), name: "K".into(), name_en: "K".into(), quorum: Some(quorum), majority: Some(majority) };
        let event = create(&kind, "Phiên họp", "Phòng số 1", at, &desk()).expect("a meeting");
        let first = Recorded { seq: 1, at, actor: "Văn thư".into(), event };
        let state = MeetingState::begin(id::<MeetingId>(99), &first).expect("a state");
        let mut meeting = Self { state, journal: vec![first], at };
        let role = |number| match number {
            CHAIR => AttendeeRole::Chair,
            SECRETARY => AttendeeRole::Secretary,
            GUEST => AttendeeRole::Guest,
            _ => AttendeeRole::Member,
        };
        meeting.by(&desk(), Command::AddAttendees { attendees: (CHAIR..=GUEST).map(|number| place(number, role(number))).collect() });
        for (number, kind) in
            [(1, AgendaItemKind::Matter), (2, AgendaItemKind::Break), (3, AgendaItemKind::Matter), (4, AgendaItemKind::Matter)]
        {
            let item = NewAgendaItem {
                kind,
                title: format!("Nội dung {number}"),
                short_title: None,
                presenter: (kind == AgendaItemKind::Matter).then(|| card(3)),
                planned_minutes: 5,
                admission: Admission::All,
                guests: if number == 3 { BTreeSet::from([id(GUEST)]) } else { BTreeSet::new() },
            };
            meeting.by(&desk(), Command::AddAgendaItem { item_id: id(number), item });
        }
        meeting.attach(11, 1, 12);
        meeting.attach(12, 1, 0);
        meeting.attach(13, 3, 46);
        meeting.by(&desk(), Command::PublishMeeting);
        meeting
    }

    fn attach(&mut self, paper: u8, item: u8, pages: u32) {
        let (title, symbol) = (format!("Tờ trình {paper}"), Some(format!("{paper}/TTr-STC")));
        let file = file(pages, &format!("{paper}"));
        self.by(&desk(), Command::AttachPaper { paper_id: id(paper), item_id: id(item), title, symbol, filing: Filing::default(), file });
    }

    fn by(&mut self, actor: &Actor, command: Command) {
        self.asks(actor, &command).unwrap_or_else(|refusal| panic!("{command:?}: {refusal:?}"));
    }

    fn asks(&mut self, actor: &Actor, command: &Command) -> Result<(), domain::refusal::Refusal> {
        for event in decide(&self.state, command, actor)? {
            let recorded = Recorded { seq: self.state.seq + 1, at: self.at, actor: actor.name.clone(), event };
            self.state.apply(&recorded);
            self.journal.push(recorded);
        }
        Ok(())
    }

    /// At so many minutes, and seconds, after the planned start.
    fn at(&mut self, minutes: i64, seconds: i64) -> &mut Self {
        self.at = moment(minutes, seconds);
        self
    }

    fn minutes(&self) -> Minutes {
        Minutes::of(id(99), &self.journal).expect("minutes")
    }

    fn go(&mut self, to: Destination) {
        self.by(&who(CHAIR), Command::AdvanceAgenda { to });
    }
}

fn moment(minutes: i64, seconds: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(minutes * 60 + seconds)
}

fn stretch(from: i64, until: i64) -> Stretch {
    Stretch { from: moment(from, 0), until: (until >= 0).then(|| moment(until, 0)) }
}

const NEVER: i64 = -1;

fn chapter(minutes: &Minutes, number: u8) -> &Chapter {
    minutes.course.iter().find(|chapter| chapter.item_id == id::<AgendaItemId>(number)).expect("a chapter")
}

#[test]
fn there_are_none_before_the_session_begins() {
    assert_eq!(Minutes::of(id(99), &Meeting::published().journal), None);
    assert_eq!(Minutes::of(id(99), &[]), None);
}

#[test]
fn a_session_is_told_as_it_went() {
    let mut meeting = Meeting::published();
    meeting.by(&who(3), Command::CheckIn);
    meeting.at(2, 0).by(&who(CHAIR), Command::CheckIn);
    meeting.at(3, 0).by(&who(SECRETARY), Command::OpenSession);
    meeting.at(5, 0).by(&who(4), Command::CheckIn);
    meeting.by(&who(GUEST), Command::CheckIn);
    meeting.at(6, 0).by(&who(CHAIR), Command::GiveFloor { attendee_id: id(4) });
    meeting.at(8, 0).by(&who(CHAIR), Command::PauseSession);
    meeting.at(18, 0).by(&who(CHAIR), Command::ResumeSession);
    meeting.at(19, 0).by(&who(CHAIR), Command::GiveFloor { attendee_id: id(3) });
    meeting.at(20, 0).by(&who(3), Command::EndSpeech { attendee_id: id(3) });
    // The third matter before the break: the chair chose so.
    meeting.at(21, 0).go(Destination::Item(id(4)));
    meeting.at(25, 0).go(Destination::Item(id(2)));
    meeting.at(30, 0).by(&desk(), Command::MarkAttendance { attendee_id: id(4), present: false });
    meeting.at(35, 0).by(&who(CHAIR), Command::CloseSession);

    let minutes = meeting.minutes();
    assert_eq!((minutes.opened_at, minutes.closed_at), (moment(3, 0), Some(moment(35, 0))));
    assert_eq!(minutes.chairs.iter().map(|chair| (chair.person.name.as_str(), chair.since)).collect::<Vec<_>>(), [("Người 1", None)]);
    assert_eq!(minutes.secretaries, [card(SECRETARY)]);

    // Protocol order; who came before the opening is there from the opening.
    let stays =
        |number: u8| minutes.attendees.iter().find(|attended| attended.attendee_id == id(number)).map(|attended| attended.stays.clone());
    let order: Vec<&str> = minutes.attendees.iter().map(|attended| attended.person.name.as_str()).collect();
    assert_eq!(order, ["Người 1", "Người 7", "Người 6", "Người 5", "Người 4", "Người 3", "Người 2"]);
    assert_eq!(stays(CHAIR), Some(vec![stretch(3, NEVER)]));
    assert_eq!(stays(4), Some(vec![stretch(5, 30)]));
    assert_eq!(stays(5), Some(vec![]));
    let quorum = |quorum: &Option<domain::view::QuorumView>| quorum.as_ref().map(|quorum| (quorum.present, quorum.needed, quorum.members));
    assert_eq!(quorum(&minutes.quorum_at_opening), Some((2, 4, 5)));
    assert_eq!(quorum(&minutes.quorum), Some((2, 4, 5)));

    let course: Vec<(Option<u32>, Vec<Stretch>)> =
        minutes.course.iter().map(|chapter| (chapter.number, chapter.stretches.clone())).collect();
    assert_eq!(course, [(Some(1), vec![stretch(3, 21)]), (Some(3), vec![stretch(21, 25)]), (None, vec![stretch(25, 35)])]);
    assert_eq!(minutes.not_reached.iter().map(|matter| matter.number).collect::<Vec<_>>(), [2]);

    let first = chapter(&minutes, 1);
    assert_eq!(first.pauses, [stretch(8, 18)]);
    assert_eq!(first.presenter, Some(card(3)));
    // Whoever speaks until another is given the floor; the pause is not spoken time.
    let spoken: Vec<(&str, Stretch, u64)> =
        first.speeches.iter().map(|spoken| (spoken.person.name.as_str(), spoken.when, spoken.spent_ms)).collect();
    assert_eq!(spoken, [("Người 4", stretch(6, 19), 180_000), ("Người 3", stretch(19, 20), 60_000)]);
    assert!(first.guests.is_empty(), "a guest of another item");
}

/// A paper: which, which version, its pages in the pack, what happened to it.
type Told = (PaperId, usize, Option<(u32, u32)>, Vec<PaperChange>);

#[test]
fn pages_are_those_of_the_view_and_changes_of_the_session_are_told() {
    let mut meeting = Meeting::published();
    meeting.by(&desk(), Command::ReplacePaper { paper_id: id(13), file: file(40, "before") });
    meeting.by(&who(CHAIR), Command::OpenSession);
    meeting.by(&who(GUEST), Command::CheckIn);
    meeting.at(1, 0).by(&desk(), Command::ReplacePaper { paper_id: id(11), file: file(20, "new") });
    meeting.at(2, 0).go(Destination::Item(id(3)));
    meeting.at(3, 0).attach(14, 3, 5);
    meeting.at(4, 0).by(&desk(), Command::WithdrawPaper { paper_id: id(13) });
    meeting.at(5, 0).go(Destination::Next);

    let minutes = meeting.minutes();
    let seen = view(&meeting.state, &Audience { hat: Hat::Secretariat, admitted: BTreeSet::new() });
    let mut compared = 0;
    for paper in minutes.course.iter().flat_map(|chapter| &chapter.papers) {
        if let Some(shown) = seen.papers.get(&paper.paper_id) {
            assert_eq!(paper.pages.map(|(first, _)| first), shown.pack_page, "{}", paper.title);
            assert_eq!(paper.pages.map(|(first, last)| last - first + 1), shown.pack_page.map(|_| shown.pages), "{}", paper.title);
            compared += 1;
        }
    }
    assert_eq!(compared, 3);
    let told = |number: u8| -> Vec<Told> {
        let changes = |paper: &MinutedPaper| paper.changes.iter().map(|(_, what)| *what).collect();
        let papers = &chapter(&minutes, number).papers;
        papers.iter().map(|paper| (paper.paper_id, paper.version, paper.pages, changes(paper))).collect()
    };
    assert_eq!(told(1), [(id(11), 2, Some((1, 20)), vec![PaperChange::Replaced]), (id(12), 1, None, vec![])]);
    // What happened before the session is no part of it.
    assert_eq!(told(3), [(id(14), 1, Some((21, 25)), vec![PaperChange::Attached]), (id(13), 2, None, vec![PaperChange::Withdrawn])]);
    assert_eq!(chapter(&minutes, 3).guests, [card(GUEST)]);
}

#[test]
fn votes_are_told_with_the_names_that_were_counted() {
    let mut meeting = Meeting::published();
    meeting.by(&who(CHAIR), Command::OpenSession);
    for number in [CHAIR, 3, 4, 5] {
        meeting.by(&who(number), Command::CheckIn);
    }
    let put =
        |motion: u8, question: &str| Command::PutMotion { motion_id: id(motion), item_id: id(1), question: question.into(), minutes: None };
    let cast = |motion: u8, choice| Command::CastBallot { motion_id: id(motion), choice };
    meeting.at(2, 0).by(&who(CHAIR), put(1, "Thông qua Tờ trình"));
    meeting.by(&who(CHAIR), cast(1, Choice::For));
    meeting.by(&who(3), cast(1, Choice::For));
    meeting.by(&who(4), cast(1, Choice::Against));
    meeting.at(3, 0).by(&who(CHAIR), Command::CloseMotion { motion_id: id(1) });
    // Whoever leaves the list afterwards has voted all the same.
    meeting.at(4, 0).by(&desk(), Command::RemoveAttendee { attendee_id: id(3) });
    meeting.by(&who(CHAIR), put(2, "Bỏ phiếu lại"));
    let minutes = meeting.minutes();
    let [first, second] = chapter(&minutes, 1).motions.as_slice() else { panic!("two votes") };
    assert_eq!((first.question.as_str(), first.put_at, second.counted.is_none()), ("Thông qua Tờ trình", moment(2, 0), true));
    let counted = first.counted.as_ref().expect("a counted vote");
    let told: Vec<(&str, Vote)> = counted.votes.iter().map(|voter| (voter.person.name.as_str(), voter.vote)).collect();
    let for_it = Vote::Cast(Choice::For);
    let expected = [
        ("Người 1", for_it),
        ("Người 6", Vote::Absent),
        ("Người 5", Vote::Silent),
        ("Người 4", Vote::Cast(Choice::Against)),
        ("Người 3", for_it),
    ];
    assert_eq!(told, expected);
    // The receipts are those of the list of votes.
    let listed = votes(&meeting.state, &Audience { hat: Hat::Secretariat, admitted: BTreeSet::new() }).remove(0).ballots;
    assert_eq!(listed.len(), 2, "one of three has left the list");
    for ballot in listed {
        let voter = counted.votes.iter().find(|voter| voter.person.name == ballot.name).expect("a voter");
        assert_eq!(voter.receipt.as_ref(), Some(&ballot.receipt));
    }
    let tally = &counted.tally;
    assert_eq!(
        (counted.closed_at, tally.members, tally.in_favour, tally.against, tally.silent, tally.absent),
        (moment(3, 0), 5, 2, 1, 1, 1)
    );
    assert_eq!(tally.majority.as_ref().map(|majority| (majority.needed, majority.carried)), Some((3, false)));
}

#[test]
fn what_was_taken_back_at_once_is_not_told() {
    let mut meeting = Meeting::published();
    meeting.by(&who(CHAIR), Command::OpenSession);
    meeting.at(1, 0).by(&desk(), Command::MarkAttendance { attendee_id: id(5), present: true });
    meeting.at(1, 20).by(&desk(), Command::MarkAttendance { attendee_id: id(5), present: false });
    meeting.by(&who(6), Command::CheckIn);
    // One step too far, and back; somebody off the list by mistake, and on it again.
    meeting.at(10, 0).go(Destination::Item(id(4)));
    meeting.at(10, 30).go(Destination::Item(id(1)));
    meeting.at(11, 0).by(&desk(), Command::RemoveAttendee { attendee_id: id(6) });
    let again = NewAttendee { attendee_id: id(60), ..place(6, AttendeeRole::Member) };
    meeting.by(&desk(), Command::AddAttendees { attendees: vec![again] });
    meeting.by(&who(6), Command::CheckIn);
    meeting.at(20, 0).go(Destination::Next);
    let minutes = meeting.minutes();
    assert_eq!(minutes.course.iter().map(|chapter| chapter.number).collect::<Vec<_>>(), [Some(1), None]);
    assert_eq!(chapter(&minutes, 1).stretches, [stretch(0, 20)]);
    assert!(minutes.goes_on() && chapter(&minutes, 2).stretches == [stretch(20, NEVER)]);
    let there: Vec<(&str, &[Stretch])> = minutes
        .attendees
        .iter()
        .filter(|attended| !attended.stays.is_empty())
        .map(|attended| (attended.person.name.as_str(), attended.stays.as_slice()))
        .collect();
    assert_eq!(there, [("Người 6", &[Stretch { from: moment(1, 20), until: None }][..])]);
}

#[test]
fn who_was_there_and_what_was_dealt_with_stays_when_the_list_is_cut() {
    let mut meeting = Meeting::published();
    meeting.by(&who(CHAIR), Command::OpenSession);
    meeting.by(&who(3), Command::CheckIn);
    meeting.at(1, 0).by(&who(CHAIR), Command::GiveFloor { attendee_id: id(3) });
    meeting.at(4, 0).by(&desk(), Command::RemoveAttendee { attendee_id: id(3) });
    meeting.by(&desk(), Command::RemoveAttendee { attendee_id: id(5) });
    meeting.at(6, 0).go(Destination::Next);
    meeting.by(&desk(), Command::RemoveAgendaItem { item_id: id(1) });
    // Another takes the chair.
    let (revision, change) =
        (meeting.state.attendees[&id(6)].revision, AttendeeChange { role: Some(AttendeeRole::Chair), ..AttendeeChange::default() });
    meeting.at(7, 0).by(&desk(), Command::EditAttendee { attendee_id: id(6), revision, change });
    let minutes = meeting.minutes();
    let gone = minutes.attendees.iter().find(|attended| attended.attendee_id == id(3)).expect("who was there");
    assert_eq!(gone.stays, [stretch(0, 4)]);
    assert!(!minutes.attendees.iter().any(|attended| attended.attendee_id == id(5)));
    let chairs: Vec<_> = minutes.chairs.iter().map(|chair| (chair.person.name.as_str(), chair.since)).collect();
    assert_eq!(chairs, [("Người 1", None), ("Người 6", Some(moment(7, 0)))]);
    let first = chapter(&minutes, 1);
    assert!(first.taken_off && first.number.is_none());
    assert_eq!(first.papers.iter().map(|paper| (paper.paper_id, paper.pages)).collect::<Vec<_>>(), [(id(11), None), (id(12), None)]);
    assert_eq!(first.speeches.iter().map(|spoken| (spoken.when, spoken.spent_ms)).collect::<Vec<_>>(), [(stretch(1, 4), 180_000)]);
}

#[derive(Debug, Clone)]
enum Deed {
    Here(u8, bool),
    Give(u8),
    Go(u8),
    Pause,
    Resume,
    Remove(u8),
    RemoveItem(u8),
    Withdraw(u8),
    Put(u8),
    Cast(u8, u8),
    Count(u8),
    Close,
}

fn deed() -> impl Strategy<Value = (i64, Deed)> {
    let deed = prop_oneof![
        4 => (CHAIR..=GUEST, any::<bool>()).prop_map(|(number, here)| Deed::Here(number, here)),
        3 => (3..=GUEST).prop_map(Deed::Give),
        3 => (1..=4_u8).prop_map(Deed::Go),
        1 => prop::sample::select(vec![Deed::Pause, Deed::Resume, Deed::Close]),
        1 => (3..=GUEST).prop_map(Deed::Remove),
        1 => (1..=4_u8).prop_map(Deed::RemoveItem),
        1 => (11..=13_u8).prop_map(Deed::Withdraw),
        2 => (1..=5_u8).prop_map(Deed::Put),
        4 => (CHAIR..=GUEST, 1..=5_u8).prop_map(|(number, motion)| Deed::Cast(number, motion)),
        2 => (1..=5_u8).prop_map(Deed::Count),
    ];
    (0..200_i64, deed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever happens, what is told is whole: all on the list, nobody twice, no stretch that ends before it begins or overlaps the
    /// next, nothing open once the session has ended, and the pages the view has.
    #[test]
    fn minutes_of_any_session_hold_together(deeds in prop::collection::vec(deed(), 0..60)) {
        let mut meeting = Meeting::published();
        meeting.by(&who(CHAIR), Command::OpenSession);
        for (seconds, deed) in deeds {
            meeting.at += TimeDelta::seconds(seconds);
            let (actor, command) = match deed {
                Deed::Here(number, present) => (desk(), Command::MarkAttendance { attendee_id: id(number), present }),
                Deed::Give(number) => (who(CHAIR), Command::GiveFloor { attendee_id: id(number) }),
                Deed::Go(number) => (who(CHAIR), Command::AdvanceAgenda { to: Destination::Item(id(number)) }),
                Deed::Pause => (who(CHAIR), Command::PauseSession),
                Deed::Resume => (who(CHAIR), Command::ResumeSession),
                Deed::Put(motion) => {
                    let item_id = meeting.state.current.unwrap_or(id(1));
                    (who(CHAIR), Command::PutMotion { motion_id: id(motion), item_id, question: "Thông qua".into(), minutes: None })
                }
                Deed::Cast(number, motion) => {
                    let choice = if (number + motion) % 3 == 0 { Choice::Against } else { Choice::For };
                    (who(number), Command::CastBallot { motion_id: id(motion), choice })
                }
                Deed::Count(motion) => (who(CHAIR), Command::CloseMotion { motion_id: id(motion) }),
                Deed::Close => (who(CHAIR), Command::CloseSession),
                Deed::Remove(number) => (desk(), Command::RemoveAttendee { attendee_id: id(number) }),
                Deed::RemoveItem(number) => (desk(), Command::RemoveAgendaItem { item_id: id(number) }),
                Deed::Withdraw(number) => (desk(), Command::WithdrawPaper { paper_id: id(number) }),
            };
            let _refused = meeting.asks(&actor, &command);
        }
        let minutes = meeting.minutes();
        prop_assert_eq!(minutes.closed_at, meeting.state.closed_at);
        let people: BTreeSet<_> = minutes.attendees.iter().map(|attended| attended.person.person_id).collect();
        prop_assert_eq!(people.len(), minutes.attendees.len());
        for listed in meeting.state.attendees.values() {
            prop_assert!(people.contains(&listed.place.person.person_id));
        }
        let open_allowed = minutes.goes_on();
        let mut lists: Vec<Vec<Stretch>> = Vec::new();
        for chapter in &minutes.course {
            lists.push(chapter.stretches.clone());
            lists.push(chapter.pauses.clone());
            lists.push(chapter.speeches.iter().map(|spoken| spoken.when).collect());
        }
        for list in &lists {
            for (number, one) in list.iter().enumerate() {
                prop_assert!(one.until.is_none_or(|until| until >= one.from), "{:?}", list);
                prop_assert!(one.until.is_some() || (open_allowed && number + 1 == list.len()), "{:?}", list);
            }
            prop_assert!(list.windows(2).all(|pair| pair[0].until.is_some_and(|until| until <= pair[1].from)), "{:?}", list);
        }
        for attended in &minutes.attendees {
            prop_assert!(attended.stays.windows(2).all(|pair| pair[0].until.is_some_and(|until| until <= pair[1].from)));
        }
        let seen = view(&meeting.state, &Audience { hat: Hat::Secretariat, admitted: BTreeSet::new() });
        for paper in minutes.course.iter().flat_map(|chapter| &chapter.papers) {
            let shown = seen.papers.get(&paper.paper_id);
            prop_assert_eq!(paper.pages.map(|(first, _)| first), shown.and_then(|shown| shown.pack_page));
        }
        for counted in minutes.course.iter().flat_map(|chapter| &chapter.motions).filter_map(|voted| voted.counted.as_ref()) {
            let of = |vote: Vote| counted.votes.iter().filter(|voter| voter.vote == vote).count() as u32;
            let tally = &counted.tally;
            let cast = [Choice::For, Choice::Against, Choice::Abstain].map(|choice| of(Vote::Cast(choice)));
            prop_assert_eq!(cast, [tally.in_favour, tally.against, tally.abstain]);
            prop_assert_eq!((of(Vote::Silent), of(Vote::Absent), counted.votes.len() as u32), (tally.silent, tally.absent, tally.members));
        }
        let told: BTreeSet<u32> = minutes.course.iter().filter_map(|chapter| chapter.number).chain(minutes.not_reached.iter().map(|one| one.number)).collect();
        prop_assert_eq!(told.len(), seen.agenda.total.unwrap_or(0) as usize);
    }
}
