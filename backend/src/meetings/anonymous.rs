//! The anonymous item (S1 "zonder toestemming ouders: anoniem!", `domain.md` 2.4): made on the server from a question
//! that is typed anew, a record of its own without name, birth date, group or link. Nothing remembers whom it is about,
//! and no text on it may hold a name or birth date of a pupil of the schools of the meeting; where these are more than one,
//! not the name of a school either.
use super::{
    add::{allowed, filled},
    consented::{Identity, identities},
    dates,
    events::{Data, happen, kind},
    load::{self, Meeting},
    whose::schools,
};
use crate::{Failure, FieldError, Scope, audit::Subject, fields::Fields, scope::Work, store::entity::anonymous_item};
use domain::{
    engine::meeting::NewItem,
    id::{AnonymousItemId, MeetingId},
    policy::{Action, Refusal, Schools},
    pupil::{is_name, name_in, search_name},
};

/// An anonymous item as it was typed.
#[derive(Debug, Clone, Default)]
pub struct NewAnonymous {
    pub question: String,
    /// Why it cannot wait, when the agenda is definitive.
    pub reason: String,
}

/// Adds an item that is about nobody in particular.
pub async fn add_anonymous(scope: &Scope, id: MeetingId, new: &NewAnonymous) -> Result<AnonymousItemId, Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground) = load::meeting_for(&mut work, id, Action::AddToAgenda).await?;
    let mut fields = Fields::default();
    let question = fields.text("anonieme_vraag", "Vraag", &new.question);
    let reason = fields.note("anonieme_reden", "Reden", &new.reason);
    fields.finish()?;
    let asked = NewItem { anonymous: true, consented: false, late_reason: filled(&reason) };
    let (by, _) = allowed(&meeting, scope.actor(), &asked)?;
    about_nobody(&mut work, &meeting, &[("anonieme_vraag", &question), ("anonieme_reden", &reason)]).await?;
    let item = AnonymousItemId(scope.new_id());
    work.insert::<anonymous_item::Entity>(anonymous_item::Model {
        tenant_id: scope.tenant().id,
        id: item,
        meeting_id: id,
        position: meeting.row.version * 100,
        minutes: i32::from(meeting.kind()?.item_minutes),
        question,
        added_by: by,
        added_on: scope.today(),
        discussed: String::new(),
        decision: String::new(),
        minuted_at: None,
        minuted_by: None,
        removed_at: None,
        version: 1,
    })
    .await?;
    let data = Data { reason: filled(&reason), ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::ANONYMOUS, data, None).await?;
    work.note(Action::AddToAgenda, Subject::of("anonymous_item", item.0), ground, "question");
    work.done(item).await
}

