//! Writing during and after the meeting: per item what was discussed, the decision and who has casusregie. Each item has
//! its own version, so two note-takers never overwrite each other; the second keeps the typed text and hears who was
//! first. After sharing the same form writes a correction.
use super::{
    anonymous::about_nobody,
    corrections::{self, Changed},
    events::{Data, happen, kind},
    items::Item,
    load::{self, Meeting},
    order::{Point, overtaken, point, touch, touch_anonymous},
    people, share,
};
use crate::{
    Failure, Scope, cases,
    fields::Fields,
    scope::Work,
    store::entity::{agenda_item, anonymous_item, case},
};
use domain::{
    id::{CaseId, MeetingId, MembershipId, PupilId},
    policy::{Action, Ground},
    stage::Stage,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

/// What somebody wrote at one item.
#[derive(Debug, Clone, Default)]
pub struct Written {
    pub discussed: String,
    pub decision: String,
    pub lead: Option<MembershipId>,
    /// Version of the item on which it was written.
    pub version: i32,
}

/// A meeting in which this person writes.
pub(super) async fn writing(work: &mut Work<'_>, id: MeetingId) -> Result<(Meeting, Ground, MembershipId), Failure> {
    let (meeting, ground) = load::meeting_for(work, id, Action::HoldMeeting).await?;
    if meeting.stage < Stage::Definitive {
        return Err(Failure::Rejected("Maak eerst de agenda definitief; daarna schrijft u het verslag.".into()));
    }
    let by = meeting.hand(work.scope().actor())?;
    Ok((meeting, ground, by))
}

/// Keeps what was written at one item; the version that it has then. What stands there already is not written again.
pub async fn write(scope: &Scope, id: MeetingId, item: Uuid, written: &Written) -> Result<i32, Failure> {
    let mut work = scope.act().await?;
    let (mut meeting, ground, by) = writing(&mut work, id).await?;
    let mut fields = Fields::default();
    let discussed = fields.note("besproken", "Wat is besproken", &written.discussed);
    let decision = fields.note("besluit", "Besluit", &written.decision);
    fields.finish()?;
    let (discussed, decision) = (discussed.as_str(), decision.as_str());
    let point = point(&mut work, &meeting, item).await?;
    if point.says(discussed, decision, written.lead) {
        return work.done(point.version()).await;
    }
    let (now, version) = (scope.now(), written.version);
    let (changes, rows) = match &point {
        Point::Named(found) => {
            let lead = written.lead;
            if lead != found.row.lead_id {
                appoint(&mut work, &meeting, found, lead).await?;
            }
            let changes = vec![
                Changed::new("discussed", &found.row.discussed, discussed),
                Changed::new("decision", &found.row.decision, decision),
                corrections::lead(&mut work, found.row.lead_id, lead).await?,
            ];
            let change = touch(found.row.id, version)
                .col_expr(agenda_item::Column::Discussed, Expr::value(discussed))
                .col_expr(agenda_item::Column::Decision, Expr::value(decision))
                .col_expr(agenda_item::Column::LeadId, Expr::value(lead))
                .col_expr(agenda_item::Column::MinutedAt, Expr::value(now))
                .col_expr(agenda_item::Column::MinutedBy, Expr::value(by));
            (changes, work.update(change).await?)
        }
        Point::Anonymous(found) => {
            about_nobody(&mut work, &meeting, &[("besproken", discussed), ("besluit", decision)]).await?;
            let changes = vec![
                Changed::new("discussed", &found.discussed, discussed),
                Changed::new("decision", &found.decision, decision),
            ];
            let change = touch_anonymous(found.id, version)
                .col_expr(anonymous_item::Column::Discussed, Expr::value(discussed))
                .col_expr(anonymous_item::Column::Decision, Expr::value(decision))
                .col_expr(anonymous_item::Column::MinutedAt, Expr::value(now))
                .col_expr(anonymous_item::Column::MinutedBy, Expr::value(by));
            (changes, work.update(change).await?)
        }
    };
    if rows != 1 {
        return Err(overtaken(&mut work, &meeting, &point).await?);
    }
    let changes: Vec<_> = changes.into_iter().filter(Changed::is_real).collect();
    if meeting.stage == Stage::Shared && !changes.is_empty() {
        corrections::write(&mut work, &point, by, changes).await?;
        let data = Data { item: point.item(), ..Data::default() };
        happen(&mut work, &mut meeting, by, kind::CORRECTED, data, None).await?;
    }
    work.note(Action::HoldMeeting, point.subject(), ground, "discussed, decision, lead");
    work.done(version + 1).await
}

/// Casusregie goes to one of the table who may see the item; the case of the pupil follows, when one runs.
async fn appoint(
    work: &mut Work<'_>,
    meeting: &Meeting,
    item: &Item,
    lead: Option<MembershipId>,
) -> Result<(), Failure> {
    let Some(lead) = lead else { return Ok(()) };
    let people = people::people(work, meeting, &item.guests).await?;
    let person = share::entrusted(meeting, &people, item, lead, "casusregie")?;
    let Some(case) = running_case(work, item.pupil.id).await? else { return Ok(()) };
    if !cases::gives_lead(work, item.pupil.id).await? {
        let why = "Casusregie: deze leerling heeft een lopende casus. Wie daar de regie heeft, geeft de casusregie op de pagina van de leerling.";
        return Err(Failure::field("casusregie", why));
    }
    match cases::set_lead(work, case, lead, person.function).await {
        Err(Failure::Rejected(why)) => Err(Failure::field("casusregie", &why)),
        other => other,
    }
}

/// The pupil's running case, if any.
pub(super) async fn running_case(work: &mut Work<'_>, pupil: PupilId) -> Result<Option<CaseId>, Failure> {
    let query = case::Entity::find()
        .filter(case::Column::PupilId.eq(pupil))
        .filter(case::Column::ClosedAt.is_null())
        .order_by_asc(case::Column::Id);
    Ok(work.one(query).await?.map(|row| row.id))
}
