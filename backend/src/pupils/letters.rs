//! The letters of the way of working whose moment it is, to print. They hold the words of the way of working and the name
//! of the pupil; whoever works on the case may send them.
use super::file::rows;
use crate::{
    Failure, Scope,
    audit::Subject,
    calendar,
    cases::{self, Case},
    consents, templates,
};
use domain::{
    calendar::short_date,
    engine,
    id::PupilId,
    page::letter::{LetterText, LettersPage},
    policy::{Action, Grounds, permit},
};

/// Every letter that can be sent about the running case today; a reader who only looks on finds no such page.
pub async fn letters(scope: &Scope, pupil: PupilId) -> Result<LettersPage, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::of("pupil", pupil.0);
    let (child, _) = rows::child(&mut work, pupil).await?;
    let register = consents::of_pupil(&mut work, pupil).await?;
    let state = register.file_state(scope.today());
    let grounds = Grounds::school(child.school_id).consent(&state);
    let ground = work.find(Action::SeePupil, subject, grounds).await?;
    permit(scope.actor(), Action::MoveCase, grounds).map_err(|_| Failure::Absent)?;
    let running = cases::of_pupil(&mut work, pupil).await?.into_iter().find(Case::is_running);
    let letters = match running {
        None => vec![],
        Some(case) => {
            let template = templates::pinned(&mut work, case.row.template_id).await?.template;
            let given = rows::given(&template, &register, scope.today());
            let around = case.around(scope, &template, given, calendar::of_tenant(&mut work).await?);
            let now = around.contexts().next().map(|context| engine::letters(&template, &case.state, &context));
            let text = |letter: &domain::template::Letter| LetterText {
                key: letter.key.to_string(),
                title: letter.title.clone(),
                to: template.role_words(&letter.to),
                text: letter.text.clone(),
            };
            now.unwrap_or_default().into_iter().map(text).collect()
        }
    };
    let answer = LettersPage {
        pupil,
        school: child.school.clone(),
        child: child.named(pupil),
        tenant: scope.tenant().name.clone(),
        today: short_date(scope.today()),
        letters,
    };
    work.note(Action::SeePupil, subject, ground, "naam, geboortedatum, brieven");
    work.done(answer).await
}
