//! What became of cases that were moved together: how many, which were skipped and why, and the way back.
use super::{BASE, cases};
use crate::{
    components::{
        ActionLink, BackLink, Badge, Cell, Column, DataTable, Emphasis, ErrorSummary, Notice, PageHeader, SubmitButton,
        Tone, Typed, dated,
    },
    pages::address::with_query,
};
use domain::{
    calendar::short_date,
    page::moving::{After, CaseAfter, Outcome},
};
use leptos::prelude::*;

/// The result.
#[component]
pub fn MovingAfterPage(page: After, typed: Typed) -> AnyView {
    let moving = page.moving.clone();
    let counts = moving.counts;
    let here = format!("{BASE}/{}", moving.id);
    let lead = format!("Op {} door {}.", moving.at, moving.by);
    let skipped = match counts.skipped {
        0 => String::new(),
        1 => " 1 casus is overgeslagen; hieronder staat waarom.".to_owned(),
        many => format!(" {many} casussen zijn overgeslagen; hieronder staat waarom."),
    };
    let verb = if counts.moved == 1 { "is" } else { "zijn" };
    let said = format!("{} {verb} overgezet.{skipped}", cases(counts.moved));
    let tone = if counts.skipped > 0 { Tone::Attention } else { Tone::Good };
    let (further, return_to) = (format!("{here}/verder"), format!("{here}/terug"));
    let go_on = (counts.waiting > 0).then(|| {
        view! {
            <Notice tone=Tone::Attention title=format!("Nog {} te gaan.", cases(counts.waiting))>
                <p>"Veel casussen gaan in delen. Ga verder tot alles is overgezet."</p>
                <form method="post" action=further>
                    <div class="buttons"><SubmitButton label="Verder met overzetten"/></div>
                </form>
            </Notice>
        }
    });
    let can = page.can_go_back();
    let back = (can > 0).then(|| {
        let until = moving.back_until.map(|until| format!(" Dit kan tot en met {}.", short_date(until))).unwrap_or_default();
        view! {
            <form method="post" action=return_to>
                <div class="buttons">
                    <SubmitButton label=format!("{} terugzetten", cases(can as u64)) emphasis=Emphasis::Second
                        consequence=format!("Stap, regie en termijn worden weer zoals ze waren onder {}.{until}", moving.from)/>
                </div>
            </form>
        }
    });
    let again = (counts.skipped > 0).then(|| {
        let (from, to) = (moving.from_id.to_string(), moving.to_id.to_string());
        let href = with_query(BASE, &[("van", &from), ("naar", &to)]);
        view! { <ActionLink href=href label="Overgeslagen casussen opnieuw bekijken" emphasis=Emphasis::Second/> }
    });
    let mut lines = page.cases;
    lines.sort_by_key(|case| match case.outcome {
        Outcome::Skipped => 0,
        Outcome::Waiting => 1,
        Outcome::Moved => 2,
    });
    let columns = ["Casusnummer", "School", "Uitkomst", "Terugzetten"].map(Column::new).to_vec();
    let rows = lines.into_iter().map(|case| view! { <One case=case here=here.clone()/> }).collect_view();
    view! {
        <BackLink href=BASE label="Casussen overzetten"/>
        <PageHeader title=format!("Van {} naar {}", moving.from, moving.to) above="Casussen overgezet" lead=lead>{again}</PageHeader>
        <ErrorSummary errors=typed.errors()/>
        <Notice tone=tone title=said></Notice>
        {go_on}
        {back}
        <DataTable id="casussen" caption="De casussen, overgeslagen eerst" columns=columns>{rows}</DataTable>
    }
    .into_any()
}

#[component]
fn One(case: CaseAfter, here: String) -> AnyView {
    let outcome = match case.outcome {
        Outcome::Moved => dated(case.text),
        Outcome::Waiting => view! { <Badge text=case.text tone=Tone::Info/> }.into_any(),
        Outcome::Skipped => {
            view! { <Badge text="overgeslagen" tone=Tone::Attention/> " " {dated(case.text)} }.into_any()
        }
    };
    let back = if case.can_go_back {
        let spoken = format!("Casus {} terugzetten", case.number);
        view! {
            <form method="post" action=format!("{here}/terug")>
                <input type="hidden" name="zaak" value=case.id.to_string()/>
                <SubmitButton label="Terugzetten" emphasis=Emphasis::Quiet spoken=Some(spoken)/>
            </form>
        }
        .into_any()
    } else {
        let why = if case.why_not.is_empty() { "–".to_owned() } else { case.why_not };
        view! { <span class="hint">{dated(why)}</span> }.into_any()
    };
    view! {
        <tr>
            <Cell label="Casusnummer" head=true><span class="whole">{case.number}</span></Cell>
            <Cell label="School">{case.school}</Cell>
            <Cell label="Uitkomst">{outcome}</Cell>
            <Cell label="Terugzetten">{back}</Cell>
        </tr>
    }
    .into_any()
}
