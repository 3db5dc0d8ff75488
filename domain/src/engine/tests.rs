//! The line of S0 through the four processes, in its own words.

use super::{
    story::{Story, day, go, go_because, key, person, record, template},
    *,
};

fn started_in(step: &str) -> Story {
    let mut story = Story::new(template(), "2026-09-16");
    story.does(Function::InternBegeleider, Command::Open { step: key(step) });
    story
}

#[test]
fn rechtstreeks_in_het_bao_starts_the_cycle_of_six_school_weeks() {
    let mut story = started_in("proces_0");
    assert_eq!(story.state.open[0].due, Some(day("2026-10-28")), "six weeks for the onderzoeksfase zorgplicht");
    story.does(Function::InternBegeleider, go("rechtstreeks_in_bao"));
    assert_eq!(story.at(), [("proces_1", 1)]);
    assert_eq!(story.state.open[0].due, Some(day("2026-11-04")), "the autumn holiday does not count");
    assert_eq!(story.state.open[0].regie, "ib");
}

#[test]
fn via_ccp_only_after_the_ccp_was_involved() {
    let mut story = started_in("proces_0");
    let refused = story.refused(Function::InternBegeleider, go("in_bao_met_extra"));
    assert_eq!(refused.step, Some(key("proces_0")));
    assert_eq!(refused.gates, [Gate::FactMissing(key("ccp_betrokken"))]);
    assert_eq!(
        refused.to_string(),
        "'Plaatsen in het BAO met extra ondersteuning' kan nu niet. Het CCP is nog niet betrokken in de onderzoeksfase \
         van de zorgplicht. Vraag de ib'er/kc'er of de consulent."
    );
    story.does(Function::Consulent, record("ccp_betrokken"));
    story.does(Function::InternBegeleider, go("in_bao_met_extra"));
    assert_eq!(story.at(), [("proces_2_0", 1)]);
}

#[test]
fn from_1_to_2_0_needs_a_reason() {
    let mut story = started_in("proces_1");
    let refused = story.refused(Function::InternBegeleider, go_because("extra_ondersteuning", "  "));
    assert_eq!(refused.gates, [Gate::ReasonMissing]);
    assert_eq!(refused.who, "", "the person can give the reason without help");
    story.does(Function::InternBegeleider, go_because("extra_ondersteuning", " Basisondersteuning is onvoldoende. "));
    let left = Event::StepLeft {
        step: key("proces_1"),
        on: story.today,
        transition: key("extra_ondersteuning"),
        reason: Some("Basisondersteuning is onvoldoende.".into()),
    };
    assert_eq!(story.events[1], left);
    let refused = story.refused(Function::InternBegeleider, go_because("volgende_cyclus", &"x".repeat(2001)));
    assert_eq!(refused.gates, [Gate::StepNotOpen(key("proces_1")), Gate::ReasonTooLong]);
    let longest = "x".repeat(2000);
    started_in("proces_1").does(Function::InternBegeleider, go_because("extra_ondersteuning", &longest));
}

#[test]
fn a_phase_of_the_opp_ends_only_evaluated_and_signed_each_time_anew() {
    let mut story = started_in("proces_2_0");
    let unsigned = [Gate::FactMissing(key("opp_akkoord_ouders")), Gate::FactMissing(key("fase_getekend"))];
    for fact in ["opp_akkoord_ouders", "fase_getekend"] {
        let refused = story.refused(Function::InternBegeleider, record(fact));
        assert_eq!(refused.gates, [Gate::ByItself], "a signed form says so, and nobody else");
    }
    assert_eq!(story.refused(Function::InternBegeleider, go("volgende_fase")).gates, unsigned);
    // Nor does what was recorded under a version that asked for no form yet.
    for fact in ["opp_akkoord_ouders", "fase_getekend"] {
        story.state = evolve(story.state, &Event::FactRecorded { fact: key(fact), on: story.today });
    }
    assert_eq!(story.refused(Function::InternBegeleider, go("volgende_fase")).gates, unsigned);
    story.facts = vec![key("opp_akkoord_ouders"), key("fase_getekend")];
    story.does(Function::InternBegeleider, go("volgende_fase"));
    assert_eq!(story.at(), [("proces_2_0", 2)]);
    let form = template().form("opp_fase").unwrap();
    assert_eq!((form.per_round, form.round(&story.state)), (true, 2), "each phase is signed in a form of its own");
    story.facts = vec![key("opp_akkoord_ouders")];
    assert_eq!(story.refused(Function::InternBegeleider, go("volgende_fase")).gates, unsigned[1..]);
    story.facts.push(key("fase_getekend"));
    story.does(Function::InternBegeleider, go("volgende_fase"));
    assert_eq!(story.at(), [("proces_2_0", 3)]);
}

