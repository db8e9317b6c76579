//! Decisions: may this person do this now, and what then happens? Pure and total.

mod floor;
mod lead;
mod motion;
mod paper;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::{
    agenda::{AgendaItem, AgendaItemContent, AgendaItemKind},
    attendee::{Attendee, AttendeePlace, AttendeeRole},
    audience::hats,
    command::{AgendaItemChange, AttendeeChange, Command, Destination, NewAgendaItem, NewAttendee},
    event::Event,
    ids::{AgendaItemId, AttendeeId},
    permission::{Action, HouseAction, may, may_in_house},
    person::Actor,
    refusal::{Field, Refusal, Thing},
    rules::MeetingKind,
    state::{MeetingState, Phase},
    text::{self, Title},
};

/// Most items a meeting holds: far above any real agenda, low enough that a view stays small.
pub const MAX_ITEMS: usize = 200;
/// Most attendees of one meeting.
pub const MAX_ATTENDEES: usize = 5_000;
/// Most papers of one meeting.
pub const MAX_PAPERS: usize = 2_000;
/// Most questions put to the vote in one meeting.
pub const MAX_MOTIONS: usize = 500;

/// The first event of a new meeting.
pub fn create(kind: &MeetingKind, title: &str, room: &str, starts_at: DateTime<Utc>, actor: &Actor) -> Result<Event, Refusal> {
    if !may_in_house(actor.house_role, HouseAction::CreateMeeting) {
        return Err(Refusal::NotAllowed(Action::EditMeeting));
    }
    Ok(Event::MeetingCreated {
        meeting_kind: kind.clone(),
        title: Title::new(title, Field::Title)?.as_str().to_owned(),
        room: text::short_line(room, Field::Room)?,
        starts_at,
    })
}

/// What `command` leads to, asked by `actor`. An empty list means "it is so already": nothing to record.
pub fn decide(state: &MeetingState, command: &Command, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    authorise(state, command.action(), actor)?;
    match command {
        Command::EditMeeting { revision, meeting_kind, title, room, starts_at } => {
            seen(*revision, state.revision)?;
            let as_it_is = Event::MeetingEdited {
                meeting_kind: state.kind.clone(),
                title: state.title.clone(),
                room: state.room.clone(),
                starts_at: state.starts_at,
            };
            let event = Event::MeetingEdited {
                meeting_kind: meeting_kind.clone().unwrap_or_else(|| state.kind.clone()),
                title: match title {
                    Some(title) => Title::new(title, Field::Title)?.as_str().to_owned(),
                    None => state.title.clone(),
                },
                room: match room {
                    Some(room) => text::short_line(room, Field::Room)?,
                    None => state.room.clone(),
                },
                starts_at: starts_at.unwrap_or(state.starts_at),
            };
            Ok(if event == as_it_is { Vec::new() } else { vec![event] })
        }
        Command::PublishMeeting => {
            let chair = !state.attendees.values().any(|attendee| attendee.place.role == AttendeeRole::Chair);
            let agenda = state.agenda.is_empty();
            if chair || agenda { Err(Refusal::NotReady { chair, agenda }) } else { Ok(vec![Event::MeetingPublished]) }
        }
        Command::AddAgendaItem { item_id, item } => add_item(state, *item_id, item),
        Command::EditAgendaItem { item_id, revision, change } => edit_item(state, *item_id, *revision, change),
        Command::MoveAgendaItem { item_id, before } => move_item(state, *item_id, *before),
        Command::RemoveAgendaItem { item_id } => {
            item(state, *item_id)?;
            if state.current == Some(*item_id) {
                return Err(Refusal::ItemInProgress);
            }
            if state.phase != Phase::Draft && state.agenda.len() == 1 {
                return Err(Refusal::StillNeeded { chair: false });
            }
            Ok(vec![Event::AgendaItemRemoved { item_id: *item_id }])
        }
        Command::AddAttendees { attendees } => add_attendees(state, attendees),
        Command::EditAttendee { attendee_id, revision, change } => edit_attendee(state, *attendee_id, *revision, change),
        Command::RemoveAttendee { attendee_id } => {
            keeps_chair(state, attendee(state, *attendee_id)?)?;
            Ok(vec![Event::AttendeeRemoved { attendee_id: *attendee_id }])
        }
        Command::AttachPaper { paper_id, item_id, title, symbol, filing, file } => {
            paper::attach(state, *paper_id, *item_id, title, symbol.as_deref(), filing, file)
        }
        Command::EditPaper { paper_id, revision, change } => paper::edit(state, *paper_id, *revision, change),
        Command::ReplacePaper { paper_id, file } => paper::replace(state, *paper_id, file),
        Command::WithdrawPaper { paper_id } => paper::withdraw(state, *paper_id),
        Command::OpenSession => {
            let first = state.agenda.first().ok_or(Refusal::EmptyAgenda)?;
            Ok(vec![Event::SessionOpened, Event::AgendaAdvanced { from: None, to: *first, from_done: false }])
        }
        Command::AdvanceAgenda { to } => {
            motion::nothing_open(state)?;
            advance(state, *to)
        }
        Command::PauseSession => motion::nothing_open(state).map(|()| vec![Event::SessionPaused]),
        Command::ResumeSession => Ok(vec![Event::SessionResumed]),
        Command::CloseSession => motion::nothing_open(state).map(|()| vec![Event::SessionClosed]),
        Command::CheckIn => {
            let (attendee_id, known) =
                actor.person_id.and_then(|person| state.attendee_of(person)).ok_or(Refusal::NotFound(Thing::Attendee))?;
            Ok(mark(attendee_id, known, true))
        }
        Command::MarkAttendance { attendee_id, present } => Ok(mark(*attendee_id, attendee(state, *attendee_id)?, *present)),
        Command::LeadPaper { paper_id, attendee_id: None } => lead::take(state, *paper_id, actor),
        Command::LeadPaper { paper_id, attendee_id: Some(to) } => lead::give(state, *paper_id, *to),
        Command::EndLead => lead::end(state, actor),
        Command::DeclineLead { attendee_id } => Ok(lead::decline(state, *attendee_id)),
        Command::AskForFloor { item_id } => floor::ask(state, *item_id, actor),
        Command::WithdrawFloor => floor::withdraw(state, actor),
        Command::DeclineSpeech { attendee_id } => floor::decline(state, *attendee_id),
        Command::GiveFloor { attendee_id } => floor::give(state, *attendee_id),
        Command::EndSpeech { attendee_id } => floor::end(state, *attendee_id, actor),
        Command::PutMotion { motion_id, item_id, question, minutes } => motion::put(state, *motion_id, *item_id, question, *minutes),
        Command::CastBallot { motion_id, choice } => motion::cast(state, *motion_id, *choice, actor),
        Command::CloseMotion { motion_id } => motion::close(state, *motion_id),
    }
}

