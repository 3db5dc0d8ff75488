//! Pupils with what their parents said, in the same statement: two joins on a query that has `pupil`, and the fold that
//! makes one state per pupil of the rows. Keeps an agenda within its budget of statements.
use super::whose::pupils_of;
use crate::store::{
    TenantTx, back,
    entity::{TenantTable, consent, consent_party, organisation, pupil},
};
use chrono::NaiveDate;
use domain::{
    consent::{State, Statement},
    id::{ConsentId, OrganisationId, PupilId},
    policy::Schools,
    pupil::{Group, Named, Years, full_name},
};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, JoinType, QuerySelect, Select};
use std::collections::HashMap;

/// The columns that [`join`] adds.
#[derive(Debug, FromQueryResult)]
pub(super) struct Columns {
    given_name: String,
    prefix: String,
    family_name: String,
    born_on: NaiveDate,
    group: i32,
    of_school_sector: Years,
    /// The school of the pupil, which judges each item.
    pub of_school: OrganisationId,
    pub of_school_name: String,
    consent_id: Option<ConsentId>,
    consent_purpose: Option<String>,
    given_on: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    withdrawn_on: Option<NaiveDate>,
    refuses: Option<bool>,
    party: Option<OrganisationId>,
}

impl Columns {
    /// The identifying fields, for a reader who may see them.
    pub fn named(&self, id: PupilId) -> Named {
        Named {
            id,
            name: full_name(&self.given_name, &self.prefix, &self.family_name),
            born_on: self.born_on,
            group: Group::of(self.of_school_sector, self.group),
        }
    }
}

/// Adds the pupil's own fields and the consents for a purpose to a query that joins `pupil`; without a purpose, all.
pub(super) fn join<E: TenantTable>(query: Select<E>, purpose: Option<&str>) -> Select<E> {
    let mut consents = back::<pupil::Entity, consent::Entity>(consent::Column::PupilId);
    if let Some(purpose) = purpose.map(str::to_owned) {
        consents =
            consents.on_condition(move |_, _| Condition::all().add(consent::Column::Purpose.eq(purpose.clone())));
    }
    query
        .column_as(pupil::Column::GivenName, "given_name")
        .column_as(pupil::Column::Prefix, "prefix")
        .column_as(pupil::Column::FamilyName, "family_name")
        .column_as(pupil::Column::BornOn, "born_on")
        .column_as(pupil::Column::Group, "group")
        .column_as(pupil::Column::SchoolId, "of_school")
        .expr_as(pupil::of_school(pupil::Entity, organisation::Column::Name), "of_school_name")
        .expr_as(pupil::of_school(pupil::Entity, organisation::Column::Sector), "of_school_sector")
        .column_as(consent::Column::Id, "consent_id")
        .column_as(consent::Column::Purpose, "consent_purpose")
        .column_as(consent::Column::GivenOn, "given_on")
        .column_as(consent::Column::ValidUntil, "valid_until")
        .column_as(consent::Column::WithdrawnOn, "withdrawn_on")
        .column_as(consent::Column::Refuses, "refuses")
        .column_as(consent_party::Column::OrganisationId, "party")
        .join(JoinType::LeftJoin, consents)
        .join(JoinType::LeftJoin, back::<consent::Entity, consent_party::Entity>(consent_party::Column::ConsentId))
}

/// Statements gathered row by row.
#[derive(Debug, Default)]
pub(super) struct Gathered(HashMap<PupilId, HashMap<ConsentId, Statement>>);

impl Gathered {
    pub fn add(&mut self, pupil: PupilId, row: &Columns) {
        let (Some(id), Some(given_on), Some(valid_until)) = (row.consent_id, row.given_on, row.valid_until) else {
            return;
        };
        let statement = self.0.entry(pupil).or_default().entry(id).or_insert_with(|| Statement {
            purpose: row.consent_purpose.clone().unwrap_or_default(),
            given_on,
            valid_until,
            withdrawn_on: row.withdrawn_on,
            refuses: row.refuses.unwrap_or_default(),
            parties: vec![],
        });
        if let Some(party) = row.party.filter(|party| !statement.parties.contains(party)) {
            statement.parties.push(party);
        }
    }

    pub fn state(&self, pupil: PupilId, purpose: &str, today: NaiveDate) -> State {
        let all: Vec<Statement> = self.0.get(&pupil).map(|found| found.values().cloned().collect()).unwrap_or_default();
        State::of(&all, purpose, today)
    }
}

/// Who a pupil is and at which school: what an anonymous text may not hold.
pub(super) struct Identity {
    pub name: String,
    pub born_on: NaiveDate,
    pub school: OrganisationId,
}

/// All pupils of these schools.
pub(super) async fn identities(tx: &mut TenantTx, schools: Schools) -> Result<Vec<Identity>, crate::Failure> {
    use sea_orm::{EntityTrait, QueryFilter};
    let rows = tx.all(pupil::Entity::find().filter(pupils_of(schools))).await?;
    let identity = |row: &pupil::Model| Identity {
        name: full_name(&row.given_name, &row.prefix, &row.family_name),
        born_on: row.born_on,
        school: row.school_id,
    };
    Ok(rows.iter().map(identity).collect())
}
