//! "Mijn werk": what waits for somebody in one tenant, until when, and why. The front door asks for the count only:
//! no pupil, no title.
mod cases;
mod meetings;
mod page;
mod year;

pub use page::page;

use crate::{Failure, Scope};

/// How much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// As many as stand in Mijn werk.
    pub waiting: u64,
}

/// Counts what waits for the actor. Nobody is named, so nothing is noted: the work leaves no trail.
pub async fn count(scope: &Scope) -> Result<Count, Failure> {
    let mut work = scope.see().await?;
    Ok(Count { waiting: page::gather(&mut work).await?.count() })
}
