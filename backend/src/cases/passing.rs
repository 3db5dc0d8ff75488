//! Days pass: what happens by itself, happens (escalations after a term, moves that wait for a day or for what a form or
//! a consent brought). Nobody asks, so policy has nothing to say; the story tells it as Rondom's own.
use super::{apply::apply, load, load::Around};
use crate::{
    Failure, House, Scope, calendar, consents,
    failure::Broken,
    scope::Work,
    store::{entity::case, system},
    templates,
};
use domain::{
    engine::{Command, Event, decide},
    id::{CaseId, TemplateId},
    template::Body,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
};

/// Lets the day come to every running case of every tenant; how many cases something happened to. As often as wanted:
/// the second time nothing happens.
pub async fn pass(house: &House) -> Result<usize, Failure> {
    let mut touched = 0;
    for tenant in system::tenants(house.store()).await? {
        let scope = Scope::for_job(house.clone(), Arc::new(tenant));
        let cases = waiting(&scope).await.unwrap_or_else(|cause| {
            tracing::error!(?cause, tenant = %scope.tenant().slug, "what days bring is not looked at");
            vec![]
        });
        for case in cases {
            // One case that cannot be read does not hold up the others.
            match one(&scope, case).await {
                Ok(happened) => touched += usize::from(happened),
                Err(cause) => tracing::error!(?cause, %case, "what the day brings to a case did not happen"),
            }
        }
    }
    Ok(touched)
}

/// The running cases whose way of working lets something happen by itself. A version that cannot be read holds up its
/// own cases only.
async fn waiting(scope: &Scope) -> Result<Vec<CaseId>, Failure> {
    let mut work = scope.see().await?;
    let query = case::Entity::find().filter(case::Column::ClosedAt.is_null()).order_by_asc(case::Column::Id);
    let mut wakes: HashMap<TemplateId, bool> = HashMap::new();
    let mut all = vec![];
    for row in work.all(query).await? {
        if let Entry::Vacant(unknown) = wakes.entry(row.template_id) {
            let wakes = match templates::pinned(&mut work, row.template_id).await {
                Ok(pinned) => by_itself(&pinned.template),
                Err(Failure::Broken(cause @ Broken::Stored(_))) => {
                    tracing::error!(?cause, "what days bring to the cases of this version is not looked at");
                    false
                }
                Err(failure) => return Err(failure),
            };
            unknown.insert(wakes);
        }
        all.extend(wakes[&row.template_id].then_some(row.id));
    }
    work.by_itself();
    work.done(all).await
}

fn by_itself(template: &Body) -> bool {
    !template.joins.is_empty()
        || template.transitions.iter().any(|transition| transition.automatic)
        || template.escalations.iter().any(|escalation| escalation.after.is_some())
}

/// One case, in a transaction of its own; whether anything happened. Somebody who is at work in it goes first: the next
/// round comes by again.
async fn one(scope: &Scope, case: CaseId) -> Result<bool, Failure> {
    let mut looking = scope.see().await?;
    looking.by_itself();
    let nothing = brings(&mut looking, case).await?.1.is_empty();
    looking.done(()).await?;
    if nothing {
        return Ok(false);
    }
    let mut work = scope.act().await?;
    work.by_itself();
    match settle(&mut work, case).await {
        Ok(happened) => work.done(happened).await,
        Err(Failure::Stale(_)) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// What happens by itself now, inside other work; whether anything did.
pub(crate) async fn settle(work: &mut Work<'_>, case: CaseId) -> Result<bool, Failure> {
    let (version, events) = brings(work, case).await?;
    if events.is_empty() {
        return Ok(false);
    }
    apply(work, case, version, None, &events).await?;
    Ok(true)
}

/// What the day brings to a case, and the version of the case on which that is so.
async fn brings(work: &mut Work<'_>, case: CaseId) -> Result<(i32, Vec<Event>), Failure> {
    let loaded = load::load(work, case).await?;
    let states = consents::all_of(work, &[loaded.row.pupil_id]).await?;
    let calendar = calendar::of_tenant(work).await?;
    let around = Around::of(work.scope(), &loaded, &states, calendar);
    let context = around.context(load::NOBODY);
    let events = decide(&loaded.pinned.template, &loaded.state, &Command::TimePasses, &context);
    let events = events.map_err(|rejection| Failure::Rejected(rejection.to_string()))?;
    Ok((loaded.row.version, events))
}
