//! What the file needs from the database, a statement each.
use crate::{
    Failure,
    consents::Register,
    failure::Broken,
    scope::Work,
    store::{
        back,
        entity::{absence, action, agenda_item, meeting, organisation, pupil},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::{AreaId, ItemId, MeetingId, MembershipId, OrganisationId, PupilId, TemplateId},
    policy::Schools,
    pupil::{Group, Named, Years, full_name},
    stage::Stage,
    template::{Body, Key},
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr},
};

/// The pupil with the name of its school.
pub struct Child {
    pub school_id: OrganisationId,
    pub school: String,
    /// The name of the school's board; empty when the school has none.
    pub board: String,
    pub given_name: String,
    pub prefix: String,
    pub family_name: String,
    pub born_on: NaiveDate,
    pub group: Group,
    pub unenrolled_on: Option<NaiveDate>,
}

impl Child {
    /// The identifying fields; only for a reader whom policy let through.
    pub fn named(&self, id: PupilId) -> Named {
        Named {
            id,
            name: full_name(&self.given_name, &self.prefix, &self.family_name),
            born_on: self.born_on,
            group: self.group,
        }
    }
}

/// An absence as far as the file shows it.
pub struct AbsenceLine {
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub authorised: bool,
}

#[derive(FromQueryResult)]
struct ChildLine {
    school_id: OrganisationId,
    school: String,
    board: Option<String>,
    given_name: String,
    prefix: String,
    family_name: String,
    born_on: NaiveDate,
    group: i32,
    sector: Years,
    unenrolled_on: Option<NaiveDate>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    authorised: Option<bool>,
}

/// The pupil with its absences, newest first.
pub async fn child(work: &mut Work<'_>, id: PupilId) -> Result<(Child, Vec<AbsenceLine>), Failure> {
    use pupil::Column::{BornOn, FamilyName, GivenName, Group as Number, Prefix, SchoolId, UnenrolledOn};
    let board = Alias::new("board");
    let query = pupil::Entity::find()
        .select_only()
        .columns([SchoolId, GivenName, Prefix, FamilyName, BornOn, Number, UnenrolledOn])
        .column_as(organisation::Column::Name, "school")
        .column_as(organisation::Column::Sector, "sector")
        .column_as(Expr::col((board.clone(), organisation::Column::Name)), "board")
        .columns([absence::Column::Since, absence::Column::Until, absence::Column::Authorised])
        .join(JoinType::InnerJoin, to::<pupil::Entity, organisation::Entity>(SchoolId))
        .join_as(
            JoinType::LeftJoin,
            to::<organisation::Entity, organisation::Entity>(organisation::Column::ParentId),
            board,
        )
        .join(JoinType::LeftJoin, back::<pupil::Entity, absence::Entity>(absence::Column::PupilId))
        .filter(pupil::Column::Id.eq(id))
        .order_by_desc(absence::Column::Since);
    let mut child = None;
    let mut absences = vec![];
    for line in work.shaped::<pupil::Entity, ChildLine>(query).await? {
        if let (Some(since), Some(authorised)) = (line.since, line.authorised) {
            absences.push(AbsenceLine { since, until: line.until, authorised });
        }
        child = Some(Child {
            school_id: line.school_id,
            school: line.school,
            board: line.board.unwrap_or_default(),
            given_name: line.given_name,
            prefix: line.prefix,
            family_name: line.family_name,
            born_on: line.born_on,
            group: Group::of(line.sector, line.group),
            unenrolled_on: line.unenrolled_on,
        });
    }
    Ok((child.ok_or(Failure::Absent)?, absences))
}

