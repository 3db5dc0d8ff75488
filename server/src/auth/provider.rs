//! One identity provider: what we know of it, fetched once and again when it shows a key that we do not know, and the
//! two questions we ask it: who is this, and please log this one out too.
use super::token::{Claims, Metadata, RelyingParty};
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope as Ask, TokenResponse, core::CoreResponseType, reqwest,
    url::Url,
};
use serde::Deserialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::RwLock;

/// How long what a provider says about itself is believed.
const BELIEVED: Duration = Duration::from_hours(1);
/// How often at most strangers can make us ask again.
const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(10);
/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(6);

/// One `[[provider]]` of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// In our addresses: `/auth/login/scholen`.
    pub id: String,
    /// On the button.
    pub label: String,
    pub issuer: IssuerUrl,
    pub client_id: ClientId,
    pub client_secret: ClientSecret,
    /// Values of `acr` that prove two factors; when none are named, the usual ones.
    #[serde(default)]
    pub two_factor_acr: Vec<String>,
}

/// Why a provider could not help.
#[derive(Debug, thiserror::Error)]
pub enum Silence {
    /// No answer, or an answer that is none.
    #[error("{0}")]
    Unreachable(String),
    /// It does not (or no longer) know the code that the browser brought.
    #[error("the code was refused: {0}")]
    Code(String),
}

/// A provider with what we learnt about it.
pub struct Provider {
    pub settings: Settings,
    redirect: RedirectUrl,
    http: reqwest::Client,
    known: RwLock<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    metadata: Arc<Metadata>,
    since: Instant,
}

/// What the browser takes along to the provider, and what we keep.
pub struct Departure {
    pub address: Url,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

impl Provider {
    pub(super) fn new(settings: Settings, origin: &str) -> Result<Self, String> {
        let redirect = RedirectUrl::new(format!("{origin}/auth/callback/{}", settings.id))
            .map_err(|cause| format!("Het adres van de voordeur klopt niet: {cause}"))?;
        // Following redirects would let a provider send our questions anywhere.
        let http = reqwest::ClientBuilder::new()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()
            .map_err(|cause| format!("Verbindingen naar buiten zijn niet mogelijk: {cause}"))?;
        Ok(Self { settings, redirect, http, known: RwLock::default() })
    }

    pub fn id(&self) -> &str {
        &self.settings.id
    }

    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// Where it lives; a form that logs out leads there.
    pub fn origin(&self) -> String {
        self.settings.issuer.url().origin().ascii_serialization()
    }

    /// What we know of it, asked at most once an hour.
    pub async fn metadata(&self) -> Result<Arc<Metadata>, Silence> {
        if let Some(known) = self.known.read().await.as_ref().filter(|known| known.since.elapsed() < BELIEVED) {
            return Ok(Arc::clone(&known.metadata));
        }
        self.ask().await
    }

    /// Asks anew: is it there, and which keys does it use? Done before somebody is sent there, so that a closed door
    /// is a page of ours and not of the browser.
    pub async fn ask(&self) -> Result<Arc<Metadata>, Silence> {
        let metadata = Metadata::discover_async(self.settings.issuer.clone(), &self.http)
            .await
            .map_err(|cause| Silence::Unreachable(causes(&cause)))?;
        let metadata = Arc::new(metadata);
        *self.known.write().await = Some(Known { metadata: Arc::clone(&metadata), since: Instant::now() });
        Ok(metadata)
    }

    /// Asks anew because somebody shows a key that we do not know; not more often than is decent.
    pub async fn ask_for_keys(&self) -> Result<Arc<Metadata>, Silence> {
        let known = self.known.read().await.clone();
        match known {
            Some(known) if known.since.elapsed() < ASKED_AGAIN_AFTER => Ok(known.metadata),
            _ => self.ask().await,
        }
    }

    /// Ourselves, as this provider knows us.
    pub(super) fn relying_party(&self, metadata: &Metadata) -> RelyingParty {
        let Settings { client_id, client_secret, .. } = self.settings.clone();
        RelyingParty::from_provider_metadata(metadata.clone(), client_id, Some(client_secret))
            .set_redirect_uri(self.redirect.clone())
    }

    /// The address to send somebody to. `choose` asks the provider which account is meant.
    pub fn depart(&self, metadata: &Metadata, choose: bool) -> Departure {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let party = self.relying_party(metadata);
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let mut ask = party
            .authorize_url(flow, CsrfToken::new_random, Nonce::new_random)
            .add_scope(Ask::new("profile".into()))
            .set_pkce_challenge(challenge);
        if choose {
            ask = ask.add_prompt(openidconnect::core::CoreAuthPrompt::SelectAccount);
        }
        for acr in &self.settings.two_factor_acr {
            ask = ask.add_auth_context_value(openidconnect::AuthenticationContextClass::new(acr.clone()));
        }
        let (address, state, nonce) = ask.url();
        Departure {
            address,
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        }
    }

    /// Trades the code for an identity token, not yet verified.
    pub(super) async fn trade(&self, metadata: &Metadata, code: String, verifier: String) -> Result<Claims, Silence> {
        let party = self.relying_party(metadata);
        let request = party
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|cause| Silence::Unreachable(cause.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let answer = request.request_async(&self.http).await.map_err(|cause| match cause {
            RequestTokenError::ServerResponse(answer) => Silence::Code(answer.error().to_string()),
            other => Silence::Unreachable(causes(&other)),
        })?;
        answer.id_token().cloned().ok_or_else(|| Silence::Unreachable("an answer without an identity token".into()))
    }

    /// Where the browser goes to be logged out there too; none when the provider offers no such page.
    pub async fn farewell(&self, id_token: &str, back: &str) -> Option<Url> {
        let metadata = self.metadata().await.ok()?;
        let mut address = metadata.additional_metadata().end_session_endpoint.clone()?;
        address
            .query_pairs_mut()
            .append_pair("id_token_hint", id_token)
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", back);
        Some(address)
    }
}

/// An error with what caused it, for the log.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
