//! A way of working in words, so that whoever cannot read the file can read what it says: the process per phase, the
//! roles with what they do and see, the meetings, the forms and what parents are asked.

use serde::{Deserialize, Serialize};

use super::words::{Words, and, cadence, kind, or};
use crate::{
    calendar::month_name,
    form::{Field, Form, Reader, Section, SectionKind},
    template::{Access, Body, Key, MeetingType, Step, StepTerm, When, YearEvent},
};

/// A way of working, whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub title: String,
    /// "primair onderwijs"
    pub sector: String,
    /// Of which document it was made.
    pub version: String,
    pub description: String,
    pub phases: Vec<PhaseLine>,
    pub roles: Vec<RoleLine>,
    pub meetings: Vec<MeetingLine>,
    pub forms: Vec<FormLine>,
    pub consents: Vec<PurposeLine>,
    /// What each month of the year asks, in its order.
    pub year: Vec<String>,
}

/// A phase with its steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseLine {
    pub label: String,
    pub steps: Vec<StepLine>,
}

/// A step with the ways on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    pub label: String,
    pub title: String,
    pub regie: String,
    /// A case can begin here.
    pub is_entry: bool,
    /// "6 schoolweken: cyclisch overleg"; empty without a term.
    pub term: String,
    pub guidance: Vec<String>,
    /// Meetings, forms, ways to carry it out, decisions, escalations: pairs of what and which.
    pub facts: Vec<(String, String)>,
    pub moves: Vec<MoveLine>,
}

/// A way on, or out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveLine {
    pub label: String,
    /// "naar Stap 2", "de casus gaat dicht"
    pub to: String,
    /// "door de ib'er", "vanzelf"
    pub by: String,
    /// What must be so first; empty when nothing is asked.
    pub when: String,
    pub consequence: String,
}

/// A role with what it does and sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleLine {
    pub label: String,
    /// Who plays it.
    pub who: String,
    pub tasks: Vec<String>,
    pub does: Vec<String>,
    pub sees: Vec<String>,
}

/// A kind of meeting: pairs of what and which, and the stages of its agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLine {
    pub label: String,
    pub facts: Vec<(String, String)>,
    pub stages: Vec<String>,
}

/// A form with its questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormLine {
    pub title: String,
    /// Where it is filled in.
    pub used: String,
    pub sections: Vec<SectionLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionLine {
    pub title: String,
    /// "Hulpvraag (tekst, verplicht)"
    pub questions: Vec<String>,
}

/// What parents are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurposeLine {
    pub label: String,
    pub explanation: String,
    pub validity: String,
    /// "gehoord vanaf 12 jaar, beslist alleen vanaf 16 jaar"
    pub ages: String,
}

impl Overview {
    /// Everything that a way of working says. It may have faults; what points nowhere stands as it was written.
    pub fn of(body: &Body) -> Self {
        let words = Words(body);
        let consents = body.consents.iter().map(|purpose| PurposeLine {
            label: purpose.label.clone(),
            explanation: purpose.explanation.clone(),
            validity: purpose.validity.words(),
            ages: purpose.ages.words(),
        });
        Self {
            title: body.meta.title.clone(),
            sector: body.meta.sector.label().to_owned(),
            version: body.meta.version.clone(),
            description: body.meta.description.clone(),
            phases: words.phases(),
            roles: body.roles.iter().map(|role| words.role_line(role)).collect(),
            meetings: body.meetings.iter().map(|meeting| words.meeting_line(meeting)).collect(),
            forms: body.forms.iter().map(|form| words.form_line(form)).collect(),
            consents: consents.collect(),
            year: body.year_events.iter().map(|event| words.year_line(event)).collect(),
        }
    }
}

