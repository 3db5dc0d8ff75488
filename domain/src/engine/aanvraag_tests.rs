//! Everything the language can say, in one way of working: a completeness gate that stops the clock, two tracks that
//! join by themselves, a decision in two stages, regie that follows an answer, escalations.

use super::{
    story::{Story, aanvraag, close_because, day, go, go_because, key, open, record},
    *,
};
use crate::form::Answer;
use Function::{Bestuurder, Consulent, Gedragswetenschapper, InternBegeleider, Jeugdprofessional};

fn decide_on(outcome: &str, grounds: &[&str]) -> Command {
    let grounds = grounds.iter().map(|ground| key(ground)).collect();
    Command::Decide { decision: key("toekenning"), outcome: key(outcome), grounds, reason: None }
}

fn perform(way: &str) -> Command {
    Command::Perform { step: key("advies_onderwijs"), way: key(way) }
}

/// Monday 7 September 2026: filed and on its way to the check.
fn filed() -> Story {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.answers.set("ouders_gehoord", Answer::Boolean(true));
    story.does(InternBegeleider, open("indienen"));
    story.does(InternBegeleider, go("ingediend"));
    story
}

fn advised() -> Story {
    let mut story = filed();
    story.consents = vec![key("advies")];
    story.does(Consulent, go("volledig"));
    story
}

fn to_be_decided() -> Story {
    let mut story = advised();
    story.does(Gedragswetenschapper, perform("schriftelijk"));
    story.does(Jeugdprofessional, record("advies_zorg_gegeven"));
    story
}

fn running(answer: &str) -> Story {
    let mut story = to_be_decided();
    story.answers.set("voorliggend", Answer::Choice(answer.into()));
    story.does(Consulent, decide_on("toegekend", &[]));
    story.today = day("2026-09-14");
    story.does(Consulent, decide_on("toegekend", &[]));
    story
}

#[test]
fn an_answer_of_the_form_is_a_condition() {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.does(InternBegeleider, open("indienen"));
    let refused = story.refused(InternBegeleider, go("ingediend"));
    assert_eq!(refused.gates, [Gate::AnswerMissing(key("ouders_gehoord"))]);
    assert!(refused.why[0].contains("'Zijn ouders gehoord?'"), "{refused}");
}

#[test]
fn a_term_has_a_streefdatum_and_a_fatale_datum() {
    let story = filed();
    assert_eq!(story.open("toets").target, Some(day("2026-09-14")), "5 working days");
    assert_eq!(story.open("toets").due, Some(day("2026-09-21")), "10 working days");
}

#[test]
fn returning_the_file_stops_the_clock_and_the_way_back_resumes_it_with_what_was_left() {
    let mut story = filed();
    story.today = day("2026-09-09");
    story.does(Consulent, go_because("terug", "Het handelingsdeel ontbreekt."));
    assert_eq!(story.at(), [("aanvullen", 1)]);
    let kept = story.state.stopped.get("toets").unwrap();
    assert_eq!((kept.since, kept.due), (day("2026-09-09"), Some(day("2026-09-21"))));
    story.today = day("2026-09-30");
    story.does(InternBegeleider, go("aangevuld"));
    assert_eq!(story.open("toets").due, Some(day("2026-10-12")), "8 working days were left");
    assert_eq!(story.open("toets").target, Some(day("2026-10-05")), "of the streefdatum 3");
    assert!(story.state.stopped.is_empty());
}

#[test]
fn a_clock_is_stopped_by_hand_and_nothing_is_late_while_it_stands_still() {
    let mut story = filed();
    let stop = |reason: &str| Command::Stop { step: key("toets"), reason: Some(reason.into()) };
    assert!(matches!(story.refused(InternBegeleider, stop("wachten")).gates[0], Gate::NotYours(_)));
    assert_eq!(story.refused(Consulent, stop(" ")).gates, [Gate::ReasonMissing]);
    story.does(Consulent, stop("Ouders zijn op vakantie."));
    assert_eq!(story.open("toets").term(), None);
    assert_eq!(story.refused(Consulent, stop("nog eens")).gates, [Gate::ClockStopped(key("toets"))]);
    story.today = day("2026-10-05");
    story.does(Consulent, Command::Resume { step: key("toets") });
    assert_eq!(story.open("toets").due, Some(day("2026-10-19")), "all ten working days were left");
    let again = story.refused(Consulent, Command::Resume { step: key("toets") });
    assert_eq!(again.gates, [Gate::ClockRunning(key("toets"))]);
}

