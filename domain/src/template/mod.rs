//! A way of working as data: the template language. Product principle 1: no SWV's name, meeting or form occurs in Rust.
//!
//! What other crates use:
//! - [`shipped()`] gives the templates of the source documents as `(key, toml text)`; [`Template::parse`] reads a text
//!   into a `Template<Draft>`; [`Template::publish`] checks it and makes an immutable `Template<Published>` with a
//!   number; [`Template::stored`] reads the text of a published version back.
//! - A template dereferences to its [`Body`]: `template.step(..)`, `template.meeting(..)`, `template.form(..)`,
//!   `template.role(..)`, `template.roles_of(function)`, `template.function_word(..)`.
//! - [`cadence::dates`] plans a meeting's dates in a school year, [`cadence::stage_day`] when an agenda should be where,
//!   [`year::plan`] the year calendar.
//! - `engine::decide` moves a case, `engine::meeting::decide` an agenda; `form::answers::parse` reads a posted section.

mod access;
mod base;
mod body;
pub mod cadence;
mod consent;
mod decision;
mod escalation;
mod guard;
mod join;
mod key;
mod letter;
mod meeting;
mod milestone;
mod piece;
mod read;
mod role;
mod shipped;
mod step;
pub mod year;

#[cfg(test)]
mod tests;

use std::ops::Deref;

pub use access::{Access, Door};
pub use base::{Bases, HIGHEST};
pub use body::{Body, CASE, Meta};
pub use consent::{ConsentPurpose, Validity};
pub use decision::{Decision, Ground, Outcome, Stages};
pub use escalation::Escalation;
pub use guard::{DEEPEST, Guard};
pub use join::{Branch, Join, When};
pub use key::{Key, LONGEST_KEY, NotAKey};
pub use letter::{InForce, Letter};
pub use meeting::{Additions, Cadence, MeetingType, Owner, Pool, StageRule};
pub use milestone::Milestone;
pub use read::{FORMAT, LARGEST, LONGEST_LIST, ReadError, read_table};
pub(crate) use read::{in_dutch, read};
pub use role::{ByAnswer, ByFact, Resolve, Role};
pub use shipped::{by_key, empty, shipped};
pub use step::{Clock, Closing, Fact, Phase, Step, StepTerm, Transition, Way};
pub use year::{YearEvent, YearKind};

/// Being written; may have faults and drives nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft;

/// Checked when it was published, numbered and never changed again; cases and meetings pin it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    number: u32,
}

/// A way of working, in one of two states of life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template<S> {
    body: Body,
    state: S,
}

impl Template<Draft> {
    pub const fn draft(body: Body) -> Self {
        Self { body, state: Draft }
    }

    /// Reads a template file; one that builds on a base finds it among the shipped templates. A refusal names the place
    /// and what to do about it.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        Self::parse_on(text, &|key| by_key(key).map(str::to_owned))
    }

    /// As [`Template::parse`], with other bases.
    pub fn parse_on(text: &str, bases: Bases<'_>) -> Result<Self, ReadError> {
        base::resolve(text, bases).map(Self::draft)
    }

    /// For `check`, after it found no fault, and for what was published before.
    pub(crate) fn into_published(self, number: u32) -> Template<Published> {
        Template { body: self.body, state: Published { number } }
    }

    /// The one way to change a template: while it is a draft.
    pub const fn body_mut(&mut self) -> &mut Body {
        &mut self.body
    }
}

impl Template<Published> {
    /// A version that was published before, as it is stored. It is read within the same bounds as any file and not judged
    /// again: what was sound when it was published drives its cases on, also after the checker has learned more.
    pub fn stored(text: &str, number: u32) -> Result<Self, ReadError> {
        read_table(text)?;
        Template::parse(text).map(|draft| draft.into_published(number))
    }

    /// The number under which this version was published.
    pub const fn number(&self) -> u32 {
        self.state.number
    }

    /// A new draft that starts as this version.
    #[must_use]
    pub fn revise(&self) -> Template<Draft> {
        Template::draft(self.body.clone())
    }
}

impl<S> Template<S> {
    /// The file as it would be written.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string_pretty(&self.body)
    }
}

impl<S> Deref for Template<S> {
    type Target = Body;

    fn deref(&self) -> &Body {
        &self.body
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
