//! What a person sees: server-rendered pages, the parts they share, and the few islands that wake in the browser.
//! Everything here is a pure view on data that the server loaded; nothing reaches for a database (architecture.md, "Leptos").

pub mod components;
pub mod islands;
pub mod pages;
pub mod request;
pub mod shell;
