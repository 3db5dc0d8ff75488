//! What blocks a next step, with the place where this reader can put it right: the form, the register of consents, giving
//! casusregie. A place that is not open to the reader is not named.
use super::running::View;
use crate::cases::Case;
use domain::{
    engine::{Choice, Gate},
    form::Form,
    page::running::Mend,
    template::Key,
};

/// Where a reader can go from here.
pub struct Places<'a> {
    /// Address of the file.
    pub address: &'a str,
    pub can_record_consent: bool,
    pub can_appoint: bool,
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
                None => at("Vastleggen kan hieronder", "#wacht-op".to_owned()),
            },
            Gate::AnswerMissing(field) => {
                let asks =
                    |form: &&Form| form.is_of_case() && form.sections.iter().any(|s| s.field(field.as_str()).is_some());
                let form = self.template.forms.iter().find(asks);
                form.and_then(|form| self.form(case, &form.key, address)).into_iter().collect()
            }
            Gate::ConsentMissing(_) if places.can_record_consent => {
                at("Toestemming vastleggen", format!("{address}/toestemming"))
            }
            Gate::LeadMissing | Gate::RoleMissing(_) if places.can_appoint => {
                at("Casusregie geven", format!("{address}/casusregie"))
            }
            _ => vec![],
        }
    }

    fn form(&self, case: &Case, form: &Key, address: &str) -> Option<Mend> {
        let title = &self.template.form(form.as_str()).filter(|_| self.reads(case, form))?.title;
        Some(Mend { label: format!("Naar het formulier '{title}'"), href: format!("{address}/formulieren/{form}") })
    }
}
