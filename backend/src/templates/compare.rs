//! Two ways of working beside each other: what is different, in words.
use super::{
    list::{Draft, Version, drafts, in_force, versions},
    sound::whole,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    failure::Broken,
    scope::Work,
    store::entity::{template, template_draft},
};
use domain::{
    edit::difference,
    id::{DraftId, TemplateId},
    page::{
        Choice,
        template::{Comparison, Differences},
    },
    policy::{Action, Grounds},
    template::{ReadError, read_table},
};

/// The difference between two versions or drafts: `3`, or `concept-<id>`. What is not named is the version in force and
/// the one after it.
pub async fn compare(scope: &Scope, from: &str, to: &str) -> Result<Comparison, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::SeeTemplate, Subject::list("template"), Grounds::none()).await?;
    let (published, written) = (versions(&mut work).await?, drafts(&mut work).await?);
    let all = shelf(&published, &written);
    let now = in_force(&published, scope.today()).get(&None).copied().map(Which::Version);
    let now = all.iter().position(|one| Some(one.which) == now);
    let named = |name: &str| all.iter().position(|one| one.name == name).ok_or(Failure::Absent);
    // A draft is compared with what is in force; a version with the one before it.
    let from = if from.is_empty() { now } else { Some(named(from)?) };
    let to = match (to, from) {
        ("", Some(from)) => from.checked_sub(1).or(Some(from)),
        ("", None) => None,
        (to, _) => Some(named(to)?),
    };
    let choices = all.iter().map(|one| Choice { value: one.name.clone(), label: one.label.clone() }).collect();
    let (Some(from), Some(to)) = (from.and_then(|at| all.get(at)), to.and_then(|at| all.get(at))) else {
        let none = Comparison { choices, ..Comparison::default() };
        return work.done(none).await;
    };
    let texts = (text(&mut work, from.which).await?, text(&mut work, to.which).await?);
    let (before, after) = work.done(texts).await?;
    Ok(Comparison {
        choices,
        from: from.name.clone(),
        to: to.name.clone(),
        from_label: from.label.clone(),
        to_label: to.label.clone(),
        differences: differences(before, after).await?,
    })
}

/// Something that can be compared.
struct One {
    name: String,
    label: String,
    which: Which,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Version(TemplateId),
    Draft(DraftId),
}

/// Drafts first, then versions, newest first.
fn shelf(versions: &[Version], drafts: &[Draft]) -> Vec<One> {
    let drafts = drafts.iter().map(|draft| One {
        name: format!("concept-{}", draft.id),
        label: format!("concept ‘{}’", draft.name),
        which: Which::Draft(draft.id),
    });
    let versions = versions.iter().map(|version| One {
        name: version.number().to_string(),
        label: format!("versie {}: {}", version.number(), version.title),
        which: Which::Version(version.id),
    });
    drafts.chain(versions).collect()
}

async fn text(work: &mut Work<'_>, which: Which) -> Result<String, Failure> {
    Ok(match which {
        Which::Version(id) => work.get::<template::Entity>(id).await?.body,
        Which::Draft(id) => work.get::<template_draft::Entity>(id).await?.body,
    })
}

/// What is different between two texts, beside the requests: that can take a second.
pub(super) async fn differences(before: String, after: String) -> Result<Vec<Differences>, Failure> {
    let look = move || -> Result<_, ReadError> {
        let table = |text: &str| read_table(&whole(text)?);
        Ok(Differences::of(difference(&table(&before)?, &table(&after)?)))
    };
    let looked = tokio::task::spawn_blocking(look).await;
    let looked = looked.map_err(|cause| Broken::Other(format!("the difference: {cause}")))?;
    looked.map_err(|cause| Broken::Stored(format!("a way of working: {cause}")).into())
}
