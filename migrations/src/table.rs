//! One way to make a table. A tenant table gets all its locks here and nowhere else: the primary key
//! `(tenant_id, id)`, composite foreign keys, row-level security with FORCE, and grants for the application's role.
//!
//! The two engines differ in the names of types and in what they can lock; that difference lives in this file.
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend, Statement},
};

/// The role with which the server connects to PostgreSQL. It owns nothing.
pub const APP_ROLE: &str = "rondom_app";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Rows belong to one tenant.
    Tenant,
    /// Rows belong to nobody in particular; the isolation test holds the reason.
    Global,
}

/// What the application's role may do with the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rights {
    All,
    /// Rows are written once and never changed.
    AppendOnly,
}

struct Column {
    name: &'static str,
    definition: (&'static str, &'static str),
    optional: bool,
    check: String,
}

/// A table in the making.
pub struct Table {
    name: &'static str,
    kind: Kind,
    rights: Rights,
    columns: Vec<Column>,
    keys: Vec<String>,
    indexes: Vec<(bool, &'static str, &'static str)>,
}

impl Table {
    /// A table whose rows belong to one tenant.
    pub fn tenant(name: &'static str) -> Self {
        let mut table = Self::new(name, Kind::Tenant).uuid("tenant_id").uuid("id");
        table.keys.push("PRIMARY KEY (tenant_id, id)".into());
        table.keys.push("FOREIGN KEY (tenant_id) REFERENCES tenant (id)".into());
        table
    }

    /// A table without a tenant, with its own primary key.
    pub fn global(name: &'static str, primary_key: &'static str) -> Self {
        let mut table = Self::new(name, Kind::Global);
        table.keys.push(format!("PRIMARY KEY ({primary_key})"));
        table
    }

    fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, rights: Rights::All, columns: vec![], keys: vec![], indexes: vec![] }
    }

    /// Rows can be added and read, never changed or removed.
    pub fn append_only(mut self) -> Self {
        self.rights = Rights::AppendOnly;
        self
    }

    fn column(mut self, name: &'static str, postgres: &'static str, sqlite: &'static str) -> Self {
        self.columns.push(Column { name, definition: (postgres, sqlite), optional: false, check: String::new() });
        self
    }

    pub fn uuid(self, name: &'static str) -> Self {
        self.column(name, "uuid", "blob")
    }
    pub fn text(self, name: &'static str) -> Self {
        self.column(name, "text", "text")
    }
    pub fn json(self, name: &'static str) -> Self {
        self.column(name, "jsonb", "text")
    }
    pub fn integer(self, name: &'static str) -> Self {
        self.column(name, "integer", "integer")
    }
    pub fn bigint(self, name: &'static str) -> Self {
        self.column(name, "bigint", "integer")
    }
    pub fn boolean(self, name: &'static str) -> Self {
        self.column(name, "boolean", "boolean")
    }
    pub fn date(self, name: &'static str) -> Self {
        self.column(name, "date", "text")
    }
    pub fn moment(self, name: &'static str) -> Self {
        self.column(name, "timestamptz", "text")
    }
    pub fn bytes(self, name: &'static str) -> Self {
        self.column(name, "bytea", "blob")
    }

    /// A word out of a fixed list.
    pub fn one_of(mut self, name: &'static str, words: &[&str]) -> Self {
        self = self.text(name);
        let list = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
        if let Some(last) = self.columns.last_mut() {
            last.check = format!(" CHECK ({name} IN ({list}))");
        }
        self
    }

    /// The last column may be empty.
    pub fn optional(mut self) -> Self {
        if let Some(last) = self.columns.last_mut() {
            last.optional = true;
        }
        self
    }

    /// Optimistic concurrency: counts the changes of the row.
    pub fn version(self) -> Self {
        self.integer("version")
    }

    /// A column that points to a row of the same tenant. PostgreSQL checks foreign keys outside row-level security,
    /// so the tenant is part of the key.
    pub fn belongs_to(mut self, name: &'static str, table: &'static str) -> Self {
        self = self.uuid(name);
        self.keys.push(format!("FOREIGN KEY (tenant_id, \"{name}\") REFERENCES \"{table}\" (tenant_id, id)"));
        self.indexes.push((false, name, ""));
        self
    }

    /// A column that points to a row of a global table.
    pub fn points_to(mut self, name: &'static str, table: &'static str) -> Self {
        self = self.uuid(name);
        self.keys.push(format!("FOREIGN KEY ({name}) REFERENCES \"{table}\" (id)"));
        self.indexes.push((false, name, ""));
        self
    }

    /// No two rows (of one tenant) share these columns.
    pub fn unique(mut self, columns: &'static str) -> Self {
        self.indexes.push((true, columns, ""));
        self
    }

    /// No two rows that meet the condition share these columns.
    pub fn unique_where(mut self, columns: &'static str, condition: &'static str) -> Self {
        self.indexes.push((true, columns, condition));
        self
    }

    pub fn index(mut self, columns: &'static str) -> Self {
        self.indexes.push((false, columns, ""));
        self
    }

    /// What is true of every row.
    pub fn holds(mut self, check: &str) -> Self {
        self.keys.push(check.into());
        self
    }

    /// Makes the table anew under its name, with the rows that stand in it: SQLite changes no column or key that is there.
    /// A column that is new is empty. Who points at the table points at it afterwards.
    pub async fn replace(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let name = self.name;
        let old = connection
            .query_all_raw(Statement::from_string(
                DbBackend::Sqlite,
                format!("SELECT name FROM pragma_table_info('{name}')"),
            ))
            .await?;
        let old = old.iter().map(|row| row.try_get::<String>("", "name")).collect::<Result<Vec<_>, _>>()?;
        let kept: Vec<_> =
            self.columns.iter().map(|column| column.name).filter(|c| old.iter().any(|o| o == c)).collect();
        let kept = kept.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let mut all = vec!["PRAGMA foreign_keys = OFF".to_owned(), "BEGIN IMMEDIATE".into()];
        let [create, indexes @ ..] = &self.statements(DbBackend::Sqlite)[..] else { return Ok(()) };
        all.push(create.replacen(&format!("\"{name}\""), &format!("\"{name}_new\""), 1));
        all.push(format!("INSERT INTO \"{name}_new\" ({kept}) SELECT {kept} FROM \"{name}\""));
        all.push(format!("DROP TABLE \"{name}\""));
        all.push(format!("ALTER TABLE \"{name}_new\" RENAME TO \"{name}\""));
        all.extend(indexes.iter().cloned());
        all.extend(["COMMIT".to_owned(), "PRAGMA foreign_keys = ON".into()]);
        // One text, so that all of it goes over one connection.
        connection.execute_unprepared(&all.join(";\n")).await?;
        Ok(())
    }

    /// Makes the table with its keys, indexes, rights and locks.
    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        for statement in self.statements(backend) {
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    fn statements(&self, backend: DbBackend) -> Vec<String> {
        let postgres = backend == DbBackend::Postgres;
        let mut all = vec![self.create_table(postgres)];
        let prefix = if self.kind == Kind::Tenant { "tenant_id, " } else { "" };
        for (unique, columns, condition) in &self.indexes {
            let kind = if *unique { "UNIQUE INDEX" } else { "INDEX" };
            let name = format!("{}_{}", self.name, columns.replace(", ", "_"));
            let filter = if condition.is_empty() { String::new() } else { format!(" WHERE {condition}") };
            all.push(format!("CREATE {kind} {name}_ix ON \"{}\" ({prefix}{columns}){filter}", self.name));
        }
        if postgres {
            all.extend(self.postgres_locks());
        } else if self.rights == Rights::AppendOnly {
            all.extend(self.sqlite_append_only());
        }
        all
    }

    fn create_table(&self, postgres: bool) -> String {
        let mut sql = format!("CREATE TABLE \"{}\" (", self.name);
        for column in &self.columns {
            let kind = if postgres { column.definition.0 } else { column.definition.1 };
            let null = if column.optional { "" } else { " NOT NULL" };
            let _ = write!(sql, "\"{}\" {kind}{null}{}, ", column.name, column.check);
        }
        sql + &self.keys.join(", ") + ")"
    }

    fn postgres_locks(&self) -> Vec<String> {
        let name = self.name;
        let rights = match self.rights {
            Rights::All => "SELECT, INSERT, UPDATE, DELETE",
            Rights::AppendOnly => "SELECT, INSERT",
        };
        let mut all = vec![format!("GRANT {rights} ON \"{name}\" TO {APP_ROLE}")];
        if self.kind == Kind::Tenant {
            let mine = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";
            all.push(format!("ALTER TABLE \"{name}\" ENABLE ROW LEVEL SECURITY"));
            all.push(format!("ALTER TABLE \"{name}\" FORCE ROW LEVEL SECURITY"));
            all.push(format!("CREATE POLICY tenant ON \"{name}\" USING ({mine}) WITH CHECK ({mine})"));
        }
        all
    }

    fn sqlite_append_only(&self) -> Vec<String> {
        let name = self.name;
        ["UPDATE", "DELETE"]
            .iter()
            .map(|verb| {
                format!(
                    "CREATE TRIGGER {name}_no_{} BEFORE {verb} ON \"{name}\" BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END",
                    verb.to_lowercase()
                )
            })
            .collect()
    }
}
