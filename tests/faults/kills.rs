//! `kill -9` at 200 moments of a busy session, on each database.

use crate::{
    dice::number,
    kill::{Ending, ended},
    support::Kind,
    support::run,
};

#[test]
#[ignore = "takes minutes: make faults"]
fn sqlite() {
    run(ended(Kind::Sqlite, Ending::Kill, number("NGHISU_KILLS", 200)));
}

#[test]
#[ignore = "takes minutes: make faults"]
fn postgres() {
    run(ended(Kind::Postgres, Ending::Kill, number("NGHISU_KILLS", 200)));
}
