// Running cases go along to a new version: what that does per case, a choice for a step that is gone, together over, the
// story of a case with both versions, and everything back. In a tenant whose cases no other story follows.
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const WEST = 'west-brabant-po';
const here = (path = '') => at(WEST, `/werkwijze${path}`);

/** The file of the pupil whose case has this number, of those that somebody sees. */
async function fileOf(page, number) {
  await page.goto(at(WEST, '/leerlingen'));
  const files = await page.locator('#leerlingen tbody th a').evaluateAll((links) => links.map((link) => link.href));
  for (const file of files) {
    await page.goto(file);
    if (await page.getByText(number).count()) return file;
  }
  throw new Error(`no file with case ${number} among ${files.length}`);
}

test('running cases go to a new version, a step that is gone is chosen for, and all of them go back @no-script', async ({ as }, { project }) => {
  test.slow();
  const look = project.name === 'script' ? expectAccessible : () => {};
  const page = await as('femke.faber', WEST);

  await page.goto(here('/versie/1'));
  const download = page.getByRole('link', { name: 'Bestand downloaden' });
  const text = await (await page.request.get(await download.evaluate((a) => a.href))).text();
  await page.goto(here('/nieuw'));
  await page.getByRole('radio', { name: /Een bestand of geplakte tekst/ }).check();
  const changed = Buffer.from(text.replaceAll('"stap_3"', '"het_sot"'));
  await page.getByLabel(/^Bestand/).setInputFiles({ name: 'werkwijze.toml', mimeType: 'text/plain', buffer: changed });
  await page.getByLabel('Naam van het concept').fill(`Verhuizing ${project.name}`);
  await page.getByRole('button', { name: 'Concept beginnen' }).click();
  await page.getByRole('link', { name: 'Publiceren' }).click();
  // Far enough ahead to leave new cases their way of working.
  await page.getByLabel('Gaat in op').fill('1-8-2099');
  await page.getByLabel('Waarom deze versie').fill('Stap 3 heet naar het overleg.');
  const publish = page.getByRole('button', { name: /^Versie \d+ publiceren$/ });
  const number = (await publish.textContent()).match(/\d+/)[0];
  await publish.click();
  await expect(page.getByRole('status').first()).toContainText('is gepubliceerd');

  await page.goto(here('/verhuizen'));
  await look(page);
  const choice = (label, begins) => page.getByLabel(label, { exact: true }).locator('option', { hasText: begins }).first().getAttribute('value');
  await page.getByLabel('Van', { exact: true }).selectOption(await choice('Van', /^versie 1,/));
  await page.getByLabel('Naar', { exact: true }).selectOption(await choice('Naar', new RegExp(`^versie ${number},`)));
  await page.getByRole('button', { name: 'Bekijken wat er verandert' }).click();

  await expect(page.getByRole('heading', { name: `Stappen die versie ${number} niet kent` })).toBeVisible();
  const stays = page.locator('section', { has: page.getByRole('heading', { level: 2, name: /in 'Stap 3'/ }) });
  await expect(stays).toContainText('kan nu over');
  await expect(stays.getByRole('checkbox')).toHaveCount(0);
  await look(page);
  await page.locator('select[name=stap-stap_3]').selectOption('het_sot');
  await page.getByRole('button', { name: 'Bekijken met deze keuzes' }).click();
  await expect(stays).toContainText('kunnen allemaal over');
  await stays.locator('details summary').first().click();
  const line = stays.getByRole('row', { name: /De Kastanje/ }).first();
  const moved = (await line.getByRole('rowheader').textContent()).trim();
  await expect(line.getByRole('checkbox')).toBeChecked();
  await look(page);

  await page.getByRole('button', { name: `Aangevinkte casussen overzetten naar versie ${number}` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Van versie 1 naar versie ${number}` })).toBeVisible();
  await expect(page.locator('main')).toContainText(/\d+ casussen zijn overgezet\./);
  await expect(page.locator('main')).not.toContainText('overgeslagen casus');
  await expect(page.getByRole('row', { name: new RegExp(moved) })).toBeVisible();
  await look(page);
  const result = page.url();

  await test.step('the story of the case says from which version to which', async () => {
    const school = await as('wouter.wolters', WEST);
    const file = await fileOf(school, moved);
    await expect(school.locator('main')).toContainText(new RegExp(`versie 1 naar versie ${number}`));
    await page.goto(result);
    await page.getByRole('button', { name: /^\d+ casussen terugzetten$/ }).click();
    await expect(page.getByRole('row', { name: new RegExp(moved) })).toContainText('teruggezet op');
    await expect(page.getByRole('button', { name: /terugzetten$/i })).toHaveCount(0);
    await look(page);
    await school.goto(file);
    await expect(school.locator('main')).toContainText('werkwijze versie 1');
    await school.context().close();
  });
});