#[test]
fn the_route_to_a_tlv_waits_for_mdo_expertiseplatform_and_board() {
    let mut story = started_in("proces_2_0");
    let refused =
        story.refused(Function::Consulent, go_because("toeleiding_tlv", "blijvend beroep op extra ondersteuning"));
    let gates = ["herhaalde_hulpvraag", "opp_akkoord_ouders", "fase_getekend"].map(|fact| Gate::FactMissing(key(fact)));
    assert_eq!(refused.gates, gates);
    story.does(Function::InternBegeleider, record("herhaalde_hulpvraag"));
    story.facts = vec![key("opp_akkoord_ouders"), key("fase_getekend")];
    story.does(Function::Consulent, go_because("toeleiding_tlv", "blijvend beroep op extra ondersteuning"));
    assert_eq!(story.state.open[0].due, Some(day("2027-07-30")));

    let refused = story.refused(Function::InternBegeleider, go("plaatsing_sbo"));
    assert_eq!(refused.gates.len(), 4);
    assert!(matches!(&refused.gates[1], Gate::NoneOf(gates) if gates.len() == 2));
    assert!(refused.why[0].starts_with("Er is nog geen MDO gehouden"));
    for fact in ["mdo_scenarios", "expertiseplatform_geraadpleegd"] {
        story.does(Function::InternBegeleider, record(fact));
    }
    let refused = story.refused(Function::InternBegeleider, record("tlv_afgegeven"));
    assert_eq!(refused.gates, [Gate::NotYours(vec![key("consulent")])]);
    assert_eq!(refused.to_string(), "'TLV S(B)O afgegeven' kan nu niet. Dit is aan de consulent. Vraag de consulent.");
    story.does(Function::Directeur, record("tlv_aangevraagd"));
    story.does(Function::Consulent, record("tlv_afgegeven"));
    story.does(Function::InternBegeleider, go("plaatsing_sbo"));
    assert_eq!(story.at(), [("proces_3", 1)]);
    assert_eq!(story.state.open[0].regie, "ib_sbo");
}

#[test]
fn a_period_that_is_prolonged_follows_the_running_one_also_when_that_is_decided_early_or_late() {
    for (decided, due) in [("2027-03-15", "2028-07-31"), ("2027-07-30", "2028-07-31"), ("2027-09-06", "2028-07-31")] {
        let mut story = started_in("proces_3");
        assert_eq!(story.open("proces_3").due, Some(day("2027-07-30")), "31 July is a Saturday");
        story.today = day(decided);
        story.facts = vec![key("opp_compleet")];
        story.does(Function::InternBegeleider, record("tlv_periode_geevalueerd"));
        let (decision, outcome) = (key("vervolg"), key("voortzetten"));
        story.does(Function::Consulent, Command::Decide { decision, outcome, grounds: vec![], reason: None });
        story.does(Function::Consulent, go("tlv_verlengen"));
        assert_eq!(story.at(), [("proces_3", 2)]);
        assert_eq!(story.open("proces_3").due, Some(day(due)), "decided on {decided}");
    }
}

#[test]
fn a_fact_recorded_by_mistake_is_taken_back_with_a_reason() {
    let mut story = started_in("proces_0");
    let back = |reason: &str| Command::Retract { fact: key("ccp_betrokken"), reason: Some(reason.into()) };
    let refused = story.refused(Function::Consulent, back("vergissing"));
    assert_eq!(refused.gates, [Gate::FactNotRecorded(key("ccp_betrokken"))]);
    story.does(Function::Consulent, record("ccp_betrokken"));
    story.does(Function::Consulent, back("vergissing"));
    story.refused(Function::InternBegeleider, go("in_bao_met_extra"));
}

