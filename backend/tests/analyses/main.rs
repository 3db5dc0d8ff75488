//! The analysis of a school, in the words of S0: "Welke leerlingen …", prefilled, saved per row, nothing lost.

#![expect(clippy::unwrap_used, reason = "tests")]
mod taken;

use backend::{
    Failure, Scope,
    analyses::{self, AbsenceFacts, RowPost},
    cases, log, pupils,
    sheets::{self, Place},
    testing::{Member, TestHouse, World, demos, houses},
};
use domain::{
    actor::Function,
    form::{Answer, SectionKind},
    id::{AnalysisId, OrganisationId, PupilId},
    page::{
        analysis::{Analysis, Row},
        log::Filter,
    },
    template::shipped,
};

const TENANT: &str = "haarlemmermeer";

/// The ib'er starts the analysis of De Esdoorn that the coming ZAT needs.
async fn started(house: &TestHouse) -> (Scope, OrganisationId, AnalysisId) {
    let ib = house.enter(TENANT, "Ineke Bakker").await;
    let list = analyses::list(&ib).await.unwrap();
    let school = list.schools.iter().find(|school| school.name.contains("Esdoorn")).unwrap();
    let id = analyses::start(&ib, school.id, school.startable.unwrap()).await.unwrap();
    (ib, school.id, id)
}

fn rows<'a>(page: &'a Analysis, section: &str) -> Vec<&'a Row> {
    let part = page.parts.iter().find(|part| part.section.key == section).unwrap();
    part.blocks.iter().flat_map(|block| &block.rows).collect()
}

fn post(row: &Row, fields: &[(&str, &str)]) -> RowPost {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    RowPost { row: row.id, version: row.version, fields }
}

#[tokio::test]
async fn a_new_period_starts_with_everything_that_is_known() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let page = analyses::page(&ib, id).await.unwrap();
        assert!(!rows(&page, "proces_1").is_empty(), "{}", house.engine);
        assert!(rows(&page, "proces_1").iter().any(|row| !row.answers.is_empty()), "answers of last period");
        assert!(
            page.header
                .0
                .values()
                .any(|answer| matches!(answer, Answer::Text(names) if names.contains("Ineke Bakker"))),
            "{:?}",
            page.header
        );
        assert!(
            page.parts.iter().all(|part| part.section.kind != SectionKind::Pupils
                || part.section.agenda_field().is_none()
                || part.blocks.iter().flat_map(|b| &b.rows).all(|row| !row.answers.wants_agenda(&part.section))),
            "the ZAT is asked anew"
        );
    }
}

#[tokio::test]
async fn starting_twice_gives_the_same_analysis() {
    for house in demos().await {
        let (ib, school, id) = started(&house).await;
        let list = analyses::list(&ib).await.unwrap();
        let period = list.schools.iter().find(|s| s.id == school).unwrap();
        let number = period.periods.iter().find(|p| p.analysis == Some(id)).unwrap().number;
        assert_eq!(analyses::start(&ib, school, number).await.unwrap(), id);
    }
}

#[tokio::test]
async fn a_yes_puts_the_pupil_on_the_agenda_to_come() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let page = analyses::page(&ib, id).await.unwrap();
        let row = rows(&page, "proces_1")[0].clone();
        let fields = [("domein", "cd"), ("domein", "se"), ("hulpvraag", "leest nog niet vlot"), ("zat", "ja")];
        let saved = analyses::save(&ib, id, vec![post(&row, &fields)]).await.unwrap();
        assert_eq!(saved.versions, [(row.id, row.version + 1)]);
        let page = analyses::page(&ib, id).await.unwrap();
        assert_eq!(page.for_agenda, 1);
        let agenda = page.parts.iter().find(|part| part.section.kind == SectionKind::Agenda).unwrap();
        let on: Vec<&Row> = agenda.blocks.iter().flat_map(|block| &block.rows).collect();
        assert_eq!(on.len(), 1);
        assert_eq!(on[0].summary, "CD, SE: leest nog niet vlot");
    }
}

