//! What happened, in the template's words, for the log of a scenario.

use crate::{
    calendar::short_date,
    engine::Event,
    template::{Body, Key},
};

/// "Proces 1 begint bij de ib'er/kc'er, uiterlijk 04-11-2026"
pub(super) fn event(template: &Body, event: &Event) -> String {
    let step = |key: &Key| template.step(key.as_str()).map_or_else(|| key.to_string(), |step| step.label.clone());
    match event {
        Event::StepEntered { step: key, regie, due, round, .. } => {
            let round = if *round > 1 { format!(" (ronde {round})") } else { String::new() };
            let due = due.map_or_else(String::new, |due| format!(", uiterlijk {}", short_date(due)));
            format!("{}{round} begint bij {}{due}", step(key), template.role_words([regie]))
        }
        Event::StepLeft { step: key, transition, .. } => {
            let label = template.transition(transition.as_str()).map(|transition| transition.label.as_str());
            let label = label.or_else(|| template.join(transition.as_str()).map(|join| join.label.as_str()));
            format!("{} eindigt met '{}'", step(key), label.unwrap_or(transition.as_str()))
        }
        Event::FactRecorded { fact, .. } => format!("vastgelegd: {}", label_of_fact(template, fact)),
        Event::FactRetracted { fact, .. } => format!("teruggenomen: {}", label_of_fact(template, fact)),
        Event::LeadSet { lead, .. } => format!("de casusregie gaat naar de {}", lead.function),
        Event::Closed { closing, .. } => {
            template.closing(closing.as_str()).map_or(closing.to_string(), |closing| closing.label.clone())
        }
        Event::Reopened { .. } => "de casus is weer open".to_owned(),
        Event::Decided { decision, stage, outcome, .. } => {
            let known = template.decision(decision.as_str());
            let outcome = known.and_then(|known| known.outcome(outcome.as_str())).map_or("", |known| &known.label);
            format!("{}: {outcome}", known.map_or(decision.as_str(), |known| known.stage_label(*stage)))
        }
        Event::Performed { step: key, way, .. } => {
            let ways = template.step(key.as_str()).map_or(&[][..], |step| &step.ways);
            let label = ways.iter().find(|known| known.key == *way).map_or(way.as_str(), |known| &known.label);
            format!("{} uitgevoerd: {label}", step(key))
        }
        Event::ClockStopped { step: key, .. } => format!("de termijn van {} staat stil", step(key)),
        Event::ClockResumed { step: key, due, .. } => {
            let due = due.map_or_else(String::new, |due| format!(", uiterlijk {}", short_date(due)));
            format!("de termijn van {} loopt door{due}", step(key))
        }
        Event::TermExtended { step: key, due, .. } => {
            format!("de termijn van {} is verlengd tot {}", step(key), short_date(*due))
        }
        Event::Escalated { escalation, .. } => {
            template.escalation(escalation.as_str()).map_or(escalation.to_string(), |known| known.label.clone())
        }
        Event::VersionChanged(changed) => {
            format!("de casus gaat van versie {} naar versie {}", changed.from_number, changed.to_number)
        }
    }
}

fn label_of_fact<'a>(template: &'a Body, fact: &'a Key) -> &'a str {
    template.fact(fact.as_str()).map_or(fact.as_str(), |fact| &fact.label)
}
