//! Who does what in a way of working. A role is a template's own word for one or more functions of the tenant; the
//! casusregisseur is found per case. Task descriptions stand here in the source's words, shown where the role is used.

use serde::{Deserialize, Serialize};

use super::Key;
use crate::actor::Function;

/// A role of the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    pub key: Key,
    /// "ib'er / kc'er"
    pub label: String,
    /// Who can play the role. Empty for people without an account, such as parents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<Function>,
    /// How the person is found.
    #[serde(default)]
    pub resolve: Resolve,
    /// What is expected of the role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
}

/// How the person behind a role is found when it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolve {
    /// Anybody with one of the functions.
    #[default]
    Function,
    /// Whoever has casusregie of this case; `functions` then says who may be appointed.
    CaseLead,
}

impl Role {
    /// Whether a person with this function can play the role; a case lead must be appointed first.
    pub fn is_played_by(&self, function: Function) -> bool {
        self.resolve == Resolve::Function && self.functions.contains(&function)
    }

    /// Whether a person with this function may be appointed to the role.
    pub fn may_be_appointed(&self, function: Function) -> bool {
        self.resolve == Resolve::CaseLead && self.functions.contains(&function)
    }
}
