//! Rows: pick a pupil, fill in, move on, take away, put back. Each row has its own version, so that two people can
//! work in one analysis; the second is told who changed what, and keeps the typed text.
use super::{
    hand, open,
    page::{label, labels},
    prepared, read, stored, template_of,
};
use crate::{
    Failure, FieldError, Scope,
    audit::Subject,
    cases::{self, Move},
    clock::local,
    failure::{Broken, Stale},
    fields::Fields,
    scope::Work,
    store::entity::{analysis, analysis_row, organisation, pupil},
};
use domain::{
    form::{Answer, Answers, Field, FieldType, Form, Section, SectionKind, carry_over, parse},
    id::{AnalysisId, PupilId, RowId},
    policy::Action,
    pupil::{Search, Years},
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

/// What was posted for one row.
#[derive(Debug, Clone)]
pub struct RowPost {
    pub row: RowId,
    pub version: i32,
    /// Fields by linkId, without the row's prefix.
    pub fields: Vec<(String, String)>,
}

/// What became of a post: rows without a fault were saved, the others wait for a second look.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// New version of each saved row.
    pub versions: Vec<(RowId, i32)>,
    /// Named `<row>.<linkId>`, or `<row>` for the row as a whole; a row that is gone has no place to name.
    pub errors: Vec<FieldError>,
    /// Dutch wall clock, "14:32".
    pub at: String,
}

