//! Each rule about situations finds its fault in a small way of working, and shows the shortest path to it.

use super::*;
use crate::template::Template;

const HEAD: &str = r#"
format = 1
meta = { key = "klein", title = "Klein", sector = "po", version = "1" }
roles = [
  { key = "ib", label = "ib'er", functions = ["intern_begeleider"] },
  { key = "jp", label = "jeugdprofessional", functions = ["jeugdprofessional"] },
  { key = "beide", label = "ib'er of jeugdprofessional", functions = ["intern_begeleider", "jeugdprofessional"] },
]
phases = [{ key = "fase", label = "Fase" }]
consents = [{ key = "delen", label = "Delen", explanation = "U mag nee zeggen.", validity = "school_year" }]
"#;

fn step(key: &str, more: &str) -> String {
    format!(
        "[[steps]]\nkey = \"{key}\"\nlabel = \"{key}\"\ntitle = \"{key}\"\nphase = \"fase\"\nmilestone = \"plan\"\n{more}\n"
    )
}

fn go(key: &str, from: &str, to: &str, more: &str) -> String {
    format!(
        "[[transitions]]\nkey = \"{key}\"\nfrom = \"{from}\"\nto = \"{to}\"\nlabel = \"{key}\"\nconsequence = \"x\"\n{more}\n"
    )
}

fn fact(key: &str, more: &str) -> String {
    format!("[[facts]]\nkey = \"{key}\"\nlabel = \"{key}\"\nmissing = \"Nog niet.\"\nby = [\"ib\"]\n{more}\n")
}

fn close(from: &[&str]) -> String {
    format!(
        "[[closings]]\nkey = \"klaar\"\nlabel = \"klaar\"\nconsequence = \"x\"\nby = [\"ib\", \"jp\"]\nfrom = {from:?}\n"
    )
}

/// The faults about situations: rule, place, path.
fn faults(parts: &[String]) -> Vec<(Rule, String, String)> {
    let text = format!("{HEAD}{}", parts.concat());
    let found = check(&Template::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}")));
    let of_names = |fault: &Fault| matches!(fault.rule, Rule::Unused);
    let shown = |fault: Fault| (fault.rule, fault.place, fault.path.join("; "));
    found.into_iter().filter(|fault| !of_names(fault)).map(shown).collect()
}

const IB: &str = "regie = \"ib\"";
const ENTRY: &str = "regie = \"ib\"\nentry = true";
const BY_IB: &str = "by = [\"ib\"]";

/// a, then b and c side by side, then d.
fn fork(more: &[String]) -> Vec<String> {
    let mut parts = vec![step("a", ENTRY), step("b", IB), step("c", IB), step("d", IB)];
    parts.push(go("splitsen", "a", "b", "also = [\"c\"]\nby = [\"ib\"]"));
    parts.extend_from_slice(more);
    parts.push(close(&["d"]));
    parts
}

fn join(when: &str, guard: &str) -> String {
    format!(
        "[[joins]]\nkey = \"samen\"\nlabel = \"samen\"\nwhen = \"{when}\"\nto = \"d\"\nof = [{{ step = \"b\", {guard} }}, {{ step = \"c\" }}]\n"
    )
}

#[test]
fn tracks_that_meet_are_clean() {
    let known = fact("gereed", "");
    assert_eq!(faults(&fork(&[join("all", "guard = { fact = \"gereed\" }"), known.clone()])), []);
    assert_eq!(faults(&fork(&[join("any", "guard = { fact = \"gereed\" }"), known])), []);
}

#[test]
fn a_track_that_goes_elsewhere_leaves_the_join_waiting_for_ever() {
    let away =
        [join("all", "guard = { fact = \"gereed\" }"), fact("gereed", ""), step("e", IB), go("weg", "b", "e", BY_IB)];
    let found = faults(&fork(&away));
    let path = "start in a; 'splitsen' naar b en c; 'weg' naar e";
    assert_eq!(found, [(Rule::Join, "joins.samen".to_owned(), path.to_owned())]);
}

#[test]
fn a_step_without_a_way_on_is_shown_with_the_way_to_it() {
    let parts = [step("a", ENTRY), step("b", IB), go("verder", "a", "b", BY_IB), close(&["a"])];
    let path = "start in a; 'verder' naar b".to_owned();
    assert_eq!(faults(&parts), [(Rule::DeadEnd, "steps.b".to_owned(), path)]);
}

#[test]
fn a_move_whose_conditions_exclude_each_other_never_happens() {
    let never = "guard = { all = [{ fact = \"x\" }, { not = { fact = \"x\" } }] }\nby = [\"ib\"]";
    let parts = [step("a", ENTRY), step("b", IB), go("verder", "a", "b", never), fact("x", ""), close(&["a", "b"])];
    let places: Vec<_> = faults(&parts).into_iter().map(|(rule, place, _)| (rule, place)).collect();
    let unreachable = |place: &str| (Rule::Unreachable, place.to_owned());
    assert_eq!(places, [unreachable("steps.b"), unreachable("transitions.verder")]);
}

