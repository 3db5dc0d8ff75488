//! The agenda pipeline of any meeting type: concept, sent, definitive, held, shared. The template says who moves it and
//! how items are added; consent decides whether a pupil can be on it by name (S0: "concept → versturen → definitief →
//! ZAT"; S1: "zonder toestemming ouders: anoniem!").

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Gate, Rejection,
    gates::{reason, reason_gate},
    words::rejection,
};
use crate::{
    actor::Function,
    calendar::short_date,
    stage::Stage,
    template::{Additions, Key, MeetingType, Published, Template},
};

/// What somebody asks of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MeetingCommand {
    /// Concept to sent: the members see it.
    Send,
    /// Sent to definitive: it is frozen.
    Finalise,
    /// Definitive to held.
    Hold,
    /// Held to shared: each item's minutes go to those entitled.
    Share,
    /// One stage back, from sent or definitive, with a reason.
    Return { reason: Option<String> },
    /// Puts a pupil on the agenda.
    AddItem { item: NewItem },
    /// Takes an item off; after the concept with a reason.
    RemoveItem { reason: Option<String> },
}

/// An item to be added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NewItem {
    /// Without name, birth date, group or link.
    pub anonymous: bool,
    /// A consent for the meeting's purpose is valid today.
    pub consented: bool,
    /// Why it cannot wait; needed when the agenda is definitive.
    pub late_reason: Option<String>,
}

/// What happened to an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MeetingEvent {
    StageReached {
        from: Stage,
        to: Stage,
    },
    /// It was held before the day it was planned on; from now on that is its day.
    HeldEarlier {
        planned: NaiveDate,
        on: NaiveDate,
    },
    Returned {
        from: Stage,
        to: Stage,
        reason: Option<String>,
    },
    ItemAdded {
        anonymous: bool,
        late: bool,
        reason: Option<String>,
    },
    ItemRemoved {
        reason: Option<String>,
    },
}

/// Who asks: a function held at this table, and whether a partner was invited to it for a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attendee {
    pub function: Function,
    pub invited: bool,
}

impl Attendee {
    pub const fn with(function: Function) -> Self {
        Self { function, invited: false }
    }
}

/// Where an agenda stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agenda {
    pub stage: Stage,
    /// The day of the meeting.
    pub day: NaiveDate,
    pub today: NaiveDate,
}

impl Agenda {
    /// A meeting that was held has a day that was.
    fn earlier(self, to: Stage) -> Option<MeetingEvent> {
        let Self { day, today, .. } = self;
        (to == Stage::Held && today < day).then_some(MeetingEvent::HeldEarlier { planned: day, on: today })
    }
}

/// The next move of an agenda as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageMove {
    pub command: MeetingCommand,
    pub to: Stage,
    pub label: String,
    pub consequence: String,
    pub blocked: Option<Rejection>,
}

/// What a command brings about for an agenda.
pub fn decide(
    template: &Template<Published>,
    meeting: &MeetingType,
    agenda: Agenda,
    command: &MeetingCommand,
    attendee: Attendee,
) -> Result<Vec<MeetingEvent>, Rejection> {
    let table = Table { template, meeting, agenda, attendee };
    match command {
        MeetingCommand::Send => table.reach(Stage::Sent),
        MeetingCommand::Finalise => table.reach(Stage::Definitive),
        MeetingCommand::Hold => table.reach(Stage::Held),
        MeetingCommand::Share => table.reach(Stage::Shared),
        MeetingCommand::Return { reason } => table.go_back(reason.as_deref()),
        MeetingCommand::AddItem { item } => table.add(item),
        MeetingCommand::RemoveItem { reason } => table.remove(reason.as_deref()),
    }
}

/// The stage after an event.
pub const fn evolve(stage: Stage, event: &MeetingEvent) -> Stage {
    match event {
        MeetingEvent::StageReached { to, .. } | MeetingEvent::Returned { to, .. } => *to,
        MeetingEvent::HeldEarlier { .. } | MeetingEvent::ItemAdded { .. } | MeetingEvent::ItemRemoved { .. } => stage,
    }
}

/// The one move forward, with its button and consequence; none after the last stage.
pub fn next(
    template: &Template<Published>,
    meeting: &MeetingType,
    agenda: Agenda,
    attendee: Attendee,
) -> Option<StageMove> {
    let command = match agenda.stage {
        Stage::Concept => MeetingCommand::Send,
        Stage::Sent => MeetingCommand::Finalise,
        Stage::Definitive => MeetingCommand::Hold,
        Stage::Held => MeetingCommand::Share,
        Stage::Shared => return None,
    };
    let to = following(agenda.stage)?;
    let rule = meeting.rule(to)?;
    let blocked = decide(template, meeting, agenda, &command, attendee).err();
    let (short, day) = (&meeting.abbreviation, short_date(agenda.day));
    let consequence = match agenda.earlier(to) {
        Some(_) => format!(
            "{} Dit {short} staat gepland op {day}; als u nu afrondt, wordt de datum vandaag.",
            rule.consequence
        ),
        None => rule.consequence.clone(),
    };
    Some(StageMove { command, to, label: rule.action.clone(), consequence, blocked })
}

/// Whether this person prepares the agenda: sees the concept and orders it.
pub fn prepares(template: &Template<Published>, meeting: &MeetingType, function: Function) -> bool {
    plays_any(template, meeting.preparers(), function)
}

/// Whether this person keeps the minutes.
pub fn keeps_minutes(template: &Template<Published>, meeting: &MeetingType, function: Function) -> bool {
    plays_any(template, meeting.minute_keepers(), function)
}

