//! The picture of a way of working as SVG: `cargo run -p domain --example picture FILE > flow.svg`.

use std::fmt::Write as _;

use domain::{
    picture::{self, Arrow, CAPTION_LINE, Caption, HEAD, LINE, MARK, PADDING, Part, Picture},
    template::Template,
};

const STYLE: &str = "text{font:11px sans-serif;fill:#33475b}.label{font-weight:700;font-size:13px;fill:#0b3a53}\
    .title{font-size:13px;fill:#0b3a53}.lane{font-weight:700;font-size:13px}rect{stroke:#8aa0b2;fill:#fff}\
    .band{fill:#f4f7f9;stroke:#c4d0da}.head{fill:#e3ebf1;stroke:#c4d0da}.arrow{fill:none;stroke:#2f6f94;stroke-width:1.5}\
    .loop{stroke:#b4552d}.self{stroke-dasharray:5 3}.end{stroke:#8aa0b2}circle{fill:#fff;stroke:#33475b;stroke-width:2}";

fn main() -> Result<(), String> {
    let file = std::env::args().nth(1).ok_or("which file?")?;
    let text = std::fs::read_to_string(&file).map_err(|cause| cause.to_string())?;
    let body = Template::parse(&text).map_err(|cause| cause.to_string())?;
    println!("{}", svg(&picture::draw(&body)).map_err(|cause| cause.to_string())?);
    Ok(())
}

fn svg(picture: &Picture) -> Result<String, std::fmt::Error> {
    let Picture { width, height, .. } = picture;
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>\
         <style>{STYLE}</style><defs>"
    );
    for (id, colour) in [("on", "#2f6f94"), ("back", "#b4552d")] {
        write!(
            out,
            "<marker id='{id}' viewBox='0 0 8 8' refX='8' refY='4' markerWidth='8' markerHeight='8' \
             markerUnits='userSpaceOnUse' orient='auto'><path d='M0 0 8 4 0 8z' fill='{colour}'/></marker>"
        )?;
    }
    out.push_str("</defs>");
    for lane in &picture.lanes {
        write!(out, "<rect class='band' x='0' y='{}' width='{width}' height='{}'/>", lane.y, lane.height)?;
        write!(out, "<rect class='head' x='0' y='{}' width='{HEAD}' height='{}'/>", lane.y, lane.height)?;
        let (x, y) = (HEAD / 2 + 5, lane.y + lane.height / 2);
        let label = escaped(&lane.label);
        write!(
            out,
            "<text class='lane' text-anchor='middle' transform='translate({x} {y}) rotate(-90)'>{label}</text>"
        )?;
    }
    for arrow in &picture.arrows {
        line(&mut out, arrow)?;
    }
    for start in &picture.starts {
        let right = picture.cards.iter().find(|card| card.step == start.step).map_or(start.x, |card| card.x);
        let (x, y) = (start.x, start.y);
        write!(
            out,
            "<path class='arrow' marker-end='url(#on)' d='M{x} {y}H{right}'/><circle cx='{x}' cy='{y}' r='{MARK}'/>"
        )?;
    }
    for end in &picture.ends {
        write!(out, "<circle cx='{}' cy='{}' r='{}' style='stroke-width:3'/>", end.x, end.y, MARK - 1)?;
        caption(&mut out, &end.caption)?;
    }
    for card in &picture.cards {
        let (x, y, w, h) = (card.x, card.y, card.width, card.height);
        write!(out, "<rect x='{x}' y='{y}' width='{w}' height='{h}' rx='6'/>")?;
        for (number, text) in (1..).zip(&card.text) {
            let class = match text.part {
                Part::Label => "label",
                Part::Title => "title",
                Part::Regie | Part::Term => "small",
            };
            let (x, y) = (card.x + PADDING, card.y + PADDING + number * LINE - 4);
            write!(out, "<text class='{class}' x='{x}' y='{y}'>{}</text>", escaped(&text.line))?;
        }
    }
    out.push_str("</svg>");
    Ok(out)
}

fn line(out: &mut String, arrow: &Arrow) -> std::fmt::Result {
    let points: Vec<_> = arrow.points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let (class, marker) = match &arrow.what {
        picture::Flow::Closing(_) => ("end", ""),
        _ if arrow.back => ("loop", "marker-end='url(#back)'"),
        _ => ("", "marker-end='url(#on)'"),
    };
    let itself = if arrow.automatic { "self" } else { "" };
    write!(out, "<polyline class='arrow {class} {itself}' {marker} points='{}'/>", points.join(" "))?;
    arrow.caption.as_ref().map_or(Ok(()), |words| caption(out, words))
}

fn caption(out: &mut String, caption: &Caption) -> std::fmt::Result {
    for (number, line) in (1..).zip(&caption.lines) {
        let (x, y) = (caption.x, caption.y + number * CAPTION_LINE - 2);
        write!(out, "<text x='{x}' y='{y}'>{}</text>", escaped(line))?;
    }
    Ok(())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
