//! Every scenario of every way of working that comes with Rondom, played through the doors that the pages use: people
//! with their functions, policy, consents, forms and rows in the database, day after day, on both engines. What the
//! engine alone says of a scenario, `rondom template run` says; here it is a case in a samenwerkingsverband.

#![expect(clippy::unwrap_used, reason = "tests")]
use backend::{
    Failure, Scope,
    cases::{self, Case, Wish},
    consents::{self, Answer},
    sheets::{self, Place},
    testing::{Member, World, houses},
};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    actor::Function,
    calendar::short_date,
    form::{FieldType, Section, SectionKind},
    id::PupilId,
    scenario::{Act, Expected, Given, Line, Scenario, shipped as scenarios},
    template::{Draft, Key, Resolve, Template, shipped},
};
use std::collections::BTreeMap;

/// Everybody whom the way of working knows, one for each function, and the pupil.
struct Cast<'w> {
    world: &'w World<'w>,
    template: Template<Draft>,
    people: BTreeMap<&'static str, Member>,
    pupil: PupilId,
    role: Option<Key>,
}

impl<'w> Cast<'w> {
    async fn of(world: &'w World<'w>, template: Template<Draft>) -> Self {
        let people = world.cast(&template).await;
        let pupil = world.pupil(world.esdoorn, "Sem", "Vries", "2014-05-10").await;
        Self { world, template, people, pupil, role: None }
    }

    fn school(&self) -> &Scope {
        &self.people[Function::InternBegeleider.key()].scope
    }

    async fn case(&self) -> Option<Case> {
        let mut work = self.school().see().await.unwrap();
        let mut cases = cases::of_pupil(&mut work, self.pupil).await.unwrap();
        cases.pop()
    }

    /// Whoever plays a role: the casusregisseur of the case, or the person with its first function.
    async fn person(&self, role: &Key) -> Result<&Member, Failure> {
        let known = self.template.role(role.as_str()).unwrap();
        if known.resolve != Resolve::CaseLead {
            return Ok(&self.people[known.functions.first().unwrap().key()]);
        }
        let lead = self.case().await.and_then(|case| case.state.lead).map(|lead| lead.membership);
        let nobody = || Failure::Rejected("Niemand heeft de casusregie.".into());
        self.people.values().find(|member| Some(member.membership) == lead).ok_or_else(nobody)
    }

    async fn act(&self, line: &Line, today: NaiveDate) -> Result<(), Failure> {
        let version = self.case().await.map_or(0, |case| case.row.version);
        match &line.act {
            Act::TimePasses => cases::pass(&self.world.house.house).await.map(|_| ()),
            Act::Consent(purpose) => self.consent(purpose, today).await,
            Act::Withdraw(purpose) => self.withdraw(purpose, today).await,
            Act::Lead(role) => {
                let lead = self.person(role).await?.membership;
                cases::appoint(&self.doer().await?.scope, self.pupil, Some(lead), version).await
            }
            Act::Answer { field, is } => self.answer(field, is, today).await,
            Act::Row { section, number, is } => self.row(section, *number, is).await,
            Act::Fill { form, is } => self.post(form, is).await,
            Act::Remove { section, row } => self.set_removed(section, *row, true).await,
            Act::Restore { section, row } => self.set_removed(section, *row, false).await,
            act => {
                let reason = line.reason.as_deref().unwrap_or_default();
                cases::carry_out(&self.doer().await?.scope, self.pupil, wish(act), reason, version).await
            }
        }
    }

    /// Whether the role of the line works with partners, and no consent is in force.
    async fn is_stranger(&self, today: NaiveDate) -> bool {
        let role = self.role.as_ref().and_then(|role| self.template.role(role.as_str())).unwrap();
        let mut work = self.school().see().await.unwrap();
        let register = consents::of_pupil(&mut work, self.pupil).await.unwrap();
        role.is_let_in_by_consent() && !register.file_state(today).is_given()
    }

    async fn doer(&self) -> Result<&Member, Failure> {
        self.person(self.role.as_ref().unwrap()).await
    }

