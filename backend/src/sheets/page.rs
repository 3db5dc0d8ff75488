//! The page of one form: the questions that this reader sees, with what stands there, and which of them he or she answers.
use super::{
    Place,
    open::{Open, open},
};
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
    let lead = open.case.state.lead.map(|lead| lead.membership);
    let people = open.kept.iter().map(|kept| kept.changed_by).chain(lead).collect();
    let names = members::names(&mut work, people).await?;
    let changed = open.kept.map(|kept| {
        let at = local(kept.changed_at);
        format!("{}, {} om {}", names.of(kept.changed_by), short_date(at.date()), at.format("%H:%M"))
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
        version: open.kept.map_or(0, |kept| kept.version),
        parts: read.parts(&open.answers, &open.offers, if can_fill { &roles } else { &[] }, &own, |field| {
            known(&open, field, (&child, &lead))
        }),
        answers: read.visible(&open.filled),
        lacks: read.lacks(&open.answers),
        can_fill,
        closed: open.closed_because(),
        signer: hand.map(|hand| format!("{} ({})", hand.name, hand.function)).unwrap_or_default(),
        changed: changed.unwrap_or_default(),
        changed_at: open.kept.map(|kept| kept.changed_at),
        school: open.child.school.clone(),
        child,
    };
    if let Some(ground) = open.analysis.filter(|_| open.filled != open.answers || !open.offers.is_empty()) {
        work.note(Action::SeeAnalysis, Subject::of("pupil", place.pupil.0), ground, "analyse");
    }
    let fields = format!("formulier {}", open.form.key);
    work.note(Action::SeeSheet, Subject::of("pupil", place.pupil.0), open.ground, fields);
    work.done(answer).await
}

/// What nobody types: it stands in the record of the pupil or the school, or it is who has casusregie.
fn known(open: &Open, field: &Field, (child, lead): (&Named, &str)) -> Option<String> {
    Some(match field.source.as_ref()? {
        Source::School => open.child.school.clone(),
        Source::Name => child.name.clone(),
        Source::BirthDate => short_date(child.born_on),
        // "Klas/groep" (S3) asks for the word as well; elsewhere the question is the word.
        Source::Group => open.pinned.template.meta.sector.heading().cell(child.group),
        Source::Board => open.child.board.clone(),
        Source::Lead => lead.to_owned(),
        // Asked, with what stands there; the checker lets no other stand in a form about a case.
        _ => return None,
    })
}
