//! The file of one pupil, as far as this reader may see it: where the pupil is and whose turn it is, what was said about
//! sharing, what was discussed and agreed, absences, and the story. Six questions to the database; every look is noted.
mod discussed;
mod rows;
mod running;
mod timeline;

use crate::{
    Failure, Scope,
    audit::Subject,
    consents::{self, words},
    members, templates,
};
use domain::{
    absence::{Facts, Finding, finding},
    calendar::short_date,
    gezag::{Age, years},
    id::PupilId,
    page::pupil::{Absence, File},
    policy::{Action, Ground, Grounds, permit},
    pupil::{Group, Named, full_name},
};

/// The file. Whoever may not see this pupil finds nothing.
pub async fn file(scope: &Scope, pupil: PupilId) -> Result<File, Failure> {
    let mut work = scope.see().await?;
    let (actor, today) = (scope.actor(), scope.today());
    let subject = Subject::of("pupil", pupil.0);
    let (child, absences) = rows::child(&mut work, pupil).await?;
    let register = consents::of_pupil(&mut work, pupil).await?;
    let state = register.file_state(today);
    let ground = work.find(Action::SeePupil, subject, Grounds::school(child.school_id).consent(&state)).await?;
    let by_consent = ground == Ground::Consent;

    let cases = rows::cases(&mut work, pupil).await?;
    let running = cases.iter().find(|case| case.row.closed_at.is_none());
    let pinned = match running.or(cases.last()) {
        Some(case) => Some(templates::pinned(&mut work, case.row.template_id).await?),
        None => templates::today(&mut work).await?,
    };
    let body = pinned.as_ref().map(|pinned| &**pinned.template);
    let items = rows::items(&mut work, pupil).await?;
    let items = discussed::readable(actor, items, &register, today, |kind| {
        body.and_then(|body| body.meeting(kind)).and_then(|meeting| meeting.consent.as_ref()).map(ToString::to_string)
    });

    let who = cases.iter().flat_map(rows::Case::people).chain(rows::people(&register, &items)).collect();
    let names = members::names(&mut work, who).await?;
    let register = if by_consent { register.for_partner(actor) } else { register };
    let can_move = permit(actor, Action::MoveCase, Grounds::school(child.school_id)).is_ok();
    let can_register = permit(actor, Action::RegisterPupil, Grounds::school(child.school_id)).is_ok();
    let age = Age::of(child.born_on, today);
    let mut page_register = words::page(&register, body, &names, age, today);
    page_register.can_record = permit(actor, Action::RecordConsent, Grounds::school(child.school_id)).is_ok();
    let given = body.map(|body| rows::given(body, &register, today)).unwrap_or_default();
    let view =
        running::View { scope, template: pinned.as_ref().map(|p| &p.template), names: &names, can_move, by_consent };
    let answer = File {
        years: scope.tenant().years(),
        running: running.and_then(|case| view.running(case, &given)),
        entries: view.entries(running.is_none() && (can_move || can_register)),
        reopen: view.reopen(running.is_none().then(|| cases.last()).flatten()),
        case_word: body.map_or("casus", |body| body.word("casus", "casus")).to_owned(),
        days: timeline::days(body, &cases, &register, &items, &names, by_consent),
        meetings: discussed::meetings(body, &items, by_consent),
        actions: discussed::actions(&items, &names, today, by_consent),
        absences: absences.into_iter().map(|absence| words_of(absence, &child, today)).collect(),
        register: page_register,
        age: years(child.born_on, today),
        unenrolled_on: child.unenrolled_on,
        school: child.school,
        pupil: Named {
            id: pupil,
            name: full_name(&child.given_name, &child.prefix, &child.family_name),
            born_on: child.born_on,
            group: Group(u8::try_from(child.group).unwrap_or_default()),
        },
        by_consent,
    };
    work.note(Action::SeePupil, subject, ground, "naam, geboortedatum, stap, toestemming, overleggen, acties, verzuim");
    work.done(answer).await
}

fn words_of(absence: rows::AbsenceLine, child: &rows::Child, today: chrono::NaiveDate) -> Absence {
    let rows::AbsenceLine { since, until, authorised } = absence;
    let facts = Facts { born_on: child.born_on, since, until, authorised, unenrolled_on: child.unenrolled_on };
    let (finding, definition) = match finding(facts, today) {
        Finding::In(category) => (category.label().to_owned(), category.definition().to_owned()),
        Finding::Becomes { on } => (format!("wordt thuiszitter op {}", short_date(on)), String::new()),
        Finding::None => (String::new(), String::new()),
    };
    Absence { since, until, authorised, finding, definition }
}
