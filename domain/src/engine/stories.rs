//! The lines of S1 (SOT with HIA or MDO) and S3 (Taskforce), each from its first signal to its end.

use super::{
    story::{Story, close_because, day, go, go_because, key, lead, open, record, templates},
    *,
};
use crate::{form::Answer, stage::Stage, template::Cadence};

use Function::{
    Gedragsdeskundige, Gedragswetenschapper, InternBegeleider, Jeugdprofessional, Leerplichtambtenaar,
    Ondersteuningscoordinator, Procescoordinator, Transfercoach,
};

fn story(template: &str) -> Story {
    let template = templates().iter().find(|known| known.meta.key == template).unwrap();
    Story::new(template, "2026-09-16")
}

fn steps(story: &Story) -> Vec<(String, String)> {
    story.state.open.iter().map(|open| (open.step.to_string(), open.regie.to_string())).collect()
}

fn at(step: &str, regie: &str) -> Vec<(String, String)> {
    vec![(step.to_owned(), regie.to_owned())]
}

fn chosen(answer: &str) -> Answer {
    Answer::Choice(answer.into())
}

fn decided(decision: &str, outcome: &str) -> Command {
    Command::Decide { decision: key(decision), outcome: key(outcome), grounds: vec![], reason: None }
}

#[test]
fn west_brabant_po_via_the_jeugdprofessional_to_hia_and_nazorg() {
    let mut story = story("west_brabant_po");
    story.does(Jeugdprofessional, open("stap_1_jp"));
    let refused = story.refused(Jeugdprofessional, go("melden_bij_ib"));
    let gates = [Gate::AnswerMissing(key("route_jp")), Gate::ConsentMissing(key("team_jeugd"))];
    assert_eq!(refused.gates, gates, "care only, or education too? And may the school hear of it?");
    story.answers.set("route_jp", chosen("beide"));
    story.consents = vec![key("team_jeugd")];
    story.does(Jeugdprofessional, go("melden_bij_ib"));
    let refused = story.refused(Jeugdprofessional, go("aanmelden_sot_jp"));
    assert!(matches!(&refused.gates[0], Gate::NoneOf(gates) if gates[0] == Gate::ConsentMissing(key("sot"))));
    story.does(Jeugdprofessional, record("anoniem_in_sot"));
    story.does(Jeugdprofessional, go("aanmelden_sot_jp"));
    assert_eq!(steps(&story), at("stap_3", "ib"), "via team jeugd the IB takes over");

    assert_eq!(story.refused(InternBegeleider, go_because("besluit_hia", "nodig")).gates, [Gate::ByItself]);
    story.does(InternBegeleider, decided("hia_nodig", "hia"));
    assert_eq!(steps(&story), at("stap_4", "ib"), "the decision moves the case");
    let refused = story.refused(Gedragswetenschapper, go("arrangeren"));
    let first = [Gate::LeadMissing, Gate::FactMissing(key("voorliggend_bepaald")), Gate::RoleMissing(key("cr_regel"))];
    assert_eq!(refused.gates[..3], first, "the casusregisseur comes first");
    assert_eq!(refused.gates[3..], [Gate::ConsentMissing(key("hia")), Gate::FactMissing(key("actiepunten"))]);
    assert_eq!(story.refused(InternBegeleider, lead(Gedragswetenschapper)).gates, [Gate::LeadNotAllowed]);
    story.facts = vec![key("voorliggend_bepaald")];
    story.answers.set("voorliggend", chosen("jeugdhulp"));
    story.does(InternBegeleider, lead(Jeugdprofessional));
    story.consents = vec![key("hia")];
    story.does(Gedragswetenschapper, record("actiepunten"));
    story.does(Gedragswetenschapper, go("arrangeren"));
    assert_eq!(steps(&story), at("stap_5", "cr"));

    for _ in 0..2 {
        story.does(Jeugdprofessional, go("evalueren"));
        story.does(Jeugdprofessional, go_because("terug_naar_sot", "zo vaak als nodig"));
        story.does(InternBegeleider, decided("hia_nodig", "hia"));
        assert!(
            story
                .refused(Gedragswetenschapper, go("arrangeren"))
                .gates
                .contains(&Gate::FactMissing(key("actiepunten")))
        );
        story.does(Gedragswetenschapper, record("actiepunten"));
        story.does(Gedragswetenschapper, go("arrangeren"));
    }
    assert_eq!(story.state.round("stap_3"), 3);
    story.does(Jeugdprofessional, go("evalueren"));
    story.does(Jeugdprofessional, go("nazorg"));
    story.does(Jeugdprofessional, close_because("afgerond", "klaar"));
    assert!(story.state.is_closed());
}

