//! What stands on the beamer.
use super::Action;
use crate::id::MeetingId;
use serde::{Deserialize, Serialize};

/// What stands on the beamer: one item and nothing of any other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beamer {
    pub meeting: MeetingId,
    /// "ZAT De Esdoorn"
    pub title: String,
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub item: Option<OnScreen>,
}

/// The current item in large type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnScreen {
    pub id: String,
    /// The pupil's name and group; nothing for an anonymous item.
    pub pupil: Option<(String, String)>,
    pub question: String,
    pub minutes: i32,
    pub discussed: String,
    pub decision: String,
    pub lead: String,
    pub actions: Vec<Action>,
    pub guidance: Vec<String>,
    /// Who sits at a table of more schools and may not know of this child.
    pub barred: Vec<String>,
}
