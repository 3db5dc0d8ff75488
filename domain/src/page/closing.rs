//! The open and closed days of one school year: public holidays, the school holidays of the region, and what the tenant
//! closes or opens itself.
use super::Choice;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The days of one school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closings {
    /// "2026-2027"
    pub year: String,
    pub choices: Vec<Choice>,
    /// "Noord"
    pub region: String,
    /// The tenant's own, by date.
    pub own: Vec<Own>,
    pub vacations: Vec<Closed>,
    pub public_holidays: Vec<Closed>,
    /// That the school holidays are not known yet; empty where they are.
    pub caveat: String,
    /// A day as one types it: "21-9-2026".
    pub example: String,
}

/// A day that the tenant closes or opens itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    pub id: String,
    pub day: NaiveDate,
    pub name: String,
    /// It cancels a school holiday.
    pub is_open: bool,
}

/// Closed for everybody in the region; both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    pub name: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}
