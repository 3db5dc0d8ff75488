// What saving on the way says when nothing is saved: the true reason, the text stays, and leaving asks first.
import { enter, login } from './support/login.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';
import { TENANT } from './support/zat.mjs';

/** The first question of proces 1 in the analysis of De Esdoorn, as somebody types in it. */
async function typing(page) {
  await page.goto(at(TENANT, '/analyse'));
  await page.getByRole('link', { name: 'Analyse openen' }).first().click();
  const section = page.locator('section', { has: page.locator('.autosave'), hasText: 'Proces 1' }).first();
  const field = section.locator('textarea').first();
  const says = section.locator('.autosave');
  // The island may still have to wake.
  await expect(async () => {
    await field.press('Control+End');
    await field.pressSequentially(' a');
    await expect(says).not.toBeEmpty({ timeout: 1_000 });
  }).toPass();
  await expect(says).toContainText(/^Bewaard om/);
  return { says, type: async (text) => { await field.press('Control+End'); await field.pressSequentially(text); }, field };
}

/** Closing the page asks whether that is meant; it stays. */
async function expectAsked(page) {
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
}

test('who was logged out meanwhile reads so, and goes on after logging in again', async ({ as, faults }) => {
  const page = await as('ineke.bakker', TENANT);
  const { says, type, field } = await typing(page);
  await page.context().clearCookies();
  await type(' na het uitloggen');
  await expect(says).toContainText('U bent uitgelogd');
  await expectAsked(page);
  await expect(field).toHaveValue(/na het uitloggen$/);
  const tab = await page.context().newPage();
  await login(tab, 'ineke.bakker');
  await enter(tab, TENANT);
  await type('!');
  await expect(says).toContainText(/^Bewaard om/);
  // The browser itself reports the answer 401.
  faults.length = 0;
});

test('a refusal is no lost connection', async ({ as, faults }) => {
  const page = await as('ineke.bakker', TENANT);
  const { says, type } = await typing(page);
  await page.route('**/analyse/*', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 403 }) : route.continue()));
  await type(' zonder recht');
  await expect(says).toContainText('Niet bewaard: dit is niet meer voor u geopend.');
  await expectAsked(page);
  faults.length = 0;
});

test('a row that somebody else changed first is not saved, and leaving asks', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  const { says, type } = await typing(page);
  const other = await as('ineke.bakker', TENANT);
  await typing(other);
  await type(' te laat');
  await expect(says).toContainText('wijzigde deze regel');
  await expectAsked(page);
});

test('whoever goes on at once loses nothing: by a link, and by another form', async ({ as }) => {
  const page = await as('ineke.bakker', TENANT);
  const { type, field } = await typing(page);
  const here = page.url();
  await type(' en meteen door');
  await page.getByRole('navigation').getByRole('link', { name: 'Leerlingen' }).first().click();
  await page.waitForURL(/\/leerlingen/);
  await page.goto(here);
  await expect(field).toHaveValue(/en meteen door$/);
  await type(' naar een ander formulier');
  const add = page.locator('#proces_1').getByRole('button', { name: /toevoegen/i }).first();
  await add.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(field).toHaveValue(/naar een ander formulier$/);
});
