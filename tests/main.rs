//! Whole-program tests: the real server, real sockets, both databases. `make test` runs them.

mod access;
mod architecture;
mod dice;
mod encryption;
mod generated;
mod poller;
mod program;
mod support;

mod api {
    mod agenda;
    mod bad_input;
    mod calls;
    mod devices;
    mod floor;
    mod hand;
    mod hand_kept;
    mod intakes;
    mod meetings;
    mod minutes;
    mod motions;
    mod pack;
    mod papers;
    mod permissions;
    mod rehearsals;
    mod remarks;
    mod session;
    mod vault;
}
mod faults {
    mod disk;
    #[cfg(target_os = "linux")]
    mod follower;
    mod kills;
    #[cfg(target_os = "linux")]
    mod network;
    mod plans;
    #[cfg(target_os = "linux")]
    mod wire;
}
mod hostile;
mod inspect;
mod kill;
mod lead;
mod live;
mod nodes;
mod pictures;
mod plans;
mod search;
mod store;
mod studies;
mod upkeep;
mod worker;