/// A pupil on an agenda.
pub struct Item {
    pub id: ItemId,
    pub meeting: MeetingId,
    /// Which schools the meeting is about, and who holds it.
    pub schools: Schools,
    pub host: Option<OrganisationId>,
    /// Whether the agenda itself opens to the reader.
    pub opens: bool,
    /// The way of working under which the meeting was planned.
    pub template: TemplateId,
    pub kind: String,
    pub starts_at: DateTime<Utc>,
    pub stage: Stage,
    pub question: String,
    pub decision: String,
    pub actions: Vec<ActionLine>,
}

/// An action that came out of it.
pub struct ActionLine {
    pub what: String,
    pub owner: MembershipId,
    pub due_on: NaiveDate,
    pub done_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct ItemLine {
    id: ItemId,
    question: String,
    decision: String,
    meeting_id: MeetingId,
    school_id: Option<OrganisationId>,
    area_id: Option<AreaId>,
    organisation_id: Option<OrganisationId>,
    template_id: TemplateId,
    kind: String,
    starts_at: DateTime<Utc>,
    stage: String,
    what: Option<String>,
    owner_id: Option<MembershipId>,
    due_on: Option<NaiveDate>,
    done_at: Option<DateTime<Utc>>,
}

/// Where the pupil stands or stood on an agenda, newest first, with the actions.
pub async fn items(work: &mut Work<'_>, pupil: PupilId) -> Result<Vec<Item>, Failure> {
    use agenda_item::Column::{Decision, Id, MeetingId as Meeting, Question};
    let query = agenda_item::Entity::find()
        .select_only()
        .columns([Id, Question, Decision, Meeting])
        .columns([meeting::Column::SchoolId, meeting::Column::AreaId, meeting::Column::OrganisationId])
        .columns([meeting::Column::TemplateId, meeting::Column::Kind])
        .columns([meeting::Column::StartsAt, meeting::Column::Stage])
        .columns([action::Column::What, action::Column::OwnerId, action::Column::DueOn, action::Column::DoneAt])
        .join(JoinType::InnerJoin, to::<agenda_item::Entity, meeting::Entity>(Meeting))
        .join(JoinType::LeftJoin, back::<agenda_item::Entity, action::Entity>(action::Column::ItemId))
        .filter(agenda_item::Column::PupilId.eq(pupil))
        .filter(agenda_item::Column::RemovedAt.is_null())
        .order_by_desc(meeting::Column::StartsAt)
        .order_by_asc(Id)
        .order_by_asc(action::Column::DueOn);
    let mut all: Vec<Item> = vec![];
    for line in work.shaped::<agenda_item::Entity, ItemLine>(query).await? {
        if all.last().is_none_or(|last| last.id != line.id) {
            all.push(Item {
                id: line.id,
                meeting: line.meeting_id,
                schools: Schools::of(line.school_id, line.area_id),
                host: line.organisation_id,
                opens: false,
                template: line.template_id,
                kind: line.kind,
                starts_at: line.starts_at,
                stage: Stage::from_key(&line.stage).ok_or_else(|| Broken::Stored(line.stage.clone()))?,
                question: line.question,
                decision: line.decision,
                actions: vec![],
            });
        }
        if let (Some(item), Some(what), Some(owner), Some(due_on)) =
            (all.last_mut(), line.what, line.owner_id, line.due_on)
        {
            item.actions.push(ActionLine { what, owner, due_on, done_at: line.done_at });
        }
    }
    Ok(all)
}

/// Everybody who is named in the register or owns an action.
pub fn people(register: &Register, items: &[Item]) -> Vec<MembershipId> {
    let recorded = register.0.iter().flat_map(|s| [Some(s.recorded_by), s.withdrawn_by]).flatten();
    let owners = items.iter().flat_map(|item| item.actions.iter().map(|action| action.owner));
    recorded.chain(owners).collect()
}

/// Purposes for which a consent holds today.
pub fn given(body: &Body, register: &Register, today: NaiveDate) -> Vec<Key> {
    let holds = |key: &Key| register.state(key.as_str(), today).is_given();
    body.consents.iter().map(|purpose| purpose.key.clone()).filter(holds).collect()
}
