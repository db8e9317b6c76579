//! Random plans, many and long, on each database: PostgreSQL's with two nodes.

use crate::{dice::number, plans::plan, support::Kind, support::run};

/// A seed given by hand is every plan's: two processors never do quite the same twice.
async fn many(kind: Kind) {
    for _ in 0..number("NGHISU_PLANS", 10) {
        plan(kind, number("NGHISU_STEPS", 400)).await;
    }
}

#[test]
#[ignore = "takes minutes: make faults"]
fn sqlite() {
    run(many(Kind::Sqlite));
}

#[test]
#[ignore = "takes minutes: make faults"]
fn postgres() {
    run(many(Kind::Postgres));
}
