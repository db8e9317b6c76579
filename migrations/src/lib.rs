//! The schema's history, the same for SQLite and PostgreSQL. Applied at every start; each step runs once.

pub use sea_orm_migration::prelude::*;

mod m20261122_000001_house;
mod m20261122_000002_meeting;
mod m20261126_000003_papers;
mod m20261126_000004_unneeded_files;
mod m20261126_000005_search;
mod m20261126_000006_hand;
mod m20261126_000007_vault_keys;
mod m20261126_000008_remarks;
mod m20261126_000009_calls;
mod m20261126_000010_search_aside;

/// All steps, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_house::Migration),
            Box::new(m20261122_000002_meeting::Migration),
            Box::new(m20261126_000003_papers::Migration),
            Box::new(m20261126_000004_unneeded_files::Migration),
            Box::new(m20261126_000005_search::Migration),
            Box::new(m20261126_000006_hand::Migration),
            Box::new(m20261126_000007_vault_keys::Migration),
            Box::new(m20261126_000008_remarks::Migration),
            Box::new(m20261126_000009_calls::Migration),
            Box::new(m20261126_000010_search_aside::Migration),
        ]
    }
}
