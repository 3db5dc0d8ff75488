//! A plan with goals: filled in bit by bit, by people with different rights, without losing anybody's words.

use super::*;
use crate::{
    engine::{CaseState, Event, evolve},
    id::MembershipId,
    template::Template,
};
use proptest::prelude::*;
use uuid::Uuid;

const PLAN: &str = r#"
key = "plan"
title = "Plan van aanpak"
steps = ["plan"]
per_round = true

[[sections]]
key = "vraag"
title = "De vraag"
kind = "header"
fields = [
  { linkId = "hulpvraag", text = "Wat is de hulpvraag?", type = "text", required = true },
  { linkId = "thuis", text = "Zit het kind thuis?", type = "boolean" },
  { linkId = "sinds", text = "Sinds wanneer?", type = "date", required = true, enableWhen = { question = "thuis", equals = true } },
  { linkId = "medisch", text = "Medische gegevens", type = "string", read = ["arts"], write = ["arts"] },
]

[[sections]]
key = "doelen"
title = "Doelen"
kind = "rows"
at_least = 1
fields = [
  { linkId = "doel", text = "Doel", type = "string", required = true },
  { linkId = "gehaald", text = "Gehaald?", type = "boolean" },
]
"#;

fn plan() -> Form {
    toml::from_str(PLAN).unwrap()
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn posted(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn hand<'a>(roles: &'a [&'a Key]) -> Hand<'a> {
    let today = "2026-09-07".parse().unwrap();
    Hand { roles, name: "Ineke Bakker", function: "ib'er", by: MembershipId(Uuid::nil()), own: &[], today }
}

fn fill(known: &Answers, role: &str, pairs: &[(&str, &str)]) -> (Answers, Vec<SheetError>) {
    plan().fill(known, &hand(&[&key(role)]), &posted(pairs))
}

/// A case in the step in which the application is made.
pub(super) fn submitting() -> CaseState {
    let entered = Event::StepEntered {
        step: key("indienen"),
        on: "2026-09-07".parse().unwrap(),
        regie: key("ib"),
        due: None,
        round: 1,
        target: None,
        resumed: None,
    };
    evolve(CaseState::default(), &entered)
}

#[test]
fn a_sheet_is_complete_when_everything_that_must_be_answered_is() {
    let (answers, errors) = fill(&Answers::default(), "school", &[("hulpvraag", "Lezen"), ("thuis", "nee")]);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(plan().lacks(&answers), ["Doelen"]);
    let (answers, _) = fill(&answers, "school", &[("hulpvraag", "Lezen"), ("thuis", "ja"), ("doelen.1.gehaald", "ja")]);
    assert_eq!(plan().lacks(&answers), ["Sinds wanneer?", "Doelen 1: Doel"]);
    let all = [("hulpvraag", "Lezen"), ("thuis", "ja"), ("sinds", "3-9-2026"), ("doelen.1.doel", "AVI E3")];
    let (answers, _) = fill(&answers, "school", &all);
    assert!(plan().lacks(&answers).is_empty());
}

#[test]
fn who_may_not_answer_a_question_changes_nothing_of_it() {
    let (answers, _) = fill(&Answers::default(), "arts", &[("medisch", "astma"), ("hulpvraag", "Lezen")]);
    let (answers, errors) = fill(&answers, "school", &[("hulpvraag", "Rekenen"), ("medisch", "gezond")]);
    assert!(errors.is_empty());
    assert_eq!(answers.get("medisch"), Some(&Answer::Text("astma".into())));
    assert_eq!(answers.get("hulpvraag"), Some(&Answer::Text("Rekenen".into())));
    let read: Vec<_> = plan().read_by(&[&key("school")]).sections.iter().flat_map(|s| s.fields.clone()).collect();
    assert!(read.iter().all(|field| field.link_id != "medisch"));
}

#[test]
fn what_cannot_be_read_stays_as_it_was_and_names_its_input() {
    let (known, _) =
        fill(&Answers::default(), "school", &[("thuis", "ja"), ("sinds", "3-9-2026"), ("doelen.1.doel", "A")]);
    let wrong = [("thuis", "ja"), ("sinds", "gisteren"), ("doelen.1.doel", "twee\nregels")];
    let (answers, errors) = fill(&known, "school", &wrong);
    assert_eq!(answers.get("sinds"), known.get("sinds"));
    assert_eq!(answers.rows("doelen"), known.rows("doelen"));
    let inputs: Vec<_> = errors.iter().map(|error| error.input.as_str()).collect();
    assert_eq!(inputs, ["sinds", "doelen.1.doel"]);
    assert!(errors[1].message.starts_with("Doelen Doel: hier past één regel."), "{}", errors[1].message);
}

#[test]
fn half_a_form_takes_nothing_away() {
    let (known, _) =
        fill(&Answers::default(), "school", &[("hulpvraag", "Lezen"), ("thuis", "ja"), ("sinds", "3-9-2026")]);
    let (answers, errors) = fill(&known, "school", &[("version", "2")]);
    assert!(errors.is_empty());
    assert_eq!(answers, known);
    let (answers, _) = fill(&known, "school", &[("hulpvraag", "")]);
    assert_eq!(answers.get("hulpvraag"), None, "what was emptied is empty");
}

#[test]
fn a_row_without_words_does_not_exist_and_one_that_is_taken_out_comes_back() {
    let (answers, _) = fill(&Answers::default(), "school", &[("doelen.1.doel", " "), ("doelen.1.gehaald", "")]);
    assert!(answers.rows("doelen").is_empty());
    let (no, _) = fill(&Answers::default(), "school", &[("doelen.1.gehaald", "nee")]);
    assert_eq!(no.rows("doelen").len(), 1, "no is an answer");
    let (mut answers, _) = fill(&answers, "school", &[("doelen.1.doel", "A"), ("doelen.2.doel", "B")]);
    assert!(answers.set_removed("doelen", 1, true) && !answers.set_removed("doelen", 9, true));
    assert!(answers.rows("doelen")[0].removed);
    let (mut answers, _) = fill(&answers, "school", &[("doelen.2.doel", "B"), ("doelen.3.doel", "C")]);
    let ids: Vec<_> = answers.rows("doelen").iter().map(|row| (row.id, row.removed)).collect();
    assert_eq!(ids, [(1, true), (2, false), (3, false)]);
    assert!(answers.set_removed("doelen", 1, false));
}

#[test]
fn rows_are_bounded_and_a_number_far_away_is_nobodys() {
    let many: Vec<_> = (1..=MOST_ROWS + 5).map(|row| (format!("doelen.{row}.doel"), "x".to_owned())).collect();
    let (answers, errors) = plan().fill(&Answers::default(), &hand(&[&key("school")]), &many);
    assert_eq!(answers.rows("doelen").len(), MOST_ROWS);
    assert_eq!(errors.len(), 5);
    let (answers, errors) =
        fill(&Answers::default(), "school", &[("doelen.4000000000.doel", "x"), ("doelen.-1.doel", "y")]);
    assert!(answers.rows("doelen").is_empty() && errors.len() == 1);
}

#[test]
fn a_part_with_a_consent_of_its_own_is_not_there_for_who_is_let_in_without_it() {
    let template = Template::parse(include_str!("../../tests/ways/aanvraag.toml")).unwrap();
    let form = template.form("aanvraagformulier").unwrap();
    let parts =
        |reader: Reader<'_>| form.with_rights(reader).sections.into_iter().map(|part| part.title).collect::<Vec<_>>();
    let (all, open) = (["De vraag", "Gezondheid", "Behandelaars"], ["De vraag"]);
    assert_eq!(parts(Reader::AtHome), all);
    assert_eq!(parts(Reader::ByConsent(&[])), open);
    assert_eq!(parts(Reader::ByConsent(&[key("advies")])), open, "another purpose opens it not");
    assert_eq!(parts(Reader::ByConsent(&[key("advies"), key("medisch")])), all);
    let (jp, ib) = (template.role("jp").unwrap(), template.role("ib").unwrap());
    assert_eq!(form.seen_by(jp, &[key("advies")]).sections.len(), 1);
    assert_eq!(form.seen_by(jp, &[key("medisch")]).sections.len(), 3);
    assert_eq!(form.seen_by(ib, &[]).sections.len(), 3, "the school is not affected");
    let crafted = posted(&[("medicatie", "geen"), ("behandelaars.1.behandelaar", "niemand"), ("ouders_gehoord", "ja")]);
    let (answers, errors) =
        form.with_rights(Reader::ByConsent(&[])).fill(&Answers::default(), &hand(&[&key("jp")]), &crafted);
    assert!(errors.is_empty() && answers.is_yes("ouders_gehoord"));
    assert!(answers.get("medicatie").is_none() && answers.rows("behandelaars").is_empty());
}

#[test]
fn a_fact_waits_for_its_form_in_the_present_round() {
    let text = include_str!("../../tests/ways/aanvraag.toml").replace(
        "[[facts]]\nkey = \"zorg_loopt\"",
        "[[facts]]\nkey = \"formulier_klaar\"\nlabel = \"Klaar\"\nmissing = \"Het formulier is niet klaar.\"\nby = [\"ib\"]\nform = \"aanvraagformulier\"\n\n[[facts]]\nkey = \"zorg_loopt\"",
    );
    let template = Template::parse(&text).unwrap();
    let mut answers = Answers::default();
    answers.set("ouders_gehoord", Answer::Boolean(true));
    let sheets = Sheets(vec![Sheet { form: key("aanvraagformulier"), round: 1, answers }]);
    let state = submitting();
    assert_eq!(sheets.facts(&template, &state), [key("formulier_klaar")]);
    assert!(sheets.answers(&template, &state).is_yes("ouders_gehoord"));
    assert!(Sheets::default().facts(&template, &state).is_empty());
}

proptest! {
    /// Whatever is posted: nothing of another role changes, and what was stored fits its question.
    #[test]
    fn a_post_never_touches_what_is_not_for_the_poster(posted in prop::collection::vec(("[a-z]{0,8}(\\.[0-9]{1,3}\\.[a-z]{0,8})?|hulpvraag|thuis|sinds|medisch|doelen\\.[0-9]{1,2}\\.(doel|gehaald)", "\\PC{0,20}|ja|nee|3-9-2026"), 0..30)) {
        let mut known = Answers::default();
        known.set("medisch", Answer::Text("astma".into()));
        let (answers, _) = plan().fill(&known, &hand(&[&key("school")]), &posted);
        prop_assert_eq!(answers.get("medisch"), Some(&Answer::Text("astma".into())));
        for field in &plan().sections[0].fields {
            prop_assert!(answers.get(field.link_id.as_str()).is_none_or(|answer| answer.fits(field)));
        }
        for row in answers.rows("doelen") {
            for field in &plan().sections[1].fields {
                prop_assert!(row.answers.get(field.link_id.as_str()).is_none_or(|answer| answer.fits(field)));
            }
        }
    }
}
