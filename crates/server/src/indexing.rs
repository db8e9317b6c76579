//! The index of search, kept in step in the background: pages as studies finish them.

use std::{future::Future, time::Duration};

use store::StoreError;

use crate::{app::App, tasks};

/// How often what is waiting is looked for. Searching for a paper's names never waits for this.
const PAUSE: Duration = Duration::from_millis(500);

/// Indexes until the program stops: first papers that were there before the index was, then pages as they come.
pub fn start(app: &App) {
    let (store, mut stopped) = (app.store.clone(), app.closing.subscribe());
    tasks::spawn("indexing", async move {
        let work = async {
            while some(store.index_some_papers()).await {}
            loop {
                if !some(store.index_some_pages()).await {
                    tokio::time::sleep(PAUSE).await;
                }
            }
        };
        tokio::select! {
            () = work => {}
            _ = stopped.wait_for(|closing| *closing) => {}
        }
    });
}

/// Whether there may be more. What fails is tried again.
async fn some(work: impl Future<Output = Result<bool, StoreError>>) -> bool {
    match work.await {
        Ok(more) => more,
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "the index of search could not be written yet");
            tokio::time::sleep(PAUSE * 10).await;
            true
        }
    }
}
