use super::*;
use crate::template::{Body, Template, shipped};

const AANVRAAG: &str = include_str!("../../../tests/ways/aanvraag.toml");

fn aanvraag() -> Body {
    Body::clone(&Template::parse(AANVRAAG).unwrap())
}

fn step(overview: &Overview, label: &str) -> StepLine {
    let mut steps = overview.phases.iter().flat_map(|phase| &phase.steps);
    steps.find(|step| step.label == label).unwrap_or_else(|| panic!("{label}: {overview:#?}")).clone()
}

#[test]
fn every_step_move_and_closing_of_a_shipped_way_of_working_stands_in_its_overview() {
    for (key, text) in shipped() {
        let body = Body::clone(&Template::parse(text).unwrap());
        let overview = Overview::of(&body);
        let steps: Vec<_> = overview.phases.iter().flat_map(|phase| &phase.steps).collect();
        assert_eq!(steps.len(), body.steps.len(), "{key}");
        let moves: usize = steps.iter().map(|step| step.moves.len()).sum();
        let joined: usize = body.joins.iter().map(|join| join.of.len()).sum();
        let closings: usize = body.closings.iter().map(|closing| closing.from.len()).sum();
        assert_eq!(moves, body.transitions.len() + joined + closings, "{key}");
        assert_eq!(overview.roles.len(), body.roles.len(), "{key}");
        assert!(overview.roles.iter().any(|role| !role.does.is_empty()), "{key}");
        let is_seen = overview.roles.iter().any(|role| !role.sees.is_empty());
        assert_eq!(is_seen, !body.forms.is_empty(), "{key}");
    }
}

#[test]
fn a_condition_reads_as_a_sentence() {
    let body = aanvraag();
    let overview = Overview::of(&body);
    let all: Vec<String> = overview
        .phases
        .iter()
        .flat_map(|phase| &phase.steps)
        .flat_map(|step| &step.moves)
        .map(|one| one.when.clone())
        .filter(|when| !when.is_empty())
        .collect();
    for transition in body.transitions.iter().filter(|transition| !transition.guard.is_always()) {
        assert!(!words::Words(&body).condition(&transition.guard).is_empty(), "{}", transition.key);
    }
    // No name of the file stands among the words: everything that it names has a label.
    for name in body.steps.iter().map(|step| step.key.as_str()).filter(|name| name.contains('_')) {
        assert!(all.iter().all(|when| !when.contains(name)), "{name} in {all:#?}");
    }
    assert!(all.iter().any(|when| when.contains("vastgelegd is ‘")), "{all:#?}");
}

#[test]
fn what_is_joined_inside_another_condition_stands_between_brackets() {
    use crate::template::{Guard, Key};
    let body = aanvraag();
    let step = Key::parse(body.steps[0].key.as_str()).unwrap();
    let open = || Guard::Open(step.clone());
    let guard = Guard::All(vec![Guard::Any(vec![open(), Guard::HasLead]), Guard::Not(Box::new(open()))]);
    let label = &body.steps[0].label;
    assert_eq!(
        words::Words(&body).condition(&guard),
        format!("({label} staat open of er is een casusregisseur) en niet: {label} staat open")
    );
}

#[test]
fn a_draft_that_points_nowhere_can_still_be_read() {
    let mut body = aanvraag();
    let nowhere = || crate::template::Key::parse("nergens").unwrap();
    body.steps[0].phase = nowhere();
    body.steps[0].regie = nowhere();
    body.transitions[0].to = nowhere();
    let overview = Overview::of(&body);
    assert_eq!(overview.phases.last().unwrap().label, "Zonder fase");
    let lost = step(&overview, &body.steps[0].label);
    assert_eq!(lost.regie, "nergens");
}

#[test]
fn a_role_reads_only_the_questions_that_are_for_it() {
    let body = Body::clone(&Template::parse(shipped()[0].1).unwrap());
    let overview = Overview::of(&body);
    let no_account: Vec<_> = body.roles.iter().filter(|role| role.functions.is_empty()).collect();
    assert!(!no_account.is_empty());
    for role in no_account {
        let line = overview.roles.iter().find(|line| line.label == role.label).unwrap();
        assert!(line.sees.is_empty(), "{line:?}");
        assert_eq!(line.who, "Iemand zonder account in Rondom.");
    }
    let reads = |label: &str| {
        let line = overview.roles.iter().find(|line| line.label == label).unwrap();
        line.sees.iter().any(|sees| sees.starts_with("Leest van een casus"))
    };
    let ib = body.roles.iter().find(|role| role.key == "ib").unwrap();
    assert!(reads(&ib.label), "{:?}", overview.roles);
}

#[test]
fn a_fault_names_its_part_as_people_know_it() {
    let text = AANVRAAG.replace("regie = \"deskundige\"", "regie = \"niemand\"");
    let faults = crate::check::check_text(&text, &|_| None).unwrap_err();
    let lines = FaultLine::all(&faults, &text);
    let line = lines.iter().find(|line| line.place == "steps.advies_onderwijs.regie").unwrap();
    let label = aanvraag().step("advies_onderwijs").unwrap().label.clone();
    assert_eq!((line.rule.as_str(), line.part.clone()), ("Bestaat niet", format!("stap '{label}'")));
    assert!(line.message.starts_with("Rol 'niemand' bestaat niet."), "{line:?}");
    let broken = crate::check::check_text("x", &|_| None).unwrap_err();
    assert_eq!(FaultLine::all(&broken, "x")[0].part, "");
}

#[test]
fn what_is_different_stands_under_its_own_kind() {
    let (before, after) = (AANVRAAG.to_owned(), AANVRAAG.replace("regie = \"deskundige\"", "regie = \"ib\""));
    let table = |text: &str| crate::template::read_table(text).unwrap();
    let found = Differences::of(edit::difference(&table(&before), &table(&after)));
    assert!(found.iter().any(|part| part.title == "Stappen" && !part.words.is_empty()), "{found:?}");
    assert!(found.iter().all(|part| part.words.iter().all(|words| words.ends_with('.'))), "{found:?}");
}

#[test]
fn a_part_with_a_consent_of_its_own_says_so_in_the_form_and_at_the_role() {
    let overview = Overview::of(&aanvraag());
    let form = overview.forms.iter().find(|form| form.title == "Aanvraag").unwrap();
    let titles: Vec<_> = form.sections.iter().map(|section| section.title.as_str()).collect();
    let own = "Gezondheid (voor partners alleen met toestemming voor ‘Gegevens over de gezondheid delen’)";
    assert!(titles[0] == "De vraag" && titles[1] == own, "{titles:?}");
    let sees = |label: &str| overview.roles.iter().find(|role| role.label == label).unwrap().sees.join(" ");
    let partner = sees("jeugdprofessional");
    assert!(partner.contains("Aanvraag (4 van 5 vragen, waarvan 2 met een eigen toestemming)"), "{partner}");
    assert!(!sees("ib'er").contains("eigen toestemming"), "{}", sees("ib'er"));
}
