//! A scenario plays one case under a template: who does what on which day, what should come of it, and what should be
//! refused. It is how a template is tested without a browser; the command line, the tests and the editor share it.
//!
//! ```toml
//! format = 1
//! template = "haarlemmermeer_po"
//! title = "Rechtstreeks in het BAO"
//!
//! [[lines]]
//! on = "2026-09-16"
//! as = "ib"
//! do = { open = "proces_0" }
//! then = { open = ["proces_0"], due = { proces_0 = "2026-10-28" } }
//! ```

mod act;
mod papers;
mod play;
mod rehearsal;
mod sheets;
mod shipped;
mod words;

#[cfg(test)]
mod coverage_tests;
#[cfg(test)]
mod rehearsal_tests;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use act::{Act, Given};
pub use papers::Paper;
pub use play::{Miss, Played, play};
pub use rehearsal::{Offer, Offered, Rehearsal, Standing};
pub use shipped::shipped;

use crate::{
    calendar::Region,
    template::{Key, ReadError, read},
};

/// The most lines a scenario may have.
pub const MOST_LINES: usize = 1000;

/// One case from its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Version of the language, as in a template.
    pub format: u32,
    /// The key of the template that it plays.
    pub template: Key,
    pub title: String,
    /// Whose school holidays count.
    #[serde(default = "midden")]
    pub region: Region,
    pub lines: Vec<Line>,
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The day; that of the line before when it is not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// The role of the person who does it; that of the line before when it is not named.
    #[serde(default, rename = "as", skip_serializing_if = "Option::is_none")]
    pub role: Option<Key>,
    #[serde(rename = "do")]
    pub act: Act,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How the case stands afterwards.
    #[serde(default, skip_serializing_if = "Expected::is_empty")]
    pub then: Expected,
    /// It is refused, and the refusal contains these words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// How a case should stand; what is not named is not looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Every open step, in any order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Vec<Key>>,
    /// Who has regie in a step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub regie: BTreeMap<Key, Key>,
    /// The last day of a step's term.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub due: BTreeMap<Key, NaiveDate>,
    /// How often a step was entered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rounds: BTreeMap<Key, u32>,
    /// The letters that can be sent, in the order of the template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<Vec<Key>>,
    /// The closing with which the case ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Key>,
}

impl Expected {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Scenario {
    /// Reads a scenario file; a refusal names the line and what to do about it.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        let scenario: Self = read(text)?;
        if scenario.lines.len() > MOST_LINES {
            let message = format!("een scenario heeft hoogstens {MOST_LINES} regels. Maak er twee scenario's van.");
            return Err(ReadError::Wrong { line: 1, message });
        }
        Ok(scenario)
    }
}

const fn midden() -> Region {
    Region::Midden
}
