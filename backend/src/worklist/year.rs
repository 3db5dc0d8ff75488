//! What the year calendar of the way of working asks of the reader in the coming weeks. A line about a meeting is left to
//! that meeting, which has a day of its own.
use crate::{Failure, calendar, meetings, scope::Work};
use chrono::{Datelike, Days};
use domain::{
    calendar::{SchoolYear, month_name},
    page::{
        worklist::Item,
        year::{is_asked_of, who},
    },
    policy::{Action, Grounds, permit},
    template::{Body, YearEvent, year::plan},
    term::Term,
};

/// How far ahead it is announced.
const AHEAD: Days = Days::new(14);

/// Nothing for whom the year calendar is not.
pub(super) async fn due(work: &mut Work<'_>) -> Result<Vec<Item>, Failure> {
    let scope = work.scope();
    let (actor, today) = (scope.actor(), scope.today());
    if permit(actor, Action::SeeYear, Grounds::none()).is_err() {
        return Ok(vec![]);
    }
    let ways = meetings::ways(work).await?;
    let asked =
        |body: &Body, event: &YearEvent| event.meeting.is_none() && is_asked_of(event, &meetings::roles(body, actor));
    if !ways.iter().any(|body| body.year_events.iter().any(|event| asked(body, event))) {
        return Ok(vec![]);
    }
    let calendar = calendar::of_tenant(work).await?;
    let year = SchoolYear::of(today);
    let mut all: Vec<Item> = vec![];
    for body in &ways {
        // The August after the summer holiday still belongs to the year before.
        let planned = plan(body, year.previous(), &calendar).into_iter().chain(plan(body, year, &calendar));
        for planned in planned.filter(|one| asked(body, one.event) && (today..=today + AHEAD).contains(&one.until)) {
            let month = month_name(planned.month.month());
            let item = Item {
                what: planned.event.label.clone(),
                why: format!("Jaarkalender, {month}: {}.", who(body, planned.event)),
                href: "/overleggen/jaar".to_owned(),
                due: Some(Term::new(planned.until).chip(today)),
                tick: String::new(),
            };
            if !all.contains(&item) {
                all.push(item);
            }
        }
    }
    Ok(all)
}
