//! What a template says, whole: the root of a template file and the ways to find its parts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Closing, ConsentPurpose, Decision, Escalation, Fact, Join, Key, Letter, MeetingType, Phase, Role, Step, Transition,
    YearEvent,
};
use crate::{
    actor::Function,
    form::{Field, Form, Origin},
    sector::Sector,
};

/// The name in `[vocabulary]` of a case, and what it is called unless a way of working says otherwise. The other names are
/// those of functions.
pub const CASE: &str = "casus";

/// A template file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Version of the language; this crate reads [`super::FORMAT`].
    pub format: u32,
    pub meta: Meta,
    /// Words of this way of working, for a case and for functions: `casus = "traject"`, `intern_begeleider = "kc'er"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub vocabulary: BTreeMap<Key, String>,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub phases: Vec<Phase>,
    #[serde(default)]
    pub steps: Vec<Step>,
    #[serde(default)]
    pub transitions: Vec<Transition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Join>,
    #[serde(default)]
    pub closings: Vec<Closing>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalations: Vec<Escalation>,
    #[serde(default)]
    pub facts: Vec<Fact>,
    #[serde(default)]
    pub consents: Vec<ConsentPurpose>,
    #[serde(default)]
    pub meetings: Vec<MeetingType>,
    #[serde(default)]
    pub year_events: Vec<YearEvent>,
    #[serde(default)]
    pub forms: Vec<Form>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<Letter>,
}

/// What a template is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    pub key: Key,
    pub title: String,
    pub sector: Sector,
    /// In words, for people: "HGW-document 2024-2027".
    pub version: String,
    /// What it is and which choices were made where the source leaves them open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl Body {
    pub fn role(&self, key: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.key == key)
    }

    /// Whether somebody with this function has the regie in a step from its start: a partner begins no other.
    pub fn begins(&self, step: &Step, function: Function) -> bool {
        self.role(step.regie.as_str()).is_some_and(|role| role.functions.contains(&function))
    }

    /// The covenants to which the organisation of somebody with this function must have acceded.
    pub fn covenants(&self, function: Function) -> impl Iterator<Item = &str> {
        let mine = self.roles.iter().filter(move |role| role.functions.contains(&function));
        mine.filter_map(|role| role.covenant.as_deref())
    }

    pub fn phase(&self, key: &str) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.key == key)
    }

    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    pub fn transition(&self, key: &str) -> Option<&Transition> {
        self.transitions.iter().find(|transition| transition.key == key)
    }

    pub fn join(&self, key: &str) -> Option<&Join> {
        self.joins.iter().find(|join| join.key == key)
    }

    pub fn decision(&self, key: &str) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.key == key)
    }

    pub fn escalation(&self, key: &str) -> Option<&Escalation> {
        self.escalations.iter().find(|escalation| escalation.key == key)
    }

    pub fn closing(&self, key: &str) -> Option<&Closing> {
        self.closings.iter().find(|closing| closing.key == key)
    }

    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    pub fn consent(&self, key: &str) -> Option<&ConsentPurpose> {
        self.consents.iter().find(|consent| consent.key == key)
    }

    pub fn meeting(&self, key: &str) -> Option<&MeetingType> {
        self.meetings.iter().find(|meeting| meeting.key == key)
    }

    pub fn form(&self, key: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.key == key)
    }

    /// Whether a question takes its answer from the analysis of a school.
    pub fn is_of_school(&self, origin: &Origin) -> bool {
        self.form(origin.form.as_str()).is_some_and(|form| !form.is_of_case())
    }

    /// The question with this linkId, in whichever form it is asked first.
    pub fn field(&self, link_id: &str) -> Option<&Field> {
        self.forms.iter().flat_map(|form| &form.sections).find_map(|section| section.field(link_id))
    }

    /// The role that must move a step's term along: its owner, or else the regie.
    pub fn term_owner<'a>(&self, step: &'a Step) -> &'a Key {
        step.term.as_ref().and_then(|term| term.owner.as_ref()).unwrap_or(&step.regie)
    }

    /// The roles that a person with this function plays without being appointed.
    pub fn roles_of(&self, function: Function) -> Vec<&Key> {
        self.roles.iter().filter(|role| role.is_played_by(function)).map(|role| &role.key).collect()
    }

    /// The functions that play any of these roles.
    pub fn functions_of<'a>(&self, roles: impl IntoIterator<Item = &'a Key>) -> Vec<Function> {
        let roles = roles.into_iter().filter_map(|key| self.role(key.as_str()));
        let mut functions: Vec<_> = roles.flat_map(|role| role.functions.iter().copied()).collect();
        functions.sort_unstable();
        functions.dedup();
        functions
    }

    /// What this way of working calls a case: "traject".
    pub fn case_word(&self) -> &str {
        self.vocabulary.get(CASE).map_or(CASE, String::as_str)
    }

    /// What this way of working calls a function: "kc'er".
    pub fn function_word(&self, function: Function) -> &str {
        self.vocabulary.get(function.key()).map_or_else(|| function.label(), String::as_str)
    }

    /// "de ib'er of de consulent": roles in a sentence.
    pub fn role_words<'a>(&'a self, roles: impl IntoIterator<Item = &'a Key>) -> String {
        let label = |key: &'a Key| self.role(key.as_str()).map_or(key.as_str(), |role| role.label.as_str());
        let labels: Vec<_> = roles.into_iter().map(label).collect();
        match labels.as_slice() {
            [] => "niemand".to_owned(),
            [one] => format!("de {one}"),
            [rest @ .., last] => format!("de {} of de {last}", rest.join(", de ")),
        }
    }
}
