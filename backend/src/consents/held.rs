//! The register of one child, held while something is written in it: answers, objections and withdrawals come one after the
//! other, and each is written by somebody of the school.
use super::{
    ask::child,
    register::{self, Register},
};
use crate::{
    Failure,
    audit::Subject,
    failure::Stale,
    pupils::permit_on,
    scope::Work,
    store::entity::{consent, pupil},
};
use chrono::{DateTime, Utc};
use domain::{
    actor::Side,
    id::{ConsentId, MembershipId, PupilId},
    policy::{Action, Ground},
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Set, sea_query::Expr};

/// A child with its register, until the work ends.
pub(super) struct Held {
    pub child: pupil::Model,
    pub register: Register,
    pub ground: Ground,
    pub subject: Subject,
}

/// Holds the register of a pupil for somebody who may do this.
pub(super) async fn hold(work: &mut Work<'_>, action: Action, pupil: PupilId) -> Result<Held, Failure> {
    work.one(pupil::Entity::find().filter(pupil::Column::Id.eq(pupil)).lock_exclusive()).await?;
    let (child, _) = child(work, pupil).await?;
    let subject = Subject::of("pupil", pupil.0);
    let ground = permit_on(work, action, subject, child.school_id).await?;
    let register = register::of_pupil(work, pupil).await?;
    Ok(Held { child, register, ground, subject })
}

impl Held {
    /// Refuses what was typed beside another register than this: somebody was first.
    pub async fn expect(&self, work: &mut Work<'_>, seen: &str) -> Result<(), Failure> {
        if seen.parse() == Ok(self.register.mark()) {
            return Ok(());
        }
        let (by, at) = self.register.last_change().unzip();
        Err(stale(work, by, at.flatten()).await?)
    }

    /// Who writes: somebody of the school.
    pub fn hand(&self, work: &Work<'_>) -> Result<MembershipId, Failure> {
        let mut of_school = work.scope().actor().on(Side::School);
        let hand = of_school.find(|held| held.schools.contains(&self.child.school_id)).ok_or(Failure::Absent)?;
        Ok(hand.id)
    }

    /// A statement about this child, of today and by this hand, that says nothing yet.
    pub fn statement(&self, work: &Work<'_>) -> Result<consent::Model, Failure> {
        let scope = work.scope();
        Ok(consent::Model {
            tenant_id: work.tenant(),
            id: ConsentId(scope.new_id()),
            pupil_id: self.child.id,
            purpose: String::new(),
            given_by: String::new(),
            given_on: scope.today(),
            valid_until: scope.today(),
            refuses: false,
            evidence: String::new(),
            note: String::new(),
            recorded_by: self.hand(work)?,
            recorded_at: scope.now(),
            withdrawn_on: None,
            withdrawn_at: None,
            withdrawn_by: None,
            withdrawal: String::new(),
            version: 1,
        })
    }

    /// Closes statements, from this moment on.
    pub async fn close(&self, work: &mut Work<'_>, ids: Vec<ConsentId>, how: String) -> Result<(), Failure> {
        if ids.is_empty() {
            return Ok(());
        }
        let change = consent::ActiveModel {
            withdrawn_on: Set(Some(work.scope().today())),
            withdrawn_at: Set(Some(work.scope().now())),
            withdrawn_by: Set(Some(self.hand(work)?)),
            withdrawal: Set(how),
            ..Default::default()
        };
        let query = consent::Entity::update_many()
            .set(change)
            .col_expr(consent::Column::Version, Expr::col(consent::Column::Version).add(1))
            .filter(consent::Column::Id.is_in(ids))
            .filter(consent::Column::WithdrawnOn.is_null());
        work.update(query).await?;
        Ok(())
    }
}

/// Who was first.
pub(super) async fn stale(
    work: &mut Work<'_>,
    by: Option<MembershipId>,
    at: Option<DateTime<Utc>>,
) -> Result<Failure, Failure> {
    let name = work.member_names(by.into_iter().collect()).await?.into_values().next();
    Ok(Stale::new(name, at, work.scope().now()).into())
}
