//! The scenarios of the shipped templates, part of the program as the templates are. A template has one or more.

/// Key of the template and text of a scenario of it, in the order of the templates; the first of each has its name.
pub const fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-tlv.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-oza.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-januari.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-instroom.toml")),
        ("haarlemmermeer-po", include_str!("../../templates/scenarios/haarlemmermeer-po-beantwoord.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-school.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-anoniem.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-uitsluitend-onderwijs.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-uitsluitend-zorg.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-zorgteam.toml")),
        ("west-brabant-po", include_str!("../../templates/scenarios/west-brabant-po-vertrokken.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-verzuim.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-anoniem.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-uitsluitend-onderwijs.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-uitsluitend-zorg.toml")),
        ("west-brabant-vo", include_str!("../../templates/scenarios/west-brabant-vo-vertrokken.toml")),
        ("groningen", include_str!("../../templates/scenarios/groningen.toml")),
        ("groningen", include_str!("../../templates/scenarios/groningen-terug-naar-school.toml")),
        ("groningen", include_str!("../../templates/scenarios/groningen-voortraject.toml")),
        ("groningen", include_str!("../../templates/scenarios/groningen-ander-scenario.toml")),
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
        ("nji-vo", include_str!("../../templates/scenarios/nji-vo-heen-en-weer.toml")),
        ("nji-vo", include_str!("../../templates/scenarios/nji-vo-basis.toml")),
        ("nji-vo", include_str!("../../templates/scenarios/nji-vo-overdracht.toml")),
        ("nji-vo", include_str!("../../templates/scenarios/nji-vo-niet-voortgezet.toml")),
    ]
}
