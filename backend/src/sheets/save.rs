//! Filling in: somebody's own questions over what is known, all of it or nothing, with the version that was on the screen.
use super::{
    Place,
    open::{Open, open},
    sign::{Lapsed, lapsed, signed},
};
use crate::{
    Failure, FieldError, Scope,
    audit::Subject,
    cases::{
        self,
        story::{Completed, What},
    },
    clock::local,
    failure::{Broken, Stale},
    scope::Work,
    store::entity::case_sheet,
};
use domain::{
    form::Answers,
    id::{MembershipId, SheetId},
    policy::Action,
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set, sea_query::Expr};

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub version: i32,
    pub round: u32,
    /// "14:32"
    pub at: String,
    /// The signatures that lapsed by it, of those that the person sees.
    pub lapsed: Vec<Lapsed>,
}

/// Saves what was posted. What cannot be read comes back with its input, and nothing is written.
pub async fn save(
    scope: &Scope,
    place: Place<'_>,
    version: i32,
    posted: &[(String, String)],
) -> Result<Saved, Failure> {
    let mut work = scope.act().await?;
    let open = filling(&mut work, place, version).await?;
    let (roles, own) = (open.roles(), scope.actor().own());
    let hand = open.hand(scope.actor(), &roles, &own, scope.today()).ok_or(Failure::Absent)?;
    let (answers, errors) = open.form.fill(&open.filled, &hand, posted);
    if !errors.is_empty() {
        let errors = errors.into_iter().map(|error| FieldError::new(error.input, error.message)).collect();
        return Err(Failure::Invalid(errors));
    }
    write(work, open, answers).await
}

/// Takes over what another form says in a question where nothing stands yet; what stands there stays, and that is said.
/// `shown` is the mark of the offer that was on the screen: what nobody read is not shared.
pub async fn take(scope: &Scope, place: Place<'_>, version: i32, field: &str, shown: &str) -> Result<Saved, Failure> {
    let mut work = scope.act().await?;
    let open = filling(&mut work, place, version).await?;
    // Nothing else comes along that was not on the screen.
    let mut answers = open.answers.clone();
    let Some(offer) = open.offers.iter().find(|offer| offer.field.as_str() == field) else {
        let why = match answers.get(field) {
            Some(_) => "hier stond al een antwoord; dat is blijven staan. Maak de vraag leeg als u wilt overnemen.",
            None => "er staat niets meer klaar om over te nemen. Vul het antwoord zelf in.",
        };
        return Err(Failure::field(field, why));
    };
    if offer.mark() != shown {
        let why = "wat klaarstaat om over te nemen, is intussen veranderd. Lees het opnieuw, en neem het dan over.";
        return Err(Failure::field(field, why));
    }
    answers.set(field, offer.answer.clone());
    write(work, open, answers).await
}

/// Takes a row out, or puts it back.
pub async fn set_removed(
    scope: &Scope,
    place: Place<'_>,
    version: i32,
    (section, row): (&str, u32),
    removed: bool,
) -> Result<Saved, Failure> {
    let mut work = scope.act().await?;
    let open = filling(&mut work, place, version).await?;
    let mine = open.form.section(section).is_some_and(|section| !section.written_by(&open.roles()).fields.is_empty());
    let mut answers = open.filled.clone();
    if !mine || !answers.set_removed(section, row, removed) {
        return Err(Failure::Absent);
    }
    write(work, open, answers).await
}

/// Opens the sheet for somebody who fills it in now, on the version that was on the screen.
async fn filling(work: &mut Work<'_>, place: Place<'_>, version: i32) -> Result<Open, Failure> {
    let open = open(work, Action::FillSheet, place).await?;
    if !open.fills() {
        return Err(Failure::Rejected(open.closed_because().unwrap_or_default()));
    }
    if open.kept.map_or(0, |kept| kept.version) != version {
        return Err(stale(work, &open).await?);
    }
    Ok(open)
}

async fn write(mut work: Work<'_>, open: Open, answers: Answers) -> Result<Saved, Failure> {
    let now = work.scope().now();
    let round = open.round;
    let at = local(now).format("%H:%M").to_string();
    if answers == open.answers {
        let version = open.kept.map_or(0, |kept| kept.version);
        return work.done(Saved { version, round, at, lapsed: vec![] }).await;
    }
    let by = work.scope().actor().at(open.child.school_id).map(|membership| membership.id).ok_or(Failure::Absent)?;
    let version = store(&mut work, &open, &answers, by).await?;
    // Complete is the whole form, also what the person does not see of it.
    let whole = open.pinned.template.form(open.form.key.as_str()).ok_or(Failure::Absent)?;
    let mut told = signed(whole, round, &open.answers, &answers);
    let became_complete = !whole.lacks(&open.answers).is_empty() || open.kept.is_none();
    if became_complete && whole.lacks(&answers).is_empty() {
        told.push(What::Completed(Completed { form: open.form.key.clone(), round }));
    }
    if !told.is_empty() {
        cases::tell(&mut work, open.case.row.id, 0, Some(by), told).await?;
    }
    cases::settle(&mut work, open.case.row.id).await?;
    let subject = Subject::of("pupil", open.case.pupil.0);
    work.note(Action::FillSheet, subject, open.ground, changed(&open, &answers));
    let lapsed = lapsed(&open, &answers);
    work.done(Saved { version, round, at, lapsed }).await
}

/// Writes the row; the version it has now.
async fn store(work: &mut Work<'_>, open: &Open, answers: &Answers, by: MembershipId) -> Result<i32, Failure> {
    let now = work.scope().now();
    let json = serde_json::to_value(answers).map_err(|cause| Broken::Stored(cause.to_string()))?;
    let Some(kept) = open.kept else {
        let row = case_sheet::Model {
            tenant_id: work.tenant(),
            id: SheetId(work.scope().new_id()),
            case_id: open.case.row.id,
            form: open.form.key.to_string(),
            round: i32::try_from(open.round).unwrap_or(i32::MAX),
            answers: json,
            changed_by: by,
            changed_at: now,
            version: 1,
        };
        return match work.insert::<case_sheet::Entity>(row).await {
            Ok(()) => Ok(1),
            Err(failure) if failure.is_duplicate() => Err(Stale::new(None, None, now).into()),
            Err(failure) => Err(failure),
        };
    };
    let change =
        case_sheet::ActiveModel { answers: Set(json), changed_by: Set(by), changed_at: Set(now), ..Default::default() };
    let query = case_sheet::Entity::update_many()
        .set(change)
        .col_expr(case_sheet::Column::Version, Expr::col(case_sheet::Column::Version).add(1))
        .filter(case_sheet::Column::Id.eq(kept.id))
        .filter(case_sheet::Column::Version.eq(kept.version));
    if work.update(query).await? == 1 { Ok(kept.version + 1) } else { Err(stale(work, open).await?) }
}

/// Who was first.
async fn stale(work: &mut Work<'_>, open: &Open) -> Result<Failure, Failure> {
    let by = open.kept.map(|kept| kept.changed_by);
    let name = work.member_names(by.into_iter().collect()).await?.into_values().next();
    Ok(Stale::new(name, open.kept.map(|kept| kept.changed_at), work.scope().now()).into())
}

/// The questions whose answers changed, for the trail; names, never values.
fn changed(open: &Open, answers: &Answers) -> String {
    let keys = open.answers.0.keys().chain(answers.0.keys());
    let mut keys: Vec<_> = keys.filter(|key| open.answers.get(key) != answers.get(key)).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    format!("formulier {}: {}", open.form.key, keys.join(", "))
}
