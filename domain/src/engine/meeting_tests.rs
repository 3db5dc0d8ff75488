//! The agenda of the ZAT in the words of S0: concept → versturen → definitief → ZAT.

use super::{super::story::template, *};

fn zat() -> &'static MeetingType {
    template().meeting("zat").unwrap()
}

/// On the day of the meeting.
fn at(stage: Stage) -> Agenda {
    let day = NaiveDate::from_ymd_opt(2026, 9, 17).unwrap();
    Agenda { stage, day, today: day }
}

fn asks(function: Function, stage: Stage, command: MeetingCommand) -> Result<Vec<MeetingEvent>, Rejection> {
    decide(template(), zat(), at(stage), &command, Attendee::with(function))
}

fn add(item: NewItem) -> MeetingCommand {
    MeetingCommand::AddItem { item }
}

fn named() -> NewItem {
    NewItem { consented: true, ..NewItem::default() }
}

#[test]
fn ib_and_consulent_bring_the_agenda_from_concept_to_shared_minutes() {
    let mut stage = Stage::Concept;
    for (function, command) in [
        (Function::InternBegeleider, MeetingCommand::Send),
        (Function::Consulent, MeetingCommand::Finalise),
        (Function::InternBegeleider, MeetingCommand::Hold),
        (Function::Consulent, MeetingCommand::Share),
    ] {
        let events = asks(function, stage, command).unwrap();
        stage = events.iter().fold(stage, evolve);
    }
    assert_eq!(stage, Stage::Shared);
}

#[test]
fn a_stage_is_never_skipped() {
    let refused = asks(Function::InternBegeleider, Stage::Concept, MeetingCommand::Finalise).unwrap_err();
    assert_eq!(refused.gates, [Gate::WrongStage(Stage::Concept)]);
    assert_eq!(
        refused.to_string(),
        "'Definitief maken' kan nu niet. De agenda is nu: Concept. De agenda is daar nu niet aan toe."
    );
}

#[test]
fn the_schoolcoach_cannot_send_the_agenda() {
    let refused = asks(Function::Schoolcoach, Stage::Concept, MeetingCommand::Send).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "'Agenda versturen' kan nu niet. Dit is aan de ib'er/kc'er of de consulent. Vraag de ib'er/kc'er of de consulent."
    );
}

#[test]
fn members_add_pupils_once_the_concept_is_sent() {
    assert!(asks(Function::InternBegeleider, Stage::Concept, add(named())).is_ok());
    assert!(asks(Function::Schoolcoach, Stage::Concept, add(named())).is_err());
    assert!(asks(Function::Schoolcoach, Stage::Sent, add(named())).is_ok());
    assert!(asks(Function::Bestuurder, Stage::Sent, add(named())).is_err());
}

#[test]
fn a_partner_adds_pupils_only_when_invited() {
    let leerplicht = |invited| Attendee { function: Function::Leerplichtambtenaar, invited };
    assert!(decide(template(), zat(), at(Stage::Sent), &add(named()), leerplicht(false)).is_err());
    assert!(decide(template(), zat(), at(Stage::Sent), &add(named()), leerplicht(true)).is_ok());
    let bestuurder = Attendee { function: Function::Bestuurder, invited: true };
    assert!(decide(template(), zat(), at(Stage::Sent), &add(named()), bestuurder).is_err());
}

#[test]
fn an_addition_after_definitive_needs_a_reason() {
    let refused = asks(Function::Schoolcoach, Stage::Definitive, add(named())).unwrap_err();
    assert_eq!(refused.gates, [Gate::ReasonMissing]);
    let late = NewItem { late_reason: Some("crisis".into()), ..named() };
    let events = asks(Function::Schoolcoach, Stage::Definitive, add(late)).unwrap();
    assert_eq!(events, [MeetingEvent::ItemAdded { anonymous: false, late: true, reason: Some("crisis".into()) }]);
    assert!(asks(Function::Schoolcoach, Stage::Held, add(named())).is_err());
}

#[test]
fn a_pupil_without_consent_is_only_on_the_agenda_anonymously() {
    let refused = asks(Function::InternBegeleider, Stage::Concept, add(NewItem::default())).unwrap_err();
    assert_eq!(refused.gates, [Gate::ConsentMissing("zat".to_owned().try_into().unwrap())]);
    assert!(refused.to_string().contains("alleen anoniem op de agenda"));
    let anonymous = NewItem { anonymous: true, ..NewItem::default() };
    assert!(asks(Function::InternBegeleider, Stage::Concept, add(anonymous)).is_ok());
}

