//! What is measured, in which order and how often. Rounds of both sides alternate, so that a busy machine troubles both.
use crate::{
    Outcome,
    ground::{Ground, router},
    load::{Target, Took, ask, session},
    process::Server,
};

/// Requests before anything counts: connections open, caches filled.
const WARM: usize = 100;
/// Requests in a round.
const ROUND: usize = 400;
const ROUNDS: usize = 3;

/// Sessions and requests of the memory measurement.
const SESSIONS: usize = 200;
const REQUESTS: usize = 10_000;
const NOTED_EVERY: usize = 1_000;

/// One page on two servers, a round each in turn.
pub struct Pair {
    pub page: &'static str,
    pub here: Vec<Took>,
    pub there: Vec<Took>,
}

/// The pages of this ground with a session for each, found through the real router.
async fn targets(ground: &Ground) -> Outcome<Vec<(Target, String)>> {
    let house = ground.house().await?;
    let router = router(&house, ([127, 0, 0, 1], 3000).into())?;
    let mut all = vec![];
    for target in Target::all(&router, &house).await? {
        let cookie = session(&house, target.login, 1).await?;
        all.push((target, cookie));
    }
    Ok(all)
}

async fn compare(here: (&Server, &[(Target, String)]), there: (&Server, &[(Target, String)])) -> Outcome<Vec<Pair>> {
    let mut pairs = vec![];
    for (ours, theirs) in here.1.iter().zip(there.1) {
        let mut pair = Pair { page: ours.0.name, here: vec![], there: vec![] };
        let (ours, theirs) = (std::slice::from_ref(ours), std::slice::from_ref(theirs));
        ask(here.0, ours, WARM).await?;
        ask(there.0, theirs, WARM).await?;
        for _ in 0..ROUNDS {
            pair.here.push(ask(here.0, ours, ROUND).await?);
            pair.there.push(ask(there.0, theirs, ROUND).await?);
        }
        pairs.push(pair);
    }
    Ok(pairs)
}

/// Every page beside its floor.
pub async fn pages(ground: &Ground) -> Outcome<Vec<Pair>> {
    let targets = targets(ground).await?;
    let (server, floor) = (Server::rondom(ground)?, Server::floor(ground)?);
    compare((&server, &targets), (&floor, &targets)).await
}

/// Every page with four full tenants in the house, beside the same page with one.
pub async fn tenants(one: &Ground, four: &Ground) -> Outcome<Vec<Pair>> {
    let (of_one, of_four) = (targets(one).await?, targets(four).await?);
    let (alone, together) = (Server::rondom(one)?, Server::rondom(four)?);
    compare((&together, &of_four), (&alone, &of_one)).await
}

/// Memory of the server, in MB, after every thousand requests from two hundred sessions; the first is from before.
pub async fn memory(ground: &Ground) -> Outcome<Vec<f64>> {
    let house = ground.house().await?;
    let pages = targets(ground).await?;
    let mut asked = vec![];
    for number in 0..SESSIONS {
        let target = pages[number % pages.len()].0.clone();
        let cookie = session(&house, target.login, number + 2).await?;
        asked.push((target, cookie));
    }
    let server = Server::rondom(ground)?;
    let mut all = vec![server.memory()?];
    for _ in 0..REQUESTS / NOTED_EVERY {
        ask(&server, &asked, NOTED_EVERY).await?;
        all.push(server.memory()?);
    }
    Ok(all)
}
