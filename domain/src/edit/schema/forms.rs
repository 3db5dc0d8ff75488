//! Forms with their sections and questions, and letters.

use super::{GUARD, Input, KEY, Kind, Of, Slot, Variant, Words, functions, may, needs};
use crate::{absence::Category, pupil::Years};

const IN_FORCE: &[Slot] = &[needs("from", "Vanaf", "", Input::Date), may("until", "Tot en met", "", Input::Date)];
const READ: Slot = may(
    "read",
    "Wie het leest",
    "Leeg: iedereen van de school en het samenwerkingsverband.",
    Input::Several(Of::Roles),
);
const WRITE: Slot = may("write", "Wie het invult", "Leeg: wie het leest.", Input::Several(Of::Roles));

fn types() -> Words {
    vec![
        ("string", "één regel"),
        ("text", "tekst"),
        ("boolean", "ja of nee"),
        ("date", "datum"),
        ("integer", "getal"),
        ("choice", "één keuze"),
        ("choices", "meer keuzes"),
        ("signature", "een handtekening"),
    ]
}

static OPTIONS: Kind = Kind {
    list: "answerOption",
    one: "mogelijkheid",
    many: "Mogelijkheden",
    neuter: false,
    identity: Some("value"),
    name: "label",
    slots: &[
        needs("value", "Naam in het bestand", "", Input::Key),
        needs("label", "Mogelijkheid", "", Input::Sentence),
        may("short", "Kort", "Voor een smalle kolom.", Input::Line),
    ],
};

const ENABLE_WHEN: &[Slot] = &[
    needs("question", "Bij vraag", "", Input::One(Of::Fields)),
    needs("equals", "Het antwoord is", "", Input::One(Of::Answers)),
];

const ORIGIN: &[Slot] = &[
    needs("form", "Formulier", "Over dezelfde casus, of de analyse van de school.", Input::One(Of::Forms)),
    needs("field", "Vraag", "Wie hier leest, moet ook daar lezen; of bied het alleen aan.", Input::One(Of::Fields)),
    may(
        "offer",
        "Alleen aanbieden",
        "Hier lezen mensen mee die daar niet meelezen: wie invult, neemt het met een knop over.",
        Input::Flag,
    ),
];

static SOURCE: [Variant; 14] = [
    Variant { key: "name", says: "de naam van de leerling", holds: None },
    Variant { key: "birth_date", says: "de geboortedatum", holds: None },
    Variant { key: "group", says: "de groep", holds: None },
    Variant { key: "today", says: "de dag van vandaag", holds: None },
    Variant { key: "school", says: "de school", holds: None },
    Variant { key: "board", says: "het bestuur", holds: None },
    Variant { key: "pupil_count", says: "het aantal leerlingen", holds: None },
    Variant { key: "function", says: "wie op school deze functie heeft: {}", holds: Some(Input::Choice(functions)) },
    Variant { key: "absent_since", says: "verzuimt sinds", holds: None },
    Variant { key: "unenrolled_since", says: "niet ingeschreven sinds", holds: None },
    Variant { key: "last_discussed", says: "laatst besproken", holds: None },
    Variant { key: "row", says: "de regel waarin het staat", holds: None },
    Variant { key: "lead", says: "de casusregisseur", holds: None },
    Variant { key: "answer", says: "wat in het formulier {} staat bij {}", holds: Some(Input::Group(ORIGIN)) },
];

pub static FIELDS: Kind = Kind {
    list: "fields",
    one: "vraag",
    many: "Vragen",
    neuter: false,
    identity: Some("linkId"),
    name: "text",
    slots: &[
        needs("linkId", "Naam in het bestand", "", Input::Key),
        needs("text", "Vraag", "", Input::Sentence),
        needs("type", "Antwoord", "", Input::Choice(types)),
        may("hint", "Toelichting", "Onder de vraag: wat er wordt bedoeld.", Input::Sentence),
        may("required", "Verplicht", "", Input::Flag),
        may("answerOption", "Mogelijkheden", "", Input::Parts(&OPTIONS)),
        may("enableWhen", "Alleen als", "", Input::Group(ENABLE_WHEN)),
        may("agenda", "'Ja' zet op de conceptagenda", "", Input::Flag),
        may("eachPeriod", "Elke periode opnieuw", "", Input::Flag),
        may(
            "paper",
            "Handtekening op papier",
            "Van wie hier niet inlogt: wie de vraag invult, legt vast wie er tekende en wanneer.",
            Input::Flag,
        ),
        may(
            "source",
            "Is al bekend",
            "Wordt getoond, niet gevraagd; uit een ander formulier staat het er al en kan het anders.",
            Input::Variant(&SOURCE),
        ),
        READ,
        WRITE,
    ],
};

