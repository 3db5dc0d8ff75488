// The hands of somebody who writes a way of working with the keyboard alone.
import { at } from './places.mjs';
import { expect } from './test.mjs';

export const panel = (page) => page.locator('.desk__panel');
export const outline = (page) => page.locator('.desk__outline');

/** Begins a draft and waits until the editor is awake. */
export async function begin(page, start, name, tenant = 'haarlemmermeer') {
  await page.goto(at(tenant, '/werkwijze/nieuw'));
  await page.locator(`input[name=begin][value="${start}"]`).check();
  await page.getByLabel('Naam van het concept').fill(name);
  await page.getByRole('button', { name: 'Concept beginnen' }).click();
  await expect(page.locator('.desk')).toBeVisible();
}

// What somebody without a mouse does.
export async function press(page, control) {
  await control.focus();
  await page.keyboard.press('Enter');
}

export async function type(page, control, text) {
  await control.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await page.keyboard.press('Tab');
}

/** Walks a list with the arrow keys to the first line that begins so. */
export async function choose(page, select, begins) {
  await select.focus();
  await page.keyboard.press('Home');
  const chosen = () => select.evaluate((list) => list.selectedOptions[0]?.textContent ?? '');
  for (let tries = 0; tries < 80 && !(await chosen()).startsWith(begins); tries += 1) {
    await page.keyboard.press('ArrowDown');
  }
  expect(await chosen()).toMatch(new RegExp(`^${begins.replace(/[()]/g, '\\$&')}`));
}

/** Ticks in a folded list: "Door", "Functies". */
export async function tick(page, group, ...labels) {
  const list = panel(page).getByRole('group', { name: group }).first();
  await press(page, list.locator('summary').first());
  for (const label of labels) {
    await list.getByLabel(label, { exact: true }).focus();
    await page.keyboard.press('Space');
    await expect(list.getByLabel(label, { exact: true })).toBeChecked();
  }
}

/** Adds a part by its name; it stands open in the panel. */
export async function add(page, kind, name) {
  const box = outline(page).getByLabel(kind, { exact: true });
  if (!(await box.isVisible())) {
    const fold = outline(page).locator('details').filter({ has: page.getByLabel(kind, { exact: true }) });
    await press(page, fold.locator('summary').first());
  }
  await box.focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(panel(page).getByRole('heading', { level: 2 })).toContainText(name);
}

export const field = (page, label) => panel(page).getByLabel(label).first();

/** Adds a part inside a part: a question, an option; it stands open. */
export async function part(page, around, kind, name) {
  await around.getByLabel(kind, { exact: true }).last().focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  const made = around.locator('summary').filter({ hasText: name }).last();
  // The keyboard is at what was added.
  await expect(made).toBeFocused();
  if (await made.evaluate((summary) => !summary.parentElement.open)) await page.keyboard.press('Enter');
}
