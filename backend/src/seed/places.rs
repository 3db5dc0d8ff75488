//! Where each persona works. The list says it in words; the tests hold it against `personas.json`.
use super::tenants::{GRONINGEN, HAARLEMMERMEER, WEST_BRABANT_PO, WEST_BRABANT_VO};
use domain::actor::Function;

/// A persona's place in one organisation.
#[derive(Debug)]
pub(super) struct Place {
    pub login: &'static str,
    pub tenant: &'static str,
    pub function: Function,
    /// Name of the organisation.
    pub organisation: &'static str,
    /// Names of the schools; those that this size does not have are left out.
    pub schools: &'static [&'static str],
    pub standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Held,
    /// Taken back a while ago.
    Withdrawn,
    /// Waits until the invitation is opened.
    Invited,
}

const fn place(
    login: &'static str,
    tenant: &'static str,
    function: Function,
    organisation: &'static str,
    schools: &'static [&'static str],
) -> Place {
    Place { login, tenant, function, organisation, schools, standing: Standing::Held }
}

/// Who runs the tenant; others are invited and withdrawn in this name.
pub(super) const MANAGER: &str = "fenna.bos";

/// Who chairs the regie-overleg of the region.
pub(super) const CHAIR: (&str, &str) = ("gerda.groen", "voorzitter regie-overleg");

const MUNICIPALITY: &str = "Gemeente Haarlemmermeer";
const SWV: &str = "Samenwerkingsverband Haarlemmermeer";
const ESDOORN: &str = "De Esdoorn";
const WILGENHOEK: &str = "De Wilgenhoek";
const BOTH: &[&str] = &[ESDOORN, WILGENHOEK];

const TREKSCHUIT: &str = "Basisschool De Trekschuit";
/// The schools at the table of Veendam/Pekela.
const VEENDAM: &[&str] = &["College Turfwijk", "Lyceum De Wildervanck", TREKSCHUIT];

/// Twelve in the real tenant, three in the small one.
const CLARAS: &[&str] = &[
    ESDOORN,
    WILGENHOEK,
    "De Lisdodde",
    "De Aalscholver",
    "De Akkerwinde",
    "De Berkenboom",
    "De Bolder",
    "De Boterbloem",
    "De Dijkgraaf",
    "De Drie Molens",
    "De Elzenhof",
    "De Fuut",
];

pub(super) const PLACES: &[Place] = &[
    place("ineke.bakker", HAARLEMMERMEER, Function::InternBegeleider, ESDOORN, &[ESDOORN]),
    place("ineke.bakker", HAARLEMMERMEER, Function::InternBegeleider, WILGENHOEK, &[WILGENHOEK]),
    place("dirk.dekker", HAARLEMMERMEER, Function::Directeur, ESDOORN, &[ESDOORN]),
    place("clara.smit", HAARLEMMERMEER, Function::Consulent, SWV, CLARAS),
    place("fenna.bos", HAARLEMMERMEER, Function::FunctioneelBeheerder, SWV, &[]),
    place("bram.vaneijk", HAARLEMMERMEER, Function::Bestuurder, SWV, &[]),
    place("petra.prins", HAARLEMMERMEER, Function::Privacyfunctionaris, SWV, &[]),
    place("sanne.kok", HAARLEMMERMEER, Function::Schoolcoach, MUNICIPALITY, BOTH),
    place("joris.vandam", HAARLEMMERMEER, Function::Jeugdprofessional, MUNICIPALITY, &[ESDOORN]),
    place("joris.vandam", WEST_BRABANT_PO, Function::Jeugdprofessional, "Gemeenten West-Brabant", &["De Kastanje"]),
    // Invited per case, so at no school's table.
    place("lotte.leeuw", HAARLEMMERMEER, Function::Leerplichtambtenaar, MUNICIPALITY, &[]),
    place("vera.visser", HAARLEMMERMEER, Function::Jeugdverpleegkundige, "GGD Haarlemmermeer", BOTH),
    place("eva.enkel", HAARLEMMERMEER, Function::Jeugdprofessional, MUNICIPALITY, &[WILGENHOEK]),
    place("femke.faber", WEST_BRABANT_PO, Function::FunctioneelBeheerder, "Samenwerkingsverband West-Brabant PO", &[]),
    place(
        "coen.claassen",
        WEST_BRABANT_PO,
        Function::Consulent,
        "Samenwerkingsverband West-Brabant PO",
        &["De Kastanje"],
    ),
    place("wouter.wolters", WEST_BRABANT_PO, Function::InternBegeleider, "De Kastanje", &["De Kastanje"]),
    place(
        "ilse.ijzerman",
        WEST_BRABANT_VO,
        Function::Ondersteuningscoordinator,
        "College De Turfvaart",
        &["College De Turfvaart"],
    ),
    place("geert.gelting", GRONINGEN, Function::Gedragsdeskundige, "College Turfwijk", &["College Turfwijk"]),
    place("hilde.hoving", GRONINGEN, Function::Gedragsdeskundige, "Lyceum De Wildervanck", &["Lyceum De Wildervanck"]),
    place("maud.mulder", GRONINGEN, Function::Procescoordinator, "CJG Groningen", VEENDAM),
    // The same pilot: a primary school, and who comes at schools of both kinds.
    place("wietske.wieringa", GRONINGEN, Function::InternBegeleider, TREKSCHUIT, &[TREKSCHUIT]),
    place("taco.tamminga", GRONINGEN, Function::Transfercoach, "Samenwerkingsverband Groningen", VEENDAM),
    Place {
        standing: Standing::Withdrawn,
        ..place("olga.oudega", HAARLEMMERMEER, Function::InternBegeleider, ESDOORN, &[ESDOORN])
    },
    Place {
        standing: Standing::Invited,
        ..place("uma.uitgenodigd", HAARLEMMERMEER, Function::InternBegeleider, ESDOORN, &[ESDOORN])
    },
];
