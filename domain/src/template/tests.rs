use chrono::{Datelike, NaiveDate, Weekday};

use super::*;
use crate::{
    calendar::{Calendar, Region, SchoolYear},
    stage::Stage,
};

fn haarlemmermeer() -> Template<Draft> {
    Template::parse(shipped()[0].1).unwrap()
}

fn midden() -> Calendar {
    Calendar::new(Region::Midden)
}

#[test]
fn every_shipped_template_is_read_and_written_back_unchanged() {
    for (key, text) in shipped() {
        let template = Template::parse(text).unwrap_or_else(|error| panic!("{key}: {error}"));
        let again = Template::parse(&template.to_toml().unwrap()).unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(template, again, "{key}");
    }
}

#[test]
fn the_zat_meets_six_times_in_its_months_on_school_days_with_alternating_weekdays() {
    let template = haarlemmermeer();
    let zat = template.meeting("zat").unwrap();
    for start in 2024..2030 {
        let year = SchoolYear::starting_in(start);
        for spread in 0..12 {
            let dates = cadence::dates_spread(zat, year, &midden(), spread);
            let months: Vec<_> = dates.iter().map(Datelike::month).collect();
            assert_eq!(months, [9, 11, 1, 3, 5, 7], "{year}");
            assert!(dates.iter().all(|d| midden().is_school_day(*d) && year.contains(*d)));
            let mut weekdays: Vec<Weekday> = dates.iter().map(Datelike::weekday).collect();
            weekdays.dedup();
            assert!(weekdays.len() >= 4, "{dates:?}");
        }
    }
}

#[test]
fn the_agenda_of_a_zat_is_made_sent_and_fixed_in_that_order_on_school_days() {
    let template = haarlemmermeer();
    let zat = template.meeting("zat").unwrap();
    for year in (2024..2030).map(SchoolYear::starting_in) {
        for held_on in cadence::dates(zat, year, &midden()) {
            let days = Stage::ALL.map(|stage| cadence::stage_day(zat, stage, held_on, &midden()));
            assert!(days.is_sorted(), "{days:?}");
            assert_eq!(days[3], held_on);
            assert!(days.iter().all(|d| midden().is_school_day(*d)), "{days:?}");
        }
    }
}

#[test]
fn a_meeting_every_two_weeks_skips_the_holidays() {
    let template = haarlemmermeer();
    let mut meeting = template.meeting("zat").unwrap().clone();
    meeting.cadence = Cadence::EveryWeeks(2);
    let year = SchoolYear::starting_in(2026);
    let dates = cadence::dates(&meeting, year, &midden());
    assert!((19..=21).contains(&dates.len()), "{}", dates.len());
    assert!(dates.iter().all(|d| midden().is_school_day(*d)));
    meeting.cadence = Cadence::OnDecision;
    assert!(cadence::dates(&meeting, year, &midden()).is_empty());
    meeting.cadence = Cadence::Published(vec!["2026-09-16".parse().unwrap(), "2028-01-01".parse().unwrap()]);
    assert_eq!(cadence::dates(&meeting, year, &midden()).len(), 1);
}

#[test]
fn the_year_calendar_stands_in_the_order_of_the_source() {
    let template = haarlemmermeer();
    let year = SchoolYear::starting_in(2026);
    let plan = year::plan(&template, year, &midden());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(plan.first().unwrap().event.label, "Herijkingsgesprek directeur/ IB en consulent");
    assert_eq!(plan.last().unwrap().event.label, "Plaatsing in S(B)O");
    assert_eq!(plan.last().unwrap().month, day("2027-08-01"));
    assert!(plan.is_sorted_by_key(|planned| planned.month));
    let of = |kind: YearKind| plan.iter().filter(|p| p.event.kind == kind).map(|p| p.month.month()).collect::<Vec<_>>();
    assert_eq!(of(YearKind::Talk), [8, 2, 6]);
    assert_eq!(of(YearKind::Prognosis), [11, 5]);
    assert_eq!(of(YearKind::Placement), [1, 8]);
    assert_eq!(of(YearKind::Inventory), [10, 1, 4, 7]);
    assert_eq!(plan.iter().filter(|p| p.event.stage == Some(Stage::Held)).count(), 6);
}

#[test]
fn a_consent_for_the_zat_holds_until_the_end_of_the_school_year() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(Validity::SchoolYear.until(day("2026-09-03")), day("2027-07-31"));
    assert_eq!(Validity::Months(12).until(day("2026-09-03")), day("2027-09-02"));
}

#[test]
fn roles_are_found_from_functions_and_read_as_words() {
    use crate::actor::Function;
    let template = haarlemmermeer();
    assert_eq!(template.roles_of(Function::Schoolcoach), [&Key::parse("schoolcoach").unwrap()]);
    assert_eq!(template.roles_of(Function::Privacyfunctionaris), Vec::<&Key>::new());
    let by = &template.transition("extra_ondersteuning").unwrap().by;
    assert_eq!(template.role_words(by), "de ib'er/kc'er, de consulent of de casusregisseur");
}

mod reading {
    use super::*;

    fn refusal(text: &str) -> String {
        Template::parse(text).unwrap_err().to_string()
    }

    const HEAD: &str = "format = 1\n[meta]\nkey = \"x\"\ntitle = \"X\"\nsector = \"po\"\nversion = \"1\"\n";

    #[test]
    fn the_smallest_template_is_read() {
        assert_eq!(Template::parse(HEAD).unwrap().meta.title, "X");
    }

