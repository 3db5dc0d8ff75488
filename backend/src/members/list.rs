//! The members of the tenant, by organisation: two statements, whatever their number.
use super::person_of;
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    scope::Work,
    store::{
        entity::{invitation, membership, membership_school, organisation, person},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::Function,
    calendar::short_date,
    id::{MembershipId, PersonId},
    page::member::{Member, Members, Organisation, Standing, Undo},
    policy::{Action, Grounds},
    pupil::Search,
};
use sea_orm::{EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use std::collections::HashMap;

#[derive(FromQueryResult)]
struct Line {
    id: MembershipId,
    person_id: PersonId,
    version: i32,
    function: String,
    valid_from: NaiveDate,
    valid_until: Option<NaiveDate>,
    withdrawn_at: Option<DateTime<Utc>>,
    withdrawn_by: Option<MembershipId>,
    name: String,
    email: String,
    organisation: String,
    kind: String,
    expires_at: Option<DateTime<Utc>>,
    accepted_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct School {
    membership_id: MembershipId,
    name: String,
}

/// Everybody, or whom the search and the standing leave. `undo` is somebody who was just withdrawn.
pub async fn list(scope: &Scope, text: &str, standing: &str, undo: Option<MembershipId>) -> Result<Members, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::list("membership");
    let ground = work.permit(Action::ListMembers, subject, Grounds::none()).await?;
    let all = members(&mut work).await?;
    let text: String = text.chars().take(100).collect();
    let wanted = Search::of(&text);
    let fits = |member: &Member| {
        let told = format!("{} {} {} {}", member.name, member.email, member.function, member.organisation);
        wanted.finds(&told) && (standing.is_empty() || member.standing.key() == standing)
    };
    let undo = undo.and_then(|id| all.iter().find(|(_, member)| member.id == id));
    let undo = undo.filter(|(_, member)| member.can_restore).map(|(_, member)| Undo {
        id: member.id,
        version: member.version,
        who: format!("{}, {}", member.name, member.function),
    });
    let mut organisations: Vec<Organisation> = vec![];
    let mut total = 0;
    for (kind, member) in all.into_iter().filter(|(_, member)| fits(member)) {
        total += 1;
        match organisations.last_mut() {
            Some(last) if last.name == member.organisation => last.members.push(member),
            _ => organisations.push(Organisation { name: member.organisation.clone(), kind, members: vec![member] }),
        }
    }
    work.note(Action::ListMembers, subject, ground, "naam, functie, organisatie, scholen, looptijd");
    work.done(Members { organisations, total, text, standing: standing.to_owned(), undo }).await
}

/// One member, for the page that asks whether to withdraw.
pub async fn one(scope: &Scope, id: MembershipId) -> Result<Member, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::WithdrawMember, Subject::of("membership", id.0), Grounds::none()).await?;
    let found = members(&mut work).await?.into_iter().find(|(_, member)| member.id == id);
    let (_, member) = found.ok_or(Failure::Absent)?;
    work.done(member).await
}

