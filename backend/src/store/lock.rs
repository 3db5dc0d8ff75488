//! The server refuses to start when a lock of the database is not in place, and says which.
use super::{Store, entity::TENANT_TABLES};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};

/// What is not locked, in sentences. Empty means safe. SQLite has no roles and no row-level security: one process
/// owns the file, and the tenant is in every statement and every key.
pub async fn faults(store: &Store) -> Result<Vec<String>, DbErr> {
    if store.backend() != DbBackend::Postgres {
        return Ok(vec![]);
    }
    let mut faults = role_faults(store).await?;
    let rows = store
        .db
        .query_all_raw(Statement::from_string(
            DbBackend::Postgres,
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS locked, \
             EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) AS policy, \
             pg_get_userbyid(c.relowner) = current_user AS mine, \
             has_table_privilege(c.oid, 'TRUNCATE') AS truncates \
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema()",
        ))
        .await?;
    let mut seen = vec![];
    for row in rows {
        let table: String = row.try_get("", "relname")?;
        let is = |column: &str| row.try_get::<bool>("", column);
        if is("mine")? {
            faults.push(format!("De rol van de server is eigenaar van de tabel {table}."));
        }
        if is("truncates")? {
            faults.push(format!("De rol van de server mag de tabel {table} leegmaken (TRUNCATE)."));
        }
        if TENANT_TABLES.contains(&table.as_str()) && !(is("locked")? && is("policy")?) {
            faults.push(format!("Row-level security staat niet afgedwongen aan op de tabel {table}."));
        }
        seen.push(table);
    }
    for table in TENANT_TABLES.iter().filter(|table| !seen.iter().any(|s| s == *table)) {
        faults.push(format!("De tabel {table} ontbreekt. Draai eerst `rondom migrate`."));
    }
    faults.extend(append_only_faults(store).await?);
    Ok(faults)
}

async fn role_faults(store: &Store) -> Result<Vec<String>, DbErr> {
    let sql = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user";
    let Some(row) = store.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await? else {
        return Ok(vec!["De rol van de server is onbekend.".into()]);
    };
    let mut faults = vec![];
    if row.try_get::<bool>("", "rolsuper")? {
        faults.push("De rol van de server is superuser.".into());
    }
    if row.try_get::<bool>("", "rolbypassrls")? {
        faults.push("De rol van de server mag row-level security omzeilen (BYPASSRLS).".into());
    }
    Ok(faults)
}

async fn append_only_faults(store: &Store) -> Result<Vec<String>, DbErr> {
    let mut faults = vec![];
    for table in ["audit", "audit_seal"] {
        let sql = format!(
            "SELECT coalesce(bool_or(has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')), false) AS changes \
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE c.relname = '{table}' AND n.nspname = current_schema()"
        );
        let row = store.db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
        if row.is_some_and(|row| row.try_get::<bool>("", "changes").unwrap_or(true)) {
            faults.push(format!("De rol van de server mag regels in {table} wijzigen of wissen."));
        }
    }
    Ok(faults)
}