/// Refuses texts of an anonymous item that name a pupil or a birth date, and at a table of more schools than one the
/// name of a school: whoever reads where it comes from may guess about whom it is.
pub(super) async fn about_nobody(
    work: &mut Work<'_>,
    meeting: &Meeting,
    texts: &[(&str, &str)],
) -> Result<(), Failure> {
    nameless(work, meeting.table.schools, texts).await?;
    if !meeting.table.is_wide() {
        return Ok(());
    }
    let names = schools(work, meeting.table.schools).await?;
    let plain = |text: &str| format!(" {} ", search_name(text));
    let names_school = |text: &str| names.iter().any(|name| plain(text).contains(&plain(name)));
    let why = "In de tekst staat de naam van een school. Schrijf het anders op: van welke school het komt, wijst te veel aan.";
    let errors: Vec<_> =
        texts.iter().filter(|(_, text)| names_school(text)).map(|(field, _)| FieldError::new(*field, why)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// Refuses texts that name a pupil of these schools or a birth date. Whoever works at the pupil's school hears what was
/// found; others hear only that something was, and the attempt stays in the trail, because it tells who is at a school.
pub(super) async fn nameless(work: &mut Work<'_>, schools: Schools, texts: &[(&str, &str)]) -> Result<(), Failure> {
    if texts.iter().all(|(_, text)| text.trim().is_empty()) {
        return Ok(());
    }
    let actor = work.scope().actor();
    let pupils = identities(work, schools).await?;
    let (known, others): (Vec<_>, Vec<_>) = pupils.into_iter().partition(|one| actor.is_at_home(one.school));
    let (mut errors, mut tells) = (vec![], false);
    for (field, text) in texts {
        if let Some(what) = found_in(text, &known) {
            errors.push(FieldError::new(*field, said(&what)));
        } else if found_in(text, &others).is_some() {
            tells = true;
            errors.push(FieldError::new(*field, Refusal::Naming.to_string()));
        }
    }
    if tells {
        let subject = match schools {
            Schools::One(school) => Subject::of("organisation", school.0),
            Schools::Of(_) | Schools::All => Subject::list("organisation"),
        };
        work.refuse(Action::AddToAgenda, subject, Refusal::Naming).await?;
    }
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

fn said(what: &str) -> String {
    format!(
        "In de tekst staat “{what}”. Dat wijst een leerling van deze school aan. Schrijf het anders op, zonder naam of geboortedatum."
    )
}

/// Words in a family name that point at nobody by themselves.
const PREFIXES: [&str; 9] = ["van", "den", "der", "ten", "ter", "het", "del", "von", "aan"];

/// The word or date in the text that points at a pupil.
fn found_in(text: &str, pupils: &[Identity]) -> Option<String> {
    let name = name_in(text, pupils.iter().map(|one| one.name.as_str()));
    if let Some(name) = name {
        let parts = search_name(name);
        let points = |word: &&str| {
            let plain = search_name(word);
            parts.split(' ').any(|part| part.chars().count() >= 3 && !PREFIXES.contains(&part) && is_name(&plain, part))
        };
        let shown = text.split(|c: char| !c.is_alphanumeric()).find(points);
        // Never the name as we know it: whoever types may not know the rest of it.
        return Some(shown.unwrap_or("een naam").to_owned());
    }
    dates::written_in(text).find(|(day, _)| pupils.iter().any(|one| one.born_on == *day)).map(|(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::id::OrganisationId;

    fn pupil(name: &str, born_on: NaiveDate) -> Vec<Identity> {
        vec![Identity { name: name.into(), born_on, school: OrganisationId(uuid::Uuid::nil()) }]
    }

    fn school() -> Vec<Identity> {
        pupil("Zoë van der Linden", NaiveDate::from_ymd_opt(2017, 3, 9).unwrap())
    }

    #[test]
    fn a_name_is_found_and_shown_as_it_was_typed() {
        assert_eq!(found_in("Wat doen we met zoe?", &school()).as_deref(), Some("zoe"));
        assert_eq!(found_in("Familie Linden", &school()).as_deref(), Some("Linden"));
        assert_eq!(found_in("De oma van der Linden komt mee.", &school()).as_deref(), Some("Linden"));
    }

    #[test]
    fn a_name_that_is_written_otherwise_is_not_told() {
        let school = pupil("Renée de Wit", NaiveDate::default());
        assert_eq!(found_in("Wat doen we met Rene\u{301}e?", &school).as_deref(), Some("een naam"));
    }

    #[test]
    fn a_birth_date_is_found_in_every_way_of_writing_it() {
        for text in [
            "geboren 9-3-2017",
            "09-03-2017.",
            "(9/3/2017)",
            "2017-03-09",
            "9 maart 2017",
            "9 mrt. 2017",
            "op 9-3-17",
            "09032017",
            "9 - 3 - 2017",
            "20170309",
        ] {
            assert!(found_in(text, &school()).is_some(), "{text}");
        }
    }

    #[test]
    fn a_question_about_nobody_is_left_alone() {
        assert_eq!(found_in("Hoe krijgen we rust na de pauze? Sinds 1-9-2026 lukt het niet.", &school()), None);
    }
}
