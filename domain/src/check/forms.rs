//! Forms: choices have options, conditions can be met by a question before them, a field that is shared between sections
//! means the same everywhere, and each step is listed once.

use std::collections::BTreeMap;

use super::{Faults, Rule, names::once, signatures, sources};
use crate::{
    form::{Band, Equals, Field, FieldType, Form, MOST_ROWS, Section, SectionKind},
    template::{Body, Key},
};

pub(super) fn check(template: &Body, faults: &mut Faults) {
    let forms = template.forms.iter().map(|form| (format!("forms.{}.valid", form.key), form.valid));
    let letters = template.letters.iter().map(|letter| (format!("letters.{}.valid", letter.key), letter.valid));
    for (place, valid) in forms.chain(letters) {
        let fits = valid.is_none_or(|valid| valid.until.is_none_or(|until| valid.from <= until));
        faults.unless(fits, Rule::Field, place, "de laatste dag ligt voor de eerste. Wissel from en until.");
    }
    for meeting in &template.meetings {
        let form = meeting.form.as_ref().and_then(|key| template.form(key.as_str()));
        let message = "een agenda komt uit een formulier van de school, niet uit een formulier over één casus (steps). Kies een ander.";
        let fine = form.is_none_or(|form| !form.is_of_case());
        faults.unless(fine, Rule::Section, format!("meetings.{}.form", meeting.key), message);
    }
    for form in &template.forms {
        let place = format!("forms.{}", form.key);
        of_whom(form, &place, faults);
        once(&place, form.sections.iter().map(|section| &section.key), faults);
        bands(template, form, &place, faults);
        for section in &form.sections {
            self::section(form, section, &format!("{place}.{}", section.key), faults);
        }
        signatures::check(template, form, &place, faults);
        sources::check(template, form, &place, faults);
        shared(form, &place, faults);
        listed_once(form, &place, faults);
    }
}

/// A form is about a case, in its steps, or of a school about its pupils; each has sections of its own.
fn of_whom(form: &Form, place: &str, faults: &mut Faults) {
    if !form.is_of_case() {
        let fine = !form.per_round && form.sections.iter().all(|section| section.kind != SectionKind::Rows);
        let message = "rijen en rondes horen bij een formulier over een casus. Noem bij steps de stappen waarin het wordt ingevuld.";
        faults.unless(fine, Rule::Section, place, message);
        sources::of_a_school(form, place, faults);
        return;
    }
    let fine = form.meeting.is_none() && form.bands.is_empty();
    let message =
        "een formulier over een casus (steps) hoort niet bij de rondes van een overleg. Laat meeting en bands weg.";
    faults.unless(fine, Rule::Section, place, message);
    for section in &form.sections {
        let place = format!("{place}.{}", section.key);
        let fits = matches!(section.kind, SectionKind::Header | SectionKind::Rows);
        let message =
            "een onderdeel van een formulier over een casus vraagt iets één keer (header) of in rijen (rows).";
        faults.unless(fits, Rule::Section, &place, message);
        let known = |field: &Field| field.source.as_ref().is_none_or(sources::is_about_a_case) && !field.agenda;
        let fine = section.fields.iter().all(known) && section.columns.is_empty();
        let message =
            "in een formulier over een casus is alleen bekend: school, board, name, birth_date, group, lead en answer.";
        faults.unless(fine, Rule::Field, place, message);
    }
}

fn bands(template: &Body, form: &Form, place: &str, faults: &mut Faults) {
    let place = format!("{place}.bands");
    once(&place, form.bands.iter().map(|band| &band.key), faults);
    let only = template.meta.sector.only();
    let says = |band: &Band| match only {
        Some(only) => band.sector.is_none_or(|said| said == only),
        None => band.sector.is_some(),
    };
    faults.unless(
        form.bands.iter().all(says),
        Rule::Section,
        &place,
        "van een blok is niet duidelijk of het groepen zijn (po) of klassen (vo). Zeg het bij sector, zoals de werkwijze zelf het zegt.",
    );
    let years = |band: &Band| band.sector.or(only);
    let groups = form.bands.iter().flat_map(|band| band.groups.iter().map(move |group| (years(band), group)));
    let mut groups: Vec<_> = groups.collect();
    let count = groups.len();
    groups.sort_unstable();
    groups.dedup();
    faults.unless(
        groups.len() == count,
        Rule::Section,
        place,
        "een groep valt in twee blokken. Elke groep hoort bij één blok.",
    );
}

