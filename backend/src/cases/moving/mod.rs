//! Running cases go to another version of their way of working: the functioneel beheerder sees beforehand what that does,
//! chooses where cases of vanished steps go, and moves them, each in a transaction of its own. For thirty days they can go
//! back. Nobody who moves cases sees whose they are: what leaves here is a number, a school, a step, a regie and a day.
mod after;
mod back;
mod before;
mod carry_out;
mod earlier;
mod plan;
pub(super) mod rows;
mod start;
mod versions;

pub use after::after;
pub use back::back;
pub use before::{Wanted, before};
pub use carry_out::{CHUNK, go_on};
pub use earlier::movings;
pub use start::{MOST_CASES, start};

use crate::{Failure, audit::Subject, scope::Work, store::entity::case_move};
use domain::policy::{Action, Ground, Grounds};

/// Asks policy; what is asked concerns the tenant and no school.
async fn permit(work: &mut Work<'_>, subject: Subject) -> Result<Ground, Failure> {
    work.permit(Action::MoveCases, subject, Grounds::none()).await
}

/// Why a case stays where it is, when neither the rules nor another change of it say so.
fn told(one: &case_move::Model, failure: Failure) -> String {
    match failure {
        Failure::Rejected(why) => why,
        Failure::Broken(cause) => {
            tracing::error!(%cause, case = %one.case_id, "a case does not go to another version");
            "Deze casus kon niet worden gelezen en is niet veranderd. Meld dit bij Rondom, met het nummer van de casus."
                .to_owned()
        }
        other => other.to_string(),
    }
}
