//! Bad input: files that are malformed, hostile, huge or contradictory go through reader, checker and player. Each is
//! refused in bounded time with the words that stand in its own first line; damaged ones never bring anything down.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::{
    fs,
    path::Path,
    sync::OnceLock,
    time::{Duration, Instant},
};

use domain::{
    check::{Fault, MOST_FAULTS, check_text},
    scenario::{self, Scenario, play},
    template::{LARGEST, Published, Template, by_key, shipped},
};
use proptest::prelude::*;

/// No file may take longer, in a build without optimisation on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

const TEMPLATE: &str = include_str!("ways/aanvraag.toml");
const SCENARIO: &str = include_str!("ways/aanvraag-scenario.toml");

fn corpus() -> &'static [(String, String)] {
    static CORPUS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let named = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
        files.iter().map(|path| (named(path), fs::read_to_string(path).unwrap())).collect()
    })
}

fn aanvraag() -> &'static Template<Published> {
    static PUBLISHED: OnceLock<Template<Published>> = OnceLock::new();
    PUBLISHED.get_or_init(|| Template::parse(TEMPLATE).unwrap().publish(1).unwrap())
}

fn checked(text: &str) -> Result<Template<Published>, Vec<Fault>> {
    check_text(text, &|key| by_key(key).map(str::to_owned))?.publish(1)
}

