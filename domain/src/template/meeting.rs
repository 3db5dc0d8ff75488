//! Meetings as objects: who sits there, how often, and how an agenda comes about. Every meeting of every source uses
//! the same pipeline (concept, sent, definitive, held, shared); the template gives each stage its words and hands.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Access, Door, Key};
use crate::stage::Stage;

/// A kind of meeting, such as the ZAT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeetingType {
    pub key: Key,
    /// "Zorg Advies Team"
    pub label: String,
    /// "ZAT"
    pub abbreviation: String,
    pub owner: Owner,
    pub cadence: Cadence,
    pub chair: Key,
    pub secretary: Key,
    /// Fixed members.
    pub members: Vec<Key>,
    /// Always welcome, not required.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<Key>,
    /// Invited per case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub per_case: Vec<Key>,
    /// Groups from which so many are invited per case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pool: Vec<Pool>,
    /// Minutes planned for one agenda item.
    pub item_minutes: u16,
    /// The consent purpose without which a pupil is discussed anonymously only; none for talks without pupils.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Key>,
    /// When partners may look into a sent agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<Access>,
    /// The form of which the answers fill the agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Key>,
    /// Questions that each discussion answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guidance: Vec<String>,
    /// The whole pipeline, in order.
    pub stages: Vec<StageRule>,
}

/// A group of people of whom some are invited per case: two of the experts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    pub role: Key,
    /// How many are invited.
    pub choose: u8,
}

/// Whose meeting it is: for whom dates are planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    School,
    Swv,
    Area,
    Municipality,
}

/// One stage of the agenda in the words of this meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    pub stage: Stage,
    /// What the agenda is called in this stage: "Concept verstuurd".
    pub label: String,
    /// On the button that brings the agenda here: "Agenda versturen".
    pub action: String,
    /// What that sets in motion, in one sentence.
    pub consequence: String,
    /// Roles that bring the agenda here.
    pub by: Vec<Key>,
    /// How many days before the meeting it should be here; negative is after the meeting.
    pub days_before: i16,
    pub additions: Additions,
}

/// How agenda items are added in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Additions {
    /// Those who prepare the agenda add freely.
    Free,
    /// All members, optional members and partners invited per case add from their own caseload.
    PartnersToo,
    /// All of them, with the reason why it cannot wait.
    LateWithReason,
    Closed,
}

/// How often a meeting takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Once in each of these months of the school year.
    Months(Vec<u32>),
    /// Every so many school weeks.
    EveryWeeks(u16),
    /// Fixed days, published in advance.
    Published(Vec<NaiveDate>),
    /// Whenever another meeting or a step asks for it.
    OnDecision,
}

impl MeetingType {
    /// The rule of a stage. A checked template has every stage.
    pub fn rule(&self, stage: Stage) -> Option<&StageRule> {
        self.stages.iter().find(|rule| rule.stage == stage)
    }

    /// What the agenda is called in a stage.
    pub fn stage_label(&self, stage: Stage) -> &str {
        self.rule(stage).map_or("", |rule| &rule.label)
    }

    /// How the agenda of a meeting on this day stands to partners today, once it was sent.
    pub fn door(&self, day: NaiveDate, today: NaiveDate) -> Door {
        self.access.unwrap_or_default().door(day, today)
    }

    /// The roles that prepare the agenda.
    pub fn preparers(&self) -> &[Key] {
        self.rule(Stage::Concept).map_or(&[], |rule| &rule.by)
    }

    /// Who keeps the minutes: chair, secretary, and whoever may say that the meeting was held; each once.
    pub fn minute_keepers(&self) -> Vec<&Key> {
        let holders = self.rule(Stage::Held).map_or(&[][..], |rule| &rule.by);
        let mut keepers: Vec<&Key> = vec![];
        for key in [&self.chair, &self.secretary].into_iter().chain(holders) {
            if !keepers.contains(&key) {
                keepers.push(key);
            }
        }
        keepers
    }

    /// Everybody who can sit at the table: members, optional members, and those invited per case.
    pub fn participants(&self) -> impl Iterator<Item = &Key> {
        self.members.iter().chain(&self.optional).chain(self.invited())
    }

    /// The roles that are there for a case only when invited to it, from a pool or by name.
    pub fn invited(&self) -> impl Iterator<Item = &Key> {
        self.per_case.iter().chain(self.pool.iter().map(|pool| &pool.role))
    }
}
