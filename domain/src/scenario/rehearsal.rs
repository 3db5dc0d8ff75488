//! Trying a way of working out before it is published: a made-up case, the roles one by one, the days as they come. What
//! is tried is a scenario that grows line by line, so that every step can be taken back and the whole can be kept as a
//! file that tests the template from then on.

use chrono::NaiveDate;

use super::{Act, Scenario, play::Stage};
use crate::{
    actor::Side,
    calendar::short_date,
    engine::{Choice, ChoiceKind, Rejection, acts, facts, options},
    template::{Body, Key, MeetingType, Published, Resolve, Template},
};

/// A made-up case as it stands after everything that was tried.
pub struct Rehearsal<'a> {
    pub(super) stage: Stage<'a>,
}

/// Something that a role can do now, or cannot do yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub label: String,
    pub consequence: String,
    pub what: Offered,
    pub reason_required: bool,
    /// Why it cannot be done now, and who can help.
    pub blocked: Option<String>,
}

/// What an offer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offered {
    Act(Act),
    /// A decision; its outcome and grounds are still to be chosen.
    Decide(Key),
    /// Casusregie; the role is still to be chosen.
    Lead(Vec<Key>),
}

/// An open step, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub step: Key,
    pub label: String,
    /// The label of the role that must move it.
    pub regie: String,
    /// "termijn tot 28-10-2026", "de klok staat stil"
    pub term: String,
    /// Where it can be discussed, with who is there: "TSV: consulent en ib'er; per leerling uitgenodigd: ouders (zonder account)".
    pub tables: Vec<String>,
}

impl<'a> Rehearsal<'a> {
    /// The case after every line of the scenario.
    pub fn of(template: &'a Template<Published>, scenario: &Scenario) -> Self {
        Self { stage: Stage::after(template, scenario) }
    }

    /// What happened, a line each.
    pub fn log(&self) -> &[String] {
        &self.stage.played.log
    }

    /// Why the last line could not be played or was refused.
    pub fn refusal(&self) -> Option<String> {
        self.stage.played.misses.last().map(|miss| miss.message.clone())
    }

    /// The last day that was played.
    pub const fn today(&self) -> Option<NaiveDate> {
        self.stage.today
    }

    pub fn is_started(&self) -> bool {
        self.stage.state.is_started()
    }

    /// With which closing it ended.
    pub fn closed(&self) -> Option<&str> {
        let closing = &self.stage.state.closed.as_ref()?.closing;
        self.stage.template.closing(closing.as_str()).map(|closing| closing.label.as_str())
    }

    /// Where the case is.
    pub fn standing(&self, today: NaiveDate) -> Vec<Standing> {
        let template = self.stage.template;
        let role = |key: &Key| template.role(key.as_str()).map_or(key.as_str(), |role| role.label.as_str()).to_owned();
        let open = self.stage.state.open.iter().map(|open| Standing {
            step: open.step.clone(),
            label: template
                .step(open.step.as_str())
                .map_or_else(String::new, |step| format!("{}: {}", step.label, step.title)),
            regie: role(&open.regie),
            term: match (open.stopped, open.due) {
                (Some(since), _) => format!("de klok staat stil sinds {}", short_date(since)),
                (None, Some(due)) if due < today => format!("te laat, de termijn liep tot {}", short_date(due)),
                (None, Some(due)) => format!("termijn tot {}", short_date(due)),
                (None, None) => "geen termijn".to_owned(),
            },
            tables: template.step(open.step.as_str()).map(|step| tables(template, &step.meetings)).unwrap_or_default(),
        });
        open.collect()
    }

    /// The purposes for which parents have consented on this day.
    pub fn consents(&self, today: NaiveDate) -> Vec<Key> {
        self.stage.consents_on(today)
    }

    /// Everything that somebody in this role can do on this day, and what holds the rest back.
    pub fn offers(&self, role: &Key, today: NaiveDate) -> Vec<Offer> {
        let (scene, template, state) = (&self.stage, self.stage.template, &self.stage.state);
        if !state.is_started() {
            let entries = template.steps.iter().filter(|step| step.entry);
            return entries.map(|step| begin(&step.label, &step.title, &step.key)).collect();
        }
        if state.closed.is_some() {
            return vec![plain("Casus heropenen", "De stappen die open stonden, gaan verder.", Act::Reopen)];
        }
        let Ok(doer) = scene.in_role(role) else { return Vec::new() };
        let (consents, answers) = (scene.consents_on(today), scene.sheets.answers(template, state));
        let known = scene.sheets.facts(template, state);
        let ctx = scene.context(today, doer, &consents, &answers, &known);
        let moves = options(template, state, &ctx).into_iter().chain(acts(template, state, &ctx));
        let mut offers: Vec<Offer> = moves.map(of_choice).collect();
        for fact in facts(template, state, &ctx).into_iter().filter(|fact| fact.form.is_none()) {
            let (act, label) = if fact.is_known {
                (Act::Retract(fact.fact), format!("Terugnemen: {}", fact.label))
            } else {
                (Act::Record(fact.fact), format!("Vastleggen: {}", fact.label))
            };
            let blocked = (!fact.is_mine).then(|| "Dit is aan een andere rol.".to_owned());
            let reason_required = fact.is_known;
            offers.push(Offer { reason_required, blocked, ..plain(&label, "", act) });
        }
        let leads = template.roles.iter().filter(|role| role.resolve == Resolve::CaseLead);
        let leads: Vec<Key> = leads.map(|role| role.key.clone()).collect();
        if !leads.is_empty() {
            let candidates =
                template.roles.iter().filter(|known| {
                    !leads.contains(&known.key)
                        && known.resolve == Resolve::Function
                        && template.roles.iter().filter(|role| leads.contains(&role.key)).any(|lead| {
                            known.functions.first().is_some_and(|function| lead.may_be_appointed(*function))
                        })
                });
            let what = Offered::Lead(candidates.map(|role| role.key.clone()).collect());
            let consequence = "Deze persoon wordt casusregisseur.".to_owned();
            let label = "Casusregie geven".to_owned();
            offers.push(Offer { label, consequence, what, reason_required: false, blocked: None });
        }
        offers
    }

