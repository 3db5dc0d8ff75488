//! For whom a meeting can be planned: a school, an area, the samenwerkingsverband, a municipality; as far as the way of
//! working gives one of its meetings there to a function that the reader holds.
use crate::{
    Failure,
    scope::Work,
    store::entity::{area, meeting, organisation},
};
use domain::{
    actor::Actor,
    engine::meeting::prepares,
    id::{AreaId, MembershipId, OrganisationId},
    policy::{Action, Grounds, Schools, Seats, Table, permit},
    template::{MeetingType, Owner, Published, Template},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

/// Somebody for whom meetings are planned.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub id: Uuid,
    pub name: String,
    pub owner: Owner,
    pub schools: Schools,
    pub host: Option<OrganisationId>,
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    name: String,
    kind: String,
    area_id: Option<AreaId>,
}

impl Line {
    fn place(self) -> Option<Place> {
        let Self { id, name, kind, area_id } = self;
        let (owner, schools, host) = match kind.as_str() {
            "school" => (Owner::School, Schools::One(OrganisationId(id)), None),
            "area" => (Owner::Area, Schools::Of(AreaId(id)), None),
            "swv" => (Owner::Swv, Schools::All, Some(OrganisationId(id))),
            // A municipality that lies in an area speaks with the schools of that area.
            "municipality" => (Owner::Municipality, Schools::of(None, area_id), Some(OrganisationId(id))),
            _ => return None,
        };
        Some(Place { id, name, owner, schools, host })
    }
}

impl Place {
    pub fn table(&self, template: &Template<Published>, kind: &MeetingType) -> Table {
        Table { schools: self.schools, host: self.host, seats: Seats::of(template, kind) }
    }

    /// The membership with which policy and the template let this person plan a kind of meeting here.
    pub fn planner(&self, actor: &Actor, template: &Template<Published>, kind: &MeetingType) -> Option<MembershipId> {
        let table = self.table(template, kind);
        if kind.owner != self.owner || permit(actor, Action::DraftAgenda, Grounds::table(&table)).is_err() {
            return None;
        }
        let places = table.places(actor);
        places.into_iter().find(|held| prepares(template, kind, held.function)).map(|held| held.id)
    }

    /// Meetings that are theirs.
    pub fn owns(&self) -> Condition {
        match (self.schools.school(), self.schools.area(), self.host) {
            (Some(school), ..) => Condition::all().add(meeting::Column::SchoolId.eq(school)),
            (None, Some(area), None) => {
                Condition::all().add(meeting::Column::AreaId.eq(area)).add(meeting::Column::OrganisationId.is_null())
            }
            (None, _, host) => Condition::all().add(meeting::Column::OrganisationId.eq(host)),
        }
    }
}

/// The places of the tenant: the one with this id, or the reader's own schools and everything wider; by name. One
/// statement.
pub(super) async fn places(work: &mut Work<'_>, only: Option<Uuid>) -> Result<Vec<Place>, Failure> {
    let mine = work.scope().actor().memberships.iter().flat_map(|held| held.schools.iter().copied());
    let wider = organisation::Column::Kind.is_in(["swv", "municipality"]);
    let organisations = match only {
        Some(id) => Condition::all().add(organisation::Column::Id.eq(id)),
        None => Condition::any().add(organisation::Column::Id.is_in(mine)).add(wider),
    };
    let areas = Condition::all().add_option(only.map(|id| area::Column::Id.eq(id)));
    let organisations = organisation::Entity::find()
        .select_only()
        .columns([organisation::Column::Id, organisation::Column::Name, organisation::Column::Kind])
        .column(organisation::Column::AreaId)
        .filter(organisations);
    let areas = area::Entity::find()
        .select_only()
        .columns([area::Column::Id, area::Column::Name])
        .expr_as(Expr::cust("'area'"), "kind")
        .column_as(area::Column::Id, "area_id")
        .filter(areas);
    let found: Vec<Line> = work.shaped_both(organisations, areas).await?;
    let mut places: Vec<Place> = found.into_iter().filter_map(Line::place).collect();
    places.sort_by(|a, b| (a.owner as u8, &a.name).cmp(&(b.owner as u8, &b.name)));
    Ok(places)
}

/// Of these places, those where the reader may plan some kind of meeting.
pub(super) fn plannable(places: Vec<Place>, actor: &Actor, template: &Template<Published>) -> Vec<Place> {
    let may = |place: &Place| template.meetings.iter().any(|kind| place.planner(actor, template, kind).is_some());
    places.into_iter().filter(may).collect()
}

/// "een gebied": for whom a kind of meeting is.
pub(super) const fn word(owner: Owner) -> &'static str {
    match owner {
        Owner::School => "een school",
        Owner::Swv => "het samenwerkingsverband",
        Owner::Area => "een gebied",
        Owner::Municipality => "een gemeente",
    }
}
