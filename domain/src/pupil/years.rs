//! The years of a school: groep 1 to 8 of a primary school, klas 1 to 6 of a secondary one. Who comes at schools of both kinds
//! (S3: "Vanuit zowel PO als VO") sees of each year which of the two it is.
use crate::sector::Sector;
use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests {
    use super::*;

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
