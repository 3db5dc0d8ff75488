//! Undo, redo, how it stands with saving and faults, and the switch between writing and trying out.

use domain::edit::Draft;
use leptos::prelude::*;

use super::desk::{Desk, Look};
use crate::components::{Icon, Symbol};

pub fn toolbar(desk: Desk) -> AnyView {
    let undoes = Memo::new(move |_| desk.draft.with(Draft::undoes));
    let redoes = Memo::new(move |_| desk.draft.with(Draft::redoes));
    let trying = move || desk.look.get() == Look::Try;
    let count = move || desk.faults.with(Vec::len);
    view! {
        <div class="desk__bar" role="toolbar" aria-label="Schrijven">
            {step("Ongedaan maken", "Control+Z", "Er is niets om terug te nemen.", undoes, move || desk.undo())}
            {step("Opnieuw", "Control+Y", "Er is niets om opnieuw te doen.", redoes, move || desk.redo())}
            <button
                class="utrecht-button utrecht-button--secondary-action" type="button"
                aria-pressed=move || if trying() { "true" } else { "false" }
                on:click=move |_| desk.look.update(|look| *look = if *look == Look::Try { Look::Write } else { Look::Try })
            >{move || if trying() { "Verder schrijven" } else { "Proberen" }}</button>
            <button class="desk__open" type="button" on:click=move |_| {
                desk.look.set(Look::Write);
                super::focus::soon("fouten".to_owned());
            }>
                {move || match count() {
                    0 => view! { <Icon symbol=Symbol::Done/>" Geen fouten" }.into_any(),
                    1 => view! { <Icon symbol=Symbol::Alert/>" 1 fout" }.into_any(),
                    many => view! { <Icon symbol=Symbol::Alert/>{format!(" {many} fouten")} }.into_any(),
                }}
            </button>
            <span class="autosave" role="status">{move || desk.saving.with(super::save::State::words)}</span>
            <span class="visually-hidden" role="status">{move || desk.said.get()}</span>
        </div>
    }
    .into_any()
}

/// One change back or forward; it says which, or why there is none.
fn step(
    label: &'static str,
    keys: &'static str,
    nothing: &'static str,
    what: Memo<Option<String>>,
    act: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <button
            class="utrecht-button utrecht-button--secondary-action" type="button" aria-keyshortcuts=keys
            aria-disabled=move || what.with(Option::is_none).then_some("true")
            title=move || what.get().unwrap_or_else(|| nothing.to_owned())
            on:click=move |_| act()
        >{label}</button>
    }
    .into_any()
}
