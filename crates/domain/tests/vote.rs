//! Votes: whatever happens, everybody who votes is counted once, and nobody else is.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    audience::Audience,
    command::{AttendeeChange, Command, Destination, NewAgendaItem, NewAttendee},
    decide::{create, decide},
    event::Recorded,
    ids::{AttendeeId, MeetingId, MotionId},
    motion::{Choice, Tally, receipt},
    permission::Hat,
    person::{Actor, HouseRole, PersonCard},
    refusal::{Language, Refusal},
    rules::{Fraction, MajorityRule, MeetingKind},
    state::MeetingState,
    view::{view, votes},
};
use proptest::prelude::*;
use uuid::Uuid;

const CHAIR: u8 = 1;
/// Members beside the chair; of eight who vote the last has not come.
const MEMBERS: std::ops::RangeInclusive<u8> = 2..=8;
const LATE: u8 = 8;
/// Attends everything, and has no vote.
const INVITED: u8 = 9;

fn id<T: From<Uuid>>(number: u8) -> T {
    T::from(Uuid::from_u128(u128::from(number)))
}
fn desk() -> Actor {
    Actor { house_role: HouseRole::Secretariat, person_id: None, name: "Thư ký".into() }
}
fn who(number: u8) -> Actor {
    Actor { house_role: HouseRole::Person, person_id: Some(id(number)), name: format!("Người {number}") }
}
fn put(number: u8) -> Command {
    Command::PutMotion { motion_id: id(number), item_id: id(1), question: "Thông qua chương trình".into(), minutes: Some(2) }
}
fn cast(choice: Choice) -> Command {
    Command::CastBallot { motion_id: id(1), choice }
}
fn close() -> Command {
    Command::CloseMotion { motion_id: id(1) }
}

struct Meeting {
    state: MeetingState,
    at: DateTime<Utc>,
}

