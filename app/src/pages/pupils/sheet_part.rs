//! A part of a form about a case, wherever the form stands: on its page, in trying a way of working out, or as an example of
//! it. Rows are added by filling in the last, empty one; a row that is taken out can be put back.
use super::signing::signing;
use crate::components::{
    Checkboxes, Choice, DateField, Emphasis, Fold, NumberField, Radios, Select, SubmitButton, TextArea, TextField,
    Typed, dated,
};
use domain::{
    form::{Answers, Equals, Field, FieldType, Row, SectionKind},
    page::sheet::Part,
};
use leptos::prelude::*;

/// Where a form stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    OnItsPage,
    /// Inside something else, filled in and saved.
    Inside,
    /// Inside something else, only to look at: what waits for another answer is there too, and rows have no buttons.
    AsExample,
}

impl Stands {
    /// A heading of a part, or of a row in it.
    fn heading(self, of_row: bool, text: String) -> AnyView {
        match (self, of_row) {
            (Self::OnItsPage, false) => view! { <h2>{text}</h2> }.into_any(),
            (Self::OnItsPage, true) => view! { <h3>{text}</h3> }.into_any(),
            (_, false) => view! { <h4>{text}</h4> }.into_any(),
            (_, true) => view! { <h5>{text}</h5> }.into_any(),
        }
    }
}

/// One part, with what stands in it.
#[component]
pub fn OnePart(part: Part, answers: Answers, signer: String, typed: Typed, stands: Stands) -> AnyView {
    let section = part.section.clone();
    let lines = section.intro.iter().chain(&section.question);
    let lines = lines.map(|line| view! { <p>{line.clone()}</p> }).collect_view();
    let inside = if section.kind == SectionKind::Rows {
        view! { <Rows part=part answers=answers typed=typed stands=stands/> }.into_any()
    } else {
        view! { <Questions part=part answers=answers prefix=String::new() typed=typed signer=signer stands=stands/> }
            .into_any()
    };
    view! {
        <section class="section" id=format!("deel-{}", section.key)>
            {stands.heading(false, section.title.clone())}
            {lines}
            {inside}
        </section>
    }
    .into_any()
}

/// The rows of a section, and an empty one for the next.
#[component]
fn Rows(part: Part, answers: Answers, typed: Typed, stands: Stands) -> AnyView {
    let key = part.section.key.clone();
    let known = answers.rows(key.as_str()).to_vec();
    let last = known.iter().map(|row| row.id).max().unwrap_or(0);
    let fills = !part.asked.is_empty();
    let title = part.section.title.clone();
    let (gone, there): (Vec<Row>, Vec<Row>) = known.into_iter().partition(|row| row.removed);
    let has_buttons = stands != Stands::AsExample;
    let asks = fills || !has_buttons;
    let none = (there.is_empty() && !asks).then(|| view! { <p class="hint">"Nog niets ingevuld."</p> });
    let rows = there
        .into_iter()
        .enumerate()
        .map(|(place, row)| {
            let name = format!("{title} {}", place + 1);
            let prefix = format!("{key}.{}.", row.id);
            let remove = fills.then(|| {
                view! { <SubmitButton label="Weghalen" name="doe" value=format!("weghalen:{key}:{}", row.id) emphasis=Emphasis::Quiet spoken=Some(format!("{name} weghalen"))/> }
            });
            view! {
                <li class="card" id=format!("{key}-{}", row.id)>
                    {stands.heading(true, name)}
                    <Questions part=part.clone() answers=row.answers prefix=prefix typed=typed.clone() signer=String::new() stands=stands/>
                    {remove}
                </li>
            }
        })
        .collect_view();
    let next = asks.then(|| {
        let prefix = format!("{key}.{}.", last + 1);
        let add = has_buttons.then(|| {
            view! { <SubmitButton label="Rij toevoegen" name="doe" value=format!("rij:{key}") emphasis=Emphasis::Second spoken=Some(format!("Rij toevoegen aan {title}"))/> }
        });
        view! {
            <li class="card" id=format!("{key}-{}", last + 1)>
                {stands.heading(true, format!("{title}: nieuwe rij"))}
                <Questions part=part.clone() answers=Answers::default() prefix=prefix typed=typed.clone() signer=String::new() stands=stands/>
                {add}
            </li>
        }
    });
    let back = (fills && !gone.is_empty()).then(|| {
        let items = gone
            .into_iter()
            .map(|row| {
                let words = part.section.fields.iter().map(|field| row.answers.display(field)).find(|text| !text.is_empty());
                let words = words.unwrap_or_else(|| "zonder tekst".into());
                view! { <li>{words.clone()}" "<SubmitButton label="Terugzetten" name="doe" value=format!("terugzetten:{key}:{}", row.id) emphasis=Emphasis::Quiet spoken=Some(format!("Terugzetten: {words}"))/></li> }
            })
            .collect_view();
        view! { <Fold title="Weggehaald"><ul>{items}</ul></Fold> }
    });
    view! { {none}<ul class="cards">{rows}{next}</ul>{back} }.into_any()
}

