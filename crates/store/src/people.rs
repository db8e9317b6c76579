//! The directory: units and people, and the house itself.

use domain::{
    ids::{OrgUnitId, PersonId},
    person::PersonCard,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    Store, StoreError,
    accounts::{Account, insert_accounts},
    backend::begin_write,
    entity::{house, org_unit, person},
};

/// The house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Whether it is the demonstration house.
    pub demo: bool,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgUnit {
    /// Id.
    pub org_unit_id: OrgUnitId,
    /// Full name.
    pub name: String,
    /// Abbreviation used in symbols.
    pub short_name: String,
    /// Protocol order.
    pub protocol_order: u32,
}

/// A person of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub person_id: PersonId,
    /// Unit.
    pub org_unit_id: OrgUnitId,
    /// "Ông" or "Bà".
    pub honorific: Option<String>,
    /// Name.
    pub name: String,
    /// Posts, the one shown first; never empty.
    pub posts: Vec<String>,
    /// Protocol order.
    pub protocol_order: u32,
}

impl Person {
    /// How the person is shown in a meeting.
    pub fn card(&self, unit: &str) -> PersonCard {
        PersonCard {
            person_id: self.person_id,
            honorific: self.honorific.clone(),
            name: self.name.clone(),
            post: self.posts.first().cloned().unwrap_or_default(),
            unit: unit.to_owned(),
        }
    }
}

fn order(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl Store {
    /// The house, once it is set up.
    pub async fn house(&self) -> Result<Option<House>, StoreError> {
        let row = house::Entity::find_by_id(1).one(&self.db).await?;
        Ok(row.map(|row| House { name: row.name, name_en: row.name_en, demo: row.demo }))
    }

    /// Sets the house up: its name, units, people and accounts, all or nothing.
    pub async fn found_house(&self, house: &House, units: &[OrgUnit], people: &[Person], accounts: &[Account]) -> Result<(), StoreError> {
        let transaction = begin_write(&self.writer).await?;
        let row =
            house::ActiveModel { id: Set(1), name: Set(house.name.clone()), name_en: Set(house.name_en.clone()), demo: Set(house.demo) };
        house::Entity::insert(row).exec_without_returning(&transaction).await?;
        for unit in units {
            let row = org_unit::ActiveModel {
                id: Set(unit.org_unit_id.0),
                name: Set(unit.name.clone()),
                short_name: Set(unit.short_name.clone()),
                protocol_order: Set(order(unit.protocol_order)),
            };
            org_unit::Entity::insert(row).exec_without_returning(&transaction).await?;
        }
        for person in people {
            let posts = serde_json::to_string(&person.posts).unwrap_or_default();
            let row = person::ActiveModel {
                id: Set(person.person_id.0),
                org_unit_id: Set(person.org_unit_id.0),
                name: Set(person.name.clone()),
                honorific: Set(person.honorific.clone()),
                posts: Set(posts),
                protocol_order: Set(order(person.protocol_order)),
            };
            person::Entity::insert(row).exec_without_returning(&transaction).await?;
        }
        insert_accounts(&transaction, accounts).await?;
        Ok(transaction.commit().await?)
    }

    /// Units in protocol order.
    pub async fn units(&self) -> Result<Vec<OrgUnit>, StoreError> {
        let rows = org_unit::Entity::find().order_by_asc(org_unit::Column::ProtocolOrder).all(&self.db).await?;
        Ok(rows
            .into_iter()
            .map(|row| OrgUnit {
                org_unit_id: OrgUnitId(row.id),
                name: row.name,
                short_name: row.short_name,
                protocol_order: row.protocol_order.unsigned_abs(),
            })
            .collect())
    }

    /// People in protocol order, each with the name of their unit.
    pub async fn people(&self) -> Result<Vec<(Person, String)>, StoreError> {
        let units: std::collections::HashMap<_, _> = self.units().await?.into_iter().map(|unit| (unit.org_unit_id, unit.name)).collect();
        let rows = person::Entity::find().order_by_asc(person::Column::ProtocolOrder).all(&self.db).await?;
        rows.into_iter()
            .map(|row| {
                let person = read_person(row)?;
                let unit = units.get(&person.org_unit_id).cloned().unwrap_or_default();
                Ok((person, unit))
            })
            .collect()
    }

    /// The people with these ids, with the names of their units; unknown ids are left out.
    pub async fn people_by_id(&self, ids: &[PersonId]) -> Result<Vec<(Person, String)>, StoreError> {
        let units: std::collections::HashMap<_, _> = self.units().await?.into_iter().map(|unit| (unit.org_unit_id, unit.name)).collect();
        let rows = person::Entity::find().filter(person::Column::Id.is_in(ids.iter().map(|id| id.0))).all(&self.db).await?;
        rows.into_iter()
            .map(|row| {
                let person = read_person(row)?;
                let unit = units.get(&person.org_unit_id).cloned().unwrap_or_default();
                Ok((person, unit))
            })
            .collect()
    }
}

fn read_person(row: person::Model) -> Result<Person, StoreError> {
    let posts = serde_json::from_str(&row.posts).map_err(|error| StoreError::Corrupt {
        table: "person",
        row: row.id.to_string(),
        why: error.to_string(),
    })?;
    Ok(Person {
        person_id: PersonId(row.id),
        org_unit_id: OrgUnitId(row.org_unit_id),
        honorific: row.honorific,
        name: row.name,
        posts,
        protocol_order: row.protocol_order.unsigned_abs(),
    })
}