#[test]
fn the_schoolcoach_moves_a_case_only_as_casusregisseur() {
    let mut story = started_in("proces_1");
    story.refused(Function::Schoolcoach, go_because("extra_ondersteuning", "nodig"));
    let to = |function| Command::SetLead { lead: Lead { membership: person(function), function } };
    let refused = story.refused(Function::InternBegeleider, to(Function::Bestuurder));
    assert_eq!(refused.gates, [Gate::LeadNotAllowed]);
    let refused = story.refused(Function::Schoolcoach, to(Function::Schoolcoach));
    assert_eq!(refused.gates, [Gate::NotYours(vec![key("ib")])]);
    let refused = started_in("proces_3").refused(Function::Schoolcoach, to(Function::Schoolcoach));
    assert_eq!(refused.gates, [Gate::NotYours(vec![key("ib_sbo")])], "who has regie now");
    story.does(Function::Consulent, to(Function::Schoolcoach));
    story.does(Function::Schoolcoach, go_because("extra_ondersteuning", "nodig"));
    assert_eq!(story.at(), [("proces_2_0", 1)]);
}

#[test]
fn a_closed_case_does_not_change_and_closing_can_be_undone() {
    let mut story = started_in("proces_1");
    let close = Command::Close { closing: key("hulpvraag_beantwoord"), reason: Some("doel gehaald".into()) };
    story.refused(Function::Schoolcoach, close.clone());
    let open = story.state.open.clone();
    story.does(Function::InternBegeleider, close.clone());
    assert!(story.state.is_closed() && story.state.open.is_empty());
    for command in [go("volgende_cyclus"), record("ccp_betrokken"), close, Command::Open { step: key("proces_1") }] {
        assert_eq!(story.refused(Function::InternBegeleider, command).gates[0], Gate::CaseClosed);
    }
    story.refused(Function::Jeugdarts, Command::Reopen);
    story.does(Function::InternBegeleider, Command::Reopen);
    assert_eq!(story.state.open, open, "same step, same term");
    assert_eq!(story.refused(Function::InternBegeleider, Command::Reopen).gates, [Gate::CaseNotClosed]);
}

#[test]
fn a_case_starts_once_in_an_entry_step_by_somebody_of_the_flow() {
    let mut story = Story::new(template(), "2026-09-16");
    let open = |step: &str| Command::Open { step: key(step) };
    assert_eq!(
        story.refused(Function::InternBegeleider, open("proces_2_1")).gates,
        [Gate::NotAnEntry(key("proces_2_1"))]
    );
    assert!(matches!(story.refused(Function::Jeugdarts, open("proces_1")).gates[0], Gate::NotYours(_)));
    assert_eq!(story.refused(Function::InternBegeleider, open("weg")).gates, [Gate::Unknown("weg".into())]);
    story.does(Function::InternBegeleider, open("proces_1"));
    assert_eq!(story.refused(Function::InternBegeleider, open("proces_1")).gates, [Gate::CaseAlreadyStarted]);
}

#[test]
fn next_steps_are_shown_with_their_consequence_and_what_blocks_them() {
    let story = started_in("proces_0");
    let context = story.context(Function::InternBegeleider);
    let choices = options(template(), &story.state, &context);
    let shown: Vec<_> = choices.iter().map(|choice| (choice.label.as_str(), choice.blocked.is_some())).collect();
    assert_eq!(
        shown,
        [
            ("Plaatsen in het BAO", false),
            ("Plaatsen in het BAO met extra ondersteuning", true),
            ("Plaatsen in het SBO/SO", true),
            ("Casus afsluiten: leerling vertrokken", false),
        ]
    );
    assert!(choices[0].consequence.contains("6 schoolweken"));
    let waits: Vec<_> =
        facts(template(), &story.state, &context).into_iter().map(|f| (f.fact.to_string(), f.is_mine)).collect();
    assert_eq!(waits, [("ccp_betrokken".to_owned(), true), ("tlv_afgegeven".to_owned(), false)]);
}

