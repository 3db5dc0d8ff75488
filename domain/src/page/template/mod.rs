//! The ways of working of a tenant: what was published, what is being written, and what is different between two of them.

mod faults;
mod overview;
mod roles;
mod words;

#[cfg(test)]
mod tests;

pub use faults::FaultLine;
pub use overview::{
    FormLine, MeetingLine, MoveLine, Overview, PhaseLine, PurposeLine, RoleLine, SectionLine, StepLine,
};

use super::Choice;
use crate::{
    edit::{self, schema},
    id::DraftId,
    text::listed,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything that was published, newest first, and every draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Templates {
    pub versions: Vec<VersionLine>,
    pub drafts: Vec<DraftLine>,
    /// What the last version builds on has changed since.
    pub renewed: Option<Renewed>,
}

/// A version builds on a way of working that comes with Rondom, and that one is newer now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    pub number: u32,
    /// Of what it builds on.
    pub title: String,
}

/// What is new in what a version builds on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Renewal {
    pub number: u32,
    /// The number of the last version; a draft should begin with that one.
    pub last: u32,
    pub title: String,
    pub changes: Vec<Differences>,
    /// Where the tenant changed the same thing otherwise.
    pub both: Vec<BothChanged>,
    /// Why no draft can be added, if so.
    pub full: Option<String>,
}

/// One thing that the tenant and what it builds on both changed, each otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BothChanged {
    /// What it is about: "Regie".
    pub words: String,
    /// What the tenant says; this stays. Empty when it was taken away.
    pub ours: String,
    /// What it builds on says now.
    pub renewed: String,
}

/// A published version in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub number: u32,
    pub title: String,
    /// The areas for which it was published; none is the whole tenant.
    pub areas: Vec<String>,
    /// The first day on which new work starts with it.
    pub from: NaiveDate,
    /// Why it was made.
    pub note: String,
    /// Who published it; empty when nobody in particular did.
    pub by: String,
    pub standing: Standing,
    /// Cases that keep to it and are not closed.
    pub running: u64,
}

/// Whether new work starts with a version today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    InForce,
    Later,
    Earlier,
}

impl Standing {
    /// The word in the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::InForce => "geldt nu",
            Self::Later => "gaat nog in",
            Self::Earlier => "eerder",
        }
    }
}

impl VersionLine {
    /// "geldt nu", "geldt nu in Veendam/Pekela"
    pub fn standing(&self) -> String {
        let areas: Vec<&str> = self.areas.iter().map(String::as_str).collect();
        let label = self.standing.label();
        if areas.is_empty() { label.to_owned() } else { format!("{label} in {}", listed(&areas)) }
    }
}

/// A draft in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    pub id: DraftId,
    pub name: String,
    /// "versie 3", "meegeleverd: …", "leeg", "een bestand"
    pub started_from: String,
    /// "Fenna Bos, 07-09-2026 om 09:00"
    pub changed: String,
    pub faults: usize,
}

/// What a draft can start from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewDraft {
    /// Every choice but a file, the one in force first.
    pub starts: Vec<Choice>,
    /// Why no draft can be added, if so.
    pub full: Option<String>,
}

/// What is said above every page about one draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftHead {
    pub id: DraftId,
    pub name: String,
    pub version: i32,
    pub started_from: String,
    pub changed: String,
}

/// A draft to read: what is wrong with it, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPage {
    pub head: DraftHead,
    /// The file.
    pub text: String,
    pub faults: Vec<FaultLine>,
    /// Nothing while it cannot be read, or is too much to walk through.
    pub overview: Option<Overview>,
}

/// A published version to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionPage {
    pub line: VersionLine,
    /// "07-09-2026"
    pub published: String,
    /// The title of the way of working, come with Rondom, that it was made of.
    pub builds_on: Option<String>,
    pub overview: Overview,
}

/// Before a draft becomes a version: what that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publishing {
    pub head: DraftHead,
    /// The number that it would get.
    pub number: u32,
    /// Number and title of the version in force today.
    pub in_force: Option<(u32, String)>,
    /// The older version that the draft began with: what came since then is taken back by it.
    pub overtaken: Option<u32>,
    pub differences: Vec<Differences>,
    /// Cases that run, on whatever version.
    pub running: u64,
    pub faults: Vec<FaultLine>,
    /// The areas of the tenant, and for which of them the version is that the draft began with.
    pub areas: Vec<Choice>,
    pub chosen: Vec<String>,
    pub today: NaiveDate,
}

/// What is different in one kind of part: "Stappen".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    pub title: String,
    /// Whole sentences.
    pub words: Vec<String>,
}

impl Differences {
    /// What is different, kind by kind, in the order of the file.
    pub fn of(changes: Vec<edit::Change>) -> Vec<Self> {
        let mut all: Vec<Self> = vec![];
        for change in changes {
            let list = change.place.split('.').next().unwrap_or_default();
            let title = schema::kind(list).map_or("Over de werkwijze", |kind| kind.many);
            match all.iter_mut().find(|part| part.title == title) {
                Some(part) => part.words.push(change.words),
                None => all.push(Self { title: title.to_owned(), words: vec![change.words] }),
            }
        }
        all
    }
}

/// Two ways of working beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// Every version and draft, by the name that an address gives it.
    pub choices: Vec<Choice>,
    pub from: String,
    pub to: String,
    /// "versie 3"
    pub from_label: String,
    pub to_label: String,
    pub differences: Vec<Differences>,
}
