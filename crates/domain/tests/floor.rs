//! The floor's queue: whatever happens, it holds whoever asked and was not heard yet, in the order of their asking.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    audience::Audience,
    command::{Command, Destination, NewAgendaItem, NewAttendee},
    decide::{create, decide},
    difference::difference,
    event::Recorded,
    ids::{AttendeeId, MeetingId},
    permission::Hat,
    person::{Actor, HouseRole, PersonCard},
    refusal::{Language, Refusal},
    rules::MeetingKind,
    state::MeetingState,
    view::view,
};
use proptest::prelude::*;
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u8) -> T {
    T::from(Uuid::from_u128(u128::from(number)))
}

fn desk() -> Actor {
    Actor { house_role: HouseRole::Secretariat, person_id: None, name: "Thư ký".into() }
}

fn who(number: u8) -> Actor {
    Actor { house_role: HouseRole::Person, person_id: Some(id(number)), name: format!("Người {number}") }
}

const CHAIR: u8 = 1;
/// Members, of whom all but the last have checked in; the last but one is a guest of the first item alone.
const PEOPLE: std::ops::RangeInclusive<u8> = 2..=7;
const GUEST: u8 = 6;
const LATE: u8 = 7;

struct Meeting {
    state: MeetingState,
    at: DateTime<Utc>,
}

impl Meeting {
    /// In session at the first of three items; the third is a break.
    fn open() -> Self {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let kind = MeetingKind { code: "k".into(), name: "K".into(), name_en: "K".into(), quorum: None, majority: None };
        let event = create(&kind, "Phiên họp", "Phòng", at, &desk()).expect("a meeting");
        let first = Recorded { seq: 1, at, actor: "Thư ký".into(), event };
        let mut meeting = Self { state: MeetingState::begin(id::<MeetingId>(99), &first).expect("a state"), at };
        let role = |number| match number {
            CHAIR => AttendeeRole::Chair,
            GUEST => AttendeeRole::Guest,
            _ => AttendeeRole::Member,
        };
        let attendees = (CHAIR..=LATE).map(|number| NewAttendee {
            attendee_id: id(number),
            person: PersonCard {
                person_id: id(number),
                honorific: Some("Ông".into()),
                name: format!("Người {number}"),
                post: "Chuyên viên".into(),
                unit: "Văn phòng".into(),
            },
            role: role(number),
            votes: None,
            seat: None,
            protocol_order: number.into(),
        });
        meeting.ask(&Command::AddAttendees { attendees: attendees.collect() }, &desk()).expect("attendees");
        for number in 1..=3 {
            let item = NewAgendaItem {
                kind: if number == 3 { AgendaItemKind::Break } else { AgendaItemKind::Matter },
                title: format!("Nội dung {number}"),
                short_title: None,
                presenter: None,
                planned_minutes: 5,
                admission: Admission::All,
                guests: if number == 1 { BTreeSet::from([id(GUEST)]) } else { BTreeSet::new() },
            };
            meeting.ask(&Command::AddAgendaItem { item_id: id(number), item }, &desk()).expect("an item");
        }
        meeting.ask(&Command::PublishMeeting, &desk()).expect("publishing");
        meeting.ask(&Command::OpenSession, &who(CHAIR)).expect("opening");
        for number in PEOPLE.filter(|number| *number != LATE) {
            meeting.ask(&Command::CheckIn, &who(number)).expect("checking in");
        }
        meeting
    }

    fn ask(&mut self, command: &Command, actor: &Actor) -> Result<usize, Refusal> {
        self.at += TimeDelta::milliseconds(250);
        let events = decide(&self.state, command, actor)?;
        for event in &events {
            let recorded = Recorded { seq: self.state.seq + 1, at: self.at, actor: actor.name.clone(), event: event.clone() };
            self.state.apply(&recorded);
        }
        Ok(events.len())
    }

    fn item(&self) -> u8 {
        (1..=3).find(|number| self.state.current == Some(id(*number))).expect("a current item")
    }
}

/// What may happen, by whom.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Ask(u8),
    Withdraw(u8),
    Decline(u8),
    Give(u8),
    End(u8),
    Here(u8, bool),
    Remove(u8),
    Go(Destination),
    Pause,
    Resume,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => PEOPLE.prop_map(Deed::Ask),
        1 => PEOPLE.prop_map(Deed::Withdraw),
        1 => PEOPLE.prop_map(Deed::Decline),
        3 => PEOPLE.prop_map(Deed::Give),
        2 => PEOPLE.prop_map(Deed::End),
        1 => (PEOPLE, any::<bool>()).prop_map(|(number, here)| Deed::Here(number, here)),
        1 => prop::sample::select(vec![3_u8]).prop_map(Deed::Remove),
        1 => prop::sample::select(vec![Destination::Next, Destination::Back]).prop_map(Deed::Go),
        1 => prop::sample::select(vec![Deed::Pause, Deed::Resume]),
    ]
}

/// The floor as anybody would keep it on a sheet of paper.
#[derive(Default)]
struct Sheet {
    queue: Vec<u8>,
    speaker: Option<u8>,
}

