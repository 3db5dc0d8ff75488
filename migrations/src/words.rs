//! The fixed lists of words in columns. A test in `backend` holds them against the domain's own lists.

pub const FUNCTIONS: &[&str] = &[
    "intern_begeleider",
    "ondersteuningscoordinator",
    "directeur",
    "consulent",
    "gedragswetenschapper",
    "transfercoach",
    "gedragsdeskundige",
    "schoolcoach",
    "jeugdprofessional",
    "procescoordinator",
    "leerplichtambtenaar",
    "jeugdverpleegkundige",
    "jeugdarts",
    "functioneel_beheerder",
    "bestuurder",
    "privacyfunctionaris",
];
pub const ORGANISATION_KINDS: &[&str] = &["board", "school", "swv", "municipality", "ggd", "youth_care"];
pub const SECTORS: &[&str] = &["po", "vo", "po_vo"];
/// What a school is: one of the two.
pub const SCHOOL_SECTORS: &[&str] = &["po", "vo"];
pub const STAGES: &[&str] = &["concept", "sent", "definitive", "held", "shared"];
pub const ORIGINS: &[&str] = &["analysis", "case", "partner", "late"];
pub const EVIDENCE: &[&str] = &["paper", "digital", "oral"];
pub const MOVE_OUTCOMES: &[&str] = &["waiting", "moved", "skipped"];
pub const PRESENCE: &[&str] = &["expected", "present", "absent", "excused"];