#[test]
fn going_back_needs_a_reason_and_stops_at_held() {
    let back = |reason: Option<&str>| MeetingCommand::Return { reason: reason.map(str::to_owned) };
    assert!(asks(Function::Consulent, Stage::Definitive, back(None)).is_err());
    let events = asks(Function::Consulent, Stage::Definitive, back(Some("verkeerde datum"))).unwrap();
    assert_eq!(evolve(Stage::Definitive, &events[0]), Stage::Sent);
    for stage in [Stage::Concept, Stage::Held, Stage::Shared] {
        assert!(asks(Function::Consulent, stage, back(Some("toch"))).is_err());
    }
}

#[test]
fn a_meeting_that_is_held_before_its_day_gets_the_day_it_was_held() {
    let day = at(Stage::Definitive).day;
    let on = |today| Agenda { today, ..at(Stage::Definitive) };
    let ib = Attendee::with(Function::InternBegeleider);
    let held = |today| decide(template(), zat(), on(today), &MeetingCommand::Hold, ib).unwrap();
    let before = day.pred_opt().unwrap();
    let reached = MeetingEvent::StageReached { from: Stage::Definitive, to: Stage::Held };
    assert_eq!(held(before), [MeetingEvent::HeldEarlier { planned: day, on: before }, reached.clone()]);
    assert_eq!(held(day), std::slice::from_ref(&reached));
    assert_eq!(held(day.succ_opt().unwrap()), [reached]);
    let told = |today| next(template(), zat(), on(today), ib).unwrap().consequence;
    assert!(told(before).ends_with("Dit ZAT staat gepland op 17-09-2026; als u nu afrondt, wordt de datum vandaag."));
    assert!(!told(day).contains("gepland"));
}

#[test]
fn minutes_are_kept_by_chair_secretary_and_those_who_close_the_meeting() {
    let keeps = |function| keeps_minutes(template(), zat(), function);
    assert!(keeps(Function::InternBegeleider) && keeps(Function::Consulent));
    assert!(!keeps(Function::Schoolcoach) && !keeps(Function::Directeur));
}

#[test]
fn the_agenda_is_prepared_by_ib_and_consulent() {
    let prepares = |function| prepares(template(), zat(), function);
    assert!(prepares(Function::InternBegeleider) && prepares(Function::Consulent));
    assert!(!prepares(Function::Schoolcoach) && !prepares(Function::Directeur));
}

#[test]
fn the_next_move_is_a_button_with_its_consequence() {
    let shown = next(template(), zat(), at(Stage::Concept), Attendee::with(Function::Consulent)).unwrap();
    assert_eq!((shown.label.as_str(), shown.to, shown.blocked), ("Agenda versturen", Stage::Sent, None));
    assert!(shown.consequence.starts_with("De leden van het ZAT"));
    assert!(next(template(), zat(), at(Stage::Sent), Attendee::with(Function::Schoolcoach)).unwrap().blocked.is_some());
    assert!(next(template(), zat(), at(Stage::Shared), Attendee::with(Function::Consulent)).is_none());
}

#[test]
fn an_item_is_taken_off_by_those_who_prepare_with_a_reason_once_sent() {
    let remove = |reason: Option<&str>| MeetingCommand::RemoveItem { reason: reason.map(str::to_owned) };
    assert!(asks(Function::InternBegeleider, Stage::Concept, remove(None)).is_ok());
    assert!(asks(Function::InternBegeleider, Stage::Sent, remove(None)).is_err());
    assert!(asks(Function::InternBegeleider, Stage::Sent, remove(Some("verhuisd"))).is_ok());
    assert!(asks(Function::Schoolcoach, Stage::Sent, remove(Some("verhuisd"))).is_err());
    assert!(asks(Function::InternBegeleider, Stage::Held, remove(Some("verhuisd"))).is_err());
}

#[test]
fn somebody_of_the_pool_has_a_seat_when_chosen_for_a_case() {
    let template = super::super::story::aanvraag();
    let meeting = template.meeting("adviesoverleg").unwrap();
    let item = NewItem { anonymous: true, ..NewItem::default() };
    let adds = |invited| {
        let attendee = Attendee { function: Function::Jeugdarts, invited };
        decide(template, meeting, at(Stage::Sent), &MeetingCommand::AddItem { item: item.clone() }, attendee)
    };
    assert!(adds(true).is_ok());
    assert!(matches!(adds(false).unwrap_err().gates[0], Gate::NotYours(_)));
}
