//! Search: which papers are in the index, the words it knows, and the index itself, in the shape each database searches best.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DatabaseBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("indexed")
                    .col(pk_auto("number"))
                    .col(uuid_uniq("paper_id"))
                    .col(uuid("meeting_id"))
                    .col(text("hash"))
                    .col(text("names"))
                    .col(text("facets"))
                    .col(integer_null("next_page"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(Index::create().name("indexed_hash").table("indexed").col("hash").to_owned()).await?;
        manager.create_index(Index::create().name("indexed_next_page").table("indexed").col("next_page").to_owned()).await?;
        let statements: &[&str] = match manager.get_database_backend() {
            DatabaseBackend::Postgres => &[
                // Words are compared byte by byte, whatever the database's language.
                "CREATE TABLE search_word (word text COLLATE \"C\" PRIMARY KEY)",
                "CREATE TABLE search_index (id bigint PRIMARY KEY, tokens tsvector NOT NULL)",
                // A pending list would be read from end to end by every search.
                "CREATE INDEX search_index_tokens ON search_index USING gin (tokens) WITH (fastupdate = off)",
            ],
            _ => &[
                "CREATE TABLE search_word (word text PRIMARY KEY) WITHOUT ROWID",
                // The tokens come ready made, a space between them: nothing but ASCII's own separators may split them.
                "CREATE VIRTUAL TABLE search_index USING fts5(tokens, content = '', contentless_delete = 1, \
                 tokenize = \"ascii tokenchars '#/-._~'\")",
            ],
        };
        for statement in statements {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["search_index", "search_word", "indexed"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