impl Words<'_> {
    /// "september: Versturen concept ZAT agenda (ib'er, consulent)"
    fn year_line(self, event: &YearEvent) -> String {
        let after = if event.after_summer { ", na de zomervakantie" } else { "" };
        let who = self.roles(&event.by).join(", ");
        let who = if who.is_empty() { who } else { format!(" ({who})") };
        format!("{}{after}: {}{who}", month_name(event.month), event.label)
    }

    fn phases(self) -> Vec<PhaseLine> {
        let steps = |of: &dyn Fn(&Step) -> bool| {
            self.0.steps.iter().filter(|step| of(step)).map(|step| self.step_line(step)).collect::<Vec<_>>()
        };
        let phase = |(key, label): (&Key, &String)| PhaseLine {
            label: label.clone(),
            steps: steps(&|step: &Step| step.phase == *key),
        };
        let mut phases: Vec<_> = self.0.phases.iter().map(|one| phase((&one.key, &one.label))).collect();
        let lost = steps(&|step: &Step| self.0.phase(step.phase.as_str()).is_none());
        if !lost.is_empty() {
            phases.push(PhaseLine { label: "Zonder fase".to_owned(), steps: lost });
        }
        phases
    }

    fn step_line(self, step: &Step) -> StepLine {
        let body = self.0;
        let forms = body.forms.iter().filter(|form| form.steps.contains(&step.key)).map(|form| form.title.clone());
        let ways = step.ways.iter().map(|way| way.label.clone());
        let decisions = body.decisions.iter().filter(|decision| decision.step == step.key).map(|decision| {
            let outcomes: Vec<_> = decision.outcomes.iter().map(|outcome| outcome.label.clone()).collect();
            format!("{} ({}), door {}", decision.label, or(&outcomes), or(&self.roles(&decision.by)))
        });
        let escalations = body.escalations.iter().filter(|one| one.step == step.key).map(|one| {
            let after = one.after.map_or_else(String::new, |after| format!("{} na de termijn, ", after.words()));
            format!("{}: {after}naar {}", one.label, and(&self.roles(&one.to)))
        });
        let meetings = step.meetings.iter().map(|key| self.meeting(key));
        let all = [
            ("Bespreken in", meetings.collect::<Vec<_>>().join(", ")),
            ("Formulieren", forms.collect::<Vec<_>>().join(", ")),
            ("Uitvoeren kan", or(&ways.collect::<Vec<_>>())),
            ("Besluiten", decisions.collect::<Vec<_>>().join("; ")),
            ("Opschalen", escalations.collect::<Vec<_>>().join("; ")),
        ];
        let filled = all.into_iter().filter(|(_, which)| !which.is_empty());
        StepLine {
            label: step.label.clone(),
            title: step.title.clone(),
            regie: self.role(&step.regie),
            is_entry: step.entry,
            term: step.term.as_ref().map_or_else(String::new, |term| self.term(term)),
            guidance: step.guidance.clone(),
            facts: filled.map(|(what, which)| (what.to_owned(), which)).collect(),
            moves: self.moves(step),
        }
    }

    fn term(self, term: &StepTerm) -> String {
        let from = term.from.as_ref().map(|step| format!(" vanaf het begin van {}", self.step(step)));
        let mut parts = vec![format!("{}{}: {}", term.length.words(), from.unwrap_or_default(), term.label)];
        parts.extend(term.target.map(|target| format!("streven: {}", target.words())));
        parts.extend(term.extension.map(|more| format!("een keer te verlengen met {}", more.words())));
        parts.extend(term.can_stop.then(|| "kan worden stilgezet".to_owned()));
        parts.extend(term.owner.as_ref().map(|owner| format!("bewaakt door {}", self.role(owner))));
        parts.join("; ")
    }

    fn moves(self, step: &Step) -> Vec<MoveLine> {
        let body = self.0;
        let steps = |keys: Vec<&Key>| and(&keys.into_iter().map(|key| self.step(key)).collect::<Vec<_>>());
        let by = |roles: &[Key]| format!("door {}", or(&self.roles(roles)));
        let on = body.transitions.iter().filter(|one| one.from == step.key).map(|one| MoveLine {
            label: one.label.clone(),
            to: format!("naar {}", steps(one.targets().collect())),
            by: if one.automatic { "vanzelf".to_owned() } else { by(&one.by) },
            when: self.condition(&one.guard),
            consequence: one.consequence.clone(),
        });
        let joins = body.joins.iter().filter(|join| join.of.iter().any(|branch| branch.step == step.key)).map(|join| {
            let mine = join.of.iter().find(|branch| branch.step == step.key).map(|b| self.condition(&b.guard));
            let others = join.of.iter().filter(|branch| branch.step != step.key).map(|branch| &branch.step).collect();
            let rest = match join.when {
                When::All => format!("ook {} zover is", steps(others)),
                When::Any => "dit spoor als eerste zover is".to_owned(),
            };
            let when = [mine.unwrap_or_default(), rest].into_iter().filter(|part| !part.is_empty());
            MoveLine {
                label: join.label.clone(),
                to: format!("naar {}", self.step(&join.to)),
                by: "vanzelf".to_owned(),
                when: and(&when.collect::<Vec<_>>()),
                consequence: String::new(),
            }
        });
        let out = body.closings.iter().filter(|one| one.from.contains(&step.key)).map(|one| MoveLine {
            label: one.label.clone(),
            to: "de casus gaat dicht".to_owned(),
            by: by(&one.by),
            when: self.condition(&one.guard),
            consequence: one.consequence.clone(),
        });
        on.chain(joins).chain(out).collect()
    }

    fn meeting_line(self, meeting: &MeetingType) -> MeetingLine {
        let pool = meeting.pool.iter().map(|pool| format!("{} van de groep {}", pool.choose, self.role(&pool.role)));
        let per_case = self.roles(&meeting.per_case).into_iter().chain(pool).collect::<Vec<_>>();
        let all = [
            ("Hoe vaak", cadence(&meeting.cadence)),
            ("Voorzitter", self.role(&meeting.chair)),
            ("Verslag", self.role(&meeting.secretary)),
            ("Vaste leden", and(&self.roles(&meeting.members))),
            ("Mag erbij zijn", and(&self.roles(&meeting.optional))),
            ("Per casus gevraagd", and(&per_case)),
            ("Tijd per leerling", format!("{} minuten", meeting.item_minutes)),
            ("Toestemming", meeting.consent.as_ref().map(|key| self.consent(key)).unwrap_or_default()),
            ("Inzage voor partners", meeting.access.map(Access::words).unwrap_or_default()),
            ("Formulier", meeting.form.as_ref().map(|key| self.form(key)).unwrap_or_default()),
        ];
        let stages = meeting.stages.iter().map(|rule| {
            let when = match rule.days_before {
                0 => "op de dag zelf".to_owned(),
                1.. => format!("{} dagen ervoor", rule.days_before),
                _ => format!("{} dagen erna", rule.days_before.unsigned_abs()),
            };
            format!("{}: {when}, door {}. {}", rule.label, or(&self.roles(&rule.by)), rule.consequence)
        });
        let abbreviation = &meeting.abbreviation;
        let same = *abbreviation == meeting.label || abbreviation.trim().is_empty();
        MeetingLine {
            label: if same { meeting.label.clone() } else { format!("{} ({abbreviation})", meeting.label) },
            facts: all.into_iter().filter(|(_, is)| !is.is_empty()).map(|(what, is)| (what.to_owned(), is)).collect(),
            stages: stages.collect(),
        }
    }

    fn form_line(self, form: &Form) -> FormLine {
        let steps: Vec<_> = form.steps.iter().map(|key| self.step(key)).collect();
        let rounds = if form.per_round { ", elke ronde opnieuw" } else { "" };
        let mut used = match (&form.meeting, steps.is_empty()) {
            (_, false) => format!("Over een casus, in {}{rounds}.", and(&steps)),
            (Some(meeting), true) => format!("Van een school, voor elk overleg ‘{}’.", self.meeting(meeting)),
            (None, true) => "Van een school.".to_owned(),
        };
        let when = self.condition(&form.when);
        if !when.is_empty() {
            used = format!("{used} Alleen als {when}.");
        }
        let with_rights = form.with_rights(Reader::AtHome);
        let sections = with_rights.sections.iter().map(|section| self.section_line(section));
        FormLine { title: form.title.clone(), used, sections: sections.collect() }
    }

    fn section_line(self, section: &Section) -> SectionLine {
        let title = match section.kind {
            SectionKind::Rows => format!("{} (zoveel rijen als nodig)", section.title),
            SectionKind::Pupils => format!("{} (een rij per leerling)", section.title),
            _ => section.title.clone(),
        };
        let own = section.consent.as_ref().map(|key| self.consent(key));
        let own = own.map(|purpose| format!(" (voor partners alleen met toestemming voor ‘{purpose}’)"));
        let title = title + &own.unwrap_or_default();
        SectionLine { title, questions: section.fields.iter().map(|field| self.question(field)).collect() }
    }

    /// Where its answer comes from, when nobody types it.
    fn known(self, field: &Field) -> Option<String> {
        let Some(origin) = field.origin() else { return field.source.as_ref().map(|_| "staat er al".to_owned()) };
        let form = self.0.form(origin.form.as_str());
        let how = if origin.offer { "over te nemen uit" } else { "overgenomen uit" };
        Some(format!("{how} {}", form.map_or(origin.form.as_str(), |form| form.title.as_str())))
    }

    fn question(self, field: &Field) -> String {
        let mut notes = vec![kind(field.kind).to_owned()];
        notes.extend(field.paper.then(|| "op papier".to_owned()));
        notes.extend(field.required.then(|| "verplicht".to_owned()));
        notes.extend(self.known(field));
        if !field.write.is_empty() {
            notes.push(format!("ingevuld door {}", or(&self.roles(&field.write))));
        }
        if !field.read.is_empty() {
            notes.push(format!("gelezen door {}", and(&self.roles(&field.read))));
        }
        format!("{} ({})", field.text, notes.join(", "))
    }
}
