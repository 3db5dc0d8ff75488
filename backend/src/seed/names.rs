//! Invented people. Given and family names are drawn apart, so that a combination is nobody; the mixture is that of a
//! Dutch school, with prefixes, accents, double names, and a few that are too long for a narrow column. No name is a word
//! that also stands on a page: a search for what identifies a pupil finds the pupil only.
use super::random::Random;

/// A name in the parts in which a school keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub given: String,
    pub prefix: String,
    pub family: String,
}

const DUTCH_GIVEN: &[&str] = &[
    "Anouk", "Benthe", "Britt", "Daan", "Elin", "Faas", "Fenne", "Fien", "Floor", "Floris", "Gijs", "Guus", "Hidde",
    "Jelle", "Jip", "Joep", "Jort", "Jurre", "Juul", "Kiki", "Lars", "Loïs", "Luuk", "Mees", "Merel", "Mijs", "Morris",
    "Nienke", "Noor", "Olaf", "Pepijn", "Pien", "Pim", "Puck", "Quinten", "Renske", "Ruben", "Saar", "Sem", "Siem",
    "Silke", "Stijn", "Sven", "Teun", "Thijs", "Tijn", "Tobias", "Veerle", "Vigo", "Wout", "Yara", "Youp", "Zoë",
];
const DUTCH_FAMILY: &[(&str, &str)] = &[
    ("", "Aalders"),
    ("van", "Baarle"),
    ("", "Beekman"),
    ("van den", "Berg"),
    ("de", "Boer"),
    ("", "Bosma"),
    ("van den", "Brink"),
    ("", "Brouwer"),
    ("de", "Bruijn"),
    ("", "Dijkema"),
    ("van", "Dongen"),
    ("", "Driessen"),
    ("", "Faber"),
    ("", "Geerts"),
    ("de", "Graaf"),
    ("van der", "Heijden"),
    ("", "Hendriks"),
    ("", "Hofstra"),
    ("", "Huisman"),
    ("", "Jansma"),
    ("", "Kamphuis"),
    ("", "Klaver"),
    ("", "Koopmans"),
    ("van der", "Laan"),
    ("van", "Leeuwen"),
    ("", "Lubbers"),
    ("", "Maas"),
    ("", "Molenaar"),
    ("", "Nijhuis"),
    ("van", "Nes"),
    ("op den", "Kamp"),
    ("", "Postma"),
    ("", "Reijnders"),
    ("de", "Ridder"),
    ("", "Schipper"),
    ("", "Scholten"),
    ("van der", "Sluis"),
    ("", "Smeets"),
    ("", "Terpstra"),
    ("", "Timmer"),
    ("van", "Vliet"),
    ("de", "Vos"),
    ("de", "Vries"),
    ("", "Wagenaar"),
    ("van der", "Wal"),
    ("", "Westra"),
    ("", "Zandstra"),
    ("van der", "Zee"),
    ("", "Zijlstra"),
];
const TURKISH: (&[&str], &[(&str, &str)]) = (
    &["Asya", "Azra", "Berkay", "Defne", "Ecrin", "Elif", "Emir", "Eymen", "Kerem", "Mert", "Ömer", "Yağmur", "Zeynep"],
    &[
        ("", "Aydın"),
        ("", "Çelik"),
        ("", "Demir"),
        ("", "Doğan"),
        ("", "Kaya"),
        ("", "Öztürk"),
        ("", "Şahin"),
        ("", "Yıldız"),
    ],
);
const MOROCCAN: (&[&str], &[(&str, &str)]) = (
    &["Amira", "Anas", "Aya", "Bilal", "Dounia", "Hafsa", "Ilyas", "Imane", "Nour", "Rayan", "Salma", "Youssef"],
    &[
        ("", "Aït Hammou"),
        ("", "Amrani"),
        ("", "Azzouzi"),
        ("", "Bouazza"),
        ("", "El Idrissi"),
        ("", "El Khattabi"),
        ("", "Haddou"),
        ("", "Ouali"),
    ],
);
const POLISH: (&[&str], &[(&str, &str)]) = (
    &["Aleksander", "Antoni", "Filip", "Hanna", "Jakub", "Kacper", "Lena", "Maja", "Oliwia", "Wiktoria", "Zofia"],
    &[
        ("", "Dąbrowska"),
        ("", "Kamiński"),
        ("", "Kowalczyk"),
        ("", "Lewandowska"),
        ("", "Wiśniewski"),
        ("", "Wójcik"),
        ("", "Zieliński"),
    ],
);
const SURINAMESE: (&[&str], &[(&str, &str)]) = (
    &["Anisha", "Chanel", "Dewi", "Giovanni", "Jayden", "Kiran", "Naomi", "Ravi", "Rishi", "Shanti", "Xavi"],
    &[
        ("", "Bhagwandin"),
        ("", "Kromosoeto"),
        ("", "Mahabier"),
        ("", "Pinas"),
        ("", "Ramdin"),
        ("", "Soekhoe"),
        ("", "Tjon A Loi"),
        ("", "Wijdenbosch"),
    ],
);
const ELSEWHERE: (&[&str], &[(&str, &str)]) = (
    &["Abel", "Daniyar", "Eliana", "Feven", "Haruki", "Jamila", "Lina", "Matteo", "Oleh", "Sofiia", "Tesfay", "Yusuf"],
    &[
        ("", "Abdi"),
        ("", "Bianchi"),
        ("", "Chen"),
        ("da", "Costa"),
        ("", "Ghebremedhin"),
        ("", "Haile"),
        ("", "Kovalenko"),
        ("", "Nguyen"),
        ("", "Rahimi"),
        ("", "Tanaka"),
    ],
);
/// Names that test a page.
const LONG_GIVEN: &[&str] =
    &["Maximiliaan-Alexander", "Anna-Sophia Wilhelmina", "Willemijn-Charlotte", "Jean-Baptiste"];
