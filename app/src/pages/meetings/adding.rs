//! Adding to an agenda: a pupil of one's own caseload by name, or a question about nobody in particular.
use super::when;
use crate::components::{
    BackLink, Choice, Emphasis, ErrorSummary, Hidden, Notice, PageHeader, PupilCard, PupilHead, Select, SubmitButton,
    TextArea, TextField, Typed,
};
use domain::page::meeting::Addition;
use leptos::prelude::*;

/// The page with the two forms.
#[component]
pub fn AdditionPage(page: Addition, typed: Typed) -> AnyView {
    let agenda = format!("/overleggen/{}", page.head.id);
    view! {
        <BackLink href=agenda label="Terug naar de agenda"/>
        <PageHeader title="Agendapunt toevoegen" above=format!("{}, {}", page.head.title(), when(&page.head))/>
        <ErrorSummary errors=typed.errors()/>
        <ByName page=page.clone() typed=typed.clone()/>
        <Nameless page=page typed=typed/>
    }
    .into_any()
}

#[component]
fn ByName(page: Addition, typed: Typed) -> AnyView {
    let sent = typed.value("doe") == "leerling";
    let value = |name: &str| if sent { typed.value(name) } else { String::new() };
    let choices: Vec<Choice> = page.pupils.iter().map(|one| Choice::new(&one.value, &one.label)).collect();
    let form = if choices.is_empty() {
        let why = if page.adding.is_preparer {
            "Er is geen andere leerling met een geldige toestemming van wie u de naam mag zien. De school legt de toestemming bij de leerling vast. Bespreek de vraag anders anoniem."
        } else {
            "Er is geen andere leerling met een geldige toestemming van uw school, of bij wie de ouders uw organisatie noemen. U kunt hieronder wel een vraag anoniem inbrengen."
        };
        view! { <Notice title=why/> }.into_any()
    } else {
        let hint = if page.adding.is_preparer {
            "Alleen leerlingen met een geldige toestemming staan in de lijst."
        } else {
            "Alleen leerlingen met een geldige toestemming staan in de lijst: van uw school, of bij wie de ouders uw organisatie noemen."
        };
        let reason_required = page.adding.reason_required;
        view! {
            <form method="post" action=format!("/overleggen/{}/toevoegen", page.head.id) novalidate>
                <Hidden values=vec![("doe", "leerling".to_owned())]/>
                <Select name="leerling" label="Leerling" choices=choices value=value("leerling") empty="Kies de leerling" hint=hint error=typed.error("leerling")/>
                <TextArea name="vraag" label="Domein/ hulpvraag" hint="Wat wilt u van het overleg weten?" value=value("vraag") error=typed.error("vraag")/>
                <TextField
                    name="reden" label=if reason_required { "Waarom kan dit niet wachten?" } else { "Waarom brengt u deze leerling in?" }
                    value=value("reden") error=typed.error("reden") optional=!reason_required
                />
                <SubmitButton label="Leerling toevoegen" consequence="De leerling staat op de agenda voor wie in de toestemming is genoemd."/>
            </form>
        }
        .into_any()
    };
    view! { <section class="section"><h2>"Een leerling met naam"</h2>{form}</section> }.into_any()
}

#[component]
fn Nameless(page: Addition, typed: Typed) -> AnyView {
    let reason_required = page.adding.reason_required;
    let reason = reason_required.then(|| {
        view! { <TextField name="anonieme_reden" label="Waarom kan dit niet wachten?" value=typed.value("anonieme_reden") error=typed.error("anonieme_reden")/> }
    });
    view! {
        <section class="section" id="anoniem">
            <h2>"Een vraag zonder naam"</h2>
            <PupilHead pupil=PupilCard::Anonymous { facts: vec![] }/>
            <form method="post" action=format!("/overleggen/{}/toevoegen", page.head.id) novalidate>
                <Hidden values=vec![("doe", "anoniem".to_owned())]/>
                <TextArea
                    name="anonieme_vraag" label="Vraag"
                    hint="Schrijf de vraag opnieuw op, zonder naam, geboortedatum of iets anders waaraan men de leerling herkent. Rondom onthoudt niet over wie het gaat."
                    value=typed.value("anonieme_vraag") error=typed.error("anonieme_vraag")
                />
                {reason}
                <SubmitButton label="Anoniem toevoegen" emphasis=Emphasis::Second consequence="Er komt een los agendapunt bij. Niets daarin verwijst naar een leerling."/>
            </form>
        </section>
    }
    .into_any()
}
