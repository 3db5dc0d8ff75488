//! The days that a tenant closes or opens itself, beside the holidays of its region: a study day, a second week in May, or
//! a week of school holidays in which it works. Terms and plans that are counted from then on go by them; a term that runs
//! keeps its end.
use crate::{
    Failure, Scope, audit::Subject, calendar, failure::Broken, fields::Fields, scope::Work, store::entity::closing_day,
};
use chrono::{Days, NaiveDate};
use domain::{
    calendar::{Calendar, SchoolYear, public_holiday, short_date, typed_date, vacations},
    page::{
        Choice,
        closing::{Closed, Closings, Own},
    },
    policy::{Action, Grounds},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// The longest that can be closed or opened at once.
const MOST_DAYS: u64 = 62;

/// The open and closed days of a school year, that of today when none is named.
pub async fn list(scope: &Scope, year: &str) -> Result<Closings, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::ListClosingDays, Subject::list("closing_day"), Grounds::none()).await?;
    let year: SchoolYear = year.parse().unwrap_or_else(|_| SchoolYear::of(scope.today()));
    let usual = calendar::usual(scope.tenant())?;
    let own = between(&mut work, year.first_day(), year.last_day()).await?;
    let own =
        own.into_iter().map(|row| Own { id: row.id.to_string(), day: row.day, name: row.name, is_open: row.is_open });
    let days = year.first_day().iter_days().take_while(|day| *day <= year.last_day());
    let public = days.filter_map(|day| Some(Closed { name: public_holiday(day)?.to_owned(), from: day, until: day }));
    let answer = Closings {
        choices: year
            .choices(scope.today())
            .into_iter()
            .map(|one| Choice { value: one.label(), label: one.label() })
            .collect(),
        year: year.label(),
        region: usual.region().label().to_owned(),
        own: own.collect(),
        vacations: vacations_of(&usual, year),
        public_holidays: public.collect(),
        caveat: usual.caveat(year.last_day()).unwrap_or_default(),
        example: typed_date(year.first_day() + Days::new(45)),
    };
    work.done(answer).await
}

/// School holidays of which a day falls in the year.
fn vacations_of(calendar: &Calendar, year: SchoolYear) -> Vec<Closed> {
    let all = vacations(calendar.region()).iter();
    let inside = all.filter(|vacation| vacation.from <= year.last_day() && vacation.until >= year.first_day());
    inside.map(|one| Closed { name: one.name.clone(), from: one.from, until: one.until }).collect()
}

async fn between(work: &mut Work<'_>, from: NaiveDate, until: NaiveDate) -> Result<Vec<closing_day::Model>, Failure> {
    let query = closing_day::Entity::find()
        .filter(closing_day::Column::Day.between(from, until))
        .order_by_asc(closing_day::Column::Day);
    work.all(query).await
}

/// Days as they were typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    pub name: &'a str,
    pub from: &'a str,
    /// Empty for one day.
    pub until: &'a str,
    /// `dicht` or `open`.
    pub kind: &'a str,
}

/// Closes or opens days; weekends and public holidays among them stay what they are.
pub async fn record(scope: &Scope, typed: Typed<'_>) -> Result<SchoolYear, Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::list("closing_day");
    let ground = work.permit(Action::RecordClosingDay, subject, Grounds::none()).await?;
    let mut fields = Fields::default();
    let name = fields.line("naam", "Waarom", typed.name);
    let from = fields.date("van", "Van", typed.from);
    let until = fields.optional_date("tot", "Tot en met", typed.until);
    let is_open = match typed.kind {
        "open" => true,
        "dicht" => false,
        _ => {
            fields.wrong("soort", "Open of dicht: kies een van de twee.");
            false
        }
    };
    if let (Some(from), Some(until)) = (from, until) {
        if until < from {
            fields.wrong("tot", "Tot en met: deze dag ligt voor de eerste dag.");
        } else if until > from + Days::new(MOST_DAYS) {
            fields.wrong("tot", "Tot en met: dit is meer dan twee maanden. Verdeel het.");
        }
    }
    fields.finish()?;
    let Some(from) = from else { return Err(Broken::Other("a date that was read is gone".into()).into()) };
    let until = until.unwrap_or(from);
    let days = days(&calendar::usual(scope.tenant())?, from, until, is_open);
    if days.is_empty() {
        let why = if is_open {
            "Van: op deze dagen heeft uw regio geen schoolvakantie. Er is niets te openen."
        } else {
            "Van: op deze dagen is al iedereen vrij, want het is weekend of een feestdag."
        };
        return Err(Failure::field("van", why));
    }
    let known = between(&mut work, from, until).await?;
    if let Some(known) = known.iter().find(|known| days.contains(&known.day)) {
        let why = format!("Van: op {} staat al '{}'. Haal dat eerst weg.", short_date(known.day), known.name);
        return Err(Failure::field("van", &why));
    }
    let row = |day: NaiveDate| closing_day::Model {
        tenant_id: work.tenant(),
        id: scope.new_id(),
        day,
        name: name.clone(),
        is_open,
    };
    let rows: Vec<_> = days.iter().copied().map(row).collect();
    work.insert_all::<closing_day::Entity>(rows).await.map_err(|failure| {
        let twice = "Een ander legde net ook iets vast op deze dagen. Laad de pagina opnieuw.";
        if failure.is_duplicate() { Failure::Rejected(twice.into()) } else { failure }
    })?;
    work.note(Action::RecordClosingDay, subject, ground, "dag, naam, open of dicht");
    work.done(()).await?;
    scope.house().closing_days().forget(scope.tenant().id);
    Ok(SchoolYear::of(from))
}

/// The days that this changes: working days to close, or days of a school holiday to open.
fn days(usual: &Calendar, from: NaiveDate, until: NaiveDate, is_open: bool) -> Vec<NaiveDate> {
    let all = from.iter_days().take_while(|day| *day <= until);
    let works = all.filter(|day| usual.is_working_day(*day));
    works.filter(|day| !is_open || usual.vacation(*day).is_some()).collect()
}

/// Takes a day out again.
pub async fn remove(scope: &Scope, id: Uuid) -> Result<SchoolYear, Failure> {
    let mut work = scope.act().await?;
    let subject = Subject::of("closing_day", id);
    let ground = work.permit(Action::RemoveClosingDay, subject, Grounds::none()).await?;
    let row = work.get::<closing_day::Entity>(id).await?;
    work.delete(closing_day::Entity::delete_many().filter(closing_day::Column::Id.eq(id))).await?;
    work.note(Action::RemoveClosingDay, subject, ground, "dag, naam, open of dicht");
    work.done(()).await?;
    scope.house().closing_days().forget(scope.tenant().id);
    Ok(SchoolYear::of(row.day))
}
