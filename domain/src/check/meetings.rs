//! Meetings: the whole pipeline in order, people who can move it, a rhythm that exists, and consent for talks on pupils.

use std::collections::BTreeSet;

use super::{Faults, Rule};
use crate::{
    gezag::{ADULT, Ages, OWN_YES},
    stage::Stage,
    template::{Access, Body, Cadence, Key, MeetingType, Validity},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    for meeting in &template.meetings {
        stages(meeting, faults);
        hands(template, meeting, faults);
        cadence(meeting, faults);
        access(template, meeting, faults);
    }
    consents(template, faults);
    ages(template, faults);
    for (index, event) in template.year_events.iter().enumerate() {
        let place = format!("year_events.{}", index + 1);
        faults.unless(
            (1..=12).contains(&event.month),
            Rule::Cadence,
            &place,
            format!("maand {} bestaat niet. Kies 1 tot en met 12.", event.month),
        );
        let fits = event.stage.is_none() || event.meeting.is_some();
        faults.unless(fits, Rule::Stages, place, "er staat een stadium maar geen overleg. Noem het overleg erbij.");
    }
}

fn stages(meeting: &MeetingType, faults: &mut Faults) {
    let place = format!("meetings.{}.stages", meeting.key);
    let given: Vec<_> = meeting.stages.iter().map(|rule| rule.stage).collect();
    let wanted: Vec<_> = Stage::ALL.iter().map(|stage| stage.key()).collect();
    let message = format!("een agenda heeft precies deze stadia, in deze volgorde: {}. Vul ze aan.", wanted.join(", "));
    faults.unless(given == Stage::ALL, Rule::Stages, &place, message);
    let days: Vec<_> = meeting.stages.iter().map(|rule| -i32::from(rule.days_before)).collect();
    faults.unless(
        days.is_sorted(),
        Rule::Stages,
        &place,
        "de dagen voor het overleg lopen niet af. Een later stadium is later.",
    );
    let near = meeting.stages.iter().all(|rule| rule.days_before.unsigned_abs() <= 365);
    faults.unless(near, Rule::Stages, &place, "een stadium ligt hoogstens een jaar van het overleg. Pas de dagen aan.");
    let on_the_day = meeting.rule(Stage::Held).is_none_or(|rule| rule.days_before == 0);
    faults.unless(
        on_the_day,
        Rule::Stages,
        place,
        "een overleg wordt gehouden op de dag zelf. Zet days_before = 0 bij held.",
    );
}

fn hands(template: &Body, meeting: &MeetingType, faults: &mut Faults) {
    for rule in &meeting.stages {
        let place = format!("meetings.{}.stages.{}.by", meeting.key, rule.stage.key());
        let somebody = !template.functions_of(&rule.by).is_empty();
        faults.unless(
            somebody,
            Rule::Nobody,
            place,
            "niemand met een account kan de agenda hier brengen. Noem een rol met een functie.",
        );
    }
    let place = format!("meetings.{}.chair", meeting.key);
    let message = "de voorzitter en de notulist zitten zelf aan tafel. Noem hun rol bij members.";
    let seated = [&meeting.chair, &meeting.secretary].iter().all(|role| meeting.participants().any(|key| key == *role));
    faults.unless(seated, Rule::Nobody, place, message);
    for pool in &meeting.pool {
        let place = format!("meetings.{}.pool.{}", meeting.key, pool.role);
        let alone = meeting.participants().filter(|role| **role == pool.role).count() == 1;
        let message =
            "uit een groep worden er 1 tot 20 gekozen, en de groep staat er één keer. Pas choose of de rollen aan.";
        faults.unless(alone && (1..=20).contains(&pool.choose), Rule::Nobody, place, message);
    }
    let minutes = (1..=480).contains(&meeting.item_minutes);
    faults.unless(
        minutes,
        Rule::Term,
        format!("meetings.{}.item_minutes", meeting.key),
        "een agendapunt duurt 1 tot 480 minuten. Pas het aan.",
    );
}

