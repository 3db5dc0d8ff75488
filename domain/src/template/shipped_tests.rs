//! S3 is one province and seven pilots: each pilot is the province with its own partners and names, also after the
//! province has changed.

use super::*;
use crate::template::{Draft, Template};

/// Each pilot of S3 with words of its own and the municipalities that give it a CJG and leerplicht.
const PILOTS: [(&str, &str, &[&str]); 7] = [
    ("groningen-dal", "DAL", &["Delfzijl", "Appingedam", "Loppersum"]),
    ("groningen-bmwe", "BMWE", &["Bedum", "de Marne", "Winsum", "Eemsmond"]),
    ("groningen-noordenveld-westerkwartier", "Noordenveld-Westerkwartier", &["Noordenveld", "Westerkwartier"]),
    ("groningen-hssm", "HSSM", &["Hoogezand-Sappemeer", "Slochteren", "Menterwolde"]),
    ("groningen-oldambt-bellingwedde", "Oldambt/Bellingwedde", &["Oldambt", "Bellingwedde"]),
    ("groningen-stadskanaal", "Stadskanaal", &["Stadskanaal"]),
    ("groningen-veendam-pekela", "Veendam/Pekela", &["Veendam", "Pekela"]),
];

fn text(name: &str) -> &'static str {
    shipped().iter().find(|(known, _)| *known == name).map(|(_, text)| *text).unwrap()
}

fn read(name: &str) -> Template<Draft> {
    Template::parse(text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A pilot on a province with these words in the place of others.
fn on_a_changed_province(pilot: &str, from: &str, to: &str) -> Template<Draft> {
    let province = text("groningen").replace(from, to);
    assert_ne!(province, text("groningen"), "'{from}' stands in the province");
    Template::parse_on(text(pilot), &|key| (*key == "groningen").then(|| province.clone())).unwrap()
}

#[test]
fn every_shipped_template_is_found_by_the_key_that_it_gives_itself() {
    for (name, text) in shipped() {
        assert_eq!(by_key(&read(name).meta.key), Some(*text), "{name}");
    }
}

#[test]
fn every_variant_that_is_shipped_is_a_pilot_of_the_source() {
    let variants = shipped().iter().filter(|(_, text)| text.contains("base = \"")).map(|(name, _)| *name);
    assert_eq!(variants.collect::<Vec<_>>(), PILOTS.map(|(name, ..)| name));
}

#[test]
fn each_pilot_names_its_own_municipalities_and_nobody_elses() {
    for (name, own, municipalities) in PILOTS {
        let pilot = read(name);
        assert!(pilot.meta.title.contains(own), "{name}: {}", pilot.meta.title);
        assert!(pilot.role("procescoordinator").unwrap().label.contains(own), "{name}");
        assert!(pilot.meeting("regieoverleg").unwrap().label.contains(own), "{name}");
        let consent = &pilot.consent("taskforce").unwrap().explanation;
        for (_, _, known) in PILOTS {
            for municipality in known {
                assert_eq!(consent.contains(municipality), municipalities.contains(municipality), "{name}: {consent}");
            }
        }
        let options =
            pilot.field("gemeente").map(|field| field.answer_option.iter().map(|o| o.label.as_str()).collect());
        let asked: Vec<&str> = options.unwrap_or_default();
        let several = if municipalities.len() > 1 { municipalities } else { &[] };
        assert_eq!(asked, several, "{name}: with one municipality there is nothing to ask");
    }
}

#[test]
fn what_a_pilot_does_not_say_is_the_provinces() {
    let province = read("groningen");
    for (name, ..) in PILOTS {
        let pilot = read(name);
        assert_eq!(pilot.transitions, province.transitions, "{name}");
        assert_eq!(pilot.closings, province.closings, "{name}");
        assert_eq!(pilot.facts, province.facts, "{name}");
        assert_eq!(pilot.escalations, province.escalations, "{name}");
        assert_eq!(pilot.year_events, province.year_events, "{name}");
        assert!(province.forms.iter().all(|form| pilot.forms.contains(form)), "{name}: each of the province's forms");
    }
}

#[test]
fn a_change_in_the_province_reaches_every_pilot_and_leaves_its_own_words() {
    for (name, own, _) in PILOTS {
        let question = "3. Hoe zijn de cijfers, en hoe ontwikkelen zij zich?";
        let pilot = on_a_changed_province(name, "3. Hoe zijn de cijfers?", question);
        assert_eq!(pilot.field("cijfers").unwrap().text, question, "{name}");
        let pilot = on_a_changed_province(name, "length = { weeks = 6 }", "length = { weeks = 5 }");
        let term = pilot.step("stap_4").unwrap().term.clone().unwrap();
        assert_eq!(term.length, crate::term::Period::Weeks(5), "{name}");
        assert!(pilot.meta.title.contains(own), "{name}");
        let pilot = on_a_changed_province(name, "label = \"Tweewekelijks overleg\"", "label = \"Pilotoverleg\"");
        assert_ne!(pilot.meeting("tweewekelijks").unwrap().label, "Pilotoverleg", "{name} has its own name for it");
    }
}

#[test]
fn at_the_table_of_veendam_sit_rmc_jgz_and_vso_and_the_train_de_trainer_has_a_name() {
    let (province, veendam) = (read("groningen"), read("groningen-veendam-pekela"));
    let table = |template: &Template<Draft>| -> Vec<String> {
        template.meeting("tweewekelijks").unwrap().members.iter().map(ToString::to_string).collect()
    };
    let more: Vec<_> = table(&veendam).into_iter().filter(|role| !table(&province).contains(role)).collect();
    assert_eq!(more, ["jeugdarts", "rmc", "vso"]);
    assert!(table(&province).iter().all(|role| table(&veendam).contains(role)));
    for partner in ["Reik en Elker", "Portalys of Renn4"] {
        let letter = veendam.letters.iter().find(|letter| letter.key == "toestemmingsverklaring").unwrap();
        assert!(letter.text.iter().any(|line| line.contains(partner)), "{partner}");
        assert!(veendam.consent("taskforce").unwrap().explanation.contains(partner), "{partner}");
    }
}
