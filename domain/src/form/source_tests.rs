//! What another form says already stands in a form when somebody opens it, as far as that person reads it there.

use super::*;
use crate::{
    check::check,
    template::{Body, Template},
};

const WAY: &str = include_str!("../../tests/ways/aanvraag.toml");

const PLAN: &str = r#"
[[forms]]
key = "plan"
title = "Plan"
read = ["ib", "secretaris", "arts"]
write = ["ib"]
steps = ["STEP"]

[[forms.sections]]
key = "kop"
title = "Kop"
kind = "header"
fields = [
  { linkId = "vraag", text = "Vraag", type = "text" },
  { linkId = "geheim", text = "Geheim", type = "text", read = ["ib"], write = ["ib"] },
  { linkId = "klaar", text = "Klaar?", type = "boolean" },
]

[[forms.sections]]
key = "doelen"
title = "Doel"
kind = "rows"
fields = [
  { linkId = "doel", text = "Doel", type = "text", required = true },
  { linkId = "door", text = "Door wie", type = "string" },
]

[[forms]]
key = "terugblik"
title = "Terugblik"
read = ["ib", "secretaris"]
write = ["ib"]
steps = ["STEP"]
per_round = true

[[forms.sections]]
key = "terug"
title = "Terug"
kind = "header"
fields = [
  { linkId = "terug_vraag", text = "Vraag", type = "text", required = true, source = { answer = { form = "plan", field = "vraag" } } },
  { linkId = "lering", text = "Lering", type = "text", source = { answer = { form = "terugblik", field = "lering" } } },
  { linkId = "getekend", text = "Handtekening", type = "signature", write = ["ib"] },
]

