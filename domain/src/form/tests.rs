use proptest::prelude::*;

use super::*;
use crate::{
    pupil::{Group, Years},
    template::{Template, shipped},
};

fn form() -> &'static Form {
    static FORM: std::sync::OnceLock<Form> = std::sync::OnceLock::new();
    FORM.get_or_init(|| Template::parse(shipped()[0].1).unwrap().form("analyse").unwrap().clone())
}

fn posted(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn read(section: &str, pairs: &[(&str, &str)]) -> (Answers, Vec<String>) {
    let (answers, errors) = parse(form().section(section).unwrap(), &posted(pairs));
    (answers, errors.into_iter().map(|error| error.message).collect())
}

#[test]
fn the_form_has_every_table_of_the_source() {
    let titles: Vec<_> = form().sections.iter().map(|section| section.key.to_string()).collect();
    let tables = [
        "kop",
        "proces_0",
        "thuiszitters",
        "risicoleerlingen",
        "niet_ingeschreven",
        "proces_1",
        "proces_2_0",
        "proces_2_1",
        "proces_3",
        "zat_agenda",
    ];
    assert_eq!(titles, tables);
    let grouped: Vec<_> = form().sections.iter().filter(|s| s.by_phase).map(|s| s.key.to_string()).collect();
    assert_eq!(grouped, ["proces_1", "proces_2_0", "proces_2_1", "zat_agenda"]);
    assert_eq!(form().bands[form().band(Group::of(Years::Groep, 4)).unwrap()].caption, "Gr. 3/4/5");
    for on_the_way in ["proces_2_1", "tlv_besluit", "tlv_aanvullen", "plaatsing", "plaatsing_januari"] {
        assert_eq!(form().section_for_step(on_the_way).unwrap().key, "proces_2_1");
    }
    assert!(crate::absence::Category::ALL.iter().all(|category| form().section_for_absence(*category).is_some()));
}

#[test]
fn a_row_of_process_1_is_read() {
    let (answers, errors) = read(
        "proces_1",
        &[
            ("domein", "se"),
            ("domein", "cd"),
            ("hulpvraag", " leesproblemen\r\n "),
            ("zat", "nee"),
            ("zat", "ja"),
            ("version", "3"),
        ],
    );
    assert!(errors.is_empty(), "{errors:?}");
    let form = form();
    let section = form.section("proces_1").unwrap();
    assert!(answers.wants_agenda(section));
    assert_eq!(answers.display_short(section.field("domein").unwrap()), "CD, SE");
    assert_eq!(answers.display(section.field("domein").unwrap()), "cognitief/didactisch, gedrag/soc.em.");
    assert_eq!(answers.get("hulpvraag"), Some(&Answer::Text("leesproblemen".into())));
    assert_eq!(answers.shown(section).len(), 3);
}

#[test]
fn dates_are_read_as_people_type_them() {
    for typed in ["3-9-2026", "03-09-2026", "2026-09-03", "3/9/2026", " 3.9.2026 "] {
        let (answers, errors) = read("proces_0", &[("start_per", typed)]);
        assert!(errors.is_empty(), "{errors:?}");
        let form = form();
        let field = form.section("proces_0").unwrap().field("start_per").unwrap();
        assert_eq!(answers.display(field), "03-09-2026", "{typed}");
    }
    for typed in ["32-9-2026", "29-2-2027", "9-2026", "morgen", "3-9-26", "0026-09-03", "2026-9-3-1", "３-９-２０２６"]
    {
        let (answers, errors) = read("proces_0", &[("start_per", typed)]);
        assert!(answers.is_empty(), "{typed}");
        assert_eq!(errors, [format!("Start per: '{typed}' is geen datum. Typ de datum als 3-9-2026.")]);
    }
}

#[test]
fn an_unknown_option_is_refused_with_the_choices() {
    let (answers, errors) = read("proces_2_1", &[("richting", "vso")]);
    assert!(answers.is_empty());
    assert_eq!(errors, ["S(B)O: dit is geen van de mogelijkheden. Kies uit: SBO, SO."]);
    let (_, errors) = read("proces_1", &[("domein", "cd"), ("domein", "x")]);
    assert!(errors[0].starts_with("Domein: dit is geen van de mogelijkheden."));
}

#[test]
fn long_and_hidden_text_is_refused() {
    let long = "é".repeat(LONGEST_TEXT + 1);
    let (_, errors) = read("proces_1", &[("hulpvraag", &long)]);
    assert_eq!(errors, ["Hulpvraag: de tekst is 2001 tekens lang en mag hoogstens 2000 zijn. Maak hem korter."]);
    assert!(read("proces_1", &[("hulpvraag", &"é".repeat(LONGEST_TEXT))]).1.is_empty());
    for hidden in ["a\u{0}b", "a\u{1b}[2J", "a\u{202E}b"] {
        assert!(read("proces_1", &[("hulpvraag", hidden)]).1[0].contains("onzichtbare tekens"));
    }
    assert!(read("proces_3", &[("naam_sbo", "a\nb")]).1[0].contains("één regel"));
}

#[test]
fn a_conditional_question_is_read_only_when_it_is_asked() {
    let both = |yes: &str| read("proces_2_0", &[("fase_geevalueerd", yes), ("fase_geevalueerd_op", "1-10-2026")]).0;
    assert!(both("ja").get("fase_geevalueerd_op").is_some());
    assert!(both("nee").get("fase_geevalueerd_op").is_none());
}

#[test]
fn a_field_is_seen_and_filled_in_by_its_roles_only() {
    let [ib, arts, other] = ["ib", "arts", "ouders"].map(|role| crate::template::Key::parse(role).unwrap());
    let mut section = form().section("proces_1").unwrap().clone();
    let secret = section.fields.iter_mut().find(|field| field.link_id == "hulpvraag").unwrap();
    (secret.read, secret.write) = (vec![ib.clone()], vec![arts.clone()]);
    let has = |section: &Section| section.field("hulpvraag").is_some();
    assert!(has(&section.read_by(&[&ib])) && has(&section.read_by(&[&arts])) && !has(&section.read_by(&[&other])));
    assert!(!has(&section.written_by(&[&ib])) && has(&section.written_by(&[&other, &arts])));
    let (answers, errors) = parse(&section.written_by(&[&ib]), &posted(&[("hulpvraag", "rekenen"), ("zat", "ja")]));
    assert!(answers.get("hulpvraag").is_none() && answers.is_yes("zat") && errors.is_empty());
    assert_eq!(section.read_by(&[]).fields.len() + 1, section.fields.len(), "other fields are everybody's");
}

#[test]
fn what_is_known_already_is_not_taken_from_the_post() {
    assert!(read("thuiszitters", &[("sinds", "1-9-2026")]).0.is_empty());
    assert!(read("kop", &[("aantal_leerlingen", "1")]).0.is_empty());
}

#[test]
fn a_required_question_without_an_answer_is_asked_again() {
    let mut section = form().section("proces_3").unwrap().clone();
    section.fields[0].required = true;
    let (_, errors) = parse(&section, &[]);
    assert_eq!(errors[0].message, "Naam S(B)O: vul dit in.");
}

#[test]
fn answers_follow_a_pupil_to_the_next_process_and_the_next_period() {
    let (old, _) = read(
        "proces_1",
        &[("domein", "cd"), ("hulpvraag", "rekenen"), ("interventie", "RT"), ("overdracht_po_vo", "ja"), ("zat", "ja")],
    );
    let carried = carry_over(&old, form().section("proces_2_0").unwrap());
    assert_eq!(carried.0.keys().collect::<Vec<_>>(), ["domein", "hulpvraag", "overdracht_po_vo"]);
    let next_period = carry_over(&old, form().section("proces_1").unwrap());
    assert!(next_period.get("zat").is_none(), "each period decides anew who goes to the meeting");
    assert!(next_period.get("interventie").is_some());
}

#[test]
fn an_answer_that_no_longer_fits_is_not_carried() {
    let mut old = Answers::default();
    old.set("domein", Answer::Choices(vec!["cd".into(), "weg".into()]));
    old.set("hulpvraag", Answer::Boolean(true));
    assert!(carry_over(&old, form().section("proces_1").unwrap()).is_empty());
}

#[test]
fn answers_are_stored_as_json() {
    let (answers, _) = read(
        "proces_0",
        &[("herkomst", "anders"), ("herkomst_anders", "elders"), ("ccp", "on"), ("start_per", "2026-10-01")],
    );
    let json = serde_json::to_string(&answers).unwrap();
    assert_eq!(
        json,
        r#"{"ccp":{"boolean":true},"herkomst":{"choice":"anders"},"herkomst_anders":{"text":"elders"},"start_per":{"date":"2026-10-01"}}"#
    );
    assert_eq!(serde_json::from_str::<Answers>(&json).unwrap(), answers);
}

proptest! {
    #[test]
    fn whatever_is_posted_gives_answers_that_fit_or_errors_that_name_a_field(
        pairs in prop::collection::vec(("(domein|hulpvraag|zat|opp_fase|fase_geevalueerd|fase_geevalueerd_op|x)", "\\PC{0,40}|ja|nee|cd|fase_2|[0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4}"), 0..12),
    ) {
        let form = form();
        let section = form.section("proces_2_0").unwrap();
        let (answers, errors) = parse(section, &pairs);
        for (link_id, answer) in &answers.0 {
            prop_assert!(answer.fits(section.field(link_id).unwrap()));
        }
        for error in errors {
            prop_assert!(answers.get(error.field.as_str()).is_none());
        }
        let typed: Vec<_> = section.fields.iter().filter(|f| f.kind != FieldType::Choices)
            .filter_map(|f| answers.get(f.link_id.as_str()).map(|_| (f.link_id.to_string(), answers.input_value(f)))).collect();
        let chosen = section.fields.iter().filter(|f| f.kind == FieldType::Choices).flat_map(|f| f.answer_option.iter()
            .filter(|o| answers.has(f.link_id.as_str(), o.value.as_str())).map(|o| (f.link_id.to_string(), o.value.to_string())));
        let again: Vec<_> = typed.into_iter().chain(chosen).collect();
        prop_assert_eq!(parse(section, &again), (answers, vec![]), "what a page shows can be posted back");
    }
}

#[test]
fn what_is_filled_in_where_nothing_is_asked_is_refused_and_not_dropped() {
    let section = form().section("proces_2_0").unwrap();
    let field = section.asked().find(|field| field.enable_when.is_some()).unwrap();
    let posted = |value: &str| read("proces_2_0", &[(field.link_id.as_str(), value)]).1;
    assert!(posted("20-11-2026")[0].contains("dit hoort bij een ander antwoord op"), "{:?}", posted("20-11-2026"));
    assert!(posted("").is_empty());
}
