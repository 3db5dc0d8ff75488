//! A signature beneath a form about a case: of somebody who is logged in and ticks "ik onderteken", or of somebody without
//! an account who signed on paper (S3: "Handtekening wettelijk vertegenwoordiger 1"). It is of everything else that was
//! answered in the form, and stands as long as that stays what it was; what is changed back stands again.

use std::fmt::Write;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Answer, Answers, Field, FieldType, Form, Row, Section, SheetError,
    parse::{boolean, date, error, line, unasked},
};
use crate::{calendar::short_date, id::MembershipId, template::Key};

/// Who signed what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The signer's name; on paper as it was recorded.
    pub name: String,
    /// In which function: "ib'er". None on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub function: Option<String>,
    pub on: NaiveDate,
    /// Who put it there: the signer, or whoever recorded what stands on paper.
    pub by: MembershipId,
    /// Of which answers: [`Answers::state`] when it was put.
    pub state: String,
}

/// Who fills in a form, and when. What a signature says of a person comes from here and never from what was posted.
#[derive(Debug, Clone, Copy)]
pub struct Hand<'a> {
    /// The roles that the person plays in the case.
    pub roles: &'a [&'a Key],
    pub name: &'a str,
    /// "ib'er"
    pub function: &'a str,
    /// Whom the person acts as.
    pub by: MembershipId,
    /// Everything that the person holds, `by` included: under each of these a signature is his or her own.
    pub own: &'a [MembershipId],
    pub today: NaiveDate,
}

/// A question that is signed, as it stands in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturePlace {
    pub field: Key,
    /// Who signed, whether it still stands or not.
    pub signature: Option<Signature>,
    /// Nothing else in the form changed since.
    pub stands: bool,
}

impl Signature {
    /// "Ondertekend door Ineke Bakker (ib'er) op 07-09-2026"
    pub fn says(&self) -> String {
        let (name, on) = (&self.name, short_date(self.on));
        match &self.function {
            Some(function) => format!("Ondertekend door {name} ({function}) op {on}"),
            None => format!("Op papier ondertekend door {name} op {on}"),
        }
    }
}

impl SignaturePlace {
    /// What the form says of it; empty when nobody signed.
    pub fn says(&self) -> String {
        let Some(signature) = &self.signature else { return String::new() };
        let lapsed = if self.stands { "" } else { ", maar daarna is het formulier gewijzigd" };
        format!("{}{lapsed}.", signature.says())
    }

    /// Whether it stands and only somebody else can take it back.
    pub fn is_of_another(&self, own: &[MembershipId]) -> bool {
        let is_theirs = |signature: &Signature| signature.function.is_some() && !own.contains(&signature.by);
        self.stands && self.signature.as_ref().is_some_and(is_theirs)
    }

    fn is_of(&self, name: &str, on: NaiveDate) -> bool {
        self.signature.as_ref().is_some_and(|signature| signature.name == name && signature.on == on)
    }
}

impl Field {
    /// The inputs of a signature on paper: who signed, and when.
    pub fn paper_inputs(&self) -> [String; 2] {
        [format!("{}.naam", self.link_id), format!("{}.op", self.link_id)]
    }

    /// The inputs in which it is answered: one, or two of a signature on paper.
    pub fn inputs(&self) -> Vec<String> {
        if self.paper { self.paper_inputs().to_vec() } else { vec![self.link_id.to_string()] }
    }
}

impl Form {
    /// Every question that is signed, as it stands.
    pub fn signatures(&self, answers: &Answers) -> Vec<(&Field, SignaturePlace)> {
        self.sections.iter().flat_map(|section| section.signatures(answers)).collect()
    }
}

impl Section {
    /// Every question of it that is signed, as it stands; `answers` are those of the whole form.
    pub fn signatures(&self, answers: &Answers) -> Vec<(&Field, SignaturePlace)> {
        self.signed().map(|field| (field, answers.place(field))).collect()
    }

    fn signed(&self) -> impl Iterator<Item = &Field> {
        self.asked().filter(|field| field.kind == FieldType::Signature)
    }

    /// Puts and takes back what was posted of the signatures of this section, after everything else was filled in.
    pub(super) fn sign(
        &self,
        known: &Answers,
        answers: &mut Answers,
        hand: &Hand,
        posted: &[(String, String)],
    ) -> Vec<SheetError> {
        let refusals = self.signed().filter_map(|field| {
            let (input, why) = self.sign_one(field, &known.place(field), answers, hand, posted).err()?;
            Some(SheetError { input, message: error(field, &why).message })
        });
        refusals.collect()
    }

    fn sign_one(
        &self,
        field: &Field,
        before: &SignaturePlace,
        answers: &mut Answers,
        hand: &Hand,
        posted: &[(String, String)],
    ) -> Result<(), Refused> {
        let asked = if field.paper { on_paper(field, hand, posted) } else { by_hand(field, hand, before, posted) };
        let link_id = field.link_id.to_string();
        match asked? {
            Asked::Of(name, on) if !(before.stands && before.is_of(&name, on)) => {
                if let Some(when) = field.enable_when.as_ref().filter(|_| !field.is_enabled(answers)) {
                    return Err((link_id, unasked(self, when)));
                }
                let function = (!field.paper).then(|| hand.function.to_owned());
                let signature = Signature { name, function, on, by: hand.by, state: answers.state() };
                answers.set(link_id, Answer::Signed(signature));
            }
            Asked::Back if before.stands => answers.clear(&link_id),
            // What the page still shows is no new signature: what changed in the meantime makes it lapse. One that lapsed is
            // not shown as put, so nobody takes it back: the form goes on saying who signed.
            Asked::Nothing | Asked::Of(..) | Asked::Back => {}
        }
        Ok(())
    }
}