[[forms.sections]]
key = "per_doel"
title = "Doel"
kind = "rows"
at_least = 1
fields = [
  { linkId = "terug_doel", text = "Doel", type = "text", required = true, source = { answer = { form = "plan", field = "doel" } } },
  { linkId = "behaald", text = "Behaald?", type = "boolean", required = true },
]
"#;

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn way(with: impl Fn(String) -> String) -> Body {
    let text = format!("{WAY}\n{}", with(PLAN.replace("STEP", "indienen")));
    Body::clone(&Template::parse(&text).unwrap())
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

fn answers(pairs: &[(&str, Answer)]) -> Answers {
    Answers(pairs.iter().map(|(name, answer)| ((*name).to_owned(), answer.clone())).collect())
}

fn goal(id: u32, goal: &str, removed: bool) -> Row {
    Row { id, answers: answers(&[("doel", text(goal)), ("door", text("Gea"))]), removed }
}

fn plan() -> Sheet {
    let goals = vec![goal(1, "Lezen", false), goal(2, "Vervallen", true), goal(4, "Rekenen", false)];
    let answers = answers(&[("vraag", text("Hoe verder?")), ("geheim", text("x")), ("doelen", Answer::Rows(goals))]);
    Sheet { form: key("plan"), round: 1, answers }
}

fn known<'a>(body: &'a Body, sheets: &'a Sheets, roles: &'a [&'a Key], stands: &Answers) -> Known<'a> {
    Known { template: body, sheets, is_begun: !stands.is_empty(), reader: Reader::AtHome, roles, period: None }
}

/// What stands in the second form in this round for a role, when this stands in it already.
fn opened(body: &Body, role: &str, stands: &Answers, round: u32, sheets: &Sheets) -> Answers {
    let role = key(role);
    let roles = [&role];
    let form = body.form("terugblik").unwrap().with_rights(Reader::AtHome);
    form.prefilled(stands, round, known(body, sheets, &roles, stands))
}

fn rows(answers: &Answers) -> Vec<(u32, String)> {
    let goal = |row: &Row| match row.answers.get("terug_doel") {
        Some(Answer::Text(goal)) => goal.clone(),
        _ => String::new(),
    };
    answers.rows("per_doel").iter().map(|row| (row.id, goal(row))).collect()
}

#[test]
fn what_the_plan_says_stands_in_the_form_that_looks_back_until_it_is_changed() {
    let body = way(|text| text);
    assert_eq!(check(&body), []);
    let sheets = Sheets(vec![plan()]);
    let first = opened(&body, "ib", Answers::none(), 1, &sheets);
    assert_eq!(first.get("terug_vraag"), Some(&text("Hoe verder?")));
    assert_eq!(rows(&first), [(1, "Lezen".to_owned()), (4, "Rekenen".to_owned())], "a goal that was taken out is none");
    let lacks = body.form("terugblik").unwrap().lacks(&first);
    assert_eq!(lacks, ["Doel 1: Behaald?", "Doel 2: Behaald?"], "each goal is looked back on");

    let mut changed = first.clone();
    changed.set("terug_vraag", text("Anders"));
    changed.set_removed("per_doel", 4, true);
    assert_eq!(opened(&body, "ib", &changed, 1, &sheets), changed, "what stands, stays");
    let mut later = plan();
    later.answers.set("doelen", Answer::Rows(vec![goal(1, "Lezen!", false), goal(5, "Schrijven", false)]));
    let now = opened(&body, "ib", &changed, 1, &Sheets(vec![later]));
    assert_eq!(
        rows(&now),
        [(1, "Lezen".into()), (4, "Rekenen".into()), (5, "Schrijven".into())],
        "a new goal comes along"
    );
}

#[test]
fn a_round_takes_from_the_round_before_and_never_from_itself() {
    let body = way(|text| text);
    let before =
        |round| Sheet { form: key("terugblik"), round, answers: answers(&[("lering", text("Klein beginnen"))]) };
    let sheets = Sheets(vec![before(1)]);
    assert_eq!(opened(&body, "ib", Answers::none(), 2, &sheets).get("lering"), Some(&text("Klein beginnen")));
    assert_eq!(opened(&body, "ib", Answers::none(), 1, &sheets).get("lering"), None);
}

#[test]
fn nothing_comes_to_whoever_may_not_read_it_there_or_not_answer_it_here() {
    let body = way(|text| text);
    let sheets = Sheets(vec![plan()]);
    assert_eq!(
        opened(&body, "secretaris", Answers::none(), 1, &sheets),
        Answers::default(),
        "who only reads, fills in nothing"
    );
    // Also where the checker was passed by: the rights of the question decide each time.
    let body = way(|text| {
        text.replace("field = \"vraag\"", "field = \"geheim\"")
            .replace("write = [\"ib\"]\nsteps", "write = [\"secretaris\"]\nsteps")
    });
    assert_eq!(opened(&body, "secretaris", Answers::none(), 1, &sheets).get("terug_vraag"), None);
}

#[test]
fn an_answer_that_is_no_longer_asked_says_nothing() {
    let body = way(|text| {
        let only = "{ linkId = \"vraag\", text = \"Vraag\", type = \"text\", enableWhen = { question = \"klaar\", equals = false } }";
        text.replace("{ linkId = \"vraag\", text = \"Vraag\", type = \"text\" }", only)
    });
    let taken = |done: bool| {
        let mut plan = plan();
        plan.answers.set("klaar", Answer::Boolean(done));
        opened(&body, "ib", Answers::none(), 1, &Sheets(vec![plan])).get("terug_vraag").cloned()
    };
    assert_eq!(taken(false), Some(text("Hoe verder?")));
    assert_eq!(taken(true), None);
}

#[test]
fn what_was_signed_is_not_filled_in_further() {
    let body = way(|text| text);
    let mut stands = answers(&[("lering", text("Klein beginnen"))]);
    let by = crate::id::MembershipId(uuid::Uuid::nil());
    let on = "2026-09-07".parse().unwrap();
    let signature = Signature { name: "Ineke".into(), function: None, on, by, state: stands.state() };
    stands.set("getekend", Answer::Signed(signature));
    assert_eq!(opened(&body, "ib", &stands, 1, &Sheets(vec![plan()])), stands);
    let offering = with_analysis(", offer = true");
    assert_eq!(offered(&offering, "ib", &stands, &said("Een kleine groep")), [], "and offers nothing");
}

/// The school's own analysis, and a question that is offered what it says of the pupil.
const ANALYSIS: &str = r#"
[[forms]]
key = "analyse"
title = "Analyse"
meeting = "adviesoverleg"

[[forms.sections]]
key = "leerlingen"
title = "Leerlingen"
kind = "pupils"
step = "indienen"
columns = ["name"]
fields = [
  { linkId = "richting", text = "Richting", type = "text" },
  { linkId = "bespreken", text = "Bespreken?", type = "boolean", agenda = true },
]
"#;

fn said(answer: &str) -> Sheets {
    Sheets(vec![Sheet { form: key("analyse"), round: 1, answers: answers(&[("richting", text(answer))]) }])
}

/// What stands ready for a role in the second form, when this stands in it already.
fn offered(body: &Body, role: &str, stands: &Answers, sheets: &Sheets) -> Vec<(String, Answer)> {
    let role = key(role);
    let roles = [&role];
    let form = body.form("terugblik").unwrap().with_rights(Reader::AtHome);
    let offers = form.offers(stands, 1, known(body, sheets, &roles, stands)).into_iter();
    offers.map(|offer| (offer.field.to_string(), offer.answer)).collect()
}

const FROM_ANALYSIS: &str = r#"form = "analyse", field = "richting""#;

fn with_analysis(offer: &str) -> Body {
    way(|text| {
        let taken = text.replace("form = \"plan\", field = \"vraag\"", &format!("{FROM_ANALYSIS}{offer}"));
        // The secretaris is of the SWV and reads the analysis too; the doctor is a partner.
        let taken = taken.replace("read = [\"ib\", \"secretaris\"]\nwrite", "read = [\"ib\", \"arts\"]\nwrite");
        taken + ANALYSIS
    })
}

#[test]
fn what_others_would_read_is_offered_and_stands_there_only_when_it_was_taken_over() {
    let body = with_analysis(", offer = true");
    let about = |fault: &&crate::check::Fault| fault.place.contains("terug_vraag");
    assert_eq!(check(&body).iter().find(about), None);
    let sheets = said("Een kleine groep");
    assert_eq!(opened(&body, "ib", Answers::none(), 1, &sheets).get("terug_vraag"), None, "nothing by itself");
    let ready = vec![("terug_vraag".to_owned(), text("Een kleine groep"))];
    assert_eq!(offered(&body, "ib", Answers::none(), &sheets), ready);
    assert_eq!(offered(&body, "arts", Answers::none(), &sheets), [], "only to whoever answers");
    let stands = answers(&[("terug_vraag", text("Iets anders"))]);
    assert_eq!(offered(&body, "ib", &stands, &sheets), [], "what stands, stays");
    assert_eq!(offered(&body, "ib", Answers::none(), &Sheets::default()), [], "nothing was said");
}

#[test]
fn an_analysis_is_read_by_the_school_and_the_swv_so_a_partner_never_reads_it_along() {
    let faults = check(&with_analysis(""));
    let wider = |fault: &&crate::check::Fault| fault.message.contains("leest dit, maar niet de vraag waaruit het komt");
    let found = faults.iter().filter(|fault| fault.place.contains("terug_vraag")).find(wider).unwrap();
    assert!(found.message.contains("offer = true"), "and how to mend it: {found:?}");

    // Whatever the analysis itself says of who reads it: policy lets no partner read any.
    let mut named = with_analysis("");
    named.forms.iter_mut().find(|form| form.key == "analyse").unwrap().read = vec![key("ib"), key("arts")];
    let faults = check(&named);
    assert!(faults.iter().any(|fault| fault.message.contains("leest dit, maar niet de vraag waaruit het komt")));
}

fn at_home() -> Body {
    way(|text| {
        let taken = text.replace("form = \"plan\", field = \"vraag\"", FROM_ANALYSIS);
        let once = taken
            .replace("per_round = true", "")
            .replace(", source = { answer = { form = \"terugblik\", field = \"lering\" } }", "");
        once + ANALYSIS
    })
}

#[test]
fn what_the_analysis_says_stands_there_until_somebody_began_and_is_offered_from_then_on() {
    let home = at_home();
    assert_eq!(check(&home).iter().find(|fault| fault.place.contains("terug_vraag")), None);
    let sheets = said("Een kleine groep");
    assert_eq!(opened(&home, "ib", Answers::none(), 1, &sheets).get("terug_vraag"), Some(&text("Een kleine groep")));
    assert_eq!(offered(&home, "ib", Answers::none(), &sheets), []);
    let begun = answers(&[("lering", text("Klein beginnen"))]);
    assert_eq!(opened(&home, "ib", &begun, 1, &sheets), begun, "what was emptied stays empty");
    assert_eq!(offered(&home, "ib", &begun, &sheets).len(), 1);
}

#[test]
fn a_round_has_answers_of_its_own_so_the_analysis_only_offers_it_some() {
    let body = way(|text| text.replace("form = \"plan\", field = \"vraag\"", FROM_ANALYSIS) + ANALYSIS);
    let faults = check(&body);
    let found = faults.iter().find(|fault| fault.place.contains("terug_vraag")).unwrap();
    assert!(found.message.contains("Zet offer = true"), "{found:?}");
}

type Change = fn(String) -> String;

/// What is wrong with a source, and what is said of it.
const WRONG: &[(&str, &str, Change)] = &[
    ("terug.terug_vraag.source", "bestaat niet", |way| way.replacen("form = \"plan\"", "form = \"weg\"", 1)),
    ("terug.terug_vraag", "staat niet in dat formulier", |way| way.replace("field = \"vraag\"", "field = \"weg\"")),
    ("terug.terug_vraag", "hetzelfde type", |way| way.replace("field = \"vraag\"", "field = \"klaar\"")),
    ("terug.terug_vraag", "een losse vraag uit een losse vraag", |way| {
        way.replace("field = \"vraag\"", "field = \"doel\"")
    }),
    ("terug.terug_vraag", "secretaris van de commissie leest dit", |way| {
        way.replace("field = \"vraag\"", "field = \"geheim\"")
    }),
    ("terug.lering", "elke ronde opnieuw", |way| way.replace("per_round = true", "per_round = false")),
    ("terug.terug_vraag", "houdt die ook hier", |way| {
        way.replacen("kind = \"header\"", "kind = \"header\"\nconsent = \"medisch\"", 1)
    }),
    ("per_doel.terug_doel", "een rij wordt niet aangeboden", |way| {
        way.replace("field = \"doel\" }", "field = \"doel\", offer = true }")
    }),
    ("per_doel", "Neem over uit één onderdeel", |way| {
        let other = "  { linkId = \"wie\", text = \"Wie?\", type = \"string\", source = { answer = { form = \"aanvraagformulier\", field = \"behandelaar\" } } },\n";
        way.replace("  { linkId = \"behaald\"", &format!("{other}  {{ linkId = \"behaald\""))
    }),
];

#[test]
fn a_source_is_refused_where_nothing_can_come_from_it_or_somebody_would_read_more() {
    for (place, said, change) in WRONG {
        let faults = check(&way(change));
        let found = faults
            .iter()
            .any(|fault| fault.place == format!("forms.terugblik.{place}") && fault.message.contains(said));
        assert!(found, "{said} at {place}: {faults:#?}");
    }
    let mut body = way(|text| text);
    body.forms.iter_mut().find(|form| form.key == "terugblik").unwrap().steps.clear();
    assert!(check(&body).iter().any(|fault| fault.message.contains("alleen een formulier over een casus")));
}

/// Whoever is let in by a consent reads nothing of a form that names nobody; a role of both sides is such a reader too.
#[test]
fn a_role_of_the_school_and_of_a_partner_takes_nothing_from_a_form_that_names_nobody() {
    let unnamed = |text: String| text.replace("read = [\"ib\", \"secretaris\", \"arts\"]\nwrite = [\"ib\"]\n", "");
    let refused = |body: &Body| check(body).iter().any(|fault| fault.message.contains("leest dit, maar niet de vraag"));
    let mut body = way(unnamed);
    assert!(!refused(&body), "the school and the samenwerkingsverband read both");
    let ib = body.roles.iter_mut().find(|role| role.key == "ib").unwrap();
    ib.functions.push(crate::actor::Function::Jeugdprofessional);
    assert!(refused(&body));
}