#[test]
fn time_since_a_fact_runs_only_while_the_fact_holds() {
    let (without, since) = ("{ not = { fact = \"x\" } }", "{ since = { fact = \"x\", at_least = { days = 1 } } }");
    for both in [[without, since], [since, without]] {
        let never = format!("guard = {{ all = [{}] }}\nby = [\"ib\"]", both.join(", "));
        let parts =
            [step("a", ENTRY), step("b", IB), go("verder", "a", "b", &never), fact("x", ""), close(&["a", "b"])];
        let places: Vec<_> = faults(&parts).into_iter().map(|(_, place, _)| place).collect();
        assert_eq!(places, ["steps.b", "transitions.verder"], "{never}");
    }
}

#[test]
fn a_count_that_no_round_reaches_keeps_a_step_out_of_reach() {
    let third = |n: u32| format!("guard = {{ rounds = {{ step = \"a\", at_least = {n} }} }}\nby = [\"ib\"]");
    let parts = |n, round: &str| {
        vec![step("a", ENTRY), step("b", IB), go("verder", "a", "b", &third(n)), round.to_owned(), close(&["a", "b"])]
    };
    assert_eq!(faults(&parts(3, &go("rond", "a", "a", BY_IB))), []);
    assert_eq!(faults(&parts(2, "")).len(), 2, "the step and the move");
}

#[test]
fn two_automatic_moves_that_can_hold_together_fight() {
    let by_itself = |guard: &str| format!("automatic = true\nguard = {guard}");
    let parts = |one: &str, other: &str| {
        let moves = [go("links", "a", "b", &by_itself(one)), go("rechts", "a", "c", &by_itself(other))];
        [
            vec![step("a", ENTRY), step("b", IB), step("c", IB), fact("x", ""), fact("y", ""), close(&["a", "b", "c"])],
            moves.to_vec(),
        ]
        .concat()
    };
    let found = faults(&parts("{ fact = \"x\" }", "{ fact = \"y\" }"));
    assert_eq!(found, [(Rule::Fight, "transitions.links".to_owned(), "start in a".to_owned())]);
    assert_eq!(faults(&parts("{ fact = \"x\" }", "{ all = [{ not = { fact = \"x\" } }, { fact = \"y\" }] }")), []);
    assert_eq!(
        faults(&parts(
            "{ between = { from = \"01-01\", until = \"31-01\" } }",
            "{ between = { from = \"01-08\", until = \"31-08\" } }"
        )),
        []
    );
}

#[test]
fn a_join_of_one_track_and_a_move_out_of_it_fight_too() {
    let known = [fact("gereed", ""), fact("anders", "")];
    let out = |guard: &str| go("eruit", "b", "d", &format!("automatic = true\nguard = {guard}"));
    let parts = |guard: &str| {
        let joined = join("any", "guard = { fact = \"gereed\" }");
        fork(&[joined, out(guard), known[0].clone(), known[1].clone()])
    };
    let fights = |guard: &str| faults(&parts(guard)).iter().filter(|(rule, ..)| *rule == Rule::Fight).count();
    assert_eq!(fights("{ fact = \"anders\" }"), 1);
    // The other track of the join has no guard: it is ready as soon as it is open, and so is the join.
    assert_eq!(fights("{ not = { fact = \"gereed\" } }"), 1);
    let guarded = join("any", "guard = { fact = \"gereed\" }")
        .replace("{ step = \"c\" }", "{ step = \"c\", guard = { fact = \"gereed\" } }");
    let apart = fork(&[guarded, out("{ not = { fact = \"gereed\" } }"), known[0].clone()]);
    assert!(faults(&apart).iter().all(|(rule, ..)| *rule != Rule::Fight), "conditions that exclude each other");
}

#[test]
fn moves_that_go_round_by_themselves_are_found_and_a_fact_per_round_stops_them() {
    let by_itself = "automatic = true\nguard = { fact = \"x\" }";
    let parts = |more: &str| {
        [
            step("a", ENTRY),
            step("b", IB),
            go("heen", "a", "b", by_itself),
            go("weer", "b", "a", by_itself),
            fact("x", more),
            close(&["a", "b"]),
        ]
    };
    let found = faults(&parts(""));
    assert_eq!(found, [(Rule::Endless, "transitions.heen".to_owned(), "'heen' naar b; 'weer' naar a".to_owned())]);
    assert_eq!(faults(&parts("per_round = true")), []);
}

