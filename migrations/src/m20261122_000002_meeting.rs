//! Meetings: the journal, and the rows it implies for the calendar and for "which meetings am I in".

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("meeting")
                    .col(uuid("id").primary_key())
                    .col(big_integer("seq"))
                    .col(text("kind"))
                    .col(text("kind_name"))
                    .col(text("kind_name_en"))
                    .col(text("title"))
                    .col(text("room"))
                    .col(timestamp_with_time_zone("starts_at"))
                    .col(timestamp_with_time_zone("ends_at"))
                    .col(text("phase"))
                    .col(text_null("chair_name"))
                    .col(text_null("chair_post"))
                    .col(integer("items"))
                    .col(integer("papers"))
                    .col(integer("attendees"))
                    .col(integer("present"))
                    .col(boolean("rehearsal"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("meeting_starts_at").table("meeting").col("starts_at").to_owned()).await?;
        manager
            .create_table(
                Table::create()
                    .table("attendee")
                    .col(uuid("id").primary_key())
                    .col(uuid("meeting_id"))
                    .col(uuid("person_id"))
                    .col(text("role"))
                    .foreign_key(
                        ForeignKey::create().from("attendee", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create().name("attendee_person_meeting").table("attendee").col("person_id").col("meeting_id").unique().to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("attendee_meeting").table("attendee").col("meeting_id").to_owned()).await?;
        manager
            .create_table(
                Table::create()
                    .table("event")
                    .col(uuid("meeting_id"))
                    .col(big_integer("seq"))
                    .col(timestamp_with_time_zone("at"))
                    .col(uuid("actor_id"))
                    .col(text("actor"))
                    .col(text("kind"))
                    .col(text("body"))
                    .col(text_null("idempotency_key"))
                    .col(text("previous_hash"))
                    .col(text("hash"))
                    .primary_key(Index::create().col("meeting_id").col("seq"))
                    .foreign_key(ForeignKey::create().from("event", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(Index::create().name("event_idempotency_key").table("event").col("meeting_id").col("idempotency_key").to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("file")
                    .col(text("hash").primary_key())
                    .col(big_integer("size"))
                    .col(integer("pages"))
                    .col(timestamp_with_time_zone("stored_at"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["file", "event", "attendee", "meeting"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
