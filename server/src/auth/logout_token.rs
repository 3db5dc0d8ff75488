//! A notice of logging out is a signed token with rules of its own: an event and no nonce, so that it can never pass
//! for an identity token, nor the other way round.
use super::{
    provider::Provider,
    token::{ALGORITHMS, Metadata, SKEW},
};
use backend::sessions::Ended;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    JsonWebKey,
    core::{CoreJsonWebKeyUse, CoreJwsSigningAlgorithm},
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How long after it was made a notice is obeyed, and remembered.
const FRESH: TimeDelta = TimeDelta::minutes(5);
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A notice that may be obeyed.
#[derive(Debug)]
pub struct Notice {
    pub issuer: String,
    /// Its own id, so that it serves once.
    pub id: String,
    pub which: Ended,
    /// Until when it must be remembered.
    pub until: DateTime<Utc>,
}

/// Why a notice is not obeyed.
#[derive(Debug, thiserror::Error)]
pub enum Doubt {
    #[error("not a signed token")]
    Shape,
    #[error("no key of this provider fits")]
    Key,
    #[error("the claim {0} does not fit")]
    Claim(&'static str),
    #[error(transparent)]
    Silence(#[from] super::provider::Silence),
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Value,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    events: Map<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

/// Verifies signature and claims; an unknown key is asked for once.
pub async fn verify(provider: &Provider, token: &str, now: DateTime<Utc>) -> Result<Notice, Doubt> {
    let (signed, signature) = token.rsplit_once('.').ok_or(Doubt::Shape)?;
    let (header, claims) = signed.split_once('.').ok_or(Doubt::Shape)?;
    let header: Header = part(header)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Doubt::Shape)?;
    let fits = |metadata: &Metadata| is_signed(metadata, &header, signed.as_bytes(), &signature);
    if !fits(&*provider.metadata().await?) && !fits(&*provider.ask_for_keys().await?) {
        return Err(Doubt::Key);
    }
    judge(provider, part(claims)?, now)
}

fn part<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Doubt> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Doubt::Shape)?;
    serde_json::from_slice(&bytes).map_err(|_| Doubt::Shape)
}

fn is_signed(metadata: &Metadata, header: &Header, signed: &[u8], signature: &[u8]) -> bool {
    ALGORITHMS.contains(&header.alg)
        && metadata
            .jwks()
            .keys()
            .iter()
            .filter(|key| key.key_use().is_none_or(|usage| *usage == CoreJsonWebKeyUse::Signature))
            .filter(|key| header.kid.is_none() || key.key_id().map(|id| id.as_str()) == header.kid.as_deref())
            .any(|key| key.verify_signature(&header.alg, signed, signature).is_ok())
}

fn judge(provider: &Provider, claims: Claims, now: DateTime<Utc>) -> Result<Notice, Doubt> {
    let settings = &provider.settings;
    let must = |holds: bool, claim: &'static str| if holds { Ok(()) } else { Err(Doubt::Claim(claim)) };
    let client = settings.client_id.as_str();
    let for_us = match &claims.aud {
        Value::String(aud) => aud == client,
        Value::Array(all) => all.iter().any(|aud| aud == client),
        _ => false,
    };
    let issued = DateTime::from_timestamp(claims.iat, 0).ok_or(Doubt::Claim("iat"))?;
    must(claims.iss == settings.issuer.as_str(), "iss")?;
    must(for_us, "aud")?;
    must(claims.events.get(EVENT).is_some_and(Value::is_object), "events")?;
    must(claims.nonce.is_none(), "nonce")?;
    must(issued <= now + SKEW && issued >= now - FRESH, "iat")?;
    must(claims.exp.is_none_or(|exp| exp > (now - SKEW).timestamp()), "exp")?;
    must(!claims.jti.is_empty(), "jti")?;
    let which = match (claims.sid, claims.sub) {
        (Some(sid), _) => Ended::Session(sid),
        (None, Some(subject)) => Ended::Account(subject),
        (None, None) => return Err(Doubt::Claim("sid")),
    };
    Ok(Notice { issuer: claims.iss, id: claims.jti, which, until: issued + FRESH + SKEW })
}
