//! Serving a house: open the store, set up what is missing, listen, and stop gracefully.

use std::{collections::HashSet, net::SocketAddr, sync::Arc};

use anyhow::Context;
use axum::serve::Listener as _;
use store::{
    Store,
    backend::{Doorbell, Ring},
    people::House,
};
use tokio::net::{TcpListener, TcpSocket};

use crate::{
    act::Rooms,
    app::{App, Attempts, Parts},
    clock,
    config::Config,
    demo,
    encryption::{self, Ports},
    http, indexing,
    jobs::{self, Jobs},
    listener::{Listener, Peer},
    reading::Copies,
    sign_ins::SignIns,
    tasks, worker,
};

/// How often files are looked after.
const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);
/// How long a call for service is remembered.
const CALLS_KEPT: chrono::TimeDelta = chrono::TimeDelta::days(7);
/// What a house is called before it is set up.
const NAMELESS: &str = "Nghị Sự";

/// Opens the house `config` names, setting up the demonstration house where that is asked for and nothing is there.
pub async fn open(config: &Config) -> anyhow::Result<App> {
    std::fs::create_dir_all(&config.data).with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
    let store = Store::open(&config.database_url(), config.files()?).await.context("the database cannot be opened")?;
    let living: HashSet<String> = store.living_intakes().await?.into_iter().map(|id| id.to_string()).collect();
    let swept = store.files.sweep(|upload| living.contains(upload)).await.context("the file store cannot be read")?;
    let scratch = worker::scratch::sweep();
    let rehearsals = store.remove_stale_rehearsals().await?;
    store.take_back_jobs().await?;
    let sessions = store.forget_expired(clock::now()).await?;
    tracing::info!(swept, scratch, rehearsals, sessions, "cleared what an earlier run left behind");
    if config.demo && store.house().await?.is_none() {
        demo::found(&store).await?;
    }
    let nameless = || House { name: NAMELESS.to_owned(), name_en: NAMELESS.to_owned(), demo: false };
    let house = store.house().await?.unwrap_or_else(nameless);
    let boot = uuid::Uuid::new_v4().simple().to_string();
    let app = App::from(Parts {
        rooms: Arc::new(Rooms::new(store.clone(), boot.get(..12).unwrap_or(&boot).to_owned())),
        sign_ins: Arc::new(SignIns::new(store.clone())),
        rules: Arc::new(config.rules()?),
        house: Arc::new(house),
        attempts: Arc::new(Attempts::default()),
        rehearsals: Arc::default(),
        jobs: Jobs::default(),
        copies: Copies::default(),
        roots: Arc::new(config.roots()?),
        studies: config.studies,
        encryption: config.encryption()?,
        ports: Ports::default(),
        closing: tokio::sync::watch::Sender::new(false),
        store,
    });
    if config.demo && app.house.demo {
        demo::prepare_session(&app).await.context("the demonstration session could not be prepared")?;
    }
    Ok(app)
}

/// Serves until told to stop.
pub async fn serve(config: &Config) -> anyhow::Result<()> {
    let app = open(config).await?;
    let listener = bind(config.listen)
        .with_context(|| format!("cannot listen on {}: is another program using the port? Choose another with --listen", config.listen))?;
    let address = listener.local_addr()?;
    let tls = app.encryption.acceptor();
    let second = match config.door(tls.is_some())? {
        None => None,
        Some((address, asked)) => match bind(address) {
            Ok(second) => Some(second),
            Err(error) if asked => {
                return Err(error)
                    .with_context(|| format!("cannot listen on {address}: choose another address with --http, or leave it out"));
            }
            // It was not asked for: whoever types https:// gets in all the same.
            Err(error) => {
                tracing::warn!(%address, error = &error as &dyn std::error::Error, "plain HTTP is not led to HTTPS from here");
                None
            }
        },
    };
    if let Some(second) = &second {
        app.ports.door_on(second.local_addr()?.port());
    }
    announce(&app, address, tls.is_some())?;
    let Some(tls) = tls else { return listen(Listener::new(listener, None, &app)?, app, stop_signal()).await };
    let (main, door) = Listener::with_door(listener, tls, &app)?;
    lead(door, &app);
    if let Some(second) = second {
        lead(Listener::door(second, &app)?, &app);
    }
    listen(main, app, stop_signal()).await
}

/// Leads whoever comes to `door` in plain HTTP to HTTPS, until the program stops.
pub fn lead(door: Listener, app: &App) {
    let service = http::door::router(app.clone()).into_make_service_with_connect_info::<Peer>();
    let mut stopped = app.closing.subscribe();
    tasks::spawn("door", async move {
        let stop = async move {
            let _dropped = stopped.wait_for(|closing| *closing).await;
        };
        if let Err(error) = axum::serve(door, service).with_graceful_shutdown(stop).await {
            tracing::error!(error = &error as &dyn std::error::Error, "plain HTTP is not led to HTTPS any more");
        }
    });
}

