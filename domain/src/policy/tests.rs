use super::*;
use crate::{
    actor::Membership,
    consent::State,
    id::{AreaId, MembershipId, OrganisationId, PersonId},
};
use chrono::NaiveDate;
use uuid::Uuid;

fn org(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn actor(function: Function, organisation: u128, schools: &[u128]) -> Actor {
    Actor {
        person: PersonId(Uuid::from_u128(1)),
        name: "Iemand".into(),
        two_factor: true,
        memberships: vec![Membership {
            id: MembershipId(Uuid::from_u128(2)),
            function,
            organisation: org(organisation),
            organisation_name: "Organisatie".into(),
            schools: schools.iter().map(|n| org(*n)).collect(),
            areas: vec![],
        }],
    }
}

fn given(parties: &[u128]) -> State {
    State::Given {
        parties: parties.iter().map(|n| org(*n)).collect(),
        until: NaiveDate::from_ymd_opt(2027, 7, 31).unwrap(),
    }
}

const SCHOOL: u128 = 10;
const GGD: u128 = 20;

fn item(stage: Stage, consent: &State) -> Grounds<'_> {
    Grounds::school(org(SCHOOL)).at(stage, Door::Open).consent(consent)
}

#[test]
fn a_partner_sees_a_name_only_with_a_consent_that_names_its_organisation() {
    let nurse = actor(Function::Jeugdverpleegkundige, GGD, &[SCHOOL]);
    assert_eq!(permit(&nurse, Action::SeeItem, item(Stage::Sent, &given(&[GGD]))), Ok(Ground::Consent));
    assert_eq!(permit(&nurse, Action::SeeItem, item(Stage::Sent, &given(&[30]))), Err(Refusal::Consent));
    assert_eq!(permit(&nurse, Action::SeeItem, item(Stage::Sent, &State::Missing)), Err(Refusal::Consent));
}

#[test]
fn a_partner_sees_nothing_of_a_concept() {
    let nurse = actor(Function::Jeugdverpleegkundige, GGD, &[SCHOOL]);
    assert_eq!(permit(&nurse, Action::SeeItem, item(Stage::Concept, &given(&[GGD]))), Err(Refusal::NotSent));
    assert_eq!(permit(&nurse, Action::SeeAgenda, item(Stage::Concept, &State::Missing)), Err(Refusal::NotSent));
}

#[test]
fn a_partner_looks_into_a_sent_agenda_from_its_first_day_to_its_last() {
    let (first, last) = (NaiveDate::from_ymd_opt(2026, 12, 3).unwrap(), NaiveDate::from_ymd_opt(2026, 12, 18).unwrap());
    let consent = given(&[GGD]);
    let on = |stage, door| Grounds::school(org(SCHOOL)).at(stage, door).consent(&consent);
    let nurse = actor(Function::Jeugdverpleegkundige, GGD, &[SCHOOL]);
    let guest = actor(Function::Leerplichtambtenaar, GGD, &[]);
    for action in [Action::SeeAgenda, Action::SeeItem, Action::SeeMinutes, Action::AddToAgenda] {
        for door in [Door::Opens(first), Door::Closed(last)] {
            let why = if door == Door::Opens(first) { Refusal::NotYetOpen(first) } else { Refusal::Closed(last) };
            assert_eq!(permit(&nurse, action, on(Stage::Shared, door)), Err(why), "{action:?}");
            assert_eq!(permit(&guest, action, on(Stage::Shared, door).invited(true)), Err(why), "{action:?}");
            assert_eq!(permit(&nurse, action, on(Stage::Concept, door)), Err(Refusal::NotSent), "{action:?}");
            for (function, organisation) in [(Function::InternBegeleider, SCHOOL), (Function::Consulent, 11)] {
                let home = actor(function, organisation, &[SCHOOL]);
                assert!(permit(&home, action, on(Stage::Shared, door)).is_ok(), "{function:?} {action:?}");
            }
        }
        assert!(permit(&nurse, action, on(Stage::Shared, Door::Open)).is_ok(), "{action:?}");
    }
    assert_eq!(Refusal::NotYetOpen(first).to_string(), "De agenda is vanaf 03-12-2026 in te zien.");
    assert!(Refusal::Closed(last).to_string().starts_with("Inzage is gesloten: die kon tot en met 18-12-2026."));
    for refusal in [Refusal::NotYetOpen(first), Refusal::Closed(last)] {
        assert_eq!(Refusal::from_key(refusal.key()).unwrap().label(), refusal.label());
    }
}

