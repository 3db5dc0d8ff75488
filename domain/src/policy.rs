//! Who may do what. One pure function, read from top to bottom: deny wins, silence denies.
//!
//! Law behind the sides: a school works with its own pupils and the SWV supports them by public task (WPO 18a);
//! municipality, GGD and youth care see a named pupil only with a consent that names their organisation
//! (`domain.md` 2.2, 2.6 as table); those who run the tenant see rights and figures, not files.
use crate::{
    actor::{Actor, Function, Membership, Side},
    consent,
    id::{MembershipId, OrganisationId},
    stage::Stage,
    template::Door,
};
use serde::{Deserialize, Serialize};

mod action;
mod refusal;
mod table;
pub use action::Action;
pub use refusal::Refusal;
pub use table::{Schools, Seats, Table};

/// What is known of the thing that is asked for. What is not known grants nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Grounds<'a> {
    /// The school whose pupil, analysis or meeting it is; an item is judged by the school of its pupil.
    pub school: Option<OrganisationId>,
    /// The meeting: which schools it is about, and to whom the way of working gives a place.
    pub table: Option<&'a Table>,
    pub stage: Option<Stage>,
    /// How the agenda stands to partners today, once it was sent.
    pub door: Option<Door>,
    /// State of the consent for the purpose of this meeting or file.
    pub consent: Option<&'a consent::State>,
    /// The organisation was invited to this one item.
    pub invited: bool,
    /// Who owns the action.
    pub owner: Option<MembershipId>,
}

impl<'a> Grounds<'a> {
    /// Nothing is known; enough for what every member may do.
    pub const fn none() -> Self {
        Self { school: None, table: None, stage: None, door: None, consent: None, invited: false, owner: None }
    }

    pub const fn school(school: OrganisationId) -> Self {
        Self { school: Some(school), ..Self::none() }
    }

    /// A meeting as such; about one school, or about several.
    pub const fn table(table: &'a Table) -> Self {
        Self { school: table.school(), table: Some(table), ..Self::none() }
    }

    /// One item of it, about a pupil of this school.
    #[must_use]
    pub const fn about(self, school: OrganisationId) -> Self {
        Self { school: Some(school), ..self }
    }

    /// Where the agenda stands, and whether partners may look into it today.
    #[must_use]
    pub const fn at(self, stage: Stage, door: Door) -> Self {
        Self { stage: Some(stage), door: Some(door), ..self }
    }

    #[must_use]
    pub const fn consent(self, consent: &'a consent::State) -> Self {
        Self { consent: Some(consent), ..self }
    }

    #[must_use]
    pub const fn invited(self, invited: bool) -> Self {
        Self { invited, ..self }
    }

    #[must_use]
    pub const fn owner(self, owner: MembershipId) -> Self {
        Self { owner: Some(owner), ..self }
    }
}

/// The ground on which something was permitted; written in the audit trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// Every member may.
    Membership,
    /// The school's own task.
    SchoolTask,
    /// The samenwerkingsverband's task, WPO 18a.
    SwvTask,
    /// A consent that names the organisation.
    Consent,
    /// The way of working gives them this agenda.
    Lead,
    /// Running the tenant or guarding its privacy.
    Management,
    /// It is the person's own.
    Own,
}

impl Ground {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Membership => "membership",
            Self::SchoolTask => "school_task",
            Self::SwvTask => "swv_task",
            Self::Consent => "consent",
            Self::Lead => "lead",
            Self::Management => "management",
            Self::Own => "own",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Membership => "werkt in dit samenwerkingsverband",
            Self::SchoolTask => "taak van de school",
            Self::SwvTask => "taak van het samenwerkingsverband (WPO 18a)",
            Self::Consent => "toestemming voor deze organisatie",
            Self::Lead => "leidt dit overleg volgens de werkwijze",
            Self::Management => "beheer of toezicht",
            Self::Own => "eigen actie",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        use Ground::{Consent, Lead, Management, Membership, Own, SchoolTask, SwvTask};
        [Membership, SchoolTask, SwvTask, Consent, Lead, Management, Own].into_iter().find(|ground| ground.key() == key)
    }
}

