//! Every returning part on a few pages that look like the real ones, written as plain files, to look at in a browser:
//! `cargo run -p app --example gallery -- target/gallery`.

use std::{env, fs, io, path::PathBuf};

use app::shell::{Crumb, Head, Layout, NavItem, PersonMenu, Theme, shell};
use leptos::prelude::*;

mod analysis;
mod fields;
mod meeting;
mod parts;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "target/gallery".into()));
    fs::create_dir_all(&folder)?;
    let write = |name: &str, head: Head, body: fn() -> AnyView| {
        let html = Owner::new().with(|| shell(head, body()).to_html());
        fs::write(folder.join(name), html)
    };
    write("index.html", head("Onderdelen", Layout::Page), parts::page)?;
    write("velden.html", head("Velden", Layout::Page), fields::page)?;
    write("analyse.html", head("Analyse De Esdoorn", Layout::Wide), analysis::page)?;
    write("overleg.html", head("ZAT De Esdoorn", Layout::Wide), meeting::page)?;
    write("beamer.html", head("ZAT De Esdoorn", Layout::Beamer), meeting::beamer)?;
    write("deur.html", Head::new("Inloggen"), meeting::door)
}

fn head(title: &str, layout: Layout) -> Head {
    let words = ["Mijn werk", "Leerlingen", "Overleggen", "Analyse", "Cijfers", "Beheer"];
    Head {
        site: Some("Samenwerkingsverband De Linde".into()),
        theme: Some(Theme::of("haarlemmermeer")),
        switch: Some("/".into()),
        nav: words
            .iter()
            .map(|word| NavItem { label: (*word).into(), href: "#".into(), current: *word == "Analyse" })
            .collect(),
        person: Some(PersonMenu {
            name: "Ineke Bakker".into(),
            function: "ib'er".into(),
            organisation: "De Esdoorn".into(),
            sessions: Some("/sessies".into()),
            logout: "/uit".into(),
        }),
        trail: vec![Crumb::to("Mijn werk", "/"), Crumb::to("Analyse", "/analyse"), Crumb::here(title)],
        search: true,
        help: vec!["Hier vult u in welke leerlingen in welk proces zitten.".into()],
        layout,
        ..Head::new(title)
    }
}
