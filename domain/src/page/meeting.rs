//! The pages of a meeting: the list, the agenda from concept to shared minutes, and the beamer (S0 "Concept Agenda ZAT →
//! versturen → definitief → ZAT"). A named item and an anonymous one are two types: the second has no place for a name.
use super::{Choice, ConsentLine};
use crate::{
    id::{ActionId, AnonymousItemId, ItemId, MeetingId, MembershipId, OrganisationId, PupilId},
    pupil::Named,
    stage::Stage,
};
use serde::{Deserialize, Serialize};

/// The meetings of my schools in one school year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meetings {
    /// "2026-2027"
    pub school_year: String,
    pub schools: Vec<SchoolChip>,
    pub upcoming: Vec<Line>,
    pub past: Vec<Line>,
    /// Series that can be planned in one act.
    pub series: Vec<Series>,
    /// Where the reader may plan one meeting.
    pub plan_at: Vec<Choice>,
    /// Kinds of meeting: key and name.
    pub kinds: Vec<Choice>,
}

/// A filter on one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolChip {
    pub id: OrganisationId,
    pub name: String,
    pub is_on: bool,
    pub count: usize,
}

/// One meeting in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub id: MeetingId,
    /// "ZAT De Esdoorn"
    pub title: String,
    /// "dinsdag 15 september 2026"
    pub day: String,
    /// "13:00"
    pub time: String,
    pub place: String,
    pub stage: Stage,
    pub stage_label: String,
    /// Before it is sent a member at the table knows the day, and finds no agenda.
    pub is_open: bool,
    /// Items the reader may see.
    pub items: usize,
    /// What waits for the reader; empty when nothing does.
    pub todo: String,
}

/// The meetings of one kind that a school can plan for the whole year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub school: OrganisationId,
    pub school_name: String,
    pub kind: String,
    /// "ZAT"
    pub short: String,
    /// "15-09-2026", …
    pub days: Vec<String>,
}

/// What every page of one meeting says on top.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub id: MeetingId,
    pub version: i32,
    /// "Zorg Advies Team"
    pub label: String,
    /// "ZAT"
    pub short: String,
    pub school_id: OrganisationId,
    pub school: String,
    /// "dinsdag 15 september 2026"
    pub day: String,
    /// "15-09-2026"
    pub date: String,
    /// "13:00"
    pub time: String,
    /// When it ends if every item takes its time: "14:15".
    pub until: String,
    pub place: String,
    pub stage: Stage,
    pub stages: Vec<StageMark>,
}

impl Head {
    /// "ZAT De Esdoorn"
    pub fn title(&self) -> String {
        format!("{} {}", self.short, self.school)
    }
}

/// One stage of the agenda on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMark {
    pub stage: Stage,
    pub label: String,
    /// "voor 08-09-2026"
    pub note: String,
}

/// The agenda as one reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    pub head: Head,
    pub blocks: Vec<Block>,
    pub anonymous: Vec<AnonymousItem>,
    /// Minutes of all items the reader may see.
    pub minutes: i32,
    /// Items that are not opened for the reader's organisation.
    pub hidden: usize,
    /// What the analysis and the running cases bring; only for those who prepare.
    pub suggestions: Vec<Suggestion>,
    pub moves: Vec<Move>,
    /// The reader orders, times, edits and removes.
    pub may_draft: bool,
    /// What the reader may do to add; none when additions are closed.
    pub adding: Option<Adding>,
    /// Whether this reader can open the minutes.
    pub minutes_are: MinutesAre,
    pub table: Vec<Seat>,
    pub removed: Vec<Removed>,
    pub history: Vec<Day>,
    /// What changed since the version on which the reader worked.
    pub news: Vec<Happening>,
}

impl Agenda {
    /// Items the reader may see.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(|block| block.items.len()).sum::<usize>() + self.anonymous.len()
    }
}

/// Whether the minutes can be opened, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MinutesAre {
    NotYet,
    BeingWritten,
    Shared,
}

/// Onder-, midden- or bovenbouw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub label: String,
    pub caption: String,
    pub items: Vec<Item>,
}

/// A pupil on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub version: i32,
    /// Place on the agenda, from 1.
    pub number: usize,
    pub pupil: Named,
    pub question: String,
    pub reason: String,
    /// "uit de analyse", "ingebracht door Sanne Kok, schoolcoach"
    pub origin: String,
    pub minutes: i32,
    pub consent: ConsentLine,
    pub guests: Vec<Seat>,
    pub invitable: Vec<Invitable>,
    pub can_move_up: bool,
    pub can_move_down: bool,
}

/// An item without any identifying field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnonymousItem {
    pub id: AnonymousItemId,
    pub version: i32,
    pub number: usize,
    pub question: String,
    pub minutes: i32,
    pub can_move_up: bool,
    pub can_move_down: bool,
}

/// An item that was taken off and can be put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Id of a named or an anonymous item.
    pub id: String,
    pub label: String,
}

/// Somebody who can be invited to one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitable {
    pub id: MembershipId,
    pub label: String,
    /// Why not yet.
    pub blocked: Option<String>,
}

/// A person at the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub id: MembershipId,
    pub name: String,
    pub function: String,
    pub organisation: String,
    /// Fixed member, or invited to an item.
    pub is_guest: bool,
    /// `expected`, `present`, `absent`, `excused`
    pub presence: String,
}

