//! Calls for service: who asked for what, from which seat, and whether somebody has seen it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("service_call")
                    .col(pk_uuid("id"))
                    .col(uuid("meeting_id"))
                    .col(uuid("attendee_id"))
                    .col(text("name"))
                    .col(text("post"))
                    .col(text_null("seat"))
                    .col(text("kind"))
                    .col(text("state"))
                    .col(timestamp_with_time_zone("called_at"))
                    .col(timestamp_with_time_zone_null("received_at"))
                    .col(timestamp_with_time_zone_null("ended_at"))
                    .to_owned(),
            )
            .await?;
        // Who is thirsty asks once, however often they press: of one kind, one call is open.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX service_call_open ON service_call (meeting_id, attendee_id, kind) WHERE ended_at IS NULL",
            )
            .await?;
        manager.create_index(Index::create().name("service_call_called_at").table("service_call").col("called_at").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("service_call").to_owned()).await
    }
}
