//! The agenda of one meeting. A named item and an anonymous one are two types: the second has no place for a name.
use super::{Happening, Head, Move, Seat};
use crate::{
    id::{AnonymousItemId, ItemId, MembershipId},
    page::{Choice, ConsentLine, Day},
    policy::Refusal,
    pupil::{Heading, Named},
};
use serde::{Deserialize, Serialize};

/// The agenda as one reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    pub head: Head,
    pub blocks: Vec<Block>,
    pub anonymous: Vec<AnonymousItem>,
    /// Minutes of all items together, the same for every reader.
    pub minutes: i32,
    /// Items that are not opened for the reader.
    pub hidden: usize,
    /// Why they are not.
    pub hidden_by: Refusal,
    /// What the analysis and the running cases bring; only for those who prepare.
    pub suggestions: Vec<Suggestion>,
    pub moves: Vec<Move>,
    /// The reader orders, times, edits and removes.
    pub may_draft: bool,
    /// What the reader may do to add; none when additions are closed.
    pub adding: Option<Adding>,
    /// Whether this reader can open the minutes.
    pub minutes_are: MinutesAre,
    pub table: Vec<Seat>,
    /// Roles at the table of people without an account: "ouders/ verzorgers".
    pub without_account: Vec<String>,
    pub removed: Vec<Removed>,
    pub history: Vec<Day<Happening>>,
    /// What changed since the version on which the reader worked.
    pub news: Vec<Happening>,
}

impl Agenda {
    /// Items the reader may see.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.items.len()).sum::<usize>() + self.anonymous.len()
    }

    /// How groups and classes stand in its tables, in all of them the same.
    pub fn heading(&self) -> Heading {
        let items = self.blocks.iter().flat_map(|block| &block.items).map(|item| &item.pupil);
        Heading::over(items.chain(self.suggestions.iter().map(|one| &one.pupil)).map(|pupil| pupil.group.years))
    }
}

/// Whether the minutes can be opened, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MinutesAre {
    NotYet,
    BeingWritten,
    Shared,
}

/// Onder-, midden- or bovenbouw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub label: String,
    pub caption: String,
    pub items: Vec<Item>,
}

/// A pupil on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub version: i32,
    /// Place on the agenda, from 1; items that are closed to the reader keep theirs.
    pub number: usize,
    pub pupil: Named,
    /// At a table of more schools than one; otherwise empty.
    pub school: String,
    pub question: String,
    pub reason: String,
    /// "uit de analyse", "ingebracht door Sanne Kok, schoolcoach"
    pub origin: String,
    pub minutes: i32,
    pub consent: ConsentLine,
    pub guests: Vec<Seat>,
    pub invitable: Vec<Invitable>,
    pub can_move_up: bool,
    pub can_move_down: bool,
}

/// An item without any identifying field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnonymousItem {
    pub id: AnonymousItemId,
    pub version: i32,
    pub number: usize,
    pub question: String,
    pub minutes: i32,
    pub can_move_up: bool,
    pub can_move_down: bool,
}

/// An item that was taken off and can be put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Id of a named or an anonymous item.
    pub id: String,
    pub label: String,
}

/// Somebody who can be invited to one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitable {
    pub id: MembershipId,
    pub label: String,
    /// Why not yet.
    pub blocked: Option<String>,
}

/// A pupil who could be on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub pupil: Named,
    /// At a table of more schools than one; otherwise empty.
    pub school: String,
    pub question: String,
    /// "ZAT: ja in de analyse van 01-09-2026", "2 open acties uit ZAT van 12-06-2026"
    pub why: String,
    pub consent: ConsentLine,
    /// Consent is in force: by name. Otherwise only anonymous.
    pub by_name: bool,
}

/// What the reader may add, and what that asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adding {
    /// The agenda is definitive: the reason why it cannot wait is asked.
    pub reason_required: bool,
    /// The reader prepares the agenda; others add from their own caseload.
    pub is_preparer: bool,
}

/// The page on which somebody adds to an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    pub head: Head,
    pub adding: Adding,
    /// Pupils who can be added by name.
    pub pupils: Vec<Choice>,
}
