//! The three verzuim tables. The category follows from the facts and is shown with its definition.
use super::{field::Question, part::Guidance};
use crate::components::{
    Choice, DateField, Emphasis, Fold, Hidden, Notice, Radios, SaveBar, SubmitButton, TextField, Tone, Typed, dated,
    id_among,
};
use crate::pages::Flash;
use domain::{
    absence::Category,
    calendar::short_date,
    form::{Field, Section, SectionKind, Source},
    page::analysis::{AbsenceRow, Analysis, Part},
};
use leptos::prelude::*;

/// One category; the first one also records new absences and shows those without a category yet.
#[component]
pub fn AbsencePart(page: Analysis, part: Part, typed: Typed, flash: Flash) -> AnyView {
    let section = part.section.clone();
    let first = section.kind == SectionKind::Absence(Category::Thuiszitter);
    let rows = part.absences.iter().cloned();
    let rows = rows
        .map(|row| view! { <AbsenceItem page=page.clone() row=row section=Some(section.clone()) typed=typed.clone() flash=flash.clone()/> })
        .collect_view();
    let id = section.key.to_string();
    let title = section.title.clone();
    let none = part.absences.is_empty().then(|| view! { <p class="hint analysis__none">"Geen leerlingen."</p> });
    let tail = first.then(|| {
        let others = page
            .other_absences
            .iter()
            .cloned()
            .map(|row| view! { <AbsenceItem page=page.clone() row=row section=None typed=typed.clone() flash=flash.clone()/> })
            .collect_view();
        let others = (!page.other_absences.is_empty())
            .then(|| view! { <h3>"Nog in geen categorie"</h3><ul class="cards">{others}</ul> });
        let new = page.can_edit.then(|| view! { <NewAbsence page=page.clone() typed=typed.clone()/> });
        view! { {others}{new} }
    });
    view! {
        <section class="section" id=id>
            <h2>{title}</h2>
            <Notice tone=Tone::Neutral title="Definitie"><p>{part.definition}</p></Notice>
            <Guidance section=section/>
            {none}
            <ul class="cards">{rows}</ul>
            {tail}
        </section>
    }
    .into_any()
}

