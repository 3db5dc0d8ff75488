//! The page of one form: the questions that this reader sees, with what stands there, and which of them he or she answers.
use super::{Place, open::open};
use crate::{Failure, Scope, audit::Subject, clock::local, members};
use domain::{
    calendar::short_date,
    form::{Field, Source},
    page::sheet::SheetPage,
    policy::Action,
    pupil::Named,
};

/// The page; whoever may see nothing of it finds nothing.
pub async fn page(scope: &Scope, place: Place<'_>) -> Result<SheetPage, Failure> {
    let mut work = scope.see().await?;
    let open = open(&mut work, Action::SeeSheet, place).await?;
    let names = members::names(&mut work, open.row.iter().map(|row| row.changed_by).collect()).await?;
    let changed = open.row.as_ref().map(|row| {
        let at = local(row.changed_at);
        format!("{}, {} om {}", names.of(row.changed_by), short_date(at.date()), at.format("%H:%M"))
    });
    let child = open.child.named(place.pupil);
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
        parts: read.parts(&open.answers, if can_fill { &roles } else { &[] }, &own, |field| {
            known(&open.child.school, field, &child)
        }),
        answers: read.visible(&open.answers),
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

/// What nobody types: it stands in the pupil's own record.
fn known(school: &str, field: &Field, child: &Named) -> Option<String> {
    Some(match field.source? {
        Source::School => school.to_owned(),
        Source::Name => child.name.clone(),
        Source::BirthDate => short_date(child.born_on),
        Source::Group => child.group.0.to_string(),
        // The checker lets no other stand in a form about a case.
        _ => return None,
    })
}
