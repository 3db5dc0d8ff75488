//! What a browser posts becomes typed answers, or a Dutch message that names the field and the fix. Bounded: the
//! length of a text, the characters in it, the years of a date. Names that are no field of the section are not ours.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Answer, Answers, EnableWhen, Field, FieldType, LONGEST_TEXT, Section};
use crate::{
    template::Key,
    text::{turns, visible},
};

/// The most a number in a form can be.
const LARGEST_NUMBER: i64 = 1_000_000;

/// One line of text is shorter than a text of several.
const LONGEST_LINE: usize = 300;

/// What is wrong with one field. The message names the field and says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Key,
    pub message: String,
}

/// Reads the fields of a section from posted pairs. A yes/no field takes the last value (so that a hidden "nee" can
/// stand before its checkbox); a field that is absent or empty has no answer. What is
/// filled in where nothing is asked, given the answers before it, is refused and not dropped. What could not be read is in the errors and not in the answers.
pub fn parse(section: &Section, posted: &[(String, String)]) -> (Answers, Vec<FieldError>) {
    let (answers, mut refused) = draft(section, posted);
    let is_open = |field: &&Field| field.required && field.is_enabled(&answers);
    for field in section.asked().filter(is_open) {
        let silent = answers.get(field.link_id.as_str()).is_none();
        if silent && refused.iter().all(|known| known.field != field.link_id) {
            refused.push(error(field, "vul dit in."));
        }
    }
    let place = |error: &FieldError| section.fields.iter().position(|field| field.link_id == error.field);
    refused.sort_by_key(place);
    (answers, refused)
}

/// As [`parse`], for a form that is filled in bit by bit: what must be answered may wait. Signatures are not typed: see
/// [`super::Hand`].
pub(super) fn draft(section: &Section, posted: &[(String, String)]) -> (Answers, Vec<FieldError>) {
    let mut answers = Answers::default();
    let mut refused = Vec::new();
    for field in section.asked().filter(|field| field.kind != FieldType::Signature) {
        let values: Vec<_> = posted.iter().filter(|(name, _)| field.link_id == name.as_str()).map(|(_, v)| v).collect();
        if let Some(when) = field.enable_when.as_ref().filter(|_| !field.is_enabled(&answers)) {
            if !is_silent(field, &values) {
                refused.push(error(field, &unasked(section, when)));
            }
            continue;
        }
        match read(field, &values) {
            Ok(Some(answer)) => answers.set(field.link_id.to_string(), answer),
            Ok(None) => {}
            Err(reason) => refused.push(error(field, &reason)),
        }
    }
    (answers, refused)
}

/// Nothing was filled in: no value, or the "nee" that stands hidden before a checkbox.
fn is_silent(field: &Field, values: &[&String]) -> bool {
    let filled = |value: &&&String| !value.trim().is_empty();
    values
        .iter()
        .rfind(filled)
        .is_none_or(|value| field.kind == FieldType::Boolean && boolean(value.trim()) == Ok(false))
}

/// What somebody filled in where nothing is asked is never dropped unsaid.
pub(super) fn unasked(section: &Section, when: &EnableWhen) -> String {
    let question = section.field(when.question.as_str()).map_or(when.question.as_str(), |field| field.text.as_str());
    format!(
        "dit hoort bij een ander antwoord op '{}'. Pas dat aan, of maak dit veld leeg.",
        question.trim_end_matches([':', '?'])
    )
}

pub(super) fn error(field: &Field, reason: &str) -> FieldError {
    FieldError {
        field: field.link_id.clone(),
        message: format!("{}: {reason}", field.text.trim_end_matches(['?', ':'])),
    }
}