/// What was asked of one signature.
enum Asked {
    Nothing,
    /// It is of this person, put on this day.
    Of(String, NaiveDate),
    Back,
}

type Refused = (String, String);

/// Somebody signs, or takes that back: no other word of the post counts.
fn by_hand(field: &Field, hand: &Hand, before: &SignaturePlace, posted: &[(String, String)]) -> Result<Asked, Refused> {
    let input = field.link_id.as_str();
    let Some(text) = last(input, posted) else { return Ok(Asked::Nothing) };
    let refuse = |why: String| Err((input.to_owned(), why));
    let signs = match boolean(text) {
        Ok(signs) => signs,
        Err(_) if text.is_empty() => false,
        Err(_) => return refuse("vink aan dat u ondertekent; uw naam en de dag komen er vanzelf bij.".to_owned()),
    };
    if let Some(signature) = before.signature.as_ref().filter(|_| before.is_of_another(hand.own)) {
        return refuse(format!("hier staat de handtekening van {0}. Alleen {0} kan die terugnemen.", signature.name));
    }
    if !signs {
        return Ok(Asked::Back);
    }
    // A signature of one's own that stands keeps its day.
    let since = before.signature.as_ref().filter(|_| before.stands);
    let (name, on) = since.map_or((hand.name, hand.today), |signature| (signature.name.as_str(), signature.on));
    Ok(Asked::Of(name.to_owned(), on))
}

/// Who signed on paper, and when, as somebody records it.
fn on_paper(field: &Field, hand: &Hand, posted: &[(String, String)]) -> Result<Asked, Refused> {
    let [name_input, on_input] = field.paper_inputs();
    let (name, on) = (last(&name_input, posted), last(&on_input, posted));
    let (name, on) = match (name.unwrap_or_default(), on.unwrap_or_default()) {
        ("", "") if name.is_none() && on.is_none() => return Ok(Asked::Nothing),
        ("", "") => return Ok(Asked::Back),
        ("", _) => return Err((name_input, "vul ook in wie er tekende.".to_owned())),
        (_, "") => return Err((on_input, "vul ook in op welke dag er is getekend.".to_owned())),
        given => given,
    };
    let name = line(name).map_err(|why| (name_input, why))?;
    let on = date(on).map_err(|why| (on_input.clone(), why))?;
    if on > hand.today {
        return Err((on_input, format!("{} ligt na vandaag. Vul de dag in waarop is getekend.", short_date(on))));
    }
    Ok(Asked::Of(name, on))
}

/// What was posted last under this name, trimmed.
fn last<'p>(name: &str, posted: &'p [(String, String)]) -> Option<&'p str> {
    posted.iter().rfind(|(posted, _)| posted == name).map(|(_, value)| value.trim())
}

impl Answers {
    /// Whether a question is answered; a signature counts as long as it stands.
    pub(super) fn has_answer(&self, field: &Field) -> bool {
        if field.kind == FieldType::Signature {
            self.place(field).stands
        } else {
            self.get(field.link_id.as_str()).is_some()
        }
    }

    fn place(&self, field: &Field) -> SignaturePlace {
        let signature = match self.get(field.link_id.as_str()) {
            Some(Answer::Signed(signature)) => Some(signature.clone()),
            _ => None,
        };
        let stands = signature.as_ref().is_some_and(|signature| signature.state == self.state());
        SignaturePlace { field: field.link_id.clone(), signature, stands }
    }

    /// What everything but the signatures says, in short: two forms with other answers have another state. Stored in every
    /// signature, so what goes into it never changes.
    pub fn state(&self) -> String {
        let mut said = String::new();
        say(self, &mut said);
        let digest = Sha256::digest(said.as_bytes());
        digest.iter().take(16).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// Every answer with its name, each word with its length before it, so that no two forms say the same.
fn say(answers: &Answers, said: &mut String) {
    for (link_id, answer) in &answers.0 {
        let (kind, words) = match answer {
            Answer::Signed(_) => continue,
            Answer::Boolean(yes) => ('b', yes.to_string()),
            Answer::Date(day) => ('d', day.to_string()),
            Answer::Integer(number) => ('i', number.to_string()),
            Answer::Choice(value) => ('c', value.clone()),
            Answer::Choices(values) => ('m', values.iter().map(|value| sized(value)).collect()),
            Answer::Text(text) => ('t', text.clone()),
            Answer::Rows(rows) => match rows.iter().filter(|row| !row.removed).map(row).collect::<String>() {
                none if none.is_empty() => continue,
                rows => ('r', rows),
            },
        };
        let _ = write!(said, "{}{kind}{}", sized(link_id), sized(&words));
    }
}

fn row(row: &Row) -> String {
    let mut said = String::new();
    say(&row.answers, &mut said);
    format!("{}.{}", row.id, sized(&said))
}

fn sized(word: &str) -> String {
    format!("{}:{word}", word.len())
}
