//! The demonstration house: fictional people and papers that come with the program, and a session for today.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use axum::body::Body;
use chrono::{Datelike, NaiveTime, TimeDelta};
use domain::{
    agenda::{Admission, AgendaItemKind},
    attendee::AttendeeRole,
    command::{Command, NewAgendaItem, NewAttendee},
    decide,
    ids::{AgendaItemId, AttendeeId},
    person::{Actor, HouseRole},
};
use rust_embed::RustEmbed;
use serde::Deserialize;
use store::{Store, calendar::Whose, intakes::Wishes, people::Person};

use crate::{
    app::App,
    clock,
    founding::{self, HouseFile, Human},
    http::meetings::{intakes::Place as PaperPlace, papers::whole},
    identity::Identity,
};

/// The password of everybody in the demonstration house.
pub const PASSWORD: &str = "nghisu2026";

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/demo"]
#[include = "house.json"]
#[include = "papers/*.pdf"]
struct Files;

#[derive(Deserialize)]
struct Content {
    #[serde(flatten)]
    house: HouseFile,
    meeting: Meeting,
}

#[derive(Deserialize)]
struct Meeting {
    kind: String,
    title: String,
    room: String,
    starts_at_local: String,
    attendees: Vec<Place>,
    agenda: Vec<Item>,
}

#[derive(Deserialize)]
struct Place {
    person: String,
    role: AttendeeRole,
    votes: bool,
    seat: Option<String>,
}

#[derive(Deserialize)]
struct Item {
    kind: AgendaItemKind,
    title: String,
    short_title: String,
    planned_minutes: u32,
    presenter: Option<String>,
    admission: Admission,
    #[serde(default)]
    guests: Vec<String>,
    #[serde(default)]
    papers: Vec<Document>,
}

#[derive(Deserialize)]
struct Document {
    file: String,
    title: String,
    symbol: Option<String>,
    unit: String,
}

fn content() -> anyhow::Result<Content> {
    let file = Files::get("house.json").context("the demonstration house is missing from this program")?;
    serde_json::from_slice(&file.data).context("the demonstration house cannot be read")
}

/// Sets the demonstration house up in an empty store.
pub async fn found(store: &Store) -> anyhow::Result<()> {
    founding::found(store, &content()?.house, PASSWORD, true).await
}

/// Prepares today's session, through the same acts a secretary would use, unless today has a meeting already.
pub async fn prepare_session(app: &App) -> anyhow::Result<()> {
    let content = content()?;
    let start = clock::day_start(clock::house_day(clock::now()));
    if !app.store.meetings(Whose::Everybody, start, start + TimeDelta::days(1)).await?.is_empty() {
        return Ok(());
    }
    let account = app.store.account_by_login("thuky").await?.context("the demonstration house has no account thuky")?;
    let desk = Actor { house_role: account.house_role, person_id: account.person_id, name: account.name.clone() };
    let secretary = Identity {
        session_id: clock::new_id(),
        account_id: account.account_id,
        device_id: None,
        login: account.login.clone(),
        actor: desk.clone(),
        device: None,
        expires_at: clock::now(),
    };
    let directory: BTreeMap<String, (Person, String)> =
        app.store.people().await?.into_iter().map(|(person, unit)| (person.name.clone(), (person, unit))).collect();
    let people: BTreeMap<&str, &(Person, String)> =
        content.house.people.iter().filter_map(|human| Some((human.key.as_str(), directory.get(&human.name)?))).collect();
    let person = |key: &str| people.get(key).copied().with_context(|| format!("person {key}"));

    let today = clock::house_day(clock::now());
    let start = NaiveTime::parse_from_str(&content.meeting.starts_at_local, "%H:%M")?;
    let starts_at = clock::day_start(today) + (start - NaiveTime::MIN);
    let title = content.meeting.title.replace("{month}", &today.month().to_string()).replace("{year}", &today.year().to_string());
    let kind = app.rules.kind(&content.meeting.kind).with_context(|| format!("kind {}", content.meeting.kind))?;
    let event = decide::create(kind, &title, &content.meeting.room, starts_at, &desk).map_err(refused)?;
    let (meeting_id, _) = app.rooms.create(event, &desk, account.account_id, false).await.map_err(failed)?;
    let act = async |command| app.rooms.act(meeting_id, command, desk.clone(), account.account_id, None).await.map_err(failed);

    let mut places: BTreeMap<&str, AttendeeId> = BTreeMap::new();
    let mut attendees = Vec::new();
    for place in &content.meeting.attendees {
        let (known, unit) = person(&place.person)?;
        let attendee_id = clock::new_id();
        places.insert(&place.person, attendee_id);
        attendees.push(NewAttendee {
            attendee_id,
            person: known.card(unit),
            role: place.role,
            votes: Some(place.votes),
            seat: place.seat.clone(),
            protocol_order: known.protocol_order,
        });
    }
    act(Command::AddAttendees { attendees }).await?;

    for item in &content.meeting.agenda {
        let item_id: AgendaItemId = clock::new_id();
        let presenter = match &item.presenter {
            Some(key) => person(key).map(|(known, unit)| Some(known.card(unit)))?,
            None => None,
        };
        let guests: BTreeSet<AttendeeId> = item.guests.iter().filter_map(|key| places.get(key.as_str()).copied()).collect();
        let new = NewAgendaItem {
            kind: item.kind,
            title: item.title.clone(),
            short_title: Some(item.short_title.clone()),
            presenter,
            planned_minutes: item.planned_minutes,
            admission: item.admission,
            guests,
        };
        act(Command::AddAgendaItem { item_id, item: new }).await?;
        for document in &item.papers {
            let embedded = Files::get(&document.file).with_context(|| format!("paper {}", document.file))?;
            let name = document.file.rsplit('/').next().unwrap_or(&document.file);
            let unit = content.house.units.iter().find(|unit| unit.key == document.unit).map(|unit| unit.name.clone());
            let wishes = Wishes { title: Some(document.title.clone()), symbol: document.symbol.clone(), unit, key: None };
            let place = PaperPlace { item_id: Some(item_id), replaces: None };
            whole(app, meeting_id, &secretary, place, name, wishes, Body::from(embedded.data.into_owned())).await.map_err(failed)?;
        }
    }
    act(Command::PublishMeeting).await?;
    Ok(())
}

