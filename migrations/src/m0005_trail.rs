//! The audit trail: who saw or changed what, on which ground. Append-only; seals chain it per tenant.
use crate::table::Table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("audit")
            .moment("at")
            .uuid("person_id")
            .text("person_name")
            .text("function")
            .text("organisation")
            .text("action")
            .text("subject_kind")
            .uuid("subject_id")
            .optional()
            .one_of("outcome", &["permitted", "refused"])
            .text("ground")
            .text("fields")
            .index("at")
            .index("subject_id, at")
            .append_only()
            .create(manager)
            .await?;
        Table::tenant("audit_seal")
            .moment("at")
            .moment("until")
            .integer("number")
            .integer("lines")
            .bytes("hash")
            .unique("number")
            .append_only()
            .create(manager)
            .await
    }
}
