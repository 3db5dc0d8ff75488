//! Agendas that wait for somebody to move them, and meetings to come.
use crate::{
    Failure, calendar,
    clock::local,
    meetings::{
        visible::{Purpose, guest_at},
        whose,
    },
    scope::Work,
    store::entity::{analysis, meeting},
    templates::{self, Pinned},
};
use chrono::{Days, NaiveDate, NaiveDateTime};
use domain::{
    actor::{Actor, Membership, Side},
    calendar::{Calendar, long_date},
    id::{AreaId, OrganisationId},
    page::worklist::{Item, Upcoming},
    policy::{Action, Grounds, Schools, Table, permit},
    stage::Stage,
    template::{Body, Door, MeetingType, cadence::stage_day},
    term::Term,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef,
    sea_query::{CaseStatement, Expr},
};

/// How far ahead the list looks.
const AHEAD_DAYS: u64 = 35;

#[derive(Debug, FromQueryResult)]
struct Line {
    id: domain::id::MeetingId,
    template_id: domain::id::TemplateId,
    school_id: Option<OrganisationId>,
    area_id: Option<AreaId>,
    organisation_id: Option<OrganisationId>,
    whose: String,
    kind: String,
    starts_at: chrono::DateTime<chrono::Utc>,
    stage: String,
    /// The reader was invited to an item of it, and the parents still name the organisation.
    guest: i32,
    /// One of the reader's own schools of which the analysis for it is made.
    analysed: Option<OrganisationId>,
}

impl Line {
    fn door(&self, kind: &MeetingType, today: NaiveDate) -> Door {
        kind.door(local(self.starts_at).date(), today)
    }

    fn table(&self, template: &Body) -> Table {
        whose::table(Schools::of(self.school_id, self.area_id), self.organisation_id, &self.kind, template)
    }
}

/// The analyses of the reader's own schools that fill the agenda of a meeting.
fn analyses(own: Vec<OrganisationId>) -> RelationDef {
    use meeting::Column::{Period, SchoolId, SchoolYear, TenantId};
    let made: RelationDef = meeting::Entity::belongs_to(analysis::Entity)
        .from((TenantId, SchoolYear, Period))
        .to((analysis::Column::TenantId, analysis::Column::SchoolYear, analysis::Column::Period))
        .into();
    made.on_condition(move |_, _| {
        let school = Expr::col((analysis::Entity, analysis::Column::SchoolId));
        let same = school.clone().equals((meeting::Entity, SchoolId));
        Condition::all().add(school.is_in(own.iter().copied())).add(same.or(SchoolId.is_null()))
    })
}

