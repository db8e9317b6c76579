//! What durable jobs have in common: a state in their row, a lease that ends when their node dies, and how far they are.
//!
//! A job is the row of the thing itself (`intake`, `study`): there is no queue beside it that could disagree.

/// Seconds after which work nobody reports on counts as left behind, and another node takes it over.
pub const LEASE: i64 = 90;
/// How often a job is begun before it counts as failed.
pub const ATTEMPTS: u32 = 3;

/// What is being done, and how far it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The step.
    pub step: Option<String>,
    /// Of `total`, so many are done.
    pub done: u32,
    /// 0 where nobody can say.
    pub total: u32,
}
