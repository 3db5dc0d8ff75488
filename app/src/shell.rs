//! The frame around every page: skip link, header, main navigation, breadcrumb, content, footer (ux.md, "Shell").
//! The server fills a [`Head`] per request; pages fill only what stands inside `main`.

use leptos::prelude::*;

use crate::{
    components::{Icon, Symbol},
    islands::SearchKey,
    request,
};

mod head;
pub use head::{Bundle, Crumb, Head, Layout, NavItem, PersonMenu, Theme};

/// A whole document in Dutch with `body` as its content.
pub fn shell(head: Head, body: AnyView) -> AnyView {
    request::protect();
    let pkg = request::asset("");
    let root_class = format!("voorbeeld-theme {}", head.theme.as_ref().map_or("", |theme| theme.class.as_str()));
    let theme_file = head.theme.as_ref().map(|theme| view! { <link rel="stylesheet" href=theme.href.clone()/> });
    let beamer = head.layout == Layout::Beamer;
    let layout = head.layout.class();
    let title = head.document_title();
    let top = (!beamer).then(|| view! { <Masthead head=head.clone()/> });
    let crumbs = (!beamer && !head.trail.is_empty()).then(|| view! { <Breadcrumb trail=head.trail.clone()/> });
    let foot = (!beamer).then(|| view! { <Footer/> });

    view! {
        <!DOCTYPE html>
        <html lang="nl" class=root_class data-pkg=pkg.trim_end_matches('/').to_owned()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light"/>
                <title>{title}</title>
                <link rel="stylesheet" href=request::asset("rondom.css")/>
                {theme_file}
                <link rel="icon" type="image/svg+xml" href=request::asset("rondom.svg")/>
                {request::scripts(head.bundle.name())}
            </head>
            <body class=format!("utrecht-document {layout}")>
                <a class="utrecht-skip-link utrecht-skip-link--visible-on-focus" href="#inhoud">"Naar de inhoud"</a>
                {top}
                <div class="frame">
                    {crumbs}
                    <main id="inhoud" tabindex="-1">{body.into_any()}</main>
                </div>
                {foot}
            </body>
        </html>
    }
    .into_any()
}

#[component]
fn Masthead(head: Head) -> AnyView {
    let site = head.site.clone().map(|name| {
        let switch = head.switch.clone().map(|href| view! { <a class="masthead__switch" href=href>"Wisselen"<span class="visually-hidden">" van omgeving"</span></a> });
        view! { <p class="masthead__site"><span>{name}</span>{switch}</p> }
    });
    let search = head.search.then(|| view! { <Search/> });
    let help = (!head.help.is_empty()).then(|| view! { <Help text=head.help.clone()/> });
    let person = head.person.clone().map(|person| view! { <Person person=person/> });
    let nav = (!head.nav.is_empty()).then(|| view! { <Navigation items=head.nav.clone()/> });
    view! {
        <header class="masthead">
            <div class="masthead__bar">
                <a class="wordmark" href="/">"Rondom"</a>
                {site}
                <div class="masthead__tools">{search} {help} {person}</div>
            </div>
            {nav}
        </header>
    }
    .into_any()
}

/// Search among pupils; the key `/` jumps to it.
#[component]
fn Search() -> AnyView {
    view! {
        <form class="search" role="search" action="/leerlingen" method="get">
            <label class="visually-hidden" for="zoek">"Zoek een leerling"</label>
            <input class="utrecht-textbox" id="zoek" name="zoek" type="search" placeholder="Zoek een leerling" autocomplete="off" aria-keyshortcuts="/"/>
            <button class="utrecht-button utrecht-button--subtle" type="submit"><Icon symbol=Symbol::Search label="Zoeken"/></button>
            <SearchKey field="zoek"/>
        </form>
    }
    .into_any()
}

#[component]
fn Help(text: Vec<String>) -> AnyView {
    let paragraphs = text.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <details class="menu" name="masthead">
            <summary><Icon symbol=Symbol::Help/><span class="menu__word">"Hulp"</span><span class="visually-hidden">" bij deze pagina"</span></summary>
            <div class="menu__panel">{paragraphs}</div>
        </details>
    }
    .into_any()
}

#[component]
fn Person(person: PersonMenu) -> AnyView {
    let place = [person.function, person.organisation]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let sessions = person.sessions.map(|href| view! { <a href=href>"Waar ik ben ingelogd"</a> });
    view! {
        <details class="menu" name="masthead">
            <summary>
                <Icon symbol=Symbol::Person/>
                <span class="menu__who">
                    <span class="menu__name">{person.name}</span>" "<span class="menu__place">{place.clone()}</span>
                </span>
            </summary>
            <div class="menu__panel">
                <p>"U werkt nu als "<strong>{place}</strong>"."</p>
                {sessions}
                <form method="post" action=person.logout>
                    <button class="utrecht-button utrecht-button--secondary-action" type="submit">"Uitloggen"</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// At most six words; on a narrow screen they fold into one button.
#[component]
fn Navigation(items: Vec<NavItem>) -> AnyView {
    let links = items
        .into_iter()
        .map(|item| view! { <li><a href=item.href aria-current=item.current.then_some("page")>{item.label}</a></li> })
        .collect_view();
    view! {
        <nav class="nav" aria-label="Hoofdmenu">
            <details class="nav__fold">
                <summary><Icon symbol=Symbol::Menu/>"Menu"</summary>
                <ul>{links}</ul>
            </details>
        </nav>
    }
    .into_any()
}

#[component]
fn Breadcrumb(trail: Vec<Crumb>) -> AnyView {
    let last = trail.len().saturating_sub(1);
    let steps = trail
        .into_iter()
        .enumerate()
        .map(|(place, crumb)| match crumb.href {
            Some(href) if place < last => view! { <li><a href=href>{crumb.label}</a></li> }.into_any(),
            _ => view! { <li><span aria-current="page">{crumb.label}</span></li> }.into_any(),
        })
        .collect_view();
    view! { <nav class="crumbs" aria-label="Kruimelpad"><ol>{steps}</ol></nav> }.into_any()
}

#[component]
fn Footer() -> AnyView {
    let door = request::front_door();
    view! {
        <footer class="foot">
            <div class="foot__bar">
                <ul>
                    <li><a href=format!("{door}/toegankelijkheid")>"Toegankelijkheid"</a></li>
                    <li><a href=format!("{door}/privacy")>"Privacy"</a></li>
                    <li><a href=format!("{door}/licenties")>"Licenties"</a></li>
                </ul>
                <p>"Rondom, versie " {env!("CARGO_PKG_VERSION")}</p>
            </div>
        </footer>
    }
    .into_any()
}
