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

table!(vault_key, "vault_key", {
    #[sea_orm(primary_key, auto_increment = false)]
    device_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    meeting_id: Uuid,
    key: String,
    made_at: ChronoDateTimeUtc,
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
    audience: Option<String>,
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
    kind: String,
    unneeded_since: Option<ChronoDateTimeUtc>,
});

table!(intake, "intake", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    meeting_id: Uuid,
    item_id: Option<Uuid>,
    replaces: Option<Uuid>,
    account_id: Uuid,
    name: String,
    size: i64,
    wishes: String,
    hash: Option<String>,
    state: String,
    step: Option<String>,
    done: i32,
    total: i32,
    attempts: i32,
    lease_until: Option<ChronoDateTimeUtc>,
    problem: Option<String>,
    paper_id: Option<Uuid>,
    created_at: ChronoDateTimeUtc,
    updated_at: ChronoDateTimeUtc,
});

table!(study, "study", {
    #[sea_orm(primary_key, auto_increment = false)]
    hash: String,
    kind: String,
    state: String,
    step: Option<String>,
    done: i32,
    total: i32,
    attempts: i32,
    lease_until: Option<ChronoDateTimeUtc>,
    facts: String,
    reading_hash: Option<String>,
    asked_at: ChronoDateTimeUtc,
});

table!(paper, "paper", {
    #[sea_orm(primary_key, auto_increment = false)]
    paper_id: Uuid,
    meeting_id: Uuid,
    item_id: Uuid,
    hash: String,
    title: String,
    symbol: Option<String>,
    unit: Option<String>,
    type_code: Option<String>,
    issued_on: Option<ChronoDate>,
    classification: Option<String>,
    version: i32,
    updated_at: ChronoDateTimeUtc,
});

table!(paper_version, "paper_version", {
    #[sea_orm(primary_key, auto_increment = false)]
    paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    version: i32,
    hash: String,
});

table!(paper_audience, "paper_audience", {
    #[sea_orm(primary_key, auto_increment = false)]
    paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    audience: String,
});

table!(last_reading, "last_reading", {
    #[sea_orm(primary_key, auto_increment = false)]
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    paper_id: Uuid,
    hash: String,
});

table!(hand_log, "hand_log", {
    #[sea_orm(primary_key, auto_increment = false)]
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    hash: String,
    meeting_id: Uuid,
    head: i64,
    carried_to: Option<String>,
    written_at: ChronoDateTimeUtc,
});

table!(hand_op, "hand_op", {
    #[sea_orm(primary_key, auto_increment = false)]
    account_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    paper_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    hash: String,
    #[sea_orm(primary_key, auto_increment = false)]
    number: i64,
    id: Uuid,
    page: i32,
    kind: String,
    target: Option<Uuid>,
    text: Option<String>,
    shape: String,
    erased: bool,
});

table!(remark, "remark", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    meeting_id: Uuid,
    paper_id: Uuid,
    hash: String,
    account_id: Uuid,
    author: String,
    page: i32,
    area: String,
    text: String,
    sent_to: String,
    unit: Option<String>,
    sent_at: ChronoDateTimeUtc,
    read_at: Option<ChronoDateTimeUtc>,
    read_by: Option<String>,
});

table!(indexed, "indexed", {
    #[sea_orm(primary_key)]
    number: i32,
    paper_id: Uuid,
    meeting_id: Uuid,
    hash: String,
    names: String,
    facets: String,
    next_page: Option<i32>,
});

table!(service_call, "service_call", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    meeting_id: Uuid,
    attendee_id: Uuid,
    name: String,
    post: String,
    seat: Option<String>,
    kind: String,
    state: String,
    called_at: DateTimeUtc,
    received_at: Option<DateTimeUtc>,
    ended_at: Option<DateTimeUtc>,
});

table!(search_word, "search_word", {
    #[sea_orm(primary_key, auto_increment = false)]
    word: String,
});

// A page has floats, which are never equal to themselves for sure: it is written by hand.
pub mod page {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "page")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub source: String,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        pub width: f32,
        pub height: f32,
        pub words: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
