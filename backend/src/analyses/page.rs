//! One analysis, whole, in six statements: heading, pupils with their rows, absences, meetings, consents.
use super::{facts, period, prepared, read};
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    consents,
    pupils::named,
    scope::Work,
    store::{
        entity::{absence, analysis, analysis_row, meeting, organisation, pupil},
        to,
    },
    templates,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    absence::{Category, Facts, Finding, finding},
    calendar::{SchoolYear, long_date, short_date},
    consent::State,
    form::{Answers, Field, FieldType, Form, Section, SectionKind},
    id::{AnalysisId, MeetingId, OrganisationId, PupilId, TemplateId},
    page::{
        Choice, ConsentLine,
        analysis::{AbsenceRow, Analysis, Block, Part, Row},
    },
    policy::{Action, Grounds, permit},
    pupil::{Named, Years},
    template::Body,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationDef, sea_query::Expr,
};
use std::collections::{BTreeSet, HashMap};

/// The analysis with its school and the meeting that it prepares.
#[derive(FromQueryResult)]
struct Heading {
    version: i32,
    school_id: OrganisationId,
    template_id: TemplateId,
    school_year: i32,
    period: i32,
    made_on: NaiveDate,
    header: sea_orm::JsonValue,
    school_name: String,
    school_sector: Years,
    meeting_id: Option<MeetingId>,
    /// The school, when it is the school's own table.
    meeting_school: Option<OrganisationId>,
    meeting_kind: Option<String>,
    meeting_at: Option<DateTime<Utc>>,
}

/// What is known of each pupil beside the form.
struct Known {
    pupils: HashMap<PupilId, Named>,
    consents: HashMap<PupilId, State>,
    discussed: HashMap<PupilId, NaiveDate>,
}

/// The page of one analysis.
pub async fn page(scope: &Scope, id: AnalysisId) -> Result<Analysis, Failure> {
    let mut work = scope.see().await?;
    let headings = headings(&mut work, id).await?;
    let row = headings.first().ok_or(Failure::Absent)?;
    let ground = work.find(Action::SeeAnalysis, Subject::of("analysis", id.0), Grounds::school(row.school_id)).await?;
    let pinned = templates::pinned(&mut work, row.template_id).await?;
    let (kind, form) = prepared(&pinned.template)?;
    let everybody = pupils_with_rows(&mut work, id, row.school_id).await?;
    let absences = work.all(absence::Entity::find().filter(absence::Column::SchoolId.eq(row.school_id))).await?;
    let known = Known {
        consents: match &kind.consent {
            Some(purpose) => {
                let listed: Vec<PupilId> =
                    everybody.iter().filter(|(_, row)| row.is_some()).map(|(pupil, _)| pupil.id).collect();
                consents::states(&mut work, &listed, purpose.as_str(), scope.today()).await?
            }
            None => HashMap::new(),
        },
        discussed: facts::last_discussed(&mut work, row.school_id).await?,
        pupils: everybody.iter().map(|(pupil, _)| (pupil.id, named(pupil, row.school_sector))).collect(),
    };
    let years = row.school_sector;
    let labels = labels(everybody.iter().map(|(pupil, _)| pupil), years);
    let pupils = everybody
        .iter()
        .filter(|(pupil, listed)| listed.is_none() && pupil.unenrolled_on.is_none())
        .map(|(pupil, _)| Choice {
            value: pupil.id.to_string(),
            label: labels.get(&pupil.id).cloned().unwrap_or_default(),
        })
        .collect();
    let unenrolled: HashMap<PupilId, NaiveDate> =
        everybody.iter().filter_map(|(pupil, _)| Some((pupil.id, pupil.unenrolled_on?))).collect();
    let rows: Vec<analysis_row::Model> = everybody.into_iter().filter_map(|(_, row)| row).collect();
    let listed: BTreeSet<PupilId> =
        rows.iter().map(|row| row.pupil_id).chain(absences.iter().map(|absence| absence.pupil_id)).collect();
    let for_agenda = rows.iter().filter(|row| row.for_agenda).count();
    let (absences, other_absences) = absence_rows(absences, &known, &unenrolled, scope.today())?;
    let parts = form
        .sections
        .iter()
        .map(|section| part(section, form, &pinned.template, &rows, &absences, &known))
        .collect::<Result<_, _>>()?;
    let sits = headings.iter().find(|line| line.meeting_kind.as_deref() == Some(kind.key.as_str()));
    let year = SchoolYear::starting_in(row.school_year);
    let page = Analysis {
        id,
        version: row.version,
        school_id: row.school_id,
        school: row.school_name.clone(),
        title: form.title.clone(),
        period: period(scope, kind, year, row.period)?,
        made_on: row.made_on,
        header: read(row.header.clone())?,
        parts,
        pupils,
        for_agenda,
        // At the table of an area not everybody of the school has a place.
        meeting: sits.and_then(|line| line.meeting_id.filter(|_| line.meeting_school.is_some())),
        meeting_label: sits
            .and_then(|line| line.meeting_at)
            .map_or_else(String::new, |at| format!("{} van {}", kind.abbreviation, long_date(local(at).date()))),
        can_edit: permit(scope.actor(), Action::EditAnalysis, Grounds::school(row.school_id)).is_ok(),
        other_absences,
    };
    work.note(Action::SeeAnalysis, Subject::of("analysis", id.0), ground, "");
    for child in listed {
        work.note(Action::SeeAnalysis, Subject::of("pupil", child.0), ground, "analyse");
    }
    work.done(page).await
}

