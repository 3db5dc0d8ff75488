//! The school's analysis of the four processes, once per cycle, filled in as an ib'er fills it in.
use super::{
    courses::{Course, Step},
    history::Story,
    moments::{at, shift},
    random::Random,
    tenancy::Tenancy,
};
use crate::{
    failure::Broken,
    store::entity::{analysis, analysis_row},
};
use chrono::NaiveDate;
use domain::{
    calendar::Open,
    form::{Answer, Answers, FieldType, SectionKind, Source},
    id::AnalysisId,
};

/// Plants the analyses of a school up to the next meeting.
pub(super) fn plant(tenancy: &mut Tenancy, story: &Story<'_>) -> Result<(), Broken> {
    let made = if story.progress.analysed { story.cycles.next + 1 } else { story.cycles.next };
    let mut random = Random::named(&format!("analyses of {}", story.site.school.name));
    for cycle in 0..made {
        let day = made_on(tenancy, story, cycle);
        let created_at = at(day, 15, 10);
        let id: AnalysisId = tenancy.new_id(created_at);
        let by = story.site.team.school;
        let header = serde_json::to_value(header(tenancy, story, day)).map_err(|e| Broken::Stored(e.to_string()))?;
        let when = story.cycles.all[cycle];
        tenancy.rows.analyses.push(analysis::Model {
            tenant_id: tenancy.id,
            id,
            school_id: story.site.id,
            template_id: story.way.id,
            school_year: when.year.start_year(),
            period: when.period,
            made_on: day,
            header,
            created_at,
            created_by: by,
            version: 1,
        });
        let mut rows: Vec<(Step, &Course)> =
            story.courses.iter().filter_map(|course| Some((course.steps[cycle]?, course))).collect();
        rows.sort_by_key(|(step, course)| (*step, course.child.group, course.child.id));
        for (position, (step, course)) in (1..).zip(rows) {
            let for_agenda = course.agenda[cycle] && story.way.asks_agenda(step);
            let answers = answers(tenancy, &mut random, story, course, cycle, day);
            let id = tenancy.new_id(created_at);
            tenancy.rows.analysis_rows.push(analysis_row::Model {
                tenant_id: tenancy.id,
                id,
                analysis_id: tenancy.rows.analyses.last().map_or(AnalysisId(uuid::Uuid::nil()), |row| row.id),
                section: story.way.section(step).map(|section| section.key.to_string()).unwrap_or_default(),
                pupil_id: course.child.id,
                moved_from: course.moved_from(cycle).map(|step| step.key(&story.way.template).into()),
                for_agenda,
                answers: serde_json::to_value(answers).map_err(|e| Broken::Stored(e.to_string()))?,
                position,
                changed_by: by,
                changed_at: at(day, 15, 40),
                removed_at: None,
                version: 1,
            });
        }
    }
    Ok(())
}

/// About two weeks before the table; the newest a few days ago.
pub(super) fn made_on(tenancy: &Tenancy, story: &Story<'_>, cycle: usize) -> NaiveDate {
    let day = shift(story.cycles.all[cycle].day, -16).min(shift(tenancy.today, -3));
    tenancy.calendar.roll_back(day, Open::School)
}

fn header(tenancy: &Tenancy, story: &Story<'_>, day: NaiveDate) -> Answers {
    let site = &story.site;
    let team = [site.team.head, site.team.school, site.team.swv, site.team.municipality, site.team.ggd];
    let all = || team.into_iter().chain(site.team.specialist);
    let holder = |function| all().find(|id| tenancy.function_of(*id) == Some(function));
    let board = tenancy.plan.boards.get(site.school.board).copied().unwrap_or_default();
    let sections = story.way.form().into_iter().flat_map(|form| &form.sections);
    let mut header = Answers::default();
    for field in sections.filter(|section| section.kind == SectionKind::Header).flat_map(|section| &section.fields) {
        let answer = match &field.source {
            Some(Source::Today) => Answer::Date(day),
            Some(Source::School) => Answer::Text(site.school.name.clone()),
            Some(Source::Board) => Answer::Text(board.into()),
            Some(Source::PupilCount) => Answer::Integer(i64::try_from(site.school.pupils).unwrap_or_default()),
            Some(Source::Function(function)) => match holder(*function) {
                Some(membership) => Answer::Text(tenancy.name_of(membership)),
                None => continue,
            },
            _ => continue,
        };
        header.set(field.link_id.to_string(), answer);
    }
    header
}

