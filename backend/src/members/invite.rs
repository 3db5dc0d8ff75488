//! Somebody is invited: a function in an organisation at schools, with dates, and a link that binds an account to it.
//! E-mail never identifies anybody: an address finds a person only among those who work in this tenant already.
use super::{list::kind, person_of};
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    fields::Fields,
    identity::invitations,
    scope::Work,
    store::{
        entity::{membership, membership_school, organisation, person},
        people,
    },
};
use domain::{
    actor::{Function, Side},
    calendar::short_date,
    id::{InvitationId, MembershipId, OrganisationId, PersonId},
    page::{
        Choice,
        member::{Invite, Invited},
    },
    policy::{Action, Grounds},
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};

/// An invitation as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub function: &'a str,
    pub organisation: &'a str,
    pub schools: Vec<&'a str>,
    pub from: &'a str,
    /// Empty is without an end.
    pub until: &'a str,
}

/// The form.
pub async fn form(scope: &Scope) -> Result<Invite, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::InviteMember, Subject::list("membership"), Grounds::none()).await?;
    let all = organisations(&mut work).await?;
    let label = |row: &organisation::Model| Choice {
        value: row.id.to_string(),
        label: format!("{} ({})", row.name, kind(&row.kind)),
    };
    let function = |function: &Function| Choice { value: function.key().into(), label: function.label().into() };
    let answer = Invite {
        functions: Function::ALL.iter().map(function).collect(),
        organisations: all.iter().map(label).collect(),
        schools: all.into_iter().filter_map(organisation::Model::choice).collect(),
        today: short_date(scope.today()),
    };
    work.done(answer).await
}

/// Gives a function and, to whoever has no account yet, a link. `front` is the origin of the front door.
pub async fn invite(scope: &Scope, wanted: Wanted<'_>, front: &str) -> Result<Invited, Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::list("membership");
    let ground = work.permit(Action::InviteMember, subject, Grounds::none()).await?;
    let all = organisations(&mut work).await?;
    let (name, email, place) = read(scope, &wanted, &all)?;

    let known = by_email(&mut work, &email).await?;
    let person = match known {
        Some(person) => person,
        None => PersonId(scope.new_id()),
    };
    let reads_log = place.function == Function::Privacyfunctionaris;
    if person == scope.actor().person && (reads_log || place.function.side() != Side::Management) {
        // Who gives rights sees no files and no log of them; not by giving themselves a function that does.
        let why =
            "U kunt uzelf geen functie geven waarmee u leerlingen of het logboek ziet. Vraag een andere beheerder.";
        return Err(Failure::field("functie", why));
    }
    if known.is_none() {
        people::add(&work, person, &name, &email, scope.now()).await?;
        people::may_knock(&work, person).await?;
    } else if holds(&mut work, person, &place).await? {
        return Err(Failure::field("functie", "Deze persoon heeft deze functie hier al."));
    }
    let membership = give(&mut work, person, &place).await?;
    let link =
        if people::has_account(&work, person).await? { None } else { Some(link(&mut work, person, front).await?) };
    work.note(
        Action::InviteMember,
        Subject::of("membership", membership.0),
        ground,
        "naam, functie, organisatie, scholen, looptijd",
    );
    let until = local(scope.now() + invitations::LIVES).date();
    work.done(Invited {
        name,
        function: place.function.label().into(),
        organisation: place.organisation_name,
        link,
        until: short_date(until),
    })
    .await
}

/// A new link for somebody who has not accepted yet.
pub async fn again(scope: &Scope, id: MembershipId, front: &str) -> Result<Invited, Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::of("membership", id.0);
    let ground = work.permit(Action::InviteMember, subject, Grounds::none()).await?;
    let row = work.get::<membership::Entity>(id).await?;
    if row.withdrawn_at.is_some() || people::has_account(&work, row.person_id).await? {
        return Err(Failure::Rejected(
            "Deze persoon heeft geen nieuwe uitnodiging nodig: er is al een account, of de functie is ingetrokken."
                .into(),
        ));
    }
    let person = people::person(&work, row.person_id).await?;
    let organisation = work.get::<organisation::Entity>(row.organisation_id).await?;
    let link = link(&mut work, row.person_id, front).await?;
    work.note(Action::InviteMember, subject, ground, "uitnodiging");
    let until = local(scope.now() + invitations::LIVES).date();
    work.done(Invited {
        name: person.name,
        function: Function::from_key(&row.function).map_or("", Function::label).into(),
        organisation: organisation.name,
        link: Some(link),
        until: short_date(until),
    })
    .await
}

/// What is given.
struct Place {
    function: Function,
    organisation: OrganisationId,
    organisation_name: String,
    schools: Vec<OrganisationId>,
    from: chrono::NaiveDate,
    until: Option<chrono::NaiveDate>,
}