/// Reads one answer as it is typed; none when nothing is.
pub(crate) fn read(field: &Field, values: &[&String]) -> Result<Option<Answer>, String> {
    if field.kind == FieldType::Choices {
        return choices(field, values);
    }
    let Some(text) = values.last().map(|value| visible(value)).filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let text = text.trim();
    let answer = match field.kind {
        FieldType::String => Answer::Text(line(text)?),
        FieldType::Text => Answer::Text(lines(text)?),
        FieldType::Boolean => Answer::Boolean(boolean(text)?),
        FieldType::Date => Answer::Date(date(text)?),
        FieldType::Integer => Answer::Integer(integer(text)?),
        FieldType::Choice | FieldType::Choices => Answer::Choice(option(field, text)?),
        FieldType::Signature => return Err("dit wordt ondertekend en niet ingevuld.".to_owned()),
    };
    Ok(Some(answer))
}

fn choices(field: &Field, values: &[&String]) -> Result<Option<Answer>, String> {
    let given = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty());
    let chosen = given.map(|value| option(field, value)).collect::<Result<Vec<_>, _>>()?;
    let in_order = field.answer_option.iter().map(|option| option.value.to_string());
    let chosen: Vec<_> = in_order.filter(|value| chosen.contains(value)).collect();
    Ok((!chosen.is_empty()).then_some(Answer::Choices(chosen)))
}

fn option(field: &Field, value: &str) -> Result<String, String> {
    field.option(value).map(|option| option.value.to_string()).ok_or_else(|| {
        let labels: Vec<_> = field.answer_option.iter().map(|option| option.label.as_str()).collect();
        format!("dit is geen van de mogelijkheden. Kies uit: {}.", labels.join(", "))
    })
}

pub(super) fn boolean(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "true" | "on" | "1" => Ok(true),
        "nee" | "n" | "false" | "off" | "0" => Ok(false),
        _ => Err("kies ja of nee.".to_owned()),
    }
}

fn integer(text: &str) -> Result<i64, String> {
    let number = text.parse().ok().filter(|number| (0..=LARGEST_NUMBER).contains(number));
    number.ok_or_else(|| format!("'{}' is geen heel getal. Typ alleen cijfers, bijvoorbeeld 24.", quoted(text)))
}

/// How one types a date, where any day will do.
pub const EXAMPLE: &str = "3-9-2026";

/// 3-9-2026, 03-09-2026, 3/9/2026 or 2026-09-03; also used where a page asks a date outside a form.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    date_like(text, EXAMPLE)
}

/// The same, with an example that would be right where it is asked.
pub fn date_like(text: &str, example: &str) -> Result<NaiveDate, String> {
    let date = day_month_year(text).filter(|date| (1900..=2100).contains(&date.year()));
    date.ok_or_else(|| match text.trim() {
        "" => format!("Vul een datum in, als {example}."),
        text => format!("'{}' is geen datum. Typ de datum als {example}.", quoted(text)),
    })
}

fn day_month_year(text: &str) -> Option<NaiveDate> {
    let parts: Vec<_> = text.split(['-', '/', '.']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        (lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse::<u32>().ok())?
    };
    let year = i32::try_from(digits(year, 4..=4)?).ok()?;
    NaiveDate::from_ymd_opt(year, digits(month, 1..=2)?, digits(day, 1..=2)?)
}

/// One line of text, trimmed; also used where a page asks it outside a form.
pub fn line(text: &str) -> Result<String, String> {
    let text = visible(text);
    let text = text.trim();
    if text.contains(['\n', '\r']) {
        return Err("hier past één regel. Haal de regelovergang weg.".to_owned());
    }
    clean(text, LONGEST_LINE)
}

/// A text of several lines, trimmed; also used where a page asks it outside a form.
pub fn lines(text: &str) -> Result<String, String> {
    clean(&visible(text).trim().replace("\r\n", "\n"), LONGEST_TEXT)
}

fn clean(text: &str, longest: usize) -> Result<String, String> {
    let length = text.chars().count();
    if length > longest {
        return Err(format!("de tekst is {length} tekens lang en mag hoogstens {longest} zijn. Maak hem korter."));
    }
    if text.chars().any(is_hidden) {
        return Err("de tekst bevat onzichtbare tekens. Typ de tekst opnieuw of plak hem zonder opmaak.".to_owned());
    }
    Ok(text.to_owned())
}

/// Control characters (except line break and tab) and marks that turn the direction of text.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || turns(c)
}

fn quoted(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).take(30).collect()
}
