//! Who a pupil is: the identifying fields, the years of a school, and how names are written and searched.
mod years;

pub use years::{Group, Heading, Years};

use crate::{id::PupilId, text::is_invisible};
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
}
