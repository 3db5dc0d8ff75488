//! What parents said. Most of them say yes to everybody at the table; the others show every other answer: no question
//! asked yet, last year's answer, an answer taken back, an answer for the GGD alone.
use super::{
    moments::{at, shift},
    tenancy::Tenancy,
};
use crate::{
    failure::Broken,
    store::entity::{consent, consent_party},
};
use chrono::NaiveDate;
use domain::{
    id::{ConsentId, MembershipId, OrganisationId, PupilId},
    template::Validity,
};

/// An answer of parents, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Yes,
    GgdOnly,
    Missing,
    /// Was given last school year.
    Expired,
    Withdrawn,
}

/// In turn, so that a few pupils show all of them.
const TURNS: &[Answer] = &[
    Answer::Yes,
    Answer::Yes,
    Answer::Yes,
    Answer::Missing,
    Answer::Yes,
    Answer::GgdOnly,
    Answer::Yes,
    Answer::Withdrawn,
    Answer::Yes,
    Answer::Expired,
    Answer::Yes,
    Answer::Yes,
];

/// The answer of the pupil with this number in line.
pub(super) fn in_turn(number: usize) -> Answer {
    TURNS[number % TURNS.len()]
}

/// A purpose of consent and how long an answer holds.
#[derive(Debug, Clone)]
pub(super) struct Purpose {
    pub key: String,
    pub validity: Validity,
}

const GIVEN_BY: &[&str] =
    &["beide ouders", "moeder", "beide ouders", "vader", "beide ouders", "moeder, ook namens vader"];
const EVIDENCE: &[(&str, &str)] = &[
    ("paper", "Formulier ondertekend, ligt in het schooldossier."),
    ("digital", "Gegeven via het ouderportaal van de school."),
    ("paper", "Formulier ondertekend na het oudergesprek."),
    ("oral", "Telefonisch gegeven; het formulier volgt na het oudergesprek."),
];

/// Records what the parents of a pupil said, some time ago.
pub(super) fn plant(
    tenancy: &mut Tenancy,
    pupil: PupilId,
    by: MembershipId,
    purpose: &Purpose,
    answer: Answer,
) -> Result<(), Broken> {
    let ago = 20 + i64::try_from(tenancy.random.below(60)).unwrap_or_default();
    plant_before(tenancy, pupil, by, purpose, answer, Some(shift(tenancy.today, -ago)))
}

/// Records what the parents of a pupil said, in time for a meeting on this day; without a day a while ago.
pub(super) fn plant_before(
    tenancy: &mut Tenancy,
    pupil: PupilId,
    by: MembershipId,
    purpose: &Purpose,
    answer: Answer,
    meeting: Option<NaiveDate>,
) -> Result<(), Broken> {
    let both = vec![tenancy.municipality()?, tenancy.ggd()?];
    let first = tenancy.year.first_day();
    let early = 8 + i64::try_from(tenancy.random.below(12)).unwrap_or_default();
    let day = meeting.map_or(shift(tenancy.today, -30), |day| shift(day, -early));
    let since = day.min(shift(tenancy.today, -2)).max(first);
    // Taken back today: whoever was on an agenda by name is not found there any more.
    let ended = tenancy.today.max(since);
    match answer {
        Answer::Missing => {}
        Answer::Yes => record(tenancy, pupil, by, purpose, since, None, both),
        Answer::GgdOnly => record(tenancy, pupil, by, purpose, since, None, vec![tenancy.ggd()?]),
        Answer::Expired => record(tenancy, pupil, by, purpose, shift(first, -150), None, both),
        Answer::Withdrawn => record(tenancy, pupil, by, purpose, since, Some(ended), both),
    }
    Ok(())
}

/// Records one statement.
pub(super) fn record(
    tenancy: &mut Tenancy,
    pupil: PupilId,
    by: MembershipId,
    purpose: &Purpose,
    given_on: NaiveDate,
    withdrawn_on: Option<NaiveDate>,
    parties: Vec<OrganisationId>,
) {
    let recorded_at = at(given_on, 15, 20);
    let consent: ConsentId = tenancy.new_id(recorded_at);
    let (evidence, note) = tenancy.random.pick(EVIDENCE);
    tenancy.rows.consents.push(consent::Model {
        tenant_id: tenancy.id,
        id: consent,
        pupil_id: pupil,
        purpose: purpose.key.clone(),
        given_by: tenancy.random.pick(GIVEN_BY).into(),
        given_on,
        valid_until: purpose.validity.until(given_on),
        refuses: false,
        evidence: evidence.into(),
        note: note.into(),
        recorded_by: by,
        recorded_at,
        withdrawn_on,
        withdrawn_at: withdrawn_on.map(|on| at(on, 16, 5)),
        withdrawn_by: withdrawn_on.map(|_| by),
        withdrawal: withdrawn_on.map(|_| "moeder, telefonisch").unwrap_or_default().into(),
        version: if withdrawn_on.is_some() { 2 } else { 1 },
    });
    for organisation in parties {
        let id = tenancy.new_id(recorded_at);
        tenancy.rows.consent_parties.push(consent_party::Model {
            tenant_id: tenancy.id,
            id,
            consent_id: consent,
            organisation_id: organisation,
        });
    }
}
