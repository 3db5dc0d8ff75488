//! The flow of a template as BPMN 2.0, with its diagram, for whoever draws and compares processes in such a tool. It is
//! an export: what BPMN has no sign for (consents, school terms, agendas) stands in it as words. Total for any template,
//! also one that is still being written; the same template always gives the same text.
//!
//! A phase is a lane and a step a user task with its regie as potential owner; an entry is a start event, a closing an
//! end event, a term a timer on the edge of its step. Several ways out of a step go through an exclusive gateway, tracks
//! side by side through a parallel one; where they come together stands a parallel gateway when all must be ready, and a
//! complex one, which lets the first go on, when one is enough. Forms are data objects and meetings annotations.

mod conditions;
mod diagram;
mod documents;
mod parts;
mod process;
mod steps;
#[cfg(test)]
mod tests;
mod ways;
mod xml;

use crate::{picture::draw_with, template::Body};
use parts::{Ids, Parts};
use xml::Xml;

const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:bpmn", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    ("xmlns:bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("xmlns:dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("xmlns:di", "http://www.omg.org/spec/DD/20100524/DI"),
    ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
];

/// The flow of a template as a BPMN 2.0 file.
pub fn export(body: &Body) -> String {
    let mut ids = Ids::default();
    let parts = parts(body, &mut ids);
    let target = format!("urn:rondom:{}", body.meta.key);
    let own = [("id", "definitions"), ("name", &body.meta.title), ("targetNamespace", &target), ("exporter", "Rondom")];
    let attributes: Vec<_> = NAMESPACES.into_iter().chain(own).collect();
    let mut xml = Xml::new();
    xml.within("bpmn:definitions", &attributes, |xml| {
        process::write(xml, body, &parts, &mut ids);
        diagram::write(xml, &parts, &mut ids);
    });
    xml.finish()
}

/// Everything in the process, with its place.
fn parts(body: &Body, ids: &mut Ids) -> Parts {
    for id in ["definitions", "collaboration", "participant", "process", "lanes", "diagram", "plane"] {
        ids.give(id.to_owned());
    }
    let (picture, graph) = draw_with(body, steps::room(body));
    let mut parts = Parts::default();
    parts.lanes(&picture, ids);
    parts.steps(body, &picture, ids);
    ways::Ways::new(body, &picture, &graph, ids, &mut parts).all();
    parts
}
