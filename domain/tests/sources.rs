//! What the source documents say and where it is carried stands in `docs/sources`, a table row per rule. Each place that a
//! row names exists, nothing of a template goes unnamed, and what is left out has its reason.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use toml::Value;

/// The documents that Rondom carries.
const SOURCES: [&str; 5] = ["S0", "S1", "S2", "S3", "S4"];

const HEAD: [&str; 3] = ["Bron", "Wat de bron zegt", "In Rondom"];

/// Lists of a template of which every part stands in the documents.
const LISTS: [&str; 11] = [
    "roles",
    "steps",
    "transitions",
    "joins",
    "closings",
    "facts",
    "consents",
    "decisions",
    "escalations",
    "meetings",
    "letters",
];

/// By what the parts of a list are called, in this order.
const NAMES: [&str; 7] = ["key", "linkId", "stage", "value", "role", "step", "fact"];

/// One row of a table, with the place where it stands.
struct Row {
    at: String,
    cells: Vec<String>,
}

/// What a row names in backticks.
#[derive(Debug, PartialEq)]
enum Named {
    /// `haarlemmermeer-po: steps.proces_2_1`
    Place {
        template: String,
        path: String,
    },
    /// `domain/src/gezag.rs`
    File(String),
    Unclear(String),
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The files of a folder with this ending, in order: (name without ending, text).
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let folder = root().join(folder);
    let all = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = all.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    let named = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (named(path), fs::read_to_string(path).unwrap())).collect()
}

fn templates() -> BTreeMap<String, Value> {
    let read = |(name, text): (String, String)| {
        let table = text.parse::<toml::Table>().unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, Value::Table(table))
    };
    // The empty one is where somebody begins; it carries nothing of any source.
    let of_a_source = |(name, _): &(String, String)| name != "leeg";
    files("domain/templates", "toml").into_iter().filter(of_a_source).map(read).collect()
}

fn rows() -> Vec<Row> {
    let documents = files("docs/sources", "md");
    documents.iter().flat_map(|(name, text)| rows_of(&format!("docs/sources/{name}.md"), text)).collect()
}

/// The rows of a document's tables, without heads and the lines below them.
fn rows_of(file: &str, text: &str) -> Vec<Row> {
    let is_rule = |cells: &[String]| cells.iter().all(|cell| cell.chars().all(|letter| "-:".contains(letter)));
    let lines = text.lines().enumerate().filter(|(_, line)| line.starts_with('|'));
    let all = lines.map(|(number, line)| Row { at: format!("{file}:{}", number + 1), cells: cells(line) });
    all.filter(|row| row.cells != HEAD && !is_rule(&row.cells)).collect()
}

/// The cells of a line; a bar in backticks or behind a backslash is no border.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut in_code, mut before) = (Vec::new(), String::new(), false, ' ');
    for letter in line.trim().chars().skip(1) {
        in_code ^= letter == '`';
        if letter == '|' && !in_code && before != '\\' {
            cells.push(std::mem::take(&mut cell).trim().to_owned());
        } else {
            cell.push(letter);
        }
        before = letter;
    }
    if !cell.trim().is_empty() {
        cells.push(cell.trim().to_owned());
    }
    cells
}

impl Row {
    fn carried(&self) -> &str {
        self.cells.get(2).map_or("", String::as_str)
    }

    fn names(&self) -> Vec<Named> {
        self.carried().split('`').skip(1).step_by(2).map(named).collect()
    }

    /// The words of the third column around what it names.
    fn words(&self) -> String {
        self.carried().split('`').step_by(2).collect()
    }
}

fn named(code: &str) -> Named {
    let is_stem = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    match code.split_once(": ") {
        Some((template, path)) if is_stem(template) && !path.contains(char::is_whitespace) => {
            Named::Place { template: template.to_owned(), path: path.to_owned() }
        }
        None if code.contains('/') && !code.contains(char::is_whitespace) => Named::File(code.to_owned()),
        _ => Named::Unclear(code.to_owned()),
    }
}

/// Follows a path: names in tables, parts of a list by their name or by their number from 1.
fn find<'v>(template: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(template, |value, step| match value {
        Value::Table(table) => table.get(step),
        Value::Array(list) => match step.parse::<usize>() {
            Ok(number) => list.get(number.checked_sub(1)?),
            Err(_) => list.iter().find(|part| name_of(part) == Some(step)),
        },
        _ => None,
    })
}

