// The template editor: a process that no source knows, from the empty template, by keyboard alone; tried out, compared
// and published. And two people in one draft.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expectAccessible } from './support/axe.mjs';
import { add, begin, choose, field, outline, panel, part, press, tick, type } from './support/desk.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const TENANT = 'haarlemmermeer';
const BEHEERDER = 'fenna.bos';

const WEST = 'west-brabant-po';

/** 2027-09-06 as the screens write it. */
const short = (day) => [day.getUTCDate(), day.getUTCMonth() + 1].map((part) => String(part).padStart(2, '0')).concat(day.getUTCFullYear()).join('-');

/** So many working days on; only for a stretch without a public holiday. */
function workingDays(from, many) {
  const day = new Date(from);
  for (let left = many; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1);
    if (day.getUTCDay() % 6) left -= 1;
  }
  return day;
}

const days = (from, many) => new Date(from.getTime() + many * 86_400_000);

/** The first Monday of a September to come: then until Christmas no working day is a public holiday. */
function aMonday(today) {
  const september = new Date(Date.UTC(Number(today.slice(0, 4)) + 1, 8, 1));
  return days(september, (8 - september.getUTCDay()) % 7);
}

test('a process that no source knows is configured from the empty template with the keyboard alone, tried out, published, and a case runs on it', async ({ as }) => {
  test.setTimeout(600_000);
  // A tenant whose cases no other story follows.
  const page = await as('femke.faber', WEST);
  await begin(page, 'leeg', 'Tweesporen', WEST);

  await press(page, outline(page).getByRole('button', { name: 'Over de werkwijze' }));
  await type(page, field(page, 'Naam'), 'Tweesporenoverleg');

  await add(page, 'Nieuwe rol', 'consulent');
  await tick(page, 'Functies', 'consulent');
  await add(page, 'Nieuwe rol', 'schoolcoach');
  await tick(page, 'Functies', 'schoolcoach', 'jeugdprofessional');
  await add(page, 'Nieuwe rol', 'ouders');

  for (const [name, title, milestone, role] of [
    ['Toets', 'Is de aanmelding compleet?', 'Aanmelding', 'consulent'],
    ['Spoor school', 'Advies van de school', 'Bespreking', "ib'er"],
    ['Spoor zorg', 'Advies van de schoolcoach', 'Bespreking', 'schoolcoach'],
    ['Besluit', 'Wat er gaat gebeuren', 'Plan', 'consulent'],
    ['Uitvoering', 'Het plan loopt', 'Uitvoering', "ib'er"],
  ]) {
    await add(page, 'Nieuwe stap', name);
    await type(page, field(page, 'Wat er gebeurt'), title);
    await choose(page, field(page, 'Regie'), role);
    await choose(page, field(page, 'Mijlpaal'), milestone);
    if (name === 'Toets' || name === 'Uitvoering') {
      const term = panel(page).getByRole('group', { name: 'Termijn' });
      await press(page, term.getByRole('button', { name: /^Toevoegen/ }).first());
      await choose(page, term.getByLabel('Duur').first(), name === 'Toets' ? '… werkdagen' : 'tot een vaste datum');
      if (name === 'Toets') await type(page, term.locator('input[type=number]').first(), '10');
      await type(page, term.getByLabel('Eindigt met'), name === 'Toets' ? 'besluit over compleetheid' : 'einde schooljaar');
      if (name === 'Toets') {
        await term.getByLabel('De klok kan stil').focus();
        await page.keyboard.press('Space');
      }
    }
  }

  for (const purpose of ['delen met de schoolcoach', 'bespreken in het overleg', 'delen met de gemeente']) {
    await add(page, 'Nieuwe toestemming', purpose);
    await type(page, field(page, 'Uitleg voor ouders'), `Wij vragen of wij dit mogen: ${purpose}. U mag nee zeggen.`);
  }

  for (const [fact, role] of [['Advies van de school is er', "ib'er"], ['Advies van de schoolcoach is er', 'schoolcoach']]) {
    await add(page, 'Nieuw feit', fact);
    await type(page, field(page, 'Als het ontbreekt'), `${fact.replace(' is er', '')} is er nog niet.`);
    await tick(page, 'Vast te leggen door', role);
  }

  await add(page, 'Nieuw overleg', 'Tafel van het samenwerkingsverband');
  await type(page, field(page, 'Afkorting'), 'TSV');
  await choose(page, field(page, 'Van wie'), 'het samenwerkingsverband');
  await choose(page, field(page, 'Voorzitter'), 'consulent');
  await choose(page, field(page, 'Verslag'), 'consulent');
  await tick(page, /^Vaste leden/, 'consulent', 'schoolcoach', "ib'er");
  await tick(page, /^Per leerling uitgenodigd/, 'ouders');
  await choose(page, field(page, 'Toestemming'), 'bespreken in het overleg');
  await type(page, field(page, 'Minuten per leerling'), '20');

  await add(page, 'Nieuw besluit', 'Besluit over ondersteuning');
  await choose(page, field(page, 'In stap'), 'Besluit');
  await tick(page, 'Door', 'consulent');
  for (const outcome of ['Toegekend', 'Afgewezen']) {
    await panel(page).getByLabel('Nieuwe uitkomst').focus();
    await page.keyboard.type(outcome);
    await page.keyboard.press('Enter');
  }
  const stages = panel(page).getByRole('group', { name: 'In fasen' });
  await press(page, stages.getByRole('button', { name: /^Toevoegen/ }));
  await type(page, stages.getByLabel('Namen van de fasen'), 'voorgenomen besluit');
  await stages.getByLabel('Namen van de fasen').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('besluit');
  await page.keyboard.press('Tab');
  await choose(page, stages.getByLabel('Tijd ertussen').first(), '… weken');
  await type(page, stages.locator('input[type=number]').first(), '1');

  const way = async (name, from, to, role, more) => {
    await add(page, 'Nieuwe overgang', name);
    await choose(page, field(page, 'Van'), from);
    await choose(page, field(page, 'Naar'), to);
    await type(page, field(page, 'Gevolg'), `De casus gaat naar ${to}.`);
    await tick(page, /^Door/, role);
    await more?.();
  };
  const when = (begins) => choose(page, panel(page).getByLabel('Kan pas als').first(), begins);
  await way('Aanmelden', 'Stap 1', 'Toets', "ib'er");
  await way('Terug: niet compleet', 'Toets', 'Stap 1', 'consulent', async () => {
    await field(page, 'Een reden is nodig').focus();
    await page.keyboard.press('Space');
    await choose(page, field(page, 'De klok'), 'zet de termijn');
  });
  await way('Aangevuld', 'Stap 1', 'Toets', "ib'er", () => choose(page, field(page, 'De klok'), 'laat de termijn'));
  await way('Adviezen vragen', 'Toets', 'Spoor school', 'consulent', async () => {
    await tick(page, /^Opent ook/, 'Spoor zorg');
    await when('al deze voorwaarden');
    const held = panel(page).getByRole('group', { name: 'al deze voorwaarden: …' });
    for (const [number, purpose] of ['delen met de schoolcoach', 'bespreken in het overleg', 'delen met de gemeente'].entries()) {
      await press(page, held.getByRole('button', { name: 'Voorwaarde toevoegen' }));
      const line = held.locator('.desk__each > li').nth(number);
      await choose(page, line.locator('select').first(), 'er is toestemming voor');
      await choose(page, line.locator('select').nth(1), purpose);
    }
  });

  await add(page, 'Nieuwe samenkomst', 'Beide adviezen zijn er');
  for (const [number, [step, fact]] of [['Spoor school', 'Advies van de school is er'], ['Spoor zorg', 'Advies van de schoolcoach is er']].entries()) {
    await press(page, panel(page).getByRole('button', { name: 'Nieuw spoor toevoegen' }));
    const track = panel(page).locator('.desk__parts > li').nth(number);
    await choose(page, track.getByLabel('Laatste stap'), step);
    // What names the track is chosen, and the keyboard is still there.
    await expect(track.getByLabel('Laatste stap')).toBeFocused();
    await choose(page, track.getByLabel('Klaar als').first(), 'is vastgelegd');
    await choose(page, track.locator('.desk__held select').first(), fact);
  }
  await choose(page, field(page, 'Naar'), 'Besluit');

  await way('Plan starten', 'Besluit', 'Uitvoering', 'consulent', async () => {
    await when('het besluit');
    await choose(page, panel(page).getByLabel('Uitkomst', { exact: true }), 'Toegekend');
  });
  await press(page, outline(page).locator('details').filter({ hasText: 'Afsluitingen' }).locator('summary').first());
  await press(page, outline(page).getByRole('button', { name: 'Casus afsluiten' }));
  await tick(page, 'Vanuit', 'Uitvoering', 'Besluit');
  // Where the two tracks may be discussed.
  for (const step of ['Spoor school', 'Spoor zorg']) {
    await press(page, outline(page).getByRole('button', { name: new RegExp(`^${step}`) }));
    await tick(page, /^Te bespreken in/, 'Tafel van het samenwerkingsverband');
  }

  await test.step('a form of two questions, as each role will have it', async () => {
    await add(page, 'Nieuw formulier', 'Aanvraag');
    await tick(page, /^Gaat over een casus in/, 'Toets');
    await tick(page, /^Wie het leest/, "ib'er", 'consulent', 'schoolcoach');
    const parts = panel(page).getByRole('group', { name: 'Onderdelen' }).first();
    await part(page, parts, 'Nieuw onderdeel', 'De vraag');
    await choose(page, parts.getByLabel('Soort').first(), 'vragen onder elkaar');
    const questions = parts.getByRole('group', { name: /^Vragen/ }).first();
    await part(page, questions, 'Nieuwe vraag', 'Waar is hulp bij nodig?');
    const first = questions.locator('.desk__parts > li').first();
    await choose(page, first.getByLabel('Antwoord', { exact: true }), 'één keuze');
    await first.getByLabel('Verplicht').focus();
    await page.keyboard.press('Space');
    await part(page, first, 'Nieuwe mogelijkheid', 'lezen');
    await part(page, first, 'Nieuwe mogelijkheid', 'rekenen');
    await part(page, questions, 'Nieuwe vraag', 'Wat vindt de consulent?');
    const second = questions.locator('.desk__parts > li').filter({ hasText: 'Wat vindt de consulent?' }).last();
    const writes = second.getByRole('group', { name: /^Wie het invult/ }).first();
    await press(page, writes.locator('summary').first());
    await writes.getByLabel('consulent', { exact: true }).focus();
    await page.keyboard.press('Space');
    await expect(writes.getByLabel('consulent', { exact: true })).toBeChecked();

    const example = panel(page).locator('.desk__paper');
    await choose(page, panel(page).getByLabel('Zoals gezien door'), "ib'er");
    await expect(example.getByRole('radio', { name: 'lezen' })).toBeVisible();
    await expect(example.getByRole('radio', { name: 'rekenen' })).toBeVisible();
    await expect(example.getByRole('textbox')).toHaveCount(0);
    await expect(example).toContainText('Wat vindt de consulent?');
    await expect(example).toContainText('Leest het antwoord, en vult niet in.');
    await choose(page, panel(page).getByLabel('Zoals gezien door'), 'consulent');
    await expect(example.getByRole('textbox', { name: /^Wat vindt de consulent/ })).toBeVisible();
    await choose(page, panel(page).getByLabel('Zoals gezien door'), 'ouders');
    await expect(panel(page)).toContainText('Deze rol ziet niets van dit formulier.');
  });

  await expect(page.locator('.desk__faults')).toContainText('Er zijn geen fouten', { timeout: 15_000 });
  await expect(page.locator('.desk__bar')).toContainText(/Bewaard om \d\d:\d\d/, { timeout: 15_000 });
  await expectAccessible(page);

  // Tried out: two tracks, joined by themselves, and the term of ten working days.
  await press(page, page.getByRole('button', { name: 'Proberen' }));
  const to = async (day) => {
    await page.getByLabel('Vandaag is het').fill(day.toISOString().slice(0, 10));
    await page.keyboard.press('Tab');
  };
  const monday = aMonday(await page.getByLabel('Vandaag is het').inputValue());
  const terms = page.getByRole('heading', { name: 'Waar de casus is' }).locator('xpath=following-sibling::*[1]');
  await to(monday);
  await press(page, page.getByRole('button', { name: 'Casus beginnen in Stap 1' }));
  await press(page, page.getByRole('button', { name: 'Aanmelden', exact: true }));
  await expect(terms).toContainText(`Toets: Is de aanmelding compleet? – regie: consulent, termijn tot ${short(workingDays(monday, 10))}`);

  // Not complete: the file goes back after three working days, for as long as it takes, and seven are left then.
  await to(days(monday, 3));
  await choose(page, page.getByLabel('U bent'), 'consulent');
  await type(page, page.getByLabel('Reden, als die nodig is'), 'De handtekening ontbreekt.');
  await press(page, page.getByRole('button', { name: 'Terug: niet compleet', exact: true }));
  await expect(terms).toContainText('Stap 1');
  await expect(terms).not.toContainText('Toets');
  await to(days(monday, 21));
  await choose(page, page.getByLabel('U bent'), "ib'er");
  await press(page, page.getByRole('button', { name: 'Aangevuld', exact: true }));
  await expect(terms).toContainText(`termijn tot ${short(workingDays(days(monday, 21), 7))}`);
  for (const purpose of ['delen met de schoolcoach', 'bespreken in het overleg', 'delen met de gemeente']) {
    await press(page, page.getByRole('button', { name: new RegExp(`^Geven ?: ${purpose}$`) }));
  }
  await choose(page, page.getByLabel('U bent'), 'consulent');
  await press(page, page.getByRole('button', { name: 'Adviezen vragen' }));
  await expect(terms).toContainText('Spoor zorg: Advies van de schoolcoach – regie: schoolcoach');
  await expect(terms).toContainText("TSV: consulent, schoolcoach, ib'er; per leerling uitgenodigd: ouders (zonder account).");
  await choose(page, page.getByLabel('U bent'), 'schoolcoach');
  await expect(page.locator('.desk__try')).toContainText('TSV: met naam');
  await press(page, page.getByRole('button', { name: 'Vastleggen: Advies van de schoolcoach is er' }));
  await choose(page, page.getByLabel('U bent'), "ib'er");
  await press(page, page.getByRole('button', { name: 'Vastleggen: Advies van de school is er' }));
  await expect(page.locator('.desk__try')).toContainText('Besluit: Wat er gaat gebeuren – regie: consulent');
  await choose(page, page.getByLabel('U bent'), 'consulent');
  await press(page, page.getByRole('button', { name: 'voorgenomen besluit: Toegekend' }));
  await page.getByText(/^Kan nog niet/).click();
  await expect(page.locator('.desk__try')).toContainText(/besluit: .*Dit kan vanaf/);
  await press(page, page.getByRole('button', { name: 'Een week later' }));
  await press(page, page.getByRole('button', { name: 'besluit: Toegekend', exact: true }));
  await press(page, page.getByRole('button', { name: 'Plan starten' }));
  await expect(page.locator('.desk__try')).toContainText(/Uitvoering: Het plan loopt – regie: ib'er, termijn tot 3[01]-07-/);
  await expectAccessible(page);

  // What was written is what is stored, and can be published.
  await page.reload();
  await expect(page.locator('.desk')).toBeVisible();
  await expect(page.locator('.flow__card')).toHaveCount(6);
  await press(page, page.getByRole('link', { name: 'Publiceren' }));
  await expect(page.locator('main')).toContainText('Nieuwe samenkomst');
  await type(page, page.getByLabel('Waarom deze versie'), 'Twee sporen naast elkaar, en samen verder.');
  await press(page, page.getByRole('button', { name: /^Versie \d+ publiceren$/ }));
  await expect(page.getByRole('status').first()).toContainText('is gepubliceerd');

  await test.step('a case runs on it: two tracks, and by themselves together', async () => {
    const ib = await as('wouter.wolters', WEST);
    await ib.goto(at(WEST, '/leerlingen/nieuw'));
    await ib.getByLabel('Roepnaam').fill('Proef');
    await ib.getByLabel('Achternaam').fill('Tweespoor');
    await ib.getByLabel('Geboortedatum').fill('3-9-2017');
    await ib.locator('select[name=groep]').selectOption('groep-4');
    await ib.getByRole('button', { name: 'Leerling toevoegen' }).click();
    await expect(ib.locator('.pupil__name')).toContainText('Proef Tweespoor');
    const file = new URL(ib.url()).pathname;
    const open = (who) => who.goto(at(WEST, file));
    const does = (who, value) => who.locator(`button[name=doe][value="${value}"]`).first().click();
    await ib.locator('summary', { hasText: /^Een .* starten/ }).click();
    await does(ib, 'start:stap_1');
    await expect(ib.locator('.turn__task')).toContainText('Stap 1');
    await does(ib, 'overgang:aanmelden');
    await expect(ib.locator('.turn__task')).toContainText('Toets');
    await ib.getByRole('link', { name: 'Aanvraag' }).click();
    await ib.getByRole('radio', { name: 'rekenen' }).check();
    await expect(ib.getByRole('textbox', { name: /^Wat vindt de consulent/ })).toHaveCount(0);
    await ib.getByRole('button', { name: 'Bewaren', exact: true }).click();
    for (const purpose of ['delen met de schoolcoach', 'bespreken in het overleg', 'delen met de gemeente']) {
      await ib.goto(at(WEST, `${file}/toestemming`));
      await ib.getByRole('radio', { name: new RegExp(`^${purpose}`) }).check();
      await ib.getByLabel('Ouder 1').check();
      for (const party of await ib.locator('input[name=partijen]').all()) await party.check();
      await ib.getByLabel('Op papier').check();
      await ib.getByRole('button', { name: 'Toestemming vastleggen' }).click();
      await expect(ib.locator('.pupil__name')).toContainText('Proef Tweespoor');
    }
    const coen = await as('coen.claassen', WEST);
    await open(coen);
    await does(coen, 'overgang:adviezen_vragen');
    await expect(coen.locator('main')).toContainText('Spoor school');
    await expect(coen.locator('main')).toContainText('Spoor zorg');
    const joris = await as('joris.vandam', WEST);
    await open(joris);
    await does(joris, 'feit:advies_van_de_schoolcoach_is_er');
    await open(ib);
    await expect(ib.locator('main')).toContainText('Spoor school');
    await does(ib, 'feit:advies_van_de_school_is_er');
    await expect(ib.locator('.turn__task')).toContainText('Besluit');
    await expect(ib.locator('.turn__task')).toHaveCount(1);
  });
});

test('what was changed can be taken back, a fault stands at its place, and the address leads to a part', async ({ as }) => {
  const page = await as(BEHEERDER, TENANT);
  await begin(page, 'leeg', 'Terugnemen');
  await page.locator('.flow__card').first().click();
  await expect(page).toHaveURL(/#steps\.stap_1$/);
  await field(page, 'Korte naam').fill('');
  await field(page, 'Korte naam').press('Tab');
  await expect(page.locator('.desk__faults')).toContainText('stap');
  await expect(panel(page).locator('.desk__fieldfaults').filter({ hasText: /./ }).first()).toBeVisible();
  await expect(page.locator('.flow__card--wrong')).toHaveCount(1);
  await page.getByRole('button', { name: 'Ongedaan maken' }).click();
  await expect(field(page, 'Korte naam')).toHaveValue('Stap 1');
  await expect(page.locator('.desk__faults')).toContainText('Er zijn geen fouten');
  await page.getByRole('button', { name: 'Opnieuw', exact: true }).click();
  await expect(field(page, 'Korte naam')).toHaveValue('');
  await page.locator('.desk__picture h2').click();
  await page.keyboard.press('Control+z');
  await expect(field(page, 'Korte naam')).toHaveValue('Stap 1');
  await expect(page.locator('.desk__bar')).toContainText(/Bewaard om/, { timeout: 10_000 });
  await page.reload();
  await expect(field(page, 'Korte naam')).toHaveValue('Stap 1');
});

test('two people write in one draft and both keep their work', async ({ as }) => {
  const one = await as(BEHEERDER, TENANT);
  await begin(one, 'leeg', 'Samen');
  const two = await as(BEHEERDER, TENANT);
  await two.goto(one.url());
  await expect(two.locator('.desk')).toBeVisible();
  await one.locator('.flow__card').first().click();
  await field(one, 'Wat er gebeurt').fill('Van de een');
  await field(one, 'Wat er gebeurt').press('Tab');
  await expect(one.locator('.desk__bar')).toContainText(/Bewaard om/, { timeout: 10_000 });
  await two.locator('.flow__card').first().click();
  await field(two, 'Korte naam').fill('Van de ander');
  await field(two, 'Korte naam').press('Tab');
  await expect(two.locator('.desk__bar')).toContainText(/Bewaard om/, { timeout: 10_000 });
  await expect(field(two, 'Wat er gebeurt')).toHaveValue('Van de een');
  await field(one, 'Korte naam').fill('Anders');
  await field(one, 'Korte naam').press('Tab');
  await expect(one.locator('[role=alert]').filter({ hasText: 'Iemand anders wijzigde hetzelfde' })).toContainText("er staat nu 'Van de ander'; u schreef 'Anders'");
  await expect(field(one, 'Korte naam')).toHaveValue('Van de ander');
});

test('the editor’s script is asked for on its own page only', async ({ as }) => {
  const page = await as(BEHEERDER, TENANT);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(at(TENANT, '/werkwijze'));
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /editor\.(js|wasm)$/.test(path))).toEqual([]);
  await begin(page, 'leeg', 'Bundel');
  expect(asked.filter((path) => /editor\.(js|wasm)$/.test(path))).not.toEqual([]);
});

