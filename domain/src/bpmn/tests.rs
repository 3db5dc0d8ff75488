use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use proptest::prelude::*;

use super::{
    parts::{Bounds, Kind, Point},
    *,
};
use crate::{
    picture::sketch::{body_of, key, sketch},
    template::{When, shipped},
};

const TRACKS: &str = include_str!("../../tests/ways/aanvraag.toml");

/// An element: its name, its attributes, and the text right inside it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Element {
    name: String,
    attributes: HashMap<String, String>,
    text: String,
}

/// Reads XML as strictly as these tests need: every element closed in order, every attribute quoted and given once, no
/// letter that XML does not know. All elements in the order in which they start.
fn read(xml: &str) -> Result<Vec<Element>, String> {
    let known = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    if let Some(letter) = xml.chars().find(|c| !known(*c)) {
        return Err(format!("{letter:?} is no letter of XML"));
    }
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").ok_or("no declaration")?;
    let (mut found, mut open): (Vec<Element>, Vec<usize>) = (vec![], vec![]);
    while let Some((text, after)) = rest.split_once('<') {
        if let Some(inside) = open.last() {
            found[*inside].text.push_str(&plain(text)?);
        }
        let (tag, after) = after.split_once('>').ok_or("a tag without end")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().ok_or("closed what was not open")?;
            if found[closed].name != name {
                return Err(format!("{name} closes {}", found[closed].name));
            }
            continue;
        }
        let (tag, empty) = tag.strip_suffix(" /").map_or((tag, false), |tag| (tag, true));
        let (name, mut given) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut element = Element { name: name.to_owned(), ..Element::default() };
        while !given.is_empty() {
            let (attribute, after) = given.split_once("=\"").ok_or_else(|| format!("attributes {given:?}"))?;
            let (value, after) = after.split_once('"').ok_or("a value without end")?;
            if element.attributes.insert(attribute.to_owned(), plain(value)?).is_some() {
                return Err(format!("{attribute} twice"));
            }
            given = after.strip_prefix(' ').unwrap_or(after);
        }
        if !empty {
            open.push(found.len());
        }
        found.push(element);
    }
    if open.is_empty() && rest.trim().is_empty() { Ok(found) } else { Err("something stays open".to_owned()) }
}

fn plain(text: &str) -> Result<String, String> {
    let bare = text.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "").replace("&quot;", "");
    if bare.replace("&#10;", "").replace("&#9;", "").replace("&#13;", "").contains('&') {
        return Err(format!("a bare & in {text:?}"));
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    Ok(text.replace("&#10;", "\n").replace("&#9;", "\t").replace("&#13;", "\r").replace("&amp;", "&"))
}

fn is_name(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c))
}

/// What a schema does not see: every reference leads somewhere, every gateway has the flows that it is there for, every
/// flow starts and ends at the shapes that it connects.
fn sound(body: &Body) -> Result<(), TestCaseError> {
    let xml = export(body);
    prop_assert_eq!(&xml, &export(body), "written twice, it is the same");
    let elements = read(&xml).map_err(TestCaseError::fail)?;
    let mut ids = HashSet::new();
    for id in elements.iter().filter_map(|element| element.attributes.get("id")) {
        prop_assert!(is_name(id), "{} is no name", id);
        prop_assert!(ids.insert(id.as_str()), "{} is given twice", id);
    }
    let refer = ["sourceRef", "targetRef", "bpmnElement", "attachedToRef", "processRef", "dataObjectRef"];
    let inside = ["incoming", "outgoing", "flowNodeRef", "resourceRef", "dataOutputRefs", "sourceRef", "targetRef"];
    for element in &elements {
        let attributes = refer.iter().filter_map(|name| element.attributes.get(*name));
        let texts = inside.iter().any(|name| element.name == format!("bpmn:{name}")).then_some(&element.text);
        for id in attributes.chain(texts) {
            prop_assert!(ids.contains(id.as_str()), "{} does not exist, named by {:?}", id, element);
        }
    }
    let drawn: HashSet<_> = elements.iter().filter_map(|element| element.attributes.get("bpmnElement")).collect();
    let parts = parts(body, &mut Ids::default());
    for id in parts.nodes.iter().map(|node| &node.id).chain(parts.sequences.iter().map(|flow| &flow.id)) {
        prop_assert!(drawn.contains(id), "{} is not in the diagram", id);
    }
    flows(&parts)
}

