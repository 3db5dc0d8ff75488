//! Ids are UUIDv7 newtypes: a pupil's id can never be passed where a meeting's id is meant.
//! They are made by the caller from its own clock and randomness, never by the database.
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        #[cfg(feature = "orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

impl CaseId {
    /// A number by which people speak of a case without naming the child: "4F2A-9C1B".
    pub fn number(self) -> String {
        let text = self.0.simple().to_string().to_uppercase();
        let from = |at: usize| text.get(at..at + 4).unwrap_or_default();
        format!("{}-{}", from(24), from(28))
    }
}

ids! {
    /// A samenwerkingsverband.
    TenantId,
    /// A group of tenants with a regie-overleg.
    RegionId,
    /// A human being who logs in; global, the same in every tenant.
    PersonId,
    /// That an organisation acceded to a covenant.
    AccessionId,
    /// A pilot or wijk inside a tenant.
    AreaId,
    /// School board, school, SWV, municipality, GGD or provider of youth care.
    OrganisationId,
    /// A person's function in one organisation in one tenant.
    MembershipId,
    /// A link that binds an identity to memberships.
    InvitationId,
    /// A published version of a way of working.
    TemplateId,
    /// A way of working that is being written.
    DraftId,
    /// A child at a school of the tenant.
    PupilId,
    /// A statement of parents or pupil about sharing.
    ConsentId,
    /// One pupil's trajectory under one template version.
    CaseId,
    /// An open or finished step of a case.
    StepId,
    /// A form about a case, filled in.
    SheetId,
    /// Cases that went to another version of their way of working together.
    MovingId,
    /// One of those cases.
    MoveId,
    /// A school's analysis in one period.
    AnalysisId,
    /// A pupil's line in an analysis.
    RowId,
    /// A record of absence facts.
    AbsenceId,
    /// An overleg on a date.
    MeetingId,
    /// A named case on the agenda of a meeting.
    ItemId,
    /// An agenda item without any identifying field.
    AnonymousItemId,
    /// Who does what before when.
    ActionId,
    /// Something that happened; append-only.
    EventId,
}
