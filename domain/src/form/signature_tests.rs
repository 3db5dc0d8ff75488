//! Signing: by whoever is logged in or on paper, until something else in the form changes, and never for somebody else.

use super::{sheet_tests::submitting, *};
use crate::{id::MembershipId, template::Template};
use uuid::Uuid;

const INEKE: MembershipId = MembershipId(Uuid::from_u128(1));
const PIET: MembershipId = MembershipId(Uuid::from_u128(2));

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn verklaring() -> Form {
    let template = Template::parse(include_str!("../../tests/ways/aanvraag.toml")).unwrap();
    template.form("verklaring").unwrap().clone()
}

/// What somebody posts on a day in september 2026, over what is known.
fn post(known: &Answers, by: MembershipId, day: u32, pairs: &[(&str, &str)]) -> (Answers, Vec<SheetError>) {
    let name = if by == INEKE { "Ineke Bakker" } else { "Piet Smit" };
    let today = chrono::NaiveDate::from_ymd_opt(2026, 9, day).unwrap();
    let hand = Hand { roles: &[&key("ib")], name, function: "ib'er", by, own: &[by], today };
    let posted: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    verklaring().fill(known, &hand, &posted)
}

fn fine(known: &Answers, by: MembershipId, day: u32, pairs: &[(&str, &str)]) -> Answers {
    let (answers, errors) = post(known, by, day, pairs);
    assert_eq!(errors, []);
    answers
}

fn refused(known: &Answers, by: MembershipId, pairs: &[(&str, &str)]) -> String {
    let (answers, errors) = post(known, by, 9, pairs);
    assert_eq!(answers.get("getekend_school"), known.get("getekend_school"));
    assert_eq!(answers.get("getekend_ouder"), known.get("getekend_ouder"));
    let said: Vec<_> = errors.into_iter().map(|error| format!("{}: {}", error.input, error.message)).collect();
    said.join(" ")
}

/// What the form says of both signatures.
fn says(answers: &Answers) -> Vec<String> {
    verklaring().signatures(answers).into_iter().map(|(_, place)| place.says()).collect()
}

/// Everything filled in and signed by Ineke on 7 september, with a parent's signature on paper.
fn signed() -> Answers {
    let all = [
        ("verklaard", "Wij deden wat wij konden."),
        ("getekend_school", ""),
        ("getekend_school", "ja"),
        ("getekend_ouder.naam", "M. de Vries"),
        ("getekend_ouder.op", "6-9-2026"),
    ];
    fine(&Answers::default(), INEKE, 7, &all)
}

#[test]
fn who_signs_is_who_is_logged_in_and_who_signed_on_paper_is_recorded() {
    let answers = signed();
    let ineke = "Ondertekend door Ineke Bakker (ib'er) op 07-09-2026.";
    assert_eq!(says(&answers), [ineke, "Op papier ondertekend door M. de Vries op 06-09-2026."]);
    assert!(verklaring().lacks(&answers).is_empty());
    // What the page sends along again changes nothing: the day stays, the signature too.
    let again =
        [("getekend_school", "ja"), ("getekend_ouder.naam", "M. de Vries"), ("getekend_ouder.op", "06-09-2026")];
    assert_eq!(fine(&answers, INEKE, 21, &again), answers);
    assert_eq!(fine(&answers, INEKE, 21, &[("version", "3")]), answers, "half a form takes no signature away");
}

#[test]
fn a_signature_lapses_when_anything_else_changes_and_stands_again_when_it_is_changed_back() {
    let answers = signed();
    let changed = fine(&answers, PIET, 8, &[("verklaard", "Wij deden alles.")]);
    assert_eq!(verklaring().lacks(&changed), ["Handtekening van de school", "Handtekening van een ouder"]);
    assert_eq!(
        says(&changed),
        [
            "Ondertekend door Ineke Bakker (ib'er) op 07-09-2026, maar daarna is het formulier gewijzigd.",
            "Op papier ondertekend door M. de Vries op 06-09-2026, maar daarna is het formulier gewijzigd."
        ]
    );
    // A page that still shows the signature and brings other words lets it lapse; it does not sign anew.
    let page = [
        ("verklaard", "Wij deden alles."),
        ("getekend_school", ""),
        ("getekend_school", "ja"),
        ("getekend_ouder.naam", "M. de Vries"),
        ("getekend_ouder.op", "06-09-2026"),
    ];
    assert_eq!(says(&fine(&answers, INEKE, 8, &page)), says(&changed));
    let back = fine(&changed, PIET, 8, &[("verklaard", "Wij deden wat wij konden.")]);
    assert!(verklaring().lacks(&back).is_empty(), "what was signed is there again");
}

