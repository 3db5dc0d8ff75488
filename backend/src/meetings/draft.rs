//! The concept agenda: what the school's newest analysis brings ("ZAT: ja") and the running cases that were discussed
//! before and still have open actions (S0 "Dit concept wordt … aangeboden … op basis van lopende casuïstiek"). Each with
//! its consent: by name only when it is in force.
use super::{consented, items, load::Meeting, visible, whose::pupils_of};
use crate::{
    Failure,
    clock::local,
    scope::Work,
    store::{
        back,
        entity::{action, agenda_item, analysis, analysis_row, case, meeting, organisation, pupil},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::short_date,
    consent::State,
    form::{Answers, SectionKind, Source},
    id::{OrganisationId, PupilId},
    page::{ConsentLine, meeting::Suggestion},
    policy::{Action, Ground, permit},
    pupil::Named,
    stage::Stage,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect,
    prelude::Json,
    sea_query::{Expr, Query, SelectStatement},
};

/// A pupil who could be on the agenda.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub pupil: Named,
    pub school: OrganisationId,
    pub school_name: String,
    /// Why the reader may know.
    pub ground: Ground,
    pub consent: State,
    pub question: String,
    pub why: String,
    /// From the analysis; otherwise a running case.
    pub from_analysis: bool,
}

#[derive(FromQueryResult)]
struct Line {
    id: PupilId,
    #[sea_orm(nested)]
    pupil: consented::Columns,
    section: Option<String>,
    answers: Option<Json>,
    made_on: Option<NaiveDate>,
    open_actions: i64,
    last_question: Option<String>,
    last_met: Option<DateTime<Utc>>,
}

/// Who could be on this agenda and is not yet, as far as the reader may know of them. One statement.
pub(super) async fn candidates(
    work: &mut Work<'_>,
    meeting: &Meeting,
    present: &[PupilId],
) -> Result<Vec<Candidate>, Failure> {
    let (actor, today, purpose) = (work.scope().actor(), work.scope().today(), meeting.purpose());
    let row = back::<pupil::Entity, analysis_row::Entity>(analysis_row::Column::PupilId).on_condition(move |_, _| {
        Condition::all()
            .add(analysis_row::Column::ForAgenda.eq(true))
            .add(analysis_row::Column::RemovedAt.is_null())
            .add(Expr::col((analysis_row::Entity, analysis_row::Column::AnalysisId)).in_subquery(newest()))
    });
    let query = pupil::Entity::find()
        .select_only()
        .column(pupil::Column::Id)
        .column_as(analysis_row::Column::Section, "section")
        .column_as(analysis_row::Column::Answers, "answers")
        .column_as(analysis::Column::MadeOn, "made_on")
        .expr_as(sub(open_actions(meeting)), "open_actions")
        .expr_as(sub(last(meeting, Expr::col((agenda_item::Entity, agenda_item::Column::Question)))), "last_question")
        .expr_as(sub(last(meeting, Expr::col((meeting::Entity, meeting::Column::StartsAt)))), "last_met")
        .join(JoinType::LeftJoin, row)
        .join(JoinType::LeftJoin, to::<analysis_row::Entity, analysis::Entity>(analysis_row::Column::AnalysisId))
        .filter(pupils_of(meeting.table.schools))
        .filter(visible::pupils_for(actor, meeting, today))
        .filter(pupil::Column::Id.is_not_in(present.iter().copied()))
        .filter(
            Condition::any()
                .add(analysis_row::Column::Id.is_not_null())
                .add(Condition::all().add(Expr::exists(running_case())).add(sub(open_actions(meeting)).gt(0))),
        )
        .order_by(pupil::of_school(pupil::Entity, organisation::Column::Sector), Order::Asc)
        .order_by(pupil::Column::Group, Order::Asc)
        .order_by(pupil::Column::SearchName, Order::Asc)
        .order_by(pupil::Column::Id, Order::Asc);
    let lines = work.shaped::<pupil::Entity, Line>(consented::join(query, Some(purpose))).await?;
    let mut gathered = consented::Gathered::default();
    let mut found: Vec<Candidate> = vec![];
    for line in &lines {
        gathered.add(line.id, &line.pupil);
        if found.last().is_none_or(|candidate| candidate.pupil.id != line.id) {
            found.push(line.candidate(meeting));
        }
    }
    for candidate in &mut found {
        candidate.consent = gathered.state(candidate.pupil.id, purpose, today);
    }
    found.retain_mut(|candidate| {
        let grounds = meeting.grounds().about(candidate.school).invited(false).consent(&candidate.consent);
        permit(actor, Action::SeeItem, grounds).map(|ground| candidate.open_to(ground)).is_ok()
    });
    Ok(found)
}

