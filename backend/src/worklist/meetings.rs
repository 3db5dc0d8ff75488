//! Agendas that wait for somebody to move them, and meetings to come.
use crate::{
    Failure, calendar,
    clock::local,
    meetings::visible::{Purpose, guest_at},
    scope::Work,
    store::{
        entity::{analysis, meeting, organisation},
        to,
    },
    templates::{self, Pinned},
};
use chrono::{Days, NaiveDate, NaiveDateTime};
use domain::{
    actor::Side,
    calendar::{Calendar, long_date},
    id::OrganisationId,
    page::worklist::{Item, Upcoming},
    policy::{Action, Grounds, permit},
    stage::Stage,
    template::{Door, MeetingType, cadence::stage_day},
    term::Term,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

/// How far ahead the list looks.
const AHEAD_DAYS: u64 = 35;

#[derive(Debug, FromQueryResult)]
struct Line {
    id: domain::id::MeetingId,
    template_id: domain::id::TemplateId,
    school_id: OrganisationId,
    school_name: String,
    kind: String,
    starts_at: chrono::DateTime<chrono::Utc>,
    stage: String,
    analysis_id: Option<domain::id::AnalysisId>,
}

impl Line {
    fn door(&self, kind: &MeetingType, today: NaiveDate) -> Door {
        kind.door(local(self.starts_at).date(), today)
    }
}

/// What waits around meetings, and which meetings come. One statement.
pub(super) async fn waiting(
    work: &mut Work<'_>,
    pinned: &Pinned,
    mine: &[OrganisationId],
) -> Result<(Vec<Item>, Vec<Upcoming>), Failure> {
    let scope = work.scope();
    let actor = scope.actor();
    let until = scope.now() + Days::new(AHEAD_DAYS);
    let at_table = meeting::Column::SchoolId.is_in(mine.iter().copied());
    let as_guest = guest_at(actor, &Purpose::all(pinned.id, &pinned.template), scope.today());
    let made = meeting::Entity::belongs_to(analysis::Entity)
        .from((
            meeting::Column::TenantId,
            meeting::Column::SchoolId,
            meeting::Column::SchoolYear,
            meeting::Column::Period,
        ))
        .to((
            analysis::Column::TenantId,
            analysis::Column::SchoolId,
            analysis::Column::SchoolYear,
            analysis::Column::Period,
        ))
        .into();
    let query = meeting::Entity::find()
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::TemplateId, meeting::Column::SchoolId, meeting::Column::Kind])
        .columns([meeting::Column::StartsAt, meeting::Column::Stage])
        .column_as(analysis::Column::Id, "analysis_id")
        .column_as(organisation::Column::Name, "school_name")
        .join(JoinType::InnerJoin, to::<meeting::Entity, organisation::Entity>(meeting::Column::SchoolId))
        .join(JoinType::LeftJoin, made)
        .filter(Condition::any().add(at_table).add(as_guest))
        .filter(meeting::Column::StartsAt.lte(until))
        .filter(meeting::Column::Stage.ne(Stage::Shared.key()).or(meeting::Column::StartsAt.gte(scope.now())))
        .order_by_asc(meeting::Column::StartsAt);
    let calendar = calendar::usual(scope.tenant())?;
    let (mut items, mut upcoming) = (vec![], vec![]);
    for line in work.shaped::<meeting::Entity, Line>(query).await? {
        // A meeting goes by the way of working under which it was planned.
        let way = templates::pinned(work, line.template_id).await?;
        let known = way.template.meeting(&line.kind).zip(Stage::from_key(&line.stage));
        let Some((kind, stage)) = known else { continue };
        let is_guest = !mine.contains(&line.school_id);
        let grounds = Grounds::school(line.school_id).at(stage, line.door(kind, scope.today())).invited(is_guest);
        if permit(actor, Action::SeeAgenda, grounds).is_err() {
            continue;
        }
        items.extend(if is_guest {
            invitation(&calendar, kind, &line, stage, scope.today())
        } else {
            next(work, &calendar, kind, &line, stage)
        });
        if line.starts_at >= scope.now() {
            let at = local(line.starts_at);
            upcoming.push(Upcoming {
                title: format!("{} {}", kind.abbreviation, line.school_name),
                when: moment(at),
                stage: kind.stage_label(stage).to_owned(),
                href: format!("/overleggen/{}", line.id),
            });
        }
    }
    Ok((items, upcoming))
}

/// "maandag 30 november 2026, 09:00"
fn moment(at: NaiveDateTime) -> String {
    format!("{}, {}", long_date(at.date()), at.format("%H:%M"))
}

/// Somebody from elsewhere, invited for one pupil: where and when, until the meeting was held.
fn invitation(calendar: &Calendar, kind: &MeetingType, line: &Line, stage: Stage, today: NaiveDate) -> Option<Item> {
    let day = local(line.starts_at).date();
    (stage < Stage::Held).then(|| Item {
        what: format!("Uitgenodigd voor een leerling: {} {}", kind.abbreviation, line.school_name),
        why: format!("U zit aan tafel op {}. Lees vooraf wat de school wil bespreken.", moment(local(line.starts_at))),
        href: format!("/overleggen/{}", line.id),
        due: Some(Term::new(stage_day(kind, Stage::Held, day, calendar)).chip(today)),
        tick: String::new(),
    })
}

/// The next thing this reader can do for a meeting, if it is theirs.
fn next(work: &Work<'_>, calendar: &Calendar, kind: &MeetingType, line: &Line, stage: Stage) -> Option<Item> {
    let (scope, school) = (work.scope(), &line.school_name);
    let (actor, today) = (scope.actor(), scope.today());
    let day = local(line.starts_at).date();
    let item = |what: String, why: String, href: String, due| {
        let due = Some(Term::new(due).chip(today));
        Some(Item { what, why, href, due, tick: String::new() })
    };
    let href = format!("/overleggen/{}", line.id);
    let named = &kind.abbreviation;
    if permit(actor, Action::SendAgenda, Grounds::school(line.school_id)).is_ok() {
        let target = Stage::ALL.into_iter().find(|s| *s > stage)?;
        let due = stage_day(kind, target, day, calendar);
        if stage == Stage::Concept && line.analysis_id.is_none() && actor.works_at(line.school_id, Side::School) {
            let why = format!("De analyse vult de concept-agenda van het {named} van {}.", long_date(day));
            return item(format!("Analyse maken voor {school}"), why, "/analyse".into(), due);
        }
        let action = kind.rule(target).map_or_else(String::new, |rule| rule.action.clone());
        let why = format!("{named} {school} van {}; nu: {}.", long_date(day), kind.stage_label(stage));
        return item(format!("{action}: {school}"), why, href, due);
    }
    let grounds = Grounds::school(line.school_id).at(stage, line.door(kind, today));
    if stage == Stage::Sent
        && actor.works_at(line.school_id, Side::Partner)
        && permit(actor, Action::AddToAgenda, grounds).is_ok()
    {
        let due = stage_day(kind, Stage::Definitive, day, calendar);
        let why = format!(
            "De concept-agenda van het {named} van {} is verstuurd; u kunt leerlingen toevoegen.",
            long_date(day)
        );
        return item(format!("Agenda aanvullen: {school}"), why, href, due);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::moment;
    use chrono::NaiveDate;

    #[test]
    fn a_meeting_to_come_names_its_weekday_once() {
        let at = NaiveDate::from_ymd_opt(2026, 11, 30).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap();
        assert_eq!(moment(at), "maandag 30 november 2026, 09:00");
    }
}
