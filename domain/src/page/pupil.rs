//! The list of pupils that a reader may see, and the file of one pupil.
use super::{Choice, ConsentLine, Day};
use crate::{
    id::ConsentId,
    pupil::{Named, Years},
    term::Chip,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A page of the list, with the filters that are on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pupils {
    pub lines: Vec<Line>,
    /// How many the filters leave.
    pub total: u64,
    /// From 1.
    pub page: u64,
    pub pages: u64,
    pub filter: Filter,
    /// The reader's own schools.
    pub schools: Vec<Choice>,
    /// Steps of the way of working.
    pub steps: Vec<Choice>,
    pub can_register: bool,
    pub years: Years,
    /// The reader sees pupils by consent only; the empty state says so.
    pub by_consent: bool,
}

/// What the address says: search, filters, order. Texts as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    pub text: String,
    /// Id of a school; empty for all.
    pub school: String,
    /// Key of a step; empty for all.
    pub step: String,
    /// `naam`, `-naam`, `groep`, `-groep`; empty is by name.
    pub order: String,
}

/// A pupil in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub pupil: Named,
    pub school: String,
    /// "Proces 2.0"; empty without a running case.
    pub step: String,
    pub since: Option<NaiveDate>,
    pub term: Option<Chip>,
    pub consent: ConsentLine,
}

/// The form for a new pupil.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewPupil {
    pub schools: Vec<Choice>,
    pub years: Years,
    /// Pupils who may be the same child.
    pub alike: Vec<Alike>,
}

/// A pupil of the same school with nearly the same name or the same birth date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    pub pupil: Named,
    /// "zelfde naam", "zelfde geboortedatum en achternaam"
    pub why: String,
}

/// The file of one pupil, as far as this reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    pub pupil: Named,
    pub years: Years,
    pub school: String,
    pub age: i32,
    pub unenrolled_on: Option<NaiveDate>,
    /// Word of this way of working for a case: "casus".
    pub case_word: String,
    pub running: Option<Running>,
    /// Steps in which a case can start, when the reader may start one.
    pub entries: Vec<Entry>,
    /// A closed case that can be opened again.
    pub reopen: Option<Reopen>,
    pub register: Register,
    pub meetings: Vec<Discussed>,
    pub actions: Vec<Deed>,
    pub absences: Vec<Absence>,
    pub days: Vec<Day<Happening>>,
    /// The reader sees this because of a consent, and therefore part of it.
    pub by_consent: bool,
}

/// A running case: whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub version: i32,
    pub step: String,
    pub title: String,
    pub since: NaiveDate,
    /// 1 the first time.
    pub round: u32,
    /// "ib'er/kc'er"
    pub regie: String,
    pub is_mine: bool,
    /// Name of the casusregisseur.
    pub lead: String,
    pub term: Option<Chip>,
    /// "6-wekelijkse gesprekscyclus"
    pub term_label: String,
    /// What happens in this step, in the source's words.
    pub guidance: Vec<String>,
    /// The whole way with the present step.
    pub steps: Vec<StepOnTheWay>,
    pub facts: Vec<FactLine>,
    pub ways: Vec<Way>,
    pub can_move: bool,
    /// The last move, when it can still be undone: "Proces 1 → Proces 2.0".
    pub undo: Option<String>,
}

/// A step in the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepOnTheWay {
    pub label: String,
    pub title: String,
    pub is_open: bool,
    /// How often it was entered.
    pub rounds: u32,
}

/// Something on which a way out waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    pub key: String,
    pub label: String,
    pub is_known: bool,
    pub is_mine: bool,
}

/// A way out of the present step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// `overgang:sleutel` or `afsluiten:sleutel`.
    pub value: String,
    pub label: String,
    pub consequence: String,
    pub reason_required: bool,
    pub closes: bool,
    /// Why not yet, and who can help.
    pub blocked: Option<String>,
}

/// A step in which a case can start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub key: String,
    pub label: String,
    pub title: String,
}

/// A closed case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopen {
    pub version: i32,
    pub closed_on: NaiveDate,
    /// "hulpvraag beantwoord"
    pub how: String,
    pub can: bool,
}

/// The consent register of one pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Who must agree at this age.
    pub rule: String,
    pub purposes: Vec<Purpose>,
    pub can_record: bool,
}

/// One purpose with every statement about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    pub key: String,
    pub label: String,
    pub state: ConsentLine,
    pub statements: Vec<Statement>,
}

/// One statement, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub id: ConsentId,
    pub version: i32,
    pub given_by: String,
    pub given_on: NaiveDate,
    pub valid_until: NaiveDate,
    pub parties: Vec<String>,
    /// "op papier", with the note.
    pub evidence: String,
    pub recorded: String,
    /// "ingetrokken op 12-03-2026 door ouder 2, telefonisch"
    pub withdrawn: Option<String>,
    pub holds: bool,
}

/// The form in which an answer of parents or pupil is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskConsent {
    pub pupil: Named,
    pub school: String,
    pub age: i32,
    pub rule: String,
    pub purposes: Vec<AskedPurpose>,
    pub givers: Vec<Choice>,
    pub parties: Vec<Party>,
    /// Today, as it is typed.
    pub today: String,
    /// Last day of the school year, as it is typed.
    pub until: String,
}

/// A purpose in words for parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPurpose {
    pub key: String,
    pub label: String,
    pub explanation: String,
}

/// An outside organisation at the table of this school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub value: String,
    pub name: String,
    /// "schoolcoach: Sanne Kok"
    pub people: String,
}

/// What a withdrawal does, before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    pub pupil: Named,
    pub school: String,
    pub purpose: String,
    pub statement: Statement,
    /// Other statements that name the same parties and close with it.
    pub also: Vec<Statement>,
}

/// A meeting in which the pupil was or will be discussed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discussed {
    /// "ZAT"
    pub kind: String,
    pub on: NaiveDate,
    /// "Verslag gedeeld"
    pub stage: String,
    pub question: String,
    pub decision: String,
    pub href: String,
}

/// An action from a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    pub what: String,
    pub owner: String,
    pub term: Chip,
    pub done_on: Option<NaiveDate>,
}

/// An absence and what its facts come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub authorised: bool,
    /// "Thuiszitter", "wordt thuiszitter op 05-10-2026"; empty when there is no category.
    pub finding: String,
    pub definition: String,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// "14:32"
    pub time: String,
    /// "Ineke Bakker, ib'er"
    pub who: String,
    pub what: String,
    pub detail: Option<String>,
    pub kind: HappeningKind,
}

/// For the symbol beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HappeningKind {
    Step,
    Fact,
    Lead,
    Closed,
    Undone,
    Consent,
    Withdrawn,
    Meeting,
}
