//! Remarks: what a reader shared of their notes, on purpose, with the unit that drafted a paper or with the secretariat.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("remark")
                    .col(uuid("id").primary_key())
                    .col(uuid("meeting_id"))
                    .col(uuid("paper_id"))
                    .col(text("hash"))
                    .col(uuid("account_id"))
                    .col(text("author"))
                    .col(integer("page"))
                    .col(text("area"))
                    .col(text("text"))
                    .col(text("sent_to"))
                    .col(text_null("unit"))
                    .col(timestamp_with_time_zone("sent_at"))
                    .col(timestamp_with_time_zone_null("read_at"))
                    .col(text_null("read_by"))
                    .foreign_key(ForeignKey::create().from("remark", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("remark_paper").table("remark").col("paper_id").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("remark").to_owned()).await
    }
}
