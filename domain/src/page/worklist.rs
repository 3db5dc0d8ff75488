//! "Mijn werk": what waits for me, until when, and why. The home page of everybody.
use crate::term::Chip;
use serde::{Deserialize, Serialize};

/// Everything that waits for one person in one tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worklist {
    pub name: String,
    /// "maandag 7 september 2026"
    pub today: String,
    /// "ib'er, De Esdoorn"
    pub functions: Vec<String>,
    pub groups: Vec<Group>,
    /// Meetings of the coming weeks in which the person sits.
    pub meetings: Vec<Upcoming>,
    /// What comes next when nothing waits: one sentence per function.
    pub quiet: Vec<String>,
}

impl Worklist {
    /// How much waits.
    pub fn count(&self) -> u64 {
        self.groups.iter().map(|group| group.items.len() as u64 + group.more).sum()
    }
}

/// "Er wacht 1 ding op u.": the same words here and at the front door.
pub fn in_words(count: u64) -> String {
    match count {
        0 => "Er wacht niets op u.".to_owned(),
        1 => "Er wacht 1 ding op u.".to_owned(),
        many => format!("Er wachten {many} dingen op u."),
    }
}

/// Things of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub title: String,
    pub items: Vec<Item>,
    /// How many more there are than the list shows.
    pub more: u64,
}

impl Group {
    /// All of it.
    pub fn new(title: &str, items: Vec<Item>) -> Self {
        Self { title: title.to_owned(), items, more: 0 }
    }

    /// The first `most` of them, and how many more there are.
    #[must_use]
    pub fn at_most(mut self, most: usize) -> Self {
        self.more += self.items.len().saturating_sub(most) as u64;
        self.items.truncate(most);
        self
    }
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub what: String,
    pub why: String,
    pub href: String,
    pub due: Option<Chip>,
    /// Posts here to tick it off; empty when it is done on its page.
    pub tick: String,
}

/// A meeting to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upcoming {
    pub title: String,
    /// "dinsdag 15 september 2026, 09:00"
    pub when: String,
    /// "Concept", "Verstuurd", in the words of the template.
    pub stage: String,
    pub href: String,
}
