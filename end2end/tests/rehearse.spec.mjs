// Trying a way of working out by hand, in the browser: the shipped Groningen from its first step past the intake, with its
// rows; a decision with its grounds; a day that jumps. What is wrong comes back, and the keyboard is never lost.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expectAccessible } from './support/axe.mjs';
import { begin, choose, press } from './support/desk.mjs';
import { expect, test } from './support/test.mjs';

const TENANT = 'haarlemmermeer';
const BEHEERDER = 'fenna.bos';

const desk = (page) => page.locator('.desk__try');
const stands = (page) => page.getByRole('heading', { name: 'Waar de casus is' }).locator('xpath=following-sibling::*[1]');
const sheet = (page) => page.locator('form.desk__paper');

async function play(page, shipped, name) {
  await begin(page, `meegeleverd:${shipped}`, name);
  await page.getByRole('button', { name: 'Proberen' }).click();
  await expect(desk(page)).toBeVisible();
}

test('Groningen is tried out by hand past the intake, with its rows, and as many days later as one likes', async ({ as }) => {
  test.slow();
  const page = await as(BEHEERDER, TENANT);
  await play(page, 'groningen', 'Met de hand');
  await press(page, page.getByRole('button', { name: 'Casus beginnen in Stap 0' }));
  await expect(stands(page)).toContainText('Stap 0: Voortraject op school');
  // The button is gone; the keyboard is where one reads on.
  await expect(page.getByRole('heading', { name: 'Waar de casus is' })).toBeFocused();

  await press(page, page.getByRole('button', { name: 'Vaststelling door het ondersteuningsteam invullen' }));
  await expect(page.getByRole('heading', { name: 'Vaststelling door het ondersteuningsteam' })).toBeFocused();
  await expect(sheet(page)).toContainText('Nog 4 antwoorden nodig');
  for (const name of ['dat', 'waarom', 'waar', 'wat']) await sheet(page).locator(`[name=${name}]`).fill(`Antwoord op <${name}> & meer.`);
  await press(page, sheet(page).getByRole('button', { name: 'Bewaren', exact: true }));
  await expect(sheet(page)).toContainText('Alles wat nodig is van wat deze rol ziet, is beantwoord.');
  await expect(sheet(page).locator('[name=waar]')).toHaveValue('Antwoord op <waar> & meer.');
  await press(page, page.getByRole('button', { name: 'Aanmelding voorbereiden', exact: true }));
  await expect(stands(page)).toContainText('Stap 1: Aanmelding');

  // Another role reads the intake and answers nothing of it; whoever has no business with it finds nothing.
  await choose(page, page.getByLabel('U bent'), 'leerplichtambtenaar');
  await expect(desk(page)).toContainText(/Intakeformulier Taskforce: deze rol ziet er niets van|Intakeformulier Taskforce lezen/);
  await choose(page, page.getByLabel('U bent'), 'directeur samenwerkingsverband');
  await expect(desk(page)).toContainText('Intakeformulier Taskforce: deze rol ziet er niets van.');
  await choose(page, page.getByLabel('U bent'), 'gedragsdeskundige of contactpersoon CJG');
  await press(page, page.getByRole('button', { name: 'Intakeformulier Taskforce invullen' }));

  // Choices with their options, a date that cannot be, a row too many.
  await sheet(page).getByLabel('onderwijs: voortgezet onderwijs').check();
  await sheet(page).locator('input[name=vooraf_geinformeerd][value=onderwijs]').check();
  await sheet(page).locator('[name=contactpersoon]').fill('Gea Gedrag');
  await sheet(page).locator('[name=datum_aanmelding]').fill('gisteren');
  await sheet(page).locator('[name=ondersteuningsvraag]').fill('Wat is nodig om weer naar school te gaan?');
  await expect(sheet(page).locator('[name=angst_toelichting]')).toBeHidden();
  for (const radio of await sheet(page).locator('input[type=radio][value=nee]').all()) await radio.check();
  await sheet(page).locator('input[name=angst][value=ja]').check();
  await expect(sheet(page).locator('[name=angst_toelichting]')).toBeVisible();
  await sheet(page).locator('[name="ouders.1.ouder_naam"]').fill('Ouder een');
  await press(page, sheet(page).getByRole('button', { name: 'Bewaren', exact: true }));
  await expect(sheet(page).getByRole('alert')).toContainText('is geen datum');
  await expect(sheet(page).locator('[name=datum_aanmelding]')).toBeFocused();
  await expect(sheet(page).locator('[name=contactpersoon]')).toHaveValue('Gea Gedrag');
  await expectAccessible(page);
  await sheet(page).locator('[name=datum_aanmelding]').fill('30-9-2026');
  await press(page, sheet(page).getByRole('button', { name: 'Rij toevoegen aan Gezaghebbende ouder/verzorger' }));
  await expect(sheet(page).locator('[name="ouders.2.ouder_naam"]')).toBeFocused();
  await page.keyboard.type('Ouder twee');
  // Enter saves, and takes no row away.
  await page.keyboard.press('Enter');
  await expect(sheet(page).getByRole('heading', { name: 'Gezaghebbende ouder/verzorger 2' })).toBeVisible();
  await expect(sheet(page).locator('[name="ouders.1.ouder_naam"]')).toHaveValue('Ouder een');
  await press(page, sheet(page).getByRole('button', { name: 'Gezaghebbende ouder/verzorger 1 weghalen' }));
  await expect(sheet(page).locator('[name="ouders.1.ouder_naam"]')).toHaveCount(0);
  await expect(sheet(page)).toContainText('Alles wat nodig is van wat deze rol ziet, is beantwoord.');
  await expectAccessible(page);

  await page.getByText(/^Kan nog niet/).click();
  await expect(desk(page)).toContainText(/Inbrengen in het tweewekelijks overleg: .*geen geldige toestemming/);
  await press(page, page.getByRole('button', { name: /^Geven ?: / }).first());
  await expect(page.getByRole('button', { name: /^Intrekken ?: / }).first()).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Inbrengen in het tweewekelijks overleg', exact: true }));
  await expect(stands(page)).toContainText('Stap 2: Tweewekelijks overleg');
  await expect(stands(page)).toContainText(/termijn tot \d\d-\d\d-\d{4}/);
  await expect(stands(page)).toContainText('Te bespreken in');

  // A day is jumped to; the case waits where it was, and its story keeps the day.
  const now = new Date(await page.getByLabel('Vandaag is het').inputValue());
  now.setDate(now.getDate() + 400);
  await page.getByLabel('Vandaag is het').fill(now.toISOString().slice(0, 10));
  await page.getByLabel('Vandaag is het').press('Tab');
  await expect(stands(page)).toContainText('Stap 2');
  await expect(page.getByRole('button', { name: /^Geven ?: / }).first(), 'a consent of twelve months has ended').toBeVisible();
  await choose(page, page.getByLabel('U bent'), 'procescoördinator CJG');
  await press(page, page.getByRole('button', { name: 'Scenario kiezen', exact: true }));
  await expect(stands(page)).toContainText('Stap 3: Scenario en plan van aanpak');
  await press(page, page.getByRole('button', { name: 'Laatste handeling terugnemen' }));
  await expect(stands(page)).toContainText('Stap 2');

  // What was done by hand is a scenario: forms, rows and all.
  const href = await page.getByRole('link', { name: 'Bewaren als scenario' }).getAttribute('href');
  const kept = decodeURIComponent(href.split(',').slice(1).join(','));
  expect(kept).toContain('"ouders.2.ouder_naam" = "Ouder twee"');
  await press(page, page.getByRole('button', { name: 'Opnieuw beginnen' }));
  await expect(stands(page)).toContainText('De casus is nog niet begonnen.');
  await page.getByLabel('Scenario', { exact: true }).setInputFiles({ name: 'bewaard.toml', mimeType: 'text/plain', buffer: Buffer.from(kept) });
  await expect(page.locator('#scenario-uitkomst')).toContainText('regels gingen zoals het scenario zegt');
  await expect(stands(page)).toContainText('Stap 2');
});

