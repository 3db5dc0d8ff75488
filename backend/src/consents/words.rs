//! The register in words, for pages.
use super::register::{Recorded, Register};
use crate::{clock::local, members::Names};
use chrono::NaiveDate;
use domain::{
    calendar::short_date,
    gezag::{Age, Ages},
    page::{ConsentLine, pupil},
    template::{Body, ConsentPurpose},
};

/// Who must agree for each of these purposes: one rule for all of them, or one for each where they differ.
pub(super) fn rules<'a>(
    purposes: impl IntoIterator<Item = &'a ConsentPurpose>,
    born_on: NaiveDate,
    today: NaiveDate,
) -> (String, Vec<String>) {
    let each: Vec<_> = purposes.into_iter().map(|purpose| Age::of(born_on, today, purpose.ages).rule()).collect();
    let first = each.first().cloned().unwrap_or_else(|| Age::of(born_on, today, Ages::default()).rule());
    if each.iter().all(|rule| *rule == first) {
        (first, vec![String::new(); each.len()])
    } else {
        (String::new(), each)
    }
}

/// The register as a page shows it: every purpose of the way of working, and those that only old statements know.
pub fn page(
    register: &Register,
    body: Option<&Body>,
    names: &Names,
    born_on: NaiveDate,
    today: NaiveDate,
) -> pupil::Register {
    let asked = body.map(|body| body.consents.as_slice()).unwrap_or_default();
    let (rule, rules) = rules(asked, born_on, today);
    let with_rule = asked.iter().zip(rules);
    let mut keys: Vec<_> =
        with_rule.map(|(purpose, rule)| (purpose.key.to_string(), purpose.label.clone(), rule)).collect();
    for statement in &register.0 {
        if keys.iter().all(|(key, ..)| *key != statement.purpose) {
            keys.push((statement.purpose.clone(), statement.purpose.replace('_', " "), String::new()));
        }
    }
    let purposes = keys.into_iter().map(|(key, label, rule)| pupil::Purpose {
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
        rule,
    });
    pupil::Register { rule, purposes: purposes.collect(), can_record: false }
}

/// One statement in words.
pub fn line(statement: &Recorded, names: &Names, today: NaiveDate) -> pupil::Statement {
    // How an objection came is not asked.
    let how = if statement.refuses { "bezwaar" } else { evidence(&statement.evidence) };
    let evidence = if statement.note.is_empty() { how.to_owned() } else { format!("{how}: {}", statement.note) };
    let withdrawn = statement.withdrawn_on.map(|on| {
        let how =
            if statement.withdrawal.is_empty() { String::new() } else { format!(" door {}", statement.withdrawal) };
        let hour = statement.withdrawn_at.map(|at| format!(" om {}", local(at).format("%H:%M"))).unwrap_or_default();
        format!("ingetrokken op {}{hour}{how}", short_date(on))
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
        is_objection: statement.refuses,
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
