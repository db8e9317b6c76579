//! The benchmark: the release server as a room of tablets sees it, beside the limit, in the same run. A shared machine
//! drifts by 40 % within minutes, so limit and house take turns and ratios of pairs are quoted.

mod act;
mod board;
mod burst;
mod bytes;
mod checkins;
mod crowd;
mod curve;
mod herd;
pub mod limit;
mod memory;
pub mod outcome;
mod play;
pub mod process;
mod stage;
mod stalled;
mod steady;
mod storm;
mod tls;
mod wire;

use std::fmt;

use outcome::Outcome;
pub use stage::Options;

/// What can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// Acts at a steady pace.
    Steady,
    /// A thousand acts in a second.
    Burst,
    /// What a connected tablet costs.
    Memory,
    /// What goes over the wire.
    Wire,
    /// Everybody cut and back at once.
    Storm,
    /// Everybody checks in.
    Checkins,
    /// A tenth stops reading.
    Stalled,
    /// Many rooms.
    Curve,
    /// Everybody opens the same paper.
    Herd,
}

impl Scenario {
    /// All of them, in the order they are run.
    pub const ALL: [Self; 9] =
        [Self::Steady, Self::Burst, Self::Memory, Self::Wire, Self::Storm, Self::Checkins, Self::Stalled, Self::Curve, Self::Herd];

    /// Runs it: a fresh server each, gone at the end.
    pub async fn run(self, options: &Options) -> anyhow::Result<Outcome> {
        match self {
            Self::Steady => steady::run(options).await,
            Self::Burst => burst::run(options).await,
            Self::Memory => memory::run(options).await,
            Self::Wire => bytes::run(options).await,
            Self::Storm => storm::run(options).await,
            Self::Checkins => checkins::run(options).await,
            Self::Stalled => stalled::run(options).await,
            Self::Curve => curve::run(options).await,
            Self::Herd => herd::run(options).await,
        }
    }
}

/// A line of progress.
fn say(line: fmt::Arguments<'_>) {
    eprintln!("{line}");
}
