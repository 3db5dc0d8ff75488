//! What the front door shows: how to log in, where one may go in, and, when something went wrong, what to do now.
//! No pupil, no case, no title: only names of tenants and numbers.
use serde::{Deserialize, Serialize};

/// Somewhere to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    pub label: String,
    pub href: String,
}

impl Way {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// For somebody who is not logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// A button per provider.
    pub providers: Vec<Way>,
    /// Name of the place that this person was on the way to.
    pub bound_for: Option<String>,
}

/// For somebody who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    pub name: String,
    pub places: Vec<Place>,
    /// The login proved one factor only.
    pub one_factor: bool,
    /// Where this person is logged in, the latest used first.
    pub open: Vec<Open>,
}

/// A tenant or region where the person may go in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub slug: String,
    pub name: String,
    /// "ib'er, De Esdoorn"
    pub functions: Vec<String>,
    /// How much waits for this person there, as in Mijn werk; none for a region.
    pub waiting: Option<u64>,
}

impl Place {
    /// "Er wachten 3 dingen op u."
    pub fn waiting_in_words(&self) -> Option<String> {
        self.waiting.map(super::worklist::in_words)
    }
}

/// One session of the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    pub place: String,
    /// "ingelogd om 09:12, laatst gebruikt om 10:03"
    pub when: String,
}

/// Something did not work: what, why, what to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    pub what: String,
    pub why: String,
    pub help: String,
    pub ways: Vec<Way>,
}

/// An invitation, before it is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub tenant: String,
    pub name: String,
    /// "ib'er, De Esdoorn"
    pub functions: Vec<String>,
    /// "21 september 2026"
    pub until: String,
    /// A button per provider; logging in accepts.
    pub providers: Vec<Way>,
}
