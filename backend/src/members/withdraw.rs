//! A function is taken away: from the next request on it opens nothing. What the person wrote stays. It can be undone.
use crate::{Failure, Scope, audit::Subject, failure::Stale, scope::Work, store::entity::membership};
use chrono::{DateTime, Utc};
use domain::{
    actor::Function,
    id::MembershipId,
    policy::{Action, Grounds, Refusal},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, ExprTrait},
};

/// Takes the function away. Nobody takes away the management with which he does this.
pub async fn withdraw(scope: &Scope, id: MembershipId, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::of("membership", id.0);
    let ground = work.permit(Action::WithdrawMember, subject, Grounds::none()).await?;
    let row = work.get::<membership::Entity>(id).await?;
    if row.person_id == scope.actor().person && row.function == Function::FunctioneelBeheerder.key() {
        return Err(Failure::Rejected(
            "Uw eigen beheer kunt u niet intrekken. Vraag een andere functioneel beheerder.".into(),
        ));
    }
    set(&mut work, &row, version, Some(scope.now()), Some(scope.manager()?)).await?;
    work.note(Action::WithdrawMember, subject, ground, "ingetrokken op");
    work.done(()).await
}

/// Gives a function back that was taken away, never to oneself: who gives rights takes none.
pub async fn restore(scope: &Scope, id: MembershipId, version: i32) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::of("membership", id.0);
    let ground = work.permit(Action::WithdrawMember, subject, Grounds::none()).await?;
    let row = work.get::<membership::Entity>(id).await?;
    if row.person_id == scope.actor().person {
        work.refuse(Action::WithdrawMember, subject, Refusal::OwnGift).await?;
        return Err(Failure::Refused(Refusal::OwnGift));
    }
    set(&mut work, &row, version, None, None).await?;
    work.note(Action::WithdrawMember, subject, ground, "ingetrokken op (ongedaan gemaakt)");
    work.done(()).await
}

async fn set(
    work: &mut Work<'_>,
    row: &membership::Model,
    version: i32,
    at: Option<DateTime<Utc>>,
    by: Option<MembershipId>,
) -> Result<(), Failure> {
    let change = membership::ActiveModel { withdrawn_at: Set(at), withdrawn_by: Set(by), ..Default::default() };
    let query = membership::Entity::update_many()
        .set(change)
        .col_expr(membership::Column::Version, Expr::col(membership::Column::Version).add(1))
        .filter(membership::Column::Id.eq(row.id))
        .filter(membership::Column::Version.eq(version));
    if work.update(query).await? == 1 {
        return Ok(());
    }
    let name = work.member_names(row.withdrawn_by.into_iter().collect()).await?.into_values().next();
    Err(Stale::new(name, row.withdrawn_at, work.scope().now()).into())
}
