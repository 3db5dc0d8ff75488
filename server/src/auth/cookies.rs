//! Two small cookies of our own, beside the session: who began a login, and who knocked at a door. Neither says who
//! somebody is; both are random and short-lived.
use backend::identity::Secret;
use http::{HeaderMap, HeaderValue, header};

/// Marks the browser in which a login was begun; comes back from the provider, so `Lax`.
pub const BEGAN: Small = Small { name: "__Secure-inlog", path: "/auth/" };
/// Marks the browser that knocked at the door of a tenant or region.
pub const KNOCKED: Small = Small { name: "__Host-deur", path: "/" };

/// As long as a login may take.
const MAX_AGE_SECONDS: u32 = 600;

/// A cookie with a random value.
pub struct Small {
    name: &'static str,
    path: &'static str,
}

impl Small {
    /// The value that this browser shows.
    pub fn read(&self, headers: &HeaderMap) -> Option<Secret> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .and_then(|(_, value)| Secret::shown(value))
    }

    /// The value that this browser shows or else a fresh one, so that several tabs can be on their way at once.
    pub fn read_or_make(&self, headers: &HeaderMap) -> Secret {
        self.read(headers).unwrap_or_else(Secret::random)
    }

    /// Puts the value in the browser.
    pub fn put(&self, headers: &mut HeaderMap, value: &Secret) {
        let Self { name, path } = self;
        let cookie = format!(
            "{name}={}; Path={path}; Max-Age={MAX_AGE_SECONDS}; HttpOnly; Secure; SameSite=Lax",
            value.reveal()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}
