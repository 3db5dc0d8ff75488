//! Verzuim as facts: since when, permitted or not, over or not. The category follows; nobody picks it.
use super::{hand, open, prepared, read, rows::pick, stored, template_of};
use crate::{
    Failure, FieldError, Scope,
    audit::Subject,
    store::entity::{absence, pupil},
};
use chrono::NaiveDate;
use domain::{
    absence::Category,
    form::{Answers, Form, parse},
    id::{AbsenceId, AnalysisId},
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

/// What a school knows of an absence.
#[derive(Debug, Clone)]
pub struct AbsenceFacts {
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub authorised: bool,
    /// The day on which the enrolment ended, when it did.
    pub unenrolled_on: Option<NaiveDate>,
    /// Further questions of the form's verzuim sections, by linkId.
    pub fields: Vec<(String, String)>,
}

/// Records an absence of the pupil on this line of the list, with the facts as far as they could be read: what is wrong
/// with either is told at once.
pub async fn record_absence(
    scope: &Scope,
    id: AnalysisId,
    picked: &str,
    facts: Result<AbsenceFacts, Failure>,
) -> Result<AbsenceId, Failure> {
    let mut work = scope.act().await?;
    let (analysis, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let pinned = template_of(&mut work, &analysis).await?;
    let (_, form) = prepared(&pinned.template)?;
    let facts = facts.and_then(|facts| {
        check(&facts, scope.today())?;
        let answers = answers(form, &facts.fields)?;
        Ok((facts, answers))
    });
    let pupil = pick(&mut work, &analysis, "leerling-verzuim", picked).await;
    let ((pupil, _), (facts, answers)) = Failure::both(pupil, facts)?;
    let running =
        absence::Entity::find().filter(absence::Column::PupilId.eq(pupil.id)).filter(absence::Column::Until.is_null());
    if work.one(running).await?.is_some() {
        let message = "Van deze leerling loopt al een verzuim. Pas dat aan, of vul daar in tot wanneer het duurde.";
        return Err(Failure::field("leerling-verzuim", message));
    }
    let row = AbsenceId(scope.new_id());
    let by = hand(&work, analysis.school_id)?;
    work.insert::<absence::Entity>(absence::Model {
        tenant_id: scope.tenant().id,
        id: row,
        pupil_id: pupil.id,
        school_id: analysis.school_id,
        since: facts.since,
        until: facts.until,
        authorised: facts.authorised,
        answers: stored(&answers)?,
        changed_by: by,
        changed_at: scope.now(),
        version: 1,
    })
    .await?;
    if facts.unenrolled_on != pupil.unenrolled_on {
        unenrol(&mut work, &pupil, facts.unenrolled_on).await?;
    }
    work.note(Action::EditAnalysis, Subject::of("pupil", pupil.id.0), ground, "verzuim");
    work.done(row).await
}

/// Changes an absence; its category may change with it.
pub async fn save_absence(
    scope: &Scope,
    id: AnalysisId,
    row: AbsenceId,
    version: i32,
    facts: AbsenceFacts,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (analysis, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let pinned = template_of(&mut work, &analysis).await?;
    let (_, form) = prepared(&pinned.template)?;
    check(&facts, scope.today())?;
    let old = work.get::<absence::Entity>(row).await?;
    if old.school_id != analysis.school_id {
        return Err(Failure::Absent);
    }
    let mut all = read(old.answers)?;
    all.0.extend(answers(form, &facts.fields)?.0);
    let by = hand(&work, analysis.school_id)?;
    let update = absence::Entity::update_many()
        .col_expr(absence::Column::Since, Expr::value(facts.since))
        .col_expr(absence::Column::Until, Expr::value(facts.until))
        .col_expr(absence::Column::Authorised, Expr::value(facts.authorised))
        .col_expr(absence::Column::Answers, Expr::value(stored(&all)?))
        .col_expr(absence::Column::ChangedBy, Expr::value(by))
        .col_expr(absence::Column::ChangedAt, Expr::value(scope.now()))
        .col_expr(absence::Column::Version, Expr::col(absence::Column::Version).add(1))
        .filter(absence::Column::Id.eq(row))
        .filter(absence::Column::Version.eq(version));
    if work.update(update).await? == 0 {
        let by = work.member_names(vec![old.changed_by]).await?.remove(&old.changed_by).unwrap_or_default();
        let at = crate::clock::local(old.changed_at).format("%H:%M");
        let message = format!("{by} wijzigde dit verzuim om {at}. Uw tekst staat er nog; vergelijk en bewaar opnieuw.");
        return Err(Failure::field(&row.to_string(), &message));
    }
    let pupil = work.get::<pupil::Entity>(old.pupil_id).await?;
    if facts.unenrolled_on != pupil.unenrolled_on {
        unenrol(&mut work, &pupil, facts.unenrolled_on).await?;
    }
    work.note(Action::EditAnalysis, Subject::of("pupil", old.pupil_id.0), ground, "verzuim");
    work.done(()).await
}

fn check(facts: &AbsenceFacts, today: NaiveDate) -> Result<(), Failure> {
    let mut errors = vec![];
    let mut wrong =
        |field: &str, message: &str| errors.push(FieldError { field: field.into(), message: message.into() });
    if facts.since > today {
        wrong("sinds", "Sinds: deze dag moet nog komen. Vul de eerste dag van het verzuim in.");
    }
    if facts.until.is_some_and(|until| until < facts.since) {
        wrong("tot", "Tot en met: dit is vóór de eerste dag. Vul de laatste dag van het verzuim in, of laat het leeg.");
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// The questions of all three verzuim sections together: a fact keeps its answer when the category changes.
fn answers(form: &Form, fields: &[(String, String)]) -> Result<Answers, Failure> {
    let mut all = Answers::default();
    let mut wrong = vec![];
    for section in Category::ALL.into_iter().filter_map(|category| form.section_for_absence(category)) {
        let (answers, errors) = parse(section, fields);
        all.0.extend(answers.0);
        wrong.extend(errors.into_iter().map(|error| FieldError::new(format!("vraag.{}", error.field), error.message)));
    }
    if wrong.is_empty() { Ok(all) } else { Err(Failure::Invalid(wrong)) }
}

async fn unenrol(
    work: &mut crate::scope::Work<'_>,
    pupil: &pupil::Model,
    on: Option<NaiveDate>,
) -> Result<(), Failure> {
    let update = pupil::Entity::update_many()
        .col_expr(pupil::Column::UnenrolledOn, Expr::value(on))
        .col_expr(pupil::Column::Version, Expr::col(pupil::Column::Version).add(1))
        .filter(pupil::Column::Id.eq(pupil.id))
        .filter(pupil::Column::Version.eq(pupil.version));
    if work.update(update).await? == 0 {
        return Err(Failure::field("uitgeschreven", "De inschrijving is intussen gewijzigd. Herlaad de pagina."));
    }
    Ok(())
}
