//! Real tables: caption, heads that sort by a link, rows that become cards on a narrow screen, and a region that can be
//! scrolled sideways by keyboard and says so.

use leptos::prelude::*;

/// How a column is sorted now, and where the other order is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Cannot be sorted.
    #[default]
    No,
    /// Can be sorted by following the link.
    By(String),
    /// Sorted upwards; the link turns it round.
    Up(String),
    /// Sorted downwards; the link turns it round.
    Down(String),
}

/// The head of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub label: String,
    pub sort: Sort,
    pub is_number: bool,
    /// A column of buttons: the head is there for the ear only.
    pub is_silent: bool,
    /// An abbreviation in the head, written out.
    pub meaning: Option<String>,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// A column of words that can be sorted.
    pub fn sorted(label: impl Into<String>, sort: Sort) -> Self {
        Self { sort, ..Self::new(label) }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>) -> Self {
        Self { is_number: true, ..Self::new(label) }
    }

    /// A column of buttons.
    pub fn silent(label: impl Into<String>) -> Self {
        Self { is_silent: true, ..Self::new(label) }
    }

    /// An abbreviation with what it stands for.
    pub fn short(label: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self { meaning: Some(meaning.into()), ..Self::new(label) }
    }
}

/// A table; the rows are its children. `dense` is for forms with many rows of controls, which stay a table on a wide
/// screen only; `cards` (the default) turns rows into cards at 40 rem.
#[component]
pub fn DataTable(
    #[prop(into)] id: String,
    #[prop(into)] caption: String,
    columns: Vec<Column>,
    /// How many there are, what the filters left out.
    #[prop(optional, into)]
    note: String,
    #[prop(optional)] dense: bool,
    /// A class that fixes the columns, so that tables under each other line up.
    #[prop(optional)]
    columns_as: &'static str,
    children: Children,
) -> AnyView {
    let caption_id = format!("{id}-titel");
    let named_by = caption_id.clone();
    let heads = columns.into_iter().map(|column| view! { <Head column=column/> }).collect_view();
    let note = (!note.is_empty()).then(|| view! { <span class="table__note">{note}</span> });
    view! {
        <div class="region" role="region" tabindex="0" aria-labelledby=named_by>
            <table class=format!("utrecht-table table table--cards {columns_as}") class:table--dense=dense id=id>
                <caption><span id=caption_id>{caption}</span>" "{note}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Head(column: Column) -> AnyView {
    let label = match column.meaning {
        Some(meaning) => view! { <abbr title=meaning>{column.label}</abbr> }.into_any(),
        None if column.is_silent => view! { <span class="visually-hidden">{column.label}</span> }.into_any(),
        None => column.label.into_any(),
    };
    let (order, label) = match column.sort {
        Sort::No => (None, label),
        Sort::By(href) => (Some("none"), view! { <a href=href>{label}</a> }.into_any()),
        Sort::Up(href) => {
            (Some("ascending"), view! { <a href=href>{label}<span aria-hidden="true">" ▲"</span></a> }.into_any())
        }
        Sort::Down(href) => {
            (Some("descending"), view! { <a href=href>{label}<span aria-hidden="true">" ▼"</span></a> }.into_any())
        }
    };
    view! { <th scope="col" aria-sort=order class:number=column.is_number>{label}</th> }.into_any()
}

/// One cell; `label` is the head of its column, shown in front of it where the row is a card. A row with many controls
/// writes `<td data-label="…">` itself and is spared a closure per cell.
#[component]
pub fn Cell(
    #[prop(into)] label: String,
    #[prop(optional)] number: bool,
    #[prop(optional)] head: bool,
    children: Children,
) -> AnyView {
    if head {
        view! { <th scope="row" data-label=label>{children()}</th> }.into_any()
    } else {
        view! { <td data-label=label class:number=number>{children()}</td> }.into_any()
    }
}
