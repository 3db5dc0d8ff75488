//! An answer of parents or pupil is recorded: what they were told, who said yes, to whom, until when, and how.
use crate::components::{
    BackLink, Checkboxes, Choice, DateField, ErrorSummary, Fold, Hidden, Notice, PageHeader, Radios, SubmitButton,
    TextArea, Tone, Typed, dated,
};
use domain::page::pupil::{AskConsent, Party};
use leptos::prelude::*;

/// The form.
#[component]
pub fn AskConsentPage(page: AskConsent, typed: Typed) -> AnyView {
    let address = format!("/leerlingen/{}", page.pupil.id);
    let action = format!("{address}/toestemming");
    let explanations = page
        .purposes
        .iter()
        .cloned()
        .map(|purpose| {
            let title = format!("Dit vertelt u aan ouders: {}", purpose.label);
            view! { <Fold title=title><p>{purpose.explanation}</p></Fold> }
        })
        .collect_view();
    let first = page.purposes.first().map(|purpose| purpose.key.clone()).unwrap_or_default();
    let purposes: Vec<Choice> = page
        .purposes
        .into_iter()
        .map(|purpose| Choice::new(purpose.key, purpose.label).meaning(purpose.rule))
        .collect();
    let rule = if page.rule.is_empty() {
        "Wie toestemming geeft, hangt af van het doel: het staat bij elk doel.".to_owned()
    } else {
        page.rule
    };
    let givers: Vec<Choice> = page.givers.into_iter().map(Choice::from).collect();
    let nobody = page.parties.is_empty().then(|| {
        view! {
            <Notice tone=Tone::Attention title="Er zit nog niemand van buiten aan tafel bij deze school">
                <p>"Toestemming geldt per organisatie. De functioneel beheerder verbindt mensen van gemeente, GGD en jeugdhulp aan de school; daarna staan zij hier."</p>
            </Notice>
        }
    });
    let objections = (!page.objections.is_empty()).then(|| {
        let lines = page.objections.into_iter().map(|line| view! { <li>{dated(line)}</li> }).collect_view();
        view! {
            <Notice tone=Tone::Attention title="Er is bezwaar gemaakt">
                <ul>{lines}</ul>
                <p>"Voor dat doel legt u pas toestemming vast als het bezwaar is opgeheven; dat doet u bij de leerling, onder Toestemming."</p>
            </Notice>
        }
    });
    let parties: Vec<Choice> = page.parties.into_iter().map(party).collect();
    let evidence = vec![
        Choice::new("paper", "Op papier").meaning("Het ondertekende formulier ligt in het schooldossier."),
        Choice::new("digital", "Digitaal").meaning("Bijvoorbeeld via het ouderportaal."),
        Choice::new("oral", "Mondeling").meaning("Schrijf hieronder wie met wie sprak, en wanneer."),
    ];
    view! {
        <BackLink href=format!("{address}#toestemming") label=page.pupil.name.clone()/>
        <PageHeader title="Toestemming vastleggen" above=format!("{}, {}, {} jaar", page.pupil.name, page.school, page.age) lead=rule/>
        <ErrorSummary errors=typed.errors()/>
        {objections}
        {explanations}
        <form class="form" method="post" action=action>
            <Hidden values=vec![("gezien", page.seen.to_string())]/>
            <Radios name="doel" label="Waarvoor" choices=purposes value=typed.or("doel", first) error=typed.error("doel")/>
            <Checkboxes name="gegeven_door" label="Wie gaf toestemming" choices=givers values=typed.all("gegeven_door") error=typed.error("gegeven_door")/>
            {nobody}
            <Checkboxes name="partijen" label="Met wie mag de school dit delen" choices=parties values=typed.all("partijen") error=typed.error("partijen")
                hint="Kruis alleen aan wat ouders of de leerling hebben gezegd. De school zelf en het samenwerkingsverband staan er niet bij: zij werken vanuit hun eigen taak."/>
            <DateField name="gegeven_op" label="Gegeven op" value=typed.or("gegeven_op", page.today) error=typed.error("gegeven_op")/>
            <DateField name="geldig_tot" label="Geldig tot en met" value=typed.or("geldig_tot", page.until) error=typed.error("geldig_tot") hint="Leeg is: tot het einde van het schooljaar."/>
            <Radios name="bewijs" label="Hoe gegeven" choices=evidence value=typed.value("bewijs") error=typed.error("bewijs")/>
            <TextArea name="toelichting" label="Toelichting" value=typed.value("toelichting") error=typed.error("toelichting") optional=true/>
            <div class="buttons"><SubmitButton label="Toestemming vastleggen" consequence="De aangekruiste organisaties zien de leerling vanaf nu bij naam, waar dat voor dit doel nodig is."/></div>
        </form>
    }
    .into_any()
}

fn party(party: Party) -> Choice {
    Choice::new(party.value, party.name).meaning(party.people)
}