#[test]
fn no_outside_party_meets_a_pupil_before_parents_said_yes() {
    let parts = |guard: &str, entry: &str| {
        [
            step("a", entry),
            step("b", "regie = \"jp\""),
            go("verder", "a", "b", &format!("{guard}{BY_IB}")),
            close(&["a", "b"]),
        ]
    };
    let found = faults(&parts("", ENTRY));
    assert_eq!(found, [(Rule::Consent, "steps.b.regie".to_owned(), "start in a; 'verder' naar b".to_owned())]);
    assert_eq!(faults(&parts("guard = { consent = \"delen\" }\n", ENTRY)), []);
    assert_eq!(faults(&parts("", "regie = \"jp\"\nentry = true")), [], "who started it knows the pupil");
    let either = "guard = { any = [{ consent = \"delen\" }, \"has_lead\"] }\n";
    assert_eq!(faults(&parts(either, ENTRY)).len(), 1, "another way round the consent is no gate");
}

#[test]
fn a_role_of_school_and_partner_is_an_outside_party_but_where_a_case_begins() {
    let parts = |of_b: &str| [step("a", ENTRY), step("b", of_b), go("verder", "a", "b", BY_IB), close(&["a", "b"])];
    let found = faults(&parts("regie = \"beide\""));
    assert_eq!(found, [(Rule::Consent, "steps.b.regie".to_owned(), "start in a; 'verder' naar b".to_owned())]);
    assert_eq!(faults(&parts("regie = \"beide\"\nentry = true")), [], "whoever begins knows the pupil");
}

const DECISION: &str = "[[decisions]]\nkey = \"d\"\nlabel = \"d\"\nstep = \"b\"\nby = [\"ib\"]\noutcomes = [{ key = \"ja\", label = \"ja\" }, { key = \"nee\", label = \"nee\" }]\n";
const FORM: &str = "[[forms]]\nkey = \"f\"\ntitle = \"F\"\nsteps = [\"b\"]\n[[forms.sections]]\nkey = \"r\"\ntitle = \"R\"\nkind = \"header\"\nfields = [{ linkId = \"ja\", text = \"Ja?\", type = \"boolean\", required = true }]\n";

#[test]
fn what_is_decided_or_answered_later_opens_no_way_there() {
    let asks = [
        "{ outcome = { decision = \"d\", is = \"ja\" } }",
        "{ answer = { field = \"ja\", equals = true } }",
        "{ fact = \"vol\" }",
    ];
    for guard in asks {
        let parts = |from: &str| {
            [
                vec![step("a", ENTRY), step("b", IB), step("c", IB)],
                vec![
                    go("heen", "a", "b", if from == "a" { "by = [\"ib\"]\nguard = GUARD" } else { BY_IB })
                        .replace("GUARD", guard),
                ],
                vec![
                    go("terug", "b", "a", BY_IB),
                    go("verder", "b", "c", if from == "b" { "by = [\"ib\"]\nguard = GUARD" } else { BY_IB })
                        .replace("GUARD", guard),
                ],
                vec![DECISION.to_owned(), fact("vol", "form = \"f\""), FORM.to_owned(), close(&["c"])],
            ]
            .concat()
        };
        assert_eq!(faults(&parts("b")), [], "{guard}");
        let places: Vec<_> = faults(&parts("a")).into_iter().map(|(rule, place, _)| (rule, place)).collect();
        assert!(
            places.contains(&(Rule::Unreachable, "steps.b".to_owned())),
            "{guard}: the way back is no way there: {places:?}"
        );
        assert!(places.contains(&(Rule::DeadEnd, "steps.a".to_owned())), "{guard}: {places:?}");
    }
}

#[test]
fn regie_that_follows_from_a_later_form_is_nobodys() {
    let role =
        "{ key = \"wie\", label = \"wie\", resolve = { by_fact = [{ fact = \"vol\", role = \"ib\" }] } },\n]\nphases";
    let found = |asked_in: &str| {
        let form = FORM.replace("steps = [\"b\"]", &format!("steps = [\"{asked_in}\"]"));
        let rest = [
            step("a", ENTRY),
            step("b", "regie = \"wie\""),
            go("heen", "a", "b", BY_IB),
            fact("vol", "form = \"f\""),
            form,
            close(&["a", "b"]),
        ];
        let text = format!("{HEAD}{}", rest.concat()).replace("]\nphases", role);
        let all = check(&Template::parse(&text).unwrap());
        all.into_iter().filter(|fault| fault.rule != Rule::Unused).map(|fault| fault.place).collect::<Vec<_>>()
    };
    assert_eq!(found("a"), Vec::<String>::new());
    assert_eq!(found("b"), ["steps.b", "transitions.heen"]);
}

