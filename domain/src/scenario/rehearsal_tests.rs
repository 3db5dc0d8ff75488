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
                Act::Consent(_) | Act::Withdraw(_) | Act::Answer { .. } | Act::Row { .. } | Act::TimePasses
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
            assert!(!rehearsal.standing().is_empty(), "{}", scenario.title);
        }
    }
}

#[test]
fn a_role_sees_of_a_form_what_the_form_gives_it() {
    let (template, scenario) = plays().into_iter().find(|(template, _)| template.meta.key == "groningen").unwrap();
    let rehearsal = Rehearsal::of(&template, &scenario);
    let forms = template.forms.iter().filter(|form| form.is_of_case());
    let today = rehearsal.today().unwrap();
    let mut closed = 0;
    for form in forms {
        for section in &form.sections {
            for role in &template.roles {
                let seen = rehearsal.rights(form, section, &role.key, today);
                assert!(seen.len() <= section.fields.len());
                closed += usize::from(seen.is_empty() && !section.fields.is_empty());
            }
        }
    }
    assert!(closed > 0, "some roles see nothing of some sections");
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
                    seen.insert(
                        said.split(' ').take(1).collect::<String>()
                            + if partner { " partner" } else { "" }
                            + if said.contains("met naam") { " naam" } else { "" },
                    );
                }
            }
        }
    }
    assert!(seen.contains("In partner naam") && seen.contains("In partner"), "{seen:?}");
}