/// Whether this function is a fixed or optional member.
pub fn is_member(template: &Template<Published>, meeting: &MeetingType, function: Function) -> bool {
    plays_any(template, meeting.members.iter().chain(&meeting.optional), function)
}

fn following(stage: Stage) -> Option<Stage> {
    Stage::ALL.into_iter().find(|next| *next > stage)
}

fn plays_any<'a>(template: &Template<Published>, roles: impl IntoIterator<Item = &'a Key>, function: Function) -> bool {
    // A meeting has no case and therefore no casusregisseur.
    roles.into_iter().filter_map(|key| template.role(key.as_str())).any(|role| role.is_played_by(function))
}

struct Table<'a> {
    template: &'a Template<Published>,
    meeting: &'a MeetingType,
    agenda: Agenda,
    attendee: Attendee,
}

impl Table<'_> {
    fn reach(&self, to: Stage) -> Result<Vec<MeetingEvent>, Rejection> {
        let Some(rule) = self.meeting.rule(to) else {
            return Err(self.no("Agenda", vec![Gate::WrongStage(self.agenda.stage)]));
        };
        let mut gates = self.role_gate(&rule.by);
        if following(self.agenda.stage) != Some(to) {
            gates.insert(0, Gate::WrongStage(self.agenda.stage));
        }
        self.refuse(&rule.action, gates)?;
        let reached = MeetingEvent::StageReached { from: self.agenda.stage, to };
        Ok(self.agenda.earlier(to).into_iter().chain([reached]).collect())
    }

    fn go_back(&self, why: Option<&str>) -> Result<Vec<MeetingEvent>, Rejection> {
        let to = match self.agenda.stage {
            Stage::Sent => Stage::Concept,
            Stage::Definitive => Stage::Sent,
            Stage::Concept | Stage::Held | Stage::Shared => {
                return Err(self.no("Agenda terugzetten", vec![Gate::WrongStage(self.agenda.stage)]));
            }
        };
        let by = self.meeting.rule(self.agenda.stage).map_or(&[][..], |rule| &rule.by);
        let mut gates = self.role_gate(by);
        gates.extend(reason_gate(why, true));
        self.refuse("Agenda terugzetten", gates)?;
        Ok(vec![MeetingEvent::Returned { from: self.agenda.stage, to, reason: reason(why) }])
    }

    fn add(&self, item: &NewItem) -> Result<Vec<MeetingEvent>, Rejection> {
        let why = item.late_reason.as_deref();
        let additions = self.meeting.rule(self.agenda.stage).map_or(Additions::Closed, |rule| rule.additions);
        let mut gates = match additions {
            Additions::Closed => vec![Gate::AdditionsClosed(self.agenda.stage)],
            Additions::Free => self.role_gate(self.meeting.preparers()),
            Additions::PartnersToo | Additions::LateWithReason => self.seat_gate(),
        };
        if let Some(purpose) = self.meeting.consent.as_ref().filter(|_| !item.consented && !item.anonymous) {
            gates.push(Gate::ConsentMissing(purpose.clone()));
        }
        let late = additions == Additions::LateWithReason;
        gates.extend(reason_gate(why, late));
        self.refuse("Leerling toevoegen", gates)?;
        Ok(vec![MeetingEvent::ItemAdded { anonymous: item.anonymous, late, reason: reason(why) }])
    }

    fn remove(&self, why: Option<&str>) -> Result<Vec<MeetingEvent>, Rejection> {
        let mut gates = self.role_gate(self.meeting.preparers());
        if self.agenda.stage >= Stage::Held {
            gates.push(Gate::WrongStage(self.agenda.stage));
        }
        gates.extend(reason_gate(why, self.agenda.stage > Stage::Concept));
        self.refuse("Agendapunt verwijderen", gates)?;
        Ok(vec![MeetingEvent::ItemRemoved { reason: reason(why) }])
    }

    /// A member, or a partner who was invited to this meeting for a case.
    fn seat_gate(&self) -> Vec<Gate> {
        let invited = self.attendee.invited && plays_any(self.template, self.meeting.invited(), self.attendee.function);
        let seated = is_member(self.template, self.meeting, self.attendee.function)
            || prepares(self.template, self.meeting, self.attendee.function);
        if seated || invited { Vec::new() } else { vec![Gate::NotYours(self.meeting.members.clone())] }
    }

    fn role_gate(&self, by: &[Key]) -> Vec<Gate> {
        if plays_any(self.template, by, self.attendee.function) {
            Vec::new()
        } else {
            vec![Gate::NotYours(by.to_vec())]
        }
    }

    fn refuse(&self, what: &str, gates: Vec<Gate>) -> Result<(), Rejection> {
        if gates.is_empty() { Ok(()) } else { Err(self.no(what, gates)) }
    }

    fn no(&self, what: &str, gates: Vec<Gate>) -> Rejection {
        let wrong_stage = gates.iter().any(|gate| matches!(gate, Gate::WrongStage(_) | Gate::AdditionsClosed(_)));
        let mut said = rejection(self.template, None, what, gates);
        if wrong_stage {
            said.why.insert(0, format!("De agenda is nu: {}.", self.meeting.stage_label(self.agenda.stage)));
        }
        if said.gates.iter().any(|gate| matches!(gate, Gate::ConsentMissing(_))) {
            said.why.push("Zonder toestemming kan de leerling alleen anoniem op de agenda.".to_owned());
        }
        said
    }
}

#[cfg(test)]
#[path = "meeting_tests.rs"]
mod tests;
