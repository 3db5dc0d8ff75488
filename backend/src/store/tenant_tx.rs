//! The only way to the rows of a tenant. Every statement gets its tenant here, so that no query can forget it; on
//! PostgreSQL row-level security says the same once more.
use super::{
    Store,
    entity::{TenantTable, membership, person},
};
use crate::{Failure, failure::Broken};
use domain::id::{MembershipId, PersonId, TenantId};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DeleteMany,
    EntityTrait, FromQueryResult, IntoActiveModel, Iterable, JoinType, PrimaryKeyToColumn, QueryFilter, QuerySelect,
    QueryTrait, RelationDef, Select, SelectTwo, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    UpdateMany, sea_query::UnionType,
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// A transaction in which only one tenant exists.
#[derive(Debug)]
pub struct TenantTx {
    tx: DatabaseTransaction,
    tenant: TenantId,
    statements: usize,
    /// All statements of the house, for tests and figures.
    total: Arc<AtomicUsize>,
}

/// The join from `A.column` to the row of `B` with that id, inside one tenant.
pub fn to<A: TenantTable, B: TenantTable>(column: A::Column) -> RelationDef {
    A::belongs_to(B::default()).from((A::tenant_column(), column)).to((B::tenant_column(), id_column::<B>())).into()
}

/// The join from a row of `A` to the rows of `B` whose `column` points to it.
pub fn back<A: TenantTable, B: TenantTable>(column: B::Column) -> RelationDef {
    to::<B, A>(column).rev()
}

fn id_column<E: EntityTrait>() -> E::Column {
    let last = <E::PrimaryKey as Iterable>::iter().last();
    #[expect(clippy::expect_used, reason = "a table without a primary key does not compile")]
    last.expect("a primary key").into_column()
}

