//! Through a long list page by page; the number stands in the address.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// `base` is the address up to the page's number: "/leerlingen?groep=5&pagina=". Nothing when there is one page.
#[component]
pub fn Pagination(current: usize, pages: usize, #[prop(into)] base: String) -> AnyView {
    if pages <= 1 {
        return ().into_any();
    }
    let back = (current > 1)
        .then(|| view! { <a rel="prev" href=format!("{base}{}", current - 1)><Icon symbol=Symbol::Back/>"Vorige"</a> });
    let on = (current < pages).then(
        || view! { <a rel="next" href=format!("{base}{}", current + 1)>"Volgende"<Icon symbol=Symbol::Forward/></a> },
    );
    let numbers = shown(current, pages)
        .into_iter()
        .map(|place| match place {
            Some(page) => {
                let here = (page == current).then_some("page");
                view! { <li><a href=format!("{base}{page}") aria-current=here><span class="visually-hidden">"Pagina "</span>{page}</a></li> }.into_any()
            }
            None => view! { <li aria-hidden="true">"…"</li> }.into_any(),
        })
        .collect_view();
    Some(view! { <nav class="pages" aria-label="Bladeren">{back}<ol>{numbers}</ol>{on}</nav> }).into_any()
}

/// First, last and the neighbours; `None` is a gap.
fn shown(current: usize, pages: usize) -> Vec<Option<usize>> {
    let mut list = Vec::new();
    let mut before = 0;
    for page in 1..=pages {
        if page == 1 || page == pages || page.abs_diff(current) <= 1 {
            if page > before + 1 {
                list.push(None);
            }
            list.push(Some(page));
            before = page;
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn far_pages_are_a_gap_and_neighbours_are_not() {
        assert_eq!(shown(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(shown(6, 12), [Some(1), None, Some(5), Some(6), Some(7), None, Some(12)]);
    }
}
