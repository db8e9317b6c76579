//! The one place where work is sent to the background, so that no panic goes unseen.

use std::future::Future;

use tokio::task::JoinHandle;
use tracing::Instrument;

/// Runs `work` in the background under `name`.
#[expect(clippy::disallowed_methods, reason = "this is the one home of background work")]
pub fn spawn(name: &'static str, work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(work.instrument(tracing::info_span!("task", name)))
}

/// Runs work there are thousands of, one a connection: a span for each would cost more memory than the connection.
#[expect(clippy::disallowed_methods, reason = "this is the one home of background work")]
pub fn spawn_one_of_many(work: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(work);
}