fn name_of(part: &Value) -> Option<&str> {
    part.as_str().or_else(|| NAMES.iter().find_map(|name| part.get(name)?.as_str()))
}

fn list<'v>(of: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    of.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn table<'v>(of: &'v Value, name: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    of.get(name).and_then(Value::as_table).into_iter().flatten()
}

/// The path of everything in a template file that must stand in the documents.
fn parts(template: &Value) -> Vec<String> {
    let own = LISTS.iter().flat_map(|of| list(template, of).filter_map(name_of).map(move |key| format!("{of}.{key}")));
    let year = (1..=list(template, "year_events").count()).map(|number| format!("year_events.{number}"));
    let forms = list(template, "forms").flat_map(|form| fields(&format!("forms.{}", name_of(form).unwrap()), form));
    let changed = table(template, "override").flat_map(|(of, parts)| {
        parts.as_table().into_iter().flatten().flat_map(move |(key, part)| {
            let place = format!("override.{of}.{key}");
            fields(&place, part).into_iter().chain([place])
        })
    });
    let removed = table(template, "remove").flat_map(|(of, keys)| {
        let keys = keys.as_array().map_or_else(|| vec![keys], |keys| keys.iter().collect());
        keys.into_iter().filter_map(name_of).map(|key| format!("remove.{of}.{key}")).collect::<Vec<_>>()
    });
    own.chain(year).chain(forms).chain(changed).chain(removed).collect()
}

/// The questions of a form.
fn fields(place: &str, form: &Value) -> Vec<String> {
    let of = |section| list(section, "fields").filter_map(name_of).map(move |field| (name_of(section).unwrap(), field));
    let all = list(form, "sections").flat_map(of);
    all.map(|(section, field)| format!("{place}.sections.{section}.fields.{field}")).collect()
}

/// A part is named by its own path, by one inside it, or, when it is removed, by the list from which it goes.
fn is_named(part: &str, path: &str) -> bool {
    let inside = |whole: &str, part: &str| part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.'));
    path == part || inside(part, path) || (part.starts_with("remove.") && inside(path, part) && path.contains('.'))
}

fn none(wrong: &[String], what: &str) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn every_source_document_has_its_table() {
    let written = files("docs/sources", "md");
    let missing = SOURCES.iter().filter(|source| written.iter().all(|(name, _)| name != *source));
    let missing: Vec<_> = missing.map(|source| format!("docs/sources/{source}.md")).collect();
    none(&missing, "sources without a table");
    let rows = rows();
    let empty = SOURCES.iter().filter(|source| rows.iter().all(|row| !row.at.contains(&format!("/{source}.md:"))));
    none(&empty.map(|source| format!("docs/sources/{source}.md")).collect::<Vec<_>>(), "documents without a row");
}

#[test]
fn every_place_and_file_that_a_row_names_exists() {
    let templates = templates();
    let mut wrong = Vec::new();
    for row in rows() {
        for name in row.names() {
            let fault = match name {
                Named::Place { template, path } => match templates.get(&template) {
                    None => Some(format!("there is no template {template}")),
                    Some(found) => find(found, &path).is_none().then(|| format!("{template} has no {path}")),
                },
                Named::File(path) => (!root().join(&path).exists()).then(|| format!("there is no {path}")),
                Named::Unclear(code) => Some(format!("`{code}` is no place (`template: path`) and no path of a file")),
            };
            wrong.extend(fault.map(|fault| format!("{}: {fault}", row.at)));
        }
    }
    none(&wrong, "rows that name what is not there");
}

#[test]
fn every_row_says_where_it_is_carried_or_why_not() {
    let mut wrong = Vec::new();
    for row in rows() {
        let [source, said, _] = row.cells.as_slice() else {
            wrong.push(format!("{}: {} columns instead of {}", row.at, row.cells.len(), HEAD.join(", ")));
            continue;
        };
        if source.is_empty() || said.is_empty() {
            wrong.push(format!("{}: says not which source, or not what it says", row.at));
        }
        let (names, words) = (row.names(), row.words());
        let count = |text: &str| text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        let placed = names.iter().any(|name| matches!(name, Named::Place { .. }));
        let by_file = !names.is_empty() && count(&words) > 0;
        let left_out = words.split_once("Niet:").is_some_and(|(_, reason)| count(reason) >= 3);
        if !(placed || by_file || left_out) {
            let what = "names no place, no file with a word why, and gives no reason after 'Niet:'";
            wrong.push(format!("{}: {what}", row.at));
        }
    }
    none(&wrong, "rows that end nowhere");
}

