//! What a page offers inside a step is what `decide` accepts, with the reason and the outcome that go with it.

use super::{
    story::{Story, aanvraag, go, key, open, record},
    *,
};
use crate::form::Answer;
use Function::{Consulent, Gedragswetenschapper, InternBegeleider, Jeugdprofessional};

fn labels(story: &Story, function: Function) -> Vec<(String, String)> {
    let open = acts(story.template, &story.state, &story.context(function)).into_iter();
    open.filter(|act| act.blocked.is_none()).map(|act| (act.label, act.consequence)).collect()
}

fn checked() -> Story {
    let mut story = Story::new(aanvraag(), "2026-09-07");
    story.answers.set("ouders_gehoord", Answer::Boolean(true));
    story.does(InternBegeleider, open("indienen"));
    story.does(InternBegeleider, go("ingediend"));
    story
}

#[test]
fn the_clock_says_what_stopping_resuming_and_extending_come_to() {
    let mut story = checked();
    let words = labels(&story, Consulent);
    assert_eq!(words[0].1, "De termijn tot 21-09-2026 staat stil; wat over is, loopt later door.");
    assert_eq!(words[1].1, "De termijn loopt dan tot 28-09-2026 in plaats van 21-09-2026. Dit kan één keer.");
    assert!(labels(&story, InternBegeleider).is_empty(), "the clock is in the hands of the regie");
    story.does(Consulent, Command::Stop { step: key("toets"), reason: Some("Vakantie.".into()) });
    story.today = "2026-10-05".parse().unwrap();
    let words = labels(&story, Consulent);
    assert_eq!(words, [("Termijn laten doorlopen".to_owned(), "De termijn loopt dan tot 19-10-2026.".to_owned())]);
    story.does(Consulent, Command::Resume { step: key("toets") });
    story.does(Consulent, Command::Extend { step: key("toets"), reason: Some("Druk.".into()) });
    assert!(labels(&story, Consulent).iter().all(|(label, _)| label != "Termijn verlengen"), "once");
}

#[test]
fn tracks_side_by_side_have_their_own_acts_and_a_decision_its_next_stage() {
    let mut story = checked();
    story.consents = vec![key("advies")];
    story.does(Consulent, go("volledig"));
    let words: Vec<_> = labels(&story, Gedragswetenschapper).into_iter().map(|(label, _)| label).collect();
    assert_eq!(words, ["In het adviesoverleg", "Schriftelijk"]);
    let way = Command::Perform { step: key("advies_onderwijs"), way: key("schriftelijk") };
    story.does(Gedragswetenschapper, way);
    story.does(Jeugdprofessional, record("advies_zorg_gegeven"));
    let words = labels(&story, Consulent);
    assert_eq!(words, [("Voorgenomen besluit".to_owned(), "Daarna kan 'Besluit' vanaf 14-09-2026.".to_owned())]);
    let grounds = vec![key("basis")];
    let decide = Command::Decide { decision: key("toekenning"), outcome: key("afgewezen"), grounds, reason: None };
    story.does(Consulent, decide.clone());
    let act = acts(story.template, &story.state, &story.context(Consulent)).remove(0);
    assert_eq!(act.label, "Besluit");
    assert_eq!(act.consequence, "Het besluit staat daarna vast; een nieuwe ronde besluit opnieuw.");
    assert_eq!(act.blocked.unwrap().gates, [Gate::TooEarly("2026-09-14".parse().unwrap())]);
    story.today = "2026-09-14".parse().unwrap();
    story.does(Consulent, decide);
    assert!(acts(story.template, &story.state, &story.context(Consulent)).is_empty(), "it stands");
}

#[test]
fn who_was_called_in_is_not_called_in_again() {
    let mut story = checked();
    story.consents = vec![key("advies")];
    story.answers.set("voorliggend", Answer::Choice("onderwijs".into()));
    story.does(Consulent, go("volledig"));
    let way = Command::Perform { step: key("advies_onderwijs"), way: key("schriftelijk") };
    story.does(Gedragswetenschapper, way);
    story.does(Jeugdprofessional, record("advies_zorg_gegeven"));
    for today in ["2026-09-07", "2026-09-14"] {
        story.today = today.parse().unwrap();
        let (decision, outcome) = (key("toekenning"), key("toegekend"));
        story.does(Consulent, Command::Decide { decision, outcome, grounds: vec![], reason: None });
    }
    let words = |story: &Story| labels(story, InternBegeleider).into_iter().map(|(label, _)| label).collect::<Vec<_>>();
    assert_eq!(words(&story), ["De secretaris vraagt na", "Opschalen naar het bestuur"]);
    let reason = Some("Er is een impasse.".into());
    story.does(InternBegeleider, Command::Escalate { escalation: key("naar_bestuur"), reason });
    assert_eq!(words(&story), ["De secretaris vraagt na"]);
}