async fn headings(work: &mut Work<'_>, id: AnalysisId) -> Result<Vec<Heading>, Failure> {
    use analysis::Column::{Header, Id, MadeOn, Period, SchoolId, SchoolYear as Year, TemplateId, TenantId, Version};
    let prepares: RelationDef = analysis::Entity::belongs_to(meeting::Entity)
        .from((TenantId, Year, Period))
        .to((meeting::Column::TenantId, meeting::Column::SchoolYear, meeting::Column::Period))
        .into();
    // The table of the school, or that of the area in which it lies.
    let prepares = prepares.on_condition(|_, _| {
        let meeting = |column| Expr::col((meeting::Entity, column));
        let area = Expr::col((organisation::Entity, organisation::Column::AreaId));
        let of_area = Condition::all()
            .add(meeting(meeting::Column::SchoolId).is_null())
            .add(meeting(meeting::Column::OrganisationId).is_null())
            .add(meeting(meeting::Column::AreaId).eq(area));
        let own = meeting(meeting::Column::SchoolId).equals((analysis::Entity, SchoolId));
        Condition::any().add(own).add(of_area)
    });
    let query = analysis::Entity::find()
        .select_only()
        .columns([Version, SchoolId, TemplateId, Year, Period, MadeOn, Header])
        .column_as(organisation::Column::Name, "school_name")
        .column_as(organisation::Column::Sector, "school_sector")
        .column_as(meeting::Column::Id, "meeting_id")
        .column_as(meeting::Column::SchoolId, "meeting_school")
        .column_as(meeting::Column::Kind, "meeting_kind")
        .column_as(meeting::Column::StartsAt, "meeting_at")
        .join(JoinType::InnerJoin, to::<analysis::Entity, organisation::Entity>(SchoolId))
        .join(JoinType::LeftJoin, prepares)
        .filter(Id.eq(id));
    work.shaped(query).await
}

/// Every pupil of the school, with the row in this analysis if there is one.
async fn pupils_with_rows(
    work: &mut Work<'_>,
    analysis: AnalysisId,
    school: OrganisationId,
) -> Result<Vec<(pupil::Model, Option<analysis_row::Model>)>, Failure> {
    use sea_orm::sea_query::IntoCondition;
    let rows = crate::store::back::<pupil::Entity, analysis_row::Entity>(analysis_row::Column::PupilId).on_condition(
        move |_, right| {
            let column = |c| sea_orm::sea_query::Expr::col((right.clone(), c));
            Condition::all()
                .add(column(analysis_row::Column::AnalysisId).eq(analysis))
                .add(column(analysis_row::Column::RemovedAt).is_null())
                .into_condition()
        },
    );
    let query = pupil::Entity::find()
        .join(JoinType::LeftJoin, rows)
        .select_also(analysis_row::Entity)
        .filter(pupil::Column::SchoolId.eq(school))
        .order_by_asc(analysis_row::Column::Position)
        .order_by_asc(pupil::Column::SearchName);
    work.pairs(query).await
}

