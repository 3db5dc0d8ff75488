//! The analysis of a school in one period (S0 "Analyse in de vier processen HGW"), and the list of them.
use super::{Choice, ConsentLine};
use crate::{
    form::{Answers, Section},
    id::{AbsenceId, AnalysisId, MeetingId, OrganisationId, RowId},
    pupil::Named,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// All schools of the reader with the periods of this school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analyses {
    /// "2026-2027"
    pub school_year: String,
    /// "Analyse in de vier processen HGW"
    pub title: String,
    pub schools: Vec<SchoolAnalyses>,
}

/// One school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolAnalyses {
    pub id: OrganisationId,
    pub name: String,
    pub periods: Vec<Period>,
    /// The period that can be started now; none when the reader may not or all exist.
    pub startable: Option<i32>,
}

/// One period of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub number: i32,
    /// "september", "periode 2"
    pub name: String,
    /// The analysis, when it has been started.
    pub analysis: Option<AnalysisId>,
    /// Day on which it was made.
    pub made_on: Option<NaiveDate>,
    pub meeting: Option<MeetingId>,
    /// Day of the meeting that it prepares.
    pub meeting_on: Option<NaiveDate>,
}

/// One analysis, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    pub id: AnalysisId,
    pub version: i32,
    pub school_id: OrganisationId,
    pub school: String,
    /// "Analyse in de vier processen HGW"
    pub title: String,
    /// "september 2026-2027"
    pub period: String,
    pub made_on: NaiveDate,
    pub header: Answers,
    pub parts: Vec<Part>,
    /// The pupils of the school who are in no process yet: the list one picks from.
    pub pupils: Vec<Choice>,
    /// Pupils with "ja" for the agenda.
    pub for_agenda: usize,
    pub meeting: Option<MeetingId>,
    pub meeting_label: String,
    pub can_edit: bool,
    /// Absences that are in no category (yet): "wordt thuiszitter op …".
    pub other_absences: Vec<AbsenceRow>,
}

/// A section of the form with its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub section: Section,
    /// Definition of the derived category, for a verzuim section.
    pub definition: String,
    pub blocks: Vec<Block>,
    pub absences: Vec<AbsenceRow>,
    /// Other sections to which a row of this one can move, with the words on the button.
    pub moves: Vec<Choice>,
}

/// The rows of a bouw; one block without a heading when the section is not divided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// "Onderbouw"
    pub label: String,
    /// "Gr. 1/2"
    pub caption: String,
    pub rows: Vec<Row>,
}

/// A pupil in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: RowId,
    pub version: i32,
    pub pupil: Named,
    /// "Proces 1", when the pupil was there in the previous period.
    pub moved_from: Option<String>,
    pub answers: Answers,
    /// "CD, SE: leert langzamer lezen": domain and question, for the agenda.
    pub summary: String,
    /// "Ineke Bakker, 07-09-2026 14:32"
    pub changed: String,
    pub consent: ConsentLine,
    pub discussed_on: Option<NaiveDate>,
}

/// An absence with what its facts come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceRow {
    pub id: AbsenceId,
    pub version: i32,
    pub pupil: Named,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub authorised: bool,
    pub unenrolled_on: Option<NaiveDate>,
    pub answers: Answers,
    pub discussed_on: Option<NaiveDate>,
    /// "wordt thuiszitter op 05-10-2026", for one without a category.
    pub finding: String,
}
