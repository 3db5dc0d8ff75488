//! A draft becomes a version: the page that says first what that changes, and the act, whole or not at all.
use super::{
    Origin,
    compare::differences,
    discard::remove,
    drafts::{about, headed, stale},
    list::{Version, areas, faults, in_force_beside, running, versions},
    sound::{Edition, Sound, not_before},
};
use crate::{
    Failure, Scope,
    fields::Fields,
    store::entity::{template, template_draft},
};
use domain::{
    check::counted,
    id::DraftId,
    page::{
        Choice,
        template::{FaultLine, Publishing},
    },
    policy::{Action, Grounds},
};

/// What goes with the version, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// The version of the draft that was on the screen.
    pub version: i32,
    pub from: &'a str,
    pub note: &'a str,
    /// Ids of the areas for which it is; none is the whole tenant.
    pub areas: Vec<&'a str>,
}

/// What publishing would change.
pub async fn publishing(scope: &Scope, id: DraftId) -> Result<Publishing, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::PublishTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    let all = versions(&mut work).await?;
    // A draft of the version of an area is for that area, unless somebody says otherwise.
    let base = all.iter().find(|version| Some(version.id) == row.base_id);
    let chosen = base.map(|base| base.areas.clone()).unwrap_or_default();
    let now = in_force_beside(&all, &chosen, scope.today());
    let before = match now {
        Some(version) => Some(work.get::<template::Entity>(version.id).await?.body),
        None => None,
    };
    let cases = running(&mut work).await?.into_values().sum();
    let areas = areas(&mut work).await?;
    let head = headed(&mut work, &row).await?;
    let in_force = now.map(|version| (version.number(), version.title.clone()));
    let began = base.map(Version::number);
    let overtaken = began.filter(|began| now.is_some_and(|now| now.number() > *began));
    let number = all.first().map_or(1, |last| last.number() + 1);
    let (head, in_force) = work.done((head, in_force)).await?;
    let different = match before {
        Some(before) => differences(before, row.body.clone()).await?,
        None => vec![],
    };
    let faults = faults(scope.house(), id, row.version, row.body.clone()).await?;
    Ok(Publishing {
        differences: different,
        faults: FaultLine::all(&faults, &row.body),
        head,
        number,
        in_force,
        overtaken,
        running: cases,
        areas: areas.into_iter().map(|area| Choice { value: area.id.to_string(), label: area.name }).collect(),
        chosen: chosen.iter().map(|area| area.id.to_string()).collect(),
        today: scope.today(),
    })
}

/// Makes the next version of a draft without faults, and takes the draft away; the number that it got.
pub async fn publish(scope: &Scope, id: DraftId, wanted: Wanted<'_>) -> Result<u32, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::PublishTemplate, about(id), Grounds::none()).await?;
    let row = work.get::<template_draft::Entity>(id).await?;
    if row.version != wanted.version {
        return Err(stale(&mut work, &row).await?);
    }
    let row = work.done(row).await?;
    let mut fields = Fields::default();
    let mut areas = vec![];
    for area in &wanted.areas {
        match area.parse() {
            Ok(area) => areas.push(area),
            Err(_) => fields.wrong("gebied", "Voor welke gebieden: kies uit de lijst."),
        }
    }
    areas.sort_unstable();
    areas.dedup();
    let from = fields.date("vanaf", "Gaat in op", wanted.from);
    if let Some(Err(why)) = from.map(|from| not_before(scope.today(), from)) {
        fields.wrong("vanaf", why);
    }
    let note = fields.text("waarom", "Waarom deze versie", wanted.note);
    fields.finish()?;
    let Some(from) = from else { return Err(Failure::Absent) };
    let mut sound = Sound::look(row.body.clone()).await?.map_err(|faults| {
        let why = "Zolang er fouten zijn, kan niemand ermee werken en kan het concept niet worden gepubliceerd.";
        Failure::Rejected(format!("Het concept heeft {}. {why}", counted(faults.len())))
    })?;
    sound.origin = Origin::of(row.origin_key, row.origin_body);

    let mut work = scope.act().await?;
    let ground = work.permit(Action::PublishTemplate, about(id), Grounds::none()).await?;
    // Looking took time: what was looked at must still be what stands there.
    if !remove(&mut work, id, wanted.version).await? {
        let row = work.get::<template_draft::Entity>(id).await?;
        return Err(stale(&mut work, &row).await?);
    }
    let edition = Edition { from, note, areas, by: Some(scope.manager()?), how: "version_published" };
    super::sound::publish(work, sound, edition, ground).await
}
