//! The trail: every read of a child's file, every change and every refusal. Lines hold names of fields, never values.
use crate::{Failure, scope::Scope, store::TenantTx, store::entity::audit};
use domain::{
    id::{EventId, OrganisationId},
    policy::{Action, Ground, Refusal},
};
use uuid::Uuid;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// Table-like noun: `pupil`, `analysis`, `meeting`, …
    pub kind: &'static str,
    pub id: Option<Uuid>,
}

impl Subject {
    /// Something with an id.
    pub fn of(kind: &'static str, id: impl Into<Uuid>) -> Self {
        Self { kind, id: Some(id.into()) }
    }

    /// A list or a page without a single subject.
    pub const fn list(kind: &'static str) -> Self {
        Self { kind, id: None }
    }
}

/// A line before it is written.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub action: Action,
    pub subject: Subject,
    /// The school on whose ground policy was asked.
    pub school: Option<OrganisationId>,
    pub outcome: Result<Ground, Refusal>,
    pub fields: String,
}

/// Writes lines in the given transaction.
pub(crate) async fn write(tx: &mut TenantTx, scope: &Scope, lines: Vec<Line>) -> Result<(), Failure> {
    let at = scope.now();
    let actor = scope.actor();
    let rows = lines.into_iter().map(|line| {
        let acting = match line.outcome {
            Ok(ground) => actor.acting(line.action, ground, line.school),
            Err(_) => line.school.and_then(|school| actor.at(school)).or(actor.principal()),
        };
        let (function, organisation) = acting.map_or(("", ""), |m| (m.function.key(), m.organisation_name.as_str()));
        audit::Model {
            tenant_id: scope.tenant().id,
            id: EventId(scope.new_id()),
            at,
            person_id: actor.person,
            person_name: actor.name.clone(),
            function: function.into(),
            organisation: organisation.into(),
            action: line.action.key().into(),
            subject_kind: line.subject.kind.into(),
            subject_id: line.subject.id,
            outcome: if line.outcome.is_ok() { "permitted" } else { "refused" }.into(),
            ground: match line.outcome {
                Ok(ground) => ground.key().into(),
                Err(refusal) => refusal.key().into(),
            },
            fields: line.fields,
        }
    });
    tx.insert_all::<audit::Entity>(rows.collect()).await
}
