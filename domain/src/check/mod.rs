//! The checker: what must be so before a template can be published. Each fault names its rule, its place in the file,
//! and in Dutch what is wrong and what to do. Nothing unpublished drives a case, so every running template is clean.

mod asked;
mod flow;
mod forms;
mod guards;
mod meetings;
mod names;
mod parts;
mod people;
mod satisfy;
mod signatures;
mod sizes;
mod sources;
mod space;
mod tracks;
mod uses;
mod words;

#[cfg(test)]
mod aanvraag_tests;
#[cfg(test)]
mod space_tests;
#[cfg(test)]
mod tests;

pub(crate) use space::{can_end, is_outside};
pub use words::counted;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::template::{Bases, Body, Draft, Published, ReadError, Template};

/// Something that is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub rule: Rule,
    /// "steps.proces_2_1.regie"
    pub place: String,
    /// One or two sentences: what is wrong, what to do.
    pub message: String,
    /// The shortest way there, move by move; empty when the place says it all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        if self.path.is_empty() { Ok(()) } else { write!(f, " Zo komt het: {}.", self.path.join("; ")) }
    }
}

/// The rule that a fault breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The file cannot be read.
    Unreadable,
    /// Too many of something, or too deeply nested.
    TooMuch,
    /// A text that people read is empty or too long.
    Text,
    /// Two things have one name.
    Duplicate,
    /// A name that is used is not given anywhere.
    Unknown,
    /// A name that is given is not used anywhere.
    Unused,
    /// No case can start.
    NoEntry,
    /// A step that no case can reach.
    Unreachable,
    /// A step from which no case can end.
    DeadEnd,
    /// A join at which a track waits for ever.
    Join,
    /// Two moves that can happen by themselves at the same moment.
    Fight,
    /// Moves that go round by themselves without end.
    Endless,
    /// A step, transition, closing or fact that nobody can move, or a regie that nobody can have.
    Nobody,
    /// A term of zero or of far too long.
    Term,
    /// A pipeline with stages missing, double or out of order.
    Stages,
    /// A condition that asks what cannot be.
    Guard,
    /// Tracks, joins or automatic moves that say nothing that can happen.
    Track,
    /// A decision that leaves nothing to decide.
    Decision,
    /// Months that do not exist, or no rhythm at all.
    Cadence,
    /// A meeting on pupils without a consent that parents can give.
    Consent,
    /// A choice without options, a condition that cannot be met, a shared field with two meanings.
    Field,
    /// A section whose rows come from nowhere or twice.
    Section,
    /// Not a fault of its own: how many more there are than are kept.
    More,
}

/// The most faults that are kept of one template; of the rest it is said how many there are.
pub const MOST_FAULTS: usize = 100;

/// The longest sentence of a fault, and the longest word of its path, in characters.
const LONGEST_MESSAGE: usize = 700;
const LONGEST_WORD: usize = 120;

/// The most moves of a path that are kept.
const LONGEST_PATH: usize = 40;

/// The faults of a template, in the order of the file; none when it is clean.
pub fn check(template: &Body) -> Vec<Fault> {
    let mut faults = Faults::default();
    sizes::check(template, &mut faults);
    if !faults.kept.is_empty() {
        return faults.all();
    }
    names::check(template, &mut faults);
    guards::check(template, &mut faults);
    flow::check(template, &mut faults);
    people::check(template, &mut faults);
    tracks::check(template, &mut faults);
    meetings::check(template, &mut faults);
    forms::check(template, &mut faults);
    parts::check(template, &mut faults);
    // Situations are made of names that are known and given once.
    if !faults.misnamed {
        space::check(template, &mut faults);
    }
    faults.all()
}

/// Reads a template file and checks it: the draft when it is clean, else every fault. What a command line and an editor ask.
/// `bases` finds what it builds on.
pub fn check_text(text: &str, bases: Bases<'_>) -> Result<Template<Draft>, Vec<Fault>> {
    let draft = Template::parse_on(text, bases).map_err(|error| vec![Fault::of(&error)])?;
    let faults = check(&draft);
    if faults.is_empty() { Ok(draft) } else { Err(faults) }
}

impl Fault {
    /// A file that cannot be read, as a fault of its line.
    pub fn of(error: &ReadError) -> Self {
        let (place, message) = match error {
            ReadError::Wrong { line, message } => (format!("regel {line}"), message.clone()),
            ReadError::Base(message) => ("meta.base".to_owned(), message.clone()),
            ReadError::TooLarge(_) | ReadError::OtherFormat(_) | ReadError::TooMany { .. } => {
                ("bestand".to_owned(), error.to_string())
            }
        };
        Self { rule: Rule::Unreadable, place, message, path: Vec::new() }
    }
}

impl Template<Draft> {
    /// Checks the draft and makes it a published version with this number; the faults when it is not clean.
    pub fn publish(self, number: u32) -> Result<Template<Published>, Vec<Fault>> {
        let faults = check(&self);
        if faults.is_empty() { Ok(self.into_published(number)) } else { Err(faults) }
    }
}

/// A text of at most so many characters.
fn short(text: String, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text;
    }
    text.chars().take(longest).chain(['…']).collect()
}

#[derive(Default)]
struct Faults {
    kept: Vec<Fault>,
    more: usize,
    /// Some name is given twice or not at all.
    misnamed: bool,
}

impl Faults {
    fn add(&mut self, rule: Rule, place: impl Into<String>, message: impl Into<String>) {
        self.along(rule, place, message, Vec::new());
    }

    fn along(&mut self, rule: Rule, place: impl Into<String>, message: impl Into<String>, path: Vec<String>) {
        self.misnamed |= matches!(rule, Rule::Unknown | Rule::Duplicate);
        if self.kept.len() == MOST_FAULTS {
            self.more += 1;
            return;
        }
        let mut path: Vec<String> = path.into_iter().map(|word| short(word, LONGEST_WORD)).collect();
        if path.len() > LONGEST_PATH {
            let skipped = path.len() - LONGEST_PATH;
            path.splice(LONGEST_PATH / 2..LONGEST_PATH / 2 + skipped, [format!("(en zo nog {skipped} keer verder)")]);
        }
        let message = short(message.into(), LONGEST_MESSAGE);
        self.kept.push(Fault { rule, place: place.into(), message, path });
    }

    /// What was found, and how much more there is.
    fn all(mut self) -> Vec<Fault> {
        if self.more > 0 {
            let message = format!("er zijn nog {} fouten. Los eerst deze op.", self.more);
            self.kept.push(Fault { rule: Rule::More, place: "bestand".to_owned(), message, path: Vec::new() });
        }
        self.kept
    }

    fn unless(&mut self, fine: bool, rule: Rule, place: impl Into<String>, message: impl Into<String>) {
        if !fine {
            self.add(rule, place, message);
        }
    }
}