fn read(scope: &Scope, wanted: &Wanted<'_>, all: &[organisation::Model]) -> Result<(String, String, Place), Failure> {
    let mut fields = Fields::default();
    let name = fields.line("naam", "Naam", wanted.name);
    let email = fields.line("email", "E-mailadres", wanted.email).to_lowercase();
    let is_address =
        email.split_once('@').is_some_and(|(who, at)| !who.is_empty() && at.contains('.') && !email.contains(' '));
    if !email.is_empty() && !is_address {
        fields.wrong("email", "E-mailadres: dit is geen e-mailadres. Typ het als naam@organisatie.nl.");
    }
    let function = Function::from_key(wanted.function);
    if function.is_none() {
        fields.wrong("functie", "Functie: kies een functie.");
    }
    let found = all.iter().find(|row| row.id.to_string() == wanted.organisation);
    match (found, function) {
        (None, _) => fields.wrong("organisatie", "Organisatie: kies waar deze persoon werkt."),
        (Some(row), Some(function)) if !fits(function.side(), &row.kind) => {
            fields.wrong("organisatie", format!("Organisatie: een {function} werkt niet bij een {}.", kind(&row.kind)));
        }
        _ => {}
    }
    let chosen = |row: &&organisation::Model| wanted.schools.contains(&row.id.to_string().as_str());
    let is_school = |row: &&organisation::Model| row.sector.is_some();
    let schools: Vec<OrganisationId> = all.iter().filter(is_school).filter(chosen).map(|row| row.id).collect();
    let of_school = function.is_some_and(|function| function.side() == Side::School);
    if let Some(why) = of_school.then(|| astray(found, &schools, all)).flatten() {
        fields.wrong("scholen", why);
    }
    let from = fields.date("vanaf", "Vanaf", wanted.from);
    let until = fields.optional_date("tot", "Tot en met", wanted.until);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        fields.wrong("tot", "Tot en met: dit is vóór de eerste dag.");
    }
    if until.is_some_and(|until| until < scope.today()) {
        fields.wrong("tot", "Tot en met: deze dag is al voorbij.");
    }
    fields.finish()?;
    let (Some(function), Some(row), Some(from)) = (function, found, from) else { return Err(Failure::Absent) };
    let place = Place { function, organisation: row.id, organisation_name: row.name.clone(), schools, from, until };
    Ok((name, email, place))
}

/// Why somebody of a school or a board does not work at these schools; nothing when that can be.
fn astray(at: Option<&organisation::Model>, schools: &[OrganisationId], all: &[organisation::Model]) -> Option<String> {
    if schools.is_empty() {
        return Some("Scholen: kruis minstens één school aan.".into());
    }
    let at = at?;
    if at.sector.is_some() && !schools.contains(&at.id) {
        return Some(format!("Scholen: deze persoon werkt bij {}. Kruis die school ook aan.", at.name));
    }
    let elsewhere = |row: &&organisation::Model| schools.contains(&row.id) && row.parent_id != Some(at.id);
    let other = all.iter().find(elsewhere).filter(|_| at.kind == "board")?;
    Some(format!(
        "Scholen: {} is geen school van {}. Haal het kruisje weg, of kies een andere organisatie.",
        other.name, at.name
    ))
}

/// Which kinds of organisation a side works for.
fn fits(side: Side, kind: &str) -> bool {
    match side {
        Side::School => matches!(kind, "school" | "board"),
        Side::Swv | Side::Management => kind == "swv",
        Side::Partner => matches!(kind, "municipality" | "ggd" | "youth_care"),
    }
}

async fn organisations(work: &mut Work<'_>) -> Result<Vec<organisation::Model>, Failure> {
    work.all(organisation::Entity::find().order_by_asc(organisation::Column::Name)).await
}

#[derive(FromQueryResult)]
struct Somebody {
    id: PersonId,
}

/// Who works here already with this address.
async fn by_email(work: &mut Work<'_>, email: &str) -> Result<Option<PersonId>, Failure> {
    let query = membership::Entity::find()
        .select_only()
        .column_as(person::Column::Id, "id")
        .join(JoinType::InnerJoin, person_of())
        .filter(Func::lower(Expr::col((person::Entity, person::Column::Email))).eq(email))
        .limit(1);
    Ok(work.shaped::<membership::Entity, Somebody>(query).await?.into_iter().next().map(|found| found.id))
}

async fn holds(work: &mut Work<'_>, person: PersonId, place: &Place) -> Result<bool, Failure> {
    let query = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person))
        .filter(membership::Column::OrganisationId.eq(place.organisation))
        .filter(membership::Column::Function.eq(place.function.key()))
        .filter(membership::Column::WithdrawnAt.is_null());
    Ok(work.one(query).await?.is_some())
}

async fn give(work: &mut Work<'_>, person: PersonId, place: &Place) -> Result<MembershipId, Failure> {
    let scope = work.scope();
    let id = MembershipId(scope.new_id());
    let row = membership::Model {
        tenant_id: work.tenant(),
        id,
        person_id: person,
        function: place.function.key().into(),
        organisation_id: place.organisation,
        valid_from: place.from,
        valid_until: place.until,
        withdrawn_at: None,
        withdrawn_by: None,
        version: 1,
    };
    work.insert::<membership::Entity>(row).await?;
    let schools = place.schools.iter().map(|school| membership_school::Model {
        tenant_id: scope.tenant().id,
        id: scope.new_id(),
        membership_id: id,
        school_id: *school,
    });
    work.insert_all::<membership_school::Entity>(schools.collect()).await?;
    Ok(id)
}

async fn link(work: &mut Work<'_>, person: PersonId, front: &str) -> Result<String, Failure> {
    let scope = work.scope();
    let id = InvitationId(scope.new_id());
    let token = invitations::issue(work, id, person, scope.manager()?, scope.now()).await?;
    Ok(format!("{front}/uitnodiging/{}/{}", scope.tenant().slug, token.reveal()))
}
