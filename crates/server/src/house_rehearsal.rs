//! The rehearsal a house plays by itself: our own binary as a child process, over a listener on this machine alone. So it works
//! however the house is served, and a thousand virtual tablets never share memory or threads with the real ones.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::refusal::Language;
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    sync::{oneshot, watch},
};
use utoipa::ToSchema;

use crate::{
    app::App,
    child, clock,
    error::ApiError,
    http,
    listener::{Listener, Peer},
    rehearsals::{self, Rehearsal},
    tasks,
};

/// Longest it may take: a thousand tablets that all give up at every change take less.
const TIME: Duration = Duration::from_secs(300);
/// Times the agenda is moved.
const ADVANCES: u32 = 10;

/// Where the house's own rehearsal stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RehearsalState {
    /// There is none.
    #[default]
    Idle,
    /// Its tablets join.
    Joining,
    /// The chair changes something, and the tablets follow.
    Changing,
    /// It is over: `report` says what was found.
    Done,
    /// It could not be held: `failure` says why.
    Failed,
}

/// What a secretary wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RehearsalVerdict {
    /// Every tablet followed every change, and nobody had to wait.
    Ready,
    /// Every tablet followed every change, some after a wait people notice.
    Slow,
    /// Some tablet missed a change.
    Missed,
}

/// A distribution, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalTimes {
    /// Half are at most this.
    p50: f64,
    /// 95 % are at most this.
    p95: f64,
    /// 99 % are at most this.
    p99: f64,
    /// The slowest.
    max: f64,
}

/// Tablets whose slowest change took about as long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalBand {
    /// At most so many milliseconds; absent for those slower than all bands.
    #[serde(skip_serializing_if = "Option::is_none")]
    up_to_ms: Option<u32>,
    /// How many.
    tablets: u32,
}

/// What a rehearsal found out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RehearsalReport {
    /// The verdict.
    verdict: RehearsalVerdict,
    /// Tablets asked for.
    tablets: u32,
    /// Tablets that could join.
    joined: u32,
    /// Milliseconds until all had joined.
    joined_ms: f64,
    /// Changes made.
    changes: u32,
    /// Tablets that had every change.
    followed: u32,
    /// Changes missed, over all tablets.
    missed: u32,
    /// Tablets that show exactly what the server shows.
    exact: u32,
    /// From the chair's touch to a tablet having it, over all tablets and changes.
    change_ms: RehearsalTimes,
    /// From the chair's touch to its durable acknowledgement.
    acknowledged_ms: RehearsalTimes,
    /// The tablets that had every change, by the slowest of theirs; fastest first.
    bands: Vec<RehearsalBand>,
}

/// Why it could not be held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RehearsalFailure {
    /// Stable snake_case code.
    code: String,
    /// What, why, and what to do next, in the reader's language: show it as it is.
    detail: String,
}

/// The house's own rehearsal, as it stands now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RehearsalStanding {
    /// Where it stands.
    state: RehearsalState,
    /// Tablets asked for; 0 where there is none.
    tablets: u32,
    /// How much of `joining` or `changing` is done.
    done: u32,
    /// How much of it there is.
    of: u32,
    /// When it began.
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<DateTime<Utc>>,
    /// What it found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<RehearsalReport>,
    /// Why it could not be held.
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<RehearsalFailure>,
}

#[derive(Debug, Clone, Default)]
struct Now {
    state: RehearsalState,
    tablets: u32,
    done: u32,
    of: u32,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    report: Option<RehearsalReport>,
    failure: Option<ApiError>,
}

impl Now {
    fn runs(&self) -> bool {
        matches!(self.state, RehearsalState::Joining | RehearsalState::Changing)
    }
}

/// The one this node plays, or played last. In memory only.
#[derive(Default)]
pub struct HouseRehearsal {
    now: watch::Sender<Now>,
    stop: Mutex<Option<oneshot::Sender<()>>>,
}

