//! The letters of the way of working that can be sent about a case now.
use crate::{id::PupilId, pupil::Named};
use serde::{Deserialize, Serialize};

/// Every letter whose moment it is, to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LettersPage {
    pub pupil: PupilId,
    pub child: Named,
    pub school: String,
    /// Who sends it.
    pub tenant: String,
    /// "07-09-2026"
    pub today: String,
    pub letters: Vec<LetterText>,
}

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterText {
    pub key: String,
    pub title: String,
    /// "de ouders/verzorgers en de jeugdige"
    pub to: String,
    /// Its paragraphs.
    pub text: Vec<String>,
}
