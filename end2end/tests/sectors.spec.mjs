// Primary and secondary schools in one samenwerkingsverband (S3: "samenwerkingsverband 20.01 PO en 20.02 VO", and a route for "VO
// en bovenbouw PO"): the ib'er sees groepen, the gedragsdeskundige klassen, and who comes at both sees them apart.
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const SLUG = 'groningen';
const PRIMARY = 'Basisschool De Trekschuit';
const words = (page) => page.locator('select[name=groep] option').allTextContents();
const groups = (page, kind) => page.getByRole('navigation', { name: `Filter op ${kind}`, exact: true });

test('the ib\'er of a primary school registers a child in groep 6 and starts step 0 @no-script', async ({ as }, { project }) => {
  const family = `Schuiten ${project.name}`;
  const page = await as('wietske.wieringa', SLUG);
  await page.goto(at(SLUG, '/leerlingen'));
  await expect(page.getByRole('columnheader', { name: 'Groep' })).toBeVisible();
  await expect(groups(page, 'groep').getByRole('link')).toHaveCount(8);
  await expect(page.getByRole('main')).not.toContainText(/\bklas\b/i);

  await page.goto(at(SLUG, '/leerlingen/nieuw'));
  expect(await words(page)).toEqual(['Kies een groep', ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => `Groep ${number}`)]);
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
  await expect(groups(page, 'klas').getByRole('link')).toHaveCount(6);
  await expect(groups(page, 'groep')).toHaveCount(0);
  await page.goto(at(SLUG, '/leerlingen/nieuw'));
  expect(await words(page)).toEqual(['Kies een klas', ...[1, 2, 3, 4, 5, 6].map((number) => `Klas ${number}`)]);
});

test('a transfercoach at schools of both kinds finds groepen and klassen apart @no-script', async ({ as }, { project }) => {
  const page = await as('taco.tamminga', SLUG);
  await page.goto(at(SLUG, '/leerlingen'));
  await expect(page.getByRole('columnheader', { name: 'Groep of klas' })).toBeVisible();
  await expect(groups(page, 'scholen voor primair onderwijs').getByRole('link')).toHaveText([PRIMARY]);
  await expect(groups(page, 'scholen voor voortgezet onderwijs').getByRole('link')).toHaveCount(2);
  if (project.name === 'script') await expectAccessible(page);

  // The same number, and another child.
  const cells = () => page.locator('tbody tr td[data-label="Groep of klas"]').allTextContents();
  await groups(page, 'klas').getByRole('link', { name: '2', exact: true }).click();
  expect(new Set(await cells())).toEqual(new Set(['klas 2']));
  await groups(page, 'klas').getByRole('link', { name: '2', exact: true }).click();
  await groups(page, 'groep').getByRole('link', { name: '2', exact: true }).click();
  expect(new Set(await cells())).toEqual(new Set(['groep 2']));
  await expect(page.locator('tbody')).not.toContainText('College');

  await page.goto(at(SLUG, '/leerlingen?volgorde=groep'));
  expect((await cells())[0]).toBe('groep 1');
  await page.goto(at(SLUG, '/leerlingen?volgorde=-groep'));
  expect((await cells())[0]).toBe('klas 6');
});
