//! The lines of S1 (SOT with HIA or MDO) and S3 (Taskforce), each from its first signal to its end.

use super::{
    story::{Story, close_because, go, go_because, key, lead, open, record, templates},
    *,
};
use crate::{stage::Stage, template::Cadence};

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

#[test]
fn west_brabant_po_via_the_jeugdprofessional_to_hia_and_nazorg() {
    let mut story = story("west_brabant_po");
    story.does(Jeugdprofessional, open("stap_1_jp"));
    story.does(Jeugdprofessional, go("melden_bij_ib"));
    let refused = story.refused(Jeugdprofessional, go("aanmelden_sot_jp"));
    assert!(matches!(&refused.gates[0], Gate::NoneOf(gates) if gates[0] == Gate::ConsentMissing(key("sot"))));
    story.does(Jeugdprofessional, record("anoniem_in_sot"));
    story.does(Jeugdprofessional, go("aanmelden_sot_jp"));
    assert_eq!(steps(&story), at("stap_3", "ib"), "via team jeugd the IB takes over");

    story.does(InternBegeleider, go_because("besluit_hia", "onderwijs en zorg"));
    let refused = story.refused(Gedragswetenschapper, go("arrangeren"));
    assert_eq!(
        refused.gates,
        [Gate::LeadMissing, Gate::ConsentMissing(key("hia")), Gate::FactMissing(key("actiepunten"))]
    );
    assert_eq!(story.refused(InternBegeleider, lead(Gedragswetenschapper)).gates, [Gate::LeadNotAllowed]);
    story.does(InternBegeleider, lead(Jeugdprofessional));
    story.consents = vec![key("hia")];
    story.does(Gedragswetenschapper, record("actiepunten"));
    story.does(Gedragswetenschapper, go("arrangeren"));
    assert_eq!(steps(&story), at("stap_5", "cr"));

    for _ in 0..2 {
        story.does(Jeugdprofessional, go("evalueren"));
        story.does(Jeugdprofessional, go_because("terug_naar_sot", "zo vaak als nodig"));
        story.does(InternBegeleider, go_because("besluit_hia", "nog niet klaar"));
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
    story.does(InternBegeleider, go("verdere_actie"));
    story.does(InternBegeleider, go("aanmelden_sot"));
    let close = Command::Close { closing: key("advies_teruggekoppeld"), reason: None };
    assert_eq!(story.refused(InternBegeleider, close.clone()).gates, [Gate::FactMissing(key("teruggekoppeld"))]);
    story.does(InternBegeleider, record("teruggekoppeld"));
    story.does(InternBegeleider, close);
}

#[test]
fn west_brabant_vo_is_led_by_the_ondersteuningscoordinator_throughout() {
    let mut story = story("west_brabant_vo");
    story.consents = vec![key("sot"), key("mdo")];
    story.does(Ondersteuningscoordinator, open("stap_1"));
    for move_on in ["melden_bij_tc", "inbrengen_sot"] {
        story.does(Ondersteuningscoordinator, go(move_on));
    }
    story.does(Transfercoach, go_because("besluit_mdo", "meer nodig"));
    story.refused(Leerplichtambtenaar, record("actiepunten"));
    story.does(Transfercoach, record("actiepunten"));
    for move_on in ["arrangeren", "evalueren", "nazorg"] {
        story.does(Ondersteuningscoordinator, go(move_on));
        assert_eq!(story.state.open[0].regie, "oc");
    }
    story.does(Ondersteuningscoordinator, close_because("afgerond", "klaar"));
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

    story.does(Jeugdprofessional, record("zes_weken"));
    for move_on in ["tussentijds_geevalueerd", "drie_maanden"] {
        story.does(Jeugdprofessional, go(move_on));
    }
    story.does(Procescoordinator, go_because("doelen_aanpassen", "doel 2 nog niet behaald"));
    assert_eq!(story.state.round("stap_4"), 2);
    story.does(Jeugdprofessional, record("zes_weken"));
    for move_on in ["tussentijds_geevalueerd", "drie_maanden", "afsluiten"] {
        story.does(Jeugdprofessional, go(move_on));
    }
    story.does(Jeugdprofessional, record("afspraken_afsluiting"));
    story.does(Jeugdprofessional, Command::Close { closing: key("afgerond"), reason: None });
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
