//! Whatever is asked, in whatever order: decisions and their application never panic and keep the meeting whole.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    audience::{Audience, Readership},
    command::{AgendaItemChange, AttendeeChange, Command, Destination, NewAgendaItem, NewAttendee, PaperChange},
    decide::{create, decide},
    difference::difference,
    event::{Event, Recorded},
    ids::{AgendaItemId, AttendeeId, MeetingId, PaperId},
    merge_patch::{diff, merge},
    motion::Choice,
    paper::{FileRef, Filing},
    permission::Hat,
    person::{Actor, HouseRole, PersonCard},
    refusal::Refusal,
    rules::{Fraction, MajorityRule, MeetingKind, QuorumRule},
    state::{MeetingState, Phase},
    view::view,
};
use proptest::prelude::*;
use strum::IntoEnumIterator;
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u8) -> T {
    T::from(Uuid::from_u128(u128::from(number)))
}

fn person(number: u8) -> PersonCard {
    PersonCard {
        person_id: id(number),
        honorific: None,
        name: format!("Người {number}"),
        post: "Chuyên viên".into(),
        unit: "Văn phòng".into(),
    }
}

fn file(number: u8) -> FileRef {
    FileRef { hash: format!("{number:064x}"), name: "a.pdf".into(), size: 1, pages: 1, kind: "pdf".into() }
}

fn role() -> impl Strategy<Value = AttendeeRole> {
    prop::sample::select(vec![
        AttendeeRole::Chair,
        AttendeeRole::Secretary,
        AttendeeRole::Member,
        AttendeeRole::Invited,
        AttendeeRole::Guest,
    ])
}

fn admission() -> impl Strategy<Value = Admission> {
    prop::sample::select(vec![Admission::All, Admission::Members])
}

/// Few ids, so that commands meet things that exist about as often as things that do not.
fn few<T: From<Uuid> + std::fmt::Debug>() -> impl Strategy<Value = T> {
    (0_u8..6).prop_map(id)
}

fn guests() -> impl Strategy<Value = BTreeSet<AttendeeId>> {
    prop::collection::btree_set(few(), 0..3)
}

fn command() -> impl Strategy<Value = Command> {
    let revision = 0_u64..40;
    prop_oneof![
        Just(Command::PublishMeeting),
        Just(Command::OpenSession),
        Just(Command::PauseSession),
        Just(Command::ResumeSession),
        Just(Command::CloseSession),
        Just(Command::CheckIn),
        prop_oneof![Just(Destination::Next), Just(Destination::Back), few::<AgendaItemId>().prop_map(Destination::Item)]
            .prop_map(|to| Command::AdvanceAgenda { to }),
        (few(), "[a-z đ]{0,12}", 0_u32..2000, admission(), guests(), prop::option::of(0_u8..7)).prop_map(
            |(item_id, title, planned_minutes, admission, guests, presenter)| {
                let pause = presenter == Some(6);
                let presenter = presenter.map(person);
                let kind = if pause { AgendaItemKind::Break } else { AgendaItemKind::Matter };
                Command::AddAgendaItem {
                    item_id,
                    item: NewAgendaItem { kind, title, short_title: None, presenter, planned_minutes, admission, guests },
                }
            }
        ),
        (few(), revision.clone(), prop::option::of("[a-z]{0,300}"), prop::option::of(guests()), prop::option::of(admission())).prop_map(
            |(item_id, revision, title, guests, admission)| Command::EditAgendaItem {
                item_id,
                revision,
                change: AgendaItemChange { title, guests, admission, ..Default::default() }
            }
        ),
        (few(), prop::option::of(few())).prop_map(|(item_id, before)| Command::MoveAgendaItem { item_id, before }),
        few().prop_map(|item_id| Command::RemoveAgendaItem { item_id }),
        (0_u8..6, role()).prop_map(|(number, role)| Command::AddAttendees {
            attendees: vec![NewAttendee {
                attendee_id: id(number),
                person: person(number),
                role,
                votes: None,
                seat: None,
                protocol_order: number.into()
            }]
        }),
        (few(), revision.clone(), prop::option::of(role()), prop::option::of(any::<bool>())).prop_map(
            |(attendee_id, revision, role, votes)| {
                Command::EditAttendee { attendee_id, revision, change: AttendeeChange { role, votes, ..Default::default() } }
            }
        ),
        few().prop_map(|attendee_id| Command::RemoveAttendee { attendee_id }),
        (few(), any::<bool>()).prop_map(|(attendee_id, present)| Command::MarkAttendance { attendee_id, present }),
        (few::<PaperId>(), few(), 0_u8..4).prop_map(|(paper_id, item_id, number)| Command::AttachPaper {
            paper_id,
            item_id,
            title: "Tờ trình".into(),
            symbol: None,
            filing: Filing { unit: Some("Sở Tài chính".into()), ..Default::default() },
            file: file(number)
        }),
        (few(), 0_u8..4).prop_map(|(paper_id, number)| Command::ReplacePaper { paper_id, file: file(number) }),
        (few(), revision, prop::option::of(few())).prop_map(|(paper_id, revision, item_id)| Command::EditPaper {
            paper_id,
            revision,
            change: PaperChange { item_id, ..Default::default() }
        }),
        few().prop_map(|paper_id| Command::WithdrawPaper { paper_id }),
        (few(), prop::option::of(few())).prop_map(|(paper_id, attendee_id)| Command::LeadPaper { paper_id, attendee_id }),
        Just(Command::EndLead),
        few().prop_map(|attendee_id| Command::DeclineLead { attendee_id }),
        few().prop_map(|item_id| Command::AskForFloor { item_id }),
        Just(Command::WithdrawFloor),
        few().prop_map(|attendee_id| Command::DeclineSpeech { attendee_id }),
        few().prop_map(|attendee_id| Command::GiveFloor { attendee_id }),
        few().prop_map(|attendee_id| Command::EndSpeech { attendee_id }),
        (few(), few()).prop_map(|(motion_id, item_id)| Command::PutMotion {
            motion_id,
            item_id,
            question: "Thông qua".into(),
            minutes: Some(3)
        }),
        (few(), prop::sample::select(vec![Choice::For, Choice::Against, Choice::Abstain]))
            .prop_map(|(motion_id, choice)| Command::CastBallot { motion_id, choice }),
        few().prop_map(|motion_id| Command::CloseMotion { motion_id }),
    ]
}

