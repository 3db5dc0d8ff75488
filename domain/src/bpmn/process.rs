//! The process itself: roles, one pool with a lane per phase, nodes, flows, data and annotations.

use std::collections::HashMap;

use super::{
    parts::{Ids, Kind, Node, Paper, Parts, Sequence},
    xml::Xml,
};
use crate::{
    template::{Body, Key},
    term::Period,
};

pub(super) fn write(xml: &mut Xml, body: &Body, parts: &Parts, ids: &mut Ids) {
    let roles = roles(xml, body, ids);
    xml.within("bpmn:collaboration", &[("id", "collaboration")], |xml| {
        let pool = [("id", "participant"), ("name", body.meta.title.as_str()), ("processRef", "process")];
        xml.empty("bpmn:participant", &pool);
    });
    let own = [("id", "process"), ("name", body.meta.title.as_str()), ("isExecutable", "false")];
    xml.within("bpmn:process", &own, |xml| {
        let about = [body.meta.version.as_str(), body.meta.description.as_str()];
        documentation(xml, about.into_iter().filter(|text| !text.is_empty()));
        lanes(xml, parts);
        let papers = data(xml, parts, ids);
        for (place, node) in parts.nodes.iter().enumerate() {
            flow_node(xml, body, parts, (place, node), &roles, &papers, ids);
        }
        for sequence in &parts.sequences {
            flow(xml, parts, sequence);
        }
        for note in &parts.notes {
            xml.within("bpmn:textAnnotation", &[("id", &note.id)], |xml| xml.text("bpmn:text", &note.text));
        }
        for note in &parts.notes {
            let (id, step) = (format!("{}-at", note.id), parts.nodes[note.node].id.as_str());
            xml.empty("bpmn:association", &[("id", &id), ("sourceRef", step), ("targetRef", &note.id)]);
        }
    });
}

/// Each role of the template by name, with its tasks; a step refers to the one that has the regie.
fn roles<'a>(xml: &mut Xml, body: &'a Body, ids: &mut Ids) -> HashMap<&'a Key, String> {
    let mut found = HashMap::new();
    for role in &body.roles {
        let id = ids.give(format!("role-{}", role.key));
        let attributes = [("id", id.as_str()), ("name", role.label.as_str())];
        if role.tasks.is_empty() {
            xml.empty("bpmn:resource", &attributes);
        } else {
            xml.within("bpmn:resource", &attributes, |xml| documentation(xml, role.tasks.iter().map(String::as_str)));
        }
        found.entry(&role.key).or_insert(id);
    }
    found
}

fn lanes(xml: &mut Xml, parts: &Parts) {
    if parts.lanes.is_empty() {
        return;
    }
    xml.within("bpmn:laneSet", &[("id", "lanes")], |xml| {
        for (place, lane) in parts.lanes.iter().enumerate() {
            let named = [("id", lane.id.as_str()), ("name", &lane.label)];
            let attributes = if lane.label.is_empty() { &named[..1] } else { &named };
            xml.within("bpmn:lane", attributes, |xml| {
                for node in parts.nodes.iter().filter(|node| node.lane == place) {
                    xml.text("bpmn:flowNodeRef", &node.id);
                }
            });
        }
    });
}

/// One data object per form, and a reference per step in which it is filled in. Gives the papers of each node.
fn data<'a>(xml: &mut Xml, parts: &'a Parts, ids: &mut Ids) -> HashMap<usize, Vec<&'a Paper>> {
    let mut objects: HashMap<&str, String> = HashMap::new();
    let mut papers: HashMap<usize, Vec<&Paper>> = HashMap::new();
    for paper in &parts.papers {
        let object = objects.entry(&paper.object).or_insert_with(|| {
            let id = ids.give(paper.object.clone());
            xml.empty("bpmn:dataObject", &[("id", &id), ("name", &paper.name)]);
            id
        });
        let reference = [("id", paper.id.as_str()), ("name", &paper.name), ("dataObjectRef", object)];
        xml.empty("bpmn:dataObjectReference", &reference);
        papers.entry(paper.node).or_default().push(paper);
    }
    papers
}

