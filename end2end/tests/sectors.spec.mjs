// Primary and secondary schools in one samenwerkingsverband (S3: "samenwerkingsverband 20.01 PO en 20.02 VO", and a route for "VO
// en bovenbouw PO"): the ib'er sees groepen, the gedragsdeskundige klassen, and who comes at both sees them apart.
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const SLUG = 'groningen';
const PRIMARY = 'Basisschool De Trekschuit';
const GROEPEN = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `Groep ${number}`);
const KLASSEN = [1, 2, 3, 4, 5, 6].map((number) => `Klas ${number}`);
const words = (page) => page.locator('select[name=groep] option').allTextContents();
const chips = (page, kind) => page.getByRole('navigation', { name: `Filter op ${kind}`, exact: true });

/** Looks for a groep or a klas in the list. */
async function look(page, group) {
  await page.locator('select[name=groep]').selectOption({ label: group });
  await page.getByRole('search', { name: 'Zoek in deze lijst' }).getByRole('button', { name: 'Zoeken' }).click();
  await expect(page.locator('select[name=groep] option:checked')).toHaveText(group);
}

test('the ib\'er of a primary school registers a child in groep 6 and starts step 0 @no-script', async ({ as }, { project }) => {
  const family = `Schuiten ${project.name}`;
  const page = await as('wietske.wieringa', SLUG);
  await page.goto(at(SLUG, '/leerlingen'));
  await expect(page.getByRole('columnheader', { name: 'Groep' })).toBeVisible();
  expect(await words(page)).toEqual(['Alle groepen', ...GROEPEN]);
  await expect(page.getByRole('main')).not.toContainText(/\bklas\b/i);

  await page.goto(at(SLUG, '/leerlingen/nieuw'));
  expect(await words(page)).toEqual(['Kies een groep', ...GROEPEN]);
  await page.getByLabel('Roepnaam').fill('Proef');
  await page.getByLabel('Achternaam').fill(family);
  await page.getByLabel('Geboortedatum').fill('3-2-2015');
  await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  await expect(page.getByRole('alert')).toContainText('Groep: kies groep 1 tot en met 8.');
  await page.getByLabel('Groep').selectOption({ label: 'Groep 6' });
  await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  await expect(page.locator('.pupil__name')).toContainText(`Proef ${family}`);
  await expect(page.locator('.pupil').first()).toContainText(/Groep\s*6/);

  await page.locator('summary', { hasText: /^Een .* starten/ }).click();
  await page.locator('button[name=doe][value="start:stap_0"]').first().click();
  await expect(page.locator('.turn__task')).toContainText('Stap 0');
  await page.goto(at(SLUG, '/leerlingen?groep=groep-6&proces=stap_0'));
  await expect(page.getByRole('row', { name: new RegExp(family) })).toContainText('Stap 0');
});

test('the gedragsdeskundige of a secondary school sees klassen only @no-script', async ({ as }) => {
  const page = await as('geert.gelting', SLUG);
  await page.goto(at(SLUG, '/leerlingen'));
  await expect(page.getByRole('columnheader', { name: 'Klas' })).toBeVisible();
  expect(await words(page)).toEqual(['Alle klassen', ...KLASSEN]);
  await page.goto(at(SLUG, '/leerlingen/nieuw'));
  expect(await words(page)).toEqual(['Kies een klas', ...KLASSEN]);
});

test('a transfercoach at schools of both kinds finds groepen and klassen apart @no-script', async ({ as }, { project }) => {
  const page = await as('taco.tamminga', SLUG);
  await page.goto(at(SLUG, '/leerlingen'));
  await expect(page.getByRole('columnheader', { name: 'Groep of klas' })).toBeVisible();
  await expect(chips(page, 'scholen voor primair onderwijs').getByRole('link')).toHaveText([PRIMARY]);
  await expect(chips(page, 'scholen voor voortgezet onderwijs').getByRole('link')).toHaveCount(2);
  for (const [kind, years] of [['Groep', GROEPEN], ['Klas', KLASSEN]]) {
    await expect(page.locator(`select[name=groep] optgroup[label=${kind}] option`)).toHaveText(years);
  }
  if (project.name === 'script') await expectAccessible(page);

  // The same number, and another child.
  const cells = () => page.locator('tbody tr td[data-label="Groep of klas"]').allTextContents();
  await look(page, 'Klas 2');
  expect(new Set(await cells())).toEqual(new Set(['klas 2']));
  await look(page, 'Groep 2');
  expect(new Set(await cells())).toEqual(new Set(['groep 2']));
  await expect(page.locator('tbody')).not.toContainText('College');

  await page.goto(at(SLUG, '/leerlingen?volgorde=groep'));
  expect((await cells())[0]).toBe('groep 1');
  await page.goto(at(SLUG, '/leerlingen?volgorde=-groep'));
  expect((await cells())[0]).toBe('klas 6');
});
