//! Schools, all invented. The small demonstration has enough of them to walk around in; the real one has the size of
//! the tenant in S2: 55 schools and 13,000 pupils.
use super::{Size, random::Random, tenants};
use domain::pupil::Years;

/// A school on paper.
#[derive(Debug, Clone)]
pub(super) struct School {
    pub name: String,
    /// Which of the tenant's boards.
    pub board: usize,
    /// Which of the tenant's areas, if it has any.
    pub area: Option<usize>,
    /// Whether it counts groepen or klassen.
    pub years: Years,
    pub pupils: usize,
    /// SBO or SO: every pupil is placed there.
    pub special: bool,
}

/// The schools of the real Haarlemmermeer, and their pupils.
pub(super) const REAL_SCHOOLS: usize = 55;
pub(super) const REAL_PUPILS: usize = 13_000;

/// Name, board, pupils. They are in every demonstration, the same in each.
const HAARLEMMERMEER: &[(&str, usize, usize)] =
    &[("De Esdoorn", 0, 62), ("De Wilgenhoek", 0, 58), ("De Lisdodde", 1, 64), ("De Meerkoet", 2, 56)];
const SPECIAL: &[(&str, usize, usize)] = &[("SBO De Zeilboot", 2, 26)];

/// More of them for the real size; the first ones are special schools.
const MORE_SPECIAL: &[(&str, usize)] = &[("SBO De Boegbeeld", 5), ("SO De Kompasroos", 6), ("SO De Vuurbaak", 8)];
const MORE: &[&str] = &[
    "De Aalscholver",
    "De Akkerwinde",
    "De Berkenboom",
    "De Bolder",
    "De Boterbloem",
    "De Brug over de Vaart",
    "De Dijkgraaf",
    "De Drie Molens",
    "De Elzenhof",
    "De Fuut",
    "De Gouden Aar",
    "De Grutto",
    "De Haagbeuk",
    "De Hofstede",
    "De IJsvogel",
    "De Kamperfoelie",
    "De Kievitsbloem",
    "De Klaproos",
    "De Koolwitjes",
    "De Kwikstaart",
    "De Landmeter",
    "De Leeghwaterhoek",
    "De Lepelaar",
    "De Linde",
    "De Molenwiek",
    "De Nieuwe Polder",
    "De Oeverzwaluw",
    "De Populier",
    "De Regenboogvijver",
    "De Rietzanger",
    "De Ringdijk",
    "De Rozenbottel",
    "De Sluiswachter",
    "De Stoomgemaal",
    "De Tureluur",
    "De Veldkers",
    "De Viersprong aan de Tocht",
    "De Vlinderstruik",
    "De Vogelwikke",
    "De Waterlelie",
    "De Weidevogel",
    "De Wielewaal",
    "De Windroos",
    "De Zandloper",
    "De Zilvermeeuw",
    "De Zonnedauw",
    "Montessorischool De Kring",
];
const WEST_BRABANT_PO: &[(&str, usize, usize)] = &[("De Kastanje", 0, 44), ("De Hazelaar", 1, 36)];
const WEST_BRABANT_VO: &[(&str, usize, usize)] = &[("College De Turfvaart", 0, 60), ("Lyceum Zoomrand", 0, 40)];
/// Name and area; one pilot has two secondary schools at its table, and the primary school from which their pupils come.
const GRONINGEN: &[(&str, usize)] = &[
    ("College De Vaargeul", 0),
    ("Lyceum Het Wad", 1),
    ("College Westerhorn", 2),
    ("College De Borg", 3),
    ("Lyceum De Kwelder", 4),
    ("College Kanaalstreek", 5),
    ("College Turfwijk", 6),
    ("Lyceum De Wildervanck", 6),
];
const GRONINGEN_PRIMARY: &[(&str, usize)] = &[("Basisschool De Trekschuit", 6)];

/// The schools of a tenant.
pub(super) fn of(slug: &str, size: Size) -> Vec<School> {
    let known = known(slug);
    let home = slug == tenants::HAARLEMMERMEER;
    if size == Size::Small || size == Size::Real && !home {
        return known;
    }
    // Elsewhere each kind of school has one large board, and the schools are spread over the areas.
    let areas = known.iter().filter_map(|school| school.area).max().map_or(0, |last| last + 1);
    let kinds: Vec<&School> =
        Years::ALL.iter().filter_map(|years| known.iter().find(|school| school.years == *years)).collect();
    let more = more(&known).into_iter().enumerate().map(|(number, school)| {
        let kind = kinds[number % kinds.len()];
        let board = if home { school.board } else { kind.board };
        School { years: kind.years, board, area: number.checked_rem(areas), ..school }
    });
    known.iter().cloned().chain(more).collect()
}

