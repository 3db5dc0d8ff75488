//! From rows to the state that policy asks for: one statement to the database, however many pupils.
use crate::{
    Failure,
    store::{
        TenantTx, back,
        entity::{consent, consent_party},
    },
};
use chrono::NaiveDate;
use domain::{
    consent::{State, Statement},
    id::{ConsentId, OrganisationId, PupilId},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// Statements of some pupils, and what they come to.
#[derive(Debug, Clone, Default)]
pub struct States(HashMap<PupilId, Vec<Statement>>);

impl States {
    /// The state for one purpose on one day; nothing recorded is [`State::Missing`].
    pub fn of(&self, pupil: PupilId, purpose: &str, on: NaiveDate) -> State {
        self.0.get(&pupil).map_or(State::Missing, |all| State::of(all, purpose, on))
    }

    /// What a partner may know of a pupil's consent: the statements that name one of these organisations, and of those
    /// nothing about other parties.
    pub fn of_parties(&self, pupil: PupilId, purpose: &str, on: NaiveDate, mine: &[OrganisationId]) -> State {
        let narrowed = self.0.get(&pupil).into_iter().flatten().filter_map(|statement| {
            let mut statement = statement.clone();
            statement.parties.retain(|party| mine.contains(party));
            (!statement.parties.is_empty()).then_some(statement)
        });
        State::of(&narrowed.collect::<Vec<_>>(), purpose, on)
    }

    /// The state for the file itself: with whom it may be shared for any purpose.
    pub fn of_file(&self, pupil: PupilId, on: NaiveDate) -> State {
        self.0.get(&pupil).map_or(State::Missing, |all| State::of_file(all, on))
    }
}

#[derive(FromQueryResult)]
struct Line {
    id: ConsentId,
    pupil_id: PupilId,
    purpose: String,
    given_on: NaiveDate,
    valid_until: NaiveDate,
    withdrawn_on: Option<NaiveDate>,
    refuses: bool,
    organisation_id: Option<OrganisationId>,
}

/// The state of each of these pupils for one purpose, today. Every pupil that is asked for is in the answer.
pub async fn states(
    tx: &mut TenantTx,
    pupils: &[PupilId],
    purpose: &str,
    today: NaiveDate,
) -> Result<HashMap<PupilId, State>, Failure> {
    let found = all_of(tx, pupils).await?;
    Ok(pupils.iter().map(|pupil| (*pupil, found.of(*pupil, purpose, today))).collect())
}

/// Every statement about these pupils, in one statement to the database.
pub async fn all_of(tx: &mut TenantTx, pupils: &[PupilId]) -> Result<States, Failure> {
    use consent::Column::{GivenOn, Id, PupilId as Pupil, Purpose, Refuses, ValidUntil, WithdrawnOn};
    if pupils.is_empty() {
        return Ok(States::default());
    }
    let query = consent::Entity::find()
        .select_only()
        .columns([Id, Pupil, Purpose, GivenOn, ValidUntil, WithdrawnOn, Refuses])
        .column_as(consent_party::Column::OrganisationId, "organisation_id")
        .join(JoinType::LeftJoin, back::<consent::Entity, consent_party::Entity>(consent_party::Column::ConsentId))
        .filter(Pupil.is_in(pupils.iter().copied()))
        .order_by_asc(Id);
    let mut states: HashMap<PupilId, Vec<Statement>> = HashMap::new();
    let mut last = None;
    for line in tx.shaped::<consent::Entity, Line>(query).await? {
        let mine = states.entry(line.pupil_id).or_default();
        if last.replace(line.id) != Some(line.id) {
            mine.push(Statement {
                purpose: line.purpose,
                given_on: line.given_on,
                valid_until: line.valid_until,
                withdrawn_on: line.withdrawn_on,
                refuses: line.refuses,
                parties: vec![],
            });
        }
        if let (Some(statement), Some(party)) = (mine.last_mut(), line.organisation_id) {
            statement.parties.push(party);
        }
    }
    Ok(States(states))
}