#[test]
fn every_part_of_every_template_is_named_by_a_row() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in rows().iter().flat_map(Row::names) {
        if let Named::Place { template, path } = name {
            named.entry(template).or_default().push(path);
        }
    }
    let missing: Vec<_> = templates()
        .iter()
        .flat_map(|(name, template)| {
            let known = named.get(name).map_or(&[][..], Vec::as_slice);
            let parts = parts(template).into_iter();
            let missing = parts.filter(|part| !known.iter().any(|path| is_named(part, path)));
            missing.map(move |part| format!("{name}: {part}")).collect::<Vec<_>>()
        })
        .collect();
    none(&missing, "parts of a template that no row of docs/sources names");
}

/// A way of working with everything in it that a path can lead to.
const WAY: &str = r#"
[[roles]]
key = "ib"
tasks = ["Nodigt uit.", "Schrijft op."]
[[year_events]]
month = 8
[[meetings]]
key = "zat"
members = ["ib"]
stages = [{ stage = "sent", label = "Verstuurd" }]
[[forms]]
key = "analyse"
[[forms.sections]]
key = "kop"
fields = [{ linkId = "domein", answerOption = [{ value = "cd" }] }]
[override.steps.stap_2]
title = "Anders"
[override.forms.plan]
sections = [{ key = "doel", fields = [{ linkId = "wat" }] }]
[remove]
closings = ["intern", "extern"]
"#;

#[test]
fn a_path_is_followed_by_names_and_by_numbers_from_one() {
    let way = Value::Table(WAY.parse().unwrap());
    let field = "forms.analyse.sections.kop.fields.domein";
    let there = [
        "roles.ib.tasks.2",
        "year_events.1",
        "meetings.zat.members.ib",
        "meetings.zat.stages.sent.label",
        field,
        &format!("{field}.answerOption.cd"),
        "override.steps.stap_2.title",
        "remove.closings.extern",
    ];
    for path in there {
        assert!(find(&way, path).is_some(), "{path}");
    }
    for path in
        ["roles.weg", "year_events.0", "year_events.2", "roles.ib.tasks.2.x", "forms.analyse.kop", "remove.steps"]
    {
        assert!(find(&way, path).is_none(), "{path}");
    }
}

#[test]
fn the_parts_are_those_written_in_the_file_with_what_a_variant_changes_and_removes() {
    let parts = parts(&Value::Table(WAY.parse().unwrap()));
    let wanted = [
        "roles.ib",
        "meetings.zat",
        "year_events.1",
        "forms.analyse.sections.kop.fields.domein",
        "override.forms.plan.sections.doel.fields.wat",
        "override.forms.plan",
        "override.steps.stap_2",
        "remove.closings.intern",
        "remove.closings.extern",
    ];
    assert_eq!(parts, wanted);
    assert!(
        is_named("roles.ib", "roles.ib.tasks")
            && !is_named("roles.ib", "roles.ib_sbo")
            && !is_named("roles.ib", "roles")
    );
    assert!(is_named("remove.closings.intern", "remove.closings") && !is_named("remove.closings.intern", "remove"));
}

#[test]
fn a_row_is_read_with_its_places_files_and_reason() {
    let text = "Inleiding\n| Bron | Wat de bron zegt | In Rondom |\n|---|:-:|---|\n\
        | S0 | Zes \\| zeven | `west-brabant-po: steps.a.term` en `domain/src/term.rs` telt |\n| S0 | x | Niet: hoort bij cijfers | y |\n";
    let rows = rows_of("f.md", text);
    assert_eq!((rows.len(), rows[0].at.as_str(), rows[1].cells.len()), (2, "f.md:4", 4));
    let place = Named::Place { template: "west-brabant-po".into(), path: "steps.a.term".into() };
    assert_eq!(rows[0].names(), [place, Named::File("domain/src/term.rs".into())]);
    assert_eq!(rows[0].words().trim(), "en  telt");
    for code in ["een woord", "steps.a", "x: a b"] {
        assert_eq!(named(code), Named::Unclear(code.to_owned()));
    }
}
