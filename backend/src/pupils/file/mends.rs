//! What blocks a next step, with the place where this reader can put it right: the form, the register of consents, giving
//! casusregie. A place that is not open to the reader is not named.
use super::running::View;
use crate::cases::Case;
use domain::{
    engine::{Choice, Gate},
    form::Form,
    page::running::Mend,
    template::{Key, Resolve},
};

/// Where a reader can go from here.
pub struct Places<'a> {
    /// Address of the file.
    pub address: &'a str,
    pub can_record_consent: bool,
    pub can_appoint: bool,
    /// What this reader can record on the page of the file itself.
    pub recordable: Vec<String>,
}

impl View<'_> {
    /// The places for everything that blocks a choice, each once.
    pub(super) fn mends(&self, case: &Case, choice: &Choice, places: &Places<'_>) -> Vec<Mend> {
        let gates = choice.blocked.iter().flat_map(|why| &why.gates);
        let mut all: Vec<Mend> = vec![];
        for mend in gates.flat_map(|gate| self.mend(case, gate, places)) {
            if !all.contains(&mend) {
                all.push(mend);
            }
        }
        all
    }

    fn mend(&self, case: &Case, gate: &Gate, places: &Places<'_>) -> Vec<Mend> {
        let address = places.address;
        let at = |label: &str, href: String| vec![Mend { label: label.to_owned(), href }];
        match gate {
            Gate::NoneOf(gates) => gates.iter().flat_map(|gate| self.mend(case, gate, places)).collect(),
            Gate::FactMissing(key) => match self.template.fact(key.as_str()).and_then(|fact| fact.form.as_ref()) {
                Some(form) => self.form(case, form, address).into_iter().collect(),
                None if places.recordable.iter().any(|known| *key == known.as_str()) => {
                    at("Leg dit hieronder vast", "#wacht-op".to_owned())
                }
                None => vec![],
            },
            Gate::AnswerMissing(field) => self.asking(case, field, address).into_iter().collect(),
            Gate::ConsentMissing(_) if places.can_record_consent => {
                at("Leg de toestemming vast", format!("{address}/toestemming"))
            }
            Gate::LeadMissing if places.can_appoint => appoint(address),
            Gate::RoleMissing(role) => self.of_rule(case, role, places),
            _ => vec![],
        }
    }

    /// Where the rule that points at somebody gets what it lacks: the question it goes by, and a casusregisseur.
    fn of_rule(&self, case: &Case, role: &Key, places: &Places<'_>) -> Vec<Mend> {
        let Some(role) = self.template.role(role.as_str()) else { return vec![] };
        let asked = match &role.resolve {
            Resolve::ByAnswer(asked) => self.asking(case, &asked.field, places.address),
            _ => None,
        };
        let leads = |key: &&Key| self.template.role(key.as_str()).is_some_and(|role| role.resolve == Resolve::CaseLead);
        let needs_lead = places.can_appoint && role.resolve.candidates().iter().any(leads);
        asked.into_iter().chain(needs_lead.then(|| appoint(places.address)).into_iter().flatten()).collect()
    }

    /// The form about the case that asks this question.
    fn asking(&self, case: &Case, field: &Key, address: &str) -> Option<Mend> {
        let asks = |form: &&Form| form.is_of_case() && form.sections.iter().any(|s| s.field(field.as_str()).is_some());
        self.form(case, &self.template.forms.iter().find(asks)?.key, address)
    }

    fn form(&self, case: &Case, form: &Key, address: &str) -> Option<Mend> {
        let title = &self.template.form(form.as_str()).filter(|_| self.reads(case, form))?.title;
        Some(Mend { label: format!("Vul '{title}' in"), href: format!("{address}/formulieren/{form}") })
    }
}

fn appoint(address: &str) -> Vec<Mend> {
    vec![Mend { label: "Wijs een casusregisseur aan".to_owned(), href: format!("{address}/casusregie") }]
}
