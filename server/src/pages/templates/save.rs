//! What the editor keeps on the way: JSON to the address of the draft, JSON back. An answer is always one that the editor
//! can show: what stands there now, or in Dutch why nothing was kept.
use crate::{auth::CurrentScope, input::Id, stop::Answer};
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use backend::{
    Failure,
    templates::{self, Typed},
};
use domain::{id::DraftId, template::LARGEST};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;

/// Two texts, each with its line ends and quotes written as two characters.
pub const LARGEST_SAVE: usize = 4 * LARGEST;

/// What is sent.
#[derive(Debug, Deserialize)]
struct Sent {
    version: i64,
    base: String,
    mine: String,
}

/// Keeps the draft, together with what others wrote since then.
pub async fn save(CurrentScope(scope): CurrentScope, Id(id): Id<DraftId>, request: Request) -> Answer {
    let bytes = match Bytes::from_request(request, &()).await {
        Ok(bytes) => bytes,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => return Ok(too_large()),
        Err(_) => return Ok(wrong(StatusCode::UNPROCESSABLE_ENTITY, BROKEN_OFF)),
    };
    let Ok(Sent { version, base, mine }) = serde_json::from_slice(&bytes) else {
        // Who may not write here is told so, whatever was sent.
        return Ok(match templates::head(&scope, id).await {
            Ok(_) => wrong(StatusCode::UNPROCESSABLE_ENTITY, BROKEN_OFF),
            Err(failure) => refused(failure)?,
        });
    };
    if base.len() > LARGEST || mine.len() > LARGEST {
        return Ok(too_large());
    }
    match templates::save(&scope, id, Typed { version, base, mine }).await {
        Ok(saved) => {
            let clashes: Vec<_> = saved
                .clashes
                .iter()
                .map(|clash| {
                    json!({ "place": clash.place, "words": clash.words, "mine": clash.mine, "theirs": clash.theirs })
                })
                .collect();
            let answer = json!({ "version": saved.version, "at": saved.at, "text": saved.text, "clashes": clashes });
            Ok(Json(answer).into_response())
        }
        Err(failure) => refused(failure),
    }
}

const BROKEN_OFF: &str =
    "Wat u typte kwam niet heel aan en is niet bewaard. Het staat nog op uw scherm; het wordt zo opnieuw geprobeerd.";

const GONE: &str = "Dit concept is er niet meer: het is gepubliceerd of weggegooid. Wat u typte staat nog op uw scherm. Download het als u het wilt houden.";

fn too_large() -> Response {
    let why = format!("De werkwijze is groter dan {} kB en is niet bewaard. Haal onderdelen weg.", LARGEST / 1024);
    wrong(StatusCode::PAYLOAD_TOO_LARGE, &why)
}

fn wrong(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "errors": [why] }))).into_response()
}

/// What the editor shows; our own faults go the way of every page.
fn refused(failure: Failure) -> Answer {
    Ok(match failure {
        Failure::Invalid(errors) => {
            let errors: Vec<_> = errors.into_iter().map(|error| error.message).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "errors": errors }))).into_response()
        }
        Failure::Rejected(why) => wrong(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Failure::Stale(stale) => wrong(StatusCode::UNPROCESSABLE_ENTITY, &stale.to_string()),
        Failure::Absent => wrong(StatusCode::NOT_FOUND, GONE),
        Failure::Refused(refusal) => wrong(StatusCode::FORBIDDEN, &refusal.to_string()),
        failure @ Failure::Broken(_) => return Err(failure.into()),
    })
}
