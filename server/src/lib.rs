//! Assembles: configuration, hosts, the table of routes, login, headers, commands.
pub mod assets;
pub mod auth;
pub mod commands;
pub mod config;
pub mod hosts;
pub mod input;
pub mod pages;
pub mod render;
pub mod routes;
pub mod state;
pub mod stop;
pub mod upload;

/// Also for the tests and `bin/bench`: what is measured is what runs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
