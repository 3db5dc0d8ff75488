//! What a role does and what it sees, gathered from all parts of a way of working: so that the person who changes one can
//! read what that means for the ib'er.

use super::{
    overview::RoleLine,
    words::{Words, and, or},
};
use crate::template::{Key, Resolve, Role};

/// That the organisation must have acceded first.
fn joined(role: &Role) -> String {
    let said = |covenant: &String| format!(" Alleen van organisaties die zijn toegetreden tot ‘{covenant}’.");
    role.covenant.as_ref().map(said).unwrap_or_default()
}

impl Words<'_> {
    pub(super) fn role_line(self, role: &Role) -> RoleLine {
        RoleLine {
            label: role.label.clone(),
            who: self.who(role) + &joined(role),
            tasks: role.tasks.clone(),
            does: self.does(&role.key),
            sees: self.sees(role),
        }
    }

    fn who(self, role: &Role) -> String {
        let functions: Vec<_> = role.functions.iter().map(|one| self.0.function_word(*one).to_owned()).collect();
        match &role.resolve {
            Resolve::Function if functions.is_empty() => "Iemand zonder account in Rondom.".to_owned(),
            Resolve::Function => format!("Iedereen met de functie {}.", or(&functions)),
            Resolve::CaseLead => {
                format!("Wie de casusregie heeft; dat kan iemand zijn met de functie {}.", or(&functions))
            }
            Resolve::ByAnswer(by) => {
                let roles = or(&self.roles(by.roles.values()));
                format!("Volgt uit het antwoord op ‘{}’: {roles}.", self.field(&by.field))
            }
            Resolve::ByFact(rules) => {
                format!("Volgt uit wat is vastgelegd: {}.", or(&self.roles(rules.iter().map(|rule| &rule.role))))
            }
        }
    }

    fn does(self, key: &Key) -> Vec<String> {
        let body = self.0;
        let mine = |roles: &[Key]| roles.contains(key);
        let steps = body.steps.iter().filter(|step| step.regie == *key).map(|step| step.label.clone());
        let moves = body.transitions.iter().filter(|one| mine(&one.by)).map(|one| quoted(&one.label));
        let closings = body.closings.iter().filter(|one| mine(&one.by)).map(|one| quoted(&one.label));
        let facts = body.facts.iter().filter(|one| mine(&one.by)).map(|one| quoted(&one.label));
        let decisions = body.decisions.iter().filter(|one| mine(&one.by)).map(|one| quoted(&one.label));
        let called = body.escalations.iter().filter(|one| mine(&one.to)).map(|one| quoted(&one.label));
        let chairs = body.meetings.iter().filter(|one| one.chair == *key).map(|one| one.label.clone());
        let minutes = body.meetings.iter().filter(|one| one.secretary == *key).map(|one| one.label.clone());
        let sits = body.meetings.iter().filter(|one| one.participants().any(|role| role == key));
        let lists: [(&str, Vec<String>); 9] = [
            ("Heeft de regie in", steps.collect()),
            ("Zet een casus verder met", moves.collect()),
            ("Sluit een casus af met", closings.collect()),
            ("Legt vast", facts.collect()),
            ("Beslist over", decisions.collect()),
            ("Wordt geroepen bij", called.collect()),
            ("Zit aan tafel bij", sits.map(|one| one.label.clone()).collect()),
            ("Zit voor bij", chairs.collect()),
            ("Maakt het verslag van", minutes.collect()),
        ];
        sentences(lists)
    }

    fn sees(self, role: &Role) -> Vec<String> {
        let body = self.0;
        let key = [&role.key];
        let is_at_home = !role.is_let_in_by_consent();
        let consents: Vec<Key> = body.consents.iter().map(|purpose| purpose.key.clone()).collect();
        let (mut reads, mut fills) = (vec![], vec![]);
        for form in body.forms.iter().filter(|form| form.is_of_case()) {
            let seen = form.seen_by(role, &consents);
            let (shown, all) = (count(&seen), count(form));
            if shown == 0 || role.functions.is_empty() {
                continue;
            }
            let apart = shown - count(&form.seen_by(role, &[]));
            let part = match (shown < all, apart) {
                (false, 0) => String::new(),
                (true, 0) => format!(" ({shown} van {all} vragen)"),
                (_, apart) => format!(" ({shown} van {all} vragen, waarvan {apart} met een eigen toestemming)"),
            };
            reads.push(format!("{}{part}", form.title));
            if seen.is_written_by(&key) {
                fills.push(form.title.clone());
            }
        }
        let of_school = body.forms.iter().filter(|form| is_at_home && !form.is_of_case());
        let of_school = of_school.map(|form| form.title.clone()).collect();
        sentences([("Leest van een casus", reads), ("Vult in", fills), ("Leest van de eigen scholen", of_school)])
    }
}

fn count(form: &crate::form::Form) -> usize {
    form.sections.iter().map(|section| section.fields.len()).sum()
}

fn quoted(label: &str) -> String {
    format!("‘{label}’")
}

fn sentences<const N: usize>(lists: [(&str, Vec<String>); N]) -> Vec<String> {
    let filled = lists.into_iter().filter(|(_, all)| !all.is_empty());
    filled.map(|(what, all)| format!("{what} {}.", and(&all))).collect()
}
