//! A stage for the tests in a browser: the whole server on a fresh database, with a samenwerkingsverband under the way of
//! working of one scenario, a person for each function that it knows, and a clock that stands still until it is moved.
//!
//! `stage SCENARIO SITE` says on the first line of its output where it is and what is played. Then it obeys, one line of
//! JSON for each line that it reads, until its input ends:
//!
//! - `clock 2026-09-16T07:00:00Z` moves the clock;
//! - `enter intern_begeleider` logs the person with that function in, and gives the cookie;
//! - `pass` lets happen what the days bring.
#![expect(clippy::unwrap_used, reason = "a tool of the tests")]
use backend::{
    cases,
    identity::{Login, Proof},
    sessions::{ABSOLUTE, HOST, LOGIN, Sessions},
    testing::{Member, World, embedded_house},
};
use domain::{
    scenario::Scenario,
    template::{Template, shipped},
};
use serde_json::{Value, json};
use server::{auth::Providers, config::Config, routes, state::AppState};
use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
};
use time::OffsetDateTime;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
};
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

/// The host name of the samenwerkingsverband.
const SLUG: &str = "toneel";

/// The world in which a scenario is played.
struct Stage<'w> {
    world: &'w World<'w>,
    people: BTreeMap<&'static str, Member>,
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [path, site] = words.as_slice() else { panic!("stage SCENARIO SITE") };
    let scenario = Scenario::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    let way = |(key, _): &&(&str, &str)| key.replace('-', "_") == scenario.template.as_str();
    let way = *shipped().iter().find(way).unwrap();
    let template = Template::parse(way.1).unwrap();

    let house = embedded_house().await;
    let region = scenario.region.label().to_lowercase();
    let world = World::in_region(&house, SLUG, way, &region).await;
    let people = world.cast(&template).await;
    let stage = Stage { world: &world, people };
    let origin = stage.serve(site).await;
    let place = origin.replace("//", &format!("//{SLUG}."));
    println!("{}", json!({ "origin": place, "scenario": scenario, "template": *template, "people": stage.names() }));

    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        println!("{}", stage.obey(&line).await);
    }
}

impl Stage<'_> {
    /// Serves what production serves on a free port; gives the origin of the front door.
    async fn serve(&self, site: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let origin = format!("http://localhost:{}", addr.port());
        let config = Config {
            addr,
            database_url: String::new(),
            origin: origin.clone(),
            site_root: site.into(),
            providers: "no-file".into(),
        };
        let state = AppState::new(self.world.house.house.clone(), config, Providers::new([], &origin).unwrap());
        let app = routes::router(&state).into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, app).await });
        origin
    }

    /// Who holds each function.
    fn names(&self) -> BTreeMap<&str, String> {
        self.people.keys().map(|function| (*function, format!("Persoon {function}"))).collect()
    }

    async fn obey(&self, line: &str) -> Value {
        let house = &self.world.house.house;
        match line.split_once(' ').unwrap_or((line, "")) {
            ("clock", moment) => {
                house.clock().set(moment.parse().unwrap());
                json!({ "now": house.clock().now() })
            }
            ("enter", function) => self.enter(function).await,
            ("pass", "") => json!({ "passed": cases::pass(house).await.unwrap() }),
            _ => panic!("no such command: {line}"),
        }
    }

    /// A session of this person on the host of the samenwerkingsverband, as logging in and entering make it.
    async fn enter(&self, function: &str) -> Value {
        let house = &self.world.house.house;
        let proof = Proof {
            provider: "toneel".into(),
            issuer: "https://toneel.voorbeeld.nl".into(),
            subject: function.into(),
            sid: function.into(),
            two_factor: true,
            id_token: String::new(),
            at: house.clock().now(),
        };
        let person = self.people[function].person;
        let login = Login { proof, person, name: format!("Persoon {function}") };
        let data = HashMap::from([(HOST.into(), json!(SLUG)), (LOGIN.into(), json!(login))]);
        let end = (house.clock().now() + ABSOLUTE).timestamp();
        let expiry_date = OffsetDateTime::from_unix_timestamp(end).unwrap();
        let mut record = Record { id: Id::default(), data, expiry_date };
        Sessions::new(house.clone()).create(&mut record).await.unwrap();
        json!({ "name": "__Host-sid", "value": record.id.to_string() })
    }
}
