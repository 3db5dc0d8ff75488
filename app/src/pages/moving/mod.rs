//! Moving running cases to another version of the way of working: choose the versions, see what it does, and what became of
//! each case. Numbers, schools and steps; never a name.
mod after;
mod before;
mod start;

pub use after::MovingAfterPage;
pub use before::MovingBeforePage;
pub use start::MovingsPage;

/// Where these pages live.
const BASE: &str = "/werkwijze/verhuizen";

/// "1 casus", "12 casussen"
fn cases(count: u64) -> String {
    if count == 1 { "1 casus".to_owned() } else { format!("{count} casussen") }
}
