//! Founding a house from a file: its name, units, people and who may sign in. The demonstration house is one such file.

use std::collections::BTreeMap;

use anyhow::Context;
use domain::{
    ids::{OrgUnitId, PersonId},
    person::HouseRole,
    text,
};
use serde::Deserialize;
use store::{
    Store,
    accounts::Account,
    people::{House, OrgUnit, Person},
};

use crate::{clock, secrets};

/// A house as its file describes it (JSON; crates/server/demo/house.json is an example).
#[derive(Debug, Deserialize)]
pub struct HouseFile {
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Units.
    pub units: Vec<Unit>,
    /// People.
    pub people: Vec<Human>,
    /// Who may sign in.
    pub accounts: Vec<Login>,
}

/// A unit.
#[derive(Debug, Deserialize)]
pub struct Unit {
    /// What the rest of the file calls it.
    pub key: String,
    /// Name.
    pub name: String,
    /// Abbreviation.
    pub short_name: String,
    /// Protocol order.
    pub protocol_order: u32,
}

/// A person.
#[derive(Debug, Deserialize)]
pub struct Human {
    /// What the rest of the file calls them.
    pub key: String,
    /// Name.
    pub name: String,
    /// "Ông" or "Bà".
    pub honorific: String,
    /// Key of their unit.
    pub unit: String,
    /// All posts.
    pub posts: Vec<String>,
    /// The post shown.
    pub post: String,
    /// Protocol order.
    pub protocol_order: u32,
}

/// Somebody who may sign in.
#[derive(Debug, Deserialize)]
pub struct Login {
    /// What they type.
    pub login: String,
    /// Key of the person; a display is nobody.
    pub person: Option<String>,
    /// Role in the house.
    pub house_role: HouseRole,
    /// Name of an account that is nobody.
    pub name: Option<String>,
}

/// Sets up the house of `file` in an empty store; every account gets `password`.
pub async fn found(store: &Store, file: &HouseFile, password: &str, demo: bool) -> anyhow::Result<()> {
    let units: BTreeMap<&str, (OrgUnitId, &Unit)> = file.units.iter().map(|unit| (unit.key.as_str(), (clock::new_id(), unit))).collect();
    let people: BTreeMap<&str, (PersonId, &Human)> =
        file.people.iter().map(|human| (human.key.as_str(), (clock::new_id(), human))).collect();
    let unit_rows: Vec<OrgUnit> = units
        .values()
        .map(|(id, unit)| OrgUnit {
            org_unit_id: *id,
            name: text::line(&unit.name),
            short_name: text::line(&unit.short_name),
            protocol_order: unit.protocol_order,
        })
        .collect();
    let mut person_rows = Vec::new();
    for (id, human) in people.values() {
        let (org_unit_id, _) = units
            .get(human.unit.as_str())
            .with_context(|| format!("{} names the unit \"{}\", which is not in the file", human.name, human.unit))?;
        let rest = human.posts.iter().filter(|post| **post != human.post);
        person_rows.push(Person {
            person_id: *id,
            org_unit_id: *org_unit_id,
            honorific: Some(text::line(&human.honorific)),
            name: text::line(&human.name),
            posts: std::iter::once(&human.post).chain(rest).map(|post| text::line(post)).collect(),
            protocol_order: human.protocol_order,
        });
    }
    // One hash for all: they share the password, and a hundred argon2 runs would delay the first start.
    let password_hash = secrets::hash_password(password)?;
    let mut accounts = Vec::new();
    for login in &file.accounts {
        let human = match &login.person {
            Some(key) => Some(
                people
                    .get(key.as_str())
                    .with_context(|| format!("the account {} names the person \"{key}\", who is not in the file", login.login))?,
            ),
            None => None,
        };
        let name = login.name.clone().or_else(|| human.map(|(_, human)| human.name.clone())).unwrap_or_else(|| login.login.clone());
        anyhow::ensure!(!text::line(&login.login).is_empty(), "an account of \"{name}\" has no login");
        accounts.push(Account {
            account_id: clock::new_id(),
            login: text::line(&login.login).to_lowercase(),
            name: text::line(&name),
            password_hash: password_hash.clone(),
            house_role: login.house_role,
            person_id: human.map(|(id, _)| *id),
        });
    }
    let house = House { name: text::line(&file.name), name_en: text::line(&file.name_en), demo };
    anyhow::ensure!(!house.name.is_empty() && !house.name_en.is_empty(), "the house has no name");
    Ok(store.found_house(&house, &unit_rows, &person_rows, &accounts).await?)
}
