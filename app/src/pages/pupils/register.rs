//! The consent register of a pupil: per purpose the state in words, and every statement that was ever recorded.
use crate::components::{ActionLink, Badge, Cell, Column, ConsentOf, DataTable, Emphasis, Symbol, Tone, dated};
use domain::{
    calendar::short_date,
    gezag::NO_END,
    page::pupil::{Purpose, Register, Statement},
};
use leptos::prelude::*;

/// The register; a link to record an answer for whoever may.
#[component]
pub fn RegisterSection(register: Register, address: String) -> AnyView {
    let record = register.can_record.then(|| {
        view! {
            <ActionLink href=format!("{address}/toestemming") label="Toestemming vastleggen" emphasis=Emphasis::Second symbol=Some(Symbol::Shield)/>
            <ActionLink href=format!("{address}/bezwaar") label="Bezwaar vastleggen" emphasis=Emphasis::Quiet/>
        }
    });
    let can = register.can_record;
    let purposes = register
        .purposes
        .into_iter()
        .map(|purpose| view! { <One purpose=purpose address=address.clone() can=can/> })
        .collect_view();
    view! {
        <section class="section" id="toestemming" aria-labelledby="toestemming-titel">
            <h2 id="toestemming-titel">"Toestemming"</h2>
            {rule(register.rule)}
            {purposes}
            <div class="buttons">{record}</div>
        </section>
    }
    .into_any()
}

/// Who must agree.
fn rule(text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <p class="hint">{text}</p> })
}

#[component]
fn One(purpose: Purpose, address: String, can: bool) -> AnyView {
    let list = if purpose.statements.is_empty() {
        view! { <p class="hint">"Er is nog niets vastgelegd. Zonder toestemming wordt de naam van de leerling met niemand buiten de school en het samenwerkingsverband gedeeld."</p> }.into_any()
    } else {
        let rows = purpose
            .statements
            .into_iter()
            .map(|statement| view! { <Line statement=statement address=address.clone() can=can/> })
            .collect_view();
        let columns = ["Van", "Met wie", "Geldig", "Hoe", "Stand"].map(Column::new).to_vec();
        view! { <DataTable id=format!("toestemming-{}", purpose.key) caption=format!("Wat is vastgelegd: {}", purpose.label) columns=columns>{rows}</DataTable> }.into_any()
    };
    view! { <h3>{purpose.label}</h3>{rule(purpose.rule)}<p><ConsentOf line=purpose.state/></p>{list} }.into_any()
}

#[component]
fn Line(statement: Statement, address: String, can: bool) -> AnyView {
    let no = statement.is_objection;
    let valid = match (no, statement.valid_until) {
        (true, NO_END) => format!("sinds {}", short_date(statement.given_on)),
        (_, until) => format!("{} tot en met {}", short_date(statement.given_on), short_date(until)),
    };
    let how = format!("{}; vastgelegd door {}", statement.evidence.trim_end_matches('.'), statement.recorded);
    let state = match (&statement.withdrawn, statement.holds) {
        (Some(withdrawn), _) => view! { <Badge text=withdrawn.clone() tone=Tone::Bad/> }.into_any(),
        (None, true) if no => view! { <Badge text="bezwaar: er wordt niets gedeeld" tone=Tone::Bad/> }.into_any(),
        (None, true) => view! { <Badge text="geldt" tone=Tone::Good/> }.into_any(),
        (None, false) => view! { <Badge text="verlopen"/> }.into_any(),
    };
    let withdraw = (can && statement.holds).then(|| {
        let (words, spoken) = if no {
            ("Opheffen", format!("Opheffen: bezwaar van {}", statement.given_by))
        } else {
            ("Intrekken", format!("Intrekken: toestemming van {} voor {}", statement.given_by, statement.parties.join(", ")))
        };
        view! { <p class="does"><a href=format!("{address}/toestemming/{}/intrekken", statement.id) aria-label=spoken>{words}</a></p> }
    });
    view! {
        <tr>
            <Cell label="Van" head=true>{statement.given_by}</Cell>
            <Cell label="Met wie">{if no { "met niemand".to_owned() } else { statement.parties.join(", ") }}</Cell>
            <Cell label="Geldig">{dated(valid)}</Cell>
            <Cell label="Hoe">{how}</Cell>
            <Cell label="Stand">{state}{withdraw}</Cell>
        </tr>
    }
    .into_any()
}