#[test]
fn a_partner_of_another_school_needs_an_invitation() {
    let officer = actor(Function::Leerplichtambtenaar, 40, &[]);
    let consent = given(&[40]);
    assert_eq!(permit(&officer, Action::SeeItem, item(Stage::Sent, &consent)), Err(Refusal::School));
    assert_eq!(permit(&officer, Action::SeeItem, item(Stage::Sent, &consent).invited(true)), Ok(Ground::Consent));
}

#[test]
fn one_factor_opens_no_named_file() {
    for function in Function::ALL {
        let mut somebody = actor(*function, GGD, &[SCHOOL]);
        somebody.two_factor = false;
        for action in [Action::SeePupil, Action::SeeItem, Action::SeeAnalysis, Action::EditAnalysis, Action::SeeLog] {
            assert_eq!(permit(&somebody, action, item(Stage::Held, &given(&[GGD]))), Err(Refusal::SecondFactor));
        }
    }
}

/// The table of an area, led by the procescoördinator and the bestuurder; a gedragsdeskundige and a jeugdprofessional sit.
fn area_table() -> Table {
    let seats = Seats {
        leads: vec![Function::Procescoordinator, Function::Bestuurder],
        sits: vec![Function::Gedragsdeskundige, Function::Jeugdprofessional, Function::Transfercoach],
    };
    Table { schools: Schools::Of(AREA), host: None, seats }
}

const AREA: AreaId = AreaId(Uuid::from_u128(5));

fn in_area(function: Function, organisation: u128, schools: &[u128]) -> Actor {
    let mut somebody = actor(function, organisation, schools);
    somebody.memberships[0].areas = vec![AREA];
    somebody
}

#[test]
fn who_leads_a_wide_table_does_everything_there_and_opens_no_file_by_it() {
    let table = area_table();
    let maud = in_area(Function::Procescoordinator, GGD, &[11]);
    let at = |stage| Grounds::table(&table).at(stage, Door::Open);
    let all = [
        Action::SeeAgenda,
        Action::DraftAgenda,
        Action::SendAgenda,
        Action::FinaliseAgenda,
        Action::HoldMeeting,
        Action::ShareMinutes,
        Action::AddToAgenda,
    ];
    for action in all {
        assert_eq!(permit(&maud, action, at(Stage::Concept)), Ok(Ground::Lead), "{action:?}");
    }
    assert_eq!(permit(&maud, Action::SeeMinutes, at(Stage::Definitive)), Ok(Ground::Lead));
    let (yes, no) = (given(&[GGD]), given(&[30]));
    let item = |state| Grounds::table(&table).about(org(SCHOOL)).at(Stage::Concept, Door::Open).consent(state);
    assert_eq!(permit(&maud, Action::SeeItem, item(&yes)), Ok(Ground::Consent));
    for closed in [&no, &State::Missing] {
        assert!(permit(&maud, Action::SeeItem, item(closed)).is_err());
    }
    assert!(permit(&maud, Action::SeePupil, Grounds::school(org(SCHOOL)).consent(&yes)).is_err(), "not her school");
    let elsewhere = actor(Function::Procescoordinator, GGD, &[12]);
    assert!(permit(&elsewhere, Action::SeeAgenda, at(Stage::Sent)).is_err(), "of another area");
    assert!(permit(&elsewhere, Action::SeeItem, item(&yes)).is_err());
    let boss = actor(Function::Bestuurder, 40, &[]);
    assert_eq!(permit(&boss, Action::HoldMeeting, at(Stage::Definitive)), Ok(Ground::Lead));
    assert!(permit(&boss, Action::SeeItem, item(&given(&[40]))).is_err(), "who runs the tenant sees no child");
}

