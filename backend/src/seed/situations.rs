//! What schools write in an analysis and say at a table: invented situations in the language of the field, without a
//! name, so that the same sentence can stand in a named and in an anonymous item.

/// Who takes an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    School,
    Swv,
    Municipality,
    Ggd,
}

/// A pupil's story.
#[derive(Debug)]
pub(super) struct Situation {
    /// First and last group in which it makes sense.
    pub groups: (i32, i32),
    pub domains: &'static [&'static str],
    /// The question for help.
    pub question: &'static str,
    /// What the school does in proces 1.
    pub intervention: &'static str,
    /// How a phase of OPP deel 2 stands.
    pub phase: &'static str,
    pub discussed: &'static str,
    pub decision: &'static str,
    pub actions: &'static [(Who, &'static str)],
}

use Who::{Ggd, Municipality, School, Swv};

pub(super) const SITUATIONS: &[Situation] = &[
    Situation {
        groups: (1, 2),
        domains: &["st"],
        question: "Praat in losse woorden en wordt door klasgenoten slecht begrepen. Is er sprake van TOS of van weinig taalaanbod?",
        intervention: "Drie keer per week preteaching van thema-woorden in de kleine kring; logopedische screening aangevraagd.",
        phase: "Woordenschatdoelen voor de helft gehaald; zinnen van drie woorden bij bekende plaatjes. Logopedie gestart.",
        discussed: "Screening laat een achterstand in zinsbouw zien. Thuis wordt twee talen gesproken; gehoor is nog niet onderzocht.",
        decision: "Eerst gehooronderzoek, daarna beslissen over een spraak-taalonderzoek bij het audiologisch centrum.",
        actions: &[
            (Ggd, "Gehoortest plannen en uitslag met ouders en ib'er bespreken"),
            (School, "Logopedisch verslag opvragen bij ouders"),
        ],
    },
    Situation {
        groups: (1, 2),
        domains: &["se", "tv"],
        question: "Kan moeilijk afscheid nemen, huilt tot een uur na binnenkomst en eet niet op school. Wat heeft de leerling nodig om zich veilig te voelen?",
        intervention: "Vaste plek en vaste begeleider bij binnenkomst, afscheidsritueel met ouders, rustige start in de gang.",
        phase: "Afscheid duurt nu tien minuten; eten lukt in de kleine groep. Doel voor overblijven nog niet gestart.",
        discussed: "Ouders zijn kort geleden uit elkaar gegaan. Moeder vraagt zelf om hulp bij de opvoeding.",
        decision: "Schoolcoach gaat met moeder in gesprek over ondersteuning thuis; school houdt de rustige start vast.",
        actions: &[
            (Municipality, "Kennismakingsgesprek met moeder en inventariseren welke hulp past"),
            (School, "Start en afscheid vier weken turven"),
        ],
    },
    Situation {
        groups: (1, 3),
        domains: &["mm"],
        question: "Is nog niet zindelijk en houdt de fijne motoriek van leeftijdgenoten niet bij. Is er een medische oorzaak?",
        intervention: "Plasschema met beloning, dagelijks tien minuten fijne motoriek in de hoeken.",
        phase: "Plasschema werkt in de ochtend. Knippen en tekenen blijven achter; kinderfysiotherapie is aangevraagd.",
        discussed: "Huisarts heeft niet eerder onderzocht. Ouders vinden het lastig om erover te praten.",
        decision: "Jeugdverpleegkundige nodigt ouders uit; kinderfysiotherapeut observeert in de klas.",
        actions: &[
            (Ggd, "Ouders uitnodigen voor gesprek over zindelijkheid"),
            (School, "Observatie door kinderfysiotherapeut plannen"),
        ],
    },
    Situation {
        groups: (2, 4),
        domains: &["cd", "st"],
        question: "Letters en klanken beklijven niet ondanks extra oefening. Welke aanpak past, en is er een risico op dyslexie?",
        intervention: "Vier keer per week twintig minuten begeleid lezen met de onderwijsassistent.",
        phase: "Van 14 naar 22 letters; automatiseren blijft zwak. Tweede meetmoment staat gepland.",
        discussed: "Leesaanpak is volgens afspraak uitgevoerd. In de familie komt dyslexie voor.",
        decision: "Nog een periode intensief oefenen; bij het volgende meetmoment beslissen over dyslexieonderzoek.",
        actions: &[
            (School, "Leesdossier aanvullen met toetsen en interventies"),
            (Swv, "Meekijken naar het leesdossier voor de aanvraag"),
        ],
    },
    Situation {
        groups: (3, 5),
        domains: &["wht"],
        question: "Komt niet tot werken zonder nabijheid van de leerkracht en is snel afgeleid. Hoe vergroten we de zelfstandigheid?",
        intervention: "Taakkaart met drie stappen, time-timer, werkplek vooraan; om de tien minuten een korte check.",
        phase: "Zelfstandig werken gaat van vijf naar twaalf minuten met taakkaart. In de middag nog veel hulp nodig.",
        discussed: "In een kleine groep gaat het goed. Slaap en schermgebruik thuis zijn nog niet besproken.",
        decision: "Leerkracht en ouders spreken één aanpak af; jeugdverpleegkundige adviseert over slaap.",
        actions: &[
            (Ggd, "Slaapadvies met ouders bespreken"),
            (School, "Aanpak van de taakkaart delen met de middagleerkracht"),
        ],
    },
    Situation {
        groups: (3, 8),
        domains: &["se"],
        question: "Wordt boos bij verandering en loopt dan de klas uit. Wat gaat eraan vooraf en wat helpt?",
        intervention: "Signaleringsplan met kleuren, vaste rustplek, wisselingen vooraf aankondigen.",
        phase: "Van dagelijks naar twee keer per week weglopen. De leerling kiest zelf de rustplek.",
        discussed: "Weglopen gebeurt vooral bij buitenspelen en bij invallers. Ouders herkennen het thuis.",
        decision: "Consulent observeert twee dagdelen; daarna een gesprek met ouders over onderzoek.",
        actions: &[
            (Swv, "Twee dagdelen observeren en terugkoppelen aan leerkracht en ib'er"),
            (School, "Signaleringsplan doorspreken met pleinwacht en invallers"),
        ],
    },
    Situation {
        groups: (3, 8),
        domains: &["se", "tv"],
        question: "Komt vaak te laat, is moe en heeft wisselende kleding en lunch. Wat is er thuis nodig?",
        intervention: "Dagelijks kort contactmoment met de mentor; ontbijt op school op maandag en dinsdag.",
        phase: "Te laat komen is gehalveerd sinds de afspraak met oma. Concentratie in de ochtend blijft wisselend.",
        discussed: "Er zijn geldzorgen in het gezin. De schoolcoach kent het gezin nog niet.",
        decision: "Schoolcoach legt contact met ouders en wijst de weg naar minimaregelingen.",
        actions: &[
            (Municipality, "Ouders bellen en samen de regelingen langslopen"),
            (School, "Overzicht van te laat komen bijhouden en delen met ouders"),
        ],
    },
    Situation {
        groups: (4, 8),
        domains: &["cd"],
        question: "Rekent op het niveau van een jaar lager en valt uit op automatiseren. Welk aanbod past?",
        intervention: "Verlengde instructie en dagelijks tien minuten automatiseren; eigen leerlijn voor vermenigvuldigen.",
        phase: "Tafels van 2, 5 en 10 geautomatiseerd. Eigen leerlijn sluit aan, motivatie neemt toe.",
        discussed: "Groei is er wel, maar de afstand tot de groep wordt groter. Ouders denken aan dyscalculie.",
        decision: "Intelligentieonderzoek afwachten; aanbod op eigen leerlijn vastleggen in het OPP.",
        actions: &[
            (School, "Onderzoeksvraag opstellen met ouders"),
            (Swv, "Advies over eigen leerlijn en uitstroomprofiel"),
        ],
    },
    Situation {
        groups: (4, 8),
        domains: &["cd", "wht"],
        question: "Meer- of hoogbegaafd (niveau 2), maar onderpresteert en weigert werk. Hoe krijgen we de leerling weer aan het leren?",
        intervention: "Compacten bij rekenen, verrijking twee keer per week, gesprekken over leren leren.",
        phase: "Werkt weer mee bij onderwerpen die aanspreken. Plannen van groter werk is het volgende doel.",
        discussed: "De leerling zegt zich te vervelen en bang te zijn om fouten te maken.",
        decision: "Deelname aan de deeltijdvoorziening verkennen; leerkracht krijgt coaching op feedback.",
        actions: &[
            (Swv, "Plaats in de deeltijdvoorziening navragen"),
            (School, "Gesprek met leerling en ouders over verwachtingen"),
        ],
    },
    Situation {
        groups: (2, 6),
        domains: &["st", "cd"],
        question: "Is een jaar in Nederland en begrijpt de instructie niet. Wat kan de school bieden naast de Taalklas?",
        intervention: "Woordenschat met beeld, buddy in de klas, twee ochtenden per week Taalklas.",
        phase: "Volgt korte instructies met beeld. Lezen in de eigen taal is op niveau.",
        discussed: "Leerbaarheid is goed. Het gezin wacht op een vaste woning en verhuist mogelijk.",
        decision: "Doorgaan met Taalklas tot de zomer; bij verhuizing warme overdracht.",
        actions: &[
            (School, "Toetsen in de eigen taal laten afnemen"),
            (Municipality, "Navragen wanneer de woning komt"),
        ],
    },
    Situation {
        groups: (5, 8),
        domains: &["se"],
        question: "Heeft geen aansluiting in de groep en wordt buitengesloten. Hoe verbeteren we de positie in de groep?",
        intervention: "Groepsgesprekken, maatjesproject, sociale-vaardigheidstraining in kleine groep.",
        phase: "Training afgerond; één vaste vriend. Buitenspelen blijft kwetsbaar.",
        discussed: "Sociogram bevestigt de positie. Er wordt ook online gepest, na schooltijd.",
        decision: "Schoolcoach verzorgt met de leerkracht een groepsaanpak; gesprek met betrokken ouders.",
        actions: &[
            (Municipality, "Drie groepslessen verzorgen over online pesten"),
            (School, "Gesprekken met betrokken ouders voeren"),
        ],
    },
    Situation {
        groups: (1, 8),
        domains: &["mm", "tv"],
        question: "Verzuimt vaak met buikpijn en hoofdpijn zonder duidelijke oorzaak. Hoe voorkomen we dat dit langer wordt?",
        intervention: "Na drie ziekmeldingen gesprek met ouders; rustmoment op school in plaats van naar huis.",
        phase: "In zes weken drie dagen afwezig, dat waren er elf. Rustmoment wordt gebruikt.",
        discussed: "De klachten zijn er vooral op maandag en na vakanties. De jeugdarts is nog niet betrokken.",
        decision: "Oproep bij de jeugdarts; school blijft verzuim wekelijks bespreken met ouders.",
        actions: &[
            (Ggd, "Oproep bij de jeugdarts regelen"),
            (School, "Verzuimoverzicht voorbereiden voor de jeugdarts"),
        ],
    },
    Situation {
        groups: (6, 8),
        domains: &["cd", "wht"],
        question: "Heeft leerwegondersteuning nodig in het VO. Welke overdracht is er nodig en wanneer beginnen we?",
        intervention: "Plannen en organiseren met weektaak; gesprekken over de overstap.",
        phase: "Drempelonderzoek gedaan. Weektaak lukt met één begeleidingsmoment per dag.",
        discussed: "Ouders twijfelen tussen twee scholen en vragen om begeleiding bij de keuze.",
        decision: "Begeleide overdracht PO-VO aanmelden; bezoek aan twee scholen met ouders.",
        actions: &[
            (School, "Aanmelden voor begeleide overdracht en dossier bijwerken"),
            (Swv, "Contact leggen met het VO over de ondersteuning"),
        ],
    },
    Situation {
        groups: (1, 4),
        domains: &["se", "wht"],
        question: "Is voortdurend in beweging, luistert niet en doet andere kinderen pijn. Wat is passend in deze groep?",
        intervention: "Bewegend leren, korte opdrachten, pictogrammen, extra pauze met de conciërge.",
        phase: "Incidenten dalen van zes naar twee per week. Instructie in de kleine groep lukt.",
        discussed: "De groep is groot en onrustig. Leerkracht vraagt om hulp bij de aanpak.",
        decision: "Consulent coacht de leerkracht zes weken; daarna beslissen of extra ondersteuning nodig is.",
        actions: &[
            (Swv, "Coaching van de leerkracht plannen, zes bijeenkomsten"),
            (School, "Incidenten registreren met aanleiding en afloop"),
        ],
    },
    Situation {
        groups: (3, 8),
        domains: &["mm"],
        question: "Heeft diabetes en durft niet zelf te meten op school. Hoe organiseren we de zorg veilig?",
        intervention: "Medisch protocol ondertekend; twee collega's geschoold; vaste meetmomenten.",
        phase: "Meet zelf onder toezicht. Gym en schoolreis zijn opgenomen in het protocol.",
        discussed: "Ouders komen nu elke middag naar school. Dat is niet vol te houden.",
        decision: "Kinderdiabetesverpleegkundige schoolt een derde collega; opbouw van zelf meten.",
        actions: &[
            (Ggd, "Scholing door de diabetesverpleegkundige regelen"),
            (School, "Protocol bijwerken en met ouders tekenen"),
        ],
    },
    Situation {
        groups: (4, 8),
        domains: &["se", "tv"],
        question: "Zorgt thuis voor jongere kinderen en is op school somber. Wie kijkt er met het gezin mee?",
        intervention: "Wekelijks gesprek met de vertrouwenspersoon; ruimte om huiswerk op school te maken.",
        phase: "Durft te vertellen hoe het thuis gaat. Prestaties zijn stabiel.",
        discussed: "Moeder is langdurig ziek. Er is geen hulp in het gezin; de leerling wil geen opvallende hulp.",
        decision: "Schoolcoach bespreekt met ouders hulp voor jonge mantelzorgers; meldcode is doorlopen, geen melding nodig.",
        actions: &[
            (Municipality, "Gezinsgesprek over ondersteuning voor jonge mantelzorgers"),
            (Ggd, "Gezondheid van de leerling volgen met een gesprek"),
        ],
    },
    Situation {
        groups: (2, 7),
        domains: &["cd"],
        question: "Moeilijk lerend: toetsen op alle vakken ver onder het gemiddelde. Wat is het perspectief en wat kan de school bieden?",
        intervention: "Aangepaste doelen, herhaling in kleine stappen, concreet materiaal.",
        phase: "Doelen van fase voor driekwart gehaald. Eigen programma kost de leerkracht veel tijd.",
        discussed: "Onderzoek laat een disharmonisch profiel zien. De leerling heeft plezier in school.",
        decision: "OPP bijstellen; op termijn een MDO waarin de scenario's worden geschetst.",
        actions: &[(School, "OPP deel 1 bijstellen met ouders"), (Swv, "Datum voor het MDO voorstellen")],
    },
    Situation {
        groups: (3, 8),
        domains: &["se"],
        question: "Praat op school niet, thuis wel. Hoe bouwen we spreken op?",
        intervention: "Aanpak in kleine stappen met een vaste begeleider; niet spreken wordt geaccepteerd.",
        phase: "Fluistert tegen twee klasgenoten. Presenteert met een filmpje dat thuis is opgenomen.",
        discussed: "Selectief mutisme is waarschijnlijk. Ouders staan open voor behandeling.",
        decision: "Verwijzing via de huisarts; school en behandelaar stemmen de stappen af.",
        actions: &[
            (Ggd, "Met ouders de verwijzing bespreken"),
            (School, "Contactpersoon voor de behandelaar aanwijzen"),
        ],
    },
    Situation {
        groups: (5, 8),
        domains: &["tv", "wht"],
        question: "Gamet tot diep in de nacht en mist daardoor lessen. Wat kan school doen en wat ouders?",
        intervention: "Afspraken over huiswerk en slaap in een contract met leerling en ouders.",
        phase: "Vier weken op tijd. In vakanties valt het ritme weg.",
        discussed: "Ouders voelen zich machteloos. De leerling wil zelf ook verandering.",
        decision: "Schoolcoach biedt vijf gesprekken aan; ouders volgen de cursus over grenzen.",
        actions: &[
            (Municipality, "Vijf gesprekken plannen met leerling en ouders"),
            (School, "Aanwezigheid per les bijhouden"),
        ],
    },
    Situation {
        groups: (1, 5),
        domains: &["st", "se"],
        question: "Maakt nauwelijks oogcontact en speelt alleen. Is er sprake van een ontwikkelingsprobleem?",
        intervention: "Spelbegeleiding twee keer per week, dagritme met pictogrammen.",
        phase: "Speelt naast anderen en volgt het dagritme. Wisselbeurt lukt met een volwassene.",
        discussed: "Het consultatiebureau zag eerder bijzonderheden. Ouders hebben veel vragen.",
        decision: "Jeugdarts onderzoekt; CCP wordt gevraagd mee te denken over de onderwijsplek.",
        actions: &[(Ggd, "Afspraak bij de jeugdarts maken"), (Swv, "CCP vragen om mee te denken")],
    },
];