/// Every membership with the kind of its organisation, by organisation and name.
async fn members(work: &mut Work<'_>) -> Result<Vec<(String, Member)>, Failure> {
    use membership::Column::{
        Function as FunctionKey, Id, OrganisationId, PersonId as Person, ValidFrom, ValidUntil, Version, WithdrawnAt,
        WithdrawnBy,
    };
    let of_invitation: RelationDef = membership::Entity::belongs_to(invitation::Entity)
        .from((membership::Column::TenantId, Person))
        .to((invitation::Column::TenantId, invitation::Column::PersonId))
        .into();
    let query = membership::Entity::find()
        .select_only()
        .columns([Id, Person, Version, FunctionKey, ValidFrom, ValidUntil, WithdrawnAt, WithdrawnBy])
        .columns([person::Column::Name, person::Column::Email])
        .column_as(organisation::Column::Name, "organisation")
        .column_as(organisation::Column::Kind, "kind")
        .columns([invitation::Column::ExpiresAt, invitation::Column::AcceptedAt])
        .join(JoinType::InnerJoin, person_of())
        .join(JoinType::InnerJoin, to::<membership::Entity, organisation::Entity>(OrganisationId))
        .join(JoinType::LeftJoin, of_invitation)
        .order_by_asc(organisation::Column::Name)
        .order_by_asc(OrganisationId)
        .order_by_asc(person::Column::Name)
        .order_by_asc(Id)
        .order_by_asc(invitation::Column::CreatedAt);
    let lines: Vec<Line> = work.shaped(query).await?;
    let query = membership_school::Entity::find()
        .select_only()
        .column(membership_school::Column::MembershipId)
        .column_as(organisation::Column::Name, "name")
        .join(
            JoinType::InnerJoin,
            to::<membership_school::Entity, organisation::Entity>(membership_school::Column::SchoolId),
        )
        .order_by_asc(organisation::Column::Name);
    let mut schools: HashMap<MembershipId, Vec<String>> = HashMap::new();
    for school in work.shaped::<membership_school::Entity, School>(query).await? {
        schools.entry(school.membership_id).or_default().push(school.name);
    }
    let scope = work.scope();
    let names: HashMap<MembershipId, String> = lines.iter().map(|line| (line.id, line.name.clone())).collect();
    let mut all: Vec<(String, Member)> = vec![];
    for line in lines {
        // A later invitation of the same person stands on a later line; the last one counts.
        if all.last().is_some_and(|(_, last)| last.id == line.id) {
            all.pop();
        }
        let (standing, standing_text) = standing(&line, scope, &names);
        let function = Function::from_key(&line.function);
        let own = line.person_id == scope.actor().person;
        let own_management = own && function == Some(Function::FunctioneelBeheerder);
        let member = Member {
            id: line.id,
            version: line.version,
            name: line.name,
            email: line.email,
            function: function.map_or_else(|| line.function.clone(), |function| function.label().to_owned()),
            organisation: line.organisation,
            schools: schools.remove(&line.id).unwrap_or_default(),
            from: line.valid_from,
            until: line.valid_until,
            standing,
            standing_text,
            can_withdraw: standing != Standing::Withdrawn && !own_management,
            can_restore: standing == Standing::Withdrawn && !own,
            can_invite_again: standing == Standing::Invited,
        };
        schools.insert(member.id, member.schools.clone());
        all.push((kind(&line.kind).to_owned(), member));
    }
    Ok(all)
}

fn standing(line: &Line, scope: &Scope, names: &HashMap<MembershipId, String>) -> (Standing, String) {
    let today = scope.today();
    if let Some(at) = line.withdrawn_at {
        let by =
            line.withdrawn_by.and_then(|by| names.get(&by)).map(|name| format!(" door {name}")).unwrap_or_default();
        return (Standing::Withdrawn, format!("ingetrokken op {}{by}", short_date(local(at).date())));
    }
    if line.valid_until.is_some_and(|until| until < today) {
        return (Standing::Outside, "looptijd voorbij".into());
    }
    if let (Some(expires), None) = (line.expires_at, line.accepted_at) {
        let day = short_date(local(expires).date());
        let text = if expires < scope.now() {
            format!("uitnodiging verlopen op {day}")
        } else {
            format!("uitgenodigd, tot en met {day}")
        };
        return (Standing::Invited, text);
    }
    if line.valid_from > today {
        return (Standing::Outside, format!("begint op {}", short_date(line.valid_from)));
    }
    (Standing::Active, "actief".into())
}

/// The kind of an organisation in words.
pub fn kind(key: &str) -> &'static str {
    match key {
        "board" => "schoolbestuur",
        "school" => "school",
        "swv" => "samenwerkingsverband",
        "municipality" => "gemeente",
        "ggd" => "GGD",
        _ => "jeugdhulp",
    }
}
