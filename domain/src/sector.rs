//! Primary and secondary education: which of the two a samenwerkingsverband serves, and which of the two a school is. Two
//! may work as one (S3: the pilots of Groningen are of "20.01 PO en 20.02 VO"), and then each school says which it is.
use crate::pupil::{Heading, Years};
use serde::{Deserialize, Serialize};

/// What a samenwerkingsverband, or a way of working, is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::EnumIter, sea_orm::DeriveActiveEnum))]
#[cfg_attr(feature = "orm", sea_orm(rs_type = "String", db_type = "Text"))]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Primary education.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "po"))]
    Po,
    /// Secondary education.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "vo"))]
    Vo,
    /// Both.
    #[cfg_attr(feature = "orm", sea_orm(string_value = "po_vo"))]
    PoVo,
}

impl Sector {
    pub const ALL: [Self; 3] = [Self::Po, Self::Vo, Self::PoVo];

    /// The stored name, and that in a way of working.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Po => "po",
            Self::Vo => "vo",
            Self::PoVo => "po_vo",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Po => "primair onderwijs",
            Self::Vo => "voortgezet onderwijs",
            Self::PoVo => "primair en voortgezet onderwijs",
        }
    }

    /// What its schools are, where they are all the same.
    pub const fn only(self) -> Option<Years> {
        match self {
            Self::Po => Some(Years::Groep),
            Self::Vo => Some(Years::Klas),
            Self::PoVo => None,
        }
    }

    /// How the year of a pupil stands where its question is all that a form says of it: with its word for both sectors.
    pub fn heading(self) -> Heading {
        self.only().map_or(Heading::Both, Heading::One)
    }

    /// Whether a school with these years belongs to it.
    pub fn has(self, years: Years) -> bool {
        self.only().is_none_or(|only| only == years)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_where_both_work_together_a_school_must_say_which_it_is() {
        assert_eq!(Sector::ALL.map(Sector::only), [Some(Years::Groep), Some(Years::Klas), None]);
        assert!(Years::ALL.iter().all(|years| Sector::PoVo.has(*years) && years.sector().has(*years)));
        assert!(!Sector::Po.has(Years::Klas) && !Sector::Vo.has(Years::Groep));
    }
}