fn section(form: &Form, section: &Section, place: &str, faults: &mut Faults) {
    let needs_bands = section.by_phase && form.bands.is_empty();
    faults.unless(!needs_bands, Rule::Section, place, "by_phase vraagt om blokken. Noem bands bij het formulier.");
    let lists = section.kind == SectionKind::Pupils;
    faults.unless(
        lists == section.step.is_some(),
        Rule::Section,
        place,
        "een tabel met leerlingen noemt haar stap (step), andere onderdelen niet.",
    );
    let fits = section.also.is_empty() || section.step.is_some();
    faults.unless(
        fits,
        Rule::Section,
        place,
        "also noemt verdere stappen van een tabel. Noem eerst de stap zelf (step).",
    );
    let counts = section.at_least == 0 || section.kind == SectionKind::Rows;
    faults.unless(
        counts,
        Rule::Section,
        place,
        "at_least telt rijen. Maak er een onderdeel met rijen (rows) van of laat het weg.",
    );
    let are_rows = !section.goals || section.kind == SectionKind::Rows;
    faults.unless(
        are_rows,
        Rule::Section,
        place,
        "doelen staan in rijen. Maak er een onderdeel met rijen (rows) van of laat goals weg.",
    );
    let fits = section.at_least as usize <= MOST_ROWS;
    faults.unless(
        fits,
        Rule::Section,
        place,
        format!("een onderdeel heeft hoogstens {MOST_ROWS} rijen. Pas at_least aan."),
    );
    once(place, section.fields.iter().map(|field| &field.link_id), faults);
    let agenda = section.fields.iter().filter(|field| field.agenda).count();
    faults.unless(agenda <= 1, Rule::Field, place, "er zijn twee velden met agenda = true. Houd er één.");
    for (index, field) in section.fields.iter().enumerate() {
        self::field(field, &section.fields[..index], &format!("{place}.{}", field.link_id), faults);
    }
}

fn field(field: &Field, before: &[Field], place: &str, faults: &mut Faults) {
    let is_choice = matches!(field.kind, FieldType::Choice | FieldType::Choices);
    let fits = is_choice != field.answer_option.is_empty();
    faults.unless(fits, Rule::Field, place, "een keuze heeft mogelijkheden (answerOption), een ander soort veld niet.");
    once(place, field.answer_option.iter().map(|option| &option.value), faults);
    let yes_no = !field.agenda || field.kind == FieldType::Boolean;
    faults.unless(yes_no, Rule::Field, place, "een veld met agenda = true is een ja/nee-vraag (type = \"boolean\").");
    let asked = !field.required || field.is_asked();
    faults.unless(
        asked,
        Rule::Field,
        place,
        "een veld dat bekend is (source) wordt niet gevraagd en kan niet verplicht zijn.",
    );
    if let Some(asked) = field.enable_when.as_ref().and_then(|when| before.iter().find(|f| f.link_id == when.question))
    {
        let message =
            "wie dit veld invult, vult ook de vraag in waarvan het afhangt. Geef beide dezelfde write en read.";
        faults.unless((&asked.write, &asked.read) == (&field.write, &field.read), Rule::Field, place, message);
    }
    if let Some(when) = &field.enable_when {
        let can = before.iter().find(|other| other.link_id == when.question).is_some_and(|other| match &when.equals {
            Equals::Boolean(_) => other.kind == FieldType::Boolean,
            Equals::Option(value) => other.option(value.as_str()).is_some(),
        });
        let message = format!(
            "de voorwaarde op '{}' kan nooit kloppen. Noem een eerder veld en een antwoord dat daar kan.",
            when.question
        );
        faults.unless(can, Rule::Field, place, message);
    }
}

/// One linkId is one question: same type, same options.
fn shared(form: &Form, place: &str, faults: &mut Faults) {
    let mut meaning: BTreeMap<&Key, &Field> = BTreeMap::new();
    for field in form.sections.iter().flat_map(|section| &section.fields) {
        let first = meaning.entry(&field.link_id).or_insert(field);
        let same = first.kind == field.kind && first.paper == field.paper && first.answer_option == field.answer_option;
        let message =
            "dit veld heeft in een ander onderdeel een ander type of andere mogelijkheden. Geef het een eigen linkId.";
        faults.unless(same, Rule::Field, format!("{place}.{}", field.link_id), message);
    }
}

fn listed_once(form: &Form, place: &str, faults: &mut Faults) {
    once(&format!("{place}.step"), form.sections.iter().flat_map(Section::steps), faults);
    let absences: Vec<_> =
        form.sections.iter().filter(|s| matches!(s.kind, SectionKind::Absence(_))).map(|s| s.kind).collect();
    let twice = absences.iter().enumerate().any(|(index, kind)| absences[..index].contains(kind));
    faults.unless(!twice, Rule::Section, place, "een verzuimcategorie staat er twee keer. Houd er één.");
}