impl TenantTx {
    pub(crate) async fn begin(store: &Store, tenant: TenantId, write: bool) -> Result<Self, Failure> {
        let mode = if write { SqliteTransactionMode::Immediate } else { SqliteTransactionMode::Deferred };
        let options = TransactionOptions { sqlite_transaction_mode: Some(mode), ..Default::default() };
        let tx = store.db.begin_with_options(options).await?;
        if tx.get_database_backend() == DbBackend::Postgres {
            let set = "SELECT set_config('app.tenant_id', $1, true)";
            tx.query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, set, [tenant.to_string().into()]))
                .await?;
        }
        Ok(Self { tx, tenant, statements: 0, total: Arc::clone(&store.statements) })
    }

    pub(crate) async fn commit(self) -> Result<(), Failure> {
        self.total.fetch_add(self.statements, Ordering::Relaxed);
        Ok(self.tx.commit().await?)
    }

    pub(crate) async fn rollback(self) -> Result<(), Failure> {
        self.total.fetch_add(self.statements, Ordering::Relaxed);
        Ok(self.tx.rollback().await?)
    }

    /// The transaction as it is, for the few tables without a tenant that change together with a tenant's rows.
    pub(super) fn whole(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Statements so far; pages have a budget.
    pub fn statements(&self) -> usize {
        self.statements
    }

    /// All rows that this query finds in the tenant.
    pub async fn all<E: TenantTable>(&mut self, query: Select<E>) -> Result<Vec<E::Model>, Failure> {
        self.statements += 1;
        Ok(query.filter(E::tenant_column().eq(self.tenant)).all(&self.tx).await?)
    }

    /// The first row, if any.
    pub async fn one<E: TenantTable>(&mut self, query: Select<E>) -> Result<Option<E::Model>, Failure> {
        self.statements += 1;
        Ok(query.filter(E::tenant_column().eq(self.tenant)).one(&self.tx).await?)
    }

    /// The row with this id; absent when it is another tenant's.
    pub async fn get<E: TenantTable>(&mut self, id: impl Into<sea_orm::Value>) -> Result<E::Model, Failure> {
        let query = E::find().filter(id_column::<E>().eq(id));
        self.one(query).await?.ok_or(Failure::Absent)
    }

    /// How many rows there are.
    pub async fn count<E: TenantTable>(&mut self, query: Select<E>) -> Result<u64, Failure>
    where
        E::Model: Sync,
    {
        use sea_orm::PaginatorTrait;
        self.statements += 1;
        let query = query.filter(E::tenant_column().eq(self.tenant));
        Ok(query.count(&self.tx).await?)
    }

    /// Rows with the one row each points to.
    pub async fn pairs<E: TenantTable, F: TenantTable>(
        &mut self,
        query: SelectTwo<E, F>,
    ) -> Result<Vec<(E::Model, Option<F::Model>)>, Failure> {
        self.statements += 1;
        Ok(query.filter(E::tenant_column().eq(self.tenant)).all(&self.tx).await?)
    }

    /// Rows in a shape of their own, from a query with joins made by [`to`].
    pub async fn shaped<E: TenantTable, T: FromQueryResult>(&mut self, query: Select<E>) -> Result<Vec<T>, Failure> {
        self.statements += 1;
        Ok(query.filter(E::tenant_column().eq(self.tenant)).into_model::<T>().all(&self.tx).await?)
    }

    /// Rows of two tables in one shape, in one statement; both queries select the same columns in the same order. The
    /// order of the rows is the caller's.
    pub async fn shaped_both<E: TenantTable, F: TenantTable, T: FromQueryResult>(
        &mut self,
        query: Select<E>,
        also: Select<F>,
    ) -> Result<Vec<T>, Failure> {
        self.statements += 1;
        let also = also.filter(F::tenant_column().eq(self.tenant)).into_query();
        let mut query = query.filter(E::tenant_column().eq(self.tenant));
        QuerySelect::query(&mut query).union(UnionType::All, also);
        Ok(query.into_model::<T>().all(&self.tx).await?)
    }

    /// Adds a row; its tenant is set here, whatever the caller wrote.
    pub async fn insert<E: TenantTable>(&mut self, row: E::Model) -> Result<(), Failure>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
    {
        self.insert_all::<E>(vec![row]).await
    }

    /// Adds rows in as few statements as the engines allow.
    pub async fn insert_all<E: TenantTable>(&mut self, rows: Vec<E::Model>) -> Result<(), Failure>
    where
        E::Model: IntoActiveModel<E::ActiveModel>,
        E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
    {
        /// Both engines bind fewer than 32,767 values in a statement; the widest table has 22 columns.
        const ROWS_PER_STATEMENT: usize = 1_000;
        let mut rows = rows.into_iter();
        loop {
            let part: Vec<E::ActiveModel> = rows
                .by_ref()
                .take(ROWS_PER_STATEMENT)
                .map(|row| {
                    let mut row = row.into_active_model().reset_all();
                    E::claim(&mut row, self.tenant);
                    row
                })
                .collect();
            if part.is_empty() {
                return Ok(());
            }
            self.statements += 1;
            E::insert_many(part).exec_without_returning(&self.tx).await?;
        }
    }

    /// Changes rows; the number says whether the expected version was still there.
    pub async fn update<E: TenantTable>(&mut self, query: UpdateMany<E>) -> Result<u64, Failure> {
        self.statements += 1;
        Ok(query.filter(E::tenant_column().eq(self.tenant)).exec(&self.tx).await?.rows_affected)
    }

    /// Removes rows.
    pub async fn delete<E: TenantTable>(&mut self, query: DeleteMany<E>) -> Result<u64, Failure> {
        self.statements += 1;
        Ok(query.filter(E::tenant_column().eq(self.tenant)).exec(&self.tx).await?.rows_affected)
    }

    /// Names of persons. The table is global and holds nothing but names; whom to name was found in the tenant.
    pub async fn names(&mut self, persons: Vec<PersonId>) -> Result<HashMap<PersonId, String>, Failure> {
        self.statements += 1;
        let query = person::Entity::find().filter(person::Column::Id.is_in(persons));
        Ok(query.all(&self.tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
    }

    /// Names of the people behind memberships of this tenant. One statement.
    pub async fn member_names(&mut self, members: Vec<MembershipId>) -> Result<HashMap<MembershipId, String>, Failure> {
        self.statements += 1;
        let of_person: RelationDef = membership::Entity::belongs_to(person::Entity)
            .from(membership::Column::PersonId)
            .to(person::Column::Id)
            .into();
        let rows = membership::Entity::find()
            .join(JoinType::InnerJoin, of_person)
            .select_also(person::Entity)
            .filter(membership::Column::TenantId.eq(self.tenant))
            .filter(membership::Column::Id.is_in(members))
            .all(&self.tx)
            .await?;
        Ok(rows.into_iter().filter_map(|(member, person)| Some((member.id, person?.name))).collect())
    }

    pub fn tenant(&self) -> TenantId {
        self.tenant
    }
}

impl From<&str> for Broken {
    fn from(text: &str) -> Self {
        Self::Other(text.into())
    }
}
