// The functioneel beheerder and the way of working: a draft begun, read in from a file, published and compared; with the
// mouse, with the keyboard alone, and without script.
import { readFileSync } from 'node:fs';
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const TENANT = 'haarlemmermeer';
const here = (path = '') => at(TENANT, `/werkwijze${path}`);
const file = (text) => ({ name: 'werkwijze.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });

test('a draft is begun with a file, mended, compared and published @no-script', async ({ as }, { project }) => {
  test.slow();
  // Axe is a script itself.
  const look = project.name === 'script' ? expectAccessible : () => {};
  const page = await as('fenna.bos', TENANT);
  await page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Werkwijze' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Werkwijze' })).toBeVisible();
  await look(page);

  await page.getByRole('row', { name: /Versie 1:/ }).getByRole('link', { name: 'Concept beginnen met versie 1' }).click();
  await expect(page.getByRole('radio', { name: /^Versie 1:/ })).toBeChecked();
  await page.getByRole('radio', { name: /Een bestand of geplakte tekst/ }).check();
  await page.getByLabel(/^Bestand/).setInputFiles(file('format = 1\n[[['));
  await page.getByRole('button', { name: 'Concept beginnen' }).click();
  await expect(page.getByRole('alert')).toContainText('Regel 2');
  await expect(page.getByLabel('Of plak hier de tekst')).toHaveValue(/\[\[\[/);
  await look(page);

  const name = `Proef ${project.name}`;
  await page.getByRole('radio', { name: /Een lege werkwijze/ }).check();
  await page.getByLabel('Naam van het concept').fill(name);
  await page.getByRole('button', { name: 'Concept beginnen' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  // In the words of the page, or of the editor once that is awake.
  await expect(page.getByText(/^Er zijn geen fouten/).filter({ visible: true })).toBeVisible();

  const download = page.getByRole('link', { name: 'Bestand downloaden' });
  const text = await (await page.request.get(await download.evaluate((a) => a.href))).text();
  await page.getByRole('link', { name: 'Bestand inlezen' }).click();
  await look(page);
  await page.getByLabel(/^Bestand/).setInputFiles(file(text.replace('regie = "ib"', 'regie = "niemand"')));
  await page.getByRole('button', { name: 'Concept vervangen' }).click();
  await expect(page.locator('#fouten-concept')).toContainText("Rol 'niemand' bestaat niet.");
  await look(page);
  await page.getByRole('link', { name: 'Publiceren' }).click();
  await expect(page.getByText('Zolang er fouten zijn')).toBeVisible();
  await expect(page.getByRole('button', { name: /publiceren/ })).toHaveCount(0);

  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('link', { name: 'Bestand inlezen' }).click();
  await page.getByLabel('Of plak hier de tekst').fill(text);
  await page.getByRole('button', { name: 'Concept vervangen' }).click();
  await page.getByRole('link', { name: 'Publiceren' }).click();
  await look(page);
  await page.getByRole('button', { name: /^Versie \d+ publiceren$/ }).click();
  await expect(page.getByRole('alert')).toContainText('vul dit in');
  // Far enough ahead to leave the other stories their way of working.
  await page.getByLabel('Gaat in op').fill('1-8-2099');
  await page.getByLabel('Waarom deze versie').fill('Om te zien hoe het gaat.');
  await page.getByRole('button', { name: /^Versie \d+ publiceren$/ }).click();
  await expect(page.getByRole('status').first()).toContainText('is gepubliceerd');
  await expect(page.getByRole('row', { name: /Om te zien hoe het gaat/ }).first()).toContainText('gaat nog in');
  await page.getByRole('link', { name: 'Versies vergelijken' }).click();
  await page.getByLabel('Van', { exact: true }).selectOption('1');
  await page.getByLabel('Naar', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Vergelijken' }).click();
  await expect(page.getByRole('heading', { name: /^Van versie 1/ })).toBeVisible();
  await look(page);
});

test('a version is read whole, kept as a file, and on paper everything stands open', async ({ as }) => {
  const page = await as('fenna.bos', TENANT);
  await page.goto(here('/versie/1'));
  await expect(page.getByRole('heading', { name: /^Fase: / }).first()).toBeVisible();
  const role = page.locator('.way .fold').first();
  await expect(role.getByText('Doet in Rondom')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(role.getByText('Doet in Rondom')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  const [kept] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Bestand downloaden' }).click(),
  ]);
  expect(kept.suggestedFilename()).toMatch(/^[a-z-]+-versie-1\.toml$/);
  expect(readFileSync(await kept.path(), 'utf8')).toContain('format = 1');
});

test('a draft is begun and thrown away with the keyboard alone', async ({ as }) => {
  const page = await as('fenna.bos', TENANT);
  await page.goto(here('/nieuw?begin=leeg'));
  await page.getByRole('radio', { name: /Een lege werkwijze/ }).focus();
  for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press('Tab');
  await expect(page.getByLabel('Naam van het concept')).toBeFocused();
  await page.keyboard.type('Zonder muis');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Zonder muis' })).toBeVisible();
  await page.getByRole('link', { name: 'Weggooien' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Concept weggooien' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Concept weggooien' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').first()).toContainText('weggegooid');
  await expect(page.getByText('Zonder muis')).toHaveCount(0);
});
