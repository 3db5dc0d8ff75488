//! Values with several forms: conditions and periods.

use super::{Input, Of, Slot, Variant, needs};

const COUNT: Input = Input::Number { least: 1, most: 1000 };

const fn counts(key: &'static str, says: &'static str) -> Variant {
    Variant { key, says, holds: Some(COUNT) }
}

/// How long: counted in one of six ways, or until a day of the year.
pub static PERIOD: [Variant; 7] = [
    counts("weeks", "{} weken"),
    counts("days", "{} dagen"),
    counts("months", "{} maanden"),
    counts("working_days", "{} werkdagen"),
    counts("school_days", "{} schooldagen"),
    counts("school_weeks", "{} schoolweken"),
    Variant { key: "until", says: "tot een vaste datum: {}", holds: Some(Input::MonthDay) },
];

static CONDITION: Input = Input::Variant(&GUARD);

const ANSWER: &[Slot] =
    &[needs("field", "Vraag", "", Input::One(Of::Fields)), needs("equals", "Antwoord", "", Input::One(Of::Answers))];
const ROUNDS: &[Slot] = &[
    needs("step", "Stap", "", Input::One(Of::Steps)),
    needs("at_least", "Minstens", "", Input::Number { least: 1, most: 100 }),
];
const SINCE: &[Slot] =
    &[needs("fact", "Feit", "", Input::One(Of::Facts)), needs("at_least", "Hoe lang", "", Input::Variant(&PERIOD))];
const BETWEEN: &[Slot] = &[
    needs("from", "Van", "Dag en maand, bijvoorbeeld 01-08.", Input::MonthDay),
    needs("until", "Tot en met", "Dag en maand, bijvoorbeeld 31-07.", Input::MonthDay),
];
const OUTCOME: &[Slot] = &[
    needs("decision", "Besluit", "", Input::One(Of::Decisions)),
    needs("is", "Uitkomst", "", Input::One(Of::Outcomes)),
];

const fn says(key: &'static str, says: &'static str, holds: Input) -> Variant {
    Variant { key, says, holds: Some(holds) }
}

/// Under which condition; they can stand in each other.
pub static GUARD: [Variant; 17] = [
    Variant { key: "always", says: "altijd", holds: None },
    says("fact", "is vastgelegd: {}", Input::One(Of::Facts)),
    says("consent", "er is toestemming voor {}", Input::One(Of::Consents)),
    says("answer", "op de vraag {} is het antwoord {}", Input::Group(ANSWER)),
    says("outcome", "het besluit {} is: {}", Input::Group(OUTCOME)),
    Variant { key: "has_lead", says: "er is een casusregisseur", holds: None },
    says("role", "bekend is wie dit is: {}", Input::One(Of::Roles)),
    says("way", "vastgelegd is hoe dit is uitgevoerd: {}", Input::One(Of::Steps)),
    says("open", "deze stap staat open: {}", Input::One(Of::Steps)),
    says("done", "deze stap is afgerond: {}", Input::One(Of::Steps)),
    says("rounds", "de stap {} is minstens {} keer begonnen", Input::Group(ROUNDS)),
    says("overdue", "de termijn is voorbij van {}", Input::One(Of::Steps)),
    says("since", "sinds {} is er zoveel tijd voorbij: {}", Input::Group(SINCE)),
    says("between", "vandaag ligt van {} tot en met {}", Input::Group(BETWEEN)),
    says("all", "al deze voorwaarden: {}", Input::Each(&CONDITION)),
    says("any", "een van deze voorwaarden: {}", Input::Each(&CONDITION)),
    says("not", "juist niet: {}", Input::Variant(&GUARD)),
];
