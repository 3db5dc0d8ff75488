//! A form about a case, opened for one person: the form as the way of working has it, what was answered, and which of
//! it this person reads and writes today.
use super::Place;
use crate::{
    Failure, analyses,
    audit::Subject,
    calendar,
    cases::{self, Case, Kept},
    consents,
    pupils::file::rows::{self, Child},
    scope::Work,
    templates::{self, Pinned},
};
use domain::{
    engine::{forms, roles},
    form::{Answers, Field, Form, Known, Offer, Reader},
    policy::{Action, Ground, Grounds, permit},
    template::Key,
};

/// Everything about one sheet, for one person.
pub(super) struct Open {
    pub child: Child,
    pub case: Case,
    pub pinned: Pinned,
    pub ground: Ground,
    pub form: Form,
    pub round: u32,
    /// How it is stored; nothing when nobody filled in anything.
    pub kept: Option<Kept>,
    /// What is stored.
    pub answers: Answers,
    /// That, with what other forms say already where the person answers and nothing stands yet.
    pub filled: Answers,
    /// What stands ready to be taken over.
    pub offers: Vec<Offer>,
    /// On which ground the person reads what the analysis of the school says of the pupil, if it says anything.
    pub analysis: Option<Ground>,
    /// Roles that the person plays in this case.
    pub roles: Vec<Key>,
    /// Policy lets the person fill in forms about this case.
    pub may_fill: bool,
    /// It is filled in now, in this round.
    pub is_now: bool,
    pub rounds: Vec<u32>,
}

/// Opens it, for reading or for filling in; whoever may not see the pupil, or nothing of the form, finds nothing.
pub(super) async fn open(work: &mut Work<'_>, action: Action, place: Place<'_>) -> Result<Open, Failure> {
    let scope = work.scope();
    let subject = Subject::of("pupil", place.pupil.0);
    let (child, _) = rows::child(work, place.pupil).await?;
    let register = consents::of_pupil(work, place.pupil).await?;
    let state = register.file_state(scope.today());
    let grounds = Grounds::school(child.school_id).consent(&state);
    let may_fill = permit(scope.actor(), Action::FillSheet, grounds).is_ok();
    let ground = work.find(action, subject, grounds).await?;

    let mut cases = cases::of_pupil(work, place.pupil).await?;
    let running = cases.iter().position(Case::is_running);
    let case = match running {
        Some(running) => cases.swap_remove(running),
        None => cases.pop().ok_or(Failure::Absent)?,
    };
    let pinned = templates::pinned(work, case.row.template_id).await?;
    let form = pinned.template.form(place.form).filter(|form| form.is_of_case());
    let named = register.purposes_open_to(scope.actor(), action, child.school_id, &pinned.template, scope.today());
    let reader = if ground == Ground::Consent { Reader::ByConsent(&named) } else { Reader::AtHome };
    let form = form.ok_or(Failure::Absent)?.with_rights(reader);
    let sheets = &case.sheets;

    let given = rows::given(&pinned.template, &register, scope.today());
    let around = case.around(scope, &pinned.template, given, calendar::of_tenant(work).await?);
    let (mut mine, mut used): (Vec<Key>, bool) = (vec![], false);
    for context in around.contexts() {
        mine.extend(roles(&pinned.template, &case.state, &context).into_iter().cloned());
        used |= forms(&pinned.template, &case.state, &context).iter().any(|open| open.key == form.key);
    }
    let now = form.round(&case.state);
    let round = place.round.unwrap_or(now);
    let mut rounds: Vec<u32> =
        sheets.0.iter().filter(|sheet| sheet.form == form.key).map(|sheet| sheet.round).collect();
    rounds.sort_unstable();
    let kept = case.kept(form.key.as_str(), round);
    if kept.is_none() && round != now {
        return Err(Failure::Absent);
    }
    let answers = sheets.of(form.key.as_str(), round).map(|sheet| sheet.answers.clone()).unwrap_or_default();
    let is_now = used && round == now && case.is_running();
    let filled = answers.clone();
    let mut open = Open {
        child,
        case,
        pinned,
        ground,
        form,
        round,
        kept,
        answers,
        filled,
        offers: vec![],
        analysis: None,
        roles: mine,
        may_fill,
        is_now,
        rounds,
    };
    if open.form.read_by(&open.roles()).sections.is_empty() {
        return Err(Failure::Absent);
    }
    if open.fills() {
        let (mut sheets, mut period) = (open.case.sheets.clone(), None);
        if open.takes_from_analysis() {
            let school = open.child.school_id;
            let said = analyses::of_pupil(work, &open.pinned.template, school, place.pupil).await?;
            if let Some(said) = said {
                sheets.0.push(said.sheet);
                open.analysis = Some(said.ground);
                period = Some(said.period);
            }
        }
        let roles = open.roles();
        let known = Known {
            template: &open.pinned.template,
            sheets: &sheets,
            is_begun: open.kept.is_some(),
            reader,
            roles: &roles,
            period: period.as_deref(),
        };
        let filled = open.form.prefilled(&open.answers, round, known);
        open.offers = open.form.offers(&filled, round, known);
        open.filled = filled;
    }
    Ok(open)
}

impl Open {
    pub fn roles(&self) -> Vec<&Key> {
        self.roles.iter().collect()
    }

    /// Whether the person answers anything of it now.
    pub fn fills(&self) -> bool {
        self.may_fill && self.is_now && self.form.is_written_by(&self.roles())
    }

    /// Whether a question takes something from the analysis of the school.
    fn takes_from_analysis(&self) -> bool {
        let mut origins = self.form.sections.iter().flat_map(|section| &section.fields).filter_map(Field::origin);
        origins.any(|origin| self.pinned.template.is_of_school(origin))
    }

    /// Why nothing can be filled in, in words.
    pub fn closed_because(&self) -> Option<String> {
        if !self.case.is_running() {
            return Some("De casus is afgesloten; het formulier staat vast.".into());
        }
        if self.round != self.form.round(&self.case.state) {
            return Some(format!("Dit is ronde {}; de casus is verder.", self.round));
        }
        if !self.is_now {
            let label = |key: &Key| self.pinned.template.step(key.as_str()).map(|step| step.label.clone());
            let steps: Vec<_> = self.form.steps.iter().filter_map(label).collect();
            return Some(format!("Dit formulier wordt ingevuld in {}.", steps.join(", ")));
        }
        (!self.fills()).then(|| "U leest mee; anderen vullen dit formulier in.".into())
    }
}