#[test]
fn what_another_track_says_counts_once_that_track_can_have_been_there() {
    let ready = "guard = { outcome = { decision = \"d\", is = \"ja\" } }\nby = [\"ib\"]";
    let more = [
        join("all", "guard = { fact = \"x\" }"),
        fact("x", ""),
        step("e", IB),
        go("weg", "c", "e", ready),
        go("weer", "e", "c", BY_IB),
        DECISION.to_owned(),
    ];
    assert_eq!(faults(&fork(&more)), []);
}

#[test]
fn two_hundred_steps_with_tracks_and_loops_are_checked_in_time() {
    let start = std::time::Instant::now();
    let mut parts = vec![step("a0", ENTRY), fact("x", "")];
    for n in 0..50 {
        let (a, b, c, d, next) =
            (format!("a{n}"), format!("b{n}"), format!("c{n}"), format!("d{n}"), format!("a{}", n + 1));
        parts.extend([step(&b, IB), step(&c, IB), step(&d, IB), step(&next, IB)]);
        parts.push(go(&format!("splits{n}"), &a, &b, &format!("also = [\"{c}\"]\nby = [\"ib\"]")));
        parts.push(go(&format!("rond{n}"), &b, &b, BY_IB));
        parts.push(go(&format!("heen{n}"), &c, &d, BY_IB));
        parts.push(go(&format!("weer{n}"), &d, &c, BY_IB));
        parts.push(go(&format!("terug{n}"), &next, &a, BY_IB));
        parts.push(format!("[[joins]]\nkey = \"samen{n}\"\nlabel = \"samen\"\nwhen = \"all\"\nto = \"{next}\"\nof = [{{ step = \"{b}\", guard = {{ fact = \"x\" }} }}, {{ step = \"{d}\" }}]\n"));
    }
    parts.push(close(&["a50"]));
    assert_eq!(faults(&parts), []);
    assert!(start.elapsed() < std::time::Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn thirty_tracks_that_join_at_once_are_clean() {
    let tracks: Vec<String> = (0..30).map(|n| format!("t{n}")).collect();
    let mut parts = vec![step("a", ENTRY), step("d", IB), close(&["d"])];
    parts.push(go("splitsen", "a", "t0", &format!("also = {:?}\n{BY_IB}", &tracks[1..])));
    parts.extend(tracks.iter().map(|track| step(track, IB)));
    let of: Vec<String> = tracks.iter().map(|track| format!("{{ step = \"{track}\" }}")).collect();
    let head = "[[joins]]\nkey = \"samen\"\nlabel = \"samen\"\nwhen = \"all\"\nto = \"d\"";
    parts.push(format!("{head}\nof = [{}]\n", of.join(", ")));
    assert_eq!(faults(&parts), []);
}

#[test]
fn too_many_tracks_are_refused_in_bounded_time() {
    let mut parts = vec![step("a", ENTRY)];
    let tracks: Vec<String> = (0..16).map(|n| format!("t{n}")).collect();
    parts.push(go("splitsen", "a", "t0", &format!("also = {:?}\n{BY_IB}", &tracks[1..])));
    for track in &tracks {
        let end = format!("{track}_b");
        parts.extend([step(track, IB), step(&end, IB), go(&format!("door_{track}"), track, &end, BY_IB)]);
    }
    parts.push(close(&["a"]));
    let found = faults(&parts);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].1.as_str()), (Rule::TooMuch, "transitions"));
}

#[test]
fn conditions_that_would_take_for_ever_to_tell_are_refused() {
    // Eight pigeons in seven holes: plain to us, long to try.
    let sits = |pigeon: usize, hole: usize| format!("{{ fact = \"x{pigeon}_{hole}\" }}");
    let somewhere = (0..8).map(|pigeon| {
        let holes: Vec<_> = (0..7).map(|hole| sits(pigeon, hole)).collect();
        format!("{{ any = [{}] }}", holes.join(", "))
    });
    let pairs = (0..8).flat_map(|one| (one + 1..8).map(move |other| (one, other)));
    let alone = pairs.flat_map(|(one, other)| {
        (0..7).map(move |hole| format!("{{ not = {{ all = [{}, {}] }} }}", sits(one, hole), sits(other, hole)))
    });
    let puzzle: Vec<String> = somewhere.chain(alone).collect();
    let guard = format!("guard = {{ all = [{{ open = \"a\" }}, {}] }}\n{BY_IB}", puzzle.join(", "));
    let mut parts = vec![step("a", ENTRY), close(&["a"])];
    let facts = (0..8).flat_map(|pigeon| (0..7).map(move |hole| fact(&format!("x{pigeon}_{hole}"), "")));
    parts.extend(facts);
    parts.extend((0..20).map(|n| go(&format!("rond_{n}"), "a", "a", &guard)));
    let found = faults(&parts);
    assert_eq!((found[0].0, found[0].1.as_str()), (Rule::TooMuch, "transitions"), "{found:?}");
}
