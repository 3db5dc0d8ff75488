//! Somebody who must agree says no. What was given for that purpose closes at once, and nothing new is recorded for it until
//! the objection is taken back (`domain.md` 2.3: "if one parent refuses or withdraws, processing stops until they agree").
use super::{
    ask::{child, purposes},
    held::hold,
    register::{self, Recorded},
};
use crate::{
    Failure, Scope,
    audit::Subject,
    fields::Fields,
    pupils::{named, permit_on},
    store::entity::consent,
};
use domain::{
    calendar::short_date,
    gezag::{Age, Giver, objection_until},
    id::{ConsentId, PupilId},
    page::{Choice, ConsentLine, pupil::AskObjection},
    policy::Action,
    template::ConsentPurpose,
};

/// An objection as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Objection<'a> {
    /// Keys of purposes.
    pub purposes: Vec<&'a str>,
    /// Key of a [`Giver`].
    pub by: &'a str,
    pub made_on: &'a str,
    pub note: &'a str,
    /// The mark of the register that was on the screen.
    pub seen: &'a str,
}

/// The form for one pupil.
pub async fn objecting(scope: &Scope, pupil: PupilId) -> Result<AskObjection, Failure> {
    let mut work = scope.see().await?;
    let (child, school) = child(&mut work, pupil).await?;
    let subject = Subject::of("pupil", pupil.0);
    let ground = permit_on(&mut work, Action::RecordObjection, subject, child.school_id).await?;
    let register = register::of_pupil(&mut work, pupil).await?;
    let asked = purposes(&mut work, pupil, child.school_id).await?;
    let today = scope.today();
    let choice = |purpose: &ConsentPurpose| {
        let state = ConsentLine::of(&register.state(purpose.key.as_str(), today), &[]);
        Choice { value: purpose.key.to_string(), label: format!("{} (nu: {})", purpose.label, state.text) }
    };
    let mut givers: Vec<Giver> =
        asked.iter().flat_map(|purpose| Age::of(child.born_on, today, purpose.ages).objectors()).copied().collect();
    givers.sort_unstable();
    givers.dedup();
    let answer = AskObjection {
        purposes: asked.iter().map(choice).collect(),
        givers: givers.iter().map(|giver| Choice { value: giver.key().into(), label: giver.label().into() }).collect(),
        today: short_date(today),
        seen: register.mark(),
        pupil: named(&child, school.years),
        school: school.label,
    };
    work.note(Action::RecordObjection, subject, ground, "toestemming");
    work.done(answer).await
}

/// Records an objection, and closes what it is against.
pub async fn object(scope: &Scope, pupil: PupilId, objection: Objection<'_>) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let held = hold(&mut work, Action::RecordObjection, pupil).await?;
    held.expect(&mut work, objection.seen).await?;
    let (child, register) = (&held.child, &held.register);
    let asked = purposes(&mut work, pupil, child.school_id).await?;
    let today = scope.today();

    let mut fields = Fields::default();
    let chosen: Vec<&ConsentPurpose> =
        asked.iter().filter(|purpose| objection.purposes.contains(&purpose.key.as_str())).collect();
    if chosen.is_empty() {
        fields.wrong("doelen", "Waartegen: kruis minstens één doel aan.");
    }
    let by = Giver::from_key(objection.by);
    let may = |purpose: &&&ConsentPurpose| {
        by.is_some_and(|by| Age::of(child.born_on, today, purpose.ages).objectors().contains(&by))
    };
    if by.is_none() {
        fields.wrong("wie", "Wie maakt bezwaar: kies iemand.");
    } else if let Some(other) = chosen.iter().find(|purpose| !may(purpose)) {
        let rule = Age::of(child.born_on, today, other.ages).rule();
        fields.wrong("wie", format!("Wie maakt bezwaar: over '{}' beslist een ander. {rule}", other.label));
    }
    let made_on = fields.date("op", "Bezwaar gemaakt op", objection.made_on);
    if made_on.is_some_and(|on| on > today) {
        fields.wrong("op", format!("Bezwaar gemaakt op: dit is na vandaag ({}).", short_date(today)));
    }
    let note = fields.note("toelichting", "Toelichting", objection.note);
    let label = by.map_or("", Giver::label);
    let stands = |purpose: &&&ConsentPurpose| {
        register.objections(purpose.key.as_str(), today).any(|known| known.given_by == label)
    };
    if let Some(known) = chosen.iter().find(stands) {
        fields.wrong("doelen", format!("Waartegen: {label} maakte al bezwaar tegen '{}'.", known.label));
    }
    fields.finish()?;
    let (Some(by), Some(made_on)) = (by, made_on) else { return Err(Failure::Absent) };

    let against = |one: &&Recorded| {
        !one.refuses && one.statement().holds(today) && chosen.iter().any(|purpose| purpose.key == *one.purpose)
    };
    let closes: Vec<ConsentId> = register.0.iter().filter(against).map(|one| one.id).collect();
    held.close(&mut work, closes, format!("bezwaar van {label}")).await?;
    for purpose in chosen {
        let row = consent::Model {
            purpose: purpose.key.to_string(),
            given_by: label.into(),
            given_on: made_on,
            valid_until: objection_until(child.born_on, purpose.ages, by),
            refuses: true,
            evidence: "oral".into(),
            note: note.clone(),
            ..held.statement(&work)?
        };
        work.insert::<consent::Entity>(row).await?;
    }
    work.note(Action::RecordObjection, held.subject, held.ground, "doelen, wie, op, toelichting");
    work.done(()).await
}
