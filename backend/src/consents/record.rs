//! An answer is written down: a new statement, beside those that were there.
use super::{
    ask::{at_table, purposes},
    held::hold,
    register::Recorded,
};
use crate::{
    Failure, Scope,
    fields::Fields,
    store::entity::{consent, consent_party},
};
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    gezag::{Age, Giver, counts_until},
    id::{ConsentId, OrganisationId, PupilId},
    policy::Action,
    template::ConsentPurpose,
};

/// An answer as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Answer<'a> {
    /// Key of a purpose of the way of working.
    pub purpose: &'a str,
    /// Keys of [`Giver`].
    pub given_by: Vec<&'a str>,
    pub given_on: &'a str,
    /// Empty is as long as the purpose says.
    pub valid_until: &'a str,
    pub parties: Vec<&'a str>,
    /// `paper`, `digital` or `oral`.
    pub evidence: &'a str,
    pub note: &'a str,
    /// The mark of the register that was on the screen.
    pub seen: &'a str,
}

/// Records an answer of parents or pupil.
pub async fn record(scope: &Scope, pupil: PupilId, answer: Answer<'_>) -> Result<ConsentId, Failure> {
    let mut work = scope.act().await?;
    let held = hold(&mut work, Action::RecordConsent, pupil).await?;
    held.expect(&mut work, answer.seen).await?;
    let (child, register) = (&held.child, &held.register);
    let asked = purposes(&mut work, pupil, child.school_id).await?;
    let tables = at_table(&mut work, child.school_id).await?;
    let today = scope.today();

    let mut fields = Fields::default();
    let purpose = asked.iter().find(|purpose| purpose.key == answer.purpose);
    if purpose.is_none() {
        fields.wrong("doel", "Waarvoor: kies waarvoor toestemming is gegeven.");
    }
    if let Some(no) = register.objections(answer.purpose, today).next() {
        let (who, on) = (&no.given_by, short_date(no.given_on));
        let why = format!("Waarvoor: {who} maakte op {on} bezwaar. Leg eerst vast dat het bezwaar is opgeheven.");
        fields.wrong("doel", why);
    }
    let givers: Vec<Giver> = answer.given_by.iter().filter_map(|key| Giver::from_key(key)).collect();
    let ages = purpose.map(|purpose| purpose.ages).unwrap_or_default();
    if let Some(lack) = Age::of(child.born_on, today, ages).lacks(&givers) {
        fields.wrong("gegeven_door", lack);
    }
    let (given_on, until) = days(&mut fields, purpose, &answer, today);
    let parties: Vec<OrganisationId> = tables
        .iter()
        .map(|table| table.organisation)
        .filter(|id| answer.parties.contains(&id.to_string().as_str()))
        .collect();
    if parties.is_empty() {
        fields.wrong(
            "partijen",
            "Met wie: kruis minstens één organisatie aan. Zonder aangekruiste organisatie is er geen toestemming.",
        );
    }
    // What was said before it was taken back does not bring it back.
    let same =
        |other: &&Recorded| other.purpose == answer.purpose && other.parties.iter().any(|(id, _)| parties.contains(id));
    let taken_back = register.0.iter().filter(same).filter_map(|other| other.withdrawn_on).max();
    if let Some(on) = taken_back.filter(|on| given_on.is_some_and(|given| given < *on)) {
        let why = format!(
            "Gegeven op: op {} is deze toestemming ingetrokken. Een antwoord van daarvóór telt niet meer.",
            short_date(on)
        );
        fields.wrong("gegeven_op", why);
    }
    if !matches!(answer.evidence, "paper" | "digital" | "oral") {
        fields.wrong("bewijs", "Hoe gegeven: kies papier, digitaal of mondeling.");
    }
    let note = fields.note("toelichting", "Toelichting", answer.note);
    if answer.evidence == "oral" && note.is_empty() {
        fields.wrong(
            "toelichting",
            "Toelichting: schrijf bij een mondelinge toestemming wie er sprak met wie, en wanneer.",
        );
    }
    fields.finish()?;

    let (Some(given_on), Some(until)) = (given_on, until) else { return Err(Failure::Absent) };
    // Who must agree changes on a birthday; the answer ends the day before, and is asked anew.
    let valid_until = counts_until(child.born_on, given_on, until, ages, &givers);
    let row = consent::Model {
        purpose: answer.purpose.into(),
        given_by: givers.iter().map(|giver| giver.label()).collect::<Vec<_>>().join(", "),
        given_on,
        valid_until,
        evidence: answer.evidence.into(),
        note,
        ..held.statement(&work)?
    };
    let id = row.id;
    let parties = parties.into_iter().map(|organisation_id| consent_party::Model {
        tenant_id: scope.tenant().id,
        id: scope.new_id(),
        consent_id: id,
        organisation_id,
    });
    work.insert::<consent::Entity>(row).await?;
    work.insert_all::<consent_party::Entity>(parties.collect()).await?;
    work.note(
        Action::RecordConsent,
        held.subject,
        held.ground,
        "doel, gegeven door, gegeven op, geldig tot, partijen, bewijs",
    );
    work.done(id).await
}

/// The days between which it holds, as far as they can be read: at most as long as the purpose says.
fn days(
    fields: &mut Fields,
    purpose: Option<&ConsentPurpose>,
    answer: &Answer<'_>,
    today: NaiveDate,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let given_on = fields.date("gegeven_op", "Gegeven op", answer.given_on);
    if given_on.is_some_and(|on| on > today) {
        fields.wrong("gegeven_op", format!("Gegeven op: dit is na vandaag ({}).", short_date(today)));
    }
    let longest = purpose.zip(given_on).map(|(purpose, on)| purpose.validity.until(on));
    let until = fields.optional_date("geldig_tot", "Geldig tot en met", answer.valid_until).or(longest);
    if let (Some(on), Some(until)) = (given_on, until) {
        if until < on {
            fields.wrong("geldig_tot", "Geldig tot en met: dit is vóór de dag waarop de toestemming is gegeven.");
        } else if longest.is_some_and(|longest| until > longest) {
            let longest = longest.map(short_date).unwrap_or_default();
            fields.wrong(
                "geldig_tot",
                format!("Geldig tot en met: hiervoor geldt een toestemming hoogstens tot en met {longest}."),
            );
        }
    }
    (given_on, until)
}
