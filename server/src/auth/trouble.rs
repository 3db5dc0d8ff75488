//! What a person reads when logging in does not work: what happened, why, and what to do now. No codes, no blame.
use super::provider::{Provider, Silence};
use crate::{hosts::Place, render::Page, state::AppState};
use app::pages::front::{LoggedOutPage, TroublePage};
use axum::response::Response;
use backend::identity::{invitations::InvitationFault, tickets::TicketFault};
use domain::page::front::{Trouble, Way};
use http::StatusCode;
use leptos::prelude::*;

/// A page about trouble.
pub async fn trouble(state: &AppState, place: Place, status: StatusCode, page: Trouble) -> Response {
    Page::at(state, place, page.what.clone())
        .status(status)
        .render(move || view! { <TroublePage page=page.clone()/> }.into_any())
        .await
}

fn words(what: &str, why: impl Into<String>, help: &str, ways: Vec<Way>) -> Trouble {
    Trouble { what: what.into(), why: why.into(), help: help.into(), ways }
}

fn again(provider: &Provider) -> Vec<Way> {
    vec![
        Way::new(format!("Opnieuw inloggen bij {}", provider.label()), format!("/auth/login/{}", provider.id())),
        Way::new("Naar de voordeur", "/"),
    ]
}

async fn front(state: &AppState, status: StatusCode, page: Trouble) -> Response {
    trouble(state, Place::Front, status, page).await
}

/// The provider does not answer; others may.
pub(super) async fn silent(state: &AppState, provider: &Provider, silence: &Silence) -> Response {
    tracing::error!(provider = provider.id(), %silence, "a provider does not answer");
    let others = state.providers.iter().filter(|other| other.id() != provider.id());
    let mut ways = again(provider);
    ways.truncate(1);
    ways.extend(
        others.map(|other| Way::new(format!("Inloggen bij {}", other.label()), format!("/auth/login/{}", other.id()))),
    );
    let page = words(
        &format!("{} antwoordt niet", provider.label()),
        format!("De inlogpagina van {} is nu niet te bereiken. Dat ligt niet aan u.", provider.label()),
        "Probeer het over een paar minuten opnieuw. Duurt het langer? Vraag de helpdesk van uw eigen organisatie.",
        ways,
    );
    front(state, StatusCode::SERVICE_UNAVAILABLE, page).await
}

/// No attempt of this browser: begun elsewhere, used before, or a link that was kept.
pub(super) async fn no_attempt(state: &AppState, provider: &Provider) -> Response {
    let page = words(
        "Deze inlogpoging is niet meer geldig",
        "Hij is al gebruikt, of hij is in een andere browser begonnen. Daarom is er niemand ingelogd.",
        "Begin opnieuw. Lukt het weer niet? Kijk of uw browser cookies van Rondom toestaat.",
        again(provider),
    );
    front(state, StatusCode::BAD_REQUEST, page).await
}

/// Ten minutes went by.
pub(super) async fn too_late(state: &AppState, provider: &Provider) -> Response {
    let page = words(
        "Het inloggen duurde te lang",
        "Om veilig te blijven geldt een inlogpoging tien minuten.",
        "Begin opnieuw; u bent niet ingelogd.",
        again(provider),
    );
    front(state, StatusCode::BAD_REQUEST, page).await
}

/// The person or the provider broke it off.
pub(super) async fn changed_mind(state: &AppState, provider: &Provider, error: &str) -> Response {
    let page = if error == "access_denied" {
        words(
            "U hebt het inloggen afgebroken",
            format!("{} gaf door dat u niet wilde inloggen.", provider.label()),
            "Vergiste u zich? Begin opnieuw.",
            again(provider),
        )
    } else {
        words(
            "Inloggen is niet gelukt",
            format!("{} kon u niet inloggen.", provider.label()),
            "Begin opnieuw. Lukt het weer niet? Vraag de helpdesk van uw eigen organisatie.",
            again(provider),
        )
    };
    front(state, StatusCode::BAD_REQUEST, page).await
}