#[tokio::test]
async fn the_second_writer_is_told_who_changed_what_and_nothing_is_lost() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let head = house.enter(TENANT, "Dirk Dekker").await;
        let row = rows(&analyses::page(&ib, id).await.unwrap(), "proces_1")[0].clone();
        analyses::save(&head, id, vec![post(&row, &[("hulpvraag", "van de directeur")])]).await.unwrap();
        let saved = analyses::save(&ib, id, vec![post(&row, &[("hulpvraag", "van de ib'er")])]).await.unwrap();
        assert!(saved.versions.is_empty());
        let message = &saved.errors[0].message;
        assert!(message.contains("Dirk Dekker") && message.contains("van de directeur"), "{message}");
        let now = rows(&analyses::page(&ib, id).await.unwrap(), "proces_1")[0].clone();
        let again = analyses::save(&ib, id, vec![post(&now, &[("hulpvraag", "van de ib'er")])]).await.unwrap();
        assert!(again.errors.is_empty());
    }
}

#[tokio::test]
async fn a_row_that_was_changed_on_another_day_says_which() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let row = rows(&analyses::page(&ib, id).await.unwrap(), "proces_1")[0].clone();
        let fields = |question| [("domein", "cd"), ("hulpvraag", question), ("zat", "ja")];
        analyses::save(&ib, id, vec![post(&row, &fields("leest nog niet"))]).await.unwrap();
        let clock = house.house.clock().clone();
        clock.set(clock.now() + chrono::TimeDelta::days(1));
        let saved = analyses::save(&ib, id, vec![post(&row, &fields("leest al vlot"))]).await.unwrap();
        let said = &saved.errors[0].message;
        let begin = "Ineke Bakker wijzigde deze regel op 07-09-2026 om 09:00. Daar staat nu";
        assert!(said.starts_with(begin), "{}: {said}", house.engine);
    }
}

#[tokio::test]
async fn bad_input_names_the_field_and_saves_nothing_of_that_row() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let row = rows(&analyses::page(&ib, id).await.unwrap(), "proces_2_0")[0].clone();
        let saved =
            analyses::save(&ib, id, vec![post(&row, &[("opp_fase", "fase_9"), ("deel2_stand", "x")])]).await.unwrap();
        assert_eq!(saved.errors[0].field, format!("{}.opp_fase", row.id));
        let now = rows(&analyses::page(&ib, id).await.unwrap(), "proces_2_0")[0].clone();
        assert_eq!(now.version, row.version);
    }
}

#[tokio::test]
async fn a_row_that_was_taken_out_can_be_put_back() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let before = analyses::page(&ib, id).await.unwrap();
        let row = rows(&before, "proces_1")[0].clone();
        analyses::remove(&ib, id, row.id).await.unwrap();
        assert!(rows(&analyses::page(&ib, id).await.unwrap(), "proces_1").iter().all(|r| r.id != row.id));
        analyses::restore(&ib, id, row.id).await.unwrap();
        assert!(rows(&analyses::page(&ib, id).await.unwrap(), "proces_1").iter().any(|r| r.id == row.id));
    }
}

#[tokio::test]
async fn a_pupil_is_in_one_process_at_a_time() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let page = analyses::page(&ib, id).await.unwrap();
        let name = rows(&page, "proces_1")[0].pupil.id.to_string();
        let refused = analyses::add(&ib, id, "proces_2_0", &name).await.unwrap_err();
        assert!(matches!(&refused, Failure::Invalid(errors) if errors[0].message.contains("Proces 1")), "{refused:?}");
        let free = page.pupils[0].label.clone();
        let row = analyses::add(&ib, id, "proces_1", &free).await.unwrap();
        assert!(rows(&analyses::page(&ib, id).await.unwrap(), "proces_1").iter().any(|r| r.id == row));
    }
}

