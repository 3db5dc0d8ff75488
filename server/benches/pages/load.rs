//! Who asks: logged-in people with sessions of their own, over connections that stay open, a bounded number of times.
use crate::{Outcome, process::Server};
use axum::{Router, body::Body, http::Request};
use backend::{
    House,
    identity::{Login, Proof},
    sessions::{HOST, LOGIN, Sessions},
    store::people,
};
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use tower::ServiceExt;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
};

/// Requests that are under way at the same time.
const TOGETHER: usize = 8;

/// A page to ask, by whom.
#[derive(Clone, Debug)]
pub struct Target {
    /// In the report.
    pub name: &'static str,
    pub slug: &'static str,
    pub login: &'static str,
    pub path: String,
}

/// The tenant that is full in every database here.
const TENANT: &str = "haarlemmermeer";
const CONSULENT: &str = "clara.smit";
const IB: &str = "ineke.bakker";

impl Target {
    /// Mijn werk of a consulent, an analysis as the ib'er fills it in, an agenda as the consulent prepares it: of the
    /// first twenty in each list the one with the most in it.
    pub async fn all(router: &Router, house: &House) -> Outcome<Vec<Self>> {
        let worklist = Self { name: "Mijn werk", slug: TENANT, login: CONSULENT, path: "/".into() };
        let analysis = Self { name: "analyse", slug: TENANT, login: IB, path: "/analyse".into() };
        let agenda = Self { name: "agenda", slug: TENANT, login: CONSULENT, path: "/overleggen".into() };
        Ok(vec![worklist, analysis.largest(router, house).await?, agenda.largest(router, house).await?])
    }

    pub fn host(&self, port: u16) -> String {
        format!("{}.localhost:{port}", self.slug)
    }

    /// The largest page that this list leads to.
    async fn largest(self, router: &Router, house: &House) -> Outcome<Self> {
        let cookie = session(house, self.login, 0).await?;
        let ask = async |path: &str| -> Outcome<String> {
            let page = Self { path: path.into(), ..self.clone() };
            Ok(String::from_utf8(once(router, &page, 3000, &cookie).await?)?)
        };
        let list = ask(&self.path).await?;
        let links: BTreeSet<&str> = list
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|link| link.strip_prefix(&self.path).is_some_and(|id| id.len() == 37 && id.starts_with('/')))
            .collect();
        let mut largest = (0, String::new());
        for link in links.into_iter().take(20) {
            let size = ask(link).await?.len();
            largest = largest.max((size, link.to_owned()));
        }
        if largest.1.is_empty() {
            return Err(format!("{} leads nowhere: {}", self.path, &list[..list.len().min(2000)]).into());
        }
        Ok(Self { path: largest.1, ..self })
    }
}

/// One answer of a router in this process.
pub async fn once(router: &Router, target: &Target, port: u16, cookie: &str) -> Outcome<Vec<u8>> {
    let request = Request::builder()
        .uri(&target.path)
        .header("host", target.host(port))
        .header("accept", "text/html")
        .header("cookie", cookie)
        .body(Body::empty())?;
    let answer = router.clone().oneshot(request).await?;
    if !answer.status().is_success() {
        return Err(format!("{}: {}", target.path, answer.status()).into());
    }
    Ok(axum::body::to_bytes(answer.into_body(), usize::MAX).await?.into())
}

/// A session of this person in the tenant, as a cookie. The number tells sessions of one person apart.
pub async fn session(house: &House, login: &str, number: usize) -> Outcome<String> {
    let now = house.clock().now();
    let issuer = "http://localhost:3101";
    let issuer =
        if people::bound_to(house.store(), issuer, login).await?.is_some() { issuer } else { "http://localhost:3102" };
    let person = people::bound_to(house.store(), issuer, login).await?.ok_or_else(|| format!("nobody is {login}"))?;
    let proof = Proof {
        provider: "scholen".into(),
        issuer: issuer.into(),
        subject: login.into(),
        sid: format!("bench-{number}"),
        two_factor: true,
        id_token: String::new(),
        at: now,
    };
    let login = Login { proof, person: person.id, name: person.name };
    let data = [(HOST.to_owned(), serde_json::to_value(TENANT)?), (LOGIN.to_owned(), serde_json::to_value(login)?)];
    let expiry_date = OffsetDateTime::from_unix_timestamp(now.timestamp())? + time::Duration::hours(9);
    let mut record = Record { id: Id::default(), data: data.into_iter().collect(), expiry_date };
    Sessions::new(house.clone()).create(&mut record).await?;
    Ok(format!("__Host-sid={}", record.id))
}

/// What a number of requests took.
pub struct Took {
    /// Wall-clock time of all together.
    pub all: Duration,
    /// Of each, the shortest first.
    pub each: Vec<Duration>,
    /// Processor time of the server.
    pub cpu: Duration,
    /// Bytes of one answer.
    pub bytes: usize,
}

/// Asks pages of a server `count` times, each time with the next of the cookies and targets.
pub async fn ask(server: &Server, targets: &[(Target, String)], count: usize) -> Outcome<Took> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .resolve("haarlemmermeer.localhost", server.addr)
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let (next, port) = (Arc::new(AtomicUsize::new(0)), server.addr.port());
    let targets: Arc<[(Target, String)]> = targets.into();
    let (begun, cpu) = (Instant::now(), server.cpu()?);
    let mut askers = tokio::task::JoinSet::new();
    for _ in 0..TOGETHER {
        let (client, next, targets) = (client.clone(), Arc::clone(&next), Arc::clone(&targets));
        askers.spawn(async move {
            let (mut each, mut bytes) = (vec![], 0);
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Outcome::Ok((each, bytes));
                }
                let (target, cookie) = &targets[number % targets.len()];
                let begun = Instant::now();
                let request = client.get(format!("http://{}{}", target.host(port), target.path));
                let answer = request.header("cookie", cookie).header("accept", "text/html").send().await?;
                let status = answer.status();
                bytes = answer.bytes().await?.len();
                if !status.is_success() {
                    return Err(format!("{}: {status}", target.path).into());
                }
                each.push(begun.elapsed());
            }
        });
    }
    let (mut each, mut bytes) = (vec![], 0);
    while let Some(asker) = askers.join_next().await {
        let (more, size) = asker??;
        each.extend(more);
        bytes = size.max(bytes);
    }
    each.sort_unstable();
    Ok(Took { all: begun.elapsed(), each, cpu: server.cpu()?.saturating_sub(cpu), bytes })
}