#[component]
fn AbsenceItem(page: Analysis, row: AbsenceRow, section: Option<Section>, typed: Typed, flash: Flash) -> AnyView {
    let fields = section.map(|section| section.fields).unwrap_or_default();
    let facts = fields
        .iter()
        .map(|field| (field.text.clone(), value(field, &row)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    let key = format!("verzuim:{}", row.id);
    let sent = typed.value("sectie") == key;
    let (prefix, facts_of) = (row.id.to_string(), row.clone());
    let error = typed.error(&prefix).map(|text| {
        view! { <p class="utrecht-form-field-error-message field__error" id=prefix.clone()>{text}</p> }
    });
    let form = page.can_edit.then(|| {
        let asked = fields
            .iter()
            .filter(|field| field.source.is_none())
            .map(|field| {
                let id = id_among(&format!("vraag.{}", field.link_id), sent, &prefix);
                view! { <div class="field"><span class="utrecht-form-label">{field.text.clone()}</span><Question field=field.clone() id=id answers=row.answers.clone() prefix="vraag".into() who=row.pupil.name.clone() typed=typed.clone() sent=sent/></div> }
            })
            .collect_view();
        let save = format!("bewaar-{}", row.id);
        let hidden = vec![("sectie", key.clone()), ("version", row.version.to_string())];
        view! {
            <Fold title="Aanpassen" open=sent>
                <form class="form" method="post" action=format!("/analyse/{}", page.id)>
                    <Hidden values=hidden/>
                    <FactFields which=prefix.clone() row=Some(facts_of) typed=typed.clone() sent=sent/>
                    {asked}
                    <SaveBar><SubmitButton label="Verzuim bewaren" name="doe" value=save/></SaveBar>
                </form>
            </Fold>
        }
    });
    let until = row.until.map(|day| format!(" t/m {}", short_date(day))).unwrap_or_default();
    let kind = if row.authorised { "geoorloofd" } else { "ongeoorloofd" };
    let place = format!("verzuim-{}", row.id);
    let saved = flash.of(&place);
    let saved = (!saved.is_empty()).then(|| view! { <Notice tone=Tone::Good title=saved/> });
    view! {
        <li class="card" id=place>
            <h3><a href=format!("/leerlingen/{}", row.pupil.id)>{row.pupil.name.clone()}</a></h3>
            <p>{dated(format!("Geb. {}; {kind} sinds {}{until}; {}.", short_date(row.pupil.born_on), short_date(row.since), row.finding))}</p>
            <dl class="facts">{facts}</dl>
            {error}
            {saved}
            {form}
        </li>
    }
    .into_any()
}

fn value(field: &Field, row: &AbsenceRow) -> String {
    match field.source {
        Some(Source::AbsentSince) => short_date(row.since),
        Some(Source::UnenrolledSince) => row.unenrolled_on.map(short_date).unwrap_or_default(),
        Some(Source::LastDiscussed) => row.discussed_on.map_or_else(|| "nog niet besproken".into(), short_date),
        _ => row.answers.display(field),
    }
}

/// The facts from which the category follows.
#[component]
fn FactFields(which: String, row: Option<AbsenceRow>, typed: Typed, sent: bool) -> AnyView {
    let id = |name: &str| id_among(name, sent, &which);
    let known = |name: &str, value: String| if sent { typed.value(name) } else { value };
    let day = |day: Option<chrono::NaiveDate>| day.map(short_date).unwrap_or_default();
    let since = known("sinds", day(row.as_ref().map(|row| row.since)));
    let until = known("tot", day(row.as_ref().and_then(|row| row.until)));
    let gone = known("uitgeschreven", day(row.as_ref().and_then(|row| row.unenrolled_on)));
    let kind =
        known("geoorloofd", row.as_ref().map_or(String::new(), |row| if row.authorised { "ja" } else { "nee" }.into()));
    let choices = vec![
        Choice {
            value: "nee".into(),
            label: "ongeoorloofd".into(),
            hint: "Zonder toestemming, ziekmelding of vrijstelling.".into(),
        },
        Choice {
            value: "ja".into(),
            label: "geoorloofd".into(),
            hint: "Ziek, vrijgesteld, of met afgesproken kortere dagen.".into(),
        },
    ];
    view! {
        <DateField id=id("sinds") name="sinds" label="Sinds" value=since error=typed.error("sinds").filter(|_| sent)/>
        <DateField id=id("tot") name="tot" label="Tot en met" value=until error=typed.error("tot").filter(|_| sent) optional=true hint="Laat leeg zolang het verzuim duurt."/>
        <Radios id=id("geoorloofd") name="geoorloofd" label="Soort verzuim" choices=choices value=kind error=typed.error("geoorloofd").filter(|_| sent)/>
        <DateField id=id("uitgeschreven") name="uitgeschreven" label="Uitgeschreven per" value=gone error=typed.error("uitgeschreven").filter(|_| sent) optional=true hint="Alleen als de leerling niet meer bij de school staat ingeschreven."/>
    }
    .into_any()
}

#[component]
fn NewAbsence(page: Analysis, typed: Typed) -> AnyView {
    let sent = typed.value("sectie") == "verzuim";
    let hidden = vec![("sectie", "verzuim".to_owned())];
    let everybody = page
        .parts
        .iter()
        .flat_map(|part| &part.blocks)
        .flat_map(|block| &block.rows)
        .map(|row| view! { <option value=format!("{}, {}", row.pupil.name, row.pupil.group.name())></option> })
        .collect_view();
    let rest = page.pupils.iter().map(|choice| view! { <option value=choice.label.clone()></option> }).collect_view();
    view! {
        <Fold title="Verzuim vastleggen" open=sent note="In welke tabel het komt, volgt uit de feiten.">
            <datalist id="alle-leerlingen">{everybody}{rest}</datalist>
            <form class="form" method="post" action=format!("/analyse/{}", page.id)>
                <Hidden values=hidden/>
                <TextField name="leerling-verzuim" label="Leerling" value=typed.value("leerling-verzuim") error=typed.error("leerling-verzuim") list=Some("alle-leerlingen".to_owned()) hint="Typ een deel van de naam en kies uit de lijst."/>
                <FactFields which="nieuw".into() row=None typed=typed.clone() sent=sent/>
                <SaveBar><SubmitButton label="Verzuim vastleggen" name="doe" value="verzuim" emphasis=Emphasis::Second/></SaveBar>
            </form>
        </Fold>
    }
    .into_any()
}