impl Seat {
    /// "Sanne Kok, schoolcoach"
    pub fn label(&self) -> String {
        format!("{}, {}", self.name, self.function)
    }
}

/// A pupil who could be on the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub pupil: Named,
    pub question: String,
    /// "ZAT: ja in de analyse van 01-09-2026", "2 open acties uit ZAT van 12-06-2026"
    pub why: String,
    pub consent: ConsentLine,
    /// Consent is in force: by name. Otherwise only anonymous.
    pub by_name: bool,
}

/// What the reader may add, and what that asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adding {
    /// The agenda is definitive: the reason why it cannot wait is asked.
    pub reason_required: bool,
    /// The reader prepares the agenda; others add from their own caseload.
    pub is_preparer: bool,
}

/// A stage button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The stage it leads to.
    pub to: Stage,
    pub label: String,
    pub consequence: String,
    pub blocked: Option<String>,
    /// One step back asks a reason.
    pub is_return: bool,
}

/// What happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub label: String,
    pub happenings: Vec<Happening>,
}

/// One thing that happened to the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// "14:32"
    pub time: String,
    /// "Sanne Kok, schoolcoach"
    pub who: String,
    pub what: String,
    /// Reason or old and new text.
    pub detail: Option<String>,
}

/// The page on which somebody adds to an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    pub head: Head,
    pub adding: Adding,
    /// Pupils who can be added by name.
    pub pupils: Vec<Choice>,
}

/// The minutes as one reader may see them: a list and the item that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub head: Head,
    pub entries: Vec<Entry>,
    pub open: Option<OpenItem>,
    pub hidden: usize,
    pub table: Vec<Seat>,
    /// The reader writes: attendance, minutes, actions.
    pub may_write: bool,
    /// Minutes are shared: a change is a correction.
    pub is_correction: bool,
    pub moves: Vec<Move>,
    /// What goes to whom; before it is shared.
    pub recipients: Vec<Recipient>,
    /// Every item in full, for reading and printing.
    pub all: Vec<OpenItem>,
    pub guidance: Vec<String>,
}

/// An item in the list at the left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Id of a named or an anonymous item.
    pub id: String,
    pub number: usize,
    /// The pupil's name, or "Anoniem agendapunt".
    pub label: String,
    pub minutes: i32,
    /// Something was written down.
    pub is_minuted: bool,
    pub is_open: bool,
}

/// Whom an item is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    Pupil { pupil: Named, consent: ConsentLine },
    Nobody,
}

/// The item that is being discussed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenItem {
    pub id: String,
    pub version: i32,
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub about: About,
    pub question: String,
    pub reason: String,
    pub origin: String,
    pub minutes: i32,
    pub discussed: String,
    pub decision: String,
    pub lead: Option<MembershipId>,
    pub lead_name: String,
    pub leads: Vec<Choice>,
    pub guests: Vec<String>,
    pub actions: Vec<Action>,
    pub owners: Vec<Choice>,
    pub process: Option<Process>,
    pub corrections: Vec<Correction>,
}

/// Where the pupil's case is, and where it can go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// "Proces 1 Basisondersteuning – HGW in de groep"
    pub step: String,
    pub next: Vec<NextStep>,
    /// The step that this meeting already took.
    pub taken: String,
}

/// A transition of the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub key: String,
    pub label: String,
    pub consequence: String,
    pub reason_required: bool,
    pub blocked: Option<String>,
}

/// Who does what before when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub id: ActionId,
    pub version: i32,
    pub what: String,
    pub owner: String,
    /// "01-10-2026"
    pub due: String,
    pub is_late: bool,
    /// "01-10-2026", when it is done.
    pub done: Option<String>,
    /// The reader may tick it off.
    pub is_mine: bool,
}

/// What was shared and then changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub what: String,
    pub before: String,
    pub after: String,
    /// "Ineke Bakker, ib'er/kc'er, 16-09-2026 14:32"
    pub who: String,
}

/// What one person gets when the minutes are shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    pub person: Seat,
    pub items: Vec<String>,
    pub anonymous: usize,
    pub hidden: usize,
}

/// What stands on the beamer: one item and nothing of any other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beamer {
    pub meeting: MeetingId,
    /// "ZAT De Esdoorn"
    pub title: String,
    pub number: usize,
    pub of: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub item: Option<OnScreen>,
}

/// The current item in large type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnScreen {
    pub id: String,
    /// The pupil's name and group; nothing for an anonymous item.
    pub pupil: Option<(String, String)>,
    pub question: String,
    pub minutes: i32,
    pub discussed: String,
    pub decision: String,
    pub lead: String,
    pub actions: Vec<Action>,
    pub guidance: Vec<String>,
}

/// An action that waits for its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenAction {
    pub id: ActionId,
    pub version: i32,
    /// Without the agreed words when the pupil is not open to the reader: they may hold a name.
    pub what: String,
    pub due_on: chrono::NaiveDate,
    /// "ZAT De Esdoorn van 15-09-2026"
    pub meeting_label: String,
    /// The pupil it is about, when the reader may know; otherwise nothing.
    pub pupil: Option<(PupilId, String)>,
    pub is_anonymous: bool,
    /// Where it was agreed: the minutes when the reader has them, otherwise the agenda.
    pub href: String,
}
