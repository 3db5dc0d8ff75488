// Every page leads on: links that lead somewhere, a way out of a refusal, work that opens at its own place.
import { at, origin } from './support/places.mjs';
import { expect, test } from './support/test.mjs';

const SWV = 'haarlemmermeer';

test('every link at the foot of a page leads to a page', async ({ page }) => {
  await page.goto(`${origin}/`);
  const links = await page.locator('footer a').evaluateAll((all) => all.map((a) => a.href));
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) {
    const response = await page.goto(link);
    expect(response.status(), link).toBe(200);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
});

test('who is told to log out can do so on that very page', async ({ as }) => {
  const page = await as('eva.enkel', SWV);
  const response = await page.goto(at(SWV, '/leerlingen'));
  expect(response.status()).toBe(403);
  await expect(page.getByRole('navigation', { name: 'Hoofdmenu' }).getByRole('link', { name: 'Overleggen' })).toBeVisible();
  await page.locator('summary', { hasText: 'Eva Enkel' }).click();
  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await page.waitForURL((url) => url.origin !== at(SWV, ''));
  await page.goto(at(SWV, '/overleggen'));
  expect(new URL(page.url()).pathname).not.toBe('/overleggen');
});

test('an action in Mijn werk opens at the item where it was agreed', async ({ as }) => {
  const page = await as('vera.visser', SWV);
  const agreed = page.locator('.worklist__item', { hasText: 'Oproep bij de jeugdarts regelen' }).last();
  await agreed.getByRole('link').click();
  const { hash } = new URL(page.url());
  expect(hash).toMatch(/^#punt-/);
  await expect(page.locator(`[id="${hash.slice(1)}"]`)).toContainText('Oproep bij de jeugdarts regelen');
});

test('minutes are shared where one sees what goes to whom', async ({ as }) => {
  const page = await as('clara.smit', SWV);
  await page.goto(at(SWV, '/overleggen'));
  await page.getByRole('row', { name: 'Verslag delen' }).getByRole('link').click();
  await expect(page.getByRole('button', { name: 'Verslag delen' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Verslag afmaken en delen' }).click();
  await expect(page.getByRole('table', { name: 'Wie krijgt wat als u nu deelt' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Verslag delen' })).toBeVisible();
});
