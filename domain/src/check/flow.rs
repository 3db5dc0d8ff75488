//! Where a case starts, and how long things take: terms, clocks, stages and escalations. Whether every step can be
//! reached and left is found by trying (`space`).

use super::{Faults, Rule};
use crate::{
    template::{Body, Clock, Key, StepTerm},
    term::{LONGEST, Period},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    entries(template, faults);
    terms(template, faults);
}

fn entries(template: &Body, faults: &mut Faults) {
    let begins = template.steps.is_empty() || template.steps.iter().any(|step| step.entry);
    let message = "geen enkele stap is een begin. Zet entry = true bij de eerste stap.";
    faults.unless(begins, Rule::NoEntry, "steps", message);
}

fn terms(template: &Body, faults: &mut Faults) {
    for step in &template.steps {
        if let Some(term) = &step.term {
            self::term(term, &format!("steps.{}.term", step.key), faults);
            let message =
                "een termijn telt vanzelf vanaf het begin van de eigen stap. Laat from weg of noem een eerdere stap.";
            let earlier = term.from.as_ref() != Some(&step.key);
            faults.unless(earlier, Rule::Term, format!("steps.{}.term.from", step.key), message);
        }
    }
    let clocked = template.transitions.iter().filter_map(|transition| match transition.clock? {
        Clock::Stop => Some((transition, &transition.from)),
        Clock::Resume => Some((transition, &transition.to)),
        Clock::Follow => None,
    });
    for (transition, key) in clocked {
        let term = template.step(key.as_str()).and_then(|step| step.term.as_ref());
        faults.unless(
            term.is_some_and(|term| !matches!(term.length, Period::Until(_))),
            Rule::Term,
            format!("transitions.{}.clock", transition.key),
            format!("'{key}' heeft geen termijn die stil kan staan. Geef die stap een termijn of laat clock weg."),
        );
    }
    let follows = template.transitions.iter().filter(|transition| transition.clock == Some(Clock::Follow));
    for transition in follows {
        let term = |key: &Key| template.step(key.as_str()).is_none_or(|step| step.term.is_some());
        let message = "een termijn sluit aan op een termijn. Geef beide stappen er een of laat clock weg.";
        let fits = term(&transition.from) && transition.targets().all(term);
        faults.unless(fits, Rule::Term, format!("transitions.{}.clock", transition.key), message);
    }
    let times = template
        .decisions
        .iter()
        .filter_map(|d| Some((format!("decisions.{}.stages.apart", d.key), d.stages.as_ref()?.apart)));
    let after = template.escalations.iter().filter_map(|e| Some((format!("escalations.{}.after", e.key), e.after?)));
    for (place, period) in times.chain(after) {
        length(period, place, faults);
    }
}

fn term(term: &StepTerm, place: &str, faults: &mut Faults) {
    for period in [Some(term.length), term.target, term.extension].into_iter().flatten() {
        length(period, place, faults);
    }
    faults.unless(
        term.target.is_none_or(|target| !target.is_longer_than(term.length)),
        Rule::Term,
        format!("{place}.target"),
        "de streefdatum ligt na de einddatum. Maak target korter of length langer.",
    );
    let fixed = matches!(term.length, Period::Until(_));
    faults.unless(
        !(fixed && (term.can_stop || term.extension.is_some())),
        Rule::Term,
        place,
        "een vaste einddatum schuift niet op. Laat can_stop en extension weg of kies een termijn in dagen of weken.",
    );
}

fn length(period: Period, place: impl Into<String>, faults: &mut Faults) {
    let fits = period.count().is_none_or(|count| (1..=LONGEST).contains(&count));
    let message = format!("een termijn telt ten minste 1 en hoogstens {LONGEST}. Pas het getal aan.");
    faults.unless(fits, Rule::Term, place, message);
}
