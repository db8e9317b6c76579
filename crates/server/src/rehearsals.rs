//! The rehearsals running on this node: throw-away meetings, and the sign-ins of their virtual attendees, in memory only.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    command::{Command, NewAgendaItem, NewAttendee},
    decide,
    ids::{AccountId, MeetingId},
    person::{Actor, HouseRole, PersonCard},
    rules::MeetingKind,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{app::App, clock, error::ApiError, house_rehearsal::HouseRehearsal, identity::Identity, secrets};

/// Most rehearsals at a time.
const AT_ONCE: usize = 64;
/// A rehearsal nobody ended is forgotten after this.
const LASTS: TimeDelta = TimeDelta::hours(1);

/// A rehearsal to join: each token is one attendee's session cookie.
#[derive(Serialize, ToSchema)]
pub struct Rehearsal {
    /// The throw-away meeting.
    pub meeting_id: MeetingId,
    /// The chair's token.
    pub chair_token: String,
    /// The members' tokens, one a tablet.
    pub tablet_tokens: Vec<String>,
}

/// The running rehearsals of this node and their sign-ins, in memory only.
#[derive(Default)]
pub struct Rehearsals {
    running: Mutex<HashMap<MeetingId, Running>>,
    /// The one the house plays by itself.
    pub house: HouseRehearsal,
}

/// One rehearsal.
pub struct Running {
    /// When it is forgotten.
    pub until: DateTime<Utc>,
    /// Who takes part, by the hash of their token.
    pub sign_ins: HashMap<String, Identity>,
}

impl Rehearsals {
    /// The rehearsals, by their meeting.
    pub fn lock(&self) -> MutexGuard<'_, HashMap<MeetingId, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The virtual attendee with this token.
    pub fn identity(&self, token_hash: &str) -> Option<Identity> {
        self.lock().values().find_map(|running| running.sign_ins.get(token_hash)).cloned()
    }

    /// Takes out those whose time is over.
    pub fn over(&self, now: DateTime<Utc>) -> Vec<MeetingId> {
        let mut running = self.lock();
        let over: Vec<_> = running.iter().filter(|(_, one)| one.until < now).map(|(id, _)| *id).collect();
        for id in &over {
            running.remove(id);
        }
        over
    }
}

/// Begins a rehearsal of so many tablets, with so many items on its agenda.
pub async fn begin(app: &App, tablets: u32, items: u32) -> Result<Rehearsal, ApiError> {
    let now = clock::now();
    for meeting_id in app.rehearsals.over(now) {
        throw_away(app, meeting_id).await?;
    }
    if app.rehearsals.lock().len() >= AT_ONCE {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "rehearsals_full",
            "Đang có nhiều buổi diễn tập cùng lúc. Mời chờ một buổi kết thúc rồi thử lại.",
            "Several rehearsals are running. Wait until one ends and try again.",
        ));
    }
    let (meeting_id, people) = prepare(app, tablets, items).await?;
    let until = now + LASTS;
    let mut sign_ins = HashMap::new();
    let mut tokens = Vec::with_capacity(people.len());
    for person in people {
        let token = secrets::new_token();
        let actor = Actor { house_role: HouseRole::Person, person_id: Some(person.person_id), name: person.name };
        let identity = Identity {
            session_id: clock::new_id(),
            account_id: clock::new_id(),
            device_id: None,
            login: String::new(),
            actor,
            device: None,
            expires_at: until,
        };
        sign_ins.insert(secrets::hash_token(&token), identity);
        tokens.push(token);
    }
    app.rehearsals.lock().insert(meeting_id, Running { until, sign_ins });
    let chair_token = tokens.remove(0);
    Ok(Rehearsal { meeting_id, chair_token, tablet_tokens: tokens })
}

/// Ends a rehearsal and throws its meeting away; false where there is none.
pub async fn end(app: &App, meeting_id: MeetingId) -> Result<bool, ApiError> {
    let known = app.rehearsals.lock().remove(&meeting_id).is_some();
    if known {
        throw_away(app, meeting_id).await?;
    }
    Ok(known)
}

async fn throw_away(app: &App, meeting_id: MeetingId) -> Result<(), ApiError> {
    app.rooms.forget(meeting_id).await;
    Ok(app.store.remove_rehearsal(meeting_id).await?)
}

/// A published meeting of a chair and `tablets` members who exist in no directory.
async fn prepare(app: &App, tablets: u32, items: u32) -> Result<(MeetingId, Vec<PersonCard>), ApiError> {
    let desk = Actor { house_role: HouseRole::Secretariat, person_id: None, name: "Diễn tập".to_owned() };
    let account_id: AccountId = clock::new_id();
    let kind = MeetingKind {
        code: "dien_tap".to_owned(),
        name: "Diễn tập".to_owned(),
        name_en: "Rehearsal".to_owned(),
        quorum: None,
        majority: None,
    };
    let event = decide::create(&kind, "Diễn tập phòng họp", "Phòng diễn tập", clock::now(), &desk)?;
    let (meeting_id, _) = app.rooms.create(event, &desk, account_id, true).await?;
    let people: Vec<PersonCard> = (0..=tablets)
        .map(|number| PersonCard {
            person_id: clock::new_id(),
            honorific: None,
            name: if number == 0 { "Chủ trì diễn tập".to_owned() } else { format!("Máy diễn tập {number}") },
            post: "Diễn tập".to_owned(),
            unit: "Diễn tập".to_owned(),
        })
        .collect();
    let attendees = people
        .iter()
        .zip(0..)
        .map(|(person, number)| NewAttendee {
            attendee_id: clock::new_id(),
            person: person.clone(),
            role: if number == 0 { AttendeeRole::Chair } else { AttendeeRole::Member },
            votes: None,
            seat: None,
            protocol_order: number,
        })
        .collect();
    let mut commands = vec![Command::AddAttendees { attendees }];
    commands.extend((1..=items).map(|number| Command::AddAgendaItem {
        item_id: clock::new_id::<Uuid>().into(),
        item: NewAgendaItem {
            kind: AgendaItemKind::Matter,
            title: format!("Nội dung diễn tập số {number}"),
            short_title: None,
            presenter: None,
            planned_minutes: 5,
            admission: Admission::All,
            guests: BTreeSet::new(),
        },
    }));
    commands.push(Command::PublishMeeting);
    for command in commands {
        app.rooms.act(meeting_id, command, desk.clone(), account_id, None).await?;
    }
    Ok((meeting_id, people))
}
