//! Who is behind a membership, for lines such as "Ineke Bakker, ib'er".
use crate::{
    Failure,
    scope::Work,
    store::entity::{invitation, membership, person},
};
use domain::{actor::Function, id::MembershipId};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationDef,
    sea_query::{Expr, Query},
};
use std::collections::HashMap;

/// The join from a membership to its person; persons are global and hold a name only.
pub fn person_of() -> RelationDef {
    membership::Entity::belongs_to(person::Entity).from(membership::Column::PersonId).to(person::Column::Id).into()
}

/// How many invitations the person of a membership got, as a column of a query on memberships.
pub fn invited() -> Expr {
    invitations(Expr::col((invitation::Entity, invitation::Column::Id)))
}

/// How many of them were accepted.
pub fn accepted() -> Expr {
    invitations(Expr::col((invitation::Entity, invitation::Column::AcceptedAt)))
}

/// Who was invited and never accepted has not come in: nothing can be entrusted to them yet.
pub fn has_come_in() -> Condition {
    Condition::any().add(invited().eq(0)).add(accepted().gt(0))
}

fn invitations(filled: Expr) -> Expr {
    let of = |column| Expr::col((invitation::Entity, column));
    let count = Query::select()
        .expr(filled.count())
        .from(invitation::Entity)
        .and_where(of(invitation::Column::TenantId).equals((membership::Entity, membership::Column::TenantId)))
        .and_where(of(invitation::Column::PersonId).equals((membership::Entity, membership::Column::PersonId)))
        .to_owned();
    Expr::SubQuery(None, Box::new(count.into()))
}

/// Names and functions by membership.
#[derive(Debug, Clone, Default)]
pub struct Names(HashMap<MembershipId, (String, String)>);

impl Names {
    /// "Ineke Bakker, ib'er"; empty when the membership is unknown.
    pub fn of(&self, membership: MembershipId) -> String {
        self.0.get(&membership).map_or_else(String::new, |(name, function)| format!("{name}, {function}"))
    }

    /// The name alone.
    pub fn name(&self, membership: MembershipId) -> String {
        self.0.get(&membership).map(|(name, _)| name.clone()).unwrap_or_default()
    }
}

#[derive(FromQueryResult)]
struct Line {
    id: MembershipId,
    function: String,
    name: String,
}

/// Who these are; one statement, none when nobody is asked for.
pub async fn names(work: &mut Work<'_>, mut members: Vec<MembershipId>) -> Result<Names, Failure> {
    members.sort_unstable();
    members.dedup();
    if members.is_empty() {
        return Ok(Names::default());
    }
    let query = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Id, membership::Column::Function])
        .column_as(person::Column::Name, "name")
        .join(JoinType::InnerJoin, person_of())
        .filter(membership::Column::Id.is_in(members));
    let lines: Vec<Line> = work.shaped(query).await?;
    let label =
        |key: &str| Function::from_key(key).map_or_else(|| key.to_owned(), |function| function.label().to_owned());
    Ok(Names(lines.into_iter().map(|line| (line.id, (line.name, label(&line.function)))).collect()))
}
