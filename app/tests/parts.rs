//! The returning parts, rendered as the server does it, say what ux.md asks of them.

use app::{
    components::*,
    shell::{Crumb, Head, Layout, NavItem, PersonMenu, Theme, shell},
};
use leptos::prelude::*;

fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    Owner::new().with(|| view().into_view().to_html())
}

#[test]
fn the_sprite_holds_every_picture_and_no_other() {
    let sprite = include_str!("../../style/icons.svg");
    for symbol in Symbol::ALL {
        assert!(sprite.contains(&format!("<symbol id=\"{}\"", symbol.id())), "{symbol:?}");
    }
    assert_eq!(sprite.matches("<symbol ").count(), Symbol::ALL.len());
}

#[test]
fn a_field_with_an_error_keeps_what_was_typed_and_points_at_hint_and_error() {
    let field = html(|| {
        view! { <DateField name="geboren" label="Geboortedatum" value="31-2-2017" error=Some("Die dag bestaat niet.".to_owned()) optional=true/> }
    });
    assert!(field.contains("<label for=\"geboren\""), "{field}");
    assert!(field.contains("value=\"31-2-2017\""), "{field}");
    assert!(field.contains("aria-describedby=\"geboren-fout geboren-hint\""), "{field}");
    assert!(field.contains("aria-invalid=\"true\""), "{field}");
    assert!(field.contains("id=\"geboren-fout\"") && field.contains("id=\"geboren-hint\""), "{field}");
    assert!(field.contains("(niet verplicht)"), "{field}");
}

#[test]
fn a_field_without_error_or_hint_points_at_nothing() {
    let field = html(|| view! { <TextField name="naam" label="Naam"/> });
    assert!(!field.contains("aria-describedby") && !field.contains("aria-invalid"), "{field}");
}

#[test]
fn what_was_typed_is_text_and_never_markup() {
    let typed = "\n</textarea><script>alert(1)</script> &amp;";
    let field = html(|| view! { <TextArea name="vraag" label="Hulpvraag" value=typed/> });
    assert!(field.contains(">\n\n&lt;/textarea>&lt;script>alert(1)&lt;/script> &amp;amp;</textarea>"), "{field}");
    let tall = html(|| view! { <RowText name="vraag" label="Hulpvraag" value=typed tall=true/> });
    let line = html(|| view! { <RowText name="naam" label="Naam" value="\"><script>"/> });
    let title = html(|| shell(Head::new("</title><script>"), ().into_any()));
    for page in [tall, line, title] {
        assert!(!page.contains("<script>"), "{page}");
    }
}

/// The framework escapes text everywhere but inside these elements.
#[test]
fn elements_whose_text_is_not_escaped_are_written_in_one_place() {
    let raw = ["<textarea", "<script", "<style", "<noscript", "inner_html"];
    // The editor is drawn in the browser only, where a value is a property and no markup.
    let allowed = ["components/area.rs", "islands/editor/controls.rs"];
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    folders.push(std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../server/src"));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if allowed.iter().any(|end| path.ends_with(end)) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for element in raw {
                assert!(!text.contains(element), "{element} in {}: use a part that escapes", path.display());
            }
        }
    }
}

#[test]
fn the_summary_leads_to_each_field_and_is_absent_without_errors() {
    let summary = html(|| view! { <ErrorSummary errors=vec![FieldError::new("geboren", "Die dag bestaat niet.")]/> });
    assert!(summary.contains("href=\"#geboren\"") && summary.contains("autofocus"), "{summary}");
    assert!(!html(|| view! { <ErrorSummary errors=Vec::new()/> }).contains("section"));
}

#[test]
fn a_group_can_be_reached_from_the_summary_and_keeps_its_choices() {
    let group = html(|| {
        let choices = vec![Choice::new("CD", "CD"), Choice::new("SE", "SE")];
        view! { <Checkboxes name="domein" label="Domein" choices=choices values=vec!["SE".to_owned()]/> }
    });
    assert!(group.contains("<fieldset") && group.contains("<legend"), "{group}");
    assert_eq!(group.matches("id=\"domein\"").count(), 1, "{group}");
    assert_eq!(group.matches(" checked").count(), 1, "{group}");
}