/// Everything that is said about a template file.
fn about_template(text: &str) -> Vec<String> {
    match checked(text) {
        Ok(template) => {
            // What is sound can be played, whatever scenario is thrown at it.
            for (_, text) in scenario::shipped() {
                let mut scenario = Scenario::parse(text).unwrap();
                scenario.template = template.meta.key.clone();
                let _ = play(&template, &scenario);
            }
            Vec::new()
        }
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// Everything that is said about a scenario file.
fn about_scenario(text: &str) -> Vec<String> {
    match Scenario::parse(text) {
        Ok(scenario) => play(aanvraag(), &scenario).misses.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn every_file_of_the_corpus_is_refused_in_time_with_the_words_that_it_names() {
    assert!(corpus().len() >= 54);
    let mut wrong = Vec::new();
    for (name, text) in corpus() {
        let expected = text.lines().next().unwrap().strip_prefix("# verwacht: ").unwrap();
        let start = Instant::now();
        let said = if name.starts_with("scenario-") { about_scenario(text) } else { about_template(text) };
        assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
        if !said.iter().any(|sentence| sentence.contains(expected)) {
            wrong.push(format!("{name}: not '{expected}' but {said:?}"));
        }
        assert!(said.iter().all(|sentence| sentence.chars().count() < 2000), "{name}: a fault is no dump of the file");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_million_steps_are_refused_before_anything_walks_through_them() {
    let start = Instant::now();
    let head = "format = 1\nmeta = { key = \"x\", title = \"X\", sector = \"po\", version = \"1\" }\nsteps = [";
    let step = "{ key = \"a\", label = \"a\", title = \"a\", phase = \"f\", regie = \"r\", milestone = \"plan\" },\n";
    let million = format!("{head}{}]", step.repeat(1_000_000));
    assert!(about_template(&million)[0].contains("het mag hoogstens"), "too large to look at");
    let most = format!("{head}{}]", step.repeat((LARGEST - 200) / step.len()));
    assert!(about_template(&most)[0].contains("is te veel; hoogstens 500"));
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

/// A way of working with one step, and more.
fn one_step(more: &str) -> String {
    let head = "format = 1\nmeta = { key = \"x\", title = \"X\", sector = \"po\", version = \"1\" }\nroles = [{ key = \"r\", label = \"r\", functions = [\"intern_begeleider\"] }]\nphases = [{ key = \"f\", label = \"f\" }]\n";
    let step = "[[steps]]\nkey = \"a\"\nlabel = \"a\"\ntitle = \"a\"\nphase = \"f\"\nregie = \"r\"\nmilestone = \"plan\"\nentry = true\n";
    format!("{head}{step}{more}")
}

fn closing(from: &str, more: &str) -> String {
    format!("[[closings]]\nkey = \"k\"\nlabel = \"k\"\nconsequence = \"x\"\nby = [\"r\"]\nfrom = [{from}]\n{more}")
}

#[test]
fn lists_names_and_faults_without_end_are_said_in_few_words() {
    let start = Instant::now();
    assert!(checked(&one_step(&closing("\"a\"", ""))).is_ok());
    let said = about_template(&one_step(&closing(&"\"q\",".repeat(120_000), "")));
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("deze lijst telt 120000 onderdelen"), "{}", said[0]);

    let said = about_template(&one_step(&closing(&format!("\"a\",{}", "\"q\",".repeat(400)), "")));
    assert_eq!(said.len(), MOST_FAULTS + 1);
    assert!(said[MOST_FAULTS].contains("er zijn nog 300 fouten"), "{}", said[MOST_FAULTS]);

    let long = "x".repeat(400_000);
    let said = about_template(&one_step(&closing("\"a\"", &format!("{long} = 1"))));
    assert!(said[0].contains("bestaat hier niet") && said[0].chars().count() < 400, "{}", said[0].len());

    let wide = one_step(&closing("\"a\"", "")).replace("label = \"a\"", &format!("label = \"{}\"", "a".repeat(4999)));
    let dead = wide.replace("from = [\"a\"]", "from = [\"a\"]\nguard = { open = \"b\" }")
        + "[[steps]]\nkey = \"b\"\nlabel = \"b\"\ntitle = \"b\"\nphase = \"f\"\nregie = \"r\"\nmilestone = \"plan\"\n";
    assert!(about_template(&dead).iter().all(|said| said.chars().count() < 1000));
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

/// Thirty moves that each ask five hundred things: long to try, and refused or told in time.
#[test]
fn a_deep_search_ends_in_time() {
    let start = Instant::now();
    let asks: Vec<_> =
        (0..244).map(|n| format!("{{ any = [{{ fact = \"f{n}\" }}, {{ fact = \"f{}\" }}] }}", n + 1)).collect();
    let guard = format!("{{ all = [{{ open = \"a\" }}, {}, {{ not = {{ open = \"a\" }} }}] }}", asks.join(", "));
    let moves = (0..30).map(|n| {
        format!("[[transitions]]\nkey = \"r{n}\"\nfrom = \"a\"\nto = \"a\"\nlabel = \"r\"\nconsequence = \"x\"\nby = [\"r\"]\nguard = {guard}\n")
    });
    let facts =
        (0..245).map(|n| format!("[[facts]]\nkey = \"f{n}\"\nlabel = \"f\"\nmissing = \"Nee.\"\nby = [\"r\"]\n"));
    let text = one_step(&closing("\"a\"", "")) + &moves.chain(facts).collect::<String>();
    assert!(!about_template(&text).is_empty());
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

fn sources() -> Vec<&'static str> {
    let whole = shipped().iter().chain(scenario::shipped()).map(|(_, text)| *text);
    corpus().iter().map(|(_, text)| text.as_str()).chain(whole).chain([TEMPLATE, SCENARIO]).collect()
}

/// A piece of one text in the place of a piece of another.
fn spliced(into: &str, at: usize, length: usize, piece: &str) -> String {
    let text: Vec<char> = into.chars().collect();
    let start = at.min(text.len());
    let end = (start + length).min(text.len());
    text[..start].iter().copied().chain(piece.chars()).chain(text[end..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_damaged_file_is_read_or_refused_and_never_brings_anything_down(
        into in any::<prop::sample::Index>(), from in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(), length in 0..300_usize,
        take in any::<prop::sample::Index>(), taken in 0..300_usize,
    ) {
        let sources = sources();
        let (into, from) = (sources[into.index(sources.len())], sources[from.index(sources.len())]);
        let piece: String = from.chars().skip(take.index(from.chars().count() + 1)).take(taken).collect();
        let damaged = spliced(into, at.index(into.chars().count() + 1), length, &piece);
        for said in about_template(&damaged).into_iter().chain(about_scenario(&damaged)) {
            prop_assert!(!said.trim().is_empty());
        }
    }

    #[test]
    fn a_damaged_scenario_is_played_or_refused(
        at in any::<prop::sample::Index>(), length in 0..40_usize,
        piece in "[a-z_]{0,8}|[0-9]{1,4}-[0-9]{2}-[0-9]{2}|\n\\[\\[lines\\]\\]\ndo = \"(reopen|time_passes)\"\n",
    ) {
        let damaged = spliced(SCENARIO, at.index(SCENARIO.len()), length, &piece);
        prop_assert!(about_scenario(&damaged).iter().all(|said| said.starts_with("Regel ") || said.starts_with("Dit bestand")));
    }
}