/// The clocks differ too much to know what is now.
pub(super) async fn clocks(state: &AppState, provider: &Provider, why: &str) -> Response {
    tracing::error!(provider = provider.id(), why, "clocks differ");
    let page = words(
        "De klokken lopen niet gelijk",
        format!(
            "De klok van {} wijkt te veel af van die van Rondom. Zo is niet zeker dat het inloggen van nu is.",
            provider.label()
        ),
        "U kunt hier zelf niets aan doen. Meld het bij de helpdesk van uw organisatie of de functioneel beheerder, en probeer het later opnieuw.",
        again(provider),
    );
    front(state, StatusCode::BAD_REQUEST, page).await
}

/// A code or token that does not fit.
pub(super) async fn not_believed(state: &AppState, provider: &Provider) -> Response {
    let page = words(
        "Inloggen is niet gelukt",
        format!("Het antwoord van {} klopte niet, of was al gebruikt. Er is niemand ingelogd.", provider.label()),
        "Begin opnieuw. Lukt het weer niet? Meld het bij de functioneel beheerder van uw samenwerkingsverband.",
        again(provider),
    );
    front(state, StatusCode::BAD_REQUEST, page).await
}

/// A proven account that no invitation was accepted with.
pub(super) async fn unknown(state: &AppState, provider: &Provider, name: Option<String>) -> Response {
    let who = name.map_or_else(String::new, |name| format!(" als {name}"));
    let page = words(
        "Uw account is nog niet verbonden",
        format!(
            "U bent bij {} goed herkend{who}, maar dit account hoort nog bij niemand in Rondom. U bent dus niet ingelogd.",
            provider.label()
        ),
        "Kreeg u een uitnodiging? Open de link daarin. Vraag anders de functioneel beheerder van uw samenwerkingsverband om een uitnodiging.",
        vec![
            Way::new("Met een ander account inloggen", format!("/auth/login/{}?ander=ja", provider.id())),
            Way::new("Naar de voordeur", "/"),
        ],
    );
    front(state, StatusCode::FORBIDDEN, page).await
}

/// An invitation that opens nothing.
pub async fn invitation(state: &AppState, fault: &InvitationFault) -> Response {
    const ASK: &str = "Vraag degene die u uitnodigde, of de functioneel beheerder, om een nieuwe uitnodiging.";
    let home = || vec![Way::new("Naar de voordeur", "/")];
    let (status, page) = match fault {
        InvitationFault::Unknown => (
            StatusCode::NOT_FOUND,
            words("Deze uitnodiging kennen wij niet", "De link is niet volledig, of hij is vervangen.", ASK, home()),
        ),
        InvitationFault::Used => (
            StatusCode::GONE,
            words(
                "Deze uitnodiging is al gebruikt",
                "Een uitnodiging werkt één keer.",
                "Was u dat zelf? Log dan gewoon in. Was u het niet? Meld het bij de functioneel beheerder.",
                vec![Way::new("Inloggen", "/")],
            ),
        ),
        InvitationFault::Expired => {
            (StatusCode::GONE, words("Deze uitnodiging is verlopen", "Een uitnodiging geldt twee weken.", ASK, home()))
        }
        InvitationFault::Withdrawn => (
            StatusCode::GONE,
            words("Deze uitnodiging is ingetrokken", "De plaats die erbij hoorde bestaat niet meer.", ASK, home()),
        ),
        InvitationFault::OtherAccount => (
            StatusCode::CONFLICT,
            words(
                "Deze uitnodiging hoort bij een ander account",
                "De uitgenodigde persoon heeft al een account in Rondom. Een uitnodiging verbindt daar geen tweede account aan.",
                "Bent u het zelf? Log in met het account dat u eerder gebruikte. Hebt u dat niet meer? Vraag de functioneel beheerder om u opnieuw uit te nodigen.",
                home(),
            ),
        ),
        InvitationFault::OwnGift => (
            StatusCode::FORBIDDEN,
            words(
                "U kunt deze uitnodiging niet zelf aannemen",
                "U maakte haar zelf. Wie functies geeft, neemt er zelf geen aan.",
                "Geef de link aan degene die u uitnodigde, en laat die hem op een eigen computer openen. Hebt u zelf een functie nodig? Vraag een andere functioneel beheerder.",
                home(),
            ),
        ),
        InvitationFault::Broken(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            words(
                "Er ging iets mis bij ons",
                "De uitnodiging is niet gebruikt.",
                "Probeer het over een minuut opnieuw.",
                home(),
            ),
        ),
    };
    if let InvitationFault::Broken(cause) = fault {
        tracing::error!(?cause, "an invitation broke");
    }
    front(state, status, page).await
}

