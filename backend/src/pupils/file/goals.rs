//! Goals of the plans about a case with how they were evaluated: the rows of every part of a form that the way of working
//! marks as goals, as far as the reader may see them.
use super::running::View;
use crate::cases::Case;
use domain::{
    form::{Answers, Section, Sheet},
    page::pupil::Goals,
};

impl View<'_> {
    /// A group per form, round and part, in the order of the way of working.
    pub fn goals(&self, case: &Case, address: &str) -> Vec<Goals> {
        let mine = self.roles(case);
        let mut all = vec![];
        for form in self.template.forms.iter().filter(|form| form.is_of_case()) {
            let read = form.with_rights(self.reader).read_by(&mine);
            let mut sheets: Vec<&Sheet> = case.sheets.0.iter().filter(|sheet| sheet.form == form.key).collect();
            sheets.sort_unstable_by_key(|sheet| sheet.round);
            for sheet in sheets {
                for section in read.sections.iter().filter(|section| section.goals) {
                    let goals = filled_in(section, &sheet.answers);
                    if !goals.is_empty() {
                        let round = if sheet.round > 1 { format!(", ronde {}", sheet.round) } else { String::new() };
                        let href = format!("{address}/formulieren/{}?ronde={}", form.key, sheet.round);
                        all.push(Goals { title: format!("{}{round}: {}", form.title, section.title), href, goals });
                    }
                }
            }
        }
        all
    }
}

/// Of every row what was answered; a row that was taken out or in which nothing stands is no goal.
fn filled_in(section: &Section, answers: &Answers) -> Vec<Vec<(String, String)>> {
    let rows = answers.rows(section.key.as_str()).iter().filter(|row| !row.removed);
    let told = rows.map(|row| {
        let answered = row.answers.shown(section).into_iter().filter(|(field, _)| field.is_enabled(&row.answers));
        answered.map(|(field, words)| (field.text.clone(), words)).collect::<Vec<_>>()
    });
    told.filter(|goal| !goal.is_empty()).collect()
}
