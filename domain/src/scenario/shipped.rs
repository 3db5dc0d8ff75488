//! The scenarios of the shipped templates, part of the program as the templates are. A template has one or more.

/// Key of the template and text of a scenario of it, in the order of the templates; the first of each has its name.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-tlv.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-oza.toml")),
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
        ("groningen", include_str!("../../templates/scenarios/groningen-terug-naar-school.toml")),
        ("groningen-dal", include_str!("../../templates/scenarios/groningen-dal.toml")),
        ("groningen-bmwe", include_str!("../../templates/scenarios/groningen-bmwe.toml")),
        (
            "groningen-noordenveld-westerkwartier",
            include_str!("../../templates/scenarios/groningen-noordenveld-westerkwartier.toml"),
        ),
        ("groningen-hssm", include_str!("../../templates/scenarios/groningen-hssm.toml")),
        (
            "groningen-oldambt-bellingwedde",
            include_str!("../../templates/scenarios/groningen-oldambt-bellingwedde.toml"),
        ),
        ("groningen-stadskanaal", include_str!("../../templates/scenarios/groningen-stadskanaal.toml")),
        ("groningen-veendam-pekela", include_str!("../../templates/scenarios/groningen-veendam-pekela.toml")),
        ("nji-vo", include_str!("../../templates/scenarios/nji-vo.toml")),
    ]
}
