use super::*;
use crate::template::{Published, Template};

fn template(text: &str) -> Template<Published> {
    Template::parse(text).unwrap().publish(1).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn everything() -> (Template<Published>, Scenario) {
    let scenario = Scenario::parse(include_str!("../../tests/ways/aanvraag-scenario.toml")).unwrap();
    (template(include_str!("../../tests/ways/aanvraag.toml")), scenario)
}

#[test]
fn every_shipped_scenario_plays_to_its_end_as_expected() {
    let ways = crate::template::shipped().iter().map(|(name, text)| (*name, template(text)));
    let ways: BTreeMap<_, _> = ways.collect();
    for (name, text) in shipped() {
        let scenario = Scenario::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let played = play(&ways[name], &scenario);
        let title = &scenario.title;
        assert_eq!(played.misses, [], "{name}, {title}:\n{}", played.log.join("\n"));
        assert_eq!(played.log.len(), scenario.lines.len());
        assert!(scenario.lines.iter().any(|line| line.then.closed.is_some()), "{name}, {title}: closed in the end");
    }
}

#[test]
fn every_shipped_template_has_scenarios_that_refuse_something_too() {
    for (way, _) in crate::template::shipped() {
        let own = shipped().iter().filter(|(name, _)| name == way);
        let lines: Vec<_> = own.flat_map(|(_, text)| Scenario::parse(text).unwrap().lines).collect();
        assert!(lines.iter().any(|line| line.refused.is_some()), "{way} refuses something");
    }
}

#[test]
fn every_scenario_file_of_a_shipped_template_is_part_of_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/scenarios");
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(shipped().iter().any(|(_, known)| *known == text), "name {} in shipped.rs", file.display());
    }
    let known = |name: &str| crate::template::shipped().iter().any(|(key, _)| *key == name);
    assert!(shipped().iter().all(|(name, _)| known(name)), "each scenario has a template");
}

#[test]
fn everything_the_language_says_can_be_played() {
    let (template, scenario) = everything();
    let played = play(&template, &scenario);
    assert_eq!(played.misses, [], "{}", played.log.join("\n"));
    assert_eq!(
        played.log[10],
        " 11. 07-10-2026 secretaris van de commissie: Toets eindigt met 'De aanvraag is volledig'; Advies onderwijs begint \
         bij de deskundige, uiterlijk 04-11-2026; Advies zorg begint bij de jeugdprofessional, uiterlijk 04-11-2026"
    );
}

#[test]
fn what_does_not_go_as_expected_is_said_with_its_line_and_the_rest_is_played() {
    let (template, mut scenario) = everything();
    scenario.lines[3].then.open = Some(vec![Key::parse("besluiten").unwrap()]);
    scenario.lines[4].reason = None;
    let played = play(&template, &scenario);
    assert_eq!(played.misses[0].to_string(), "Regel 4 van het scenario: open is [toets] en niet [besluiten].");
    assert!(played.misses[1].message.starts_with("dit werd geweigerd: 'Terug naar de school' kan nu niet."));
    assert_eq!(played.log.len(), scenario.lines.len());
}

#[test]
fn a_refusal_that_did_not_come_or_says_something_else_is_a_miss() {
    let (template, mut scenario) = everything();
    scenario.lines[3].refused = Some("nee".into());
    let refused = scenario.lines.iter_mut().rfind(|line| line.refused.is_some());
    refused.unwrap().refused = Some("Nooit".into());
    let messages: Vec<_> =
        play(&template, &scenario).misses.into_iter().map(|miss| (miss.line, miss.message)).collect();
    assert_eq!(messages[0].0, 4);
    assert!(messages[0].1.contains("had geweigerd moeten worden ('nee')"), "{messages:?}");
    assert!(messages[1].1.starts_with("de weigering zegt niet 'Nooit' maar:"), "{messages:?}");
}

#[test]
fn a_scenario_of_another_template_or_out_of_order_is_refused() {
    let (template, mut scenario) = everything();
    scenario.lines[5].on = "2020-01-01".parse().ok();
    assert!(play(&template, &scenario).misses[0].message.contains("Zet de regels op volgorde"));
    scenario.template = Key::parse("anders").unwrap();
    assert_eq!(play(&template, &scenario).misses[0].message, "dit scenario is voor 'anders' en niet voor 'aanvraag'.");
}

#[test]
fn a_scenario_that_cannot_be_read_says_where() {
    let said = |text: &str| Scenario::parse(text).unwrap_err().to_string();
    let head = "format = 1\ntemplate = \"x\"\ntitle = \"X\"\n";
    assert!(said("format = 9").contains("taalversie 9"));
    assert_eq!(
        said(&format!("{head}lijnen = 3")),
        "Regel 4: het veld 'lijnen' bestaat hier niet. Kies uit: format, template, title, region, lines."
    );
    assert!(said(&format!("{head}[[lines]]\non = \"morgen\"\ndo = \"reopen\"")).starts_with("Regel 5: "));
    let jump = said(&format!("{head}[[lines]]\ndo = {{ jump = \"a\" }}"));
    assert!(jump.starts_with("Regel 5: 'jump' is hier geen mogelijkheid."), "{jump}");
    let many = format!("{head}{}", "[[lines]]\ndo = \"reopen\"\n".repeat(MOST_LINES + 1));
    assert!(said(&many).contains("hoogstens 1000 regels"));
}