/// May this actor do this? The first rule that speaks decides; nothing said means no.
pub fn permit(actor: &Actor, action: Action, on: Grounds<'_>) -> Result<Ground, Refusal> {
    match action {
        Action::SeeWorklist | Action::ListMeetings => Ok(Ground::Membership),

        Action::ListPupils => {
            let ground = only(actor, &[Side::School, Side::Swv, Side::Partner])?;
            second_factor(actor)?;
            Ok(ground)
        }
        Action::ListConsentGaps => {
            let ground = only(actor, &[Side::School, Side::Swv])?;
            second_factor(actor)?;
            Ok(ground)
        }
        Action::ListAnalyses | Action::SeeYear => only(actor, &[Side::School, Side::Swv]),

        Action::SeePupil | Action::SeeSheet => {
            second_factor(actor)?;
            school_or_swv(actor, on).or_else(|refusal| partner_with_consent(actor, on).map_err(|_| refusal))
        }
        Action::SeeAnalysis => {
            second_factor(actor)?;
            school_or_swv(actor, on)
        }
        Action::EditAnalysis
        | Action::RegisterPupil
        | Action::RecordConsent
        | Action::WithdrawConsent
        | Action::RecordObjection => {
            second_factor(actor)?;
            school_itself(actor, on)
        }
        Action::SeeAgenda => {
            let home = school_or_swv(actor, on).or_else(|refusal| lead(actor, on).map_err(|_| refusal));
            home.or_else(|refusal| sent_to_table(actor, on).map_err(|r| worse(refusal, r)))
        }
        Action::SeeMinutes => {
            let home = school_or_swv(actor, on).or_else(|refusal| lead(actor, on).map_err(|_| refusal));
            let (from, why) = match home {
                Ok(_) => (Stage::Definitive, Refusal::NotDefinitive),
                Err(_) => (Stage::Shared, Refusal::NotShared),
            };
            let ground = home.or_else(|refusal| sent_to_table(actor, on).map_err(|r| worse(refusal, r)))?;
            if on.stage.is_some_and(|stage| stage >= from) { Ok(ground) } else { Err(why) }
        }
        Action::SeeItem => {
            second_factor(actor)?;
            school_or_swv(actor, on).or_else(|_| lead_with_consent(actor, on)).or_else(|_| {
                sent_to_table(actor, on)?;
                partner_with_consent(actor, on)
            })
        }
        Action::AddToAgenda => {
            second_factor(actor)?;
            preparer(actor, on).or_else(|_| sent_to_table(actor, on))
        }
        Action::DraftAgenda
        | Action::SendAgenda
        | Action::FinaliseAgenda
        | Action::HoldMeeting
        | Action::ShareMinutes => {
            second_factor(actor)?;
            preparer(actor, on)
        }
        // Which of these it is, says the way of working: a jeugdprofessional can have casusregie "met volle rechten" (S1).
        Action::MoveCase | Action::FillSheet => {
            second_factor(actor)?;
            school_or_swv(actor, on).or_else(|refusal| partner_with_consent(actor, on).map_err(|_| refusal))
        }
        Action::CompleteAction => match on.owner {
            Some(owner) if actor.memberships.iter().any(|m| m.id == owner) => Ok(Ground::Own),
            _ => preparer(actor, on),
        },
        Action::AcceptInvitation => Ok(Ground::Own),
        Action::ListMembers
        | Action::InviteMember
        | Action::WithdrawMember
        | Action::ListAccessions
        | Action::RecordAccession
        | Action::EndAccession
        | Action::ListClosingDays
        | Action::RecordClosingDay
        | Action::RemoveClosingDay
        | Action::MoveCases
        | Action::ListTemplates
        | Action::SeeTemplate
        | Action::ExportTemplate
        | Action::DraftTemplate
        | Action::PublishTemplate => holds(actor, runs(action)),
        Action::SeeLog => {
            second_factor(actor)?;
            holds(actor, runs(action))
        }
    }
}

/// Who runs a part of the tenant: the log is the privacy officer's, the rest the functioneel beheerder's.
pub(crate) const fn runs(action: Action) -> Function {
    if matches!(action, Action::SeeLog) { Function::Privacyfunctionaris } else { Function::FunctioneelBeheerder }
}

/// A named file opens only after two factors.
fn second_factor(actor: &Actor) -> Result<(), Refusal> {
    if actor.two_factor { Ok(()) } else { Err(Refusal::SecondFactor) }
}

fn only(actor: &Actor, sides: &[Side]) -> Result<Ground, Refusal> {
    if sides.iter().any(|side| actor.on(*side).next().is_some()) {
        Ok(Ground::Membership)
    } else {
        Err(Refusal::Function)
    }
}

