//! The flow: phases, steps, the ways between them, and what they wait for.

use super::{GUARD, Input, KEY, Kind, Of, PERIOD, Slot, Words, may, needs};
use crate::template::Milestone;

const GUARDED: Slot = may(
    "guard",
    "Kan pas als",
    "Waaraan moet zijn voldaan; bij een weigering staat dit erbij.",
    Input::Variant(&GUARD),
);
const REASON: Slot =
    may("reason_required", "Een reden is nodig", "Wie dit doet, schrijft in een zin waarom.", Input::Flag);
const BUTTON: Slot = needs("label", "Op de knop", "Werkwoord en voorwerp: 'Aanmelden bij het SOT'.", Input::Line);
const CONSEQUENCE: Slot =
    needs("consequence", "Gevolg", "Wat dit in gang zet, in één zin onder de knop.", Input::Sentence);

pub static PHASES: Kind = Kind {
    list: "phases",
    one: "fase",
    many: "Fasen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[KEY, needs("label", "Naam", "", Input::Line)],
};

fn milestones() -> Words {
    Milestone::ALL.iter().map(|milestone| (milestone.key(), milestone.label())).collect()
}

const TERM: &[Slot] = &[
    needs("length", "Duur", "", Input::Variant(&PERIOD)),
    may("from", "Telt vanaf het begin van", "Een eerdere stap; leeg: het begin van deze stap.", Input::One(Of::Steps)),
    needs("label", "Eindigt met", "Wat er dan gebeurt: 'evaluatie van het plan'.", Input::Line),
    may("owner", "Wie bewaakt", "Zonder keuze: wie de regie heeft.", Input::One(Of::Roles)),
    may(
        "target",
        "Streefdatum na",
        "Wanneer het klaar zou moeten zijn; de duur is de uiterste datum.",
        Input::Variant(&PERIOD),
    ),
    may("extension", "Eén keer te verlengen met", "", Input::Variant(&PERIOD)),
    may("can_stop", "De klok kan stil", "Met een reden, terwijl anderen aan zet zijn.", Input::Flag),
];

static WAYS: Kind = Kind {
    list: "ways",
    one: "uitvoering",
    many: "Uitvoeringen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Hoe", "'In een overleg', 'Schriftelijk'", Input::Line),
        may("meeting", "Overleg", "", Input::One(Of::Meetings)),
        may("form", "Formulier", "", Input::One(Of::Forms)),
    ],
};

pub static STEPS: Kind = Kind {
    list: "steps",
    one: "stap",
    many: "Stappen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Korte naam", "'Stap 3', 'Proces 2.1'", Input::Line),
        needs("title", "Wat er gebeurt", "", Input::Sentence),
        needs("phase", "Fase", "", Input::One(Of::Phases)),
        needs("regie", "Regie", "De ene rol die de stap moet zetten.", Input::One(Of::Roles)),
        needs(
            "milestone",
            "Mijlpaal",
            "Voor de cijfers: waarmee de stap bij anderen te vergelijken is.",
            Input::Choice(milestones),
        ),
        may("entry", "Hier kan een casus beginnen", "", Input::Flag),
        may("term", "Termijn", "", Input::Group(TERM)),
        may("guidance", "Aanwijzingen", "Wat er in deze stap gebeurt. Elke regel is een punt.", Input::Lines),
        may("meetings", "Te bespreken in", "", Input::Several(Of::Meetings)),
        may("ways", "Manieren van uitvoeren", "Alternatieven waarvan er één genoeg is.", Input::Parts(&WAYS)),
    ],
};

fn clocks() -> Words {
    vec![
        ("stop", "zet de termijn van de vorige stap stil"),
        ("resume", "laat de termijn van de volgende stap verder lopen"),
        ("follow", "de nieuwe termijn sluit aan op het einde van de lopende"),
    ]
}

pub static TRANSITIONS: Kind = Kind {
    list: "transitions",
    one: "overgang",
    many: "Overgangen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        BUTTON,
        needs("from", "Van", "", Input::One(Of::Steps)),
        needs("to", "Naar", "", Input::One(Of::Steps)),
        may("also", "Opent ook", "Sporen die naast elkaar lopen.", Input::Several(Of::Steps)),
        CONSEQUENCE,
        GUARDED,
        may("by", "Door", "Wie het mag doen. Leeg als het vanzelf gaat.", Input::Several(Of::Roles)),
        REASON,
        may("automatic", "Gaat vanzelf", "Zodra aan de voorwaarde is voldaan.", Input::Flag),
        may("clock", "De klok", "", Input::Choice(clocks)),
    ],
};