fn part(
    section: &Section,
    form: &Form,
    template: &Body,
    rows: &[analysis_row::Model],
    absences: &[(Category, AbsenceRow)],
    known: &Known,
) -> Result<Part, Failure> {
    let mine: Vec<Row> = match section.kind {
        SectionKind::Pupils => rows.iter().filter(|row| row.section == section.key.as_str()).collect(),
        SectionKind::Agenda => rows.iter().filter(|row| row.for_agenda).collect(),
        SectionKind::Header | SectionKind::Rows | SectionKind::Absence(_) => vec![],
    }
    .into_iter()
    .filter_map(|row| Some((row, known.pupils.get(&row.pupil_id)?)))
    .map(|(row, pupil)| one_row(row, pupil, form, known))
    .collect::<Result<_, Failure>>()?;
    let (definition, absences) = match section.kind {
        SectionKind::Absence(category) => (
            category.definition().to_owned(),
            absences.iter().filter(|(c, _)| *c == category).map(|(_, row)| row.clone()).collect(),
        ),
        SectionKind::Header | SectionKind::Rows | SectionKind::Pupils | SectionKind::Agenda => (String::new(), vec![]),
    };
    Ok(Part {
        definition,
        blocks: blocks(section, form, mine),
        absences,
        moves: moves(section, template),
        section: section.clone(),
    })
}

fn blocks(section: &Section, form: &Form, rows: Vec<Row>) -> Vec<Block> {
    if !section.by_phase || form.bands.is_empty() {
        return vec![Block { label: String::new(), caption: String::new(), rows }];
    }
    let mut blocks: Vec<Block> = form
        .bands
        .iter()
        .map(|band| Block { label: band.label.clone(), caption: band.caption.clone(), rows: vec![] })
        .collect();
    let mut others = Block { label: "Overig".into(), caption: String::new(), rows: vec![] };
    for row in rows {
        let place = form.band(row.pupil.group).and_then(|place| blocks.get_mut(place));
        place.unwrap_or(&mut others).rows.push(row);
    }
    blocks.extend(Some(others).filter(|block| !block.rows.is_empty()));
    blocks
}

/// Where a pupil of this section can go from here: the transitions of its step, in the template's words.
fn moves(section: &Section, template: &Body) -> Vec<Choice> {
    let Some(step) = &section.step else { return vec![] };
    template
        .transitions
        .iter()
        .filter(|transition| transition.from == *step && transition.to != *step && !transition.automatic)
        .map(|transition| Choice { value: transition.key.to_string(), label: transition.label.clone() })
        .collect()
}

fn one_row(row: &analysis_row::Model, pupil: &Named, form: &Form, known: &Known) -> Result<Row, Failure> {
    let moved_from = row.moved_from.as_ref().and_then(|key| form.section(key)).map(|section| section.title.clone());
    let answers = read(row.answers.clone())?;
    Ok(Row {
        id: row.id,
        version: row.version,
        pupil: pupil.clone(),
        moved_from,
        summary: form.section(&row.section).map_or_else(String::new, |section| summary(section, &answers)),
        answers,
        changed: local(row.changed_at).format("%d-%m-%Y %H:%M").to_string(),
        consent: ConsentLine::of(known.consents.get(&row.pupil_id).unwrap_or(&State::Missing), &[]),
        discussed_on: known.discussed.get(&row.pupil_id).copied(),
    })
}