#[test]
fn a_term_is_extended_once_with_a_reason() {
    let mut story = filed();
    let extend = || Command::Extend { step: key("toets"), reason: Some("Veel aanvragen.".into()) };
    story.does(Consulent, extend());
    assert_eq!(story.open("toets").due, Some(day("2026-09-28")));
    assert_eq!(story.refused(Consulent, extend()).gates, [Gate::AlreadyExtended(key("toets"))]);
    story.does(Consulent, go_because("terug", "nog iets"));
    story.does(InternBegeleider, go("aangevuld"));
    assert_eq!(story.refused(Consulent, extend()).gates, [Gate::AlreadyExtended(key("toets"))], "also after a stop");
    story.does(Consulent, go_because("terug", "en nog iets"));
    let fixed = Command::Extend { step: key("aanvullen"), reason: Some("meer tijd".into()) };
    assert_eq!(story.refused(InternBegeleider, fixed).gates, [Gate::TermFixed(key("aanvullen"))]);
}

#[test]
fn a_loop_ends_after_its_count() {
    let mut story = filed();
    story.consents = vec![key("advies")];
    for _ in 0..3 {
        story.does(Consulent, go_because("terug", "nog niet volledig"));
        story.does(InternBegeleider, go("aangevuld"));
    }
    assert_eq!(story.refused(Consulent, go("volledig")).gates, [Gate::Excluded], "a fourth time is not volledig");
}

#[test]
fn two_tracks_run_side_by_side_and_join_by_themselves_when_both_are_ready() {
    let mut story = advised();
    assert_eq!(story.at(), [("advies_onderwijs", 1), ("advies_zorg", 1)]);
    story.does(Jeugdprofessional, record("advies_zorg_gegeven"));
    assert_eq!(story.state.open.len(), 2, "the tracks wait for each other");
    assert!(matches!(story.refused(Jeugdprofessional, perform("overleg")).gates[0], Gate::NotYours(_)));
    assert_eq!(
        story.refused(Gedragswetenschapper, perform("telefonisch")).gates,
        [Gate::Unknown("telefonisch".into())]
    );
    story.does(Gedragswetenschapper, perform("schriftelijk"));
    assert_eq!(story.at(), [("besluiten", 1)]);
    let left = |event: &&Event| matches!(event, Event::StepLeft { transition, .. } if *transition == "adviezen_binnen");
    assert_eq!(story.events.iter().filter(left).count(), 2);
    assert_eq!(story.open("besluiten").due, Some(day("2027-07-30")));
}

#[test]
fn a_decision_in_two_stages_stands_a_week_later() {
    let mut story = to_be_decided();
    let no_ground = story.refused(Consulent, decide_on("afgewezen", &[]));
    assert_eq!(no_ground.gates, [Gate::GroundsMissing(vec![key("basis"), key("wet")])]);
    assert!(no_ground.what.contains("Voorgenomen besluit"), "{no_ground}");
    let unknown = story.refused(Consulent, decide_on("afgewezen", &["zomaar"]));
    assert_eq!(unknown.gates, [Gate::Unknown("zomaar".into())]);
    story.does(Consulent, decide_on("afgewezen", &["basis"]));
    let close = Command::Close { closing: key("afgewezen"), reason: None };
    assert!(matches!(story.refused(Consulent, close.clone()).gates[0], Gate::OutcomeMissing { .. }));
    story.today = day("2026-09-13");
    let early = story.refused(Consulent, decide_on("afgewezen", &["basis"]));
    assert_eq!(early.gates, [Gate::TooEarly(day("2026-09-14"))]);
    story.today = day("2026-09-14");
    story.does(Consulent, decide_on("afgewezen", &["wet", "basis"]));
    assert_eq!(story.state.decisions[&key("toekenning")].grounds, [key("basis"), key("wet")]);
    assert_eq!(story.refused(Consulent, decide_on("toegekend", &[])).gates, [Gate::AlreadyDecided(key("toekenning"))]);
    story.does(Consulent, close);
}

#[test]
fn a_decision_waits_for_its_step() {
    let mut story = filed();
    assert_eq!(story.refused(Consulent, decide_on("toegekend", &[])).gates, [Gate::StepNotOpen(key("besluiten"))]);
}

#[test]
fn in_a_closed_case_nothing_is_decided_carried_out_or_escalated() {
    let mut story = advised();
    story.does(InternBegeleider, close_because("ingetrokken", "Ouders zien ervan af."));
    let escalate = Command::Escalate { escalation: key("naar_bestuur"), reason: Some("Er is een impasse.".into()) };
    for command in [decide_on("toegekend", &[]), perform("schriftelijk"), escalate] {
        assert_eq!(story.refused(Consulent, command).gates, [Gate::CaseClosed]);
    }
}

