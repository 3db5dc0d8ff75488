//! Pages rendered from their models, as the server does it.

use app::pages::worklist::WorklistPage;
use domain::page::worklist::{Group, Item, Worklist};
use leptos::prelude::*;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

#[test]
fn ticking_off_sends_nothing_that_nobody_reads() {
    let item = Item {
        what: "Meekijken".into(),
        why: String::new(),
        href: "/overleggen/1".into(),
        due: None,
        tick: "/acties/1/klaar".into(),
    };
    let page = Worklist {
        name: String::new(),
        today: String::new(),
        functions: vec![],
        groups: vec![Group { title: "Acties".into(), items: vec![item] }],
        meetings: vec![],
        quiet: vec![],
    };
    let page = html(|| view! { <WorklistPage page=page done=None/> });
    assert!(page.contains("action=\"/acties/1/klaar\"") && !page.contains("<input"), "{page}");
}