    #[test]
    fn an_unknown_field_is_named_with_its_line_and_the_choices() {
        let text = format!("{HEAD}\n[[phases]]\nkey = \"a\"\nnaam = \"A\"\n");
        assert_eq!(refusal(&text), "Regel 10: het veld 'naam' bestaat hier niet. Kies uit: key, label.");
    }

    #[test]
    fn a_missing_field_is_named() {
        assert!(
            refusal(&format!("{HEAD}\n[[phases]]\nkey = \"a\"\n"))
                .ends_with("het veld 'label' ontbreekt. Voeg het toe.")
        );
    }

    #[test]
    fn an_unknown_choice_is_named_with_the_choices() {
        let text = HEAD.replace("\"po\"", "\"mbo\"");
        assert_eq!(refusal(&text), "Regel 5: 'mbo' is hier geen mogelijkheid. Kies uit: po, vo, po_vo.");
    }

    #[test]
    fn a_bad_name_is_refused_where_it_stands() {
        let said = refusal(&HEAD.replace("key = \"x\"", "key = \"Groot!\""));
        assert!(said.starts_with("Regel 3: 'Groot!' kan geen naam zijn."), "{said}");
    }

    #[test]
    fn something_that_is_no_toml_is_refused_in_dutch() {
        let said = refusal("format = 1\n[meta\n");
        assert_eq!(said, "Regel 2: dit is niet te lezen. Controleer haakjes, aanhalingstekens en =-tekens.");
        assert!(refusal("").contains("'format' ontbreekt"));
        assert_eq!(
            refusal("format = \"een\""),
            "Regel 1: hier staat tekst, maar hier hoort een heel getal. Pas de waarde aan."
        );
        let listed = refusal(&HEAD.replace("[meta]", "phases = 3\n[meta]"));
        assert_eq!(listed, "Regel 2: hier staat een heel getal, maar hier hoort een lijst. Pas de waarde aan.");
        let two = format!("{HEAD}[[steps]]\nterm = {{ length = {{ weeks = 1, days = 2 }}, label = \"x\" }}\n");
        assert!(refusal(&two).ends_with("kies hier precies één mogelijkheid."), "{}", refusal(&two));
        assert!(refusal("format = 1\nformat = 1").contains("twee keer"));
    }

    #[test]
    fn a_newer_language_and_a_huge_file_are_refused() {
        assert_eq!(Template::parse("format = 7\nonbekend = true"), Err(ReadError::OtherFormat(7)));
        let huge = "#".repeat(LARGEST + 1);
        assert_eq!(Template::parse(&huge), Err(ReadError::TooLarge(LARGEST + 1)));
    }

    #[test]
    fn deep_nesting_is_refused_without_exhausting_the_stack() {
        let deep = format!("{HEAD}x = {}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(Template::parse(&deep).is_err());
        let guard = format!("{}\"always\"{}", "{ not = ".repeat(20_000), " }".repeat(20_000));
        assert!(Template::parse(&format!("{HEAD}[[transitions]]\nguard = {guard}\n")).is_err());
    }
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// A file with a piece cut out, doubled or overwritten is read, or refused in Dutch with a line; never a panic,
        /// and what the checker accepts can be published and written.
        #[test]
        fn a_damaged_template_is_read_or_refused(which in 0..4_usize, at in any::<prop::sample::Index>(), len in 0..200_usize, kind in 0..3_u8, noise in "[\\[\\]{}=\"'a-z0-9\\n.,-]{0,12}") {
            let text: Vec<char> = shipped()[which].1.chars().collect();
            let start = at.index(text.len());
            let end = (start + len).min(text.len());
            let piece = &text[start..end];
            let middle: Vec<char> = match kind {
                0 => vec![],
                1 => [piece, piece].concat(),
                _ => noise.chars().collect(),
            };
            let damaged: String = text[..start].iter().chain(&middle).chain(&text[end..]).collect();
            match Template::parse(&damaged) {
                Ok(draft) => {
                    let faults = crate::check::check(&draft);
                    prop_assert!(faults.iter().all(|fault| !fault.place.is_empty() && fault.message.ends_with('.')));
                    prop_assert_eq!(draft.publish(1).is_ok(), faults.is_empty());
                }
                Err(error) => {
                    let said = error.to_string();
                    prop_assert!(["Regel ", "Dit bestand", "Basis: "].iter().any(|start| said.starts_with(start)), "{}", said);
                }
            }
        }
    }
}

#[test]
fn a_list_that_takes_too_long_to_walk_through_is_refused_by_name() {
    let list = |length: usize| format!("format = 1\n[meta]\nx = {{ tasks = [{}] }}", "'a',".repeat(length));
    assert!(read_table(&list(LONGEST_LIST)).is_ok());
    let found = read_table(&list(LONGEST_LIST + 1)).unwrap_err();
    assert_eq!(found.to_string(), "De lijst 'tasks' telt 1001 onderdelen; hoogstens 1000 kan. Haal er weg.");
}

#[test]
fn a_stored_version_is_read_within_bounds_and_not_judged_again() {
    let text = include_str!("../../tests/ways/aanvraag.toml").replace("regie = \"deskundige\"", "regie = \"niemand\"");
    assert!(Template::parse(&text).unwrap().publish(3).is_err(), "today's checker has something to say of it");
    let stored = Template::stored(&text, 3).unwrap();
    assert_eq!((stored.number(), stored.meta.key.as_str()), (3, "aanvraag"));
    assert!(matches!(Template::stored(&text.replace("format = 1", "format = 2"), 3), Err(ReadError::OtherFormat(2))));
    let long = format!("{text}\n[vocabulary]\nx = [{}]", "1,".repeat(LONGEST_LIST + 1));
    assert!(matches!(Template::stored(&long, 3), Err(ReadError::TooMany { .. })));
}
