//! A way of working as a file to keep, or as a drawing: of a version, and of a draft as it is now.
use crate::{auth::CurrentScope, input::Id, stop::Answer};
use axum::response::IntoResponse;
use backend::templates;
use domain::id::DraftId;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

pub async fn version(CurrentScope(scope): CurrentScope, Id(number): Id<u32>) -> Answer {
    Ok(file(TOML, templates::export(&scope, number).await?))
}

pub async fn draft(CurrentScope(scope): CurrentScope, Id(id): Id<DraftId>) -> Answer {
    Ok(file(TOML, templates::text(&scope, id).await?))
}

pub async fn version_drawing(CurrentScope(scope): CurrentScope, Id(number): Id<u32>) -> Answer {
    Ok(file(BPMN, templates::drawing(&scope, number).await?))
}

pub async fn draft_drawing(CurrentScope(scope): CurrentScope, Id(id): Id<DraftId>) -> Answer {
    Ok(file(BPMN, templates::drawing_of_draft(&scope, id).await?))
}

const TOML: &str = "application/toml; charset=utf-8";
const BPMN: &str = "application/xml; charset=utf-8";

/// Names are made of keys, which hold letters, digits and lines only.
fn file(kind: &str, (name, text): (String, String)) -> axum::response::Response {
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    (headers, text).into_response()
}