#[test]
fn who_sits_at_a_wide_table_sees_it_once_sent_and_the_children_of_the_own_school() {
    let table = area_table();
    let at = |stage, door| Grounds::table(&table).at(stage, door);
    let geert = in_area(Function::Gedragsdeskundige, SCHOOL, &[SCHOOL]);
    assert_eq!(permit(&geert, Action::SeeAgenda, at(Stage::Concept, Door::Open)), Err(Refusal::NotSent));
    for action in [Action::SeeAgenda, Action::AddToAgenda] {
        assert_eq!(permit(&geert, action, at(Stage::Sent, Door::Open)), Ok(Ground::Membership));
        let late = at(Stage::Sent, Door::Closed(NaiveDate::MIN));
        assert!(permit(&geert, action, late).is_ok(), "the days are for partners");
        assert!(permit(&in_area(Function::Jeugdprofessional, GGD, &[SCHOOL]), action, late).is_err());
    }
    assert!(permit(&geert, Action::DraftAgenda, at(Stage::Sent, Door::Open)).is_err());
    assert_eq!(permit(&geert, Action::SeeMinutes, at(Stage::Held, Door::Open)), Err(Refusal::NotShared));
    let head = in_area(Function::Directeur, SCHOOL, &[SCHOOL]);
    assert!(permit(&head, Action::SeeAgenda, at(Stage::Sent, Door::Open)).is_err(), "has no seat");
    let consent = given(&[GGD]);
    let about = |school| at(Stage::Shared, Door::Open).about(org(school)).consent(&consent);
    for (function, organisation, own, other) in [
        (Function::Gedragsdeskundige, SCHOOL, Ok(Ground::SchoolTask), Err(Refusal::Function)),
        (Function::Transfercoach, 40, Ok(Ground::SwvTask), Err(Refusal::Function)),
        (Function::Jeugdprofessional, GGD, Ok(Ground::Consent), Err(Refusal::School)),
        // Works at the school, is named, and has no seat at this table.
        (Function::Jeugdarts, GGD, Err(Refusal::School), Err(Refusal::School)),
    ] {
        let somebody = in_area(function, organisation, &[SCHOOL]);
        assert_eq!(permit(&somebody, Action::SeeItem, about(SCHOOL)), own, "{function:?}");
        assert_eq!(permit(&somebody, Action::SeeItem, about(12)), other, "{function:?}");
    }
    let guest = actor(Function::Jeugdarts, GGD, &[]);
    assert_eq!(permit(&guest, Action::SeeItem, about(SCHOOL).invited(true)), Ok(Ground::Consent));
}

#[test]
fn those_who_run_the_tenant_see_no_file() {
    for function in Function::ALL.iter().filter(|f| f.side() == Side::Management) {
        let somebody = actor(*function, GGD, &[SCHOOL]);
        for action in [Action::SeePupil, Action::SeeItem, Action::SeeAnalysis, Action::SeeAgenda, Action::ListPupils] {
            assert!(permit(&somebody, action, item(Stage::Shared, &given(&[GGD]))).is_err(), "{function:?} {action:?}");
        }
    }
}

#[test]
fn a_school_has_no_say_at_another_school() {
    let ib = actor(Function::InternBegeleider, 11, &[11]);
    for action in [Action::SeePupil, Action::EditAnalysis, Action::DraftAgenda, Action::HoldMeeting, Action::MoveCase] {
        assert_eq!(permit(&ib, action, Grounds::school(org(SCHOOL))), Err(Refusal::School), "{action:?}");
    }
}

#[test]
fn a_directeur_reads_along_and_does_not_lead() {
    let head = actor(Function::Directeur, SCHOOL, &[SCHOOL]);
    assert!(permit(&head, Action::SeeAgenda, Grounds::school(org(SCHOOL))).is_ok());
    assert_eq!(permit(&head, Action::SendAgenda, Grounds::school(org(SCHOOL))), Err(Refusal::Function));
}

#[test]
fn the_way_of_working_is_in_the_hands_of_the_functioneel_beheerder_alone() {
    for function in Function::ALL {
        let somebody = actor(*function, SCHOOL, &[SCHOOL]);
        for action in Action::ALL.iter().filter(|action| action.key().starts_with("template")) {
            let expected = match function {
                Function::FunctioneelBeheerder => Ok(Ground::Management),
                _ => Err(Refusal::Function),
            };
            assert_eq!(permit(&somebody, *action, Grounds::school(org(SCHOOL))), expected, "{function:?} {action:?}");
        }
    }
    assert_eq!(Action::ALL.iter().filter(|action| action.key().starts_with("template")).count(), 5);
}

#[test]
fn cases_are_moved_to_another_version_by_who_runs_the_tenant_and_that_opens_no_file() {
    let consent = given(&[GGD]);
    let file = item(Stage::Shared, &consent);
    for function in Function::ALL {
        let somebody = actor(*function, GGD, &[SCHOOL]);
        let outcome = permit(&somebody, Action::MoveCases, file);
        if *function == Function::FunctioneelBeheerder {
            assert_eq!(outcome, Ok(Ground::Management));
            for action in [Action::SeePupil, Action::SeeSheet, Action::MoveCase, Action::FillSheet, Action::ListPupils]
            {
                assert!(permit(&somebody, action, file).is_err(), "{action:?}");
            }
        } else {
            assert_eq!(outcome, Err(Refusal::Function), "{function:?}");
        }
    }
}

#[test]
fn silence_denies() {
    let nobody = Actor { memberships: vec![], ..actor(Function::Consulent, 1, &[]) };
    for action in Action::ALL {
        let outcome = permit(&nobody, *action, Grounds::none());
        let open = matches!(action, Action::SeeWorklist | Action::ListMeetings | Action::AcceptInvitation);
        assert_eq!(outcome.is_ok(), open, "{action:?}");
    }
}
