// The whole line of S0: the school's analysis brings the concept agenda, partners complete it, the ZAT is held, its
// minutes go to those entitled, and the next analysis knows of it. "Zes keer per schooljaar wordt een concept ZAT-agenda
// opgesteld … ter aanvulling aangeboden aan de ZAT-leden … Daarna is de agenda definitief."
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';
import { TENANT, agree, agreeOn, analyse, day, expectNothingOf, identifying, move, open, planFrom, register, row, write } from './support/zat.mjs';

const SANNE = 'Sanne Kok, schoolcoach';
const QUESTION = 'Loopt vast na de pauze. Hoe krijgen we rust?';
const NAMELESS = 'Een kind durft niet meer naar school. Wat is een eerste stap?';

/** From "Mijn werk" by the link that says what waits. */
async function follow(page, what) {
  await page.goto(at(TENANT));
  await page.getByRole('main').getByRole('link', { name: what }).first().click();
}

/** The analysis of the next period at this school; when the year has no next one, the last that was made. */
async function startOrOpen(page, school) {
  await page.goto(at(TENANT, '/analyse'));
  const here = page.locator('section', { has: page.getByRole('heading', { level: 2, name: school }) });
  const start = here.getByRole('button', { name: /^Analyse van .* beginnen$/ });
  await start.or(here.getByRole('link', { name: 'Analyse openen' }).last()).first().click();
}

