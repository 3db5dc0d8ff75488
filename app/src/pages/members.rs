//! Who works in the tenant: the list by organisation, an invitation, and taking a function away.
use crate::{
    components::{
        ActionLink, BackLink, Badge, Cell, Checkboxes, Chip, Choice, Column, DataTable, DateField, Emphasis,
        EmptyState, ErrorSummary, Fact, Facts, FilterChips, Hidden, Notice, PageHeader, Select, SubmitButton, Symbol,
        TextField, Tone, Typed, UndoBar, dated, id_among,
    },
    pages::address::with_query,
};
use domain::{
    calendar::short_date,
    page::School,
    page::member::{Acceded, Covenants, Invite, Invited, Member, Members, Organisation, Standing},
};
use leptos::prelude::*;

/// The members by organisation.
#[component]
pub fn MembersPage(page: Members) -> AnyView {
    let lead = match page.total {
        0 => "Geen functies".to_owned(),
        1 => "1 functie".to_owned(),
        many => format!("{many} functies"),
    };
    let undo = page.undo.map(|undo| {
        let hidden = vec![("version", undo.version.to_string())];
        view! { <UndoBar text=format!("{} is ingetrokken.", undo.who) action=format!("/beheer/{}/herstellen", undo.id) hidden=hidden/> }
    });
    let chips = Standing::ALL.map(|standing| {
        let is_on = page.standing == standing.key();
        let value = if is_on { "" } else { standing.key() };
        let href = with_query("/beheer", &[("zoek", &page.text), ("stand", value)]);
        Chip { label: standing.label().into(), href, is_on, count: None }
    });
    let standing =
        (!page.standing.is_empty()).then(|| view! { <input type="hidden" name="stand" value=page.standing.clone()/> });
    let nobody = page.organisations.is_empty().then(|| {
        view! {
            <EmptyState title="Niemand gevonden" action="Iedereen tonen" href="/beheer">
                <p>"Niemand past bij deze zoekopdracht en stand."</p>
            </EmptyState>
        }
    });
    let organisations = page
        .organisations
        .into_iter()
        .enumerate()
        .map(|(place, organisation)| view! { <One organisation=organisation place=place/> })
        .collect_view();
    view! {
        <PageHeader title="Beheer" lead=lead>
            <ActionLink href="/beheer/uitnodigen" label="Iemand uitnodigen" symbol=Some(Symbol::Add)/>
            <ActionLink href="/werkwijze" label="Werkwijze" emphasis=Emphasis::Second/>
            <ActionLink href="/beheer/convenanten" label="Convenanten" emphasis=Emphasis::Second/>
            <ActionLink href="/beheer/kalender" label="Vakanties en gesloten dagen" emphasis=Emphasis::Second/>
        </PageHeader>
        {undo}
        <form class="filterform" method="get" action="/beheer" role="search" aria-label="Zoek in deze lijst">
            <label class="utrecht-form-label" for="zoek-lijst">"Zoek op naam, functie of organisatie"</label>
            <div class="buttons">
                <input class="utrecht-textbox" type="search" id="zoek-lijst" name="zoek" value=page.text autocomplete="off"/>
                {standing}
                <button class="utrecht-button utrecht-button--secondary-action" type="submit">"Zoeken"</button>
            </div>
        </form>
        <FilterChips label="Stand" chips=chips.to_vec()/>
        {nobody}
        {organisations}
    }
    .into_any()
}

#[component]
fn One(organisation: Organisation, place: usize) -> AnyView {
    let rows = organisation.members.into_iter().map(|member| view! { <Row member=member/> }).collect_view();
    let mut columns: Vec<Column> = ["Naam", "Functie", "Scholen", "Looptijd", "Stand"].map(Column::new).to_vec();
    columns.push(Column::silent("Doen"));
    view! {
        <section class="section">
            <h2>{organisation.name.clone()}</h2>
            <DataTable id=format!("leden-{place}") caption=format!("{} ({})", organisation.name, organisation.kind) columns=columns columns_as="table--members">{rows}</DataTable>
        </section>
    }
    .into_any()
}

#[component]
fn Row(member: Member) -> AnyView {
    let period = period(&member);
    let tone = match member.standing {
        Standing::Active => Tone::Good,
        Standing::Invited => Tone::Info,
        Standing::Outside => Tone::Neutral,
        Standing::Withdrawn => Tone::Bad,
    };
    let who = format!("{}, {}", member.name, member.function);
    let withdraw = member.can_withdraw.then(|| {
        let spoken = format!("Intrekken: {who}");
        view! { <ActionLink href=format!("/beheer/{}/intrekken", member.id) label="Intrekken" emphasis=Emphasis::Quiet spoken=Some(spoken)/> }
    });
    let again = member.can_invite_again.then(|| {
        view! {
            <form method="post" action=format!("/beheer/{}/opnieuw", member.id)>
                <SubmitButton label="Nieuwe link maken" emphasis=Emphasis::Quiet spoken=Some(format!("Nieuwe link maken voor {who}"))/>
            </form>
        }
    });
    view! {
        <tr>
            <Cell label="Naam" head=true>{member.name}<br/><span class="hint">{member.email}</span></Cell>
            <Cell label="Functie">{member.function}</Cell>
            <Cell label="Scholen">{member.schools.join(", ")}</Cell>
            <Cell label="Looptijd">{dated(period)}</Cell>
            <Cell label="Stand"><Badge text=member.standing_text tone=tone/></Cell>
            <Cell label=""><div class="buttons">{withdraw}{again}</div></Cell>
        </tr>
    }
    .into_any()
}