/// Saves the rows of a post.
pub async fn save(scope: &Scope, id: AnalysisId, posts: Vec<RowPost>) -> Result<Saved, Failure> {
    let mut work = scope.act().await?;
    let (row, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let pinned = template_of(&mut work, &row).await?;
    let (_, form) = prepared(&pinned.template)?;
    let by = hand(&work, row.school_id)?;
    let mut saved = Saved { at: local(scope.now()).format("%H:%M").to_string(), ..Saved::default() };
    let ids = posts.iter().map(|post| post.row);
    let known = work
        .all(
            analysis_row::Entity::find()
                .filter(analysis_row::Column::AnalysisId.eq(id))
                .filter(analysis_row::Column::RemovedAt.is_null())
                .filter(analysis_row::Column::Id.is_in(ids)),
        )
        .await?;
    for post in posts {
        let Some(old) = known.iter().find(|row| row.id == post.row) else {
            let gone = "Deze regel is intussen verwijderd. Zet de regel terug of voeg de leerling opnieuw toe.";
            saved.errors.push(FieldError::new("", gone));
            continue;
        };
        let Some(section) = form.section(&old.section) else { continue };
        let (mut answers, errors) = parse(section, &post.fields);
        if !errors.is_empty() {
            saved.errors.extend(
                errors
                    .into_iter()
                    .map(|error| FieldError { field: format!("{}.{}", post.row, error.field), message: error.message }),
            );
            continue;
        }
        let before = read(old.answers.clone())?;
        keep_unsent(section, &post.fields, &before, &mut answers);
        if before == answers {
            saved.versions.push((post.row, old.version));
            continue;
        }
        if old.version != post.version {
            saved.errors.push(overtaken(&mut work, old, section, &before, &answers).await?);
            continue;
        }
        let update = analysis_row::Entity::update_many()
            .col_expr(analysis_row::Column::Answers, Expr::value(stored(&answers)?))
            .col_expr(analysis_row::Column::ForAgenda, Expr::value(answers.wants_agenda(section)))
            .col_expr(analysis_row::Column::ChangedBy, Expr::value(by))
            .col_expr(analysis_row::Column::ChangedAt, Expr::value(scope.now()))
            .col_expr(analysis_row::Column::Version, Expr::col(analysis_row::Column::Version).add(1))
            .filter(analysis_row::Column::Id.eq(post.row))
            .filter(analysis_row::Column::Version.eq(post.version));
        if work.update(update).await? == 1 {
            saved.versions.push((post.row, post.version + 1));
            work.note(
                Action::EditAnalysis,
                Subject::of("pupil", old.pupil_id.0),
                ground,
                changed(section, &before, &answers),
            );
        } else {
            saved.errors.push(overtaken(&mut work, old, section, &before, &answers).await?);
        }
    }
    work.done(saved).await
}

/// A question that was not sent along keeps its answer: half a form takes nothing away. Boxes of which none is ticked are
/// sent by nobody; they count as sent with the rest of their row.
fn keep_unsent(section: &Section, posted: &[(String, String)], before: &Answers, answers: &mut Answers) {
    let sent = |field: &Field| posted.iter().any(|(name, _)| field.link_id == name.as_str());
    let any = section.asked().any(sent);
    let unsent = section.asked().filter(|field| !(sent(field) || any && field.kind == FieldType::Choices));
    for field in unsent.collect::<Vec<_>>() {
        if let Some(answer) = before.get(field.link_id.as_str()).filter(|_| field.is_enabled(answers)) {
            answers.set(field.link_id.to_string(), answer.clone());
        }
    }
}

/// Names of the fields that differ, for the trail.
fn changed(section: &Section, before: &Answers, after: &Answers) -> String {
    let names = section.fields.iter().map(|field| field.link_id.as_str()).filter(|id| before.get(id) != after.get(id));
    names.collect::<Vec<_>>().join(", ")
}

/// Says who was first and what the row says now.
async fn overtaken(
    work: &mut Work<'_>,
    row: &analysis_row::Model,
    section: &Section,
    now: &Answers,
    typed: &Answers,
) -> Result<FieldError, Failure> {
    let by = work.member_names(vec![row.changed_by]).await?.remove(&row.changed_by);
    let Stale { by, when } = Stale::new(by, Some(row.changed_at), work.scope().now());
    let differences: Vec<String> = section
        .asked()
        .filter(|field| now.get(field.link_id.as_str()) != typed.get(field.link_id.as_str()))
        .map(|field| {
            let value = now.display(field);
            format!("{}: “{}”", field.text, if value.is_empty() { "leeg" } else { &value })
        })
        .collect();
    let message = format!(
        "{by} wijzigde deze regel{when}. Daar staat nu {}. Uw tekst staat er nog: bewaar opnieuw om die te houden.",
        differences.join("; ")
    );
    Ok(FieldError { field: row.id.to_string(), message })
}

/// Puts a pupil in a section, opening a case when there is none. `pupil` is the line picked from the list.
pub async fn add(scope: &Scope, id: AnalysisId, section: &str, picked: &str) -> Result<RowId, Failure> {
    let mut work = scope.act().await?;
    let (analysis, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let pinned = template_of(&mut work, &analysis).await?;
    let (_, form) = prepared(&pinned.template)?;
    let section = form.section(section).filter(|s| s.kind == SectionKind::Pupils).ok_or(Failure::Absent)?;
    let field = format!("leerling-{}", section.key);
    let (pupil, years) = pick(&mut work, &analysis, &field, picked).await?;
    let rows = work.all(analysis_row::Entity::find().filter(analysis_row::Column::AnalysisId.eq(id))).await?;
    if let Some(row) = rows.iter().find(|row| row.pupil_id == pupil.id && row.removed_at.is_none()) {
        let place = form.section(&row.section).map_or("", |section| &section.title);
        return Err(Failure::field(
            &field,
            &format!("{} staat al in deze analyse, bij {place}. Verplaats de leerling daar.", label(&pupil, years)),
        ));
    }
    if let Some(step) = &section.step {
        let running = cases::at_school(&mut work, analysis.school_id).await?.remove(&pupil.id);
        match running.map(|current| current.step) {
            None => {
                cases::open(&mut work, pupil.id, step.as_str()).await?;
            }
            Some(current) if section.lists(&current) => {}
            Some(current) => {
                let place = form.section_for_step(&current).map_or(current.as_str(), |section| &section.title);
                let message = format!(
                    "{} staat in {place}. Verplaats de leerling daar, of sluit eerst de casus.",
                    label(&pupil, years)
                );
                return Err(Failure::field(&field, &message));
            }
        }
    }
    let old = rows.iter().filter(|row| row.pupil_id == pupil.id).max_by_key(|row| row.changed_at);
    let answers = match old {
        Some(row) => carry_over(&read(row.answers.clone())?, section),
        None => Answers::default(),
    };
    let row = RowId(scope.new_id());
    let position = rows.iter().map(|row| row.position).max().unwrap_or(0) + 1;
    let by = hand(&work, analysis.school_id)?;
    work.insert::<analysis_row::Entity>(analysis_row::Model {
        tenant_id: scope.tenant().id,
        id: row,
        analysis_id: id,
        section: section.key.to_string(),
        pupil_id: pupil.id,
        moved_from: None,
        for_agenda: false,
        answers: stored(&answers)?,
        position,
        changed_by: by,
        changed_at: scope.now(),
        removed_at: None,
        version: 1,
    })
    .await?;
    work.note(
        Action::EditAnalysis,
        Subject::of("pupil", pupil.id.0),
        ground,
        format!("toegevoegd aan {}", section.key),
    );
    work.done(row).await
}

/// The pupil that the typed line means: the whole line of the list, an id, or a name that only one pupil has; and how
/// the school counts.
pub(super) async fn pick(
    work: &mut Work<'_>,
    analysis: &analysis::Model,
    field: &str,
    picked: &str,
) -> Result<(pupil::Model, Years), Failure> {
    if picked.is_empty() {
        return Err(Failure::field(field, "Kies een leerling uit de lijst, of typ een deel van de naam."));
    }
    let school = work.get::<organisation::Entity>(analysis.school_id).await?;
    let years = school.sector.ok_or(Broken::from("an analysis of no school"))?;
    let all = work.all(pupil::Entity::find().filter(pupil::Column::SchoolId.eq(analysis.school_id))).await?;
    let wanted = Search::of(picked);
    let labels = labels(all.iter(), years);
    let mut whole = all.iter().filter(|row| labels.get(&row.id).is_some_and(|label| label == picked));
    let exact = match (whole.next(), whole.next()) {
        (Some(row), None) => Some(row),
        _ => all.iter().find(|row| row.id.to_string() == picked),
    };
    let mut alike = all.iter().filter(|row| wanted.finds(&row.search_name) || label(row, years) == picked);
    match (exact, alike.next(), alike.next()) {
        (Some(row), ..) | (None, Some(row), None) => Ok((row.clone(), years)),
        (None, Some(_), Some(_)) => Err(Failure::field(
            field,
            &format!(
                "Meer leerlingen heten zo: “{picked}”. Kies de hele regel uit de lijst, met de {} en zo nodig de geboortedatum.",
                years.word()
            ),
        )),
        (None, None, _) => Err(Failure::field(
            field,
            &format!(
                "Geen leerling van deze school heet “{picked}”. Staat de leerling niet in de lijst? Voeg hem of haar dan toe bij Leerlingen."
            ),
        )),
    }
}

/// Moves a pupil along a transition of the template: a step of the case, and a place in this analysis.
pub async fn move_row(
    scope: &Scope,
    id: AnalysisId,
    row: RowId,
    transition: &str,
    reason: &str,
) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (analysis, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let mut fields = Fields::default();
    let reason = fields.note("reden", "Reden", reason);
    fields.finish()?;
    let pinned = template_of(&mut work, &analysis).await?;
    let (_, form) = prepared(&pinned.template)?;
    let old = one(&mut work, id, row).await?;
    let to = pinned
        .template
        .transitions
        .iter()
        .find(|t| t.key == transition)
        .and_then(|t| form.section_for_step(t.to.as_str()))
        .ok_or(Failure::Absent)?;
    let running = cases::at_school(&mut work, analysis.school_id).await?.remove(&old.pupil_id);
    let case = running
        .ok_or_else(|| Failure::Rejected("Deze leerling heeft geen lopende casus meer. Herlaad de pagina.".into()))?
        .case;
    let reason = (!reason.is_empty()).then_some(reason.as_str());
    cases::transition(&mut work, case, Move { transition, reason, version: None, facts: &[] }).await?;
    let answers = carry_over(&read(old.answers)?, to);
    let by = hand(&work, analysis.school_id)?;
    let update = analysis_row::Entity::update_many()
        .col_expr(analysis_row::Column::Section, Expr::value(to.key.to_string()))
        .col_expr(analysis_row::Column::MovedFrom, Expr::value(old.section))
        .col_expr(analysis_row::Column::ForAgenda, Expr::value(answers.wants_agenda(to)))
        .col_expr(analysis_row::Column::Answers, Expr::value(stored(&answers)?))
        .col_expr(analysis_row::Column::ChangedBy, Expr::value(by))
        .col_expr(analysis_row::Column::ChangedAt, Expr::value(scope.now()))
        .col_expr(analysis_row::Column::Version, Expr::col(analysis_row::Column::Version).add(1))
        .filter(analysis_row::Column::Id.eq(row));
    work.update(update).await?;
    work.note(Action::MoveCase, Subject::of("pupil", old.pupil_id.0), ground, format!("naar {}", to.key));
    work.done(()).await
}

async fn one(work: &mut Work<'_>, analysis: AnalysisId, row: RowId) -> Result<analysis_row::Model, Failure> {
    let query = analysis_row::Entity::find()
        .filter(analysis_row::Column::Id.eq(row))
        .filter(analysis_row::Column::AnalysisId.eq(analysis));
    work.one(query).await?.ok_or(Failure::Absent)
}

/// Takes a row out of the analysis. The pupil stays where the case is; the row can be put back.
pub async fn remove(scope: &Scope, id: AnalysisId, row: RowId) -> Result<PupilId, Failure> {
    set_removed(scope, id, row, true).await
}

/// Puts a removed row back.
pub async fn restore(scope: &Scope, id: AnalysisId, row: RowId) -> Result<PupilId, Failure> {
    set_removed(scope, id, row, false).await
}

async fn set_removed(scope: &Scope, id: AnalysisId, row: RowId, removed: bool) -> Result<PupilId, Failure> {
    let mut work = scope.act().await?;
    let (analysis, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let old = one(&mut work, id, row).await?;
    let at = removed.then(|| scope.now());
    let by = hand(&work, analysis.school_id)?;
    let update = analysis_row::Entity::update_many()
        .col_expr(analysis_row::Column::RemovedAt, Expr::value(at))
        .col_expr(analysis_row::Column::ChangedBy, Expr::value(by))
        .col_expr(analysis_row::Column::ChangedAt, Expr::value(scope.now()))
        .col_expr(analysis_row::Column::Version, Expr::col(analysis_row::Column::Version).add(1))
        .filter(analysis_row::Column::Id.eq(row));
    match work.update(update).await {
        Err(failure) if failure.is_duplicate() => {
            return Err(Failure::Rejected("De leerling staat al weer in deze analyse.".into()));
        }
        outcome => outcome?,
    };
    let what = if removed { "regel verwijderd" } else { "regel teruggezet" };
    work.note(Action::EditAnalysis, Subject::of("pupil", old.pupil_id.0), ground, what);
    work.done(old.pupil_id).await
}

/// Saves the heading of the form.
pub async fn header(scope: &Scope, id: AnalysisId, version: i32, fields: &[(String, String)]) -> Result<(), Failure> {
    let mut work = scope.act().await?;
    let (row, ground) = open(&mut work, id, Action::EditAnalysis).await?;
    let pinned = template_of(&mut work, &row).await?;
    let (_, form) = prepared(&pinned.template)?;
    let (answers, errors) = header_answers(form, fields);
    if !errors.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    let made_on = answers.0.values().find_map(|answer| match answer {
        Answer::Date(day) => Some(*day),
        _ => None,
    });
    let update = analysis::Entity::update_many()
        .col_expr(analysis::Column::Header, Expr::value(stored(&answers)?))
        .col_expr(analysis::Column::MadeOn, Expr::value(made_on.unwrap_or(row.made_on)))
        .col_expr(analysis::Column::Version, Expr::col(analysis::Column::Version).add(1))
        .filter(analysis::Column::Id.eq(id))
        .filter(analysis::Column::Version.eq(version));
    if work.update(update).await? == 0 {
        let now =
            "Iemand anders wijzigde de kop terwijl u bezig was. Uw tekst staat er nog; vergelijk en bewaar opnieuw.";
        return Err(Failure::field("", now));
    }
    work.note(Action::EditAnalysis, Subject::of("analysis", id.0), ground, "kop");
    work.done(()).await
}

/// The heading is known beforehand but may be corrected: every field is asked.
fn header_answers(form: &Form, fields: &[(String, String)]) -> (Answers, Vec<FieldError>) {
    let mut all = (Answers::default(), vec![]);
    for section in form.sections.iter().filter(|section| section.kind == SectionKind::Header) {
        let mut open = section.clone();
        for field in &mut open.fields {
            field.source = None;
        }
        let (answers, errors) = parse(&open, fields);
        all.0.0.extend(answers.0);
        all.1.extend(errors.into_iter().map(FieldError::from));
    }
    all
}
