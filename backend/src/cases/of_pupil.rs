//! Whole cases, each with its story and the forms about it, as pages read them: those of one pupil, or those that run under
//! one version of a way of working; one statement.
use super::{
    load::Around,
    sheets,
    story::{self, Happened, What},
};
use crate::{
    Failure, Scope,
    scope::Work,
    store::{
        back,
        entity::{case, case_event, case_sheet},
        to,
    },
};
use chrono::{DateTime, Utc};
use domain::{
    calendar::Calendar,
    engine::CaseState,
    form::Sheets,
    id::{CaseId, EventId, MembershipId, OrganisationId, PupilId, SheetId, TemplateId},
    template::{Body, Key},
};
use sea_orm::{
    ColumnTrait, Condition as Filter, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, Select,
    prelude::Json, sea_query::Expr,
};
use uuid::Uuid;

/// A case with its story.
pub struct Case {
    pub pupil: PupilId,
    pub row: CaseRow,
    pub story: Vec<Happened>,
    pub state: CaseState,
    pub sheets: Sheets,
    /// Who filled them in last, and when; in the order of the sheets.
    pub kept: Vec<Kept>,
}

/// How a form about a case is stored.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    pub id: SheetId,
    pub changed_by: MembershipId,
    pub changed_at: DateTime<Utc>,
    pub version: i32,
}

/// The columns of a case that pages show.
#[derive(Debug, Clone, Copy)]
pub struct CaseRow {
    pub id: CaseId,
    pub school_id: OrganisationId,
    pub template_id: TemplateId,
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

impl Case {
    pub const fn is_running(&self) -> bool {
        self.row.closed_at.is_none()
    }

    /// The world around it today, for this reader: what forms say, and the purposes for which a consent holds.
    pub fn around(&self, scope: &Scope, template: &Body, consents: Vec<Key>, calendar: Calendar) -> Around {
        let (facts, answers) = (self.sheets.facts(template, &self.state), self.sheets.answers(template, &self.state));
        Around { consents, facts, answers, ..Around::before(scope, self.row.school_id, calendar) }
    }

    /// When a form about it was last filled in.
    pub fn filled_at(&self) -> Option<DateTime<Utc>> {
        self.kept.iter().map(|kept| kept.changed_at).max()
    }

    /// How the form of a round is stored; nothing when nobody filled it in.
    pub fn kept(&self, form: &str, round: u32) -> Option<Kept> {
        let place = self.sheets.0.iter().position(|sheet| sheet.form == form && sheet.round == round);
        place.and_then(|place| self.kept.get(place)).copied()
    }

    /// Everybody who did something in it, and who leads it.
    pub fn people(&self) -> impl Iterator<Item = MembershipId> + '_ {
        self.story.iter().filter_map(|happened| happened.by).chain(self.state.lead.map(|lead| lead.membership))
    }
}

#[derive(FromQueryResult)]
struct EventLine {
    id: CaseId,
    pupil_id: PupilId,
    school_id: OrganisationId,
    template_id: TemplateId,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
    version: i32,
    /// Of the event, or of the sheet.
    line_id: Option<Uuid>,
    at: Option<DateTime<Utc>>,
    membership_id: Option<MembershipId>,
    /// What happened, or which form.
    kind: Option<String>,
    data: Option<Json>,
    /// The turn of the event, or the round of the sheet.
    number: Option<i32>,
    /// 0 for an event.
    sheet_version: i32,
}

/// The pupil's cases, oldest first, each with its story and the forms about it.
pub async fn of_pupil(work: &mut Work<'_>, pupil: PupilId) -> Result<Vec<Case>, Failure> {
    whole(work, &Filter::all().add(case::Column::PupilId.eq(pupil))).await
}

/// The running cases under this version, oldest first.
pub(super) async fn running_under(work: &mut Work<'_>, version: TemplateId) -> Result<Vec<Case>, Failure> {
    let under = Filter::all().add(case::Column::TemplateId.eq(version)).add(case::Column::ClosedAt.is_null());
    whole(work, &under).await
}

/// Every case for which this is so.
pub(super) async fn whole(work: &mut Work<'_>, which: &Filter) -> Result<Vec<Case>, Failure> {
    let happened = of_cases(case::Entity::find(), which)
        .column_as(case_event::Column::Id, "line_id")
        .columns([case_event::Column::At, case_event::Column::MembershipId])
        .columns([case_event::Column::Kind, case_event::Column::Data])
        .column_as(case_event::Column::Turn, "number")
        .column_as(Expr::val(0), "sheet_version")
        .join(JoinType::LeftJoin, back::<case::Entity, case_event::Entity>(case_event::Column::CaseId));
    let filled = case_sheet::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, to::<case_sheet::Entity, case::Entity>(case_sheet::Column::CaseId));
    let filled = of_cases(filled, which)
        .column_as(case_sheet::Column::Id, "line_id")
        .column_as(case_sheet::Column::ChangedAt, "at")
        .column_as(case_sheet::Column::ChangedBy, "membership_id")
        .column_as(case_sheet::Column::Form, "kind")
        .column_as(case_sheet::Column::Answers, "data")
        .column_as(case_sheet::Column::Round, "number")
        .column_as(case_sheet::Column::Version, "sheet_version");
    let mut lines: Vec<EventLine> = work.shaped_both(happened, filled).await?;
    lines.sort_by_key(|line| (line.opened_at, line.id, line.at, line.line_id));
    let mut all: Vec<Case> = vec![];
    for line in lines {
        if all.last().is_none_or(|last| last.row.id != line.id) {
            let EventLine { id, school_id, template_id, closed_at, version, .. } = line;
            let (pupil, row) = (line.pupil_id, CaseRow { id, school_id, template_id, closed_at, version });
            let (story, state, sheets, kept) = (vec![], CaseState::default(), Sheets::default(), vec![]);
            all.push(Case { pupil, row, story, state, sheets, kept });
        }
        let Some(case) = all.last_mut() else { continue };
        let (Some(id), Some(at), Some(kind), Some(data)) = (line.line_id, line.at, line.kind, line.data) else {
            continue;
        };
        let (by, number) = (line.membership_id, line.number.unwrap_or_default());
        if let (version @ 1.., Some(changed_by)) = (line.sheet_version, by) {
            case.sheets.0.push(sheets::read(&kind, number, data)?);
            case.kept.push(Kept { id: SheetId(id), changed_by, changed_at: at, version });
        } else {
            case.story.push(Happened { id: EventId(id), at, by, turn: number, what: What::read(&kind, data)? });
        }
    }
    for case in &mut all {
        case.state = story::state(&case.story);
    }
    Ok(all)
}

/// The columns of the case itself, which every line repeats.
fn of_cases<E: EntityTrait>(query: Select<E>, which: &Filter) -> Select<E> {
    use case::Column::{ClosedAt, Id, OpenedAt, PupilId as Pupil, SchoolId, TemplateId as Template, Version};
    let columns = [Id, Pupil, SchoolId, Template, OpenedAt, ClosedAt, Version];
    query.select_only().columns(columns).filter(which.clone())
}