/// Whether `actor` may do `action` now; the refusal says whether they never may, may not yet, or do not even know the meeting.
pub fn authorise(state: &MeetingState, action: Action, actor: &Actor) -> Result<(), Refusal> {
    let hats = hats(state, actor);
    if hats.iter().any(|hat| may(*hat, action, state.phase)) {
        return Ok(());
    }
    let knows = hats.iter().any(|hat| [Action::SeeDesk, Action::SeeRoom, Action::SeeWall].iter().any(|see| may(*hat, *see, state.phase)));
    if !knows {
        return Err(Refusal::NotFound(Thing::Meeting));
    }
    let in_another_phase = [Phase::Draft, Phase::Published, Phase::Open, Phase::Paused, Phase::Closed]
        .iter()
        .any(|phase| hats.iter().any(|hat| may(*hat, action, *phase)));
    Err(if in_another_phase { Refusal::WrongPhase(action, state.phase) } else { Refusal::NotAllowed(action) })
}

fn seen(revision: u64, now: u64) -> Result<(), Refusal> {
    if revision == now { Ok(()) } else { Err(Refusal::EditedMeanwhile) }
}

fn item(state: &MeetingState, id: AgendaItemId) -> Result<&AgendaItem, Refusal> {
    state.items.get(&id).map(|item| &**item).ok_or(Refusal::NotFound(Thing::AgendaItem))
}

fn matter(state: &MeetingState, id: AgendaItemId) -> Result<&AgendaItem, Refusal> {
    let item = item(state, id)?;
    if item.content.kind == AgendaItemKind::Break { Err(Refusal::BreakHasNone) } else { Ok(item) }
}

fn attendee(state: &MeetingState, id: AttendeeId) -> Result<&Attendee, Refusal> {
    state.attendees.get(&id).map(|attendee| &**attendee).ok_or(Refusal::NotFound(Thing::Attendee))
}

fn minutes(minutes: u32) -> Result<u32, Refusal> {
    if (1..=1_440).contains(&minutes) { Ok(minutes) } else { Err(Refusal::MinutesOutOfRange { minutes }) }
}