#[tokio::test]
async fn a_move_to_the_next_process_is_visible_and_is_a_step_of_the_case() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let page = analyses::page(&ib, id).await.unwrap();
        let row = rows(&page, "proces_1")[0].clone();
        let part = page.parts.iter().find(|part| part.section.key == "proces_1").unwrap();
        let onward = part.moves.iter().find(|choice| choice.value.contains("2_0")).unwrap_or(&part.moves[0]);
        analyses::move_row(&ib, id, row.id, &onward.value, "de basisondersteuning is niet genoeg").await.unwrap();
        let page = analyses::page(&ib, id).await.unwrap();
        let moved = rows(&page, "proces_2_0").into_iter().find(|r| r.id == row.id).unwrap().clone();
        assert_eq!(moved.moved_from.as_deref(), Some("Proces 1: Basisondersteuning"));
    }
}

#[tokio::test]
async fn the_verzuim_category_follows_from_the_facts() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let page = analyses::page(&ib, id).await.unwrap();
        let pupil = page.pupils.iter().find(|choice| choice.label.ends_with("groep 6")).unwrap().label.clone();
        let today = ib.today();
        let facts = AbsenceFacts {
            since: today - chrono::Days::new(10),
            until: None,
            authorised: false,
            unenrolled_on: None,
            fields: vec![],
        };
        let row = analyses::record_absence(&ib, id, &pupil, Ok(facts.clone())).await.unwrap();
        let page = analyses::page(&ib, id).await.unwrap();
        let other = page.other_absences.iter().find(|a| a.id == row).unwrap();
        assert!(other.finding.starts_with("wordt thuiszitter op"), "{}", other.finding);
        let longer = AbsenceFacts { since: today - chrono::Days::new(40), ..facts };
        analyses::save_absence(&ib, id, row, other.version, longer).await.unwrap();
        let page = analyses::page(&ib, id).await.unwrap();
        let homes = page.parts.iter().find(|part| part.section.key == "thuiszitters").unwrap();
        assert!(homes.absences.iter().any(|a| a.id == row));
    }
}

#[tokio::test]
async fn two_pupils_who_read_the_same_are_told_apart_by_their_birth_date() {
    for house in demos().await {
        let (ib, school, id) = started(&house).await;
        let school = school.to_string();
        for born_on in ["3-9-2018", "4-10-2018"] {
            let child = pupils::Child {
                school: &school,
                given_name: "Tweeling",
                prefix: "",
                family_name: "Naamgenoot",
                born_on,
                group: "groep-4",
                other_child: true,
            };
            pupils::register(&ib, child).await.unwrap().unwrap();
        }
        let page = analyses::page(&ib, id).await.unwrap();
        let mut listed: Vec<_> = page.pupils.iter().filter(|choice| choice.label.contains("Naamgenoot")).collect();
        listed.sort_by_key(|choice| &choice.label);
        assert_eq!(listed[1].label, "Tweeling Naamgenoot, groep 4, geboren 04-10-2018", "{}", house.engine);
        let facts =
            AbsenceFacts { since: ib.today(), until: None, authorised: false, unenrolled_on: None, fields: vec![] };
        let vague = analyses::record_absence(&ib, id, "Tweeling Naamgenoot, groep 4", Ok(facts.clone())).await;
        assert!(matches!(vague, Err(Failure::Invalid(errors)) if errors[0].message.contains("geboortedatum")));
        let row = analyses::record_absence(&ib, id, &listed[1].label, Ok(facts)).await.unwrap();
        let page = analyses::page(&ib, id).await.unwrap();
        let all = page.parts.iter().flat_map(|part| &part.absences).chain(&page.other_absences);
        let found = all.into_iter().find(|absence| absence.id == row).unwrap();
        assert_eq!(found.pupil.id.to_string(), listed[1].value, "{}", house.engine);
    }
}

