//! The start: the versions with their running cases, and what was moved before, with how long it can go back.
use super::{permit, versions};
use crate::{
    Failure, Scope,
    audit::Subject,
    clock::local,
    members::{self, Names},
    scope::Work,
    store::{
        entity::{case_move, moving, template},
        to,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    calendar::short_date,
    engine::moving::last_day,
    id::{MembershipId, MovingId, TemplateId},
    page::moving::{Counts, Earlier, Movings, Outcome},
    policy::Action,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    sea_query::{Alias, Expr},
};

/// So many lines back: three for each moving, at most.
const MOST: u64 = 300;

/// What was moved together, by what became of it.
#[derive(FromQueryResult)]
pub(super) struct Line {
    moving_id: MovingId,
    pub moved_by: MembershipId,
    moved_at: DateTime<Utc>,
    from_id: TemplateId,
    to_id: TemplateId,
    from_number: i32,
    to_number: i32,
    outcome: String,
    cases: i64,
    back: i64,
}

/// The start.
pub async fn movings(scope: &Scope) -> Result<Movings, Failure> {
    let mut work = scope.see().await?;
    let subject = Subject::list("case");
    let ground = permit(&mut work, subject).await?;
    let versions = versions::all(&mut work).await?;
    let lines = lines(&mut work, None).await?;
    let names = members::names(&mut work, lines.iter().map(|line| line.moved_by).collect()).await?;
    let earlier = told(&lines, &names, scope.today());
    work.note(Action::MoveCases, subject, ground, "aantallen per versie");
    work.done(Movings { versions, earlier }).await
}

/// What was moved, newest first, or one of them; one statement.
pub(super) async fn lines(work: &mut Work<'_>, only: Option<MovingId>) -> Result<Vec<Line>, Failure> {
    use case_move::Column::{Id, MovingId as Moving, Outcome as How, UndoneAt};
    let (old, new) = (Alias::new("old"), Alias::new("new"));
    let number = |alias: &Alias| Expr::col((alias.clone(), template::Column::Number));
    let mut query = case_move::Entity::find()
        .select_only()
        .columns([Moving, How])
        .columns([moving::Column::MovedBy, moving::Column::MovedAt])
        .columns([moving::Column::FromId, moving::Column::ToId])
        .column_as(number(&old), "from_number")
        .column_as(number(&new), "to_number")
        .column_as(Id.count(), "cases")
        .column_as(UndoneAt.count(), "back")
        .join(JoinType::InnerJoin, to::<case_move::Entity, moving::Entity>(Moving))
        .join_as(JoinType::InnerJoin, of_version(moving::Column::FromId), old.clone())
        .join_as(JoinType::InnerJoin, of_version(moving::Column::ToId), new.clone())
        .group_by(Moving)
        .group_by(How)
        .group_by(moving::Column::MovedBy)
        .group_by(moving::Column::MovedAt)
        .group_by(moving::Column::FromId)
        .group_by(moving::Column::ToId)
        .group_by(number(&old))
        .group_by(number(&new))
        .order_by_desc(moving::Column::MovedAt)
        .order_by_desc(Moving)
        .limit(MOST);
    if let Some(only) = only {
        query = query.filter(Moving.eq(only));
    }
    work.shaped(query).await
}

fn of_version(column: moving::Column) -> RelationDef {
    to::<moving::Entity, template::Entity>(column)
}

/// In words.
pub(super) fn told(lines: &[Line], names: &Names, today: NaiveDate) -> Vec<Earlier> {
    let mut all: Vec<(Earlier, NaiveDate)> = vec![];
    for line in lines {
        if all.last().is_none_or(|(last, _)| last.id != line.moving_id) {
            let at = local(line.moved_at);
            let earlier = Earlier {
                id: line.moving_id,
                at: format!("{} om {}", short_date(at.date()), at.format("%H:%M")),
                by: names.name(line.moved_by),
                from: format!("versie {}", line.from_number),
                to: format!("versie {}", line.to_number),
                from_id: line.from_id,
                to_id: line.to_id,
                counts: Counts::default(),
                back_until: None,
            };
            all.push((earlier, at.date()));
        }
        let Some((earlier, on)) = all.last_mut() else { continue };
        let many = |count: i64| u64::try_from(count).unwrap_or_default();
        let counts = &mut earlier.counts;
        match Outcome::from_key(&line.outcome) {
            Some(Outcome::Waiting) => counts.waiting = many(line.cases),
            Some(Outcome::Skipped) => counts.skipped = many(line.cases),
            Some(Outcome::Moved) => (counts.moved, counts.back) = (many(line.cases), many(line.back)),
            None => {}
        }
        let last = last_day(*on);
        earlier.back_until = (today <= last && earlier.counts.moved > earlier.counts.back).then_some(last);
    }
    all.into_iter().map(|(earlier, _)| earlier).collect()
}
