// The table of an area (S3, "Tweewekelijks overleg … elke pilot"): the procescoördinator of the CJG plans and leads it, the
// schools bring in their own pupils, and nobody sees a child of another school. With script and without.
import { expectAccessible } from './support/axe.mjs';
import { at } from './support/places.mjs';
import { expect, test } from './support/test.mjs';
import { agreeOn, day, enrol, expectNothingOf, move, open, planFrom, row, write } from './support/zat.mjs';

const SLUG = 'groningen';
const TITLE = 'Tweewekelijks overleg Veendam/Pekela';

/** A pupil of Geert's school whose parents named everybody outside it. */
async function register(page, family) {
  const child = await enrol(page, SLUG, { given: 'Wubbo', family, born: '3-9-2016', year: 'klas-2' });
  const { pathname } = child;
  await page.goto(at(SLUG, `${pathname}/toestemming`));
  await page.getByLabel('Ouder 1').check();
  await page.getByLabel('Op papier').check();
  for (const party of await page.locator('input[name=partijen]').all()) await party.check();
  await page.getByRole('button', { name: 'Toestemming vastleggen' }).click();
  await expect(page.getByText('geldt', { exact: true }).first()).toBeVisible();
  return child;
}

test('a pilot meets: planned and led by the CJG, and each school sees its own @no-script', async ({ as }, { project }) => {
  test.slow();
  const [maud, geert, hilde] = [await as('maud.mulder', SLUG), await as('geert.gelting', SLUG), await as('hilde.hoving', SLUG)];
  const wubbo = await register(geert, project.name === 'script' ? 'Veenstroker' : 'Turfstroker');

  await maud.goto(at(SLUG, '/overleggen'));
  await expect(maud.getByRole('table', { name: 'Komende overleggen' })).toContainText(TITLE);
  await maud.getByText('Eén overleg plannen').click();
  await maud.getByLabel('Voor wie').selectOption({ label: 'Veendam/Pekela' });
  await maud.getByLabel('Soort overleg').selectOption({ label: 'Tweewekelijks overleg' });
  await maud.getByLabel('Tijd').fill(project.name === 'script' ? '10:00' : '14:00');
  await planFrom(maud, 6);
  await expect(maud.getByRole('heading', { level: 1 })).toHaveText(TITLE);
  const agenda = new URL(maud.url()).pathname;
  const pages = ['', '/toevoegen', '/verslag', '/verslag?alles=1', '/beamer'].map((tail) => at(SLUG, agenda + tail));
  const everywhere = [at(SLUG), at(SLUG, '/overleggen'), at(SLUG, '/leerlingen'), ...pages, at(SLUG, wubbo.pathname)];

  expect((await geert.goto(at(SLUG, agenda))).status(), 'still a concept').toBe(403);
  await expect(geert.getByRole('main')).toContainText('De agenda is nog een concept');
  await move(maud, 'Agenda versturen', 'Agenda verstuurd');

  await geert.goto(at(SLUG, agenda));
  await geert.getByRole('link', { name: 'Agendapunt toevoegen' }).first().click();
  const choice = geert.getByLabel('Leerling', { exact: true });
  await choice.selectOption(wubbo.id);
  await expect(choice.locator('option:checked')).toContainText('(College Turfwijk)');
  await geert.getByLabel('Domein/ hulpvraag').fill('Komt de klas niet meer in. Wat helpt?');
  await geert.getByRole('button', { name: 'Leerling toevoegen' }).click();
  await expect(row(geert.locator('#agenda'), wubbo)).toContainText('College Turfwijk');

  await hilde.goto(at(SLUG, agenda));
  await expect(hilde.getByText('1 onderwerp is niet voor u geopend')).toBeVisible();
  await expectNothingOf(hilde, wubbo, everywhere);

  await maud.goto(at(SLUG, agenda));
  await expect(row(maud.locator('#agenda'), wubbo)).toBeVisible();
  await move(maud, 'Definitief maken', 'Definitief');
  await maud.getByRole('link', { name: 'Overleg houden' }).click();
  await open(maud, wubbo.name);
  await write(maud, { said: 'De stilteplek werkt.', decided: 'Twee ochtenden per week.', lead: 'Geert Gelting, gedragsdeskundige' });
  await expect(maud.locator('#acties')).toContainText(/Niet te kiezen: [^.]*Hilde Hoving/);
  // An action that is added takes along what was typed beside it.
  await maud.getByLabel('Besluit').fill('Drie ochtenden per week.');
  await agreeOn(maud, { what: `Ouders bellen, ${project.name}`, who: 'Geert Gelting, gedragsdeskundige', due: day(21) });
  await expect(maud.getByLabel('Besluit')).toHaveValue('Drie ochtenden per week.');
  if (project.name === 'script') await expectAccessible(maud);
  await maud.goto(at(SLUG, `${agenda}/beamer`));
  await expect(maud.getByRole('main')).toContainText('Dit punt is niet voor: ');
  await maud.goto(at(SLUG, `${agenda}/verslag`));
  await maud.getByRole('button', { name: 'Overleg afronden' }).click();
  await expect(maud.getByRole('table', { name: 'Wie krijgt wat als u nu deelt' })).toContainText(wubbo.name);
  await maud.getByRole('button', { name: 'Verslag delen' }).click();
  await expect(maud.locator('[aria-current=step]')).toContainText('Verslag gedeeld');

  await geert.goto(at(SLUG, `${agenda}/verslag`));
  await expect(geert.getByText('De stilteplek werkt.')).toBeVisible();
  await geert.goto(at(SLUG));
  await expect(geert.locator('.worklist__item', { hasText: `Ouders bellen, ${project.name}` })).toContainText(`${TITLE} van`);
  await hilde.goto(at(SLUG, `${agenda}/verslag`));
  await expect(hilde.getByText('1 onderwerp is niet voor u geopend')).toBeVisible();
  await expectNothingOf(hilde, wubbo, everywhere);
  if (project.name === 'script') {
    for (const path of ['/overleggen', agenda]) {
      await maud.goto(at(SLUG, path));
      await expectAccessible(maud);
    }
  }
});
