//! What a rehearsal offers is what can be done: every line of every shipped scenario is offered to its role on its day,
//! and what the scenario expects to be refused is not.

use super::*;
use crate::template::Template;

/// Each shipped scenario with its template.
fn plays() -> Vec<(Template<crate::template::Published>, Scenario)> {
    // Each is published once: that tries every situation a case can come in.
    let texts = crate::template::shipped().iter().map(|(_, text)| Template::parse(text).unwrap());
    let templates: Vec<_> = texts.map(|template| template.publish(1).unwrap()).collect();
    let template = |key: &Key| templates.iter().find(|template| template.meta.key == *key).unwrap().clone();
    let scenarios = shipped().iter().map(|(_, text)| Scenario::parse(text).unwrap());
    scenarios.map(|scenario| (template(&scenario.template), scenario)).collect()
}

fn offered(offers: &[Offer], act: &Act) -> Option<bool> {
    let same = |offer: &&Offer| match (&offer.what, act) {
        (Offered::Act(offered), act) => offered == act,
        (Offered::Decide(key), Act::Decide { decision, .. }) => key == decision,
        (Offered::Lead(roles), Act::Lead(role)) => roles.contains(role),
        _ => false,
    };
    offers.iter().find(same).map(|offer| offer.blocked.is_none())
}