static BRANCHES: Kind = Kind {
    list: "of",
    one: "spoor",
    many: "Sporen",
    neuter: true,
    identity: Some("step"),
    name: "step",
    slots: &[
        needs("step", "Laatste stap", "", Input::One(Of::Steps)),
        may("guard", "Klaar als", "Zonder voorwaarde: zodra de stap open is.", Input::Variant(&GUARD)),
    ],
};

fn whens() -> Words {
    vec![("all", "alle sporen klaar zijn"), ("any", "één spoor klaar is")]
}

pub static JOINS: Kind = Kind {
    list: "joins",
    one: "samenkomst",
    many: "Samenkomsten",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "In het verhaal van de casus", "'Beide adviezen zijn er'", Input::Line),
        needs("of", "Sporen", "De laatste stap van elk spoor.", Input::Parts(&BRANCHES)),
        needs("when", "Gaat verder als", "", Input::Choice(whens)),
        needs("to", "Naar", "", Input::One(Of::Steps)),
        may("leaves", "Sluit ook", "Eerdere stappen van een spoor dat wordt afgebroken.", Input::Several(Of::Steps)),
    ],
};

pub static CLOSINGS: Kind = Kind {
    list: "closings",
    one: "afsluiting",
    many: "Afsluitingen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        BUTTON,
        needs("from", "Vanuit", "", Input::Several(Of::Steps)),
        CONSEQUENCE,
        GUARDED,
        needs("by", "Door", "", Input::Several(Of::Roles)),
        REASON,
    ],
};

pub static FACTS: Kind = Kind {
    list: "facts",
    one: "feit",
    many: "Feiten",
    neuter: true,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs(
            "label",
            "Wat er is gebeurd",
            "Op de knop die het vastlegt: 'Gesprek met ouders gevoerd'.",
            Input::Sentence,
        ),
        needs("missing", "Als het ontbreekt", "De hele zin die bij een weigering staat.", Input::Sentence),
        needs("by", "Vast te leggen door", "", Input::Several(Of::Roles)),
        may(
            "form",
            "Volgt uit formulier",
            "Het geldt zodra dit formulier volledig is; niemand legt het vast.",
            Input::One(Of::Forms),
        ),
        may("per_round", "Elke ronde opnieuw", "", Input::Flag),
    ],
};

static GROUNDS: Kind = Kind {
    list: "grounds",
    one: "grond",
    many: "Gronden",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[KEY, needs("label", "Grond", "", Input::Line)],
};

static OUTCOMES: Kind = Kind {
    list: "outcomes",
    one: "uitkomst",
    many: "Uitkomsten",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Uitkomst", "", Input::Line),
        may("grounds", "Gronden", "Waarvan er minstens één nodig is.", Input::Parts(&GROUNDS)),
    ],
};

const IN_STAGES: &[Slot] = &[
    needs("labels", "Namen van de fasen", "Elke regel is er een: 'voorgenomen besluit', 'besluit'.", Input::Lines),
    needs("apart", "Tijd ertussen", "", Input::Variant(&PERIOD)),
];

pub static DECISIONS: Kind = Kind {
    list: "decisions",
    one: "besluit",
    many: "Besluiten",
    neuter: true,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Naam", "", Input::Line),
        needs("step", "In stap", "", Input::One(Of::Steps)),
        needs("by", "Door", "", Input::Several(Of::Roles)),
        needs("outcomes", "Uitkomsten", "", Input::Parts(&OUTCOMES)),
        may("stages", "In fasen", "Een besluit dat in twee of meer keren valt.", Input::Group(IN_STAGES)),
    ],
};

pub static ESCALATIONS: Kind = Kind {
    list: "escalations",
    one: "opschaling",
    many: "Opschalingen",
    neuter: false,
    identity: Some("key"),
    name: "label",
    slots: &[
        KEY,
        needs("label", "Naam", "'Opschalen naar het MPO'", Input::Line),
        needs("step", "Bij stap", "", Input::One(Of::Steps)),
        may(
            "after",
            "Vanzelf na",
            "Hoe lang na het eind van de termijn. Leeg: alleen met de hand.",
            Input::Variant(&PERIOD),
        ),
        needs("to", "Naar", "Wie erbij wordt geroepen.", Input::Several(Of::Roles)),
        may("meeting", "In overleg", "", Input::One(Of::Meetings)),
    ],
};
