//! Bounds first: a template that is too large, too deep or without words is refused before anything walks through it.

use super::{Faults, Rule, uses};
use crate::{
    template::{Body, DEEPEST, Guard},
    text::turns,
};

/// The most a template may have of one thing.
const MOST: usize = 500;

/// The longest text, in characters.
const LONGEST: usize = 5000;

pub(super) fn check(template: &Body, faults: &mut Faults) {
    counts(template, faults);
    lists(template, faults);
    guards(template, faults);
    texts(template, faults);
}

fn counts(template: &Body, faults: &mut Faults) {
    let outcomes = || template.decisions.iter().flat_map(|decision| &decision.outcomes);
    let counts = [
        ("roles", template.roles.len()),
        ("phases", template.phases.len()),
        ("steps", template.steps.len()),
        ("transitions", template.transitions.len()),
        ("joins", template.joins.len()),
        ("joins.of", template.joins.iter().map(|join| join.ends().count()).sum()),
        ("transitions.also", template.transitions.iter().map(|transition| transition.also.len()).sum()),
        ("closings", template.closings.len()),
        ("decisions", template.decisions.len()),
        ("decisions.outcomes", template.decisions.iter().map(|decision| decision.outcomes.len()).sum()),
        ("decisions.outcomes.grounds", outcomes().map(|outcome| outcome.grounds.len()).sum()),
        ("escalations", template.escalations.len()),
        ("steps.ways", template.steps.iter().map(|step| step.ways.len()).sum()),
        ("facts", template.facts.len()),
        ("consents", template.consents.len()),
        ("meetings", template.meetings.len()),
        ("year_events", template.year_events.len()),
        ("forms", template.forms.len()),
        ("letters", template.letters.len()),
        ("letters.text", template.letters.iter().map(|letter| letter.text.len()).sum()),
        ("vocabulary", template.vocabulary.len()),
        ("forms.sections", template.forms.iter().map(|form| form.sections.len()).sum()),
        ("forms.sections.fields", template.forms.iter().flat_map(|f| &f.sections).map(|s| s.fields.len()).sum()),
    ];
    for (place, count) in counts {
        faults.unless(
            count <= MOST,
            Rule::TooMuch,
            place,
            format!("{count} is te veel; hoogstens {MOST}. Haal er weg."),
        );
    }
}

/// Lists inside a part: names of steps, roles and meetings. None needs to name one twice.
fn lists(template: &Body, faults: &mut Faults) {
    let mut look = |place: String, count: usize| {
        let message = || format!("deze lijst telt {count} onderdelen; hoogstens {MOST} kan. Haal er weg.");
        if count > MOST {
            faults.add(Rule::TooMuch, place, message());
        }
    };
    for role in &template.roles {
        look(format!("roles.{}.functions", role.key), role.functions.len());
        look(format!("roles.{}.tasks", role.key), role.tasks.len());
        look(format!("roles.{}.resolve", role.key), role.resolve.candidates().len());
    }
    for step in &template.steps {
        look(format!("steps.{}.meetings", step.key), step.meetings.len());
        look(format!("steps.{}.guidance", step.key), step.guidance.len());
    }
    for transition in &template.transitions {
        look(format!("transitions.{}.by", transition.key), transition.by.len());
    }
    for closing in &template.closings {
        look(format!("closings.{}.from", closing.key), closing.from.len());
        look(format!("closings.{}.by", closing.key), closing.by.len());
    }
    for fact in &template.facts {
        look(format!("facts.{}.by", fact.key), fact.by.len());
    }
    for decision in &template.decisions {
        look(format!("decisions.{}.by", decision.key), decision.by.len());
    }
    for escalation in &template.escalations {
        look(format!("escalations.{}.to", escalation.key), escalation.to.len());
    }
    for meeting in &template.meetings {
        let place = |what: &str| format!("meetings.{}.{what}", meeting.key);
        look(place("members"), meeting.participants().count());
        look(place("guidance"), meeting.guidance.len());
        look(place("stages"), meeting.stages.len());
        meeting.stages.iter().for_each(|rule| look(place("stages.by"), rule.by.len()));
    }
    for event in &template.year_events {
        look(format!("year_events.{}", event.month), event.by.len());
    }
    for letter in &template.letters {
        look(format!("letters.{}.to", letter.key), letter.to.len());
    }
    for form in &template.forms {
        let place = format!("forms.{}", form.key);
        look(format!("{place}.steps"), form.steps.len());
        look(format!("{place}.read"), form.read.len() + form.write.len());
        look(format!("{place}.guidance"), form.guidance.len());
        look(format!("{place}.bands"), form.bands.iter().map(|band| band.groups.len() + 1).sum());
        for section in &form.sections {
            let place = format!("{place}.{}", section.key);
            look(format!("{place}.also"), section.also.len());
            look(format!("{place}.question"), section.question.len() + section.intro.len());
            look(format!("{place}.columns"), section.columns.len());
            for field in &section.fields {
                let place = format!("{place}.{}", field.link_id);
                look(format!("{place}.read"), field.read.len() + field.write.len());
                look(format!("{place}.answerOption"), field.answer_option.len());
            }
        }
    }
}