#[tokio::test]
async fn a_partner_and_another_school_find_no_analysis() {
    for house in demos().await {
        let (_, _, id) = started(&house).await;
        for name in ["Sanne Kok", "Vera Visser", "Fenna Bos", "Bram van Eijk", "Petra Prins"] {
            let scope = house.enter(TENANT, name).await;
            assert!(matches!(analyses::page(&scope, id).await, Err(Failure::Absent)), "{name}");
            assert!(matches!(analyses::save(&scope, id, vec![]).await, Err(Failure::Absent)), "{name}");
        }
        let other = house.enter("west-brabant-po", "Wouter Wolters").await;
        assert!(matches!(analyses::page(&other, id).await, Err(Failure::Absent)));
        let one_factor = house.visit(TENANT, "Ineke Bakker", false).await.unwrap();
        assert!(matches!(analyses::page(&one_factor, id).await, Err(Failure::Refused(_))));
    }
}

#[tokio::test]
async fn reading_an_analysis_is_reading_every_child_in_it() {
    for house in demos().await {
        let (_, _, id) = started(&house).await;
        let clara = house.enter(TENANT, "Clara Smit").await;
        let page = analyses::page(&clara, id).await.unwrap();
        let row = page.parts.iter().flat_map(|part| &part.blocks).flat_map(|block| &block.rows).next().unwrap();
        let petra = house.enter(TENANT, "Petra Prins").await;
        let read = Filter { pupil: row.pupil.name.clone(), who: "clara".into(), ..Filter::default() };
        let lines = log::list(&petra, read, 1).await.unwrap().lines;
        assert!(
            lines.iter().any(|line| line.what == "bekeek de analyse" && line.fields == "analyse"),
            "{}",
            house.engine
        );
    }
}

/// Entering included; the line in the audit trail is written after the page and counts one more.
const STATEMENTS_PER_PAGE: usize = 6;

#[tokio::test]
async fn a_page_asks_at_most_six_statements() {
    for house in demos().await {
        let (_, _, id) = started(&house).await;
        let store = house.house.store().clone();
        for name in ["Ineke Bakker", "Clara Smit", "Dirk Dekker"] {
            let scope = house.enter(TENANT, name).await;
            let _ = analyses::page(&scope, id).await.unwrap();
            let before = store.statements();
            let scope = house.enter(TENANT, name).await;
            let _ = analyses::page(&scope, id).await.unwrap();
            let trail = 1;
            assert!(
                store.statements() - before <= STATEMENTS_PER_PAGE + trail,
                "{name}: {}",
                store.statements() - before
            );
        }
        for name in
            ["Ineke Bakker", "Clara Smit", "Sanne Kok", "Lotte Leeuw", "Fenna Bos", "Bram van Eijk", "Petra Prins"]
        {
            let scope = house.enter(TENANT, name).await;
            let _ = backend::worklist::page(&scope).await.unwrap();
            let before = store.statements();
            let scope = house.enter(TENANT, name).await;
            let _ = backend::worklist::page(&scope).await.unwrap();
            assert!(store.statements() - before <= STATEMENTS_PER_PAGE, "{name}: {}", store.statements() - before);
        }
    }
}

#[tokio::test]
async fn half_a_row_takes_nothing_away() {
    for house in demos().await {
        let (ib, _, id) = started(&house).await;
        let page = analyses::page(&ib, id).await.unwrap();
        let before = rows(&page, "proces_1").into_iter().find(|row| row.answers.get("hulpvraag").is_some()).unwrap();
        let post = RowPost { row: before.id, version: before.version, fields: vec![("zat".into(), "nee".into())] };
        analyses::save(&ib, id, vec![post]).await.unwrap();
        let page = analyses::page(&ib, id).await.unwrap();
        let after = rows(&page, "proces_1").into_iter().find(|row| row.id == before.id).unwrap();
        assert_eq!(after.answers.get("hulpvraag"), before.answers.get("hulpvraag"), "{}", house.engine);
    }
}
