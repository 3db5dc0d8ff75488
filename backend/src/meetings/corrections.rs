//! After sharing nothing is overwritten in silence: each change stands beside what was there, with who and when.
use super::{order::Point, people::People};
use crate::{Failure, clock::local, scope::Work, store::entity::correction};
use domain::{
    calendar::short_date,
    id::{AnonymousItemId, EventId, ItemId, MembershipId},
    page::meeting::Correction,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One field with what stood there and what stands there now.
#[derive(Debug)]
pub(super) struct Changed {
    field: &'static str,
    before: String,
    after: String,
}

impl Changed {
    pub fn new(field: &'static str, before: &str, after: &str) -> Self {
        Self { field, before: before.into(), after: after.into() }
    }

    pub fn is_real(&self) -> bool {
        self.before != self.after
    }
}

/// Casusregie in names.
pub(super) async fn lead(
    work: &mut Work<'_>,
    before: Option<MembershipId>,
    after: Option<MembershipId>,
) -> Result<Changed, Failure> {
    if before == after {
        return Ok(Changed::new("lead", "", ""));
    }
    let names = work.member_names([before, after].into_iter().flatten().collect()).await?;
    let name = |id: Option<MembershipId>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    Ok(Changed { field: "lead", before: name(before), after: name(after) })
}

/// Writes the corrections of one item.
pub(super) async fn write(
    work: &mut Work<'_>,
    point: &Point,
    by: MembershipId,
    changes: Vec<Changed>,
) -> Result<(), Failure> {
    let scope = work.scope();
    let (item_id, anonymous_item_id) = match point {
        Point::Named(item) => (Some(item.row.id), None),
        Point::Anonymous(item) => (None, Some(item.id)),
    };
    let rows = changes.into_iter().map(|change| correction::Model {
        tenant_id: scope.tenant().id,
        id: EventId(scope.new_id()),
        item_id,
        anonymous_item_id,
        membership_id: by,
        at: scope.now(),
        field: change.field.into(),
        before: change.before,
        after: change.after,
    });
    work.insert_all::<correction::Entity>(rows.collect()).await
}

/// The corrections of these items; one statement.
pub(super) async fn of(work: &mut Work<'_>, items: &[Uuid]) -> Result<Vec<correction::Model>, Failure> {
    let query = correction::Entity::find()
        .filter(
            correction::Column::ItemId
                .is_in(items.iter().map(|id| ItemId(*id)))
                .or(correction::Column::AnonymousItemId.is_in(items.iter().map(|id| AnonymousItemId(*id)))),
        )
        .order_by_asc(correction::Column::Id);
    work.all(query).await
}

/// In words, with who and when.
pub(super) fn shown(all: &[correction::Model], item: Uuid, people: &People) -> Vec<Correction> {
    let mine = |row: &&correction::Model| {
        row.item_id.is_some_and(|id| id.0 == item) || row.anonymous_item_id.is_some_and(|id| id.0 == item)
    };
    all.iter()
        .filter(mine)
        .map(|row| Correction {
            what: what(&row.field).into(),
            before: row.before.clone(),
            after: row.after.clone(),
            who: format!(
                "{}, {} {}",
                people.label(row.membership_id),
                short_date(local(row.at).date()),
                local(row.at).format("%H:%M")
            ),
        })
        .collect()
}

fn what(field: &str) -> &str {
    match field {
        "discussed" => "Wat is besproken",
        "decision" => "Besluit",
        "lead" => "Casusregie",
        "action" => "Actie",
        other => other,
    }
}