impl Meeting {
    /// In session at the first of two items.
    fn open() -> Self {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let more_than = Fraction { numerator: 1, denominator: 2 };
        let majority = MajorityRule { more_than, tie_follows_chair: true, source: "Điều 117".into() };
        let kind = MeetingKind { code: "k".into(), name: "K".into(), name_en: "K".into(), quorum: None, majority: Some(majority) };
        let event = create(&kind, "Phiên họp", "Phòng", at, &desk()).expect("a meeting");
        let first = Recorded { seq: 1, at, actor: "Thư ký".into(), event };
        let mut meeting = Self { state: MeetingState::begin(id::<MeetingId>(99), &first).expect("a state"), at };
        let attendees = (CHAIR..=INVITED).map(|number| NewAttendee {
            attendee_id: id(number),
            person: PersonCard {
                person_id: id(number),
                honorific: None,
                name: format!("Người {number}"),
                post: "Ủy viên".into(),
                unit: "Ủy ban".into(),
            },
            role: match number {
                CHAIR => AttendeeRole::Chair,
                INVITED => AttendeeRole::Invited,
                _ => AttendeeRole::Member,
            },
            votes: None,
            seat: None,
            protocol_order: number.into(),
        });
        meeting.ask(&Command::AddAttendees { attendees: attendees.collect() }, &desk()).expect("attendees");
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
            meeting.ask(&Command::AddAgendaItem { item_id: id(number), item }, &desk()).expect("an item");
        }
        meeting.ask(&Command::PublishMeeting, &desk()).expect("publishing");
        meeting.ask(&Command::OpenSession, &who(CHAIR)).expect("opening");
        for number in (CHAIR..=INVITED).filter(|number| *number != LATE) {
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

    fn tally(&self) -> Tally {
        let result = self.state.motions.get(&id::<MotionId>(1)).and_then(|motion| motion.result.clone());
        result.expect("a counted vote").1
    }

    /// The chair votes as told, of the others the first `in_favour` in favour and the rest against; the last is absent.
    fn voted(chairs: Choice, in_favour: u8) -> Tally {
        let mut meeting = Self::open();
        meeting.ask(&put(1), &who(CHAIR)).expect("putting");
        meeting.ask(&cast(chairs), &who(CHAIR)).expect("the chair's");
        for number in MEMBERS.filter(|number| *number != LATE) {
            let choice = if number < 2 + in_favour { Choice::For } else { Choice::Against };
            meeting.ask(&cast(choice), &who(number)).expect("a member's");
        }
        meeting.ask(&close(), &who(CHAIR)).expect("closing");
        meeting.tally()
    }
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Cast(u8, Choice),
    Here(u8, bool),
    Votes(u8, bool),
    Remove(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    let anybody = || CHAIR..=INVITED;
    let choice = prop::sample::select(vec![Choice::For, Choice::Against, Choice::Abstain]);
    prop_oneof![
        8 => (anybody(), choice).prop_map(|(number, choice)| Deed::Cast(number, choice)),
        2 => (anybody(), any::<bool>()).prop_map(|(number, here)| Deed::Here(number, here)),
        1 => (anybody(), any::<bool>()).prop_map(|(number, votes)| Deed::Votes(number, votes)),
        1 => MEMBERS.prop_map(Deed::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn everybody_who_votes_is_counted_once(deeds in prop::collection::vec(deed(), 0..60)) {
        let mut meeting = Meeting::open();
        meeting.ask(&put(1), &who(CHAIR)).expect("putting");
        for deed in deeds {
            let before = meeting.state.clone();
            let revision = |number| before.attendees.get(&id::<AttendeeId>(number)).map_or(0, |attendee| attendee.revision);
            let (command, actor) = match deed {
                Deed::Cast(number, choice) => (cast(choice), who(number)),
                Deed::Here(number, present) => (Command::MarkAttendance { attendee_id: id(number), present }, desk()),
                Deed::Votes(number, votes) => {
                    let change = AttendeeChange { votes: Some(votes), ..Default::default() };
                    (Command::EditAttendee { attendee_id: id(number), revision: revision(number), change }, desk())
                }
                Deed::Remove(number) => (Command::RemoveAttendee { attendee_id: id(number) }, desk()),
            };
            let answer = meeting.ask(&command, &actor);
            if let (Deed::Cast(number, choice), Ok(1)) = (deed, answer) {
                let voter = before.attendees.get(&id::<AttendeeId>(number)).expect("a voter");
                prop_assert!(voter.place.votes && voter.present_at.is_some(), "somebody absent, or without a vote, has voted");
                let motion = before.motions.get(&id::<MotionId>(1)).expect("the motion");
                prop_assert!(!motion.ballots.contains_key(&id::<AttendeeId>(number)), "a second ballot as {:?}", choice);
            }
        }
        meeting.ask(&close(), &who(CHAIR)).expect("closing");
        let tally = meeting.tally();
        let voters = meeting.state.attendees.values().filter(|attendee| attendee.place.votes).count();
        prop_assert_eq!(tally.members as usize, voters);
        prop_assert_eq!(tally.in_favour + tally.against + tally.abstain + tally.silent + tally.absent, tally.members);
        let majority = tally.majority.expect("a rule");
        prop_assert_eq!(majority.carried, tally.in_favour * 2 > tally.members || majority.by_chair);
        // What is counted stands, whoever comes, goes or votes afterwards.
        prop_assert_eq!(meeting.ask(&cast(Choice::For), &who(CHAIR)).unwrap_or(0), 0);
    }
}

#[test]
fn more_than_half_of_all_members_carries_and_half_follows_the_chair() {
    let outcome = |tally: &Tally| {
        let majority = tally.majority.clone().expect("a rule");
        (tally.in_favour, majority.needed, majority.carried, majority.by_chair)
    };
    // Eight vote, one of them absent: five carry it.
    assert_eq!(outcome(&Meeting::voted(Choice::For, 4)), (5, 5, true, false));
    assert_eq!(outcome(&Meeting::voted(Choice::For, 3)), (4, 5, true, true));
    assert_eq!(outcome(&Meeting::voted(Choice::Against, 4)), (4, 5, false, false));
    assert_eq!(outcome(&Meeting::voted(Choice::For, 2)), (3, 5, false, false));
    let tally = Meeting::voted(Choice::Abstain, 4);
    assert_eq!((tally.members, tally.against, tally.abstain, tally.silent, tally.absent), (8, 2, 1, 0, 1));
}

#[test]
fn a_refusal_says_what_why_and_what_next() {
    let mut meeting = Meeting::open();
    let elsewhere = Command::PutMotion { motion_id: id(1), item_id: id(2), question: "Thông qua".into(), minutes: None };
    let next = Command::AdvanceAgenda { to: Destination::Next };
    let mut told = vec![(meeting.ask(&elsewhere, &who(CHAIR)), Refusal::NotBeforeTheMeeting)];
    meeting.ask(&put(1), &who(CHAIR)).expect("putting");
    for busy in [&put(2), &next, &Command::PauseSession, &Command::CloseSession] {
        told.push((meeting.ask(busy, &who(CHAIR)), Refusal::VoteInProgress));
    }
    assert_eq!(meeting.ask(&cast(Choice::For), &who(2)), Ok(1));
    assert_eq!(meeting.ask(&cast(Choice::For), &who(2)), Ok(0), "the same again is so already");
    told.push((meeting.ask(&cast(Choice::Against), &who(2)), Refusal::BallotCast));
    told.push((meeting.ask(&cast(Choice::For), &who(LATE)), Refusal::NotHereToVote { name: format!("Người {LATE}") }));
    told.push((meeting.ask(&cast(Choice::For), &who(INVITED)), Refusal::HasNoVote { name: format!("Người {INVITED}") }));
    assert_eq!((meeting.ask(&close(), &who(CHAIR)), meeting.ask(&close(), &who(CHAIR))), (Ok(1), Ok(0)));
    told.push((meeting.ask(&cast(Choice::For), &who(3)), Refusal::MotionClosed));
    for number in CHAIR..=INVITED {
        meeting.ask(&Command::MarkAttendance { attendee_id: id(number), present: false }, &desk()).expect("leaving");
    }
    told.push((meeting.ask(&put(3), &who(CHAIR)), Refusal::NobodyToVote));
    assert_eq!(meeting.ask(&next, &who(CHAIR)), Ok(1));
    for (answer, refusal) in told {
        assert_eq!(answer, Err(refusal.clone()));
        for language in [Language::Vi, Language::En] {
            let words = refusal.message(language);
            assert!(words.trim_end_matches('.').contains([';', '.', ':']), "{words}");
        }
    }
}

#[test]
fn who_chose_what_is_told_once_it_is_counted_and_to_members() {
    let audience = |hat| Audience { hat, admitted: BTreeSet::new() };
    let mut meeting = Meeting::open();
    meeting.ask(&Command::GiveFloor { attendee_id: id(2) }, &who(CHAIR)).expect("somebody speaks");
    assert_eq!(meeting.ask(&put(1), &who(CHAIR)), Ok(2), "where the room votes, nobody speaks");
    assert_eq!(meeting.state.floor.speaker(), None);
    meeting.ask(&cast(Choice::Against), &who(3)).expect("voting");
    let shown = |state: &MeetingState, hat| view(state, &audience(hat)).motion.expect("the vote");
    // While it is open nobody learns what was chosen; who has voted is known to those who run it.
    let (chairs, members, walls) =
        (shown(&meeting.state, Hat::Chair), shown(&meeting.state, Hat::Member), shown(&meeting.state, Hat::Wall));
    assert_eq!((chairs.voted.len(), members.voted.len(), walls.voted.len()), (1, 0, 0));
    assert_eq!((chairs.cast, members.cast, walls.cast, &members.tally), (1, 1, 1, &None));
    assert_eq!(votes(&meeting.state, &audience(Hat::Member)), []);
    meeting.ask(&close(), &who(CHAIR)).expect("closing");
    let counted = votes(&meeting.state, &audience(Hat::Member));
    let ballots: Vec<_> = counted[0].ballots.iter().map(|ballot| (ballot.name.as_str(), ballot.choice)).collect();
    assert_eq!(ballots, [("Người 3", Choice::Against)]);
    assert_eq!(shown(&meeting.state, Hat::Wall).tally.map(|tally| (tally.against, tally.silent, tally.absent)), Some((1, 6, 1)));
    assert_eq!(view(&meeting.state, &Audience { hat: Hat::Guest, admitted: BTreeSet::from([id(2)]) }).motion, None);
    assert_eq!(votes(&meeting.state, &Audience { hat: Hat::Guest, admitted: BTreeSet::from([id(1)]) })[0].ballots, []);
    // The receipt is of this choice: another would have another.
    let ballot = meeting.state.motions[&id::<MotionId>(1)].ballots[&id::<AttendeeId>(3)];
    let shown = receipt(id(1), id(3), &ballot);
    assert_eq!((counted[0].ballots[0].receipt.as_str(), shown.len()), (shown.as_str(), 9));
    assert_ne!(shown, receipt(id(1), id(3), &domain::motion::Ballot { choice: Choice::For, ..ballot }));
    // At the next item there is no vote; back at this one, its result stands.
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Next }, &who(CHAIR)).expect("the second item");
    assert_eq!(view(&meeting.state, &audience(Hat::Member)).motion, None);
    meeting.ask(&Command::AdvanceAgenda { to: Destination::Back }, &who(CHAIR)).expect("the first item");
    assert!(view(&meeting.state, &audience(Hat::Member)).motion.is_some_and(|motion| motion.tally.is_some()));
}