fn short_title(given: Option<&str>, title: &Title) -> Result<String, Refusal> {
    match given.filter(|given| !text::line(given).is_empty()) {
        Some(given) => text::short_title(given),
        None => Ok(title.shortened()),
    }
}

fn guests(state: &MeetingState, kind: AgendaItemKind, guests: &BTreeSet<AttendeeId>) -> Result<BTreeSet<AttendeeId>, Refusal> {
    if kind == AgendaItemKind::Break && !guests.is_empty() {
        return Err(Refusal::BreakHasNone);
    }
    for id in guests {
        let place = &attendee(state, *id)?.place;
        if !matches!(place.role, AttendeeRole::Guest | AttendeeRole::Invited) {
            return Err(Refusal::AdmittedAnyway { name: place.person.name.clone() });
        }
    }
    Ok(guests.clone())
}

fn add_item(state: &MeetingState, item_id: AgendaItemId, new: &NewAgendaItem) -> Result<Vec<Event>, Refusal> {
    if state.agenda.len() >= MAX_ITEMS {
        return Err(Refusal::TooMany { max: MAX_ITEMS });
    }
    if state.items.contains_key(&item_id) {
        return Err(Refusal::IdTaken);
    }
    let title = Title::new(&new.title, Field::Title)?;
    let item = AgendaItemContent {
        kind: new.kind,
        short_title: short_title(new.short_title.as_deref(), &title)?,
        title: title.as_str().to_owned(),
        presenter: new.presenter.clone(),
        planned_minutes: minutes(new.planned_minutes)?,
        admission: new.admission,
        guests: guests(state, new.kind, &new.guests)?,
    };
    Ok(vec![Event::AgendaItemAdded { item_id, item }])
}

fn edit_item(state: &MeetingState, item_id: AgendaItemId, revision: u64, change: &AgendaItemChange) -> Result<Vec<Event>, Refusal> {
    let known = item(state, item_id)?;
    seen(revision, known.revision)?;
    let mut next = known.content.clone();
    if let Some(title) = &change.title {
        let title = Title::new(title, Field::Title)?;
        // A short title made from the old title follows the new one; a written one stays.
        let was_made = Title::new(&next.title, Field::Title).is_ok_and(|old| old.shortened() == next.short_title);
        if was_made {
            next.short_title = title.shortened();
        }
        next.title = title.as_str().to_owned();
    }
    if let Some(given) = &change.short_title {
        next.short_title = short_title(Some(given), &Title::new(&next.title, Field::Title)?)?;
    }
    if let Some(presenter) = &change.presenter {
        next.presenter.clone_from(presenter);
    }
    if let Some(planned) = change.planned_minutes {
        next.planned_minutes = minutes(planned)?;
    }
    if let Some(admission) = change.admission {
        next.admission = admission;
    }
    if let Some(admitted) = &change.guests {
        next.guests = guests(state, next.kind, admitted)?;
    }
    if next == known.content {
        return Ok(Vec::new());
    }
    Ok(vec![Event::AgendaItemEdited { item_id, item: next }])
}

fn move_item(state: &MeetingState, item_id: AgendaItemId, before: Option<AgendaItemId>) -> Result<Vec<Event>, Refusal> {
    item(state, item_id)?;
    if let Some(before) = before {
        item(state, before)?;
    }
    let position = state.agenda.iter().position(|id| *id == item_id);
    let follower = position.and_then(|position| state.agenda.get(position + 1)).copied();
    if before == Some(item_id) || before == follower {
        return Ok(Vec::new());
    }
    Ok(vec![Event::AgendaItemMoved { item_id, before }])
}

fn add_attendees(state: &MeetingState, new: &[NewAttendee]) -> Result<Vec<Event>, Refusal> {
    if state.attendees.len() + new.len() > MAX_ATTENDEES {
        return Err(Refusal::TooMany { max: MAX_ATTENDEES });
    }
    let mut attendees: BTreeMap<AttendeeId, AttendeePlace> = BTreeMap::new();
    for one in new {
        if state.attendees.contains_key(&one.attendee_id) || attendees.contains_key(&one.attendee_id) {
            return Err(Refusal::IdTaken);
        }
        let present = state.attendees.values().map(|attendee| &attendee.place).chain(attendees.values());
        if present.clone().any(|place| place.person.person_id == one.person.person_id) {
            return Err(Refusal::AlreadyAttending { name: one.person.name.clone() });
        }
        if one.role == AttendeeRole::Chair {
            one_chair(present)?;
        }
        let place = AttendeePlace {
            person: one.person.clone(),
            role: one.role,
            // A guest of single items never votes: they do not count for the quorum either.
            votes: one.role != AttendeeRole::Guest && one.votes.unwrap_or(matches!(one.role, AttendeeRole::Chair | AttendeeRole::Member)),
            seat: one.seat.as_deref().map_or(Ok(None), |seat| text::optional_line(seat, Field::Seat))?,
            protocol_order: one.protocol_order,
        };
        attendees.insert(one.attendee_id, place);
    }
    if attendees.is_empty() { Ok(Vec::new()) } else { Ok(vec![Event::AttendeesAdded { attendees }]) }
}

