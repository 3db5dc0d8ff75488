// A case under the ways of working of other samenwerkingsverbanden, from registration to closure, on the pages themselves:
// the vo of West-Brabant (S1) and the Taskforce of Groningen (S3). That of Haarlemmermeer is in line.spec and people.spec.
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

async function register(page, slug, family, born) {
  await page.goto(at(slug, '/leerlingen/nieuw'));
  await page.getByLabel('Roepnaam').fill('Proef');
  await page.getByLabel('Achternaam').fill(family);
  await page.getByLabel('Geboortedatum').fill(born);
  await page.locator('select[name=groep]').selectOption('klas-2');
  await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  await expect(page.locator('.pupil__name')).toContainText(`Proef ${family}`);
}

const press = (page, value) => page.locator(`button[name=doe][value="${value}"]`).first().click();

async function start(page, step) {
  await page.locator('summary', { hasText: /^Een .* starten/ }).click();
  await press(page, `start:${step}`);
}

/** Closes with a reason. */
async function close(page, closing, reason) {
  const form = page.locator('form', { has: page.locator(`button[value="afsluiten:${closing}"]`) });
  // The ways to close are folded, and each is folded again.
  for (const fold of await page.locator('details', { has: form }).all()) await fold.locator('summary').first().click();
  await form.getByLabel('Waarom').fill(reason);
  await press(page, `afsluiten:${closing}`);
}

test('West-Brabant vo: what the school can do itself ends without a SOT @no-script', async ({ as }, { project }) => {
  const page = await as('ilse.ijzerman', 'west-brabant-vo');
  await register(page, 'west-brabant-vo', `Turf ${project.name}`, '3-9-2013');
  const file = page.url();
  await start(page, 'stap_1');
  await expect(page.locator('.turn__task')).toContainText('Stap 1');
  await page.locator('#formulieren tbody a').first().click();
  await page.locator('input[name=signaal][value=ondersteuning]').check();
  await page.locator('[name=intern_op]').fill('1-9-2026');
  for (const who of ['leerling', 'ouder', 'docent']) await page.locator(`input[name=besproken_${who}][value=ja]`).check();
  await page.locator('input[name=route][value=onderwijs]').check();
  await page.locator('input[name=route_organiseert][value=docent]').check();
  await page.getByRole('button', { name: 'Bewaren', exact: true }).click();
  await page.goto(file);
  await close(page, 'uitsluitend_onderwijs', 'De mentor organiseert het.');
  await expect(page.locator('main')).toContainText(/Afgesloten op/);
  await expect(page.getByText('De mentor organiseert het.').first()).toBeVisible();
});

test('Groningen: from what school found to the CJG, with a letter and a consent, and closed together @no-script', async ({ as }, { project }) => {
  test.slow();
  const slug = 'groningen';
  const family = `Wierde ${project.name}`;
  const geert = await as('geert.gelting', slug);
  await register(geert, slug, family, '3-9-2016');
  const file = new URL(geert.url()).pathname;
  const maud = await as('maud.mulder', slug);
  expect((await maud.goto(at(slug, file))).status(), 'without a consent there is no such pupil').toBe(404);

  await start(geert, 'stap_0');
  await expect(geert.locator('.turn__task')).toContainText('Stap 0');
  await expect(geert.locator('.turn').first()).toContainText('dat, waarom, waar en wat er concreet nodig is');
  await geert.getByRole('link', { name: 'Vaststelling door het ondersteuningsteam', exact: true }).click();
  for (const name of ['dat', 'waarom', 'waar', 'wat']) await geert.locator(`[name=${name}]`).fill(`Antwoord op ${name}.`);
  await geert.getByRole('button', { name: 'Bewaren', exact: true }).click();
  await geert.goto(at(slug, file));
  await press(geert, 'overgang:aanmelden');
  await expect(geert.locator('.turn__task')).toContainText('Stap 1');

  await geert.getByRole('link', { name: 'Brieven lezen en afdrukken' }).click();
  await expect(geert.getByRole('heading', { level: 2, name: 'Toestemmingsverklaring informatie-uitwisseling' })).toBeVisible();
  await expect(geert.locator('.letter').first()).toContainText(`Proef ${family}`);
  if (project.name === 'script') await expectAccessible(geert);

  await geert.goto(at(slug, `${file}/toestemming`));
  await geert.getByLabel('Ouder 1').check();
  await geert.getByLabel('Op papier').check();
  for (const party of await geert.locator('input[name=partijen]').all()) await party.check();
  await geert.getByRole('button', { name: 'Toestemming vastleggen' }).click();
  await expect(geert.getByText('geldt', { exact: true }).first()).toBeVisible();

  // The CJG reads along now, and fills in its part of the intake.
  await maud.goto(at(slug, file));
  await expect(maud.locator('.pupil__name')).toContainText(`Proef ${family}`);
  await maud.getByRole('link', { name: 'Intakeformulier Taskforce', exact: true }).click();
  await maud.locator('[name=contactpersoon]').fill('Gea Gedrag');
  await maud.getByRole('button', { name: 'Bewaren', exact: true }).click();
  await maud.goto(at(slug, file));
  await close(maud, 'niet_voortgezet', 'De school kan het zelf, met hulp van de train de trainer.');
  await geert.goto(at(slug, file));
  await expect(geert.locator('main')).toContainText(/Afgesloten op/);
  await expect(geert.getByText('De school kan het zelf').first()).toBeVisible();
});