    async fn consent(&self, purpose: &Key, today: NaiveDate) -> Result<(), Failure> {
        let parties: Vec<String> = [self.world.municipality, self.world.ggd].iter().map(ToString::to_string).collect();
        let seen = consents::ask(self.school(), self.pupil).await?.seen.to_string();
        let answer = Answer {
            seen: &seen,
            purpose: purpose.as_str(),
            given_by: vec!["ouder_1", "ouder_2", "gehoord"],
            given_on: &short_date(today),
            parties: parties.iter().map(String::as_str).collect(),
            evidence: "paper",
            ..Answer::default()
        };
        consents::record(self.school(), self.pupil, answer).await.map(|_| ())
    }

    /// Every statement for the purpose.
    async fn withdraw(&self, purpose: &Key, today: NaiveDate) -> Result<(), Failure> {
        loop {
            let mut work = self.school().see().await?;
            let register = consents::of_pupil(&mut work, self.pupil).await?;
            drop(work);
            let open = register.0.iter().find(|one| one.purpose == purpose.as_str() && one.statement().holds(today));
            let Some(open) = open else { return Ok(()) };
            consents::withdraw(self.school(), self.pupil, open.id, open.version, "Ouder 1, aan de telefoon").await?;
        }
    }

    /// Types one answer in the form in which it stands today; refused when it does not stay.
    async fn answer(&self, field: &Key, given: &Given, today: NaiveDate) -> Result<(), Failure> {
        let typed = |section: &Section, _| match section.field(field.as_str()) {
            // On paper: whose name, and today; or nobody's any more.
            Some(asked) if asked.paper => {
                let (name, day) = match given {
                    Given::Boolean(false) => (String::new(), String::new()),
                    given => (given.words(), short_date(today)),
                };
                asked.paper_inputs().into_iter().zip([name, day]).collect()
            }
            _ => given.typed().into_iter().map(|value| (field.to_string(), value)).collect(),
        };
        let wanted = |section: &Section| section.kind != SectionKind::Rows && section.field(field.as_str()).is_some();
        self.fill(wanted, typed, Some(field)).await
    }

    /// A row more, or answers in the row that has this number on the page.
    async fn row(&self, wanted: &Key, number: Option<u32>, given: &BTreeMap<Key, Given>) -> Result<(), Failure> {
        self.fill(
            |section| section.kind == SectionKind::Rows && section.key == *wanted,
            |section, next| {
                let row = number.unwrap_or(next);
                let name = |field: &Key| domain::form::row_input(&section.key, row, field);
                given
                    .iter()
                    .flat_map(|(field, given)| given.typed().into_iter().map(move |value| (name(field), value)))
                    .collect()
            },
            None,
        )
        .await
    }

    /// Saves the page of a form with this typed in it.
    async fn post(&self, form: &Key, given: &BTreeMap<String, Given>) -> Result<(), Failure> {
        let place = Place { pupil: self.pupil, form: form.as_str(), round: None };
        let scope = &self.doer().await?.scope;
        let page = sheets::page(scope, place).await?;
        let values = |(input, given): (&String, &Given)| {
            given.typed().into_iter().map(|value| (input.clone(), value)).collect::<Vec<_>>()
        };
        let posted: Vec<_> = given.iter().flat_map(values).collect();
        sheets::save(scope, place, page.version, &posted).await.map(|_| ())
    }

    async fn set_removed(&self, section: &Key, row: u32, removed: bool) -> Result<(), Failure> {
        let form = self.template.forms.iter().find(|form| form.section(section.as_str()).is_some()).unwrap();
        let place = Place { pupil: self.pupil, form: form.key.as_str(), round: None };
        let scope = &self.doer().await?.scope;
        let page = sheets::page(scope, place).await?;
        sheets::set_removed(scope, place, page.version, (section.as_str(), row), removed).await.map(|_| ())
    }

