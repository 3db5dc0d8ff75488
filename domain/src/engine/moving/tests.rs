//! What moving does, told with the way of working that says everything, and with next versions of it.

use super::{
    super::story::{Story, aanvraag, close_because, day, go, go_because, key, lead, open, record},
    super::{Command, evolve},
    *,
};
use crate::{
    actor::Function::{
        Consulent as Secretaris, Gedragswetenschapper as Deskundige, InternBegeleider as Ib, Jeugdprofessional as Jp,
    },
    form::{Answer, Sheet},
};

const WAY: &str = include_str!("../../../tests/ways/aanvraag.toml");

/// The next version: the same text with these replacements.
fn next(changes: &[(&str, &str)]) -> Template<Published> {
    let text = changes.iter().fold(WAY.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    Template::parse(&text).unwrap().publish(4).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn chosen(pairs: &[(&str, &str)]) -> Choices {
    Choices { steps: pairs.iter().map(|(from, to)| (key(from), key(to))).collect(), otherwise: None }
}

fn sheets(story: &Story) -> Sheets {
    Sheets(vec![Sheet { form: key("aanvraagformulier"), round: 1, answers: story.answers.clone() }])
}

fn moving<'a>(story: &Story, new: &'a Template<Published>, choices: &'a Choices) -> Moving<'a> {
    let version = |n, template| Version { id: TemplateId(Uuid::from_u128(n)), template };
    Moving { from: version(3, story.template), to: version(4, new), choices }
}

fn seen(story: &Story, new: &Template<Published>, choices: &Choices) -> Preview {
    let sheets = sheets(story);
    let around = Around { today: story.today, calendar: &story.calendar, sheets: &sheets, consents: &story.consents };
    moving(story, new, choices).preview(&story.state, &around)
}

/// The case after it was moved.
fn after(story: &Story, preview: &Preview) -> CaseState {
    evolve(story.state.clone(), preview.event.as_ref().unwrap_or_else(|| panic!("{:?}", preview.hindrances)))
}

fn texts(preview: &Preview) -> Vec<&str> {
    preview.lines.iter().map(|line| line.text.as_str()).collect()
}

#[track_caller]
fn says(preview: &Preview, text: &str) {
    assert!(texts(preview).contains(&text), "{text:?} in {:#?}", texts(preview));
}

/// A case that was filed.
fn filed() -> Story {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.answers.set("ouders_gehoord", Answer::Boolean(true));
    story.answers.set("voorliggend", Answer::Choice("zorg".into()));
    story.does(Ib, open("indienen"));
    story.does(Ib, go("ingediend"));
    story
}

fn advised() -> Story {
    let mut story = filed();
    story.consents.push(key("advies"));
    story.does(Secretaris, go("volledig"));
    story
}

fn decides(outcome: &str) -> Command {
    Command::Decide { decision: key("toekenning"), outcome: key(outcome), grounds: vec![], reason: None }
}

#[test]
fn a_step_that_is_still_there_stays_with_its_regie_its_term_and_its_stop() {
    let mut story = filed();
    story.does(Secretaris, Command::Stop { step: key("toets"), reason: Some("Wachten op ouders.".into()) });
    let preview = seen(&story, &next(&[("Proefwerkwijze 2026", "Proefwerkwijze 2027")]), &Choices::default());
    let expected = [
        "Blijft in 'Toets'.",
        "De regie blijft bij de secretaris van de commissie.",
        "De termijn staat stil en blijft stilstaan.",
    ];
    assert_eq!(texts(&preview), expected);
    assert_eq!(after(&story, &preview).open, story.state.open);
}

#[test]
fn rounds_are_spoken_of_only_when_there_were_several() {
    let new = next(&[("\"toets\"", "\"controle\""), ("label = \"Toets\"", "label = \"Controle\"")]);
    let preview = seen(&filed(), &new, &chosen(&[("toets", "controle")]));
    says(&preview, "Gaat van 'Toets' naar 'Controle'.");
    assert!(!texts(&preview).contains(&"De ronden tellen door."));
}

#[test]
fn a_step_that_is_gone_waits_for_a_choice_and_takes_its_term_and_its_rounds_along() {
    let mut story = filed();
    story.does(Secretaris, go_because("terug", "De bijlage ontbreekt."));
    story.does(Ib, go("aangevuld"));
    let new = next(&[("\"toets\"", "\"controle\""), ("label = \"Toets\"", "label = \"Controle\"")]);
    let preview = seen(&story, &new, &Choices::default());
    assert_eq!(preview.hindrances, [Hindrance::Choose { step: key("toets") }]);
    let nothing = Choices::default();
    let moving = moving(&story, &new, &nothing);
    assert_eq!(
        moving.why_not(&preview.hindrances[0]),
        "Versie 4 kent 'Toets' niet. Kies naar welke stap de casus gaat."
    );
    let preview = seen(&story, &new, &chosen(&[("toets", "nergens")]));
    assert!(matches!(&preview.hindrances[..], [Hindrance::NoSuchStep { chosen, .. }] if *chosen == "nergens"));

    let preview = seen(&story, &new, &chosen(&[("toets", "controle")]));
    says(&preview, "Gaat van 'Toets' naar 'Controle'.");
    says(&preview, "De termijn blijft, met de dagen die over zijn.");
    says(&preview, "De ronden tellen door.");
    let (before, state) = (story.open("toets").clone(), after(&story, &preview));
    let now = state.open_step("controle").unwrap();
    assert_eq!((now.due, now.target, now.since, now.round), (before.due, before.target, before.since, 2));
    assert_eq!((state.round("controle"), state.round("toets")), (2, 2));

    let otherwise = Choices { otherwise: Some(key("besluiten")), ..Choices::default() };
    assert_eq!(seen(&story, &new, &otherwise).steps[0].to, "besluiten", "a choice for all that have none");
}

#[test]
fn of_tracks_that_stay_nothing_is_said_while_another_waits_for_a_choice() {
    let preview = seen(&advised(), &next(&[("\"advies_zorg\"", "\"zorgadvies\"")]), &Choices::default());
    let hindrances = vec![Hindrance::Choose { step: key("advies_zorg") }];
    assert_eq!(preview, Preview { steps: vec![], lines: vec![], hindrances, event: None });
}

#[test]
fn who_was_in_a_step_before_makes_another_round_of_it() {
    let mut story = filed();
    story.does(Secretaris, go_because("terug", "De bijlage ontbreekt."));
    let new = next(&[("\"aanvullen\"", "\"herstellen\"")]);
    let preview = seen(&story, &new, &chosen(&[("aanvullen", "toets")]));
    assert_eq!(after(&story, &preview).open_step("toets").unwrap().round, 2);
}

#[test]
fn a_term_that_the_new_version_does_not_have_is_lost_in_sight_and_a_new_one_starts_today() {
    let mut story = filed();
    let term = "term = { length = { working_days = 10 }, target = { working_days = 5 }, extension = { working_days = 5 }, label = \"toets op volledigheid\", can_stop = true }\n";
    let without = next(&[(term, ""), ("clock = \"stop\"\n", ""), ("clock = \"resume\"\n", "")]);
    let preview = seen(&story, &without, &Choices::default());
    says(&preview, "De termijn vervalt: versie 4 heeft hier geen termijn.");
    assert_eq!(preview.steps[0].term, TermChange::Lost { due: day("2026-09-21") });
    assert_eq!(after(&story, &preview).open_step("toets").unwrap().due, None);

    story = Story::new(aanvraag(), "2026-09-07");
    story.does(Ib, open("indienen"));
    story.today = day("2026-10-01");
    let more = "regie = \"ib\"\nmilestone = \"aanmelding\"\nentry = true";
    let with = next(&[(more, &format!("{more}\nterm = {{ length = {{ weeks = 2 }}, label = \"indienen\" }}"))]);
    let preview = seen(&story, &with, &Choices::default());
    says(&preview, "Er begint een termijn (2 weken), vandaag.");
    assert_eq!(after(&story, &preview).open_step("indienen").unwrap().due, Some(day("2026-10-15")));
}

#[test]
fn tracks_that_come_to_one_step_go_on_as_one_with_the_strictest_term() {
    let mut story = advised();
    story.does(Deskundige, Command::Perform { step: key("advies_onderwijs"), way: key("schriftelijk") });
    let new = next(&[("\"advies_onderwijs\"", "\"a\""), ("\"advies_zorg\"", "\"b\"")]);
    let preview = seen(&story, &new, &chosen(&[("advies_onderwijs", "besluiten"), ("advies_zorg", "besluiten")]));
    says(&preview, "'Advies onderwijs' en 'Advies zorg' komen samen in 'Besluiten'.");
    says(&preview, "Hoe de stap is uitgevoerd, kent versie 4 niet; leg het opnieuw vast.");
    let state = after(&story, &preview);
    assert_eq!(state.open.len(), 1);
    assert_eq!(state.open[0].due, story.open("advies_zorg").due);
}

#[test]
fn from_where_no_end_is_certain_nobody_is_put() {
    let mut story = filed();
    story.consents.push(key("advies"));
    let new = next(&[("\"toets\"", "\"controle\"")]);
    let preview = seen(&story, &new, &chosen(&[("toets", "advies_zorg")]));
    // From one of two tracks that wait for each other the case can only be withdrawn; that is an end.
    assert!(preview.event.is_some(), "{:?}", preview.hindrances);
    let stuck = next(&[
        ("\"toets\"", "\"controle\""),
        (
            "\"advies_onderwijs\", \"advies_zorg\", \"besluiten\"]\nlabel = \"Intrekken\"",
            "\"besluiten\"]\nlabel = \"Intrekken\"",
        ),
    ]);
    let choices = chosen(&[("toets", "advies_zorg")]);
    let preview = seen(&story, &stuck, &choices);
    assert_eq!(preview.hindrances, [Hindrance::NoEnd { steps: vec![key("advies_zorg")] }]);
    let why = moving(&story, &stuck, &choices).why_not(&preview.hindrances[0]);
    assert!(why.contains("Met alleen 'Advies zorg' open") && why.ends_with("Kies een andere stap."), "{why}");
}

#[test]
fn where_nobody_has_regie_the_case_waits_and_says_who_can_help() {
    let mut story = filed();
    story.answers = Answers::default();
    let new = next(&[("\"toets\"", "\"controle\"")]);
    let rule = chosen(&[("toets", "uitvoeren")]);
    let preview = seen(&story, &new, &rule);
    assert_eq!(preview.hindrances, [Hindrance::NoRegie { step: key("uitvoeren") }]);
    let why = moving(&story, &new, &rule).why_not(&preview.hindrances[0]);
    assert!(why.contains("'Uitvoeren'") && why.contains("Vraag de school"), "{why}");

    let partner = chosen(&[("toets", "advies_zorg")]);
    let preview = seen(&story, &new, &partner);
    assert_eq!(preview.hindrances, [Hindrance::NoConsent { step: key("advies_zorg") }], "no partner without a consent");
    story.consents.push(key("advies"));
    assert!(seen(&story, &new, &partner).hindrances.is_empty());
}

#[test]
fn a_rule_that_no_longer_points_at_who_has_regie_gives_it_anew() {
    let mut story = advised();
    story.does(Deskundige, Command::Perform { step: key("advies_onderwijs"), way: key("schriftelijk") });
    story.does(Jp, record("advies_zorg_gegeven"));
    for today in ["2026-09-07", "2026-09-14"] {
        story.today = day(today);
        story.does(Secretaris, decides("toegekend"));
    }
    assert_eq!(story.open("uitvoeren").regie, "jp");
    let preview = seen(&story, &next(&[("zorg = \"jp\"", "zorg = \"deskundige\"")]), &Choices::default());
    assert_eq!(after(&story, &preview).open[0].regie, "deskundige");
}

#[test]
fn who_has_casusregie_keeps_it_where_the_new_version_gives_it_to_that_function() {
    let first = &super::super::story::templates()[0];
    let mut story = Story::new(first, "2026-09-07");
    story.does(Ib, open("proces_1"));
    story.does(Ib, lead(crate::actor::Function::Schoolcoach));
    let text = first.revise().to_toml().unwrap();
    let same = Template::parse(&text).unwrap().publish(4).unwrap();
    let preview = seen(&story, &same, &Choices::default());
    assert_eq!(after(&story, &preview).lead, story.state.lead);
    let mut other = first.revise();
    for role in other.body_mut().roles.iter_mut().filter(|role| role.resolve == crate::template::Resolve::CaseLead) {
        role.functions.retain(|function| *function == Ib);
    }
    let preview = seen(&story, &other.publish(4).unwrap(), &Choices::default());
    says(
        &preview,
        "De casusregie houdt op: versie 4 geeft die niet aan deze functie. Wijs zo nodig iemand anders aan.",
    );
    assert_eq!(after(&story, &preview).lead, None);
}

#[test]
fn a_decision_that_stood_stands_and_a_provisional_one_does_not_become_final() {
    let mut story = advised();
    story.does(Deskundige, Command::Perform { step: key("advies_onderwijs"), way: key("schriftelijk") });
    story.does(Jp, record("advies_zorg_gegeven"));
    story.does(Secretaris, decides("toegekend"));
    let stages = "stages = { labels = [\"Voorgenomen besluit\", \"Besluit\"], apart = { weeks = 1 } }\n";
    let preview = seen(&story, &next(&[(stages, "")]), &Choices::default());
    says(&preview, "'Besluit over het arrangement' telt niet mee zoals het is genomen; neem het opnieuw.");
    assert!(after(&story, &preview).decisions.is_empty());

    let renamed = next(&[("\"toegekend\"", "\"verleend\""), ("toegekend", "verleend")]);
    assert!(after(&story, &seen(&story, &renamed, &Choices::default())).decisions.is_empty(), "an unknown outcome");

    story.wakes_on("2026-09-14");
    story.does(Secretaris, decides("toegekend"));
    assert_eq!(story.at(), [("uitvoeren", 1)]);
    let three = "stages = { labels = [\"Concept\", \"Voorgenomen besluit\", \"Besluit\"], apart = { weeks = 1 } }\n";
    for other in [next(&[(stages, "")]), next(&[(stages, three)])] {
        let state = after(&story, &seen(&story, &other, &Choices::default()));
        let last = other.decision("toekenning").unwrap().stage_count() - 1;
        assert_eq!(state.decisions["toekenning"].stage, last, "what stood, stands");
    }
}

#[test]
fn what_the_new_version_does_not_know_is_kept_and_said() {
    let mut story = advised();
    story.does(Jp, record("advies_zorg_gegeven"));
    story.answers.set("oordeel", Answer::Boolean(true));
    let new = next(&[
        ("\"advies_zorg_gegeven\"", "\"zorg_adviseerde\""),
        (
            "linkId = \"ouders_gehoord\"\ntext = \"Zijn ouders gehoord?\"\ntype = \"boolean\"",
            "linkId = \"ouders_gehoord\"\ntext = \"Wat zeiden ouders?\"\ntype = \"text\"",
        ),
        ("{ answer = { field = \"ouders_gehoord\", equals = true } }", "\"always\""),
        ("read = [\"secretaris\", \"deskundige\", \"ib\"]", "read = [\"secretaris\", \"deskundige\", \"ib\", \"jp\"]"),
        ("linkId = \"voorliggend\"", "linkId = \"eerst\""),
        ("field = \"voorliggend\"", "field = \"eerst\""),
    ]);
    let preview = seen(&story, &new, &Choices::default());
    says(&preview, "Blijft bewaard, wordt niet meer gebruikt: het feit 'Advies zorg gegeven'.");
    says(&preview, "Blijft bewaard, wordt niet meer gebruikt: het antwoord op 'Wat is voorliggend?'.");
    // Where a case is may be said by its number; what was recorded about a child never.
    for line in &preview.lines {
        let about_the_case = ["Blijft in", "Gaat van", "De regie", "De termijn blijft", "Er begint"];
        let may = about_the_case.iter().any(|begins| line.text.starts_with(begins));
        assert_eq!(line.by_number, may, "{}", line.text);
    }
    says(&preview, "Het antwoord op 'Wat zeiden ouders?' past niet bij de vraag in versie 4; vul het opnieuw in.");
    says(&preview, "Het antwoord op 'Oordeel van de commissie' leest voortaan ook: jeugdprofessional.");
    assert!(after(&story, &preview).facts.contains_key("advies_zorg_gegeven"), "nothing is deleted");
}

#[test]
fn ways_on_that_are_gone_new_or_newly_held_are_said() {
    let mut story = filed();
    story.consents.push(key("advies"));
    let more = "{ not = { rounds = { step = \"toets\", at_least = 4 } } }";
    let new = next(&[
        (more, &format!("{more}, {{ fact = \"afspraken\" }}")),
        ("key = \"terug\"", "key = \"retour\""),
        ("label = \"Terug naar de school\"", "label = \"Retour\""),
        ("from = [\"indienen\", \"toets\", \"aanvullen\",", "from = [\"indienen\", \"aanvullen\","),
    ]);
    let preview = seen(&story, &new, &Choices::default());
    let of_ways = |line: &&str| line.starts_with("Kan niet meer") || line.starts_with("Kan voortaan");
    let told: Vec<&str> = texts(&preview).into_iter().filter(of_ways).collect();
    let of_this_step = ["Kan niet meer: 'Terug naar de school'.", "Kan voortaan ook: 'Retour'."];
    assert_eq!(told, of_this_step, "nothing of other steps, nor of what goes by itself");
    says(&preview, "'De aanvraag is volledig' wacht voortaan ook hierop: Er zijn nog geen afspraken over het vervolg.");
    says(&preview, "Afsluiten kan hier niet meer met 'Intrekken'.");
}

#[test]
fn a_term_that_stands_still_elsewhere_and_can_no_longer_run_on_is_said() {
    let mut story = filed();
    story.does(Secretaris, go_because("terug", "De bijlage ontbreekt."));
    let preview = seen(&story, &next(&[("clock = \"resume\"\n", "")]), &Choices::default());
    says(&preview, "De termijn van 'Toets' die stilstaat, loopt later niet meer door.");
    assert_eq!(after(&story, &preview).stopped, story.state.stopped, "kept all the same");
}

#[test]
fn what_happens_by_itself_once_the_case_is_there_is_said_beforehand() {
    let mut story = advised();
    story.does(Jp, record("advies_zorg_gegeven"));
    let new = next(&[(
        "{ step = \"advies_onderwijs\", guard = { way = \"advies_onderwijs\" } }",
        "{ step = \"advies_onderwijs\" }",
    )]);
    let preview = seen(&story, &new, &Choices::default());
    says(&preview, "Daarna gaat de casus vanzelf naar 'Besluiten'.");
    assert_eq!(after(&story, &preview).open.len(), 2, "moving itself makes no step");
}

#[test]
fn a_closed_case_is_not_moved() {
    let mut story = filed();
    story.does(Ib, close_because("ingetrokken", "Ouders zien ervan af."));
    let preview = seen(&story, aanvraag(), &Choices::default());
    assert_eq!((preview.hindrances, preview.event), (vec![Hindrance::Closed], None));
}

#[test]
fn a_closed_case_does_not_change_by_an_event_either() {
    let mut story = filed();
    let new = next(&[("Proefwerkwijze 2026", "Proefwerkwijze 2027")]);
    let event = seen(&story, &new, &Choices::default()).event.unwrap();
    story.does(Ib, close_because("ingetrokken", "Ouders zien ervan af."));
    let after = evolve(story.state.clone(), &event);
    assert_eq!(CaseState { length: story.state.length, ..after }, story.state);
}

#[test]
fn a_case_goes_back_up_to_and_including_the_thirtieth_day_when_nothing_happened() {
    let on = day("2026-09-07");
    assert_eq!(may_go_back(on, on, false), Ok(()));
    assert_eq!(may_go_back(on, day("2026-10-07"), false), Ok(()));
    let late = may_go_back(on, day("2026-10-08"), true).unwrap_err();
    assert!(late.to_string().starts_with("Terugzetten kon tot en met 07-10-2026."), "{late}");
    let happened = may_go_back(on, day("2026-10-07"), true).unwrap_err();
    assert!(happened.to_string().contains("Vraag het wie de regie heeft"), "{happened}");
}

#[test]
fn a_part_that_loses_its_own_consent_is_read_by_more_people_and_the_preview_says_so() {
    let mut story = advised();
    story.answers.set("medicatie", Answer::Text("Ritalin".into()));
    let told = "Het antwoord op 'Welke medicijnen gebruikt de leerling?' leest voortaan ook: jeugdprofessional.";
    for consent in ["", "consent = \"advies\"\n"] {
        let new = next(&[(
            "title = \"Gezondheid\"\nkind = \"header\"\nconsent = \"medisch\"\n",
            &format!("title = \"Gezondheid\"\nkind = \"header\"\n{consent}"),
        )]);
        says(&seen(&story, &new, &Choices::default()), told);
    }
    let same = seen(&story, &next(&[]), &Choices::default());
    assert!(!texts(&same).contains(&told), "{:?}", texts(&same));
}
