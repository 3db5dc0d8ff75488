//! Meetings, for what parents are asked consent, and the year calendar.

use super::{Input, KEY, Kind, Of, Slot, Variant, Words, may, needs};
use crate::stage::Stage;

fn owners() -> Words {
    vec![
        ("school", "de school"),
        ("swv", "het samenwerkingsverband"),
        ("area", "het gebied"),
        ("municipality", "de gemeente"),
    ]
}

static CADENCE: [Variant; 4] = [
    Variant {
        key: "months", says: "één keer in deze maanden: {}", holds: Some(Input::Numbers { least: 1, most: 12 })
    },
    Variant { key: "every_weeks", says: "elke {} schoolweken", holds: Some(Input::Number { least: 1, most: 52 }) },
    Variant { key: "published", says: "op deze data: {}", holds: Some(Input::Dates) },
    Variant { key: "on_decision", says: "als het nodig is", holds: None },
];

static POOL: Kind = Kind {
    list: "pool",
    one: "groep",
    many: "Groepen",
    neuter: false,
    identity: Some("role"),
    name: "role",
    slots: &[
        needs("role", "Rol", "", Input::One(Of::Roles)),
        needs("choose", "Hoeveel", "", Input::Number { least: 1, most: 20 }),
    ],
};

fn stages() -> Words {
    Stage::ALL
        .into_iter()
        .map(|stage| {
            let label = match stage {
                Stage::Concept => "concept",
                Stage::Sent => "verstuurd",
                Stage::Definitive => "definitief",
                Stage::Held => "gehouden",
                Stage::Shared => "verslag gedeeld",
            };
            (stage.key(), label)
        })
        .collect()
}

fn additions() -> Words {
    vec![
        ("free", "wie de agenda voorbereidt"),
        ("partners_too", "ook leden en partners"),
        ("late_with_reason", "iedereen, met een reden"),
        ("closed", "niemand"),
    ]
}

/// The five stages of an agenda.
pub static STAGES: Kind = Kind {
    list: "stages",
    one: "fase van de agenda",
    many: "Fasen van de agenda",
    neuter: false,
    identity: Some("stage"),
    name: "label",
    slots: &[
        needs("stage", "Fase", "", Input::Choice(stages)),
        needs("label", "Naam", "'Concept verstuurd'", Input::Line),
        needs("action", "Op de knop", "'Agenda versturen'", Input::Line),
        needs("consequence", "Gevolg", "Wat dat in gang zet, in één zin.", Input::Sentence),
        needs("by", "Door", "", Input::Several(Of::Roles)),
        needs(
            "days_before",
            "Dagen voor het overleg",
            "Na het overleg: een getal onder nul.",
            Input::Number { least: -60, most: 365 },
        ),
        needs("additions", "Wie leerlingen toevoegt", "", Input::Choice(additions)),
    ],
};

const ACCESS: &[Slot] = &[
    may(
        "opens_days_before",
        "Open vanaf zoveel dagen ervoor",
        "Leeg: zodra de agenda is verstuurd.",
        Input::Number { least: 0, most: 365 },
    ),
    may(
        "closes_days_after",
        "Open tot en met zoveel dagen erna",
        "Leeg: zolang de toestemming geldt.",
        Input::Number { least: 0, most: 365 },
    ),
];

pub static MEETINGS: Kind = Kind {
    list: "meetings",
    one: "overleg",
    many: "Overleggen",
    neuter: true,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Naam", "'Zorg Advies Team'", Input::Line),
        needs("abbreviation", "Afkorting", "'ZAT'", Input::Line),
        needs("owner", "Van wie", "Voor wie de data worden gepland.", Input::Choice(owners)),
        needs("cadence", "Hoe vaak", "", Input::Variant(&CADENCE)),
        needs("chair", "Voorzitter", "", Input::One(Of::Roles)),
        needs("secretary", "Verslag", "", Input::One(Of::Roles)),
        needs("members", "Vaste leden", "", Input::Several(Of::Roles)),
        may("optional", "Altijd welkom", "", Input::Several(Of::Roles)),
        may(
            "per_case",
            "Per leerling uitgenodigd",
            "Ook mensen zonder account, zoals ouders.",
            Input::Several(Of::Roles),
        ),
        may("pool", "Uit een groep", "Van wie er per leerling een aantal wordt uitgenodigd.", Input::Parts(&POOL)),
        needs("item_minutes", "Minuten per leerling", "", Input::Number { least: 1, most: 480 }),
        may(
            "consent",
            "Toestemming",
            "Zonder deze toestemming wordt een leerling alleen anoniem besproken.",
            Input::One(Of::Consents),
        ),
        may(
            "access",
            "Inzage voor partners",
            "Wanneer partners een verstuurde agenda zien. School en samenwerkingsverband zien hem altijd.",
            Input::Group(ACCESS),
        ),
        may("form", "Formulier", "Waarvan de antwoorden de agenda vullen.", Input::One(Of::Forms)),
        may("guidance", "Vragen bij elke bespreking", "Elke regel is een vraag.", Input::Lines),
        needs("stages", "Fasen van de agenda", "", Input::Parts(&STAGES)),
    ],
};

static VALIDITY: [Variant; 2] = [
    Variant { key: "school_year", says: "tot het einde van het schooljaar", holds: None },
    Variant { key: "months", says: "{} maanden", holds: Some(Input::Number { least: 1, most: 36 }) },
];

const AGES: &[Slot] = &[
    may(
        "heard",
        "Gehoord vanaf",
        "Leeg: 12 jaar. De leerling tekent mee of is gehoord.",
        Input::Number { least: 0, most: 16 },
    ),
    may(
        "alone",
        "Beslist alleen vanaf",
        "Leeg: 16 jaar. Later dan 16: tot die leeftijd geven leerling en ouders samen toestemming.",
        Input::Number { least: 16, most: 18 },
    ),
];

pub static CONSENTS: Kind = Kind {
    list: "consents",
    one: "toestemming",
    many: "Toestemmingen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Waarvoor", "", Input::Line),
        needs(
            "explanation",
            "Uitleg voor ouders",
            "Wat er wordt gedeeld, met wie, waarom, en dat zij nee mogen zeggen. Eenvoudig, met u.",
            Input::Text,
        ),
        needs("validity", "Geldig", "", Input::Variant(&VALIDITY)),
        may("ages", "Leeftijden", "Leeg: gehoord vanaf 12 jaar, alleen beslissen vanaf 16 jaar.", Input::Group(AGES)),
    ],
};

fn year_kinds() -> Words {
    vec![
        ("talk", "gesprek"),
        ("analysis", "analyse"),
        ("agenda", "agenda van een overleg"),
        ("prognosis", "prognose"),
        ("placement", "plaatsing"),
        ("inventory", "inventarisatie"),
    ]
}

pub static YEAR_EVENTS: Kind = Kind {
    list: "year_events",
    one: "regel van de jaarkalender",
    many: "Jaarkalender",
    neuter: false,
    identity: None,
    name: "label",
    slots: &[
        needs("label", "Wat", "", Input::Line),
        needs("month", "Maand", "1 tot en met 12", Input::Number { least: 1, most: 12 }),
        needs("kind", "Soort", "", Input::Choice(year_kinds)),
        may("by", "Wie", "", Input::Several(Of::Roles)),
        may("meeting", "Overleg", "", Input::One(Of::Meetings)),
        may("stage", "Fase van de agenda", "", Input::Choice(stages)),
        may("after_summer", "Sluit het jaar af", "De augustus na de zomervakantie.", Input::Flag),
    ],
};
