//! The register of one pupil: every statement as it was recorded, under its purpose, with what they come to today.
use crate::{
    Failure,
    scope::Work,
    store::{
        back,
        entity::{consent, consent_party, organisation},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    actor::Actor,
    consent::{self as rule, State},
    id::{ConsentId, MembershipId, OrganisationId, PupilId},
    policy::{Action, Ground, Grounds, permit},
    template::{Body, Key},
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

/// A statement with the names of its parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub id: ConsentId,
    pub version: i32,
    pub purpose: String,
    pub given_by: String,
    pub given_on: NaiveDate,
    pub valid_until: NaiveDate,
    /// It is an objection.
    pub refuses: bool,
    pub evidence: String,
    pub note: String,
    pub recorded_by: MembershipId,
    pub recorded_at: DateTime<Utc>,
    pub withdrawn_on: Option<NaiveDate>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<MembershipId>,
    pub withdrawal: String,
    pub parties: Vec<(OrganisationId, String)>,
}

impl Recorded {
    /// As far as the gate needs it.
    pub fn statement(&self) -> rule::Statement {
        rule::Statement {
            purpose: self.purpose.clone(),
            given_on: self.given_on,
            valid_until: self.valid_until,
            withdrawn_on: self.withdrawn_on,
            refuses: self.refuses,
            parties: self.parties.iter().map(|(id, _)| *id).collect(),
        }
    }

    /// Does it name a party that the other names too, for the same purpose?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.purpose == other.purpose && self.parties.iter().any(|(id, _)| other.parties.iter().any(|(o, _)| o == id))
    }
}

/// The register, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register(pub Vec<Recorded>);

impl Register {
    /// What the statements come to for one purpose.
    pub fn state(&self, purpose: &str, on: NaiveDate) -> State {
        State::of(&self.statements(), purpose, on)
    }

    /// What they come to for the file itself.
    pub fn file_state(&self, on: NaiveDate) -> State {
        State::of_file(&self.statements(), on)
    }

    /// Grows with whatever is recorded or taken back: whoever answers a form says by it which register was read.
    pub fn mark(&self) -> i32 {
        self.0.iter().map(|statement| statement.version).sum()
    }

    /// Who changed it last, and when as far as that is known.
    pub fn last_change(&self) -> Option<(MembershipId, Option<DateTime<Utc>>)> {
        let given = self.0.iter().map(|one| (one.recorded_by, Some(one.recorded_at)));
        let taken_back = self.0.iter().filter_map(|one| Some((one.withdrawn_by?, one.withdrawn_at)));
        given.chain(taken_back).max_by_key(|(_, at)| *at)
    }

    /// The objections against a purpose that stand on a day.
    pub fn objections<'a>(&'a self, purpose: &'a str, on: NaiveDate) -> impl Iterator<Item = &'a Recorded> {
        self.0.iter().filter(move |one| one.refuses && one.purpose == purpose && one.statement().holds(on))
    }

    fn statements(&self) -> Vec<rule::Statement> {
        self.0.iter().map(Recorded::statement).collect()
    }

    /// The purposes of the way of working for which policy lets this person in because of a consent for that very purpose:
    /// what opens a part of a form that has a consent of its own.
    pub fn purposes_open_to(
        &self,
        actor: &Actor,
        action: Action,
        school: OrganisationId,
        body: &Body,
        on: NaiveDate,
    ) -> Vec<Key> {
        let opens = |key: &Key| {
            let state = self.state(key.as_str(), on);
            permit(actor, action, Grounds::school(school).consent(&state)) == Ok(Ground::Consent)
        };
        body.consents.iter().map(|purpose| purpose.key.clone()).filter(opens).collect()
    }

    /// Only what concerns the organisations of a partner: other parties are none of its business.
    #[must_use]
    pub fn for_partner(mut self, actor: &Actor) -> Self {
        let mine = actor.partner_organisations();
        for statement in &mut self.0 {
            statement.parties.retain(|(id, _)| mine.contains(id));
            // Who spoke with whom, and how: written for the school.
            statement.note.clear();
            statement.withdrawal.clear();
        }
        self.0.retain(|statement| !statement.parties.is_empty());
        self
    }
}

#[derive(FromQueryResult)]
struct Line {
    id: ConsentId,
    version: i32,
    purpose: String,
    given_by: String,
    given_on: NaiveDate,
    valid_until: NaiveDate,
    refuses: bool,
    evidence: String,
    note: String,
    recorded_by: MembershipId,
    recorded_at: DateTime<Utc>,
    withdrawn_on: Option<NaiveDate>,
    withdrawn_at: Option<DateTime<Utc>>,
    withdrawn_by: Option<MembershipId>,
    withdrawal: String,
    organisation_id: Option<OrganisationId>,
    name: Option<String>,
}

/// Reads the register of a pupil; one statement.
pub async fn of_pupil(work: &mut Work<'_>, pupil: PupilId) -> Result<Register, Failure> {
    use consent_party::Column::{ConsentId as Consent, OrganisationId as Party};
    let query = consent::Entity::find()
        .column_as(Party, "organisation_id")
        .column_as(organisation::Column::Name, "name")
        .join(JoinType::LeftJoin, back::<consent::Entity, consent_party::Entity>(Consent))
        .join(JoinType::LeftJoin, to::<consent_party::Entity, organisation::Entity>(Party))
        .filter(consent::Column::PupilId.eq(pupil))
        .order_by_asc(consent::Column::GivenOn)
        .order_by_asc(consent::Column::Id)
        .order_by_asc(organisation::Column::Name);
    let mut all: Vec<Recorded> = vec![];
    for line in work.shaped::<consent::Entity, Line>(query).await? {
        let party = line.organisation_id.zip(line.name);
        if all.last().is_none_or(|last| last.id != line.id) {
            all.push(Recorded {
                id: line.id,
                version: line.version,
                purpose: line.purpose,
                given_by: line.given_by,
                given_on: line.given_on,
                valid_until: line.valid_until,
                refuses: line.refuses,
                evidence: line.evidence,
                note: line.note,
                recorded_by: line.recorded_by,
                recorded_at: line.recorded_at,
                withdrawn_on: line.withdrawn_on,
                withdrawn_at: line.withdrawn_at,
                withdrawn_by: line.withdrawn_by,
                withdrawal: line.withdrawal,
                parties: vec![],
            });
        }
        if let Some(last) = all.last_mut() {
            last.parties.extend(party);
        }
    }
    Ok(Register(all))
}
