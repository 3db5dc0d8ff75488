//! What the parts of the desk share: the draft, what is selected, how it stands with saving.

use chrono::NaiveDate;
use domain::{
    check::{Fault, check},
    edit::{Clash, Draft, Place},
    picture::{Picture, draw},
    template::Body,
};
use leptos::prelude::*;
use toml::{Table, Value};

use super::{focus, save};

/// What the page gives to the desk.
#[derive(Clone)]
pub struct Given {
    /// Where the draft is saved: the page's own address.
    pub saves_to: String,
    pub version: i64,
    pub text: String,
    pub today: NaiveDate,
}

/// Writing, or trying out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Write,
    Try,
}

/// A fault and where it stands in this draft.
#[derive(Clone, PartialEq, Eq)]
pub struct Placed {
    pub fault: Fault,
    pub place: Place,
}

#[derive(Clone, Copy)]
pub struct Desk {
    pub draft: RwSignal<Draft>,
    pub selected: RwSignal<Place>,
    pub look: RwSignal<Look>,
    /// The draft as a template, or why it is none yet.
    pub body: Memo<Result<Body, Vec<Fault>>>,
    pub faults: Memo<Vec<Placed>>,
    pub picture: Memo<Picture>,
    pub clashes: RwSignal<Vec<Clash>>,
    pub saving: RwSignal<save::State>,
    /// What is said to whoever does not see the screen.
    pub said: RwSignal<String>,
    pub saver: StoredValue<save::Saver>,
    pub today: StoredValue<NaiveDate>,
}

impl Desk {
    pub fn new(given: Given) -> Result<Self, String> {
        let draft = Draft::parse(&given.text).map_err(|error| error.to_string())?;
        let draft = RwSignal::new(draft);
        let body = Memo::new(move |_| draft.with(Draft::body));
        let faults = Memo::new(move |_| {
            let found = body.with(|body| body.as_ref().map_or_else(Clone::clone, check));
            let placed = |fault: Fault| Placed { place: draft.with(|draft| draft.locate(&fault)), fault };
            found.into_iter().map(placed).collect::<Vec<_>>()
        });
        // A draft that cannot be read keeps the picture that it had.
        let picture = Memo::new(move |before: Option<&Picture>| {
            let drawn = body.with(|body| body.as_ref().ok().map(draw));
            drawn.or_else(|| before.cloned()).unwrap_or_default()
        });
        let first = Place::parse(&focus::hash());
        let selected =
            RwSignal::new(if draft.with_untracked(|draft| draft.has(&first)) { first } else { Place::parse("meta") });
        let saver =
            save::Saver { to: given.saves_to, version: given.version, agreed: given.text, round: 0, busy: false };
        Ok(Self {
            draft,
            selected,
            look: RwSignal::new(Look::Write),
            body,
            faults,
            picture,
            clashes: RwSignal::new(Vec::new()),
            saving: RwSignal::new(save::State::Quiet),
            said: RwSignal::new(String::new()),
            saver: StoredValue::new(saver),
            today: StoredValue::new(given.today),
        })
    }

    /// Changes the draft, and saves it in a moment.
    pub fn change(self, act: impl FnOnce(&mut Draft)) {
        self.draft.update(act);
        save::later(self);
    }

    /// Writes a value, or takes it away.
    pub fn write(self, place: &Place, value: Option<Value>) {
        self.change(|draft| draft.set(place, value));
    }

    /// What stands at a place, followed as it changes.
    pub fn value(self, place: &Place) -> Memo<Option<Value>> {
        let place = place.clone();
        Memo::new(move |_| self.draft.with(|draft| draft.get(&place).cloned()))
    }

    /// As text, for a box in which one types.
    pub fn text(self, place: &Place) -> Memo<String> {
        let value = self.value(place);
        Memo::new(move |_| value.with(|value| value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()))
    }

    /// The fields that stand beside a place.
    pub fn beside(self, place: &Place) -> Table {
        place.parent().map(|parent| self.draft.with(|draft| draft.group(&parent))).unwrap_or_default()
    }

    /// Shows a part in the panel, and brings the keyboard there.
    pub fn open(self, place: Place) {
        let at = match place.0.as_slice() {
            [list, part, ..] if list != "meta" => Place(vec![list.clone(), part.clone()]),
            [first, ..] => Place(vec![first.clone()]),
            [] => Place::parse("meta"),
        };
        self.look.set(Look::Write);
        focus::set_hash(&at.to_string());
        let target =
            if place == at { "paneel".to_owned() } else { id(&self.draft.with_untracked(|draft| draft.stand(&place))) };
        self.selected.set(at);
        focus::soon(target);
    }

    /// Adds a part to a list at the top and opens it.
    pub fn add(self, list: &Place, label: &str) -> Option<Place> {
        let mut made = None;
        self.change(|draft| made = draft.add(list, label));
        made
    }

    pub fn undo(self) {
        self.said.set(
            self.draft.with_untracked(Draft::undoes).map_or_else(String::new, |what| format!("Teruggenomen: {what}")),
        );
        self.change(Draft::undo);
        self.stay();
    }

    pub fn redo(self) {
        self.said.set(
            self.draft.with_untracked(Draft::redoes).map_or_else(String::new, |what| format!("Opnieuw gedaan: {what}")),
        );
        self.change(Draft::redo);
        self.stay();
    }

    /// What was selected may be gone.
    pub fn stay(self) {
        let gone = self.draft.with_untracked(|draft| !draft.has(&self.selected.get_untracked()));
        if gone {
            self.selected.set(Place::parse("meta"));
        }
    }

    /// The faults inside a place, or only those of the place itself.
    pub fn faults_at(self, place: &Place, exact: bool) -> Vec<String> {
        self.faults.with(|faults| {
            let is_here = |at: &Place| if exact { at == place } else { at.is_within(place) };
            let here = faults.iter().filter(|placed| is_here(&placed.place));
            here.map(|placed| placed.fault.message.clone()).collect()
        })
    }

    /// Takes over what was made of the work of two.
    pub fn adopt(self, table: Table) {
        self.draft.update(|draft| draft.adopt(table));
        self.stay();
    }

    /// Ctrl+Z and Ctrl+Y, unless one is typing.
    pub fn listen(self) {
        save::guard(self);
        let handle = window_event_listener(leptos::ev::keydown, move |key| {
            if !(key.ctrl_key() || key.meta_key()) || focus::is_typing() {
                return;
            }
            match (key.key().as_str(), key.shift_key()) {
                ("z", false) => {
                    key.prevent_default();
                    self.undo();
                }
                ("y", false) | ("z" | "Z", true) => {
                    key.prevent_default();
                    self.redo();
                }
                _ => {}
            }
        });
        on_cleanup(move || handle.remove());
    }
}

/// The id of the control at a place.
pub fn id(place: &Place) -> String {
    format!("v-{}", place.0.join("-"))
}