/// Domain and question in one line: what the agenda shows of a pupil. The question is the text behind the domain; a
/// text before it, such as how a phase of the OPP stands, is only there for want of one.
pub(crate) fn summary(section: &Section, answers: &Answers) -> String {
    let asked: Vec<&Field> = section.asked().collect();
    let behind = asked.iter().position(|field| field.kind == FieldType::Choices).unwrap_or(0);
    let (before, after) = asked.split_at(behind);
    let first = |kind: FieldType| {
        let mut fields = after.iter().chain(before).filter(|field| field.kind == kind);
        fields.find_map(|field| Some(answers.display_short(field)).filter(|text| !text.is_empty()))
    };
    let parts = [first(FieldType::Choices), first(FieldType::Text)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}

type Absences = (Vec<(Category, AbsenceRow)>, Vec<AbsenceRow>);

/// Absences by derived category, and those without one that still matter.
fn absence_rows(
    rows: Vec<absence::Model>,
    known: &Known,
    unenrolled: &HashMap<PupilId, NaiveDate>,
    today: NaiveDate,
) -> Result<Absences, Failure> {
    let (mut inside, mut outside) = (vec![], vec![]);
    for row in rows {
        let Some(pupil) = known.pupils.get(&row.pupil_id) else { continue };
        let unenrolled_on = unenrolled.get(&row.pupil_id).copied();
        let facts = Facts {
            born_on: pupil.born_on,
            since: row.since,
            until: row.until,
            authorised: row.authorised,
            unenrolled_on,
        };
        let found = finding(facts, today);
        let line = AbsenceRow {
            id: row.id,
            version: row.version,
            pupil: pupil.clone(),
            since: row.since,
            until: row.until,
            authorised: row.authorised,
            unenrolled_on,
            answers: read(row.answers)?,
            discussed_on: known.discussed.get(&row.pupil_id).copied(),
            finding: match found {
                Finding::In(category) => category.label().into(),
                Finding::Becomes { on } => format!("wordt thuiszitter op {}", short_date(on)),
                Finding::None => "valt (nog) in geen categorie".into(),
            },
        };
        match found {
            Finding::In(category) => inside.push((category, line)),
            Finding::Becomes { .. } => outside.push(line),
            Finding::None if line.until.is_none() => outside.push(line),
            Finding::None => {}
        }
    }
    Ok((inside, outside))
}

/// "Sem de Vries, groep 4": what one picks from the list.
pub(super) fn label(pupil: &pupil::Model, years: Years) -> String {
    let named = named(pupil, years);
    format!("{}, {}", named.name, named.group.name())
}

/// How each pupil of a school stands in a list from which one is picked: with the birth date when two would read the same.
pub(super) fn labels<'p>(pupils: impl Iterator<Item = &'p pupil::Model>, years: Years) -> HashMap<PupilId, String> {
    let plain: Vec<_> = pupils.map(|pupil| (pupil, label(pupil, years))).collect();
    let mut same: HashMap<&str, usize> = HashMap::new();
    for (_, label) in &plain {
        *same.entry(label).or_default() += 1;
    }
    let told = |pupil: &pupil::Model, label: &str| match same.get(label) {
        Some(1) => label.to_owned(),
        _ => format!("{label}, geboren {}", short_date(pupil.born_on)),
    };
    plain.iter().map(|(pupil, label)| (pupil.id, told(pupil, label))).collect()
}

#[cfg(test)]
mod tests {
    use super::summary;
    use domain::form::{Answers, Section};

    #[test]
    fn the_agenda_shows_the_question_and_not_how_the_phase_of_the_opp_stands() {
        let section: Section = serde_json::from_value(serde_json::json!({
            "key": "proces_2_0", "title": "Proces 2.0", "kind": "pupils",
            "fields": [
                { "linkId": "stand_fase", "text": "Deel 2: stand van zaken van de fase", "type": "text" },
                { "linkId": "domein", "text": "Domein", "type": "choices", "answerOption": [{ "value": "cd", "label": "Cognitief", "short": "CD" }] },
                { "linkId": "hulpvraag", "text": "Hulpvraag", "type": "text" },
            ],
        }))
        .unwrap();
        let answers = |more: &str| -> Answers {
            let mut all =
                serde_json::json!({ "stand_fase": { "text": "Doelen gehaald." }, "domein": { "choices": ["cd"] } });
            if !more.is_empty() {
                all["hulpvraag"] = serde_json::json!({ "text": more });
            }
            serde_json::from_value(all).unwrap()
        };
        assert_eq!(summary(&section, &answers("Welke aanpak past?")), "CD: Welke aanpak past?");
        assert_eq!(summary(&section, &answers("")), "CD: Doelen gehaald.");
    }
}
