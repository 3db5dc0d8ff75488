//! What a condition can hear of forms and decisions: the questions whose answers it reads, and the steps of which one must
//! have been entered before a leaf can be true.

use crate::{
    form::{Field, Form, SectionKind},
    template::{Body, Guard, Key},
};

/// The places where a question stands whose answer a condition reads: asked once, in a form about the case.
pub(super) fn places<'a>(template: &'a Body, link_id: &Key) -> Vec<(&'a Form, &'a Field)> {
    let forms = template.forms.iter().filter(|form| form.is_of_case());
    let once = |form: &'a Form| form.sections.iter().filter(|section| section.kind != SectionKind::Rows);
    forms
        .flat_map(|form| once(form).filter_map(move |section| Some((form, section.field(link_id.as_str())?))))
        .collect()
}

/// The steps of which one comes before this can be so; nothing when it can be so from the start.
pub(super) fn after<'a>(template: &'a Body, leaf: &Guard) -> Option<Vec<&'a Key>> {
    let steps: Vec<&Key> = match leaf {
        Guard::Answer { field, .. } => places(template, field).into_iter().flat_map(|(form, _)| &form.steps).collect(),
        Guard::Fact(fact) => {
            let form = template.fact(fact.as_str())?.form.as_ref()?;
            template.form(form.as_str())?.steps.iter().collect()
        }
        Guard::Outcome { decision, .. } => vec![&template.decision(decision.as_str())?.step],
        _ => return None,
    };
    (!steps.is_empty()).then_some(steps)
}
