// A case and the forms about it: filled in bit by bit, with rows, with questions that wait for another answer; and
// casusregie. With script, without it, and with the keyboard alone.
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const TENANT = 'haarlemmermeer';

/** The file of a pupil on the way to a TLV. */
async function pupil(page) {
  await page.goto(at(TENANT, '/leerlingen?proces=proces_2_1'));
  await page.locator('#leerlingen tbody a').first().click();
  await expect(page.locator('.turn__task')).toContainText('Proces 2.1');
}

async function form(page) {
  await pupil(page);
  await page.getByRole('link', { name: 'Toeleiding naar TLV SBO of SO', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Toeleiding naar TLV');
}

const save = (page) => page.getByRole('button', { name: 'Bewaren', exact: true }).click();

test('a form about a pupil grows row by row, and what was wrong comes back @no-script', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  await form(page);
  await page.getByLabel('MDO gehouden op').fill('gisteren');
  await page.getByLabel('Wat is de herhaalde hulpvraag?').fill('Lezen en schrijven.');
  await save(page);
  await expect(page.getByRole('alert')).toContainText('MDO gehouden op');
  await expect(page.getByLabel('Wat is de herhaalde hulpvraag?')).toHaveValue('Lezen en schrijven.');
  await page.getByLabel('MDO gehouden op').fill('3-9-2026');
  const rows = page.locator('#deel-scenarios li.card');
  const before = await rows.count();
  await rows.last().getByLabel('Scenario', { exact: true }).fill('SBO in augustus');
  await page.getByRole('button', { name: 'Rij toevoegen aan Scenario' }).click();
  await expect(rows).toHaveCount(before + 1);
  await page.getByRole('button', { name: `Scenario ${before} weghalen` }).click();
  await expect(page.getByText('De rij is weggehaald.')).toBeVisible();
  await page.locator('form.undo').getByRole('button', { name: 'Terugzetten' }).click();
  await expect(page.locator('#deel-scenarios')).toContainText('SBO in augustus');
  await expect(page.getByText(/Laatst gewijzigd door Ineke Bakker/)).toBeVisible();
});

test('a question that waits for another answer appears when it is asked', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  await form(page);
  const why = page.getByLabel('Waarom niet?');
  await page.locator('input[name=toeleiding_ouders][value=ja]').check();
  await expect(why).toBeHidden();
  await page.locator('input[name=toeleiding_ouders][value=nee]').check();
  await expect(why).toBeVisible();
  await why.fill('Zij willen eerst nog een jaar.');
  await expect(page.getByText(/Bewaard om \d\d:\d\d/).first()).toBeVisible();
  await page.reload();
  await expect(why).toHaveValue('Zij willen eerst nog een jaar.');
});

test('casusregie goes to somebody who may know of the pupil @no-script', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  await pupil(page);
  await page.getByRole('link', { name: /Casusregie (geven|aan een ander geven)/ }).click();
  await page.getByRole('button', { name: 'Casusregie geven' }).click();
  await expect(page.getByRole('alert')).toContainText('kies iemand uit de lijst');
  await page.getByRole('radio', { name: /Clara Smit/ }).check();
  await page.getByRole('button', { name: 'Casusregie geven' }).click();
  await expect(page.locator('.pupil')).toContainText('Clara Smit');
});

test('the keyboard alone fills in a form', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  await form(page);
  await page.getByLabel('Wat is in proces 1 en 2.0 gedaan, en wat heeft dat gebracht?').focus();
  await page.keyboard.type('Drie fasen van zes weken.');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('MDO gehouden op')).toBeFocused();
  await page.keyboard.type('8-9-2026');
  await page.getByRole('button', { name: 'Bewaren', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Bewaard om \d\d:\d\d/).first()).toBeVisible();
  await expect(page.getByLabel('MDO gehouden op')).toHaveValue('08-09-2026');

  // Enter saves; it does not press the first button of the form, which takes a row out.
  const rows = page.locator('#deel-scenarios li.card');
  const before = await rows.count();
  await rows.last().getByLabel('Scenario', { exact: true }).focus();
  await page.keyboard.type('SO in januari');
  await page.getByRole('button', { name: 'Rij toevoegen aan Scenario' }).focus();
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(before + 1);
  await page.getByLabel('MDO gehouden op').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('De rij is weggehaald.')).toHaveCount(0);
  await expect(page.getByRole('button', { name: `Scenario ${before} weghalen` })).toBeVisible();
});
