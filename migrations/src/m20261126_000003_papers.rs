//! Papers: uploads on their way in, what a study found out about each file, and the rows that say who may read what.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        intakes(manager).await?;
        studies(manager).await?;
        papers(manager).await?;
        manager.alter_table(Table::alter().table("attendee").add_column(text_null("audience")).to_owned()).await?;
        manager.alter_table(Table::alter().table("file").add_column(text("kind").default("pdf")).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("file").drop_column("kind").to_owned()).await?;
        manager.alter_table(Table::alter().table("attendee").drop_column("audience").to_owned()).await?;
        for table in ["last_reading", "paper_audience", "paper_version", "paper", "page", "study", "intake"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Uploads that are not papers yet.
async fn intakes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("intake")
                .col(uuid("id").primary_key())
                .col(uuid("meeting_id"))
                .col(uuid_null("item_id"))
                .col(uuid_null("replaces"))
                .col(uuid("account_id"))
                .col(text("name"))
                .col(big_integer("size"))
                .col(text("wishes"))
                .col(text_null("hash"))
                .col(text("state"))
                .col(text_null("step"))
                .col(integer("done"))
                .col(integer("total"))
                .col(integer("attempts"))
                .col(timestamp_with_time_zone_null("lease_until"))
                .col(text_null("problem"))
                .col(uuid_null("paper_id"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(ForeignKey::create().from("intake", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
    manager.create_index(Index::create().name("intake_meeting").table("intake").col("meeting_id").to_owned()).await?;
    manager.create_index(Index::create().name("intake_state").table("intake").col("state").col("created_at").to_owned()).await
}

/// What is found out about a file, once for each content.
async fn studies(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("study")
                .col(text("hash").primary_key())
                .col(text("kind"))
                .col(text("state"))
                .col(text_null("step"))
                .col(integer("done"))
                .col(integer("total"))
                .col(integer("attempts"))
                .col(timestamp_with_time_zone_null("lease_until"))
                .col(text("facts"))
                .col(text_null("reading_hash"))
                .col(timestamp_with_time_zone("asked_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(Index::create().name("study_state").table("study").col("state").col("asked_at").to_owned()).await?;
    manager.create_index(Index::create().name("study_reading").table("study").col("reading_hash").to_owned()).await?;
    manager
        .create_table(
            Table::create()
                .table("page")
                .col(text("hash"))
                .col(integer("number"))
                .col(text("source"))
                .col(text("text"))
                .col(float("width"))
                .col(float("height"))
                .col(binary_null("words"))
                .primary_key(Index::create().col("hash").col("number"))
                .to_owned(),
        )
        .await
}

/// What the journals imply about papers, for whoever asks across meetings.
async fn papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("paper")
                .col(uuid("paper_id").primary_key())
                .col(uuid("meeting_id"))
                .col(uuid("item_id"))
                .col(text("hash"))
                .col(text("title"))
                .col(text_null("symbol"))
                .col(text_null("unit"))
                .col(text_null("type_code"))
                .col(date_null("issued_on"))
                .col(text_null("classification"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(ForeignKey::create().from("paper", "meeting_id").to("meeting", "id").on_delete(ForeignKeyAction::Cascade))
                .to_owned(),
        )
        .await?;
    manager.create_index(Index::create().name("paper_meeting").table("paper").col("meeting_id").to_owned()).await?;
    manager.create_index(Index::create().name("paper_hash").table("paper").col("hash").to_owned()).await?;
    let of_paper = |table: &'static str| {
        ForeignKey::create().from(table, "paper_id").to("paper", "paper_id").on_delete(ForeignKeyAction::Cascade).to_owned()
    };
    manager
        .create_table(
            Table::create()
                .table("paper_version")
                .col(uuid("paper_id"))
                .col(integer("version"))
                .col(text("hash"))
                .primary_key(Index::create().col("paper_id").col("version"))
                .foreign_key(&mut of_paper("paper_version"))
                .to_owned(),
        )
        .await?;
    manager.create_index(Index::create().name("paper_version_hash").table("paper_version").col("hash").to_owned()).await?;
    manager
        .create_table(
            Table::create()
                .table("paper_audience")
                .col(uuid("paper_id"))
                .col(text("audience"))
                .primary_key(Index::create().col("paper_id").col("audience"))
                .foreign_key(&mut of_paper("paper_audience"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("last_reading")
                .col(uuid("account_id"))
                .col(uuid("paper_id"))
                .col(text("hash"))
                .primary_key(Index::create().col("account_id").col("paper_id"))
                .foreign_key(&mut of_paper("last_reading"))
                .to_owned(),
        )
        .await
}
