//! The consent register: what parents and pupils said, to whom, for what, until when (S0 "incl. toestemming van
//! ouders", `domain.md` 2.2-2.4). Statements are never changed or erased: a withdrawal is added to them, and from that
//! moment no request finds the pupil any more for the parties that were named.
mod ask;
mod gaps;
mod held;
mod object;
mod record;
pub mod register;
mod statements;
mod withdraw;
pub mod words;

pub use ask::{Table, ask, at_table, withdrawal};
pub use gaps::{Asked, gaps};
pub use object::{Objection, object, objecting};
pub use record::{Answer, record};
pub use register::{Register, of_pupil};
pub use statements::{States, all_of, states};
pub use withdraw::withdraw;