/// Listens with room for a whole house that comes back at once: whoever finds the queue full tries again a second later.
fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(4096)
}

/// Passes on what other nodes ring about, for ever.
async fn answer(mut doorbell: Doorbell, rooms: &Rooms, sign_ins: &SignIns) {
    loop {
        match doorbell.next().await {
            Ring::Reached(meeting_id, seq) => rooms.reached(Some(meeting_id), seq).await,
            Ring::SignedOut(session_id) => sign_ins.end(session_id),
            Ring::Called(meeting_id) => rooms.called(meeting_id).await,
            Ring::Shown { meeting_id, by, what } => rooms.shown(meeting_id, &by, &what).await,
            Ring::Missed => {
                rooms.reached(None, u64::MAX).await;
                while let Err(error) = sign_ins.ask_again().await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "sign-ins could not be checked yet");
                    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                }
            }
        }
    }
}

/// Deletes files nobody has needed for long: now, and every day.
async fn look_after_files(store: &Store) {
    loop {
        match store.sweep_files(clock::now()).await {
            Ok(swept) => tracing::info!(needed = swept.needed, marked = swept.marked, deleted = swept.deleted, "looked after files"),
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "files could not be looked after"),
        }
        match store.forget_calls(clock::now() - CALLS_KEPT).await {
            Ok(forgotten) => tracing::info!(forgotten, "forgot calls for service"),
            Err(error) => tracing::error!(error = &error as &dyn std::error::Error, "calls for service could not be forgotten"),
        }
        tokio::time::sleep(DAY).await;
    }
}

/// Serves `app` on `listener` until `stop`, then lets begun requests finish and tells tablets to come back.
pub async fn listen(listener: Listener, app: App, stop: impl Future<Output = ()> + Send + 'static) -> anyhow::Result<()> {
    app.ports.listens_on(listener.local_addr()?.port());
    encryption::keep(&app);
    let doorbell = app.store.doorbell().await?;
    let (rooms, sign_ins) = (app.rooms.clone(), app.sign_ins.clone());
    let mut stopped = app.closing.subscribe();
    tasks::spawn("doorbell", async move {
        tokio::select! {
            () = answer(doorbell, &rooms, &sign_ins) => {}
            _ = stopped.wait_for(|closing| *closing) => {}
        }
    });
    jobs::start(&app, app.studies);
    indexing::start(&app);
    let (store, mut stopped) = (app.store.clone(), app.closing.subscribe());
    tasks::spawn("upkeep", async move {
        tokio::select! {
            () = look_after_files(&store) => {}
            _ = stopped.wait_for(|closing| *closing) => {}
        }
    });
    let closing = app.closing.clone();
    let channels = app.closing.clone();
    let stop = async move {
        stop.await;
        closing.send_replace(true);
    };
    let service = http::router(app).into_make_service_with_connect_info::<Peer>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await?;
    // Open channels are not the server's any more: their tablets are told to come back before the program goes.
    for _ in 0..100 {
        if channels.receiver_count() == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "whoever starts the program reads this on the terminal")]
fn announce(app: &App, address: SocketAddr, encrypted: bool) -> anyhow::Result<()> {
    // Browsers keep our cookies over HTTPS or on this very machine only (docs/adr/0009).
    let scheme = if encrypted { "https" } else { "http" };
    let url = format!("{scheme}://localhost:{}", address.port());
    if !address.ip().is_loopback() && !encrypted {
        println!("\n  Tablets reach this house through an HTTPS proxy in front of port {}.", address.port());
    }
    if let Some(house) = app.encryption.house() {
        let plain = http::trust::origin("http", &house.called(), if app.ports.plain() == 0 { address.port() } else { app.ports.plain() });
        println!("\n  Tablets begin at {plain} and are walked through trusting this house.");
        println!("  Its certificate is \"{}\", SHA-256 {}", house.name(), house.fingerprint());
    }
    if app.house.demo {
        println!("{}", demo::who_can_sign_in(&url)?);
    } else {
        println!("\n  {}\n  {url}\n", app.house.name);
        if app.house.name == NAMELESS {
            println!("  This house is not set up yet: stop the program and run `nghisu found`, or start it with --demo.\n");
        }
    }
    tracing::info!(%address, "listening");
    Ok(())
}

/// Comes when whoever started the program wants it to end.
pub(crate) async fn stop_signal() {
    let interrupt = async {
        let _no_handler = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
