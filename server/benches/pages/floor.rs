//! The floor under a page: the statements that the page asks, overheard once from the real router, run again by a bare
//! route that decodes nothing, decides nothing, renders nothing, and writes the bytes that the page had.
use crate::{
    Outcome,
    ground::router,
    load::{Target, once, session},
};
use axum::{Router, extract::State, routing::get};
use backend::{House, clock::Clock, store::Store};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement, TransactionTrait, Value};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use uuid::Uuid;

/// What one page asked and answered.
struct Overheard {
    statements: Vec<Statement>,
    body: Vec<u8>,
}

/// Serves every page's floor, at the address of the page.
pub async fn serve(port: u16, database: &str) -> Outcome<()> {
    let heard: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let ear = Arc::clone(&heard);
    let store = Store::overheard(database, move |statement| {
        ear.lock().expect("one page at a time").push(statement.clone());
    })
    .await?;
    let house = House::on(store, Clock::default());
    let addr = SocketAddr::from(([127, 0, 0, 1], port));
    let real = router(&house, addr)?;

    let mut floor = Router::new();
    for target in Target::all(&real, &house).await? {
        let cookie = session(&house, target.login, 0).await?;
        // What is read once and kept (tenant, way of working) is not what a page costs.
        once(&real, &target, port, &cookie).await?;
        heard.lock().expect("one page at a time").clear();
        let body = once(&real, &target, port, &cookie).await?;
        let statements = std::mem::take(&mut *heard.lock().expect("one page at a time"));
        let page = Overheard { statements, body };
        // On a connection that nobody listens to, like the server's own.
        let db = Store::open(database).await?.owner().clone();
        floor = floor.route(&target.path, get(again).with_state((Arc::new(page), db)));
    }
    Ok(axum::serve(tokio::net::TcpListener::bind(addr).await?, floor).await?)
}

async fn again(
    State((page, db)): State<(Arc<Overheard>, DatabaseConnection)>,
) -> ([(&'static str, &'static str); 1], Vec<u8>) {
    run(&page.statements, &db).await.expect("statements that ran before");
    ([("content-type", "text/html; charset=utf-8")], page.body.clone())
}

/// One transaction for all that is read, one for all that is written: at most as many as the page has.
async fn run(statements: &[Statement], db: &DatabaseConnection) -> Result<(), DbErr> {
    let (writes, reads): (Vec<_>, Vec<_>) =
        statements.iter().partition(|statement| statement.sql.starts_with("INSERT"));
    let tx = db.begin().await?;
    for statement in &reads {
        tx.query_all_raw((*statement).clone()).await?;
    }
    tx.commit().await?;
    if writes.is_empty() {
        return Ok(());
    }
    let tx = db.begin().await?;
    if let Some(tenant) = reads.iter().find(|statement| statement.sql.contains("set_config")) {
        tx.query_all_raw((*tenant).clone()).await?;
    }
    for statement in writes {
        tx.execute_raw(renewed(statement)).await?;
    }
    tx.commit().await
}

/// The same rows under new ids.
fn renewed(statement: &Statement) -> Statement {
    let mut statement = statement.clone();
    let columns: Vec<&str> =
        statement.sql.split(['(', ')']).nth(1).unwrap_or_default().split(',').map(str::trim).collect();
    let id = columns.iter().position(|column| *column == "\"id\"");
    if let (Some(values), Some(id)) = (&mut statement.values, id) {
        for row in values.0.chunks_mut(columns.len()) {
            row[id] = Value::from(Uuid::now_v7());
        }
    }
    statement
}
