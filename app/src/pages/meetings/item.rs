//! The item under discussion: what we knew, what is said, decision, casusregie, actions with owner and date, next step.
//! One form for all of it: whatever button is pressed, what was typed elsewhere is kept, with script and without.
use super::Other;
use crate::{
    components::{
        Badge, Change, Choice, ConsentMark, DateField, Difference, Emphasis, Fact, Fold, Hidden, Notice, PupilCard,
        PupilHead, SaveBar, Select, SubmitButton, TextArea, TextField, Tone, Typed,
    },
    islands::Autosave,
    pages::consent_state,
};
use domain::{
    calendar::short_date,
    page::meeting::{About, Action, Head, OpenItem},
};
use leptos::prelude::*;

/// The whole right side.
#[component]
pub fn ItemPane(
    head: Head,
    item: OpenItem,
    typed: Typed,
    stale: bool,
    /// "14:32", when it was kept just now.
    saved: Option<String>,
    is_correction: bool,
    guidance: Vec<String>,
) -> AnyView {
    let here = format!("/overleggen/{}/verslag/{}", head.id, item.id);
    let hints = guidance.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let place = format!("{} van {}, {} minuten", item.number, item.of, item.minutes);
    view! {
        <div class="pane" id="punt">
            <p class="pagehead__above">"Punt "{place}</p>
            <Whom item=item.clone()/>
            <Known item=item.clone()/>
            <Fold title="Waar het gesprek antwoord op geeft"><ul>{hints}</ul></Fold>
            <form method="post" action=here id="verslag-punt" novalidate>
                <Hidden values=vec![("version", item.version.to_string())]/>
                <Writing item=item.clone() typed=typed.clone() stale=stale saved=saved is_correction=is_correction/>
                <Actions item=item.clone() typed=typed.clone() is_correction=is_correction/>
                <Steps item=item.clone() typed=typed/>
            </form>
            <Corrections item=item.clone()/>
            <Walk head=head item=item/>
        </div>
    }
    .into_any()
}

/// Whom it is about: a pupil, or nobody.
#[component]
pub fn Whom(item: OpenItem) -> AnyView {
    match item.about {
        About::Pupil { pupil, school, consent } => {
            let id = pupil.id.to_string();
            let facts = vec![
                Fact::new(pupil.group.years.title(), pupil.group.number.to_string()),
                Fact::new("Geboren", short_date(pupil.born_on)),
                Fact::new("School", school),
                Fact::new("Casusregie", item.lead_name),
                Fact::new("Uitgenodigd", item.guests.join("; ")),
            ];
            let card = PupilCard::Named { name: pupil.name, facts, href: Some(format!("/leerlingen/{id}")) };
            view! {
                <PupilHead pupil=card>
                    <ConsentMark state=consent_state(consent.mark) text=consent.text href=format!("/leerlingen/{id}#toestemming")/>
                </PupilHead>
            }
            .into_any()
        }
        About::Nobody => view! { <PupilHead pupil=PupilCard::Anonymous { facts: vec![] }/> }.into_any(),
    }
}

#[component]
fn Known(item: OpenItem) -> AnyView {
    let reason = (!item.reason.is_empty()).then(|| view! { <p><strong>"Reden: "</strong>{item.reason}</p> });
    let origin = (!item.origin.is_empty()).then(|| view! { <p class="hint">{item.origin}</p> });
    view! { <Fold title="Wat we al wisten" open=true><p><strong>"Domein/ hulpvraag: "</strong>{item.question}</p>{reason}{origin}</Fold> }.into_any()
}

#[component]
fn Writing(item: OpenItem, typed: Typed, stale: bool, saved: Option<String>, is_correction: bool) -> AnyView {
    let discussed = typed.or("besproken", item.discussed.clone());
    let decision = typed.or("besluit", item.decision.clone());
    let lead = typed.or("casusregie", item.lead.map(|lead| lead.to_string()).unwrap_or_default());
    let theirs = stale.then(|| {
        view! {
            <Other what="Wat is besproken" theirs=item.discussed.clone() mine=discussed.clone()/>
            <Other what="Besluit" theirs=item.decision.clone() mine=decision.clone()/>
        }
    });
    let leads: Vec<Choice> = item.leads.iter().map(|one| Choice::new(&one.value, &one.label)).collect();
    let barred = barred(&item);
    let regie = matches!(item.about, About::Pupil { .. }).then(|| {
        view! { <Select name="casusregie" label="Casusregie" choices=leads value=lead empty="Nog niemand" hint=format!("Iemand die aan tafel zit.{barred}") error=typed.error("casusregie") optional=true/> }
    });
    let autosave = (!is_correction).then(|| view! { <Autosave form="verslag-punt".to_owned()/> });
    let saved = saved.map(|at| format!("Bewaard om {at}")).unwrap_or_default();
    let (label, consequence) = if is_correction {
        ("Verbetering bewaren", "Het verslag is al gedeeld: oud en nieuw blijven zichtbaar, met uw naam en de tijd.")
    } else {
        ("Bewaren", "")
    };
    view! {
        {theirs}
        <TextArea name="besproken" label="Wat is besproken" rows=5 value=discussed error=typed.error("besproken") optional=true/>
        <TextArea name="besluit" label="Besluit" rows=2 value=decision error=typed.error("besluit") optional=true/>
        {regie}
        <SaveBar saved=saved id="bewaard".to_owned()><SubmitButton label=label name="doe" value="bewaren" consequence=consequence/>{autosave}</SaveBar>
    }
    .into_any()
}

