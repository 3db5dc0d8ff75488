//! Choosing a groep or a klas: the word of the school, and for who works at schools of both kinds each under its own heading.
use crate::components::{Choice, Select};
use domain::{
    page::School,
    pupil::{Group, Heading},
};
use leptos::prelude::*;

/// The years of these schools. `empty` is the first line, made of what the years are called together.
#[component]
pub fn GroupField(
    schools: Vec<School>,
    value: String,
    empty: fn(Heading) -> String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] id: String,
) -> AnyView {
    let heading = Heading::over(schools.iter().map(|school| school.years));
    let choice = |group: Group| Choice::new(group.key(), group.title());
    let years = School::apart(&schools).into_iter().map(|(years, _)| years);
    let (choices, apart) =
        one_or_apart(years.map(|years| (years.title().to_owned(), years.all().map(choice).collect())).collect());
    view! { <Select id=id name="groep" label=heading.title() choices=choices apart=apart value=value empty=empty(heading) error=error/> }
        .into_any()
}

/// A heading is only there for who has something to tell apart.
pub fn one_or_apart(mut kinds: Vec<(String, Vec<Choice>)>) -> (Vec<Choice>, Vec<(String, Vec<Choice>)>) {
    match kinds.pop() {
        Some((_, only)) if kinds.is_empty() => (only, vec![]),
        last => {
            kinds.extend(last);
            (vec![], kinds)
        }
    }
}
