//! What exists before a tenant is entered: tenants, regions, persons, their logins and sessions. No pupil data.
use crate::table::Table;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Table::global("tenant", "id")
            .uuid("id")
            .text("slug")
            .text("name")
            .one_of("sector", &["po", "vo"])
            .text("colour")
            .one_of("holiday_region", &["noord", "midden", "zuid"])
            .unique("slug")
            .create(manager)
            .await?;
        Table::global("region", "id").uuid("id").text("slug").text("name").unique("slug").create(manager).await?;
        Table::global("region_tenant", "region_id, tenant_id")
            .points_to("region_id", "region")
            .points_to("tenant_id", "tenant")
            .create(manager)
            .await?;
        Table::global("person", "id")
            .uuid("id")
            .text("name")
            .text("email")
            .moment("created_at")
            .create(manager)
            .await?;
        Table::global("region_member", "region_id, person_id")
            .points_to("region_id", "region")
            .points_to("person_id", "person")
            .text("function")
            .date("valid_from")
            .date("valid_until")
            .optional()
            .create(manager)
            .await?;
        Table::global("person_tenant", "person_id, tenant_id")
            .points_to("person_id", "person")
            .points_to("tenant_id", "tenant")
            .create(manager)
            .await?;
        Table::global("identity", "issuer, subject")
            .text("issuer")
            .text("subject")
            .points_to("person_id", "person")
            .moment("bound_at")
            .create(manager)
            .await?;
        Table::global("login_attempt", "id_hash")
            .bytes("id_hash")
            .text("provider")
            .json("secrets")
            .moment("expires_at")
            .create(manager)
            .await?;
        Table::global("ticket", "id_hash")
            .bytes("id_hash")
            .text("host")
            .json("login")
            .moment("expires_at")
            .create(manager)
            .await?;
        Table::global("spent_notice", "id_hash").bytes("id_hash").moment("expires_at").create(manager).await?;
        Table::global("session", "id_hash")
            .bytes("id_hash")
            .text("host")
            .points_to("person_id", "person")
            .optional()
            .text("issuer")
            .optional()
            .text("subject")
            .optional()
            .text("sid")
            .optional()
            .json("data")
            .moment("created_at")
            .moment("seen_at")
            .moment("expires_at")
            .index("issuer, sid")
            .index("issuer, subject")
            .create(manager)
            .await
    }
}
