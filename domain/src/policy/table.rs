//! The table of a meeting as policy knows it: which schools it is about, who holds it, and to which functions the way of
//! working gives a seat or the agenda (S3, the table of overlegstructuren: a meeting of a pilot, of the
//! samenwerkingsverband, of all pilots). Who leads or sits is never a matter of a side alone.
use crate::{
    actor::{Actor, Function, Membership, Side},
    id::{AreaId, OrganisationId},
    template::{Body, Key, MeetingType},
};

/// Which schools a meeting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schools {
    One(OrganisationId),
    /// The schools of an area.
    Of(AreaId),
    /// Every school of the tenant.
    All,
}

impl Schools {
    /// Of a meeting of this school, or of this area; of neither is of all.
    pub fn of(school: Option<OrganisationId>, area: Option<AreaId>) -> Self {
        match (school, area) {
            (Some(school), _) => Self::One(school),
            (None, Some(area)) => Self::Of(area),
            (None, None) => Self::All,
        }
    }

    /// The one school it is about, if it is about one.
    pub const fn school(self) -> Option<OrganisationId> {
        match self {
            Self::One(school) => Some(school),
            Self::Of(_) | Self::All => None,
        }
    }

    /// The area whose schools it is about, if it is about one.
    pub const fn area(self) -> Option<AreaId> {
        match self {
            Self::Of(area) => Some(area),
            Self::One(_) | Self::All => None,
        }
    }
}

/// The functions that a way of working names at a kind of meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seats {
    /// They prepare the agenda, bring it on, or keep the minutes.
    pub leads: Vec<Function>,
    /// Fixed and optional members.
    pub sits: Vec<Function>,
}

impl Seats {
    pub fn of(template: &Body, kind: &MeetingType) -> Self {
        let players = |roles: Vec<&Key>| -> Vec<Function> {
            let roles: Vec<_> = roles.into_iter().filter_map(|key| template.role(key.as_str())).collect();
            Function::ALL.iter().copied().filter(|f| roles.iter().any(|role| role.is_played_by(*f))).collect()
        };
        let hands = kind.stages.iter().flat_map(|rule| &rule.by).chain(kind.minute_keepers());
        Self { leads: players(hands.collect()), sits: players(kind.members.iter().chain(&kind.optional).collect()) }
    }
}

/// One meeting's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub schools: Schools,
    /// The samenwerkingsverband or the municipality whose meeting it is.
    pub host: Option<OrganisationId>,
    pub seats: Seats,
}

impl Table {
    /// The school, when it is about one: there everybody who works at the school has a place.
    pub const fn school(&self) -> Option<OrganisationId> {
        self.schools.school()
    }

    /// About more schools than one: only those have a place whom the way of working names.
    pub const fn is_wide(&self) -> bool {
        self.school().is_none()
    }

    /// Whether the way of working gives this agenda to what is held here.
    pub fn leads(&self, held: &Membership) -> bool {
        self.seats.leads.contains(&held.function) && self.touches(held)
    }

    /// Whether what is held here is a fixed or optional member.
    pub fn sits(&self, held: &Membership) -> bool {
        self.seats.sits.contains(&held.function) && self.touches(held)
    }

    /// With what somebody has a place here: what leads first, then the school's own before others.
    pub fn places<'a>(&self, actor: &'a Actor) -> Vec<&'a Membership> {
        let here = |held: &&Membership| match self.schools {
            Schools::One(_) => self.touches(held),
            Schools::Of(_) | Schools::All => self.leads(held) || self.sits(held),
        };
        let mut places: Vec<_> = actor.memberships.iter().filter(here).collect();
        let is_partner = |held: &Membership| held.function.side() == Side::Partner;
        places.sort_by_key(|held| (self.is_wide() && !self.leads(held), is_partner(held)));
        places
    }

    /// Whether it concerns what is held here: a school of it, its area, the organisation that holds it. Whoever runs the
    /// tenant works for all of it, though at no school's own table.
    pub fn touches(&self, held: &Membership) -> bool {
        let elsewhere = self.host == Some(held.organisation) || held.function.side() == Side::Management;
        match self.schools {
            Schools::One(school) => held.schools.contains(&school),
            Schools::Of(area) => held.areas.contains(&area) || elsewhere,
            Schools::All => !held.schools.is_empty() || elsewhere,
        }
    }
}