fn flow_node(
    xml: &mut Xml,
    body: &Body,
    parts: &Parts,
    (place, node): (usize, &Node),
    roles: &HashMap<&Key, String>,
    papers: &HashMap<usize, Vec<&Paper>>,
    ids: &mut Ids,
) {
    let step = if let Kind::Term(step, _) = node.kind { parts.nodes[step].id.as_str() } else { "" };
    let mut attributes = vec![("id", node.id.as_str())];
    if !node.name.is_empty() {
        attributes.push(("name", &node.name));
    }
    let name = match node.kind {
        Kind::Start => "bpmn:startEvent",
        Kind::Task(_) => "bpmn:userTask",
        Kind::Choice => {
            attributes.push(("gatewayDirection", "Diverging"));
            "bpmn:exclusiveGateway"
        }
        Kind::Fork => {
            attributes.push(("gatewayDirection", "Diverging"));
            "bpmn:parallelGateway"
        }
        Kind::All => {
            attributes.push(("gatewayDirection", "Converging"));
            "bpmn:parallelGateway"
        }
        Kind::Any => {
            attributes.push(("gatewayDirection", "Converging"));
            "bpmn:complexGateway"
        }
        Kind::End => "bpmn:endEvent",
        Kind::Term(..) => {
            attributes.extend([("cancelActivity", "false"), ("attachedToRef", step)]);
            "bpmn:boundaryEvent"
        }
    };
    xml.within(name, &attributes, |xml| {
        documentation(xml, node.documentation.iter().map(String::as_str));
        for sequence in parts.sequences.iter().filter(|sequence| sequence.to == place) {
            xml.text("bpmn:incoming", &sequence.id);
        }
        for sequence in parts.sequences.iter().filter(|sequence| sequence.from == place) {
            xml.text("bpmn:outgoing", &sequence.id);
        }
        match node.kind {
            Kind::Task(step) => {
                filled_in(xml, papers.get(&place).map_or(&[], Vec::as_slice), ids);
                if let Some(role) = body.steps.get(step).and_then(|step| roles.get(&step.regie)) {
                    xml.within("bpmn:potentialOwner", &[], |xml| xml.text("bpmn:resourceRef", role));
                }
            }
            Kind::Any => xml.text("bpmn:activationCondition", "Een van de sporen is klaar."),
            Kind::Term(_, length) => timer(xml, length),
            _ => {}
        }
    });
}

/// The forms that a step fills in.
fn filled_in(xml: &mut Xml, papers: &[&Paper], ids: &mut Ids) {
    if papers.is_empty() {
        return;
    }
    let outputs: Vec<(String, &Paper)> =
        papers.iter().map(|paper| (ids.give(format!("{}-output", paper.id)), *paper)).collect();
    xml.within("bpmn:ioSpecification", &[], |xml| {
        for (output, paper) in &outputs {
            xml.empty("bpmn:dataOutput", &[("id", output), ("name", &paper.name)]);
        }
        xml.empty("bpmn:inputSet", &[]);
        xml.within("bpmn:outputSet", &[], |xml| {
            for (output, _) in &outputs {
                xml.text("bpmn:dataOutputRefs", output);
            }
        });
    });
    for (output, paper) in &outputs {
        xml.within("bpmn:dataOutputAssociation", &[("id", &format!("{}-at", paper.id))], |xml| {
            xml.text("bpmn:sourceRef", output);
            xml.text("bpmn:targetRef", &paper.id);
        });
    }
}

/// When a term passes: exactly where BPMN can say it, in words where it cannot (school weeks, a day of the year).
fn timer(xml: &mut Xml, length: Period) {
    let exact = match length {
        Period::Days(days) => Some(format!("P{days}D")),
        Period::Weeks(weeks) => Some(format!("P{weeks}W")),
        Period::Months(months) => Some(format!("P{months}M")),
        _ => None,
    };
    xml.within("bpmn:timerEventDefinition", &[], |xml| match (exact, length) {
        (Some(exact), _) => {
            xml.text_with("bpmn:timeDuration", &[("xsi:type", "bpmn:tFormalExpression")], &exact);
        }
        (None, Period::Until(_)) => xml.text("bpmn:timeDate", &length.words()),
        (None, _) => xml.text("bpmn:timeDuration", &length.words()),
    });
}

fn flow(xml: &mut Xml, parts: &Parts, sequence: &Sequence) {
    let (from, to) = (parts.nodes[sequence.from].id.as_str(), parts.nodes[sequence.to].id.as_str());
    let mut attributes = vec![("id", sequence.id.as_str())];
    if !sequence.name.is_empty() {
        attributes.push(("name", &sequence.name));
    }
    attributes.extend([("sourceRef", from), ("targetRef", to)]);
    if sequence.documentation.is_empty() && sequence.condition.is_none() {
        xml.empty("bpmn:sequenceFlow", &attributes);
        return;
    }
    xml.within("bpmn:sequenceFlow", &attributes, |xml| {
        documentation(xml, sequence.documentation.iter().map(String::as_str));
        if let Some(condition) = &sequence.condition {
            xml.text("bpmn:conditionExpression", condition);
        }
    });
}

/// One text of many lines: tools show only the first documentation of a part.
fn documentation<'a>(xml: &mut Xml, lines: impl Iterator<Item = &'a str>) {
    let lines: Vec<_> = lines.collect();
    if !lines.is_empty() {
        xml.text("bpmn:documentation", &lines.join("\n"));
    }
}
