// The shipped scenarios in the browser. The main one of each source is played on the pages of a case, from registration to
// closure, by the people of its roles; every one is played at the desk on which a way of working is tried out. With
// RONDOM_ALL_SCENARIOS=1 every one is played on the pages.
import { begin, press } from './support/desk.mjs';
import { Player } from './support/player.mjs';
import { expect, scenarios, test } from './support/stage.mjs';

test.describe.configure({ mode: 'parallel' });
// What went otherwise is told line by line; a picture of every page on the way takes half as long again.
test.use({ trace: 'off' });

const MAIN = ['haarlemmermeer-po', 'west-brabant-po', 'west-brabant-vo', 'groningen', 'groningen-veendam-pekela', 'nji-vo'];
const onPages = process.env.RONDOM_ALL_SCENARIOS ? scenarios : scenarios.filter(({ name }) => MAIN.includes(name));

for (const scenario of onPages) {
  test(`${scenario.name}, on the pages of the case: ${scenario.title}`, async ({ page, stage }) => {
    test.slow();
    expect(await new Player(page, await stage(scenario)).play()).toEqual([]);
  });
}

for (const way of new Set(scenarios.map((scenario) => scenario.way))) {
  test(`${way}: its scenarios go as they say where it is tried out`, async ({ as }) => {
    const page = await as('fenna.bos', 'haarlemmermeer');
    await begin(page, `meegeleverd:${way}`, `Scenario's van ${way}`);
    await page.getByRole('button', { name: 'Proberen' }).click();
    for (const { path, title } of scenarios.filter((scenario) => scenario.way === way)) {
      await page.getByLabel('Scenario', { exact: true }).setInputFiles(path);
      const outcome = page.locator('#scenario-uitkomst');
      await expect(outcome).toContainText(title);
      await expect(outcome).toContainText('regels gingen zoals het scenario zegt');
      await press(page, page.getByRole('button', { name: 'Opnieuw beginnen' }));
    }
  });
}
