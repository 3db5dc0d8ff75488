//! The minutes of one meeting.
use super::{Action, Head, Move, Seat};
use crate::{
    id::MembershipId,
    page::{Choice, ConsentLine},
    policy::Refusal,
    pupil::Named,
};
use serde::{Deserialize, Serialize};

/// The minutes as one reader may see them: a list and the item that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub head: Head,
    pub entries: Vec<Entry>,
    pub open: Option<OpenItem>,
    /// Minutes of all items together, the same for every reader.
    pub minutes: i32,
    pub hidden: usize,
    pub hidden_by: Refusal,
    pub table: Vec<Seat>,
    /// The reader writes: attendance, minutes, actions.
    pub may_write: bool,
    /// Minutes are shared: a change is a correction.
    pub is_correction: bool,
    pub moves: Vec<Move>,
    /// What goes to whom; before it is shared.
    pub recipients: Vec<Recipient>,
    /// Every item in full, for reading and printing.
    pub all: Vec<OpenItem>,
    pub guidance: Vec<String>,
}

/// An item in the list at the left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Id of a named or an anonymous item.
    pub id: String,
    /// Place on the agenda, from 1; items that are closed to the reader keep theirs.
    pub number: usize,
    /// The pupil's name, or "Anoniem agendapunt".
    pub label: String,
    pub minutes: i32,
    /// Something was written down.
    pub is_minuted: bool,
    pub is_open: bool,
}

/// Whom an item is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// `school` is empty at the table of one school.
    Pupil {
        pupil: Named,
        school: String,
        consent: ConsentLine,
    },
    Nobody,
}

/// The item that is being discussed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    pub id: String,
    pub version: i32,
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub about: About,
    pub question: String,
    pub reason: String,
    pub origin: String,
    pub minutes: i32,
    pub discussed: String,
    pub decision: String,
    pub lead: Option<MembershipId>,
    pub lead_name: String,
    pub leads: Vec<Choice>,
    pub guests: Vec<String>,
    pub actions: Vec<Action>,
    pub owners: Vec<Choice>,
    /// A day on which an action could be done, as one types it: "21-9-2026".
    pub due_example: String,
    /// Who sits at the table but may not know of this child.
    pub barred: Vec<String>,
    pub process: Option<Process>,
    pub corrections: Vec<Correction>,
}

/// Where the pupil's case is, and where it can go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// "Proces 1 Basisondersteuning – HGW in de groep"
    pub step: String,
    pub next: Vec<NextStep>,
    /// The step that this meeting already took.
    pub taken: String,
}

/// A transition of the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub key: String,
    pub label: String,
    pub consequence: String,
    pub reason_required: bool,
    pub blocked: Option<String>,
}

/// What was shared and then changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub what: String,
    pub before: String,
    pub after: String,
    /// "Ineke Bakker, ib'er/kc'er, 16-09-2026 14:32"
    pub who: String,
}

/// What one person gets when the minutes are shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    pub person: Seat,
    pub items: Vec<String>,
    pub anonymous: usize,
    pub hidden: usize,
}
