//! The list of pupils that a reader may see, and the file of one pupil.
use super::{Choice, ConsentLine, Day, School, running::Running, sheet::SheetLine};
use crate::{
    id::ConsentId,
    pupil::{Heading, Named},
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
    pub schools: Vec<School>,
    /// Steps of the way of working.
    pub steps: Vec<Choice>,
    pub can_register: bool,
    /// The reader sees pupils by consent only; the empty state says so.
    pub by_consent: bool,
}

impl Pupils {
    /// How their groups and classes stand in the list: by the reader's schools, on every page of it the same.
    pub fn heading(&self) -> Heading {
        Heading::over(self.schools.iter().map(|school| school.years))
    }
}

/// What the address says: search, filters, order. Texts as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    pub text: String,
    /// Id of a school; empty for all.
    pub school: String,
    /// Key of a step; empty for all.
    pub step: String,
    /// "groep-5", "klas-2"; empty for all.
    pub group: String,
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
    pub schools: Vec<School>,
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
    pub school: String,
    pub age: i32,
    pub unenrolled_on: Option<NaiveDate>,
    /// Word of this way of working for a case: "casus".
    pub case_word: String,
    pub running: Option<Running>,
    /// Forms about the case: to fill in now, or filled in before.
    pub sheets: Vec<SheetLine>,
    /// Goals of the plans about the case, with how they were evaluated.
    pub goals: Vec<Goals>,
    /// What was decided, in every round, the last first.
    pub decisions: Vec<Decided>,
    /// Titles of the letters that can be sent now, for whoever may send them.
    pub letters: Vec<String>,
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

/// The goals in one part of a form about the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goals {
    /// "OPP deel 2: fase", "Plan van aanpak: doel (ronde 2)"
    pub title: String,
    /// The form in which they stand.
    pub href: String,
    /// Of each goal what was filled in: the question and the answer.
    pub goals: Vec<Vec<(String, String)>>,
}

/// A stage of a decision, as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// "Voorgenomen besluit"
    pub what: String,
    pub outcome: String,
    /// The grounds, in words.
    pub grounds: Vec<String>,
    pub reason: String,
    /// "Stap 3", with the round from the second on.
    pub step: String,
    pub on: NaiveDate,
    pub who: String,
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
    /// Who must agree at this age; empty where that differs per purpose.
    pub rule: String,
    pub purposes: Vec<Purpose>,
    pub can_record: bool,
}

/// One purpose with every statement about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    pub key: String,
    pub label: String,
    /// Who must agree at this age, where that differs per purpose.
    pub rule: String,
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
    /// "ingetrokken op 12-03-2026 om 14:32 door ouder 2, telefonisch"
    pub withdrawn: Option<String>,
    pub holds: bool,
    /// It is an objection: a no, until it is taken back.
    pub is_objection: bool,
}

/// The form in which an objection is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskObjection {
    pub pupil: Named,
    pub school: String,
    /// Purposes by key, each with what stands about it today: "Bespreken in het ZAT".
    pub purposes: Vec<Choice>,
    pub givers: Vec<Choice>,
    /// Today, as it is typed.
    pub today: String,
    /// Which register the form was made beside.
    pub seen: i32,
}

/// The form in which an answer of parents or pupil is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskConsent {
    pub pupil: Named,
    pub school: String,
    pub age: i32,
    /// Who must agree at this age; empty where that differs per purpose.
    pub rule: String,
    pub purposes: Vec<AskedPurpose>,
    pub givers: Vec<Choice>,
    pub parties: Vec<Party>,
    /// Whose objection stands, against what and since when.
    pub objections: Vec<String>,
    /// Today, as it is typed.
    pub today: String,
    /// Last day of the school year, as it is typed.
    pub until: String,
    /// Which register the form was made beside.
    pub seen: i32,
}

/// A purpose in words for parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPurpose {
    pub key: String,
    pub label: String,
    pub explanation: String,
    /// Who must agree at this age, where that differs per purpose.
    pub rule: String,
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
    Sheet,
    Lead,
    Closed,
    Undone,
    /// The case goes on under another version of the way of working.
    Version,
    Consent,
    Withdrawn,
    Meeting,
}