/// Logged in, but without a place here (any more).
pub(super) async fn no_membership(state: &AppState, place: Place, name: &str) -> Response {
    let (where_, who) = match &place {
        Place::Tenant(tenant) => (tenant.name.clone(), format!("de functioneel beheerder van {}", tenant.name)),
        Place::Region(region) => {
            (region.name.clone(), format!("de voorzitter van het regie-overleg van {}", region.name))
        }
        Place::Front => ("Rondom".into(), "de functioneel beheerder".into()),
    };
    let page = words(
        &format!("U hebt nu geen plaats bij {where_}"),
        format!("U bent ingelogd als {name}, maar u werkt hier niet (meer), of uw tijd hier is voorbij."),
        &format!("Denkt u dat dit niet klopt? Vraag {who} om een uitnodiging."),
        vec![Way::new("Naar de plaatsen waar u wel werkt", format!("{}/", state.config.origin))],
    );
    trouble(state, place, StatusCode::FORBIDDEN, page).await
}

/// A ticket that opens nothing here.
pub(super) async fn ticket(state: &AppState, place: Place, fault: &TicketFault) -> Response {
    let why = match fault {
        TicketFault::Expired => "Het toegangsbewijs van de voordeur geldt één minuut, en die is voorbij.",
        TicketFault::Elsewhere => "Het toegangsbewijs hoort bij een andere plaats of een andere browser.",
        TicketFault::Unknown | TicketFault::Broken(_) => "Het toegangsbewijs is al gebruikt, of het klopt niet.",
    };
    let page = words(
        "U bent hier nog niet binnen",
        why,
        "Ga opnieuw naar binnen. Dat gaat vanzelf als u nog bent ingelogd.",
        vec![
            Way::new("Opnieuw naar binnen", "/binnen"),
            Way::new("Naar de voordeur", format!("{}/", state.config.origin)),
        ],
    );
    trouble(state, place, StatusCode::FORBIDDEN, page).await
}

/// A form was sent after the session had ended.
pub(super) async fn session_over(state: &AppState, place: Place, path: &str) -> Response {
    let way = match &place {
        Place::Front => Way::new("Inloggen", "/"),
        _ => Way::new("Opnieuw inloggen", path.to_owned()),
    };
    let page = words(
        "U bent niet meer ingelogd",
        "Na een half uur zonder werk, of tien uur na het inloggen, sluit Rondom vanzelf. Wat u net verstuurde is niet bewaard.",
        "Log opnieuw in. Met de knop Vorige van uw browser vindt u uw tekst meestal terug.",
        vec![way],
    );
    trouble(state, place, StatusCode::UNAUTHORIZED, page).await
}

/// A form that came from another site.
pub async fn from_elsewhere(state: &AppState, place: Place) -> Response {
    let page = words(
        "Dit formulier kwam van een andere website",
        "Uw browser verstuurde het niet vanaf Rondom. Daarom is er niets mee gedaan.",
        "Wilde u hier zelf iets doen? Open Rondom en doe het daar opnieuw.",
        vec![Way::new("Naar het begin", "/")],
    );
    trouble(state, place, StatusCode::FORBIDDEN, page).await
}

/// Too much from one address.
pub(super) async fn too_many(state: &AppState, place: Place) -> Response {
    let page = words(
        "Even geduld",
        "Er kwamen vanaf uw netwerk te veel inlogpogingen in korte tijd.",
        "Wacht een minuut en probeer het opnieuw.",
        vec![Way::new("Opnieuw proberen", "/")],
    );
    trouble(state, place, StatusCode::TOO_MANY_REQUESTS, page).await
}

/// The page after logging out.
pub(super) async fn logged_out(state: &AppState) -> Response {
    Page::at(state, Place::Front, "U bent uitgelogd").render(|| view! { <LoggedOutPage/> }.into_any()).await
}
