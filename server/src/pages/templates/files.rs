//! A way of working as a file to keep: of a version, and of a draft as it is now.
use crate::{auth::CurrentScope, input::Id, stop::Answer};
use axum::response::IntoResponse;
use backend::templates;
use domain::id::DraftId;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

pub async fn version(CurrentScope(scope): CurrentScope, Id(number): Id<u32>) -> Answer {
    Ok(file(templates::export(&scope, number).await?))
}

pub async fn draft(CurrentScope(scope): CurrentScope, Id(id): Id<DraftId>) -> Answer {
    Ok(file(templates::text(&scope, id).await?))
}

/// Names are made of keys, which hold letters, digits and lines only.
fn file((name, text): (String, String)) -> axum::response::Response {
    let headers = [
        (CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}