fn flows(parts: &Parts) -> Result<(), TestCaseError> {
    for (place, node) in parts.nodes.iter().enumerate() {
        let into = parts.sequences.iter().filter(|flow| flow.to == place).count();
        let out = parts.sequences.iter().filter(|flow| flow.from == place).count();
        let fits = match node.kind {
            Kind::Start => into == 0 && out == 1,
            Kind::Task(_) => out <= 1,
            Kind::Choice | Kind::Fork => into == 1 && out >= 2,
            Kind::All | Kind::Any => into >= 1 && out == 1,
            Kind::End => into == 1 && out == 0,
            Kind::Term(step, _) => into == 0 && out == 0 && matches!(parts.nodes[step].kind, Kind::Task(_)),
        };
        prop_assert!(fits, "{}: {} in, {} out", &node.id, into, out);
        let lane = parts.lanes.get(node.lane).map(|lane| lane.bounds);
        prop_assert!(lane.is_some_and(|lane| within(node.bounds, lane)), "{} outside its lane", &node.id);
        let others = parts.nodes[..place].iter().filter(|other| !matches!(other.kind, Kind::Term(..)));
        let steps = others.filter(|other| matches!(other.kind, Kind::Task(_)) || matches!(node.kind, Kind::Task(_)));
        let mut on = steps.filter(|_| !matches!(node.kind, Kind::Term(..)));
        prop_assert!(!on.any(|other| overlap(node.bounds, other.bounds)), "{} lies on a step", &node.id);
    }
    for flow in &parts.sequences {
        prop_assert!(flow.points.len() >= 2, "{} has no length", &flow.id);
        let (from, to) = (&parts.nodes[flow.from], &parts.nodes[flow.to]);
        prop_assert!(touches(from.bounds, flow.points[0]), "{} does not start at {}", &flow.id, &from.id);
        prop_assert!(touches(to.bounds, flow.points[flow.points.len() - 1]), "{} does not reach {}", &flow.id, &to.id);
        let level = |(one, other): (&Point, &Point)| one.0 == other.0 || one.1 == other.1;
        prop_assert!(flow.points.iter().zip(&flow.points[1..]).all(level), "{} slants: {:?}", &flow.id, &flow.points);
        let is_choice = matches!(from.kind, Kind::Choice);
        prop_assert_eq!(flow.condition.is_some(), is_choice, "{}: only a choice has conditions", &flow.id);
    }
    Ok(())
}

fn within(one: Bounds, other: Bounds) -> bool {
    one.x >= other.x
        && one.y >= other.y
        && one.x + one.width <= other.x + other.width
        && one.y + one.height <= other.y + other.height
}

fn overlap(one: Bounds, other: Bounds) -> bool {
    one.x < other.x + other.width
        && other.x < one.x + one.width
        && one.y < other.y + other.height
        && other.y < one.y + one.height
}

fn touches(bounds: Bounds, (x, y): Point) -> bool {
    let (right, bottom) = (bounds.x + bounds.width, bounds.y + bounds.height);
    let inside = (bounds.x..=right).contains(&x) && (bounds.y..=bottom).contains(&y);
    inside && (x == bounds.x || x == right || y == bounds.y || y == bottom)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_a_template_says_the_export_holds_together(sketch in sketch()) {
        sound(&sketch.body())?;
    }

    #[test]
    fn no_text_becomes_markup(text in ".{0,80}") {
        static READ: LazyLock<Body> = LazyLock::new(|| {
            let mut body = body_of(TRACKS);
            (body.steps, body.transitions) = (body.steps[..1].to_vec(), vec![]);
            body
        });
        let mut body = READ.clone();
        body.meta.title.clone_from(&text);
        body.steps[0].guidance = vec![text.clone()];
        let elements = read(&export(&body)).map_err(TestCaseError::fail)?;
        let shown: String = text.chars().map(|c| if is_letter(c) { c } else { '\u{fffd}' }).collect();
        prop_assert_eq!(&elements[0].attributes["name"], &shown);
        prop_assert!(elements.iter().any(|e| e.name == "bpmn:documentation" && e.text.contains(&shown)));
    }
}

