//! The templates of the source documents, part of the program. They are data: tests check them, nothing names them.

use super::Key;

/// The text of a shipped template by the key that it gives itself: that of its tenant, written as a name.
pub fn by_key(key: &Key) -> Option<&'static str> {
    shipped().iter().find(|(tenant, _)| tenant.replace('-', "_") == key.as_str()).map(|(_, text)| *text)
}

/// Key and text of each shipped template. The keys are those of the demo tenants that use them.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("haarlemmermeer-po", include_str!("../../templates/haarlemmermeer-po.toml")),
        ("west-brabant-po", include_str!("../../templates/west-brabant-po.toml")),
        ("west-brabant-vo", include_str!("../../templates/west-brabant-vo.toml")),
        ("groningen", include_str!("../../templates/groningen.toml")),
    ]
}
