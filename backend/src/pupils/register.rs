//! A child is added to the list of a school: with what identifies it, and a warning when it may be there already.
use super::{list::own_schools, named};
use crate::{Failure, Scope, audit::Subject, failure::Broken, fields::Fields, scope::Work, store::entity::pupil};
use chrono::Datelike;
use domain::{
    actor::Side,
    id::{OrganisationId, PupilId},
    page::{
        School,
        pupil::{Alike, NewPupil},
    },
    policy::{Action, Grounds, permit},
    pupil::{Group, Years, full_name, search_name},
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

/// A child as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Child<'a> {
    pub school: &'a str,
    pub given_name: &'a str,
    pub prefix: &'a str,
    pub family_name: &'a str,
    pub born_on: &'a str,
    pub group: &'a str,
    /// The person saw the warning about an alike pupil and says that this is another child.
    pub other_child: bool,
}

/// The form; for whoever is of a school.
pub async fn form(scope: &Scope) -> Result<NewPupil, Failure> {
    let mut work = scope.see().await?;
    let school = scope.actor().schools(Side::School).into_iter().next();
    let grounds = school.map_or_else(Grounds::none, Grounds::school);
    work.permit(Action::RegisterPupil, Subject::list("pupil"), grounds).await?;
    let schools = schools(&mut work, scope).await?;
    work.done(NewPupil { schools, alike: vec![] }).await
}

/// Adds a child. When a pupil of the school looks the same, the answer is that pupil, and nothing is added until the
/// person says that it is another child.
pub async fn register(scope: &Scope, child: Child<'_>) -> Result<Result<PupilId, NewPupil>, Failure> {
    let mut work = scope.act().await?;
    let mut fields = Fields::default();
    let school = child.school.parse::<OrganisationId>().ok();
    let grounds = school.map_or_else(Grounds::none, Grounds::school);
    let subject = Subject::list("pupil");
    let action = Action::RegisterPupil;
    // A school that is not the reader's own is refused; none at all is a field to be filled in.
    let asked = if child.school.is_empty() {
        scope.actor().schools(Side::School).into_iter().next().map_or_else(Grounds::none, Grounds::school)
    } else {
        grounds
    };
    let ground = work.permit(action, subject, asked).await?;
    let mine = match school {
        Some(school) => schools(&mut work, scope).await?.into_iter().find(|own| own.value == school.to_string()),
        None => None,
    };
    if mine.is_none() {
        fields.wrong("school", "School: kies de school van de leerling.");
    }
    let given_name = fields.line("roepnaam", "Roepnaam", child.given_name);
    let prefix = fields.optional_line("tussenvoegsel", "Tussenvoegsel", child.prefix);
    let family_name = fields.line("achternaam", "Achternaam", child.family_name);
    let today = scope.today();
    let born_on = fields.date_like("geboortedatum", "Geboortedatum", child.born_on, "3-9-2018");
    if born_on.is_some_and(|day| day > today || day.year() < today.year() - 25) {
        fields.wrong("geboortedatum", "Geboortedatum: controleer het jaar; dit is geen leeftijd van een leerling.");
    }
    let group = year(&mut fields, mine.as_ref(), child.group);
    fields.finish()?;
    let (Some(school), Some(born_on), Some(group)) = (school, born_on, group) else { return Err(Failure::Absent) };

    let name = full_name(&given_name, &prefix, &family_name);
    let row = pupil::Model {
        tenant_id: scope.tenant().id,
        id: PupilId(scope.new_id()),
        school_id: school,
        search_name: search_name(&name),
        given_name,
        prefix,
        family_name,
        born_on,
        group: i32::from(group.number),
        unenrolled_on: None,
        version: 1,
    };
    if !child.other_child {
        let alike = alike(&mut work, &row, group.years).await?;
        if !alike.is_empty() {
            // A warning shows pupils and adds none.
            for seen in &alike {
                work.note(
                    Action::ListPupils,
                    Subject::of("pupil", seen.pupil.id.0),
                    ground,
                    "naam, geboortedatum, groep",
                );
            }
            let schools = schools(&mut work, scope).await?;
            return Ok(Err(work.done(NewPupil { schools, alike }).await?));
        }
    }
    let id = row.id;
    work.insert::<pupil::Entity>(row).await?;
    work.note(action, Subject::of("pupil", id.0), ground, "naam, geboortedatum, groep, school");
    Ok(Ok(work.done(id).await?))
}

/// The groep or klas that was chosen, as the school counts; where that is not known yet, either will do.
fn year(fields: &mut Fields, school: Option<&School>, chosen: &str) -> Option<Group> {
    let group = Group::from_key(chosen);
    let Some(School { label, years, .. }) = school else {
        if group.is_none() {
            fields.wrong("groep", "Groep of klas: kies de groep of de klas van de leerling.");
        }
        return group;
    };
    let what = format!("kies {} 1 tot en met {}", years.word(), years.last());
    match group {
        Some(group) if group.years == *years => return Some(group),
        Some(other) => {
            let title = other.years.title();
            fields.wrong("groep", format!("{title}: {label} is een school voor {}; {what}.", years.sector().label()));
        }
        None => fields.wrong("groep", format!("{}: {what}.", years.title())),
    }
    None
}

async fn schools(work: &mut Work<'_>, scope: &Scope) -> Result<Vec<School>, Failure> {
    let mut schools = own_schools(work, scope.actor()).await?;
    let may = |id: OrganisationId| permit(scope.actor(), Action::RegisterPupil, Grounds::school(id)).is_ok();
    schools.retain(|school| school.value.parse().is_ok_and(may));
    if schools.is_empty() {
        return Err(Broken::from("somebody of a school without a school").into());
    }
    Ok(schools)
}

/// Pupils of the same school with the same name, or with the same birth date and family name.
async fn alike(work: &mut Work<'_>, new: &pupil::Model, years: Years) -> Result<Vec<Alike>, Failure> {
    let same_name = pupil::Column::SearchName.eq(new.search_name.as_str());
    let query = pupil::Entity::find()
        .filter(pupil::Column::SchoolId.eq(new.school_id))
        .filter(same_name.or(pupil::Column::BornOn.eq(new.born_on)))
        .order_by_asc(pupil::Column::SearchName)
        .limit(20);
    let family = search_name(&new.family_name);
    let why = |row: &pupil::Model| reason(row, new, &family);
    Ok(work
        .all(query)
        .await?
        .iter()
        .filter_map(|row| Some(Alike { pupil: named(row, years), why: why(row)?.into() }))
        .collect())
}

fn reason(row: &pupil::Model, new: &pupil::Model, family: &str) -> Option<&'static str> {
    match (row.search_name == new.search_name, row.born_on == new.born_on) {
        (true, true) => Some("zelfde naam en geboortedatum"),
        (true, false) => Some("zelfde naam"),
        (false, true) if search_name(&row.family_name) == family => Some("zelfde achternaam en geboortedatum"),
        (false, _) => None,
    }
}
