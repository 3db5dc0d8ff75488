//! The page of one form: the questions that this reader sees, with what stands there, and which of them he or she answers.
use super::{
    Place,
    open::{Open, open},
};
use crate::{Failure, Scope, audit::Subject, clock::local, members};
use domain::{
    calendar::short_date,
    form::{Answer, Answers, Field, Form, Section, SectionKind, SignaturePlace, Source},
    id::MembershipId,
    page::sheet::{Part, SheetPage, Signed},
    policy::Action,
    pupil::Named,
};

/// The page; whoever may see nothing of it finds nothing.
pub async fn page(scope: &Scope, place: Place<'_>) -> Result<SheetPage, Failure> {
    let mut work = scope.see().await?;
    let open = open(&mut work, Action::SeeSheet, place).await?;
    let lead = open.case.state.lead.map(|lead| lead.membership);
    let named = open.row.iter().map(|row| row.changed_by).chain(lead).collect();
    let names = members::names(&mut work, named).await?;
    let changed = open.row.as_ref().map(|row| {
        let at = local(row.changed_at);
        format!("{}, {} om {}", names.of(row.changed_by), short_date(at.date()), at.format("%H:%M"))
    });
    let child = open.child.named(place.pupil);
    let lead = lead.map(|lead| names.name(lead)).unwrap_or_default();
    let read = open.form.read_by(&open.roles());
    let can_fill = open.fills();
    let own = scope.actor().own();
    let (roles, today) = (open.roles(), scope.today());
    let hand = open.hand(scope.actor(), &roles, &own, today);
    let answer = SheetPage {
        pupil: place.pupil,
        form: open.form.key.to_string(),
        title: open.form.title.clone(),
        guidance: open.form.guidance.clone(),
        round: open.round,
        rounds: open.rounds.iter().copied().filter(|round| *round != open.round).collect(),
        version: open.row.as_ref().map_or(0, |row| row.version),
        parts: read.sections.iter().map(|section| part(&open, section, (&child, &lead), &own, can_fill)).collect(),
        answers: visible(&read, &open.filled),
        lacks: read.lacks(&open.answers),
        can_fill,
        closed: open.closed_because(),
        signer: hand.map(|hand| format!("{} ({})", hand.name, hand.function)).unwrap_or_default(),
        changed: changed.unwrap_or_default(),
        changed_at: open.row.as_ref().map(|row| row.changed_at),
        school: open.child.school.clone(),
        child,
    };
    let fields = format!("formulier {}", open.form.key);
    work.note(Action::SeeSheet, Subject::of("pupil", place.pupil.0), open.ground, fields);
    work.done(answer).await
}

fn part(open: &Open, section: &Section, about: (&Named, &str), own: &[MembershipId], can_fill: bool) -> Part {
    let roles = open.roles();
    let asked = |field: &&Field| can_fill && field.is_written_by(&roles);
    Part {
        asked: section.asked().filter(asked).map(|field| field.link_id.to_string()).collect(),
        known: section.fields.iter().filter_map(|field| known(open, field, about)).collect(),
        signatures: section.signatures(&open.answers).into_iter().map(|(_, place)| signed(place, own)).collect(),
        section: section.clone(),
    }
}

fn signed(place: SignaturePlace, own: &[MembershipId]) -> Signed {
    Signed { is_of_another: place.is_of_another(own), place }
}

/// What nobody types: it stands in the record of the pupil or the school, or it is who has casusregie.
fn known(open: &Open, field: &Field, (child, lead): (&Named, &str)) -> Option<(String, String)> {
    let text = match field.source.as_ref()? {
        Source::School => open.child.school.clone(),
        Source::Name => child.name.clone(),
        Source::BirthDate => short_date(child.born_on),
        Source::Group => child.group.0.to_string(),
        Source::Board => open.child.board.clone(),
        Source::Lead => lead.to_owned(),
        // Asked, with what stands there; the checker lets no other stand in a form about a case.
        _ => return None,
    };
    Some((field.link_id.to_string(), text))
}

/// The answers to what the reader sees, and no other.
fn visible(form: &Form, answers: &Answers) -> Answers {
    let mut seen = Answers::default();
    for section in &form.sections {
        if section.kind != SectionKind::Rows {
            copy(section, answers, &mut seen);
            continue;
        }
        let rows = answers.rows(section.key.as_str()).iter().map(|row| {
            let mut cells = Answers::default();
            copy(section, &row.answers, &mut cells);
            domain::form::Row { answers: cells, ..row.clone() }
        });
        seen.set(section.key.to_string(), Answer::Rows(rows.collect()));
    }
    seen
}

fn copy(section: &Section, from: &Answers, to: &mut Answers) {
    for field in &section.fields {
        if let Some(answer) = from.get(field.link_id.as_str()) {
            to.set(field.link_id.to_string(), answer.clone());
        }
    }
}
