//! Who works where inside a tenant, and by which way of working.
use crate::{table::Table, words};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::tenant("area").text("slug").text("name").unique("slug").create(manager).await?;
        Table::tenant("organisation")
            .one_of("kind", words::ORGANISATION_KINDS)
            .text("name")
            .text("code")
            .optional()
            .belongs_to("parent_id", "organisation")
            .optional()
            .belongs_to("area_id", "area")
            .optional()
            .create(manager)
            .await?;
        Table::tenant("membership")
            .points_to("person_id", "person")
            .one_of("function", words::FUNCTIONS)
            .belongs_to("organisation_id", "organisation")
            .date("valid_from")
            .date("valid_until")
            .optional()
            .moment("withdrawn_at")
            .optional()
            .uuid("withdrawn_by")
            .optional()
            .version()
            .create(manager)
            .await?;
        Table::tenant("membership_school")
            .belongs_to("membership_id", "membership")
            .belongs_to("school_id", "organisation")
            .unique("membership_id, school_id")
            .create(manager)
            .await?;
        Table::tenant("invitation")
            .bytes("token_hash")
            .points_to("person_id", "person")
            .belongs_to("invited_by", "membership")
            .moment("created_at")
            .moment("expires_at")
            .moment("accepted_at")
            .optional()
            .unique("token_hash")
            .create(manager)
            .await?;
        Table::tenant("template")
            .text("key")
            .integer("number")
            .text("title")
            .text("body")
            .date("effective_from")
            .moment("published_at")
            .unique("key, number")
            .create(manager)
            .await?;
        Table::tenant("closing_day").date("day").text("name").unique("day").create(manager).await
    }
}
