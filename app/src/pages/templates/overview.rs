//! A way of working in words: per phase its steps and the ways on, then roles, meetings, forms and consents.
use crate::components::{Badge, Fact, Facts, Fold, Tone};
use domain::page::template::{FormLine, MeetingLine, MoveLine, Overview, PhaseLine, PurposeLine, RoleLine, StepLine};
use leptos::prelude::*;

/// Everything that it says.
#[component]
pub fn WayOfWorking(overview: Overview) -> AnyView {
    let facts = vec![
        Fact::new("Titel", overview.title),
        Fact::new("Onderwijs", overview.sector),
        Fact::new("Gemaakt naar", overview.version),
    ];
    let description = (!overview.description.is_empty()).then(|| view! { <p>{overview.description}</p> });
    let phases = overview.phases.into_iter().map(|phase| view! { <Phase phase=phase/> }).collect_view();
    let roles = overview.roles.into_iter().map(|role| view! { <Role role=role/> }).collect_view();
    let meetings = overview.meetings.into_iter().map(|meeting| view! { <Meeting meeting=meeting/> }).collect_view();
    let forms = overview.forms.into_iter().map(|form| view! { <Form form=form/> }).collect_view();
    let consents = overview.consents.into_iter().map(|purpose| view! { <Purpose purpose=purpose/> }).collect_view();
    let year = overview.year.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let part = |title: &'static str, body: AnyView, is_there: bool| {
        is_there.then(|| view! { <section class="way__part"><h3>{title}</h3>{body}</section> })
    };
    let (any_meeting, any_form, any_consent) = (!meetings.is_empty(), !forms.is_empty(), !consents.is_empty());
    let any_year = !year.is_empty();
    view! {
        <div class="way">
            <Facts facts=facts/>
            {description}
            {phases}
            {part("Rollen: wat iemand doet en ziet", roles.into_any(), true)}
            {part("Overleggen", meetings.into_any(), any_meeting)}
            {part("Jaarkalender", view! { <ul>{year}</ul> }.into_any(), any_year)}
            {part("Formulieren", forms.into_any(), any_form)}
            {part("Toestemming van ouders", consents.into_any(), any_consent)}
        </div>
    }
    .into_any()
}

#[component]
fn Phase(phase: PhaseLine) -> AnyView {
    let steps = phase.steps.into_iter().map(|step| view! { <Step step=step/> }).collect_view();
    view! { <section class="way__part"><h3>{format!("Fase: {}", phase.label)}</h3>{steps}</section> }.into_any()
}

#[component]
fn Step(step: StepLine) -> AnyView {
    let entry = step.is_entry.then(|| view! { " "<Badge text="hier kan een casus beginnen" tone=Tone::Info/> });
    let mut facts = vec![Fact::new("Regie", step.regie), Fact::new("Termijn", step.term)];
    facts.extend(step.facts.into_iter().map(|(what, which)| Fact::new(what, which)));
    let title = if step.title == step.label || step.title.is_empty() {
        step.label.clone()
    } else {
        format!("{}: {}", step.label, step.title)
    };
    let guidance = (!step.guidance.is_empty()).then(|| {
        let lines = step.guidance.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul>{lines}</ul> }
    });
    let moves = step.moves.into_iter().map(|one| view! { <Move one=one/> }).collect_view();
    let moves = if moves.is_empty() {
        view! { <p class="hint">"Vanuit deze stap kan een casus niet verder."</p> }.into_any()
    } else {
        view! { <ul class="way__moves">{moves}</ul> }.into_any()
    };
    view! {
        <section class="way__step">
            <h4>{title}{entry}</h4>
            <Facts facts=facts stacked=true/>
            {guidance}
            <p class="way__on">"Hoe het verdergaat"</p>
            {moves}
        </section>
    }
    .into_any()
}

#[component]
fn Move(one: MoveLine) -> AnyView {
    let when = (!one.when.is_empty()).then(|| format!(" Voorwaarde: {}.", one.when));
    let consequence = (!one.consequence.is_empty()).then(|| view! { <br/><span class="hint">{one.consequence}</span> });
    view! { <li><strong>{one.label}</strong>{format!(": {}, {}.", one.to, one.by)}{when}{consequence}</li> }.into_any()
}

#[component]
fn Role(role: RoleLine) -> AnyView {
    let list = |title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <p class="way__on">{title}</p><ul>{lines}</ul> }
        })
    };
    view! {
        <Fold title=role.label>
            <p>{role.who}</p>
            {list("Taken", role.tasks)}
            {list("Doet in Rondom", role.does)}
            {list("Ziet in Rondom", role.sees)}
        </Fold>
    }
    .into_any()
}

#[component]
fn Meeting(meeting: MeetingLine) -> AnyView {
    let facts = meeting.facts.into_iter().map(|(what, which)| Fact::new(what, which)).collect();
    let stages = meeting.stages.into_iter().map(|stage| view! { <li>{stage}</li> }).collect_view();
    view! {
        <Fold title=meeting.label>
            <Facts facts=facts stacked=true/>
            <p class="way__on">"De agenda"</p>
            <ol>{stages}</ol>
        </Fold>
    }
    .into_any()
}

#[component]
fn Form(form: FormLine) -> AnyView {
    let sections = form
        .sections
        .into_iter()
        .map(|section| {
            let questions = section.questions.into_iter().map(|question| view! { <li>{question}</li> }).collect_view();
            view! { <p class="way__on">{section.title}</p><ul>{questions}</ul> }
        })
        .collect_view();
    view! { <Fold title=form.title><p>{form.used}</p>{sections}</Fold> }.into_any()
}

#[component]
fn Purpose(purpose: PurposeLine) -> AnyView {
    view! {
        <Fold title=purpose.label note=format!("geldt {}; {}", purpose.validity, purpose.ages)><p>{purpose.explanation}</p></Fold>
    }
    .into_any()
}