    /// What somebody in this role gets to see of the case on this day: named, anonymous, or nothing; a sentence each.
    pub fn sees(&self, role: &Key, today: NaiveDate) -> Vec<String> {
        let (stage, template) = (&self.stage, self.stage.template);
        let Some(known) = template.role(role.as_str()) else { return Vec::new() };
        let mut sides = known.functions.iter().map(|function| function.side());
        if !known.is_let_in_by_consent() {
            return vec!["Het dossier met naam: dit werk is van de school en het samenwerkingsverband.".to_owned()];
        }
        if sides.all(|side| side == Side::Management) && !known.functions.is_empty() {
            return vec!["Niets van deze leerling: wie beheert, ziet rechten en geen dossiers.".to_owned()];
        }
        let given = stage.consents_on(today);
        let open = |key: &Key| {
            let steps = stage.state.open.iter().filter_map(|open| template.step(open.step.as_str()));
            steps.into_iter().any(|step| step.meetings.contains(key))
        };
        let tables = template.meetings.iter().filter(|meeting| open(&meeting.key));
        let mut seen: Vec<String> = tables
            .filter(|meeting| meeting.participants().any(|seat| seat == role))
            .map(|meeting| {
                let name = &meeting.abbreviation;
                match meeting.consent.as_ref().and_then(|key| template.consent(key.as_str())) {
                    Some(purpose) if given.contains(&purpose.key) => {
                        let when = meeting.access.map(|access| format!(", {}", access.words())).unwrap_or_default();
                        format!("{name}: met naam{when}; de ouders gaven toestemming voor {}.", purpose.label)
                    }
                    Some(purpose) => {
                        format!("{name}: alleen anoniem; er is geen toestemming voor {}.", purpose.label)
                    }
                    None => format!("{name}: er komen geen leerlingen met naam."),
                }
            })
            .collect();
        if seen.is_empty() {
            seen.push("Niets: deze rol zit nu in geen overleg over deze leerling.".to_owned());
        }
        seen
    }

    /// The titles of the letters that can be sent on this day.
    pub fn letters(&self, today: NaiveDate) -> Vec<&'a str> {
        self.stage.letters(today).into_iter().map(|letter| letter.title.as_str()).collect()
    }
}

fn tables(template: &Body, meetings: &[Key]) -> Vec<String> {
    let name = |role: &Key| {
        let known = template.role(role.as_str());
        let away = if known.is_some_and(|known| known.functions.is_empty()) { " (zonder account)" } else { "" };
        known.map_or_else(|| role.to_string(), |known| format!("{}{away}", known.label))
    };
    let names = |roles: &[Key]| roles.iter().map(name).collect::<Vec<_>>().join(", ");
    let said = |meeting: &MeetingType| {
        let parts = [
            ("", &meeting.members),
            ("mag erbij zijn: ", &meeting.optional),
            ("per leerling uitgenodigd: ", &meeting.per_case),
        ];
        let parts = parts.into_iter().filter(|(_, roles)| !roles.is_empty());
        let parts: Vec<_> = parts.map(|(what, roles)| format!("{what}{}", names(roles))).collect();
        format!("{}: {}.", meeting.abbreviation, parts.join("; "))
    };
    meetings.iter().filter_map(|key| template.meeting(key.as_str())).map(said).collect()
}

fn begin(label: &str, title: &str, step: &Key) -> Offer {
    plain(&format!("Casus beginnen in {label}"), title, Act::Open(step.clone()))
}

fn plain(label: &str, consequence: &str, act: Act) -> Offer {
    let (label, consequence) = (label.to_owned(), consequence.to_owned());
    Offer { label, consequence, what: Offered::Act(act), reason_required: false, blocked: None }
}

fn of_choice(choice: Choice) -> Offer {
    let consequence = choice.says();
    let Choice { kind, label, reason_required, blocked, .. } = choice;
    let what = match kind {
        ChoiceKind::Move(key) => Offered::Act(Act::Move(key)),
        ChoiceKind::Close(key) => Offered::Act(Act::Close(key)),
        ChoiceKind::Decide { decision, .. } => Offered::Decide(decision),
        ChoiceKind::Perform { step, way } => Offered::Act(Act::Perform { step, way }),
        ChoiceKind::Stop(step) => Offered::Act(Act::Stop(step)),
        ChoiceKind::Resume(step) => Offered::Act(Act::Resume(step)),
        ChoiceKind::Extend(step) => Offered::Act(Act::Extend(step)),
        ChoiceKind::Escalate(key) => Offered::Act(Act::Escalate(key)),
    };
    let blocked = blocked.map(|Rejection { why, who, .. }| format!("{} {who}", why.join(" ")).trim().to_owned());
    Offer { label, consequence, what, reason_required, blocked }
}