/// What waits around meetings, and which meetings come. One statement.
pub(super) async fn waiting(work: &mut Work<'_>, pinned: &Pinned) -> Result<(Vec<Item>, Vec<Upcoming>), Failure> {
    let scope = work.scope();
    let actor = scope.actor();
    let until = scope.now() + Days::new(AHEAD_DAYS);
    let as_guest = guest_at(actor, &Purpose::all(pinned.id, &pinned.template), scope.today());
    let guest = CaseStatement::new().case(as_guest.clone(), Expr::val(1)).finally(Expr::val(0));
    let query = meeting::Entity::find()
        .select_only()
        .columns([meeting::Column::Id, meeting::Column::TemplateId, meeting::Column::Kind])
        .columns([meeting::Column::SchoolId, meeting::Column::AreaId, meeting::Column::OrganisationId])
        .columns([meeting::Column::StartsAt, meeting::Column::Stage])
        .column_as(analysis::Column::SchoolId, "analysed")
        .expr_as(whose::name(), "whose")
        .expr_as(guest, "guest")
        .join(JoinType::LeftJoin, analyses(actor.schools(Side::School)))
        .filter(Condition::any().add(whose::touched_by(actor)).add(as_guest))
        .filter(meeting::Column::StartsAt.lte(until))
        .filter(meeting::Column::Stage.ne(Stage::Shared.key()).or(meeting::Column::StartsAt.gte(scope.now())))
        .order_by_asc(meeting::Column::StartsAt)
        .order_by_asc(meeting::Column::Id);
    let calendar = calendar::usual(scope.tenant())?;
    let (mut items, mut upcoming) = (vec![], vec![]);
    let mut lines = work.shaped::<meeting::Entity, Line>(query).await?.into_iter().peekable();
    while let Some(line) = lines.next() {
        let mut analysed: Vec<OrganisationId> = line.analysed.into_iter().collect();
        while let Some(more) = lines.next_if(|next| next.id == line.id) {
            analysed.extend(more.analysed);
        }
        // A meeting goes by the way of working under which it was planned.
        let way = templates::pinned(work, line.template_id).await?;
        let known = way.template.meeting(&line.kind).zip(Stage::from_key(&line.stage));
        let Some((kind, stage)) = known else { continue };
        let table = line.table(&way.template);
        let is_guest = table.places(actor).is_empty();
        if is_guest && line.guest == 0 {
            continue;
        }
        let waits = Waits { calendar: &calendar, kind, line: &line, table: &table, stage, analysed: &analysed };
        if table.is_wide() && stage == Stage::Concept {
            items.extend(waits.own_analyses(actor, scope.today()));
        }
        let grounds = Grounds::table(&table).at(stage, line.door(kind, scope.today())).invited(is_guest);
        if permit(actor, Action::SeeAgenda, grounds).is_err() {
            continue;
        }
        items.extend(if is_guest {
            invitation(&calendar, kind, &line, stage, scope.today())
        } else {
            waits.next(actor, scope.today())
        });
        if line.starts_at >= scope.now() {
            let at = local(line.starts_at);
            upcoming.push(Upcoming {
                title: format!("{} {}", kind.abbreviation, line.whose),
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
        what: format!("Uitgenodigd voor een leerling: {} {}", kind.abbreviation, line.whose),
        why: format!("U zit aan tafel op {}. Lees vooraf wat de school wil bespreken.", moment(local(line.starts_at))),
        href: format!("/overleggen/{}", line.id),
        due: Some(Term::new(stage_day(kind, Stage::Held, day, calendar)).chip(today)),
        tick: String::new(),
    })
}

/// One meeting, as far as something of it can wait for the reader.
struct Waits<'a> {
    calendar: &'a Calendar,
    kind: &'a MeetingType,
    line: &'a Line,
    table: &'a Table,
    stage: Stage,
    /// The reader's own schools of which the analysis is made.
    analysed: &'a [OrganisationId],
}

impl Waits<'_> {
    fn item(&self, what: String, why: String, href: String, by: Stage, today: NaiveDate) -> Item {
        let due = stage_day(self.kind, by, self.day(), self.calendar);
        Item { what, why, href, due: Some(Term::new(due).chip(today)), tick: String::new() }
    }

    fn day(&self) -> NaiveDate {
        local(self.line.starts_at).date()
    }

    fn analysis(&self, school: &str, by: Stage, today: NaiveDate) -> Item {
        let named = &self.kind.abbreviation;
        let why = format!("De analyse vult de concept-agenda van het {named} van {}.", long_date(self.day()));
        self.item(format!("Analyse maken voor {school}"), why, "/analyse".into(), by, today)
    }

    /// The analysis of an own school, for the agenda of a table of more schools that somebody else prepares.
    fn own_analyses(&self, actor: &Actor, today: NaiveDate) -> Vec<Item> {
        if self.kind.form.is_none() {
            return vec![];
        }
        let mine = actor.on(Side::School).filter(|held| self.table.sits(held) && !self.table.leads(held));
        let open = mine.filter(|held| held.schools.iter().any(|school| !self.analysed.contains(school)));
        open.map(|held| self.analysis(&held.organisation_name, Stage::Sent, today)).collect()
    }

    /// The next thing this reader can do for a meeting, if it is theirs.
    fn next(&self, actor: &Actor, today: NaiveDate) -> Option<Item> {
        let Self { kind, line, table, stage, .. } = *self;
        let (whose, named, day) = (&line.whose, &kind.abbreviation, long_date(self.day()));
        let href = format!("/overleggen/{}", line.id);
        if permit(actor, Action::SendAgenda, Grounds::table(table)).is_ok() {
            let target = Stage::ALL.into_iter().find(|s| *s > stage)?;
            let own = table.school().filter(|school| actor.works_at(*school, Side::School));
            if stage == Stage::Concept && own.is_some() && self.analysed.is_empty() {
                return Some(self.analysis(whose, target, today));
            }
            let action = kind.rule(target).map_or_else(String::new, |rule| rule.action.clone());
            let why = format!("{named} {whose} van {day}; nu: {}.", kind.stage_label(stage));
            return Some(self.item(format!("{action}: {whose}"), why, href, target, today));
        }
        let grounds = Grounds::table(table).at(stage, line.door(kind, today));
        let adds = |held: &&Membership| table.is_wide() || held.function.side() == Side::Partner;
        if stage == Stage::Sent
            && table.places(actor).iter().any(adds)
            && permit(actor, Action::AddToAgenda, grounds).is_ok()
        {
            let why = format!("De concept-agenda van het {named} van {day} is verstuurd; u kunt leerlingen toevoegen.");
            return Some(self.item(format!("Agenda aanvullen: {whose}"), why, href, Stage::Definitive, today));
        }
        None
    }
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