fn is_letter(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[test]
fn every_shipped_way_of_working_is_exported_whole() {
    for (name, text) in shipped().iter().copied().chain([("aanvraag", TRACKS)]) {
        let body = body_of(text);
        sound(&body).unwrap_or_else(|error| panic!("{name}: {error}"));
        let elements = read(&export(&body)).unwrap();
        let count = |name: &str| elements.iter().filter(|element| element.name == format!("bpmn:{name}")).count();
        assert_eq!(count("userTask"), body.steps.len(), "{name}");
        assert_eq!(count("lane"), body.phases.len(), "{name}");
        assert_eq!(count("startEvent"), body.steps.iter().filter(|step| step.entry).count(), "{name}");
        assert_eq!(count("boundaryEvent"), body.steps.iter().filter(|step| step.term.is_some()).count(), "{name}");
        assert_eq!(count("endEvent"), body.closings.iter().map(|closing| closing.from.len()).sum::<usize>(), "{name}");
        assert_eq!(count("potentialOwner"), body.steps.len(), "{name}");
        let flows: Vec<_> = elements.iter().filter(|element| element.name == "bpmn:sequenceFlow").collect();
        for transition in &body.transitions {
            let named = flows.iter().filter(|flow| flow.attributes["id"] == format!("flow-{}", transition.key));
            assert_eq!(named.map(|flow| &flow.attributes["name"]).collect::<Vec<_>>(), [&transition.label], "{name}");
        }
    }
}

#[test]
fn tracks_side_by_side_start_at_one_parallel_gateway_and_end_at_another() {
    let mut body = body_of(TRACKS);
    let shape = |body: &Body| {
        let elements = read(&export(body)).unwrap();
        let of = |id: &str| elements.iter().find(|e| e.attributes.get("id").is_some_and(|found| found == id)).cloned();
        let flow =
            |id: &str| of(id).map(|e| (e.attributes["sourceRef"].clone(), e.attributes["targetRef"].clone())).unwrap();
        assert_eq!(of("fork-volledig").unwrap().name, "bpmn:parallelGateway");
        assert_eq!(flow("flow-volledig"), ("choice-toets".into(), "fork-volledig".into()));
        assert_eq!(flow("flow-volledig-advies_zorg"), ("fork-volledig".into(), "step-advies_zorg".into()));
        assert_eq!(flow("flow-adviezen_binnen").1, "step-besluiten");
        of("join-adviezen_binnen").unwrap().name
    };
    assert_eq!(shape(&body), "bpmn:parallelGateway");
    body.joins[0].when = When::Any;
    assert_eq!(shape(&body), "bpmn:complexGateway");
}

#[test]
fn conditions_terms_and_meetings_stand_in_words_and_exactly_where_that_can_be_said() {
    let xml = export(&body_of(TRACKS));
    for said in [
        "de secretaris van de commissie kiest 'De aanvraag is volledig' en (er is toestemming voor '",
        "niet (Toets is ten minste 4 keer begonnen)",
        "vastgelegd is hoe Advies onderwijs is uitgevoerd",
        "<bpmn:timeDuration xsi:type=\"bpmn:tFormalExpression\">P4W</bpmn:timeDuration>",
        "<bpmn:timeDuration>10 werkdagen</bpmn:timeDuration>",
        "<bpmn:timeDate>tot 31-07</bpmn:timeDate>",
        "<bpmn:text>Overleg: Adviesoverleg</bpmn:text>",
        "Met een reden in woorden.",
        "Regie: jeugdprofessional",
    ] {
        assert!(xml.contains(said), "{said} is missing");
    }
}

#[test]
fn a_name_that_is_given_twice_still_gives_different_ids() {
    let mut body = body_of(TRACKS);
    let (step, transition) = (body.steps[0].clone(), body.transitions[0].clone());
    body.steps.push(step);
    body.transitions.push(transition);
    sound(&body).unwrap();
    let xml = export(&body);
    assert!(xml.contains("id=\"step-indienen-nr2\"") && xml.contains("id=\"flow-ingediend-nr2\""));
}

#[test]
fn a_template_without_steps_is_a_pool_without_anything_in_it() {
    let mut body = body_of(TRACKS);
    (body.phases, body.steps, body.roles[0].key) = (vec![], vec![], key("iemand"));
    sound(&body).unwrap();
    assert!(!export(&body).contains("laneSet"));
}