#[test]
fn a_group_in_a_second_form_has_ids_of_its_own() {
    let choices = || vec![Choice::new("nee", "ongeoorloofd"), Choice::new("ja", "geoorloofd")];
    let forms = html(|| {
        view! {
            <Radios name="geoorloofd" label="Soort verzuim" choices=choices()/>
            <Radios name="geoorloofd" id="geoorloofd-2" label="Soort verzuim" choices=choices() hint="Kies."/>
        }
    });
    for id in ["geoorloofd", "geoorloofd-1", "geoorloofd-2", "geoorloofd-2-1", "geoorloofd-2-hint"] {
        assert_eq!(forms.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {forms}");
    }
    assert_eq!(forms.matches("name=\"geoorloofd\"").count(), 4, "{forms}");
    let empty = html(|| view! { <Checkboxes name="partijen" label="Met wie" choices=vec![]/> });
    assert!(empty.contains("<fieldset id=\"partijen\""), "{empty}");
}

#[test]
fn a_blocked_button_cannot_send_and_says_why() {
    let button = html(|| {
        view! { <SubmitButton label="Definitief maken" consequence="De agenda ligt vast." blocked="De agenda is nog niet verstuurd.".to_owned()/> }
    });
    assert!(button.contains("type=\"button\"") && button.contains("aria-disabled=\"true\""), "{button}");
    assert!(button.contains("nog niet verstuurd") && !button.contains("ligt vast"), "{button}");
}

#[test]
fn an_anonymous_item_looks_different_and_has_no_empty_places() {
    let facts = vec![Fact::new("Bouw", "middenbouw"), Fact::new("School", "")];
    let head = html(|| view! { <PupilHead pupil=PupilCard::Anonymous { facts }/> });
    assert!(head.contains("pupil--anonymous") && head.contains("Anoniem agendapunt"), "{head}");
    assert!(!head.contains("School") && !head.contains("<a "), "{head}");
}

#[test]
fn the_turn_says_who_since_when_and_what_blocks() {
    let turn = Turn {
        function: "ib'er".into(),
        name: "Ineke Bakker".into(),
        since: "02-03-2026".into(),
        term: Some((TermState::Late, "2 dagen te laat".into())),
        blocks: vec![Block {
            text: "Toestemming ontbreekt".into(),
            remedy: "Vraag die hier".into(),
            href: Some("/t".into()),
        }],
        ..Turn::default()
    };
    let strip = html(|| view! { <TurnStrip turn=turn/> });
    for words in ["Ineke Bakker, ib&#x27;er", "02-03-2026", "2 dagen te laat", "Toestemming ontbreekt", "href=\"/t\""] {
        assert!(strip.contains(words) || strip.contains(&words.replace("&#x27;", "'")), "{words} in {strip}");
    }
}

#[test]
fn a_stage_is_said_in_words_too() {
    let line =
        html(|| view! { <StagePicture label="Agenda" stages=Stage::line(&["Concept", "Verstuurd", "Gehouden"], 1)/> });
    assert_eq!(line.matches("aria-current=\"step\"").count(), 1, "{line}");
    for word in ["klaar", "nu", "nog niet"] {
        assert!(line.contains(word), "{word} in {line}");
    }
}

#[test]
fn a_table_names_itself_and_its_columns() {
    let table = html(|| {
        let columns = vec![Column::sorted("Naam", Sort::Up("?op=naam".into())), Column::silent("Verwijderen")];
        view! { <DataTable id="l" caption="Leerlingen" columns=columns><tr><Cell label="Naam" head=true>"Sem"</Cell></tr></DataTable> }
    });
    for part in [
        "<tbody>",
        "aria-labelledby=\"l-titel\"",
        "id=\"l-titel\"",
        "aria-sort=\"ascending\"",
        "scope=\"row\"",
        "data-label=\"Naam\"",
    ] {
        assert!(table.contains(part), "{part} in {table}");
    }
}

fn whole() -> Head {
    Head {
        site: Some("Haarlemmermeer".into()),
        theme: Some(Theme::of("haarlemmermeer")),
        nav: vec![NavItem { label: "Mijn werk".into(), href: "/".into(), current: true }],
        person: Some(PersonMenu {
            name: "Ineke Bakker".into(),
            function: "ib'er".into(),
            organisation: "De Esdoorn".into(),
            sessions: None,
            logout: "/uit".into(),
        }),
        trail: vec![Crumb::to("Mijn werk", "/"), Crumb::here("Analyse")],
        search: true,
        ..Head::new("Analyse")
    }
}

#[test]
fn the_shell_is_dutch_and_can_be_walked_by_keyboard() {
    let page = html(|| shell(whole(), view! { <h1>"Analyse"</h1> }.into_any()));
    for part in [
        "<!DOCTYPE html>",
        "lang=\"nl\"",
        "<title>Analyse – Haarlemmermeer – Rondom</title>",
        "href=\"#inhoud\"",
        "id=\"inhoud\"",
        "aria-label=\"Hoofdmenu\"",
        "aria-current=\"page\"",
        "action=\"/uit\"",
        "name=\"zoek\"",
        "voorbeeld-theme thema-haarlemmermeer",
        "href=\"/thema/haarlemmermeer.css\"",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("style=") && !page.contains("onclick"), "nothing inline: {page}");
}

#[test]
fn the_title_says_first_that_a_form_came_back() {
    let head = Head { has_errors: true, ..whole() };
    assert_eq!(head.document_title(), "Fout: Analyse – Haarlemmermeer – Rondom");
}

#[test]
fn the_beamer_shows_nobody_but_the_item() {
    let page = html(|| shell(Head { layout: Layout::Beamer, ..whole() }, view! { <h1>"Punt 2"</h1> }.into_any()));
    assert!(page.contains("page--beamer"), "{page}");
    for part in ["Hoofdmenu", "Ineke Bakker", "Kruimelpad", "Zoek een leerling"] {
        assert!(!page.contains(part), "{part} in {page}");
    }
}