fn categories() -> Words {
    Category::ALL.iter().map(|category| (category.key(), category.label())).collect()
}

static SECTION_KIND: [Variant; 5] = [
    Variant { key: "header", says: "vragen onder elkaar", holds: None },
    Variant { key: "rows", says: "regels die men toevoegt", holds: None },
    Variant { key: "pupils", says: "een tabel met leerlingen", holds: None },
    Variant { key: "absence", says: "een tabel met verzuim: {}", holds: Some(Input::Choice(categories)) },
    Variant { key: "agenda", says: "wat op de agenda komt", holds: None },
];

fn school_kinds() -> Words {
    Years::ALL.map(|years| (years.sector().key(), years.sector().label())).to_vec()
}

fn columns() -> Words {
    vec![("name", "naam"), ("birth_date", "geboortedatum"), ("group", "groep")]
}

pub static SECTIONS: Kind = Kind {
    list: "sections",
    one: "onderdeel",
    many: "Onderdelen",
    neuter: true,
    identity: Some("key"),
    name: "title",
    slots: &[
        KEY,
        needs("title", "Kop", "", Input::Line),
        needs("kind", "Soort", "", Input::Variant(&SECTION_KIND)),
        may("intro", "Inleiding", "Elke regel is een alinea.", Input::Lines),
        may("question", "Vraag boven het onderdeel", "", Input::Lines),
        may(
            "consent",
            "Eigen toestemming",
            "Partners zien dit onderdeel alleen met deze toestemming. School en samenwerkingsverband zien het altijd.",
            Input::One(Of::Consents),
        ),
        may("step", "Stap", "Voor een tabel met leerlingen: wie in deze stap is.", Input::One(Of::Steps)),
        may(
            "also",
            "Ook wie in",
            "Verdere stappen waarvan de leerlingen in deze tabel staan.",
            Input::Several(Of::Steps),
        ),
        may("at_least", "Minstens zoveel regels", "", Input::Number { least: 0, most: 100 }),
        may(
            "goals",
            "Elke regel is een doel",
            "Doelen staan met hun evaluatie op de pagina van de leerling.",
            Input::Flag,
        ),
        may("by_phase", "Per bouw", "", Input::Flag),
        may("columns", "Kolommen over de leerling", "", Input::Choices(columns)),
        may("fields", "Vragen", "", Input::Parts(&FIELDS)),
    ],
};

static BANDS: Kind = Kind {
    list: "bands",
    one: "bouw",
    many: "Bouwen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Naam", "'Onderbouw'", Input::Line),
        needs("caption", "Kop van de tabel", "", Input::Line),
        needs("groups", "Groepen", "Getallen met een komma ertussen.", Input::Numbers { least: 0, most: 8 }),
        may("sector", "Van welke scholen", "Alleen nodig als de werkwijze voor beide is.", Input::Choice(school_kinds)),
    ],
};

pub static FORMS: Kind = Kind {
    list: "forms",
    one: "formulier",
    many: "Formulieren",
    neuter: true,
    identity: Some("key"),
    name: "title",
    slots: &[
        KEY,
        needs("title", "Naam", "", Input::Line),
        may("guidance", "Aanwijzingen", "Elke regel is een alinea.", Input::Lines),
        may(
            "steps",
            "Gaat over een casus in",
            "Geen stap: het gaat over een school en een periode.",
            Input::Several(Of::Steps),
        ),
        may("per_round", "Elke ronde opnieuw", "", Input::Flag),
        READ,
        WRITE,
        may("meeting", "Hoort bij overleg", "", Input::One(Of::Meetings)),
        may("when", "Wordt gebruikt als", "", Input::Variant(&GUARD)),
        may("valid", "Geldt", "", Input::Group(IN_FORCE)),
        may("bands", "Bouwen", "", Input::Parts(&BANDS)),
        needs("sections", "Onderdelen", "", Input::Parts(&SECTIONS)),
    ],
};

pub static LETTERS: Kind = Kind {
    list: "letters",
    one: "brief",
    many: "Brieven",
    neuter: false,
    identity: Some("key"),
    name: "title",
    slots: &[
        KEY,
        needs("title", "Naam", "", Input::Line),
        needs("to", "Aan", "", Input::Several(Of::Roles)),
        needs("text", "Tekst", "Elke regel is een alinea.", Input::Lines),
        may("when", "Als", "", Input::Variant(&GUARD)),
        may("valid", "Geldt", "", Input::Group(IN_FORCE)),
    ],
};
