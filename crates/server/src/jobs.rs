//! Durable work in the background: uploads becoming papers, and files being studied. What is to be done stands in the
//! database; a node that dies loses nothing, another one goes on when its lease is over.

use std::{sync::Arc, time::Duration};

use futures::future::BoxFuture;
use papers::worker::Progress as Told;
use store::{
    StoreError,
    intakes::IntakeState,
    jobs::{ATTEMPTS, Progress},
    studies::StudyState,
};
use tokio::sync::{Notify, watch};

use crate::{app::App, clock, intake, study, tasks};

/// Uploads worked on at a time. Somebody waits for each.
const INTAKES: usize = 2;
/// How often the database is asked for work when nobody says there is some: another node may have left it behind.
const LOOK: Duration = Duration::from_secs(5);
/// How often work under way says how far it is, and that it is alive.
const REPORT: Duration = Duration::from_secs(1);

/// Wakes those who wait for work.
#[derive(Debug, Default)]
pub struct Jobs {
    intakes: Notify,
    studies: Notify,
}

impl Jobs {
    /// There is an upload to work on.
    pub fn intake_waits(&self) {
        self.intakes.notify_one();
    }

    /// There is a file to study.
    pub fn study_waits(&self) {
        self.studies.notify_one();
    }
}

/// Works until the program stops, on `studies` files at a time beside the uploads.
pub fn start(app: &App, studies: usize) {
    for _ in 0..INTAKES {
        tasks::spawn("intakes", until_closing(app.clone(), intakes(app.clone())));
    }
    for _ in 0..studies {
        tasks::spawn("studies", until_closing(app.clone(), all_studies(app.clone())));
    }
}

async fn until_closing(app: App, work: impl Future<Output = ()>) {
    let mut closing = app.closing.subscribe();
    // What is dropped here is taken up again when its lease is over, by whoever runs then.
    tokio::select! {
        () = work => {}
        _ = closing.wait_for(|closing| *closing) => {}
    }
}

async fn intakes(app: App) {
    loop {
        match app.store.claim_intake(clock::now()).await {
            Ok(Some(claimed)) => {
                // Another may wait behind this one.
                app.jobs.intake_waits();
                if let Err(error) = intake::work(&app, claimed, None).await {
                    tracing::warn!(code = error.code(), "an upload could not be worked on");
                }
            }
            Ok(None) => {
                let _looked = tokio::time::timeout(LOOK, app.jobs.intakes.notified()).await;
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "uploads could not be looked for");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

async fn all_studies(app: App) {
    loop {
        match app.store.claim_study(clock::now()).await {
            Ok(Some(claimed)) => {
                app.jobs.study_waits();
                let hash = claimed.hash.clone();
                let outcome = match study::work(&app, claimed.clone(), None).await {
                    Ok(()) => StudyState::Done,
                    Err(error) => {
                        tracing::warn!(
                            error = &*error as &dyn std::error::Error,
                            attempts = claimed.attempts,
                            "a file could not be studied"
                        );
                        if claimed.attempts < ATTEMPTS { StudyState::Waiting } else { StudyState::Failed }
                    }
                };
                if let Err(error) = app.store.settle_study(&hash, outcome).await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "a study could not be ended");
                }
                if outcome == StudyState::Waiting {
                    tokio::time::sleep(LOOK).await;
                }
            }
            Ok(None) => {
                let _looked = tokio::time::timeout(LOOK, app.jobs.studies.notified()).await;
            }
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "studies could not be looked for");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// How far work is, told by whoever does it.
#[derive(Clone)]
pub struct Teller(Arc<watch::Sender<Progress>>);

/// What whoever watches work hears of it.
pub struct Watched(watch::Receiver<Progress>);

/// Somebody who tells and somebody who hears it.
pub fn watched() -> (Teller, Watched) {
    let (teller, told) = watch::channel(Progress::default());
    (Teller(Arc::new(teller)), Watched(told))
}

impl Teller {
    /// A new step begins.
    pub fn step(&self, step: &str) {
        self.0.send_replace(Progress { step: Some(step.to_owned()), done: 0, total: 0 });
    }

    /// The step is this far.
    pub fn tell(&self, told: Told) {
        self.0.send_modify(|progress| (progress.done, progress.total) = (told.done, told.total));
    }
}

/// Does work while every second, and at each new step, `report` is told how far it is. None where `report` said that nobody
/// wants it any more.
pub async fn reporting<'a, T>(
    Watched(mut told): Watched,
    work: impl Future<Output = T>,
    report: impl Fn(Progress) -> BoxFuture<'a, Result<bool, StoreError>>,
) -> Result<Option<T>, StoreError> {
    let reports = async {
        let mut tick = tokio::time::interval(REPORT);
        let mut step = None;
        loop {
            tokio::select! {
                _ = tick.tick() => {}
                Ok(()) = told.changed() => {
                    let now = told.borrow_and_update().step.clone();
                    if now == step {
                        continue;
                    }
                    step = now;
                }
            }
            let progress = told.borrow().clone();
            if !report(progress).await? {
                return Ok(());
            }
        }
    };
    // Both go on side by side: work that stood still while a report waits could be what the report waits for.
    tokio::select! {
        done = work => Ok(Some(done)),
        ended = reports => ended.map(|()| None),
    }
}

/// Whether an upload in this state may be taken back.
pub const LIVING: [IntakeState; 5] =
    [IntakeState::Receiving, IntakeState::Waiting, IntakeState::Working, IntakeState::NeedsPassword, IntakeState::Failed];

#[cfg(test)]
mod tests {
    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn a_report_may_wait_for_what_the_work_holds() {
        // Such as the one connection that writes.
        let writer = Semaphore::new(1);
        let (_teller, watched) = watched();
        let work = async {
            let _writing = writer.acquire().await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let report = |_progress| -> BoxFuture<'_, Result<bool, StoreError>> { Box::pin(async { Ok(writer.acquire().await.is_ok()) }) };
        let done = tokio::time::timeout(Duration::from_secs(5), reporting(watched, work, report)).await;
        assert!(matches!(done, Ok(Ok(Some(())))), "{done:?}");
    }
}
