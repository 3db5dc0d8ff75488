//! The file of one pupil, as far as this reader may see it: where the pupil is and whose turn it is, what was said about
//! sharing, what was discussed and agreed, absences, and the story. Six questions to the database; every look is noted.
mod decided;
mod discussed;
mod goals;
mod mends;
pub(crate) mod rows;
mod running;
mod sheets;
mod timeline;

use crate::{
    Failure, Scope,
    audit::Subject,
    calendar,
    cases::{self, Around, Case},
    consents::{self, words},
    members, templates,
};
use domain::{
    absence::{Facts, Finding, finding},
    calendar::short_date,
    form::Reader,
    gezag::years,
    id::PupilId,
    page::pupil::{Absence, File},
    policy::{Action, Ground, Grounds, permit},
    template::{Body, CASE},
};

use std::collections::{HashMap, hash_map::Entry};

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

    let found = cases::of_pupil(&mut work, pupil).await?;
    let running = found.iter().find(|case| case.is_running());
    let pinned = match running.or(found.last()) {
        Some(case) => Some(templates::pinned(&mut work, case.row.template_id).await?),
        None => templates::at(&mut work, child.school_id).await?,
    };
    let body = pinned.as_ref().map(|pinned| &**pinned.template);
    let items = rows::items(&mut work, pupil).await?;
    let mut told = HashMap::new();
    for version in timeline::versions(&found).into_iter().chain(items.iter().map(|item| item.template)) {
        if let Entry::Vacant(free) = told.entry(version) {
            free.insert(templates::pinned(&mut work, version).await?);
        }
    }
    let items = discussed::readable(actor, child.school_id, items, &register, today, &told);

    let who = found.iter().flat_map(Case::people).chain(rows::people(&register, &items)).collect();
    let names = members::names(&mut work, who).await?;
    // Conditions are asked of the whole register, whoever reads; what is shown of it is another matter.
    let given = register.clone();
    let register = if by_consent { register.for_partner(actor) } else { register };
    let grounds = Grounds::school(child.school_id).consent(&state);
    let can_move = permit(actor, Action::MoveCase, grounds).is_ok();
    // Which role of a partner may begin says the way of working (S3: "aanmelding bij het CJG", S1: via de jeugdprofessional).
    let can_start = can_move || permit(actor, Action::RegisterPupil, Grounds::school(child.school_id)).is_ok();
    let mut page_register = words::page(&register, body, &names, child.born_on, today);
    page_register.can_record = permit(actor, Action::RecordConsent, Grounds::school(child.school_id)).is_ok();
    let shown = running.or(found.last());
    let calendar = calendar::of_tenant(&mut work).await?;
    let around = match body.zip(shown) {
        Some((body, case)) => case.around(scope, body, rows::given(body, &given, today), calendar),
        None => Around::before(scope, child.school_id, calendar),
    };
    let address = format!("/leerlingen/{pupil}");
    let purposes = body
        .map(|body| given.purposes_open_to(actor, Action::SeePupil, child.school_id, body, today))
        .unwrap_or_default();
    let reader = if by_consent { Reader::ByConsent(&purposes) } else { Reader::AtHome };
    let view = pinned.as_ref().map(|pinned| running::View {
        scope,
        template: &pinned.template,
        names: &names,
        around: &around,
        can_move,
        leads: permit(actor, Action::DraftAgenda, grounds).is_ok(),
        reader,
    });
    let view = view.as_ref();
    let places = mends::Places {
        address: &address,
        can_record_consent: page_register.can_record,
        can_appoint: false,
        recordable: vec![],
    };
    let answer = File {
        running: view.zip(running).and_then(|(view, case)| view.running(case, places)),
        sheets: view.zip(shown).map(|(view, case)| view.sheets(case, &address)).unwrap_or_default(),
        goals: view.zip(shown).map(|(view, case)| view.goals(case, &address)).unwrap_or_default(),
        decisions: view.zip(shown).map(|(view, case)| view.decisions(case, &told)).unwrap_or_default(),
        letters: view.zip(running).map(|(view, case)| view.letters(case)).unwrap_or_default(),
        entries: view.map(|view| view.entries(running.is_none() && can_start)).unwrap_or_default(),
        reopen: view.and_then(|view| view.reopen(running.is_none().then(|| found.last()).flatten())),
        case_word: body.map_or(CASE, Body::case_word).to_owned(),
        days: timeline::days(&told, body, &found, &register, &items, &names, by_consent),
        meetings: discussed::meetings(body, &items, by_consent),
        actions: discussed::actions(&items, &names, today, by_consent),
        absences: absences.into_iter().map(|absence| words_of(absence, &child, today)).collect(),
        register: page_register,
        age: years(child.born_on, today),
        unenrolled_on: child.unenrolled_on,
        pupil: child.named(pupil),
        school: child.school,
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
