//! Who works in the tenant, and how somebody is invited or withdrawn. Rights, never files.
use super::{Choice, School};
use crate::id::{AccessionId, MembershipId, OrganisationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Members by organisation, with the filters that are on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Members {
    pub organisations: Vec<Organisation>,
    /// How many the filters leave.
    pub total: usize,
    pub text: String,
    /// Key of a [`Standing`]; empty for all.
    pub standing: String,
    /// Somebody who was just withdrawn, and can be put back.
    pub undo: Option<Undo>,
}

/// What can be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    pub id: MembershipId,
    pub version: i32,
    pub who: String,
}

/// An organisation with its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    /// "school", "gemeente"
    pub kind: String,
    pub members: Vec<Member>,
}

/// One function of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MembershipId,
    pub version: i32,
    pub name: String,
    pub email: String,
    pub function: String,
    pub organisation: String,
    pub schools: Vec<String>,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub standing: Standing,
    /// "ingetrokken op 12-03-2026 door Fenna Bos"
    pub standing_text: String,
    /// The reader's own management cannot be taken away by the reader.
    pub can_withdraw: bool,
    /// What was withdrawn from the reader is put back by somebody else.
    pub can_restore: bool,
    pub can_invite_again: bool,
}

/// Whether somebody can come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Active,
    Invited,
    /// Begins later, or is over.
    Outside,
    Withdrawn,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Active, Self::Invited, Self::Outside, Self::Withdrawn];

    /// The name in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "actief",
            Self::Invited => "uitgenodigd",
            Self::Outside => "buiten-looptijd",
            Self::Withdrawn => "ingetrokken",
        }
    }

    /// The word on a chip.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Actief",
            Self::Invited => "Uitgenodigd",
            Self::Outside => "Buiten looptijd",
            Self::Withdrawn => "Ingetrokken",
        }
    }
}

/// The form for an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Invite {
    pub functions: Vec<Choice>,
    pub organisations: Vec<Choice>,
    pub schools: Vec<School>,
    /// Today, as it is typed.
    pub today: String,
}

/// Somebody was invited; the link is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub name: String,
    pub function: String,
    pub organisation: String,
    /// Absent for somebody who has an account here already.
    pub link: Option<String>,
    /// "21-09-2026"
    pub until: String,
}

/// The covenants of the way of working in force.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Covenants {
    pub covenants: Vec<Covenant>,
    /// Today, as it is typed.
    pub today: String,
}

/// A covenant with the organisations whose people it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covenant {
    pub name: String,
    pub organisations: Vec<Acceded>,
}

/// How an organisation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceded {
    pub organisation: OrganisationId,
    pub name: String,
    /// Nothing when it has not acceded: its people see nothing.
    pub since: Option<NaiveDate>,
    /// Who recorded it.
    pub by: String,
    /// The record with its version.
    pub record: Option<(AccessionId, i32)>,
}
