//! What durable jobs have in common: a state in their row, a lease that ends when their node dies, and how far they are.
//!
//! A job is the row of the thing itself (`intake`, `study`): there is no queue beside it that could disagree.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    Store, StoreError, backend,
    entity::{intake, study},
};

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

impl Store {
    /// Frees the work a run before this one was cut off in. Where other nodes may be at work, on PostgreSQL, their leases must
    /// run out first; on SQLite there is no other node.
    pub async fn take_back_jobs(&self) -> Result<(), StoreError> {
        if !backend::is_alone(&self.db) {
            return Ok(());
        }
        intake::Entity::update_many()
            .col_expr(intake::Column::State, Expr::value("waiting"))
            .filter(intake::Column::State.eq("working"))
            .exec(&self.writer)
            .await?;
        study::Entity::update_many()
            .col_expr(study::Column::State, Expr::value("waiting"))
            .filter(study::Column::State.eq("working"))
            .exec(&self.writer)
            .await?;
        Ok(())
    }
}
