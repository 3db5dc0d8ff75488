//! Who a pupil is: the identifying fields, the years of a school, and how names are written and searched.
use crate::{id::PupilId, sector::Sector, text::is_invisible};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The identifying fields, given only to those who may see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: PupilId,
    pub name: String,
    pub born_on: NaiveDate,
    pub group: Group,
}

/// A year of a school: groep 1 to 8 of primary school, klas 1 to 6 of secondary school. Groep 2 is another year than klas
/// 2, and every groep comes before every klas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Group {
    pub years: Years,
    pub number: u8,
}

impl Group {
    /// A year as a school keeps it; the school says whether it counts groepen or klassen.
    pub fn of(years: Years, number: i32) -> Self {
        Self { years, number: u8::try_from(number).unwrap_or_default() }
    }

    /// "groep 4"
    pub fn name(self) -> String {
        format!("{} {}", self.years.word(), self.number)
    }

    /// "Groep 4"
    pub fn title(self) -> String {
        format!("{} {}", self.years.title(), self.number)
    }

    /// "groep-4": what a choice from a list sends.
    pub fn key(self) -> String {
        format!("{}-{}", self.years.word(), self.number)
    }

    /// The year that was chosen, if there is such a one.
    pub fn from_key(chosen: &str) -> Option<Self> {
        let (word, number) = chosen.trim().split_once('-')?;
        let years = Years::ALL.into_iter().find(|years| years.word() == word)?;
        years.all().find(|group| number.parse() == Ok(group.number))
    }
}

/// Whether a school counts groepen or klassen: what kind of school it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "orm", sea_orm(rs_type = "String", db_type = "Text"))]
pub enum Years {
    /// Primary education.
    #[default]
    #[cfg_attr(feature = "orm", sea_orm(string_value = "po"))]
    #[serde(rename = "po")]
    Groep,
    /// Secondary education.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "vo"))]
    #[serde(rename = "vo")]
    Klas,
}

impl Years {
    pub const ALL: [Self; 2] = [Self::Groep, Self::Klas];

    /// The sector of a school with these years.
    pub const fn sector(self) -> Sector {
        match self {
            Self::Groep => Sector::Po,
            Self::Klas => Sector::Vo,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Groep => "groep",
            Self::Klas => "klas",
        }
    }

    /// The word as a label.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Groep => "Groep",
            Self::Klas => "Klas",
        }
    }

    /// The heading over schools of this kind, where those of the other stand apart.
    pub const fn schools(self) -> &'static str {
        match self {
            Self::Groep => "Scholen voor primair onderwijs",
            Self::Klas => "Scholen voor voortgezet onderwijs",
        }
    }

    /// The head of a narrow column.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Groep => "Gr.",
            Self::Klas => "Kl.",
        }
    }

    pub const fn last(self) -> u8 {
        match self {
            Self::Groep => 8,
            Self::Klas => 6,
        }
    }

    /// From the youngest.
    pub fn all(self) -> impl Iterator<Item = Group> {
        (1..=self.last()).map(move |number| Group { years: self, number })
    }
}

/// How the years of several pupils stand in one table: under the word that they share, or each with a word of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    One(Years),
    Both,
}

impl Heading {
    pub fn over(all: impl IntoIterator<Item = Years>) -> Self {
        let mut all = all.into_iter();
        let first = all.next().unwrap_or_default();
        if all.all(|years| years == first) { Self::One(first) } else { Self::Both }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::One(years) => years.title(),
            Self::Both => "Groep of klas",
        }
    }

    /// The head of a narrow column.
    pub const fn short(self) -> &'static str {
        match self {
            Self::One(years) => years.short(),
            Self::Both => "Gr./kl.",
        }
    }

    /// Of the years together: what stands where none is chosen.
    pub fn all(self) -> String {
        let words = match self {
            Self::One(Years::Groep) => "groepen",
            Self::One(Years::Klas) => "klassen",
            Self::Both => "groepen en klassen",
        };
        format!("Alle {words}")
    }

    /// What stands below it: "4", or "groep 4" where a klas 4 could stand beside it.
    pub fn cell(self, group: Group) -> String {
        match self {
            Self::One(_) => group.number.to_string(),
            Self::Both => group.name(),
        }
    }
}