impl HouseRehearsal {
    /// Where it stands, told in `language`.
    pub fn standing(&self, language: Language) -> RehearsalStanding {
        let now = self.now.borrow().clone();
        let failure = now.failure.map(|error| {
            let (vi, en) = error.words();
            RehearsalFailure { code: error.code().to_owned(), detail: language.pick(vi, en).to_owned() }
        });
        let Now { state, tablets, done, of, started_at, ended_at, report, .. } = now;
        RehearsalStanding { state, tablets, done, of, started_at, ended_at, report, failure }
    }

    /// Stops it, waits until it is cleaned up, and forgets what the last one found out.
    pub async fn end(&self) {
        let stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(stop) = stop {
            let _over_already = stop.send(());
        }
        let mut now = self.now.subscribe();
        // The sender is ours, so there is always an answer.
        let _ended = now.wait_for(|now| !now.runs()).await.is_ok();
        self.now.send_if_modified(|now| {
            let over = !now.runs();
            if over {
                *now = Now::default();
            }
            over
        });
    }
}

/// Begins it in the background; refused while one runs.
pub fn begin(app: &App, tablets: u32) -> Result<(), ApiError> {
    let house = &app.rehearsals.house;
    let begun = house.now.send_if_modified(|now| {
        let free = !now.runs();
        if free {
            *now = Now { state: RehearsalState::Joining, tablets, of: tablets, started_at: Some(clock::now()), ..Now::default() };
        }
        free
    });
    if !begun {
        return Err(ApiError::new(
            StatusCode::CONFLICT,
            "rehearsal_running",
            "Đang có một buổi diễn tập. Mời chờ nó xong, hoặc dừng nó rồi diễn tập lại.",
            "A rehearsal is running. Wait until it is over, or stop it and rehearse again.",
        ));
    }
    let (stop, stopped) = oneshot::channel();
    *house.stop.lock().unwrap_or_else(PoisonError::into_inner) = Some(stop);
    let conclusion = Conclusion { app: app.clone(), outcome: Err(not_played()) };
    tasks::spawn("rehearsal", hold(app.clone(), tablets, stopped, conclusion));
    Ok(())
}

/// Says how it ended, even where it ended in a panic: else no other could ever begin.
struct Conclusion {
    app: App,
    outcome: Result<Option<RehearsalReport>, ApiError>,
}

impl Drop for Conclusion {
    fn drop(&mut self) {
        let outcome = std::mem::replace(&mut self.outcome, Ok(None));
        self.app.rehearsals.house.now.send_modify(|now| {
            let ended_at = Some(clock::now());
            *now = match outcome {
                Ok(Some(report)) => Now { state: RehearsalState::Done, ended_at, report: Some(report), ..now.clone() },
                Ok(None) => Now::default(),
                Err(error) => Now { state: RehearsalState::Failed, ended_at, failure: Some(error), ..now.clone() },
            };
        });
    }
}

async fn hold(app: App, tablets: u32, stopped: oneshot::Receiver<()>, mut conclusion: Conclusion) {
    let mut closing = app.closing.subscribe();
    let rehearsal = match rehearsals::begin(&app, tablets, ADVANCES + 1).await {
        Ok(rehearsal) => rehearsal,
        Err(error) => return conclusion.outcome = Err(error),
    };
    let meeting_id = rehearsal.meeting_id;
    // Whichever it is, dropping the child's handle kills it.
    let outcome = tokio::select! {
        played = tokio::time::timeout(TIME, play(&app, rehearsal)) => match played {
            Ok(Ok(report)) => Ok(Some(report)),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(took_too_long()),
        },
        _ = stopped => Ok(None),
        _ = closing.wait_for(|closing| *closing) => Ok(None),
    };
    // The meeting goes first: whoever hears that it is over finds nothing left.
    if let Err(error) = rehearsals::end(&app, meeting_id).await {
        tracing::warn!(code = error.code(), "a rehearsal could not be thrown away; the next start does");
    }
    conclusion.outcome = outcome;
}

