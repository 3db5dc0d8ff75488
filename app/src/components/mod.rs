//! The parts that return on every page, one file each (ux.md, "Parts that return everywhere").
//! They take plain words and small enums, so that a page fills them from its view model and the same part looks and
//! reads the same everywhere. All of them work without script.

mod area;
mod chips;
mod consent_mark;
mod difference;
mod empty_state;
mod error_summary;
mod facts;
mod field;
mod field_choice;
mod field_date;
mod field_text;
mod fold;
mod icon;
mod links;
mod notice;
mod page_header;
mod pagination;
mod person_line;
mod pupil_head;
mod refusal;
mod rows;
mod section_index;
mod stage_picture;
mod submit;
mod table;
mod term_chip;
mod timeline;
mod tone;
mod turn_strip;
mod typed;
mod undo_bar;
mod words;

pub use chips::{Chip, FilterChips};
pub use consent_mark::{ConsentMark, ConsentState};
pub use difference::{Change, Difference};
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use facts::{Fact, Facts};
pub use field::{Described, Field};
pub use field_choice::{Checkboxes, Choice, Radios, Select, Tick};
pub use field_date::DateField;
pub use field_text::{NumberField, TextArea, TextField};
pub use fold::Fold;
pub use icon::{Icon, Symbol};
pub use links::{ActionLink, BackLink};
pub use notice::Notice;
pub use page_header::{PageHeader, PrintHint};
pub use pagination::Pagination;
pub use person_line::PersonLine;
pub use pupil_head::{PupilCard, PupilHead};
pub use refusal::Refusal;
pub use rows::{RowChoice, RowText, RowTick};
pub use section_index::{IndexEntry, SectionIndex};
pub use stage_picture::{Stage, StagePicture, StageState};
pub use submit::{Emphasis, Hidden, SaveBar, SubmitButton};
pub use table::{Cell, Column, DataTable, Sort};
pub use term_chip::{TermChip, TermState};
pub use timeline::{Day, Entry, Timeline};
pub use tone::{Badge, Tone};
pub use turn_strip::{Block, NextStep, Turn, TurnStrip};
pub use typed::{FieldError, Typed};
pub use undo_bar::UndoBar;
pub use words::{ConsentOf, DueChip};

/// Everything at once, for a page that uses many of them.
pub mod prelude {
    pub use super::*;
}
