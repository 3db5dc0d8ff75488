//! The home page of everybody, in six statements at most.
use super::{cases, meetings, year};
use crate::{Failure, Scope, audit::Subject, meetings::open_actions, scope::Work, templates};
use chrono::NaiveDate;
use domain::{
    actor::{Function, Side},
    calendar::long_date,
    page::{
        meeting::OpenAction,
        worklist::{Group, Item, Worklist},
    },
    policy::{Action, Grounds},
    term::Term,
};
use std::collections::BTreeSet;

/// What waits for the actor.
pub async fn page(scope: &Scope) -> Result<Worklist, Failure> {
    let mut work = scope.see().await?;
    let list = gather(&mut work).await?;
    work.done(list).await
}

/// What waits, before anything of it is shown.
pub(super) async fn gather(work: &mut Work<'_>) -> Result<Worklist, Failure> {
    let scope = work.scope();
    work.permit(Action::SeeWorklist, Subject::list("worklist"), Grounds::none()).await?;
    let today = scope.today();
    let actor = scope.actor();
    let actions = open_actions(work).await?;

    let own = actions.into_iter().map(|action| agreed(action, today)).collect();
    let mut groups = vec![Group::new("Mijn acties", own)];
    let mut upcoming = vec![];
    // Who runs the tenant sits at few tables, and at none where nothing is published.
    if let Some(pinned) = templates::today(work).await? {
        let (prepare, coming) = meetings::waiting(work, &pinned).await?;
        groups.push(Group::new("Overleggen", prepare));
        upcoming = coming;
        // Who runs the tenant moves no case.
        if [Side::School, Side::Swv, Side::Partner].iter().any(|side| actor.on(*side).next().is_some()) {
            groups.extend(cases::waiting(work).await?);
            groups.push(Group::new("Uit de jaarkalender", year::due(work).await?));
        }
    }
    Ok(Worklist {
        name: actor.name.clone(),
        today: long_date(today),
        functions: actor.memberships.iter().map(|m| format!("{}, {}", m.function, m.organisation_name)).collect(),
        groups,
        meetings: upcoming,
        quiet: actor
            .memberships
            .iter()
            .map(|m| quiet(m.function).to_owned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    })
}

/// What was agreed, where, and about whom as far as the reader may know.
fn agreed(action: OpenAction, today: NaiveDate) -> Item {
    let about = match action.pupil {
        Some((_, name)) => format!(", over {name}."),
        None if action.is_anonymous => ", bij een anoniem agendapunt.".into(),
        None => ". Vraag de school wat u kunt doen.".into(),
    };
    Item {
        what: action.what,
        why: format!("Afgesproken in het {}{about}", action.meeting_label),
        href: action.href,
        due: Some(Term::new(action.due_on).chip(today)),
        tick: format!("/acties/{}/klaar", action.id),
    }
}

/// What comes next when nothing waits.
fn quiet(function: Function) -> &'static str {
    match function {
        Function::InternBegeleider | Function::Ondersteuningscoordinator | Function::Gedragsdeskundige => {
            "Voor het volgende overleg maakt u eerst de analyse van uw school. Zij verschijnt hier zodra het tijd is."
        }
        Function::Directeur => {
            "Hier ziet u wat voor uw school loopt. De analyse maakt u samen met de ib'er; de agenda leest u mee."
        }
        Function::Consulent | Function::Gedragswetenschapper | Function::Transfercoach => {
            "Zodra een school de analyse heeft gemaakt, staat hier de concept-agenda voor u klaar."
        }
        Function::Schoolcoach
        | Function::Jeugdprofessional
        | Function::Procescoordinator
        | Function::Leerplichtambtenaar
        | Function::Jeugdverpleegkundige
        | Function::Jeugdarts => {
            "Zodra een agenda is verstuurd, u voor een leerling wordt uitgenodigd, of u bij een leerling aan zet bent, ziet u dat hier."
        }
        Function::FunctioneelBeheerder => "Onder Beheer nodigt u mensen uit en trekt u toegang in.",
        Function::Bestuurder => {
            "Voor u wacht hier geen werk: u ziet geen leerlingen. De cijfers van uw samenwerkingsverband zijn er nog niet."
        }
        Function::Privacyfunctionaris => "Onder Logboek ziet u wie wat heeft ingezien, en op welke grond.",
    }
}