#[test]
fn west_brabant_po_without_a_hia_the_advice_goes_back_to_pupil_and_parents() {
    let mut story = story("west_brabant_po");
    story.consents = vec![key("sot")];
    story.does(InternBegeleider, open("stap_1"));
    let refused = story.refused(InternBegeleider, go("verdere_actie"));
    assert_eq!(refused.gates, [Gate::FactMissing(key("signaal_besproken"))], "first the Intern Zorgteam");
    story.facts = vec![key("signaal_besproken")];
    story.does(InternBegeleider, go("verdere_actie"));
    assert_eq!(story.refused(InternBegeleider, go("aanmelden_sot")).gates, [Gate::AnswerMissing(key("route"))]);
    story.answers.set("route", chosen("beide"));
    story.does(InternBegeleider, go("aanmelden_sot"));
    story.does(Gedragswetenschapper, decided("hia_nodig", "geen_hia"));
    let close = Command::Close { closing: key("advies_teruggekoppeld"), reason: None };
    assert_eq!(story.refused(InternBegeleider, close.clone()).gates, [Gate::FactMissing(key("teruggekoppeld"))]);
    story.does(InternBegeleider, record("teruggekoppeld"));
    story.does(InternBegeleider, close);
}

#[test]
fn west_brabant_po_the_casusregisseur_is_the_ib_when_education_comes_first_and_who_takes_over_is_for_people() {
    let mut story = story("west_brabant_po");
    story.consents = vec![key("sot"), key("hia")];
    story.facts = vec![key("signaal_besproken"), key("voorliggend_bepaald"), key("actiepunten")];
    story.answers.set("route", chosen("beide"));
    story.answers.set("voorliggend", chosen("onderwijs"));
    story.does(InternBegeleider, open("stap_1"));
    story.does(InternBegeleider, go("verdere_actie"));
    story.does(InternBegeleider, go("aanmelden_sot"));
    story.does(InternBegeleider, decided("hia_nodig", "hia"));
    story.does(InternBegeleider, lead(Jeugdprofessional));
    let refused = story.refused(Gedragswetenschapper, go("arrangeren"));
    assert_eq!(refused.gates, [Gate::RoleMissing(key("cr_regel"))], "not the jeugdprofessional");
    story.does(InternBegeleider, lead(InternBegeleider));
    story.does(Gedragswetenschapper, go("arrangeren"));
    story.does(InternBegeleider, lead(Jeugdprofessional));
    story.does(Jeugdprofessional, go("evalueren"));
    assert_eq!(steps(&story), at("stap_6", "cr"));
}

#[test]
fn west_brabant_vo_is_led_by_the_ondersteuningscoordinator_throughout() {
    let mut story = story("west_brabant_vo");
    story.consents = vec![key("sot"), key("mdo")];
    story.facts = vec![key("signaal_besproken")];
    story.answers.set("route", chosen("beide"));
    story.answers.set("verzuim_4_weken", Answer::Boolean(false));
    story.does(Ondersteuningscoordinator, open("stap_1"));
    for move_on in ["melden_bij_tc", "inbrengen_sot"] {
        story.does(Ondersteuningscoordinator, go(move_on));
    }
    story.does(Transfercoach, decided("mdo_nodig", "mdo"));
    story.refused(Leerplichtambtenaar, record("actiepunten"));
    story.does(Transfercoach, record("actiepunten"));
    assert!(story.refused(Ondersteuningscoordinator, go("arrangeren")).gates.contains(&Gate::LeadMissing));
    story.facts.push(key("voorliggend_bepaald"));
    story.answers.set("voorliggend", chosen("onderwijs"));
    story.does(Ondersteuningscoordinator, lead(Ondersteuningscoordinator));
    for move_on in ["arrangeren", "evalueren", "nazorg"] {
        story.does(Ondersteuningscoordinator, go(move_on));
        assert_eq!(story.state.open[0].regie, "oc");
    }
    story.does(Ondersteuningscoordinator, close_because("afgerond", "klaar"));
}

#[test]
fn west_brabant_vo_after_four_weeks_of_absence_nothing_is_arranged_without_a_terugkeerplan() {
    let mut story = story("west_brabant_vo");
    story.consents = vec![key("sot")];
    story.facts = vec![key("signaal_besproken")];
    story.answers.set("route", chosen("beide"));
    story.answers.set("verzuim_4_weken", Answer::Boolean(true));
    story.does(Ondersteuningscoordinator, open("stap_1"));
    for move_on in ["melden_bij_tc", "inbrengen_sot"] {
        story.does(Ondersteuningscoordinator, go(move_on));
    }
    story.does(Ondersteuningscoordinator, decided("mdo_nodig", "geen_mdo"));
    story.does(Ondersteuningscoordinator, record("teruggekoppeld"));
    let refused = story.refused(Ondersteuningscoordinator, go("arrangeren_zonder_mdo"));
    let plan = Gate::FactMissing(key("terugkeerplan_gereed"));
    assert!(matches!(&refused.gates[..], [Gate::NoneOf(gates)] if gates.contains(&plan)), "{refused}");
    story.facts.push(key("terugkeerplan_gereed"));
    story.does(Ondersteuningscoordinator, go("arrangeren_zonder_mdo"));
}

