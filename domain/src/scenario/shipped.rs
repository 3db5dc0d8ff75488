//! The scenarios of the shipped templates, part of the program as the templates are. A template has one or more.

/// Key of the template and text of a scenario of it, in the order of the templates; the first of each has its name.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo.toml")),
        ("groningen", include_str!("../../templates/scenarios/groningen.toml")),
    ]
}
