//! The register in words, for pages.
use super::register::{Recorded, Register};
use crate::members::Names;
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    gezag::Age,
    page::{ConsentLine, pupil},
    template::Body,
};

/// The register as a page shows it: every purpose of the way of working, and those that only old statements know.
pub fn page(register: &Register, body: Option<&Body>, names: &Names, age: Age, today: NaiveDate) -> pupil::Register {
    let mut keys: Vec<(String, String)> = body
        .map(|body| body.consents.iter().map(|purpose| (purpose.key.to_string(), purpose.label.clone())).collect())
        .unwrap_or_default();
    for statement in &register.0 {
        if keys.iter().all(|(key, _)| *key != statement.purpose) {
            keys.push((statement.purpose.clone(), statement.purpose.replace('_', " ")));
        }
    }
    let purposes = keys.into_iter().map(|(key, label)| pupil::Purpose {
        state: ConsentLine::of(&register.state(&key, today), &[]),
        statements: register
            .0
            .iter()
            .rev()
            .filter(|statement| statement.purpose == key)
            .map(|statement| line(statement, names, today))
            .collect(),
        key,
        label,
    });
    pupil::Register { rule: age.rule().into(), purposes: purposes.collect(), can_record: false }
}

/// One statement in words.
pub fn line(statement: &Recorded, names: &Names, today: NaiveDate) -> pupil::Statement {
    let how = evidence(&statement.evidence);
    let evidence = if statement.note.is_empty() { how.to_owned() } else { format!("{how}: {}", statement.note) };
    let withdrawn = statement.withdrawn_on.map(|on| {
        let how =
            if statement.withdrawal.is_empty() { String::new() } else { format!(" door {}", statement.withdrawal) };
        format!("ingetrokken op {}{how}", short_date(on))
    });
    pupil::Statement {
        id: statement.id,
        version: statement.version,
        given_by: statement.given_by.clone(),
        given_on: statement.given_on,
        valid_until: statement.valid_until,
        parties: statement.parties.iter().map(|(_, name)| name.clone()).collect(),
        evidence,
        recorded: names.of(statement.recorded_by),
        withdrawn,
        holds: statement.statement().holds(today),
    }
}

/// How the answer came.
pub fn evidence(key: &str) -> &'static str {
    match key {
        "paper" => "op papier",
        "digital" => "digitaal",
        _ => "mondeling",
    }
}
