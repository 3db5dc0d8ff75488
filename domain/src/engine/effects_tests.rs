//! The consequence of a button is what happens when it is pressed: terms with their end, regie, clocks, the end.

use super::{
    ChoiceKind, Command, of_outcomes, options,
    story::{Story, aanvraag, go, go_because, key, open, template, templates},
};
use crate::{actor::Function, calendar::short_date, form::Answer};
use Function::{Consulent, InternBegeleider, Jeugdprofessional};

/// What stands below the button.
fn below(story: &Story, function: Function, button: &str) -> String {
    let choices = options(story.template, &story.state, &story.context(function));
    let is_it = |kind: &ChoiceKind| matches!(kind, ChoiceKind::Move(key) | ChoiceKind::Close(key) if key == button);
    choices.iter().find(|choice| is_it(&choice.kind)).unwrap().says()
}

#[test]
fn what_a_button_says_is_what_happens() {
    let mut story = Story::new(template(), "2026-09-16");
    story.does(InternBegeleider, open("proces_1"));
    let said = below(&story, InternBegeleider, "volgende_cyclus");
    story.does(InternBegeleider, go("volgende_cyclus"));
    let due = short_date(story.open("proces_1").due.unwrap());
    assert!(said.contains(&format!(", tot {due}.")), "{said}");
    assert!(said.contains("Dit is de 2e keer."), "{said}");
    assert!(!said.contains("krijgt de regie"), "the regie stays where it is: {said}");
}

#[test]
fn somebody_else_gets_the_regie_and_it_is_said_once() {
    let mut story = Story::new(&templates()[1], "2026-09-07");
    story.does(Jeugdprofessional, open("stap_1_jp"));
    story.answers.set("route_jp", Answer::Choice("beide".into()));
    story.consents = vec![key("team_jeugd"), key("sot")];
    let said = below(&story, Jeugdprofessional, "melden_bij_ib");
    assert!(said.ends_with("Dit start de termijn van 3 schoolweken, tot 28-09-2026."), "{said}");
    story.does(Jeugdprofessional, go("melden_bij_ib"));
    let said = below(&story, Jeugdprofessional, "aanmelden_sot_jp");
    assert!(said.to_lowercase().contains("de ib'er krijgt de regie"), "{said}");
    assert_eq!(said.to_lowercase().matches("krijgt de regie").count(), 1, "{said}");
}

#[test]
fn a_blocked_button_says_it_too() {
    let mut story = Story::new(&templates()[1], "2026-09-07");
    story.does(InternBegeleider, open("stap_1"));
    let choices = options(story.template, &story.state, &story.context(InternBegeleider));
    let choice = choices.iter().find(|choice| choice.blocked.is_some()).unwrap();
    assert_eq!(choice.effects, ["Dit start de termijn van 3 schoolweken, tot 28-09-2026."]);
}

#[test]
fn a_clock_that_stops_and_runs_on_is_said() {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.answers.set("ouders_gehoord", Answer::Boolean(true));
    story.does(InternBegeleider, open("indienen"));
    story.does(InternBegeleider, go("ingediend"));
    let label = &aanvraag().step("toets").unwrap().label;
    let said = below(&story, Consulent, "terug");
    assert!(said.contains(&format!("De termijn van {label} staat dan stil.")), "{said}");
    story.does(Consulent, go_because("terug", "De verklaring ontbreekt."));
    let said = below(&story, InternBegeleider, "aangevuld");
    story.does(InternBegeleider, go("aangevuld"));
    let due = short_date(story.open("toets").due.unwrap());
    assert!(said.contains(&format!("De termijn van {label} loopt weer, tot {due}.")), "{said}");
}

#[test]
fn a_clock_that_does_not_stand_still_cannot_run_on() {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.answers.set("ouders_gehoord", Answer::Boolean(true));
    story.does(InternBegeleider, open("indienen"));
    story.does(InternBegeleider, go("ingediend"));
    story.does(Consulent, go_because("terug", "De verklaring ontbreekt."));
    story.state.stopped.clear();
    let said = below(&story, InternBegeleider, "aangevuld");
    assert!(!said.contains("loopt weer"), "{said}");
    assert!(said.contains("Dit start de termijn"), "{said}");
}

#[test]
fn closing_ends_every_term() {
    let mut story = Story::new(template(), "2026-09-16");
    story.does(InternBegeleider, open("proces_1"));
    let choices = options(story.template, &story.state, &story.context(InternBegeleider));
    let closings: Vec<_> = choices.iter().filter(|choice| matches!(choice.kind, ChoiceKind::Close(_))).collect();
    assert!(!closings.is_empty());
    assert!(closings.iter().all(|closing| closing.effects == ["De casus sluit; er lopen geen termijnen meer."]));
}

#[test]
fn an_outcome_that_moves_the_case_by_itself_says_so_before_it_is_chosen() {
    let mut story = Story::new(&templates()[1], "2026-09-07");
    story.does(InternBegeleider, open("stap_1"));
    story.facts = vec![key("signaal_besproken")];
    story.does(InternBegeleider, go("verdere_actie"));
    story.answers.set("route", Answer::Choice("beide".into()));
    story.consents = vec![key("sot")];
    story.does(InternBegeleider, go("aanmelden_sot"));
    let decision = story.template.decision("hia_nodig").unwrap();
    let told = of_outcomes(story.template, &story.state, &story.context(InternBegeleider), decision);
    let [(hia, brings), (geen, nothing)] = &told[..] else { panic!("{told:?}") };
    assert_eq!((hia.as_str(), geen.as_str(), nothing.len()), ("hia", "geen_hia", 0));
    let (outcome, grounds) = (hia.clone(), vec![]);
    let decide = Command::Decide { decision: key("hia_nodig"), outcome, grounds, reason: None };
    story.does(InternBegeleider, decide);
    let due = short_date(story.open("stap_4").due.unwrap());
    assert_eq!(*brings, [format!("Dit start de termijn van 4 schoolweken, tot {due}.")]);
}

#[test]
fn of_tracks_that_open_side_by_side_each_term_is_said_by_name() {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.answers.set("ouders_gehoord", Answer::Boolean(true));
    story.does(InternBegeleider, open("indienen"));
    story.does(InternBegeleider, go("ingediend"));
    let said = below(&story, Consulent, "volledig");
    for label in ["Advies onderwijs", "Advies zorg"] {
        assert!(said.contains(&format!("{label}: Dit start de termijn van 3 schoolweken, tot 28-09-2026.")), "{said}");
    }
}
