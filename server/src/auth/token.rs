//! What a provider's identity token must be before we believe it: signed with a key of this provider by an algorithm
//! with two halves, made for us, for this very login, now. Clocks may differ a little; more than that gets its own page.
use super::{
    provider::{Provider, Silence},
    second_factor,
};
use backend::identity::{Proof, Secret, attempts::Attempt};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AdditionalClaims, AdditionalProviderMetadata, ClaimsVerificationError, Client, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenClaims, IdTokenFields, Nonce, ProviderMetadata,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreErrorResponseType,
        CoreGenderClaim, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
        CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreRevocableToken,
        CoreRevocationErrorResponse, CoreSubjectIdentifierType, CoreTokenIntrospectionResponse, CoreTokenType,
    },
    url::Url,
};
use serde::{Deserialize, Serialize};

/// How far two clocks may differ.
pub const SKEW: TimeDelta = TimeDelta::seconds(90);

/// Algorithms of which the provider keeps one half to itself. With a shared secret we could forge our own visitors.
pub const ALGORITHMS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What a provider may say about itself beyond the standard fields.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct More {
    pub end_session_endpoint: Option<Url>,
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

/// What a token may say beyond the standard claims.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Extra {
    /// The session at the provider.
    pub sid: Option<String>,
}

impl AdditionalClaims for Extra {}

pub type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// An identity token that nobody verified yet.
pub type Claims = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// Ourselves, in the eyes of one provider.
pub type RelyingParty = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why a token is not believed.
#[derive(Debug, thiserror::Error)]
pub enum Doubt {
    /// The provider's clock and ours differ too much.
    #[error("clocks differ: {0}")]
    Clock(String),
    #[error("{0}")]
    Token(ClaimsVerificationError),
    #[error(transparent)]
    Silence(#[from] Silence),
}

/// Who it is, with the name that the provider gives, for a person whom we do not know yet.
pub struct Proven {
    pub proof: Proof,
    pub name: Option<String>,
}

/// Verifies the token; an unknown key is asked for once.
pub async fn verify(
    provider: &Provider,
    token: &Claims,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> Result<Proven, Doubt> {
    let metadata = provider.metadata().await?;
    match check(provider, &metadata, token, attempt, now) {
        Err(Doubt::Token(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_),
        ))) => check(provider, &*provider.ask().await?, token, attempt, now),
        outcome => outcome,
    }
}

fn check(
    provider: &Provider,
    metadata: &Metadata,
    token: &Claims,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> Result<Proven, Doubt> {
    let party = provider.relying_party(metadata);
    let (earliest, latest) = (attempt.started - SKEW, now + SKEW);
    let verifier = party
        .id_token_verifier()
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || now - SKEW)
        .set_issue_time_verifier_fn(move |issued| {
            if issued < earliest || issued > latest { Err(format!("issued at {issued}, now {now}")) } else { Ok(()) }
        });
    let claims = token.claims(&verifier, &Nonce::new(attempt.nonce.clone())).map_err(|cause| match cause {
        ClaimsVerificationError::Expired(why) => Doubt::Clock(why),
        other => Doubt::Token(other),
    })?;
    Ok(proven(provider, token, claims, now))
}

fn proven(
    provider: &Provider,
    token: &Claims,
    claims: &IdTokenClaims<Extra, CoreGenderClaim>,
    now: DateTime<Utc>,
) -> Proven {
    let amr: Vec<&str> = claims.auth_method_refs().into_iter().flatten().map(|method| method.as_str()).collect();
    let acr = claims.auth_context_ref().map(|acr| acr.as_str());
    let proof = Proof {
        provider: provider.id().into(),
        issuer: claims.issuer().as_str().into(),
        subject: claims.subject().as_str().into(),
        sid: claims.additional_claims().sid.clone().unwrap_or_else(|| format!("eigen-{}", Secret::random().reveal())),
        two_factor: second_factor::is_proven(&provider.settings.two_factor_acr, acr, &amr),
        id_token: token.to_string(),
        at: now,
    };
    let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned());
    Proven { proof, name }
}
