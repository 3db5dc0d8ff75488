//! The templates of the source documents, part of the program. They are data: tests check them, nothing names them.

use super::Key;

/// The text of a shipped template by the key that it gives itself: its name, with underscores.
pub fn by_key(key: &Key) -> Option<&'static str> {
    shipped().iter().find(|(name, _)| name.replace('-', "_") == key.as_str()).map(|(_, text)| *text)
}

/// Name and text of each shipped template: first those of the demo tenants that use them, then those that a tenant can
/// choose. A template that builds on another (`base`) finds it here.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("haarlemmermeer-po", include_str!("../../templates/haarlemmermeer-po.toml")),
        ("west-brabant-po", include_str!("../../templates/west-brabant-po.toml")),
        ("west-brabant-vo", include_str!("../../templates/west-brabant-vo.toml")),
        ("groningen", include_str!("../../templates/groningen.toml")),
        ("groningen-dal", include_str!("../../templates/groningen-dal.toml")),
        ("groningen-bmwe", include_str!("../../templates/groningen-bmwe.toml")),
        (
            "groningen-noordenveld-westerkwartier",
            include_str!("../../templates/groningen-noordenveld-westerkwartier.toml"),
        ),
        ("groningen-hssm", include_str!("../../templates/groningen-hssm.toml")),
        ("groningen-oldambt-bellingwedde", include_str!("../../templates/groningen-oldambt-bellingwedde.toml")),
        ("groningen-stadskanaal", include_str!("../../templates/groningen-stadskanaal.toml")),
        ("groningen-veendam-pekela", include_str!("../../templates/groningen-veendam-pekela.toml")),
        ("nji-vo", include_str!("../../templates/nji-vo.toml")),
    ]
}

/// The least that is a way of working: one phase, one role, one step, one way to close. Where somebody starts with nothing.
pub const fn empty() -> &'static str {
    include_str!("../../templates/leeg.toml")
}

#[cfg(test)]
#[path = "shipped_tests.rs"]
mod tests;
