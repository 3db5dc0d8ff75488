//! The whole server with its database and providers: stories of logging in, and the isolation matrix.
//! One binary, so that the support is compiled once and nothing in it is unused.
#![expect(clippy::unwrap_used, reason = "tests")]
mod anonymous;
mod isolation;
mod login;
mod support;
