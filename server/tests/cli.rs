//! The commands on files, as somebody types them: what they say, and with which number they end.

#![expect(clippy::unwrap_used, reason = "tests")]
use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn rondom(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rondom")).args(words).current_dir(root()).output().unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A file of its own for a test.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("rondom-{}-{name}", uuid::Uuid::now_v7()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn every_shipped_way_of_working_is_sound_and_its_scenarios_go_as_they_say() {
    let ways: Vec<&str> = domain::template::shipped().iter().map(|(way, _)| *way).collect();
    let files: Vec<String> = ways.iter().map(|way| format!("domain/templates/{way}.toml")).collect();
    let words: Vec<&str> = ["template", "check"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let checked = rondom(&words);
    assert!(checked.status.success(), "{}", said(&checked.stdout));
    let folder = std::fs::read_dir(root().join("domain/templates/scenarios")).unwrap();
    let scenarios: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    for (way, file) in ways.iter().zip(&files) {
        let plays = format!("template = \"{}\"", way.replace('-', "_"));
        let of_way = |path: &&PathBuf| std::fs::read_to_string(path).unwrap().lines().any(|line| line == plays);
        let own: Vec<_> = scenarios.iter().filter(of_way).collect();
        assert!(!own.is_empty(), "{way} has no scenario");
        for scenario in own.into_iter().map(|path| path.to_str().unwrap()) {
            let played = rondom(&["template", "run", file, scenario]);
            assert!(played.status.success(), "{scenario}: {}", said(&played.stderr));
            assert!(said(&played.stdout).contains("Het gaat zoals verwacht."));
        }
    }
}

#[test]
fn a_fault_ends_with_one_and_stands_with_its_place_in_words_and_in_json() {
    let text = std::fs::read_to_string(root().join("domain/tests/ways/aanvraag.toml")).unwrap();
    let broken = File::new("broken.toml", &text.replace("regie = \"deskundige\"", "regie = \"niemand\""));
    let checked = rondom(&["template", "check", broken.path()]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked.stdout).contains("steps.advies_onderwijs.regie: rol 'niemand' bestaat niet."));
    let json = rondom(&["template", "check", "--json", broken.path()]);
    let found: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json.status.code(), Some(1));
    assert!(
        found[0]["faults"].as_array().unwrap().iter().any(|fault| fault["place"] == "steps.advies_onderwijs.regie")
    );
}

#[test]
fn every_shipped_way_of_working_is_written_as_bpmn_and_one_with_a_fault_is_not() {
    for way in ["haarlemmermeer-po", "west-brabant-po", "west-brabant-vo", "groningen"] {
        let drawn = rondom(&["template", "bpmn", &format!("domain/templates/{way}.toml")]);
        let xml = said(&drawn.stdout);
        assert!(drawn.status.success(), "{way}: {}", said(&drawn.stderr));
        assert!(xml.starts_with("<?xml ") && xml.ends_with("</bpmn:definitions>\n"), "{way}");
        assert!(xml.contains("<bpmn:userTask ") && xml.contains("<bpmndi:BPMNEdge "), "{way}");
    }
    let text = std::fs::read_to_string(root().join("domain/tests/ways/aanvraag.toml")).unwrap();
    let broken = File::new("broken.toml", &text.replace("regie = \"deskundige\"", "regie = \"niemand\""));
    let refused = rondom(&["template", "bpmn", broken.path()]);
    assert_eq!((refused.status.code(), refused.stdout.len()), (Some(1), 0), "nothing half-written");
    assert!(said(&refused.stderr).contains("steps.advies_onderwijs.regie: rol 'niemand' bestaat niet."));
}

#[test]
fn a_file_that_is_no_way_of_working_gets_a_sentence() {
    let hostile = [
        ("diep.toml", format!("a = {}", "[".repeat(100_000))),
        ("leeg.toml", String::new()),
        ("groot.toml", "#".repeat(9_000_000)),
    ];
    for (name, text) in hostile {
        let file = File::new(name, &text);
        let checked = rondom(&["template", "check", file.path()]);
        assert_eq!(checked.status.code(), Some(1), "{name}");
        assert!(!said(&checked.stderr).contains("panicked"), "{name}: {}", said(&checked.stderr));
    }
    let missing = rondom(&["template", "check", "bestaat-niet.toml"]);
    assert!(said(&missing.stderr).contains("bestaat-niet.toml is niet te lezen"), "{}", said(&missing.stderr));
}

#[test]
fn a_way_of_working_is_carried_into_a_tenant_and_out_again() {
    let database = File::new("carry.db", "");
    let url = format!("sqlite://{}?mode=rwc", database.path());
    let on = |words: &[&str]| {
        let mut all = words.to_vec();
        all.extend(["--database-url", &url]);
        rondom(&all)
    };
    let migrated = on(&["migrate"]);
    assert!(migrated.status.success(), "{}", said(&migrated.stderr));
    let nobody = on(&["template", "export", "linde"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(said(&nobody.stderr).contains("Er is geen samenwerkingsverband met de naam 'linde'."));
    let wrong = rondom(&["template", "import", "linde", "domain/templates/groningen.toml", "--from", "straks"]);
    assert!(said(&wrong.stderr).contains("'straks' is geen datum"), "{}", said(&wrong.stderr));
}
