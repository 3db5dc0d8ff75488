//! Who does what in a way of working. A role is a template's own word for one or more functions of the tenant; the
//! casusregisseur is found per case. Task descriptions stand here in the source's words, shown where the role is used.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Key;
use crate::actor::{Function, Side};

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
    /// Only for partners: the covenant to which their organisation must have acceded before they see anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covenant: Option<String>,
    /// How the person is found.
    #[serde(default)]
    pub resolve: Resolve,
    /// What is expected of the role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<String>,
}

/// How the person behind a role is found when it matters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolve {
    /// Anybody with one of the functions.
    #[default]
    Function,
    /// Whoever has casusregie of this case; `functions` then says who may be appointed.
    CaseLead,
    /// The role that belongs to the answer to a question (S1: onderwijs voorliggend → IB, jeugdhulp voorliggend → JP). May
    /// point at a casusregisseur too; it then holds while casusregie is with somebody of that role's functions.
    ByAnswer(ByAnswer),
    /// The role of the first of these facts that is recorded.
    ByFact(Vec<ByFact>),
}

/// Which role goes with which answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByAnswer {
    /// The linkId of a choice.
    pub field: Key,
    /// A role for each option; an option that is not named points at nobody.
    pub roles: BTreeMap<Key, Key>,
}

/// Which role goes with a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByFact {
    pub fact: Key,
    pub role: Key,
}

impl Resolve {
    /// The roles that a rule can point at; none when the role stands for itself.
    pub fn candidates(&self) -> Vec<&Key> {
        match self {
            Self::Function | Self::CaseLead => Vec::new(),
            Self::ByAnswer(rule) => rule.roles.values().collect(),
            Self::ByFact(rules) => rules.iter().map(|rule| &rule.role).collect(),
        }
    }
}

impl Role {
    /// Whether a person with this function can play the role; a case lead must be appointed first.
    pub fn is_played_by(&self, function: Function) -> bool {
        self.resolve == Resolve::Function && self.functions.contains(&function)
    }

    /// Whether whoever plays the role works with others' pupils and is let in by a consent: neither the school nor the
    /// samenwerkingsverband. So does somebody without an account.
    pub fn is_let_in_by_consent(&self) -> bool {
        !self.functions.iter().any(|function| matches!(function.side(), Side::School | Side::Swv))
    }

    /// Whether a person with this function may be appointed to the role.
    pub fn may_be_appointed(&self, function: Function) -> bool {
        self.resolve == Resolve::CaseLead && self.functions.contains(&function)
    }
}
