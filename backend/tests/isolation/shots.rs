//! Everything that somebody can post, aimed at ids of whichever tenant.

use super::*;

/// How many kinds of command [`fire`] knows.
pub(super) const SHOTS: u8 = 44;

/// A command and what it is aimed at; the numbers pick among the known ids.
pub(super) type Shot = (u8, Aim, Aim, Aim);
pub(super) type Aim = prop::sample::Index;

pub(super) async fn fire(scope: &Scope, known: &Known, (kind, a, b, c): &Shot) {
    let analysis = AnalysisId(*a.get(&known.analyses));
    let meeting = MeetingId(*a.get(&known.meetings));
    let row = RowId(*b.get(&known.rows));
    let item = *b.get(&known.items);
    let pupil = PupilId(*b.get(&known.pupils));
    let school = OrganisationId(*c.get(&known.schools));
    let member = MembershipId(*c.get(&known.members));
    // What comes back does not matter here; what stays in the database does.
    match kind % SHOTS {
        0 => drop(analyses::start(scope, school, 1 + i32::try_from(b.index(6)).unwrap()).await),
        1 => {
            let fields =
                vec![("hulpvraag".to_owned(), "van een ander".to_owned()), ("zat".to_owned(), "ja".to_owned())];
            drop(analyses::save(scope, analysis, vec![RowPost { row, version: 1, fields }]).await);
        }
        2 => drop(analyses::add(scope, analysis, "proces_1", &pupil.to_string()).await),
        3 => drop(analyses::remove(scope, analysis, row).await),
        4 => drop(analyses::move_row(scope, analysis, row, "naar_2_0", "omdat het kan").await),
        5 => {
            let facts = AbsenceFacts {
                since: scope.today(),
                until: None,
                authorised: false,
                unenrolled_on: Some(scope.today()),
                fields: vec![],
            };
            drop(analyses::record_absence(scope, analysis, &pupil.to_string(), Ok(facts)).await);
        }
        6 => drop(meetings::move_to(scope, meeting, Stage::ALL[b.index(5)], "omdat het kan", 1).await),
        7 => drop(meetings::add_all(scope, meeting).await),
        8 => drop(meetings::remove(scope, meeting, item, "omdat het kan", 1).await),
        9 => drop(meetings::invite(scope, meeting, ItemId(item), member).await),
        10 => drop(meetings::complete(scope, ActionId(*b.get(&known.actions))).await),
        11 => drop(meetings::plan_year(scope, school.0, "sot").await),
        12 => drop(members::withdraw(scope, member, 1).await),
        13 => drop(meetings::edit_question(scope, meeting, item, "iets anders", 1).await),
        14 => drop(cases::start(scope, pupil, "proces_1").await),
        15 => drop(consents::withdraw(scope, pupil, ConsentId(*c.get(&known.consents)), 1, "de ouders").await),
        _ => fire_more(scope, known, (kind % SHOTS, a, b, c)).await,
    }
}

/// What else somebody can post: people, consents, and the table during a meeting.
async fn fire_more(scope: &Scope, known: &Known, (kind, a, b, c): (u8, &Aim, &Aim, &Aim)) {
    let meeting = MeetingId(*a.get(&known.meetings));
    let item = *b.get(&known.items);
    let pupil = PupilId(*b.get(&known.pupils));
    let school = OrganisationId(*c.get(&known.schools));
    let member = MembershipId(*c.get(&known.members));
    match kind {
        16 => {
            let (party, day) = (a.get(&known.schools).to_string(), short_date(scope.today()));
            let answer = consents::Answer {
                purpose: "sot",
                given_by: vec!["ouder_1", "ouder_2"],
                given_on: &day,
                valid_until: "",
                parties: vec![&party],
                evidence: "paper",
                note: "",
                seen: "0",
            };
            drop(consents::record(scope, pupil, answer).await);
        }
        17 => {
            let school = school.to_string();
            let child = pupils::Child {
                school: &school,
                given_name: "Ongeval",
                prefix: "",
                family_name: "Vreemd",
                born_on: "3-9-2018",
                group: "groep-4",
                other_child: true,
            };
            drop(pupils::register(scope, child).await);
        }
        18 => {
            let wishes = [
                cases::Wish::Start { step: "proces_1" },
                cases::Wish::Move { transition: "extra_ondersteuning" },
                cases::Wish::Close { closing: "vertrokken" },
                cases::Wish::Undo,
                cases::Wish::Reopen,
                cases::Wish::Decide { decision: "toekenning", outcome: "toegekend", grounds: vec![] },
                cases::Wish::Perform { step: "proces_1", way: "schriftelijk" },
                cases::Wish::Stop { step: "proces_1" },
                cases::Wish::Resume { step: "proces_1" },
                cases::Wish::Extend { step: "proces_1" },
                cases::Wish::Escalate { escalation: "bestuur" },
            ];
            drop(cases::carry_out(scope, pupil, a.get(&wishes).clone(), "omdat het kan", 1).await);
        }
        19 => {
            let written =
                Written { discussed: "van een ander".into(), lead: Some(member), version: 1, ..Written::default() };
            drop(meetings::write(scope, meeting, item, &written).await);
        }
        20 => {
            let due = short_date(scope.today());
            drop(
                meetings::add_action(
                    scope,
                    meeting,
                    item,
                    &NewAction { what: "bellen".into(), owner: Some(member), due },
                )
                .await,
            );
        }
        21 => {
            let new = NewNamed { pupil: Some(pupil), question: "Wat nu?".into(), ..NewNamed::default() };
            drop(meetings::add_named(scope, meeting, &new).await);
        }
        22 => {
            let new = NewAnonymous { question: "Wat nu?".into(), reason: String::new() };
            drop(meetings::add_anonymous(scope, meeting, &new).await);
        }
        23 => drop(meetings::uninvite(scope, meeting, ItemId(item), member).await),
        24 => drop(meetings::set_minutes(scope, meeting, item, "5", 1).await),
        25 => drop(meetings::record_attendance(scope, meeting, &[(member, "present".into())]).await),
        26 => drop(members::restore(scope, member, 1).await),
        27 => drop(cases::appoint(scope, pupil, Some(member), 1).await),
        28 => drop(sheets::save(scope, sheet(pupil), 0, &[("hulpvraag".into(), "van een ander".into())]).await),
        29 => drop(sheets::set_removed(scope, sheet(pupil), 1, ("doelen", 1), true).await),
        30..=35 => fire_at_drafts(scope, DraftId(*c.get(&known.drafts)), (kind, a)).await,
        36..=38 => fire_at_moving(scope, known, (kind, a, b, c)).await,
        39..=41 => fire_at_days(scope, known, (kind, a, school)).await,
        42 => fire_an_objection(scope, pupil).await,
        _ => fire_an_invitation(scope, school, OrganisationId(*a.get(&known.schools))).await,
    }
}

