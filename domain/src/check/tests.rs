use std::sync::OnceLock;

use super::*;
use crate::{
    form::{EnableWhen, Equals, SectionKind, Source},
    stage::Stage,
    template::{Access, Cadence, Guard, Key, Resolve, shipped},
    term::Period,
};

fn clean() -> Body {
    static BODY: OnceLock<Body> = OnceLock::new();
    BODY.get_or_init(|| Body::clone(&Template::parse(shipped()[0].1).unwrap())).clone()
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

#[test]
fn every_shipped_template_is_clean() {
    for (name, text) in shipped() {
        let faults = check(&Template::parse(text).unwrap());
        assert_eq!(faults, [], "{name}");
    }
}

#[test]
fn what_one_starts_with_is_clean_and_small() {
    let empty = Template::parse(crate::template::empty()).unwrap();
    assert_eq!(check(&empty), []);
    assert_eq!((empty.phases.len(), empty.roles.len(), empty.steps.len(), empty.closings.len()), (1, 1, 1, 1));
}

#[test]
fn a_text_with_marks_that_nobody_sees_is_refused() {
    for hidden in ["Over\u{0}leg", "Over\u{202E}leg"] {
        let mut body = clean();
        body.meta.title = hidden.to_owned();
        let faults = check(&body);
        assert!(faults.iter().any(|f| f.place == "meta.title" && f.message.contains("onzichtbare")), "{faults:?}");
    }
}

#[test]
fn only_a_clean_draft_is_published() {
    let mut draft = Template::draft(clean());
    let published = draft.clone().publish(3).unwrap();
    assert_eq!(published.number(), 3);
    assert_eq!(published.revise(), draft);
    draft.body_mut().steps[0].regie = key("niemand");
    assert!(draft.publish(4).is_err());
}

#[test]
fn a_fault_reads_as_a_sentence_with_its_place() {
    let mut body = clean();
    body.step_mut("proces_2_1").regie = key("coach");
    assert_eq!(
        check(&body)[0].to_string(),
        "steps.proces_2_1.regie: rol 'coach' bestaat niet. Voeg 'coach' toe aan roles of kies een bestaande naam."
    );
}

impl Body {
    fn step_mut(&mut self, name: &str) -> &mut crate::template::Step {
        self.steps.iter_mut().find(|step| step.key == name).unwrap()
    }

    fn role_mut(&mut self, name: &str) -> &mut crate::template::Role {
        self.roles.iter_mut().find(|role| role.key == name).unwrap()
    }

    fn transition_mut(&mut self, name: &str) -> &mut crate::template::Transition {
        self.transitions.iter_mut().find(|transition| transition.key == name).unwrap()
    }

    fn form_mut(&mut self, name: &str) -> &mut crate::form::Form {
        self.forms.iter_mut().find(|form| form.key == name).unwrap()
    }

    fn signature_mut(&mut self) -> &mut crate::form::Field {
        &mut self.form_mut("verklaring").sections[0].fields[1]
    }

    fn section_mut(&mut self, name: &str) -> &mut crate::form::Section {
        self.forms[0].sections.iter_mut().find(|section| section.key == name).unwrap()
    }
}

type Break = fn(&mut Body);

/// What is broken, the rule that finds it, the place it names.
const BROKEN: &[(Rule, &str, Break)] = &[
    (Rule::Text, "meta.title", |b| b.meta.title = " ".into()),
    (Rule::Text, "steps.proces_1.guidance", |b| b.step_mut("proces_1").guidance.push(String::new())),
    (Rule::Text, "consents.zat.explanation", |b| b.consents[0].explanation = "x".repeat(5001)),
    (Rule::Text, "transitions.volgende_fase.guard", |b| {
        b.transitions.iter_mut().find(|t| t.key == "volgende_fase").unwrap().guard = Guard::All(vec![]);
    }),
    (Rule::TooMuch, "transitions.volgende_cyclus.guard", |b| {
        let deep = (0..20).fold(Guard::HasLead, |guard, _| Guard::Not(Box::new(guard)));
        b.transitions.iter_mut().find(|t| t.key == "volgende_cyclus").unwrap().guard = deep;
    }),
    (Rule::TooMuch, "phases", |b| b.phases = vec![b.phases[0].clone(); 501]),
    (Rule::Duplicate, "roles.ib", |b| b.roles.push(b.roles[0].clone())),
    (Rule::Duplicate, "steps.proces_0", |b| b.steps.push(b.steps[0].clone())),
    (Rule::Duplicate, "forms.analyse.proces_1", |b| {
        let again = b.section_mut("proces_1").clone();
        b.forms[0].sections.push(again);
    }),
    (Rule::Unknown, "steps.proces_1.phase", |b| b.step_mut("proces_1").phase = key("weg")),
    (Rule::Unknown, "steps.proces_1.meetings", |b| b.step_mut("proces_1").meetings.push(key("weg"))),
    (Rule::Unknown, "transitions.volgende_cyclus.to", |b| {
        b.transitions.iter_mut().find(|t| t.key == "volgende_cyclus").unwrap().to = key("weg");
    }),
    (Rule::Unknown, "closings.vertrokken.guard", |b| b.closings[2].guard = Guard::Fact(key("weg"))),
    (Rule::Unknown, "closings.vertrokken.guard", |b| b.closings[2].guard = Guard::Consent(key("weg"))),
    (Rule::Unknown, "meetings.zat.form", |b| b.meetings[0].form = Some(key("weg"))),
    (Rule::Unknown, "forms.analyse.proces_1.step", |b| b.section_mut("proces_1").step = Some(key("weg"))),
    (Rule::Unused, "facts.ccp_betrokken", |b| b.transitions.iter_mut().for_each(|t| t.guard = Guard::Always)),
    (Rule::Unused, "phases.extra", |b| {
        b.phases.push(crate::template::Phase { key: key("extra"), label: "Extra".into() });
    }),
    (Rule::Unused, "roles.schoolcoach", |b| {
        b.meetings.iter_mut().for_each(|m| m.members.retain(|r| *r != "schoolcoach"));
        b.meetings.iter_mut().for_each(|m| m.per_case.retain(|r| *r != "schoolcoach"));
        b.year_events.iter_mut().for_each(|e| e.by.retain(|r| *r != "schoolcoach"));
    }),
    (Rule::NoEntry, "steps", |b| b.steps.iter_mut().for_each(|s| s.entry = false)),
    (Rule::Unreachable, "steps.proces_2_1", |b| b.transitions.retain(|t| t.to != "proces_2_1")),
    (Rule::DeadEnd, "steps.proces_0", |b| b.closings.clear()),
    (Rule::Nobody, "steps.proces_1.regie", |b| b.step_mut("proces_1").regie = key("ouders")),
    (Rule::Nobody, "steps.proces_2_1.term.owner", |b| {
        b.step_mut("proces_2_1").term.as_mut().unwrap().owner = Some(key("ouders"));
    }),
    (Rule::Nobody, "transitions.volgende_cyclus.by", |b| {
        b.transitions.iter_mut().find(|t| t.key == "volgende_cyclus").unwrap().by = vec![key("ouders")];
    }),
    (Rule::Nobody, "facts.fase_getekend.by", |b| {
        b.facts.iter_mut().find(|f| f.key == "fase_getekend").unwrap().by.clear();
    }),
    (Rule::Nobody, "closings.vertrokken.from", |b| b.closings[2].from.clear()),
    (Rule::Nobody, "meetings.zat.chair", |b| b.meetings[0].chair = key("bestuur")),
    (Rule::Nobody, "meetings.zat.stages.sent.by", |b| b.meetings[0].stages[1].by = vec![key("ouders")]),
    (Rule::Term, "steps.proces_1.term", |b| b.step_mut("proces_1").term.as_mut().unwrap().length = Period::Weeks(0)),
    (Rule::Term, "steps.proces_1.term", |b| b.step_mut("proces_1").term.as_mut().unwrap().length = Period::Days(2000)),
    (Rule::Term, "meetings.zat.item_minutes", |b| b.meetings[0].item_minutes = 0),
    (Rule::Stages, "meetings.zat.stages", |b| b.meetings[0].stages.truncate(3)),
    (Rule::Stages, "meetings.zat.stages", |b| b.meetings[0].stages.swap(1, 2)),
    (Rule::Stages, "meetings.zat.stages", |b| b.meetings[0].stages[1].days_before = 20),
    (Rule::Stages, "meetings.zat.stages", |b| b.meetings[0].stages[3].days_before = 1),
    (Rule::Stages, "year_events.1", |b| b.year_events[0].stage = Some(Stage::Sent)),
    (Rule::Cadence, "year_events.1", |b| b.year_events[0].month = 13),
    (Rule::Cadence, "meetings.zat.cadence", |b| b.meetings[0].cadence = Cadence::Months(vec![0])),
    (Rule::Cadence, "meetings.zat.cadence", |b| b.meetings[0].cadence = Cadence::Months(vec![9, 9])),
    (Rule::Cadence, "meetings.zat.cadence", |b| b.meetings[0].cadence = Cadence::EveryWeeks(0)),
    (Rule::Cadence, "meetings.zat.cadence", |b| b.meetings[0].cadence = Cadence::Published(vec![])),
    (Rule::Consent, "meetings.zat.consent", |b| b.meetings[0].consent = None),
    (Rule::Field, "forms.analyse.proces_1.domein", |b| b.section_mut("proces_1").fields[0].answer_option.clear()),
    (Rule::Field, "forms.analyse.proces_1.hulpvraag", |b| b.section_mut("proces_1").fields[1].agenda = true),
    (Rule::Field, "forms.analyse.proces_1", |b| b.section_mut("proces_1").fields[3].agenda = true),
    (Rule::Field, "forms.analyse.kop.datum", |b| b.section_mut("kop").fields[0].required = true),
    (Rule::Field, "forms.analyse.proces_1.domein", |b| {
        let when = EnableWhen { question: key("zat"), equals: Equals::Boolean(true) };
        b.section_mut("proces_1").fields[0].enable_when = Some(when);
    }),
    (Rule::Field, "forms.analyse.proces_1.hulpvraag", |b| {
        let when = EnableWhen { question: key("domein"), equals: Equals::Option(key("weg")) };
        b.section_mut("proces_1").fields[1].enable_when = Some(when);
    }),
    (Rule::Field, "forms.analyse.domein", |b| {
        b.section_mut("proces_2_0").fields.iter_mut().find(|f| f.link_id == "domein").unwrap().answer_option.pop();
    }),
    (Rule::Section, "forms.analyse.proces_1", |b| b.forms[0].bands.clear()),
    (Rule::Section, "forms.analyse.bands", |b| b.forms[0].bands[0].groups.push(8)),
    (Rule::Section, "forms.analyse.proces_1", |b| b.section_mut("proces_1").step = None),
    (Rule::Section, "forms.analyse", |b| b.section_mut("risicoleerlingen").kind = b.section_mut("thuiszitters").kind),
    (Rule::Duplicate, "forms.analyse.step.proces_1", |b| b.section_mut("proces_3").step = Some(key("proces_1"))),
    (Rule::Duplicate, "forms.analyse.step.tlv_besluit", |b| b.section_mut("proces_3").also.push(key("tlv_besluit"))),
    (Rule::Unknown, "forms.analyse.proces_3.also", |b| b.section_mut("proces_3").also.push(key("weg"))),
    (Rule::Section, "forms.analyse.kop", |b| b.section_mut("kop").also.push(key("plaatsing"))),
];

#[test]
fn each_broken_template_gives_its_fault() {
    for (number, (rule, place, break_it)) in BROKEN.iter().enumerate() {
        let mut body = clean();
        break_it(&mut body);
        let faults = check(&body);
        let found = faults.iter().any(|fault| fault.rule == *rule && fault.place == *place);
        assert!(found, "case {number}: {rule:?} at {place} not among {faults:#?}");
    }
}

#[test]
fn every_rule_has_a_template_that_breaks_it() {
    let broken: std::collections::BTreeSet<Rule> = BROKEN.iter().map(|(rule, _, _)| *rule).collect();
    assert_eq!(broken.len(), 15, "{broken:?}");
}

#[test]
fn a_step_led_by_the_casusregisseur_is_entered_only_with_one() {
    let mut body = clean();
    body.step_mut("proces_2_1").regie = key("casusregisseur");
    let places: Vec<_> = check(&body).into_iter().map(|fault| (fault.rule, fault.place)).collect();
    assert_eq!(places, [(Rule::Nobody, "transitions.toeleiding_tlv.guard".to_owned())]);
    let into = body.transitions.iter_mut().find(|t| t.key == "toeleiding_tlv").unwrap();
    into.guard = Guard::All(vec![into.guard.clone(), Guard::HasLead]);
    assert_eq!(check(&body), []);
    body.step_mut("proces_1").regie = key("casusregisseur");
    assert!(check(&body).iter().any(|fault| fault.place == "steps.proces_1.regie"));
    body.roles.iter_mut().find(|role| role.resolve == Resolve::CaseLead).unwrap().functions.clear();
    assert!(check(&body).iter().any(|fault| fault.place == "steps.proces_2_1.regie"));
}

fn aanvraag() -> Body {
    Body::clone(&Template::parse(include_str!("../../tests/ways/aanvraag.toml")).unwrap())
}

/// The same for what only the larger language can say.
const BROKEN_TRACKS: &[(Rule, &str, Break)] = &[
    (Rule::Unknown, "joins.adviezen_binnen.to", |b| b.joins[0].to = key("weg")),
    (Rule::Unknown, "decisions.toekenning.step", |b| b.decisions[0].step = key("weg")),
    (Rule::Unknown, "roles.regisseur.resolve", |b| {
        let Resolve::ByAnswer(rule) = &mut b.role_mut("regisseur").resolve else { unreachable!() };
        rule.field = key("weg");
    }),
    (Rule::Unused, "decisions.toekenning", |b| {
        b.transitions.retain(|t| t.key != "toegekend");
        b.closings.retain(|c| c.key != "afgewezen");
        b.letters.clear();
    }),
    (Rule::Duplicate, "transitions.terug", |b| b.joins[0].key = key("terug")),
    (Rule::Duplicate, "steps.advies_onderwijs.ways.overleg", |b| {
        b.step_mut("advies_onderwijs").ways[1].key = key("overleg");
    }),
    (Rule::Text, "escalations.naar_bestuur.label", |b| b.escalations[1].label.clear()),
    (Rule::Field, "roles.regisseur.resolve", |b| {
        let Resolve::ByAnswer(rule) = &mut b.role_mut("regisseur").resolve else { unreachable!() };
        rule.roles.insert(key("anders"), key("ib"));
    }),
    (Rule::Nobody, "roles.bewaker.resolve", |b| {
        let Resolve::ByFact(rules) = &mut b.role_mut("bewaker").resolve else { unreachable!() };
        rules[0].role = key("regisseur");
    }),
    (Rule::Nobody, "decisions.toekenning.by", |b| b.decisions[0].by.clear()),
    (Rule::Nobody, "escalations.naar_bestuur.to", |b| b.escalations[1].to = vec![key("ouders")]),
    (Rule::Guard, "transitions.ingediend.guard", |b| {
        b.transitions[0].guard = Guard::Answer { field: key("ouders_gehoord"), equals: Equals::Option(key("ja")) };
    }),
    (Rule::Guard, "closings.afgewezen.guard", |b| {
        b.closings[1].guard = Guard::Outcome { decision: key("toekenning"), is: key("misschien") };
    }),
    (Rule::Guard, "closings.te_laat.guard", |b| b.closings[2].guard = Guard::Overdue(key("vervolg"))),
    (Rule::Guard, "closings.te_laat.guard", |b| b.closings[2].guard = Guard::Way(key("uitvoeren"))),
    (Rule::Guard, "closings.te_laat.guard", |b| {
        b.closings[2].guard = Guard::Rounds { step: key("uitvoeren"), at_least: 4_000_000 };
    }),
    (Rule::Track, "transitions.toegekend", |b| b.transition_mut("toegekend").by = vec![key("ib")]),
    (Rule::Track, "transitions.toegekend", |b| b.transition_mut("toegekend").guard = Guard::Always),
    (Rule::Track, "transitions.volledig.also", |b| b.transition_mut("volledig").also = vec![key("advies_onderwijs")]),
    (Rule::Track, "joins.adviezen_binnen", |b| b.joins[0].of.truncate(1)),
    (Rule::Decision, "decisions.toekenning", |b| b.decisions[0].outcomes.truncate(1)),
    (Rule::Decision, "decisions.toekenning", |b| b.decisions[0].stages.as_mut().unwrap().labels.truncate(1)),
    (Rule::Term, "decisions.toekenning.stages.apart", |b| {
        b.decisions[0].stages.as_mut().unwrap().apart = Period::Days(0);
    }),
    (Rule::Term, "transitions.aangevuld.clock", |b| b.step_mut("toets").term = None),
    (Rule::Term, "steps.besluiten.term", |b| b.step_mut("besluiten").term.as_mut().unwrap().can_stop = true),
    (Rule::Term, "escalations.naar_bestuur.after", |b| b.step_mut("uitvoeren").term = None),
    (Rule::Consent, "steps.advies_zorg.regie", |b| b.transition_mut("volledig").guard = Guard::Always),
    (Rule::Unknown, "forms.aanvraagformulier.gezondheid.consent", |b| {
        b.section_mut("gezondheid").consent = Some(key("weg"));
    }),
    (Rule::Stages, "meetings.adviesoverleg.access", |b| b.meetings[0].access = Some(Access::default())),
    (Rule::Stages, "meetings.adviesoverleg.access", |b| {
        b.meetings[0].access.as_mut().unwrap().opens_days_before = Some(366);
    }),
    (Rule::Stages, "meetings.adviesoverleg.access", |b| {
        b.meetings[0].access.as_mut().unwrap().closes_days_after = Some(2);
    }),
    (Rule::Stages, "meetings.adviesoverleg.access", |b| {
        b.meetings[0].members.retain(|role| *role != "jp");
        b.meetings[0].pool.clear();
    }),
    (Rule::Consent, "consents.medisch.ages", |b| b.consents[1].ages.alone = 15),
    (Rule::Consent, "consents.medisch.ages", |b| b.consents[1].ages.alone = 19),
    (Rule::Consent, "consents.medisch.ages", |b| b.consents[1].ages.heard = 17),
    (Rule::Consent, "forms.aanvraagformulier.gezondheid.consent", |b| b.forms[0].steps.clear()),
    (Rule::Consent, "forms.aanvraagformulier.gezondheid.consent", |b| {
        b.section_mut("gezondheid").fields[0].read = vec![key("ib")];
        b.section_mut("gezondheid").fields[0].write = vec![key("ib")];
    }),
    (Rule::Consent, "forms.aanvraagformulier.gezondheid.voorliggend", |b| {
        b.section_mut("gezondheid").fields[0].link_id = key("voorliggend");
    }),
    (Rule::Consent, "forms.aanvraagformulier.behandelaars.behandelaars", |b| {
        b.section_mut("vraag").fields[2].link_id = key("behandelaars");
    }),
    (Rule::Consent, "transitions.ingediend.guard", |b| b.section_mut("vraag").consent = Some(key("medisch"))),
    (Rule::Consent, "roles.regisseur.resolve", |b| b.section_mut("vraag").consent = Some(key("medisch"))),
];

/// Where a signature cannot stand, and what is said of it.
const BROKEN_SIGNATURES: &[(&str, &str, Break)] = &[
    ("getekend_school", "formulier over een casus", |b| b.form_mut("verklaring").steps.clear()),
    ("getekend_school", "niet per rij", |b| b.form_mut("verklaring").sections[0].kind = SectionKind::Rows),
    ("getekend_school", "Noem bij write", |b| b.signature_mut().write.clear()),
    ("getekend_school", "'ouders' heeft geen account", |b| b.signature_mut().write = vec![key("ouders")]),
    ("getekend_school", "laat haar vervallen", |b| b.signature_mut().each_period = true),
    ("getekend_school", "nooit al bekend", |b| b.signature_mut().source = Some(Source::Name)),
    ("getekend_school", "agenda = true is een ja/nee-vraag", |b| b.signature_mut().agenda = true),
    ("verklaard", "alleen een handtekening staat op papier", |b| {
        b.form_mut("verklaring").sections[0].fields[0].paper = true;
    }),
];

#[test]
fn a_signature_stands_where_somebody_can_put_it() {
    for (field, said, break_it) in BROKEN_SIGNATURES {
        let mut body = aanvraag();
        break_it(&mut body);
        let place = format!("forms.verklaring.verklaring.{field}");
        let faults = check(&body);
        let found = faults.iter().any(|fault| fault.place == place && fault.message.contains(said));
        assert!(found, "{said} at {place}: {faults:#?}");
    }
}

#[test]
fn every_fault_in_tracks_decisions_and_clocks_is_found_where_it_is() {
    assert_eq!(check(&aanvraag()), []);
    for (rule, place, break_it) in BROKEN_TRACKS {
        let mut body = aanvraag();
        break_it(&mut body);
        let faults = check(&body);
        assert!(faults.iter().any(|f| f.rule == *rule && f.place == *place), "{rule:?} at {place}: {faults:#?}");
    }
}

#[test]
fn a_fault_on_a_path_shows_the_path() {
    let mut body = aanvraag();
    body.transition_mut("volledig").guard = Guard::Always;
    let said = check(&body).iter().find(|fault| fault.rule == Rule::Consent).unwrap().to_string();
    assert!(said.ends_with("Zo komt het: start in Indienen; 'Indienen' naar Toets; 'De aanvraag is volledig' naar Advies onderwijs en Advies zorg."), "{said}");
}

#[test]
fn two_hundred_steps_are_checked_in_no_time() {
    let mut body = clean();
    let (step, go) = (body.steps[1].clone(), body.transitions[3].clone());
    for number in 0..200 {
        let mut next = step.clone();
        next.key = key(&format!("stap_{number}"));
        body.steps.push(next);
        let mut there = go.clone();
        there.key = key(&format!("naar_{number}"));
        there.to = key(&format!("stap_{number}"));
        let mut back = go.clone();
        back.key = key(&format!("van_{number}"));
        back.from = key(&format!("stap_{number}"));
        body.transitions.extend([there, back]);
    }
    assert_eq!(check(&body), []);
}

#[test]
fn a_covenant_is_named_and_for_partners() {
    let mut body = clean();
    body.role_mut("ib").covenant = Some("Convenant".into());
    let faults = check(&body);
    assert!(faults.iter().any(|f| f.place == "roles.ib.covenant" && f.message.contains("partners")), "{faults:?}");
    let mut body = clean();
    let partner = body
        .roles
        .iter_mut()
        .find(|role| role.functions.iter().any(|one| one.side() == crate::actor::Side::Partner))
        .unwrap();
    partner.functions.retain(|one| one.side() == crate::actor::Side::Partner);
    partner.covenant = Some(" ".into());
    let place = format!("roles.{}.covenant", partner.key);
    assert!(check(&body).iter().any(|f| f.place == place && f.message.contains("200 tekens")));
}
