//! Knocking is limited per network address, so that nobody tries tickets or invitations by the thousand. Generous: a
//! whole school logs in from one address at half past eight.
use super::trouble;
use crate::{hosts::Place, state::AppState};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use http::{HeaderValue, header};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

/// Requests per second that one address may keep up.
const STEADY: NonZeroU32 = NonZeroU32::new(10).expect("not zero");
/// Requests that one address may make at once.
const BURST: NonZeroU32 = NonZeroU32::new(600).expect("not zero");
/// Addresses that are remembered before the forgotten ones are cleared.
const MANY: usize = 10_000;

/// Who knocked how often.
#[derive(Clone)]
pub struct Limit(Arc<DefaultKeyedRateLimiter<IpAddr>>);

impl Default for Limit {
    fn default() -> Self {
        Self(Arc::new(RateLimiter::keyed(Quota::per_second(STEADY).allow_burst(BURST))))
    }
}

impl Limit {
    fn admits(&self, peer: IpAddr) -> bool {
        if self.0.len() > MANY {
            self.0.retain_recent();
        }
        self.0.check_key(&network(peer)).is_ok()
    }
}

/// One subscriber: an IPv4 address, or the half of an IPv6 address that a subscriber cannot choose.
fn network(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(all) => IpAddr::V6(Ipv6Addr::from_bits(all.to_bits() >> 64 << 64)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn is_knocking(path: &str) -> bool {
    path.starts_with("/auth/") || path.starts_with("/uitnodiging/") || path == "/binnen"
}

/// Around every host. Without a peer, as in tests that open no connection, there is nobody to limit.
pub async fn limit(State(state): State<AppState>, place: Place, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    if let Some(peer) = peer
        && is_knocking(request.uri().path())
        && !state.limit.admits(peer)
    {
        let mut response = trouble::too_many(&state, place).await;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        return response;
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::{Limit, network};

    #[test]
    fn a_school_comes_in_and_a_flood_does_not() {
        let limit = Limit::default();
        let school = "192.0.2.7".parse().unwrap();
        assert!((0..600).all(|_| limit.admits(school)));
        assert!((0..600).any(|_| !limit.admits(school)));
        assert!(limit.admits("192.0.2.8".parse().unwrap()));
    }

    #[test]
    fn a_subscriber_is_one_whatever_address_it_takes() {
        assert_eq!(network("2001:db8:1:2:3::4".parse().unwrap()), network("2001:db8:1:2:ffff::".parse().unwrap()));
        assert_eq!(network("::ffff:192.0.2.7".parse().unwrap()), network("192.0.2.7".parse().unwrap()));
    }
}