impl Sheet {
    fn forget(&mut self, number: u8) {
        self.queue.retain(|one| *one != number);
        self.speaker = self.speaker.filter(|one| *one != number);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_lost_from_the_queue(deeds in prop::collection::vec(deed(), 0..60)) {
        let (mut meeting, mut sheet) = (Meeting::open(), Sheet::default());
        for deed in deeds {
            let (command, actor) = match deed {
                Deed::Ask(number) => (Command::AskForFloor { item_id: id(meeting.item()) }, who(number)),
                Deed::Withdraw(number) => (Command::WithdrawFloor, who(number)),
                Deed::Decline(number) => (Command::DeclineSpeech { attendee_id: id(number) }, who(CHAIR)),
                Deed::Give(number) => (Command::GiveFloor { attendee_id: id(number) }, who(CHAIR)),
                Deed::End(number) => (Command::EndSpeech { attendee_id: id(number) }, who(number)),
                Deed::Here(number, present) => (Command::MarkAttendance { attendee_id: id(number), present }, desk()),
                Deed::Remove(number) => (Command::RemoveAttendee { attendee_id: id(number) }, desk()),
                Deed::Go(to) => (Command::AdvanceAgenda { to }, who(CHAIR)),
                Deed::Pause => (Command::PauseSession, who(CHAIR)),
                Deed::Resume => (Command::ResumeSession, who(CHAIR)),
            };
            if meeting.ask(&command, &actor).is_ok() {
                match deed {
                    Deed::Ask(number) if !sheet.queue.contains(&number) && sheet.speaker != Some(number) => sheet.queue.push(number),
                    Deed::Give(number) if sheet.speaker != Some(number) => {
                        sheet.forget(number);
                        sheet.speaker = Some(number);
                    }
                    Deed::Withdraw(number) | Deed::Decline(number) => sheet.queue.retain(|one| *one != number),
                    Deed::End(number) => sheet.speaker = sheet.speaker.filter(|one| *one != number),
                    Deed::Here(number, false) | Deed::Remove(number) => sheet.forget(number),
                    Deed::Go(_) => sheet = Sheet::default(),
                    _ => {}
                }
            }
            let expected: Vec<AttendeeId> = sheet.queue.iter().map(|number| id(*number)).collect();
            prop_assert_eq!(meeting.state.floor.queue(), expected, "after {:?}", deed);
            prop_assert_eq!(meeting.state.floor.speaker(), sheet.speaker.map(id), "after {:?}", deed);
        }
    }
}

#[test]
fn whoever_asks_twice_keeps_their_place_and_whoever_spoke_is_last() {
    let mut meeting = Meeting::open();
    let ask = || Command::AskForFloor { item_id: id(1) };
    assert_eq!((meeting.ask(&ask(), &who(3)), meeting.ask(&ask(), &who(2)), meeting.ask(&ask(), &who(3))), (Ok(1), Ok(1), Ok(0)));
    assert_eq!(meeting.state.floor.queue(), [id(3), id(2)]);
    assert_eq!(meeting.ask(&Command::GiveFloor { attendee_id: id(3) }, &who(CHAIR)), Ok(1));
    // Speaking is what they asked for; once they have spoken they may ask again.
    assert_eq!(meeting.ask(&ask(), &who(3)), Ok(0));
    assert_eq!(meeting.ask(&Command::EndSpeech { attendee_id: id(3) }, &who(3)), Ok(1));
    assert_eq!(meeting.ask(&ask(), &who(3)), Ok(1));
    assert_eq!(meeting.state.floor.queue(), [id(2), id(3)]);
}

#[test]
fn a_refusal_says_what_why_and_what_next() {
    let mut meeting = Meeting::open();
    let ask = |item| Command::AskForFloor { item_id: id(item) };
    let give = |number| Command::GiveFloor { attendee_id: id(number) };
    let name = |number: u8| format!("Người {number}");
    let refusals = [
        (meeting.ask(&ask(2), &who(2)), Refusal::ItemNoLongerCurrent),
        (meeting.ask(&ask(1), &who(LATE)), Refusal::NotCheckedIn { name: name(LATE) }),
        (meeting.ask(&give(LATE), &who(CHAIR)), Refusal::NotCheckedIn { name: name(LATE) }),
        (meeting.ask(&give(CHAIR), &who(CHAIR)), Refusal::ChairHasFloor { name: name(CHAIR) }),
    ];
    meeting.ask(&give(2), &who(CHAIR)).expect("giving");
    let of_another = meeting.ask(&Command::EndSpeech { attendee_id: id(2) }, &who(3));
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Next }, &who(CHAIR)).expect("the second item");
    let elsewhere = meeting.ask(&ask(2), &who(GUEST));
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Next }, &who(CHAIR)).expect("the break");
    let in_break = meeting.ask(&ask(3), &who(2));
    let more = [
        (of_another, Refusal::SpeechOfAnother { name: name(2) }),
        (elsewhere, Refusal::NotAtItem { name: name(GUEST) }),
        (in_break, Refusal::NoFloorInBreak),
    ];
    for (answer, refusal) in refusals.into_iter().chain(more) {
        assert_eq!(answer, Err(refusal.clone()));
        // Two sentences at least: what and why, then what to do.
        for language in [Language::Vi, Language::En] {
            let words = refusal.message(language);
            assert!(words.trim_end_matches('.').contains([';', '.', ':']), "{words}");
        }
    }
}

