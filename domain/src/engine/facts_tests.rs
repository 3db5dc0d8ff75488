//! Where a fact can be recorded: in the steps where something waits for it, wherever the way of working says so.

use std::sync::OnceLock;

use super::{
    story::{Story, go, open},
    *,
};
use crate::template::{Published, Template};
use Function::InternBegeleider;

const WAY: &str = r#"
format = 1
meta = { key = "feiten", title = "Feiten", sector = "po", version = "1" }
roles = [
  { key = "ib", label = "ib'er", functions = ["intern_begeleider"] },
  { key = "wie_samen", label = "wie samen", resolve = { by_fact = [{ fact = "samen", role = "ib" }] } },
  { key = "wie_sluit", label = "wie sluit", resolve = { by_fact = [{ fact = "sluiter", role = "ib" }] } },
  { key = "wie_besluit", label = "wie besluit", resolve = { by_fact = [{ fact = "besluiter", role = "ib" }] } },
  { key = "wie_invult", label = "wie invult", resolve = { by_fact = [{ fact = "invuller", role = "ib" }] } },
]
phases = [{ key = "fase", label = "Fase" }]
steps = [
  { key = "a", label = "a", title = "a", phase = "fase", milestone = "plan", regie = "ib", entry = true },
  { key = "b", label = "b", title = "b", phase = "fase", milestone = "plan", regie = "ib" },
  { key = "c", label = "c", title = "c", phase = "fase", milestone = "plan", regie = "ib", ways = [{ key = "zo", label = "Zo" }] },
  { key = "d", label = "d", title = "d", phase = "fase", milestone = "plan", regie = "wie_samen" },
]
transitions = [
  { key = "naar_b", from = "a", to = "b", label = "naar b", consequence = "x", by = ["ib"] },
  { key = "naar_c", from = "a", to = "c", label = "naar c", consequence = "x", by = ["ib"] },
]
joins = [
  { key = "bijeen", label = "bijeen", when = "any", to = "d", of = [{ step = "b", guard = { fact = "tak" } }, { step = "c", guard = { way = "c" } }] },
]
decisions = [
  { key = "keuze", label = "keuze", step = "b", by = ["wie_besluit"], outcomes = [{ key = "ja", label = "ja" }, { key = "nee", label = "nee" }] },
]
facts = [
  { key = "tak", label = "tak", missing = "Nog niet.", by = ["ib"] },
  { key = "samen", label = "samen", missing = "Nog niet.", by = ["ib"] },
  { key = "slot", label = "slot", missing = "Nog niet.", by = ["ib"] },
  { key = "sluiter", label = "sluiter", missing = "Nog niet.", by = ["ib"] },
  { key = "besluiter", label = "besluiter", missing = "Nog niet.", by = ["ib"] },
  { key = "vorm", label = "vorm", missing = "Nog niet.", by = ["ib"] },
  { key = "invuller", label = "invuller", missing = "Nog niet.", by = ["ib"] },
  { key = "brief", label = "brief", missing = "Nog niet.", by = ["ib"] },
]
closings = [
  { key = "dicht", label = "dicht", consequence = "x", by = ["ib"], from = ["b", "c", "d"], guard = { fact = "slot" } },
  { key = "klaar", label = "klaar", consequence = "x", by = ["wie_sluit"], from = ["c"] },
]
letters = [{ key = "brief", title = "Brief", to = ["ib"], text = ["x"], when = { any = [{ fact = "brief" }, { outcome = { decision = "keuze", is = "ja" } }] } }]

[[forms]]
key = "formulier"
title = "Formulier"
steps = ["c"]
when = { any = [{ fact = "vorm" }, { role = "wie_invult" }] }
[[forms.sections]]
key = "vraag"
title = "Vraag"
kind = "header"
fields = [{ linkId = "ja", text = "Ja?", type = "boolean" }]
"#;

fn way() -> &'static Template<Published> {
    static TEMPLATE: OnceLock<Template<Published>> = OnceLock::new();
    TEMPLATE.get_or_init(|| Template::parse(WAY).unwrap().publish(1).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

#[test]
fn a_fact_is_recorded_in_each_step_where_something_waits_for_it_and_in_no_other() {
    let listed = |moved: Option<&str>| {
        let mut story = Story::new(way(), "2026-09-07");
        story.does(InternBegeleider, open("a"));
        if let Some(transition) = moved {
            story.does(InternBegeleider, go(transition));
        }
        let choices = facts(way(), &story.state, &story.context(InternBegeleider));
        choices.into_iter().map(|choice| choice.fact.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(listed(None), ["brief"], "a letter is of no step");
    assert_eq!(listed(Some("naar_b")), ["tak", "samen", "slot", "besluiter", "brief"]);
    assert_eq!(listed(Some("naar_c")), ["samen", "slot", "sluiter", "vorm", "invuller", "brief"]);
}
