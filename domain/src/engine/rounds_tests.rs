//! What a round is worth: terms, extensions, answers and facts are of the round in which they came about, and with tracks
//! side by side each track has its own.

use std::sync::OnceLock;

use super::{
    story::{Story, close_because, day, go, key, open, record},
    *,
};
use crate::{
    form::{Answer, Sheet, Sheets},
    template::{Published, Template},
};
use Function::{Consulent, InternBegeleider};

const WAY: &str = r#"
format = 1
meta = { key = "rondes", title = "Rondes", sector = "po", version = "1" }
roles = [
  { key = "ib", label = "ib'er", functions = ["intern_begeleider"] },
  { key = "swv", label = "consulent", functions = ["consulent"] },
  { key = "wie", label = "wie het doet", resolve = { by_fact = [{ fact = "overgenomen", role = "ib" }] } },
]
phases = [{ key = "fase", label = "Fase" }]
consents = [{ key = "delen", label = "Delen", explanation = "U mag nee zeggen.", validity = "school_year" }]
steps = [
  { key = "a", label = "a", title = "a", phase = "fase", milestone = "plan", regie = "ib", entry = true, term = { length = { weeks = 2 }, extension = { weeks = 1 }, label = "t", can_stop = true } },
  { key = "b", label = "b", title = "b", phase = "fase", milestone = "plan", regie = "ib" },
  { key = "c", label = "c", title = "c", phase = "fase", milestone = "plan", regie = "ib" },
  { key = "d", label = "d", title = "d", phase = "fase", milestone = "plan", regie = "wie" },
]
transitions = [
  { key = "heen", from = "a", to = "b", label = "heen", consequence = "x", by = ["ib"] },
  { key = "terug", from = "b", to = "a", label = "terug", consequence = "x", by = ["ib"] },
  { key = "gewacht", from = "a", to = "b", label = "gewacht", consequence = "x", automatic = true, guard = { since = { fact = "besproken", at_least = { days = 1 } } } },
  { key = "beantwoord", from = "a", to = "c", label = "beantwoord", consequence = "x", by = ["ib"], guard = { answer = { field = "ja", equals = true } } },
  { key = "splitsen", from = "a", to = "b", also = ["c"], label = "splitsen", consequence = "x", by = ["ib"], guard = { consent = "delen" } },
  { key = "rond_b", from = "b", to = "b", label = "rond", consequence = "x", by = ["ib"] },
  { key = "rond_c", from = "c", to = "c", label = "rond", consequence = "x", by = ["ib"] },
  { key = "overdragen", from = "c", to = "d", label = "overdragen", consequence = "x", by = ["ib"] },
]
facts = [
  { key = "besproken", label = "besproken", missing = "Nog niet besproken.", by = ["ib"], per_round = true },
  { key = "gezien", label = "gezien", missing = "Nog niet gezien.", by = ["ib"], per_round = true },
  { key = "overgenomen", label = "overgenomen", missing = "Nog niet overgenomen.", by = ["ib"] },
]
escalations = [
  { key = "nabellen", label = "nabellen", step = "a", after = { weeks = 1 }, to = ["ib"] },
  { key = "erbij_b", label = "erbij", step = "b", to = ["swv"] },
  { key = "erbij_c", label = "erbij", step = "c", to = ["swv"] },
]
closings = [
  { key = "klaar", label = "klaar", consequence = "x", by = ["ib"], from = ["a", "b", "c", "d"] },
  { key = "gezien", label = "gezien", consequence = "x", by = ["ib"], from = ["b", "c"], guard = { fact = "gezien" } },
]

[[forms]]
key = "vraag"
title = "Vraag"
steps = ["a"]
per_round = true
[[forms.sections]]
key = "vraag"
title = "Vraag"
kind = "header"
fields = [{ linkId = "ja", text = "Ja?", type = "boolean" }]

[[forms]]
key = "van_b"
title = "Van b"
steps = ["b"]
when = { fact = "gezien" }
[[forms.sections]]
key = "b"
title = "B"
kind = "header"
fields = [{ linkId = "bij_b", text = "Bij b?", type = "boolean" }]