#[test]
fn whoever_is_taken_out_of_the_queue_is_told_and_may_ask_again() {
    let mut meeting = Meeting::open();
    let ask = || Command::AskForFloor { item_id: id(1) };
    let decline = |number| Command::DeclineSpeech { attendee_id: id(number) };
    let told = |meeting: &Meeting| -> Vec<AttendeeId> { meeting.state.floor.declined.keys().copied().collect() };
    for number in [3, 2, 4] {
        meeting.ask(&ask(), &who(number)).expect("asking");
    }
    assert!(matches!(meeting.ask(&decline(2), &who(3)), Err(Refusal::NotAllowed(_))));
    assert_eq!(meeting.ask(&decline(2), &who(CHAIR)), Ok(1));
    assert_eq!((meeting.state.floor.queue(), told(&meeting)), (vec![id(3), id(4)], vec![id(2)]));
    // Pressed again, or of somebody who did not ask: nothing is written, nobody is told.
    assert_eq!((meeting.ask(&decline(2), &who(CHAIR)), meeting.ask(&decline(5), &who(CHAIR))), (Ok(0), Ok(0)));
    let member = Audience { hat: Hat::Member, admitted: BTreeSet::new() };
    let number = view(&meeting.state, &member).floor.and_then(|floor| floor.declined.get(&id(2)).copied());
    // Asking again takes the word back, behind those who wait; taken out once more it is another word.
    meeting.ask(&ask(), &who(2)).expect("asking again");
    assert_eq!((meeting.state.floor.queue(), told(&meeting)), (vec![id(3), id(4), id(2)], vec![]));
    meeting.ask(&Command::PauseSession, &who(CHAIR)).expect("a pause");
    assert_eq!(meeting.ask(&decline(2), &who(CHAIR)), Ok(1));
    assert_ne!(view(&meeting.state, &member).floor.and_then(|floor| floor.declined.get(&id(2)).copied()), number);
    meeting.ask(&Command::ResumeSession, &who(CHAIR)).expect("going on");
    // Invited after all, or gone: there is nothing left to tell. Nor at the next item.
    meeting.ask(&Command::GiveFloor { attendee_id: id(2) }, &who(CHAIR)).expect("giving");
    assert_eq!(told(&meeting), []);
    for number in [3, 4] {
        meeting.ask(&decline(number), &who(CHAIR)).expect("declining");
    }
    meeting.ask(&Command::MarkAttendance { attendee_id: id(3), present: false }, &desk()).expect("leaving");
    meeting.ask(&Command::EndSpeech { attendee_id: id(2) }, &who(CHAIR)).expect("ending");
    assert_eq!(told(&meeting), [id(4)]);
    let wall = Audience { hat: Hat::Wall, admitted: BTreeSet::new() };
    assert_eq!(view(&meeting.state, &wall).floor, None, "the wall names nobody");
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Next }, &who(CHAIR)).expect("the next item");
    assert!(meeting.state.floor.is_empty());
}

#[test]
fn a_full_queue_goes_with_one_word() {
    let mut meeting = Meeting::open();
    for number in 2..=5 {
        meeting.ask(&Command::AskForFloor { item_id: id(1) }, &who(number)).expect("asking");
    }
    meeting.ask(&Command::GiveFloor { attendee_id: id(4) }, &who(CHAIR)).expect("giving");
    let before = meeting.state.clone();
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Next }, &who(CHAIR)).expect("the next item");
    let member = Audience { hat: Hat::Member, admitted: BTreeSet::new() };
    let patch = difference(&before, &meeting.state, &member).expect("a difference");
    assert_eq!(patch.get("floor"), Some(&serde_json::Value::Null));
    assert_eq!(view(&before, &member).floor.map(|floor| floor.waiting.len()), Some(3));
    // The wall says who speaks and how many wait, and names nobody else; a guest of another item learns nothing.
    let wall = view(&before, &Audience { hat: Hat::Wall, admitted: BTreeSet::new() }).floor.expect("the floor");
    assert_eq!((wall.speaker.map(|speaker| speaker.name), wall.waiting.len(), wall.count), (Some("Người 4".into()), 0, Some(3)));
    assert_eq!(view(&before, &Audience { hat: Hat::Guest, admitted: BTreeSet::from([id(2)]) }).floor, None);
}

#[test]
fn the_clock_of_a_speech_stands_in_a_pause() {
    let mut meeting = Meeting::open();
    for command in [Command::GiveFloor { attendee_id: id(2) }, Command::PauseSession, Command::ResumeSession] {
        meeting.ask(&command, &who(CHAIR)).expect("an act");
    }
    let speech = meeting.state.floor.speech.expect("a speech");
    // Every question is asked 250 ms after the one before.
    assert_eq!((speech.spent_ms, speech.running_since), (250, Some(meeting.at)));
}
