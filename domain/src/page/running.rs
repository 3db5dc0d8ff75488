//! A running case: where it is, on one track or on several side by side, whose turn it is on each, and what can be done.
use crate::{pupil::Named, term::Chip};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The running case of a pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    pub version: i32,
    /// By which people speak of the case without naming the child: "4F2A-9C1B".
    pub number: String,
    /// "versie 3", of the way of working.
    pub way: String,
    /// Name of the casusregisseur.
    pub lead: String,
    /// Whether the reader may say who has casusregie.
    pub can_appoint: bool,
    /// Every open step; more than one when tracks run side by side.
    pub turns: Vec<Turn>,
    /// The whole way with the present steps.
    pub phases: Vec<PhaseOnTheWay>,
    pub facts: Vec<FactLine>,
    /// Ways in which the whole case can end.
    pub closings: Vec<Act>,
    pub can_move: bool,
    /// Who else moves it, for whom only reads: "de ib'er of de consulent".
    pub movers: String,
    /// The last move, when the reader can still undo it: "Proces 1 → Proces 2.0".
    pub undo: Option<String>,
}

/// An open step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    pub key: String,
    pub step: String,
    pub title: String,
    pub since: NaiveDate,
    /// 1 the first time.
    pub round: u32,
    /// "ib'er/kc'er"
    pub regie: String,
    /// "Ineke Bakker, ib'er"; empty where nobody is known by name.
    pub name: String,
    pub is_mine: bool,
    /// What is expected of the role, in the source's words.
    pub tasks: Vec<String>,
    pub term: Option<Chip>,
    /// "6-wekelijkse gesprekscyclus"
    pub term_label: String,
    /// That the school holidays of its end are not known yet; empty where they are.
    pub term_caveat: String,
    /// The streefdatum.
    pub target: Option<NaiveDate>,
    /// Since when the clock stands still.
    pub stopped: Option<NaiveDate>,
    /// What happened in this step: how it was carried out, decisions so far, an extension, who was called in.
    pub so_far: Vec<String>,
    /// What happens in this step, in the source's words.
    pub guidance: Vec<String>,
    pub ways: Vec<Act>,
    pub decisions: Vec<Deciding>,
    /// How it was carried out, the clock, escalating.
    pub acts: Vec<Act>,
}

/// A phase with its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseOnTheWay {
    pub label: String,
    pub steps: Vec<StepOnTheWay>,
}

impl PhaseOnTheWay {
    /// Whether the case is in it now.
    pub fn is_open(&self) -> bool {
        self.steps.iter().any(|step| step.is_open)
    }

    /// Whether the case was ever in it.
    pub fn was_entered(&self) -> bool {
        self.steps.iter().any(|step| step.rounds > 0)
    }
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

/// Who can have casusregie of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appointing {
    pub pupil: Named,
    pub school: String,
    pub version: i32,
    /// "Ineke Bakker, ib'er"; empty while nobody has it.
    pub now: String,
    pub choices: Vec<super::Choice>,
    /// Who could, if the consent of the parents named their organisation.
    pub barred: Vec<String>,
    /// What is expected of the role, in the source's words.
    pub tasks: Vec<String>,
}

/// Something on which a way out waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    pub key: String,
    pub label: String,
    pub is_known: bool,
    pub is_mine: bool,
    /// Address of the form that makes it hold.
    pub form: Option<String>,
}

/// One thing that can be done: a button with its consequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// `overgang:sleutel`, `afsluiten:sleutel`, `stilzetten:stap`.
    pub value: String,
    pub label: String,
    pub consequence: String,
    pub reason_required: bool,
    /// Why not yet, and who can help.
    pub blocked: Option<String>,
    /// Where the reader can put right what blocks it.
    pub mends: Vec<Mend>,
}

/// A place where something that blocks can be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mend {
    /// "Vul 'OPP deel 1' in"
    pub label: String,
    pub href: String,
}

/// The next stage of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deciding {
    /// `besluit:sleutel`
    pub value: String,
    /// "Voorgenomen besluit"
    pub label: String,
    pub consequence: String,
    pub outcomes: Vec<Outcome>,
    pub blocked: Option<String>,
    pub mends: Vec<Mend>,
}

/// A way in which it can be decided, with grounds of which one is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub key: String,
    pub label: String,
    /// What follows by itself: "Dit start de termijn van 4 schoolweken, tot 11-01-2027."
    pub brings: String,
    pub grounds: Vec<super::Choice>,
}
