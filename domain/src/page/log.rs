//! The trail as the privacy officer reads it: who saw, changed or was refused what, when, and on which ground.
use crate::policy::Action;
use serde::{Deserialize, Serialize};

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Log {
    pub lines: Vec<Line>,
    pub total: u64,
    /// From 1.
    pub page: u64,
    pub pages: u64,
    pub filter: Filter,
}

/// What was asked, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    /// Name of a pupil, or part of it.
    pub pupil: String,
    /// Name of the person who looked, or part of it.
    pub who: String,
    pub from: String,
    pub until: String,
}

/// One line, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// "07-09-2026 09:00:12"
    pub at: String,
    pub who: String,
    /// "ib'er, De Esdoorn"
    pub place: String,
    /// "bekeek het dossier"
    pub what: String,
    /// Name of the pupil, or the kind of thing.
    pub about: String,
    /// The ground, or why it was refused.
    pub ground: String,
    pub refused: bool,
    /// Names of fields.
    pub fields: String,
}

/// What somebody did, as a sentence without its subject. A new action needs its words here.
pub const fn deed(action: Action) -> &'static str {
    match action {
        Action::SeeWorklist => "bekeek Mijn werk",
        Action::ListPupils => "bekeek de lijst van leerlingen",
        Action::SeePupil => "bekeek het dossier",
        Action::RegisterPupil => "voegde een leerling toe of startte een casus",
        Action::RecordConsent => "werkte aan toestemming",
        Action::ListConsentGaps => "bekeek wie geen geldige toestemming heeft",
        Action::RecordObjection => "werkte aan een bezwaar tegen delen",
        Action::WithdrawConsent => "trok toestemming in of bekeek wat dat doet",
        Action::ListAnalyses => "bekeek de lijst van analyses",
        Action::SeeAnalysis => "bekeek de analyse",
        Action::EditAnalysis => "wijzigde de analyse",
        Action::ListMeetings => "bekeek de lijst van overleggen",
        Action::SeeAgenda => "bekeek de agenda",
        Action::SeeMinutes => "bekeek het verslag",
        Action::SeeItem => "bekeek het agendapunt",
        Action::DraftAgenda => "werkte aan de concept-agenda",
        Action::AddToAgenda => "voegde toe aan de agenda",
        Action::SendAgenda => "verstuurde de agenda",
        Action::FinaliseAgenda => "maakte de agenda definitief",
        Action::HoldMeeting => "werkte aan het verslag",
        Action::ShareMinutes => "deelde het verslag",
        Action::CompleteAction => "rondde een actie af",
        Action::MoveCase => "zette een stap in de casus",
        Action::MoveCases => "zette casussen over naar een andere versie van de werkwijze",
        Action::SeeSheet => "bekeek een formulier van de casus",
        Action::FillSheet => "vulde een formulier van de casus in",
        Action::ListMembers => "bekeek de lijst van leden",
        Action::InviteMember => "nodigde iemand uit",
        Action::AcceptInvitation => "nam een uitnodiging aan",
        Action::WithdrawMember => "trok een functie in of gaf haar terug",
        Action::ListAccessions => "bekeek wie tot een convenant is toegetreden",
        Action::RecordAccession => "legde een toetreding tot een convenant vast",
        Action::EndAccession => "beëindigde een toetreding tot een convenant",
        Action::SeeYear => "bekeek de jaarkalender",
        Action::ListClosingDays => "bekeek de vakanties en gesloten dagen",
        Action::RecordClosingDay => "zette dagen open of dicht",
        Action::RemoveClosingDay => "haalde een open of gesloten dag weg",
        Action::ListTemplates => "bekeek de lijst van werkwijzen",
        Action::SeeTemplate => "bekeek een werkwijze",
        Action::ExportTemplate => "nam een werkwijze mee als bestand",
        Action::DraftTemplate => "werkte aan een concept van de werkwijze",
        Action::PublishTemplate => "publiceerde een werkwijze",
        Action::SeeLog => "bekeek het logboek",
    }
}

/// The kind of thing a line is about, in words.
pub fn subject(kind: &str) -> &'static str {
    match kind {
        "pupil" => "leerling",
        "analysis" => "analyse",
        "meeting" => "overleg",
        "anonymous_item" => "anoniem agendapunt",
        "action" => "actie",
        "membership" => "functie",
        "invitation" => "uitnodiging",
        "organisation" => "organisatie",
        "area" => "gebied",
        "closing_day" => "open of gesloten dag",
        "template" => "werkwijze",
        "template_draft" => "concept van de werkwijze",
        "audit" => "logboek",
        "case" => "lopende casussen",
        "moving" => "overzetten van casussen",
        _ => "",
    }
}

/// A name of a field as the trail holds it, in words; nothing for a name that is not known here.
pub fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "name" => "naam",
        "term" => "termijn",
        "agenda" => "naam, geboortedatum, groep, vraag, toestemming",
        "minutes" => "minuten of verslag",
        "beamer" => "agendapunt op het scherm",
        "agenda_item" => "agendapunt",
        "question" => "vraag",
        "position" => "volgorde",
        "removed_at" => "van de agenda gehaald of teruggezet",
        "discussed" => "wat is besproken",
        "decision" => "besluit",
        "lead" => "casusregie",
        "action" => "actie",
        "done_at" => "klaar op",
        "attendance" => "aanwezigheid",
        "stage" => "fase van de agenda",
        "transition" => "stap",
        "meetings" => "overleggen",
        "starts_at" => "begintijd",
        "place" => "plaats",
        "guests" => "uitgenodigden",
        "drawing" => "als tekening (BPMN)",
        "draft_begun" => "begonnen",
        "draft_name" => "naam van het concept",
        "draft_text" => "inhoud van het concept",
        "draft_replaced" => "inhoud vervangen door een bestand",
        "draft_discarded" => "weggegooid",
        "version_published" => "nieuwe versie",
        "version_imported" => "nieuwe versie, met een opdracht ingelezen",
        _ => return None,
    })
}
