//! The keys under which tablets keep the papers of a meeting.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("vault_key")
                    .col(uuid("device_id"))
                    .col(uuid("meeting_id"))
                    .col(text("key"))
                    .col(timestamp_with_time_zone("made_at"))
                    .primary_key(Index::create().col("device_id").col("meeting_id"))
                    .foreign_key(
                        ForeignKey::create().from("vault_key", "device_id").to("device", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .foreign_key(
                        ForeignKey::create().from("vault_key", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("vault_key_meeting").table("vault_key").col("meeting_id").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("vault_key").to_owned()).await
    }
}
