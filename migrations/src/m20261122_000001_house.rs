//! The house: units, people, accounts, sign-ins, tablets.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("house")
                    .col(integer("id").primary_key())
                    .col(text("name"))
                    .col(text("name_en"))
                    .col(boolean("demo"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("org_unit")
                    .col(uuid("id").primary_key())
                    .col(text("name"))
                    .col(text("short_name"))
                    .col(integer("protocol_order"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("person")
                    .col(uuid("id").primary_key())
                    .col(uuid("org_unit_id"))
                    .col(text("name"))
                    .col(text_null("honorific"))
                    .col(text("posts"))
                    .col(integer("protocol_order"))
                    .foreign_key(ForeignKey::create().from("person", "org_unit_id").to("org_unit", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("account")
                    .col(uuid("id").primary_key())
                    .col(text_uniq("login"))
                    .col(text("name"))
                    .col(text("password_hash"))
                    .col(text("house_role"))
                    .col(uuid_null("person_id"))
                    .foreign_key(ForeignKey::create().from("account", "person_id").to("person", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("device")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(text("name"))
                    .col(text_uniq("token_hash"))
                    .col(text("pin_hash"))
                    .col(integer("tries_left"))
                    .col(timestamp_with_time_zone("paired_at"))
                    .col(timestamp_with_time_zone_null("last_seen_at"))
                    .foreign_key(ForeignKey::create().from("device", "account_id").to("account", "id").on_delete(ForeignKeyAction::Cascade))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("pairing")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(text_uniq("code_hash"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .col(uuid_null("device_id"))
                    .foreign_key(
                        ForeignKey::create().from("pairing", "account_id").to("account", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("session")
                    .col(uuid("id").primary_key())
                    .col(uuid("account_id"))
                    .col(uuid_null("device_id"))
                    .col(text_uniq("token_hash"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("expires_at"))
                    .foreign_key(
                        ForeignKey::create().from("session", "account_id").to("account", "id").on_delete(ForeignKeyAction::Cascade),
                    )
                    .foreign_key(ForeignKey::create().from("session", "device_id").to("device", "id").on_delete(ForeignKeyAction::Cascade))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["session", "pairing", "device", "account", "person", "org_unit", "house"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
