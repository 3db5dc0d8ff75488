//! A form about a case: a line in the file, and the page on which it is filled in.
use crate::{
    form::{Answers, Field, Form, Offer, Section, SignaturePlace},
    id::{MembershipId, PupilId},
    pupil::Named,
    template::Key,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A form in the file of a pupil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLine {
    pub href: String,
    pub title: String,
    /// 1 the first time.
    pub round: u32,
    pub state: SheetState,
    /// Whether the reader fills in something of it now.
    pub can_fill: bool,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetState {
    Empty,
    /// So many answers are still needed.
    Lacks(usize),
    Complete,
}

/// The page of one form in one round, as this reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPage {
    pub pupil: PupilId,
    pub child: Named,
    pub school: String,
    pub form: String,
    pub title: String,
    pub guidance: Vec<String>,
    pub round: u32,
    /// Other rounds of the form.
    pub rounds: Vec<u32>,
    pub version: i32,
    pub parts: Vec<Part>,
    pub answers: Answers,
    /// What must still be answered, of what the reader sees.
    pub lacks: Vec<String>,
    pub can_fill: bool,
    /// Why nothing can be filled in.
    pub closed: Option<String>,
    /// "Ineke Bakker, ib'er, 07-09-2026 om 09:00"; empty when nobody filled in anything.
    pub changed: String,
    pub changed_at: Option<DateTime<Utc>>,
    /// As whom the reader signs: "Ineke Bakker (ib'er)".
    pub signer: String,
}

/// A section: what the reader sees, and which of it he or she answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub section: Section,
    /// LinkIds of the questions that the reader answers.
    pub asked: Vec<String>,
    /// Answers that are known already, by linkId.
    pub known: Vec<(String, String)>,
    /// Its signatures, as they stand.
    pub signatures: Vec<Signed>,
    /// What stands ready to be taken over in its questions.
    pub offers: Vec<Offer>,
}

impl Form {
    /// The parts of the form, which is as its reader sees it. `roles` are those in which the reader answers now, none when
    /// nothing is filled in; `own` the memberships under which a signature is the reader's; `known` says what nobody types.
    pub fn parts(
        &self,
        answers: &Answers,
        offers: &[Offer],
        roles: &[&Key],
        own: &[MembershipId],
        known: impl Fn(&Field) -> Option<String>,
    ) -> Vec<Part> {
        let part = |section: &Section| Part {
            asked: section
                .asked()
                .filter(|field| !roles.is_empty() && field.is_written_by(roles))
                .map(link_id)
                .collect(),
            known: section.fields.iter().filter_map(|field| Some((link_id(field), known(field)?))).collect(),
            signatures: section.signatures(answers).into_iter().map(|(_, place)| signed(place, own)).collect(),
            offers: offers.iter().filter(|offer| section.field(offer.field.as_str()).is_some()).cloned().collect(),
            section: section.clone(),
        };
        self.sections.iter().map(part).collect()
    }
}

fn link_id(field: &Field) -> String {
    field.link_id.to_string()
}

fn signed(place: SignaturePlace, own: &[MembershipId]) -> Signed {
    Signed { is_of_another: place.is_of_another(own), place }
}

impl Part {
    /// What stands ready to be taken over in a question.
    pub fn offer(&self, field: &Field) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.field == field.link_id)
    }

    /// How a question that is signed stands.
    pub fn signed(&self, field: &Field) -> Option<&Signed> {
        self.signatures.iter().find(|signed| signed.place.field == field.link_id)
    }
}

/// A signature on the page of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub place: SignaturePlace,
    /// It stands, and only somebody else takes it back.
    pub is_of_another: bool,
}
