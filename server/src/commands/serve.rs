//! `rondom serve`: refuses to start when a lock of the database is not in place, and says which.
use crate::{auth::Providers, config::Config, routes, state::AppState};
use backend::{House, cases, clock::Clock, log, region, sessions, store::lock};
use std::{net::SocketAddr, time::Duration};

/// How often what has had its time is cleared away.
const SWEPT_EVERY: Duration = Duration::from_mins(10);

/// How often it is looked whether something happens to a case by itself.
const PASSED_EVERY: Duration = Duration::from_mins(15);

/// How often the log is sealed.
const SEALED_EVERY: Duration = Duration::from_mins(1);

pub async fn run(config: Config) -> Result<(), String> {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "info,sqlx=warn,tower_sessions_core=error".into()),
        )
        .init();
    let house = House::open(&config.database_url, Clock::default())
        .await
        .map_err(|cause| format!("De database is niet te openen: {cause}"))?;
    let faults = lock::faults(house.store()).await.map_err(|cause| format!("De sloten zijn niet te lezen: {cause}"))?;
    if !faults.is_empty() {
        return Err(format!("Rondom start niet: de database is niet op slot.\n- {}", faults.join("\n- ")));
    }
    let (addr, origin) = (config.addr, config.origin.clone());
    let providers = Providers::read(&config.providers, &config.origin)?;
    tokio::spawn(sweep(house.clone()));
    tokio::spawn(seal(house.clone()));
    tokio::spawn(pass(house.clone()));
    let state = AppState::new(house, config, providers);
    let app = routes::router(&state).into_make_service_with_connect_info::<SocketAddr>();
    let listener =
        tokio::net::TcpListener::bind(addr).await.map_err(|cause| format!("Luisteren op {addr} lukt niet: {cause}"))?;
    tracing::info!(%addr, %origin, "Rondom luistert");
    axum::serve(listener, app)
        .with_graceful_shutdown(stopped())
        .await
        .map_err(|cause| format!("De server is gestopt: {cause}"))
}

async fn sweep(house: House) {
    let mut pause = tokio::time::interval(SWEPT_EVERY);
    loop {
        pause.tick().await;
        if let Err(cause) = sessions::sweep(&house).await {
            tracing::error!(?cause, "expired sessions are not cleared");
        }
        if let Err(cause) = region::report(&house).await {
            tracing::error!(?cause, "tenants do not report to their region");
        }
    }
}

/// The log is chained as it grows.
async fn seal(house: House) {
    let mut pause = tokio::time::interval(SEALED_EVERY);
    loop {
        pause.tick().await;
        if let Err(cause) = log::seal_all(&house).await {
            tracing::error!(?cause, "the log is not sealed");
        }
    }
}

/// What days bring to cases, happens.
async fn pass(house: House) {
    let mut pause = tokio::time::interval(PASSED_EVERY);
    loop {
        pause.tick().await;
        if let Err(cause) = cases::pass(&house).await {
            tracing::error!(?cause, "what days bring to cases did not happen");
        }
    }
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