/// What the child is told; see `rehearsal::command::Begun`.
#[derive(Serialize)]
struct Begun {
    url: String,
    #[serde(flatten)]
    rehearsal: Rehearsal,
}

/// What the child says, a line at a time; see `rehearsal::command`.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Line {
    Progress { step: RehearsalState, done: u32, of: u32 },
    Report(RehearsalReport),
    Failure { code: String },
}

async fn play(app: &App, rehearsal: Rehearsal) -> Result<RehearsalReport, ApiError> {
    let tcp = TcpListener::bind("127.0.0.1:0").await.map_err(|error| failed(&error))?;
    let url = format!("http://{}", tcp.local_addr().map_err(|error| failed(&error))?);
    let listener = Listener::new(tcp, None, app).map_err(|error| failed(&error))?;
    // Closed when this is over, however it ends: the other half goes with it.
    let (_open, over) = oneshot::channel::<()>();
    let service = http::router(app.clone()).into_make_service_with_connect_info::<Peer>();
    tasks::spawn("rehearsal listener", async move {
        let over = async {
            let _always = over.await;
        };
        if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(over).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "the rehearsal's listener failed");
        }
    });
    let words = ["rehearse", "--json", "--joined", "--advances", &ADVANCES.to_string()];
    let mut child = child::start(&words).map_err(|error| failed(&error))?;
    // Held open to the end: the child stops when it is closed, as it is when this program is killed.
    let mut input = child.stdin.take().ok_or_else(ApiError::internal)?;
    let output = child.stdout.take().ok_or_else(ApiError::internal)?;
    let mut begun = serde_json::to_vec(&Begun { url, rehearsal }).map_err(|error| failed(&error))?;
    begun.push(b'\n');
    input.write_all(&begun).await.map_err(|error| failed(&error))?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await.map_err(|error| failed(&error))? {
        match serde_json::from_str(&line).map_err(|error| failed(&error))? {
            Line::Progress { step, done, of } => {
                app.rehearsals.house.now.send_modify(|now| *now = Now { state: step, done, of, ..now.clone() });
            }
            Line::Report(report) => return Ok(report),
            Line::Failure { code } => {
                tracing::warn!(code, "the rehearsal's child could not play");
                return Err(if code == "too_many_files" { too_many_files() } else { not_played() });
            }
        }
    }
    tracing::warn!("the rehearsal's child died");
    Err(not_played())
}

fn failed(error: &dyn std::error::Error) -> ApiError {
    tracing::error!(error = error.to_string(), "the rehearsal's child could not be run");
    not_played()
}

fn not_played() -> ApiError {
    ApiError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "rehearsal_not_played",
        "Máy chủ không chạy được các máy ảo nên chưa diễn tập được. Mời thử lại với ít máy hơn; nếu vẫn lỗi, báo bộ phận kỹ thuật \
         xem nhật ký máy chủ.",
        "The server could not run the virtual tablets, so nothing was tried. Try again with fewer; if it fails again, have the \
         technicians look at the server's log.",
    )
}

fn too_many_files() -> ApiError {
    ApiError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "too_many_files",
        "Máy chủ không mở được nhiều kết nối như vậy vì đã đến giới hạn số tệp. Mời chọn ít máy hơn, hoặc báo bộ phận kỹ thuật nâng \
         giới hạn (ulimit -n).",
        "The server may not open so many connections: its limit of open files is reached. Choose fewer tablets, or have the \
         technicians raise the limit (ulimit -n).",
    )
}

fn took_too_long() -> ApiError {
    ApiError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "rehearsal_too_long",
        "Diễn tập quá 5 phút chưa xong nên đã dừng. Máy chủ có thể đang bận việc khác: mời thử lại lúc khác hoặc với ít máy hơn.",
        "The rehearsal was not over within 5 minutes and was stopped. The server may be busy with something else: try again later, \
         or with fewer tablets.",
    )
}
