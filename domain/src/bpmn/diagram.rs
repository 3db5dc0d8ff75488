//! The diagram: where each part of the process stands, and the corners of each flow.

use super::{
    parts::{Bounds, Ids, Kind, Parts, Point},
    xml::Xml,
};

/// Where the pool stands, and how wide the strip with its name is.
const CORNER: Point = (40, 40);
const POOL: u32 = 30;

pub(super) fn write(xml: &mut Xml, parts: &Parts, ids: &mut Ids) {
    xml.within("bpmndi:BPMNDiagram", &[("id", "diagram")], |xml| {
        xml.within("bpmndi:BPMNPlane", &[("id", "plane"), ("bpmnElement", "collaboration")], |xml| {
            let mut plane = Plane { xml, ids };
            plane.pool(parts);
            plane.shapes(parts);
            plane.edges(parts);
        });
    });
}

struct Plane<'a> {
    xml: &'a mut Xml,
    ids: &'a mut Ids,
}

impl Plane<'_> {
    fn pool(&mut self, parts: &Parts) {
        let (x, y) = CORNER;
        let pool = Bounds::new(x, y, parts.width + POOL, parts.height);
        self.shape("participant", &[("isHorizontal", "true")], pool, None);
        for lane in &parts.lanes {
            self.shape(&lane.id, &[("isHorizontal", "true")], moved(lane.bounds), None);
        }
    }

    fn shapes(&mut self, parts: &Parts) {
        for node in &parts.nodes {
            let marker: &[_] = if node.kind == Kind::Choice { &[("isMarkerVisible", "true")] } else { &[] };
            self.shape(&node.id, marker, moved(node.bounds), node.label.map(moved));
        }
        for paper in &parts.papers {
            self.shape(&paper.id, &[], moved(paper.bounds), Some(moved(paper.label)));
        }
        for note in &parts.notes {
            self.shape(&note.id, &[], moved(note.bounds), None);
        }
    }

    fn edges(&mut self, parts: &Parts) {
        for sequence in &parts.sequences {
            self.edge(&sequence.id, &sequence.points, sequence.label.filter(|_| !sequence.name.is_empty()));
        }
        for (id, points) in parts.papers.iter().map(|paper| (&paper.id, &paper.points)) {
            self.edge(&format!("{id}-at"), points, None);
        }
        for (id, points) in parts.notes.iter().map(|note| (&note.id, &note.points)) {
            self.edge(&format!("{id}-at"), points, None);
        }
    }

    fn shape(&mut self, of: &str, more: &[(&'static str, &str)], bounds: Bounds, label: Option<Bounds>) {
        let id = self.ids.give(format!("{of}-shape"));
        let mut attributes = vec![("id", id.as_str()), ("bpmnElement", of)];
        attributes.extend(more);
        self.xml.within("bpmndi:BPMNShape", &attributes, |xml| {
            rectangle(xml, bounds);
            words(xml, label);
        });
    }

    fn edge(&mut self, of: &str, points: &[Point], label: Option<Bounds>) {
        let id = self.ids.give(format!("{of}-edge"));
        self.xml.within("bpmndi:BPMNEdge", &[("id", &id), ("bpmnElement", of)], |xml| {
            for (x, y) in points.iter().copied().map(at) {
                xml.empty("di:waypoint", &[("x", &x.to_string()), ("y", &y.to_string())]);
            }
            words(xml, label.map(moved));
        });
    }
}

fn rectangle(xml: &mut Xml, bounds: Bounds) {
    let Bounds { x, y, width, height } = bounds;
    let [x, y, width, height] = [x, y, width, height].map(|number| number.to_string());
    xml.empty("dc:Bounds", &[("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
}

fn words(xml: &mut Xml, label: Option<Bounds>) {
    if let Some(bounds) = label {
        xml.within("bpmndi:BPMNLabel", &[], |xml| rectangle(xml, bounds));
    }
}

fn at((x, y): Point) -> Point {
    (x + CORNER.0 + POOL, y + CORNER.1)
}

fn moved(bounds: Bounds) -> Bounds {
    let (x, y) = at((bounds.x, bounds.y));
    Bounds { x, y, ..bounds }
}
