//! The scenarios of the shipped templates, part of the program as the templates are. A template has one or more.

/// Key of the template and text of a scenario of it, in the order of the templates; the first of each has its name.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-school.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-anoniem.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-uitsluitend-onderwijs.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-uitsluitend-zorg.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-verzuim.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-anoniem.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-uitsluitend-onderwijs.toml")),
        ("groningen", include_str!("../../templates/scenarios/groningen.toml")),
    ]
}
