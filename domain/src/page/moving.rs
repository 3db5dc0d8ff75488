//! Running cases that go to another version of the way of working: which versions there are, what moving does per step,
//! and what became of each case. Whoever moves them sees where cases are and never whose they are: no name, no date of
//! birth, no group; what was recorded about a child is told as a number of cases per step.
use super::Choice;
use crate::{
    engine::moving::Line,
    id::{AreaId, MoveId, MovingId, TemplateId},
    term::Chip,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The start: the versions with their running cases, and what was moved before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Movings {
    pub versions: Vec<Version>,
    /// Newest first.
    pub earlier: Vec<Earlier>,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub id: TemplateId,
    /// "versie 3"
    pub label: String,
    /// Of the way of working: "Handelingsgericht werken".
    pub title: String,
    /// "geldt sinds 01-08-2026"
    pub standing: String,
    /// How many cases run under it.
    pub running: u64,
    /// It is in force or will be: cases can go there.
    pub is_target: bool,
    /// Only schools in these areas can; none is every school.
    pub areas: Vec<AreaId>,
}

/// Cases that were moved together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub id: MovingId,
    /// "07-09-2026 om 09:00"
    pub at: String,
    pub by: String,
    /// "versie 3", "versie 4"
    pub from: String,
    pub to: String,
    pub from_id: TemplateId,
    pub to_id: TemplateId,
    pub counts: Counts,
    /// The last day on which they can go back, while that has not passed.
    pub back_until: Option<NaiveDate>,
}

/// What became of cases that were moved together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Not yet done.
    pub waiting: u64,
    pub moved: u64,
    pub skipped: u64,
    /// Of the moved ones, those that went back.
    pub back: u64,
}

/// What becomes of one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outcome {
    Waiting,
    Moved,
    Skipped,
}

impl Outcome {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Moved, Self::Skipped];

    /// The stored name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Moved => "moved",
            Self::Skipped => "skipped",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }
}

/// What moving from one version to another does, before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub from: Version,
    pub to: Version,
    /// Steps in which cases are and that the new version does not know.
    pub gone: Vec<Gone>,
    /// The steps of the new version.
    pub steps: Vec<Choice>,
    /// When this was so, for the form: a case that changed later is not moved.
    pub seen: String,
    /// What was chosen for every step without a choice of its own; empty when nothing was.
    pub otherwise: String,
    pub groups: Vec<Group>,
}

impl Before {
    /// How many cases run under the old version.
    pub fn total(&self) -> usize {
        self.groups.iter().map(|group| group.cases.len()).sum()
    }

    /// How many of them can go now.
    pub fn ready(&self) -> usize {
        self.groups.iter().map(Group::ready).sum()
    }
}

/// A step that the new version does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub key: String,
    pub label: String,
    /// How many cases are in it.
    pub cases: usize,
    /// Key of the step that was chosen; empty when none was.
    pub chosen: String,
}

/// Cases that are in the same step, or side by side in the same steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Keys of the steps, for an id on the page.
    pub key: String,
    /// "12 casussen in 'Toets'"
    pub title: String,
    /// What is different, and for how many.
    pub lines: Vec<Told>,
    pub cases: Vec<CaseLine>,
}

impl Group {
    pub fn ready(&self) -> usize {
        self.cases.iter().filter(|case| case.why_not.is_empty()).count()
    }
}

/// A sentence and the number of cases of which it is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub line: Line,
    pub cases: usize,
    /// Of which, where that may be said.
    pub numbers: Vec<String>,
}

/// One case, by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// Id and version of the case, as the form sends them.
    pub value: String,
    /// "4F2A-9C1B"
    pub number: String,
    pub school: String,
    /// "secretaris van de commissie"
    pub regie: String,
    pub since: NaiveDate,
    pub term: Option<Chip>,
    /// "staat stil", "vervalt", "begint: tot 15-10-2026"; empty when it stays as it is.
    pub term_after: String,
    /// Why it cannot go now; empty when it can.
    pub why_not: Vec<String>,
}

/// What became of cases that were moved together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    pub moving: Earlier,
    pub cases: Vec<CaseAfter>,
}

impl After {
    /// How many can go back now.
    pub fn can_go_back(&self) -> usize {
        self.cases.iter().filter(|case| case.can_go_back).count()
    }
}

/// What became of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAfter {
    pub id: MoveId,
    pub number: String,
    pub school: String,
    pub outcome: Outcome,
    /// "overgezet", "teruggezet op 09-09-2026 door Fenna Bos", or why it was skipped.
    pub text: String,
    pub can_go_back: bool,
    /// Why it cannot go back; empty when it can, or was never moved.
    pub why_not: String,
}