const SCENARIOS = fileURLToPath(new URL('../../domain/templates/scenarios/', import.meta.url));
const kept = readdirSync(SCENARIOS).sort().map((name) => ({ path: SCENARIOS + name, text: readFileSync(SCENARIOS + name, 'utf8') }));
const ways = [...new Set(kept.map(({ text }) => text.match(/^template = "(.*)"$/m)[1]))];

for (const way of ways) {
  test(`every scenario of ${way} goes in the browser as it says`, async ({ as }) => {
    test.slow();
    const page = await as(BEHEERDER, TENANT);
    await begin(page, `meegeleverd:${way.replaceAll('_', '-')}`, `Spelen ${way}`);
    await page.getByRole('button', { name: 'Proberen' }).click();
    const outcome = page.locator('#scenario-uitkomst');
    for (const { path, text } of kept.filter(({ text }) => text.includes(`template = "${way}"`))) {
      await page.getByLabel('Scenario', { exact: true }).setInputFiles(path);
      await expect(outcome).toContainText(text.match(/^title = "(.*)"$/m)[1]);
      await expect(outcome).toContainText(`Alle ${text.match(/^\[\[lines\]\]$/gm).length} regels gingen zoals het scenario zegt`);
    }
    await expect(page.locator('.desk__try')).toContainText('Laatste handeling terugnemen');
    await page.goto(`${page.url().split('#')[0]}/weggooien`);
    await page.getByRole('button', { name: 'Concept weggooien' }).click();
    await expect(page.getByRole('status').first()).toContainText('weggegooid');
  });
}

test('a scenario that goes otherwise, and a file that is none, say so', async ({ as }) => {
  const page = await as(BEHEERDER, TENANT);
  await begin(page, 'leeg', 'Anders');
  await page.getByRole('button', { name: 'Proberen' }).click();
  const file = (text) => ({ name: 'scenario.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });
  const input = page.getByLabel('Scenario', { exact: true });
  await input.setInputFiles(kept[0].path);
  await expect(page.locator('#scenario-uitkomst')).toContainText('het ging anders dan het scenario zegt');
  await expect(page.locator('#scenario-uitkomst')).toContainText('dit scenario is voor');
  await input.setInputFiles(file('[[['));
  await expect(page.locator('#scenario-uitkomst')).toContainText('Dit is geen scenario');
  await expect(page.locator('.desk__try')).toContainText('De casus is nog niet begonnen.');
  await expectAccessible(page);
});
