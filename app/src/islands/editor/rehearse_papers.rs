//! The paper of a rehearsal: the forms that are filled in now, as they stand before the role that is played, and the
//! letters that can be sent. A form is filled in as on its own page, by the same parts and the same reading.

use domain::{
    form::SheetError,
    scenario::{Act, Paper},
    template::Key,
};
use leptos::{ev::SubmitEvent, prelude::*, wasm_bindgen::JsCast};
use web_sys::{FormData, HtmlFormElement};

use super::{focus, rehearse::Play};
use crate::{
    components::{Emphasis, ErrorSummary, FieldError, Fold, OnEnter, SubmitButton, Typed},
    pages::pupils::{OnePart, Stands},
};

/// The heading of the form that lies open, where the keyboard comes back to.
const OPEN: &str = "proberen-papier";

/// The form that lies open, with what came back of it.
#[derive(Clone, Copy)]
struct Table {
    play: Play,
    open: RwSignal<Option<Key>>,
    typed: RwSignal<Typed>,
}

/// The forms that are filled in now, and the letters.
pub fn papers(play: Play) -> AnyView {
    // Followed by themselves: what one is typing in a form stays as long as nothing of the form changes.
    let papers = Memo::new(move |_| {
        let (role, today) = (play.role.get(), play.today.get());
        play.ask(|case| case.papers(&role, today))
    });
    let letters = Memo::new(move |_| {
        let today = play.today.get();
        play.ask(|case| case.letters(today).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let table = Table { play, open: RwSignal::new(None), typed: RwSignal::new(Typed::default()) };
    let lies_open = Memo::new(move |_| {
        let open = table.open.get()?;
        papers.get().into_iter().find(|paper| paper.form == open && !paper.parts.is_empty())
    });
    view! {
        {move || {
            let (papers, letters) = (papers.get(), letters.get());
            let none = papers.is_empty() && letters.is_empty();
            let lines = papers.into_iter().map(|paper| line(table, paper)).collect_view();
            let letters = (!letters.is_empty()).then(|| view! { <p>"Brieven: "{letters.join(", ")}"."</p> });
            (!none).then(|| view! { <h3>"Formulieren en brieven"</h3><ul class="desk__offers">{lines}</ul>{letters} })
        }}
        {move || lies_open.get().map(|paper| sheet(table, paper))}
    }
    .into_any()
}

/// A form by its name: opened, closed, or nothing to this role.
fn line(table: Table, paper: Paper) -> AnyView {
    let title = if paper.round > 1 { format!("{}, ronde {}", paper.title, paper.round) } else { paper.title };
    if paper.parts.is_empty() {
        return view! { <li>{title}": deze rol ziet er niets van."</li> }.into_any();
    }
    let (key, shown) = (paper.form.clone(), paper.form);
    let is_open = move || table.open.with(|open| open.as_ref() == Some(&shown));
    let pressed = is_open.clone();
    let toggle = move |_| {
        let open = table.open.with_untracked(|open| open.as_ref() != Some(&key));
        table.typed.set(Typed::default());
        table.open.set(open.then(|| key.clone()));
        if open {
            focus::soon(OPEN.to_owned());
        }
    };
    let verb = if paper.can_fill { "invullen" } else { "lezen" };
    view! {
        <li>
            <button class="utrecht-button utrecht-button--secondary-action" type="button" on:click=toggle
                aria-expanded=move || if pressed() { "true" } else { "false" }>
                {move || if is_open() { format!("{title} sluiten") } else { format!("{title} {verb}") }}
            </button>
        </li>
    }
    .into_any()
}

fn sheet(table: Table, paper: Paper) -> AnyView {
    let before = paper.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(sent) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else { return };
        let does = event.submitter().and_then(|button| button.get_attribute("value")).unwrap_or_default();
        save(table, &before, posted(&sent), &does);
    };
    let guidance = paper.guidance.iter().map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let can_fill = paper.can_fill;
    let body = move || {
        let typed = table.typed.get();
        let errors = typed.errors();
        let parts = paper.parts.iter().cloned().map(|part| {
            let (answers, signer) = (paper.answers.clone(), paper.signer.clone());
            view! { <OnePart part=part answers=answers signer=signer typed=typed.clone() stands=Stands::Inside/> }
        });
        view! { <ErrorSummary errors=errors/>{parts.collect_view()} }
    };
    view! {
        <form class="desk__paper sheet" on:submit=submit aria-labelledby=OPEN>
            <h4 id=OPEN tabindex="-1">{paper.title}</h4>
            {lacks(&paper.lacks)}
            {guidance}
            {can_fill.then(|| view! { <OnEnter name="doe" value="bewaren"/> })}
            {body}
            {can_fill.then(|| view! { <SubmitButton label="Bewaren" name="doe" value="bewaren" emphasis=Emphasis::Second/> })}
        </form>
    }
    .into_any()
}

/// How far it is, in words.
fn lacks(lacks: &[String]) -> AnyView {
    let title = match lacks.len() {
        0 => return view! { <p>"Alles wat nodig is van wat deze rol ziet, is beantwoord."</p> }.into_any(),
        1 => "Nog 1 antwoord nodig".to_owned(),
        many => format!("Nog {many} antwoorden nodig"),
    };
    let lines = lacks.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    view! { <Fold title=title><ul>{lines}</ul></Fold> }.into_any()
}

/// What stands in the inputs, as a browser would send it.
fn posted(form: &HtmlFormElement) -> Vec<(String, String)> {
    let data = FormData::new_with_form(form).ok();
    let pairs = data.and_then(|data| js_sys::try_iter(&data).ok().flatten());
    let pairs = pairs.into_iter().flatten().filter_map(Result::ok).map(|pair| js_sys::Array::from(&pair));
    pairs.filter_map(|pair| Some((pair.get(0).as_string()?, pair.get(1).as_string()?))).collect()
}

/// Saves what was typed, and then does what the button says with a row. What cannot be read comes back with its text.
fn save(table: Table, paper: &Paper, typed: Vec<(String, String)>, does: &str) {
    let Table { play, .. } = table;
    let (role, today) = (play.role.get_untracked(), play.today.get_untracked());
    match untrack(|| play.ask(|case| case.fill(&paper.form, &role, today, &typed))) {
        Err(errors) => {
            let first = errors.first().map(|error| error.input.clone()).filter(|input| !input.is_empty());
            focus::soon(first.unwrap_or_else(|| OPEN.to_owned()));
            let errors = errors.into_iter().map(|SheetError { input, message }| FieldError::new(input, message));
            table.typed.set(Typed::new(typed, errors.collect()));
        }
        Ok(act) => {
            let next = does.strip_prefix("rij:").and_then(|section| first_of_next_row(section, &typed));
            let taken = does
                .strip_prefix("overnemen:")
                .and_then(|on| on.split(':').next())
                .and_then(|field| paper.take(field, &typed));
            for act in act.into_iter().chain(of_row(does)).chain(taken) {
                play.act(act);
            }
            table.typed.set(Typed::default());
            focus::soon(next.unwrap_or_else(|| OPEN.to_owned()));
        }
    }
}

/// "weghalen:ouders:2"
fn of_row(does: &str) -> Option<Act> {
    let (verb, row) = does.split_once(':')?;
    let (section, row) = row.split_once(':')?;
    let (section, row) = (Key::parse(section).ok()?, row.parse().ok()?);
    match verb {
        "weghalen" => Some(Act::Remove { section, row }),
        "terugzetten" => Some(Act::Restore { section, row }),
        _ => None,
    }
}

/// The first input of the row after the last that was sent.
fn first_of_next_row(section: &str, typed: &[(String, String)]) -> Option<String> {
    let cells = typed.iter().filter_map(|(input, _)| input.strip_prefix(section)?.strip_prefix('.')?.split_once('.'));
    let cells = cells.filter_map(|(row, field)| Some((row.parse::<u32>().ok()?, field)));
    let (row, field) = cells.rev().max_by_key(|(row, _)| *row)?;
    Some(format!("{section}.{}.{field}", row + 1))
}
