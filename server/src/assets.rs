//! What is around every host: built files, colours, headers, limits, and the cross-site check.
use crate::{hosts, state::AppState};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderValue, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use backend::{Failure, failure::Broken};
use domain::theme::Palette;
use http::{HeaderName, StatusCode};
use tower_http::{
    compression::CompressionLayer, csrf::CsrfLayer, services::ServeDir, set_header::SetResponseHeaderLayer,
};

/// The largest form: a long agenda with minutes stays far below it.
const LARGEST_BODY: usize = 1024 * 1024;

/// Adds files and headers around the hosts.
pub fn around(inside: Router, state: &AppState) -> Router {
    let files = ServeDir::new(state.config.site_root.join("pkg")).precompressed_br();
    let immutable = HeaderValue::from_static("public, max-age=31536000, immutable");
    let pkg = Router::new()
        .nest_service("/pkg", files)
        .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, immutable));
    let colours = Router::new()
        .route("/thema/{file}", get(theme))
        .route("/healthz", get(|| async { "ok" }))
        .with_state(state.clone());
    let set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    inside
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), hosts::from_elsewhere))
        .layer(set(header::CACHE_CONTROL, "no-store"))
        .layer(CompressionLayer::new())
        .merge(pkg)
        .merge(colours)
        .layer(middleware::from_fn_with_state(state.clone(), hosts::without_nul))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "same-origin"))
        .layer(set(header::X_FRAME_OPTIONS, "DENY"))
        .layer(set(HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"))
        .layer(set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
}

/// The colours of a tenant: public, like its name.
async fn theme(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let Some(slug) = file.strip_suffix(".css") else { return StatusCode::NOT_FOUND.into_response() };
    match css(&state, slug).await {
        Ok(Some(css)) => {
            let headers =
                [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
            (headers, css).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(cause) => {
            tracing::error!(%cause, "theme");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn css(state: &AppState, slug: &str) -> Result<Option<String>, Failure> {
    let Some(tenant) = state.house.tenant(slug).await? else { return Ok(None) };
    let palette = Palette::from_hex(&tenant.colour).map_err(|cause| Broken::Stored(cause.to_string()))?;
    Ok(Some(palette.css(slug)))
}
