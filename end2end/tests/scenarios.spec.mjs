// The shipped scenarios on the pages of a case, from registration to closure, by the people of their roles: the main one of
// each source, and with RONDOM_ALL_SCENARIOS=1 every one. At the desk where a way of working is tried out, editor.spec.mjs
// plays them all.
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
