//! Meetings: from the concept agenda that the analysis brings, through sent and definitive, to the held meeting and its
//! shared minutes (S0 "Zes keer per schooljaar wordt … een concept ZAT-agenda opgesteld. Dit concept wordt ter
//! aanvulling aangeboden aan de ZAT-leden … Daarna is de agenda definitief").
//!
//! Who moves an agenda and how items are added is data: `domain::engine::meeting` asks the template. Whether a named
//! item opens is policy: `visible` says it to the database, `domain::policy` to everything else.
mod actions;
mod add;
mod anonymous;
mod attendance;
mod beamer;
mod consented;
mod corrections;
mod dates;
mod draft;
mod events;
mod guests;
mod hold;
mod items;
mod list;
mod load;
mod minutes;
mod order;
mod page;
mod people;
mod places;
mod plan;
mod share;
mod stages;
mod transitions;
pub(crate) mod visible;
pub(crate) mod whose;
mod year;

pub use actions::{NewAction, add as add_action, complete, open_actions, remove as remove_action, undo};
pub use add::{NewNamed, add_all, add_named, addition};
pub use anonymous::{NewAnonymous, add_anonymous};
pub use attendance::record as record_attendance;
pub use beamer::beamer;
pub use guests::{invite, uninvite};
pub use hold::{Written, write};
pub use list::list;
pub use minutes::minutes;
pub use order::{Direction, edit_question, remove, restore, set_minutes, shift};
pub use page::agenda;
pub use plan::{NewMeeting, plan_one, plan_year};
pub use stages::move_to;
pub use transitions::take_step;
pub use year::year;
pub(crate) use year::{roles, ways};