#[test]
fn what_lapsed_is_signed_anew_and_is_not_forgotten_before_that() {
    let lapsed = fine(&signed(), PIET, 8, &[("verklaard", "Anders.")]);
    // The page shows empty boxes where nothing stands; posting them takes nothing away.
    let empty = [("getekend_school", ""), ("getekend_ouder.naam", ""), ("getekend_ouder.op", "")];
    assert_eq!(fine(&lapsed, INEKE, 9, &empty), lapsed);
    let anew = [("getekend_school", "ja"), ("getekend_ouder.naam", "M. de Vries"), ("getekend_ouder.op", "9-9-2026")];
    let answers = fine(&lapsed, PIET, 9, &anew);
    let piet = "Ondertekend door Piet Smit (ib'er) op 09-09-2026.";
    assert_eq!(says(&answers), [piet, "Op papier ondertekend door M. de Vries op 09-09-2026."]);
    assert!(verklaring().lacks(&answers).is_empty());
}

#[test]
fn who_signed_takes_it_back_and_nobody_else() {
    let answers = signed();
    let why = "getekend_school: Handtekening van de school: hier staat de handtekening van Ineke Bakker. Alleen Ineke Bakker kan die terugnemen.";
    assert_eq!(refused(&answers, PIET, &[("getekend_school", "")]), why);
    assert_eq!(refused(&answers, PIET, &[("getekend_school", "ja")]), why);
    assert_eq!(refused(&answers, PIET, &[("getekend_school", "ja"), ("verklaard", "Anders.")]), why);
    let back = fine(&answers, INEKE, 8, &[("getekend_school", "")]);
    assert_eq!(says(&back), ["", "Op papier ondertekend door M. de Vries op 06-09-2026."]);
    // What stands on paper is a record: who may record it, may put it right.
    let right = [("getekend_ouder.naam", "M. de Vries-Bos"), ("getekend_ouder.op", "6-9-2026")];
    assert!(says(&fine(&answers, PIET, 8, &right))[1].contains("M. de Vries-Bos"));
    let gone = fine(&answers, PIET, 8, &[("getekend_ouder.naam", ""), ("getekend_ouder.op", "")]);
    assert_eq!(gone.get("getekend_ouder"), None);
}

#[test]
fn nobody_posts_the_name_of_somebody_else() {
    let crafted = [
        ("getekend_school.naam", "De directeur"),
        ("getekend_school.op", "1-1-2020"),
        ("getekend_school.function", "directeur"),
        ("getekend_school", "ja"),
    ];
    let answers = fine(&Answers::default(), PIET, 9, &crafted);
    assert_eq!(says(&answers)[0], "Ondertekend door Piet Smit (ib'er) op 09-09-2026.");
    let why = "getekend_school: Handtekening van de school: vink aan dat u ondertekent; uw naam en de dag komen er vanzelf bij.";
    assert_eq!(refused(&Answers::default(), PIET, &[("getekend_school", "De directeur")]), why);
    // Somebody whose roles do not sign changes nothing.
    let hand = Hand {
        roles: &[&key("secretaris")],
        name: "Sam",
        function: "consulent",
        by: PIET,
        own: &[PIET],
        today: "2026-09-09".parse().unwrap(),
    };
    let (other, errors) = verklaring().fill(&signed(), &hand, &[("getekend_school".to_owned(), String::new())]);
    assert_eq!((other, errors), (signed(), vec![]));
}

#[test]
fn what_stands_on_paper_is_read_and_refused_by_its_input() {
    let says = |pairs: &[(&str, &str)]| refused(&signed(), INEKE, pairs);
    let name = ("getekend_ouder.naam", "M. de Vries");
    assert!(
        says(&[name, ("getekend_ouder.op", "")])
            .starts_with("getekend_ouder.op: Handtekening van een ouder: vul ook in op welke dag")
    );
    assert!(
        says(&[("getekend_ouder.naam", ""), ("getekend_ouder.op", "6-9-2026")]).starts_with("getekend_ouder.naam: ")
    );
    assert!(says(&[name, ("getekend_ouder.op", "gisteren")]).contains("'gisteren' is geen datum"));
    assert!(says(&[name, ("getekend_ouder.op", "10-9-2026")]).contains("10-09-2026 ligt na vandaag"));
    assert!(says(&[("getekend_ouder.naam", "twee\nregels"), ("getekend_ouder.op", "6-9-2026")]).contains("één regel"));
}