/// "Sem de Vries" from its parts; the prefix may be empty.
pub fn full_name(given: &str, prefix: &str, family: &str) -> String {
    [given, prefix, family].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lower case, without accents, single spaces: what a search compares. However an accent was typed, as a letter of its
/// own or as a mark after a letter, the outcome is the same.
pub fn search_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        match c {
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            c if c.is_alphanumeric() => plain.push(look_alike(c)),
            // An apostrophe may be typed, curled or forgotten: "D'Angelo", "D’Angelo".
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A letter of another script that looks like one of ours counts as ours.
const fn look_alike(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ո' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => c,
    }
}

/// What a search field asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Nothing was typed: everybody fits.
    All,
    /// What was typed holds no letter and no digit: nobody is called that.
    Nobody,
    /// Every one of these words, written as [`search_name`] does.
    Words(Vec<String>),
}

impl Search {
    /// As many letters as any name has; what follows is not looked for.
    const LONGEST: usize = 100;

    /// Reads what was typed.
    pub fn of(typed: &str) -> Self {
        let typed: String = typed.trim().chars().take(Self::LONGEST).collect();
        let words: Vec<String> = search_name(&typed).split_whitespace().map(str::to_owned).collect();
        match (typed.is_empty(), words.is_empty()) {
            (true, _) => Self::All,
            (false, true) => Self::Nobody,
            (false, false) => Self::Words(words),
        }
    }

    /// Whether this text, in whatever spelling, is among what is asked for.
    pub fn finds(&self, text: &str) -> bool {
        match self {
            Self::All => true,
            Self::Nobody => false,
            Self::Words(words) => {
                let plain = search_name(text);
                words.iter().all(|word| plain.contains(word.as_str()))
            }
        }
    }
}

/// Whether a word of a text is this part of a name, also as "Sems" in "Sems moeder".
pub fn is_name(word: &str, part: &str) -> bool {
    word == part || word.strip_suffix('s') == Some(part)
}

/// The first of these names that occurs in the text as a word of its own, if any. An anonymous text may hold none.
///
/// Parts of fewer than three letters are no names ("de", "el"); they would refuse ordinary sentences.
pub fn name_in<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let words = words(text);
    names.into_iter().find(|name| {
        let name = search_name(name);
        let whole = name.replace(' ', "");
        let parts = name.split(' ').filter(|part| part.chars().count() >= 3 && !PARTICLES.contains(part));
        let mut parts = parts.chain((whole.chars().count() >= 6).then_some(whole.as_str()));
        parts.any(|part| words.iter().any(|word| is_name(word, part)))
    })
}

