//! `kill -9` at 200 moments of a busy session, on each database.

use crate::{dice::number, kill::killed, support::Kind, support::run};

#[test]
#[ignore = "takes minutes: make faults"]
fn sqlite() {
    run(killed(Kind::Sqlite, number("NGHISU_KILLS", 200)));
}

#[test]
#[ignore = "takes minutes: make faults"]
fn postgres() {
    run(killed(Kind::Postgres, number("NGHISU_KILLS", 200)));
}