#[test]
fn a_place_that_is_not_asked_takes_no_signature() {
    let mut form = verklaring();
    let when = EnableWhen { question: key("verklaard"), equals: Equals::Option(key("ja")) };
    form.sections[0].fields[1].enable_when = Some(when);
    let hand = Hand {
        roles: &[&key("ib")],
        name: "Ineke Bakker",
        function: "ib'er",
        by: INEKE,
        own: &[INEKE],
        today: "2026-09-07".parse().unwrap(),
    };
    let (answers, errors) = form.fill(&Answers::default(), &hand, &[("getekend_school".to_owned(), "ja".to_owned())]);
    assert_eq!(answers, Answers::default());
    assert!(errors[0].message.contains("dit hoort bij een ander antwoord op 'Wat verklaart de school'"), "{errors:?}");
}

#[test]
fn a_signature_is_stored_in_words_that_do_not_change() {
    let answers = signed();
    let Some(Answer::Signed(signature)) = answers.get("getekend_school") else { panic!("{answers:?}") };
    // The state stands in what people signed: another way of making it would let every signature lapse.
    assert_eq!(signature.state, "1a8c84c3a3eacab86c11cebcb76f7f82");
    let stored = serde_json::to_value(&answers).unwrap();
    assert_eq!(
        stored["getekend_school"],
        serde_json::json!({ "signed": {
            "name": "Ineke Bakker", "function": "ib'er", "on": "2026-09-07",
            "by": "00000000-0000-0000-0000-000000000001", "state": signature.state
        } })
    );
    assert!(stored["getekend_ouder"]["signed"].get("function").is_none());
    assert_eq!(serde_json::from_value::<Answers>(stored).unwrap(), answers);
}

#[test]
fn forms_with_other_answers_have_another_state() {
    let state = |pairs: &[(&str, Answer)]| {
        let mut answers = Answers::default();
        for (link_id, answer) in pairs {
            answers.set(*link_id, answer.clone());
        }
        answers.state()
    };
    let text = |words: &str| Answer::Text(words.to_owned());
    let row = |id, words: &str, removed| {
        let mut answers = Answers::default();
        answers.set("doel", text(words));
        Row { id, answers, removed }
    };
    let all = [
        state(&[]),
        state(&[("a", text("b"))]),
        state(&[("a", Answer::Choice("b".into()))]),
        state(&[("a", text("b1:c"))]),
        state(&[("a", text("b")), ("c", text(""))]),
        state(&[("a", Answer::Boolean(false))]),
        state(&[("a", text("false"))]),
        state(&[("a", Answer::Choices(vec!["b".into(), "c".into()]))]),
        state(&[("a", Answer::Choices(vec!["b1:c".into()]))]),
        state(&[("a", Answer::Rows(vec![row(1, "x", false)]))]),
        state(&[("a", Answer::Rows(vec![row(2, "x", false)]))]),
        state(&[("a", Answer::Rows(vec![row(1, "x", false), row(2, "x", false)]))]),
    ];
    let different: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(different.len(), all.len());
    let with_gone = state(&[("a", Answer::Rows(vec![row(1, "x", false), row(2, "y", true)]))]);
    assert_eq!(with_gone, all[9], "a row that was taken out says nothing");
    assert_eq!(state(&[("a", Answer::Rows(vec![row(1, "x", true)]))]), all[0]);
}

#[test]
fn a_fact_holds_as_long_as_its_form_is_signed() {
    let text = include_str!("../../tests/ways/aanvraag.toml").replace(
        "[[facts]]\nkey = \"zorg_loopt\"",
        "[[facts]]\nkey = \"verklaard\"\nlabel = \"Klaar\"\nmissing = \"De verklaring is niet getekend.\"\nby = [\"ib\"]\nform = \"verklaring\"\n\n[[facts]]\nkey = \"zorg_loopt\"",
    );
    let template = Template::parse(&text).unwrap();
    let state = submitting();
    let facts =
        |answers: Answers| Sheets(vec![Sheet { form: key("verklaring"), round: 1, answers }]).facts(&template, &state);
    assert_eq!(facts(signed()), [key("verklaard")]);
    assert!(facts(fine(&signed(), PIET, 8, &[("verklaard", "Anders.")])).is_empty());
    assert!(facts(fine(&signed(), INEKE, 8, &[("getekend_school", "")])).is_empty());
}