const ORIGINS: &[&str] = &["voorschool", "taalklas", "andere_school", "hulpverlening", "voorschool", "anders"];
const SPECIAL_SCHOOLS: &[(&str, &str)] = &[("sbo", "SBO De Zeilboot"), ("so", "SO De Kompasroos")];

/// The answers of one row, by the linkIds of the form of S0.
fn answers(
    tenancy: &Tenancy,
    random: &mut Random,
    story: &Story<'_>,
    course: &Course,
    cycle: usize,
    day: NaiveDate,
) -> Answers {
    let mut row = Answers::default();
    let Some(step) = course.steps[cycle] else { return row };
    let situation = course.situation;
    let text = |text: &str| Answer::Text(text.into());
    let choice = |value: &str| Answer::Choice(value.into());
    let domains = || Answer::Choices(situation.domains.iter().map(|&domain| domain.into()).collect());
    let (direction, special) = SPECIAL_SCHOOLS[usize::from(situation.domains.contains(&"se"))];
    match step {
        Step::Intake => {
            let origin = random.pick(ORIGINS);
            row.set("herkomst", choice(origin));
            if origin == "anders" {
                row.set("herkomst_anders", text("thuisonderwijs in het buitenland"));
            }
            row.set("ccp", Answer::Boolean(random.chance(60)));
            let start = shift(story.cycles.all[cycle].day, 28);
            row.set("start_per", Answer::Date(tenancy.calendar.roll_forward(start, Open::School)));
            row.set("opp", Answer::Boolean(random.chance(40)));
        }
        Step::Basic => {
            row.set("domein", domains());
            row.set("hulpvraag", text(situation.question));
            row.set("interventie", text(situation.intervention));
        }
        Step::Extra => {
            let before = course.steps[..cycle].iter().rev().take_while(|s| **s == Some(Step::Extra)).count();
            row.set("opp_fase", choice(["fase_1", "fase_2", "fase_3"][before % 3]));
            row.set("deel2_stand", text(situation.phase));
            let signed = before > 0 && random.chance(80);
            row.set("fase_geevalueerd", Answer::Boolean(signed));
            if signed {
                row.set("fase_geevalueerd_op", Answer::Date(shift(day, -11)));
            }
            row.set("domein", domains());
            row.set("hulpvraag", text(situation.question));
        }
        Step::Referral => {
            row.set("richting", choice(direction));
            row.set("naam_sbo", text(special));
            row.set("moment", choice(if story.cycles.all[cycle].period <= 2 { "jan" } else { "aug" }));
        }
        Step::Special => {
            let here = if story.site.school.special { story.site.school.name.as_str() } else { special };
            row.set("naam_sbo", text(here));
        }
        Step::Other(_) => return elsewhere(story, course, cycle, step),
    }
    if matches!(step, Step::Basic | Step::Extra) {
        let group = course.child.group.number;
        if group >= 7 {
            row.set("overdracht_po_vo", Answer::Boolean(group == 8 && random.chance(50)));
        }
        row.set("zat", Answer::Boolean(course.agenda[cycle]));
    }
    row
}

/// The answers of a row in any form: every field by its type, in the order of the form.
fn elsewhere(story: &Story<'_>, course: &Course, cycle: usize, step: Step) -> Answers {
    let mut row = Answers::default();
    let Some(section) = story.way.section(step) else { return row };
    let situation = course.situation;
    let mut texts =
        [situation.question, situation.phase, situation.intervention, situation.discussed].into_iter().cycle();
    for field in section.asked() {
        let options = &field.answer_option;
        let answer = match field.kind {
            FieldType::Boolean if field.agenda => Some(Answer::Boolean(course.agenda[cycle])),
            FieldType::Boolean => Some(Answer::Boolean(true)),
            FieldType::Choice => {
                let one = options.get(course.situation.domains.len() % options.len().max(1));
                one.map(|option| Answer::Choice(option.value.to_string()))
            }
            FieldType::Choices => options.first().map(|option| Answer::Choices(vec![option.value.to_string()])),
            FieldType::Text => texts.next().map(|text| Answer::Text(text.into())),
            FieldType::String | FieldType::Date | FieldType::Integer | FieldType::Signature => None,
        };
        if let Some(answer) = answer.filter(|_| field.is_enabled(&row)) {
            row.set(field.link_id.to_string(), answer);
        }
    }
    row
}
