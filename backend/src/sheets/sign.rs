//! Signing a form about a case: under whose name, what the story of the case tells of it, and what lapses when somebody
//! changes another answer.
use super::open::Open;
use crate::cases::story::{Signing, SigningAct, What};
use chrono::NaiveDate;
use domain::{
    actor::{Actor, Membership},
    form::{Answers, Form, Hand},
    id::MembershipId,
    template::Key,
};

/// A signature that no longer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsed {
    /// The question.
    pub text: String,
    /// The inputs in which it stood.
    pub inputs: Vec<String>,
}

impl Open {
    /// Whose hand fills it in.
    pub fn hand<'a>(
        &'a self,
        actor: &'a Actor,
        roles: &'a [&'a Key],
        own: &'a [MembershipId],
        today: NaiveDate,
    ) -> Option<Hand<'a>> {
        let acting = self.signer(actor)?;
        let (name, function) = (actor.name.as_str(), acting.function.label());
        Some(Hand { roles, name, function, by: acting.id, own, today })
    }

    /// The membership under which the person signs: one that plays a role which signs, of those held at the school.
    fn signer<'a>(&self, actor: &'a Actor) -> Option<&'a Membership> {
        let mine = |key: &&Key| self.roles.contains(key);
        let signing: Vec<_> =
            self.form.signatures(&self.answers).into_iter().flat_map(|(field, _)| &field.write).collect();
        let roles: Vec<_> =
            signing.into_iter().filter(mine).filter_map(|key| self.pinned.template.role(key.as_str())).collect();
        let plays = |membership: &&Membership| roles.iter().any(|role| role.functions.contains(&membership.function));
        let here = |membership: &&Membership| membership.schools.contains(&self.child.school_id);
        actor.memberships.iter().filter(here).find(plays).or_else(|| actor.at(self.child.school_id))
    }
}

/// What was signed or taken back, each once.
pub(super) fn signed(form: &Form, round: u32, before: &Answers, after: &Answers) -> Vec<What> {
    let places = form.signatures(before).into_iter().zip(form.signatures(after));
    let mut signings: Vec<_> = places
        .filter_map(|((field, was), (_, now))| match (was.signature, now.signature) {
            (was, now) if was == now => None,
            (_, None) => Some(SigningAct::Back),
            _ if field.paper => Some(SigningAct::Paper),
            _ => Some(SigningAct::Own),
        })
        .collect();
    signings.sort_unstable();
    signings.dedup();
    let what = |act| What::Signed(Signing { form: form.key.clone(), round, act });
    signings.into_iter().map(what).collect()
}

/// The signatures that stood and no longer do, of those that the person sees.
pub(super) fn lapsed(open: &Open, after: &Answers) -> Vec<Lapsed> {
    let seen = open.form.read_by(&open.roles());
    let (before, after) = (seen.signatures(&open.answers), seen.signatures(after));
    let gone = before
        .into_iter()
        .zip(after)
        .filter(|((_, was), (_, now))| was.stands && !now.stands && now.signature.is_some());
    gone.map(|((field, _), _)| Lapsed { text: field.text.clone(), inputs: field.inputs() }).collect()
}
