// What parents say about sharing, and what it does: one objects and everything closes, until it is taken back and asked anew;
// and the list of whom the school must still ask.
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';
import { TENANT, agree, register } from './support/zat.mjs';

const LIST = at(TENANT, '/leerlingen/toestemming');
const GONE = 404;

test('the objection of one parent closes the file to partners until it is taken back @no-script', async ({ as }, { project }) => {
  const [ineke, sanne] = [await as('ineke.bakker', TENANT), await as('sanne.kok', TENANT)];
  const family = project.name === 'script' ? 'Tweespraak' : 'Tweestrijd';
  const child = await register(ineke, 'De Esdoorn', { given: 'Menno', family, born: '4-5-2016', group: '6' });
  await agree(ineke, child);
  const file = at(TENANT, child.pathname);
  expect((await sanne.goto(file)).status()).toBe(200);
  await ineke.goto(file);
  await ineke.locator('summary', { hasText: /^Een .* starten/ }).click();
  await ineke.locator('button[name=doe][value="start:proces_1"]').first().click();

  await ineke.getByRole('link', { name: 'Bezwaar vastleggen' }).click();
  await expect(ineke).toHaveTitle(/Bezwaar vastleggen/);
  await ineke.getByRole('button', { name: 'Bezwaar vastleggen' }).click();
  await expect(ineke.getByRole('alert')).toContainText('Waartegen: kruis minstens één doel aan.');
  await ineke.getByLabel(/Bespreken in het Zorg Advies Team/).check();
  await ineke.getByLabel('ouder 2').check();
  await ineke.getByLabel('Toelichting').fill('Vader belde: eerst een gesprek.');
  if (project.name === 'script') await expectAccessible(ineke);
  await ineke.getByRole('button', { name: 'Bezwaar vastleggen' }).press('Enter');
  await expect(ineke.locator('#toestemming')).toContainText('bezwaar: er wordt niets gedeeld');
  expect((await sanne.goto(file)).status()).toBe(GONE);

  // Nobody records a yes past it.
  await ineke.getByRole('link', { name: 'Toestemming vastleggen' }).first().click();
  await expect(ineke.getByText('Er is bezwaar gemaakt')).toBeVisible();
  await ineke.goto(LIST);
  const line = ineke.getByRole('row', { name: new RegExp(family) });
  await expect(line.first()).toContainText('bezwaar sinds');
  await ineke.getByRole('navigation', { name: 'Filter op stand' }).getByRole('link', { name: /^Bezwaar/ }).click();
  await expect(line.first()).toContainText('Toestemming vastleggen');
  if (project.name === 'script') await expectAccessible(ineke);
  expect((await sanne.goto(LIST)).status()).toBe(403);

  await ineke.goto(file);
  await ineke.getByRole('link', { name: /^Opheffen: bezwaar van ouder 2/ }).click();
  await ineke.getByLabel('Wie hief het op, en hoe').fill('ouder 2, na het gesprek');
  await ineke.getByRole('button', { name: 'Bezwaar opheffen' }).click();
  expect((await sanne.goto(file)).status(), 'nothing opens by itself').toBe(GONE);
  await agree(ineke, child);
  expect((await sanne.goto(file)).status()).toBe(200);
});

test('an old form of a consent does not open again what was taken back @no-script', async ({ as }, { project }) => {
  const [ineke, sanne] = [await as('ineke.bakker', TENANT), await as('sanne.kok', TENANT)];
  const family = project.name === 'script' ? 'Oudblad' : 'Oudpapier';
  const child = await register(ineke, 'De Esdoorn', { given: 'Wietze', family, born: '5-5-2016', group: '6' });
  await agree(ineke, child);
  const file = at(TENANT, child.pathname);
  // A second tab in which the form stands filled in.
  const tab = await ineke.context().newPage();
  await tab.goto(`${file}/toestemming`);
  await tab.getByLabel('Ouder 1').check();
  for (const party of await tab.locator('input[name=partijen]').all()) await party.check();
  await tab.getByLabel('Op papier').check();

  await ineke.goto(file);
  await ineke.getByRole('link', { name: /^Intrekken: toestemming/ }).first().click();
  await ineke.getByLabel('Wie trok in, en hoe').fill('ouder 2, telefonisch');
  await ineke.getByRole('button', { name: 'Toestemming intrekken' }).click();
  await expect(ineke.locator('#toestemming')).toContainText(/ingetrokken op \d\d-\d\d-\d{4} om \d\d:\d\d door ouder 2, telefonisch/);

  await tab.getByRole('button', { name: 'Toestemming vastleggen' }).click();
  await expect(tab.getByRole('alert')).toContainText('Ineke Bakker wijzigde dit');
  await expect(tab.getByLabel('Ouder 1')).toBeChecked();
  expect((await sanne.goto(file)).status()).toBe(GONE);
  await tab.close();
});
