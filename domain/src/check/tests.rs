use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use super::*;
use crate::{
    form::{EnableWhen, Equals, SectionKind},
    pupil::Years,
    sector::Sector,
    stage::Stage,
    template::{Cadence, Guard, Key, Resolve, Validity, shipped},
    term::Period,
};

fn clean() -> Body {
    static BODY: OnceLock<Body> = OnceLock::new();
    BODY.get_or_init(|| Body::clone(&Template::parse(shipped()[0].1).unwrap())).clone()
}

pub(super) fn key(text: &str) -> Key {
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
fn a_word_of_its_own_is_for_a_case_or_a_function_and_for_nothing_else() {
    let mut body = clean();
    body.vocabulary = [("casus", "traject"), ("directeur", "teamleider")].map(|(k, w)| (key(k), w.into())).into();
    assert_eq!(check(&body), []);
    body.vocabulary.insert(key("overleg"), "Zorgtafel".into());
    let faults = check(&body);
    assert_eq!((faults.len(), faults[0].rule, faults[0].place.as_str()), (1, Rule::Unknown, "vocabulary.overleg"));
    assert!(
        faults[0]
            .message
            .contains("voor 'overleg' hebben de schermen geen woord. Kies casus of een functie: intern_begeleider, ")
    );
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
    pub(super) fn step_mut(&mut self, name: &str) -> &mut crate::template::Step {
        self.steps.iter_mut().find(|step| step.key == name).unwrap()
    }

    pub(super) fn role_mut(&mut self, name: &str) -> &mut crate::template::Role {
        self.roles.iter_mut().find(|role| role.key == name).unwrap()
    }

    pub(super) fn transition_mut(&mut self, name: &str) -> &mut crate::template::Transition {
        self.transitions.iter_mut().find(|transition| transition.key == name).unwrap()
    }

    pub(super) fn form_mut(&mut self, name: &str) -> &mut crate::form::Form {
        self.forms.iter_mut().find(|form| form.key == name).unwrap()
    }

    pub(super) fn signature_mut(&mut self) -> &mut crate::form::Field {
        &mut self.form_mut("verklaring").sections[0].fields[1]
    }

    pub(super) fn section_mut(&mut self, name: &str) -> &mut crate::form::Section {
        self.forms[0].sections.iter_mut().find(|section| section.key == name).unwrap()
    }
}

pub(super) type Break = fn(&mut Body);

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
    (Rule::Section, "forms.analyse.bands", |b| b.forms[0].bands[0].sector = Some(Years::Klas)),
    (Rule::Section, "forms.analyse.bands", |b| b.meta.sector = Sector::PoVo),
    (Rule::Section, "forms.analyse.proces_1", |b| b.section_mut("proces_1").step = None),
    (Rule::Section, "forms.analyse", |b| b.section_mut("risicoleerlingen").kind = b.section_mut("thuiszitters").kind),
    (Rule::Stages, "meetings.zat.stages", |b| b.meetings[0].stages[0].days_before = 366),
    (Rule::Section, "forms.analyse", |b| b.forms[0].per_round = true),
    (Rule::Section, "forms.analyse", |b| b.section_mut("kop").kind = SectionKind::Rows),
    (Rule::Section, "forms.analyse.kop", |b| b.section_mut("kop").at_least = 1),
    (Rule::Guard, "closings.vertrokken.guard", |b| {
        b.closings[2].guard = Guard::Since { fact: key("fase_getekend"), at_least: Period::Days(1001) };
    }),
    (Rule::Guard, "closings.vertrokken.guard", |b| {
        let until = crate::term::MonthDay::new(7, 31).unwrap();
        b.closings[2].guard = Guard::Since { fact: key("fase_getekend"), at_least: Period::Until(until) };
    }),
    (Rule::Guard, "facts.fase_getekend.form", |b| {
        b.facts.iter_mut().find(|f| f.key == "fase_getekend").unwrap().form = Some(key("analyse"));
    }),
    (Rule::Unreachable, "closings.vertrokken", |b| {
        let fact = Guard::Fact(key("fase_getekend"));
        b.closings[2].guard = Guard::All(vec![fact.clone(), Guard::Not(Box::new(fact))]);
    }),
    (Rule::Term, "steps.proces_1.term.target", |b| {
        b.step_mut("proces_1").term.as_mut().unwrap().target = Some(Period::SchoolWeeks(60));
    }),
    (Rule::Consent, "consents.zat.validity", |b| b.consents[0].validity = Validity::Months(0)),
    (Rule::Consent, "consents.zat.validity", |b| b.consents[0].validity = Validity::Months(121)),
    (Rule::TooMuch, "closings.vertrokken.from", |b| b.closings[2].from = vec![key("proces_1"); 501]),
    (Rule::TooMuch, "facts.fase_getekend.by", |b| {
        b.facts.iter_mut().find(|f| f.key == "fase_getekend").unwrap().by = vec![key("ib"); 501];
    }),
    (Rule::Duplicate, "forms.analyse.step.proces_1", |b| b.section_mut("proces_3").step = Some(key("proces_1"))),
    (Rule::Duplicate, "forms.analyse.step.tlv_besluit", |b| b.section_mut("proces_3").also.push(key("tlv_besluit"))),
    (Rule::Unknown, "forms.analyse.proces_3.also", |b| b.section_mut("proces_3").also.push(key("weg"))),
    (Rule::Section, "forms.analyse.kop", |b| b.section_mut("kop").also.push(key("plaatsing"))),
    (Rule::Section, "forms.analyse.kop", |b| b.section_mut("kop").goals = true),
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
    assert_eq!(broken.len(), 16, "{broken:?}");
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

#[test]
fn two_hundred_steps_around_one_are_checked_in_no_time() {
    let start = Instant::now();
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
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
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

#[test]
fn who_reads_a_form_and_who_writes_in_it_are_counted_together() {
    let mut body = clean();
    let place = format!("forms.{}.read", body.forms[0].key);
    let faults = |body: &Body| check(body).iter().filter(|fault| fault.place == place).count();
    assert_eq!(faults(&body), 0);
    (body.forms[0].read, body.forms[0].write) = (vec![key("ib"); 300], vec![key("ib"); 300]);
    assert_eq!(faults(&body), 1);
    (body.forms[0].read, body.forms[0].write) = (vec![key("ib"); 250], vec![key("ib"); 250]);
    assert_eq!(faults(&body), 0, "five hundred together");
}

#[test]
fn of_more_faults_than_are_kept_it_is_said_how_many_there_are() {
    let mut body = clean();
    for number in 0..MOST_FAULTS + 50 {
        body.phases.push(crate::template::Phase { key: key(&format!("extra_{number}")), label: "Extra".into() });
    }
    let faults = check(&body);
    assert_eq!(faults.len(), MOST_FAULTS + 1);
    assert_eq!(faults[MOST_FAULTS].rule, Rule::More);
    assert_eq!(faults[MOST_FAULTS].message, "er zijn nog 50 fouten. Los eerst deze op.");
}
