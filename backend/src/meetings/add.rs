//! Putting pupils on the agenda by name: from the suggestions, from one's own caseload, late with a reason. Consent is a
//! gate here, not a checkbox: without one in force the server refuses, whatever the page offered.
use super::{
    consented, draft,
    events::{Data, happen, kind},
    items::{self, Which},
    load::{self, Meeting},
    page, visible,
    whose::pupils_of,
};
use crate::{
    Failure, Scope,
    audit::Subject,
    consents,
    fields::Fields,
    scope::Work,
    store::entity::{agenda_item, consent, pupil},
};
use domain::{
    actor::Actor,
    consent::State,
    engine::meeting::{MeetingCommand, MeetingEvent, NewItem, decide},
    id::{ItemId, MeetingId, MembershipId, OrganisationId, PupilId},
    page::{Choice, meeting::Addition},
    policy::{Action, Ground, permit},
    template::Additions,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

/// A pupil to be added by name.
#[derive(Debug, Clone, Default)]
pub struct NewNamed {
    pub pupil: Option<PupilId>,
    pub question: String,
    pub reason: String,
    /// Taken from the suggestions: the question may be the one from the analysis.
    pub suggested: bool,
}

/// The page on which somebody adds: whom by name, and the form for an anonymous item.
pub async fn addition(scope: &Scope, id: MeetingId) -> Result<Addition, Failure> {
    let mut work = scope.see().await?;
    let (meeting, _) = load::meeting_for(&mut work, id, Action::AddToAgenda).await?;
    let is_preparer = meeting.is_preparer(scope.actor());
    let Some(adding) = page::adding(&meeting, scope.actor(), is_preparer) else {
        return Err(closed(&meeting)?);
    };
    let present: Vec<PupilId> =
        items::named(&mut work, &meeting, Which::Present).await?.iter().map(|item| item.pupil.id).collect();
    // Who reads the choices has seen pupils, and added none.
    let mut pupils = vec![];
    for (pupil, school, ground, choice) in caseload(&mut work, &meeting, &present).await? {
        work.at(school);
        work.note(Action::ListPupils, Subject::of("pupil", pupil.0), ground, "naam, groep");
        pupils.push(choice);
    }
    let page = Addition { head: page::head(scope, &meeting, 0)?, adding, pupils };
    work.done(page).await
}

fn closed(meeting: &Meeting) -> Result<Failure, Failure> {
    let kind = meeting.kind()?;
    let label = kind.stage_label(meeting.stage).to_lowercase();
    let who = meeting.pinned.template.role_words(kind.preparers());
    Ok(Failure::Rejected(format!(
        "De agenda is nu: {label}. Toevoegen kan niet meer. Vraag {who} of het in het volgende overleg kan."
    )))
}

#[derive(FromQueryResult)]
struct Line {
    id: PupilId,
    #[sea_orm(nested)]
    pupil: consented::Columns,
}

/// Pupils of the schools of the meeting whom this person may put on the agenda by name: with a consent in force, and for a partner one
/// that names their organisation; with the ground on which each is shown.
async fn caseload(
    work: &mut Work<'_>,
    meeting: &Meeting,
    present: &[PupilId],
) -> Result<Vec<(PupilId, OrganisationId, Ground, Choice)>, Failure> {
    let (today, purpose, actor) = (work.scope().today(), meeting.purpose(), work.scope().actor());
    let query = pupil::Entity::find()
        .select_only()
        .column(pupil::Column::Id)
        .filter(pupils_of(meeting.table.schools))
        .filter(visible::pupils_for(actor, meeting, today))
        .filter(pupil::Column::Id.is_not_in(present.iter().copied()))
        .filter(
            Condition::all()
                .add(consent::Column::GivenOn.lte(today))
                .add(consent::Column::ValidUntil.gte(today))
                .add(consent::Column::WithdrawnOn.is_null()),
        )
        .order_by_asc(pupil::Column::SearchName)
        .order_by_asc(pupil::Column::Id);
    let lines = work.shaped::<pupil::Entity, Line>(consented::join(query, Some(purpose))).await?;
    let mut gathered = consented::Gathered::default();
    for line in &lines {
        gathered.add(line.id, &line.pupil);
    }
    let mut choices: Vec<(PupilId, OrganisationId, Ground, Choice)> = vec![];
    for line in &lines {
        let state = gathered.state(line.id, purpose, today);
        if let Some(ground) = may_name(actor, meeting, line.pupil.of_school, &state)
            && choices.last().is_none_or(|(last, ..)| *last != line.id)
        {
            let named = line.pupil.named(line.id);
            let mut label = format!("{}, {}", named.name, named.group.name());
            if meeting.table.is_wide() {
                label = format!("{label} ({})", line.pupil.of_school_name);
            }
            choices.push((line.id, line.pupil.of_school, ground, Choice { value: line.id.to_string(), label }));
        }
    }
    Ok(choices)
}

/// Why the person may name this pupil at this table: a consent is in force, and their task or that consent opens it.
fn may_name(actor: &Actor, meeting: &Meeting, school: OrganisationId, consent: &State) -> Option<Ground> {
    let grounds = meeting.grounds().about(school).invited(false).consent(consent);
    permit(actor, Action::SeeItem, grounds).ok().filter(|_| consent.is_given())
}

/// Adds one pupil by name.
pub async fn add_named(scope: &Scope, id: MeetingId, new: &NewNamed) -> Result<ItemId, Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground) = load::meeting_for(&mut work, id, Action::AddToAgenda).await?;
    if new.suggested {
        // A suggestion brings the words of the analysis, for whom it is not closed.
        if !meeting.may(scope.actor(), Action::DraftAgenda) {
            return Err(Failure::Absent);
        }
    }
    let pupil = new.pupil.ok_or_else(|| Failure::field("leerling", "Kies de leerling."))?;
    if meeting.table.is_wide() && meeting.purpose().is_empty() {
        // Parents are asked nothing for this talk, and people of many schools sit at it.
        return Err(Failure::Rejected(format!(
            "Bij {} worden geen leerlingen met naam besproken. Breng de vraag anoniem in.",
            meeting.title()
        )));
    }
    let here = pupil::Entity::find().filter(pupil::Column::Id.eq(pupil)).filter(pupils_of(meeting.table.schools));
    let row = work.one(here).await?.ok_or(Failure::Absent)?;
    let states = consents::states(&mut work, &[pupil], meeting.purpose(), scope.today()).await?;
    let state = states.get(&pupil).unwrap_or(&State::Missing);
    let by_name = may_name(scope.actor(), &meeting, row.school_id, state);
    if by_name.is_none() && !scope.actor().is_at_home(row.school_id) {
        // A partner may not learn whether a pupil without consent exists.
        return Err(Failure::Absent);
    }
    let (mut question, reason) = typed(new, &meeting)?;
    let mut origin = if meeting.is_preparer(scope.actor()) { "case" } else { "partner" };
    if new.suggested {
        let found = draft::candidates(&mut work, &meeting, &[]).await?;
        if let Some(candidate) = found.into_iter().find(|candidate| candidate.pupil.id == pupil) {
            origin = if candidate.from_analysis { "analysis" } else { "case" };
            if question.is_empty() {
                question = candidate.question;
            }
        }
    }
    let asked = NewItem { anonymous: false, consented: by_name.is_some(), late_reason: filled(&reason) };
    let (by, event) = allowed(&meeting, scope.actor(), &asked)?;
    if matches!(event, MeetingEvent::ItemAdded { late: true, .. }) {
        origin = "late";
    }
    let item = insert(&mut work, &meeting, by, pupil, origin, &question, &reason, 0).await?;
    let data = Data { item: Some(item), reason: filled(&reason), ..Data::default() };
    happen(&mut work, &mut meeting, by, kind::ADDED, data, None).await?;
    let ground = by_name.unwrap_or(ground);
    work.at(row.school_id);
    work.note(Action::AddToAgenda, Subject::of("pupil", pupil.0), ground, "agenda_item");
    work.done(item).await
}