fn one_chair<'a>(mut places: impl Iterator<Item = &'a AttendeePlace>) -> Result<(), Refusal> {
    match places.find(|place| place.role == AttendeeRole::Chair) {
        Some(chair) => Err(Refusal::ChairTaken { name: chair.person.name.clone() }),
        None => Ok(()),
    }
}

/// Refuses to take the chair of a meeting others already see.
fn keeps_chair(state: &MeetingState, leaving: &Attendee) -> Result<(), Refusal> {
    if leaving.place.role == AttendeeRole::Chair && state.phase != Phase::Draft {
        Err(Refusal::StillNeeded { chair: true })
    } else {
        Ok(())
    }
}

fn edit_attendee(state: &MeetingState, id: AttendeeId, revision: u64, change: &AttendeeChange) -> Result<Vec<Event>, Refusal> {
    let known = attendee(state, id)?;
    seen(revision, known.revision)?;
    let mut place = known.place.clone();
    if let Some(role) = change.role {
        if role != AttendeeRole::Chair {
            keeps_chair(state, known)?;
        }
        place.role = role;
    }
    if let Some(votes) = change.votes {
        place.votes = votes;
    }
    place.votes &= place.role != AttendeeRole::Guest;
    if let Some(seat) = &change.seat {
        place.seat = text::optional_line(seat, Field::Seat)?;
    }
    if let Some(order) = change.protocol_order {
        place.protocol_order = order;
    }
    if place == known.place {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    // Making somebody the chair takes the chair from whoever had it, in the same act: there is never none, never two.
    let former = state.attendees.iter().find(|(other, attendee)| **other != id && attendee.place.role == AttendeeRole::Chair);
    if let (AttendeeRole::Chair, Some((former_id, former))) = (place.role, former) {
        let former_place = AttendeePlace { role: AttendeeRole::Member, ..former.place.clone() };
        events.push(Event::AttendeeEdited { attendee_id: *former_id, place: former_place });
    }
    events.push(Event::AttendeeEdited { attendee_id: id, place: place.clone() });
    // Somebody who now attends the whole meeting is no longer admitted item by item.
    if !matches!(place.role, AttendeeRole::Guest | AttendeeRole::Invited) {
        for (item_id, item) in &*state.items {
            if item.content.guests.contains(&id) {
                let mut content = item.content.clone();
                content.guests.remove(&id);
                events.push(Event::AgendaItemEdited { item_id: *item_id, item: content });
            }
        }
    }
    Ok(events)
}

fn advance(state: &MeetingState, to: Destination) -> Result<Vec<Event>, Refusal> {
    let position = |id: AgendaItemId| state.agenda.iter().position(|other| *other == id);
    let here = state.current.and_then(position);
    let target = match (to, here) {
        (Destination::Item(id), _) => {
            item(state, id)?;
            Some(id)
        }
        (Destination::Next, Some(here)) => state.agenda.get(here + 1).copied(),
        (Destination::Back, Some(here)) => here.checked_sub(1).and_then(|before| state.agenda.get(before)).copied(),
        (Destination::Next, None) => state.agenda.first().copied(),
        (Destination::Back, None) => None,
    };
    let target = target.ok_or(Refusal::NoFurtherItem { forward: matches!(to, Destination::Next) })?;
    if state.current == Some(target) {
        return Err(Refusal::AlreadyCurrent);
    }
    let from_done = here.is_some() && position(target) > here;
    Ok(vec![Event::AgendaAdvanced { from: state.current, to: target, from_done }])
}

fn mark(attendee_id: AttendeeId, known: &Attendee, present: bool) -> Vec<Event> {
    match (known.present_at.is_some(), present) {
        (false, true) => vec![Event::AttendeeCheckedIn { attendee_id }],
        (true, false) => vec![Event::AttendeeCheckedOut { attendee_id }],
        (true, true) | (false, false) => Vec::new(),
    }
}
