//! The own hand: what each reader wrote on each version of a paper, one operation after the other.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Not tied to the paper's row: that goes when the paper is withdrawn, and what somebody wrote stays theirs.
        manager
            .create_table(
                Table::create()
                    .table("hand_log")
                    .col(uuid("account_id"))
                    .col(uuid("paper_id"))
                    .col(text("hash"))
                    .col(uuid("meeting_id"))
                    .col(big_integer("head"))
                    .col(text_null("carried_to"))
                    .col(timestamp_with_time_zone("written_at"))
                    .primary_key(Index::create().col("account_id").col("paper_id").col("hash"))
                    .foreign_key(
                        ForeignKey::create().from("hand_log", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("hand_log_meeting").table("hand_log").col("meeting_id").to_owned()).await?;
        manager
            .create_table(
                Table::create()
                    .table("hand_op")
                    .col(uuid("account_id"))
                    .col(uuid("paper_id"))
                    .col(text("hash"))
                    .col(big_integer("number"))
                    .col(uuid("id"))
                    .col(integer("page"))
                    .col(text("kind"))
                    .col(uuid_null("target"))
                    .col(text_null("text"))
                    .col(text("shape"))
                    .col(boolean("erased"))
                    .primary_key(Index::create().col("account_id").col("paper_id").col("hash").col("number"))
                    .foreign_key(
                        ForeignKey::create()
                            .from_tbl("hand_op")
                            .from_col("account_id")
                            .from_col("paper_id")
                            .from_col("hash")
                            .to_tbl("hand_log")
                            .to_col("account_id")
                            .to_col("paper_id")
                            .to_col("hash")
                            .on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("hand_op_id")
                    .table("hand_op")
                    .col("account_id")
                    .col("paper_id")
                    .col("hash")
                    .col("id")
                    .unique()
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["hand_op", "hand_log"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