/// The question and the reason as they were typed. A suggestion may come without a question of its own.
fn typed(new: &NewNamed, meeting: &Meeting) -> Result<(String, String), Failure> {
    let mut fields = Fields::default();
    let question = if new.suggested {
        fields.note("vraag", "Domein/ hulpvraag", &new.question)
    } else {
        fields.text("vraag", "Domein/ hulpvraag", &new.question)
    };
    let reason = fields.note("reden", "Reden", &new.reason);
    if page::additions(meeting) == Additions::LateWithReason && new.reason.trim().is_empty() {
        fields.wrong("reden", "De agenda is al definitief. Schrijf op waarom dit niet kan wachten.");
    }
    fields.finish()?;
    Ok((question, reason))
}

pub(super) fn filled(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// Asks the template, for each seat this person holds here; the first that may decides.
pub(super) fn allowed(
    meeting: &Meeting,
    actor: &Actor,
    new: &NewItem,
) -> Result<(MembershipId, MeetingEvent), Failure> {
    let kind = meeting.kind()?;
    let command = MeetingCommand::AddItem { item: new.clone() };
    let mut refused = None;
    for (id, seat) in meeting.seats(actor) {
        match decide(&meeting.pinned.template, kind, meeting.agenda(), &command, seat) {
            Ok(mut events) => return events.pop().map(|event| (id, event)).ok_or(Failure::Absent),
            Err(rejection) => refused = refused.or(Some(rejection)),
        }
    }
    Err(refused.map_or(Failure::Absent, |rejection| Failure::Rejected(rejection.to_string())))
}

#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
async fn insert(
    work: &mut Work<'_>,
    meeting: &Meeting,
    by: MembershipId,
    pupil: PupilId,
    origin: &str,
    question: &str,
    reason: &str,
    offset: i32,
) -> Result<ItemId, Failure> {
    let id = ItemId(work.scope().new_id());
    let minutes = i32::from(meeting.kind()?.item_minutes);
    let row = agenda_item::Model {
        tenant_id: work.tenant(),
        id,
        meeting_id: meeting.row.id,
        pupil_id: pupil,
        // The version only grows: whoever comes later stands lower, until somebody orders.
        position: meeting.row.version * 100 + offset,
        minutes,
        origin: origin.into(),
        question: question.into(),
        reason: reason.into(),
        added_by: by,
        added_at: work.scope().now(),
        discussed: String::new(),
        decision: String::new(),
        lead_id: None,
        transition: None,
        minuted_at: None,
        minuted_by: None,
        removed_at: None,
        version: 1,
    };
    match work.insert::<agenda_item::Entity>(row).await {
        Err(failure) if failure.is_duplicate() => Err(Failure::Rejected(
            "Deze leerling staat al op de agenda. Misschien was een collega u voor: herlaad de pagina.".into(),
        )),
        other => other.map(|()| id),
    }
}

/// "Alles met toestemming toevoegen": every suggestion with a consent in force, in one act.
pub async fn add_all(scope: &Scope, id: MeetingId) -> Result<usize, Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground) = load::meeting_for(&mut work, id, Action::DraftAgenda).await?;
    let asked = NewItem { anonymous: false, consented: true, late_reason: None };
    let (by, _) = allowed(&meeting, scope.actor(), &asked)?;
    let present: Vec<PupilId> =
        items::named(&mut work, &meeting, Which::Present).await?.iter().map(|item| item.pupil.id).collect();
    let found = draft::candidates(&mut work, &meeting, &present).await?;
    let given: Vec<_> = found.into_iter().filter(|candidate| candidate.consent.is_given()).collect();
    for (offset, candidate) in (0..).zip(&given) {
        let origin = if candidate.from_analysis { "analysis" } else { "case" };
        insert(&mut work, &meeting, by, candidate.pupil.id, origin, &candidate.question, "", offset).await?;
        work.at(candidate.school);
        work.note(Action::AddToAgenda, Subject::of("pupil", candidate.pupil.id.0), ground, "agenda_item");
    }
    if !given.is_empty() {
        let data = Data { count: Some(given.len()), ..Data::default() };
        happen(&mut work, &mut meeting, by, kind::ADDED_ALL, data, None).await?;
    }
    work.done(given.len()).await
}