[[forms]]
key = "van_c"
title = "Van c"
steps = ["c"]
when = { fact = "gezien" }
[[forms.sections]]
key = "c"
title = "C"
kind = "header"
fields = [{ linkId = "bij_c", text = "Bij c?", type = "boolean" }]
"#;

fn way() -> &'static Template<Published> {
    static TEMPLATE: OnceLock<Template<Published>> = OnceLock::new();
    TEMPLATE.get_or_init(|| Template::parse(WAY).unwrap().publish(1).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// Monday 7 September 2026, in a; its two weeks end on the 21st.
fn started() -> Story {
    let mut story = Story::new(way(), "2026-09-07");
    story.does(InternBegeleider, open("a"));
    assert_eq!(story.open("a").due, Some(day("2026-09-21")));
    story
}

/// b and c side by side.
fn side_by_side() -> Story {
    let mut story = started();
    story.consents = vec![key("delen")];
    story.does(InternBegeleider, go("splitsen"));
    story
}

fn stop() -> Command {
    Command::Stop { step: key("a"), reason: Some("wachten".into()) }
}

fn extend() -> Command {
    Command::Extend { step: key("a"), reason: Some("druk".into()) }
}

fn called_in(escalation: &str) -> Command {
    Command::Escalate { escalation: key(escalation), reason: Some("vast".into()) }
}

#[test]
fn a_clock_stopped_on_its_last_day_ends_on_the_day_it_runs_on() {
    for (resumed, due) in [("2026-10-12", "2026-10-12"), ("2026-10-10", "2026-10-12")] {
        let mut story = started();
        story.today = day("2026-09-21");
        story.does(InternBegeleider, stop());
        story.today = day(resumed);
        story.does(InternBegeleider, Command::Resume { step: key("a") });
        assert_eq!(story.open("a").due, Some(day(due)), "not a day late");
    }
}

#[test]
fn a_fresh_term_may_be_extended_once_again() {
    let mut story = started();
    story.does(InternBegeleider, extend());
    story.does(InternBegeleider, stop());
    story.today = day("2026-09-08");
    story.does(InternBegeleider, go("heen"));
    story.today = day("2026-12-01");
    story.does(InternBegeleider, go("terug"));
    assert_eq!((story.open("a").due, story.open("a").extended), (Some(day("2026-12-15")), None));
    story.does(InternBegeleider, extend());
    assert_eq!(story.refused(InternBegeleider, extend()).gates, [Gate::AlreadyExtended(key("a"))]);
    assert_eq!(replay(&story.events), story.state);
}

#[test]
fn a_story_of_before_keeps_the_extension_that_it_had() {
    let mut story = started();
    story.does(InternBegeleider, extend());
    story.does(InternBegeleider, stop());
    story.does(InternBegeleider, go("heen"));
    story.does(InternBegeleider, go("terug"));
    let stored = serde_json::to_string(&story.events).unwrap();
    assert!(stored.contains(r#","resumed":false"#));
    let before: Vec<Event> = serde_json::from_str(&stored.replace(r#","resumed":false"#, "")).unwrap();
    assert_eq!(replay(&before).open_step("a").unwrap().extended, Some(story.today), "as it was decided then");
}

#[test]
fn the_answers_of_a_round_are_not_those_of_the_next() {
    let mut story = started();
    let mut yes = Answers::default();
    yes.set("ja", Answer::Boolean(true));
    let mut sheets = Sheets(vec![Sheet { form: key("vraag"), round: 1, answers: yes.clone() }]);
    let asks = |story: &Story, sheets: &Sheets| {
        let answers = sheets.answers(way(), &story.state);
        let context = Context { answers: &answers, ..story.context(InternBegeleider) };
        decide(way(), &story.state, &go("beantwoord"), &context).map_err(|refused| refused.gates)
    };
    assert!(asks(&story, &sheets).is_ok());
    story.does(InternBegeleider, go("heen"));
    assert!(sheets.answers(way(), &story.state).is_yes("ja"), "after the step it still stands");
    story.does(InternBegeleider, go("terug"));
    assert_eq!(asks(&story, &sheets), Err(vec![Gate::AnswerMissing(key("ja"))]), "round 2 asks anew");
    sheets.0.push(Sheet { form: key("vraag"), round: 2, answers: yes });
    assert!(asks(&story, &sheets).is_ok());
}

#[test]
fn time_since_a_fact_is_counted_in_the_round_itself() {
    let mut story = started();
    story.does(InternBegeleider, record("besproken"));
    story.wakes_on("2026-09-09");
    assert_eq!(story.at(), [("b", 1)]);
    story.does(InternBegeleider, go("terug"));
    assert_eq!(story.at(), [("a", 2)], "it was discussed in the round before");
    story.wakes_on("2026-09-14");
    assert_eq!(story.at(), [("a", 2)]);
    story.does(InternBegeleider, record("besproken"));
    story.wakes_on("2026-09-15");
    assert_eq!(story.at(), [("b", 2)]);
}

#[test]
fn a_closing_ends_every_track_so_what_counts_per_round_counts_for_each() {
    let mut story = side_by_side();
    story.does(InternBegeleider, record("gezien"));
    story.does(InternBegeleider, go("rond_c"));
    let close = || Command::Close { closing: key("gezien"), reason: None };
    assert_eq!(story.refused(InternBegeleider, close()).gates, [Gate::FactMissing(key("gezien"))]);
    let known = |story: &Story| {
        let choices = facts(way(), &story.state, &story.context(InternBegeleider));
        choices.into_iter().find(|choice| choice.fact == "gezien").unwrap().is_known
    };
    assert!(!known(&story), "the page says what the closing says");
    story.does(InternBegeleider, record("gezien"));
    assert!(known(&story));
    story.does(InternBegeleider, close());
}

#[test]
fn a_form_of_a_track_asks_what_is_so_in_that_track() {
    let mut story = side_by_side();
    story.does(InternBegeleider, record("gezien"));
    story.does(InternBegeleider, go("rond_b"));
    let used: Vec<_> = forms(way(), &story.state, &story.context(InternBegeleider));
    assert_eq!(used.iter().map(|form| form.key.as_str()).collect::<Vec<_>>(), ["van_c"]);
}

#[test]
fn who_is_called_in_on_one_track_does_not_close_the_others() {
    let mut story = side_by_side();
    let close = || Command::Close { closing: key("klaar"), reason: None };
    story.does(InternBegeleider, called_in("erbij_b"));
    story.does(Consulent, go("rond_b"));
    story.does(InternBegeleider, called_in("erbij_b"));
    assert_eq!(story.refused(Consulent, close()).gates, [Gate::NotYours(vec![key("ib")])]);
    story.does(InternBegeleider, called_in("erbij_c"));
    story.does(Consulent, close());
}

#[test]
fn a_closing_that_is_undone_gives_the_days_back_that_were_left() {
    let mut story = started();
    story.today = day("2026-09-14");
    story.does(InternBegeleider, close_because("klaar", "verhuisd"));
    story.today = day("2026-12-01");
    story.does(InternBegeleider, Command::Reopen);
    assert_eq!(story.open("a").due, Some(day("2026-12-08")), "a week was left");
    story.wakes_on("2026-12-02");
    assert!(story.open("a").escalated.is_empty(), "nothing is late because it was closed");

    let mut late = started();
    late.today = day("2026-09-23");
    late.does(InternBegeleider, close_because("klaar", "verhuisd"));
    late.today = day("2026-12-01");
    late.does(InternBegeleider, Command::Reopen);
    assert_eq!(late.open("a").due, Some(day("2026-09-21")), "what was over stays over");
}

#[test]
fn a_fact_that_only_points_at_the_next_regie_can_be_recorded() {
    let mut story = started();
    story.consents = vec![key("delen")];
    story.does(InternBegeleider, go("splitsen"));
    let refused = story.refused(InternBegeleider, go("overdragen"));
    assert_eq!(refused.gates, [Gate::RoleMissing(key("wie"))]);
    let choices = facts(way(), &story.state, &story.context(InternBegeleider));
    assert!(choices.iter().any(|choice| choice.fact == "overgenomen" && choice.is_mine), "{choices:?}");
    story.does(InternBegeleider, record("overgenomen"));
    story.does(InternBegeleider, go("overdragen"));
}
