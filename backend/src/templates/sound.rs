//! The one door through which a way of working becomes a version: a file that was looked at and has no fault. The command
//! line and the page of a draft both come in here.
use super::{
    Origin,
    list::{areas, in_force, versions},
};
use crate::{
    Failure,
    audit::Subject,
    failure::Broken,
    scope::Work,
    store::entity::{template, template_area},
};
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    check::{Fault, check_text},
    id::{AreaId, MembershipId, TemplateId},
    policy::{Action, Ground},
    template::{Draft, ReadError, Template, by_key, read_table},
};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};

/// A way of working without a fault, with the text that says it whole.
#[derive(Debug, Clone)]
pub(super) struct Sound {
    text: String,
    template: Template<Draft>,
    /// What the file says it builds on, or what its draft began with.
    pub origin: Option<Origin>,
}

impl Sound {
    /// Reads and checks; bounded in time, but it can take a second: never inside a transaction.
    pub fn of(text: &str) -> Result<Self, Vec<Fault>> {
        let template = check_text(text, &|key| by_key(key).map(str::to_owned))?;
        let unreadable = |error: ReadError| vec![Fault::of(&error)];
        Ok(Self { origin: Origin::of_file(text), text: whole(text).map_err(unreadable)?, template })
    }

    /// The same, beside the requests: others are served in the meantime.
    pub async fn look(text: String) -> Result<Result<Self, Vec<Fault>>, Failure> {
        let looked = tokio::task::spawn_blocking(move || Self::of(&text)).await;
        looked.map_err(|cause| Broken::Other(format!("the checker: {cause}")).into())
    }
}

/// The text of a way of working that needs nothing beside it: as it was written, also with faults, or written out when it
/// builds on another.
pub(super) fn whole(text: &str) -> Result<String, ReadError> {
    let builds_on = read_table(text)?.get("meta").is_some_and(|meta| meta.get("base").is_some());
    if !builds_on {
        return Ok(text.to_owned());
    }
    Template::parse(text)?
        .to_toml()
        .map_err(|cause| ReadError::Base(format!("de werkwijze is niet uit te schrijven: {cause}")))
}

/// What goes with a version.
#[derive(Debug, Clone)]
pub(super) struct Edition {
    pub from: NaiveDate,
    /// Why it is made.
    pub note: String,
    /// For which areas it is; none is the whole tenant.
    pub areas: Vec<AreaId>,
    /// Nobody when a command brings it in.
    pub by: Option<MembershipId>,
    /// What the trail says.
    pub how: &'static str,
}

/// What happened already does not change.
pub(super) fn not_before(today: NaiveDate, from: NaiveDate) -> Result<(), String> {
    if from >= today {
        return Ok(());
    }
    Err(format!(
        "De ingangsdatum {} ligt voor vandaag. Kies vandaag of later: wat al gebeurde, verandert niet.",
        short_date(from)
    ))
}

/// Makes the next version, with its line in the trail, and ends the work; the number that it got.
pub(super) async fn publish(
    mut work: Work<'_>,
    sound: Sound,
    edition: Edition,
    ground: Ground,
) -> Result<u32, Failure> {
    not_before(work.scope().today(), edition.from).map_err(Failure::Rejected)?;
    known(&mut work, &edition).await?;
    let number = last(&mut work).await? + 1;
    let Sound { text, template, origin } = sound;
    let (origin_key, origin_body) = Origin::columns(origin);
    let row = template::Model {
        tenant_id: work.tenant(),
        id: TemplateId(work.scope().new_id()),
        key: template.meta.key.to_string(),
        number: i32::try_from(number).unwrap_or(i32::MAX),
        title: template.meta.title.clone(),
        body: text,
        effective_from: edition.from,
        published_at: work.scope().now(),
        note: edition.note,
        published_by: edition.by,
        origin_key,
        origin_body,
    };
    let id = row.id;
    work.insert::<template::Entity>(row).await.map_err(|failure| {
        let first = "Iemand anders publiceerde op hetzelfde moment. Bekijk wat er nu geldt en probeer het opnieuw.";
        if failure.is_duplicate() { Failure::Rejected(first.into()) } else { failure }
    })?;
    let areas = edition.areas.into_iter().map(|area_id| template_area::Model {
        tenant_id: work.tenant(),
        id: work.scope().new_id(),
        template_id: id,
        area_id,
    });
    let areas = areas.collect();
    work.insert_all::<template_area::Entity>(areas).await?;
    work.note(Action::PublishTemplate, Subject::of("template", id.0), ground, edition.how);
    let (house, tenant) = (work.scope().house().clone(), work.tenant());
    work.done(()).await?;
    house.shelf().forget(tenant);
    Ok(number)
}

/// The areas exist, and schools outside them have a way of working too from that day on.
async fn known(work: &mut Work<'_>, edition: &Edition) -> Result<(), Failure> {
    if edition.areas.is_empty() {
        return Ok(());
    }
    let there = areas(work).await?;
    if edition.areas.iter().any(|area| there.iter().all(|known| known.id != *area)) {
        return Err(Failure::field("gebied", "Voor welke gebieden: kies uit de lijst."));
    }
    if !in_force(&versions(work).await?, edition.from).contains_key(&None) {
        return Err(Failure::field(
            "gebied",
            "Voor welke gebieden: publiceer eerst een werkwijze voor het hele samenwerkingsverband, want scholen buiten deze gebieden hebben er dan geen.",
        ));
    }
    Ok(())
}

/// The number of the last version; 0 before the first.
pub(super) async fn last(work: &mut Work<'_>) -> Result<u32, Failure> {
    use template::Column::Number;
    let query = template::Entity::find().select_only().column(Number).order_by_desc(Number).limit(1);
    let last: Vec<Numbered> = work.shaped(query).await?;
    Ok(last.first().and_then(|last| u32::try_from(last.number).ok()).unwrap_or_default())
}

#[derive(sea_orm::FromQueryResult)]
struct Numbered {
    number: i32,
}