/// Why somebody at the table cannot be chosen.
fn barred(item: &OpenItem) -> String {
    match item.barred.as_slice() {
        [] => String::new(),
        some => format!(
            " Niet te kiezen: {}. De toestemming geldt niet voor die organisatie, of de leerling is van een andere school.",
            some.join("; ")
        ),
    }
}

#[component]
fn Actions(item: OpenItem, typed: Typed, is_correction: bool) -> AnyView {
    let owners: Vec<Choice> = item.owners.iter().map(|one| Choice::new(&one.value, &one.label)).collect();
    let barred = barred(&item);
    let lines = item
        .actions
        .iter()
        .cloned()
        .map(|action| {
            let remove = (!is_correction && action.done.is_none()).then(|| {
                let spoken = format!("Actie weghalen: {}", action.what);
                view! { <SubmitButton label="Weghalen" name="doe" value=format!("actie-weg:{}", action.id) emphasis=Emphasis::Quiet spoken=Some(spoken)/> }
            });
            view! { <li><ActionWords action=action/>{remove}</li> }
        })
        .collect_view();
    let list = (!item.actions.is_empty()).then(|| view! { <ul class="checks">{lines}</ul> });
    view! {
        <section class="section" id="acties">
            <h2>"Acties"</h2>
            {list}
            // Half an action is not saved while one types.
            <div data-apart="true">
                <TextField name="actie" label="Wat gebeurt er?" value=typed.value("actie") error=typed.error("actie")/>
                <div class="fieldrow">
                    <Select name="wie" label="Wie" choices=owners value=typed.value("wie") empty="Kies wie" hint=barred error=typed.error("wie")/>
                    <DateField name="wanneer" label="Klaar op" hint=format!("Bijvoorbeeld {}", item.due_example) value=typed.value("wanneer") error=typed.error("wanneer")/>
                </div>
                <SubmitButton label="Actie toevoegen" name="doe" value="actie" emphasis=Emphasis::Second consequence="De actie staat na het overleg bij deze persoon in Mijn werk."/>
            </div>
        </section>
    }
    .into_any()
}

/// "Twee keer meekijken – Sanne Kok, schoolcoach, voor 01-10-2026"
#[component]
pub fn ActionWords(action: Action) -> AnyView {
    let state = match (action.done, action.is_late) {
        (Some(on), _) => view! { <Badge text=format!("klaar op {on}") tone=Tone::Good/> }.into_any(),
        (None, true) => {
            view! { <Badge text=format!("had klaar moeten zijn op {}", action.due) tone=Tone::Bad/> }.into_any()
        }
        (None, false) => view! { <Badge text=format!("uiterlijk {}", action.due)/> }.into_any(),
    };
    view! { <p>{action.what}" – "<strong>{action.owner}</strong>" "{state}</p> }.into_any()
}

#[component]
fn Steps(item: OpenItem, typed: Typed) -> AnyView {
    let Some(process) = item.process else { return ().into_any() };
    let taken = (!process.taken.is_empty())
        .then(|| view! { <Notice tone=Tone::Good title=format!("In dit overleg gezet: {}", process.taken)/> });
    let steps = process
        .next
        .into_iter()
        .map(|step| {
            let (reason, does) = (format!("reden.{}", step.key), format!("stap:{}", step.key));
            let button = view! {
                <SubmitButton label=step.label.clone() name="doe" value=does consequence=step.consequence blocked=step.blocked.clone() emphasis=Emphasis::Second/>
            };
            if step.reason_required && step.blocked.is_none() {
                let (value, error) = (typed.value(&reason), typed.error(&reason));
                let open = error.is_some() || !value.is_empty();
                view! {
                    <Fold title=step.label open=open>
                        <div data-apart="true"><TextField name=reason label="Waarom?" value=value error=error/>{button}</div>
                    </Fold>
                }
                .into_any()
            } else {
                view! { <div class="step">{button}</div> }.into_any()
            }
        })
        .collect_view();
    view! {
        <section class="section" id="stap">
            <h2>"Volgende stap in het proces"</h2>
            <p>"Nu: "<strong>{process.step}</strong></p>
            {taken}
            <div class="turn__steps">{steps}</div>
        </section>
    }
    .into_any()
}

/// What was shared and then changed.
#[component]
pub fn Corrections(item: OpenItem) -> AnyView {
    if item.corrections.is_empty() {
        return ().into_any();
    }
    let lines = item
        .corrections
        .into_iter()
        .map(|one| {
            let changes = vec![Change::new(one.what, one.before, one.after)];
            view! { <li><p class="hint">{one.who}</p><Difference changes=changes/></li> }
        })
        .collect_view();
    view! { <section class="section"><h3>"Verbeterd na het delen"</h3><ul>{lines}</ul></section> }.into_any()
}

#[component]
fn Walk(head: Head, item: OpenItem) -> AnyView {
    let link = |id: Option<String>, label: &'static str, rel: &'static str| {
        id.map(
            |id| view! { <a rel=rel href=format!("/overleggen/{}/verslag?onderwerp={id}#punt", head.id)>{label}</a> },
        )
    };
    let (previous, next) = (link(item.previous, "Vorige punt", "prev"), link(item.next, "Volgende punt", "next"));
    view! { <nav class="buttons" aria-label="Door de agenda">{previous}" "{next}</nav> }.into_any()
}
