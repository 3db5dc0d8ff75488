//! A provider of a hundred lines that can be made to err. The real one is asked by the tests in a browser.
use axum::{
    Form, Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use backend::{clock::Clock, identity::Secret};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm},
    url::Url,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

#[derive(Clone)]
pub struct Op {
    pub id: &'static str,
    pub issuer: String,
    clock: Clock,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    key: CoreEdDsaPrivateSigningKey,
    kid: String,
    codes: HashMap<String, Granted>,
    sids: HashMap<String, String>,
    down: bool,
    skew: TimeDelta,
    /// Changes the claims before they are signed.
    lie: fn(&mut Value),
}

struct Granted {
    account: String,
    nonce: String,
    challenge: String,
    sid: String,
}

fn fresh_key() -> (CoreEdDsaPrivateSigningKey, String) {
    let kid = Secret::random().reveal().to_owned();
    let mut der = vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend(Sha256::digest(kid.as_bytes()));
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    (CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(kid.clone()))).unwrap(), kid)
}

impl Op {
    pub async fn start(id: &'static str, clock: Clock) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let (key, kid) = fresh_key();
        let inner = Inner {
            key,
            kid,
            codes: HashMap::new(),
            sids: HashMap::new(),
            down: false,
            skew: TimeDelta::zero(),
            lie: |_| {},
        };
        let op = Self { id, issuer, clock, inner: Arc::new(Mutex::new(inner)) };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .with_state(op.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        op
    }

    pub fn settings(&self) -> server::auth::Settings {
        let Self { id, issuer, .. } = self;
        serde_json::from_value(json!({
            "id": id, "label": id, "issuer": issuer, "client_id": "rondom", "client_secret": "geheim",
        }))
        .unwrap()
    }

    pub fn set_down(&self, down: bool) {
        self.inner.lock().unwrap().down = down;
    }

    pub fn set_skew(&self, skew: TimeDelta) {
        self.inner.lock().unwrap().skew = skew;
    }

    pub fn lie(&self, lie: fn(&mut Value)) {
        self.inner.lock().unwrap().lie = lie;
    }

    pub fn rotate(&self) {
        let mut inner = self.inner.lock().unwrap();
        (inner.key, inner.kid) = fresh_key();
    }

    /// The person chooses an account on our page; the answer is the address to come back with.
    pub fn grant(&self, address: &str, account: &str) -> String {
        let asked: HashMap<String, String> = Url::parse(address).unwrap().query_pairs().into_owned().collect();
        assert_eq!(asked["code_challenge_method"], "S256");
        let code = Secret::random().reveal().to_owned();
        let mut inner = self.inner.lock().unwrap();
        let sid = inner.sids.entry(account.into()).or_insert_with(|| Secret::random().reveal().into()).clone();
        let granted = Granted {
            account: account.into(),
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            sid,
        };
        inner.codes.insert(code.clone(), granted);
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        back.query_pairs_mut()
            .append_pair("code", &code)
            .append_pair("state", &asked["state"])
            .append_pair("iss", &self.issuer);
        back.into()
    }

    /// The session of this account here.
    pub fn sid(&self, account: &str) -> String {
        self.inner.lock().unwrap().sids[account].clone()
    }

    /// A signed notice of logging out; `change` makes it a strange one.
    pub fn notice(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = json!({
            "iss": self.issuer, "aud": "rondom", "iat": self.clock.now().timestamp(),
            "exp": self.clock.now().timestamp() + 120, "jti": Secret::random().reveal(),
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        change(&mut claims);
        self.sign("logout+jwt", &claims)
    }

    fn sign(&self, kind: &str, claims: &Value) -> String {
        let inner = self.inner.lock().unwrap();
        let header = json!({ "alg": "EdDSA", "kid": inner.kid, "typ": kind });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature = inner.key.sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn identity(&self, granted: &Granted) -> String {
        let two_factor = granted.account != "eva.enkel";
        let (skew, lie) = {
            let inner = self.inner.lock().unwrap();
            (inner.skew, inner.lie)
        };
        let now = (self.clock.now() + skew).timestamp();
        let mut claims = json!({
            "iss": self.issuer, "aud": "rondom", "sub": granted.account, "iat": now, "exp": now + 3600,
            "nonce": granted.nonce, "sid": granted.sid, "name": "Naam Bij-Provider",
            "amr": if two_factor { json!(["pwd", "otp"]) } else { json!(["pwd"]) },
        });
        lie(&mut claims);
        self.sign("JWT", &claims)
    }
}

async fn discovery(State(op): State<Op>) -> Response {
    if op.inner.lock().unwrap().down {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let at = |path: &str| format!("{}{path}", op.issuer);
    Json(json!({
        "issuer": op.issuer, "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"), "end_session_endpoint": at("/einde"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["EdDSA"],
        "authorization_response_iss_parameter_supported": true,
    }))
    .into_response()
}

async fn jwks(State(op): State<Op>) -> Json<CoreJsonWebKeySet> {
    Json(CoreJsonWebKeySet::new(vec![op.inner.lock().unwrap().key.as_verification_key()]))
}

async fn token(State(op): State<Op>, Form(form): Form<HashMap<String, String>>) -> Response {
    if op.inner.lock().unwrap().down {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let granted = op.inner.lock().unwrap().codes.remove(&form["code"]);
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    match granted {
        Some(granted) if granted.challenge == challenge => Json(json!({
            "access_token": "x", "token_type": "Bearer", "id_token": op.identity(&granted),
        }))
        .into_response(),
        _ => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}
