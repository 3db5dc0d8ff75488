//! The flow of a case: phases, steps with their one regie and term, the transitions between them, the facts they wait
//! for, and the ways in which a case closes. Carries "steps with regie", "loops with a count" and "terms" of the language.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Guard, Key, Milestone, is_false};
use crate::{calendar::Calendar, term::Period};

/// A part of the process as people draw it: a lane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub key: Key,
    pub label: String,
}

/// Where a case can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub key: Key,
    /// "Proces 2.1"
    pub label: String,
    /// "Toeleiding naar TLV SBO of SO"
    pub title: String,
    pub phase: Key,
    /// The one role that must move the step.
    pub regie: Key,
    pub milestone: Milestone,
    /// A case may start here.
    #[serde(default, skip_serializing_if = "is_false")]
    pub entry: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<StepTerm>,
    /// What happens in this step, in the source's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<String>,
    /// Meeting types in which a case in this step can be discussed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Key>,
    /// Alternative executions of the step, of which one is enough: in a meeting or in writing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ways: Vec<Way>,
}

/// One way to carry a step out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    pub key: Key,
    /// "In een MDO", "Schriftelijk"
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Key>,
}

/// How long a step may take, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepTerm {
    pub length: Period,
    /// It counts from the day on which the case last came into this step (S3: three months after the plan began), and from
    /// the step's own beginning when the case never was there. Absent: the step's own beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Key>,
    /// What ends the term: "cyclisch overleg over voortgang OPP".
    pub label: String,
    /// The role that is reminded; the regie of the step when not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Key>,
    /// The streefdatum: by when it should be done; `length` gives the fatale datum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Period>,
    /// How much longer it may take, once, with a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Period>,
    /// The clock may be stopped, with a reason, while others have the word.
    #[serde(default, skip_serializing_if = "is_false")]
    pub can_stop: bool,
}

impl StepTerm {
    /// What must be said beside its end while the school holidays of that time are not known.
    pub fn caveat(&self, due: NaiveDate, calendar: &Calendar) -> Option<String> {
        calendar.caveat(due).filter(|_| self.length.is_of_school())
    }
}

/// A move from one step to the next, or back, or round again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    pub key: Key,
    pub from: Key,
    pub to: Key,
    /// Further steps that it opens: tracks that run side by side with `to`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Key>,
    /// On the button: verb and object.
    pub label: String,
    /// What it sets in motion, in one sentence below the button.
    pub consequence: String,
    #[serde(default, skip_serializing_if = "Guard::is_always")]
    pub guard: Guard,
    /// Roles that may do it; nobody when it happens by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Key>,
    /// The move needs a reason in words.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reason_required: bool,
    /// It happens by itself as soon as the guard is open.
    #[serde(default, skip_serializing_if = "is_false")]
    pub automatic: bool,
    /// What it does to the clock of a term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
}

/// What a move does to a term: a completeness gate stops the clock of the step it leaves, and the way back resumes it; a
/// prolongation adds a period to the running one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The term of `from` stands still until a move with `resume` enters it again.
    Stop,
    /// The term of `to` goes on where it stood still.
    Resume,
    /// The term of `to` begins where that of `from` ends, also when the move comes earlier: a period after a period.
    Follow,
}

impl Transition {
    /// Every step that it opens.
    pub fn targets(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.to).chain(&self.also)
    }
}

/// A way in which a case ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    pub key: Key,
    /// The steps from which it is possible.
    pub from: Vec<Key>,
    pub label: String,
    pub consequence: String,
    #[serde(default, skip_serializing_if = "Guard::is_always")]
    pub guard: Guard,
    pub by: Vec<Key>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub reason_required: bool,
}

/// Something that happened outside Rondom and on which a transition waits, recorded by a person with a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub key: Key,
    /// On the button that records it: "MDO met scenario's gehouden".
    pub label: String,
    /// What a refusal says while it is not recorded: a whole sentence.
    pub missing: String,
    /// Roles that may record it; also who can help.
    pub by: Vec<Key>,
    /// It holds by itself once this form about the case is complete; nobody records it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Key>,
    /// It must happen anew each time the step is entered.
    #[serde(default, skip_serializing_if = "is_false")]
    pub per_round: bool,
}
