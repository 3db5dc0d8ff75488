//! The forms about the case in the file: those that can be filled in now, and those in which something stands.
use super::running::View;
use crate::cases::Case;
use domain::{
    engine::{forms, roles},
    form::{Form, Sheet},
    page::sheet::{SheetLine, SheetState},
    template::Key,
};

impl View<'_> {
    /// Every role that the reader plays in the case.
    pub(super) fn roles(&self, case: &Case) -> Vec<&Key> {
        self.around.contexts().flat_map(|context| roles(self.template, &case.state, &context)).collect()
    }

    /// Whether the reader sees anything of a form.
    pub(super) fn reads(&self, case: &Case, form: &Key) -> bool {
        let form = self.template.form(form.as_str()).map(|form| form.with_rights(self.reader));
        form.is_some_and(|form| !form.read_by(&self.roles(case)).sections.is_empty())
    }

    /// A line per form and round, in the order of the template; what the reader may not see of a form does not count.
    pub fn sheets(&self, case: &Case, address: &str) -> Vec<SheetLine> {
        let mine = self.roles(case);
        let mut open: Vec<&Key> = vec![];
        for context in self.around.contexts() {
            open.extend(forms(self.template, &case.state, &context).into_iter().map(|form| &form.key));
        }
        let fills = |form: &Form| self.can_move && open.contains(&&form.key) && form.is_written_by(&mine);
        let forms = self.template.forms.iter().filter(|form| form.is_of_case());
        let lines = forms.map(|form| form.with_rights(self.reader)).flat_map(|form| {
            let read = form.read_by(&mine);
            let now = fills(&form).then(|| form.round(&case.state));
            let before = case.sheets.0.iter().filter(|sheet| sheet.form == form.key && Some(sheet.round) != now);
            let mut rounds: Vec<(u32, Option<&Sheet>)> = before.map(|sheet| (sheet.round, Some(sheet))).collect();
            rounds.sort_unstable_by_key(|(round, _)| *round);
            rounds.extend(now.map(|round| (round, case.sheets.of(form.key.as_str(), round))));
            let lines = rounds.into_iter().filter(|_| !read.sections.is_empty()).map(|(round, sheet)| SheetLine {
                href: format!("{address}/formulieren/{}?ronde={round}", form.key),
                title: form.title.clone(),
                round,
                state: state(&read, sheet),
                can_fill: now == Some(round),
            });
            lines.collect::<Vec<_>>()
        });
        lines.collect()
    }
}

fn state(form: &Form, sheet: Option<&Sheet>) -> SheetState {
    let Some(sheet) = sheet else { return SheetState::Empty };
    match form.lacks(&sheet.answers).len() {
        0 => SheetState::Complete,
        lacks => SheetState::Lacks(lacks),
    }
}
