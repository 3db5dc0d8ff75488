//! The server's rooms: every service loads its grounds, asks policy, does the work, and leaves a trail, inside one
//! transaction of one tenant. Nothing here knows HTTP.
pub mod analyses;
pub mod audit;
pub mod calendar;
pub mod cases;
pub mod clock;
pub mod closing_days;
pub mod consents;
pub mod failure;
pub mod fields;
pub mod house;
pub mod identity;
pub mod log;
pub mod meetings;
pub mod members;
pub mod pupils;
pub mod region;
pub mod scope;
pub mod seed;
pub mod sessions;
pub mod sheets;
pub mod store;
pub mod templates;
#[cfg(feature = "testing")]
pub mod testing;
pub mod worklist;

pub use failure::{Failure, FieldError};
pub use house::House;
pub use scope::{Scope, Tenant};
