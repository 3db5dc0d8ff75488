use super::*;
use crate::{
    actor::Function,
    check::{Rule, check},
    template::{Template, shipped},
    term::Period,
};

const PILOT: &str = r#"
format = 1
[meta]
key = "pilot"
base = "groningen"
title = "Taskforce van de pilot"
sector = "vo"
version = "2026"
[vocabulary]
procescoordinator = "pilotcoördinator"
[override.steps.stap_2]
title = "Wekelijks overleg"
term = { length = { school_weeks = 1 }, label = "bespreken" }
[override.meetings.tweewekelijks]
cadence = { every_weeks = 1 }
[remove]
closings = ["intern_opgelost"]
[[facts]]
key = "intake_besproken"
label = "Intake besproken met de jeugdige"
missing = "De intake is nog niet met de jeugdige besproken."
by = ["aanmelder"]
[override.transitions.inbrengen]
guard = { all = [{ consent = "taskforce" }, { fact = "intake_gereed" }, { fact = "intake_besproken" }] }
"#;

fn province() -> String {
    shipped()[3].1.to_owned()
}

fn on(text: &str, bases: &[(&str, String)]) -> Result<Body, ReadError> {
    let find = |key: &Key| bases.iter().find(|(name, _)| *key == **name).map(|(_, text)| text.clone());
    resolve(text, &find)
}

fn refusal(text: &str, bases: &[(&str, String)]) -> String {
    on(text, bases).unwrap_err().to_string()
}

#[test]
fn a_pilot_says_only_what_differs_and_is_a_whole_template() {
    let base = Template::parse(&province()).unwrap();
    let pilot = Template::parse(PILOT).unwrap();
    assert_eq!(check(&pilot), []);
    assert_eq!(pilot.meta.title, "Taskforce van de pilot");
    assert_eq!(pilot.function_word(Function::Procescoordinator), "pilotcoördinator");
    assert_eq!(pilot.case_word(), base.case_word());
    let (step, before) = (pilot.step("stap_2").unwrap(), base.step("stap_2").unwrap());
    assert_eq!(step.term.as_ref().unwrap().length, Period::SchoolWeeks(1));
    assert_eq!((&step.title, &step.guidance), (&"Wekelijks overleg".to_owned(), &before.guidance));
    assert!(pilot.closing("intern_opgelost").is_none() && pilot.fact("intake_besproken").is_some());
    assert_eq!(pilot.steps.len(), base.steps.len());
    assert_eq!(Template::parse(&pilot.to_toml().unwrap()).unwrap(), pilot, "written out it stands by itself");
}

#[test]
fn what_the_base_changes_the_variant_has_too() {
    let changed = province().replace("Scenario en plan van aanpak", "Plan van aanpak");
    let body = on(PILOT, &[("groningen", changed)]).unwrap();
    assert_eq!(body.step("stap_3").unwrap().title, "Plan van aanpak");
    assert_eq!(body.step("stap_2").unwrap().title, "Wekelijks overleg");
}

#[test]
fn a_variant_can_stand_on_a_variant() {
    let school =
        "format = 1\n[meta]\nkey = \"school\"\nbase = \"pilot\"\ntitle = \"S\"\nsector = \"vo\"\nversion = \"1\"\n";
    let body = on(school, &[("groningen", province()), ("pilot", PILOT.to_owned())]).unwrap();
    assert_eq!((body.meta.title.as_str(), body.step("stap_2").unwrap().title.as_str()), ("S", "Wekelijks overleg"));
}

#[test]
fn a_circle_of_bases_is_refused_with_its_names_and_so_is_a_tower() {
    let file = |key: &str, base: &str| {
        format!(
            "format = 1\n[meta]\nkey = \"{key}\"\nbase = \"{base}\"\ntitle = \"X\"\nsector = \"po\"\nversion = \"1\"\n"
        )
    };
    let bases = [("b", file("b", "c")), ("c", file("c", "a"))];
    let said = refusal(&file("a", "b"), &bases);
    assert_eq!(said, "Basis: de bases verwijzen in een kring: a → b → c → a. Haal er een weg.");
    assert!(refusal(&file("a", "a"), &[]).contains("a → a"));
    let tower = ["b", "c", "d", "e", "f"].windows(2).map(|pair| (pair[0], file(pair[0], pair[1]))).collect::<Vec<_>>();
    assert!(refusal(&file("a", "b"), &tower).contains("hoogstens 4"));
    assert!(refusal(&file("a", "weg"), &[]).contains("de basis 'weg' is er niet"));
}

#[test]
fn what_the_base_does_not_have_cannot_be_changed_or_removed() {
    let with = |more: &str| refusal(&format!("{PILOT}\n{more}"), &[("groningen", province())]);
    assert!(with("[override.steps.weg]\ntitle = \"x\"").contains("override.steps noemt 'weg'"));
    assert!(with("[override.stappen.weg]\ntitle = \"x\"").contains("override.stappen bestaat niet"));
    assert!(with("[override.steps.stap_3]\ntitel = \"x\"").contains("het veld 'titel' bestaat hier niet"));
    let gone = refusal(&PILOT.replace("[\"intern_opgelost\"]", "[\"weg\"]"), &[("groningen", province())]);
    assert!(gone.contains("remove.closings noemt 'weg'"), "{gone}");
    let alone = PILOT.replace("base = \"groningen\"\n", "");
    assert!(refusal(&alone, &[]).contains("'override' verandert een basis"));
    assert!(refusal(PILOT, &[("groningen", "kapot = [".into())]).contains("in de basis 'groningen': Regel 1"));
}

#[test]
fn a_fault_in_a_variant_names_its_line() {
    let last = PILOT.lines().count() + 2;
    let said = |more: &str| refusal(&format!("{PILOT}\n{more}"), &[("groningen", province())]);
    for (more, line, words) in [
        ("[override.steps.stap_3]\ntitle = \"x\"\ntitel = \"x\"", last + 2, "het veld 'titel' bestaat hier niet"),
        ("[override.steps.stap_3]\ntitle = 3", last + 1, "hier hoort tekst"),
        ("[override.steps.weg]\ntitle = \"x\"", last + 1, "override.steps noemt 'weg'"),
        ("[[facts]]\nkey = \"y\"", last, "het veld 'label' ontbreekt"),
        (
            "[[facts]]\nkey = \"y\"\nlabel = \"y\"\nmissing = \"y\"\nbij = []",
            last + 4,
            "het veld 'bij' bestaat hier niet",
        ),
        ("[nieuws]\nx = 1", last, "het veld 'nieuws' bestaat hier niet"),
    ] {
        let found = said(more);
        assert!(found.starts_with(&format!("Regel {line}: ")) && found.contains(words), "{line}, {words}: {found}");
    }
    let base = province().replace("[[steps]]\nkey = \"stap_1\"", "[[steps]]\nkeu = 1\nkey = \"stap_1\"");
    assert!(refusal(PILOT, &[("groningen", base)]).starts_with("Basis: het veld 'keu'"), "no line of the variant");
}

#[test]
fn a_name_that_the_base_has_too_is_a_duplicate() {
    let twice = format!("{PILOT}\n[[phases]]\nkey = \"overleg\"\nlabel = \"Overleg\"\n");
    let body = on(&twice, &[("groningen", province())]).unwrap();
    assert!(check(&body).iter().any(|fault| fault.rule == Rule::Duplicate && fault.place == "phases.overleg"));
}
