// The hands of the people around a ZAT, as the screens ask them: registering a pupil, recording what parents said,
// reading an agenda. Everything works without script.
import { at } from './places.mjs';
import { expect } from './test.mjs';

export const TENANT = 'haarlemmermeer';

/** dd-mm-jjjj, so many days from now. */
export function day(ahead) {
  const date = new Date();
  date.setDate(date.getDate() + ahead);
  return [date.getDate(), date.getMonth() + 1].map((part) => String(part).padStart(2, '0')).concat(date.getFullYear()).join('-');
}

/** A child of this school in Haarlemmermeer; gives it back with the name in full and its own address. */
export const register = (page, school, child) => enrol(page, TENANT, { ...child, school, year: `groep-${child.group}` });

/** A child in a groep or klas of this tenant, at the school when there are several. */
export async function enrol(page, slug, child) {
  await page.goto(at(slug, '/leerlingen/nieuw'));
  if (child.school) await page.getByLabel('School', { exact: true }).selectOption({ label: child.school });
  await page.getByLabel('Roepnaam').fill(child.given);
  await page.getByLabel('Achternaam').fill(child.family);
  await page.getByLabel('Geboortedatum').fill(child.born);
  await page.locator('select[name=groep]').selectOption(child.year);
  await page.getByRole('button', { name: 'Leerling toevoegen' }).click();
  await expect(page.locator('.pupil__name')).toContainText(`${child.given} ${child.family}`);
  const { pathname } = new URL(page.url());
  return { ...child, name: `${child.given} ${child.family}`, pathname, id: pathname.split('/').at(-1) };
}

/** Parents agree with everybody at the table; gives the names of those organisations. */
export async function agree(page, child) {
  await page.goto(at(TENANT, child.pathname));
  await page.getByRole('link', { name: 'Toestemming vastleggen' }).click();
  await page.getByLabel('Bespreken in het Zorg Advies Team').check();
  await page.getByLabel('Ouder 1').check();
  const parties = page.locator('input[name=partijen]');
  await expect(parties).not.toHaveCount(0);
  for (const party of await parties.all()) await party.check();
  await page.getByLabel('Op papier').check();
  await page.getByRole('button', { name: 'Toestemming vastleggen' }).click();
  await expect(page.getByText('geldt', { exact: true })).toBeVisible();
}

/** The row of a pupil in a table on this page, or in this part of it. */
export const row = (part, child) => part.locator('tr', { has: (part.page?.() ?? part).locator('th a', { hasText: child.name }) });

/** Puts a pupil in proces 1 of the analysis, asks a question and proposes the ZAT. */
export async function analyse(page, child, question) {
  const section = page.locator('#proces_1');
  const add = section.getByRole('combobox', { name: 'Leerling toevoegen' });
  await add.fill(`${child.name}, groep ${child.group}`);
  await add.press('Enter');
  const mine = row(section, child);
  await expect(mine).toBeVisible();
  await mine.getByLabel(`Domein: gedrag/soc.em., ${child.name}`).check();
  await mine.getByLabel(`Hulpvraag, ${child.name}`).fill(question);
  await mine.getByLabel(`ZAT?, ${child.name}`).check();
}

/** Everything a child can be known by. The group is no secret: every school has all eight. */
export function identifying({ given, family, name, born, id }) {
  const [d, m, y] = born.split('-').map(Number);
  const two = (part) => String(part).padStart(2, '0');
  return [given, family, name, id, `${two(d)}-${two(m)}-${y}`, `${y}-${two(m)}-${two(d)}`, `${d}-${m}-${y}`, `${given[0]}.${family[0]}.`];
}

/** No byte of what this person gets at these addresses points at the child: islands and attributes included. */
export async function expectNothingOf(page, child, addresses) {
  for (const address of addresses) {
    const answer = await page.request.get(address);
    const bytes = await answer.text();
    expect(bytes.length, address).toBeGreaterThan(500);
    for (const value of identifying(child)) expect(bytes.toLowerCase(), `${value} at ${address}`).not.toContain(value.toLowerCase());
  }
  const now = await page.content();
  for (const value of identifying(child)) expect(now.toLowerCase(), `${value} on ${page.url()}`).not.toContain(value.toLowerCase());
}

/** Plans the meeting whose form is filled in, so many days from now or on the first day after it on which there is work. */
export async function planFrom(page, ahead) {
  for (let more = 0; more < 7; more += 1) {
    await page.getByLabel('Dag').fill(day(ahead + more));
    await page.getByRole('button', { name: 'Overleg plannen' }).click();
    await expect(page.getByRole('alert').or(page.locator('[aria-current=step]')).first()).toBeVisible();
    if (!(await page.getByRole('alert').count())) return;
    await expect(page.getByRole('alert')).toContainText('Kies een dag waarop wordt gewerkt');
  }
  throw new Error('a week without a day of work');
}

/** Moves an agenda to its next stage with the button that says so. */
export async function move(page, button, stage) {
  await page.getByRole('button', { name: button, exact: true }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.locator('[aria-current=step]')).toContainText(stage);
}

/** The item of a child, or the anonymous one, in the list beside the minutes. */
export async function open(page, label) {
  await page.getByRole('navigation', { name: 'Agendapunten' }).getByRole('link', { name: label }).click();
  await expect(page.locator('#punt .pupil__name')).toContainText(label);
}

/** Writes what was said and decided at the open item. */
export async function write(page, { said, decided, lead }) {
  const form = page.locator('#verslag-punt');
  await form.getByLabel('Wat is besproken').fill(said);
  await form.getByLabel('Besluit').fill(decided);
  if (lead) await form.getByLabel('Casusregie').selectOption({ label: lead });
  await form.getByRole('button', { name: /^(Bewaren|Verbetering bewaren)$/ }).click();
}

/** Agrees on an action at the open item. */
export async function agreeOn(page, { what, who, due }) {
  const form = page.locator('#acties [data-apart]');
  await form.getByLabel('Wat gebeurt er?').fill(what);
  await form.getByLabel('Wie').selectOption({ label: who });
  await form.getByLabel('Klaar op').fill(due);
  await form.getByRole('button', { name: 'Actie toevoegen' }).click();
  await expect(page.locator('#acties li', { hasText: what })).toContainText(due);
}