fn holds(actor: &Actor, function: Function) -> Result<Ground, Refusal> {
    if actor.is(function) { Ok(Ground::Management) } else { Err(Refusal::Function) }
}

/// Somebody of the school itself.
fn school_itself(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    match on.school {
        Some(school) if actor.works_at(school, Side::School) => Ok(Ground::SchoolTask),
        _ if actor.on(Side::School).next().is_some() => Err(Refusal::School),
        _ => Err(Refusal::Function),
    }
}

/// Somebody of the school, or somebody of the SWV who is attached to it.
fn school_or_swv(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    school_itself(actor, on).or_else(|refusal| match on.school {
        Some(school) if actor.works_at(school, Side::Swv) => Ok(Ground::SwvTask),
        _ if actor.on(Side::Swv).next().is_some() => Err(Refusal::School),
        _ => Err(refusal),
    })
}

/// Those who prepare and lead the meeting: "Concept Agenda ZAT door IB en cons." A directeur reads along, unless the way
/// of working gives the agenda to the directeur; to partners and to those who run the tenant only that can give it.
fn preparer(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    let home = school_or_swv(actor, on).and_then(|ground| {
        let leads = actor.memberships.iter().any(|m| {
            m.function != Function::Directeur
                && matches!(m.function.side(), Side::School | Side::Swv)
                && on.school.is_some_and(|school| m.schools.contains(&school))
        });
        if leads { Ok(ground) } else { Err(Refusal::Function) }
    });
    home.or_else(|refusal| lead(actor, on).map_err(|_| refusal))
}

/// Somebody to whom the way of working gives this agenda.
fn lead(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    let leads = on.table.is_some_and(|table| actor.memberships.iter().any(|held| table.leads(held)));
    if leads { Ok(Ground::Lead) } else { Err(Refusal::Function) }
}

/// A partner who leads sees a name only when the parents named the organisation: leading opens no file.
fn lead_with_consent(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    let named = |state: &consent::State| {
        actor
            .on(Side::Partner)
            .any(|held| state.covers(held.organisation) && on.table.is_some_and(|table| table.leads(held)))
    };
    if on.consent.is_some_and(named) { Ok(Ground::Consent) } else { Err(Refusal::Consent) }
}

/// A seat at the table: a partner who works at the school, and at a table of more schools a member of it. About a pupil
/// only who works at that pupil's school.
fn has_seat(held: &Membership, on: Grounds<'_>) -> bool {
    let at_school = on.school.is_some_and(|school| held.schools.contains(&school));
    match on.table.filter(|table| table.is_wide()) {
        Some(table) => table.sits(held) && (on.school.is_none() || at_school),
        None => held.function.side() == Side::Partner && at_school,
    }
}

/// At the table, or invited to the item, once the agenda has been sent; a partner only while it is open to partners.
fn sent_to_table(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    let mut seats = actor.memberships.iter().filter(|held| has_seat(held, on)).peekable();
    let is_partner = actor.on(Side::Partner).next().is_some();
    if seats.peek().is_none() && !(on.invited && is_partner) {
        return Err(if is_partner { Refusal::School } else { Refusal::Function });
    }
    let by_task = seats.any(|held| held.function.side() != Side::Partner);
    match (on.stage, on.door) {
        (Some(stage), Some(door)) if stage >= Stage::Sent => match door {
            Door::Opens(day) if !by_task => Err(Refusal::NotYetOpen(day)),
            Door::Closed(day) if !by_task => Err(Refusal::Closed(day)),
            _ => Ok(Ground::Membership),
        },
        _ => Err(Refusal::NotSent),
    }
}

/// A partner whose organisation is named in a consent that is in force.
fn partner_with_consent(actor: &Actor, on: Grounds<'_>) -> Result<Ground, Refusal> {
    let named = |state: &consent::State| {
        actor.on(Side::Partner).any(|held| state.covers(held.organisation) && (on.invited || has_seat(held, on)))
    };
    if on.consent.is_some_and(named) { Ok(Ground::Consent) } else { Err(Refusal::Consent) }
}

/// Of two refusals, the one that tells the reader most.
fn worse(first: Refusal, second: Refusal) -> Refusal {
    match second {
        Refusal::NotSent | Refusal::NotYetOpen(_) | Refusal::Closed(_) => second,
        _ => first,
    }
}

#[cfg(test)]
mod tests;