fn secretary() -> Actor {
    Actor { house_role: HouseRole::Secretariat, person_id: None, name: "Thư ký".into() }
}

fn actor() -> impl Strategy<Value = Actor> {
    prop_oneof![
        3 => Just(secretary()),
        2 => (0_u8..7).prop_map(|number| Actor { house_role: HouseRole::Person, person_id: Some(id(number)), name: "Người".into() }),
        1 => Just(Actor { house_role: HouseRole::Display, person_id: None, name: "Màn hình".into() }),
    ]
}

struct Meeting {
    journal: Vec<Recorded>,
    state: MeetingState,
    at: DateTime<Utc>,
}

impl Meeting {
    fn new() -> Self {
        let quorum = QuorumRule { share: Fraction { numerator: 2, denominator: 3 }, source: "Quy chế".into() };
        let more_than = Fraction { numerator: 1, denominator: 2 };
        let majority = MajorityRule { more_than, tie_follows_chair: true, source: "Quy chế".into() };
        let kind = MeetingKind { code: "k".into(), name: "K".into(), name_en: "K".into(), quorum: Some(quorum), majority: Some(majority) };
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let event = create(&kind, "Phiên họp", "Phòng", at, &secretary()).expect("a meeting");
        let first = Recorded { seq: 1, at, actor: "Thư ký".into(), event };
        let state = MeetingState::begin(meeting_id(), &first).expect("a state");
        Self { journal: vec![first], state, at }
    }

    fn ask(&mut self, command: &Command, actor: &Actor) -> Result<usize, Refusal> {
        self.at += TimeDelta::milliseconds(250);
        let events = decide(&self.state, command, actor)?;
        for event in &events {
            let recorded = Recorded { seq: self.state.seq + 1, at: self.at, actor: actor.name.clone(), event: event.clone() };
            self.state.apply(&recorded);
            self.journal.push(recorded);
        }
        Ok(events.len())
    }
}

fn meeting_id() -> MeetingId {
    id(99)
}