fn period(member: &Member) -> String {
    let from = short_date(member.from);
    member.until.map_or_else(|| format!("vanaf {from}"), |until| format!("{from} tot en met {}", short_date(until)))
}

/// The form for an invitation.
#[component]
pub fn InvitePage(page: Invite, typed: Typed) -> AnyView {
    let functions: Vec<Choice> = page.functions.into_iter().map(Choice::from).collect();
    let organisations: Vec<Choice> = page.organisations.into_iter().map(Choice::from).collect();
    let kinds = School::apart(&page.schools);
    let both = kinds.len() > 1;
    let schools = kinds.into_iter().enumerate().map(|(place, (years, schools))| {
        let label = if both { years.schools() } else { "Scholen" };
        let choices: Vec<Choice> = schools.into_iter().map(Choice::from).collect();
        let id = if place == 0 { "scholen".to_owned() } else { format!("scholen-{}", years.sector().key()) };
        // Said once: it is one question, under two headings.
        let hint = if place == 0 { "Waar deze persoon werkt of aan tafel zit. Kruis niets aan als dat aan geen school is." } else { "" };
        view! {
            <Checkboxes name="scholen" id=id label=label choices=choices values=typed.all("scholen") error=typed.error("scholen").filter(|_| place == 0) optional=true hint=hint/>
        }
    });
    let schools = schools.collect_view();
    view! {
        <BackLink href="/beheer" label="Beheer"/>
        <PageHeader title="Iemand uitnodigen" lead="De persoon logt in met het account van de eigen organisatie. U geeft hier alleen wat die persoon hier doet."/>
        <ErrorSummary errors=typed.errors()/>
        <form class="form" method="post" action="/beheer/uitnodigen">
            <TextField name="naam" label="Naam" value=typed.value("naam") error=typed.error("naam")/>
            <TextField name="email" label="E-mailadres van het werk" value=typed.value("email") error=typed.error("email") input_type="email"
                hint="Om te herkennen of deze persoon hier al werkt. Inloggen gaat niet met dit adres."/>
            <Select name="functie" label="Functie" choices=functions value=typed.value("functie") empty="Kies een functie" error=typed.error("functie")/>
            <Select name="organisatie" label="Organisatie" choices=organisations value=typed.value("organisatie") empty="Kies een organisatie" error=typed.error("organisatie")/>
            {schools}
            <DateField name="vanaf" label="Vanaf" value=typed.or("vanaf", page.today) error=typed.error("vanaf")/>
            <DateField name="tot" label="Tot en met" value=typed.value("tot") error=typed.error("tot") optional=true/>
            <div class="buttons"><SubmitButton label="Uitnodigen" consequence="U krijgt een link die u zelf aan deze persoon geeft. De link werkt één keer, twee weken lang."/></div>
        </form>
    }
    .into_any()
}