test('the grounds of a decision are chosen', async ({ as }) => {
  const page = await as(BEHEERDER, TENANT);
  await play(page, 'haarlemmermeer-po', 'Gronden');
  // A kept scenario brings the case to where the decision is taken.
  const path = fileURLToPath(new URL('../../domain/templates/scenarios/haarlemmermeer-po-tlv.toml', import.meta.url));
  const lines = readFileSync(path, 'utf8').split('[[lines]]');
  const before = lines.slice(0, lines.findIndex((line) => line.includes('decide = {'))).join('[[lines]]');
  await page.getByLabel('Scenario', { exact: true }).setInputFiles({ name: 'tot.toml', mimeType: 'text/plain', buffer: Buffer.from(before) });
  await expect(page.locator('#scenario-uitkomst')).toContainText('regels gingen zoals het scenario zegt');
  await page.getByLabel('Vandaag is het').fill('2027-02-01');
  await page.getByLabel('Vandaag is het').press('Tab');
  await choose(page, page.getByLabel('U bent'), 'TLV-commissie');
  const given = page.getByRole('group', { name: 'Gronden voor TLV toegekend' });
  await expect(given).toBeVisible();
  await press(page, given.getByRole('button'));
  await expect(page.getByRole('alert').filter({ hasText: 'Dit kan nu niet' })).toContainText(/grond/i);
  const ground = 'Het S(B)O is het meest kansrijke passende aanbod.';
  await given.getByLabel(ground).focus();
  await page.keyboard.press('Space');
  await press(page, given.getByRole('button'));
  await expect(page.getByRole('alert').filter({ hasText: 'Dit kan nu niet' })).toHaveCount(0);
  const href = await page.getByRole('link', { name: 'Bewaren als scenario' }).getAttribute('href');
  const kept = decodeURIComponent(href.split(',').slice(1).join(',')).split('[[lines]]').at(-1);
  expect(kept).toContain('kansrijk');
  expect(kept).not.toContain('overstijgt');
});