    async fn fill(
        &self,
        wanted: impl Fn(&Section) -> bool,
        typed: impl Fn(&Section, u32) -> Vec<(String, String)>,
        asked: Option<&Key>,
    ) -> Result<(), Failure> {
        let doer = self.doer().await?;
        let forms = self.template.forms.iter().filter(|form| form.is_of_case());
        let mut why = Failure::Absent;
        for form in forms.filter(|form| form.sections.iter().any(&wanted)) {
            let place = Place { pupil: self.pupil, form: form.key.as_str(), round: None };
            let page = match sheets::page(&doer.scope, place).await {
                Ok(page) if page.can_fill => page,
                Ok(page) => {
                    why = Failure::Rejected(page.closed.unwrap_or_default());
                    continue;
                }
                Err(failure) => {
                    why = failure;
                    continue;
                }
            };
            // Whose question it is, the page shows by asking it or not.
            let part = page.parts.iter().find(|part| wanted(&part.section));
            let is_mine = |part: &domain::page::sheet::Part| match asked {
                Some(field) => part.asked.iter().any(|one| field == one.as_str()),
                None => !part.asked.is_empty(),
            };
            let Some(section) = part.filter(|part| is_mine(part)).map(|part| &part.section) else {
                why = Failure::Rejected("Dit is aan een ander.".into());
                continue;
            };
            let next = page.answers.rows(section.key.as_str()).iter().map(|row| row.id).max().unwrap_or(0) + 1;
            let typed = typed(section, next);
            // With what stands there already, as the page posts it.
            let stands = section.asked().filter(|field| field.kind != FieldType::Signature);
            let stands = stands.filter(|field| typed.iter().all(|(name, _)| field.link_id != name.as_str()));
            let stands = stands.flat_map(|field| match page.answers.get(field.link_id.as_str()) {
                Some(domain::form::Answer::Choices(chosen)) if section.kind != SectionKind::Rows => {
                    chosen.iter().map(|one| (field.link_id.to_string(), one.clone())).collect()
                }
                Some(_) if section.kind != SectionKind::Rows => {
                    vec![(field.link_id.to_string(), page.answers.input_value(field))]
                }
                _ => vec![],
            });
            let posted: Vec<_> = stands.chain(typed.iter().cloned()).collect();
            let saved = sheets::save(&doer.scope, place, page.version, &posted).await?;
            assert!(saved.version >= page.version);
            return Ok(());
        }
        Err(why)
    }

    /// How the case stands, held against what the scenario expects.
    async fn misses(&self, expected: &Expected) -> Vec<String> {
        let Some(case) = self.case().await else { return vec![] };
        let state = &case.state;
        let mut misses = vec![];
        let mut same = |what: &str, found: String, wanted: String| {
            if found != wanted {
                misses.push(format!("{what} is {found}, not {wanted}"));
            }
        };
        let sorted = |keys: Vec<&Key>| {
            let mut keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
            keys.sort_unstable();
            keys.join(", ")
        };
        if let Some(wanted) = &expected.open {
            let open = state.open.iter().map(|open| &open.step).collect();
            same("open", sorted(open), sorted(wanted.iter().collect()));
        }
        let step = |key: &Key| state.open_step(key.as_str());
        for (key, wanted) in &expected.regie {
            same("regie", step(key).map_or_else(String::new, |open| open.regie.to_string()), wanted.to_string());
        }
        for (key, wanted) in &expected.due {
            let due = step(key).and_then(|open| open.due);
            same("due", due.map_or_else(String::new, |due| due.to_string()), wanted.to_string());
        }
        for (key, wanted) in &expected.rounds {
            same("rounds", state.round(key.as_str()).to_string(), wanted.to_string());
        }
        if let Some(wanted) = &expected.closed {
            let closed = state.closed.as_ref().map_or_else(String::new, |closed| closed.closing.to_string());
            same("closed", closed, wanted.to_string());
            assert!(!case.is_running());
        }
        misses
    }
}

fn wish(act: &Act) -> Wish<'_> {
    match act {
        Act::Open(step) => Wish::Start { step: step.as_str() },
        Act::Move(transition) => Wish::Move { transition: transition.as_str() },
        Act::Record(fact) => Wish::Record { fact: fact.as_str() },
        Act::Retract(fact) => Wish::Retract { fact: fact.as_str() },
        Act::Close(closing) => Wish::Close { closing: closing.as_str() },
        Act::Reopen => Wish::Reopen,
        Act::Decide { decision, outcome, grounds } => Wish::Decide {
            decision: decision.as_str(),
            outcome: outcome.as_str(),
            grounds: grounds.iter().map(Key::as_str).collect(),
        },
        Act::Perform { step, way } => Wish::Perform { step: step.as_str(), way: way.as_str() },
        Act::Stop(step) => Wish::Stop { step: step.as_str() },
        Act::Resume(step) => Wish::Resume { step: step.as_str() },
        Act::Extend(step) => Wish::Extend { step: step.as_str() },
        Act::Escalate(escalation) => Wish::Escalate { escalation: escalation.as_str() },
        act => unreachable!("{act:?} is no wish about a case"),
    }
}