/// The link, this once.
#[component]
pub fn InvitedPage(page: Invited) -> AnyView {
    let who = format!("{} is uitgenodigd als {} ({}).", page.name, page.function, page.organisation);
    let link = match page.link {
        Some(link) => view! {
            <Notice tone=Tone::Good title=who>
                <p>"Geef deze link aan deze persoon, en aan niemand anders. U ziet hem alleen nu:"</p>
                <p><code class="link-once">{link}</code></p>
                <p>{format!("De link werkt één keer, tot en met {}.", page.until)}</p>
            </Notice>
        }
        .into_any(),
        None => view! {
            <Notice tone=Tone::Good title=who>
                <p>"Deze persoon heeft al een account en ziet de nieuwe functie bij de volgende klik. Een link is niet nodig."</p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <BackLink href="/beheer" label="Beheer"/>
        <PageHeader title="Uitgenodigd"/>
        {link}
        <div class="buttons">
            <ActionLink href="/beheer/uitnodigen" label="Nog iemand uitnodigen" emphasis=Emphasis::Second/>
        </div>
    }
    .into_any()
}

/// Before a function is taken away: what that does.
#[component]
pub fn WithdrawMemberPage(page: Member, typed: Typed) -> AnyView {
    let period = period(&page);
    let facts = vec![
        Fact::new("Functie", page.function.clone()),
        Fact::new("Organisatie", page.organisation.clone()),
        Fact::new("Scholen", page.schools.join(", ")),
        Fact::new("Looptijd", period),
    ];
    let form = page.can_withdraw.then(|| {
        view! {
            <form class="form" method="post" action=format!("/beheer/{}/intrekken", page.id)>
                <Hidden values=vec![("version", page.version.to_string())]/>
                <div class="buttons">
                    <SubmitButton label="Functie intrekken" emphasis=Emphasis::Danger consequence="Dit werkt meteen. U kunt het daarna ongedaan maken."/>
                </div>
            </form>
        }
    });
    let not = (!page.can_withdraw).then(|| {
        view! { <Notice tone=Tone::Attention title="Deze functie kunt u niet intrekken"><p>{page.standing_text.clone()}</p></Notice> }
    });
    view! {
        <BackLink href="/beheer" label="Beheer"/>
        <PageHeader title="Functie intrekken" above=page.name.clone()/>
        <ErrorSummary errors=typed.errors()/>
        <Facts facts=facts/>
        <h2>"Wat er dan gebeurt"</h2>
        <ul>
            <li>"Met deze functie gaat vanaf de volgende klik niets meer open."</li>
            <li>"Wat deze persoon schreef en afsprak, blijft staan met naam en datum."</li>
            <li>"Open acties blijven op naam staan; spreek in het overleg af wie ze overneemt."</li>
            <li>"Andere functies van deze persoon blijven."</li>
        </ul>
        {not}
        {form}
    }
    .into_any()
}

/// Which organisations acceded to the covenants of the way of working.
#[component]
pub fn CovenantsPage(page: Covenants, typed: Typed) -> AnyView {
    let body = if page.covenants.is_empty() {
        view! {
            <EmptyState title="De werkwijze vraagt geen convenant" action="Naar de werkwijze" href="/werkwijze">
                <p>"Zegt een rol van een partner dat haar organisatie eerst moet toetreden tot een convenant, dan legt u hier vast wie dat deed."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let today = page.today;
        let parts = page.covenants.into_iter().enumerate().map(|(place, covenant)| {
            let rows =
                covenant.organisations.into_iter().map(|one| acceded(one, covenant.name.clone(), &typed, &today));
            let rows = rows.collect_view();
            let columns: Vec<Column> =
                [Column::new("Organisatie"), Column::new("Stand"), Column::silent("Doen")].to_vec();
            let caption = format!("Organisaties en '{}'", covenant.name);
            view! {
                <section class="section">
                    <h2>{covenant.name.clone()}</h2>
                    <DataTable id=format!("convenant-{place}") caption=caption columns=columns>{rows}</DataTable>
                </section>
            }
        });
        parts.collect_view().into_any()
    };
    view! {
        <BackLink href="/beheer" label="Beheer"/>
        <PageHeader title="Convenanten" lead="Wie bij een organisatie werkt die niet is toegetreden, komt niet binnen."/>
        <ErrorSummary errors=typed.errors()/>
        {body}
    }
    .into_any()
}

fn acceded(one: Acceded, covenant: String, typed: &Typed, today: &str) -> AnyView {
    let id = one.organisation.to_string();
    let (stand, tone) = match one.since {
        Some(since) => (format!("toegetreden op {}", short_date(since)), Tone::Good),
        None => ("niet toegetreden".to_owned(), Tone::Attention),
    };
    let by =
        (!one.by.is_empty()).then(|| view! { <br/><span class="hint">{format!("vastgelegd door {}", one.by)}</span> });
    let mine = typed.value("organisatie") == id && typed.value("convenant") == covenant;
    let doing = if let Some((record, version)) = one.record {
        let label = format!("Toetreding van {} beëindigen", one.name);
        view! {
            <form method="post" action=format!("/beheer/convenanten/{record}/einde")>
                <Hidden values=vec![("version", version.to_string())]/>
                <SubmitButton label=label emphasis=Emphasis::Danger consequence="Haar mensen zien hier vanaf nu niets meer. U kunt de toetreding opnieuw vastleggen."/>
            </form>
        }
        .into_any()
    } else {
        let on = if mine { typed.value("op") } else { today.to_owned() };
        let error = if mine { typed.error("op") } else { None };
        let label = format!("Toetreding van {} vastleggen", one.name);
        let field = id_among("op", mine, &id);
        view! {
            <form method="post" action="/beheer/convenanten">
                <Hidden values=vec![("organisatie", id), ("convenant", covenant)]/>
                <DateField name="op" id=field label="Toegetreden op" value=on error=error/>
                <SubmitButton label=label emphasis=Emphasis::Second/>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <Cell label="Organisatie" head=true>{one.name}</Cell>
            <Cell label="Stand"><Badge text=stand tone=tone/>{by}</Cell>
            <Cell label="">{doing}</Cell>
        </tr>
    }
    .into_any()
}
