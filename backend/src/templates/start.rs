//! A draft begins: as a published version, as one of the ways of working that come with Rondom, with next to nothing, or as
//! a file from elsewhere. What builds on another is written out whole, so that it can be changed anywhere.
use super::{
    Origin,
    drafts::about,
    list::{in_force, versions},
    origin,
    sound::whole,
    versions::numbered,
};
use crate::{
    Failure, Scope, audit::Subject, failure::Broken, fields::Fields, scope::Work, store::entity::template_draft,
};
use domain::{
    edit::{Draft, Place},
    form,
    id::{DraftId, TemplateId},
    page::{Choice, template::NewDraft},
    policy::{Action, Grounds},
    template::{Key, Template, empty, shipped},
    text::visible,
};
use sea_orm::EntityTrait;

/// The most drafts that stand beside each other; more, and nobody knows which one counts.
pub const MOST_DRAFTS: u64 = 30;

/// With what a draft begins, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct New<'a> {
    /// "versie:3", "vernieuwd:3", "meegeleverd:…", "leeg" or "bestand".
    pub start: &'a str,
    /// The file, for "bestand".
    pub text: &'a str,
    /// Empty is the title of the way of working.
    pub name: &'a str,
}

/// What a draft can begin with; a file stands apart.
pub async fn starts(scope: &Scope) -> Result<NewDraft, Failure> {
    let mut work = scope.see().await?;
    work.permit(Action::DraftTemplate, Subject::list("template_draft"), Grounds::none()).await?;
    let all = versions(&mut work).await?;
    let now: Vec<_> = in_force(&all, scope.today()).into_values().collect();
    let full = full(&mut work).await?;
    let mut own: Vec<_> = all.iter().collect();
    own.sort_by_key(|version| !now.contains(&version.id));
    let own = own.into_iter().map(|version| {
        let note = if now.contains(&version.id) { ", geldt nu" } else { "" };
        let label = format!("Versie {}: {}{note}{}", version.number(), version.title, version.in_areas());
        Choice { value: format!("versie:{}", version.number()), label }
    });
    let others = shipped().iter().map(|(key, text)| {
        let title = shipped_title(text);
        Choice { value: format!("meegeleverd:{key}"), label: format!("Meegeleverd: {title}") }
    });
    let nothing =
        Choice { value: "leeg".into(), label: "Een lege werkwijze: één fase, één rol en één stap".into() };
    let starts = own.chain(others).chain([nothing]).collect();
    work.done(NewDraft { starts, full }).await
}

pub(super) async fn full(work: &mut Work<'_>) -> Result<Option<String>, Failure> {
    let there = work.count(template_draft::Entity::find()).await?;
    Ok((there >= MOST_DRAFTS)
        .then(|| format!("Er staan al {there} concepten. Gooi er eerst een weg die u niet meer nodig hebt.")))
}

/// A draft before it is kept.
pub(super) struct Begun {
    pub text: String,
    pub from: String,
    pub base: Option<TemplateId>,
    pub origin: Option<Origin>,
}

/// Begins a draft.
pub async fn start(scope: &Scope, new: New<'_>) -> Result<DraftId, Failure> {
    let mut work = scope.act().await?;
    let id = DraftId(scope.new_id());
    let ground = work.permit(Action::DraftTemplate, about(id), Grounds::none()).await?;
    let by = scope.manager()?;
    if let Some(why) = full(&mut work).await? {
        return Err(Failure::Rejected(why));
    }
    let mut fields = Fields::default();
    let name = fields.optional_line("naam", "Naam", new.name);
    let (begun, ()) = Failure::both(begin(&mut work, &new).await, fields.finish())?;
    let called = Called::of(&begun.text);
    let (origin_key, origin_body) = Origin::columns(begun.origin);
    let row = template_draft::Model {
        tenant_id: work.tenant(),
        id,
        name: if name.is_empty() { called.title } else { name },
        key: called.key,
        body: begun.text,
        started_from: begun.from,
        base_id: begun.base,
        origin_key,
        origin_body,
        changed_by: by,
        changed_at: scope.now(),
        created_at: scope.now(),
        version: 1,
    };
    work.insert::<template_draft::Entity>(row).await?;
    work.note(Action::DraftTemplate, about(id), ground, "draft_begun");
    work.done(id).await
}

async fn begin(work: &mut Work<'_>, new: &New<'_>) -> Result<Begun, Failure> {
    let (kind, which) = new.start.split_once(':').unwrap_or((new.start, ""));
    match kind {
        "versie" => {
            let row = numbered(work, which.parse().map_err(|_| Failure::Absent)?).await?;
            let text = whole(&row.body).map_err(|cause| Broken::Stored(cause.to_string()))?;
            let origin = Origin::of(row.origin_key, row.origin_body);
            Ok(Begun { text, from: format!("versie {}", row.number), base: Some(row.id), origin })
        }
        "vernieuwd" => origin::begin(work, which.parse().map_err(|_| Failure::Absent)?).await,
        "meegeleverd" => {
            let origin = Origin::shipped(which).ok_or(Failure::Absent)?;
            let (text, from) = (origin.body.clone(), format!("meegeleverd: {}", shipped_title(&origin.body)));
            Ok(Begun { text, from, base: None, origin: Some(origin) })
        }
        "leeg" => Ok(Begun { text: empty().to_owned(), from: "leeg".into(), base: None, origin: None }),
        "bestand" => {
            let (text, origin) = (readable(new.text)?, Origin::of_file(new.text));
            Ok(Begun { text, from: "een bestand".into(), base: None, origin })
        }
        _ => Err(Failure::field("begin", "Waarmee begint u: kies een van de mogelijkheden.")),
    }
}

pub(super) fn shipped_title(text: &str) -> String {
    Template::parse(text).map(|way| way.meta.title.clone()).unwrap_or_default()
}

/// A file that can be read, whole; it may have faults.
pub(super) fn readable(text: &str) -> Result<String, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::field("tekst", "Bestand: kies een bestand, of plak de tekst ervan."));
    }
    whole(text).map_err(|cause| Failure::field("tekst", &format!("Bestand: {cause}")))
}

/// What a text calls itself, as far as it says so.
pub(super) struct Called {
    pub key: String,
    pub title: String,
}

impl Called {
    pub fn of(text: &str) -> Self {
        let draft = Draft::parse(text).ok();
        let said = |place: &str| {
            let value = draft.as_ref().and_then(|draft| draft.get(&Place::parse(place)));
            value.and_then(|value| value.as_str()).unwrap_or_default().to_owned()
        };
        let key = Key::parse(&said("meta.key")).map_or_else(|_| "werkwijze".to_owned(), Into::into);
        let short: String = visible(&said("meta.title")).chars().filter(|c| !c.is_control()).take(120).collect();
        let title = form::line(&short).ok().filter(|line| !line.is_empty());
        Self { key, title: title.unwrap_or_else(|| "Concept".into()) }
    }
}
