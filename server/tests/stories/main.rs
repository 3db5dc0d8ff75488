//! The whole server with its database and providers: stories of logging in, of forms that come back, and the isolation
//! matrix.
//! One binary, so that the support is compiled once and nothing in it is unused.
#![expect(clippy::unwrap_used, reason = "tests")]
mod anonymous;
mod forms;
mod isolation;
mod lists;
mod login;
mod moving;
mod one_factor;
mod pilot;
mod signing;
mod stale;
mod support;
mod templates;