/// Who can sign in, for whoever started the program.
pub fn who_can_sign_in(address: &str) -> anyhow::Result<String> {
    use std::fmt::Write;
    let content = content()?;
    let names: BTreeMap<&str, &Human> = content.house.people.iter().map(|human| (human.key.as_str(), human)).collect();
    let roles: BTreeMap<&str, AttendeeRole> = content.meeting.attendees.iter().map(|place| (place.person.as_str(), place.role)).collect();
    let mut text = format!(
        "\n  {} (nhà mẫu, nhân vật hư cấu / demonstration house, fictional people)\n  {address}\n  mật khẩu / password: {PASSWORD}\n\n",
        content.house.name
    );
    let mut line = |login: &str, door: &str, who: String| writeln!(text, "  {login:<12} {door:<8} {who}");
    for login in &content.house.accounts {
        let human = login.person.as_deref().and_then(|key| names.get(key));
        let who = human.map_or_else(|| login.name.clone().unwrap_or_default(), |human| format!("{}, {}", human.name, human.post));
        let role = login.person.as_deref().and_then(|key| roles.get(key));
        let shown = match (login.house_role, role) {
            (HouseRole::Secretariat | HouseRole::Administrator, _) => Some("/desk"),
            (HouseRole::Display, _) => Some("/wall"),
            (HouseRole::Person, Some(AttendeeRole::Chair | AttendeeRole::Secretary)) => Some("/chair"),
            (HouseRole::Person, Some(AttendeeRole::Guest)) => Some("/room"),
            (HouseRole::Person, _) => None,
        };
        if let Some(door) = shown {
            line(&login.login, door, who)?;
        }
    }
    let members: Vec<&str> = content
        .house
        .accounts
        .iter()
        .filter(|login| {
            login.house_role == HouseRole::Person
                && matches!(login.person.as_deref().and_then(|key| roles.get(key)), Some(AttendeeRole::Member | AttendeeRole::Invited))
        })
        .map(|login| login.login.as_str())
        .collect();
    for some in members.chunks(6) {
        line("", "/room", some.join("  "))?;
    }
    Ok(text)
}

fn refused(refusal: domain::refusal::Refusal) -> anyhow::Error {
    anyhow::anyhow!("{}", refusal.message(domain::refusal::Language::En))
}

fn failed(error: crate::error::ApiError) -> anyhow::Error {
    anyhow::anyhow!("{}", error.code())
}