/// The schools of a tenant that are in every demonstration.
fn known(slug: &str) -> Vec<School> {
    let plain = |list: &[(&str, usize, usize)], years, special| -> Vec<School> {
        let school = |&(name, board, pupils): &(&str, _, _)| School {
            name: name.into(),
            board,
            area: None,
            years,
            pupils,
            special,
        };
        list.iter().map(school).collect()
    };
    let in_area = |list: &[(&str, usize)], board, years, pupils| -> Vec<School> {
        let school = |&(name, area): &(&str, usize)| School {
            name: name.into(),
            board,
            area: Some(area),
            years,
            pupils,
            special: false,
        };
        list.iter().map(school).collect()
    };
    match slug {
        tenants::HAARLEMMERMEER => {
            [plain(HAARLEMMERMEER, Years::Groep, false), plain(SPECIAL, Years::Groep, true)].concat()
        }
        tenants::WEST_BRABANT_PO => plain(WEST_BRABANT_PO, Years::Groep, false),
        tenants::WEST_BRABANT_VO => plain(WEST_BRABANT_VO, Years::Klas, false),
        _ => [in_area(GRONINGEN, 0, Years::Klas, 24), in_area(GRONINGEN_PRIMARY, 1, Years::Groep, 40)].concat(),
    }
}

/// What makes a small tenant as large as the real one: schools of different sizes, 13,000 pupils in all.
fn more(known: &[School]) -> Vec<School> {
    let mut random = Random::named("schools");
    let special = MORE_SPECIAL.iter().map(|&(name, board)| School {
        name: name.into(),
        board,
        area: None,
        years: Years::Groep,
        pupils: 70 + random.below(20),
        special: true,
    });
    let mut schools: Vec<School> = special.collect();
    let names = &MORE[..(REAL_SCHOOLS - known.len() - schools.len()).min(MORE.len())];
    let mut left = REAL_PUPILS - known.iter().chain(&schools).map(|school| school.pupils).sum::<usize>();
    for (done, name) in names.iter().enumerate() {
        let average = left / (names.len() - done);
        let last = done + 1 == names.len();
        let pupils = if last { left } else { average * (60 + random.below(81)) / 100 };
        left -= pupils;
        let montessori = name.starts_with("Montessori");
        let board = if montessori { 3 } else { random.pick(&[0, 0, 0, 1, 1, 2, 2, 2, 4, 7, 9]) };
        schools.push(School { name: (*name).into(), board, area: None, years: Years::Groep, pupils, special: false });
    }
    schools
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_real_tenant_has_55_schools_and_13_000_pupils() {
        let schools = of(tenants::HAARLEMMERMEER, Size::Real);
        assert_eq!(schools.len(), REAL_SCHOOLS);
        assert_eq!(schools.iter().map(|school| school.pupils).sum::<usize>(), REAL_PUPILS);
        assert_eq!(schools.iter().map(|school| &school.name).collect::<BTreeSet<_>>().len(), REAL_SCHOOLS);
        assert!(schools.iter().all(|school| school.pupils < 700), "{schools:?}");
    }

    #[test]
    fn every_full_tenant_has_13_000_pupils_at_boards_and_in_areas_of_its_own() {
        for plan in tenants::PLANS {
            let schools = of(plan.slug, Size::Full);
            assert_eq!(schools.iter().map(|school| school.pupils).sum::<usize>(), REAL_PUPILS, "{}", plan.slug);
            assert!(schools.iter().all(|school| school.board < plan.boards.len()), "{}", plan.slug);
            assert!(schools.iter().all(|school| plan.sector.has(school.years)), "{}", plan.slug);
            let kinds: BTreeSet<Years> = schools.iter().map(|school| school.years).collect();
            assert_eq!(kinds.len(), if plan.sector.only().is_some() { 1 } else { 2 }, "{}", plan.slug);
            let areas: BTreeSet<_> = schools.iter().filter_map(|school| school.area).collect();
            assert_eq!(areas.len(), plan.areas.len(), "{}", plan.slug);
        }
    }

    #[test]
    fn the_small_tenant_is_part_of_the_real_one() {
        let (small, real) = (of(tenants::HAARLEMMERMEER, Size::Small), of(tenants::HAARLEMMERMEER, Size::Real));
        assert!(small.iter().zip(&real).all(|(a, b)| a.name == b.name && a.pupils == b.pupils));
    }
}