fn guards(template: &Body, faults: &mut Faults) {
    for (place, guard) in uses::guards(template) {
        let fits = guard.depth() <= DEEPEST && guard.leaves().len() <= MOST;
        faults.unless(
            fits,
            Rule::TooMuch,
            &place,
            format!("de voorwaarde is te diep of te groot; hoogstens {DEEPEST} diep. Maak hem eenvoudiger."),
        );
        faults.unless(
            !has_empty_list(guard),
            Rule::Text,
            place,
            "een lege lijst van voorwaarden zegt niets. Vul hem of laat hem weg.",
        );
    }
}

fn has_empty_list(guard: &Guard) -> bool {
    match guard {
        Guard::All(parts) | Guard::Any(parts) => parts.is_empty() || parts.iter().any(has_empty_list),
        Guard::Not(part) => has_empty_list(part),
        _ => false,
    }
}

fn texts(template: &Body, faults: &mut Faults) {
    let mut look = |place: String, text: &str| {
        let length = text.trim().chars().count();
        faults.unless(length > 0, Rule::Text, &place, "deze tekst is leeg. Vul hem in.");
        faults.unless(
            length <= LONGEST,
            Rule::Text,
            &place,
            format!("deze tekst is langer dan {LONGEST} tekens. Maak hem korter."),
        );
        let hidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || turns(c);
        faults.unless(
            !text.contains(hidden),
            Rule::Text,
            place,
            "deze tekst bevat onzichtbare tekens. Typ hem opnieuw of plak hem zonder opmaak.",
        );
    };
    look("meta.title".into(), &template.meta.title);
    look("meta.version".into(), &template.meta.version);
    for (key, word) in &template.vocabulary {
        look(format!("vocabulary.{key}"), word);
    }
    for role in &template.roles {
        look(format!("roles.{}.label", role.key), &role.label);
        role.tasks.iter().for_each(|task| look(format!("roles.{}.tasks", role.key), task));
    }
    for phase in &template.phases {
        look(format!("phases.{}.label", phase.key), &phase.label);
    }
    for step in &template.steps {
        look(format!("steps.{}.label", step.key), &step.label);
        look(format!("steps.{}.title", step.key), &step.title);
        step.guidance.iter().for_each(|line| look(format!("steps.{}.guidance", step.key), line));
        step.ways.iter().for_each(|way| look(format!("steps.{}.ways.{}", step.key, way.key), &way.label));
        step.term.iter().for_each(|term| look(format!("steps.{}.term.label", step.key), &term.label));
    }
    for transition in &template.transitions {
        look(format!("transitions.{}.label", transition.key), &transition.label);
        look(format!("transitions.{}.consequence", transition.key), &transition.consequence);
    }
    template.joins.iter().for_each(|join| look(format!("joins.{}.label", join.key), &join.label));
    template.escalations.iter().for_each(|one| look(format!("escalations.{}.label", one.key), &one.label));
    for decision in &template.decisions {
        let place = format!("decisions.{}", decision.key);
        look(format!("{place}.label"), &decision.label);
        let stages = decision.stages.iter().flat_map(|stages| &stages.labels);
        stages.for_each(|label| look(format!("{place}.stages"), label));
        for outcome in &decision.outcomes {
            look(format!("{place}.outcomes.{}", outcome.key), &outcome.label);
            outcome.grounds.iter().for_each(|ground| look(format!("{place}.grounds.{}", ground.key), &ground.label));
        }
    }
    for closing in &template.closings {
        look(format!("closings.{}.label", closing.key), &closing.label);
        look(format!("closings.{}.consequence", closing.key), &closing.consequence);
    }
    for fact in &template.facts {
        look(format!("facts.{}.label", fact.key), &fact.label);
        look(format!("facts.{}.missing", fact.key), &fact.missing);
    }
    for consent in &template.consents {
        look(format!("consents.{}.label", consent.key), &consent.label);
        look(format!("consents.{}.explanation", consent.key), &consent.explanation);
    }
    for meeting in &template.meetings {
        look(format!("meetings.{}.label", meeting.key), &meeting.label);
        look(format!("meetings.{}.abbreviation", meeting.key), &meeting.abbreviation);
        for rule in &meeting.stages {
            let place = format!("meetings.{}.stages.{}", meeting.key, rule.stage.key());
            for text in [&rule.label, &rule.action, &rule.consequence] {
                look(place.clone(), text);
            }
        }
    }
    for letter in &template.letters {
        look(format!("letters.{}.title", letter.key), &letter.title);
        letter.text.iter().for_each(|line| look(format!("letters.{}.text", letter.key), line));
    }
    for event in &template.year_events {
        look(format!("year_events.{}", event.month), &event.label);
    }
    for form in &template.forms {
        look(format!("forms.{}.title", form.key), &form.title);
        for section in &form.sections {
            let place = format!("forms.{}.{}", form.key, section.key);
            look(format!("{place}.title"), &section.title);
            section.question.iter().for_each(|line| look(format!("{place}.question"), line));
            for field in &section.fields {
                look(format!("{place}.{}.text", field.link_id), &field.text);
                field
                    .answer_option
                    .iter()
                    .for_each(|o| look(format!("{place}.{}.answerOption", field.link_id), &o.label));
            }
        }
    }
}