const LONG_FAMILY: &[(&str, &str)] = &[
    ("van den", "Oudenhoven-Westerbeek van Eerten"),
    ("van der", "Schoot Uiterkamp-Bouazzaoui"),
    ("", "Papadimitropoulos-Wijngaarden"),
    ("de", "Vos van Steenwijk-Kromosoeto"),
];
const GROWN_GIVEN: &[&str] = &[
    "Aafke",
    "Ahmet",
    "Anita",
    "Arjan",
    "Astrid",
    "Bart",
    "Carolien",
    "Cor",
    "Daniëlle",
    "Dennis",
    "Edwin",
    "Els",
    "Esther",
    "Fatima",
    "Ferry",
    "Geertje",
    "Gerrit",
    "Hanneke",
    "Henk",
    "Ilse",
    "Jacqueline",
    "Jeroen",
    "Jolanda",
    "Karin",
    "Kees",
    "Latifa",
    "Leontien",
    "Linda",
    "Maaike",
    "Marcel",
    "Margriet",
    "Marja",
    "Mehmet",
    "Mirjam",
    "Nadia",
    "Natasja",
    "Patrick",
    "Peter",
    "Radjesh",
    "Rianne",
    "Rob",
    "Samira",
    "Saskia",
    "Stephanie",
    "Tineke",
    "Trudy",
    "Wilma",
    "Wim",
    "Yvonne",
];

/// A pupil's name.
pub(super) fn pupil(random: &mut Random) -> Name {
    let (given, family) = match random.below(100) {
        0..=67 => (DUTCH_GIVEN, DUTCH_FAMILY),
        68..=75 => TURKISH,
        76..=83 => MOROCCAN,
        84..=89 => POLISH,
        90..=94 => SURINAMESE,
        _ => ELSEWHERE,
    };
    let mut given = random.pick(given);
    let mut family = random.pick(family);
    // Families mix.
    if random.chance(6) {
        family = random.pick(DUTCH_FAMILY);
    }
    if random.chance(1) {
        given = random.pick(LONG_GIVEN);
    }
    if random.chance(1) {
        family = random.pick(LONG_FAMILY);
    }
    let second = if random.chance(4) { Some(random.pick(DUTCH_FAMILY).1) } else { None };
    Name { given: given.into(), prefix: family.0.into(), family: joined(family.1, second) }
}

/// The name of somebody who works there.
pub(super) fn grown_up(random: &mut Random) -> Name {
    let (prefix, family) = match random.below(100) {
        0..=79 => random.pick(DUTCH_FAMILY),
        80..=86 => random.pick(TURKISH.1),
        87..=93 => random.pick(MOROCCAN.1),
        _ => random.pick(SURINAMESE.1),
    };
    let own = if random.chance(15) { Some(random.pick(DUTCH_FAMILY).1) } else { None };
    Name { given: random.pick(GROWN_GIVEN).into(), prefix: prefix.into(), family: joined(family, own) }
}

/// "Bakker-Postma", and never "Postma-Postma".
fn joined(family: &str, second: Option<&str>) -> String {
    match second {
        Some(second) if second != family && !family.contains('-') => format!("{family}-{second}"),
        _ => family.to_owned(),
    }
}
