//! "Gevallen zonder geldige toestemming": pupils whom a school wants at a table for whom nobody gave the consent of that
//! table, and running cases whose consent was taken back, objected to, or is over or nearly so. For the school and the
//! samenwerkingsverband, who must ask; at most six statements.
use super::statements::all_of;
use crate::{
    Failure, Scope, analyses,
    audit::Subject,
    clock::{from_local, local},
    pupils::{Identifying, own_schools},
    scope::Work,
    store::{
        back,
        entity::{TenantTable, agenda_item, analysis, analysis_row, case, case_step, meeting, organisation, pupil},
        to,
    },
    templates,
};
use chrono::{DateTime, NaiveTime, Utc};
use domain::{
    calendar::{SchoolYear, short_date},
    consent::State,
    id::{OrganisationId, PupilId, TemplateId},
    page::{
        Choice, ConsentLine,
        gaps::{Gap, Gaps, Lack, ends},
    },
    policy::{Action, Grounds, permit},
    stage::Stage,
    template::{Body, ConsentPurpose, Key, MeetingType},
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Alias, Expr, Query},
};
use std::collections::BTreeSet;

/// Lines on one page.
const PER_PAGE: usize = 50;

/// What the address of the list says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Id of a school; empty for all.
    pub school: &'a str,
    /// Key of a [`Lack`]; empty for all.
    pub kind: &'a str,
    /// From 1.
    pub page: usize,
}

#[derive(FromQueryResult)]
struct Line {
    pupil_id: PupilId,
    template_id: TemplateId,
    /// Of a case: the key of the open step.
    step: Option<String>,
    /// Of an item: the meeting.
    kind: Option<String>,
    starts_at: Option<DateTime<Utc>>,
    school_id: OrganisationId,
    school: String,
    #[sea_orm(nested)]
    who: Identifying,
}

/// The list for one reader.
pub async fn gaps(scope: &Scope, asked: Asked<'_>) -> Result<Gaps, Failure> {
    let mut work = scope.see().await?;
    let ground = work.permit(Action::ListConsentGaps, Subject::list("pupil"), Grounds::none()).await?;
    let chosen: Option<OrganisationId> = match asked.school {
        "" => None,
        id => Some(id.parse().map_err(|_| Failure::Absent)?),
    };
    let mut lines = on_agendas(&mut work, chosen).await?;
    lines.extend(wished(&mut work, chosen).await?);
    lines.extend(running(&mut work, chosen).await?);
    let pupils: Vec<PupilId> = lines.iter().map(|line| line.pupil_id).collect::<BTreeSet<_>>().into_iter().collect();
    let states = all_of(&mut work, &pupils).await?;
    let schools = own_schools(&mut work, scope.actor()).await?;
    let today = scope.today();

    let mut told = BTreeSet::new();
    let mut all: Vec<Gap> = vec![];
    for line in lines {
        let way = templates::pinned(&mut work, line.template_id).await?;
        for purpose in line.asks(&way.template) {
            let state = states.of(line.pupil_id, purpose.key.as_str(), today);
            // Not every case comes to every table of its step: that nobody asked yet counts once the school wants it there.
            let counts = |lack: &Lack| line.step.is_none() || *lack != Lack::Missing;
            let Some(lack) = Lack::of(&state, today).filter(counts) else { continue };
            // It can be on several agendas, and in a step of the same table.
            if !told.insert((line.pupil_id, purpose.key.clone())) {
                continue;
            }
            let until = match &state {
                State::Given { until, .. } => ends(line.who.born_on, *until),
                _ => String::new(),
            };
            all.push(Gap {
                pupil: line.who.named(line.pupil_id),
                school: line.school.clone(),
                step: line.place(&way.template),
                purpose: purpose.label.clone(),
                lack,
                state: ConsentLine::of(&state, &[]),
                ends: until,
                can_record: permit(scope.actor(), Action::RecordConsent, Grounds::school(line.school_id)).is_ok(),
            });
        }
    }
    // By urgency; the order of the statement, by name, stays within it.
    all.sort_by_key(|gap| gap.lack);
    let kinds = Lack::ALL.map(|lack| {
        let choice = Choice { value: lack.key().into(), label: lack.label().into() };
        (choice, all.iter().filter(|gap| gap.lack == lack).count())
    });
    let kind = Lack::from_key(asked.kind);
    all.retain(|gap| kind.is_none_or(|kind| gap.lack == kind));
    let (total, pages) = (all.len(), all.len().div_ceil(PER_PAGE).max(1));
    let page = asked.page.clamp(1, pages);
    let shown: Vec<Gap> = all.into_iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect();
    for gap in &shown {
        work.note(Action::ListConsentGaps, Subject::of("pupil", gap.pupil.id.0), ground, "naam, stap, toestemming");
    }
    let answer = Gaps {
        lines: shown,
        kinds: kinds.into_iter().filter(|(_, many)| *many > 0).collect(),
        kind: kind.map(Lack::key).unwrap_or_default().into(),
        schools,
        school: chosen.map(|id| id.to_string()).unwrap_or_default(),
        total,
        page,
        pages,
    };
    work.done(answer).await
}

