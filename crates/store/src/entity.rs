//! Rows as sea-orm maps them; one module a table, names as in the glossary.

macro_rules! table {
    ($module:ident, $table:literal, { $($(#[$attribute:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        pub mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$attribute])* pub $field: $type,)+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table!(house, "house", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: i32,
    name: String,
    name_en: String,
    demo: bool,
});

table!(org_unit, "org_unit", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    name: String,
    short_name: String,
    protocol_order: i32,
});

table!(person, "person", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    org_unit_id: Uuid,
    name: String,
    honorific: Option<String>,
    posts: String,
    protocol_order: i32,
});

table!(account, "account", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    login: String,
    name: String,
    password_hash: String,
    house_role: String,
    person_id: Option<Uuid>,
});

table!(device, "device", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Uuid,
    name: String,
    token_hash: String,
    pin_hash: String,
    tries_left: i32,
    paired_at: ChronoDateTimeUtc,
    last_seen_at: Option<ChronoDateTimeUtc>,
});

table!(pairing, "pairing", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Uuid,
    code_hash: String,
    expires_at: ChronoDateTimeUtc,
    device_id: Option<Uuid>,
});

table!(session, "session", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    account_id: Uuid,
    device_id: Option<Uuid>,
    token_hash: String,
    created_at: ChronoDateTimeUtc,
    expires_at: ChronoDateTimeUtc,
});

table!(meeting, "meeting", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    seq: i64,
    kind: String,
    kind_name: String,
    kind_name_en: String,
    title: String,
    room: String,
    starts_at: ChronoDateTimeUtc,
    ends_at: ChronoDateTimeUtc,
    phase: String,
    chair_name: Option<String>,
    chair_post: Option<String>,
    items: i32,
    papers: i32,
    attendees: i32,
    present: i32,
    rehearsal: bool,
});

table!(attendee, "attendee", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    meeting_id: Uuid,
    person_id: Uuid,
    role: String,
});

table!(event, "event", {
    #[sea_orm(primary_key, auto_increment = false)]
    meeting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    at: ChronoDateTimeUtc,
    actor_id: Uuid,
    actor: String,
    kind: String,
    body: String,
    idempotency_key: Option<String>,
    previous_hash: String,
    hash: String,
});

table!(file, "file", {
    #[sea_orm(primary_key, auto_increment = false)]
    hash: String,
    size: i64,
    pages: i32,
    stored_at: ChronoDateTimeUtc,
});
