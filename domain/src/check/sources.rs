//! What a question takes from elsewhere: known about the case, of the same kind, and from no question that a reader of this
//! one may not read, unless it is only offered. An answer that was taken over stands here for good, so what guards it there
//! must guard it here.

use super::{Faults, Rule};
use crate::{
    actor::Side,
    form::{Field, FieldType, Form, Origin, Reader, Section, SectionKind, Source},
    template::{Body, Key, Role},
};

/// Whether it is known of one pupil and his or her case.
pub(super) const fn is_about_a_case(source: &Source) -> bool {
    use Source::{Answer, BirthDate, Board, Group, Lead, Name, School};
    matches!(source, School | Board | Name | BirthDate | Group | Lead | Answer(_))
}

/// A form of a school is about many pupils: nothing comes from the case of one.
pub(super) fn of_a_school(form: &Form, place: &str, faults: &mut Faults) {
    for section in &form.sections {
        let of_a_case = |field: &&Field| matches!(field.source, Some(Source::Lead | Source::Answer(_)));
        for field in section.fields.iter().filter(of_a_case) {
            let place = format!("{place}.{}.{}", section.key, field.link_id);
            let message = "alleen een formulier over een casus (steps) neemt iets uit die casus over. Laat source weg.";
            faults.unless(false, Rule::Field, place, message);
        }
    }
}

pub(super) fn check(template: &Body, form: &Form, place: &str, faults: &mut Faults) {
    for section in &form.sections {
        let place = format!("{place}.{}", section.key);
        for (field, origin) in section.fields.iter().filter_map(|field| Some((field, field.origin()?))) {
            let place = format!("{place}.{}", field.link_id);
            // A form that is not there is told by its name.
            let Some(from) = template.form(origin.form.as_str()) else { continue };
            taken(template, (form, section, field), (from, origin), &place, faults);
        }
        one_place(template, section, place, faults);
    }
}

fn taken(
    template: &Body,
    (form, section, field): (&Form, &Section, &Field),
    (from, origin): (&Form, &Origin),
    place: &str,
    faults: &mut Faults,
) {
    let mut unless = |fine: bool, message: &str| faults.unless(fine, Rule::Field, place, message);
    let places: Vec<_> = places(from, &origin.field).collect();
    let Some((there, _)) = places.first().copied() else {
        let message = "de vraag waaruit dit komt, staat niet in dat formulier over de casus, en bij een analyse niet bij \
                       de leerlingen. Noem een andere.";
        return unless(false, message);
    };
    unless(
        from.key != form.key || form.per_round,
        "een formulier neemt alleen uit zichzelf over als het elke ronde opnieuw wordt gevraagd. Zet per_round = true.",
    );
    // A question of the analysis can stand in several of its sections.
    let fits = |(_, asked): &(&Section, &Field)| {
        asked.kind == field.kind
            && asked.kind != FieldType::Signature
            && asked.answer_option.iter().all(|option| field.option(option.value.as_str()).is_some())
    };
    unless(
        places.iter().all(fits),
        "wat wordt overgenomen, heeft hetzelfde type en geen andere mogelijkheden dan hier kunnen.",
    );
    unless(
        from.is_of_case() || origin.offer || !form.per_round,
        "elke ronde heeft eigen antwoorden, en de analyse kan nog van een vorige zijn. Zet offer = true.",
    );
    let rows = |section: &Section| section.kind == SectionKind::Rows;
    unless(rows(section) == rows(there), "een rij neemt over uit een rij, een losse vraag uit een losse vraag.");
    unless(
        places.iter().all(|(there, _)| there.consent.is_none() || there.consent == section.consent),
        "wat een eigen toestemming heeft, houdt die ook hier. Geef dit onderdeel dezelfde consent.",
    );
    unless(!(origin.offer && rows(section)), "een rij wordt niet aangeboden. Laat offer weg.");
    if origin.offer {
        return;
    }
    let consents: Vec<Key> = template.consents.iter().map(|purpose| purpose.key.clone()).collect();
    let reads = |form: &Form, link_id: &Key, role: &Role| find(&form.seen_by(role, &consents), link_id).is_some();
    // A role of the school and of a partner too is also somebody who is let in by a consent.
    let let_in = |form: &Form, link_id: &Key, role: &Role| {
        let reader = Reader::ByConsent(&consents);
        find(&form.with_rights(reader).read_by(&[&role.key]), link_id).is_some()
    };
    // Policy lets the school and the SWV read an analysis, whatever its form says.
    let of_home =
        |role: &Role| role.functions.iter().any(|function| matches!(function.side(), Side::School | Side::Swv));
    let of_case = from.is_of_case();
    let wider = |role: &&Role| {
        let has = |side: Side| role.functions.iter().any(|function| function.side() == side);
        let here = reads(form, &field.link_id, role);
        let there = reads(from, &origin.field, role) && (of_case || (of_home(role) && !has(Side::Management)));
        let (comes_in, came_in) = (let_in(form, &field.link_id, role), of_case && let_in(from, &origin.field, role));
        (here && !there) || (has(Side::Partner) && comes_in && !came_in)
    };
    let more = template.roles.iter().find(wider);
    if let Some(role) = more {
        let message = format!(
            "de {} leest dit, maar niet de vraag waaruit het komt. Geef beide dezelfde read en write, of zet \
             offer = true: dan neemt wie invult het zelf over.",
            role.label
        );
        unless(false, &message);
    }
}

/// Where a question stands that another can take from: in a form about the case once, in an analysis with each pupil.
fn places<'a>(form: &'a Form, link_id: &'a Key) -> impl Iterator<Item = (&'a Section, &'a Field)> {
    let sections = form.sections.iter().filter(|section| form.is_of_case() || section.kind == SectionKind::Pupils);
    sections.filter_map(|section| Some((section, section.field(link_id.as_str())?)))
}

/// The rows of a section follow those of one other.
fn one_place(template: &Body, section: &Section, place: String, faults: &mut Faults) {
    if section.kind != SectionKind::Rows {
        return;
    }
    let origins = section.fields.iter().filter_map(Field::origin);
    let from = origins.filter_map(|origin| {
        let form = template.form(origin.form.as_str())?;
        Some((&form.key, &find(form, &origin.field)?.0.key))
    });
    let mut from: Vec<_> = from.collect();
    from.dedup();
    let message = "de rijen van een onderdeel volgen die van één ander onderdeel. Neem over uit één onderdeel.";
    faults.unless(from.len() <= 1, Rule::Section, place, message);
}

fn find<'a>(form: &'a Form, link_id: &Key) -> Option<(&'a Section, &'a Field)> {
    form.sections.iter().find_map(|section| Some((section, section.field(link_id.as_str())?)))
}
