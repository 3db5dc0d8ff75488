//! The four demonstration tenants and the region, as plain lists: boards of Haarlemmermeer from the ondersteuningsplan
//! (S2), pilots of Groningen from their startdocument (S3). Schools, people and pupils are invented.
use domain::{actor::Function, calendar::Region, pupil::Years, sector::Sector};

/// A tenant on paper.
#[derive(Debug)]
pub(super) struct Plan {
    pub slug: &'static str,
    pub name: &'static str,
    pub sector: Sector,
    pub colour: &'static str,
    pub holidays: Region,
    /// Key of the shipped way of working.
    pub template: &'static str,
    pub domain: &'static str,
    pub areas: &'static [(&'static str, &'static str)],
    pub boards: &'static [&'static str],
    pub swv: &'static str,
    /// Municipalities and their services; the first one's people sit at the schools' tables.
    pub municipalities: &'static [&'static str],
    pub ggd: &'static str,
    pub table: Table,
}

impl Plan {
    /// Who brings in the pupils of a school: where both kinds work together, the ib'er does it for a primary school.
    pub fn at_school(&self, years: Years) -> Function {
        let is_primary = self.sector == Sector::PoVo && years == Years::Groep;
        if is_primary { Function::InternBegeleider } else { self.table.school }
    }
}

/// The functions around a school's table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub school: Function,
    pub swv: Function,
    pub municipality: Function,
    pub ggd: Function,
}

pub(super) const HAARLEMMERMEER: &str = "haarlemmermeer";
pub(super) const WEST_BRABANT_PO: &str = "west-brabant-po";
pub(super) const WEST_BRABANT_VO: &str = "west-brabant-vo";
pub(super) const GRONINGEN: &str = "groningen";

/// Host name and name of the region, and the tenants in it.
pub(super) const REGION: (&str, &str, &[&str]) = ("regio-groningen", "Regio Groningen", &[GRONINGEN]);

pub(super) const PLANS: &[Plan] = &[
    Plan {
        slug: HAARLEMMERMEER,
        name: "Samenwerkingsverband Haarlemmermeer",
        sector: Sector::Po,
        colour: "#0b6e4f",
        holidays: Region::Noord,
        template: "haarlemmermeer-po",
        domain: "haarlemmermeer.example",
        areas: &[],
        boards: &[
            "Stichting Meer Primair",
            "Jong Leren",
            "Stichting openbaar primair onderwijs Haarlemmermeer / Floreer",
            "Montessorivereniging Haarlemmermeer",
            "ASKO",
            "Aloysius Stichting",
            "Stichting Levvel de PI-scholen",
            "Stichting Spaarnesant",
            "SEIN",
            "Islamitisch bestuur Amsterdam",
        ],
        swv: "Samenwerkingsverband Haarlemmermeer",
        municipalities: &["Gemeente Haarlemmermeer"],
        ggd: "GGD Haarlemmermeer",
        table: Table {
            school: Function::InternBegeleider,
            swv: Function::Consulent,
            municipality: Function::Schoolcoach,
            ggd: Function::Jeugdverpleegkundige,
        },
    },
    Plan {
        slug: WEST_BRABANT_PO,
        name: "Samenwerkingsverband West-Brabant PO",
        sector: Sector::Po,
        colour: "#9a3412",
        holidays: Region::Zuid,
        template: "west-brabant-po",
        domain: "west-brabant-po.example",
        areas: &[],
        boards: &["Stichting De Zoom", "Stichting Basisonderwijs Markvallei"],
        swv: "Samenwerkingsverband West-Brabant PO",
        municipalities: &["Gemeenten West-Brabant", "Regionaal Bureau Leren West-Brabant"],
        ggd: "GGD West-Brabant",
        table: Table {
            school: Function::InternBegeleider,
            swv: Function::Gedragswetenschapper,
            municipality: Function::Jeugdprofessional,
            ggd: Function::Jeugdverpleegkundige,
        },
    },
    Plan {
        slug: WEST_BRABANT_VO,
        name: "Samenwerkingsverband West-Brabant VO",
        sector: Sector::Vo,
        colour: "#6b21a8",
        holidays: Region::Zuid,
        template: "west-brabant-vo",
        domain: "west-brabant-vo.example",
        areas: &[],
        boards: &["Stichting Voortgezet Onderwijs De Turfvaart"],
        swv: "Samenwerkingsverband West-Brabant VO",
        municipalities: &["Gemeenten West-Brabant", "Regionaal Bureau Leren West-Brabant"],
        ggd: "GGD West-Brabant",
        table: Table {
            school: Function::Ondersteuningscoordinator,
            swv: Function::Transfercoach,
            municipality: Function::Jeugdprofessional,
            ggd: Function::Jeugdarts,
        },
    },
    Plan {
        slug: GRONINGEN,
        name: "Samenwerkingsverband Groningen",
        sector: Sector::PoVo,
        colour: "#1d4ed8",
        holidays: Region::Noord,
        template: "groningen",
        domain: "groningen.example",
        areas: &[
            ("dal-gemeenten", "DAL-gemeenten"),
            ("bmwe-gemeenten", "BMWE-gemeenten"),
            ("noordenveld-westerkwartier", "Noordenveld-Westerkwartier"),
            ("hssm", "HSSM"),
            ("oldambt-bellingwedde", "Oldambt/Bellingwedde"),
            ("stadskanaal", "Stadskanaal"),
            ("veendam-pekela", "Veendam/Pekela"),
        ],
        boards: &["Stichting Voortgezet Onderwijs Wierdenland", "Stichting Primair Onderwijs Turfland"],
        swv: "Samenwerkingsverband Groningen",
        municipalities: &["CJG Groningen"],
        ggd: "GGD Groningen",
        table: Table {
            school: Function::Gedragsdeskundige,
            swv: Function::Transfercoach,
            municipality: Function::Procescoordinator,
            ggd: Function::Jeugdarts,
        },
    },
];
