//! Who acts: a person with the functions held today in one tenant.
//!
//! Function and organisation come from memberships given by the tenant's beheerder, never from a login token.
use crate::{
    id::{AreaId, MembershipId, OrganisationId, PersonId},
    policy::{Action, Ground, runs},
};
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $label:literal, $side:ident;)+) => {
        /// A function in the field's own words. Templates refer to it by [`Function::key`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Function { $($(#[$doc])* $name),+ }

        impl Function {
            /// Every function, in the order in which lists show them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stored name.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// The name on the screen when a template has no word of its own.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),+ }
            }

            /// On whose behalf the holder works.
            pub const fn side(self) -> Side {
                match self { $(Self::$name => Side::$side),+ }
            }

            /// The function with this stored name.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

functions! {
    InternBegeleider = "intern_begeleider", "ib'er", School;
    Ondersteuningscoordinator = "ondersteuningscoordinator", "ondersteuningscoördinator", School;
    Directeur = "directeur", "directeur", School;
    Consulent = "consulent", "consulent", Swv;
    Gedragswetenschapper = "gedragswetenschapper", "gedragswetenschapper", Swv;
    Transfercoach = "transfercoach", "transfercoach", Swv;
    Gedragsdeskundige = "gedragsdeskundige", "gedragsdeskundige", School;
    Schoolcoach = "schoolcoach", "schoolcoach", Partner;
    Jeugdprofessional = "jeugdprofessional", "jeugdprofessional", Partner;
    Procescoordinator = "procescoordinator", "procescoördinator CJG", Partner;
    Leerplichtambtenaar = "leerplichtambtenaar", "leerplichtambtenaar", Partner;
    Jeugdverpleegkundige = "jeugdverpleegkundige", "jeugdverpleegkundige", Partner;
    Jeugdarts = "jeugdarts", "jeugdarts", Partner;
    FunctioneelBeheerder = "functioneel_beheerder", "functioneel beheerder", Management;
    Bestuurder = "bestuurder", "directeur-bestuurder", Management;
    Privacyfunctionaris = "privacyfunctionaris", "functionaris gegevensbescherming", Management;
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// On whose behalf somebody sits at the table; policy reasons about sides, not about single functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The school itself: its own pupils, by public task.
    School,
    /// The samenwerkingsverband's workers, by public task (WPO 18a).
    Swv,
    /// Municipality, GGD, youth care: only with a consent that names their organisation.
    Partner,
    /// Those who run the tenant: rights and figures, not files.
    Management,
}

/// One function in one organisation, valid today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub id: MembershipId,
    pub function: Function,
    pub organisation: OrganisationId,
    /// Name of the organisation, for the screen.
    pub organisation_name: String,
    /// Schools in which the holder works. Empty for those who work for the whole tenant.
    pub schools: Vec<OrganisationId>,
    /// The areas in which those schools lie.
    pub areas: Vec<AreaId>,
}

/// A person in one tenant with everything held there today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub person: PersonId,
    pub name: String,
    /// The login proved two factors; without it no named file opens.
    pub two_factor: bool,
    /// Never empty: without a membership there is no actor.
    pub memberships: Vec<Membership>,
}

impl Actor {
    /// Somebody with this one membership, as if logged in with two factors: to ask policy what they would get.
    pub fn with(person: PersonId, name: &str, membership: Membership) -> Self {
        Self { person, name: name.to_owned(), two_factor: true, memberships: vec![membership] }
    }

    /// The memberships on one side.
    pub fn on(&self, side: Side) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(move |m| m.function.side() == side)
    }

    /// The membership with which this person holds the function, anywhere in the tenant.
    pub fn holding(&self, function: Function) -> Option<&Membership> {
        self.memberships.iter().find(|m| m.function == function)
    }

    /// Everything that this person holds: what is done under one of these is his or her own.
    pub fn own(&self) -> Vec<MembershipId> {
        self.memberships.iter().map(|m| m.id).collect()
    }

    /// Does this person hold the function anywhere in the tenant?
    pub fn is(&self, function: Function) -> bool {
        self.holding(function).is_some()
    }

    /// The membership with which this person works at a school: the school's own before others.
    pub fn at(&self, school: OrganisationId) -> Option<&Membership> {
        self.memberships.iter().filter(|m| m.schools.contains(&school)).min_by_key(|m| match m.function.side() {
            Side::School => 0,
            Side::Swv => 1,
            Side::Partner => 2,
            Side::Management => 3,
        })
    }

    /// Does this person work at the school on that side?
    pub fn works_at(&self, school: OrganisationId, side: Side) -> bool {
        self.on(side).any(|m| m.schools.contains(&school))
    }

    /// Does this person work at the school, or for the SWV that serves it?
    pub fn is_at_home(&self, school: OrganisationId) -> bool {
        self.works_at(school, Side::School) || self.works_at(school, Side::Swv)
    }

    /// All schools where this person is at home.
    pub fn home_schools(&self) -> Vec<OrganisationId> {
        let mut all = self.schools(Side::School);
        all.extend(self.schools(Side::Swv));
        all
    }

    /// All schools in which this person works on that side.
    pub fn schools(&self, side: Side) -> Vec<OrganisationId> {
        let mut all: Vec<_> = self.on(side).flat_map(|m| m.schools.iter().copied()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The organisations on whose behalf this person works as a partner.
    pub fn partner_organisations(&self) -> Vec<OrganisationId> {
        let mut all: Vec<_> = self.on(Side::Partner).map(|m| m.organisation).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The membership that gave this ground for an action, at this school when it is known: what the trail says somebody
    /// acted as.
    pub fn acting(&self, action: Action, ground: Ground, school: Option<OrganisationId>) -> Option<&Membership> {
        let side = match ground {
            Ground::SchoolTask => Some(Side::School),
            Ground::SwvTask => Some(Side::Swv),
            Ground::Consent => Some(Side::Partner),
            Ground::Management => Some(Side::Management),
            Ground::Membership | Ground::Lead | Ground::Own => None,
        };
        let fits = |m: &&Membership| side.is_none_or(|side| m.function.side() == side);
        let here = |m: &&Membership| school.is_some_and(|school| m.schools.contains(&school));
        let all = || self.memberships.iter().filter(fits);
        let runs = |m: &&Membership| ground == Ground::Management && m.function == runs(action);
        all().find(runs).or_else(|| all().find(here)).or_else(|| all().next()).or_else(|| self.principal())
    }

    /// The membership shown in the person menu and written in records that concern no school.
    pub fn principal(&self) -> Option<&Membership> {
        self.memberships.first()
    }
}
