//! Search in PostgreSQL: the tokens of an entry stand aside from its id, so that finding entries does not read them all.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DatabaseBackend::Postgres {
            return Ok(());
        }
        // GIN names rows, and each has to be looked at for its id. With the tokens inside, a block held four rows, and a rare word
        // of a thousand pages read a thousand blocks from all over the disk; aside, a block holds a hundred and thirty.
        for statement in [
            "ALTER TABLE search_index ALTER COLUMN tokens SET STORAGE EXTERNAL",
            "ALTER TABLE search_index SET (toast_tuple_target = 128)",
            // What is there moves only by being written anew: the program fills the index at its next start.
            "TRUNCATE search_index",
            "DELETE FROM indexed",
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
