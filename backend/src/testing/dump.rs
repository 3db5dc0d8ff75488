//! Everything that one tenant holds, as text: what a stranger did must leave it byte for byte the same.
use super::TestHouse;
use crate::store::entity::TENANT_TABLES;
use domain::id::TenantId;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use std::collections::BTreeMap;

impl TestHouse {
    /// Rows of each tenant table, sorted. The audit trail is left out: a refusal adds a line to it, as it should.
    ///
    /// # Panics
    /// When the owner cannot read.
    pub async fn dump(&self, tenant: TenantId) -> BTreeMap<&'static str, Vec<String>> {
        let backend = self.owner.get_database_backend();
        let tx = self.owner.begin().await.expect("a transaction");
        if backend == DbBackend::Postgres {
            let set = format!("SELECT set_config('app.tenant_id', '{tenant}', true)");
            tx.execute_unprepared(&set).await.expect("the tenant");
        }
        let mut all = BTreeMap::new();
        for table in TENANT_TABLES.iter().filter(|table| !table.starts_with("audit")) {
            let sql = if backend == DbBackend::Postgres {
                format!("SELECT t::text AS line FROM \"{table}\" t WHERE tenant_id = '{tenant}' ORDER BY 1")
            } else {
                sqlite(&tx, table, tenant).await
            };
            let rows = tx.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
            all.insert(*table, rows.iter().map(|row| row.try_get("", "line").expect("a line")).collect());
        }
        tx.rollback().await.expect("a reader");
        all
    }

    /// The column `v` of a query under the floor, in which `TENANT` stands for the tenant and `ID` for the id as text.
    ///
    /// # Panics
    /// When the owner cannot read.
    pub async fn column(&self, tenant: TenantId, sql: &str) -> Vec<String> {
        let backend = self.owner.get_database_backend();
        let tx = self.owner.begin().await.expect("a transaction");
        let (filter, id) = if backend == DbBackend::Postgres {
            let set = format!("SELECT set_config('app.tenant_id', '{tenant}', true)");
            tx.execute_unprepared(&set).await.expect("the tenant");
            (format!("'{tenant}'"), "id::text")
        } else {
            (format!("x'{}'", tenant.0.simple()), "lower(hex(id))")
        };
        let sql = sql.replace("TENANT", &filter).replace("ID", id);
        let rows = tx.query_all_raw(Statement::from_string(backend, sql)).await.expect("rows");
        let found = rows.iter().map(|row| row.try_get("", "v").expect("a value")).collect();
        tx.rollback().await.expect("a reader");
        found
    }
}

async fn sqlite(tx: &impl ConnectionTrait, table: &str, tenant: TenantId) -> String {
    let columns = format!("SELECT name FROM pragma_table_info('{table}')");
    let rows = tx.query_all_raw(Statement::from_string(DbBackend::Sqlite, columns)).await.expect("columns");
    let quoted: Vec<String> =
        rows.iter().map(|row| format!("quote(\"{}\")", row.try_get::<String>("", "name").expect("a name"))).collect();
    let line = quoted.join(" || '|' || ");
    format!("SELECT {line} AS line FROM \"{table}\" WHERE tenant_id = x'{}' ORDER BY 1", tenant.0.simple())
}
