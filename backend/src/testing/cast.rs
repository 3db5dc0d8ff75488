//! Who plays the scenarios of a way of working: one person for each function that it knows.
use super::{Member, World};
use domain::{
    actor::{Function, Side},
    id::OrganisationId,
    template::Body,
};
use std::collections::BTreeMap;

/// Somebody of the school, and a partner whom a consent can name, are always there.
const ALWAYS: [Function; 2] = [Function::InternBegeleider, Function::Leerplichtambtenaar];

impl World<'_> {
    /// One new person for each function that a role of this way of working names, by the key of the function; everybody
    /// works for De Esdoorn.
    pub async fn cast(&self, way: &Body) -> BTreeMap<&'static str, Member> {
        let named = way.roles.iter().flat_map(|role| &role.functions).copied();
        let mut people = BTreeMap::new();
        for function in named.chain(ALWAYS) {
            if !people.contains_key(function.key()) {
                let name = format!("Persoon {}", function.key());
                let member = self.member(&name, function, self.employer(function), &[self.esdoorn]).await;
                people.insert(function.key(), member);
            }
        }
        people
    }

    fn employer(&self, function: Function) -> OrganisationId {
        match function.side() {
            Side::School => self.esdoorn,
            Side::Swv | Side::Management => self.swv,
            Side::Partner if matches!(function, Function::Jeugdarts | Function::Jeugdverpleegkundige) => self.ggd,
            Side::Partner => self.municipality,
        }
    }
}