/// The reader's own schools, or the one of them that was chosen.
fn own(work: &Work<'_>, chosen: Option<OrganisationId>) -> Vec<OrganisationId> {
    let mut own = work.scope().actor().home_schools();
    own.retain(|school| chosen.is_none_or(|chosen| chosen == *school));
    own
}

/// What is shown of the pupil, beside what it is about.
fn with_pupil<E: TenantTable>(query: Select<E>, own: Vec<OrganisationId>) -> Select<E> {
    use pupil::Column::{SchoolId, SearchName};
    query
        .column(SchoolId)
        .columns(Identifying::COLUMNS)
        .column_as(organisation::Column::Name, "school")
        .column_as(organisation::Column::Sector, "sector")
        .join(JoinType::InnerJoin, to::<pupil::Entity, organisation::Entity>(SchoolId))
        .filter(SchoolId.is_in(own))
        .order_by_asc(SearchName)
}

/// The open steps of running cases; one statement.
async fn running(work: &mut Work<'_>, chosen: Option<OrganisationId>) -> Result<Vec<Line>, Failure> {
    let query = case::Entity::find()
        .select_only()
        .columns([case::Column::PupilId, case::Column::TemplateId])
        .column(case_step::Column::Step)
        .expr_as(Expr::value(None::<String>), "kind")
        .expr_as(Expr::value(None::<DateTime<Utc>>), "starts_at")
        .join(JoinType::InnerJoin, back::<case::Entity, case_step::Entity>(case_step::Column::CaseId))
        .join(JoinType::InnerJoin, to::<case::Entity, pupil::Entity>(case::Column::PupilId))
        .filter(case::Column::ClosedAt.is_null())
        .filter(case_step::Column::LeftAt.is_null());
    let query = with_pupil(query, own(work, chosen));
    work.shaped::<case::Entity, Line>(query).await
}

