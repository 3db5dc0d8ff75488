//! The front door: logging in, choosing where to go in, and what to do when that does not work.

use domain::page::front::{Home, Invitation, Open, Place, Trouble, Way, Welcome};
use leptos::prelude::*;

use crate::components::{ActionLink, Emphasis, EmptyState, Notice, PageHeader, Refusal, SubmitButton, Symbol, Tone};

/// For somebody who is not logged in.
#[component]
pub fn WelcomePage(page: Welcome) -> AnyView {
    let lead = match &page.bound_for {
        Some(place) => format!("Log in om verder te gaan naar {place}."),
        None => "School, samenwerkingsverband, gemeente en GGD werken hier samen rond een leerling.".to_owned(),
    };
    view! {
        <PageHeader title="Inloggen bij Rondom" lead=lead/>
        <p>"Kies de organisatie waarvan u een account hebt. U logt in op de pagina van die organisatie; Rondom ziet uw wachtwoord niet."</p>
        <Providers ways=page.providers/>
        <p class="hint">"Geen account of geen toegang? Vraag de functioneel beheerder van uw samenwerkingsverband om een uitnodiging."</p>
    }
    .into_any()
}

#[component]
fn Providers(ways: Vec<Way>) -> AnyView {
    let buttons = ways
        .into_iter()
        .map(|way| view! { <ActionLink href=way.href label=way.label symbol=Symbol::Forward/> })
        .collect_view();
    view! { <div class="buttons">{buttons}</div> }.into_any()
}

/// For somebody who is logged in: where to go in, with how much waits there.
#[component]
pub fn HomePage(page: Home) -> AnyView {
    let lead = if page.places.len() > 1 { "Kies waar u nu wilt werken." } else { "Ga verder waar u werkt." };
    let warning = page.one_factor.then(|| {
        view! {
            <Notice tone=Tone::Attention title="U bent ingelogd zonder tweede stap">
                <p>"Een dossier met een naam gaat zo niet open. Log uit en log opnieuw in met een code of een sleutel erbij."</p>
            </Notice>
        }
    });
    let places = if page.places.is_empty() {
        view! {
            <EmptyState title="U hebt nu nergens een plaats in Rondom">
                <p>"U bent goed ingelogd, maar u bent (nog) niet verbonden aan een samenwerkingsverband, of uw plaats is ingetrokken."</p>
                <p>"Vraag de functioneel beheerder van uw samenwerkingsverband om een uitnodiging."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = page.places.into_iter().map(|place| view! { <PlaceCard place=place/> }).collect_view();
        view! { <ul class="cards">{cards}</ul> }.into_any()
    };
    view! {
        <PageHeader title=format!("Dag {}", page.name) lead=lead/>
        {warning}
        {places}
        <Sessions open=page.open/>
    }
    .into_any()
}

#[component]
fn PlaceCard(place: Place) -> AnyView {
    let waiting = place.waiting_in_words().map(|words| view! { <p>{words}</p> });
    let functions = place.functions.into_iter().map(|function| view! { <li>{function}</li> }).collect_view();
    view! {
        <li class="card">
            <h2>{place.name.clone()}</h2>
            <ul class="plain">{functions}</ul>
            {waiting}
            <form method="post" action=format!("/auth/enter/{}", place.slug)>
                <SubmitButton label="Naar binnen" spoken=format!("Naar binnen bij {}", place.name)/>
            </form>
        </li>
    }
    .into_any()
}

/// Where one is logged in, and both ways out.
#[component]
fn Sessions(open: Vec<Open>) -> AnyView {
    let lines =
        open.into_iter().map(|one| view! { <li><strong>{one.place}</strong>", "{one.when}</li> }).collect_view();
    view! {
        <section class="section">
            <h2>"Waar u bent ingelogd"</h2>
            <ul>{lines}</ul>
            <div class="turn__steps">
                <form class="step" method="post" action="/auth/logout">
                    <SubmitButton label="Uitloggen" emphasis=Emphasis::Second consequence="Op deze computer."/>
                </form>
                <form class="step" method="post" action="/auth/overal-uitloggen">
                    <SubmitButton
                        label="Overal uitloggen" emphasis=Emphasis::Second
                        consequence="Ook in andere browsers en op andere computers."
                    />
                </form>
            </div>
        </section>
    }
    .into_any()
}

/// Something did not work.
#[component]
pub fn TroublePage(page: Trouble) -> AnyView {
    let ways = page
        .ways
        .into_iter()
        .enumerate()
        .map(|(place, way)| {
            let emphasis = if place == 0 { Emphasis::Main } else { Emphasis::Second };
            view! { <ActionLink href=way.href label=way.label emphasis=emphasis/> }
        })
        .collect_view();
    view! { <Refusal what=page.what why=page.why help=page.help>{ways}</Refusal> }.into_any()
}

/// The page after logging out.
#[component]
pub fn LoggedOutPage() -> AnyView {
    view! {
        <PageHeader title="U bent uitgelogd" lead="Op deze computer kan niemand meer als u verder."/>
        <Notice tone=Tone::Good title="Sluit ook de browser als u deze computer deelt."/>
        <div class="buttons"><ActionLink href="/" label="Opnieuw inloggen"/></div>
    }
    .into_any()
}

/// An invitation: what it gives, and with which account one accepts it.
#[component]
pub fn InvitationPage(page: Invitation) -> AnyView {
    let functions = page.functions.into_iter().map(|function| view! { <li>{function}</li> }).collect_view();
    view! {
        <PageHeader title=format!("Uitnodiging van {}", page.tenant) lead=format!("Voor {}", page.name)/>
        <p>"U krijgt een plaats als:"</p>
        <ul>{functions}</ul>
        <p>"Log in met het account van uw eigen organisatie. Daarmee neemt u de uitnodiging aan; uw account hoort dan bij deze plaats."</p>
        <Providers ways=page.providers/>
        <p class="hint">{format!("De uitnodiging is geldig tot en met {} en werkt één keer. Bent u niet {}? Gebruik haar dan niet.", page.until, page.name)}</p>
    }
    .into_any()
}
