//! The faults that only the larger language can have, in the way of working that says all of it: tracks, decisions, clocks,
//! forms about a case, signatures.

use super::{
    tests::{Break, key},
    *,
};
use crate::{
    form::{EnableWhen, Equals, PupilColumn, SectionKind, Source},
    template::{Access, Guard, InForce, Pool, Resolve},
    term::Period,
};

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
    (Rule::Nobody, "meetings.adviesoverleg.pool.arts", |b| b.meetings[0].pool[0].choose = 21),
    (Rule::Nobody, "meetings.adviesoverleg.pool.arts", |b| b.meetings[0].pool[0].choose = 0),
    (Rule::Nobody, "meetings.adviesoverleg.pool.jp", |b| b.meetings[0].pool.push(Pool { role: key("jp"), choose: 1 })),
    (Rule::Section, "forms.aanvraagformulier", |b| b.forms[0].meeting = Some(key("adviesoverleg"))),
    (Rule::Section, "forms.aanvraagformulier.vraag", |b| b.section_mut("vraag").kind = SectionKind::Agenda),
    (Rule::Field, "forms.aanvraagformulier.vraag", |b| b.section_mut("vraag").columns = vec![PupilColumn::Name]),
    (Rule::Field, "forms.aanvraagformulier.vraag", |b| {
        b.section_mut("vraag").fields[0].source = Some(Source::AbsentSince);
    }),
    (Rule::Section, "meetings.adviesoverleg.form", |b| b.meetings[0].form = Some(key("aanvraagformulier"))),
    (Rule::Section, "forms.aanvraagformulier.behandelaars", |b| b.section_mut("behandelaars").at_least = 61),
    (Rule::Field, "forms.aanvraagformulier.valid", |b| {
        let (from, until) = ("2027-01-01".parse().unwrap(), Some("2026-12-31".parse().unwrap()));
        b.forms[0].valid = Some(InForce { from, until });
    }),
    (Rule::Field, "forms.aanvraagformulier.vraag.voorliggend", |b| {
        let section = b.section_mut("vraag");
        let at = section.fields.iter().position(|field| field.link_id == "voorliggend").unwrap();
        let question = section.fields[..at].iter().find(|field| field.link_id == "ouders_gehoord").unwrap();
        let when = EnableWhen { question: question.link_id.clone(), equals: Equals::Boolean(true) };
        section.fields[at].enable_when = Some(when);
        section.fields[at].write = vec![key("secretaris")];
    }),
    (Rule::Decision, "decisions.toekenning", |b| {
        b.decisions[0].stages.as_mut().unwrap().labels = vec!["stadium".into(); 6];
    }),
    (Rule::Term, "decisions.toekenning.stages.apart", |b| {
        b.decisions[0].stages.as_mut().unwrap().apart = Period::Days(1001);
    }),
    (Rule::Track, "joins.adviezen_binnen", |b| b.joins[0].to = key("advies_zorg")),
    (Rule::Guard, "transitions.ingediend.guard", |b| b.section_mut("vraag").kind = SectionKind::Rows),
    (Rule::Field, "roles.regisseur.resolve", |b| b.section_mut("vraag").kind = SectionKind::Rows),
    (Rule::Guard, "facts.afspraken.per_round", |b| {
        let fact = b.facts.iter_mut().find(|fact| fact.key == "afspraken").unwrap();
        (fact.form, fact.per_round) = (Some(key("aanvraagformulier")), true);
    }),
    (Rule::Guard, "transitions.naar_vervolg.guard", |b| {
        b.facts.iter_mut().find(|fact| fact.key == "afspraken").unwrap().form = Some(key("aanvraagformulier"));
    }),
    (Rule::Unreachable, "letters.beschikking.when", |b| {
        b.letters[0].when = Guard::All(vec![Guard::Open(key("toets")), Guard::Done(key("toets"))]);
    }),
    (Rule::Unreachable, "forms.verklaring.when", |b| {
        let form = b.form_mut("verklaring");
        form.steps.truncate(1);
        form.when = Guard::Done(form.steps[0].clone());
    }),
    (Rule::Consent, "meetings.adviesoverleg.consent", |b| {
        b.meetings[0].consent = None;
        b.steps.iter_mut().for_each(|step| (step.meetings, step.ways) = (vec![], vec![]));
        b.escalations[0].meeting = Some(key("adviesoverleg"));
    }),
    (Rule::Consent, "meetings.adviesoverleg.consent", |b| {
        b.meetings[0].consent = None;
        b.steps.iter_mut().for_each(|step| step.meetings.clear());
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