/// The words of a text as a reader hears them: also what stands against a figure ("Abel8") and what is spelled ("A b e l").
fn words(text: &str) -> HashSet<String> {
    let text = search_name(text);
    let mut all: HashSet<String> =
        text.split([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']).map(str::to_owned).collect();
    all.extend(text.split(' ').map(str::to_owned));
    let mut spelled = String::new();
    for word in text.split(' ').chain(std::iter::once("")) {
        if word.chars().count() == 1 {
            spelled.push_str(word);
        } else {
            all.insert(std::mem::take(&mut spelled));
        }
    }
    all.remove("");
    all
}

const PARTICLES: [&str; 8] = ["van", "den", "der", "het", "ten", "ter", "von", "los"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_letter_is_nobody_and_what_is_empty_is_everybody() {
        assert!(Search::of("  ").finds("Zoë Wit"));
        for nothing in ["🙂", "%", " - ", "\u{200B}"] {
            assert!(!Search::of(nothing).finds("Zoë Wit"), "{nothing:?}");
        }
        assert_eq!(Search::of(" ZOË  🙂"), Search::Words(vec!["zoe".into()]));
        assert!(Search::of("wit zo").finds("Zoë Wit") && !Search::of("zoe zwart").finds("Zoë Wit"));
    }

    #[test]
    fn a_letter_of_every_language_at_school_is_found_without_its_accent() {
        for (name, plain) in [
            ("Zoë Ąckermańska", "zoe ackermanska"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Iğdır Yılmaz", "igdir yilmaz"),
            ("İpek", "ipek"),
            ("Đorđe Jørgensen-Ægir", "dorde jorgensen aegir"),
            ("Weiß", "weiss"),
        ] {
            assert_eq!(search_name(name), plain);
        }
    }

    #[test]
    fn a_name_with_an_s_or_with_invisible_letters_is_still_that_name() {
        for text in [
            "Defnes moeder belt",
            "Def\u{200B}ne loopt vast",
            "De\u{AD}fne",
            "D\u{2063}e\u{180E}f\u{61C}n\u{E0020}e\u{3164}",
            "het gaat om DefneKaya",
            "Defne8",
            "D e f n e loopt vast",
            "Dеfnе",
        ] {
            assert_eq!(name_in(text, ["Defne Kaya"]), Some("Defne Kaya"), "{text}");
        }
        assert_eq!(name_in("De stemming daalt", ["Sem Daal"]), None);
        assert_eq!(name_in("Groep 8 en a b c", ["Sem Daal", "Abel Chen"]), None);
    }

    #[test]
    fn an_accent_typed_as_a_mark_after_the_letter_is_the_same_accent() {
        assert_eq!(search_name("Rene\u{301}e"), search_name("Renée"));
        assert_eq!(name_in("het gaat om Rene\u{301}e", ["Renée de Wit"]), Some("Renée de Wit"));
    }

    #[test]
    fn a_name_is_found_whatever_its_accents_and_capitals() {
        assert_eq!(name_in("Het gaat om ZOË.", ["Zoë de Wit"]), Some("Zoë de Wit"));
    }

    #[test]
    fn a_family_name_alone_is_found_too() {
        assert_eq!(name_in("gezin Öztürk", ["Emir Öztürk"]), Some("Emir Öztürk"));
    }

    #[test]
    fn an_ordinary_sentence_is_left_alone() {
        assert_eq!(name_in("Hij is van de klas los geraakt", ["Daan van der Los"]), None);
    }

    #[test]
    fn a_secondary_school_has_six_classes_and_a_primary_school_eight_groups() {
        assert_eq!(Years::ALL.map(|years| years.all().count()), [8, 6]);
        for (years, group) in Years::ALL.iter().flat_map(|years| years.all().map(move |group| (*years, group))) {
            assert_eq!(Group::from_key(&group.key()), Some(group));
            assert_eq!(Group::of(years, i32::from(group.number)), group);
        }
        for wrong in ["", "6", "groep", "groep-0", "groep-9", "klas-0", "klas-7", "klas-x", "jaar-2", "groep-+6 2"] {
            assert_eq!(Group::from_key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_last_groep_comes_before_the_first_klas_and_groep_2_is_no_klas_2() {
        let (eight, first) = (Group::of(Years::Groep, 8), Group::of(Years::Klas, 1));
        assert!(eight < first, "the 10-14 of S3");
        assert_ne!(Group::of(Years::Groep, 2), Group::of(Years::Klas, 2));
        assert_eq!([eight, first].map(Group::name), ["groep 8", "klas 1"]);
    }

    #[test]
    fn a_table_of_one_kind_has_the_word_on_top_and_a_table_of_both_in_each_cell() {
        let (groep, klas) = (Group::of(Years::Groep, 5), Group::of(Years::Klas, 2));
        let over = |all: &[Group]| Heading::over(all.iter().map(|group| group.years));
        let one = over(&[klas, klas]);
        assert_eq!((one.title(), one.short(), one.cell(klas).as_str()), ("Klas", "Kl.", "2"));
        let both = over(&[groep, klas, groep]);
        assert_eq!((both.title(), both.short()), ("Groep of klas", "Gr./kl."));
        assert_eq!([one.all(), both.all()], ["Alle klassen", "Alle groepen en klassen"]);
        assert_eq!([both.cell(groep), both.cell(klas)], ["groep 5", "klas 2"]);
        assert_eq!(over(&[]), Heading::One(Years::Groep));
    }
}