#[test]
fn a_letter_is_there_once_its_condition_holds_and_also_after_the_closing() {
    let titles = |story: &Story| {
        let letters = letters(aanvraag(), &story.state, &story.context(Consulent)).into_iter();
        letters.map(|letter| letter.key.to_string()).collect::<Vec<_>>()
    };
    assert!(titles(&to_be_decided()).is_empty());
    let mut story = running("onderwijs");
    assert_eq!(titles(&story), ["beschikking"]);
    story.today = day("2027-01-11");
    story.does(InternBegeleider, close_because("te_laat", "geen vooruitgang"));
    assert_eq!(titles(&story), ["beschikking"]);
}

#[test]
fn regie_follows_the_answer_as_it_was_on_entering() {
    let mut story = running("zorg");
    assert_eq!(story.at(), [("uitvoeren", 1)], "the decision moved the case by itself");
    assert_eq!(story.open("uitvoeren").regie, "jp");
    assert_eq!(running("onderwijs").open("uitvoeren").regie, "ib");
    story.answers.set("voorliggend", Answer::Choice("onderwijs".into()));
    story.wakes_on("2027-01-11");
    story.does(Jeugdprofessional, close_because("te_laat", "geen vooruitgang"));
}

#[test]
fn without_somebody_in_the_role_the_step_waits() {
    let mut story = to_be_decided();
    story.does(Consulent, decide_on("toegekend", &[]));
    story.today = day("2026-09-14");
    story.does(Consulent, decide_on("toegekend", &[]));
    assert_eq!(story.at(), [("besluiten", 1)]);
    assert_eq!(story.refused(Consulent, go("toegekend")).gates, [Gate::ByItself]);
    story.answers.set("voorliggend", Answer::Choice("onderwijs".into()));
    story.wakes_on("2026-09-15");
    assert_eq!(story.at(), [("uitvoeren", 1)]);
}

#[test]
fn a_step_that_stays_over_its_term_escalates_rung_by_rung() {
    let mut story = running("onderwijs");
    assert_eq!(story.open("uitvoeren").due, Some(day("2026-10-26")));
    story.wakes_on("2026-11-02");
    assert!(story.open("uitvoeren").escalated.is_empty(), "on the last day itself nothing is late");
    story.wakes_on("2026-11-03");
    assert_eq!(story.open("uitvoeren").escalated, [key("naar_secretaris")]);
    story.wakes_on("2026-11-04");
    assert_eq!(story.open("uitvoeren").escalated.len(), 1, "once");
    let by_hand = |reason: &str| Command::Escalate { escalation: key("naar_bestuur"), reason: Some(reason.into()) };
    assert_eq!(story.refused(InternBegeleider, by_hand("")).gates, [Gate::ReasonMissing]);
    story.does(InternBegeleider, by_hand("Er is een impasse."));
    assert_eq!(story.refused(Bestuurder, by_hand("weer")).gates, [Gate::AlreadyEscalated(key("naar_bestuur"))]);
}

#[test]
fn time_moves_the_case_when_the_day_has_come_and_the_holiday_is_over() {
    let mut story = running("onderwijs");
    story.today = day("2027-07-01");
    story.does(InternBegeleider, record("afspraken"));
    story.wakes_on("2027-07-14");
    assert_eq!(story.at(), [("uitvoeren", 1)], "two weeks have not passed");
    story.wakes_on("2027-07-20");
    assert_eq!(story.at(), [("uitvoeren", 1)], "not in the holiday");
    story.wakes_on("2027-08-16");
    assert_eq!(story.at(), [("vervolg", 1)]);
    assert_eq!(story.open("vervolg").regie, "ib", "the first fact that holds points at the role");
    story.does(InternBegeleider, Command::Close { closing: key("klaar"), reason: None });
}

#[test]
fn state_and_events_of_before_the_tracks_still_read() {
    let event = r#"{"kind":"step_entered","step":"stap_1","on":"2026-09-01","regie":"ib","due":null,"round":1}"#;
    let event: Event = serde_json::from_str(event).unwrap();
    let state = replay([&event]);
    let stored = r#"{"open":[{"step":"stap_1","since":"2026-09-01","regie":"ib","due":null,"round":1,"at":1}],
        "rounds":{"stap_1":1},"lead":null,"closed":null,"facts":{},"length":1}"#;
    let read = serde_json::from_str::<CaseState>(stored).unwrap();
    assert_eq!(read, CaseState { entered: [].into(), ..state.clone() });
    assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::from_str::<serde_json::Value>(stored).unwrap());
    assert_eq!(state.entered[&key("stap_1")], day("2026-09-01"), "and everything since is told by the events");
}
