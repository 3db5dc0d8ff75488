//! Pages rendered from their models, as the server does it.

use app::{
    components::Typed,
    pages::{
        pupils::{NewPupilPage, OnePart, Stands, Way},
        worklist::WorklistPage,
    },
};
use domain::{
    form::{Answers, FieldType, Form},
    page::{
        School,
        pupil::NewPupil,
        running::{PhaseOnTheWay, StepOnTheWay},
        sheet::Part,
        worklist::{Group, Item, Worklist},
    },
    pupil::Years,
    template::{Template, shipped},
};
use leptos::prelude::*;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

#[test]
fn ticking_off_sends_nothing_that_nobody_reads() {
    let item = Item {
        what: "Meekijken".into(),
        why: String::new(),
        href: "/overleggen/1".into(),
        due: None,
        tick: "/acties/1/klaar".into(),
    };
    let page = Worklist {
        name: String::new(),
        today: String::new(),
        functions: vec![],
        groups: vec![Group::new("Acties", vec![item])],
        meetings: vec![],
        quiet: vec![],
    };
    let page = html(|| view! { <WorklistPage page=page done=None/> });
    assert!(page.contains("action=\"/acties/1/klaar\"") && !page.contains("<input"), "{page}");
}

#[test]
fn a_secondary_school_chooses_from_six_classes() {
    let form = |years: &[Years]| {
        let school = |years| School { value: "1".into(), label: "De Turfvaart".into(), years };
        let page = NewPupil { schools: years.iter().copied().map(school).collect(), alike: vec![] };
        html(|| view! { <NewPupilPage page=page typed=Typed::default()/> })
    };
    let secondary = form(&[Years::Klas]);
    assert!(secondary.contains("Kies een klas") && secondary.contains(">Klas 6<"), "{secondary}");
    assert!(!secondary.contains("Groep") && !secondary.contains("Klas 7"), "{secondary}");
    assert!(form(&[Years::Groep]).contains(">Groep 8<"));
    let both = form(&[Years::Klas, Years::Groep]);
    let at = |words: &str| both.find(words).unwrap_or_else(|| panic!("{words} in {both}"));
    assert!(at("label=\"Groep\"") < at(">Groep 8<") && at(">Groep 8<") < at("label=\"Klas\""), "{both}");
    assert!(at("label=\"Klas\"") < at(">Klas 1<") && both.contains("Kies een groep of klas"), "{both}");
    assert!(both.contains("Scholen voor primair onderwijs") && both.contains("Scholen voor voortgezet onderwijs"));
}

#[test]
fn of_several_phases_the_present_one_is_open_and_each_says_aloud_where_it_stands() {
    let step =
        |label: &str, is_open, rounds| StepOnTheWay { label: label.into(), title: String::new(), is_open, rounds };
    let phase = |label: &str, steps| PhaseOnTheWay { label: label.into(), steps };
    let phases = vec![
        phase("Overzicht", vec![step("Stap 1", false, 3)]),
        phase("Inzicht", vec![step("Stap 2", true, 2)]),
        phase("Uitzicht", vec![step("Stap 3", false, 0)]),
    ];
    let one = html(|| view! { <Way phases=phases[1..2].to_vec()/> });
    assert!(!one.contains("<details"), "one phase needs no fold: {one}");
    let page = html(|| view! { <Way phases=phases/> });
    assert_eq!(page.matches("<details open").count(), 1, "{page}");
    for said in ["(geweest)", "(nu)", "(nog niet)", "2e keer", "3 keer"] {
        assert!(page.contains(said), "{said} in {page}");
    }
}

#[test]
fn whoever_says_nothing_yet_to_a_yes_or_no_has_not_said_no() {
    let templates = shipped().iter().map(|(_, text)| Template::parse(text).expect("a way of working"));
    let forms = templates.flat_map(|template| template.forms.clone()).filter(Form::is_of_case);
    let mut asked = 0;
    for mut section in forms.flat_map(|form| form.sections) {
        section.fields.retain(|field| field.kind == FieldType::Boolean && field.enable_when.is_none());
        asked += section.fields.len();
        let names: Vec<_> = section.fields.iter().map(|field| field.link_id.to_string()).collect();
        let part = Part { section, asked: names.clone(), known: vec![], signatures: vec![], offers: vec![] };
        let page = html(|| {
            view! { <OnePart part=part answers=Answers::default() signer=String::new() typed=Typed::default() stands=Stands::Inside/> }
        });
        let inputs: Vec<_> = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        let says_no = |input: &&&str| input.contains("value=\"nee\"") && !input.contains("type=\"radio\"");
        assert!(
            !inputs.iter().any(|input| says_no(&input) || input.contains(" checked") && !input.contains("value=\"\"")),
            "{names:?}: {inputs:?}"
        );
        for name in names {
            assert!(page.contains(&format!("{name}\" value=\"nee\"")), "{name} can be answered with no: {page}");
        }
    }
    assert!(asked > 0);
}
