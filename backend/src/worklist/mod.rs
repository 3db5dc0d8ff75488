//! "Mijn werk": what waits for somebody in one tenant, until when, and why. The front door asks for the count only:
//! no pupil, no title.
mod cases;
mod meetings;
mod page;

pub use page::page;

use crate::{Failure, Scope, audit::Subject};
use domain::policy::{Action, Grounds};

/// How much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Own actions of meetings that were held, not done.
    pub open_actions: u64,
}

/// Counts what waits for the actor.
pub async fn count(scope: &Scope) -> Result<Count, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::SeeWorklist, Subject::list("worklist"), Grounds::none()).await?;
    let open_actions = crate::meetings::count_open_actions(&mut work).await?;
    work.done(Count { open_actions }).await
}