/// The questions of a section, or of one of its rows; what the reader does not answer is text. A question stands together
/// with those that depend on it, so that the stylesheet can leave them out until they are asked.
#[component]
fn Questions(part: Part, answers: Answers, prefix: String, typed: Typed, signer: String, stands: Stands) -> AnyView {
    let mut groups: Vec<Vec<Field>> = vec![];
    for field in &part.section.fields {
        match groups.last_mut().filter(|group| depends(field, &group[0])) {
            Some(group) => group.push(field.clone()),
            None => groups.push(vec![field.clone()]),
        }
    }
    let groups = groups.into_iter().map(|group| {
        let asks = group.len() > 1;
        let inside = group
            .into_iter()
            .map(|field| view! { <One field=field part=part.clone() answers=answers.clone() prefix=prefix.clone() typed=typed.clone() signer=signer.clone() stands=stands/> })
            .collect_view();
        if asks { view! { <div class="asks">{inside}</div> }.into_any() } else { inside.into_any() }
    });
    groups.collect_view().into_any()
}

fn depends(field: &Field, on: &Field) -> bool {
    field.enable_when.as_ref().is_some_and(|when| when.question == on.link_id)
}

/// One question: as a control, as text, or not at all while it is not asked.
#[component]
fn One(
    field: Field,
    part: Part,
    answers: Answers,
    prefix: String,
    typed: Typed,
    signer: String,
    stands: Stands,
) -> AnyView {
    let known = part.known.iter().find(|(key, _)| field.link_id == key.as_str()).map(|(_, text)| text.clone());
    let taken = part.signed(&field).is_some_and(|signed| signed.is_of_another);
    let asked = known.is_none() && !taken && part.asked.iter().any(|key| field.link_id == key.as_str());
    if asked {
        let own = format!("{prefix}{}", field.link_id);
        let inside = format!("{own}.");
        let wrong = typed.errors().iter().any(|error| error.field == own || error.field.starts_with(&inside));
        // What is wrong is always in sight.
        let when = field.enable_when.as_ref().filter(|_| !wrong && stands != Stands::AsExample).map(|when| match &when
            .equals
        {
            Equals::Boolean(true) => "ja".to_owned(),
            Equals::Boolean(false) => "nee".to_owned(),
            Equals::Option(value) => value.to_string(),
        });
        let control = if let Some(signed) = part.signed(&field).cloned() {
            signing(&field, &part, &signed, &signer, &typed)
        } else {
            let offer = view! { <Offered field=field.clone() part=part.clone()/> };
            view! { {offer}<Asked field=field part=part answers=answers prefix=prefix typed=typed/> }.into_any()
        };
        return view! { <div data-when=when>{control}</div> }.into_any();
    }
    if stands != Stands::AsExample && !field.is_enabled(&answers) {
        return ().into_any();
    }
    let signed = part.signed(&field).map(|signed| signed.place.says());
    let text = known.or(signed).unwrap_or_else(|| answers.display(&field));
    let text = if text.is_empty() { "–".to_owned() } else { text };
    view! { <dl class="facts"><div><dt>{field.text.clone()}</dt><dd class="sheet__answer">{dated(text)}</dd></div></dl> }.into_any()
}