#[test]
fn groningen_needs_consent_intake_scenario_plan_and_casusregisseur() {
    let mut story = story("groningen");
    story.does(Gedragsdeskundige, open("stap_0"));
    assert_eq!(story.refused(Gedragsdeskundige, go("aanmelden")).gates, [Gate::FactMissing(key("vraag_compleet"))]);
    assert_eq!(story.refused(Gedragsdeskundige, record("vraag_compleet")).gates, [Gate::ByItself], "the form says so");
    story.facts = vec![key("vraag_compleet")];
    story.does(Gedragsdeskundige, go("aanmelden"));
    let refused = story.refused(Gedragsdeskundige, go("inbrengen"));
    assert_eq!(refused.gates, [Gate::ConsentMissing(key("taskforce")), Gate::FactMissing(key("intake_gereed"))]);
    story.consents = vec![key("taskforce")];
    story.facts.push(key("intake_gereed"));
    story.does(Gedragsdeskundige, go("inbrengen"));
    assert_eq!(steps(&story), at("stap_2", "procescoordinator"));

    story.does(Procescoordinator, go("scenario"));
    assert_eq!(story.refused(Procescoordinator, go("uitvoeren")).gates.len(), 3);
    story.facts.push(key("plan_opgesteld"));
    for fact in ["scenario_a", "scenario_c"] {
        story.does(Procescoordinator, record(fact));
    }
    story.does(Procescoordinator, lead(Jeugdprofessional));
    story.does(Procescoordinator, go("uitvoeren"));
    assert_eq!(story.state.open[0].due, Some("2026-10-28".parse().unwrap()), "six weeks");

    // The form of each evaluation says when it was held, round by round; a late one does not move the next.
    story.today = day("2026-11-25");
    assert_eq!(story.refused(Jeugdprofessional, record("zes_weken")).gates, [Gate::ByItself]);
    let refused = story.refused(Jeugdprofessional, go("tussentijds_geevalueerd"));
    assert_eq!(refused.gates, [Gate::FactMissing(key("zes_weken"))]);
    story.facts.push(key("zes_weken"));
    story.does(Jeugdprofessional, go("tussentijds_geevalueerd"));
    assert_eq!(story.open("stap_5").due, Some(day("2026-12-16")), "three months after the plan began");
    story.does(Jeugdprofessional, go("drie_maanden"));
    let refused = story.refused(Procescoordinator, go_because("doelen_aanpassen", "doel 2 nog niet behaald"));
    assert_eq!(refused.gates, [Gate::FactMissing(key("drie_maanden_geevalueerd"))]);
    story.facts.push(key("drie_maanden_geevalueerd"));
    story.does(Procescoordinator, go_because("doelen_aanpassen", "doel 2 nog niet behaald"));
    assert_eq!(story.state.round("stap_4"), 2);
    for move_on in ["tussentijds_geevalueerd", "drie_maanden", "afsluiten"] {
        story.does(Jeugdprofessional, go(move_on));
    }
    story.facts.push(key("afspraken_afsluiting"));
    story.does(Jeugdprofessional, Command::Close { closing: key("afgerond"), reason: None });
}

#[test]
fn groningen_brings_a_pupil_back_to_school_with_lessons_at_the_own_school_and_leerplicht_agreed() {
    let mut story = story("groningen");
    story.does(Procescoordinator, open("stap_1"));
    story.consents = vec![key("taskforce")];
    story.facts = ["intake_gereed", "plan_opgesteld"].map(key).to_vec();
    for move_on in ["inbrengen", "scenario"] {
        story.does(Procescoordinator, go(move_on));
    }
    story.does(Procescoordinator, record("scenario_b"));
    story.does(Procescoordinator, lead(Jeugdprofessional));
    story.answers.set("onderwijs_minder".to_owned(), Answer::Boolean(true));
    let refused = story.refused(Procescoordinator, go("uitvoeren"));
    let why = refused.why.join(" ");
    assert!(why.contains("welke lessen de leerling op de eigen school blijft volgen"), "{why}");
    assert!(why.contains("Leerplicht heeft nog niet ingestemd"), "{why}");
    assert!(!why.contains("waardoor dit niet meer kan"), "only what somebody can still do is said: {why}");
    story.facts.push(key("opbouw_afgesproken"));
    assert_eq!(story.refused(Procescoordinator, go("uitvoeren")).gates.len(), 1);
    story.does(Leerplichtambtenaar, record("leerplicht_akkoord"));
    story.does(Procescoordinator, go("uitvoeren"));
    assert_eq!(steps(&story), at("stap_4", "cr"));
}

#[test]
fn every_way_of_working_runs_its_meetings_on_the_same_pipeline_with_one_form_to_fill_the_agenda() {
    for template in templates() {
        let fed: Vec<_> = template.meetings.iter().filter(|meeting| meeting.form.is_some()).collect();
        assert_eq!(fed.len(), 1, "{}", template.meta.key);
        assert!(!matches!(fed[0].cadence, Cadence::OnDecision));
        let form = template.form(fed[0].form.as_ref().unwrap().as_str()).unwrap();
        assert!(form.sections.iter().any(|section| section.agenda_field().is_some()));
        for step in &template.steps {
            assert!(form.section_for_step(step.key.as_str()).is_some(), "{}: {}", template.meta.key, step.key);
        }
        for meeting in &template.meetings {
            assert!(Stage::ALL.iter().all(|stage| !meeting.stage_label(*stage).is_empty()));
        }
    }
}