async fn fire_an_invitation(scope: &Scope, school: OrganisationId, at: OrganisationId) {
    let (organisation, at) = (school.to_string(), at.to_string());
    let wanted = members::Wanted {
        name: "Vera Vreemd",
        email: "vera@elders.nl",
        function: "intern_begeleider",
        organisation: &organisation,
        schools: vec![&at],
        from: "7-9-2026",
        until: "",
    };
    drop(members::invite(scope, wanted, "http://localhost:3000").await);
}

async fn fire_an_objection(scope: &Scope, pupil: PupilId) {
    let day = short_date(scope.today());
    let (purposes, by) = (vec!["zat", "sot"], "ouder_2");
    let objection = consents::Objection { purposes, by, made_on: &day, note: "", seen: "0" };
    drop(consents::object(scope, pupil, objection).await);
}

/// Days that are closed, and a day for a meeting.
async fn fire_at_days(scope: &Scope, known: &Known, (kind, a, school): (u8, &Aim, OrganisationId)) {
    match kind {
        39 => {
            let days = closing_days::Typed { name: "van een ander", from: "14-10-2026", until: "", kind: "dicht" };
            drop(closing_days::record(scope, days).await);
        }
        40 => drop(closing_days::remove(scope, *a.get(&known.closing_days)).await),
        _ => {
            let kinds = ["tlv_commissie", "zat", "sot"];
            let new = NewMeeting {
                owner: Some(school.0),
                kind: (*a.get(&kinds)).to_owned(),
                day: short_date(scope.today()),
                time: "13:00".into(),
                place: "van een ander".into(),
            };
            drop(meetings::plan_one(scope, &new).await);
        }
    }
}

/// Moving cases to another version, with ids of both tenants.
async fn fire_at_moving(scope: &Scope, known: &Known, (kind, a, b, c): (u8, &Aim, &Aim, &Aim)) {
    match kind {
        36 => {
            let version = |aim: &Aim| Some(TemplateId(*aim.get(&known.templates)));
            let seen = scope.now().timestamp_micros().to_string();
            let wanted = Wanted { from: version(a), to: version(b), seen: &seen, ..Wanted::default() };
            let case = format!("{}:{}", c.get(&known.cases), b.index(4));
            if let Ok(id) = cases::moving::start(scope, &wanted, &[&case]).await {
                drop(cases::moving::go_on(scope, id).await);
            }
        }
        37 => drop(cases::moving::go_on(scope, MovingId(*a.get(&known.movings))).await),
        _ => {
            let only = (b.index(2) == 0).then(|| MoveId(*c.get(&known.moves)));
            drop(cases::moving::back(scope, MovingId(*a.get(&known.movings)), only).await);
        }
    }
}

/// What the functioneel beheerder of one tenant can do to the way of working that another one is writing.
async fn fire_at_drafts(scope: &Scope, draft: DraftId, (kind, a): (u8, &Aim)) {
    let version = 1 + i32::try_from(a.index(3)).unwrap();
    match kind {
        30 => {
            let start = ["leeg", "versie:1", "bestand"][a.index(3)];
            drop(templates::start(scope, templates::New { start, text: empty(), name: "van een ander" }).await);
        }
        31 => drop(templates::rename(scope, draft, "Concept", "van een ander").await),
        32 => {
            let typed = templates::Typed { version: version.into(), base: empty().into(), mine: empty().into() };
            drop(templates::save(scope, draft, typed).await);
        }
        33 => drop(templates::replace(scope, draft, version, empty()).await),
        34 => drop(templates::discard(scope, draft, version).await),
        _ => {
            let today = short_date(scope.today());
            let wanted = templates::Wanted { version, from: &today, note: "omdat het kan", areas: vec![] };
            drop(templates::publish(scope, draft, wanted).await);
        }
    }
}

fn sheet(pupil: PupilId) -> sheets::Place<'static> {
    sheets::Place { pupil, form: "analyse", round: None }
}