test('from the analysis to the shared minutes, and back into the next analysis', async ({ as }) => {
  test.setTimeout(180_000);
  const school = 'De Esdoorn';
  const [ineke, clara, sanne] = [await as('ineke.bakker', TENANT), await as('clara.smit', TENANT), await as('sanne.kok', TENANT)];
  const berber = await register(ineke, school, { given: 'Berber', family: 'Lijnsma', born: '14-03-2018', group: '4' });
  const wieneke = await register(ineke, school, { given: 'Wieneke', family: 'Naamveld', born: '7-6-2016', group: '5' });
  const jurre = await register(ineke, school, { given: 'Jurre', family: 'Buitenpost', born: '2-10-2015', group: '6' });
  const tjalle = await register(ineke, school, { given: 'Tjalle', family: 'Nakomer', born: '21-1-2020', group: '2' });
  for (const child of [berber, jurre, tjalle]) await agree(ineke, child);
  let agenda;

  await test.step('the ib’er makes the analysis and puts pupils on “ZAT ja”', async () => {
    await follow(ineke, `Analyse maken voor ${school}`);
    await startOrOpen(ineke, school);
    await analyse(ineke, berber, QUESTION);
    await expect(ineke.locator('#proces_1 .autosave')).toContainText(/^Bewaard om \d\d:\d\d$/);
    await analyse(ineke, wieneke, 'Durft niet meer naar school.');
    await ineke.getByRole('button', { name: 'Proces 1: Basisondersteuning bewaren' }).click();
    await expect(row(ineke.locator('#zat_agenda'), berber)).toContainText(QUESTION);
    await expect(row(ineke.locator('#proces_1'), wieneke)).toContainText('toestemming ontbreekt');
  });

  await test.step('the concept agenda brings them; no partner finds it', async () => {
    await ineke.getByRole('link', { name: /^ZAT van / }).click();
    agenda = new URL(ineke.url()).pathname;
    await expect(row(ineke.locator('#voorstel'), berber)).toContainText(`SE: ${QUESTION}`);
    await sanne.goto(at(TENANT, '/overleggen'));
    await expect(sanne.locator(`a[href="${agenda}"]`)).toHaveCount(0);
    const refused = await sanne.goto(at(TENANT, agenda));
    expect(refused.status()).toBe(403);
    await expect(sanne.getByRole('main')).toContainText('De agenda is nog een concept');
    for (const child of [berber, wieneke]) expect(await sanne.content()).not.toContain(child.family);
  });

  await test.step('the consulent completes it and sends it', async () => {
    await follow(clara, `Agenda versturen: ${school}`);
    expect(new URL(clara.url()).pathname).toBe(agenda);
    await row(clara.locator('#voorstel'), berber).getByRole('button', { name: `${berber.name} toevoegen` }).click();
    await expect(row(clara.locator('#agenda'), berber)).toContainText('uit de analyse van de school');
    await row(clara.locator('#voorstel'), wieneke).getByRole('link', { name: 'Anoniem bespreken' }).click();
    const question = clara.getByLabel('Vraag', { exact: true });
    await question.fill('Wieneke durft niet meer naar school.');
    await clara.getByRole('button', { name: 'Anoniem toevoegen' }).click();
    await expect(clara.getByRole('alert')).toContainText('Schrijf het anders op');
    await question.fill(NAMELESS);
    await clara.getByRole('button', { name: 'Anoniem toevoegen' }).click();
    await expect(clara.locator('#blok-anoniem')).toContainText(NAMELESS);
    await move(clara, 'Agenda versturen', 'Concept verstuurd');
  });

  const pages = ['', '/toevoegen', '/verslag', '/verslag?alles=1', '/beamer'].map((tail) => at(TENANT, agenda + tail));
  const everywhere = [at(TENANT), at(TENANT, '/overleggen'), at(TENANT, '/leerlingen'), ...pages];

  await test.step('the schoolcoach completes it from her own caseload', async () => {
    await follow(sanne, `Agenda aanvullen: ${school}`);
    await expect(row(sanne.locator('#agenda'), berber)).toBeVisible();
    await expect(sanne.locator('#blok-anoniem')).toContainText(NAMELESS);
    await expectNothingOf(sanne, wieneke, everywhere);
    await sanne.getByRole('link', { name: 'Agendapunt toevoegen' }).click();
    await expect(sanne.getByLabel('Leerling', { exact: true }).locator('option', { hasText: wieneke.family })).toHaveCount(0);
    await sanne.getByLabel('Leerling', { exact: true }).selectOption({ label: `${jurre.name}, groep 6` });
    await sanne.getByLabel('Waarom brengt u deze leerling in?').fill('Het gezin is bij ons bekend.');
    await sanne.getByRole('button', { name: 'Leerling toevoegen' }).click();
    await expect(sanne.getByRole('alert')).toContainText('Domein/ hulpvraag: vul dit in.');
    await sanne.getByLabel('Domein/ hulpvraag').fill('Komt vaak te laat. Wat is thuis nodig?');
    await sanne.getByRole('button', { name: 'Leerling toevoegen' }).click();
    await expect(row(sanne, jurre)).toContainText(`ingebracht door ${SANNE}`);
    await expect(row(sanne, jurre)).toContainText('Reden: Het gezin is bij ons bekend.');
  });

  await test.step('definitive: later only with a reason', async () => {
    await clara.goto(at(TENANT, agenda));
    await expect(row(clara.locator('#agenda'), jurre)).toBeVisible();
    await move(clara, 'Definitief maken', 'Definitief');
    await sanne.getByRole('link', { name: 'Agendapunt toevoegen' }).click();
    await sanne.getByLabel('Leerling', { exact: true }).selectOption({ label: `${tjalle.name}, groep 2` });
    await sanne.getByLabel('Domein/ hulpvraag').fill('Slaapt slecht sinds de verhuizing.');
    await sanne.getByRole('button', { name: 'Leerling toevoegen' }).click();
    await expect(sanne.getByRole('alert')).toContainText('waarom dit niet kan wachten');
    await sanne.getByLabel('Waarom kan dit niet wachten?').first().fill('Sinds gisteren is er crisis thuis.');
    await sanne.getByRole('button', { name: 'Leerling toevoegen' }).click();
    await expect(row(sanne, tjalle)).toContainText(`later toegevoegd door ${SANNE}`);
  });

  const action = { what: 'Twee keer meekijken in de groep', who: SANNE, due: day(21) };

  await test.step('the ZAT is held', async () => {
    await clara.goto(at(TENANT, agenda));
    await clara.getByRole('link', { name: 'Overleg houden' }).click();
    await clara.getByText('Wie is er?').click();
    await clara.getByLabel(/^Sanne Kok, schoolcoach/).selectOption({ label: 'aanwezig' });
    await clara.getByLabel(/^Vera Visser/).selectOption({ label: 'afgemeld' });
    await clara.getByRole('button', { name: 'Aanwezigheid bewaren' }).click();
    await expect(clara.getByText(/2 van \d+ ingevuld/)).toBeVisible();
    await open(clara, berber.name);
    await clara.getByLabel('Wat is besproken').fill('Rust na de pauze');
    await expect(clara.locator('.autosave')).toContainText(/^Bewaard om/);
    await write(clara, { said: 'Rust na de pauze lukt beter.', decided: 'De schoolcoach kijkt mee.', lead: SANNE });
    await agreeOn(clara, action);
    const step = clara.locator('#stap');
    await step.getByText('Extra ondersteuning starten').first().click();
    await step.getByLabel('Waarom?').fill('De aanpak in de groep is niet genoeg.');
    await step.getByRole('button', { name: 'Extra ondersteuning starten' }).click();
    await expect(clara.locator('#stap')).toContainText('In dit overleg gezet: Extra ondersteuning starten');
    await open(clara, 'Anoniem agendapunt');
    await write(clara, { said: 'Wieneke durft niet.', decided: '' });
    await expect(clara.getByRole('alert')).toContainText('Schrijf het anders op');
    await write(clara, { said: 'Samen met ouders een klein begin maken.', decided: 'De school belt ouders.' });
    await agreeOn(clara, { ...action, what: 'Meedenken over een eerste stap' });
    await expectNothingOf(sanne, wieneke, everywhere);
    await clara.getByRole('button', { name: 'ZAT afronden' }).click();
    await expect(clara.locator('[aria-current=step]')).toContainText('Gehouden');
  });

  await test.step('the minutes go to those entitled, item by item', async () => {
    const told = clara.locator('#wie-krijgt-wat tr', { hasText: 'Sanne Kok' });
    for (const child of [berber, jurre, tjalle]) await expect(told).toContainText(child.name);
    await follow(sanne, action.what);
    await expect(row(sanne, berber)).toBeVisible();
    await clara.getByRole('button', { name: 'Verslag delen' }).click();
    await expect(clara.locator('[aria-current=step]')).toContainText('Verslag gedeeld');
    await follow(sanne, action.what);
    const minutes = sanne.locator('section', { has: sanne.getByRole('link', { name: berber.name }) }).first();
    await expect(minutes).toContainText('Rust na de pauze lukt beter.');
    await expect(minutes).toContainText('De schoolcoach kijkt mee.');
    await expect(sanne.locator('.pupil--anonymous')).toHaveCount(1);
    await expect(sanne.getByText('Samen met ouders een klein begin maken.')).toBeVisible();
    await expect(sanne.getByRole('textbox', { name: 'Wat is besproken' })).toHaveCount(0);
    await expectNothingOf(sanne, wieneke, everywhere);
  });

  await test.step('a correction stays visible', async () => {
    await clara.locator('section.section', { has: clara.getByRole('link', { name: berber.name }) }).getByRole('link', { name: 'Verbeteren' }).click();
    await clara.getByLabel('Besluit').fill('De schoolcoach kijkt drie keer mee.');
    await clara.getByRole('button', { name: 'Verbetering bewaren' }).click();
    await sanne.reload();
    const corrected = sanne.locator('section', { has: sanne.getByRole('heading', { name: 'Verbeterd na het delen' }) }).last();
    await expect(corrected).toContainText('Clara Smit, consulent');
    await expect(corrected).toContainText('De schoolcoach kijkt mee.');
    await expect(corrected).toContainText('De schoolcoach kijkt drie keer mee.');
  });

  await test.step('the action is in “Mijn werk” of its owner, and can be done', async () => {
    await sanne.goto(at(TENANT));
    const mine = sanne.locator('.worklist__item', { hasText: action.what });
    await expect(mine).toContainText(`over ${berber.name}`);
    await mine.getByRole('button', { name: `Klaar: ${action.what}` }).click();
    await expect(mine).toHaveCount(0);
    await sanne.getByRole('button', { name: 'Ongedaan maken' }).click();
    await expect(mine).toHaveCount(1);
    await mine.getByRole('button', { name: `Klaar: ${action.what}` }).click();
    await expect(mine).toHaveCount(0);
    await expect(sanne.locator('.worklist__item', { hasText: 'Meedenken over een eerste stap' })).toContainText('anoniem agendapunt');
  });

  await test.step('the next analysis knows when it was discussed, and the school still knows everybody', async () => {
    await startOrOpen(ineke, school);
    await expect(row(ineke.locator('#proces_2_0'), berber)).toContainText(/besproken op \d\d-\d\d-\d{4}/);
    await expect(row(ineke.locator('#proces_1'), wieneke)).not.toContainText('besproken op');
    await ineke.goto(at(TENANT, wieneke.pathname));
    const bytes = await ineke.content();
    for (const value of [wieneke.name, '07-06-2016', wieneke.id]) expect(bytes).toContain(value);
    expect(identifying(wieneke)).toContain('07-06-2016');
  });
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the same line, from the analysis to the shared minutes', async ({ as }) => {
    test.setTimeout(180_000);
    const school = 'De Wilgenhoek';
    const [ineke, clara, sanne] = [await as('ineke.bakker', TENANT), await as('clara.smit', TENANT), await as('sanne.kok', TENANT)];
    const douwe = await register(ineke, school, { given: 'Douwe', family: 'Papierstra', born: '3-4-2017', group: '4' });
    const hiske = await register(ineke, school, { given: 'Hiske', family: 'Stilhoven', born: '30-11-2017', group: '3' });
    await agree(ineke, douwe);

    await startOrOpen(ineke, school);
    await analyse(ineke, douwe, QUESTION);
    await analyse(ineke, hiske, 'Durft niet meer naar school.');
    await ineke.getByRole('button', { name: 'Proces 1: Basisondersteuning bewaren' }).click();
    await expect(row(ineke.locator('#zat_agenda'), douwe)).toContainText(QUESTION);

    // A meeting of its own: the next one of this school is on its way already.
    await clara.goto(at(TENANT, '/overleggen'));
    await clara.getByText('Eén overleg plannen').click();
    await clara.getByLabel('Voor wie').selectOption({ label: school });
    await clara.getByLabel('Dag').fill('straks');
    await clara.getByRole('button', { name: 'Overleg plannen' }).click();
    await expect(clara.getByRole('alert')).toBeVisible();
    await planFrom(clara, 10);
    const agenda = new URL(clara.url()).pathname;
    const everywhere = ['', '/toevoegen', '/verslag', '/beamer'].map((tail) => at(TENANT, agenda + tail));
    expect((await sanne.goto(at(TENANT, agenda))).status()).toBe(403);
    await row(clara.locator('#voorstel'), douwe).getByRole('button', { name: `${douwe.name} toevoegen` }).click();
    await row(clara.locator('#voorstel'), hiske).getByRole('link', { name: 'Anoniem bespreken' }).click();
    await clara.getByLabel('Vraag', { exact: true }).fill(NAMELESS);
    await clara.getByRole('button', { name: 'Anoniem toevoegen' }).click();
    await move(clara, 'Agenda versturen', 'Concept verstuurd');

    await sanne.goto(at(TENANT, agenda));
    await expect(row(sanne.locator('#agenda'), douwe)).toBeVisible();
    await expect(sanne.locator('#blok-anoniem')).toContainText(NAMELESS);
    await sanne.getByRole('link', { name: 'Agendapunt toevoegen' }).click();
    await sanne.getByLabel('Vraag', { exact: true }).fill('Hoe helpen we een gezin dat gaat verhuizen?');
    await sanne.getByRole('button', { name: 'Anoniem toevoegen' }).click();
    await expect(sanne.locator('#blok-anoniem tbody tr')).toHaveCount(2);

    await clara.goto(at(TENANT, agenda));
    await move(clara, 'Definitief maken', 'Definitief');
    await clara.getByRole('link', { name: 'Overleg houden' }).click();
    await open(clara, douwe.name);
    await write(clara, { said: 'Rust na de pauze lukt beter.', decided: 'De schoolcoach kijkt mee.', lead: SANNE });
    await agreeOn(clara, { what: 'Meekijken na de pauze', who: SANNE, due: day(21) });
    await clara.getByRole('button', { name: 'ZAT afronden' }).click();
    await clara.getByRole('button', { name: 'Verslag delen' }).click();
    await expect(clara.locator('[aria-current=step]')).toContainText('Verslag gedeeld');

    await follow(sanne, 'Meekijken na de pauze');
    await expect(sanne.getByText('Rust na de pauze lukt beter.')).toBeVisible();
    await expectNothingOf(sanne, hiske, everywhere);
    await sanne.goto(at(TENANT));
    await sanne.getByRole('button', { name: 'Klaar: Meekijken na de pauze' }).click();
    await expect(sanne.locator('.worklist__item', { hasText: 'Meekijken na de pauze' })).toHaveCount(0);
  });
});