impl Line {
    fn candidate(&self, meeting: &Meeting) -> Candidate {
        let short = meeting.kind().map_or("", |kind| kind.abbreviation.as_str());
        let from_row = self.section.as_deref().zip(self.answers.clone());
        let asked = from_row
            .map(|(section, answers)| question(meeting, section, &serde_json::from_value(answers).unwrap_or_default()));
        let met = self.last_met.map(|at| short_date(local(at).date())).unwrap_or_default();
        let actions = match self.open_actions {
            0 => String::new(),
            1 => format!("1 open actie uit {short} van {met}"),
            many => format!("{many} open acties, laatst besproken op {met}"),
        };
        let analysed = self.made_on.map(|day| format!("{short}: ja in de analyse van {}", short_date(day)));
        let why = [analysed.unwrap_or_default(), actions];
        Candidate {
            pupil: self.pupil.named(self.id),
            school: self.pupil.of_school,
            school_name: self.pupil.of_school_name.clone(),
            ground: Ground::Membership,
            consent: State::Missing,
            question: asked.filter(|text| !text.is_empty()).or(self.last_question.clone()).unwrap_or_default(),
            why: why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            from_analysis: self.made_on.is_some(),
        }
    }
}

impl Candidate {
    /// Whoever is let in by a consent may propose the child, and reads nothing of the school's analysis or of what was asked
    /// at other tables.
    fn open_to(&mut self, ground: Ground) {
        self.ground = ground;
        if ground == Ground::Consent {
            (self.question, self.why, self.from_analysis) = (String::new(), String::new(), false);
        }
    }

    /// `school` says whether the school is told: at the table of one school everybody knows it.
    pub fn shown(self, needed: &[OrganisationId], school: bool) -> Suggestion {
        Suggestion {
            school: if school { self.school_name } else { String::new() },
            consent: ConsentLine::of(&self.consent, needed),
            by_name: self.consent.is_given(),
            pupil: self.pupil,
            question: self.question,
            why: self.why,
        }
    }
}

/// "CD, SE: kan zich niet concentreren": the answers of a row that the form's agenda shows. Its column that is filled
/// from the row is named after the questions it takes.
fn question(meeting: &Meeting, section: &str, answers: &Answers) -> String {
    let Some(form) = items::form(meeting) else { return String::new() };
    let agenda = form.sections.iter().find(|section| section.kind == SectionKind::Agenda);
    let column = agenda.and_then(|agenda| agenda.fields.iter().find(|field| field.source == Some(Source::Row)));
    let (Some(column), Some(section)) = (column, form.section(section)) else { return String::new() };
    let taken = section.asked().filter(|field| column.link_id.as_str().contains(field.link_id.as_str()));
    taken.map(|field| answers.display_short(field)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ")
}

fn sub(query: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(query.into()))
}

/// The newest analysis of the pupil's school.
fn newest() -> SelectStatement {
    let column = |column| Expr::col((analysis::Entity, column));
    // Correlated to the row's tenant: a subquery has no tenant of its own.
    Query::select()
        .column((analysis::Entity, analysis::Column::Id))
        .from(analysis::Entity)
        .and_where(column(analysis::Column::TenantId).equals((analysis_row::Entity, analysis_row::Column::TenantId)))
        .and_where(column(analysis::Column::SchoolId).equals((pupil::Entity, pupil::Column::SchoolId)))
        .order_by((analysis::Entity, analysis::Column::SchoolYear), Order::Desc)
        .order_by((analysis::Entity, analysis::Column::Period), Order::Desc)
        .limit(1)
        .to_owned()
}

/// Earlier discussions of the pupil of the outer query, in meetings of this kind.
fn discussed(meeting: &Meeting) -> SelectStatement {
    let item = |column| Expr::col((agenda_item::Entity, column));
    Query::select()
        .from(agenda_item::Entity)
        .inner_join(
            meeting::Entity,
            item(agenda_item::Column::TenantId)
                .equals((meeting::Entity, meeting::Column::TenantId))
                .and(item(agenda_item::Column::MeetingId).equals((meeting::Entity, meeting::Column::Id))),
        )
        .and_where(item(agenda_item::Column::TenantId).equals((pupil::Entity, pupil::Column::TenantId)))
        .and_where(item(agenda_item::Column::PupilId).equals((pupil::Entity, pupil::Column::Id)))
        .and_where(agenda_item::Column::RemovedAt.is_null())
        .and_where(meeting::Column::Id.ne(meeting.row.id))
        .and_where(meeting::Column::Kind.eq(meeting.row.kind.clone()))
        .and_where(meeting::Column::Stage.is_in([Stage::Held.key(), Stage::Shared.key()]))
        .to_owned()
}

fn open_actions(meeting: &Meeting) -> SelectStatement {
    let column = |column| Expr::col((action::Entity, column));
    discussed(meeting)
        .expr(column(action::Column::Id).count())
        .inner_join(
            action::Entity,
            column(action::Column::TenantId)
                .equals((agenda_item::Entity, agenda_item::Column::TenantId))
                .and(column(action::Column::ItemId).equals((agenda_item::Entity, agenda_item::Column::Id))),
        )
        .and_where(action::Column::DoneAt.is_null())
        .to_owned()
}

fn last(meeting: &Meeting, what: Expr) -> SelectStatement {
    discussed(meeting)
        .expr(what)
        .order_by((meeting::Entity, meeting::Column::StartsAt), Order::Desc)
        .limit(1)
        .to_owned()
}

fn running_case() -> SelectStatement {
    let column = |column| Expr::col((case::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from(case::Entity)
        .and_where(column(case::Column::TenantId).equals((pupil::Entity, pupil::Column::TenantId)))
        .and_where(column(case::Column::PupilId).equals((pupil::Entity, pupil::Column::Id)))
        .and_where(case::Column::ClosedAt.is_null())
        .to_owned()
}
