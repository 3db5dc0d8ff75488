//! Conditions under which a transition is open: a small, total expression. No loops, no side effects; its cost is its
//! size, and the checker bounds that. Each leaf that fails becomes a sentence in `engine::Rejection`.

use serde::{Deserialize, Serialize};

use super::Key;
use crate::{
    form::Equals,
    term::{MonthDay, Period},
};

/// How deep conditions may be nested.
pub const DEEPEST: usize = 8;

/// A condition on a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Guard {
    #[default]
    Always,
    All(Vec<Guard>),
    Any(Vec<Guard>),
    Not(Box<Guard>),
    /// A consent for this purpose is valid today.
    Consent(Key),
    /// This fact is recorded on the case; one that counts per round must be recorded since the step was entered.
    Fact(Key),
    /// Somebody has casusregie.
    HasLead,
    /// The role has somebody in this case: casusregie is given, or its rule points at a role.
    Role(Key),
    /// A question of a form about this case has this answer.
    Answer {
        field: Key,
        equals: Equals,
    },
    /// A step was entered at least so many times.
    Rounds {
        step: Key,
        at_least: u32,
    },
    /// This step is open now, perhaps on another track.
    Open(Key),
    /// This step was left at least once and is not open now.
    Done(Key),
    /// The step was carried out in one of its ways since it was entered.
    Way(Key),
    /// The term of this open step has passed.
    Overdue(Key),
    /// So much time has passed since a fact was recorded; of one that counts per round, since the step was entered.
    Since {
        fact: Key,
        at_least: Period,
    },
    /// Today lies in this part of the year, both days included; it may run over New Year.
    Between {
        from: MonthDay,
        until: MonthDay,
    },
    /// This outcome is what was decided, in the last stage of the decision.
    Outcome {
        decision: Key,
        is: Key,
    },
}

impl Guard {
    pub fn is_always(&self) -> bool {
        *self == Self::Always
    }

    /// How deep the condition is nested; a leaf is 1.
    pub fn depth(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::depth).max().unwrap_or(0),
            Self::Not(part) => 1 + part.depth(),
            _ => 1,
        }
    }

    /// Whether it can change by itself when days go by.
    pub fn asks_time(&self) -> bool {
        self.leaves().iter().any(|leaf| matches!(leaf, Self::Overdue(_) | Self::Since { .. } | Self::Between { .. }))
    }

    /// Every leaf, in the order in which it is written.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Not(part) => part.leaves(),
            leaf => vec![leaf],
        }
    }
}
