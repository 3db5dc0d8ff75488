// Nothing is typed twice: what the school wrote in its analysis is offered in the form about the case, with the words as they
// stand there, and is taken over with a button of its own (S3 "Stap 1: … vastgesteld dát er extra ondersteuning nodig is").
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';
import { enrol } from './support/zat.mjs';

const SLUG = 'groningen';
const WHY = 'Zij komt sinds de herfst niet meer in de klas.';

/** Puts a pupil in step 0 of the analysis of the school and answers there; without script a button saves it. */
async function analyse(page, family, answers) {
  await page.goto(at(SLUG, '/analyse'));
  const start = page.getByRole('button', { name: /^Analyse van .* beginnen$/ });
  await start.or(page.getByRole('link', { name: 'Analyse openen' }).last()).first().click();
  const section = page.locator('#stap_0');
  const row = section.locator('tr', { has: page.locator('th a', { hasText: family }) });
  if (!(await row.count())) {
    const add = section.getByRole('combobox', { name: 'Leerling toevoegen' });
    await add.fill(`Tjaakje ${family}, klas 2`);
    await add.press('Enter');
  }
  for (const [question, answer] of Object.entries(answers)) await row.getByLabel(`${question}, Tjaakje ${family}`).fill(answer);
  return page.url();
}

/** A question of the form; the button beside it names it too. */
const asked = (page, question) => page.getByRole('textbox', { name: question });

test('what the analysis says is offered in the form of the case, and taken over with one press @no-script', async ({ as }, { project }) => {
  const family = `Overneming ${project.name}`;
  const page = await as('geert.gelting', SLUG);
  const { pathname } = await enrol(page, SLUG, { given: 'Tjaakje', family, born: '3-9-2013', year: 'klas-2' });
  await page.locator('summary', { hasText: /^Een .* starten/ }).click();
  await page.locator('button[name=doe][value="start:stap_0"]').first().click();
  await analyse(page, family, { 'Waarom is deze ondersteuning nodig?': WHY, 'Wat is er concreet nodig?': 'Een vast gezicht.' });
  await page.getByRole('button', { name: 'Bewaren' }).first().click();

  await page.goto(at(SLUG, `${pathname}/formulieren/vaststelling`));
  await expect(asked(page, 'Waarom deze ondersteuning nodig is')).toHaveValue('');
  await expect(page.locator('.offered')).toHaveCount(2);
  const offer = page.locator('.offered', { hasText: WHY });
  await expect(offer).toContainText(/In ‘Inbreng voor het tweewekelijks overleg \(periode \d+ \d{4}-\d{4}\)’ staat voor ‘Waarom/);
  if (project.name === 'script') await expectAccessible(page);

  // What was typed elsewhere on the page is saved along.
  await asked(page, 'Waar deze geboden kan worden').fill('In een kleine groep.');
  await page.getByRole('button', { name: 'Overnemen: Waarom deze ondersteuning nodig is' }).press('Enter');
  await expect(asked(page, 'Waarom deze ondersteuning nodig is')).toHaveValue(WHY);
  await expect(asked(page, 'Waar deze geboden kan worden')).toHaveValue('In een kleine groep.');
  await expect(page.locator('.offered')).toHaveCount(1);

  // Whoever typed an answer keeps it, and is told so.
  await asked(page, 'Wat er concreet nodig is').fill('Een rustige plek.');
  await page.getByRole('button', { name: 'Overnemen: Wat er concreet nodig is' }).click();
  await expect(asked(page, 'Wat er concreet nodig is')).toHaveValue('Een rustige plek.');
  await expect(page.getByRole('alert')).toContainText('hier stond al een antwoord; dat is blijven staan');
  await page.reload();
  await expect(asked(page, 'Wat er concreet nodig is')).toHaveValue('Een rustige plek.');
  await expect(page.locator('.offered')).toHaveCount(0);
});