fn is_whole(state: &MeetingState) {
    let listed: BTreeSet<_> = state.agenda.iter().collect();
    assert_eq!(listed.len(), state.agenda.len(), "an item is listed twice");
    assert_eq!(listed, state.items.keys().collect(), "the agenda lists other items than there are");
    assert!(state.current.is_none_or(|current| state.items.contains_key(&current)), "the current item is gone");
    let chairs = state.attendees.values().filter(|attendee| attendee.place.role == AttendeeRole::Chair).count();
    assert!(chairs <= 1, "two chairs");
    if state.phase != Phase::Draft {
        assert_eq!(chairs, 1, "a published meeting without a chair");
        assert!(!state.agenda.is_empty(), "a published meeting without an agenda");
    }
    assert_eq!(state.current.is_some(), matches!(state.phase, Phase::Open | Phase::Paused), "an item is current exactly during a session");
    for (item_id, item) in &*state.items {
        let runs = state.phase == Phase::Open && state.current == Some(*item_id);
        assert_eq!(item.running_since.is_some(), runs, "a clock runs for the current item of an open session, and for no other");
        assert!(
            item.papers.iter().all(|paper| state.papers.get(paper).is_some_and(|paper| paper.item_id == *item_id)),
            "a listed paper is gone"
        );
        assert!(item.content.guests.iter().all(|guest| state.attendees.contains_key(guest)), "a guest is not on the list");
    }
    for (paper_id, paper) in &*state.papers {
        assert_eq!(
            state.items.get(&paper.item_id).map(|item| item.papers.iter().filter(|listed| *listed == paper_id).count()),
            Some(1),
            "a paper is not listed once"
        );
        assert!(!paper.versions.is_empty(), "a paper without a version");
    }
    let presenter = state.current.and_then(|current| state.items[&current].content.presenter.as_ref()).map(|one| one.person_id);
    let leads = state.lead.iter().map(|lead| (lead.attendee_id, lead.paper_id));
    for (attendee_id, paper_id) in leads.chain(state.lead_asked.iter().map(|(id, paper)| (*id, *paper))) {
        let place = &state.attendees[&attendee_id].place;
        let runs = matches!(place.role, AttendeeRole::Chair | AttendeeRole::Secretary);
        assert!(runs || presenter == Some(place.person.person_id), "somebody leads who neither runs the meeting nor presents");
        assert!(
            Audience::of_attendee(state, attendee_id).is_some_and(|audience| state.is_read_by(&audience, paper_id)),
            "an unread paper is led"
        );
        assert!(matches!(state.phase, Phase::Open | Phase::Paused), "a paper is led outside a session");
    }
    let (floor, current) = (&state.floor, state.current.map(|current| (current, &state.items[&current].content)));
    assert!(floor.speaker().is_none_or(|speaker| !floor.waiting.contains_key(&speaker)), "who speaks waits, too");
    for id in floor.waiting.keys().copied().chain(floor.speaker()) {
        let (attendee, (item_id, item)) = (&state.attendees[&id], current.expect("somebody speaks or waits, to nothing"));
        assert!(attendee.present_at.is_some() && attendee.place.role != AttendeeRole::Chair, "somebody absent, or the chair, is to speak");
        assert!(
            item.kind == AgendaItemKind::Matter
                && Audience::of_attendee(state, id).is_some_and(|audience| audience.sees(item_id, item.admission)),
            "somebody is to speak who is not at the item"
        );
    }
    let open: Vec<_> = state.motions.iter().filter(|(_, motion)| motion.is_open()).map(|(id, _)| *id).collect();
    assert!(open.len() <= 1, "two votes at once");
    if let Some(id) = open.first() {
        assert_eq!((state.motion, state.phase), (Some(*id), Phase::Open), "an open vote is left behind");
    }
    if let Some((_, motion)) = state.motion() {
        assert_eq!(Some(motion.item_id), state.current, "a vote on another item is shown");
    }
    if let Some(speech) = floor.speech {
        assert_eq!(speech.running_since.is_some(), state.phase == Phase::Open, "the clock of a speech runs while the session does");
    }
    assert!(
        state.attendees.values().all(|attendee| !(attendee.place.votes && attendee.place.role == AttendeeRole::Guest)),
        "a guest votes"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_course_of_a_meeting(asked in prop::collection::vec((command(), actor()), 0..80), skip in 0_usize..14) {
        let mut meeting = Meeting::new();
        let named = [BTreeSet::new(), BTreeSet::from([id(1), id(2)])];
        let audiences = Hat::iter().flat_map(|hat| named.iter().map(move |admitted| Audience { hat, admitted: admitted.clone() }));
        let audiences: Vec<_> = audiences.collect();
        for ((command, actor), audience) in asked.iter().zip(audiences.iter().cycle().skip(skip)) {
            let before = meeting.state.clone();
            match meeting.ask(command, actor) {
                Ok(_) => is_whole(&meeting.state),
                Err(_) => prop_assert_eq!(&meeting.state, &before),
            }
            // What anybody sees: the old picture and the difference make the new picture, and it holds no nulls.
            let picture = |state: &MeetingState| serde_json::to_value(view(state, audience)).expect("JSON");
            let (mut old, new) = (picture(&before), picture(&meeting.state));
            let patch = difference(&before, &meeting.state, audience);
            prop_assert_eq!(&patch, &diff(&old, &new));
            if let Some(patch) = patch {
                merge(&mut old, &patch);
            }
            prop_assert!(!new.to_string().contains("null"));
            prop_assert_eq!(old, new);
        }
        // What is written down of who may read what says the same as the views do.
        let readership = Readership::of(&meeting.state);
        for attendee in meeting.state.attendees.keys() {
            let key = readership.attendees.get(attendee);
            prop_assert_eq!(key.is_some(), meeting.state.phase != Phase::Draft);
            let Some(audience) = key.and_then(|_| Audience::of_attendee(&meeting.state, *attendee)) else { continue };
            let seen: BTreeSet<_> = view(&meeting.state, &audience).papers.into_keys().collect();
            let read = readership.papers.iter().filter(|(_, audiences)| key.is_some_and(|key| audiences.contains(key)));
            prop_assert_eq!(read.map(|(paper, _)| *paper).collect::<BTreeSet<_>>(), seen);
        }
        // The journal, through the form it is kept in, adds up to the same state.
        let kept: Vec<Recorded> = meeting.journal.iter().map(|recorded| {
            let text = serde_json::to_string(&recorded.event).expect("JSON");
            Recorded { event: serde_json::from_str::<Event>(&text).expect("an event"), ..recorded.clone() }
        }).collect();
        prop_assert_eq!(MeetingState::replay(meeting_id(), &kept), Some(meeting.state));
    }
}

#[test]
fn the_chair_is_handed_over_in_one_act() {
    let mut meeting = Meeting::new();
    let desk = secretary();
    let add = |number, role| Command::AddAttendees {
        attendees: vec![NewAttendee { attendee_id: id(number), person: person(number), role, votes: None, seat: None, protocol_order: 1 }],
    };
    meeting.ask(&add(1, AttendeeRole::Chair), &desk).expect("a chair");
    assert!(matches!(meeting.ask(&add(2, AttendeeRole::Chair), &desk), Err(Refusal::ChairTaken { .. })));
    meeting.ask(&add(2, AttendeeRole::Member), &desk).expect("a member");
    let item = NewAgendaItem {
        kind: AgendaItemKind::Matter,
        title: "Nội dung".into(),
        short_title: None,
        presenter: None,
        planned_minutes: 5,
        admission: Admission::All,
        guests: BTreeSet::new(),
    };
    meeting.ask(&Command::AddAgendaItem { item_id: id(1), item }, &desk).expect("an item");
    meeting.ask(&Command::PublishMeeting, &desk).expect("publishing");
    let to = |attendee: u8, role, state: &MeetingState| Command::EditAttendee {
        attendee_id: id(attendee),
        revision: state.attendees[&id(attendee)].revision,
        change: AttendeeChange { role: Some(role), ..Default::default() },
    };
    let command = to(1, AttendeeRole::Member, &meeting.state);
    assert_eq!(meeting.ask(&command, &desk), Err(Refusal::StillNeeded { chair: true }));
    let command = to(2, AttendeeRole::Chair, &meeting.state);
    assert_eq!(meeting.ask(&command, &desk), Ok(2));
    assert_eq!(meeting.state.attendees[&id(1)].place.role, AttendeeRole::Member);
    assert_eq!(meeting.ask(&Command::RemoveAgendaItem { item_id: id(1) }, &desk), Err(Refusal::StillNeeded { chair: false }));
}

#[test]
fn the_clock_of_an_item_adds_up() {
    let mut meeting = Meeting::new();
    let desk = secretary();
    let chair = Actor { house_role: HouseRole::Person, person_id: Some(id(1)), name: "Chủ trì".into() };
    let attendees =
        vec![NewAttendee { attendee_id: id(1), person: person(1), role: AttendeeRole::Chair, votes: None, seat: None, protocol_order: 1 }];
    meeting.ask(&Command::AddAttendees { attendees }, &desk).expect("a chair");
    for number in 1..=2 {
        let item = NewAgendaItem {
            kind: AgendaItemKind::Matter,
            title: format!("Nội dung {number}"),
            short_title: None,
            presenter: None,
            planned_minutes: 5,
            admission: Admission::All,
            guests: BTreeSet::new(),
        };
        meeting.ask(&Command::AddAgendaItem { item_id: id(number), item }, &desk).expect("an item");
    }
    meeting.ask(&Command::PublishMeeting, &desk).expect("publishing");
    // Every question is asked 250 ms after the one before.
    for command in [
        Command::OpenSession,
        Command::PauseSession,
        Command::ResumeSession,
        Command::AdvanceAgenda { to: Destination::Next },
        Command::AdvanceAgenda { to: Destination::Back },
        Command::CloseSession,
    ] {
        meeting.ask(&command, &chair).expect("an act");
    }
    let spent = |number: u8| meeting.state.items[&id(number)].spent_ms;
    assert_eq!((spent(1), spent(2)), (250 + 250 + 250, 250));
}

#[test]
fn one_leads_at_a_time_and_the_chair_decides() {
    let mut meeting = Meeting::new();
    let desk = secretary();
    let who = |number: u8| Actor { house_role: HouseRole::Person, person_id: Some(id(number)), name: format!("Người {number}") };
    let (chair, presenter, member) = (who(1), who(2), who(3));
    for (number, role) in [(1, AttendeeRole::Chair), (2, AttendeeRole::Guest), (3, AttendeeRole::Member)] {
        let one = NewAttendee { attendee_id: id(number), person: person(number), role, votes: None, seat: None, protocol_order: 1 };
        meeting.ask(&Command::AddAttendees { attendees: vec![one] }, &desk).expect("an attendee");
    }
    for number in 1..=2 {
        let item = NewAgendaItem {
            kind: AgendaItemKind::Matter,
            title: format!("Nội dung {number}"),
            short_title: None,
            presenter: Some(person(2)),
            planned_minutes: 5,
            admission: Admission::All,
            guests: BTreeSet::from([id(2)]),
        };
        meeting.ask(&Command::AddAgendaItem { item_id: id(number), item }, &desk).expect("an item");
        let paper = Command::AttachPaper {
            paper_id: id(number),
            item_id: id(number),
            title: "Tờ trình".into(),
            symbol: None,
            filing: Filing::default(),
            file: file(number),
        };
        meeting.ask(&paper, &desk).expect("a paper");
    }
    let lead = |paper: u8| Command::LeadPaper { paper_id: id(paper), attendee_id: None };
    let leader = |meeting: &Meeting| meeting.state.lead.map(|lead| (lead.attendee_id, lead.paper_id));
    meeting.ask(&Command::PublishMeeting, &desk).expect("publishing");
    assert!(matches!(meeting.ask(&lead(1), &chair), Err(Refusal::WrongPhase(..))));
    meeting.ask(&Command::OpenSession, &chair).expect("opening");
    assert_eq!(meeting.ask(&lead(1), &member), Err(Refusal::NotPresenting));
    assert!(matches!(meeting.ask(&lead(1), &desk), Err(Refusal::NotAllowed(_))));

    // A presenter leads while nobody does; the chair takes it, and then the presenter asks.
    assert_eq!(meeting.ask(&lead(1), &presenter), Ok(1));
    assert_eq!(meeting.ask(&lead(2), &chair), Ok(1));
    assert_eq!(leader(&meeting), Some((id(1), id(2))));
    assert_eq!((meeting.ask(&lead(1), &presenter), meeting.ask(&lead(1), &presenter)), (Ok(1), Ok(0)));
    assert_eq!(leader(&meeting), Some((id(1), id(2))));
    assert!(meeting.state.lead_asked.contains_key(&id(2)));
    assert_eq!(meeting.ask(&Command::EndLead, &member), Err(Refusal::LedByAnother { name: "Người 1".into() }));
    assert!(matches!(meeting.ask(&Command::DeclineLead { attendee_id: id(2) }, &member), Err(Refusal::NotAllowed(_))));
    assert_eq!(meeting.ask(&Command::DeclineLead { attendee_id: id(2) }, &chair), Ok(1));
    assert!(meeting.state.lead_asked.is_empty());

    // Who may not read the paper sees that something is led, not what.
    let stranger = Audience { hat: Hat::Guest, admitted: BTreeSet::from([id(1)]) };
    let shown = view(&meeting.state, &stranger).lead.now.expect("a lead");
    assert_eq!((shown.attendee_id, shown.paper_id), (Some(id(1)), None));

    // The chair gives the lead; only to a presenter, and it ends with the item, the paper, or the presenter's place.
    let give = |to: u8| Command::LeadPaper { paper_id: id(1), attendee_id: Some(id(to)) };
    assert_eq!(meeting.ask(&give(3), &chair), Err(Refusal::NotPresenting));
    assert_eq!(meeting.ask(&give(2), &chair), Ok(1));
    assert_eq!(leader(&meeting), Some((id(2), id(1))));
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Next }, &chair).expect("the next item");
    assert_eq!(leader(&meeting), None);
    assert_eq!(meeting.ask(&lead(2), &presenter), Ok(1));
    meeting.ask(&Command::WithdrawPaper { paper_id: id(2) }, &desk).expect("withdrawing");
    assert_eq!(leader(&meeting), None);
    assert_eq!(meeting.ask(&lead(1), &presenter), Ok(1));
    meeting.ask(&Command::RemoveAttendee { attendee_id: id(2) }, &desk).expect("removing");
    assert_eq!(leader(&meeting), None);
}