/// Pupils whom the last analysis of their school this year proposes for its table; one statement.
async fn wished(work: &mut Work<'_>, chosen: Option<OrganisationId>) -> Result<Vec<Line>, Failure> {
    let year = SchoolYear::of(work.scope().today()).start_year();
    let newer = Alias::new("newer");
    let col = |column| Expr::col((analysis::Entity, column));
    let of = |column: analysis::Column| Expr::col((newer.clone(), column));
    let later = Query::select()
        .expr(Expr::val(1))
        .from_as(analysis::Entity, newer.clone())
        .and_where(of(analysis::Column::TenantId).eq(col(analysis::Column::TenantId)))
        .and_where(of(analysis::Column::SchoolId).eq(col(analysis::Column::SchoolId)))
        .and_where(of(analysis::Column::SchoolYear).eq(col(analysis::Column::SchoolYear)))
        .and_where(of(analysis::Column::Period).gt(col(analysis::Column::Period)))
        .to_owned();
    let query = analysis_row::Entity::find()
        .select_only()
        .column(analysis_row::Column::PupilId)
        .column(analysis::Column::TemplateId)
        .expr_as(Expr::value(None::<String>), "step")
        .expr_as(Expr::value(None::<String>), "kind")
        .expr_as(Expr::value(None::<DateTime<Utc>>), "starts_at")
        .join(JoinType::InnerJoin, to::<analysis_row::Entity, analysis::Entity>(analysis_row::Column::AnalysisId))
        .join(JoinType::InnerJoin, to::<analysis_row::Entity, pupil::Entity>(analysis_row::Column::PupilId))
        .filter(analysis_row::Column::ForAgenda.eq(true))
        .filter(analysis_row::Column::RemovedAt.is_null())
        .filter(analysis::Column::SchoolYear.eq(year))
        .filter(Expr::exists(later).not());
    let query = with_pupil(query, own(work, chosen));
    work.shaped::<analysis_row::Entity, Line>(query).await
}

/// Pupils by name on the agenda of a meeting that is still to be held; one statement.
async fn on_agendas(work: &mut Work<'_>, chosen: Option<OrganisationId>) -> Result<Vec<Line>, Failure> {
    let midnight = from_local(work.scope().today().and_time(NaiveTime::MIN));
    let query = agenda_item::Entity::find()
        .select_only()
        .column(agenda_item::Column::PupilId)
        .columns([meeting::Column::TemplateId, meeting::Column::Kind, meeting::Column::StartsAt])
        .expr_as(Expr::value(None::<String>), "step")
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, meeting::Entity>(agenda_item::Column::MeetingId))
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, pupil::Entity>(agenda_item::Column::PupilId))
        .filter(agenda_item::Column::RemovedAt.is_null())
        .filter(meeting::Column::StartsAt.gte(midnight))
        .filter(meeting::Column::Stage.is_not_in([Stage::Held.key(), Stage::Shared.key()]));
    let query = with_pupil(query, own(work, chosen));
    work.shaped::<agenda_item::Entity, Line>(query).await
}

impl Line {
    /// For which purposes it needs consent: that of its table, or those of the tables at which its step is discussed.
    fn asks<'a>(&self, body: &'a Body) -> Vec<&'a ConsentPurpose> {
        let steps = self.step.as_deref().and_then(|step| body.step(step)).map(|step| step.meetings.as_slice());
        let table = self.table(body).map(|meeting| meeting.key.as_str());
        let tables = steps.unwrap_or_default().iter().map(Key::as_str).chain(table);
        let purposes = tables.filter_map(|key| body.meeting(key)?.consent.as_ref());
        let mut all: Vec<_> = purposes.filter_map(|key| body.consent(key.as_str())).collect();
        all.sort_by_key(|purpose| &purpose.key);
        all.dedup_by_key(|purpose| &purpose.key);
        all
    }

    /// The table of an item, or the one that the analysis prepares.
    fn table<'a>(&self, body: &'a Body) -> Option<&'a MeetingType> {
        match (&self.kind, &self.step) {
            (Some(kind), _) => body.meeting(kind),
            (None, Some(_)) => None,
            (None, None) => analyses::prepared(body).ok().map(|(meeting, _)| meeting),
        }
    }

    /// "Proces 2.0", "analyse: voorgesteld voor het ZAT", "agenda van 15-09-2026 (ZAT)"
    fn place(&self, body: &Body) -> String {
        if let Some(step) = &self.step {
            return body.step(step).map_or_else(|| step.clone(), |step| step.label.clone());
        }
        let table = self.table(body).map(|meeting| meeting.abbreviation.as_str()).unwrap_or_default();
        match self.starts_at {
            Some(at) => format!("agenda van {} ({table})", short_date(local(at).date())),
            None => format!("voorstel in de analyse ({table})"),
        }
    }
}