fn cadence(meeting: &MeetingType, faults: &mut Faults) {
    let place = format!("meetings.{}.cadence", meeting.key);
    match &meeting.cadence {
        Cadence::Months(months) => {
            let exist = !months.is_empty() && months.len() <= 12 && months.iter().all(|month| (1..=12).contains(month));
            faults.unless(exist, Rule::Cadence, &place, "noem maanden van 1 tot en met 12, ten minste één.");
            let mut sorted = months.clone();
            sorted.sort_unstable();
            sorted.dedup();
            faults.unless(
                sorted.len() == months.len(),
                Rule::Cadence,
                place,
                "een maand staat er twee keer. Haal er een weg.",
            );
        }
        Cadence::EveryWeeks(weeks) => {
            faults.unless(
                (1..=52).contains(weeks),
                Rule::Cadence,
                place,
                "een ritme is elke 1 tot 52 weken. Pas het getal aan.",
            );
        }
        Cadence::Published(dates) => {
            faults.unless(!dates.is_empty() && dates.len() <= 366, Rule::Cadence, place, "noem ten minste één datum.");
        }
        Cadence::OnDecision => {}
    }
}

/// Days that open and close an agenda to partners say something, to somebody, and leave the minutes to be read.
fn access(template: &Body, meeting: &MeetingType, faults: &mut Faults) {
    let Some(access) = meeting.access else { return };
    let place = format!("meetings.{}.access", meeting.key);
    let message = "hier staat niet wanneer de inzage opengaat of sluit. Noem opens_days_before of closes_days_after, of laat access weg.";
    faults.unless(access != Access::default(), Rule::Stages, &place, message);
    let days = [access.opens_days_before, access.closes_days_after];
    let message = "inzage opent en sluit hoogstens een jaar voor en na het overleg. Pas de dagen aan.";
    faults.unless(days.into_iter().flatten().all(|days| days <= 365), Rule::Stages, &place, message);
    let message =
        "er zit geen partner aan tafel, dus deze dagen doen niets. Noem een rol van een partner of laat access weg.";
    faults.unless(has_partners(template, meeting), Rule::Stages, &place, message);
    let shared = meeting.rule(Stage::Shared).map_or(0, |rule| -i32::from(rule.days_before));
    let reads = access.closes_days_after.is_none_or(|days| i32::from(days) >= shared);
    let message = format!(
        "het verslag wordt {shared} dagen na het overleg gedeeld; dan is de inzage al gesloten. Maak closes_days_after minstens {shared}."
    );
    faults.unless(reads, Rule::Stages, place, message);
}

/// A meeting in which cases of a step are discussed, with people outside the school, has a consent purpose: one that the
/// step names, one in which it can be carried out, and one to which it is escalated.
fn consents(template: &Body, faults: &mut Faults) {
    for step in &template.steps {
        let called = template.escalations.iter().filter(|escalation| escalation.step == step.key);
        let named = step.meetings.iter().chain(step.ways.iter().filter_map(|way| way.meeting.as_ref()));
        let named: BTreeSet<&Key> = named.chain(called.filter_map(|one| one.meeting.as_ref())).collect();
        for meeting in named.into_iter().filter_map(|key| template.meeting(key.as_str())) {
            let place = format!("meetings.{}.consent", meeting.key);
            let message = format!(
                "in '{}' worden leerlingen uit '{}' besproken, maar er is geen toestemming genoemd. Noem bij consent een toestemming.",
                meeting.label, step.label
            );
            let fine = meeting.consent.is_some() || !has_partners(template, meeting);
            faults.unless(fine, Rule::Consent, place, message);
        }
    }
}

/// A way of working may ask more of pupils and parents than the law, and never less.
fn ages(template: &Body, faults: &mut Faults) {
    for purpose in &template.consents {
        let holds = matches!(purpose.validity, Validity::SchoolYear | Validity::Months(1..=120));
        let message = "een toestemming geldt 1 tot 120 maanden of tot het einde van het schooljaar. Pas validity aan.";
        faults.unless(holds, Rule::Consent, format!("consents.{}.validity", purpose.key), message);
        let Ages { heard, alone } = purpose.ages;
        let place = format!("consents.{}.ages", purpose.key);
        let message = format!(
            "een leerling beslist alleen vanaf 16 jaar (UAVG artikel 5) en uiterlijk vanaf 18, en niet vanaf {alone}. Zet alone op 16, 17 of 18."
        );
        faults.unless((OWN_YES..=ADULT).contains(&alone), Rule::Consent, &place, message);
        let message = format!(
            "een leerling wordt uiterlijk vanaf 16 jaar gehoord, en niet pas vanaf {heard}. Zet heard op hoogstens 16."
        );
        faults.unless(heard <= OWN_YES.min(alone), Rule::Consent, place, message);
    }
}

fn has_partners(template: &Body, meeting: &MeetingType) -> bool {
    use crate::actor::Side;
    template.functions_of(meeting.participants()).into_iter().any(|function| function.side() == Side::Partner)
}