#[test]
fn the_pack_has_one_numbering_for_everybody() {
    let mut meeting = Meeting::new();
    let desk = secretary();
    let item = |title: &str, admission| NewAgendaItem {
        kind: AgendaItemKind::Matter,
        title: title.into(),
        short_title: None,
        presenter: None,
        planned_minutes: 5,
        admission,
        guests: BTreeSet::new(),
    };
    meeting.ask(&Command::AddAgendaItem { item_id: id(1), item: item("Kín", Admission::Members) }, &desk).expect("an item");
    meeting.ask(&Command::AddAgendaItem { item_id: id(2), item: item("Chung", Admission::All) }, &desk).expect("an item");
    let long = |number, pages| FileRef { pages, ..file(number) };
    let attach = |paper, item, pages| Command::AttachPaper {
        paper_id: id(paper),
        item_id: id(item),
        title: "Tờ trình".into(),
        symbol: None,
        filing: Filing::default(),
        file: long(paper, pages),
    };
    // The later item's papers came first; one of them has no pages anybody could count.
    for command in [attach(1, 2, 12), attach(2, 2, 0), attach(3, 2, 7), attach(4, 1, 44)] {
        meeting.ask(&command, &desk).expect("a paper");
    }
    let begins = |state: &MeetingState, hat| {
        let seen = view(state, &Audience { hat, admitted: BTreeSet::new() }).papers;
        (1..=4).map(|paper| seen.get(&id(paper)).and_then(|paper| paper.pack_page)).collect::<Vec<_>>()
    };
    assert_eq!(begins(&meeting.state, Hat::Secretariat), [Some(45), None, Some(57), Some(1)]);
    // Who may not read the first item's papers counts their pages all the same.
    assert_eq!(begins(&meeting.state, Hat::Invited), [Some(45), None, Some(57), None]);
    // A version with more pages moves what follows, a moved item takes its papers with it, a withdrawn paper closes its gap.
    meeting.ask(&Command::ReplacePaper { paper_id: id(1), file: long(9, 14) }, &desk).expect("a version");
    assert_eq!(begins(&meeting.state, Hat::Member), [Some(45), None, Some(59), Some(1)]);
    meeting.ask(&Command::MoveAgendaItem { item_id: id(2), before: Some(id(1)) }, &desk).expect("a move");
    assert_eq!(begins(&meeting.state, Hat::Member), [Some(1), None, Some(15), Some(22)]);
    meeting.ask(&Command::WithdrawPaper { paper_id: id(1) }, &desk).expect("a withdrawal");
    assert_eq!(begins(&meeting.state, Hat::Member), [None, None, Some(1), Some(8)]);
}