#[test]
fn the_state_is_what_happened() {
    let mut story = started_in("proces_0");
    story.does(Function::InternBegeleider, go("rechtstreeks_in_bao"));
    story.does(Function::InternBegeleider, go("volgende_cyclus"));
    let stored = serde_json::to_string(&story.events).unwrap();
    let read: Vec<Event> = serde_json::from_str(&stored).unwrap();
    assert_eq!(replay(&read), story.state);
    assert!(stored.contains(r#""kind":"step_entered""#));
}

#[test]
fn guards_ask_for_consent_lead_rounds_and_the_absence_of_a_fact() {
    use crate::template::Guard;
    let mut story = started_in("proces_1");
    story.consents = vec![key("zat")];
    let ask = |story: &Story, guard: Guard| {
        let context = story.context(Function::InternBegeleider);
        gates::missing(template(), &story.state, story.state.open.first(), &guard, &context)
    };
    assert_eq!(ask(&story, Guard::Consent(key("zat"))), []);
    assert_eq!(ask(&story, Guard::Consent(key("mdo"))), [Gate::ConsentMissing(key("mdo"))]);
    assert_eq!(ask(&story, Guard::HasLead), [Gate::LeadMissing]);
    let twice = Guard::Rounds { step: key("proces_1"), at_least: 2 };
    assert_eq!(ask(&story, twice.clone()), [Gate::RoundsMissing { step: key("proces_1"), at_least: 2 }]);
    assert_eq!(ask(&story, Guard::Not(Box::new(twice))), []);
    assert_eq!(ask(&story, Guard::Not(Box::new(Guard::Always))), [Gate::Excluded]);
    assert_eq!(ask(&story, Guard::Any(vec![Guard::HasLead, Guard::Consent(key("zat"))])), []);
}

#[test]
fn a_step_is_done_once_it_was_entered_and_left() {
    let mut story = started_in("proces_1");
    let gates = |story: &Story, step: &str| {
        let (guard, context) = (crate::template::Guard::Done(key(step)), story.context(Function::InternBegeleider));
        gates::missing(template(), &story.state, story.state.open.first(), &guard, &context)
    };
    for step in ["proces_0", "proces_1"] {
        assert_eq!(gates(&story, step), [Gate::StepNotDone(key(step))], "never entered, or still open");
    }
    story.does(Function::InternBegeleider, go_because("extra_ondersteuning", "nodig"));
    assert_eq!(gates(&story, "proces_1"), []);
}

#[test]
fn each_event_is_stored_under_the_name_that_stands_in_it() {
    let from = uuid::Uuid::from_u128(3);
    let lead = Lead { membership: person(Function::Consulent), function: Function::Consulent };
    let lead = serde_json::to_string(&lead).unwrap();
    let stored = [
        r#""step_entered","step":"a","on":"2026-09-01","regie":"ib","due":null,"round":1"#,
        r#""step_left","step":"a","on":"2026-09-01","transition":"heen","reason":null"#,
        r#""fact_recorded","fact":"gezien","on":"2026-09-01""#,
        r#""fact_retracted","fact":"gezien","on":"2026-09-01","reason":"vergissing""#,
        &format!(r#""lead_set","lead":{lead},"on":"2026-09-01""#),
        r#""closed","closing":"klaar","on":"2026-09-01","reason":null"#,
        r#""reopened","on":"2026-09-01""#,
        r#""decided","decision":"d","step":"a","stage":0,"outcome":"ja","grounds":[],"on":"2026-09-01","reason":null"#,
        r#""performed","step":"a","way":"zo","on":"2026-09-01""#,
        r#""clock_stopped","step":"a","on":"2026-09-01","reason":"wachten""#,
        r#""clock_resumed","step":"a","on":"2026-09-01","due":null,"target":null"#,
        r#""term_extended","step":"a","on":"2026-09-01","due":"2026-10-01","reason":"druk""#,
        r#""escalated","escalation":"erbij","step":"a","on":"2026-09-01","reason":null"#,
        &format!(
            r#""version_changed","from":"{from}","from_number":3,"to":"{from}","to_number":4,"on":"2026-09-01","steps":[]"#
        ),
    ];
    for stored in stored {
        let stored: serde_json::Value = serde_json::from_str(&format!(r#"{{"kind":{stored}}}"#)).unwrap();
        let event: Event = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(stored["kind"], event.kind());
        assert_eq!(serde_json::to_value(&event).unwrap(), stored);
    }
}
