//! Who takes part, and what the way of working calls itself.

use super::{Input, KEY, Kind, Of, Slot, Variant, Words, functions, may, needs};
use crate::sector::Sector;

static ROLE: Input = Input::One(Of::Roles);

const BY_ANSWER: &[Slot] = &[
    needs("field", "Vraag", "", Input::One(Of::Fields)),
    needs("roles", "Rol per antwoord", "", Input::Map(Of::Answers, &ROLE)),
];

static BY_FACT: Kind = Kind {
    list: "by_fact",
    one: "regel",
    many: "Regels",
    neuter: false,
    identity: Some("fact"),
    name: "fact",
    slots: &[needs("fact", "Feit", "", Input::One(Of::Facts)), needs("role", "Rol", "", Input::One(Of::Roles))],
};

static RESOLVE: [Variant; 4] = [
    Variant { key: "function", says: "iedereen met een van deze functies", holds: None },
    Variant { key: "case_lead", says: "de casusregisseur, per casus aangewezen", holds: None },
    Variant {
        key: "by_answer",
        says: "volgt uit het antwoord op een vraag: {}, {}",
        holds: Some(Input::Group(BY_ANSWER)),
    },
    Variant { key: "by_fact", says: "volgt uit wat is vastgelegd: {}", holds: Some(Input::Parts(&BY_FACT)) },
];

pub static ROLES: Kind = Kind {
    list: "roles",
    one: "rol",
    many: "Rollen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Naam", "Zoals men de rol noemt: 'kc'er', 'schoolcoach'.", Input::Line),
        may(
            "functions",
            "Functies",
            "Wie de rol vervult. Geen functie: mensen zonder account, zoals ouders.",
            Input::Choices(functions),
        ),
        may(
            "covenant",
            "Convenant",
            "Alleen voor partners: hun organisatie ziet pas iets na toetreding. Wie toetrad, staat bij Beheer.",
            Input::Line,
        ),
        may("resolve", "Wie het is", "", Input::Variant(&RESOLVE)),
        may("tasks", "Taken", "Wat van de rol wordt verwacht. Elke regel is een taak.", Input::Lines),
    ],
};

fn sectors() -> Words {
    Sector::ALL.map(|sector| (sector.key(), sector.label())).to_vec()
}

/// What the way of working is.
pub static META: [Slot; 5] = [
    KEY,
    needs("title", "Naam", "", Input::Line),
    needs("sector", "Sector", "", Input::Choice(sectors)),
    needs("version", "Versie in woorden", "'HGW-document 2024-2027'", Input::Line),
    may("description", "Toelichting", "Wat het is, en welke keuzes zijn gemaakt.", Input::Text),
];

/// Own words.
pub static WORDS: Slot = may(
    "vocabulary",
    "Eigen woorden",
    "Hoe u een functie of een casus noemt, als dat anders is. Een per regel, bijvoorbeeld: intern_begeleider = kc'er, of: casus = traject",
    Input::Words,
);
