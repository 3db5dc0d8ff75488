//! What somebody writes in a draft is kept on the way. Who was on an older version gets the work of both brought together;
//! where both changed the same thing, what is stored stays and the other's words come back to be looked at.
use super::{
    drafts::{about, stale},
    start::{Called, readable},
};
use crate::{
    Failure, FieldError, Scope,
    clock::{from_local, local},
    failure::Broken,
    scope::Work,
    store::entity::{audit, template_draft},
};
use chrono::NaiveTime;
use domain::{
    edit::{Clash, Draft, merge},
    id::DraftId,
    policy::{Action, Ground, Grounds},
    template::{LARGEST, ReadError},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

/// How often somebody may be first while we bring together; more is not to be expected.
const TRIES: usize = 5;

/// What the editor sends: the text on the screen, and the text with version that it began with.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub version: i64,
    pub base: String,
    pub mine: String,
}

/// What stands there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub version: i32,
    /// "14:32"
    pub at: String,
    pub text: String,
    pub clashes: Vec<Clash>,
}

/// Keeps what was written, together with what others wrote since then.
pub async fn save(scope: &Scope, id: DraftId, typed: Typed) -> Result<Saved, Failure> {
    for _ in 0..TRIES {
        let mut work = scope.see().await?;
        work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
        let row = work.get::<template_draft::Entity>(id).await?;
        let row = work.done(row).await?;
        let (text, clashes) = together(&row, &typed).await?;
        let at = local(scope.now()).format("%H:%M").to_string();
        if text == row.body {
            return Ok(Saved { version: row.version, at, text, clashes });
        }
        let mut work = scope.act().await?;
        let ground = work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
        if !write(&mut work, id, row.version, &text).await? {
            // Somebody was first after all: once more, with what that person wrote.
            continue;
        }
        note_once_a_day(&mut work, id, ground).await?;
        return work.done(Saved { version: row.version + 1, at, text, clashes }).await;
    }
    Err(Failure::Rejected(
        "Anderen bewaren nu te vaak tegelijk. Wat u typte staat er nog; probeer het zo opnieuw.".into(),
    ))
}

/// The text of both, beside the requests: bringing a large draft together takes time.
async fn together(row: &template_draft::Model, typed: &Typed) -> Result<(String, Vec<Clash>), Failure> {
    let (stored, is_fresh, typed) = (row.body.clone(), i64::from(row.version) == typed.version, typed.clone());
    let work = move || -> Result<(String, Vec<Clash>), Unread> {
        let mine = Draft::parse(&typed.mine).map_err(|cause| Unread::Sent("Uw tekst", cause))?;
        if is_fresh {
            return Ok((typed.mine, vec![]));
        }
        let base = Draft::parse(&typed.base).map_err(|cause| Unread::Sent("De tekst waarmee u begon", cause))?;
        let theirs = Draft::parse(&stored).map_err(Unread::Stored)?;
        let merged = merge(base.table(), mine.table(), theirs.table());
        let text = if merged.table == *theirs.table() { stored } else { Draft::of(merged.table).text() };
        if text.len() > LARGEST {
            return Err(Unread::Sent("Uw tekst samen met die van een ander", ReadError::TooLarge(text.len())));
        }
        Ok((text, merged.clashes))
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|cause| Broken::Other(format!("merging: {cause}")))?;
    done.map_err(|unread| match unread {
        Unread::Sent(what, cause) => {
            Failure::Invalid(vec![FieldError::new("", format!("{what} is niet te lezen en niet bewaard. {cause}"))])
        }
        Unread::Stored(cause) => Broken::Stored(format!("a draft: {cause}")).into(),
    })
}

/// Which text could not be read.
enum Unread {
    Sent(&'static str, ReadError),
    Stored(ReadError),
}

/// Puts a file in the place of what a draft says; somebody who wrote since then is not overwritten.
pub async fn replace(scope: &Scope, id: DraftId, version: i32, text: &str) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let ground = work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    let text = readable(text)?;
    if !write(&mut work, id, version, &text).await? {
        return Err(stale(&mut work, &row).await?);
    }
    work.note(Action::DraftTemplate, about(id), ground, "draft_replaced");
    work.done(()).await
}

/// Writes a text over this version; whether that was still what stood there.
async fn write(work: &mut Work<'_>, id: DraftId, version: i32, text: &str) -> Result<bool, Failure> {
    use template_draft::Column::{Id, Version};
    let change = template_draft::ActiveModel {
        key: Set(Called::of(text).key),
        body: Set(text.to_owned()),
        changed_by: Set(work.scope().manager()?),
        changed_at: Set(work.scope().now()),
        ..Default::default()
    };
    let query = template_draft::Entity::update_many()
        .set(change)
        .col_expr(Version, Expr::col(Version).add(1))
        .filter(Id.eq(id))
        .filter(Version.eq(version));
    Ok(work.update(query).await? == 1)
}

/// Saving goes on all day; one line for each person, draft and day tells who wrote in it.
async fn note_once_a_day(work: &mut Work<'_>, id: DraftId, ground: Ground) -> Result<(), Failure> {
    use audit::Column::{At, Fields, PersonId, SubjectId};
    const TEXT: &str = "draft_text";
    let scope = work.scope();
    let today = from_local(scope.today().and_time(NaiveTime::MIN));
    let query = audit::Entity::find()
        .filter(SubjectId.eq(id.0))
        .filter(At.gte(today))
        .filter(PersonId.eq(scope.actor().person))
        .filter(Fields.eq(TEXT));
    if work.count(query).await? == 0 {
        work.note(Action::DraftTemplate, about(id), ground, TEXT);
    }
    Ok(())
}