#[test]
fn every_line_of_every_scenario_is_offered_when_it_can_be_done_and_held_back_when_it_cannot() {
    let mut seen = 0;
    for (template, scenario) in plays() {
        let (mut role, mut today) = (None, None);
        for (index, line) in scenario.lines.iter().enumerate() {
            role = line.role.clone().or(role);
            today = line.on.or(today);
            let around = matches!(
                line.act,
                Act::Consent(_)
                    | Act::Withdraw(_)
                    | Act::Answer { .. }
                    | Act::Row { .. }
                    | Act::Fill { .. }
                    | Act::Remove { .. }
                    | Act::Restore { .. }
                    | Act::TimePasses
            );
            if around {
                continue;
            }
            let before = Scenario { lines: scenario.lines[..index].to_vec(), ..scenario.clone() };
            let rehearsal = Rehearsal::of(&template, &before);
            let offers = rehearsal.offers(role.as_ref().unwrap(), today.unwrap());
            let can = offered(&offers, &line.act);
            let place = format!("{}, regel {}: {:?}", scenario.title, index + 1, line.act);
            match &line.refused {
                None => assert_eq!(can, Some(true), "{place}\n{offers:#?}"),
                // A missing reason, outcome or ground is asked with the offer.
                Some(why) if why.contains("reden") || why.contains("grond") => {}
                Some(_) => assert_ne!(can, Some(true), "{place}\n{offers:#?}"),
            }
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn a_case_stands_as_the_scenario_says_and_ends() {
    for (template, scenario) in plays() {
        let rehearsal = Rehearsal::of(&template, &scenario);
        assert_eq!(rehearsal.refusal(), None, "{}", scenario.title);
        assert_eq!(rehearsal.log().len(), scenario.lines.len());
        if rehearsal.closed().is_none() {
            let today = rehearsal.today().unwrap();
            assert!(!rehearsal.standing(today).is_empty(), "{}", scenario.title);
            let years_later = rehearsal.standing(today + chrono::Days::new(800));
            let late = |standing: &Standing| {
                standing.term.starts_with("te laat, de termijn liep tot ")
                    || standing.term.starts_with("de klok staat stil")
                    || standing.term == "geen termijn"
            };
            assert!(years_later.iter().all(late), "{}: {years_later:?}", scenario.title);
        }
    }
}

/// A played scenario of Groningen up to its intake.
fn intake() -> (Template<crate::template::Published>, Scenario) {
    let groningen =
        |(template, scenario): &(Template<_>, Scenario)| template.meta.key == "groningen" && scenario.lines.len() > 50;
    let (template, mut scenario) = plays().into_iter().find(groningen).unwrap();
    let entered =
        scenario.lines.iter().position(|line| line.act == Act::Move(key("aanmelden")) && line.refused.is_none());
    scenario.lines.truncate(entered.unwrap() + 1);
    (template, scenario)
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(input, value)| ((*input).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_role_has_of_each_form_what_the_form_gives_it() {
    let (template, scenario) = intake();
    let rehearsal = Rehearsal::of(&template, &scenario);
    let today = rehearsal.today().unwrap();
    let paper = |role: &str| {
        let papers = rehearsal.papers(&key(role), today);
        papers.into_iter().find(|paper| paper.form == "intake").unwrap()
    };
    let registers = paper("aanmelder");
    assert!(registers.can_fill && registers.parts.iter().any(|part| !part.asked.is_empty()));
    assert!(registers.lacks.contains(&"Gezaghebbende ouder/verzorger".to_owned()));
    let reads = paper("leerplicht");
    assert!(!reads.can_fill && !reads.parts.is_empty());
    assert!(reads.parts.iter().all(|part| part.asked.is_empty()));
    assert!(paper("bestuurder").parts.is_empty());
    // Nobody has casusregie yet, so nobody fills in as casusregisseur.
    assert!(!paper("cr").can_fill);
}

#[test]
fn what_is_typed_in_a_form_is_one_line_of_the_scenario_with_its_rows() {
    let (template, mut scenario) = intake();
    let (form, role) = (key("intake"), key("aanmelder"));
    let rehearsal = Rehearsal::of(&template, &scenario);
    let today = rehearsal.today().unwrap();
    let posted = typed(&[
        ("contactpersoon", "Gea Gedrag"),
        ("niveau", ""),
        ("aangemeld_vanuit", ""),
        ("aangemeld_vanuit", "vo"),
        ("ouders.1.ouder_naam", "Ouder een"),
        ("ouders.1.ouder_adres", ""),
    ]);
    let act = rehearsal.fill(&form, &role, today, &posted).unwrap().unwrap();
    let Act::Fill { is, .. } = &act else { panic!("{act:?}") };
    let inputs: Vec<_> = is.keys().map(String::as_str).collect();
    assert_eq!(inputs, ["aangemeld_vanuit", "contactpersoon", "ouders.1.ouder_naam"]);

    let line = |act| Line { role: Some(role.clone()), act, ..scenario.lines[0].clone() };
    let (fill, remove) = (line(act), line(Act::Remove { section: key("ouders"), row: 1 }));
    scenario.lines.push(fill);
    let text = toml::to_string_pretty(&scenario).unwrap();
    assert_eq!(Scenario::parse(&text).unwrap(), scenario);
    let rehearsal = Rehearsal::of(&template, &scenario);
    assert_eq!(rehearsal.refusal(), None);
    let paper = rehearsal.papers(&role, today).into_iter().find(|paper| paper.form == form).unwrap();
    assert_eq!(paper.answers.rows("ouders").len(), 1);
    assert!(!paper.lacks.contains(&"Gezaghebbende ouder/verzorger".to_owned()));
    assert_eq!(rehearsal.fill(&form, &role, today, &posted), Ok(None), "the same once more changes nothing");
    let emptied = rehearsal.fill(&form, &role, today, &typed(&[("contactpersoon", "")])).unwrap();
    assert!(matches!(emptied, Some(Act::Fill { is, .. }) if is["contactpersoon"] == Given::Text(String::new())));

    scenario.lines.push(remove);
    let rehearsal = Rehearsal::of(&template, &scenario);
    let paper = rehearsal.papers(&role, today).into_iter().find(|paper| paper.form == form).unwrap();
    assert!(paper.lacks.contains(&"Gezaghebbende ouder/verzorger".to_owned()));
}

#[test]
fn what_another_form_says_is_taken_over_as_one_line_of_the_scenario() {
    let (_, mut scenario) = intake();
    let text = crate::template::shipped().iter().find(|(key, _)| *key == "groningen").unwrap().1;
    let text =
        text.replace("form = \"analyse\", field = \"doel_inbreng\"", "form = \"vaststelling\", field = \"waarom\"");
    let template = Template::parse(&text).unwrap().publish(1).unwrap();
    let (form, role) = (key("intake"), key("aanmelder"));
    let paper = |scenario: &Scenario| {
        let rehearsal = Rehearsal::of(&template, scenario);
        assert_eq!(rehearsal.refusal(), None);
        let papers = rehearsal.papers(&role, rehearsal.today().unwrap());
        papers.into_iter().find(|paper| paper.form == form).unwrap()
    };
    let before = paper(&scenario);
    assert_eq!(before.answers.get("ondersteuningsvraag"), None);
    assert_eq!(before.take("ondersteuningsvraag", &typed(&[("ondersteuningsvraag", "Eigen woorden")])), None);
    assert_eq!(before.take("contactpersoon", &[]), None, "nothing is offered there");
    let taken = before.take("ondersteuningsvraag", &typed(&[("ondersteuningsvraag", "")])).unwrap();
    scenario.lines.push(Line { role: Some(role.clone()), act: taken, ..scenario.lines[0].clone() });
    let after = paper(&scenario);
    assert!(after.answers.get("ondersteuningsvraag").is_some());
    assert!(after.parts.iter().all(|part| part.offers.is_empty()), "what stands is not offered");
}

#[test]
fn what_cannot_be_read_or_is_not_asked_is_refused_at_its_input() {
    let (template, mut scenario) = intake();
    let (form, role) = (key("intake"), key("aanmelder"));
    let rehearsal = Rehearsal::of(&template, &scenario);
    let today = rehearsal.today().unwrap();
    let errors = rehearsal.fill(&form, &role, today, &typed(&[("datum_aanmelding", "gisteren")])).unwrap_err();
    assert_eq!(errors[0].input, "datum_aanmelding");
    assert!(rehearsal.fill(&form, &key("leerplicht"), today, &typed(&[("contactpersoon", "Gea")])).is_err());
    for (who, input) in
        [("aanmelder", "contactpersoom"), ("aanmelder", "ouders.een.ouder_naam"), ("leerplicht", "contactpersoon")]
    {
        let is = [(input.to_owned(), Given::Text("Gea".to_owned()))].into();
        let act = Act::Fill { form: form.clone(), is };
        scenario.lines.push(Line { role: Some(key(who)), act, ..scenario.lines[0].clone() });
        let refusal = Rehearsal::of(&template, &scenario).refusal().unwrap_or_default();
        assert!(refusal.contains("wordt deze rol niet gevraagd"), "{who}, {input}: {refusal}");
        scenario.lines.pop();
    }
}

#[test]
fn a_partner_sees_a_name_only_while_the_parents_consent() {
    let day = |text: &str| text.parse().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    // After a series of answers once: what stands in a form gives nobody a seat.
    let is_paper = |line: &Line| matches!(line.act, Act::Answer { .. } | Act::Row { .. });
    for (template, scenario) in plays() {
        let lines = &scenario.lines;
        for length in (0..=lines.len()).filter(|length| !lines.get(*length).is_some_and(is_paper)) {
            let part = Scenario { lines: lines[..length].to_vec(), ..scenario.clone() };
            let rehearsal = Rehearsal::of(&template, &part);
            let today = rehearsal.today().unwrap_or_else(|| day("2026-09-01"));
            let given = rehearsal.consents(today);
            for role in template.roles.iter().filter(|role| !role.functions.is_empty()) {
                let partner = role.functions.iter().all(|function| function.side() == crate::actor::Side::Partner);
                for said in rehearsal.sees(&role.key, today) {
                    if partner && given.is_empty() {
                        assert!(!said.contains("met naam"), "{}: {said}", role.key);
                    }
                    for words in ["met naam", "alleen anoniem"].into_iter().filter(|words| said.contains(words)) {
                        seen.insert((partner, words));
                    }
                }
            }
        }
    }
    assert!(seen.contains(&(true, "met naam")) && seen.contains(&(true, "alleen anoniem")), "{seen:?}");
}