/// What somebody was told.
fn told(failure: &Failure) -> String {
    match failure {
        Failure::Invalid(errors) => errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join(" "),
        failure => failure.to_string(),
    }
}

/// Plays one scenario; what went otherwise than it says.
async fn play(world: &World<'_>, template: Template<Draft>, scenario: &Scenario) -> Vec<String> {
    let mut cast = Cast::of(world, template).await;
    let mut today = None;
    let mut misses = vec![];
    for (index, line) in scenario.lines.iter().enumerate() {
        let day = line.on.or(today).unwrap();
        today = Some(day);
        let since_seven = 20 * u32::try_from(index).unwrap();
        let minute = NaiveTime::from_num_seconds_from_midnight_opt(7 * 3600 + since_seven, 0).unwrap();
        world.house.house.clock().set(day.and_time(minute).and_utc());
        cast.role = line.role.clone().or_else(|| cast.role.take());
        let outcome = cast.act(line, day).await;
        let who = cast.role.as_ref().map_or("", Key::as_str);
        let miss = match (&outcome, &line.refused) {
            (Ok(()), None) => None,
            (Ok(()), Some(wanted)) => Some(format!("happened, and should be refused: {wanted}")),
            (Err(failure), None) => Some(format!("was refused: {}", told(failure))),
            // Whose question it is, and who can have casusregie, the page shows by asking it or not.
            (Err(_), Some(_)) if matches!(line.act, Act::Answer { .. } | Act::Row { .. } | Act::Lead(_)) => None,
            // To a partner whom no consent names there is no case at all, whatever the way of working would say.
            (Err(Failure::Absent), Some(_)) if cast.is_stranger(day).await => None,
            (Err(failure), Some(wanted)) => (!told(failure).contains(wanted.as_str()))
                .then(|| format!("says not '{wanted}' but: {}", told(failure))),
        };
        let found = miss.into_iter().chain(cast.misses(&line.then).await);
        misses.extend(found.map(|miss| format!("line {} ({who}, {:?}) {miss}", index + 1, line.act)));
    }
    misses
}

/// Every scenario of the ways of working whose name begins so.
async fn every(named: impl Fn(&str) -> bool) {
    let (mut played, mut wrong) = (0, vec![]);
    for house in houses().await {
        for (number, (key, text)) in scenarios().iter().enumerate().filter(|(_, (key, _))| named(key)) {
            let scenario = Scenario::parse(text).unwrap();
            let way = shipped().iter().find(|(name, _)| name == key).unwrap();
            let template = Template::parse(way.1).unwrap();
            let region = scenario.region.label().to_lowercase();
            let slug = format!("swv-{number}");
            let world = World::in_region(&house, &slug, *way, &region).await;
            let misses = play(&world, template, &scenario).await;
            let heading = || format!("{key}, '{}' on {}:\n", scenario.title, house.engine);
            if !misses.is_empty() {
                wrong.push(heading() + &misses.join("\n"));
            }
            played += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(played > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn haarlemmermeer_is_played_to_its_end() {
    every(|key| key.starts_with("haarlemmermeer")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn west_brabant_po_is_played_to_its_end() {
    every(|key| key == "west-brabant-po").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn west_brabant_vo_is_played_to_its_end() {
    every(|key| key == "west-brabant-vo").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn groningen_is_played_to_its_end() {
    every(|key| key == "groningen").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pilots_of_groningen_are_played_to_their_end() {
    every(|key| key.starts_with("groningen-")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_model_of_the_nji_is_played_to_its_end() {
    every(|key| key == "nji-vo").await;
}
