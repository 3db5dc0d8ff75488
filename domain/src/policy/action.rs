//! Everything that policy can be asked, by its name in the trail and in the table of routes.
use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)+) => {
        /// Everything that can be asked of Rondom inside a tenant.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Action { $($(#[$doc])* $name),+ }

        impl Action {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The name in the audit trail and in `rondom routes --json`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

actions! {
    SeeWorklist = "worklist.see";
    ListPupils = "pupils.list";
    SeePupil = "pupil.see";
    RegisterPupil = "pupil.register";
    /// Who is discussed without a consent that holds.
    ListConsentGaps = "consents.gaps";
    RecordConsent = "consent.record";
    WithdrawConsent = "consent.withdraw";
    /// Somebody who must agree says no.
    RecordObjection = "consent.object";
    ListAnalyses = "analyses.list";
    SeeAnalysis = "analysis.see";
    EditAnalysis = "analysis.edit";
    ListMeetings = "meetings.list";
    /// The year calendar of the way of working, with the meetings of one's own schools.
    SeeYear = "year.see";
    SeeAgenda = "agenda.see";
    /// A named item: its pupil, question and minutes.
    SeeItem = "item.see";
    /// What was discussed and decided, of the items one may see.
    SeeMinutes = "minutes.see";
    /// Plan a meeting, derive, order and time its items, invite partners to an item.
    DraftAgenda = "agenda.draft";
    AddToAgenda = "agenda.add";
    SendAgenda = "agenda.send";
    FinaliseAgenda = "agenda.finalise";
    /// Attendance, minutes, decisions and actions.
    HoldMeeting = "meeting.hold";
    ShareMinutes = "minutes.share";
    CompleteAction = "action.complete";
    MoveCase = "case.move";
    /// Running cases to another version of the way of working: where they are, never whose they are.
    MoveCases = "cases.move";
    /// A form about a case; which questions of it, says the way of working.
    SeeSheet = "sheet.see";
    FillSheet = "sheet.fill";
    ListMembers = "members.list";
    InviteMember = "member.invite";
    AcceptInvitation = "invitation.accept";
    WithdrawMember = "member.withdraw";
    /// Which organisations acceded to the covenants of the way of working.
    ListAccessions = "accessions.list";
    RecordAccession = "accession.record";
    EndAccession = "accession.end";
    /// The days that the tenant closes or opens itself.
    ListClosingDays = "closing_days.list";
    RecordClosingDay = "closing_day.record";
    RemoveClosingDay = "closing_day.remove";
    /// The ways of working of the tenant: what was published, and what is being written.
    ListTemplates = "templates.list";
    SeeTemplate = "template.see";
    /// Takes a way of working along as a file.
    ExportTemplate = "template.export";
    /// Starts, names, writes and throws away a draft.
    DraftTemplate = "template.draft";
    PublishTemplate = "template.publish";
    SeeLog = "log.see";
}
