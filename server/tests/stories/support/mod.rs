//! The whole server on a fresh demonstration, with two providers of our own: one for each engine that is there.
pub mod browser;
pub mod op;

pub use browser::{Answer, Browser};
pub use op::Op;

use backend::{
    House,
    seed::{Settings, Size},
    testing::{TestHouse, houses},
};
use server::{auth::Providers, config::Config, routes, state::AppState};
use uuid::Uuid;

pub const FRONT: &str = "http://localhost:3000";
pub const TENANT: &str = "http://haarlemmermeer.localhost:3000";

/// A server with its database and providers.
pub struct World {
    pub db: TestHouse,
    pub state: AppState,
    pub schools: Op,
    pub municipality: Op,
}

impl World {
    pub fn house(&self) -> &House {
        &self.db.house
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(routes::router(&self.state))
    }

    /// Moves the clock of everybody.
    pub fn later(&self, by: chrono::TimeDelta) {
        self.house().clock().set(self.house().clock().now() + by);
    }

    /// A browser in which this person is logged in on the front door.
    pub async fn logged_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.log_in(self.op_of(login), login).await;
        assert_eq!((answer.status, answer.location().as_str()), (303, "/"), "{login} on {}", self.db.engine);
        browser
    }

    /// A browser in which this person is inside this tenant or region.
    pub async fn inside(&self, login: &str, slug: &str) -> Browser {
        let mut browser = self.logged_in(login).await;
        let answer = browser.enter(slug).await;
        assert_eq!(answer.url, format!("http://{slug}.localhost:3000/"), "{login} on {}", self.db.engine);
        browser
    }

    /// The first id that this query finds in a tenant: `OURS` limits a table to it.
    pub async fn id(&self, slug: &str, rest: &str) -> String {
        let tenant = self.house().tenant(slug).await.unwrap().unwrap().id;
        let sql = format!("SELECT ID AS v FROM {}", rest.replace("OURS", "tenant_id = TENANT"));
        let found = self.db.column(tenant, &sql).await;
        Uuid::parse_str(found.first().unwrap_or_else(|| panic!("nothing for {sql}"))).unwrap().to_string()
    }

    fn op_of(&self, login: &str) -> &Op {
        let persona = backend::seed::personas().unwrap().into_iter().find(|p| p.login == login).unwrap();
        if persona.provider == "scholen" { &self.schools } else { &self.municipality }
    }
}

/// A world on each engine.
pub async fn worlds() -> Vec<World> {
    let mut all = vec![];
    for db in houses().await {
        let schools = Op::start("scholen", db.house.clock().clone()).await;
        let municipality = Op::start("gemeente", db.house.clock().clone()).await;
        let settings = Settings::new(Size::Small, db.house.clock().today())
            .with_issuer("scholen", &schools.issuer)
            .with_issuer("gemeente", &municipality.issuer);
        let db = db.planted_as(&settings).await;
        let providers = Providers::new([schools.settings(), municipality.settings()], FRONT).unwrap();
        let config = Config {
            addr: "127.0.0.1:3000".parse().unwrap(),
            database_url: String::new(),
            origin: FRONT.into(),
            site_root: "no-site".into(),
            providers: "no-file".into(),
        };
        let state = AppState::new(db.house.clone(), config, providers);
        all.push(World { db, state, schools, municipality });
    }
    all
}
