//! Rows of `pupil`.
use super::organisation;
use chrono::NaiveDate;
use domain::{
    id::{OrganisationId, PupilId, TenantId},
    pupil::{Group, Search, Years},
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    entity::prelude::{
        ActiveModelBehavior, DeriveEntityModel, DerivePrimaryKey, DeriveRelation, EntityTrait, EnumIter,
        PrimaryKeyTrait,
    },
    sea_query::{Expr, IntoIden, Query},
};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pupil")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PupilId,
    pub school_id: OrganisationId,
    pub given_name: String,
    pub prefix: String,
    pub family_name: String,
    pub search_name: String,
    pub born_on: NaiveDate,
    pub group: i32,
    pub unenrolled_on: Option<NaiveDate>,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The year at a school that counts like this.
    pub fn group(&self, years: Years) -> Group {
        Group::of(years, self.group)
    }
}

/// A column of the pupil's school, in a query that has `pupil`, or has it under another name.
pub fn of_school(pupil: impl IntoIden, column: organisation::Column) -> Expr {
    let (pupil, school) = (pupil.into_iden(), |column| Expr::col((organisation::Entity, column)));
    let query = Query::select()
        .expr(school(column))
        .from(organisation::Entity)
        .and_where(school(organisation::Column::TenantId).equals((pupil.clone(), Column::TenantId)))
        .and_where(school(organisation::Column::Id).equals((pupil, Column::SchoolId)))
        .to_owned();
    Expr::SubQuery(None, Box::new(query.into()))
}

/// Pupils whom a search finds by name; the database is asked it this way everywhere. Words hold letters and digits only,
/// so no sign of LIKE can be among them.
pub fn named(search: &Search) -> Condition {
    match search {
        Search::All => Condition::all(),
        Search::Nobody => Condition::all().add(Expr::value(false)),
        Search::Words(words) => {
            words.iter().fold(Condition::all(), |all, word| all.add(Column::SearchName.contains(word.as_str())))
        }
    }
}