/// What another form says, to take over with one press: until then nobody else reads it here.
#[component]
fn Offered(field: Field, part: Part) -> AnyView {
    let Some(offer) = part.offer(&field) else { return ().into_any() };
    let spoken = format!("Overnemen: {}", field.text);
    view! {
        <div class="offered">
            <p class="hint">{format!("In ‘{}’ staat voor ‘{}’:", offer.from, field.text)}</p>
            <blockquote class="kept">{offer.answer.display(&field)}</blockquote>
            <SubmitButton label="Overnemen" name="doe" value=format!("overnemen:{}:{}", field.link_id, offer.mark()) emphasis=Emphasis::Quiet spoken=Some(spoken)
                consequence="Daarna leest iedereen die dit formulier leest het mee. Wat u zelf al typte, blijft staan."/>
        </div>
    }
    .into_any()
}

/// One question as a control, with its label above it.
#[component]
fn Asked(field: Field, part: Part, answers: Answers, prefix: String, typed: Typed) -> AnyView {
    let name = format!("{prefix}{}", field.link_id);
    let label = field.text.clone();
    let error = typed.error(&name);
    let optional = !field.required;
    let came_back = typed.has_errors();
    // What was sent counts, and of several values under one name the last: the first only says that the question was asked.
    let sent = Some(typed.all(&name)).filter(|sent| came_back && !sent.is_empty());
    let value = sent.clone().and_then(|mut sent| sent.pop()).unwrap_or_else(|| answers.input_value(&field));
    let hint = [field.hint.clone(), only_when(&field, &part)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let options = || field.answer_option.iter().map(|o| Choice::new(o.value.to_string(), o.label.clone())).collect();
    match field.kind {
        // Never a single box to tick: whoever has not come to the question yet has not said "nee".
        FieldType::Boolean => {
            let mut choices = vec![Choice::new("ja", "ja"), Choice::new("nee", "nee")];
            // What was chosen by mistake can be taken back.
            choices.extend(optional.then(|| Choice::new("", "niet ingevuld")));
            view! { <Asks name=name.clone()/><Radios name=name label=label choices=choices value=value hint=hint error=error optional=optional inline=true/> }.into_any()
        }
        FieldType::Choice if field.answer_option.len() <= 5 => {
            view! { <Asks name=name.clone()/><Radios name=name label=label choices=options() value=value hint=hint error=error optional=optional/> }.into_any()
        }
        FieldType::Choice => {
            view! { <Select name=name label=label choices=options() value=value empty="Kies" hint=hint error=error optional=optional/> }.into_any()
        }
        FieldType::Choices => {
            let values = sent.unwrap_or_else(|| {
                let given = |o: &&domain::form::AnswerOption| answers.has(field.link_id.as_str(), o.value.as_str());
                field.answer_option.iter().filter(given).map(|o| o.value.to_string()).collect()
            });
            view! { <Asks name=name.clone()/><Checkboxes name=name label=label choices=options() values=values hint=hint error=error optional=optional/> }.into_any()
        }
        FieldType::Text => {
            view! { <TextArea name=name label=label value=value hint=hint error=error optional=optional/> }.into_any()
        }
        FieldType::Date => {
            view! { <DateField name=name label=label value=value hint=hint error=error optional=optional/> }.into_any()
        }
        FieldType::Integer => {
            view! { <NumberField name=name label=label value=value hint=hint error=error optional=optional/> }.into_any()
        }
        FieldType::String => {
            view! { <TextField name=name label=label value=value hint=hint error=error optional=optional/> }.into_any()
        }
        // Signing has a view of its own.
        FieldType::Signature => ().into_any(),
    }
}

/// Says that a question was asked, also when nothing is chosen: what is not sent along keeps its answer.
#[component]
pub(super) fn Asks(name: String) -> AnyView {
    view! { <input type="hidden" name=name value=""/> }.into_any()
}

/// "Alleen als u bij 'Zit het kind thuis?' ja kiest."
pub fn only_when(field: &Field, part: &Part) -> Option<String> {
    let when = field.enable_when.as_ref()?;
    let question = part.section.field(when.question.as_str())?;
    let answer = match &when.equals {
        Equals::Boolean(true) => "ja".to_owned(),
        Equals::Boolean(false) => "nee".to_owned(),
        Equals::Option(value) => question.option(value.as_str())?.label.clone(),
    };
    Some(format!("Alleen als u bij '{}' '{answer}' kiest.", question.text))
}
